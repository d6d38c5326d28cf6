"""The colours of the light, the sepia and the dark look, as values: `gui.style` makes a palette and a style sheet of
them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor

from reader_app.words import N_

READABLE = 4.5
"""The contrast that text keeps to what is behind it (WCAG AA)."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Colour tokens as `#rrggbb`. Text on each surface keeps a contrast of 4.5 : 1 at least (WCAG AA)."""

    name: str
    window: str  # behind everything
    surface: str  # cards, fields, menus
    reader: str  # behind the article
    text: str
    muted: str  # second lines, hints
    line: str  # borders between areas, around cards
    accent: str  # the chosen, the active desk, links
    accent_soft: str  # behind the chosen
    on_accent: str  # text on `accent`
    danger: str
    quote: str  # bar, outline and name of quotes
    cue: str  # underline of cues
    claim: str
    selection: str
    focus: str

    @property
    def dark(self) -> bool:
        return QColor(self.window).lightness() < 128

    @property
    def surfaces(self) -> tuple[str, ...]:
        """What text stands on."""
        return (self.window, self.surface, self.reader, self.accent_soft)

    def ink(self, hue: str) -> QColor:
        """Return `hue` (a label's colour, which people choose) as a line or small text that can be read on every
        surface of this theme."""
        return QColor(_readable(hue, self.surfaces, self.dark))

    def tint(self, hue: str, alpha: float) -> QColor:
        """Return `hue` as a see-through tint to draw behind text."""
        color = self.ink(hue)
        color.setAlphaF(min(alpha, 1.0))
        return color

    @property
    def selected(self) -> QColor:
        """What selected words stand on: see-through, so that the annotations below it stay in sight."""
        color = QColor(self.selection)
        color.setAlphaF(0.7)
        return color


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2)."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(color: str) -> float:
    whole = QColor(color)
    red, green, blue = map(linear, (whole.redF(), whole.greenF(), whole.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    """Return a part of an sRGB colour, 0 to 1, in proportion to its light."""
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)


@lru_cache(maxsize=256)
def _readable(hue: str, surfaces: tuple[str, ...], dark: bool) -> str:  # noqa: FBT001  a key of the cache
    color = QColor(hue)
    tone, full, light = max(color.hslHueF(), 0.0), color.hslSaturationF(), color.lightnessF()
    if dark:
        # pure hues glow on a dark ground
        full, light = min(full, 0.75), max(light, 0.70)
    found, end, step = (QColor.fromHslF(tone, full, light), 1.0, 0.02) if dark else (color, 0.0, -0.02)
    while light != end and any(contrast(found.name(), ground) < READABLE for ground in surfaces):
        light = min(max(light + step, 0.0), 1.0)
        found = QColor.fromHslF(tone, full, light)
    return found.name()


LIGHT = Theme(
    name="light", window="#fbfaf6", surface="#ffffff", reader="#f6f4ef", text="#1f2328", muted="#61666c",
    line="#e0ddd5", accent="#1d6b54", accent_soft="#dcebe5", on_accent="#ffffff", danger="#b3261e",
    quote="#0a716c", cue="#a8325e", claim="#8f5a10", selection="#b7d3f2", focus="#1d6b54",
)  # fmt: skip
SEPIA = Theme(
    name="sepia", window="#f6eedd", surface="#fcf6e8", reader="#f2e7d1", text="#33271a", muted="#655643",
    line="#dccdb0", accent="#1c5f49", accent_soft="#e0e3c9", on_accent="#ffffff", danger="#a2231b",
    quote="#0b6460", cue="#992a51", claim="#7b4b0c", selection="#b9cbd6", focus="#1c5f49",
)  # fmt: skip
DARK = Theme(
    name="dark", window="#1f2226", surface="#2a2d32", reader="#1b1c1f", text="#ececec", muted="#a6aab0", line="#3a3e44",
    accent="#62cfae", accent_soft="#2b4039", on_accent="#10251d", danger="#ff8a80", quote="#4cc5cd", cue="#ff8ab4",
    claim="#e0a050", selection="#3b5f8a", focus="#62cfae",
)  # fmt: skip
THEMES = (LIGHT, SEPIA, DARK)
LOOKS = (("system", N_("As the system")), ("light", N_("Light")), ("sepia", N_("Sepia")), ("dark", N_("Dark")))
"""What can be chosen: an id, and what it is called."""
