"""What a date is, and what somebody may write for one."""

from __future__ import annotations

import pytest

from reader_app.core.dates import as_date, is_date


@pytest.mark.parametrize("words", ["2019", "2019-01", "2019-01-22", "2020-02-29"])
def test_a_year_a_month_or_a_day_is_a_date(words: str) -> None:
    assert is_date(words)
    assert as_date(words) == words


@pytest.mark.parametrize(
    "words",
    ["", "19", "2019-13", "2019-1-2", "2019-02-29", "2019-01-22T10:00", " 2019", "٢٠١٩", "0000", "2019-00", "x"],
)
def test_anything_else_is_none(words: str) -> None:
    assert not is_date(words)


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("22/1/2019", "2019-01-22"),
        ("1/2019", "2019-01"),
        (" 22-01-2019 ", "2019-01-22"),
        ("22.1.2019", "2019-01-22"),
        ("29/2/2019", None),
        ("1/22/2019", None),
        ("hôm qua", None),
        ("", None),
    ],
)
def test_the_day_may_come_first(words: str, date: str | None) -> None:
    assert as_date(words) == date
