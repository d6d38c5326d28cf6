"""Titles in the order of the Vietnamese alphabet."""

from __future__ import annotations

from reader_app.core.alphabet import in_order


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
    ordered = [titles[key] for key in in_order(dict(enumerate(titles)))]
    assert ordered == [
        "10 điều", "“An”", "ăn", "Ấn", "ba", "bà", "bả", "bã", "bá", "bạ", "Ba lan", "Dân", "Đảo", "On", "Ông",
        "Ơn", "Zoo",
    ]  # fmt: skip


def test_equal_titles_keep_the_order_of_the_project() -> None:
    assert in_order({7: "Tin", 3: "tin", 5: ""}) == [5, 3, 7]
