"""Writing the note of a record."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from reader_app.gui.plain import one_line
from reader_app.gui.popup import Popup
from reader_app.words import _


class _NoteText(QPlainTextEdit):
    finished = Signal()

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(source.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.finished.emit()
        else:
            super().keyPressEvent(event)


class NoteEditor(Popup):
    """A few lines of text. However it is left, what was written is handed over: nothing written is lost."""

    written = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "noteEditor")
        self._before = ""
        self._title = QLabel(self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("role", "muted")
        self.text = _NoteText(self)
        self.text.setAccessibleName(_("Note"))
        self.text.setTabChangesFocus(True)
        self.text.finished.connect(self.dismiss)
        hint = QLabel(_("Ctrl+Enter or Esc: keep and close"), self)
        hint.setTextFormat(Qt.TextFormat.PlainText)
        hint.setProperty("role", "muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 8, 10, 8)
        box.setSpacing(6)
        box.addWidget(self._title)
        box.addWidget(self.text, 1)
        box.addWidget(hint)

    def open_for(self, text: str, near: QRect | None = None, *, title: str = "") -> None:
        """Show the note `text`; `title` says whose it is."""
        self._close(give_back=False)
        self._before = text
        words = one_line(title, 80) or _("Note")
        self._title.setText(words)
        self.setAccessibleName(words)
        self.text.setPlainText(text)
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self.show_at(near if near is not None else QRect(), self.text)

    def leaving(self) -> None:
        # reading back turns a no-break space into a plain one: an untouched note is not written again
        if self.text.document().isModified():
            words = self.text.toPlainText().strip()
            self.text.document().setModified(False)
            if words != self._before:
                self.written.emit(words)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(max(320, 44 * metrics.averageCharWidth()), 9 * metrics.lineSpacing() + 40)
