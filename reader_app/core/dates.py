"""The date of an article, as it is written: `2019`, `2019-01` or `2019-01-22`."""

from __future__ import annotations

import re
from datetime import date

_WRITTEN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])(\d{4})", re.ASCII)


def is_date(words: str) -> bool:
    """Return whether `words` are a year, a month or a day that the calendar has."""
    found = _WRITTEN.fullmatch(words)
    return found is not None and _is_day(*found.groups(default="1"))


def as_date(words: str) -> str | None:
    """Return the date that somebody wrote, also with the day first, as in `22/1/2019`; None for what is no date."""
    words = "".join(words.split())
    if (found := _DAY_FIRST.fullmatch(words)) is not None:
        day, month, year = found.groups(default="")
        words = "-".join(part.zfill(2) for part in (year, month, day) if part)
    return words if is_date(words) else None


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
