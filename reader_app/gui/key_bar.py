"""The keys that work now, at the bottom of the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from reader_app.gui.card_paint import fonts
from reader_app.gui.keys import shown
from reader_app.gui.plain import tip
from reader_app.gui.theme import LIGHT, Theme
from reader_app.words import _

_EDGE = 16
_APART = 20
_INSIDE = 5


class KeyHint(NamedTuple):
    """A key, what it does, and whether it would do something now."""

    key: str
    words: str
    enabled: bool = True

    @property
    def cap(self) -> str:
        """The key as the platform writes it."""
        return shown(self.key)


class KeyBar(QFrame):
    """One line of hints. Where they do not fit the last one ("all keys") stays and the ones before it give way."""

    pressed = Signal(str)  # the key of the hint that was clicked

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keyBar")
        self.setAccessibleName(_("Keys that work now"))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._theme = LIGHT
        self._hints: tuple[KeyHint, ...] = ()
        self._laid_out: list[tuple[QRect, KeyHint]] | None = None
        self._over: KeyHint | None = None

    def set_keys(self, keys: Sequence[KeyHint]) -> None:
        """Show `keys`, the most useful first; the last one is shown in any case."""
        if tuple(keys) == self._hints:
            return
        self._hints = tuple(keys)
        self.setAccessibleDescription(", ".join(f"{one.cap} {one.words}" for one in keys if one.enabled))
        self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def shown(self) -> list[KeyHint]:
        """Return the hints that there is room for."""
        return [hint for _place, hint in self._places()]

    def sizeHint(self) -> QSize:
        return QSize(200, QFontMetrics(self._fonts()[1]).height() + 16)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def _fonts(self) -> tuple[QFont, QFont]:
        _bold, _body, small = fonts(self.font())
        key = QFont(small)
        key.setWeight(QFont.Weight.DemiBold)
        return key, small

    def _lay_out(self) -> None:
        self._laid_out = None
        self.update()

    def _places(self) -> list[tuple[QRect, KeyHint]]:
        """Return the hints that there is room for, each with its place; worked out when it is first asked for."""
        if self._laid_out is None:
            self._laid_out = self._find_places()
        return self._laid_out

    def _find_places(self) -> list[tuple[QRect, KeyHint]]:
        key_font, words_font = self._fonts()
        keys, words = QFontMetrics(key_font), QFontMetrics(words_font)
        widths = [
            keys.horizontalAdvance(hint.cap) + _INSIDE + words.horizontalAdvance(hint.words) for hint in self._hints
        ]
        room = self.width() - 2 * _EDGE
        kept = list(range(len(widths)))
        taken = sum(widths) + _APART * (len(widths) - 1)
        while len(kept) > 1 and taken > room:
            taken -= widths[kept.pop(-2)] + _APART
        places, x = [], _EDGE
        for n in kept:
            places.append((QRect(x, 0, widths[n], self.height()), self._hints[n]))
            x += widths[n] + _APART
        return places

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        key_font, words_font = self._fonts()
        keys = QFontMetrics(key_font)
        painter = QPainter(self)
        for place, hint in self._places():
            baseline = place.top() + (place.height() + keys.ascent() - keys.descent()) / 2
            over = hint is self._over and hint.enabled
            text, muted = QColor(self._theme.text), QColor(self._theme.muted)
            painter.setOpacity(1.0 if hint.enabled else 0.5)
            painter.setFont(key_font)
            painter.setPen(QColor(self._theme.accent) if over else text)
            painter.drawText(QPointF(place.left(), baseline), hint.cap)
            painter.setFont(words_font)
            painter.setPen(QColor(self._theme.accent) if over else muted)
            painter.drawText(QPointF(place.left() + keys.horizontalAdvance(hint.cap) + _INSIDE, baseline), hint.words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self._lay_out()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._at(event))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        hint = self._at(event)
        if hint is not None and hint.enabled and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(hint.key)

    def _at(self, event: QMouseEvent) -> KeyHint | None:
        spot = event.position().toPoint()
        return next((hint for place, hint in self._places() if place.contains(spot)), None)

    def _point(self, hint: KeyHint | None) -> None:
        if hint is not self._over:
            self._over = hint
            over = hint is not None and hint.enabled
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
            self.setToolTip(tip(f"{hint.cap}  {hint.words}") if hint is not None else "")
            self.update()
