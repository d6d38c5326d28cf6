"""Where an end goes that is put somewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_app.core.ends import with_end_at, with_start_at
from reader_app.core.model import Span
from reader_app.core.text import is_border

TEXT = "Thủ tướng Shinzo Abe, Tổng thống Nga-Nhật nói."
WORDS = (Span(0, 9), Span(22, 32))  # thủ tướng, tổng thống


def at(words: str) -> int:
    return TEXT.index(words)


@pytest.mark.parametrize(
    ("position", "found"),
    [
        (at("Shinzo") + 1, "Thủ tướng"),
        (at("Shinzo") + 5, "Thủ tướng Shinzo"),
        (at(" Abe"), "Thủ tướng Shinzo"),
        (at(", T"), "Thủ tướng Shinzo Abe"),
        (0, "Thủ"),
        (len(TEXT), "Thủ tướng Shinzo Abe, Tổng thống Nga-Nhật nói"),
    ],
)
def test_an_end_goes_to_the_nearest_word(position: int, found: str) -> None:
    span = Span(0, at(", T"))
    assert with_end_at(TEXT, span, position).of(TEXT) == found


@pytest.mark.parametrize(
    ("position", "found"),
    [
        (0, "Thủ tướng Shinzo Abe"),
        (at("Shinzo") + 1, "Shinzo Abe"),
        (at("Shinzo") + 5, "Abe"),
        (at("tướng"), "tướng Shinzo Abe"),
        (len(TEXT), "Abe"),
    ],
)
def test_a_start_goes_to_the_nearest_word(position: int, found: str) -> None:
    span = Span(at("Shinzo"), at(", T"))
    assert with_start_at(TEXT, span, position).of(TEXT) == found


def test_vietnamese_words_are_not_cut_where_they_are_known() -> None:
    span = Span(at("Shinzo"), at(", T"))
    assert with_start_at(TEXT, span, at("tướng") + 1, WORDS).of(TEXT) == "Thủ tướng Shinzo Abe"
    assert with_end_at(TEXT, span, at("thống") + 5, WORDS).of(TEXT) == "Shinzo Abe, Tổng thống"


def test_by_character_an_end_is_on_no_blank() -> None:
    span = Span(0, at(", T"))
    assert with_end_at(TEXT, span, at(" Abe") + 1, by_character=True).of(TEXT) == "Thủ tướng Shinzo"
    assert with_start_at(TEXT, span, at(" tướng"), by_character=True).of(TEXT) == "tướng Shinzo Abe"


@given(st.text("ab ̣ê,.\n“”-1", min_size=1, max_size=30), st.data(), st.booleans())
def test_whatever_is_dragged_where_stays_a_span(text: str, data: st.DataObject, by_character: bool) -> None:
    borders = [n for n in range(len(text) + 1) if is_border(text, n)]
    start = data.draw(st.sampled_from(borders[:-1]))
    end = data.draw(st.sampled_from([n for n in borders if n > start]))
    position = data.draw(st.integers(0, len(text)))
    for move in (with_end_at, with_start_at):
        span = move(text, Span(start, end), position, by_character=by_character)
        assert 0 <= span.start < span.end <= len(text)
        assert (span.start == start) if move is with_end_at else (span.end == end)
        assert is_border(text, span.start)
        assert is_border(text, span.end)
