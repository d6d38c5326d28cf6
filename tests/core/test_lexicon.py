"""The words of the lexicon: found whole, whatever their case, the longest first."""

from __future__ import annotations

import pytest

from reader_app.core.lexicon import Lexicon, Phrases, read_lexicon
from reader_app.core.model import Span
from reader_app.core.text import canonical
from reader_app.resources import resource


def found(phrases: Phrases, text: str) -> list[str]:
    return [span.of(text) for span in phrases.find(text, Span(0, len(text)))]


def test_phrases_are_whole_words_the_longest_first() -> None:
    phrases = Phrases(["nói", "cho biết", "cho biết thêm", "đ/c"])
    assert found(phrases, "Ông Nói, bà CHO BIẾT  thêm; đ/c nóix xnói cho  biết") == [
        "Nói", "CHO BIẾT  thêm", "đ/c", "cho  biết",
    ]  # fmt: skip
    assert "Cho Biết" in phrases
    assert "biết" not in phrases


def test_phrases_at_a_position() -> None:
    phrases = Phrases(["nói", "nói rõ"])
    assert phrases.at("bà nói rõ", 3) == Span(3, 9)
    assert phrases.at("bà nói rõ", 4) is None
    assert phrases.at("xnói", 1) is None
    assert phrases.at("nói", 99) is None


def test_only_the_stretch_is_searched() -> None:
    assert list(Phrases(["nói"]).find("nói nói nói", Span(1, 10))) == [Span(4, 7)]


@pytest.mark.parametrize("name", ["cues", "speakers"])
def test_the_files_are_canonical_text(name: str) -> None:
    """A phrase in another normal form would never be found in an article."""
    source = resource(f"lexicon/{name}.toml").read_text(encoding="utf-8")
    assert canonical(source) == source.strip()


@pytest.mark.parametrize(
    ("group", "phrase"),
    [
        ("cue", "nhấn mạnh"),
        ("cue", "cho biết thêm"),
        ("cue", "đề nghị"),
        ("weak", "đề nghị"),
        ("according", "Theo"),
        ("complementizer", "rằng"),
        ("false_friend", "theo ủy nhiệm"),
        ("denying", "phủ nhận"),
        ("unsure", "có thể"),
        ("honorific", "ông"),
        ("title", "Tổng thống"),
        ("reporter_returns", "đánh dấu"),
    ],
)
def test_what_the_scheme_counts_on(group: str, phrase: str, lexicon: Lexicon) -> None:
    assert phrase in getattr(lexicon, group)


def test_a_colon_is_no_word(lexicon: Lexicon) -> None:
    assert ":" not in lexicon.complementizer


def test_a_missing_group_is_an_error() -> None:
    with pytest.raises(KeyError):
        read_lexicon("saying = []", "title = []")
