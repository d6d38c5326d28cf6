"""A text as a good page shows it, to read and to select in: where the caret is, what is selected, what is in view.

The document is the text and nothing else. All positions that come in or go out are code points; Qt's UTF-16 units stay
in here. The text is never read back from the widget.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from reader_app.core.caret import next_word, previous_word
from reader_app.core.model import Span
from reader_app.core.text import Utf16Map
from reader_app.gui import page
from reader_app.gui.reading import Reading
from reader_app.gui.viewport import own_viewport

_Key = QKeySequence.StandardKey
_WORD_MOVES = (
    (_Key.MoveToNextWord, next_word, False),
    (_Key.SelectNextWord, next_word, True),
    (_Key.MoveToPreviousWord, previous_word, False),
    (_Key.SelectPreviousWord, previous_word, True),
)
_ARROWS = frozenset({
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
})  # fmt: skip


class TextView(QTextEdit):
    """Shows a text, set as `reading` says. No input method is let in: nothing can be typed here."""

    caretMoved = Signal(int)
    scrolled = Signal()  # another part of the text is in view

    _face: tuple[str, float] | None = None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        own_viewport(self)
        # Qt begins with 100 pixels: the first article would be laid out in lines of some letters, and then again
        self.resize(800, 600)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # the caret, which a read-only text does not show else
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self._text = ""
        self._units = Utf16Map("")
        # the Vietnamese words of the text; asked for when a key or a click goes by words
        self.words: Callable[[], Sequence[Span]] = tuple
        self.reading = Reading()
        self._made: QTextDocument | None = None
        self._kept_place: int | None = None
        self._pulled = False  # the next move of the scroll bar is none of anybody's: the text has become shorter
        self.cursorPositionChanged.connect(lambda: self.caretMoved.emit(self.caret()))
        self.verticalScrollBar().valueChanged.connect(self._forget_place)
        self.verticalScrollBar().rangeChanged.connect(self._see_range)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        face = self.font().family(), self.font().pointSizeF()
        if event.type() == QEvent.Type.FontChange and self._face is not None and face != self._face:
            self.setFont(self.reading.font())  # another style sheet brings the font back that was there before

    def _set_text(self, text: str) -> None:
        self._text = text
        self._units = Utf16Map(text)
        self._kept_place = 0  # a place asked for while Qt takes the document in would lay all of it out
        made = page.document(text, self.reading, self)
        page.fit(made, self.viewport().width(), self.reading.measure)
        if (old := self._made) is not None:
            old.deleteLater()  # Qt deletes what it has made itself, and nothing else
        self._made = made
        self.setWordWrapMode(made.defaultTextOption().wrapMode())  # else that of the widget is given to the document
        self.setDocument(made)
        font = self.reading.font()
        self._face = font.family(), font.pointSizeF()
        self.setFont(font)
        self.setCursorWidth(2 if text else 0)  # kept in the document; no caret where there is nothing to read

    @property
    def text(self) -> str:
        """The text of the article, never read back from the document."""
        return self._text

    # caret and selection

    def caret(self) -> int:
        """Return where the caret is, in code points."""
        return self._units.to_points(self.textCursor().position())

    def selected_span(self) -> Span | None:
        """Return the selection in code points, or None where nothing is selected."""
        cursor = self.textCursor()
        start, end = (self._units.to_points(at) for at in (cursor.selectionStart(), cursor.selectionEnd()))
        return Span(start, end) if start < end else None

    def set_caret(self, position: int, anchor: int | None = None) -> None:
        """Put the caret at `position`, with a selection from `anchor` on where one is given. Nothing scrolls."""
        cursor = self.textCursor()
        cursor.setPosition(self._unit(position if anchor is None else anchor))
        if anchor is not None:
            cursor.setPosition(self._unit(position), QTextCursor.MoveMode.KeepAnchor)
        # Qt scrolls by itself to a new cursor; what is to be seen is said with reveal()
        bar = self.verticalScrollBar()
        before = bar.value()
        self.setTextCursor(cursor)
        bar.setValue(before)

    def _unit(self, position: int) -> int:
        return self._units.to_units(max(0, min(position, len(self._text))))

    def _rect_at(self, position: int) -> QRect:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._unit(position))
        return self.cursorRect(cursor)

    # place

    def reveal(self, span: Span) -> None:
        """Bring `span` into view, with some lines around it; nothing moves where it is in view already. Of a span that
        is higher than the window the beginning is shown."""
        first, last = self._rect_at(span.start), self._rect_at(span.end)
        height, line = self.viewport().height(), first.height()
        bar = self.verticalScrollBar()
        if first.top() < line // 2:
            self._scroll_to(bar.value() + first.top() - min(2 * line, height // 3))
        elif last.bottom() > height - line // 2:
            below = last.bottom() - height + min(3 * line, height // 2)
            self._scroll_to(bar.value() + min(below, first.top() - line // 2))

    def span_rect(self, span: Span) -> QRect:
        """Return where the first line of `span` is drawn, in the viewport."""
        first, last = self._rect_at(span.start), self._rect_at(span.end)
        right = last.right() if abs(last.top() - first.top()) < first.height() // 2 else self.viewport().width()
        return QRect(first.topLeft(), QPoint(max(right, first.left() + 1), first.bottom()))

    def place(self) -> int:
        """Return what `restore_place` brings back: where it was put last, else the first code point in view."""
        return self._kept_place if self._kept_place is not None else self.first_in_view()

    def first_in_view(self) -> int:
        """Return the first code point in view."""
        line = page.first_line(self.document(), self.verticalScrollBar().value())
        return self._units.to_points(line.start) if line is not None else 0

    def restore_place(self, position: int) -> None:
        """Scroll so that `position` is in the first line. It stays the place until somebody scrolls: that line begins
        elsewhere at each width, and the place would creep upwards."""
        self._scroll_to(self.verticalScrollBar().value() + self._rect_at(position).top() - 2 if position > 0 else 0)
        self._kept_place = min(position, len(self._text))

    def _scroll_to(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value > bar.maximum():
            # asking lays out the rest; until then the bar does not know how far it goes
            bar.setMaximum(max(round(self.document().size().height()) - self.viewport().height(), 0))
        bar.setValue(value)

    def _see_range(self, _least: int, most: int) -> None:
        # Qt lays the rest of a text out bit by bit; it tells the range first, and then pulls the bar back into it
        self._pulled = self.verticalScrollBar().value() > most

    def _forget_place(self) -> None:
        if not self._pulled:
            self._kept_place = None
        self._pulled = False
        self.scrolled.emit()

    def show_in_middle(self, position: int) -> None:
        """Scroll so that `position` is in the middle of what is in view."""
        self._scroll_to(
            self.verticalScrollBar().value() + self._rect_at(position).top() - self.viewport().height() // 2
        )

    def letters(self) -> float:
        """Return how many letters a line has, about."""
        frame = self.document().rootFrame().frameFormat()
        column = self.viewport().width() - frame.leftMargin() - frame.rightMargin()
        return max(column / page.letter_width(self.document().defaultFont()), 1.0)

    def lines_in_view(self) -> float:
        """Return how many lines there is room for."""
        return self.viewport().height() / (self.fontMetrics().height() * self.reading.spacing / 100)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        for keys, move, keep in _WORD_MOVES:
            if event.matches(keys):
                self._move_caret(move(self._text, self.caret(), self.words()), keep=keep)
                return
        if event.key() in _ARROWS or event.matches(_Key.Copy) or event.matches(_Key.SelectAll):
            super().keyPressEvent(event)
        else:
            event.ignore()  # letters, digits and Space are keys of the desk; Qt would page on Space

    def _move_caret(self, position: int, *, keep: bool) -> None:
        cursor = self.textCursor()
        mode = QTextCursor.MoveMode.KeepAnchor if keep else QTextCursor.MoveMode.MoveAnchor
        cursor.setPosition(self._unit(position), mode)
        self.setTextCursor(cursor)

    def inputMethodQuery(self, query: Qt.InputMethodQuery, *_rest: object) -> object:
        # nothing can be typed here: an input method would eat the keys of the desk
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query)

    def createMimeDataFromSelection(self) -> QMimeData:
        # from the article, not from the document, which gives non-breaking spaces back as spaces
        data = QMimeData()
        span = self.selected_span()
        data.setText(span.of(self._text) if span is not None else "")
        return data

    # the lines under the mouse

    def _on_line(self, point: QPoint) -> QPoint:
        """Return `point` moved up or down to the letters of its line: between two lines Qt meets the end of one."""
        scroll = self.verticalScrollBar().value()
        line = page.line_at(self.document(), point.y() + scroll)
        return QPoint(point.x(), round(line.top + line.height / 2) - scroll) if line is not None else point

    def position_at(self, point: QPoint) -> int:
        """Return the code point that a click at `point`, in the viewport, would put the caret at."""
        return self._units.to_points(self.cursorForPosition(self._on_line(point)).position())
