"""The canonical form of a text, clause by clause, and over any Unicode."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_app.core.errors import BadInput
from reader_app.core.model import article_id, text_hash
from reader_app.core.text import canonical

# the characters that the rules are about come up often, everything else sometimes
TRICKY = (
    "\ufeff\r\n\u2028\u2029\x00\x0b\x0c\x1c\x1f\x7f\x85\x9f\ufdd0\ufdd1\t \xa0\u200b\u0301\u0323e\u1100\u1161\u11a8đ😀"
)
ANY_TEXT = st.text(st.one_of(st.sampled_from(TRICKY), st.characters()), max_size=60)
WITH_SURROGATES = st.text(st.one_of(st.characters(), st.characters(categories=["Cs"])), max_size=20)


def outcome(raw: str) -> tuple[str, str]:
    """Return the canonical text and "", or "" and the code of the refusal."""
    try:
        return canonical(raw), ""
    except BadInput as refused:
        return "", refused.code


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param("\ufeffTin\ufeff mới\ufeff", "Tin mới", id="U+FEFF goes everywhere"),
        pytest.param("a\r\ufeff\nb", "a\nb", id="U+FEFF goes before line ends are read"),
        pytest.param("a\r\nb\rc\nd\u2028e\u2029g", "a\nb\nc\nd\ne\ng", id="every line end is a line feed"),
        pytest.param("a\n\r\nb\r\r\nc", "a\n\nb\n\nc", id="line ends are not merged"),
        pytest.param("a\x00b\x0bc\x0cd\x1fe\x7fg\x85h\x9fi", "a b c d e g h i", id="control characters are spaces"),
        pytest.param("a\tb", "a\tb", id="a tab stays"),
        pytest.param("a\ufdd0b\ufdd1c", "a b c", id="what Qt takes for line breaks is a space"),
        pytest.param("Thu\u0309 tươ\u0301ng", "Thủ tướng", id="NFC"),
        pytest.param("\u1112\u1161\u11ab", "한", id="NFC of Hangul"),
        pytest.param(" \n\t\u3000 Tin \xa0\n", "Tin", id="white space around the whole goes"),
        pytest.param("\x01\u2028Tin\x85", "Tin", id="what became white space goes too"),
        pytest.param('hoà\xa0bình,  Gía \u200b“…" ', 'hoà\xa0bình,  Gía \u200b“…"', id="nothing else is touched"),
    ],
)  # fmt: skip
def test_clause(raw: str, text: str) -> None:
    assert canonical(raw) == text


@pytest.mark.parametrize("raw", ["\ud800", "tin \udc00 mới", "\ud83d \ude00"])
def test_a_lone_surrogate_is_refused_with_its_place(raw: str) -> None:
    with pytest.raises(BadInput) as caught:
        canonical(raw)
    assert caught.value.code == "surrogate"
    position = caught.value.fields["position"]
    assert isinstance(position, int)
    assert unicodedata.category(raw[position]) == "Cs"


@pytest.mark.parametrize("raw", ["", " ", "\ufeff", "\r\n\u2028\t\xa0", "\x00\ufdd0"])
def test_a_text_of_which_nothing_is_left_is_refused(raw: str) -> None:
    with pytest.raises(BadInput) as caught:
        canonical(raw)
    assert caught.value.code == "empty-text"


@given(WITH_SURROGATES | ANY_TEXT)
def test_over_any_unicode(raw: str) -> None:
    text, refused = outcome(raw)
    lone = any("\ud800" <= c <= "\udfff" for c in raw)
    assert (refused == "surrogate") == lone
    if refused:
        assert lone or not any(c.isprintable() and not c.isspace() for c in raw)
        return
    assert canonical(text) == text
    assert text == text.strip()
    assert unicodedata.is_normalized("NFC", text)
    controls = {c for c in text if unicodedata.category(c) == "Cc"}
    assert controls <= {"\n", "\t"}
    assert not set(text) & set("\ufeff\u2028\u2029\ufdd0\ufdd1")
    assert text.encode("utf-8")


@given(ANY_TEXT)
def test_words_survive(raw: str) -> None:
    """Letters and digits are neither lost nor made, whatever stands between them."""
    text, refused = outcome(raw)
    if refused:
        return
    bare = unicodedata.normalize("NFC", raw.replace("\ufeff", ""))
    assert [c for c in text if c.isalnum()] == [c for c in bare if c.isalnum()]


def test_the_seeds_are_canonical_as_shipped(seed_texts: tuple[str, str]) -> None:
    for text in seed_texts:
        assert canonical(text) == text


def test_the_id_of_an_article_is_the_head_of_its_sha256() -> None:
    assert text_hash("Tin mới") == "7689788d1080c007c4ca67ed25b645634ab0b3fe886f64e8f9511b5d98c5e9cd"
    assert article_id("Tin mới") == "7689788d1080c007"
