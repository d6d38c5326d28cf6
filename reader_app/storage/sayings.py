"""What somebody says, over all articles, and single quotes and claims with their words: for lists to read and choose
from."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reader_app.core.model import Kind, Referent, Span
from reader_app.core.people import called
from reader_app.storage import fulltext, reading, register
from reader_app.storage.register import SAME, Names

_PAGE = 200
_AROUND = 240
"""Code points of the text before and after the words of an annotation."""
_LOOKED_THROUGH = 20_000
"""So many annotations that hold the words are looked through for those that are wanted: a word that stands in every
article must not hold up whoever types it."""

_SPEAKERS = 4
"""So many people may bear the name that is looked for."""

# those that were merged into the referent are the referent; articles without a date come last
_PLACES = f"""{SAME}
    select a.seq, x.id, a.kind, a.start, a."end", a.author = ?
    from one cross join annotation_referent n on n.referent = one.seq
    cross join annotation a on a.seq = n.annotation cross join article x on x.seq = a.article
    where {{}} order by x.date desc, x.seq desc, a.start, a."end" desc, a.seq"""  # noqa: S608 - literals
_HEAD = """
    select a.seq, a.id, a.kind, a.label, a.author, a.start, a."end", a.attributes, a.statement,
        x.id, x.key, x.title, x.outlet, x.date, x.snippet,
        substr(x.text, max(0, a.start - :around) + 1, a."end" - max(0, a.start - :around) + :around)
    from annotation a join article x on x.seq = a.article where a.seq in """
_PARTS = "select annotation, start, \"end\" from part where role in ('mention', 'content') and annotation in "
_PEOPLE = (
    "select n.annotation, r.id from annotation_referent n join referent r on r.seq = n.referent where n.annotation in"
)
# in the order of their numbers, so that no article must be looked at: of somebody who speaks everywhere it is quick
_BY = f"""{SAME}
    select a.seq from one cross join annotation_referent n on n.referent = one.seq
    cross join annotation a on a.seq = n.annotation
    where a.kind in ({{}}) {{}} order by a.author <> ?, a.seq desc limit ?"""  # noqa: S608 - literals
_HOLDING = """
    and a.seq in (
        select rowid from annotation_text where annotation_text match ? order by rowid desc limit ?
    )"""
_FOUND = """
    select a.seq from (
        select rowid as seq from annotation_text where annotation_text match ? order by rowid desc limit ?
    ) f join annotation a on a.seq = f.seq where a.author {} ? and a.kind in ({}) limit ?"""


class Place(NamedTuple):
    """Where somebody is named: the number `seq` that `lines` takes, its article and kind."""

    seq: int
    article: str
    kind: Kind


class Saying(NamedTuple):
    """An annotation with its words and its article. `text` is a stretch of the article around it that begins at the
    code point `offset`; `contents` count from the start of the article, as always. `title` is how the article begins
    where it has none. `people` are ids of whom it names, those that they were merged into."""

    seq: int
    id: str
    kind: Kind
    label: str
    author: str
    contents: tuple[Span, ...]
    stance: str
    statement: str
    article: str
    key: str
    title: str
    outlet: str
    date: str
    offset: int
    text: str
    people: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """What is said, its parts with an ellipsis between them."""
        pieces = (self.text[span.start - self.offset : span.end - self.offset] for span in self.contents)
        return " … ".join(" ".join(piece.split()) for piece in pieces)

    @property
    def names(self) -> str:
        return ", ".join(name for _id, name in self.people if name)


def places(db: sqlite3.Connection, record_id: str, author: str, *, entities: bool, words: str = "") -> list[Place]:
    """Return where the referent speaks or claims, with `entities` also where it is named, the newest article first.
    Of equal records of several authors that of `author` stands there, else the first. With `words` only what holds
    them all, in what is said, the statement or the note."""
    where, values = "true" if entities else "a.kind in ('quote', 'claim')", [record_id, author]
    if words.strip():
        held, is_short = fulltext.notes_expression(db, words)
        if not held and not is_short:
            return []
        if held:
            where += " and a.seq in (select rowid from annotation_text where annotation_text match ?)"
            values.append(held)
    found: dict[tuple[str, str, int, int], Place] = {}
    for seq, article, kind, start, end, is_mine in db.execute(_PLACES.format(where), values):
        key = (article, kind, start, end)
        if is_mine or key not in found:
            found[key] = Place(seq, article, kind)
    return list(found.values())


def lines(db: sqlite3.Connection, seqs: Sequence[int]) -> list[Saying]:
    """Return the annotations with these numbers in the order given; those that are gone are left out."""
    found: dict[int, Saying] = {}
    for at in range(0, len(seqs), _PAGE):
        found.update((one.seq, one) for one in _lines(db, seqs[at : at + _PAGE]))
    return [found[seq] for seq in seqs if seq in found]


def find(db: sqlite3.Connection, record_id: str) -> Saying | None:
    row = db.execute("select seq from annotation where id = ?", (record_id,)).fetchone()
    return None if row is None else next(iter(lines(db, row)), None)


def matching(
    db: sqlite3.Connection, names: Names, query: str, author: str, kinds: Sequence[Kind], limit: int
) -> list[Saying]:
    """Return up to `limit` annotations of `kinds` for `query`. First, as half of them at the most, what those say whose
    name it holds, with the rest of it in what is said (*abe đảo*); then what holds all of its words itself, in what is
    said, the statement or the note. Those of `author` come first, then the newest: by rank a common word would take
    seconds."""
    words = fulltext.expression(db, query)
    if not words or not kinds:
        return []
    some = ", ".join("?" * len(kinds))
    seqs = dict.fromkeys(_said_by(db, names, query, author, kinds, limit // 2))
    for whose in ("=", "<>"):
        if len(seqs) < limit:
            values = (words, _LOOKED_THROUGH, author, *kinds, limit)
            seqs |= dict.fromkeys(seq for (seq,) in db.execute(_FOUND.format(whose, some), values))
    return lines(db, list(seqs)[:limit])


def _said_by(
    db: sqlite3.Connection, names: Names, query: str, author: str, kinds: Sequence[Kind], limit: int
) -> Iterator[int]:
    """Yield up to `limit` numbers of what they say whose name `query` is, or its beginning or its end."""
    some, found = ", ".join("?" * len(kinds)), 0
    for speakers, rest in _speakers(db, names, query.split()):
        words = fulltext.expression(db, rest)
        if rest and not words:
            continue  # what is left over are signs
        wanted = _BY.format(some, _HOLDING if words else "")
        held = (words, _LOOKED_THROUGH) if words else ()
        for one in speakers:
            for (seq,) in db.execute(wanted, (one.id, *kinds, *held, author, limit - found)).fetchall():
                found += 1
                yield seq


def _speakers(db: sqlite3.Connection, names: Names, words: list[str]) -> list[tuple[list[Referent], str]]:
    """Return whom the beginnings and ends of `words` name, each time with the words that are left over; who is named by
    more words comes first."""
    found = []
    for from_end in (False, True):
        for count in range(1, len(words) + (not from_end)):
            name = " ".join(words[-count:] if from_end else words[:count])
            speakers = register.named(db, names, name, _SPEAKERS)
            if speakers:
                rest = words[:-count] if from_end else words[count:]
                found.append((count, speakers, " ".join(rest)))
            elif len(name) >= register.TELLING:  # nobody is named by still more words
                break
    found.sort(key=lambda one: -one[0])
    return [(speakers, rest) for _count, speakers, rest in found]


def _lines(db: sqlite3.Connection, page: Sequence[int]) -> Iterator[Saying]:
    these = f"({', '.join(map(str, page))})"
    contents: dict[int, list[Span]] = {}
    for seq, start, end in db.execute(f"{_PARTS} {these} order by start"):
        contents.setdefault(seq, []).append(Span(start, end))
    people: dict[int, dict[str, str]] = {}
    for seq, referent in db.execute(f"{_PEOPLE} {these} order by n.annotation, n.n").fetchall():
        people.setdefault(seq, {}).update(_now(db, referent))
    rows = db.execute(f"{_HEAD} {these}", {"around": _AROUND}).fetchall()
    for seq, record, kind, label, author, start, _end, attributes, statement, *rest in rows:
        article, key, title, outlet, date, snippet, text = rest
        stance = str(json.loads(attributes).get("stance", ""))
        yield Saying(
            seq, record, kind, label, author, tuple(contents.get(seq, ())), stance, statement, article, key,
            title or " ".join(snippet.split()), outlet, date, max(0, start - _AROUND), text,
            tuple(people.get(seq, {}).items()),
        )  # fmt: skip


def _now(db: sqlite3.Connection, record_id: str) -> Iterable[tuple[str, str]]:
    """Return who the referent is now, as id and name."""
    referent = reading.find_referent(db, record_id)
    if referent is not None:
        referent = reading.unmerged(db, referent)
        yield referent.id, called(referent)
