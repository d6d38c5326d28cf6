"""A field to search in as one types, also while an input method composes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from reader_app.core.text import Utf16Map
from reader_app.words import _


class SearchField(QLineEdit):
    """A line whose query is what one sees: its text and what is being composed in it.

    While Vietnamese is composed `text()` lacks the whole word, so a search by it would lag a word behind.
    """

    queryChanged = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preedit = ""
        self._last = ""
        self.textChanged.connect(self._changed)

    def query(self) -> str:
        """Return the text together with what is being composed at the caret."""
        text = self.text()
        at = Utf16Map(text).to_points(self.cursorPosition())
        return text[:at] + self._preedit + text[at:]

    def setClearButtonEnabled(self, enable: bool) -> None:  # noqa: FBT001  Qt's own signature
        super().setClearButtonEnabled(enable)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(_("Clear"))

    def commit(self) -> None:
        """Take over what is being composed."""
        if self._preedit:
            QGuiApplication.inputMethod().commit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        # set first: committing changes the text, and textChanged must not see the old preedit beside it
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)
        self._changed()

    def _changed(self) -> None:
        query = self.query()
        if query != self._last:
            self._last = query
            self.queryChanged.emit(query)
