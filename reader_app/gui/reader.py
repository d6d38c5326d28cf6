"""The reader: one article as a good page shows it, with its annotations drawn behind the words.

The document is the article's text and nothing else. All positions that come in or go out are code points; Qt's UTF-16
units stay in here. The text is never read back from the widget.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QMimeData, QPoint, QPointF, QRect, QSignalBlocker, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QTextEdit, QWidget

from reader_app.core.caret import next_word, previous_word, word_at
from reader_app.core.change import Sheet
from reader_app.core.model import Annotation, Span
from reader_app.core.scheme import Scheme
from reader_app.core.spans import paragraph_at
from reader_app.core.text import Utf16Map
from reader_app.gui import page
from reader_app.gui.canvas import Canvas
from reader_app.gui.reading import Reading
from reader_app.gui.theme import Theme
from reader_app.gui.viewport import own_viewport
from reader_app.words import _

if TYPE_CHECKING:
    from reader_app.core.suggestion import Suggestion
    from reader_app.gui.marks import Item

_CLICK = 5  # pixels that a hand may tremble between press and release

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


class Reader(QTextEdit):
    """Shows a sheet of one author. `clicked` carries a position and the ids of the records there, innermost first;
    `clicked_again` then tells whether the click before was at the same place."""

    clicked = Signal(int, list)
    caretMoved = Signal(int)
    filesDropped = Signal(list)
    readingChanged = Signal(object)  # Reading: the wheel has changed it
    shownChanged = Signal()  # other annotations, another text, or set in another way
    scrolled = Signal()  # another part of the text is in view

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        own_viewport(self)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.setObjectName("reader")
        self.setAccessibleName(_("Text of the article"))
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
        self._sheet: Sheet | None = None
        self._shown: tuple[Item, ...] = ()
        self._text = ""
        self._units = Utf16Map("")
        # the Vietnamese words of the article shown; asked for when a key or a click goes by words
        self.words: Callable[[], Sequence[Span]] = tuple
        self._canvas = Canvas(self)
        self._made: QTextDocument | None = None
        self._scheme: Scheme | None = None
        self.reading = Reading()
        self._hidden: frozenset[str] = frozenset()
        self._outlined = ("", "")  # the chosen record and the open quote
        self._beside: QWidget | None = None
        self._pressed: QPoint | None = None
        self._last_click: QPoint | None = None
        self._words_from: Span | None = None
        self._since_double = QElapsedTimer()
        self._kept_place: int | None = None
        self.clicked_again = False
        self._set_text("")
        self.cursorPositionChanged.connect(lambda: self.caretMoved.emit(self.caret()))
        self.verticalScrollBar().valueChanged.connect(self._forget_place)

    # what is shown

    def set_sheet(
        self, sheet: Sheet | None, scheme: Scheme, author: str, suggestions: Sequence[Suggestion] = ()
    ) -> None:
        """Show `sheet` with the records of `author` and what is suggested beside them. For the same text caret,
        selection and place stay."""
        text = sheet.article.text if sheet is not None else ""
        before = self._sheet
        if text != self._text or (sheet and sheet.article.id) != (before and before.article.id):
            self._set_text(text)
        self._shown = (*sheet.own(author), *suggestions) if sheet is not None else ()
        self._sheet, self._scheme = sheet, scheme
        self._show_marks()

    def _set_text(self, text: str) -> None:
        self._text = text
        self._units = Utf16Map(text)
        self._pressed = self._last_click = self._words_from = None
        self._kept_place = 0  # a place asked for while Qt takes the document in would lay all of it out
        made = page.document(text, self.reading, self)
        page.fit(made, self.viewport().width(), self.reading.measure)
        if (old := self._made) is not None:
            old.deleteLater()  # Qt deletes what it has made itself, and nothing else
        self._made = made
        self.setDocument(made)
        self.setFont(self.reading.font())
        self.setCursorWidth(2)  # kept in the document
        self._canvas.clear()
        self._canvas.set_reading(self.reading)

    def _show_marks(self) -> None:
        if self._scheme is not None:
            self._canvas.show(self.visible(), self._scheme, self._units)
            self.shownChanged.emit()

    def set_hidden(self, kinds: frozenset[str]) -> None:
        """Show no annotations of these `kinds`, nor suggestions where "suggestion" is among them; what is chosen is
        shown in any case."""
        if kinds != self._hidden:
            self._hidden = kinds
            self._show_marks()

    def visible(self) -> list[Item]:
        """Return the annotations and suggestions that are drawn."""
        if not self._hidden:
            return list(self._shown)
        return [item for item in self._shown if item.id in self._outlined or _kind(item) not in self._hidden]

    def set_chosen(self, record: str) -> None:
        """Outline the annotation or suggestion `record` with its cue and source; "" for none."""
        self._outline((record, self._outlined[1]))
        self._canvas.set_chosen(record)

    def set_open_quote(self, record: str) -> None:
        """Outline the quote that source, cue, via and person go to; "" for none."""
        self._outline((self._outlined[0], record))
        self._canvas.set_open_quote(record)

    def _outline(self, records: tuple[str, str]) -> None:
        if records != self._outlined:
            self._outlined = records
            if self._hidden:
                self._show_marks()

    def hides(self, kind: str) -> bool:
        """Return whether annotations of `kind` are hidden."""
        return kind in self._hidden

    def set_theme(self, theme: Theme) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.reader)
        palette.setColor(QPalette.ColorRole.Text, theme.text)
        palette.setColor(QPalette.ColorRole.Highlight, theme.selected)
        palette.setColor(QPalette.ColorRole.HighlightedText, theme.text)
        self.setPalette(palette)
        self._canvas.set_theme(theme)

    def set_reading(self, reading: Reading) -> None:
        """Set the article as `reading` says. Caret, selection and place stay. Emits nothing."""
        if reading == self.reading:
            return
        self.ensurePolished()  # a first polishing that comes later brings the font back that it had before
        place, cursor = self.place(), self.textCursor()
        caret, anchor = map(self._units.to_points, (cursor.position(), cursor.anchor()))
        self.reading = reading
        with QSignalBlocker(self):
            self._set_text(self._text)
            self.set_caret(caret, anchor)
        self._show_marks()
        self.restore_place(place)
        self._kept_place = place

    # caret, selection, place

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
        """Return the first code point in view."""
        if self._kept_place is not None:
            return self._kept_place
        line = page.first_line(self.document(), self.verticalScrollBar().value())
        return self._units.to_points(line.start) if line is not None else 0

    def restore_place(self, position: int) -> None:
        """Scroll so that `position` is in the first line."""
        self._scroll_to(self.verticalScrollBar().value() + self._rect_at(position).top() - 2 if position > 0 else 0)

    def _scroll_to(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value > bar.maximum():
            # asking lays out the rest; until then the bar does not know how far it goes
            bar.setMaximum(max(round(self.document().size().height()) - self.viewport().height(), 0))
        bar.setValue(value)

    def _forget_place(self) -> None:
        self._kept_place = None
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

    @property
    def text(self) -> str:
        """The text of the article, never read back from the document."""
        return self._text

    @property
    def scheme(self) -> Scheme | None:
        return self._scheme

    def records_at(self, position: int) -> list[str]:
        """Return the ids of the annotations and suggestions with a part at `position`, innermost first."""
        widths = {
            item.id: min(p.span.end - p.span.start for p in item.parts if position in p.span)
            for item in self.visible()
            if any(position in p.span for p in item.parts)
        }
        return sorted(widths, key=lambda record: (widths[record], record))

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

    # the mouse

    def _on_line(self, point: QPoint) -> QPoint:
        """Return `point` moved up or down to the letters of its line: between two lines Qt meets the end of one."""
        scroll = self.verticalScrollBar().value()
        line = page.line_at(self.document(), point.y() + scroll)
        return QPoint(point.x(), round(line.top + line.height / 2) - scroll) if line is not None else point

    def position_at(self, point: QPoint) -> int:
        """Return the code point that a click at `point`, in the viewport, would put the caret at."""
        return self._units.to_points(self.cursorForPosition(self._on_line(point)).position())

    def _moved(self, event: QMouseEvent) -> QMouseEvent:
        """Return `event` as if it had happened on the letters of its line."""
        at = event.position()
        shift = QPointF(self._on_line(at.toPoint())) - at
        shift.setX(0.0)
        return QMouseEvent(
            event.type(), at + shift, event.scenePosition() + shift, event.globalPosition() + shift, event.button(),
            event.buttons(), event.modifiers(), event.pointingDevice(),
        )  # fmt: skip

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._words_from = None
        if event.button() != Qt.MouseButton.LeftButton:
            self._pressed = None
            super().mousePressEvent(event)
            return
        point = event.position().toPoint()
        if self._is_third_click(point):
            self._select_paragraph(self.position_at(point))
            return
        self._pressed = point
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self.textCursor().hasSelection():
            # else Qt takes a press on selected words for the beginning of a drag of text
            self.set_caret(self.position_at(point))
        super().mousePressEvent(self._moved(event))

    def _is_third_click(self, point: QPoint) -> bool:
        since, last = self._since_double, self._last_click
        interval = QGuiApplication.styleHints().mouseDoubleClickInterval()
        return last is not None and since.isValid() and since.elapsed() < interval and _near(point, last)

    def _select_paragraph(self, position: int) -> None:
        self._since_double.invalidate()
        self._pressed = None
        if (paragraph := paragraph_at(self._text, position)) is not None:
            self.set_caret(paragraph.end, anchor=paragraph.start)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._words_from is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(self._moved(event))
            return
        first, at = self._words_from, self.position_at(event.position().toPoint())
        word = word_at(self._text, at, self.words())
        if at < first.start:
            self.set_caret(word.start if word else at, anchor=first.end)
        else:
            self.set_caret(max(first.end, word.end if word and word.start < at else at), anchor=first.start)
        self.ensureCursorVisible()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(self._moved(event))
        point, pressed = event.position().toPoint(), self._pressed
        self._pressed = None
        if pressed is None or self.textCursor().hasSelection() or not _near(point, pressed):
            return
        self.clicked_again = self._last_click is not None and _near(point, self._last_click)
        self._last_click = point
        position = self.position_at(point)
        self.clicked.emit(position, self.records_at(self._letter_at(point, position)))

    def _letter_at(self, point: QPoint, position: int) -> int:
        """Return the letter under `point`: the caret goes to the nearer side of it."""
        return position - 1 if position and point.x() < self._rect_at(position).left() else position

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        point = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._last_click = point
        self._since_double.start()
        at = self.position_at(point)
        words = self.words()
        word = word_at(self._text, self._letter_at(point, at), words) or word_at(self._text, at, words)
        if word is not None:
            self._words_from = word
            self.set_caret(word.end, anchor=word.start)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def _zoom(self, step: int) -> None:
        before = self.reading
        self.set_reading(before.stepped("points", step))
        if self.reading != before:
            self.readingChanged.emit(self.reading)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = QAction(_("Copy"), menu)
        copy.setEnabled(self.textCursor().hasSelection())
        copy.triggered.connect(self.copy)
        menu.addAction(copy)
        menu.popup(event.globalPos())

    def createMimeDataFromSelection(self) -> QMimeData:
        # from the article, not from the document, which gives non-breaking spaces back as spaces
        data = QMimeData()
        span = self.selected_span()
        data.setText(span.of(self._text) if span is not None else "")
        return data

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.filesDropped.emit(paths)

    # painting

    def put_beside(self, widget: QWidget) -> None:
        """Give `widget` a strip between the text and the scroll bar, as wide as it wants."""
        self._beside = widget
        widget.setParent(self)
        self.setViewportMargins(0, 0, widget.sizeHint().width(), 0)
        self._place_beside()
        widget.show()

    def _place_beside(self) -> None:
        if self._beside is not None:
            text = self.viewport().geometry()
            self._beside.setGeometry(text.right() + 1, text.top(), self._beside.sizeHint().width(), text.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_beside()
        if event.size().width() == event.oldSize().width():
            super().resizeEvent(event)
            return
        # kept until somebody scrolls: the top line begins elsewhere at each width, and the place would creep upwards
        place = self.place()
        super().resizeEvent(event)
        page.fit(self.document(), self.viewport().width(), self.reading.measure)
        self.restore_place(place)
        self._kept_place = place
        self.shownChanged.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._canvas.paint(event.rect())
        super().paintEvent(event)


def _near(one: QPoint, other: QPoint) -> bool:
    return (one - other).manhattanLength() <= _CLICK


def _kind(item: Item) -> str:
    return item.kind if isinstance(item, Annotation) else "suggestion"
