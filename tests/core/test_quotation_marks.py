"""Quotation marks of Vietnamese news: which opener goes with which closer, and what is trimmed off a selection."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_app.core.model import Span
from reader_app.core.spans import MARKS, Quotation, quotations, quotations_in, trim_marks


def contents(text: str) -> list[str]:
    return [quotation.content.of(text) for quotation in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("nói: “Tôi đi.” Rồi", ["Tôi đi."], id="curly"),
        pytest.param('nói: "Tôi đi". Rồi', ["Tôi đi"], id="straight"),
        pytest.param("nói: «Tôi đi», rồi", ["Tôi đi"], id="guillemets"),
        pytest.param("nói: „Tôi đi“ rồi", ["Tôi đi"], id="German"),
        pytest.param("nói: „Tôi đi” rồi", ["Tôi đi"], id="Polish"),
        pytest.param("gọi là ‘kẻ lạ’ nhưng", ["kẻ lạ"], id="single"),
        pytest.param('nhấn mạnh “hòa bình" của hai nước', ["hòa bình"], id="curly opener, straight closer"),
        pytest.param('nhấn mạnh "hòa bình” của hai nước', ["hòa bình"], id="straight opener, curly closer"),
        pytest.param("nhấn mạnh “hòa bình“ của hai nước", ["hòa bình"], id="an opener as the closer"),
        pytest.param("“A“ và “B“", ["A", "B"], id="openers as closers, twice"),
        pytest.param('nếu " tiến hành các bước", sau đó', ["tiến hành các bước"], id="straight opener and a blank"),
        pytest.param('rằng " nguyên tắc này ".', ["nguyên tắc này"], id="blanks on both sides"),
        pytest.param("Ông nói: “Tôi đi. Rồi về", ["Tôi đi. Rồi về"], id="no closer"),
        pytest.param('Ông nói: "Tôi đi. Rồi về', ["Tôi đi. Rồi về"], id="no straight closer"),
        pytest.param("Tôi đi. Rồi về”, ông nói.", ["Tôi đi. Rồi về"], id="no opener"),
        pytest.param('Tôi đi. Rồi về", ông nói.', ["Tôi đi. Rồi về"], id="no straight opener"),
        pytest.param("“Ông bảo ‘đi đi’ rồi”", ["Ông bảo ‘đi đi’ rồi", "đi đi"], id="single inside double"),
        pytest.param('“Ông bảo "đi đi" rồi”', ['Ông bảo "đi đi" rồi', "đi đi"], id="straight inside curly"),
        pytest.param('"Ông bảo “đi đi” rồi"', ["Ông bảo “đi đi” rồi", "đi đi"], id="curly inside straight"),
        pytest.param("“Ông bảo “đi đi” rồi”", ["Ông bảo “đi đi” rồi", "đi đi"], id="curly inside curly"),
        pytest.param("“A «b „c“» d”", ["A «b „c“» d", "b „c“", "c"], id="three deep"),
        pytest.param("Côte d’Ivoire, “x” và O'Brien", ["x"], id="apostrophes"),
        pytest.param("Côte d’Ivoire và O'Brien", [], id="nothing but apostrophes"),
        pytest.param('"A", ông nói. "B"', ["A", "B"], id="an interrupted one"),
        pytest.param('nói:"A". ("B") – "C"', ["A", "B", "C"], id="straight ones beside other signs"),
        pytest.param("“A”“B”", ["A", "B"], id="side by side"),
        pytest.param('“” và " "', [], id="nothing between"),
        pytest.param("không có gì", [], id="none"),
        pytest.param("“Một.\nHai”, ông nói.\n“Ba”", ["Một.", "Hai", "Ba"], id="paragraphs by themselves"),
        pytest.param("A”.\n\n  “B  \n", ["A", "B"], id="missing ones in paragraphs"),
    ],
)  # fmt: skip
def test_pairs(text: str, expected: list[str]) -> None:
    assert contents(text) == expected


@pytest.mark.parametrize(
    ("text", "opener", "closer"), [("x “a”", 2, 4), ("“a", 0, None), ("a”", None, 1), (" a”", None, 2)]
)
def test_a_missing_mark_is_none(text: str, opener: int | None, closer: int | None) -> None:
    (found,) = quotations(text)
    assert (found.opener, found.closer) == (opener, closer)
    assert found.content.of(text) == "a"


@given(st.text("aA .,\n“”\"'‘’«»„", max_size=30))
def test_over_any_marks(text: str) -> None:
    found = list(quotations(text))
    for quotation in found:
        content = quotation.content
        assert content.of(text).strip() == content.of(text)
        assert "\n" not in content.of(text)
        assert quotation.opener is not None or quotation.closer is not None
        for mark in (quotation.opener, quotation.closer):
            assert mark is None or text[mark] in MARKS
        assert quotation.opener is None or quotation.opener < content.start
        assert quotation.closer is None or quotation.closer >= content.end
    for a in found:  # they nest, or stand apart
        for b in found:
            assert not a.content.overlaps(b.content) or a.content.covers(b.content) or b.content.covers(a.content)
    assert [q.content.start for q in found] == sorted(q.content.start for q in found)


SEED_QUOTATIONS = (
    ["Tại cuộc hội đàm, … và hợp tác công nghệ", "hòa bình và ổn định … mục tiêu chung to lớn"],
    [
        "tiến hành các bước … tạo ra cơ chế tương tác",
        "nguyên tắc của Nhật Bản … không ảnh hưởng đến nguyên tắc này",
        "đối với ông Abe … giải thưởng Nobel Hòa bình",
    ],
)


def test_the_seeds(seed_texts: tuple[str, str]) -> None:
    for text, expected in zip(seed_texts, SEED_QUOTATIONS, strict=True):
        found = contents(text)
        assert len(found) == len(expected)
        for words, outline in zip(found, expected, strict=True):
            start, end = outline.split(" … ")
            assert words.startswith(start)
            assert words.endswith(end)


def test_direct_quotes_of_the_seeds_are_exactly_between_their_marks(gold: list[dict[str, Any]]) -> None:
    asked = 0
    for article in gold:
        between = {quotation.content for quotation in quotations(article["text"])}
        for quote in article["quotes"]:
            if quote["label"] == "direct":
                assert {Span(part["start"], part["end"]) for part in quote["contents"]} <= between
                asked += 1
    assert asked == 3


@pytest.mark.parametrize(
    ("text", "selected", "trimmed"),
    [
        ("nói: “Tôi đi.” Rồi", "“Tôi đi.”", "Tôi đi."),
        ('nói: "Tôi đi". Rồi', '"Tôi đi".', "Tôi đi"),
        ('nói: " Tôi đi ", rồi', '" Tôi đi ",', "Tôi đi"),
        ("nói: „Tôi đi“ rồi", "„Tôi đi“", "Tôi đi"),
        ("nói: “Tôi đi”", "“Tôi đi", "Tôi đi"),
        ("nói: “Tôi đi”", "Tôi đi”", "Tôi đi"),
        ("nói: “Tôi đi”.", "Tôi đi”", "Tôi đi"),
        ("“Ông bảo ‘đi’”", "“Ông bảo ‘đi’”", "Ông bảo ‘đi’"),
        ("““đi””", "““đi””", "đi"),
        ('mạnh “hòa bình" của hai nước.', '“hòa bình" của hai nước', '“hòa bình" của hai nước'),
        ("hai nước có “hòa bình”", "hai nước có “hòa bình”", "hai nước có “hòa bình”"),
        ("“A” và “B”", "“A” và “B”", "“A” và “B”"),
        ("không có gì", "có gì", "có gì"),
        ("“Một. Hai. Ba”, ông", "Một. Hai.", "Một. Hai."),
        ("d’Ivoire", "d’Ivoire", "d’Ivoire"),
    ],
)  # fmt: skip
def test_marks_at_the_ends_of_a_selection_go(text: str, selected: str, trimmed: str) -> None:
    start = text.index(selected)
    assert trim_marks(text, Span(start, start + len(selected))).of(text) == trimmed


@given(st.text("aA .,“”\"'‘’«»„", min_size=1, max_size=20), st.data())
def test_trimming_ends(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    trimmed = trim_marks(text, span)
    assert span.covers(trimmed)
    assert trim_marks(text, trimmed) == trimmed
    assert trimmed == span or trimmed.of(text).strip() == trimmed.of(text)
    lost = text[span.start : trimmed.start] + text[trimmed.end : span.end]
    assert set(lost) <= set(MARKS + " .,;")


def test_a_quotation_is_a_value() -> None:
    (one,) = quotations_in("“a”", Span(0, 3))
    assert one == Quotation(0, 2, Span(1, 2))
