"""Words are found without their tone marks, at the places where they stand in the text as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_app.core.errors import BadInput
from reader_app.core.finding import Finder, around, occurrences, terms
from reader_app.core.text import canonical

TEXT = "Mối quan hệ Nga-Nhật 😀 và đảo xa; quan trọng là ĐẢO, nga mi."


@pytest.mark.parametrize(
    ("query", "first", "every"),
    [
        ("quan he nga nhat", "quan hệ Nga-Nhật", ["quan", "hệ", "Nga", "Nhật", "quan", "nga"]),
        ("dao", "đảo", ["đảo", "ĐẢO"]),
        ("ĐẢ", "đảo"[:2], ["đả", "ĐẢ"]),
        ("qu", "qu", ["qu", "qu"]),
        ("qu ", None, []),
        ("trong quan", "trọng", ["quan", "quan", "trọng"]),
        ('"nga mi"', "nga mi", ["nga mi"]),
        ('"mi nga"', None, []),
        ("nga-nh", "Nga-Nh", ["Nga-Nh"]),
        ("xyz dao", "đảo", ["đảo", "ĐẢO"]),
        ("", None, []),
        ("?!", None, []),
    ],
)
def test_where_words_stand(query: str, first: str | None, every: list[str]) -> None:
    found = Finder(query).first(TEXT)
    assert (found.of(TEXT) if found is not None else None) == first
    assert [span.of(TEXT) for span in Finder(query).all(TEXT)] == every


def test_all_words_must_occur() -> None:
    assert Finder("dao nga mi").is_in(TEXT)
    assert not Finder("dao abe").is_in(TEXT)
    assert not Finder("").is_in(TEXT)
    assert not Finder("...")


def test_a_stretch_of_the_text() -> None:
    at = TEXT.index("ĐẢO")
    found = Finder("dao").first(TEXT, at, len(TEXT))
    assert found is not None
    assert found.start == at


def test_the_last_word_may_be_a_beginning() -> None:
    assert [(term.words, term.prefix) for term in terms("nga nhậ")] == [(("nga",), False), (("nha",), True)]
    assert [term.prefix for term in terms("nga nhật ")] == [False, False]
    assert [(term.phrase, term.prefix) for term in terms("“quan hệ” nga")] == [("quan hệ", False), ("nga", True)]


@given(st.text(max_size=30), st.text(max_size=60))
def test_what_is_found_is_there(query: str, raw: str) -> None:
    try:
        text = canonical(raw)
    except BadInput:
        return
    spans = Finder(query).all(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert bool(spans) or Finder(query).first(text) is None


def test_letters_inside_of_words_are_found_too() -> None:
    assert [span.of(TEXT) for span in occurrences(TEXT, "uan")] == ["uan", "uan"]
    assert [span.of("ﬃ İ đảo") for span in occurrences("ﬃ İ đảo", "i dao")] == ["İ đảo"]
    assert occurrences(TEXT, " ") == []


@pytest.mark.parametrize(
    ("at", "before", "after", "words"),
    [
        (0, 5, 12, "Mối quan hệ …"),
        (12, 6, 20, "… hệ Nga-Nhật 😀 và đảo …"),
        (12, 100, 400, " ".join(TEXT.split())),
    ],
)
def test_words_around(at: int, before: int, after: int, words: str) -> None:
    assert around(TEXT, at, before, after) == words
