"""The map beside the scroll bar: where in the article annotations are, each kind with a colour and a shape of its own.

Heights are reckoned from the length of the paragraphs, so that no article is laid out for its map; the picture is kept
until the annotations, the size or the look change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from reader_app.core.model import Annotation, Kind
from reader_app.gui.plain import one_line, tip
from reader_app.gui.theme import LIGHT, Theme
from reader_app.words import _

if TYPE_CHECKING:
    from reader_app.core.scheme import Scheme
    from reader_app.gui.marks import Item

WIDTH = 20
"""Pixels."""
_LANES: dict[Kind, float] = {"quote": 5.0, "claim": 10.5, "entity": 16.0}
"""Where the middle of each kind is."""
_WIDEST: dict[Kind, float] = {"quote": 2.0, "claim": 3.0, "entity": 2.0}
_BETWEEN = 0.3  # the height of the room between two paragraphs, in lines
_NEAR = 5.0  # pixels that a click may be beside what is meant
_RESTS = 120
"""Milliseconds after a change until the picture is made: a key is not to wait for it."""
_EDGE = 4.0  # room above and below, in pixels


class Heights:
    """How far down in a text a position is, about: `letters` are those of one line."""

    def __init__(self, text: str, letters: float) -> None:
        lengths = [len(paragraph) for paragraph in text.split("\n")]
        self._starts = [0, *accumulate(length + 1 for length in lengths)]
        self._lines = [max(1, ceil(length / max(letters, 1.0))) for length in lengths]
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
    position in code points where there is none."""

    recordAsked = Signal(str)
    placeAsked = Signal(int)

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
        self._rests = QTimer(self, singleShot=True, interval=_RESTS)
        self._rests.timeout.connect(self.draw)

    # what is shown

    def set_marks(self, text: str, letters: float, items: Iterable[Item], scheme: Scheme | None) -> None:
        """Show where `items` are in `text`, of which a line has so many `letters`; drawn when the hand rests."""
        if text is not self._text or letters != self._letters:
            self._text, self._letters = text, letters
            self._heights = Heights(text, letters)
        self._items, self._scheme = tuple(items), scheme
        self._rests.start()

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
        self._rests.start()

    def spots(self) -> list[Spot]:
        """Return what the picture shows, in the order of the text."""
        if self._rests.isActive():
            self.draw()
        return list(self._spots)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 100)

    def stop(self) -> None:
        """Draw nothing any more: the window closes."""
        self._rests.stop()

    # the picture

    def _y(self, position: int) -> float:
        return _EDGE + self._heights.share(position) * (self.height() - 2 * _EDGE)

    def draw(self) -> None:
        """Make the picture anew."""
        self._rests.stop()
        self._spots = sorted(self._find_spots())
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self._theme.reader))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawn: set[tuple[object, ...]] = set()
        for spot in self._spots:
            # of what lies on one another one is enough, however many there are
            here = (round(spot.top), round(spot.bottom), spot.kind, spot.color, spot.offered)
            if here not in drawn:
                drawn.add(here)
                _draw(painter, spot)
        painter.end()
        self._picture = picture
        self.update()

    def _find_spots(self) -> list[Spot]:
        if self._scheme is None or not self._text:
            return []
        held = (self._heights, self.height(), self._theme, self._scheme)
        known = self._known if held == self._known_for else {}
        inks: dict[tuple[str, str], str] = {}
        now: dict[str, tuple[Item, Spot]] = {}
        for item in self._items:
            was = known.get(item.id)
            now[item.id] = was if was is not None and was[0] is item else (item, self._spot(item, self._scheme, inks))
        self._known, self._known_for = now, held
        return [spot for _item, spot in now.values()]

    def _spot(self, item: Item, scheme: Scheme, inks: dict[tuple[str, str], str]) -> Spot:
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
            self._rests.start()
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

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            record = self.record_at(QPointF(event.pos()))
            item = next((one for one in self._items if one.id == record), None)
            words = one_line(item.contents[0].of(self._text), 80) if item is not None else ""
            QToolTip.showText(event.globalPos(), tip(words), self)
            return True
        return super().event(event)


def _draw(painter: QPainter, spot: Spot) -> None:
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
