"""What leaves a project: right, whole, the same each time."""

from __future__ import annotations

import io
import json
import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from reader_app.core.errors import ReaderError
from reader_app.core.model import text_hash
from reader_app.resources import resource
from reader_app.storage import Store
from reader_app.transfer import ExportReport, export

SCHEMA = json.loads(resource("schema/corpus-1.json").read_text(encoding="utf-8"))


def lines_of(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def by_layer(data: bytes) -> dict[tuple[str, str], dict[str, Any]]:
    return {(line["id"], line["layer"]): line for line in lines_of(data)}


def spans(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [span for inner in value for span in spans(inner)]
    if isinstance(value, dict):
        own = [value] if {"start", "end"} <= set(value) else []
        return own + [span for inner in value.values() for span in spans(inner)]
    return []


def test_rich_project_keeps_to_the_schema(rich: Store, exported: Any) -> None:
    data, report = exported(rich)
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA)
    lines = lines_of(data)
    for line in lines:
        validator.validate(line)
        assert line["sha256"] == text_hash(line["text"])
        found = spans(line)
        assert all(line["text"][s["start"] : s["end"]] == s["text"] for s in found)
    assert [(line["id"], line["layer"]) for line in lines] == [
        ("bài-1", "bình"), ("bài-1", "lan"), ("bài-1", "mai"), ("bài-2", "bình"), ("bài-2", "lan"), ("bài-3", "lan"),
    ]  # fmt: skip
    assert sum(len(spans(line)) for line in lines) == 27
    assert (report.lines, report.articles, report.not_done) == (6, 3, 2)
    assert (report.links_left_out, report.names_left_out) == (0, 0)


def test_keys_stand_in_the_published_order(rich: Store, exported: Any) -> None:
    line = by_layer(exported(rich)[0])["bài-1", "lan"]
    assert list(line) == SCHEMA["required"]
    common = ["attributes", "touched", "note", "author", "origin", "score", "verdict"]
    assert list(line["entities"][0]) == ["id", "label", "start", "end", "text", "referent", *common]
    assert list(line["quotes"][0]) == [
        "id", "label", "contents", "cue", "source", "source_head", "via", "speakers", "parent", *common,
    ]  # fmt: skip
    assert list(line["claims"][0]) == [
        "id", "label", "contents", "source", "statement", "claimants", "claimant_kind", "quote", *common,
    ]  # fmt: skip
    assert list(line["links"][0]) == SCHEMA["$defs"]["link"]["required"]
    assert list(line["register"][0]) == SCHEMA["$defs"]["referent"]["required"]
    assert list(line["quotes"][0]["verdict"]) == SCHEMA["$defs"]["verdict"]["required"]


def test_what_a_line_says(rich: Store, exported: Any) -> None:
    line = by_layer(exported(rich)[0])["bài-1", "lan"]
    assert line["meta"] == {"_type": "news", "chuyên mục": "kinh tế"}
    assert (line["stage"], line["done"], line["scheme"]) == ("submitted", ["entity", "quote", "claim"], "vi-news/1")
    assert "TITLE" not in line["labels"]["entities"]
    quotes = {quote["id"]: quote for quote in line["quotes"]}
    assert list(quotes) == ["q1", "q2", "q3"]
    assert quotes["q1"]["source_head"]["text"] == "Nam"
    assert quotes["q2"]["parent"] == "q1"
    assert quotes["q1"]["parent"] is None
    # the second verdict counts, and of the fix both sides are there
    assert quotes["q1"]["verdict"]["decision"] == "accept"
    assert quotes["q2"]["verdict"] == {
        "decision": "fix", "reasons": ["boundary"], "note": "thiếu dấu", "author": "mai", "replacements": ["q4"],
    }  # fmt: skip
    # merged referents appear as what they were merged into, a speaker's name is the head of the source
    assert quotes["q3"]["speakers"] == ["r-qc", "r-alphabet"]
    assert quotes["q3"]["source_head"]["text"] == "Google"
    assert quotes["q3"]["attributes"] == {"speaker_status": "unknown", "stance": "refute"}
    claims = {claim["id"]: claim for claim in line["claims"]}
    assert claims["c1"]["claimant_kind"] == "unnamed"
    assert claims["c2"]["claimant_kind"] == "quoted"
    assert claims["c2"]["verdict"] is None  # it was given on another version
    assert [one["id"] for one in line["register"]] == ["r-alphabet", "r-lê", "r-nam", "r-qc"]
    assert [link["id"] for link in line["links"]] == ["l2", "l3"]
    assert line["links"][1]["tail_kind"] == "claim"
    other = by_layer(exported(rich)[0])["bài-2", "bình"]
    assert other["claims"][0]["claimant_kind"] == "author"
    assert other["links"] == []  # a symmetric link stands with the smaller id


def test_same_project_same_bytes(rich: Store, exported: Any) -> None:
    assert exported(rich)[0] == exported(rich)[0]


def test_layer_of_one_author_has_a_line_for_each_article(rich: Store, exported: Any) -> None:
    data, report = exported(rich, layer="mai")
    lines = lines_of(data)
    assert [(line["id"], line["layer"], len(line["quotes"])) for line in lines] == [
        ("bài-1", "mai", 1), ("bài-2", "mai", 0), ("bài-3", "mai", 0),
    ]  # fmt: skip
    data, report = exported(rich, layer="lan")
    # the tail of l3 is bình's, the replacement of q2 is mai's
    assert (report.links_left_out, report.names_left_out) == (1, 1)
    fixed = next(q for line in lines_of(data) for q in line["quotes"] if q["id"] == "q2")
    assert fixed["verdict"]["replacements"] == []


def test_article_without_records_has_a_line_without_layer(new_project: Any, exported: Any, imported: Any) -> None:
    store = new_project()
    imported(store, '{"text":"Một bài."}'.encode())
    line = lines_of(exported(store)[0])[0]
    assert (line["layer"], line["stage"], line["done"]) == ("", "todo", [])
    Draft202012Validator(SCHEMA).validate(line)


def test_gold_is_what_the_editor_lets_stand(rich: Store, exported: Any) -> None:
    data, _ = exported(rich, layer="gold")
    lines = by_layer(data)
    line = lines["bài-1", "gold"]
    Draft202012Validator(SCHEMA).validate(line)
    # q2 was fixed by q4; q5 rejected; c2's verdict is of another version; entities are undecided
    assert [q["id"] for q in line["quotes"]] == ["q1", "q4", "q3"]
    assert [c["id"] for c in line["claims"]] == ["c1"]
    assert (line["entities"], line["stage"], line["done"]) == ([], "approved", ["quote"])
    assert lines["bài-2", "gold"]["claims"] == []
    assert lines["bài-3", "gold"]["stage"] == "todo"


def test_equal_records_of_several_authors_are_gold_once(new_project: Any, exported: Any) -> None:
    from dataclasses import replace

    from reader_app.core.model import Annotation, Article, Link, Part, Span, Verdict, article_id

    text = "Ông A nói rằng giá tăng. Ông B nói rằng giá giảm."
    home = Article(article_id(text), "x", "", text)
    q1 = Annotation("q1", home.id, "quote", "indirect", (Part("content", Span(15, 23)),), "lan")
    c1 = Annotation("c1", home.id, "claim", "fact-event", (Part("content", Span(15, 23)),), "lan", quote="q1")
    q2, c2 = replace(q1, id="q2", author="bình"), replace(c1, id="c2", author="bình", quote="q2")
    c3 = Annotation("c3", home.id, "claim", "fact-event", (Part("content", Span(40, 48)),), "lan")
    records = [q1, c1, q2, c2, c3]
    verdicts = [Verdict(f"v-{a.id}", a.id, a.version, "accept", "mai") for a in records]
    links = [
        Link("l1", "contradicts", "c2", home.id, "c3", home.id, "lan"),
        Link("l2", "contradicts", "c1", home.id, "c3", home.id, "bình"),
        Link("l3", "same-as", "c1", home.id, "c2", home.id, "lan"),
    ]
    line = lines_of(exported(new_project(home, *records, *verdicts, *links), layer="gold")[0])[0]
    assert [q["id"] for q in line["quotes"]] == ["q1"]
    assert [(c["id"], c["quote"]) for c in line["claims"]] == [("c1", "q1"), ("c3", None)]
    assert [(link["id"], link["head"], link["tail"]) for link in line["links"]] == [("l1", "c1", "c3")]


def test_filters(rich: Store, exported: Any) -> None:
    submitted = lines_of(exported(rich, stages=("submitted",))[0])
    assert [(line["id"], line["layer"]) for line in submitted] == [("bài-1", "lan"), ("bài-3", "lan")]
    accepted, report = exported(rich, verdict="accepted")
    lines = by_layer(accepted)
    assert [q["id"] for q in lines["bài-1", "lan"]["quotes"]] == ["q1", "q3"]
    assert [q["id"] for q in lines["bài-1", "mai"]["quotes"]] == ["q4"]  # it replaces q2
    # entities and the claim c2 were undecided and left, so these kinds are not complete any more
    assert lines["bài-1", "lan"]["done"] == ["quote"]
    assert report.links_left_out == 2
    kept = by_layer(exported(rich, verdict="not-rejected")[0])
    assert kept["bài-1", "bình"]["quotes"] == []
    assert len(kept["bài-1", "lan"]["quotes"]) == 3
    assert kept["bài-1", "lan"]["done"] == ["entity", "quote", "claim"]


@pytest.mark.parametrize(("layer", "code"), [("suggestions", "no-suggestions"), ("best", "no-layer"), ("", "no-layer")])
def test_layers_that_there_are_not(rich: Store, tmp_path: Path, layer: str, code: str) -> None:
    with pytest.raises(ReaderError) as error:
        list(export(rich, tmp_path / "x.jsonl", ExportReport(), layer=layer))
    assert error.value.code == code
    assert not list(tmp_path.glob("*.jsonl*"))


def test_stream_gets_the_same_bytes(rich: Store, exported: Any) -> None:
    stream = io.BytesIO()
    list(export(rich, stream, ExportReport()))
    assert stream.getvalue() == exported(rich)[0]


def test_features_lie_beside_the_file(rich: Store, tmp_path: Path) -> None:
    report = ExportReport()
    list(export(rich, tmp_path / "ngữ liệu.jsonl", report))
    assert report.files == [str(tmp_path / "ngữ liệu.jsonl"), str(tmp_path / "ngữ liệu.features.json")]
    columns = json.loads((tmp_path / "ngữ liệu.features.json").read_bytes())
    assert list(columns) == SCHEMA["required"]
    assert list(columns["meta"]) == ["_type", "chuyên mục", "số"]
    line = lines_of((tmp_path / "ngữ liệu.jsonl").read_bytes())[1]
    for group in ("entities", "quotes", "claims", "links", "register"):
        assert list(columns[group][0]) == list(line[group][0])


# whole or not at all


def test_closed_early_nothing_is_left(rich: Store, tmp_path: Path) -> None:
    out = tmp_path / "x" / "out.jsonl"
    out.parent.mkdir()
    out.write_text("was there before", encoding="utf-8")
    steps = export(rich, out, ExportReport())
    next(steps)
    next(steps)
    assert len(list(out.parent.iterdir())) == 2
    steps.close()
    assert [path.name for path in out.parent.iterdir()] == ["out.jsonl"]
    assert out.read_text(encoding="utf-8") == "was there before"


def test_what_cannot_be_proven_is_not_moved_into_place(rich: Store, tmp_path: Path) -> None:
    out = tmp_path / "x" / "out.jsonl"
    out.parent.mkdir()
    steps = export(rich, out, ExportReport())
    for done, total in steps:
        if done * 2 > total:  # the file is written, the proof has begun: the disk changes a byte
            part = next(out.parent.iterdir())
            data = part.read_bytes()
            part.write_bytes(data.replace('"text":"Giá giảm 5%"'.encode(), '"text":"Giá giảm 6%"'.encode()))
            break
    with pytest.raises(ReaderError) as error:
        list(steps)
    assert error.value.code == "not-proven"
    assert not list(out.parent.iterdir())


@pytest.mark.parametrize(
    ("name", "code"),
    [("", "target-is-folder"), ("no/folder/x.jsonl", "target-no-folder"), ("project-0.sqlite", "target-is-project")],
)
def test_targets_that_cannot_be(rich: Store, tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(ReaderError) as error:
        list(export(rich, tmp_path / name, ExportReport()))
    assert error.value.code == code
    assert error.value.fields["path"] == str(tmp_path / name)
    assert rich.stats().articles == 3


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="everything can be written")
def test_folder_that_cannot_be_written(rich: Store, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    with pytest.raises(ReaderError) as error:
        list(export(rich, folder / "x.jsonl", ExportReport()))
    assert error.value.code == "target-forbidden"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a Linux device")
def test_full_disk(rich: Store) -> None:
    with pytest.raises(ReaderError) as error:
        list(export(rich, Path("/dev/full"), ExportReport()))
    assert error.value.code == "target-full"


@pytest.mark.skipif(sys.platform == "win32", reason="links and modes of POSIX")
def test_a_link_is_written_through_and_others_may_read(rich: Store, tmp_path: Path) -> None:
    real, link = tmp_path / "real.jsonl", tmp_path / "link.jsonl"
    real.write_bytes(b"")
    link.symlink_to(real)
    before = os.umask(0o022)
    try:
        list(export(rich, link, ExportReport()))
    finally:
        os.umask(before)
    assert link.is_symlink()
    assert real.stat().st_size > 1000
    assert stat.S_IMODE(real.stat().st_mode) == 0o644


# the schema itself


def wrong_lines() -> list[tuple[str, Any]]:
    return [
        ("format", "reader-app/2"), ("id", ""), ("article", "xyz"), ("text", " blank"),
        ("text", "a\r\nb"), ("text", ""),
        ("sha256", "0"), ("offsets", "utf16"), ("lang", "en"), ("meta", {"a": 1}), ("scheme", "vi-news"),
        ("layer", "all"), ("stage", "doing"), ("done", ["entities"]), ("done", ["quote", "quote"]),
        ("labels", {"entities": []}), ("entities", None), ("links", [{}]), ("register", [{"id": "x"}]), ("extra", 1),
        ("entities.0.start", -1), ("entities.0.text", " x"), ("entities.0.referent", ""), ("entities.0.extra", 1),
        ("entities.0.attributes", {"metonymy": 1}), ("entities.0.score", "1"), ("entities.0.touched", None),
        ("entities.0.verdict", {"decision": "accept"}), ("quotes.0.contents", []), ("quotes.0.cue", {"start": 1}),
        ("quotes.0.speakers", ["a", "a"]), ("quotes.0.verdict.decision", "ok"),
        ("quotes.0.verdict.replacements", ["q4"]), ("quotes.0.source", None), ("claims.0.claimant_kind", "somebody"),
        ("claims.0.claimant_kind", "author"), ("claims.0.statement", None), ("links.0.kind", "is"),
        ("links.0.tail_kind", "link"), ("links.0.author", "gold"), ("register.0.aliases", None),
    ]  # fmt: skip


@pytest.mark.parametrize(("where", "value"), wrong_lines())
def test_the_schema_refuses(rich: Store, exported: Any, where: str, value: Any) -> None:
    line = by_layer(exported(rich)[0])["bài-1", "lan"]
    validator = Draft202012Validator(SCHEMA)
    validator.validate(line)
    *path, last = where.split(".")
    inner: Any = line
    for name in path:
        inner = inner[int(name) if name.isdigit() else name]
    inner[last] = value
    assert not validator.is_valid(line)


@pytest.mark.parametrize("name", SCHEMA["required"])
def test_the_schema_misses_every_field(rich: Store, exported: Any, name: str) -> None:
    line = by_layer(exported(rich)[0])["bài-1", "lan"]
    del line[name]
    assert not Draft202012Validator(SCHEMA).is_valid(line)
