"""What the machine proposed for an article, kept until it is made anew: a cache beside the records, not journaled."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from reader_app.core.suggestion import Packed, Suggested, pack, unpack
from reader_app.storage.listing import IS_OPEN

_FAR = 200
"""So many places behind the open article are looked at for those that come next."""
_UPCOMING = f"""
    select a.id, coalesce(s.origin, '') from (
        select seq from article indexed by article_order where seq > ? order by seq limit ?
    ) p join article a on a.seq = p.seq left join suggested s on s.article = p.seq
    where {IS_OPEN.format(place="p.seq")} order by p.seq limit ?"""  # noqa: S608 - literals

Row = tuple[str, str, str, int, int, bytes]


class Kept(NamedTuple):
    """Suggestions with what they were made from: the hashes of the text and of the referents known then. `step` is the
    newest entry that the journal had then: without another one the register is the same; 0 where nobody noted it."""

    suggested: Suggested
    text_hash: str
    known_hash: str
    step: int = 0


class Made(NamedTuple):
    """What suggestions were made with and from."""

    origin: str
    text_hash: str
    known_hash: str
    step: int


def row_of(kept: Kept) -> Row:
    """Return what `keep` writes: packing takes no time of the transaction then."""
    return packed_row(pack(kept.suggested), kept.text_hash, kept.known_hash, kept.step)


def packed_row(packed: Packed, text_hash: str, known_hash: str, step: int = 0) -> Row:
    """Return what `keep` writes of suggestions that are packed already."""
    return (packed.origin, text_hash, known_hash, step, packed.total, packed.content)


def keep(db: sqlite3.Connection, article_id: str, row: Row) -> bool:
    """Keep the suggestions of an article in place of older ones. Returns False where the article is gone."""
    query = "insert or replace into suggested select seq, ?, ?, ?, ?, ?, ? from article where id = ?"
    return db.execute(query, (*row, article_id)).rowcount > 0


def find(db: sqlite3.Connection, article_id: str) -> Kept | None:
    """Return what is kept for an article; None where there is nothing, or what is there is damaged."""
    row = db.execute(
        "select s.items, s.text, s.known, s.step from suggested s join article x on x.seq = s.article where x.id = ?",
        (article_id,),
    ).fetchone()
    if row is None:
        return None
    try:
        return Kept(unpack(row[0]), *row[1:])
    except (ValueError, KeyError, TypeError):  # another program wrote there; it is made anew
        return None


def made_from(db: sqlite3.Connection, article_id: str) -> Made | None:
    """Return what the suggestions that are kept were made with and from, None where there are none."""
    row = db.execute(
        "select s.origin, s.text, s.known, s.step from suggested s join article x on x.seq = s.article where x.id = ?",
        (article_id,),
    ).fetchone()
    return None if row is None else Made(*row)


def upcoming(db: sqlite3.Connection, author: str, seq: int, limit: int) -> list[tuple[str, str]]:
    """Return the ids of the next `limit` articles behind the place `seq` that `author` is not through with, each with
    the origin of its suggestions ("" for none). Looks a bounded way ahead."""
    return db.execute(_UPCOMING, (seq, _FAR, author, limit)).fetchall()


def count(db: sqlite3.Connection) -> tuple[int, int]:
    """Return how many articles have suggestions, and how many suggestions there are."""
    articles, items = db.execute("select count(*), coalesce(sum(count), 0) from suggested").fetchone()
    return articles, items
