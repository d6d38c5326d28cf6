"""The order of the Vietnamese alphabet: letters first, tones where the letters are the same."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang, huyền, hỏi, ngã, sắc, nặng
_KEPT = 40
"""Code points of a title that decide its place."""


def _table() -> dict[int, str]:
    """Return what makes of each letter one that sorts as the alphabet has it, without its tone."""
    places = {}
    # signs count as blanks; digits stay before the letters, other scripts behind them
    for code in (*range(0x21, 0x30), *range(0x3A, 0x41), *range(0x2010, 0x2040)):
        places[code] = " "
    for place, letter in enumerate(_LETTERS):
        for tone in _TONES:
            for one in (
                unicodedata.normalize("NFC", letter + tone),
                unicodedata.normalize("NFC", letter.upper() + tone),
            ):
                if len(one) == 1:
                    places[ord(one)] = chr(0x100 + place)
    return places


_PLACES = _table()
_RANKS = {tone: str(rank) for rank, tone in enumerate(_TONES) if tone}


def sort_key(title: str) -> str:
    """Return what puts `title` in its place among others, compared code point by code point."""
    letters = title[:_KEPT].translate(_PLACES).lstrip()
    # behind the letters, with a sign that stands before all of them: where these are the same, the tones decide
    return f"{letters}\x01{''.join(map(_tone, title[:_KEPT]))}"


@lru_cache(maxsize=1024)
def _tone(char: str) -> str:
    """Return the tone of a letter as a digit."""
    return next((_RANKS[mark] for mark in unicodedata.normalize("NFD", char) if mark in _RANKS), "0")
