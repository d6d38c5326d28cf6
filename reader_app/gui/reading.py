"""How articles are set: the face, the size of the letters, the room between the lines and the length of a line."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QFont

from reader_app.gui.fonts import reading_font


class Range(NamedTuple):
    """The values that a setting can have, from the least to the most, and how far one step goes."""

    least: int
    most: int
    step: int


POINTS, SPACING, MEASURE = Range(8, 32, 1), Range(155, 235, 10), Range(48, 120, 6)
RANGES = {"points": POINTS, "spacing": SPACING, "measure": MEASURE}


class Reading(NamedTuple):
    """`points` is the size of the letters, `spacing` the height of a line in per cent of the face's own: at 155 there
    is still room for two marks above a letter and for a tag below the word. `measure` is the letters of a line at the
    most."""

    sans: bool = False
    points: int = 13
    spacing: int = 185
    measure: int = 78

    @classmethod
    def read(cls, kept: str) -> Reading:
        """Return what `written` wrote; what is wrong in it (a file that somebody has written in) is as if never
        chosen."""
        face, *numbers = kept.split() or [""]
        if face not in ("sans", "serif") or len(numbers) != len(RANGES) or not all(n.isdecimal() for n in numbers):
            return cls()
        values = {name: bounded(name, int(number[:4])) for name, number in zip(RANGES, numbers, strict=True)}
        return cls(sans=face == "sans", **values)

    def written(self) -> str:
        """Return the setting as one string."""
        return f"{'sans' if self.sans else 'serif'} {self.points} {self.spacing} {self.measure}"

    def stepped(self, name: str, steps: int) -> Reading:
        """Return the setting with `name` ("points", "spacing", "measure") some steps on or back."""
        values = {one: getattr(self, one) for one in RANGES}
        values[name] = bounded(name, values[name] + steps * RANGES[name].step)
        return Reading(sans=self.sans, **values)

    def font(self) -> QFont:
        """Return the face."""
        return reading_font(self.points, sans=self.sans)


def bounded(name: str, value: int) -> int:
    """Return the value nearest to `value` that the setting `name` can have."""
    return max(RANGES[name].least, min(value, RANGES[name].most))
