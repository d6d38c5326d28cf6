"""Looking up referents by name. Names are compared folded: no tone marks, no case, đ as d."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from reader_app.core.model import Referent
from reader_app.storage import reading
from reader_app.storage.writing import folded_name

_EXACT = "select distinct referent from referent_name where folded = ?"
_MOST_USED = """
    select seq from referent r where merged_into is null
    and exists (select 1 from referent_name n where n.referent = r.seq) order by uses desc, seq limit ?"""
_MATCHING = """
    select n.referent from referent_name n join referent r on r.seq = n.referent where {}
    group by n.referent
    order by min(case
        when n.folded = ? then 0
        when n.folded like ? escape '\\' then 1
        when n.folded like ? escape '\\' then 2
        when instr(n.folded, ?) then 3
        else 4 end), r.uses desc, n.referent"""


def exact(db: sqlite3.Connection, name: str) -> list[Referent]:
    """Return the referents with this name or alias, most used first; merged ones give way to their target."""
    return _targets(db, db.execute(f"{_EXACT} order by referent", (_searchable(name),)).fetchall(), 0)


def matching(db: sqlite3.Connection, query: str, limit: int) -> list[Referent]:
    """Return up to `limit` referents for what someone types: each word's letters occur in that order in one name.
    Whole names and beginnings of words come first, then what is named most."""
    folded = _searchable(query)
    if not folded:
        return [reading.referent_at(db, seq) for (seq,) in db.execute(_MOST_USED, (limit,)).fetchall()]
    words = folded.split()
    where = " and ".join("n.folded like ? escape '\\'" for _ in words)
    # numbered placeholders warn on Python 3.12
    values = (*map(_subsequence, words), folded, f"{_literal(folded)}%", f"% {_literal(folded)}%", folded)
    return _targets(db, db.execute(_MATCHING.format(where), values).fetchall(), limit)


def uses(db: sqlite3.Connection, record_id: str) -> int:
    """Return how many annotations name the referent."""
    row = db.execute("select uses from referent where id = ?", (record_id,)).fetchone()
    return 0 if row is None else int(row[0])


def _targets(db: sqlite3.Connection, rows: Iterable[tuple[int]], limit: int) -> list[Referent]:
    found: dict[str, Referent] = {}
    for (seq,) in rows:
        referent = reading.unmerged(db, reading.referent_at(db, seq))
        if not referent.merged_into:
            found.setdefault(referent.id, referent)
        if limit and len(found) == limit:
            break
    return list(found.values())


def _searchable(query: str) -> str:
    return folded_name(query.encode(errors="ignore").decode())


def _literal(word: str) -> str:
    return "".join("\\" + c if c in "%_\\" else c for c in word)


def _subsequence(word: str) -> str:
    # SQLite refuses longer patterns; nobody types a name of that length by its letters
    return "%" + "%".join(_literal(c) for c in word[:200]) + "%"
