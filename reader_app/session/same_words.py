"""The same words everywhere: in the open article, in the project, tagged as one of them is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader_app.core import edits, rules
from reader_app.core.change import Change, Sheet, Step
from reader_app.core.errors import Problem, RuleBroken
from reader_app.core.model import CLOSED, Annotation, Assignment, Referent, Span
from reader_app.session.sitting import Sitting

if TYPE_CHECKING:
    from reader_app.core.same_words import Place, Spelling

_AROUND = 60
"""Code points of the text before and after the words that are shown with them."""


class Found(NamedTuple):
    """A place of the words: `article` is its id, `title` how it is called, or begins; `closed` says that its author has
    submitted it. `before`, `words` and `after` are the text there, of one paragraph."""

    article: str
    title: str
    place: Place
    before: str
    words: str
    after: str
    closed: bool = False

    @property
    def can_be_tagged(self) -> bool:
        return self.place.free and not self.closed

    @property
    def likely(self) -> bool:
        """Whether it is most probably meant, and can be tagged."""
        return self.place.likely and not self.closed


class Page(NamedTuple):
    """Some places of the words outside of the open article; `after` is where the next page starts, 0 at the end."""

    found: list[Found]
    after: int


class Everywhere(Sitting):
    """What `author` does with the words of an entity, wherever they stand."""

    def words_of(self, record_id: str) -> str:
        """Return the words of an entity. RuleBroken where the record is none."""
        record = self.here.annotation(record_id)
        if record.kind != "entity":
            raise RuleBroken([Problem("only-entities", record_id)])
        return record.contents[0].of(self.text)

    def same_words(self, record_id: str, spelling: Spelling) -> list[Found]:
        """Return the places of an entity's words in the open article, its own among them."""
        from reader_app.core.same_words import places

        article, label = self.here.article, self.here.annotation(record_id).label
        tagged = [(e.contents[0], e.label) for e in self.here.own(self.author) if e.kind == "entity"]
        found = places(article.text, self.words_of(record_id), tagged, label, spelling)
        closed = self.stage in CLOSED
        return [_found(article.id, article.title, article.text, one, closed=closed) for one in found]

    def same_words_elsewhere(self, record_id: str, spelling: Spelling, after: int = 0, look_at: int = 200) -> Page:
        """Return the places of an entity's words in the other articles, in the order of the articles. At most
        `look_at` of those that may hold them are read at a time, from the one behind `after` on."""
        from reader_app.core.same_words import finder, places

        words, label = self.words_of(record_id), self.here.annotation(record_id).label
        holds = finder(words, spelling)
        found: list[Found] = []
        with self.store.snapshot():
            page = self.store.holding(words, after, look_at)
            for one in page:
                if one.id == self.here.article.id or next(iter(holds(one.text)), None) is None:
                    continue
                tagged = self.store.tagged_on(one.seq, self.author)
                closed = self.store.stage_on(one.seq, self.author) in CLOSED
                found += [
                    _found(one.id, one.title, one.text, place, closed=closed)
                    for place in places(one.text, words, tagged, label, spelling)
                ]
        return Page(found, page[-1].seq if len(page) == look_at else 0)

    def articles_holding(self, record_id: str) -> int:
        """Return in how many articles an entity's words stand, tone marks and case apart."""
        return self.store.holding_count(self.words_of(record_id))

    def tag_same(self, record_id: str, wanted: Iterable[tuple[str, Span]]) -> int:
        """Tag these spans, each with its article, as the entity is tagged: the same label, the same referent. All of it
        is one step. What is tagged there already is left out; returns how many were tagged. On other articles the stage
        stays: nobody has begun to work on them by that."""
        source = self.here.annotation(record_id)
        words = self.words_of(record_id)
        register = list(self._register(source.referents))
        by_article: dict[str, list[Span]] = {}
        for article, span in wanted:
            by_article.setdefault(article, []).append(span)
        changes: list[Change] = []
        count = 0
        for article, spans in by_article.items():
            sheet = self.here if article == self.here.article.id else self.store.sheet(article)
            made = self._tagged_like(sheet, source, spans, register)
            count += sum(change.before is None and isinstance(change.record, Annotation) for change in made)
            changes += made
        if changes:
            self._save(Step("same-words", tuple(changes), words), register=register, checked=True)
        return count

    def _tagged_like(
        self, sheet: Sheet, source: Annotation, spans: Sequence[Span], register: Sequence[Referent]
    ) -> list[Change]:
        edit = self._edit(register, sheet)
        there = {e.contents[0] for e in edit.annotations().values() if e.kind == "entity"}
        touched = [name for name in source.touched if name == "referents"]
        for span in spans:
            clipped = edits.clean(sheet.article.text, span, "entity")
            if clipped is None or clipped in there:
                continue
            there.add(clipped)
            entity = edits.new_annotation(edit, "entity", source.label, [clipped])
            edit.put(replace(entity, referents=source.referents).with_touched(*touched))
        step = edit.step("same-words")
        if step is None:
            return []
        if sheet is self.here:
            return list(step.changes)
        changes = [change for change in step.changes if not isinstance(change.record, Assignment)]
        after = sheet.knowing(register).after(replace(step, changes=tuple(changes)))
        rules.check(after, self.scheme, [change.record.id for change in changes])
        return changes


def _found(article: str, title: str, text: str, place: Place, *, closed: bool) -> Found:
    span = place.span
    first = text.rfind("\n", 0, span.start) + 1
    last = text.find("\n", span.end)
    before = text[max(first, span.start - _AROUND) : span.start]
    after = text[span.end : min(len(text) if last < 0 else last, span.end + _AROUND)]
    return Found(article, title or " ".join(text[:_AROUND].split()), place, before, span.of(text), after, closed)
