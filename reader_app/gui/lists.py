"""The one list that articles, cards and people are shown in: painted rows, and only the keys that move among them."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QToolTip, QWidget

from reader_app.gui.plain import one_line, tip
from reader_app.gui.viewport import own_viewport

Index = QModelIndex | QPersistentModelIndex

_STEPS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class RowPainter(Protocol):
    """Paints a row. No delegate of Qt's: the style options that those are given take 15 ms of the way to the first
    window, and hold nothing else that we need."""

    def paint(self, painter: QPainter, rect: QRect, font: QFont, row: int, *, hover: bool, focus: bool) -> None: ...


class RowList(QTableView):
    """A list of rows of equal height, or a hint where it has none.

    A table of one column and not a QListView: its header keeps row heights in C++, so that 100,000 rows cost nothing
    and one row may be taller. Keys that it has no use for go on to the window: no search by typing, no Space.
    """

    # on the class, because Qt's constructor calls the methods below already
    hint: str = ""
    row_painter: RowPainter | None = None
    _hovered: int = -1

    moved = Signal(int)  # the row that a key moved to
    entered = Signal(int)  # the row that Enter was pressed on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        own_viewport(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        # a row is a place here, not a selection, and the style would paint a bar behind it
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def set_row_height(self, height: int) -> None:
        """Set the height in pixels of every row."""
        header = self.verticalHeader()
        if header.defaultSectionSize() != height:
            header.setDefaultSectionSize(height)
            self.verticalScrollBar().setSingleStep(max(1, height // 3))

    def row(self) -> int:
        """Return the row of the cursor, -1 where there is none."""
        return self.currentIndex().row()

    def set_row(self, row: int) -> None:
        """Put the cursor on `row` without moving the rows; -1 takes it away."""
        if row == self.row():
            return
        self.setAutoScroll(False)
        self.setCurrentIndex(self.model().index(row, 0) if row >= 0 else QModelIndex())
        self.setAutoScroll(True)

    def visible_rows(self) -> range:
        """Return the rows of which anything can be seen."""
        count = self.model().rowCount() if self.model() is not None else 0
        first = self.rowAt(0)
        if count == 0 or first < 0:
            return range(0)
        last = self.rowAt(self.viewport().height() - 1)
        return range(first, (last if last >= 0 else count - 1) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.executeDelayedItemsLayout()
        rows, viewport = self.visible_rows(), self.viewport()
        painter = QPainter(viewport)
        if not rows:
            painter.setPen(self.palette().placeholderText().color())
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(viewport.rect().adjusted(16, 24, -16, -16), int(flags), self.hint)
        if self.row_painter is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font, width, focused = self.font(), viewport.width(), self.row() if self.hasFocus() else -1
        for row in rows:
            rect = QRect(0, self.rowViewportPosition(row), width, self.rowHeight(row))
            if rect.intersects(event.rect()):
                painter.setClipRect(rect)
                self.row_painter.paint(painter, rect, font, row, hover=row == self._hovered, focus=row == focused)
        if self.hasFocus() and focused not in rows:  # no row shows that the keys go here
            painter.setClipRect(viewport.rect())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.palette().highlight().color(), 2.0))
            painter.drawRoundedRect(viewport.rect().adjusted(1, 1, -1, -1), 6, 6)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self.words_at(event.pos().y())
            QToolTip.showText(event.globalPos(), tip(words), self.viewport())
            return True
        return super().viewportEvent(event)

    def words_at(self, y: int) -> str:
        """Return all words of the row at `y`, in the viewport, where they may be too long for it; else ""."""
        row = self.rowAt(y)
        words = str(self.model().data(self.model().index(row, 0))) if row >= 0 else ""
        # rows are painted with some room at both sides, and a few words in bold
        return one_line(words, 1_000) if self.fontMetrics().horizontalAdvance(words) > self.width() * 2 // 3 else ""

    def _hover(self, row: int) -> None:
        for one in {self._hovered, row} - {-1} if row != self._hovered else ():
            self.viewport().update(0, self.rowViewportPosition(one), self.viewport().width(), self.rowHeight(one))
        self._hovered = row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, before = Qt.Key(event.key()), self.row()
        plain_key = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if not plain_key or self.model() is None:
            event.ignore()
        elif key in _ENTER and before >= 0:
            self.entered.emit(before)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) or (key in _STEPS and before < 0):
            last = self.model().rowCount() - 1
            self.setCurrentIndex(self.model().index(last if key == Qt.Key.Key_End else 0, 0))
        elif key in _STEPS:
            super().keyPressEvent(event)
            event.accept()  # also at the ends, where there is nowhere to go
        else:
            event.ignore()
        if self.row() != before and self.row() >= 0:
            self.moved.emit(self.row())

    # An item view turns the input method on with each row that becomes current: ibus-unikey would then compose of A, S,
    # 1 and [ what is meant as a shortcut.
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query)
