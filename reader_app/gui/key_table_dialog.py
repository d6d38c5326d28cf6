"""Changing keys: all actions with their keys, and for the chosen one keys to add, to take away and to reset."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from reader_app.core.scheme import Scheme
from reader_app.core.text import fold
from reader_app.gui.actions import Action
from reader_app.gui.card_paint import fonts, text_height
from reader_app.gui.dialogs.work import push_button
from reader_app.gui.fields import flat_button
from reader_app.gui.flow import FlowLayout
from reader_app.gui.key_sheet import words_of
from reader_app.gui.key_table import KeyTable, eaten
from reader_app.gui.keys import key_name, shown
from reader_app.gui.lists import Index, RowList
from reader_app.gui.search_field import SearchField
from reader_app.gui.theme import Theme
from reader_app.words import _

_PAD = 6
_ROWS = 9


class _Actions(QAbstractListModel):
    """The actions that are shown, each with its words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[tuple[Action, str]] = []

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        action, words = self.rows[index.row()]
        return f"{words}: {', '.join(map(shown, action.keys)) or _('no key')}"

    def set_rows(self, rows: list[tuple[Action, str]]) -> None:
        if len(rows) == len(self.rows):
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(max(0, len(rows) - 1), 0))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()


class _ActionPainter:
    def __init__(self, view: RowList, model: _Actions, theme: Theme) -> None:
        self._view, self._model, self._theme = view, model, theme
        self.table = KeyTable()

    def paint(self, painter: QPainter, rect: QRect, font: QFont, row: int, *, hover: bool, focus: bool) -> None:
        theme, (action, words) = self._theme, self._model.rows[row]
        bold, body, small = fonts(font)
        chosen = row == self._view.row()
        if chosen or hover:
            painter.setPen(QColor(theme.focus) if focus else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft if chosen else theme.surface))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        inside = rect.adjusted(10, _PAD, -10, -_PAD)
        metrics = QFontMetrics(bold)
        baseline = inside.top() + metrics.ascent()
        keys = "   ".join(map(shown, action.keys))
        right = inside.right() - metrics.horizontalAdvance(keys)
        painter.setFont(bold)
        painter.setPen(QColor(theme.text))
        painter.drawText(QPointF(right, baseline), keys)
        if not self.table.is_default(action.id):
            note, fine = _("changed"), QFontMetrics(small)
            right -= fine.horizontalAdvance(note) + 14
            painter.setFont(small)
            painter.setPen(QColor(theme.accent))
            painter.drawText(QPointF(right, baseline), note)
        painter.setFont(body)
        painter.setPen(QColor(theme.text))
        room = right - inside.left() - 14
        elided = QFontMetrics(body).elidedText(words, Qt.TextElideMode.ElideRight, round(room))
        painter.drawText(QPointF(inside.left(), baseline), elided)


class KeyCatcher(QToolButton):
    """A button that takes the next key for its answer; Esc or another place to write lets go."""

    caught = Signal(str)  # a key as `key_name` has it, "" for one without a name

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "ghost")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCheckable(True)
        self.toggled.connect(lambda _on: self._show())
        self._show()

    def _show(self) -> None:
        words = _("Press the key …") if self.isChecked() else _("Add a key …")
        self.setText(words)
        self.setAccessibleName(words)

    def begin(self) -> None:
        """Take the next key."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setChecked(True)

    def event(self, event: QEvent) -> bool:
        # here, so that Tab comes too; not keyPressEvent(), which Qt calls after it has looked for the next field
        if self.isChecked() and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
            event.accept()
            return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        modifiers = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)
        if event.key() in modifiers:
            return
        self.setChecked(False)
        if event.key() != Qt.Key.Key_Escape:
            self.caught.emit(key_name(event))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setChecked(False)


class KeyTableDialog(QDialog):
    """Not modal. `changed` carries the table after each change; what is shown is what was given last."""

    changed = Signal(object)  # KeyTable

    def __init__(self, table: KeyTable, scheme: Scheme, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keyTable")
        self.setWindowTitle(_("Keys"))
        self._table, self._scheme = table, scheme
        self._action = ""
        self.field = SearchField(self)
        self.field.setPlaceholderText(_("Action or key"))
        self.field.setAccessibleName(_("Action or key"))
        self.field.queryChanged.connect(lambda _query: self._fill())
        self.list = RowList(self)
        self.list.setAccessibleName(_("Actions"))
        self.list.hint = _("No action is called so.")
        self._model = _Actions(self)
        self._painter = _ActionPainter(self.list, self._model, theme)
        self.list.setModel(self._model)
        self.list.row_painter = self._painter
        self.list.clicked.connect(lambda index: self._choose(index.row()))
        self.list.moved.connect(self._choose)
        self.list.entered.connect(self._catch)
        self._words = QLabel(self)
        self._words.setProperty("role", "strong")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._keys = QWidget(self)
        self._chips = FlowLayout(self._keys, gap=6)
        self._buttons: list[QToolButton] = []
        self.catcher = KeyCatcher(self._keys)
        self.catcher.caught.connect(self.take)
        self._take_away = flat_button("", "", "link", self)
        self._take_away.hide()
        self._take_away.clicked.connect(self._take_from_other)
        self._wanted = ""
        self._reset = push_button(_("Reset"), self)
        self._reset.clicked.connect(self.reset)
        self.message = QLabel(self)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.message.setObjectName("keyMessage")
        self._reset_all = push_button(_("Reset all keys"), self)
        self._reset_all.clicked.connect(lambda: self._change(KeyTable(), _("All keys are as they were at first.")))
        close = push_button(_("Close"), self, "primary")
        close.clicked.connect(self.close)
        self._lay_out(close)
        self._fill()
        self._choose(0)
        self.resize(620, 620)

    def _lay_out(self, close: QWidget) -> None:
        chosen = QHBoxLayout()
        chosen.addWidget(self._keys, 1)
        chosen.addWidget(self._reset)
        said = QHBoxLayout()
        said.addWidget(self.message, 1)
        said.addWidget(self._take_away)
        foot = QHBoxLayout()
        foot.addWidget(self._reset_all)
        foot.addStretch(1)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        box.addWidget(self.field)
        box.addWidget(self.list, 1)
        box.addWidget(self._words)
        box.addLayout(chosen)
        box.addLayout(said)
        box.addLayout(foot)
        self.message.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        height = text_height(self.list.font(), 1, 0, 0) + 2 * _PAD
        self.list.set_row_height(height)
        self.list.setMinimumHeight(4 * height)

    # what is shown

    def set_table(self, table: KeyTable) -> None:
        """Show the keys of `table`."""
        self._table = table
        self._fill()
        self._show_chosen()

    def _fill(self) -> None:
        asked = self.field.query()
        rows = []
        for action in self._table.actions:
            words = words_of(action, self._scheme)
            if words and _answers(asked, words, action.keys):
                rows.append((action, words))
        self._painter.table = self._table
        self._model.set_rows(rows)
        at = next((row for row, (action, _words) in enumerate(rows) if action.id == self._action), -1)
        if at < 0 and rows and asked:
            at = 0
            self._choose(0)
        self.list.set_row(at)
        self.list.viewport().update()

    def _catch(self, _row: int) -> None:
        self.catcher.begin()

    def _choose(self, row: int) -> None:
        if not 0 <= row < len(self._model.rows):
            return
        self._action = self._model.rows[row][0].id
        self.list.set_row(row)
        self._say("")
        self._show_chosen()
        self.list.viewport().update()

    def _show_chosen(self) -> None:
        action = self._table.action(self._action)
        self._words.setText(words_of(action, self._scheme) or action.title)
        for button in self._buttons:
            self._chips.removeWidget(button)
            button.deleteLater()
        self._chips.removeWidget(self.catcher)
        self._buttons = []
        for key in action.keys:
            button = flat_button(f"{shown(key)}  ×", _("Take {key} away").format(key=shown(key)), "ghost", self._keys)
            button.setToolTip(button.accessibleName())
            button.clicked.connect(lambda _checked=False, gone=key: self.drop(gone))
            self._chips.addWidget(button)
            button.show()
            self._buttons.append(button)
        self._chips.addWidget(self.catcher)
        self._reset.setEnabled(not self._table.is_default(self._action))
        self._reset_all.setEnabled(bool(self._table.chosen))

    def _say(self, words: str, *, refused: bool = False, wanted: str = "") -> None:
        self.message.setText(words)
        self.message.setProperty("role", "error" if refused else "muted")
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        self._wanted = wanted
        self._take_away.setVisible(bool(wanted))
        if wanted:
            self._take_away.setText(_("Take it away from there"))
            self._take_away.setAccessibleName(_("Take it away from there"))

    # intents

    def take(self, key: str) -> None:
        """Give the chosen action `key` too, where that can be."""
        action, other = self._table.action(self._action), self._table.action_for(key)
        self.list.setFocus()
        if not key:
            self._say(_("This key cannot be used: it has no name here."), refused=True)
        elif key in action.keys:
            self._say(_("{key} does that already.").format(key=shown(key)))
        elif self._table.fixed(key):
            self._say(_("{key} keeps its meaning in every box and field.").format(key=shown(key)), refused=True)
        elif other is not None:
            words = words_of(other, self._scheme) or other.title
            self._say(_("{key} is taken: “{action}”.").format(key=shown(key), action=words), refused=True, wanted=key)
        else:
            self._change(self._table.with_keys(self._action, (*action.keys, key)), _warning(key))

    def _take_from_other(self) -> None:
        if key := self._wanted:
            keys = (*self._table.action(self._action).keys, key)
            self._change(self._table.with_keys(self._action, keys), _warning(key))
            self.list.setFocus()

    def drop(self, key: str) -> None:
        """Take `key` away from the chosen action."""
        action = self._table.action(self._action)
        way = self._table.key("go")
        words = ""
        if len(action.keys) == 1 and way and self._action != "go":
            words = _("Without a key it is still found with {key}.").format(key=shown(way))
        self._change(self._table.with_keys(self._action, [one for one in action.keys if one != key]), words)
        self.catcher.setFocus()

    def reset(self) -> None:
        """Give the chosen action its first keys again, but for those that another one has now."""
        from reader_app.gui.actions import ACTIONS

        default = next(one.keys for one in ACTIONS if one.id == self._action)
        others = {key: self._table.action_for(key) for key in default}
        lost = {key: other for key, other in others.items() if other is not None and other.id != self._action}
        if lost:
            key, other = next(iter(lost.items()))
            words = words_of(other, self._scheme) or other.title
            self._say(_("{key} is taken: “{action}”.").format(key=shown(key), action=words), refused=True, wanted=key)
            return
        self._change(self._table.with_keys(self._action, default), "")

    def _change(self, table: KeyTable, words: str) -> None:
        self.set_table(table)
        self._say(words)
        self.changed.emit(table)


def _answers(asked: str, words: str, keys: Sequence[str]) -> bool:
    if any(asked.strip().casefold() in (key.casefold(), shown(key).casefold()) for key in keys):
        return True
    known = fold(words).split()
    return all(any(one.startswith(part) for one in known) for part in fold(asked).split())


def _warning(key: str) -> str:
    if eaten(key):
        return _(
            "Careful: Vietnamese input methods (Telex, VNI) compose with {key}, and on Windows and macOS they do so "
            "here too. The key may not arrive while one is switched on."
        ).format(key=shown(key))
    return ""
