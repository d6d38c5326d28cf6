"""Looking up referents by name. Names are compared folded: no tone marks, no case, đ as d."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from reader_app.core.model import Referent
from reader_app.storage import reading
from reader_app.storage.writing import folded_name

SAME = """
    with recursive one (seq, id) as (
        select seq, id from referent where id = ?
        union select r.seq, r.id from one join referent r on r.merged_into = one.id
    )"""
"""All who are one with the referent of this id: itself and those that were merged into it, over others as well."""

_MOST_USED = """
    select seq from referent r where merged_into is null
    and exists (select 1 from referent_name n where n.referent = r.seq) order by uses desc, seq limit ?"""
_FIRST_NAMES = """
    select group_concat(' ' || n.folded, char(10)) from (
        select seq from referent where merged_into is null order by uses desc, seq limit ?
    ) r cross join referent_name n on n.referent = r.seq"""
_NAMES = "select group_concat(' ' || folded, char(10)) from referent_name"
_NAMED = """
    select n.referent from referent_name n join referent r on r.seq = n.referent where n.folded = ?
    order by r.uses desc, r.seq"""
_POPULAR = 10_000
"""So many referents, those that are named most, stand before all others."""
_MANY = 5000
"""Names that came since all were read; with more of them all are read again."""

_COMPARED = 500
"""Names that are compared for how well they match, of those that are named most."""
_WORDS = 3
"""Nobody leaves letters out of more words than that."""
TELLING = 3
"""Letters that say enough of a name to look for whom it names."""


class Names:
    """All names of a project as one text, a line each with a blank before each word, those that are named most first:
    what matches a few letters is found in a tenth of the time that a walk through the table takes.

    A line that is gone or belongs to somebody else by now does no harm: who has the name is looked up when it is found.
    So only names that have come since must be added: those of new referents, and those that the journal tells of.
    """

    def __init__(self) -> None:
        self.text = "\n"
        self._loaded = False
        self._last = self._step = 0
        self._added = 0

    def update(self, db: sqlite3.Connection) -> None:
        """Read what is not known yet: everything at first, then what has come since."""
        last, step = db.execute(
            "select (select coalesce(max(seq), 0) from referent), (select coalesce(max(seq), 0) from step)"
        ).fetchone()
        if self._loaded and (last, step) == (self._last, self._step):
            return
        new = self._new(db) if self._loaded and step >= self._step else None
        if new is None or self._added + len(new) > _MANY:
            (popular,), (every,) = db.execute(_FIRST_NAMES, (_POPULAR,)).fetchone(), db.execute(_NAMES).fetchone()
            self.text, self._added, self._loaded = f"\n{popular or ''}\n{every or ''}\n", 0, True
        elif new:
            self.text += "".join(f" {name}\n" for name in new)
            self._added += len(new)
        self._last, self._step = last, step

    def _new(self, db: sqlite3.Connection) -> list[str] | None:
        """Return the names that may be new, None where these are too many to tell one by one."""
        query = "select folded from referent_name where referent > ? limit ?"
        new = [name for (name,) in db.execute(query, (self._last, _MANY + 1))]
        if len(new) > _MANY:
            return None
        query = 'select changes from step where seq > ? and instr(changes, \'"type":"referent"\')'
        for (changes,) in db.execute(query, (self._step,)):
            sides = [side for pair in json.loads(changes) for side in pair if side and side["type"] == "referent"]
            new += [folded_name(name) for side in sides for name in (side["name"], *side["aliases"])]
        return [name for name in dict.fromkeys(new) if name]

    def copy(self) -> Names:
        """Return the same for another connection; the text itself is shared."""
        other = Names()
        other.__dict__.update(self.__dict__)
        return other

    def beginning(self, db: sqlite3.Connection, folded: str, limit: int) -> list[str]:
        """Return up to `limit` names whose words begin as all words of `folded` do; none for a letter or two."""
        words = folded.split()
        if len(folded) < TELLING:
            return []
        self.update(db)
        found: dict[str, None] = {}
        for name in self._with_all(words, [re.escape(f" {word}") for word in words]):
            found[name] = None
            if len(found) == limit:
                break
        return list(found)

    def matching(self, folded: str) -> Iterator[str]:
        """Yield the names for what someone types, best first: its words begin words of the name; it stands in the name;
        the letters of each word occur in that order."""
        words = folded.split()
        begun = list(islice(self._with_all(words, [re.escape(f" {word}") for word in words]), _COMPARED))
        yield from sorted(begun, key=lambda name: 0 if name.startswith(folded) else 1 if f" {folded}" in name else 2)
        yield from self._lines(re.escape(folded))
        if len(words) <= _WORDS:
            yield from self._with_all(words, list(map(_subsequence, words)))

    def _with_all(self, words: list[str], patterns: list[str]) -> Iterator[str]:
        """Yield the names in which each of `patterns` is found; the longest word is looked for first."""
        ordered = [pattern for _, pattern in sorted(zip(words, patterns, strict=True), key=lambda pair: -len(pair[0]))]
        others = [re.compile(pattern) for pattern in ordered[1:]]
        for name in self._lines(ordered[0]):
            if all(other.search(f" {name}") for other in others):
                yield name

    def _lines(self, pattern: str) -> Iterator[str]:
        """Yield the names in whose lines `pattern` is found."""
        search, text, at = re.compile(pattern).search, self.text, 0
        while found := search(text, at):
            start = text.rfind("\n", 0, found.start() + 1) + 1
            at = text.find("\n", max(start, found.end() - 1))
            yield text[start + 1 : at]


def exact(db: sqlite3.Connection, name: str) -> list[Referent]:
    """Return the referents with this name or alias, most used first; merged ones give way to their target."""
    return _targets(db, db.execute(_NAMED, (folded_query(name),)).fetchall(), 0)


def matching(
    db: sqlite3.Connection, names: Names, query: str, limit: int, fits: Callable[[Referent], bool] | None = None
) -> list[Referent]:
    """Return up to `limit` referents for what someone types: each word's letters occur in that order in one name.
    Whole names and beginnings of words come first, then what is named most. With `fits` only such."""
    folded = folded_query(query)
    if not folded:
        return [reading.referent_at(db, seq) for (seq,) in db.execute(_MOST_USED, (limit,)).fetchall()]
    names.update(db)
    return _targets(db, _bearers(db, names, folded), limit, fits)


def _bearers(db: sqlite3.Connection, names: Names, folded: str) -> Iterator[tuple[int]]:
    """Yield who may be meant, by number, best first; some more than once."""
    seen: set[str] = set()
    for name in chain((folded,), names.matching(folded)):
        if name not in seen:
            seen.add(name)
            yield from db.execute(_NAMED, (name,)).fetchall()


def named(db: sqlite3.Connection, names: Names, words: str, limit: int) -> list[Referent]:
    """Return up to `limit` referents in one of whose names all of `words` begin words; none for a letter or two."""
    rows = (row for name in names.beginning(db, folded_query(words), limit) for row in db.execute(_NAMED, (name,)))
    return _targets(db, rows, limit)


def rests_on(db: sqlite3.Connection, record_id: str) -> int:
    """Return how many records rest on the referent: annotations that name it, referents that were merged into it."""
    query = """
        select coalesce((select uses from referent where id = :id), 0)
            + (select count(*) from referent where merged_into = :id)"""
    return int(db.execute(query, {"id": record_id}).fetchone()[0])


def _targets(
    db: sqlite3.Connection, rows: Iterable[tuple[int]], limit: int, fits: Callable[[Referent], bool] | None = None
) -> list[Referent]:
    found: dict[str, Referent] = {}
    for (seq,) in rows:
        referent = reading.unmerged(db, reading.referent_at(db, seq))
        if not referent.merged_into and (fits is None or fits(referent)):
            found.setdefault(referent.id, referent)
        if limit and len(found) == limit:
            break
    return list(found.values())


def folded_query(query: str) -> str:
    """Return what someone types as names are looked up."""
    return folded_name(query.encode(errors="ignore").decode())


def _subsequence(word: str) -> str:
    # nobody types a name by more letters; each gap leaves out the letter that ends it, so that nothing is tried twice
    letters = word[:200]
    return re.escape(letters[0]) + "".join(f"[^{re.escape(c)}\n]*{re.escape(c)}" for c in letters[1:])
