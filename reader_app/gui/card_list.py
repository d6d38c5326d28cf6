"""The list of cards: equal rows, one of which may be open, with a widget in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFocusEvent, QResizeEvent

from reader_app.gui.card_paint import GAP
from reader_app.gui.cards import CardModel
from reader_app.gui.lists import RowList

if TYPE_CHECKING:
    from reader_app.gui.open_card import OpenCard


class CardList(RowList):
    """Cards one under another. In the place of one row a widget may lie, as high as it needs."""

    # on the class, because Qt's constructor calls the methods below already
    _widget: OpenCard | None = None
    _row: int = -1

    def open_row(self, row: int, widget: OpenCard | None) -> None:
        """Lay `widget` over `row`, -1 for none. The rows stay where they are on the screen."""
        keep = self._kept(row)
        if self._widget is not None and self._widget is not widget:
            self._widget.hide()
        if self._row != row:
            self.close_row()
        self._widget, self._row = widget, row
        self._show_focus()
        self.fit()
        self._restore(keep)
        self.place()

    def _show_focus(self) -> None:
        """Let the open card show that the keys go to the list: it lies over the row that would."""
        if self._widget is not None:
            self._widget.in_focus = self.hasFocus()
            self._widget.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_focus()

    def fit(self) -> None:
        """Give the open row the height that its widget needs."""
        if self._widget is not None and self._row >= 0:
            height = self._widget.height_for(self.viewport().width()) + GAP
            self._resize(self._row, height)

    def place(self) -> None:
        """Move the widget to where its row is."""
        if self._widget is None or self._row < 0:
            return
        y, height = self.rowViewportPosition(self._row), self.rowHeight(self._row)
        self._widget.setGeometry(0, y, self.viewport().width(), height - GAP)
        self._widget.show()

    def close_row(self) -> None:
        """Give the open row the height of the others: its number may mean another card in a moment."""
        row, self._row = self._row, -1
        if 0 <= row < self.model().rowCount():
            self._resize(row, self.verticalHeader().defaultSectionSize())

    def _resize(self, row: int, height: int) -> None:
        if self.rowHeight(row) == height:
            return
        header = self.verticalHeader()
        # Qt would answer with a timer of its own, and paint all rows below once more after they were painted
        header.blockSignals(True)  # noqa: FBT003  Qt's own order
        header.resizeSection(row, height)
        header.blockSignals(False)  # noqa: FBT003
        self.updateGeometries()
        self.viewport().update()

    def reveal(self, row: int) -> None:
        """Scroll as little as it takes to see all of `row`, or its top where it is too high."""
        bar, top = self.verticalScrollBar(), self.rowViewportPosition(row)
        below = top + self.rowHeight(row) - self.viewport().height()
        if top < 0 or below > 0:
            bar.setValue(bar.value() + (top if top < 0 else min(below, top)))
            self.place()

    def anchor(self) -> tuple[str, int]:
        """Return a card that should not move, the open one if it can be seen, and where on the screen it is."""
        rows, cards = self.visible_rows(), self.model()
        row = self._row if self._row in rows else next(iter(rows), -1)
        if row < 0 or not isinstance(cards, CardModel) or row >= len(cards.ids):
            return "", 0
        return cards.ids[row], self.rowViewportPosition(row)

    def restore(self, anchor: tuple[str, int]) -> None:
        """Bring the card of `anchor` back to where it was."""
        cards = self.model()
        row = cards.row_of(anchor[0]) if isinstance(cards, CardModel) and anchor[0] else -1
        self._restore((row, anchor[1]) if row >= 0 else None)

    def _kept(self, row: int) -> tuple[int, int] | None:
        rows = self.visible_rows()
        if row not in rows:
            row = next(iter(rows), -1)
        return (row, self.rowViewportPosition(row)) if row >= 0 else None

    def _restore(self, keep: tuple[int, int] | None) -> None:
        # the scroll range follows new heights only with the delayed layout, which must not come after us
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        if keep is not None:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.rowViewportPosition(keep[0]) - keep[1])

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self.place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
        self.place()
