"""Records to rows. A record is inserted, updated or deleted with all rows that belong to it, the full text apart."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from typing import Any

from reader_app.core.alphabet import sort_key
from reader_app.core.errors import StaleEdit
from reader_app.core.model import Annotation, Article, Assignment, Link, Pairs, Record, Referent, Rejection, Verdict
from reader_app.core.text import fold
from reader_app.storage.records import dumps

_SNIPPET = 120
"""Code points of a text that stand for the title where there is none, as the table has them."""

_TABLES: dict[type[Record], str] = {
    Article: "article",
    Annotation: "annotation",
    Referent: "referent",
    Link: "link",
    Verdict: "verdict",
    Assignment: "assignment",
    Rejection: "rejection",
}


def _insert_sql(table: str, *columns: str) -> str:
    return f"insert into {table} (seq, {', '.join(columns)}) values (?{', ?' * len(columns)})"  # noqa: S608 - literals


def _update_sql(table: str, *columns: str) -> str:
    return f"update {table} set {', '.join(f'{name} = ?' for name in columns)} where id = ?"  # noqa: S608 - literals


_COLUMNS: dict[type[Record], tuple[str, ...]] = {
    Article: ("id", "key", "title", "date", "outlet", "url", "byline", "meta", "text"),
    Annotation: (
        "id", "article", "author", "kind", "label", "start", '"end"', "quote", "statement", "attributes", "touched",
        "note", "origin",
    ),
    Referent: ("id", "label", "name", "aliases", "role", "wikidata", "note", "merged_into"),
    Link: ("id", "kind", "head", "head_article", "tail", "tail_article", "author"),
    Verdict: ("id", "subject", "version", "decision", "author", "reasons", "note"),
    Assignment: ("id", "article", "author", "stage", "entities_done", "quotes_done", "claims_done"),
    Rejection: ("id", "article", "author", "kind", "label"),
}  # fmt: skip
_INSERT = {kind: _insert_sql(_TABLES[kind], *columns) for kind, columns in _COLUMNS.items()}
_UPDATE = {kind: _update_sql(_TABLES[kind], *columns) for kind, columns in _COLUMNS.items()}
_DELETE = {kind: f"delete from {table} where id = ?" for kind, table in _TABLES.items()}  # noqa: S608 - literals
_SEQ = {kind: f"select seq from {table} where id = ?" for kind, table in _TABLES.items()}  # noqa: S608 - literals


def seq_of(db: sqlite3.Connection, record_type: type[Record], record_id: str) -> int | None:
    """Return the row number of a record, or None."""
    row = db.execute(_SEQ[record_type], (record_id,)).fetchone()
    return None if row is None else int(row[0])


def insert(db: sqlite3.Connection, record: Record, seq: int | None = None) -> int:
    """Insert `record` under row number `seq` (None: a fresh one) and return the number. What it names must be there,
    but for annotations that other records of the same transaction bring: StaleEdit names what is missing."""
    cursor = db.execute(_INSERT[type(record)], (seq, *_values(db, record)))
    number = cursor.lastrowid if seq is None else seq
    assert number is not None
    _insert_rest(db, record, number)
    return number


def update(db: sqlite3.Connection, before: Record, record: Record) -> None:
    number = seq_of(db, type(record), record.id)
    assert number is not None
    db.execute(_UPDATE[type(record)], (*_values(db, record), record.id))
    if _rest(before) != _rest(record):
        for table, column in _REST[type(record)]:
            db.execute(f"delete from {table} where {column} = ?", (number,))  # noqa: S608 - literals
        _insert_rest(db, record, number)


def delete(db: sqlite3.Connection, record: Record) -> None:
    """Delete `record`; rows that belong to it go with it (`on delete cascade`)."""
    db.execute(_DELETE[type(record)], (record.id,))


_REST: dict[type[Record], tuple[tuple[str, str], ...]] = {
    Article: (("article_title", "article"),),
    Annotation: (("part", "annotation"), ("annotation_referent", "annotation")),
    Referent: (("referent_name", "referent"),),
    Verdict: (("verdict_replacement", "verdict"),),
    Rejection: (("rejection_span", "rejection"),),
}
"""The tables that hold more rows of a record, with the column of its number."""


def _rest(record: Record) -> object:
    """Return what of `record` stands in the tables of _REST."""
    match record:
        case Annotation():
            return record.parts, record.referents
        case Referent():
            return record.name, record.aliases
        case Verdict():
            return record.replacements
        case Rejection():
            return record.contents
        case Article():
            return title_place(record)
        case Link() | Assignment():
            return None


def _insert_rest(db: sqlite3.Connection, record: Record, seq: int) -> None:
    match record:
        case Annotation():
            counts: dict[str, int] = {}
            rows = []
            for part in record.parts:
                n = counts[part.role] = counts.get(part.role, -1) + 1
                rows.append((seq, part.role, n, part.span.start, part.span.end))
            db.executemany("insert into part values (?, ?, ?, ?, ?)", rows)
            for n, referent in enumerate(record.referents):
                number = _needed(db, Referent, referent)
                db.execute("insert into annotation_referent values (?, ?, ?)", (seq, n, number))
        case Referent():
            names = dict.fromkeys(folded_name(name) for name in (record.name, *record.aliases))
            names.pop("", None)
            db.executemany("insert into referent_name values (?, ?, ?)", [(seq, n, x) for n, x in enumerate(names)])
        case Verdict():
            rest = [(seq, n, one) for n, one in enumerate(record.replacements)]
            db.executemany("insert into verdict_replacement values (?, ?, ?)", rest)
        case Rejection():
            spans = [(seq, n, span.start, span.end) for n, span in enumerate(record.contents)]
            db.executemany("insert into rejection_span values (?, ?, ?, ?)", spans)
        case Article():
            db.execute("insert into article_title values (?, ?)", (seq, title_place(record)))
        case Link() | Assignment():
            pass


def title_place(article: Article) -> str:
    """Return what an article stands by in the order of titles."""
    return sort_key(article.title or article.text[:_SNIPPET])


def folded_name(name: str) -> str:
    """Return a name as the register looks it up: without tone marks, case, and blanks too many."""
    return " ".join(fold(name).split())


@lru_cache(maxsize=1024)
def _pairs_text(value: Pairs) -> str:
    return dumps(dict(value))


@lru_cache(maxsize=1024)
def _words_text(value: tuple[str, ...]) -> str:
    return dumps(value)


def _values(db: sqlite3.Connection, record: Record) -> tuple[Any, ...]:
    match record:
        case Article():
            return (
                record.id, record.key, record.title, record.date, record.outlet, record.url, record.byline,
                _pairs_text(record.meta), record.text,
            )  # fmt: skip
        case Annotation():
            return (
                record.id, _needed(db, Article, record.article), record.author, record.kind, record.label,
                record.start, record.end, record.quote or None, record.statement,
                _pairs_text(record.attributes), _words_text(record.touched), record.note, record.origin,
            )  # fmt: skip
        case Referent():
            return (
                record.id, record.label, record.name, dumps(record.aliases), record.role, record.wikidata, record.note,
                record.merged_into or None,
            )  # fmt: skip
        case Link():
            return (
                record.id, record.kind, record.head, _needed(db, Article, record.head_article),
                record.tail, _needed(db, Article, record.tail_article), record.author,
            )  # fmt: skip
        case Verdict():
            return (
                record.id, record.subject, record.version, record.decision, record.author, dumps(record.reasons),
                record.note,
            )  # fmt: skip
        case Assignment():
            done = (kind in record.done for kind in ("entity", "quote", "claim"))
            return (record.id, _needed(db, Article, record.article), record.author, record.stage, *done)
        case Rejection():
            return (record.id, _needed(db, Article, record.article), record.author, record.kind, record.label)


def _needed(db: sqlite3.Connection, record_type: type[Record], record_id: str) -> int:
    number = seq_of(db, record_type, record_id)
    if number is None:
        raise StaleEdit(record_id)
    return number
