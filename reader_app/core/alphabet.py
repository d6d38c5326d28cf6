"""The order of the Vietnamese alphabet: letters first, tones where the letters are the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from itertools import groupby

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
_RANKS = {ord(tone): str(rank) for rank, tone in enumerate(_TONES) if tone}


def in_order(titles: Mapping[int, str]) -> list[int]:
    """Return the keys of `titles` in the order of these; those with the same title ascend."""
    letters = {key: title[:_KEPT].translate(_PLACES).lstrip() for key, title in titles.items()}
    found: list[int] = []
    for _, same in groupby(sorted(sorted(titles), key=letters.__getitem__), key=letters.__getitem__):
        alike = list(same)
        # tones are looked at where the letters do not decide: a hundred thousand titles take half a second as it is
        found += sorted(alike, key=lambda key: _tones(titles[key])) if len(alike) > 1 else alike
    return found


def _tones(title: str) -> str:
    """Return the tone of each letter of `title`, as a digit."""
    parts = (unicodedata.normalize("NFD", char) for char in title[:_KEPT])
    return "".join(next((_RANKS[ord(mark)] for mark in part if ord(mark) in _RANKS), "0") for part in parts)
