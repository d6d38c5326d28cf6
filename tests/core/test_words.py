"""Words as the caret and the boundary keys see them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_app.core.caret import moved_end, moved_start, next_word, previous_word, word_at
from reader_app.core.model import Span
from reader_app.core.spans import trim_blanks
from reader_app.core.text import is_border

TEXT = "Ông Abe (IFES) nói: “18% 😀 và 1tỷ USD” ở Nga-Nhật Bản."
GRAPHEMES = st.sampled_from(
    ["a", "Đ", "ậ\u0301", "9", "😀", "1️⃣", "👩‍👩‍👧", "🇻🇳", " ", "\n", ".", "-", "/", "“", "”", "क्षि", "한", "%",
     "_", ",", "x̱"]
)  # fmt: skip
TEXTS = st.lists(GRAPHEMES, min_size=1, max_size=25).map("".join)


def words(text: str) -> list[str]:
    """Return what `Ctrl+→` stops at the end of, as the double click takes it."""
    found: list[str] = []
    at = 0
    while at < len(text):
        at = next_word(text, at)
        word = word_at(text, at)
        if word is not None and word.end == at:
            found.append(word.of(text))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nga-Nhật Bản", "Nga|Nhật|Bản"),
        ("TP.HCM và VN-Index", "TP|HCM|và|VN|Index"),
        ("ngày 22/1, các tháng 1-11/2018.", "ngày|22/1|các|tháng|1-11/2018"),
        ("tăng 18%, 3,5% và 1tỷ USD.", "tăng|18%|3,5%|và|1tỷ|USD"),
        ("10.000đ lúc 12:30", "10.000đ|lúc|12:30"),
        ("U23 G7 2G", "U23|G7|2G"),
        ("“Nga”, (IFES); d’Ivoire…", "Nga|IFES|d|Ivoire"),
        ("s ậ\u0301m x̱ y", "s|ậ\u0301m|x̱|y"),
        ("क्षि 한국 x", "क्षि|한국|x"),
        ("một\n\nhai", "một|hai"),
        ("😀 – …", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert "|".join(words(text)) == expected


def test_an_emoji_joined_to_a_digit_is_not_cut() -> None:
    assert word_at("số 1️⃣ x", 3) == Span(3, 6)


@pytest.mark.parametrize(
    ("position", "word"),
    [(0, "Ông"), (2, "Ông"), (3, "Ông"), (4, "Abe"), (8, None), (9, "IFES"), (13, "IFES"), (14, None), (22, "18%")],
)
def test_the_word_around_a_position(position: int, word: str | None) -> None:
    found = word_at(TEXT, position)
    assert (found.of(TEXT) if found else None) == word


def test_the_word_that_ends_at_a_position_gives_way_to_the_one_that_starts_there() -> None:
    assert word_at("a-b", 1) == Span(0, 1)
    assert word_at("18%2", 3) == Span(3, 4)


def test_there_and_back_by_words() -> None:
    ends = []
    at = 0
    while at < len(TEXT):
        at = next_word(TEXT, at)
        ends.append(at)
    starts = []
    while at > 0:
        at = previous_word(TEXT, at)
        starts.append(at)
    # the final stop has an end of its own to go to, and no word
    assert [TEXT[a:b] for a, b in zip(reversed(starts), ends, strict=False)] == words(TEXT)


@given(TEXTS, st.data())
def test_moves_by_word_make_way_and_stay_on_borders(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    forward, back = next_word(text, at), previous_word(text, at)
    assert at < forward <= len(text) or at == len(text) == forward
    assert 0 <= back < at or at == back == 0
    assert is_border(text, forward)
    assert is_border(text, back)
    word = word_at(text, at)
    if word is not None:
        assert word.start <= at <= word.end
        assert any(c.isalnum() for c in word.of(text))


@given(TEXTS, st.data(), st.sampled_from([1, -1]), st.booleans())
def test_moved_boundaries_are_legal(text: str, data: st.DataObject, step: int, by_character: bool) -> None:
    spans = [
        Span(a, b)
        for a in range(len(text))
        for b in range(a + 1, len(text) + 1)
        if is_border(text, a) and is_border(text, b) and trim_blanks(text, a, b) == Span(a, b)
    ]
    if not spans:
        return
    span = data.draw(st.sampled_from(spans))
    for move, still, moved in (
        (moved_end, "start", "end"),
        (moved_start, "end", "start"),
    ):
        new = move(text, span, step, by_character=by_character)
        assert getattr(new, still) == getattr(span, still)
        assert (getattr(new, moved) - getattr(span, moved)) * step >= 0
        assert is_border(text, getattr(new, moved))
        edge = text[new.end - 1] if moved == "end" else text[new.start]
        assert not edge.isspace() or trim_blanks(text, 0, len(text)) != Span(0, len(text))


@pytest.mark.parametrize(
    ("words_before", "step", "words_after"),
    [
        ("Abe", 1, "Abe (IFES"),
        ("Abe (IFES", 1, "Abe (IFES) nói"),
        ("Abe (IFES", -1, "Abe"),
        ("Abe", -1, "Abe"),
        ("nói", 1, "nói: “18%"),
        ("Bản", 1, "Bản."),
        ("Nhật Bản", -1, "Nhật"),
        ("18% 😀", -1, "18%"),
    ],
)
def test_the_end_by_word(words_before: str, step: int, words_after: str) -> None:
    start = TEXT.index(words_before)
    assert moved_end(TEXT, Span(start, start + len(words_before)), step).of(TEXT) == words_after


@pytest.mark.parametrize(
    ("words_before", "step", "words_after"),
    [
        ("Abe", -1, "Ông Abe"),
        ("Ông Abe", 1, "Abe"),
        ("Abe", 1, "Abe"),
        ("IFES", -1, "Abe (IFES"),
        ("Ông", -1, "Ông"),
        ("“18%", 1, "18%"),
        ("Nga-Nhật", 1, "Nhật"),
    ],
)
def test_the_start_by_word(words_before: str, step: int, words_after: str) -> None:
    start = TEXT.index(words_before)
    assert moved_start(TEXT, Span(start, start + len(words_before)), step).of(TEXT) == words_after


@pytest.mark.parametrize(
    ("words_before", "end", "step", "words_after"),
    [
        ("18%", True, 1, "18% 😀"),
        ("18% 😀", True, -1, "18%"),
        ("18% 😀", True, 1, "18% 😀 v"),
        ("IFES", True, 1, "IFES)"),
        ("IFES", True, -1, "IFE"),
        ("I", True, -1, "I"),
        ("Bản.", True, 1, "Bản."),
        ("IFES", False, -1, "(IFES"),
        ("(IFES", False, -1, "e (IFES"),
        ("và", False, -1, "😀 và"),
        ("😀 và", False, 1, "và"),
        ("Ông", False, -1, "Ông"),
    ],
)
def test_an_edge_by_character(words_before: str, end: bool, step: int, words_after: str) -> None:
    start = TEXT.index(words_before)
    move = moved_end if end else moved_start
    assert move(TEXT, Span(start, start + len(words_before)), step, by_character=True).of(TEXT) == words_after


def test_joined_emoji_and_marks_are_one_character() -> None:
    text = "a👩‍👩‍👧🇻🇳ậ\u0301b"
    span, seen = Span(0, 1), []
    while span.end < len(text):
        span = moved_end(text, span, 1, by_character=True)
        seen.append(span.of(text))
    assert seen == ["a👩‍👩‍👧", "a👩‍👩‍👧🇻🇳", "a👩‍👩‍👧🇻🇳ậ\u0301", text]


def test_blank_edges_are_trimmed() -> None:
    assert trim_blanks(" \u3000a b\n\t", 0, 7) == Span(2, 5)
    assert trim_blanks("a  b", 1, 3) is None
    assert trim_blanks("ab", 1, 99) == Span(1, 2)
