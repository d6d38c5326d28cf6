"""Proof, inside the transaction of a step, that nothing refers to what is not there: foreign keys would refuse the
commit without a word about which record it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from reader_app.core.change import Change
from reader_app.core.errors import StaleEdit
from reader_app.core.model import Annotation, Article, Assignment, Link, Record, Referent, Rejection, Verdict

# :id is the id of the removed record, :row the number that its row had
_REFERRING: Mapping[type[Record], str] = {
    Annotation: """
        select id from link where head = :id
        union all select id from link where tail = :id
        union all select id from verdict where subject = :id
        union all select v.id from verdict_replacement r join verdict v on v.seq = r.verdict where r.annotation = :id
        union all select id from annotation where quote = :id
        limit 1""",
    Referent: """
        select id from referent where merged_into = :id
        union all
        select a.id from annotation_referent n join annotation a on a.seq = n.annotation where n.referent = :row
        limit 1""",
    Article: """
        select id from annotation where article = :row
        union all select id from assignment where article = :row
        union all select id from rejection where article = :row
        union all select id from link where head_article = :row
        union all select id from link where tail_article = :row
        limit 1""",
}
_IN_ARTICLE = "select 1 from annotation where id = ? and article = (select seq from article where id = ?)"


def check_removed(db: sqlite3.Connection, record: Record, number: int) -> None:
    """Raise StaleEdit for a record that refers to `record`, which had row `number` and is removed."""
    query = _REFERRING.get(type(record))
    if query is not None and (row := db.execute(query, {"id": record.id, "row": number}).fetchone()) is not None:
        raise StaleEdit(row[0])


def check_present(db: sqlite3.Connection, record: Record) -> None:
    """Raise StaleEdit for a record that `record` names and that is not there. Articles, and the referents of an
    annotation, were looked up when it was written."""
    match record:
        case Annotation():
            if record.quote:
                _need_in_article(db, record.quote, record.article)
        case Link():
            _need_in_article(db, record.head, record.head_article)
            _need_in_article(db, record.tail, record.tail_article)
        case Verdict():
            for annotation in (record.subject, *record.replacements):
                if db.execute("select 1 from annotation where id = ?", (annotation,)).fetchone() is None:
                    raise StaleEdit(annotation)
        case Referent():
            _check_merge(db, record)
        case Article() | Assignment() | Rejection():
            pass


def _need_in_article(db: sqlite3.Connection, annotation: str, article: str) -> None:
    if db.execute(_IN_ARTICLE, (annotation, article)).fetchone() is None:
        raise StaleEdit(annotation)


def _check_merge(db: sqlite3.Connection, referent: Referent) -> None:
    """Follow `merged_into` to its end; another window may have merged the other way round."""
    seen, target = {referent.id}, referent.merged_into
    while target:
        row = db.execute("select coalesce(merged_into, '') from referent where id = ?", (target,)).fetchone()
        if row is None or target in seen:
            raise StaleEdit(target)
        seen.add(target)
        target = row[0]


def check(db: sqlite3.Connection, net: Iterable[Change], numbers: Mapping[str, int]) -> None:
    """Raise StaleEdit where the changes leave a reference into the void; `numbers` are the rows that removed records
    had."""
    for change in net:
        if change.after is None:
            check_removed(db, change.record, numbers[change.record.id])
        else:
            check_present(db, change.after)
