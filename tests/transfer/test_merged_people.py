"""Who was merged is in an export the one that it turned out to be, once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader_app.core.change import Change, Step
from reader_app.core.model import Annotation, Article, Part, Referent, Span, article_id
from reader_app.core.people import merge
from reader_app.resources import resource
from reader_app.storage import Store
from reader_app.transfer import ExportReport, ImportReport, export, import_files

TEXT = "Ông Abe và Thủ tướng Abe nói: “Tốt”."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "p.sqlite"
    on = Article(article_id(TEXT), "a", "", TEXT)
    abe, other = Referent("p1", "PER", "Shinzo Abe", role="Thủ tướng"), Referent("p2", "PER", "Abe", ("ông Abe",))
    records = [
        Annotation("e1", on.id, "entity", "PER", (Part("mention", Span(4, 7)),), "lan", ("p2",)),
        Annotation("q1", on.id, "quote", "direct", (Part("content", Span(31, 34)),), "lan", ("p2", "p1")),
    ]
    with Store.create(found, resource("schemes/vi-news.toml").read_text(encoding="utf-8")) as store:
        with store.bulk("lan", "import") as bulk:
            for one in (on, abe, other, *records):
                bulk.add_article(one) if isinstance(one, Article) else bulk.add(one)
        store.save(Step("merge-people", merge(other, abe)), author="lan", article=on.id)
    return found


def exported(path: Path, out: Path) -> dict[str, Any]:
    with Store.open(path) as store:
        for _ in export(store, out, ExportReport()):
            pass
    line: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return line


def test_the_register_of_an_export_follows_merges(path: Path, tmp_path: Path) -> None:
    line = exported(path, tmp_path / "out.jsonl")
    assert [(one["id"], one["name"], one["aliases"]) for one in line["register"]] == [
        ("p1", "Shinzo Abe", ["Abe", "ông Abe"])
    ]
    assert line["entities"][0]["referent"] == "p1"
    assert line["quotes"][0]["speakers"] == ["p1"]


def test_it_comes_back_as_one(path: Path, tmp_path: Path) -> None:
    out, again = tmp_path / "out.jsonl", tmp_path / "again.jsonl"
    exported(path, out)
    new = tmp_path / "new.sqlite"
    with Store.create(new, resource("schemes/vi-news.toml").read_text(encoding="utf-8")) as store:
        for _ in import_files(store, [out], ImportReport()):
            pass
        assert [(row.referent.id, row.uses) for row in store.people()] == [("p1", 2)]
    exported(new, again)
    assert out.read_bytes() == again.read_bytes()


def test_undone_they_are_two_again(path: Path, tmp_path: Path) -> None:
    with Store.open(path) as store:
        entry = store.history("lan", article_id(TEXT)).undo
        assert entry is not None
        assert all(isinstance(change, Change) for change in entry.step.changes)
        store.save(entry.step.inverse(), author="lan", article=article_id(TEXT), undoes=entry.seq)
    line = exported(path, tmp_path / "out.jsonl")
    assert [(one["id"], one["aliases"]) for one in line["register"]] == [("p1", []), ("p2", ["ông Abe"])]
    assert line["quotes"][0]["speakers"] == ["p2", "p1"]
