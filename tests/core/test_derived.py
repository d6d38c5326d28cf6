"""Fields of the corpus line that follow from the other records."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_app.core.derived import all_attributes, claimant_kind, parents, source_head
from reader_app.core.model import Annotation, Part, Referent, Span
from reader_app.core.scheme import Scheme


def entity(record_id: str, start: int, end: int, label: str = "PER", **fields: Any) -> Annotation:
    return Annotation(record_id, "a", "entity", label, (Part("mention", Span(start, end)),), "lan", **fields)


def quote(record_id: str, *contents: tuple[int, int], source: Span | None = None, **fields: Any) -> Annotation:
    parts = tuple(Part("content", Span(*content)) for content in contents)
    return Annotation(record_id, "a", "quote", "direct", parts, "lan", **fields).with_part("source", source)


def claim(**fields: Any) -> Annotation:
    return replace(Annotation("c", "a", "claim", "other", (Part("content", Span(0, 5)),), "lan"), **fields)


def test_the_head_of_every_gold_source(gold: list[dict[str, Any]]) -> None:
    asked = 0
    for article in gold:
        names = [entity(f"e{n}", e["start"], e["end"], e["label"]) for n, e in enumerate(article["entities"])]
        for one in article["quotes"]:
            if one["source"] is None or one["source_head"]["text"] == "ông":  # a pronoun, which is no name
                continue
            source = Span(one["source"]["start"], one["source"]["end"])
            head = source_head(quote("q", (0, 1), source=source), names)
            assert head == Span(one["source_head"]["start"], one["source_head"]["end"])
            asked += 1
    assert asked == 12


@pytest.mark.parametrize(
    ("entities", "head"),
    [
        pytest.param([], None, id="nobody"),
        pytest.param([entity("e", 12, 15)], Span(12, 15), id="a person"),
        pytest.param([entity("e", 5, 12)], None, id="one that begins before"),
        pytest.param([entity("e", 28, 31)], None, id="one that ends behind"),
        pytest.param([entity("e", 12, 15, "TITLE")], None, id="a title is no name"),
        pytest.param([entity("e", 12, 15, attributes=(("mention_type", "PRO"),))], None, id="a pronoun is no name"),
        pytest.param([entity("l", 11, 13, "LOC"), entity("o", 14, 16, "ORG")], Span(14, 16), id="ORG before LOC"),
        pytest.param([entity("o", 11, 13, "ORG"), entity("p", 14, 16)], Span(14, 16), id="PER before ORG"),
        pytest.param([entity("p", 14, 16), entity("q", 11, 13)], Span(11, 13), id="the first"),
        pytest.param([entity("p", 11, 13), entity("q", 11, 20)], Span(11, 20), id="the widest"),
        pytest.param(
            [entity("p", 11, 13), entity("o", 14, 16, "ORG", referents=("r1",))], Span(14, 16), id="who speaks"
        ),
    ],
)
def test_source_head(entities: list[Annotation], head: Span | None) -> None:
    assert source_head(quote("q", (0, 5), source=Span(10, 30), referents=("r1",)), entities) == head
    assert source_head(quote("q", (0, 5)), entities) is None


def test_parents() -> None:
    outer, middle, inner = quote("o", (0, 100)), quote("m", (10, 50)), quote("i", (20, 30), (35, 40))
    beside, across = quote("b", (60, 70)), quote("x", (45, 65))
    assert parents([inner, across, middle, outer, beside]) == {"m": "o", "i": "m", "b": "o", "x": "o"}
    assert parents([quote("same", (0, 100)), outer]) == {}
    assert parents([quote("two", (0, 40), (60, 100)), quote("gap", (45, 50)), quote("in", (61, 65))]) == {"in": "two"}


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 10)), max_size=12))
def test_the_parent_is_the_innermost_wider_quote(spans: list[tuple[int, int]]) -> None:
    quotes = [quote(f"q{n}", (start, start + length)) for n, (start, length) in enumerate(spans)]
    found = parents(quotes)
    for one in quotes:
        wider = [
            other.contents[0]
            for other in quotes
            if other.contents != one.contents and other.contents[0].covers(one.contents[0])
        ]
        if not wider:
            assert one.id not in found
            continue
        parent = next(other.contents[0] for other in quotes if other.id == found[one.id])
        assert parent in wider
        assert parent.end - parent.start == min(span.end - span.start for span in wider)


@pytest.mark.parametrize(
    ("record", "around", "kind"),
    [
        pytest.param(claim(), None, "author", id="nobody: the author of the article"),
        pytest.param(claim(referents=("r1",)), None, "quoted", id="somebody"),
        pytest.param(claim(referents=("r2",)), None, "unnamed", id="somebody without a name"),
        pytest.param(claim(referents=("r2", "r1")), None, "quoted", id="one of two has a name"),
        pytest.param(claim(referents=("far",)), None, "quoted", id="somebody of whom no more is known"),
        pytest.param(claim(), quote("q", (0, 9)), "unset", id="in a quote of nobody yet"),
        pytest.param(
            claim(), quote("q", (0, 9), attributes=(("speaker_status", "unnamed"),)), "unnamed", id="in an unnamed one"
        ),
        pytest.param(claim().with_part("source", Span(7, 9)), None, "unset", id="with a source"),
    ],
)
def test_claimant_kind(record: Annotation, around: Annotation | None, kind: str) -> None:
    known = {"r1": Referent("r1", "PER", "Abe"), "r2": Referent("r2", "PER", "")}
    assert claimant_kind(record, around, known) == kind


def test_every_attribute_has_a_value(scheme: Scheme) -> None:
    one = quote("q", (0, 5), attributes=(("stance", "refute"),))
    assert dict(all_attributes(one, scheme)) == {"speaker_status": "unknown", "stance": "refute"}
    assert [name for name, _ in all_attributes(claim(), scheme)] == [
        "certainty", "check_worthiness", "stance", "veracity",
    ]  # fmt: skip
