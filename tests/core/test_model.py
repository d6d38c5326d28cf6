"""Illegal values cannot be built, and equal values are equal however they were built."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest

from reader_app.core.model import (
    Annotation,
    Article,
    Assignment,
    Link,
    Part,
    Record,
    Rejection,
    Span,
    Verdict,
    iter_spans,
    new_id,
    pairs,
)

A, B, C = Span(0, 3), Span(5, 8), Span(10, 12)


def entity(**fields: Any) -> Annotation:
    return Annotation(**{"id": "e", "article": "a", "kind": "entity", "label": "PER", "author": "lan",
                         "parts": (Part("mention", A),), **fields})  # fmt: skip


def quote(**fields: Any) -> Annotation:
    return Annotation(**{"id": "q", "article": "a", "kind": "quote", "label": "direct", "author": "lan",
                         "parts": (Part("content", A),), **fields})  # fmt: skip


@pytest.mark.parametrize(
    ("build", "says"),
    [
        pytest.param(lambda: Span(3, 3), "empty or negative", id="empty span"),
        pytest.param(lambda: Span(4, 3), "empty or negative", id="span that ends before it starts"),
        pytest.param(lambda: Span(-1, 3), "empty or negative", id="span before the text"),
        pytest.param(lambda: entity(parts=()), "0 mention parts", id="entity without a mention"),
        pytest.param(lambda: entity(parts=(Part("mention", A), Part("mention", B))), "2 mention", id="two mentions"),
        pytest.param(lambda: entity(parts=(Part("mention", A), Part("cue", B))), "has no cue", id="entity with a cue"),
        pytest.param(lambda: quote(parts=(Part("cue", A),)), "0 content parts", id="quote without content"),
        pytest.param(lambda: quote(parts=(Part("mention", A),)), "has no mention", id="quote with a mention"),
        pytest.param(
            lambda: quote(parts=(Part("content", A), Part("cue", B), Part("cue", C))), "taken twice", id="two cues"
        ),
        pytest.param(
            lambda: quote(parts=(Part("content", A), Part("source", B), Part("source", C))), "twice", id="two sources"
        ),
        pytest.param(lambda: quote(parts=(Part("content", A), Part("via", B), Part("via", C))), "twice", id="two vias"),
        pytest.param(
            lambda: quote(parts=(Part("content", A), Part("content", Span(2, 5)))), "overlap", id="contents overlap"
        ),
        pytest.param(lambda: quote(parts=(Part("content", A), Part("content", A))), "overlap", id="content twice"),
        pytest.param(
            lambda: quote(kind="claim", parts=(Part("content", A), Part("cue", B))), "has no cue", id="claim with a cue"
        ),
        pytest.param(
            lambda: quote(kind="claim", parts=(Part("content", A), Part("via", B))), "has no via", id="claim with a via"
        ),
        pytest.param(lambda: Link("l", "likes", "x", "a", "y", "a", "lan"), "no link kind", id="unknown link"),  # type: ignore[arg-type]
        pytest.param(lambda: Link("l", "supports", "x", "a", "x", "a", "lan"), "to itself", id="link to itself"),
        pytest.param(lambda: Verdict("v", "q", "0", "maybe", "minh"), "no decision", id="unknown decision"),  # type: ignore[arg-type]
        pytest.param(
            lambda: Verdict("v", "q", "0", "accept", "minh", replacements=("r",)), "with replacements", id="no fix"
        ),
        pytest.param(lambda: Assignment("s", "a", "lan", "finished"), "no stage", id="unknown stage"),  # type: ignore[arg-type]
        pytest.param(lambda: Assignment("s", "a", "lan", "draft", ("people",)), "no kinds", id="unknown kind done"),  # type: ignore[arg-type]
    ],
)
def test_illegal_values_are_refused(build: Callable[[], Record], says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        build()


def test_an_annotation_of_no_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        entity(kind="person")


@pytest.mark.parametrize("value", [A, entity(), Part("cue", A), Article("a", "k", "t", "x"), Assignment("s", "a", "l")])
def test_values_are_frozen_and_hashable(value: Any) -> None:
    with pytest.raises((FrozenInstanceError, TypeError)):
        value.start = value.id = 5
    assert hash(value) == hash(replace(value))


def test_spans() -> None:
    assert 0 in A
    assert 3 not in A
    assert A.of("Abe nói") == "Abe"
    assert A.overlaps(Span(2, 9))
    assert Span(2, 9).overlaps(A)
    assert not A.overlaps(Span(3, 4))
    assert Span(0, 9).covers(A)
    assert A.covers(A)
    assert not A.covers(Span(0, 4))
    assert sorted([C, A, B]) == [A, B, C]


def test_parts_stand_in_one_order() -> None:
    parts = (Part("via", Span(30, 31)), Part("content", B), Part("cue", C), Part("content", A), Part("source", B))
    record = quote(parts=parts)
    assert [part.role for part in record.parts] == ["content", "content", "cue", "source", "via"]
    assert record.contents == (A, B)
    assert (record.start, record.end) == (0, 8)
    assert record == quote(parts=tuple(reversed(parts)))
    assert list(iter_spans(record)) == [A, B, C, B, Span(30, 31)]


def test_contents_may_touch_and_other_parts_may_lie_inside() -> None:
    record = quote(parts=(Part("content", A), Part("content", Span(3, 5)), Part("cue", Span(1, 2))))
    assert record.contents == (A, Span(3, 5))


def test_attributes_and_touched_are_kept_sorted() -> None:
    record = quote(attributes=(("stance", "affirm"), ("speaker_status", "explicit")), touched=("note", "cue", "note"))
    assert record.attributes == (("speaker_status", "explicit"), ("stance", "affirm"))
    assert record.touched == ("cue", "note")
    assert record == quote(attributes=tuple(reversed(record.attributes)), touched=("note", "cue"))


def test_a_part_is_set_and_taken_away() -> None:
    record = quote().with_part("cue", B)
    assert record.span("cue") == B
    assert record.with_part("cue", C).span("cue") == C
    assert record.with_part("cue", None) == quote()
    assert record.span("source") is None
    assert record.with_contents([C]).parts == (Part("content", C), Part("cue", B))
    with pytest.raises(ValueError, match="0 content parts"):
        record.with_contents([])


def test_attributes_and_flags_are_set_one_by_one() -> None:
    record = quote().with_attribute("stance", "refute").with_touched("stance", "unsure")
    assert record.attribute("stance") == "refute"
    assert record.attribute("speaker_status", "unknown") == "unknown"
    assert record.unsure
    assert record.with_attribute("stance", "affirm").attribute("stance") == "affirm"
    assert record.without_touched("unsure").touched == ("stance",)


def test_what_a_verdict_judges_changes_the_version() -> None:
    record = quote()
    changed = [
        replace(record, label="mixed"),
        record.with_part("cue", B),
        record.with_contents([A, B]),
        replace(record, referents=("p",)),
        record.with_attribute("stance", "refute"),
        replace(record, kind="claim"),
        replace(record, kind="claim", statement="x"),
        replace(record, kind="claim", quote="q1"),
    ]
    versions = {record.version, *(one.version for one in changed)}
    assert len(versions) == len(changed) + 1
    kept = [replace(record, note="?", author="minh", id="x", origin="e1"), record.with_touched("unsure")]
    assert {one.version for one in kept} == {record.version}
    assert len(record.version) == 16


@pytest.mark.parametrize("kind", ["same-as", "contradicts", "unrelated"])
def test_symmetric_links_are_stored_once(kind: Any) -> None:
    assert Link("l", kind, "y", "a2", "x", "a1", "lan") == Link("l", kind, "x", "a1", "y", "a2", "lan")


@pytest.mark.parametrize("kind", ["supports", "revises", "evidence"])
def test_directed_links_keep_their_direction(kind: Any) -> None:
    link = Link("l", kind, "y", "a2", "x", "a1", "lan")
    assert (link.head, link.head_article, link.tail, link.tail_article) == ("y", "a2", "x", "a1")


def test_done_kinds_stand_in_one_order() -> None:
    assert Assignment("s", "a", "lan", "draft", ("claim", "entity", "claim")).done == ("entity", "claim")


def test_pairs_are_sorted_and_the_last_value_counts() -> None:
    assert pairs({"b": "1", "a": "2"}) == (("a", "2"), ("b", "1"))
    assert pairs([("a", "1"), ("a", "2")]) == (("a", "2"),)


def test_fresh_ids() -> None:
    ids = {new_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(re.fullmatch("[0-9a-f]{32}", one) for one in ids)


def test_a_rejection_names_words_in_their_order() -> None:
    two = Rejection("x", "a", "quote", "direct", (Span(9, 12), Span(1, 4)), "lan")
    assert two.contents == (Span(1, 4), Span(9, 12))
    for kind, contents in (
        ("entity", (Span(1, 4), Span(9, 12))), ("quote", ()), ("quote", (Span(1, 4), Span(3, 9))),
        ("speaker", (Span(1, 4),)),
    ):  # fmt: skip
        with pytest.raises(ValueError):  # noqa: PT011
            Rejection("x", "a", kind, "direct", contents, "lan")  # type: ignore[arg-type]
