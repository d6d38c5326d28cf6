"""Where somebody was in each article, as one line of words a project keeps: the newest few hundred articles."""

from __future__ import annotations

LIMIT = 400
"""Articles whose places are kept: those that were left longest ago are forgotten."""


def place_in(kept: str, article: str) -> tuple[int, int]:
    """Return caret and first code point in view of `article`, the beginning where nothing is kept."""
    for line in reversed(kept.splitlines()):
        name, *numbers = line.split() or [""]
        if name == article and len(numbers) == 2 and all(n.isdecimal() and n.isascii() for n in numbers):
            return int(numbers[0][:9]), int(numbers[1][:9])
    return 0, 0


def with_place(kept: str, article: str, caret: int, top: int) -> str:
    """Return what is to be kept once `article` was left at `caret` with `top` in the first line."""
    others = [line for line in kept.splitlines() if line.split()[:1] not in ([], [article])]
    return "\n".join([*others[1 - LIMIT :], f"{article} {caret} {top}"])
