"""A popup with a field to search in and a list to pick from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from reader_app.gui.card_paint import fonts, text_height
from reader_app.gui.lists import Index, RowList
from reader_app.gui.plain import one_line
from reader_app.gui.popup import Popup
from reader_app.gui.search_field import SearchField
from reader_app.gui.theme import LIGHT, Theme

_WIDTH = 380
ROWS = 8
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -ROWS, Qt.Key.Key_PageDown: ROWS}


class Choice(NamedTuple):
    """A row to pick: `id` names it for the one who asked; `fresh` sets apart what does not exist yet."""

    id: str
    title: str
    detail: str = ""
    tag: str = ""
    hue: str = ""
    fresh: bool = False

    @property
    def words(self) -> str:
        return ", ".join(filter(None, (self.title, self.tag, self.detail)))


class _Choices(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.choices: tuple[Choice, ...] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default, a null index
        return 0 if parent.isValid() else len(self.choices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        words = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return self.choices[index.row()].words if words else None

    def set_choices(self, choices: Sequence[Choice]) -> None:
        self.beginResetModel()
        self.choices = tuple(choices)
        self.endResetModel()


class _ChoicePainter:
    """The chosen row is that of the cursor, though the field has the focus."""

    theme: Theme = LIGHT

    def __init__(self, view: RowList, model: _Choices) -> None:
        self._view, self._model = view, model

    def paint(self, painter: QPainter, rect: QRect, font: QFont, row: int, *, hover: bool, focus: bool) -> None:  # noqa: ARG002
        choice = self._model.choices[row]
        bold, _body, small = fonts(font)
        theme = self.theme
        chosen = self._view.row() == row
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 6, 6)
        inside = rect.adjusted(10, 4, -10, -4)
        metrics, fine = QFontMetrics(bold), QFontMetrics(small)
        if not choice.detail:  # in the middle, whatever the rows around it have
            inside.setTop(inside.top() + (inside.height() - metrics.height()) // 2)
        baseline = inside.top() + metrics.ascent()
        tag = fine.elidedText(choice.tag, Qt.TextElideMode.ElideRight, inside.width() // 3)
        room = inside.width() - fine.horizontalAdvance(tag) - 8
        painter.setFont(small)
        painter.setPen(theme.ink(choice.hue) if choice.hue else QColor(theme.muted))
        painter.drawText(QPointF(inside.left() + room + 8, baseline), tag)
        painter.setPen(QColor(theme.text if chosen else theme.muted))
        detail = fine.elidedText(one_line(choice.detail), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(QPointF(inside.left(), inside.top() + metrics.height() + 2 + fine.ascent()), detail)
        painter.setFont(bold)
        painter.setPen(QColor(theme.accent if choice.fresh else theme.text))
        title = metrics.elidedText(one_line(choice.title), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(inside.left(), baseline), title)


class _PickField(SearchField):
    """The field keeps the focus; Up, Down and Enter are the list's."""

    stepped = Signal(int)
    entered = Signal(bool)  # with Shift

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ENTER:
            self.commit()
            self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in _STEPS and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        ):  # fmt: skip
            self.stepped.emit(_STEPS[key])
        elif key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Picker(Popup):
    """Search and pick. Subclasses say what the choices are."""

    queryChanged = Signal(str)

    def __init__(self, parent: QWidget, name: str, hint: str) -> None:
        super().__init__(parent, name)
        self.shifted = False
        """Whether Shift was held when the choice was made."""
        self._waits = False  # Enter was pressed while nothing was found yet
        self._title = QLabel(self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("role", "muted")
        self.field = _PickField(self)
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.queryChanged.connect(self._changed)
        self.field.stepped.connect(self._step)
        self.field.entered.connect(self._enter)
        self.list = RowList(self)
        self.list.setAccessibleName(hint)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMinimumHeight(1)  # a view wants room for more than one row, and takes it from what else is there
        self._model = _Choices(self)
        self._rows = _ChoicePainter(self.list, self._model)
        self.list.setModel(self._model)
        self.list.row_painter = self._rows
        self.list.clicked.connect(self._click)
        self._box = box = QVBoxLayout(self)
        box.setContentsMargins(10, 8, 10, 10)
        box.setSpacing(6)
        box.addWidget(self._title)
        box.addWidget(self.field)
        box.addWidget(self.list, 1)
        self.hint = QLabel(self)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setProperty("role", "muted")
        self.hint.hide()
        box.addWidget(self.hint)

    def set_theme(self, theme: Theme) -> None:
        self._rows.theme = theme
        self.list.viewport().update()

    def choices(self) -> tuple[Choice, ...]:
        """Return the rows that are shown."""
        return self._model.choices

    def open_with(self, title: str, query: str, near: QRect) -> None:
        """Show the popup with `query` written and selected, so that typing replaces it."""
        self._title.setText(one_line(title, 120))
        self._title.setVisible(bool(title))
        self.setAccessibleName(one_line(title, 120))
        self.field.setText(query)
        self.field.selectAll()
        self._waits = False
        self.show_at(near, self.field)

    def show_choices(self, choices: Sequence[Choice], *, keep: bool = False) -> None:
        """Show `choices`, the first of them chosen; `keep` stays at the one that is chosen now, where more choices have
        come to the same query."""
        row, before = self.list.row(), self._model.choices
        kept = before[row].id if keep and 0 < row < len(before) else ""
        self._model.set_choices(choices)
        place = next((at for at, one in enumerate(choices) if one.id == kept), 0)
        self.list.set_row(place if choices else -1)
        self.list.scrollTo(self._model.index(place)) if place else self.list.scrollToTop()
        self.list.setVisible(bool(choices))
        if self.isVisible():
            self.place()
        if self._waits and choices:
            self._waits = False
            self._pick(0)

    def picked_row(self, choice: Choice) -> None:
        """What is to happen with the choice; the popup is closed by then."""
        raise NotImplementedError

    def changed(self, query: str) -> None:
        """What is to happen with another query."""
        self.queryChanged.emit(query)

    def sizeHint(self) -> QSize:
        font = self.list.font()
        # a line is enough where no choice says more about itself
        row = text_height(font, 1, 0, int(any(one.detail for one in self._model.choices))) + 10
        self.list.set_row_height(row)
        chrome = super().sizeHint().height() - (0 if self.list.isHidden() else self.list.sizeHint().height())
        rows = min(ROWS, len(self._model.choices))
        scale = QFontMetrics(font).averageCharWidth()
        return QSize(max(_WIDTH, 52 * scale), chrome + rows * row)

    def _changed(self, query: str) -> None:
        self._waits = False
        if self.isVisible():
            self.changed(query)

    def _step(self, rows: int) -> None:
        last = len(self._model.choices) - 1
        if last >= 0:
            row = max(0, min(last, self.list.row() + rows))
            self.list.set_row(row)
            self.list.scrollTo(self._model.index(row))
            self.list.viewport().update()
            self.field.setAccessibleDescription(self._model.choices[row].words)

    def _enter(self, shift: bool) -> None:  # noqa: FBT001  # a slot
        self.shifted = shift
        self._waits = not self._model.choices  # who types fast means the first one that comes
        self._pick(self.list.row())

    def _click(self, index: QModelIndex) -> None:
        self.shifted = bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._pick(index.row())

    def _pick(self, row: int) -> None:
        if 0 <= row < len(self._model.choices):
            choice = self._model.choices[row]
            self.dismiss()
            self.picked_row(choice)
