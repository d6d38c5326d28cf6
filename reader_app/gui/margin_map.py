"""The map beside the scroll bar: where in the article annotations are, each kind with a colour and a shape of its own.

Heights are reckoned from the length of the paragraphs, so that no article is laid out for its map; the picture is kept
until the annotations, the size or the look change.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from reader_app.core.model import Annotation, Kind
from reader_app.gui.plain import one_line, tip
from reader_app.gui.theme import LIGHT, Theme
from reader_app.words import _

if TYPE_CHECKING:
    from reader_app.core.scheme import Scheme
    from reader_app.gui.marks import Item

_T = TypeVar("_T")
WIDTH = 20
"""Pixels."""
_LANES: dict[Kind, float] = {"quote": 5.0, "claim": 10.5, "entity": 16.0}
"""Where the middle of each kind is."""
_WIDEST: dict[Kind, float] = {"quote": 2.0, "claim": 3.0, "entity": 2.0}
_BETWEEN = 0.3  # the height of the room between two paragraphs, in lines
_NEAR = 5.0  # pixels that a click may be beside what is meant
_RESTS = 120
"""Milliseconds after a change until the picture is made: a key is not to wait for it."""
_SLICE = 0.004
"""Seconds that drawing takes of one turn of the event loop: keys and scrolling go on meanwhile."""
_BATCH = 60
"""So many annotations are taken in, or drawn, in about a millisecond."""
_EDGE = 4.0  # room above and below, in pixels


class Heights:
    """How far down in a text a position is, about: `letters` are those of one line."""

    def __init__(self, text: str, letters: float) -> None:
        lengths = [len(paragraph) for paragraph in text.split("\n")]
        self._starts = [0, *accumulate(length + 1 for length in lengths)]
        self._lines = [max(1, math.ceil(length / max(letters, 1.0))) for length in lengths]
        self._tops = [0.0, *accumulate(lines + _BETWEEN for lines in self._lines)]
        self.lines = self._tops[-1]
        """The height of the whole, in lines."""

    def share(self, position: int) -> float:
        """Return how far down `position` (code points) is, 0 to 1."""
        at = min(max(bisect_right(self._starts, position) - 1, 0), len(self._lines) - 1)
        length = max(self._starts[at + 1] - self._starts[at], 1)
        inside = min(max(position - self._starts[at], 0) / length, 1.0)
        return min((self._tops[at] + inside * self._lines[at]) / self.lines, 1.0)

    def position(self, share: float) -> int:
        """Return the position that is so far down."""
        height = min(max(share, 0.0), 1.0) * self.lines
        at = min(max(bisect_right(self._tops, height) - 1, 0), len(self._lines) - 1)
        inside = min((height - self._tops[at]) / self._lines[at], 1.0)
        length = self._starts[at + 1] - self._starts[at]
        return self._starts[at] + min(int(inside * length), max(length - 1, 0))


class Spot(NamedTuple):
    """What is drawn of one annotation or suggestion, from one height to another, in pixels."""

    top: float
    bottom: float
    kind: Kind
    color: str
    offered: bool
    record: str


class MarginMap(QWidget):
    """Shows what it is given; `recordAsked` carries the annotation or suggestion that was clicked, `placeAsked` the
    position in code points where there is none, `wheeled` the wheel's event: it is the text's."""

    recordAsked = Signal(str)
    placeAsked = Signal(int)
    wheeled = Signal(object)  # QWheelEvent

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("marginMap")
        self.setAccessibleName(_("Map of the annotations"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._theme = LIGHT
        self._text = ""
        self._letters = 0.0
        self._heights = Heights("", 1.0)
        self._items: tuple[Item, ...] = ()
        self._scheme: Scheme | None = None
        self._spots: list[Spot] = []
        self._known: dict[str, tuple[Item, Spot]] = {}
        self._known_for: tuple[object, ...] = ()
        self._picture: QPixmap | None = None
        self._seen = (0, 1.0)  # the first position in view, and how many lines are
        self._chosen = ""
        self._dragging = False
        self._drawing: Iterator[None] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(lambda: self._go_on(_SLICE))

    # what is shown

    def set_marks(self, text: str, letters: float, items: Iterable[Item], scheme: Scheme | None) -> None:
        """Show where `items` are in `text`, of which a line has so many `letters`; drawn when the hand rests."""
        if text is not self._text or letters != self._letters:
            self._text, self._letters = text, letters
            self._heights = Heights(text, letters)
        self._items, self._scheme = tuple(items), scheme
        self._draw_later()

    def set_chosen(self, record: str) -> None:
        """Point at the annotation or suggestion `record`; "" for none."""
        if record != self._chosen:
            self._chosen = record
            self.update()

    def set_seen(self, position: int, lines: float) -> None:
        """Say which part of the text is in view: so many `lines` from `position` on."""
        if (position, lines) != self._seen:
            self._seen = (position, lines)
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._draw_later()

    def spots(self) -> list[Spot]:
        """Return what the picture shows, in the order of the text."""
        if self._timer.isActive():
            self._go_on(math.inf)
        return list(self._spots)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 100)

    def stop(self) -> None:
        """Draw nothing any more: the window closes."""
        self._timer.stop()

    # the picture

    def _y(self, position: int) -> float:
        return _EDGE + self._heights.share(position) * (self.height() - 2 * _EDGE)

    def _draw_later(self) -> None:
        """Make the picture anew once the hand rests."""
        self._drawing = None
        self._timer.start(_RESTS)

    def _go_on(self, seconds: float) -> None:
        """Draw for so long, and the rest in the next turns of the event loop: thousands take longer than a frame."""
        self._timer.stop()
        self._drawing = self._drawing or self._draw()
        end = perf_counter() + seconds
        for _step in self._drawing:
            if perf_counter() >= end:
                self._timer.start(0)
                return
        self._drawing = None

    def _draw(self) -> Iterator[None]:
        """Make the picture in small steps; it is shown when it is done."""
        held = (self._heights, self.height(), self._theme, self._scheme)
        known = self._known if held == self._known_for else {}
        inks: dict[tuple[str, str], str] = {}
        now: dict[str, tuple[Item, Spot]] = {}
        for items in _some(self._items if self._text and self._scheme is not None else ()):
            for item in items:
                was = known.get(item.id)
                now[item.id] = was if was is not None and was[0] is item else (item, self._spot(item, inks))
            yield
        self._known, self._known_for = now, held
        spots = sorted(spot for _item, spot in now.values())
        yield
        # of what lies on one another one is enough, however many there are
        drawn = {(round(s.top), round(s.bottom), s.kind, s.color, s.offered): s for s in reversed(spots)}
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self._theme.reader))
        for some in _some(sorted(drawn.values())):
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for spot in some:
                _draw_spot(painter, spot)
            painter.end()
            yield
        self._spots, self._picture = spots, picture
        self.update()

    def _spot(self, item: Item, inks: dict[tuple[str, str], str]) -> Spot:
        scheme = self._scheme
        assert scheme is not None
        if (item.kind, item.label) not in inks:
            label = scheme.label(item.kind, item.label)
            hue = label.color if label is not None else scheme.kind(item.kind).color
            colors = {"quote": self._theme.quote, "claim": self._theme.claim}
            inks[item.kind, item.label] = colors.get(item.kind) or self._theme.ink(hue).name()
        contents = item.contents
        top = self._y(contents[0].start)
        bottom = self._y(contents[-1].end) if item.kind == "quote" else top
        offered = not isinstance(item, Annotation)
        return Spot(top, bottom, item.kind, inks[item.kind, item.label], offered, item.id)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._picture is None or self._picture.deviceIndependentSize() != self.size():
            painter.fillRect(event.rect(), QColor(self._theme.reader))
            if not self._timer.isActive():
                self._draw_later()
        else:
            painter.drawPixmap(0, 0, self._picture)
        if not self._text:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = QColor(self._theme.text)
        color.setAlphaF(0.10)
        painter.setBrush(color)
        painter.setPen(QColor(self._theme.muted))
        painter.drawRoundedRect(QRectF(self.seen_rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if (spot := next((s for s in self._spots if s.record == self._chosen), None)) is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.text))
            tip_of_it = QPointF(4.5, spot.top)
            painter.drawPolygon(QPolygonF([tip_of_it, QPointF(-0.5, spot.top - 4), QPointF(-0.5, spot.top + 4)]))

    def seen_rect(self) -> QRect:
        """Return the part of the map that stands for what is in view."""
        position, lines = self._seen
        top = self._y(position)
        height = min(lines / max(self._heights.lines, 1.0), 1.0) * (self.height() - 2 * _EDGE)
        bottom = min(top + max(height, 8.0), self.height() - 1.0)
        return QRect(0, round(min(top, bottom - 8.0)), self.width(), round(max(bottom - top, 8.0)))

    # the mouse

    def record_at(self, at: QPointF) -> str:
        """Return the annotation or suggestion that is drawn at `at` or near it, "" for none."""
        best, found = _NEAR, ""
        for spot in self._spots:
            away = max(spot.top - at.y(), at.y() - spot.bottom, 0.0)
            away += abs(at.x() - _LANES[spot.kind]) / 2
            if away < best:
                best, found = away, spot.record
        return found

    def _position_at(self, at: QPointF) -> int:
        return self._heights.position((at.y() - _EDGE) / max(self.height() - 2 * _EDGE, 1.0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._text:
            return
        if record := self.record_at(event.position()):
            self.recordAsked.emit(record)
        else:
            self._dragging = True
            self.placeAsked.emit(self._position_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self.placeAsked.emit(self._position_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._dragging = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheeled.emit(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            record = self.record_at(QPointF(event.pos()))
            item = next((one for one in self._items if one.id == record), None)
            words = one_line(item.contents[0].of(self._text), 80) if item is not None else ""
            QToolTip.showText(event.globalPos(), tip(words), self)
            return True
        return super().event(event)


def _some(of: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(of), _BATCH):
        yield of[start : start + _BATCH]


def _draw_spot(painter: QPainter, spot: Spot) -> None:
    """Draw a bar for a quote, a diamond for a claim, a dot for an entity; hollow ones for suggestions."""
    color, x, wide = QColor(spot.color), _LANES[spot.kind], _WIDEST[spot.kind]
    painter.setPen(color if spot.offered else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if spot.offered else color)
    if spot.kind == "quote":
        painter.drawRoundedRect(QRectF(x - wide, spot.top, 2 * wide, max(spot.bottom - spot.top, 3.0)), 1.5, 1.5)
    elif spot.kind == "claim":
        sides = ((0.0, -wide), (wide, 0.0), (0.0, wide), (-wide, 0.0))
        painter.drawPolygon(QPolygonF([QPointF(x + dx, spot.top + 1.5 + dy) for dx, dy in sides]))
    else:
        painter.drawEllipse(QPointF(x, spot.top + 1.5), wide, wide)
