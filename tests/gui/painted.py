"""Hears what the window paints itself, word by word: rows, cards, hints, tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QFontMetrics, QFontMetricsF, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QTabBar, QWidget

from reader_app.gui.card_paint import CardPainter
from reader_app.gui.lists import RowList

_ROUNDED = 1.0  # pixels that a place may miss by rounding at a scale


class Written(NamedTuple):
    """Words that were painted in `ink` on a widget, or on a picture that is kept (`widget` is None), in `place`;
    `wrong` says where they stick out."""

    words: str
    widget: QWidget | None
    place: QRectF
    ink: QColor
    opacity: float
    wrong: str


class Heard(NamedTuple):
    """What was painted, and what was elided before: the whole words."""

    written: list[Written]
    elided: list[str]


@contextmanager
def listening() -> Iterator[Heard]:
    """Hear all words that are painted by our own code."""
    heard = Heard([], [])
    draw, elide = QPainter.drawText, QFontMetrics.elidedText

    def draw_text(painter: QPainter, *given: Any) -> Any:
        if str(given[-1]).strip():
            heard.written.append(_written(painter, *given))
        return draw(painter, *given)

    def elided_text(metrics: QFontMetrics, words: str, *given: Any) -> str:
        shown = elide(metrics, words, *given)
        if shown != words:
            heard.elided.append(words)
        return shown

    QPainter.drawText, QFontMetrics.elidedText = draw_text, elided_text  # type: ignore[method-assign, assignment]
    try:
        yield heard
    finally:
        QPainter.drawText, QFontMetrics.elidedText = draw, elide  # type: ignore[method-assign]


def _written(painter: QPainter, *given: Any) -> Written:
    metrics = QFontMetricsF(painter.font())
    where, words = given[0], str(given[-1])
    device = painter.device()
    wrong = ""
    if isinstance(where, (QRect, QRectF)):
        flags = int(given[1]) if len(given) > 2 else 0
        place = metrics.boundingRect(QRectF(where), flags, words)
        wrong = _outside(place, QRectF(where), "its place")
    else:
        place = metrics.tightBoundingRect(words).translated(QPointF(where))
    if isinstance(device, (QPixmap, QImage)):
        room = QRectF(0, 0, device.width() / device.devicePixelRatio(), device.height() / device.devicePixelRatio())
        wrong = wrong or _outside(place, room, "the picture")
    else:
        assert isinstance(device, QWidget)
        room, around = QRectF(device.rect()), device.parentWidget()
        if isinstance(around, RowList):  # it clips each row, which must hold its own words, though it be half in view
            row = painter.clipBoundingRect() if painter.hasClipping() else room
            room = QRectF(room.left(), row.top(), room.width(), row.height())
        elif isinstance(around, QAbstractScrollArea):
            room = QRectF(room.left(), place.top(), room.width(), place.height())
        wrong = wrong or _outside(place, room, type(device).__name__)
    widget = device if isinstance(device, QWidget) else None
    return Written(
        words, widget, painter.combinedTransform().mapRect(place), painter.pen().color(), painter.opacity(), wrong
    )


def _outside(place: QRectF, room: QRectF, name: str) -> str:
    if place.left() < room.left() - _ROUNDED or place.right() > room.right() + _ROUNDED:
        return f"is from {place.left():.0f} to {place.right():.0f}, {name} from {room.left():.0f} to {room.right():.0f}"
    if place.top() < room.top() - _ROUNDED or place.bottom() > room.bottom() + _ROUNDED:
        return (
            f"is from {place.top():.0f} down to {place.bottom():.0f}, "
            f"{name} from {room.top():.0f} down to {room.bottom():.0f}"
        )
    return ""


def forget_pictures(widgets: list[QWidget]) -> None:
    """Let the cards among `widgets` be painted anew."""
    for widget in widgets:
        if isinstance(widget, RowList) and isinstance(widget.row_painter, CardPainter):
            widget.row_painter._pictures.clear()


def whole_words(widgets: list[QWidget]) -> str:
    """Return all that the hints of `widgets` say, of lists those of each row in view."""
    said = []
    for widget in widgets:
        said.append(widget.toolTip())
        if isinstance(widget, QTabBar):
            said += [widget.tabToolTip(tab) for tab in range(widget.count())]
        if isinstance(widget, RowList):
            said += [widget.words_at(widget.rowViewportPosition(row)) for row in widget.visible_rows()]
        if isinstance(widget, QLabel) and widget.wordWrap():
            said.append(widget.text())
    return squeezed("\n".join(said).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def squeezed(words: str) -> str:
    """Return `words` with single blanks."""
    return re.sub(r"\s+", " ", words).strip()
