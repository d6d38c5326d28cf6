"""Rows to records. Every function takes a connection on which the caller has begun to read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from reader_app.core.change import Sheet
from reader_app.core.errors import StaleEdit, StorageUnavailable
from reader_app.core.model import (
    KINDS,
    Annotation,
    Article,
    Assignment,
    Link,
    Pairs,
    Part,
    Record,
    Referent,
    Rejection,
    Span,
    Verdict,
)
from reader_app.storage.schema import RECORD_TABLES

Row = tuple[Any, ...]

_ARTICLE = "select seq, id, key, title, text, date, outlet, url, byline, meta from article "
_REFERENT = "select seq, id, label, name, aliases, role, wikidata, note, merged_into from referent "
_ANNOTATION = """
    select a.seq, a.id, x.id, a.kind, a.label, a.author, a.quote, a.statement, a.attributes, a.touched, a.note, a.origin
    from annotation a join article x on x.seq = a.article where """
_PART = """
    select p.annotation, p.role, p.start, p."end" from annotation a join part p on p.annotation = a.seq where """
_NAMED = """
    select n.annotation, r.id from annotation a join annotation_referent n on n.annotation = a.seq
    join referent r on r.seq = n.referent where {} order by n.annotation, n.n"""
_REFERENTS_ON = """
    where seq in (
        select n.referent from annotation a join annotation_referent n on n.annotation = a.seq where a.article = ?
    ) order by seq"""
_LINK = """
    select k.seq, k.id, k.kind, k.head, h.id, k.tail, t.id, k.author
    from link k join article h on h.seq = k.head_article join article t on t.seq = k.tail_article where """
_VERDICT = "select v.seq, v.id, v.subject, v.version, v.decision, v.author, v.reasons, v.note from verdict v "
_ASSIGNMENT = """
    select s.seq, s.id, x.id, s.author, s.stage, s.entities_done, s.quotes_done, s.claims_done
    from assignment s join article x on x.seq = s.article where """

_REJECTION = """
    select r.id, x.id, r.kind, r.label, r.author, p.start, p."end"
    from rejection r join article x on x.seq = r.article left join rejection_span p on p.rejection = r.seq
    where {} order by r.seq, p.n"""


def text_of(db: sqlite3.Connection, article_id: str) -> str | None:
    row = db.execute("select text from article where id = ?", (article_id,)).fetchone()
    return None if row is None else str(row[0])


def find(db: sqlite3.Connection, record_id: str) -> Record | None:
    """Return the record `record_id` of whatever type, or None."""
    for record_type in _FINDERS:
        if (record := find_as(db, record_type, record_id)) is not None:
            return record
    return None


def find_as(db: sqlite3.Connection, record_type: type[Record], record_id: str) -> Record | None:
    return _FINDERS[record_type](db, record_id)


_TAKEN = " union all ".join(f"select 1 from {table} where id = ?" for table in RECORD_TABLES)  # noqa: S608 - literals


def is_taken(db: sqlite3.Connection, record_id: str) -> bool:
    """Return whether any record of any type has this id."""
    return db.execute(_TAKEN + " limit 1", (record_id,) * len(RECORD_TABLES)).fetchone() is not None


def find_article(db: sqlite3.Connection, article_id: str) -> Article | None:
    row = db.execute(_ARTICLE + "where id = ?", (article_id,)).fetchone()
    return None if row is None else _article(row)


def article_with_key(db: sqlite3.Connection, key: str) -> str | None:
    """Return the id of the article whose key or alias is `key`, or None."""
    row = db.execute(
        """select id from article where key = ?
        union all select x.id from article_alias s join article x on x.seq = s.article where s.key = ?""",
        (key, key),
    ).fetchone()
    return None if row is None else str(row[0])


def find_annotation(db: sqlite3.Connection, record_id: str) -> Annotation | None:
    return next(iter(_annotations(db, "a.id = ?", record_id).values()), None)


def find_referent(db: sqlite3.Connection, record_id: str) -> Referent | None:
    row = db.execute(_REFERENT + "where id = ?", (record_id,)).fetchone()
    return None if row is None else _referent(row)


def referent_at(db: sqlite3.Connection, seq: int) -> Referent:
    return _referent(db.execute(_REFERENT + "where seq = ?", (seq,)).fetchone())


def unmerged(db: sqlite3.Connection, referent: Referent) -> Referent:
    """Return what `referent` was merged into, at the end of the chain; itself where it was not."""
    seen = {referent.id}
    while referent.merged_into and referent.merged_into not in seen:
        seen.add(referent.merged_into)
        target = find_referent(db, referent.merged_into)
        if target is None:
            break
        referent = target
    return referent


def _find_link(db: sqlite3.Connection, record_id: str) -> Link | None:
    row = db.execute(_LINK + "k.id = ?", (record_id,)).fetchone()
    return None if row is None else _link(row)


def _find_verdict(db: sqlite3.Connection, record_id: str) -> Verdict | None:
    row = db.execute(_VERDICT + "where v.id = ?", (record_id,)).fetchone()
    return None if row is None else _verdict(db, row)


def _find_assignment(db: sqlite3.Connection, record_id: str) -> Assignment | None:
    row = db.execute(_ASSIGNMENT + "s.id = ?", (record_id,)).fetchone()
    return None if row is None else _assignment(row)


def _find_rejection(db: sqlite3.Connection, record_id: str) -> Rejection | None:
    return next(iter(_rejections(db, "r.id = ?", record_id)), None)


_FINDERS: dict[type[Record], Callable[[sqlite3.Connection, str], Record | None]] = {
    Annotation: find_annotation,
    Referent: find_referent,
    Assignment: _find_assignment,
    Verdict: _find_verdict,
    Link: _find_link,
    Rejection: _find_rejection,
    Article: find_article,
}


def sheet(db: sqlite3.Connection, article_id: str) -> Sheet:
    """Return the article with all that is on it: annotations, the referents that they name (and those that these were
    merged into), links with an end here, verdicts on its annotations, assignments. StaleEdit where it is gone."""
    row = db.execute(_ARTICLE + "where id = ?", (article_id,)).fetchone()
    if row is None:
        raise StaleEdit(article_id)
    seq, article = row[0], _article(row)
    records: list[Record] = list(_annotations(db, "a.article = ?", seq).values())
    records += _named(db, seq)
    rows = db.execute(_LINK + "k.head_article = ? or k.tail_article = ? order by k.seq", (seq, seq))
    records += [_link(row) for row in rows]
    on_article = "join annotation a on a.id = v.subject where a.article = ? order by v.seq"
    records += [_verdict(db, row) for row in db.execute(_VERDICT + on_article, (seq,)).fetchall()]
    records += [_assignment(row) for row in db.execute(_ASSIGNMENT + "s.article = ? order by s.seq", (seq,))]
    records += _rejections(db, "r.article = ?", seq)
    return Sheet.of(article, records)


def annotations_on(db: sqlite3.Connection, article_id: str) -> dict[int, Annotation]:
    """Return the annotations of an article by their row number."""
    return _annotations(db, "a.article = (select seq from article where id = ?)", article_id)


def _annotations(db: sqlite3.Connection, where: str, value: str | int) -> dict[int, Annotation]:
    rows = db.execute(_ANNOTATION + where + " order by a.seq", (value,)).fetchall()
    if not rows:
        return {}
    parts: dict[int, list[Part]] = {row[0]: [] for row in rows}
    named: dict[int, list[str]] = {}
    for seq, role, start, end in db.execute(_PART + where, (value,)):
        parts[seq].append(Part(role, Span(start, end)))
    for seq, referent in db.execute(_NAMED.format(where), (value,)):
        named.setdefault(seq, []).append(referent)
    return {row[0]: _annotation(row, parts[row[0]], named.get(row[0], ())) for row in rows}


def _named(db: sqlite3.Connection, article: int) -> list[Referent]:
    found = {row[1]: _referent(row) for row in db.execute(_REFERENT + _REFERENTS_ON, (article,))}
    for referent in list(found.values()):
        target = referent
        while target.merged_into and target.merged_into not in found:
            following = find_referent(db, target.merged_into)
            if following is None:
                break
            target = found[following.id] = following
    return list(found.values())


def articles_of(db: sqlite3.Connection, record: Record) -> Iterable[str]:
    """Yield the ids of the articles that `record` belongs to, as far as it says or its subject does."""
    match record:
        case Article():
            yield record.id
        case Annotation() | Assignment() | Rejection():
            yield record.article
        case Link():
            yield record.head_article
            yield record.tail_article
        case Verdict():
            row = db.execute(
                "select x.id from annotation a join article x on x.seq = a.article where a.id = ?", (record.subject,)
            ).fetchone()
            if row is not None:
                yield row[0]
        case Referent():
            return


@lru_cache(maxsize=4096)
def _pairs(text: str) -> Pairs:
    return tuple(json.loads(text).items())


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _article(row: Row) -> Article:
    _, article_id, key, title, text, date, outlet, url, byline, meta = row
    return Article(article_id, key, title, text, date, outlet, url, byline, _pairs(meta))


def _annotation(row: Row, parts: Iterable[Part], named: Iterable[str]) -> Annotation:
    _, record_id, article, kind, label, author, quote, statement, attributes, touched, note, origin = row
    try:
        return Annotation(
            record_id, article, kind, label, tuple(parts), author, tuple(named), quote or "", statement,
            _pairs(attributes), _words(touched), note, origin,
        )  # fmt: skip
    except ValueError as error:  # parts that another program left incomplete; no CHECK can see several rows
        raise StorageUnavailable("bad-record", record=record_id, what=str(error)) from error


def _referent(row: Row) -> Referent:
    _, record_id, label, name, aliases, role, wikidata, note, merged_into = row
    return Referent(record_id, label, name, _words(aliases), role, wikidata, note, merged_into or "")


def _link(row: Row) -> Link:
    return Link(*row[1:])


def _verdict(db: sqlite3.Connection, row: Row) -> Verdict:
    seq, record_id, subject, version, decision, author, reasons, note = row
    replacements = tuple(
        one for (one,) in db.execute("select annotation from verdict_replacement where verdict = ? order by n", (seq,))
    )
    return Verdict(record_id, subject, version, decision, author, _words(reasons), note, replacements)


def _assignment(row: Row) -> Assignment:
    _, record_id, article, author, stage, *done = row
    kinds = tuple(kind for kind, is_done in zip(KINDS, done, strict=True) if is_done)
    return Assignment(record_id, article, author, stage, kinds)


def _rejections(db: sqlite3.Connection, where: str, value: str | int) -> list[Rejection]:
    spans: dict[Row, list[Span]] = {}
    for *head, start, end in db.execute(_REJECTION.format(where), (value,)):
        found = spans.setdefault(tuple(head), [])
        if start is not None:
            found.append(Span(start, end))
    return [_rejection(head, tuple(contents)) for head, contents in spans.items()]


def _rejection(row: Row, contents: tuple[Span, ...]) -> Rejection:
    record_id, article, kind, label, author = row
    try:
        return Rejection(record_id, article, kind, label, contents, author)
    except ValueError as error:  # spans that another program left incomplete
        raise StorageUnavailable("bad-record", record=record_id, what=str(error)) from error


def article_ids(db: sqlite3.Connection) -> Iterator[str]:
    """Yield the ids of all articles in the order of their keys, read in pages so that no statement stays open."""
    last = ""
    while page := db.execute("select id, key from article where key > ? order by key limit 1000", (last,)).fetchall():
        yield from (row[0] for row in page)
        last = page[-1][1]
