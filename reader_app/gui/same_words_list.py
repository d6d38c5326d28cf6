"""The places of some words, as a list below the text: each with a box to tick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from reader_app.gui.card_paint import fonts, text_height
from reader_app.gui.fields import flat_button
from reader_app.gui.flow import FlowBox, FlowLayout
from reader_app.gui.keys import shown
from reader_app.gui.lists import Index, RowList
from reader_app.gui.plain import plain
from reader_app.gui.theme import LIGHT, Theme
from reader_app.words import _

_ROWS = 7
_PAD = 5
_BOX = 14
_GAP = 10


_KEYS = {
    Qt.Key.Key_Space: "toggle",
    Qt.Key.Key_M: "scope",
    Qt.Key.Key_X: "all",
    Qt.Key.Key_C: "case",
    Qt.Key.Key_T: "marks",
    Qt.Key.Key_Escape: "close",
}


class Row(NamedTuple):
    """A place as the list shows it: the words, what stands around them, a word on the side (`state`: what is tagged
    there, why it is doubtful; `where`: the article). One that can be `ticked` has a box."""

    before: str
    words: str
    after: str
    state: str = ""
    where: str = ""
    tickable: bool = True
    ticked: bool = False


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.rows[index.row()]
        ticked = (_("ticked") if row.ticked else _("not ticked")) if row.tickable else ""
        context = f"…{row.before}{row.words}{row.after}…"
        return ", ".join(filter(None, (ticked, context, row.state, row.where)))

    def set_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def replace(self, at: int, row: Row) -> None:
        self.rows[at] = row
        self.dataChanged.emit(self.index(at), self.index(at))


class _RowPainter:
    theme: Theme = LIGHT

    def __init__(self, view: RowList, model: _Rows) -> None:
        self._view, self._model = view, model

    def paint(self, painter: QPainter, rect: QRect, font: QFont, row: int, *, hover: bool, focus: bool) -> None:
        theme, line = self.theme, self._model.rows[row]
        bold, body, small = fonts(font)
        here = row == self._view.row()
        if here or hover:
            painter.setPen(QColor(theme.focus) if focus else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft if here else theme.surface))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        inside = rect.adjusted(10, _PAD, -10, -_PAD)
        box = QRectF(inside.left(), inside.center().y() - _BOX / 2 + 0.5, _BOX, _BOX)
        if line.tickable:
            _draw_box(painter, box, theme, ticked=line.ticked)
        aside = " · ".join(filter(None, (line.state, line.where)))
        room = inside.adjusted(_BOX + _GAP, 0, 0, 0)
        if aside:
            metrics = QFontMetrics(small)
            aside = metrics.elidedText(aside, Qt.TextElideMode.ElideRight, room.width() * 2 // 5)
            width = metrics.horizontalAdvance(aside)
            painter.setFont(small)
            painter.setPen(QColor(theme.muted if not here else theme.text))
            painter.drawText(QPointF(room.right() - width, _baseline(room, metrics)), aside)
            room.setRight(room.right() - width - 2 * _GAP)
        self._draw_context(painter, room, line, bold, body, QColor(theme.text if line.tickable else theme.muted))

    @staticmethod
    def _draw_context(painter: QPainter, room: QRect, line: Row, bold: QFont, body: QFont, color: QColor) -> None:
        strong, plain = QFontMetrics(bold), QFontMetrics(body)
        words = strong.elidedText(line.words, Qt.TextElideMode.ElideRight, room.width())
        middle = strong.horizontalAdvance(words)
        rest = max(0, room.width() - middle)
        # what stands before is cut at its beginning, and gives way to at most half of what is left
        before = plain.elidedText(line.before, Qt.TextElideMode.ElideLeft, rest // 2) if rest > _BOX else ""
        left = plain.horizontalAdvance(before)
        after = plain.elidedText(line.after, Qt.TextElideMode.ElideRight, rest - left) if rest > _BOX else ""
        painter.setPen(color)
        baseline = _baseline(room, plain)
        painter.setFont(body)
        painter.drawText(QPointF(room.left(), baseline), before)
        painter.drawText(QPointF(room.left() + left + middle, baseline), after)
        painter.setFont(bold)
        painter.drawText(QPointF(room.left() + left, baseline), words)


def _baseline(rect: QRect, metrics: QFontMetrics) -> float:
    return rect.top() + (rect.height() + metrics.ascent() - metrics.descent()) / 2


def _draw_box(painter: QPainter, box: QRectF, theme: Theme, *, ticked: bool) -> None:
    painter.setPen(QPen(QColor(theme.accent if ticked else theme.muted), 1.5))
    painter.setBrush(QColor(theme.accent if ticked else theme.surface))
    painter.drawRoundedRect(box, 3, 3)
    if ticked:
        painter.setPen(QPen(QColor(theme.on_accent), 2.0))
        corner, low = QPointF(box.left() + 3, box.center().y()), QPointF(box.left() + 6, box.bottom() - 4)
        painter.drawPolyline([corner, low, QPointF(box.right() - 3, box.top() + 4)])


class _List(RowList):
    """Keys that mean something in this list; what else could be typed goes nowhere, and removes nothing."""

    asked = Signal(str)
    boxed = Signal(int)  # the row whose box was clicked

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        asked = _KEYS.get(Qt.Key(event.key())) if plain else None
        if asked is not None:
            self.asked.emit(asked)
        elif event.key() == Qt.Key.Key_Delete or (plain and event.text().isprintable() and event.text()):
            event.accept()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        spot = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and spot.x() < 10 + _BOX + _GAP // 2:
            self.boxed.emit(self.rowAt(spot.y()))


class SameWordsList(QFrame):
    """Shows rows that it is given, and says what is asked of it."""

    asked = Signal(str)  # "toggle" (the row of the cursor), "apply", "scope", "case", "marks", "all", "close"
    boxed = Signal(int)
    moved = Signal(int)  # the row that the keys or a click came to
    more = Signal()  # the end of the rows is in sight

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sameWords")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._head = QLabel(self)
        self._head.setProperty("role", "strong")
        self._head.setTextFormat(Qt.TextFormat.PlainText)
        self._head.setWordWrap(True)
        self._close = flat_button("×", _("Close"), "key", self)
        self._close.setToolTip(f"{_('Close')} (Esc)")
        self._close.clicked.connect(lambda: self.asked.emit("close"))
        self._buttons = {
            "apply": self._button("apply", _("Tag what is ticked"), "Enter"),
            "scope": self._button("scope", _("Where to look"), "M"),
            "all": self._button("all", _("Tick all that can be tagged, or none"), "X"),
            "case": self._button("case", _("Also where capitals differ"), "C"),
            "marks": self._button("marks", _("Also where tone marks differ"), "T"),
        }
        self.list = _List(self)
        self.list.setObjectName("sameWordsPlaces")
        self.list.setAccessibleName(_("Places of the same words"))
        self._model = _Rows(self)
        self._painter = _RowPainter(self.list, self._model)
        self.list.setModel(self._model)
        self.list.row_painter = self._painter
        self._lay_out()
        self.setFocusProxy(self.list)
        self.list.asked.connect(self.asked)
        self.list.entered.connect(lambda _row: self.asked.emit("apply"))
        self.list.boxed.connect(self.boxed)
        self.list.moved.connect(self._move)
        self.list.clicked.connect(lambda index: self._move(index.row()))
        self.list.verticalScrollBar().valueChanged.connect(self._scrolled)

    def _button(self, asked: str, name: str, key: str) -> QToolButton:
        button = flat_button("", name, "link", self)
        button.setProperty("key", shown(key))
        button.setToolTip(name)
        button.clicked.connect(lambda: self.asked.emit(asked))
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(10, 0, 0, 0)
        head.addWidget(self._head, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        choices = FlowBox(self)
        flow = FlowLayout(choices)
        for button in self._buttons.values():
            flow.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 5, 8, 5)
        box.setSpacing(3)
        box.addLayout(head)
        box.addWidget(choices)
        box.addWidget(self.list)

    def set_theme(self, theme: Theme) -> None:
        self._painter.theme = theme
        self.list.viewport().update()

    def set_words(self, heading: str, **buttons: str) -> None:
        """Show `heading`, and on each button its words ("" hides it)."""
        self._head.setText(heading)
        for name, words in buttons.items():
            button = self._buttons[name]
            button.setText(plain(f"{words} ({button.property('key')})"))
            button.setAccessibleName(words)
            button.setVisible(bool(words))

    def set_rows(self, rows: Sequence[Row], hint: str) -> None:
        """Show `rows`, or `hint` where there are none; the cursor stays where it was."""
        row, top = self.list.row(), self.list.verticalScrollBar().value()
        self.list.hint = hint
        self._model.set_rows(rows)
        self.list.set_row(min(max(row, 0), len(rows) - 1))
        height = text_height(self.list.font(), 1, 0, 0) + 2 * _PAD
        self.list.set_row_height(height)
        self.list.setFixedHeight(height * max(2, min(_ROWS, len(rows))))
        self.list.verticalScrollBar().setValue(top)
        self.list.viewport().update()

    def set_row(self, row: int, shown: Row) -> None:
        """Show one row anew."""
        self._model.replace(row, shown)
        self.list.viewport().update()

    def row(self) -> int:
        return self.list.row()

    def go_to(self, row: int) -> None:
        """Put the cursor on `row` and bring it into view, with what is around it."""
        self.list.set_row(row)
        if row >= 0:
            self.list.scrollTo(self._model.index(row), _List.ScrollHint.PositionAtCenter)
        self.list.viewport().update()

    def _move(self, row: int) -> None:
        self.list.viewport().update()
        self.moved.emit(row)
        if row >= len(self._model.rows) - 1:
            self.more.emit()

    def _scrolled(self, value: int) -> None:
        if value >= self.list.verticalScrollBar().maximum() > 0:
            self.more.emit()

    def sizeHint(self) -> QSize:
        return QSize(200, super().sizeHint().height())
