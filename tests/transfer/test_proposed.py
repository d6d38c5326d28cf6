"""The layer of suggestions: corpus lines as of any author, with scores, and a line for each article."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from reader_app.core.errors import ReaderError
from reader_app.core.model import Annotation, Article, Part, Referent, Rejection, Span, pairs, text_hash
from reader_app.core.suggestion import Suggested, Suggestion, Who, suggestion_id
from reader_app.resources import resource
from reader_app.storage import Kept, Store
from tests.transfer.conftest import FIRST, Exported, Imported, NewProject, article, part

ORIGIN = "reader-app/1+0123abcd"
NAM, GOOGLE = Who("PER", "Trần Nam", "r-nam"), Who("ORG", "Google")


def item(home: Article, kind: str, label: str, parts: dict[str, str], *who: Who, **more: Any) -> Suggestion:
    made = tuple(part(role, home.text, found) for role, found in parts.items())
    found = suggestion_id(home.id, kind, label, made)  # type: ignore[arg-type]
    more["attributes"] = pairs(more.get("attributes", {}))
    return Suggestion(found, kind, label, made, more.pop("score", 0.75), "rule", ORIGIN, who, **more)  # type: ignore[arg-type]


ONE = article("bài-1", FIRST)
NAMED = item(ONE, "entity", "PER", {"mention": "Nam"}, NAM, score=0.9375)
QUOTE = item(
    ONE, "quote", "indirect",
    {"content": "giá đã tăng 18%", "cue": "thừa nhận", "source": "một quan chức Mỹ và Google", "via": "Tuổi Trẻ"},
    Who("PER", "một quan chức"), GOOGLE,
)  # fmt: skip
CLAIM = item(
    ONE, "claim", "fact-stat", {"content": "giá đã tăng 18%"}, GOOGLE, quote=QUOTE.id,
    attributes={"check_worthiness": "CFS"}, reasons=("figure",),
)  # fmt: skip
FIGURE = item(ONE, "entity", "QUANTITY", {"mention": "18%"})


@pytest.fixture
def store(new_project: NewProject) -> Store:
    """One article with suggestions, of which one was accepted and one rejected, and one without."""
    accepted = Annotation(
        "e1", ONE.id, "entity", "PER", (part("mention", FIRST, "Nam"),), "lan", ("r-nam",), origin=ORIGIN
    )
    made = new_project(
        ONE,
        article("bài-2", "Không có gì."),
        Referent("r-nam2", "PER", "Trần Nam", ("Nam",)),
        Referent("r-old", "PER", "Nam", merged_into="r-nam2"),
        Referent("r-nam", "PER", "ông Nam", merged_into="r-old"),
        accepted,
        Rejection("x1", ONE.id, "entity", "QUANTITY", FIGURE.contents, "lan"),
    )
    keep(made, NAMED, FIGURE, QUOTE, CLAIM)
    return made


def keep(store: Store, *items: Suggestion, text: str = FIRST) -> None:
    ordered = tuple(sorted(items, key=lambda one: (one.start, one.end, one.id)))
    store.keep_suggestions([(ONE.id, Kept(Suggested(ORIGIN, ordered), text_hash(text), "0"))])


def lines(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.splitlines()]


def test_a_line_for_each_article_with_all_that_is_proposed(store: Store, exported: Exported) -> None:
    content, report = exported(store, layer="suggestions")
    one, two = lines(content)
    assert [(line["id"], line["layer"], line["stage"], line["done"]) for line in (one, two)] == [
        ("bài-1", "suggestions", "todo", []), ("bài-2", "suggestions", "todo", []),
    ]  # fmt: skip
    assert [two[group] for group in ("entities", "quotes", "claims", "links", "register")] == [[], [], [], [], []]
    records = [*one["entities"], *one["quotes"], *one["claims"]]
    assert [record["id"] for record in records] == [NAMED.id, FIGURE.id, QUOTE.id, CLAIM.id]
    assert [record["score"] for record in records] == [0.9375, 0.75, 0.75, 0.75]
    for record in records:
        assert (record["author"], record["origin"]) == (ORIGIN, ORIGIN)
        assert (record["touched"], record["note"], record["verdict"]) == ([], "", None)
    assert (report.lines, report.articles, report.without, report.not_done) == (2, 2, 1, 0)


def test_who_is_known_has_the_id_of_the_register_and_others_one_of_their_own(store: Store, exported: Exported) -> None:
    (one, _) = lines(exported(store, layer="suggestions")[0])
    register = {entry["id"]: entry for entry in one["register"]}
    assert one["entities"][0]["referent"] == "r-nam2"
    assert register["r-nam2"]["aliases"] == ["Nam"]
    assert one["entities"][1]["referent"] is None
    quote, claim = one["quotes"][0], one["claims"][0]
    assert [register[speaker]["name"] for speaker in quote["speakers"]] == ["một quan chức", "Google"]
    assert claim["claimants"] == quote["speakers"][1:]
    assert (claim["quote"], claim["claimant_kind"]) == (QUOTE.id, "quoted")
    assert (quote["attributes"]["speaker_status"], claim["attributes"]["check_worthiness"]) == ("unnamed", "CFS")
    assert len(register) == 3
    again = lines(exported(store, layer="suggestions")[0])
    assert again[0] == one


def test_lines_are_valid_and_the_same_bytes_each_time(store: Store, exported: Exported, tmp_path: Path) -> None:
    schema = json.loads(resource("schema/corpus-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    content, report = exported(store, layer="suggestions")
    for line in lines(content):
        validator.validate(line)
    assert exported(store, layer="suggestions")[0] == content
    assert [Path(path).name for path in report.files] == ["exported.jsonl", "exported.features.json"]
    columns = json.loads((tmp_path / "exported.features.json").read_text(encoding="utf-8"))
    assert columns["entities"][0]["score"] == {"dtype": "float64", "_type": "Value"}


def test_the_features_load_in_datasets(store: Store, exported: Exported, tmp_path: Path) -> None:
    import datasets

    exported(store, layer="suggestions")
    columns = json.loads((tmp_path / "exported.features.json").read_text(encoding="utf-8"))
    loaded = datasets.load_dataset(
        "json", data_files=str(tmp_path / "exported.jsonl"), features=datasets.Features.from_dict(columns),
        split="train", cache_dir=str(tmp_path / "cache"),
    )  # fmt: skip
    assert [entity["score"] for entity in loaded[0]["entities"]] == [0.9375, 0.75]
    assert loaded[1]["entities"] == []


def test_they_cannot_be_imported(store: Store, exported: Exported, imported: Imported, new_project: NewProject) -> None:
    content, _ = exported(store, layer="suggestions")
    report = imported(new_project(), content, author="lan")
    assert {error.code for error in report.refused} == {"suggestions-are-no-records"}
    assert not report.changed
    # nor under the name of an author: what has a score is no record
    disguised = content.replace(b'"layer":"suggestions"', b'"layer":"' + ORIGIN.encode() + b'"')
    report = imported(new_project(), disguised.splitlines()[0], author="lan")
    assert [error.code for error in report.refused] == ["score-of-record"]


def test_what_was_made_for_another_text_or_cannot_be_is_left_out(store: Store, exported: Exported) -> None:
    odd = item(ONE, "entity", "NICHTS", {"mention": "Nam"})
    outside = Suggestion("far", "entity", "PER", (Part("mention", Span(0, 9999)),), 0.5, "r", ORIGIN)
    keep(store, NAMED, odd, outside)
    one, _ = lines(exported(store, layer="suggestions")[0])
    assert [record["id"] for record in one["entities"]] == [NAMED.id]
    keep(store, NAMED, text="khác")
    content, report = exported(store, layer="suggestions")
    assert lines(content)[0]["entities"] == []
    assert report.without == 2


def test_other_layers_hold_no_suggestions(store: Store, exported: Exported) -> None:
    for layer in ("all", "gold", "lan"):
        records = [record for line in lines(exported(store, layer=layer)[0]) for record in line["entities"]]
        assert {record["score"] for record in records} <= {None}


@pytest.mark.parametrize("options", [{"stages": ("submitted",)}, {"verdict": "accepted"}])
def test_they_have_neither_stage_nor_verdict(store: Store, exported: Exported, options: dict[str, Any]) -> None:
    with pytest.raises(ReaderError, match="suggestions-unjudged"):
        exported(store, layer="suggestions", **options)


def test_a_project_without_any_says_so(new_project: NewProject, exported: Exported) -> None:
    with pytest.raises(ReaderError, match="no-suggestions"):
        exported(new_project(ONE), layer="suggestions")


@pytest.mark.parametrize("layer", ["best", ""])
def test_a_layer_that_cannot_be_is_refused(store: Store, exported: Exported, layer: str) -> None:
    with pytest.raises(ReaderError, match="no-layer"):
        exported(store, layer=layer)


def test_of_somebody_unknown_every_line_is_empty_and_it_is_said(store: Store, exported: Exported) -> None:
    content, report = exported(store, layer="ai đó")
    assert [(line["layer"], line["entities"]) for line in lines(content)] == [("ai đó", [])] * 2
    assert [(note.code, note.fields["author"]) for note in report.notes] == [("nobody", "ai đó")]
    for known in ("lan", "all", "gold"):
        assert exported(store, layer=known)[1].notes == []
