"""The journal: every step that was saved, and which of them an author can take back or do again.

An act is live until an undo takes it back; the undo is live until a redo takes that back, which brings the act to life
again. Undo candidates are live acts, redo candidates live undos after which the author did nothing new there.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from reader_app.core.change import Entry, History, Step
from reader_app.core.errors import CannotUndo
from reader_app.core.model import Referent
from reader_app.storage.records import decode_changes, dumps, encode_changes

_ENTRY = "select seq, title, detail, changes, author, article, coalesce(undoes, 0), at from step where seq = ?"
_ADD = """
    insert into step (kind, undoes, live, author, article, at, title, detail, kept, changes)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_NEWEST = """
    select s.seq from step_article x join step s on s.seq = x.step
    where x.article = ? and x.author = ? and s.kind = ? and s.live = 1 and x.step > ?
    order by x.step desc limit 1"""
_NEWEST_ACT = """
    select s.seq from step_article x join step s on s.seq = x.step
    where x.article = ? and x.author = ? and s.kind = 'act'
    order by x.step desc limit 1"""

Kept = Mapping[str, Mapping[str, Any]]
"""By record id, what a removed row needs to come back as it was: its number `seq`, an article's `aliases`."""


class Reversal(NamedTuple):
    """The entry that a step takes back: the act at the bottom of it, and what its removed rows need to come back."""

    entry: int
    act: int
    is_undo: bool
    kept: Kept


def reversal(db: sqlite3.Connection, entry: int) -> Reversal:
    """Return what taking back `entry` means now. CannotUndo (`already-undone`, `entry`) where it was taken back
    meanwhile, or is none that can be."""
    row = db.execute("select kind, coalesce(undoes, 0), live, kept from step where seq = ?", (entry,)).fetchone()
    if row is None or not row[2]:
        raise CannotUndo("already-undone", entry=entry)
    kind, undoes, _, kept = row
    return Reversal(entry, undoes if kind == "undo" else entry, kind == "act", json.loads(kept))


def append(
    db: sqlite3.Connection,
    step: Step,
    author: str,
    article: str,
    *,
    touched: Iterable[str],
    kept: Kept,
    takes_back: Reversal | None,
) -> Entry:
    """Write the entry of a saved step; `touched` are the articles on which the author can take it back."""
    if takes_back is None:
        kind, undoes = "act", None
    else:
        kind, undoes = ("undo" if takes_back.is_undo else "redo"), takes_back.entry
        db.execute("update step set live = 0 where seq = ?", (takes_back.entry,))
        if kind == "redo":
            db.execute("update step set live = 1 where seq = ?", (takes_back.act,))
    at = now()
    changes = encode_changes(step.changes)
    values = (kind, undoes, kind != "redo", author, article, at, step.title, step.detail, dumps(kept), changes)
    seq = db.execute(_ADD, values).lastrowid
    assert seq is not None
    db.executemany("insert into step_article values (?, ?, ?)", [(one, author, seq) for one in sorted(set(touched))])
    return Entry(seq, step, author, article, undoes or 0, at)


def append_import(db: sqlite3.Connection, author: str, title: str, detail: str) -> int:
    """Write the one entry of an import, which holds no changes and is not undone; return its number."""
    seq = db.execute(_ADD, ("import", None, 0, author, "", now(), title, detail, "{}", "[]")).lastrowid
    assert seq is not None
    return seq


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def history(db: sqlite3.Connection, author: str, article: str) -> History:
    act = db.execute(_NEWEST_ACT, (article, author)).fetchone()
    undo = db.execute(_NEWEST, (article, author, "act", 0)).fetchone()
    redo = db.execute(_NEWEST, (article, author, "undo", act[0] if act else 0)).fetchone()
    return History(_entry(db, undo), _entry(db, redo))


def newest_titled(db: sqlite3.Connection, author: str, title: str) -> Entry | None:
    """Return the newest live act of `author` with this title, wherever it was done."""
    query = (
        "select seq from step where author = ? and title = ? and kind = 'act' and live = 1 order by seq desc limit 1"
    )
    return _entry(db, db.execute(query, (author, title)).fetchone())


def made_since(db: sqlite3.Connection, author: str, at: str) -> int:
    """Return how many records `author` has made since `at` (UTC, ISO 8601), by hand or by accepting what was suggested,
    and not taken back. Only acts that make many at once are read to be counted."""
    query = """
        select coalesce(sum(case when title in ('accept-all', 'same-words')
            then (select count(*) from json_each(changes)
                where json_type(value, '$[0]') = 'null' and json_extract(value, '$[1].type') = 'annotation')
            else 1 end), 0)
        from step
        where author = ? and title in ('tag', 'quote', 'claim', 'accept', 'accept-all', 'same-words') and at >= ?
            and kind = 'act' and live = 1"""
    return int(db.execute(query, (author, at)).fetchone()[0])


def lost_referent(db: sqlite3.Connection, record_id: str) -> Referent | None:
    """Return the referent as it was before the newest step that removed it. Reads the journal backwards: for the rare
    undo whose referent went with another article's last mention of it."""
    query = "select changes from step where instr(changes, ?) order by seq desc"
    for (changes,) in db.execute(query, (record_id,)):
        for change in decode_changes(changes):
            if isinstance(change.before, Referent) and change.before.id == record_id and change.after is None:
                return change.before
    return None


def _entry(db: sqlite3.Connection, row: tuple[int] | None) -> Entry | None:
    if row is None:
        return None
    seq, title, detail, changes, author, article, undoes, at = db.execute(_ENTRY, row).fetchone()
    return Entry(seq, Step(title, decode_changes(changes), detail), author, article, undoes, at)
