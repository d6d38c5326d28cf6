"""The shipped faces: the same on every machine, with all Vietnamese marks. Noto Serif or Noto Sans to read, for Inter's
stacked capitals are higher than its lines; Inter around them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QFontDatabase

from reader_app.resources import resource

READING = "Noto Serif"
READING_SANS = "Noto Sans"
INTERFACE = "Inter"
_AT_START = ("NotoSerif-Regular.ttf", "Inter-Regular.otf", "Inter-SemiBold.otf", "Inter-Bold.otf")
_SANS = "NotoSans-Regular.ttf"
FILES = (*_AT_START, _SANS)


def load() -> None:
    """Load the faces into the application, once."""
    app = QCoreApplication.instance()
    if app is None or app.property("faces"):
        return
    for name in _AT_START:
        # where a file is damaged Qt falls back on a face of the system
        QFontDatabase.addApplicationFont(str(resource(f"fonts/{name}")))
    app.setProperty("faces", True)  # noqa: FBT003  Qt's own order


def reading_font(points: float = 13.0, *, sans: bool = False) -> QFont:
    """Return the face that articles are set in."""
    if sans:
        _load_sans()
        font = _face(READING_SANS, QFont.StyleHint.SansSerif, points)
    else:
        font = _face(READING, QFont.StyleHint.Serif, points)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font


def _load_sans() -> None:
    """Load the sans face into the application, once it is first asked for."""
    app = QCoreApplication.instance()
    if app is not None and not app.property("sans"):
        QFontDatabase.addApplicationFont(str(resource(f"fonts/{_SANS}")))
        app.setProperty("sans", True)  # noqa: FBT003  Qt's own order


def interface_font(points: float = 10.0) -> QFont:
    """Return the face of everything but articles."""
    return _face(INTERFACE, QFont.StyleHint.SansSerif, points)


def _face(family: str, like: QFont.StyleHint, points: float) -> QFont:
    font = QFont(family)
    # what stands in for a face that is missing; a second family would be looked up each time, 5 ms at the start
    font.setStyleHint(like)
    font.setPointSizeF(points)
    return font


def tag_font(reading: QFont) -> QFont:
    """Return the face of the small tags under entities, in proportion to the `reading` face."""
    font = interface_font(max(6.0, reading.pointSizeF() * 0.52))
    font.setWeight(QFont.Weight.Bold)
    return font
