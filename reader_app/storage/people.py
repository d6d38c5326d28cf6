"""The register as a list to go through: the most named first, also those without a name."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from reader_app.core.model import Referent
from reader_app.core.text import fold
from reader_app.storage import reading, register
from reader_app.storage.register import Names

_SAMPLE = 80
"""Code points of the text that stand for a referent without name and role."""

# of all who were merged, whom they are now and how often they are named: few, among many who were not
_MERGED = """
    with recursive merged (target, uses, depth) as (
        select merged_into, uses, 1 from referent where merged_into is not null
        union all
        select r.merged_into, m.uses, m.depth + 1 from merged m join referent r on r.id = m.target
        where r.merged_into is not null and m.depth < 64
    ),
    root (seq, uses) as (
        select r.seq, r.uses + sum(m.uses) from merged m join referent r on r.id = m.target
        where r.merged_into is null group by r.seq
    )"""
# both halves come in this order by themselves, from the index and from the few: nothing is sorted but those
_MOST_NAMED = f"""{_MERGED}
    select seq, uses from referent where merged_into is null and seq not in (select seq from root)
    union all select seq, uses from root
    order by 2 desc, 1 limit ? offset ?"""  # noqa: S608 - literals
_USES = """
    with recursive one (seq, id) as (
        select seq, id from referent where seq = ?
        union select r.seq, r.id from one join referent r on r.merged_into = one.id
    )
    select sum(r.uses) from one join referent r on r.seq = one.seq"""
_INTO = """
    with recursive one (id) as (
        select ? union select r.id from one join referent r on r.merged_into = one.id
    )
    select id from one where id <> ?"""
_UNNAMED = "select seq, role from referent where name = '' and role <> '' and merged_into is null order by uses desc"
# the words that name somebody: a mention, else the source of what is said, else what is said
_WORDS = """
    select substr(x.text, p.start + 1, min(p."end" - p.start, ?)) from annotation_referent n
    join annotation a on a.seq = n.annotation join article x on x.seq = a.article
    join part p on p.annotation = a.seq and p.role in ('mention', 'source', 'content')
    where n.referent = ? order by p.role = 'content', n.annotation, p.n limit 1"""


class PersonRow(NamedTuple):
    """A line of the register. `uses` counts the annotations that name the referent or one merged into it; `sample` are
    words of the text that stand for one without name and role."""

    referent: Referent
    uses: int
    sample: str = ""


def page(db: sqlite3.Connection, names: Names, query: str, offset: int, limit: int) -> list[PersonRow]:
    """Return `limit` lines from `offset` on: who is named most, with a query who matches it best."""
    if query.encode(errors="ignore").strip():
        found = register.matching(db, names, query, offset + limit)
        if len(found) < offset + limit:
            known = {one.id for one in found}
            found += [one for one in _unnamed(db, query, offset + limit - len(found)) if one.id not in known]
        return [_row(db, one, _uses(db, one.id)) for one in found[offset:]]
    rows = db.execute(_MOST_NAMED, (limit, offset)).fetchall()
    return [_row(db, reading.referent_at(db, seq), uses) for seq, uses in rows]


def find(db: sqlite3.Connection, record_id: str) -> PersonRow | None:
    referent = reading.find_referent(db, record_id)
    if referent is None:
        return None
    referent = reading.unmerged(db, referent)
    return _row(db, referent, _uses(db, referent.id))


def merged_into(db: sqlite3.Connection, record_id: str) -> list[Referent]:
    """Return all that were merged into the referent, one over the other as well, by name."""
    rows = db.execute(_INTO, (record_id, record_id)).fetchall()
    found = (reading.find_referent(db, one) for (one,) in rows)
    return sorted((one for one in found if one is not None), key=lambda one: (fold(one.name), one.id))


def _uses(db: sqlite3.Connection, record_id: str) -> int:
    query = "select seq from referent where id = ?"
    return int(db.execute(_USES, db.execute(query, (record_id,)).fetchone()).fetchone()[0])


def _row(db: sqlite3.Connection, referent: Referent, uses: int) -> PersonRow:
    sample = ""
    if not (referent.name or referent.role) and uses:
        query = "select seq from referent where id = ?"
        row = db.execute(_WORDS, (_SAMPLE, *db.execute(query, (referent.id,)).fetchone())).fetchone()
        sample = " ".join(row[0].split()) if row is not None else ""
    return PersonRow(referent, uses, sample)


def _unnamed(db: sqlite3.Connection, query: str, limit: int) -> list[Referent]:
    """Return those without a name whose role holds every word of `query`, tone marks apart."""
    words = fold(query.encode(errors="ignore").decode()).split()
    rows = [seq for seq, role in db.execute(_UNNAMED) if all(word in fold(role) for word in words)]
    return [reading.referent_at(db, seq) for seq in rows[:limit]]
