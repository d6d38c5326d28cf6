"""A box around one long job: how far it is, a way to stop it, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QFontDatabase, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader_app.gui.plain import plain
from reader_app.words import _


def push_button(words: str, parent: QWidget, role: str = "") -> QPushButton:
    """Return a push button that shows `words`, whatever signs are in them."""
    button = QPushButton(plain(words), parent)
    button.setAccessibleName(words)
    button.setAutoDefault(False)
    if role:
        button.setProperty("role", role)
    return button


def plain_label(parent: QWidget, role: str = "") -> QLabel:
    """Return an empty label for plain text that may be long, be selected and copied."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    if role:
        label.setProperty("role", role)
    return label


class LinesBox(QPlainTextEdit):
    """Lines to read and to copy, as they are."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.document().setUndoRedoEnabled(False)


class WorkDialog(QDialog):
    """Not modal: the window goes on working behind it. Closing it while the job runs asks the job to stop."""

    cancelAsked = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        self._running = False
        self.status = plain_label(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(_("Progress"))
        self.lines = LinesBox(_("Details"), self)
        self.copy = push_button(_("Copy"), self)
        self.copy.clicked.connect(self._copy)
        self.stop = push_button(_("Cancel"), self)
        self.stop.clicked.connect(self.reject)
        self.buttons = QHBoxLayout()
        self.buttons.addWidget(self.copy)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.stop)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 18, 20, 16)
        self.body.setSpacing(10)
        for widget in (self.status, self.bar, self.lines):
            self.body.addWidget(widget)
        self.body.addLayout(self.buttons)
        for hidden in (self.bar, self.lines, self.copy):
            hidden.hide()

    def running(self) -> bool:
        return self._running

    def set_progress(self, done: int, total: int) -> None:
        """Show that `done` of `total` is done; 0 of 0 where that is not known."""
        self._running = True
        # where nothing is known there is no bar: one that runs to and fro says no more than the words above it
        self.bar.setVisible(total > 0)
        if total > 0:
            # the bar counts in 32 bits, files do not
            self.bar.setValue(min(1000, 1000 * done // total))

    def show_end(self, words: str, lines: Sequence[str] = ()) -> None:
        """Show what came of the job, in sentences, and `lines` that one may want to copy."""
        self._running = False
        self.bar.hide()
        self.status.setText(words)
        self.lines.setPlainText("\n".join(lines))
        self.lines.setVisible(bool(lines))
        self.copy.setVisible(bool(lines))
        self.stop.setText(_("Close"))
        self.stop.setAccessibleName(_("Close"))
        self.stop.setEnabled(True)
        self.adjustSize()

    def show_cancelled(self) -> None:
        """Say that the job was stopped."""
        self.show_end(_("Cancelled."))

    def reject(self) -> None:
        if self._running:
            self.status.setText(_("Stopping …"))
            self.stop.setEnabled(False)
            self.cancelAsked.emit()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._running:
            self.reject()
            event.ignore()
        else:
            super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        # the window's keys are not for somebody who reads a report
        event.accept()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.status.text()}\n{self.lines.toPlainText()}\n")
