"""The links of a record in its card: each leads to its other end and can be removed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from reader_app.gui.fields import flat_button
from reader_app.gui.plain import plain, tip
from reader_app.gui.text_fields import ElidedLabel
from reader_app.words import _


class LinkLine(NamedTuple):
    """A link as a line: which way it goes and the words of its other end; `theirs` says that somebody else made it."""

    id: str
    way: str
    words: str
    where: str
    theirs: bool = False


class _ElidedButton(QToolButton):
    """A button whose words end where the room does."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.setProperty("role", "link")
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(plain(words))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        words = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width() - 14)
        self.setText(plain(words))


class LinksField(QWidget):
    """One line a link, and a button for one more. `lacking` says that a claim's verdict has no evidence yet."""

    asked = Signal()
    wanted = Signal(str)  # the id of a link whose other end is to be shown
    removed = Signal(str)

    def __init__(self, name: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._shown: tuple[LinkLine, ...] = ()
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._lacking = ElidedLabel(self)
        self._lacking.set_words(_("evidence is missing"))
        self._lacking.setProperty("role", "error")
        self._lacking.hide()
        self._add = flat_button(key, _("Link with another quote or claim"), "key", self)
        self._add.setToolTip(_("Link with another quote or claim") + (f" ({key})" if len(key) == 1 else ""))
        self._add.clicked.connect(self.asked)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.addWidget(self._add)
        foot.addWidget(self._lacking, 1)
        foot.addStretch(0)
        self._column.addLayout(foot)

    def lines(self) -> tuple[LinkLine, ...]:
        """Return what is shown."""
        return self._shown

    @property
    def lacking(self) -> bool:
        return not self._lacking.isHidden()

    def set_lines(self, lines: Sequence[LinkLine], *, lacking: bool = False) -> None:
        """Show `lines`."""
        self._lacking.setFont(self.font())
        self._lacking.setVisible(lacking)
        if tuple(lines) == self._shown:
            return
        focus = QApplication.focusWidget()
        had_focus = focus is not None and any(line.isAncestorOf(focus) for line in self._lines)
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._shown = tuple(lines)
        self._lines = [self._line(one) for one in self._shown]
        previous: QWidget | None = None
        for number, line in enumerate(self._lines):
            self._column.insertWidget(number, line)
            line.show()
            for button in line.findChildren(QToolButton):
                if previous is not None:
                    QWidget.setTabOrder(previous, button)
                previous = button
        if previous is not None:
            QWidget.setTabOrder(previous, self._add)
        if had_focus:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, one: LinkLine) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        words = f"{one.way} {one.words}"
        button = _ElidedButton(words, line)
        button.setFont(self.font())
        button.setAccessibleName(_("Go to {words}").format(words=f"{words}, {one.where}"))
        button.setToolTip(tip(f"{words}\n{one.where}"))
        button.clicked.connect(lambda: self.wanted.emit(one.id))
        row.addWidget(button, 1)
        if not one.theirs:
            remove = flat_button("×", _("Remove the link {words}").format(words=words), "key", line)
            remove.setFont(self.font())
            remove.setToolTip(_("Remove the link"))
            remove.clicked.connect(lambda: self.removed.emit(one.id))
            row.addWidget(remove)
        return line
