"""A form for what is known about an article: all of it is plain text, and all of it becomes one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from reader_app.core.dates import as_date
from reader_app.words import _

if TYPE_CHECKING:
    from reader_app.core.model import Article

FIELDS = ("title", "outlet", "date", "byline", "url")


class FactsForm(QWidget):
    """One line a fact. Enter keeps what was written, Esc does not; a date that is none is said and nothing is kept."""

    written = Signal(dict)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("articleFacts")
        self._before = dict.fromkeys(FIELDS, "")
        names = {
            "title": _("Title"), "outlet": _("Outlet"), "date": _("Date"), "byline": _("By-line"), "url": _("Link"),
        }  # fmt: skip
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 6, 0)
        grid.setVerticalSpacing(4)
        self.fields: dict[str, QLineEdit] = {}
        for row, (name, words) in enumerate(names.items()):
            label, field = QLabel(words, self), QLineEdit(self)
            label.setProperty("role", "muted")
            label.setBuddy(field)
            field.setAccessibleName(words)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
            self.fields[name] = field
        self.fields["date"].setPlaceholderText(_("such as {date}").format(date="2019-01-22"))
        self.trouble = QLabel(self)
        self.trouble.setProperty("role", "error")
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.setWordWrap(True)
        keep, drop = QPushButton(_("Keep"), self), QPushButton(_("Cancel"), self)
        keep.setProperty("role", "primary")
        keep.clicked.connect(self.keep)
        drop.clicked.connect(self.close_form)
        row_of_buttons = QHBoxLayout()
        row_of_buttons.setSpacing(8)
        row_of_buttons.addWidget(self.trouble, 1)
        row_of_buttons.addWidget(drop)
        row_of_buttons.addWidget(keep)
        grid.addLayout(row_of_buttons, len(names), 0, 1, 2)

    def open_for(self, article: Article) -> None:
        """Show the facts of `article`."""
        self._before = {name: getattr(article, name) for name in FIELDS}
        for name, field in self.fields.items():
            field.setText(self._before[name])
        self.trouble.clear()
        self.show()
        title = self.fields["title"]
        title.setFocus(Qt.FocusReason.OtherFocusReason)
        title.setCursorPosition(0)  # of a long title the beginning is to be seen

    def changes(self) -> dict[str, str] | None:
        """Return what was written, by field, without what is as it was; None where the date is none."""
        # what nobody touched is not read back: a field turns a no-break space into a plain one
        touched = {name: " ".join(f.text().split()) for name, f in self.fields.items() if f.isModified()}
        if touched.get("date"):
            date = touched["date"] if touched["date"] == self._before["date"] else as_date(touched["date"])
            if date is None:
                return None
            touched["date"] = date
        return {name: words for name, words in touched.items() if words != self._before[name]}

    def keep(self) -> None:
        """Hand over what was written and close; stay open where the date is none."""
        changes = self.changes()
        if changes is None:
            self.trouble.setText(_("This is no date. Write one like 2019, 2019-01 or 2019-01-22."))
            self.fields["date"].setFocus(Qt.FocusReason.OtherFocusReason)
            self.fields["date"].selectAll()
            return
        self.close_form()
        if changes:
            self.written.emit(changes)

    def finish(self) -> None:
        """Hand over what can be taken of what was written, and close: the article is left."""
        if self.changes() is None:
            self.fields["date"].setText(self._before["date"])
        self.keep()

    def close_form(self) -> None:
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # no key goes on to the desk: its shortcuts are not for somebody who writes here
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        event.accept()
