"""Titles in the order of the Vietnamese alphabet."""

from __future__ import annotations

from reader_app.core.alphabet import sort_key


def test_letters_come_before_tones() -> None:
    titles = [
        "Ông",
        "Đảo",
        "Dân",
        "bạ",
        "bá",
        "bã",
        "bả",
        "bà",
        "ba",
        "Ba lan",
        "“An”",
        "ăn",
        "Ấn",
        "10 điều",
        "Zoo",
        "Ơn",
        "On",
    ]
    assert sorted(titles, key=sort_key) == [
        "10 điều", "“An”", "ăn", "Ấn", "ba", "bà", "bả", "bã", "bá", "bạ", "Ba lan", "Dân", "Đảo", "On", "Ông",
        "Ơn", "Zoo",
    ]  # fmt: skip


def test_case_does_not_matter_and_no_title_comes_first() -> None:
    assert sort_key("Tin") == sort_key("tin") > sort_key("")
