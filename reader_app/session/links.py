"""Links between records as one person makes them: in the open article, and from it to others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader_app.core import links
from reader_app.core.change import Sheet
from reader_app.core.errors import Problem, RuleBroken, StaleEdit
from reader_app.core.links import Way
from reader_app.core.model import Annotation, Kind, Link
from reader_app.core.people import called
from reader_app.core.text import fold
from reader_app.session.sitting import Sitting

if TYPE_CHECKING:
    from reader_app.storage import Saying

_OFFERED = 60
_OF_PERSON = 20
_AROUND = 240
"""Code points of the text around an end."""


class Linked(NamedTuple):
    """A link seen from one of its ends: which way it goes, and what is at the other end."""

    link: Link
    way: Way
    other: Saying


class Linking(Sitting):
    """What `author` links: one end is a record of the open article, the other any record of the project."""

    _read: tuple[Sheet, dict[str, Saying | None]] | None = None
    """The ends in other articles that were read since the sheet came, by record."""

    def link(self, record_id: str, other_id: str, way: Way) -> str:
        """Link a record of the open article with another one; a link that says so already is returned instead."""
        one, other = self.here.annotation(record_id), self._end(other_id)
        link = links.link_between(self._new_id(), way, one, other, self.author, self.scheme)
        if known := links.same_link(link, self.here.links(record_id)):
            return known.id
        edit = self._edit()
        edit.put(link)
        self._close(edit, "link", way.kind)
        return link.id

    def unlink(self, link_id: str) -> None:
        """Remove a link of one's own."""
        link = self.here.get(link_id)
        if not isinstance(link, Link):
            raise StaleEdit(link_id)
        if link.author != self.author:
            raise RuleBroken([Problem("not-yours", link_id, {"author": link.author})])
        edit = self._edit()
        edit.drop(link_id)
        self._close(edit, "unlink", link.kind)

    def ways(self, record_id: str, other_id: str) -> list[Way]:
        """Return the links that may join the two, seen from the first."""
        return links.ways(self.scheme, self.here.annotation(record_id), self._end(other_id))

    def links_of(self, record_id: str) -> list[Linked]:
        """Return the links of a record of the open article, in the order of the scheme, each with its other end."""
        order = [known.id for known in self.scheme.links]
        found = [
            Linked(link, links.way_of(link, record_id), other)
            for link in self.here.links(record_id)
            if (other := self.saying(links.far_end(link, record_id)[0])) is not None
        ]
        return sorted(found, key=lambda one: (order.index(one.way.kind), one.way.back, one.other.date, one.link.id))

    def linkable(self, record_id: str, query: str = "") -> list[Saying]:
        """Return what a quote or claim may be linked with: this article's records first, the nearest before others,
        then those of other articles: what the same people say there, with a query what holds all its words. Names,
        which are evidence at the best, come last."""
        record = self.here.annotation(record_id)
        if record.kind == "entity":
            raise RuleBroken([Problem("only-sayings-linked", record_id)])
        near = [a for a in self.mine() if a.id != record_id and links.ways(self.scheme, record, a)]
        near.sort(key=lambda a: (a.kind != record.kind, abs(a.start - record.start)))
        rows = [self._here(a) for a in near]
        kinds: tuple[Kind, ...] = ("quote", "claim")
        if words := fold(query).split():
            rows = [one for one in rows if _holds(one, words)]
            found = self.store.linkable(query, self.author, kinds, _OFFERED)
        else:
            found = self._elsewhere(record)
        known = {record_id, *(one.id for one in rows)}
        allowed = {kind for kind in kinds if links.ways_of_kinds(self.scheme, record.kind, kind)}
        rows += (one for one in found if one.id not in known and one.kind in allowed)
        return sorted(rows, key=lambda one: one.kind == "entity")[:_OFFERED]

    def saying(self, record_id: str) -> Saying | None:
        """Return a record with its words and its article; None where it is gone."""
        here = self.here
        if isinstance(record := here.get(record_id), Annotation):
            return self._here(record)
        if self._read is None or self._read[0] is not here:
            self._read = (here, {})
        known = self._read[1]
        if record_id not in known:
            known[record_id] = self.store.saying(record_id)
        return known[record_id]

    def _end(self, record_id: str) -> Annotation:
        found = self.here.get(record_id)
        if not isinstance(found, Annotation):
            found = self.store.annotation(record_id)
        if found is None:
            raise StaleEdit(record_id)
        return found

    def _elsewhere(self, record: Annotation) -> list[Saying]:
        """Return what the people of `record` say in other articles, the newest first."""
        here = self.here
        seqs: list[int] = []
        for one in record.referents:
            referent = here.referent(one)
            places = self.store.mentions(referent.id, self.author) if referent is not None else []
            away = [place.seq for place in places if place.article != here.article.id and place.kind == record.kind]
            seqs += away[:_OF_PERSON]
        return self.store.sayings(list(dict.fromkeys(seqs)))

    def _here(self, record: Annotation) -> Saying:
        from reader_app.storage import Saying

        here = self.here
        article, start = here.article, max(0, record.start - _AROUND)
        people = {one.id: called(one) for r in record.referents if (one := here.referent(r)) is not None}
        return Saying(
            0, record.id, record.kind, record.label, record.author, record.contents, record.attribute("stance"),
            record.statement, article.id, article.key, article.title or " ".join(article.text[:120].split()),
            article.outlet, article.date, start, article.text[start : record.end + _AROUND], tuple(people.items()),
        )  # fmt: skip


def _holds(saying: Saying, words: list[str]) -> bool:
    """Return whether every one of `words`, which are folded, begins a word of what is said or who says it."""
    known = fold(f"{saying.words} {saying.statement} {saying.names}").split()
    return all(any(one.lstrip("“”\"'(").startswith(word) for one in known) for word in words)
