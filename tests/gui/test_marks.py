"""The index of marks: found by place, told apart between two sheets."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reader_app.core.model import Annotation, Part, Span
from reader_app.core.text import Utf16Map
from reader_app.gui.marks import Mark, MarkIndex
from tests.gui.reading import SCHEME, claim, entity, quote

TEXT = "😀 Ông Abe nói: “Bà Hai bảo ‘ta đi thôi’ rồi đi”. 18% là nhiều. " + "x" * 2000 + " hết"
UNITS = Utf16Map(TEXT)

spans = st.builds(
    lambda start, length: Span(start, min(start + length, len(TEXT))),
    st.integers(0, len(TEXT) - 2), st.integers(1, 700),
)  # fmt: skip
annotations = st.builds(
    lambda name, kind, span: Annotation(
        f"r{name}", "a", kind, "PER" if kind == "entity" else "direct",
        (Part("mention" if kind == "entity" else "content", span),), "lan",
    ),
    st.integers(0, 9), st.sampled_from(["entity", "quote", "claim"]), spans,
)  # fmt: skip
sheets = st.lists(annotations, max_size=8, unique_by=lambda annotation: annotation.id)


def test_marks_are_in_utf16_units() -> None:
    index = MarkIndex()
    index.update([entity("e", TEXT, "Abe")], SCHEME, UNITS)
    (mark,) = index.of_record("e")
    start = TEXT.index("Abe")
    assert (mark.start, mark.end) == (start + 1, start + 4)
    assert (mark.tag, mark.color) == ("PER", SCHEME.labels[0].color)


def test_a_label_that_the_scheme_lost_is_shown_in_the_colour_of_its_kind() -> None:
    index = MarkIndex()
    index.update([entity("e", TEXT, "Abe", label="GONE")], SCHEME, UNITS)
    (mark,) = index.of_record("e")
    assert (mark.tag, mark.color) == ("GONE", SCHEME.kind("entity").color)


def test_what_changed_and_nothing_else_is_told() -> None:
    index = MarkIndex()
    abe, hai = entity("abe", TEXT, "Abe"), entity("hai", TEXT, "Bà Hai")
    said = quote("said", TEXT, "ta đi thôi", cue="bảo", source="Ông")
    assert {mark.record for mark in index.update([abe, hai, said], SCHEME, UNITS)} == {"abe", "hai", "said"}
    assert index.update([abe, hai, said], SCHEME, UNITS) == []
    # an annotation is a value: what is the same object has not changed
    moved = replace(hai, label="ORG")
    changed = index.update([abe, moved, said], SCHEME, UNITS)
    assert [(mark.record, mark.tag) for mark in changed] == [("hai", "PER"), ("hai", "ORG")]
    assert {mark.record for mark in index.update([abe], SCHEME, UNITS)} == {"hai", "said"}
    assert index.of_record("said") == ()


def test_other_colours_of_the_scheme_are_a_change() -> None:
    index = MarkIndex()
    abe = entity("abe", TEXT, "Abe")
    index.update([abe], SCHEME, UNITS)
    index.update([abe], SCHEME.with_label("entity", "PER", color="#123456"), UNITS)
    assert [mark.color for mark in index.between(0, 20)] == ["#123456"]


def test_depth_counts_what_a_mark_begins_in() -> None:
    index = MarkIndex()
    records = [
        quote("outer", TEXT, "Bà Hai bảo ‘ta đi thôi’ rồi đi"),
        quote("inner", TEXT, "ta đi thôi"),
        quote("crossing", TEXT, "thôi’ rồi đi”. 18%"),
        claim("claim", TEXT, "ta đi"),
        quote("after", TEXT, "là nhiều"),
    ]
    index.update(records, SCHEME, UNITS)
    depths = {mark.record: index.depth(mark) for mark in index.between(0, 100)}
    assert depths == {"outer": 0, "inner": 1, "crossing": 2, "claim": 0, "after": 0}


def test_twins_lie_in_one_another() -> None:
    index = MarkIndex()
    index.update([quote(name, TEXT, "ta đi thôi") for name in ("b", "a")], SCHEME, UNITS)
    assert {mark.record: index.depth(mark) for mark in index.between(0, 100)} == {"a": 0, "b": 1}


@given(st.lists(sheets, min_size=1, max_size=4), st.integers(0, len(TEXT)), st.integers(0, 600))
def test_an_index_that_followed_changes_equals_a_fresh_one(
    history: list[list[Annotation]], start: int, length: int
) -> None:
    followed, fresh = MarkIndex(), MarkIndex()
    for sheet in history:
        followed.update(sheet, SCHEME, UNITS)
    fresh.update(history[-1], SCHEME, UNITS)
    assert followed.between(0, 5000) == fresh.between(0, 5000)
    found = followed.between(start, start + length)
    everything = [mark for record in history[-1] for mark in fresh.of_record(record.id)]
    wanted = [mark for mark in everything if mark.start < start + length and start < mark.end]
    assert found == sorted(wanted, key=lambda mark: mark.order)
    assert all(isinstance(mark, Mark) and followed.depth(mark) == fresh.depth(mark) for mark in found)
