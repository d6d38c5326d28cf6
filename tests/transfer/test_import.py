"""What comes into a project, what it already knows, what it refuses and where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader_app.core.model import Annotation, Article, Part, Referent, Span, text_hash
from reader_app.storage import ArticleFilter, Store
from reader_app.transfer import ImportReport, import_files
from reader_app.words import refusal

GROUPS = ("entities", "quotes", "claims", "links")
TEXT = "Ông Nam nói: “Chợ sẽ mở lại.” 😀 Bà Lê phản đối."


def line(**fields: Any) -> bytes:
    return json.dumps({"format": "reader-app/1", "text": TEXT, **fields}, ensure_ascii=False).encode() + b"\n"


def entity(start: int, end: int, label: str = "PER", **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "label": label, **more}


def refused(report: ImportReport) -> list[tuple[int, str]]:
    return [(error.line, error.code) for error in report.refused]


def dump(store: Store) -> list[tuple[Any, ...]]:
    """Everything in the project but its journal."""
    ids = list(store.article_ids())
    return [(store.sheet(one).article, sorted(store.sheet(one).records.items())) for one in ids]


# there and back


def test_export_of_the_import_is_the_same(rich: Store, new_project: Any, exported: Any, imported: Any) -> None:
    data, _ = exported(rich)
    other = new_project()
    report = imported(other, data)
    assert refused(report) == []
    # 5 entities, 5 quotes, 4 claims, 5 verdicts that stand, 3 links
    assert (report.taken, report.known, report.records_taken) == (3, 0, 22)
    assert exported(other)[0] == data
    for options in ({"layer": "gold"}, {"layer": "mai"}, {"verdict": "accepted"}):
        assert exported(other, **options)[0] == exported(rich, **options)[0]
    assert list(other.check()) == []
    assert other.stats().steps == 1


@pytest.mark.parametrize("options", [{"layer": "gold"}, {"layer": "lan"}, {"verdict": "accepted"}])
def test_parts_of_a_project_come_back_the_same(
    rich: Store, new_project: Any, exported: Any, imported: Any, options: dict[str, str]
) -> None:
    data, _ = exported(rich, **options)
    other = new_project()
    assert refused(imported(other, data)) == []
    again, _ = exported(other, **({"layer": "lan"} if options == {"layer": "lan"} else {}))
    # a line without records and without a stage leaves no trace of its layer
    lines = [one for one in map(json.loads, data.splitlines()) if any(one[g] for g in GROUPS) or one["stage"] != "todo"]
    back = {(one["id"], one["layer"]): one for one in map(json.loads, again.splitlines())}
    assert sum(len(one[g]) for one in lines for g in GROUPS) > 3
    if options == {"layer": "gold"}:  # its records go back to the layers of their authors
        assert sorted(r["id"] for one in lines for g in GROUPS for r in one[g]) == sorted(
            r["id"] for one in back.values() for g in GROUPS for r in one[g]
        )
    else:
        assert [back[one["id"], one["layer"]] for one in lines] == lines


def test_a_second_import_changes_nothing(rich: Store, new_project: Any, exported: Any, imported: Any) -> None:
    data, _ = exported(rich)
    for store in (rich, new_project()):
        imported(store, data)
        before, steps = dump(store), store.stats().steps
        report = imported(store, data)
        assert (report.taken, report.known, report.records_taken, report.records_known) == (0, 3, 0, 22)
        assert refused(report) == []
        assert not report.changed
        assert dump(store) == before
        assert store.stats().steps == steps


def test_switched_labels_come_along_into_a_new_project(
    rich: Store, new_project: Any, exported: Any, imported: Any
) -> None:
    rich.change_label("entity", "TITLE", off=False)
    rich.change_label("claim", "other", off=True)
    data, _ = exported(rich)
    other = new_project()
    imported(other, data)
    assert exported(other)[0] == data
    # a project at work keeps its own choice
    rich.change_label("claim", "other", off=False)
    imported(rich, data)
    assert "other" in [label.id for label in rich.scheme().labels_of("claim")]


# articles


def test_same_text_under_a_new_key_is_known(new_project: Any, imported: Any) -> None:
    store = new_project()
    report = imported(store, line(id="a"), line(id="b"), line(id="b"))
    assert (report.taken, report.known, report.aliases) == (1, 0, 1)
    assert store.article_id_for_key("a") == store.article_id_for_key("b") == text_hash(TEXT)[:16]


def test_a_key_taken_by_another_text(new_project: Any, imported: Any) -> None:
    store = new_project()
    taken = line(id="a")
    others = taken + line(id="a", text="Một bài khác.") + line(id="a", text="Bài thứ ba.") + line(id="b", text="Bốn.")
    report = imported(store, others)
    assert refused(report) == [(2, "key-taken"), (3, "key-taken")]
    assert report.taken == 2
    report = imported(store, others, rename=True)
    assert (report.taken, report.known, report.renamed) == (2, 2, 2)
    assert store.article_id_for_key("a-2") == text_hash("Một bài khác.")[:16]
    assert store.article_id_for_key("a-3") == text_hash("Bài thứ ba.")[:16]
    report = imported(store, others, rename=True)
    assert (report.taken, report.known, refused(report), report.changed) == (0, 4, [], False)


def test_fields_of_plain_lines_are_kept(new_project: Any, imported: Any) -> None:
    store = new_project()
    data = json.dumps(
        {
            "id": "7", "text": " Chợ mở.\r\n", "title": "T", "date": "1/2", "outlet": 3, "topic": "chợ",
            "n": [1, {"a": "ă"}], "none": None, "yes": True, "x": 1.5, "entities": "PER", "format": "html", "layer": 3,
        }
    ).encode()  # fmt: skip
    plain = data + b'\n{"text":"Hai."}\n{"id":12,"text":"Ba."}\n{"id":" ","text":"B\xe1\xbb\x91n."}'
    report = imported(store, plain)
    assert (report.taken, refused(report)) == (4, [])
    article = store.sheet(str(store.article_id_for_key("7"))).article
    assert (article.text, article.title, article.date, article.outlet) == ("Chợ mở.", "T", "1/2", "")
    assert dict(article.meta) == {
        "outlet": "3", "topic": "chợ", "n": '[1, {"a": "ă"}]', "none": "", "yes": "true", "x": "1.5", "entities": "PER",
        "format": "html", "layer": "3",
    }  # fmt: skip
    keys = [store.sheet(one).article.key for one in store.article_ids()]
    assert keys == ["12", "7", "in-0-2", "in-0-4"]


def test_folders_are_read_in_order_and_hidden_files_are_not(new_project: Any, imported: Any, tmp_path: Path) -> None:
    folder = tmp_path / "bài"
    for name in ("b/2.txt", "a/1.txt", "3.TXT", ".hidden.txt", ".git/x.txt", "b/ghi chú.md", "z.jsonl"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'{{"text":"{name}"}}', encoding="utf-8")
    store = new_project()
    report = imported(store, folder)
    assert (report.taken, refused(report)) == (4, [])
    rows = store.first_rows(ArticleFilter(), 10)
    assert [row.key for row in rows] == ["3", "z-1", "1", "2"]
    report = imported(new_project(), folder, format="txt")
    assert report.taken == 3


def test_paths_that_cannot_be_read(new_project: Any, imported: Any, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "x.docx").write_bytes(b"PK")
    good = tmp_path / "good.txt"
    good.write_text("Một bài.", encoding="utf-8")
    report = imported(new_project(), tmp_path / "no.txt", tmp_path / "empty", tmp_path / "x.docx", good)
    assert refused(report) == [(0, "no-file"), (0, "empty-folder"), (0, "unknown-format")]
    assert report.taken == 1
    assert refusal(report.refused[0]) == f"{tmp_path / 'no.txt'}:0: There is no such file or folder."


def test_names_of_files_become_keys(new_project: Any, imported: Any, tmp_path: Path) -> None:
    names = ["Ba\u0300i một.txt", "hai.tar.txt", "  ba .txt"]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(f"Bài số {number}.", encoding="utf-8")
    store = new_project()
    imported(store, *(tmp_path / name for name in names))
    assert [store.sheet(one).article.key for one in store.article_ids()] == ["Bài một", "ba", "hai.tar"]


# records


def test_records_for_a_known_article_are_taken(new_project: Any, imported: Any) -> None:
    store = new_project()
    imported(store, line(id="a"))
    report = imported(store, line(entities=[entity(4, 7)]), author="lan")
    assert (report.taken, report.known, report.records_taken) == (0, 1, 1)
    assert [a.author for a in store.sheet(text_hash(TEXT)[:16]).annotations()] == ["lan"]


def test_author_fills_only_what_names_none(new_project: Any, imported: Any) -> None:
    store = new_project()
    imported(
        store,
        line(entities=[entity(4, 7), entity(35, 37, author="bình")])
        + line(layer="mai", entities=[entity(32, 34, "TITLE")]),
        author="lan",
    )
    found = store.sheet(text_hash(TEXT)[:16]).annotations()
    assert [(a.start, a.author) for a in found] == [(4, "lan"), (32, "mai"), (35, "bình")]
    assert refused(imported(new_project(), line(entities=[entity(4, 7)]))) == [(1, "no-author")]


def test_records_without_id_are_found_again(new_project: Any, imported: Any) -> None:
    store = new_project()
    data = line(
        entities=[entity(4, 7), entity(4, 7), entity(35, 37)],
        quotes=[{"contents": [{"start": 14, "end": 28}], "verdict": {"decision": "accept", "author": "mai"}}],
        links=[],
        stage="draft",
        done=["entity"],
        register=[{"label": "PER", "name": "Nam"}],
    )
    first = imported(store, data, author="lan")
    assert (refused(first), first.records_taken) == ([], 4)
    before = dump(store)
    again = imported(store, data, author="lan")
    assert (again.records_taken, again.records_known, refused(again)) == (0, 4, [])
    assert dump(store) == before
    # ids hang on the content alone, not on the machine or the day
    ids = [a.id for a in store.sheet(text_hash(TEXT)[:16]).annotations()]
    assert min(ids) == "34c6275fe06b5cd99a4c2243c5baef3c"


def test_the_same_id_with_other_content_is_refused(new_project: Any, imported: Any) -> None:
    store = new_project()
    imported(store, line(entities=[entity(4, 7, id="x")], register=[{"id": "r", "label": "PER"}]), author="lan")
    for other in (
        line(entities=[entity(4, 7, "ORG", id="x"), entity(35, 37, id="y")]),
        line(entities=[entity(4, 7, id="x", note="khác")]),
        line(register=[{"id": "r", "label": "ORG"}]),
        line(id="b", text="Ông Nam.", entities=[entity(4, 7, id="x")]),
        line(entities=[entity(35, 37, id="r")]),
    ):
        report = imported(store, other, author="lan")
        assert refused(report) == [(1, "other-content")]
        assert not report.changed
    assert len(store.sheet(text_hash(TEXT)[:16]).annotations()) == 1
    # what a file cannot tell apart is the same
    report = imported(store, line(entities=[entity(4, 7, id="x", attributes={"metonymy": "no"})]), author="lan")
    assert (report.records_known, refused(report)) == (1, [])


def test_merged_people_are_the_same_people(new_project: Any, exported: Any, imported: Any) -> None:
    home = Article(text_hash(TEXT)[:16], "a", "", TEXT)
    store = new_project(
        home,
        Referent("r1", "ORG", "Alphabet"),
        Referent("r2", "ORG", "Google", merged_into="r1"),
        Annotation("q", home.id, "quote", "direct", (Part("content", Span(14, 28)),), "lan", ("r2", "r1")),
    )
    data, _ = exported(store)
    assert json.loads(data)["quotes"][0]["speakers"] == ["r1"]
    report = imported(store, data)
    assert (refused(report), report.records_known) == ([], 1)


def test_the_same_words_twice_are_refused(new_project: Any, imported: Any) -> None:
    store = new_project()
    data = line(entities=[entity(4, 7, id="x"), entity(4, 7, id="y")])
    assert refused(imported(store, data, author="lan")) == [(1, "twice")]
    imported(store, line(entities=[entity(4, 7, id="x")]), author="lan")
    assert refused(imported(store, line(entities=[entity(4, 7, id="y")]), author="lan")) == [(1, "twice")]


def test_a_verdict_holds_for_the_version_that_comes_with_it(new_project: Any, imported: Any) -> None:
    store = new_project()
    quote = {"id": "q", "contents": [{"start": 14, "end": 28}]}
    imported(store, line(quotes=[{**quote, "verdict": {"decision": "return", "author": "mai"}}]), author="lan")
    imported(store, line(quotes=[{**quote, "verdict": {"decision": "accept", "author": "mai"}}]), author="lan")
    imported(store, line(quotes=[{**quote, "verdict": {"decision": "return", "author": "mai"}}]), author="lan")
    sheet = store.sheet(text_hash(TEXT)[:16])
    assert [v.decision for v in sheet.verdicts("q")] == ["return", "accept"]
    assert {v.version for v in sheet.verdicts("q")} == {sheet.annotation("q").version}


def test_a_stage_of_the_project_stays(new_project: Any, imported: Any) -> None:
    store = new_project()
    imported(store, line(layer="lan", stage="submitted", done=["quote"]))
    imported(store, line(layer="lan"))  # says nothing about it
    report = imported(store, line(layer="lan", stage="draft", entities=[entity(4, 7)]))
    assert (refused(report), report.records_taken) == ([(1, "other-stage")], 1)
    assignment = store.sheet(text_hash(TEXT)[:16]).assignment("lan")
    assert assignment is not None
    assert (assignment.stage, assignment.done) == ("submitted", ("quote",))


def test_computed_fields_are_filled_in(new_project: Any, imported: Any) -> None:
    store = new_project()
    data = line(
        quotes=[
            {"id": "q", "contents": [{"start": 14, "end": 28}], "speakers": ["r"], "source": {"start": 0, "end": 7}}
        ],
        claims=[
            {"id": "c", "contents": [{"start": 14, "end": 27}]},
            {"id": "d", "contents": [{"start": 14, "end": 17}], "quote": None, "label": "opinion"},
        ],
        register=[{"id": "r", "label": "PER", "name": "Nam"}],
    )
    assert refused(imported(store, data, author="lan")) == []
    sheet = store.sheet(text_hash(TEXT)[:16])
    quote, claim, other = sheet.annotation("q"), sheet.annotation("c"), sheet.annotation("d")
    assert quote.label == "direct"
    assert (claim.label, claim.quote, claim.referents) == ("fact-event", "q", ("r",))
    assert (other.label, other.quote, other.referents) == ("opinion", "", ())
    assert claim.attribute("check_worthiness") == "UFS"
    assert quote.touched == claim.touched == ()


# what other lines bring


def test_links_may_end_in_a_later_line(new_project: Any, imported: Any) -> None:
    other = "Chợ không mở."
    claim = {"id": "c1", "contents": [{"start": 14, "end": 27}]}
    first = line(
        claims=[claim],
        links=[
            {"id": "l1", "kind": "contradicts", "head": "c1", "tail": "a0", "tail_kind": "claim"},
            {"id": "l2", "kind": "supports", "head": "c1", "tail": "gone"},
            {"id": "l3", "kind": "supports", "head": "c1", "tail": "a0", "tail_kind": "quote"},
            {"id": "l4", "kind": "supports", "head": "c1", "tail": "a0", "tail_article": "0" * 16},
        ],
    )
    second = line(text=other, claims=[{"id": "a0", "contents": [{"start": 0, "end": 12}]}])
    store = new_project()
    report = imported(store, first, author="lan")  # the third link can be of no use: a quote supports nothing
    assert refused(report) == [(1, "link-kind")]
    first = first.replace(b'"tail_kind": "quote"', b'"tail_kind": "claim"')
    report = imported(store, first + second, author="lan")
    assert refused(report) == [(1, "tail-missing"), (1, "disagrees")]
    assert report.links_without_tail == 1
    links = list(store.sheet(text_hash(other)[:16]).links())
    assert sorted((link.id, link.head, link.tail) for link in links) == [("l1", "a0", "c1"), ("l3", "c1", "a0")]
    assert {link.head_article for link in links} == {text_hash(other)[:16], text_hash(TEXT)[:16]}
    assert list(store.check()) == []


def test_records_may_be_named_before_they_come(new_project: Any, imported: Any) -> None:
    quote = {"contents": [{"start": 14, "end": 28}]}
    fixed = {**quote, "id": "q1", "verdict": {"decision": "fix", "author": "mai", "replacements": ["q2"]}}
    claim = {"id": "c", "contents": [{"start": 14, "end": 27}], "quote": "q1"}
    # bình's verdict names mai's record, whose claim stands in bình's: neither can come first
    lines = line(layer="bình", quotes=[fixed]) + line(layer="mai", quotes=[{**quote, "id": "q2"}], claims=[claim])
    store = new_project()
    report = imported(store, lines)
    assert (refused(report), report.records_taken, report.taken) == ([], 4, 1)
    assert list(store.check()) == []
    lonely = new_project()
    report = imported(lonely, lines.splitlines(keepends=True)[0] + line(text="Khác.", id="x"))
    assert refused(report) == [(1, "missing-record")]
    assert report.taken == 1


def test_spans_are_carried_into_canonical_text(new_project: Any, imported: Any) -> None:
    raw = "\ufeff  Cho\u031b\u0323 mở.\r\nÔng\u00a0Nam\u2028nói 😀\x07 rồi. "
    at = {
        words: (raw.index(words), raw.index(words) + len(words)) for words in ("Cho\u031b\u0323", "Ông\u00a0Nam", "rồi")
    }
    data = json.dumps({
        "format": "reader-app/1", "text": raw, "sha256": text_hash(raw), "layer": "lan",
        "entities": [{"start": a, "end": b, "text": words, "label": "PER"} for words, (a, b) in at.items()],
    }).encode()  # fmt: skip
    store = new_project()
    report = imported(store, data)
    assert (refused(report), report.moved) == ([], 1)
    sheet = store.sheet(next(store.article_ids()))
    text = sheet.article.text
    assert text == "Chợ mở.\nÔng\u00a0Nam\nnói 😀  rồi."
    assert [a.contents[0].of(text) for a in sheet.annotations()] == ["Chợ", "Ông\u00a0Nam", "rồi"]


# long input


def test_closed_early_whole_batches_stay(new_project: Any, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(f'{{"text":"Bài số {n}."}}\n' for n in range(3000)), encoding="utf-8")
    store, report = new_project(), ImportReport()
    steps = import_files(store, [path], report)
    for _ in range(2500):
        done, total = next(steps)
    assert 0 < done < total == path.stat().st_size
    steps.close()
    kept = store.stats().articles
    assert 1000 <= kept < 2500
    assert store.stats().steps == 1
    assert list(store.check()) == []
    list(import_files(store, [path], report := ImportReport()))
    assert (report.known, report.taken) == (kept, 3000 - kept)


def test_a_long_line_is_passed_over(new_project: Any, imported: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader_app.formats.json_line.LINE_LIMIT", 1000)
    lines = [b'{"text":"%s"}' % (b"a" * n) for n in (100, 5000, 300)]
    report = imported(new_project(), b"\n".join(lines))
    assert refused(report) == [(2, "line-too-long")]
    assert report.taken == 2
