"""The guidelines of the label scheme beside the text: to read, to select, and never in the way of a key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTextEdit, QVBoxLayout, QWidget

from reader_app.core.guidelines import Chapter
from reader_app.gui.fields import flat_button
from reader_app.gui.flow import FlowLayout
from reader_app.gui.theme import LIGHT, Theme
from reader_app.words import _

_MOVES = frozenset({
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    Qt.Key.Key_Home, Qt.Key.Key_End,
})  # fmt: skip
_COPYING = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)


class _Pages(QTextEdit):
    """Plain text with headings. Letters, digits and Space are keys of the desk here as in the article."""

    left = Signal()
    wrapped = Signal()  # the lines are broken elsewhere now

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.wrapped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _MOVES or any(map(event.matches, _COPYING)):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def inputMethodQuery(self, query: Qt.InputMethodQuery, *_rest: object) -> object:
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query)


class Guide(QFrame):
    """Shows chapters that it is given, and goes to one of them."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("guide")
        self.setAccessibleName(_("Guidelines"))
        self.setMinimumWidth(250)
        self._chapters: tuple[Chapter, ...] = ()
        self._places: dict[str, int] = {}
        self._theme = LIGHT
        self._current = ""
        head = QLabel(_("Guidelines"), self)
        head.setProperty("role", "strong")
        close = flat_button("×", _("Close"), "key", self)
        close.clicked.connect(self.closed)
        self._chips = QWidget(self)
        self._row = FlowLayout(self._chips, gap=2)
        self.pages = _Pages(self)
        self.pages.setObjectName("guidePages")
        self.pages.setAccessibleName(_("Guidelines"))
        self.pages.setReadOnly(True)
        self.pages.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.pages.setTabChangesFocus(True)
        self.pages.setFrameShape(QFrame.Shape.NoFrame)
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pages.left.connect(self.closed)
        self.pages.wrapped.connect(self._show_current)
        row = QHBoxLayout()
        row.setContentsMargins(6, 0, 0, 0)
        row.addWidget(head, 1)
        row.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 8, 0)
        box.setSpacing(6)
        box.addLayout(row)
        box.addWidget(self._chips)
        box.addWidget(self.pages, 1)
        self.setFocusProxy(self.pages)

    def set_chapters(self, chapters: Sequence[Chapter]) -> None:
        """Show `chapters`, with a button for each that is no label's."""
        if tuple(chapters) == self._chapters:
            return
        self._chapters = tuple(chapters)
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for chapter in self._chapters:
            if chapter.depth == 1:
                button = flat_button(chapter.title, chapter.title, "pill", self._chips)
                button.clicked.connect(lambda _checked=False, wanted=chapter.id: self.go_to(wanted))
                self._row.addWidget(button)
        self._write()

    def set_theme(self, theme: Theme) -> None:
        if theme is not self._theme:
            self._theme = theme
            self._write()

    def chapter(self) -> str:
        """Return the id of the chapter that was gone to last."""
        return self._current

    def go_to(self, chapter: str) -> None:
        """Bring `chapter` to the top; for one that is not there, its kind's."""
        place = self._places.get(chapter, self._places.get(chapter.partition(".")[0]))
        if place is None:
            return
        self._current = chapter if chapter in self._places else chapter.partition(".")[0]
        self._show_current()

    def _show_current(self) -> None:
        """Bring the chapter that was gone to last to the top, its title on a ground of its own."""
        place = self._places.get(self._current)
        if place is None:
            return
        cursor = QTextCursor(self.pages.document())
        cursor.setPosition(place)
        self.pages.setTextCursor(cursor)
        bar = self.pages.verticalScrollBar()
        bar.setValue(bar.value() + self.pages.cursorRect(cursor).top() - 4)
        title = QTextEdit.ExtraSelection()
        title.cursor = QTextCursor(cursor)
        title.format.setBackground(QColor(self._theme.accent_soft))
        title.format.setProperty(QTextFormat.Property.FullWidthSelection, True)  # noqa: FBT003  Qt's own order
        self.pages.setExtraSelections([title])

    def _write(self) -> None:
        """Write the chapters into the document: text and formats, no markup."""
        theme, base = self._theme, self.pages.font()
        plain, muted = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(QColor(theme.text))
        muted.setForeground(QColor(theme.muted))
        example = QTextCharFormat(plain)
        example.setFontItalic(True)
        document = QTextDocument(self.pages)
        document.setDefaultFont(base)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(6)
        cursor = QTextCursor(document)
        self._places = {}
        for chapter in self._chapters:
            top = chapter.depth == 1
            heading = QTextCharFormat()
            heading.setForeground(QColor(theme.accent if top else theme.text))
            heading.setFontWeight(QFont.Weight.Bold)
            size = base.pointSizeF() if base.pointSizeF() > 0 else base.pixelSize() * 0.75
            heading.setFontPointSize(size * (1.25 if top else 1.05))
            self._block(cursor, 14 if top else 10, 0, first=not self._places)
            self._places[chapter.id] = cursor.position()
            cursor.insertText(chapter.title, heading)
            if chapter.off:
                cursor.insertText("  " + _("switched off"), muted)
            for rule in chapter.rules:
                self._block(cursor, 4, 0)
                cursor.insertText(rule, plain)
            for one in chapter.examples:
                self._block(cursor, 4, 14)
                cursor.insertText(one.text, example)
                cursor.insertText("  →  ", muted)
                cursor.insertText(one.note, muted)
        self.pages.setDocument(document)
        self._show_current()

    @staticmethod
    def _block(cursor: QTextCursor, above: int, indent: int, *, first: bool = False) -> None:
        shape = QTextBlockFormat()
        shape.setTopMargin(above)
        shape.setLeftMargin(indent)
        shape.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if first:
            cursor.setBlockFormat(shape)
        else:
            cursor.insertBlock(shape)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._chapters:
            self._write()
