"""Colours for labels: a few to choose from, and how well one can be read and told from another."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor

from reader_app.gui.theme import READABLE, Theme, contrast, linear
from reader_app.words import N_

HUES: tuple[tuple[str, str], ...] = (
    ("#2458c7", N_("Blue")),
    ("#0b7a75", N_("Teal")),
    ("#1c7c46", N_("Green")),
    ("#5f7a0a", N_("Olive")),
    ("#8a6d0a", N_("Ochre")),
    ("#c77d1a", N_("Orange")),
    ("#a34a28", N_("Rust")),
    ("#b3261e", N_("Red")),
    ("#b0307a", N_("Pink")),
    ("#8a3fb0", N_("Purple")),
    ("#4b3fb0", N_("Indigo")),
    ("#5b6470", N_("Grey")),
)

_APART = 17.0
"""The distance in CIE Lab from which on two thin lines are told apart at a glance."""


def is_color(words: str) -> bool:
    """Return whether `words` are a colour as `#rrggbb`."""
    return re.fullmatch(r"#[0-9a-f]{6}", words) is not None


def too_faint(color: str, theme: Theme) -> bool:
    """Return whether text in `color` could not be read on a surface of `theme`, so that another tone of it is shown."""
    return any(contrast(color, ground) < READABLE for ground in theme.surfaces)


def difference(one: str, other: str, theme: Theme) -> float:
    """Return how far the inks of two hues are apart in `theme`; below 1 they can hardly be told apart."""
    a, b = _lab(theme.ink(one)), _lab(theme.ink(other))
    return float(sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5) / _APART


def _lab(color: QColor) -> tuple[float, float, float]:
    """Return `color` in CIE Lab (D65), where distances are as the eye sees them."""
    red, green, blue = map(linear, (color.redF(), color.greenF(), color.blueF()))
    x = _curve((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505)
    y = _curve(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    z = _curve((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _curve(value: float) -> float:
    return float(value ** (1 / 3)) if value > 0.008856 else 7.787 * value + 16 / 116
