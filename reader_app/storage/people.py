"""The register as a list to go through: the most named first, also those without a name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Literal, NamedTuple

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
    select seq, uses from referent r where merged_into is null and seq not in (select seq from root) {{fits}}
    union all select root.seq, root.uses from root join referent r on r.seq = root.seq where true {{fits}}
    order by 2 desc, 1 limit :limit offset :offset"""  # noqa: S608 - literals
_NEWEST = """
    select seq from referent r where merged_into is null {fits} order by seq desc limit :limit offset :offset"""
_NAMED = """
    from referent_name n cross join referent r on r.seq = n.referent
    where n.n = 0 and r.merged_into is null {fits}"""
_BY_NAME = f"select r.seq {_NAMED} order by n.folded, n.referent limit :limit offset :offset"
_NAMELESS = """
    select seq from referent r where merged_into is null {fits}
        and not exists (select 1 from referent_name n where n.referent = r.seq)
    order by role, seq limit :limit offset :offset"""
_USES = f"{register.SAME} select sum(r.uses) from one join referent r on r.seq = one.seq"  # noqa: S608 - literals
_INTO = f"{register.SAME} select id from one where id <> ?"  # noqa: S608 - literals
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


class Shown(NamedTuple):
    """Who is to be in the list: everybody, those with a label, or those `without_name`; and in which order, where
    nobody is searched for."""

    label: str = ""
    without_name: bool = False
    order: Literal["uses", "name", "newest"] = "uses"

    def fits(self, one: Referent) -> bool:
        return self.label in ("", one.label) and not (self.without_name and one.name)


def page(db: sqlite3.Connection, names: Names, query: str, offset: int, limit: int, shown: Shown) -> list[PersonRow]:
    """Return `limit` lines from `offset` on, in the order of `shown`; with a query who matches it best."""
    if register.folded_query(query):
        found = register.matching(db, names, query, offset + limit, shown.fits)
        known = {one.id for one in found}
        rest = (one for one in _unnamed(db, query) if one.id not in known and shown.fits(one))
        found += islice(rest, offset + limit - len(found))
        return [_row(db, one, _uses(db, one.id)) for one in found[offset:]]
    fits = "and r.label = :label" if shown.label else ""
    if shown.without_name:
        fits += " and r.name = ''"
    values: dict[str, str | int] = {"label": shown.label, "limit": limit, "offset": offset}
    if shown.order == "uses":
        rows = db.execute(_MOST_NAMED.format(fits=fits), values).fetchall()
        return [_row(db, reading.referent_at(db, seq), uses) for seq, uses in rows]
    seqs = _by_name(db, fits, values) if shown.order == "name" else db.execute(_NEWEST.format(fits=fits), values)
    ones = [reading.referent_at(db, seq) for (seq,) in seqs]
    return [_row(db, one, _uses(db, one.id)) for one in ones]


def _by_name(db: sqlite3.Connection, fits: str, values: Mapping[str, str | int]) -> list[tuple[int]]:
    """Return a page of numbers in the order of the names; those without a name come last, by role."""
    rows = db.execute(_BY_NAME.format(fits=fits), values).fetchall()
    limit, offset = int(values["limit"]), int(values["offset"])
    if len(rows) < limit:
        before = len(rows) + offset
        if not rows and offset:
            before = db.execute(f"select count(*) {_NAMED.format(fits=fits)}", values).fetchone()[0]
        rest = {"limit": limit - len(rows), "offset": max(0, offset - before)}
        rows += db.execute(_NAMELESS.format(fits=fits), {**values, **rest}).fetchall()
    return rows


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
    return int(db.execute(_USES, (record_id,)).fetchone()[0])


def _row(db: sqlite3.Connection, referent: Referent, uses: int) -> PersonRow:
    sample = ""
    if not (referent.name or referent.role) and uses:
        query = "select seq from referent where id = ?"
        row = db.execute(_WORDS, (_SAMPLE, *db.execute(query, (referent.id,)).fetchone())).fetchone()
        sample = " ".join(row[0].split()) if row is not None else ""
    return PersonRow(referent, uses, sample)


def _unnamed(db: sqlite3.Connection, query: str) -> Iterator[Referent]:
    """Yield those without a name whose role holds every word of `query`, tone marks apart."""
    words = register.folded_query(query).split()
    for seq, role in db.execute(_UNNAMED):
        if all(word in fold(role) for word in words):
            yield reading.referent_at(db, seq)
