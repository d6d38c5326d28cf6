"""Proof of a whole project file: every record against its text, the scheme, what it refers to and the index."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from itertools import chain

from reader_app.core.change import Sheet
from reader_app.core.errors import BadInput, Problem, StorageUnavailable
from reader_app.core.model import Article, Referent, text_hash
from reader_app.core.rules import record_problems
from reader_app.core.scheme import Scheme
from reader_app.core.suggestion import unpack
from reader_app.core.text import canonical
from reader_app.storage import models, reading
from reader_app.storage.index_proof import IndexProof
from reader_app.storage.records import decode_changes
from reader_app.storage.schema import RECORD_TABLES
from reader_app.storage.scheme_copy import is_true_copy

_IDS = " union all ".join(f"select id from {table}" for table in RECORD_TABLES)  # noqa: S608 - literals

_QUERIES: tuple[tuple[str, str], ...] = (
    # code, a query for the record and the key of its article
    ("id-twice", f"select id, '' from ({_IDS}) group by id having count(*) > 1"),  # noqa: S608 - literals
    ("key-twice", "select x.id, x.key from article x join article_alias s on s.key = x.key where s.article <> x.seq"),
    (
        "hull",
        """select a.id, x.key from annotation a join article x on x.seq = a.article join (
            select annotation, min(start) as start, max("end") as "end" from part
            where role in ('mention', 'content') group by annotation
        ) p on p.annotation = a.seq where a.start <> p.start or a."end" <> p."end" """,
    ),
    (
        "link-article",
        """select k.id, x.key from link k join annotation h on h.id = k.head join annotation t on t.id = k.tail
        join article x on x.seq = k.head_article where k.head_article <> h.article or k.tail_article <> t.article""",
    ),
    (
        "uses",
        """select r.id, '' from referent r where r.uses <>
        (select count(*) from annotation_referent n where n.referent = r.seq)""",
    ),
)


def problems(db: sqlite3.Connection, scheme: Scheme) -> Iterator[Problem]:
    """Yield what is wrong with the file, the whole of it first, then article by article in the order of keys."""
    if damage := _damage(db):
        yield from (Problem("file-damaged", "", {"what": what}) for what in damage)
        return  # whatever else could be said would follow from this
    for table, row, parent, _ in db.execute("pragma foreign_key_check").fetchall():
        yield Problem("dangling", "", {"table": table, "row": row or 0, "parent": parent})
    for code, query in _QUERIES:
        for record, key in db.execute(query).fetchall():
            yield Problem(code, record, {"article": key})
    if not is_true_copy(db):
        yield Problem("bad-record", "scheme", {"record": "scheme"})
    yield from _merges(db)
    yield from _journal(db)
    yield from _models(db)
    index = IndexProof(db)
    for article_id in reading.article_ids(db):
        yield from _article(db, article_id, scheme, index)
    yield from index.close()


def _damage(db: sqlite3.Connection) -> list[str]:
    found: list[str] = []
    try:
        found += [what for (what,) in db.execute("pragma integrity_check") if what != "ok"]
    except sqlite3.DatabaseError as error:
        found.append(str(error))
    return found


def _article(db: sqlite3.Connection, article_id: str, scheme: Scheme, index: IndexProof) -> Iterator[Problem]:
    article = reading.find_article(db, article_id)
    assert article is not None
    for problem in _text(article):
        yield problem
    try:
        sheet = reading.sheet(db, article_id)
    except StorageUnavailable as error:
        data = {"article": article.key, "what": error.fields.get("what", "")}
        yield Problem("bad-record", str(error.fields.get("record", "")), data)
        return
    for problem in chain(_sheet(sheet, scheme), _suggested(db, article)):
        yield problem._replace(data={**problem.data, "article": article.key})
    yield from index.add(sheet)


def _text(article: Article) -> Iterator[Problem]:
    try:
        is_canonical = canonical(article.text) == article.text
    except BadInput:
        is_canonical = False
    if not is_canonical:
        yield Problem("text-not-canonical", article.id, {"article": article.key})


def _sheet(sheet: Sheet, scheme: Scheme) -> Iterator[Problem]:
    return record_problems(sheet, scheme, list(sheet.records))


def _suggested(db: sqlite3.Connection, article: Article) -> Iterator[Problem]:
    """Yield what is wrong with the suggestions of `article`, as far as they were made from its text as it is."""
    query = (
        "select s.origin, s.text, s.count, s.items from suggested s join article x on x.seq = s.article where x.id = ?"
    )
    for origin, text, count, items in db.execute(query, (article.id,)).fetchall():
        try:
            suggested = unpack(items)
        except (ValueError, KeyError, TypeError):
            yield Problem("bad-suggestions", article.id)
            continue
        if suggested.origin != origin or len(suggested.items) != count:
            yield Problem("bad-suggestions", article.id)
        elif text == text_hash(article.text) and suggested.length > len(article.text):
            yield Problem("suggestions-outside", article.id)


def _models(db: sqlite3.Connection) -> Iterator[Problem]:
    for version, model in models.every(db):
        if model is None:
            yield Problem("bad-model", "", {"version": version})


def _merges(db: sqlite3.Connection) -> Iterator[Problem]:
    merged = db.execute("select id from referent where merged_into is not null").fetchall()
    for (record_id,) in merged:
        referent = reading.find_referent(db, record_id)
        assert isinstance(referent, Referent)
        if reading.unmerged(db, referent).merged_into:
            yield Problem("merge-cycle", record_id)


def _journal(db: sqlite3.Connection) -> Iterator[Problem]:
    last = 0
    while rows := db.execute(
        "select seq, changes, kept from step where seq > ? order by seq limit 100", (last,)
    ).fetchall():
        for seq, changes, kept in rows:
            try:
                decode_changes(changes)
                json.loads(kept)
            except (ValueError, TypeError, KeyError, AttributeError):
                yield Problem("bad-step", "", {"entry": seq})
        last = rows[-1][0]
