"""Records for the tests of the project file, and a dump of its tables to compare."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from reader_app.core.change import Change, Entry, Sheet, Step
from reader_app.core.model import (
    Annotation,
    Article,
    Kind,
    Part,
    Record,
    Referent,
    Rejection,
    Role,
    Span,
    pairs,
    text_hash,
)
from reader_app.core.suggestion import Suggested, Suggestion, Who, suggestion_id
from reader_app.storage import Kept, Store

TEXT = "Ông Abe nói rằng “đảo Nam Kuril là của Nhật Bản”, theo hãng TASS.\nBà Lan 😀 cười."
OTHER_TEXT = "Tổng thống Putin thừa nhận rằng 18% là ít. Ông Abe im lặng."
ARTICLE = Article(
    "a" * 16, "bai-1", "Hội đàm", TEXT, "2019-01-22", "VnExpress", "https://x.vn/1", "Lan", (("muc", "tin"),)
)
OTHER = Article("b" * 16, "bai-2", "", OTHER_TEXT)


def span(words: str, text: str = TEXT) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def mention(record_id: str, words: str, label: str = "PER", *, text: str = TEXT, **fields: Any) -> Annotation:
    return record("entity", record_id, label, [("mention", words)], text=text, **fields)


def record(
    kind: Kind, record_id: str, label: str, parts: Sequence[tuple[Role, str]], *, text: str = TEXT, **fields: Any
) -> Annotation:
    spans = tuple(Part(role, span(words, text)) for role, words in parts)
    article = ARTICLE if text is TEXT else OTHER
    given = {"article": article.id, "author": "lan", **fields}
    given["attributes"] = pairs(given.get("attributes", ()))
    return Annotation(id=record_id, kind=kind, label=label, parts=spans, **given)


def quote(record_id: str = "q1", **fields: Any) -> Annotation:
    parts: list[tuple[Role, str]] = [
        ("content", "đảo Nam Kuril là của Nhật Bản"), ("cue", "nói rằng"), ("source", "Ông Abe"), ("via", "TASS"),
    ]  # fmt: skip
    return record("quote", record_id, "direct", parts, **fields)


def claim(record_id: str = "c1", **fields: Any) -> Annotation:
    return record("claim", record_id, "fact-event", [("content", "Nam Kuril là của Nhật Bản")], **fields)


def rejection(record_id: str = "x1", *words: str, **fields: Any) -> Rejection:
    spans = tuple(span(one) for one in words or ("đảo Nam Kuril", "của Nhật Bản"))
    given = {"article": ARTICLE.id, "kind": "quote", "label": "direct", "author": "lan", **fields}
    return Rejection(id=record_id, contents=spans, **given)


def suggested(origin: str = "máy/1", *words: str) -> Suggested:
    """Return suggestions on ARTICLE: these words as people, and the quote."""
    items = []
    for one in words or ("Abe", "Lan"):
        parts = (Part("mention", span(one)),)
        made = suggestion_id(ARTICLE.id, "entity", "PER", parts)
        items.append(Suggestion(made, "entity", "PER", parts, 0.9, "title", origin, (Who("PER", f"Shinzo {one}"),)))
    parts = quote().parts
    made = suggestion_id(ARTICLE.id, "quote", "direct", parts)
    items.append(Suggestion(made, "quote", "direct", parts, 0.75, "marks", origin, (Who("PER", "Abe", "r-abe"),)))
    return Suggested(origin, tuple(items), (span("Ông"), span("Abe"), span("nói")), 1)


def kept(origin: str = "máy/1", *words: str, text: str = TEXT) -> Kept:
    return Kept(suggested(origin, *words), text_hash(text), "0")


ABE = Referent("r-abe", "PER", "Shinzo Abe", ("Abe", "ông Abe"), "Thủ tướng", "Q132345", "ghi chú")
PUTIN = Referent("r-putin", "PER", "Vladimir Putin", ("Putin",))


def step(*changes: tuple[Record | None, Record | None], title: str = "tag") -> Step:
    return Step(title, tuple(Change(before, after) for before, after in changes))


def added(*records: Record) -> Step:
    return step(*((None, one) for one in records), title="add")


def save(store: Store, done: Step, *, author: str = "lan", article: str = ARTICLE.id) -> Entry:
    return store.save(done, author=author, article=article)


def take_back(store: Store, entry: Entry, *, author: str = "lan", article: str = ARTICLE.id) -> Entry:
    return store.save(entry.step.inverse(), author=author, article=article, undoes=entry.seq)


def named(sheet: Sheet) -> Sheet:
    """Return the sheet without the referents that nothing on it leads to: a store does not give those out."""
    wanted: set[str] = set()
    coming = [name for a in sheet.annotations() for name in a.referents]
    while coming:
        if (name := coming.pop()) not in wanted:
            wanted.add(name)
            found = sheet.get(name)
            coming += [found.merged_into] if isinstance(found, Referent) and found.merged_into else []
    kept = [one for one in sheet.records.values() if not isinstance(one, Referent) or one.id in wanted]
    return Sheet.of(sheet.article, kept)


def dump(store: Store, *, journal: bool = False) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, the full-text index as its words; the journal only where asked."""
    db = store._db
    tables = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
    # words stay: they say only how a beginning may go on
    ours = [t for t in tables if "_text" not in t and t != "word" and not t.startswith(("sqlite_", "_sqlite"))]
    if not journal:
        ours = [t for t in ours if t not in {"step", "step_article"}]
    rows = {table: sorted(db.execute(f"select * from {table}").fetchall(), key=repr) for table in ours}  # noqa: S608
    for index in ("article_text", "annotation_text"):
        db.execute(f"create virtual table temp.words using fts5vocab(main, {index}, instance)")
        rows[index] = sorted(db.execute("select * from temp.words").fetchall())
        db.execute("drop table temp.words")
        rows[index] += db.execute(f"select * from {index}_docsize order by 1").fetchall()  # noqa: S608
    return rows


def raw(path: Path) -> sqlite3.Connection:
    """Return a connection as another program has it, foreign keys not looked at."""
    return sqlite3.connect(path, isolation_level=None)


def filled(store: Store, articles: Iterable[Article] = (ARTICLE, OTHER)) -> Store:
    with store.bulk("lan", "import", "tin.txt") as bulk:
        for article in articles:
            bulk.add_article(article)
    return store
