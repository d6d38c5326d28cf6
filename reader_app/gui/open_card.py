"""The card that lies open over its row: its head is painted as on every other card, below it are its widgets."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QWidget

from reader_app.gui.card_paint import PAD, draw_focus, draw_frame
from reader_app.gui.cards import Card
from reader_app.gui.theme import LIGHT, Theme

_LEAST = 130  # pixels that the fields keep in a narrow panel; the names beside them are elided then
_INSIDE = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class OpenCard(QFrame):
    """One card at a time. Subclasses fill the grid and say how the head is painted."""

    left = Signal()  # Esc: back to the list

    offered = False
    """Whether it is a suggestion and no record yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._card: Card | None = None
        self.in_focus = False  # the keys go to the list that it lies in
        self.setProperty("role", "record")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._grid = QGridLayout(self)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(1, _LEAST)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def flush(self) -> None:
        """Hand over what was written and not yet taken."""

    def height_for(self, width: int) -> int:
        """Return the height in pixels that it needs at `width`."""
        return self._grid.totalHeightForWidth(width)

    def _show_head(self, card: Card) -> None:
        if card is not self._card:
            self.setAccessibleName(card.words)
            self.update()
        self._card = card

    def _head_height(self) -> int:
        """Return the height in pixels of what is painted."""
        raise NotImplementedError

    def _draw_head(self, painter: QPainter, card: Card) -> None:
        raise NotImplementedError

    def _fit_head(self) -> None:
        self._grid.setContentsMargins(PAD, self._head_height(), PAD - 4, PAD - 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # what a field or button has no use for comes here; arrows and Enter must not go on to the list, which would
        # leave the card
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QAbstractButton):
            focus.click()
        elif event.key() in _INSIDE:
            event.accept()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._card is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hue = self._theme.ink(self._card.hue)
        draw_frame(painter, self.rect(), self._theme, hover=False, hue=hue, offered=self.offered)
        if self.in_focus:
            draw_focus(painter, self.rect().adjusted(3, 3, -3, -3), self._theme)  # inside its own frame
        self._draw_head(painter, self._card)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_head()
