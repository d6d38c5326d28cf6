"""Caret and boundary keys once the Vietnamese words of an article are known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_app.core.caret import moved_end, moved_start, next_word, previous_word, word_at
from reader_app.core.model import Span
from reader_app.core.text import is_border

TEXT = "Thủ tướng Nga-Nhật Bản đã tăng 18% (IFES), 1tỷ USD.\nHôm nay, ông ấy nói."


def at(text: str, *words: str) -> tuple[Span, ...]:
    """Return where `words` stand in `text`, one after the other."""
    found, start = [], 0
    for word in words:
        start = text.index(word, start)
        found.append(Span(start, start + len(word)))
        start += len(word)
    return tuple(found)


# with what a tagger does to it: places glued, a bracket and a final stop taken along
WORDS = at(TEXT, "Thủ tướng", "Nga-Nhật Bản", "đã", "tăng", "18%", "(IFES)", "1", "tỷ", "USD.", "Hôm nay", "ông ấy")


def stops(text: str, words: Sequence[Span]) -> list[str]:
    """Return the words that `Ctrl+→` goes through, as the double click takes them."""
    found, position = [], 0
    while position < len(text):
        position = next_word(text, position, words)
        word = word_at(text, position, words)
        if word is not None and word.end == position:
            found.append(word.of(text))
    return found


def test_the_caret_goes_by_vietnamese_words() -> None:
    assert stops(TEXT, WORDS) == (
        ["Thủ tướng", "Nga", "Nhật Bản", "đã", "tăng", "18%", "IFES", "1tỷ", "USD", "Hôm nay", "ông ấy", "nói"]
    )


def test_there_and_back() -> None:
    ends, position = [], 0
    while position < len(TEXT):
        position = next_word(TEXT, position, WORDS)
        ends.append(position)
    starts = []
    while position > 0:
        position = previous_word(TEXT, position, WORDS)
        starts.append(position)
    assert [TEXT[a:b] for a, b in zip(reversed(starts), ends, strict=False)] == stops(TEXT, WORDS)


@pytest.mark.parametrize(
    ("position", "word"),
    [(0, "Thủ tướng"), (3, "Thủ tướng"), (4, "Thủ tướng"), (9, "Thủ tướng"), (11, "Nga"), (13, "Nga"), (14, "Nhật Bản"),
     (18, "Nhật Bản"), (36, "IFES"), (51, None)],
)  # fmt: skip
def test_the_word_around_a_position(position: int, word: str | None) -> None:
    found = word_at(TEXT, position, WORDS)
    assert (found.of(TEXT) if found else None) == word


def test_a_wide_gap_inside_a_word_belongs_to_it_and_a_line_feed_to_none() -> None:
    text = "công  an\nnhân\ndân"
    words = at(text, "công  an", "nhân\ndân")
    assert stops(text, words) == ["công  an", "nhân", "dân"]
    assert word_at(text, 5, words) == Span(0, 8)


@pytest.mark.parametrize(
    ("before", "step", "after"),
    [
        ("Thủ tướng", 1, "Thủ tướng Nga"),
        ("Thủ", 1, "Thủ tướng"),  # from inside a word: to the next border
        ("Thủ tướ", 1, "Thủ tướng"),
        ("Thủ tướng Nga", -1, "Thủ tướng"),
        ("Thủ tướng Ng", -1, "Thủ tướng"),
        ("Thủ tướ", -1, "Thủ tướ"),  # nothing of it would be left
        ("Nhật Bản", 1, "Nhật Bản đã"),
        ("Nga-Nhật", -1, "Nga"),
        ("USD", 1, "USD.\nHôm nay"),
        ("nói", 1, "nói."),
    ],
)
def test_the_end_by_words(before: str, step: int, after: str) -> None:
    (span,) = at(TEXT, before)
    assert moved_end(TEXT, span, step, WORDS).of(TEXT) == after


@pytest.mark.parametrize(
    ("before", "step", "after"),
    [
        ("Nga", -1, "Thủ tướng Nga"),
        ("Thủ tướng Nga", 1, "Nga"),
        ("tướng Nga", -1, "Thủ tướng Nga"),
        ("ướng Nga", -1, "Thủ tướng Nga"),
        ("tướng Nga", 1, "Nga"),
        ("Thủ tướng", 1, "Thủ tướng"),
        ("Nhật Bản", -1, "Nga-Nhật Bản"),
        ("(IFES", 1, "IFES"),
    ],
)
def test_the_start_by_words(before: str, step: int, after: str) -> None:
    (span,) = at(TEXT, before)
    assert moved_start(TEXT, span, step, WORDS).of(TEXT) == after


def test_a_grapheme_of_several_letters_is_in_one_word() -> None:
    assert stops("aक्षि b", ()) == ["aक्षि", "b"]
    assert word_at("aक्षि b", 5) == Span(0, 5)


LETTERS = st.sampled_from(["a", "Đ", "ậ\u0301", "9", "😀", "1️⃣", "🇻🇳", " ", "  ", "\n", ".", "-", "“", "क्षि", "%", "_"])


@st.composite
def tagged(draw: st.DrawFn) -> tuple[str, tuple[Span, ...]]:
    """Any text with any words over it, whether they fit or not."""
    text = draw(st.lists(LETTERS, min_size=1, max_size=25).map("".join))
    ends = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    return text, tuple(Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=False))


@given(tagged(), st.data())
def test_moves_make_way_and_stay_on_borders_whatever_the_words(
    case: tuple[str, tuple[Span, ...]], data: st.DataObject
) -> None:
    text, words = case
    position = data.draw(st.integers(0, len(text)))
    forward, back = next_word(text, position, words), previous_word(text, position, words)
    assert position < forward <= len(text) or position == len(text) == forward
    assert 0 <= back < position or position == back == 0
    assert is_border(text, forward)
    assert is_border(text, back)
    word = word_at(text, position, words)
    if word is not None:
        assert word.start <= position <= word.end
        assert word.of(text)[0].isalnum()
        # a word is made of whole syllables, and never less than one
        first, last = word_at(text, word.start), word_at(text, word.end - 1)
        assert first is not None
        assert last is not None
        assert (first.start, last.end) == (word.start, word.end)


@given(tagged(), st.data(), st.sampled_from([1, -1]))
def test_boundaries_move_to_the_next_border_strictly_beyond(
    case: tuple[str, tuple[Span, ...]], data: st.DataObject, step: int
) -> None:
    text, words = case
    borders = [n for n in range(len(text) + 1) if is_border(text, n)]
    start = data.draw(st.sampled_from(borders[:-1]))
    end = data.draw(st.sampled_from([n for n in borders if n > start]))
    span = Span(start, end)
    moved = moved_end(text, span, step, words)
    assert moved.start == start
    assert (moved.end - end) * step > 0 or moved == span
    assert moved != span or step < 0 or end == len(text)
    moved = moved_start(text, span, step, words)
    assert moved.end == end
    assert (moved.start - start) * step > 0 or moved == span
    assert moved != span or step > 0 or start == 0


def test_a_long_article_is_not_scanned() -> None:
    """A key in an article of 1 MB looks at the words around the caret, not at all of them."""
    text = "công an nhân dân " * 60_000
    words = tuple(Span(n + a, n + b) for n in range(0, len(text), 17) for a, b in ((0, 7), (8, 16)))

    class Counted(Sequence[Span]):
        looks = 0

        def __len__(self) -> int:
            return len(words)

        def __getitem__(self, index: object) -> Any:
            self.looks += 1
            return words[index]  # type: ignore[index]

    counted = Counted()
    middle = len(text) // 2
    quote = Span(0, middle)
    for act in (
        lambda: word_at(text, middle, counted), lambda: next_word(text, middle, counted),
        lambda: previous_word(text, middle, counted), lambda: moved_end(text, quote, -1, counted),
        lambda: moved_end(text, quote, 1, counted), lambda: moved_start(text, quote, 1, counted),
    ):  # fmt: skip
        counted.looks = 0
        act()
        assert counted.looks < 200
