"""One sentence at the bottom of the window: what was done, or why it could not be."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from reader_app.gui.dialogs.work import plain_label
from reader_app.gui.fields import flat_button
from reader_app.gui.plain import plain
from reader_app.words import _

_SHORTEST, _A_LETTER = 4000, 60  # milliseconds that a note stays


class MessageBar(QFrame):
    """Notes go by themselves, complaints when somebody closes them; a new sentence takes the place of the old one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._act: Callable[[], object] | None = None
        self._words = plain_label(self)
        self._action = flat_button("", "", "link", self)
        self._action.clicked.connect(self._do)
        self._close = flat_button("×", _("Close"), "key", self)
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 10, 6)
        row.addWidget(self._words, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, sentence: str) -> None:
        """Tell what was done."""
        self._show(sentence, "note")
        self._timer.start(_SHORTEST + _A_LETTER * len(sentence))

    def complain(self, sentence: str) -> None:
        """Tell what could not be done. It stays until it is closed or something else is said."""
        self._show(sentence, "error")

    def stay(self, sentence: str) -> None:
        """Tell how things stand, until it is closed or something else is said."""
        self._show(sentence, "note")

    def offer(self, sentence: str, action: str, act: Callable[[], object]) -> None:
        """Tell what could not be done, with a button called `action` that does `act` about it."""
        self._show(sentence, "error")
        self._act = act
        self._action.setText(plain(action))
        self._action.setAccessibleName(action)
        self._action.show()

    def note(self, sentence: str, action: str, act: Callable[[], object]) -> None:
        """Tell what was done, with a button called `action` that does `act` about it."""
        self.offer(sentence, action, act)
        self._set_tone("note")
        self._timer.start(2 * _SHORTEST + _A_LETTER * len(sentence))

    def focus_widget(self) -> QWidget:
        """Return the button that does something about what is said, hidden where there is none."""
        return self._action

    def sentence(self) -> str:
        """Return what is said now, "" where nothing is."""
        return "" if self.isHidden() else self._words.text()

    def _show(self, sentence: str, tone: str) -> None:
        self._timer.stop()
        self._words.setText(sentence)
        self._act = None
        self._action.hide()
        self._set_tone(tone)
        self.setAccessibleName(sentence)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _set_tone(self, tone: str) -> None:
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            for widget in (self, self._words):
                widget.style().unpolish(widget)
                widget.style().polish(widget)

    def _do(self) -> None:
        act = self._act
        self.hide()
        if act is not None:
            act()
