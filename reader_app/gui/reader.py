"""The reader: one article as a good page shows it, with its annotations drawn behind the words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QPoint, QPointF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QMouseEvent,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from reader_app.core.caret import word_at
from reader_app.core.change import Sheet
from reader_app.core.model import Annotation, Span
from reader_app.core.scheme import Scheme
from reader_app.core.spans import paragraph_at
from reader_app.gui import page
from reader_app.gui.canvas import Canvas
from reader_app.gui.reading import Reading
from reader_app.gui.text_view import TextView
from reader_app.gui.theme import Theme
from reader_app.words import _

if TYPE_CHECKING:
    from reader_app.core.suggestion import Suggestion
    from reader_app.gui.marks import Item

_CLICK = 5  # pixels that a hand may tremble between press and release


class Reader(TextView):
    """Shows a sheet of one author. `clicked` carries a position and the ids of the records there, innermost first;
    `clicked_again` then tells whether the click before was at the same place."""

    clicked = Signal(int, list)
    filesDropped = Signal(list)
    readingChanged = Signal(object)  # Reading: the wheel has changed it
    shownChanged = Signal()  # other annotations, another text, or set in another way

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reader")
        self.setAccessibleName(_("Text of the article"))
        self._sheet: Sheet | None = None
        self._shown: tuple[Item, ...] = ()
        self._scheme: Scheme | None = None
        self._canvas = Canvas(self)
        self._hidden: frozenset[str] = frozenset()
        self._outlined = ("", "")  # the chosen record and the open quote
        self._beside: QWidget | None = None
        self._pressed: QPoint | None = None
        self._last_click: QPoint | None = None
        self._words_from: Span | None = None
        self._since_double = QElapsedTimer()
        self.clicked_again = False
        self._set_text("")

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
        self._pressed = self._last_click = self._words_from = None
        super()._set_text(text)
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

    # the mouse

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
        place = self.place()
        super().resizeEvent(event)
        page.fit(self.document(), self.viewport().width(), self.reading.measure)
        self.restore_place(place)
        self.shownChanged.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._canvas.paint(event.rect())
        super().paintEvent(event)


def _near(one: QPoint, other: QPoint) -> bool:
    return (one - other).manhattanLength() <= _CLICK


def _kind(item: Item) -> str:
    return item.kind if isinstance(item, Annotation) else "suggestion"
