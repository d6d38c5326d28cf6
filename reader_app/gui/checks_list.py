"""What is still to be looked at in the open article, as a list below the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from reader_app.gui.card_paint import fonts, text_height
from reader_app.gui.fields import flat_button
from reader_app.gui.lists import Index, RowList
from reader_app.gui.theme import LIGHT, Theme
from reader_app.words import _

_ROWS = 4
_PAD = 5


class Line(NamedTuple):
    """A finding as a row: what is missing, and the words that it is about."""

    sentence: str
    words: str


class _Lines(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.ids: tuple[str, ...] = ()
        self.line: Callable[[int], Line] = lambda _row: Line("", "")

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line = self.line(index.row())
        return f"{line.sentence} {line.words}"

    def set_lines(self, ids: Sequence[str], line: Callable[[int], Line]) -> None:
        if tuple(ids) == self.ids:
            self.line = line
            self.dataChanged.emit(self.index(0), self.index(len(self.ids) - 1))
            return
        self.beginResetModel()
        self.ids, self.line = tuple(ids), line
        self.endResetModel()


class _LinePainter:
    theme: Theme = LIGHT

    def __init__(self, view: RowList, model: _Lines) -> None:
        self._view, self._model = view, model

    def paint(self, painter: QPainter, rect: QRect, font: QFont, row: int, *, hover: bool, focus: bool) -> None:
        theme, line = self.theme, self._model.line(row)
        bold, body, _small = fonts(font)
        if row == self._view.row() or hover:
            painter.setPen(QColor(theme.focus) if focus else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft if row == self._view.row() else theme.surface))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        inside = rect.adjusted(10, _PAD, -10, -_PAD)
        top, below = QFontMetrics(bold), QFontMetrics(body)
        painter.setFont(bold)
        painter.setPen(QColor(theme.text))
        elided = top.elidedText(line.sentence, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(QPointF(inside.left(), inside.top() + top.ascent()), elided)
        painter.setFont(body)
        painter.setPen(QColor(theme.text if row == self._view.row() else theme.muted))
        elided = below.elidedText(line.words, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(QPointF(inside.left(), inside.top() + top.height() + 3 + below.ascent()), elided)


class _Rows(RowList):
    """Delete stands for ignoring here: it must not go on to the window, where it removes a record."""

    ignoreAsked = Signal()
    leaveAsked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.ignoreAsked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.leaveAsked.emit()
        else:
            super().keyPressEvent(event)


class CheckList(QFrame):
    """Shows lines that it is given. `gone` says that somebody looks at one of them, `left` that the text is wanted."""

    shown = Signal(str)  # id of a line that the keys or a click came to
    gone = Signal(str)  # id of a line to go to, and to go on in the text
    ignored = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("checkList")
        self.setAccessibleName(_("Things to look at"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._head = QLabel(self)
        self._head.setProperty("role", "strong")
        self._head.setTextFormat(Qt.TextFormat.PlainText)
        self._ignore = flat_button(_("Ignore"), _("Ignore this one for good"), "link", self)
        self._ignore.setToolTip(f"{_('Ignore this one for good')} (Del)")
        self._close = flat_button("×", _("Close"), "key", self)
        self.list = _Rows(self)
        self.list.setObjectName("findings")
        self.list.setAccessibleName(_("Things to look at"))
        self._model = _Lines(self)
        self._painter = _LinePainter(self.list, self._model)
        self.list.setModel(self._model)
        self.list.row_painter = self._painter
        head = QHBoxLayout()
        head.setContentsMargins(10, 0, 0, 0)
        for widget, stretch in ((self._head, 1), (self._ignore, 0), (self._close, 0)):
            head.addWidget(widget, stretch)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 5, 8, 5)
        box.setSpacing(3)
        box.addLayout(head)
        box.addWidget(self.list)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.list.clicked.connect(lambda index: self._tell(index.row()))
        self.list.doubleClicked.connect(lambda index: self._go(index.row()))
        self.list.moved.connect(self._tell)
        self.list.entered.connect(self._go)
        self.list.ignoreAsked.connect(self._ignore_row)
        self.list.leaveAsked.connect(self.closed)
        self._ignore.clicked.connect(self._ignore_row)
        self._close.clicked.connect(self.closed)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # with nothing in it the list is hidden, and Esc comes here
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            event.ignore()

    def focus_widget(self) -> QWidget:
        """Return the widget that takes the keys of this area of the window."""
        return self if self.list.isHidden() else self.list

    def set_theme(self, theme: Theme) -> None:
        self._painter.theme = theme
        self.list.viewport().update()

    def set_lines(self, ids: Sequence[str], line: Callable[[int], Line], heading: str, current: str) -> None:
        """Show a line for each of `ids`, with the cursor on the one with the id `current`, else where it was. `line`
        tells of a row what stands there: of thousands few are ever in sight."""
        row = self.list.row()
        self._head.setText(heading)
        self.list.setVisible(bool(ids))
        self._ignore.setVisible(bool(ids))
        self._model.set_lines(ids, line)
        self.set_current(current, otherwise=row)
        self._fit()

    def set_current(self, line: str, *, otherwise: int = -1) -> None:
        """Put the cursor on the line with the id `line`; where there is none, on the row `otherwise`."""
        ids = self._model.ids
        found = ids.index(line) if line in ids else min(otherwise, len(ids) - 1)
        self.list.set_row(found)
        if found >= 0:
            self.list.scrollTo(self._model.index(found))
        self.list.viewport().update()

    def _tell(self, row: int) -> None:
        if 0 <= row < len(self._model.ids):
            self.list.viewport().update()
            self.shown.emit(self._model.ids[row])

    def _go(self, row: int) -> None:
        if 0 <= row < len(self._model.ids):
            self.gone.emit(self._model.ids[row])

    def _ignore_row(self) -> None:
        row = max(self.list.row(), 0)
        if row < len(self._model.ids):
            self.ignored.emit(self._model.ids[row])

    def _fit(self) -> None:
        height = text_height(self.list.font(), 1, 1, 0) + 2 * _PAD
        self.list.set_row_height(height)
        self.list.setFixedHeight(height * max(1, min(_ROWS, len(self._model.ids))))

    def sizeHint(self) -> QSize:
        return QSize(200, super().sizeHint().height())
