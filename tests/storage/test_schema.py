"""The tables refuse what the model cannot be, also from another program; other programs can read the views."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest

from reader_app.core.model import Link
from reader_app.storage import Store, schema
from reader_app.storage.migrations import _M001, _M002, _M003, _M004
from tests.storage.making import (
    ABE,
    ARTICLE,
    OTHER,
    OTHER_TEXT,
    PUTIN,
    added,
    claim,
    mention,
    quote,
    raw,
    rejection,
    save,
)

ROWS: dict[str, dict[str, object]] = {
    "article": {
        "seq": 9, "id": "x", "key": "k", "title": "", "date": "", "outlet": "", "url": "", "byline": "", "meta": "{}",
        "text": "chữ",
    },
    "article_alias": {"key": "k", "article": 1},
    "article_title": {"article": 1, "place": "a"},
    "word": {"word": "chu"},
    "referent": {
        "seq": 9, "id": "r", "label": "PER", "name": "", "aliases": "[]", "role": "", "wikidata": "", "note": "",
        "merged_into": None, "uses": 0,
    },
    "referent_name": {"referent": 1, "n": 5, "folded": "abe"},
    "annotation": {
        "seq": 9, "id": "a", "article": 1, "author": "lan", "kind": "claim", "label": "other", "start": 0, "end": 3,
        "quote": "q1", "statement": "lời", "attributes": "{}", "touched": "[]", "note": "", "origin": "",
    },
    "part": {"annotation": 1, "role": "content", "n": 5, "start": 0, "end": 3},
    "annotation_referent": {"annotation": 2, "n": 5, "referent": 2},
    "link": {
        "seq": 9, "id": "l", "kind": "same-as", "head": "c1", "head_article": 1, "tail": "q1", "tail_article": 1,
        "author": "lan",
    },
    "verdict": {
        "seq": 9, "id": "v", "subject": "q1", "version": "1", "decision": "fix", "author": "minh", "reasons": "[]",
        "note": "",
    },
    "verdict_replacement": {"verdict": 9, "n": 0, "annotation": "q1"},
    "assignment": {
        "seq": 9, "id": "s", "article": 1, "author": "lan", "stage": "draft", "entities_done": 0, "quotes_done": 1,
        "claims_done": 0,
    },
    "step": {
        "seq": 9, "kind": "undo", "undoes": 1, "live": 1, "author": "lan", "article": "", "at": "2026", "title": "t",
        "detail": "", "kept": "{}", "changes": "[]",
    },
    "step_article": {"article": "x", "author": "lan", "step": 1},
    "setting": {"name": "n", "value": ""},
    "scheme": {"n": 1, "source": "x", "tables": "{}"},
    "label_choice": {"kind": "entity", "label": "PER", "color": "#123456", "key": "1", "off": 0},
    "suggested": {
        "article": 1, "origin": "máy/1", "text": "a" * 64, "known": "0", "step": 1, "count": 2, "items": b"x",
    },
    "rejection": {"seq": 9, "id": "x9", "article": 1, "author": "lan", "kind": "quote", "label": "direct"},
    "rejection_span": {"rejection": 1, "n": 5, "start": 0, "end": 3},
    "model": {
        "n": 9, "version": "12345678", "engine": "máy/1", "made_at": "2026", "finished": 3, "articles": 3,
        "before": "{}", "after": "{}", "used": 1, "content": b"x",
    },
}  # fmt: skip
"""A row of each table that is taken, on a project with ARTICLE as 1, `q1`, `c1` and two referents."""

BAD: list[tuple[str, dict[str, object]]] = [
    ("article", {"id": ""}),
    ("article", {"key": ""}),
    ("article", {"text": ""}),
    ("article", {"meta": ""}),
    ("article_alias", {"key": ""}),
    ("article_title", {"place": ""}),
    ("word", {"word": ""}),
    ("referent", {"id": ""}),
    ("referent", {"label": ""}),
    ("referent", {"aliases": ""}),
    ("referent", {"merged_into": "r"}),
    ("referent", {"uses": -1}),
    ("referent_name", {"n": -1}),
    ("referent_name", {"folded": ""}),
    ("annotation", {"id": ""}),
    ("annotation", {"author": ""}),
    ("annotation", {"author": "gold"}),
    ("annotation", {"author": "all"}),
    ("annotation", {"author": "best"}),
    ("annotation", {"author": "suggestions"}),
    ("annotation", {"kind": "speaker"}),
    ("annotation", {"label": ""}),
    ("annotation", {"start": -1}),
    ("annotation", {"end": 0}),
    ("annotation", {"id": "q1", "quote": "q1"}),
    ("annotation", {"attributes": ""}),
    ("annotation", {"touched": ""}),
    ("annotation", {"kind": "quote", "statement": ""}),
    ("annotation", {"kind": "entity", "quote": None}),
    ("part", {"role": "speaker"}),
    ("part", {"n": -1}),
    ("part", {"role": "cue", "n": 1}),
    ("part", {"start": -1}),
    ("part", {"end": 0}),
    ("annotation_referent", {"n": -1}),
    ("link", {"id": ""}),
    ("link", {"kind": "likes"}),
    ("link", {"tail": "c1"}),
    ("link", {"head": "q1", "tail": "c1"}),
    ("link", {"author": "gold"}),
    ("verdict", {"id": ""}),
    ("verdict", {"version": ""}),
    ("verdict", {"decision": "maybe"}),
    ("verdict", {"author": "gold"}),
    ("verdict", {"reasons": ""}),
    ("verdict_replacement", {"n": -1}),
    ("assignment", {"id": ""}),
    ("assignment", {"author": "gold"}),
    ("assignment", {"stage": "done"}),
    ("assignment", {"entities_done": 2}),
    ("assignment", {"quotes_done": -1}),
    ("assignment", {"claims_done": 2}),
    ("step", {"kind": "do"}),
    ("step", {"undoes": 9}),
    ("step", {"undoes": None}),
    ("step", {"kind": "act"}),
    ("step", {"kind": "redo"}),
    ("step", {"kind": "import", "undoes": None}),
    ("step", {"live": 2}),
    ("step", {"at": ""}),
    ("step", {"title": ""}),
    ("step", {"kept": ""}),
    ("step", {"changes": ""}),
    ("step_article", {"article": ""}),
    ("setting", {"name": ""}),
    ("scheme", {"n": 2}),
    ("scheme", {"source": ""}),
    ("scheme", {"tables": ""}),
    ("label_choice", {"kind": "speaker"}),
    ("label_choice", {"label": ""}),
    ("label_choice", {"color": "123456#"}),
    ("label_choice", {"color": "#12345"}),
    ("label_choice", {"key": "12"}),
    ("label_choice", {"off": 2}),
    ("suggested", {"origin": ""}),
    ("suggested", {"text": "a"}),
    ("suggested", {"known": ""}),
    ("suggested", {"step": -1}),
    ("suggested", {"count": -1}),
    ("suggested", {"items": b""}),
    ("rejection", {"id": ""}),
    ("rejection", {"author": "suggestions"}),
    ("rejection", {"kind": "speaker"}),
    ("rejection", {"label": ""}),
    ("rejection_span", {"n": -1}),
    ("rejection_span", {"start": -1}),
    ("rejection_span", {"end": 0}),
    ("model", {"version": ""}),
    ("model", {"engine": ""}),
    ("model", {"made_at": ""}),
    ("model", {"finished": -1}),
    ("model", {"articles": 0}),
    ("model", {"before": ""}),
    ("model", {"after": ""}),
    ("model", {"used": 2}),
    ("model", {"content": b""}),
    ("model", {"content": None}),
]
"""For each CHECK a row that only it refuses."""


@pytest.fixture
def db(store: Store) -> sqlite3.Connection:
    save(store, added(ABE, PUTIN, quote(), claim(), rejection()))
    store._db.execute("delete from scheme")
    store._db.execute("delete from article_title where article = 1")
    return store._db


def _insert(db: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    db.execute(f"insert into {table} ({names}) values ({', '.join('?' * len(row))})", tuple(row.values()))  # noqa: S608


@pytest.mark.parametrize("table", ROWS)
def test_a_good_row_is_taken(db: sqlite3.Connection, table: str) -> None:
    db.execute("begin")
    if table == "verdict_replacement":
        _insert(db, "verdict", ROWS["verdict"])
    _insert(db, table, ROWS[table])
    db.execute("commit")


@pytest.mark.parametrize(("table", "bad"), BAD, ids=lambda x: x if isinstance(x, str) else json.dumps(x, default=repr))
def test_a_bad_row_is_refused(db: sqlite3.Connection, table: str, bad: dict[str, object]) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint failed"):
        _insert(db, table, ROWS[table] | bad)


def test_every_check_has_its_bad_row(db: sqlite3.Connection) -> None:
    """Each CHECK of the tables, by the words that SQLite names it with, is the one that a row of BAD breaks."""
    written = set()
    for statement in _M001 + _M002 + _M003 + _M004:
        if statement.strip().startswith("create table"):
            written |= {_plain(found) for found in _checks(statement)}
    broken = set()
    for table, bad in BAD:
        try:
            _insert(db, table, ROWS[table] | bad)
        except sqlite3.IntegrityError as error:
            broken.add(_plain(str(error).removeprefix("CHECK constraint failed: ")))
    assert written == broken
    assert len(written) > 40


def _checks(statement: str) -> list[str]:
    found = []
    for start in re.finditer(r"check \(", statement):
        depth, at = 1, start.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(statement[at], 0)
            at += 1
        found.append(statement[start.end() : at - 1])
    return found


def _plain(text: str) -> str:
    # SQLite 3.40 names a check that begins with a quoted name by that name alone
    return "end" if text.startswith('"end"') else " ".join(text.split())


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("article_alias", "article"), ("referent", "merged_into"), ("annotation", "article"), ("annotation", "quote"),
        ("part", "annotation"), ("annotation_referent", "annotation"), ("annotation_referent", "referent"),
        ("link", "head"), ("link", "head_article"), ("link", "tail"), ("link", "tail_article"), ("verdict", "subject"),
        ("verdict_replacement", "verdict"), ("verdict_replacement", "annotation"), ("assignment", "article"),
        ("step_article", "step"), ("referent_name", "referent"), ("suggested", "article"), ("rejection", "article"),
        ("rejection_span", "rejection"),
    ],
)  # fmt: skip
def test_a_reference_into_the_void_is_refused(db: sqlite3.Connection, table: str, column: str) -> None:
    row = ROWS[table] | {column: "nil" if isinstance(ROWS[table][column], str | None) else 99}
    db.execute("begin")
    if table == "verdict_replacement":
        _insert(db, "verdict", ROWS["verdict"])
    _insert(db, table, row)
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        db.execute("commit")
    db.execute("rollback")


@pytest.mark.parametrize(
    ("table", "same"),
    [
        ("article", {"id": ARTICLE.id}),
        ("article", {"key": ARTICLE.key}),
        ("referent", {"id": ABE.id}),
        ("annotation", {"id": "c1"}),
        ("annotation_referent", {"annotation": 1, "n": 7, "referent": 1}),
    ],
)
def test_what_is_unique_is_unique(db: sqlite3.Connection, table: str, same: dict[str, object]) -> None:
    if table == "annotation_referent":
        _insert(db, table, same | {"n": 6})
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        _insert(db, table, ROWS[table] | same)


def test_an_author_has_one_assignment_on_an_article(db: sqlite3.Connection) -> None:
    _insert(db, "assignment", ROWS["assignment"])
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        _insert(db, "assignment", ROWS["assignment"] | {"seq": 10, "id": "s2"})


def test_every_table_is_strict_and_known(db: sqlite3.Connection) -> None:
    rows = db.execute("select name, strict from pragma_table_list where schema = 'main' and type = 'table'").fetchall()
    ours = {name: strict for name, strict in rows if not name.startswith(("sqlite_", "_sqlite"))}
    assert set(ours) | {"article_text", "annotation_text"} == schema.TABLES
    assert set(ours.values()) == {1}
    assert set(ROWS) == set(ours)


def test_the_header_says_what_the_file_is(store: Store) -> None:
    db = store._db
    assert db.execute("pragma application_id").fetchone()[0] == schema.APPLICATION_ID
    assert db.execute("pragma user_version").fetchone()[0] == schema.VERSION
    pragmas = {"foreign_keys": 1, "trusted_schema": 0, "synchronous": 2, "journal_mode": "wal"}
    assert {name: db.execute(f"pragma {name}").fetchone()[0] for name in pragmas} == pragmas


@pytest.mark.parametrize("trusted", ["on", "off"])
def test_the_views_are_read_by_any_tool(store: Store, path: Path, trusted: str) -> None:
    joined = quote("q2", referents=("r-abe", "r-putin"), author="minh")
    two = joined.with_contents([joined.contents[0], quote("x").parts[3].span]).with_part("via", None)
    save(store, added(ABE, PUTIN, quote(), two, claim(quote="q1", statement="lời"), mention("e1", "Lan 😀")))
    figure = mention("e2", "18%", "QUANTITY", text=OTHER_TEXT)
    save(store, added(figure, Link("l", "evidence", "c1", ARTICLE.id, "e2", OTHER.id, "lan")))
    store.close()
    db = raw(path)
    db.execute(f"pragma trusted_schema = {trusted}")
    entities = db.execute("select id, article, author, label, text, referent from entities order by id").fetchall()
    assert entities == [("e1", "bai-1", "lan", "PER", "Lan 😀", None), ("e2", "bai-2", "lan", "QUANTITY", "18%", None)]
    quotes = db.execute("select id, text, cue, source, via, speakers, verdict from quotes order by id").fetchall()
    said = "đảo Nam Kuril là của Nhật Bản"
    assert quotes == [
        ("q1", said, "nói rằng", "Ông Abe", "TASS", None, None),
        ("q2", f"{said} … TASS", "nói rằng", "Ông Abe", None, "Shinzo Abe; Vladimir Putin", None),
    ]
    claims = db.execute('select id, text, source, statement, quote, claimants, start, "end" from claims').fetchall()
    assert claims == [("c1", "Nam Kuril là của Nhật Bản", None, "lời", "q1", None, 22, 47)]
    db.close()
