"""Projects to export and import: a rich one made by hand, and a way to make others."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader_app.core.model import (
    Annotation,
    Article,
    Assignment,
    Link,
    Part,
    Record,
    Referent,
    Span,
    Verdict,
    article_id,
    pairs,
)
from reader_app.resources import resource
from reader_app.storage import Store
from reader_app.transfer import ExportReport, ImportReport, export, import_files

FIRST = (
    "Ông Nam nói: “Chợ sẽ mở lại. Bà Lê bảo: ‘Không đúng’.” 😀\n"
    "Theo báo Tuổi Trẻ, một quan chức Mỹ và Google thừa nhận giá đã tăng 18%."
)
SECOND = "Ba năm sau, ông Nam thừa nhận chợ không mở lại. Giá giảm 5%."

NewProject = Callable[..., Store]


@pytest.fixture(scope="session")
def empty_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty project to copy: making one costs 0.1 s."""
    path = tmp_path_factory.mktemp("empty") / "empty.sqlite"
    Store.create(path, resource("schemes/vi-news.toml").read_text(encoding="utf-8")).close()
    return path


@pytest.fixture
def new_project(tmp_path: Path, empty_project: Path) -> Iterator[NewProject]:
    """Return a function that makes an empty project, or one with these records."""
    stores: list[Store] = []

    def make(*records: Record) -> Store:
        path = tmp_path / f"project-{len(stores)}.sqlite"
        shutil.copy(empty_project, path)
        store = Store.open(path)
        stores.append(store)
        with store.bulk("tests", "import") as bulk, bulk.together():
            for record in records:
                bulk.add(record)
        return store

    yield make
    for store in stores:
        store.close()


def article(key: str, text: str, **more: object) -> Article:
    return Article(article_id(text), key, str(more.pop("title", "")), text, **more)  # type: ignore[arg-type]


def part(role: str, text: str, words: str) -> Part:
    start = text.index(words)
    return Part(role, Span(start, start + len(words)))  # type: ignore[arg-type]


def rich_records() -> list[Record]:
    """Two articles with all kinds of records by two annotators and an editor."""
    one = article(
        "bài-1", FIRST, title="Chợ mở lại", date="2016-12-16", outlet="Báo A", url="https://a.example/1",
        byline="T. Lan", meta=pairs({"chuyên mục": "kinh tế", "_type": "news"}),
    )  # fmt: skip
    two = article("bài-2", SECOND, date="2019-01-23", meta=pairs({"số": "2019"}))
    three = article("bài-3", "Không có gì để gắn.")

    def a(record: str, kind: str, label: str, words: dict[str, str], author: str = "lan", **more: object) -> Annotation:
        home = two if more.pop("on", 1) == 2 else one
        parts = tuple(part(role, home.text, found) for role, found in words.items())
        attributes = pairs(more.pop("attributes", {}))  # type: ignore[call-overload]
        return Annotation(record, home.id, kind, label, parts, author, attributes=attributes, **more)  # type: ignore[arg-type]

    q1 = a(
        "q1", "quote", "direct",
        {"content": "Chợ sẽ mở lại. Bà Lê bảo: ‘Không đúng’.", "cue": "nói", "source": "Ông Nam"},
        referents=("r-nam",), attributes={"speaker_status": "explicit"}, touched=("referents", "label"),
    )  # fmt: skip
    q2 = a("q2", "quote", "direct", {"content": "Không đúng", "cue": "bảo", "source": "Bà Lê"}, referents=("r-lê",))
    q3 = a(
        "q3", "quote", "indirect",
        {"content": "giá đã tăng 18%", "cue": "thừa nhận", "source": "một quan chức Mỹ và Google", "via": "Tuổi Trẻ"},
        referents=("r-qc", "r-google"), attributes={"stance": "refute"}, note="hai người nói", origin="rules/1",
    )  # fmt: skip
    q4 = a(
        "q4",
        "quote",
        "direct",
        {"content": "‘Không đúng’", "cue": "bảo", "source": "Bà Lê"},
        "mai",
        referents=("r-lê",),
    )
    q5 = a("q5", "quote", "indirect", {"content": "giá đã tăng 18%"}, "bình")
    c1 = a(
        "c1", "claim", "fact-stat", {"content": "giá đã tăng 18%"}, referents=("r-qc",), quote="q3",
        statement="Giá đã tăng 18%.", attributes={"check_worthiness": "CFS"}, touched=("statement", "unsure"),
    )  # fmt: skip
    c2 = a("c2", "claim", "prediction", {"content": "Chợ sẽ mở lại"}, referents=("r-nam",), quote="q1")
    c3 = a(
        "c3", "claim", "fact-event", {"content": "chợ không mở lại", "source": "ông Nam"}, on=2, referents=("r-nam",)
    )
    c4 = a("c4", "claim", "fact-stat", {"content": "Giá giảm 5%"}, "bình", on=2)
    return [
        one, two, three,
        Referent("r-nam", "PER", "Trần Nam", ("ông Nam", "Nam"), "chủ chợ", "Q1", "tên thật"),
        Referent("r-lê", "PER", "Lê"),
        Referent("r-qc", "PER", role="quan chức Mỹ"),
        Referent("r-alphabet", "ORG", "Alphabet", ("Google",)),
        Referent("r-google", "ORG", "Google", merged_into="r-alphabet"),
        Referent("r-unused", "LOC", "Không ai nhắc"),
        a("e1", "entity", "PER", {"mention": "Nam"}, referents=("r-nam",)),
        a("e2", "entity", "PER", {"mention": "Lê"}, referents=("r-lê",)),
        a("e3", "entity", "ORG", {"mention": "Google"}, referents=("r-google",)),
        a("e4", "entity", "LOC", {"mention": "Mỹ"}, attributes={"metonymy": "yes"}),
        a("e5", "entity", "PER", {"mention": "Nam"}, "bình"),
        q1, q2, q3, q4, q5, c1, c2, c3, c4,
        Link("l1", "revises", "c3", two.id, "c2", one.id, "lan"),
        Link("l2", "evidence", "c1", one.id, "e4", one.id, "mai"),
        Link("l3", "contradicts", "c4", two.id, "c1", one.id, "bình"),
        Verdict("v0", "q1", "0123456789abcdef", "reject", "mai", ("boundary",)),
        Verdict("v1", "q1", q1.version, "accept", "mai"),
        Verdict("v2", "q2", q2.version, "fix", "mai", ("boundary",), "thiếu dấu", ("q4",)),
        Verdict("v3", "q3", q3.version, "accept", "mai"),
        Verdict("v4", "c1", c1.version, "accept", "mai"),
        Verdict("v5", "c2", "ffffffffffffffff", "accept", "mai"),
        Verdict("v6", "q5", q5.version, "reject", "mai", ("duplicate", "not-a-quote"), "có rồi"),
        Assignment("a1", one.id, "lan", "submitted", ("entity", "quote", "claim")),
        Assignment("a2", two.id, "lan", "draft", ("quote",)),
        Assignment("a3", three.id, "lan", "submitted", ("entity", "quote", "claim")),
        Assignment("a4", one.id, "mai", "approved", ("quote",)),
    ]  # fmt: skip


@pytest.fixture
def rich(new_project: NewProject) -> Store:
    return new_project(*rich_records())


Exported = Callable[..., tuple[bytes, ExportReport]]


@pytest.fixture
def exported(tmp_path: Path) -> Exported:
    """Return a function that exports a project and returns the bytes with the report."""

    def run(store: Store, **options: object) -> tuple[bytes, ExportReport]:
        report = ExportReport()
        out = tmp_path / "exported.jsonl"
        for _ in export(store, out, report, **options):  # type: ignore[arg-type]
            pass
        return out.read_bytes(), report

    return run


Imported = Callable[..., ImportReport]


@pytest.fixture
def imported(tmp_path: Path) -> Imported:
    """Return a function that imports bytes, or paths, and returns the report."""

    def run(store: Store, *what: bytes | Path, **options: object) -> ImportReport:
        paths = []
        for number, one in enumerate(what):
            path = one
            if isinstance(one, bytes):
                path = tmp_path / f"in-{number}.jsonl"
                path.write_bytes(one)
            assert isinstance(path, Path)
            paths.append(path)
        report = ImportReport()
        for _ in import_files(store, paths, report, **options):  # type: ignore[arg-type]
            pass
        return report

    return run
