"""What is shown for a fault of ours: the trace, to be copied into a report."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from reader_app.gui.dialogs.work import LinesBox, plain_label, push_button
from reader_app.words import _


class CrashBox(QDialog):
    """Not modal: whatever went wrong, what was saved is safe, and the window behind may still be used or closed."""

    def __init__(self, trace: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crashBox")
        self.setWindowTitle(_("Something went wrong"))
        words = plain_label(self)
        words.setText(
            _("This is a fault of the application. Everything up to your last act is saved. The lines below tell the "
              "developers what happened; they may hold names of files, but no text of articles is added to them.")
        )  # fmt: skip
        self.lines = LinesBox(_("Details"), self)
        self.lines.setPlainText(trace)
        copy, close = push_button(_("Copy"), self), push_button(_("Close"), self, "primary")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.lines.toPlainText()))
        close.clicked.connect(self.close)
        close.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 18, 20, 16)
        box.addWidget(words)
        box.addWidget(self.lines, 1)
        box.addLayout(row)

    def add(self, trace: str) -> None:
        """Add the trace of a further fault."""
        self.lines.appendPlainText(f"\n{trace}")

    def sizeHint(self) -> QSize:
        return QSize(640, 420)
