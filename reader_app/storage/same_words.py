"""The articles in which some words stand, with what an author has tagged there."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from reader_app.core.model import Span
from reader_app.storage import fulltext

# in the order of the numbers, as the index has them: the best match of all would have to be looked for in all
_PAGE = """
    select x.seq, x.id, x.title, x.text from article_text f join article x on x.seq = f.rowid
    where article_text match ? and f.rowid > ? order by f.rowid limit ?"""
_COUNT = "select count(*) from article_text where article_text match ?"
_TAGGED = """
    select p.start, p."end", a.label from annotation a join part p on p.annotation = a.seq
    where a.article = ? and a.author = ? and a.kind = 'entity' order by p.start, p."end", a.seq"""
_STAGE = "select stage from assignment where article = ? and author = ?"


class Holding(NamedTuple):
    """An article that may hold the words: tone marks and case are still to be compared."""

    seq: int
    id: str
    title: str
    text: str


def page(db: sqlite3.Connection, words: str, after: int, limit: int) -> list[Holding]:
    """Return the next articles with a number over `after` whose text has `words` one behind the other."""
    phrase = _phrase(db, words)
    return [Holding(*row) for row in db.execute(_PAGE, (phrase, after, limit))] if phrase else []


def count(db: sqlite3.Connection, words: str) -> int:
    """Return in how many articles the words stand, tone marks and case apart."""
    phrase = _phrase(db, words)
    return int(db.execute(_COUNT, (phrase,)).fetchone()[0]) if phrase else 0


def tagged(db: sqlite3.Connection, seq: int, author: str) -> list[tuple[Span, str]]:
    """Return the entities of `author` on an article, each with its label."""
    return [(Span(start, end), label) for start, end, label in db.execute(_TAGGED, (seq, author))]


def stage(db: sqlite3.Connection, seq: int, author: str) -> str:
    row = db.execute(_STAGE, (seq, author)).fetchone()
    return row[0] if row is not None else "todo"


def _phrase(db: sqlite3.Connection, words: str) -> str:
    """Return the expression that finds `words` in texts; "" where there is no letter in them."""
    quoted = fulltext.expression(db, '"' + " ".join(words.replace('"', " ").split()) + '"')
    return f"text : {quoted}" if quoted else ""
