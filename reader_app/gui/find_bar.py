"""Finds words in the open article, without regard to tone marks and case."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from reader_app.core.finding import occurrences
from reader_app.core.model import Span
from reader_app.gui.search_field import SearchField
from reader_app.words import _


class FindBar(QWidget):
    """A field over the reader; `found` carries each hit as it is gone to."""

    found = Signal(Span)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        self.field = SearchField(self)
        self.field.setObjectName("findField")
        self.field.setPlaceholderText(_("Find in the article"))
        self.field.setAccessibleName(_("Find in the article"))
        self._count = QLabel(self)
        self._count.setProperty("role", "muted")
        layout.addWidget(self.field, 1)
        layout.addWidget(self._count)
        self.field.queryChanged.connect(self._search)
        self._text, self._hits, self._at, self._from = "", list[Span](), 0, 0

    def open_for(self, text: str, caret: int) -> None:
        """Find in `text` from code point `caret` on."""
        self._text, self._from = text, caret
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if self.field.query():
            self._search(self.field.query())

    def set_text(self, text: str) -> None:
        """Find in `text` from now on: another article is open. Nothing is gone to before somebody asks."""
        if text != self._text:
            self._text, self._from = text, 0
            self._hits = occurrences(text, self.field.query()) if self.isVisible() else []
            self._at = -1
            self._count.clear()

    def _search(self, query: str) -> None:
        self._hits = occurrences(self._text, query)
        self._at = bisect_left([hit.start for hit in self._hits], self._from) % max(1, len(self._hits))
        self._go()

    def _go(self) -> None:
        if self._hits:
            self.found.emit(self._hits[self._at])
            self._count.setText(_("{n} of {all}").format(n=self._at + 1, all=len(self._hits)))
        else:
            self._count.setText(_("Not found") if self.field.query() else "")

    def _move(self, step: int) -> None:
        if self._hits:
            self._at = (self._at + step) % len(self._hits)
            self._go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._move(-1 if back else 1)
            case Qt.Key.Key_Down:
                self._move(1)
            case Qt.Key.Key_Up:
                self._move(-1)
            case Qt.Key.Key_Escape:
                self.hide()
                self.closed.emit()
            case _:
                super().keyPressEvent(event)
