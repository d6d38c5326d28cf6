"""UTF-16 units, grapheme borders and the folded form in which people search."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from reader_app.core.model import Span
from reader_app.core.text import Utf16Map, fold, is_border, on_borders

CLUSTERS = st.sampled_from(
    [
        "a", "ế", "e\u0302\u0301", "\n", " ", "😀", "👩‍👩‍👧", "🇻🇳", "🇻", "1️⃣", "\u1112\u1161\u11ab",
        "\u200d", "\u0301", "क्षि", "ำ", "\u0600", "\u00ad", "©", "é", "“", "\t",
    ]
)  # fmt: skip
GRAPHEMES = st.lists(CLUSTERS | st.text(max_size=2), max_size=40).map("".join)


def cluster_borders(text: str) -> set[int]:
    ends = {found.end() for found in regex.finditer(r"\X", text)}
    return ends | {0}


@given(st.text())
def test_utf16_positions_there_and_back(text: str) -> None:
    units = Utf16Map(text)
    for position in range(len(text) + 1):
        unit = len(text[:position].encode("utf-16-le", "surrogatepass")) // 2
        assert units.to_units(position) == unit
        assert units.to_points(unit) == position


def test_the_middle_of_a_pair_belongs_to_its_character() -> None:
    assert [Utf16Map("a😀b").to_points(unit) for unit in range(5)] == [0, 1, 1, 2, 3]


@given(GRAPHEMES)
def test_borders_are_those_of_unicode(text: str) -> None:
    assert {at for at in range(len(text) + 1) if is_border(text, at)} == cluster_borders(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x" + "🇻🇳" * 70, id="flags"),
        pytest.param("🇻" + "🇻🇳" * 70, id="flags, one half too many"),
        pytest.param("e" + "\u0301" * 200 + "x", id="marks"),
        pytest.param("👩‍" * 80 + "x", id="joined emoji"),
        pytest.param("\u1100" * 150 + "\u1161\u11a8" * 2, id="jamo"),
    ],
)
def test_borders_in_long_runs(text: str) -> None:
    assert {at for at in range(len(text) + 1) if is_border(text, at)} == cluster_borders(text)


def test_there_is_no_border_outside() -> None:
    assert not is_border("ab", -1)
    assert not is_border("ab", 3)
    assert is_border("", 0)


@given(GRAPHEMES.filter(bool), st.data())
def test_spans_are_widened_to_borders_and_no_further(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = on_borders(text, Span(start, end))
    known = cluster_borders(text)
    assert span.start == max(b for b in known if b <= start)
    assert span.end == min(b for b in known if b >= end)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Thủ tướng", "thu tuong"),
        ("ĐẢO đảo Đông Bắc Á", "dao dao dong bac a"),
        ("Thu\u0309 tương", "thu tuong"),
        ("Nguyễn Tấn Thắng ỷ ỹ ỵ", "nguyen tan thang y y y"),
        ("Straße Ångström Ørsted", "strasse angstrom ørsted"),
        ("18% 😀 Nga-Nhật", "18% 😀 nga-nhat"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded
    assert fold(text.upper()) == folded
