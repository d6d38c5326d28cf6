"""All keys on one sheet (?), by what they are for."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from reader_app.core.scheme import Scheme
from reader_app.gui.actions import Action
from reader_app.gui.fields import flat_button
from reader_app.gui.key_table import keys_in_use
from reader_app.gui.keys import shown
from reader_app.gui.popup import Popup
from reader_app.words import _, title

_TWO_COLUMNS = 860
"""Pixels of the window from which on the keys stand in two columns."""


def words_of(action: Action, scheme: Scheme) -> str:
    """Return what `action` is called in a project with `scheme`; "" for a digit without a label."""
    if not action.id.startswith("label-"):
        return action.title
    label = scheme.label_for_key(action.detail)
    return f"{label.id}  {title(label.titles)}" if label is not None else ""


class KeySheet(Popup):
    """A sheet over the window that any key closes."""

    changeAsked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "keySheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("All keys"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        head = QLabel(_("All keys"), self)
        head.setProperty("role", "title")
        self._change = flat_button(_("Change keys…"), _("Change keys…"), "link", self)
        self._change.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # each key closes the sheet
        self._change.clicked.connect(self._ask)
        top = QHBoxLayout()
        top.addWidget(head, 1)
        top.addWidget(self._change)
        layout.addLayout(top)
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout.addWidget(self._area)

    def open(self, scheme: Scheme) -> None:
        """Show the keys as they are in a project with `scheme`."""
        self._area.setWidget(self._sheet(scheme))
        self.show_at(QRect(), self)

    def _ask(self) -> None:
        self.dismiss()
        self.changeAsked.emit()

    def sizeHint(self) -> QSize:
        room = self.window().size()
        return QSize(min(980, room.width() - 40), min(700, room.height() - 40))

    def _sheet(self, scheme: Scheme) -> QWidget:
        sheet = QWidget(self._area)
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(0, 0, 12, 0)
        columns.setSpacing(32)
        narrow = self.window().width() < _TWO_COLUMNS
        groups: dict[str, list[Action]] = {}
        for action in keys_in_use().actions:
            if action.keys and words_of(action, scheme):
                groups.setdefault(action.group, []).append(action)
        halves: list[list[str]] = [[], []]
        for group in groups:
            full = sum(len(groups[g]) for g in halves[0]) > sum(map(len, groups.values())) * 0.42
            halves[full and not narrow].append(group)
        for half in filter(None, halves):
            column = QGridLayout()
            column.setHorizontalSpacing(14)
            column.setVerticalSpacing(5)
            column.setColumnStretch(1, 1)
            for group in half:
                head = QLabel(_(group), sheet)
                head.setProperty("role", "heading")
                column.addWidget(head, column.rowCount(), 0, 1, 2)
                for action in groups[group]:
                    row = column.rowCount()
                    key = QLabel("  ".join(map(shown, action.keys)), sheet)
                    key.setProperty("role", "key")
                    key.setTextFormat(Qt.TextFormat.PlainText)  # "<" is a key, not markup
                    words = QLabel(words_of(action, scheme), sheet)
                    words.setTextFormat(Qt.TextFormat.PlainText)
                    words.setWordWrap(True)
                    column.addWidget(key, row, 0, Qt.AlignmentFlag.AlignTop)
                    column.addWidget(words, row, 1)
            column.setRowStretch(column.rowCount(), 1)
            columns.addLayout(column, 1)
        return sheet

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._area.verticalScrollBar()
        steps = {Qt.Key.Key_Down: 40, Qt.Key.Key_Up: -40, Qt.Key.Key_PageDown: 400, Qt.Key.Key_PageUp: -400}
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        if event.key() in ends:
            bar.setValue(ends[Qt.Key(event.key())])
        elif event.key() in steps:
            bar.setValue(bar.value() + steps[Qt.Key(event.key())])
        elif event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt):
            self.dismiss()
