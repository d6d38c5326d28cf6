"""What stands between a sheet's records and the reader's viewport: which lines to draw, and which to draw again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextBlock
from PySide6.QtWidgets import QTextEdit

from reader_app.core.scheme import Scheme
from reader_app.core.text import Utf16Map
from reader_app.gui import page
from reader_app.gui.fonts import tag_font
from reader_app.gui.marks import Mark, MarkIndex
from reader_app.gui.paint import REACH, Inks, Look, paint_marks
from reader_app.gui.reading import Reading
from reader_app.gui.strips import NOTHING, LineMarks, line_marks
from reader_app.gui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from reader_app.gui.marks import Item

_MANY = 200  # marks that change at once: then the whole is drawn again


class Canvas:
    """Draws the marks of `view`, a text edit, behind its words."""

    def __init__(self, view: QTextEdit) -> None:
        self._view = view
        self._marks = MarkIndex()
        self._inks = Inks(LIGHT)
        self._chosen = self._open_quote = ""
        self._tags = QFont()
        self._spacing = Reading().spacing
        self._lines: dict[int, _Lines] = {}

    @property
    def left(self) -> float:
        """Where the words begin, in the viewport."""
        return self._view.document().rootFrame().frameFormat().leftMargin()

    def clear(self) -> None:
        """Forget everything: the view has another document."""
        self._marks.clear()
        self._lines.clear()

    def show(self, annotations: Iterable[Item], scheme: Scheme, units: Utf16Map) -> None:
        """Show these annotations and suggestions from now on; what has not changed is not drawn again."""
        changed = self._marks.update(annotations, scheme, units)
        if len(changed) <= _MANY:
            # a quote within another one changes its place in the margin with it, on all of its lines
            changed += self._marks.leaning_on(changed)
        self._draw_again(changed, forget=True)

    def set_chosen(self, record: str) -> None:
        if record != self._chosen:
            before, self._chosen = self._chosen, record
            self._draw_again([mark for r in (before, record, self._open_quote) for mark in self._marks.of_record(r)])

    def set_open_quote(self, record: str) -> None:
        if record != self._open_quote:
            before, self._open_quote = self._open_quote, record
            self._draw_again([mark for r in (before, record) for mark in self._marks.of_record(r)])

    def set_theme(self, theme: Theme) -> None:
        self._inks = Inks(theme)
        self._view.viewport().update()

    def set_reading(self, reading: Reading) -> None:
        """Take in how the article is set."""
        self._tags = tag_font(reading.font())
        self._spacing = reading.spacing
        self._lines.clear()
        self._view.viewport().update()

    def _draw_again(self, marks: Sequence[Mark], *, forget: bool = False) -> None:
        document, viewport = self._view.document(), self._view.viewport()
        if len(marks) > _MANY:
            if forget:
                self._lines.clear()
            viewport.update()
            return
        scroll, seen = self._scroll(), self._seen()
        for mark in marks:
            block, last = document.findBlock(mark.start), document.findBlock(max(mark.end - 1, mark.start))
            while block.isValid() and block.blockNumber() <= last.blockNumber():
                start, end = max(mark.start - block.position(), 0), mark.end - block.position()
                if forget and (lines := self._lines.get(block.blockNumber())) is not None:
                    lines.forget(block, start, end)
                # asking for the place of a line would lay out all that is above it
                if block.position() < seen[1] and block.position() + block.length() > seen[0]:
                    viewport.update(self._stretch(block, start, end, scroll))
                block = block.next()

    def _scroll(self) -> int:
        return self._view.verticalScrollBar().value()

    def _seen(self) -> tuple[int, int]:
        """Return the stretch of units that is in view, some more at its ends."""
        height = self._view.viewport().height()
        found = [(line.block.position(), line.block.length()) for line in self._in_view(0, height)]
        return (found[0][0], sum(found[-1])) if found else (0, 0)

    def _in_view(self, top: float, bottom: float) -> Iterator[page.Line]:
        scroll = self._scroll()
        return page.lines_between(self._view.document(), top + scroll, bottom + scroll)

    def _stretch(self, block: QTextBlock, start: int, end: int, scroll: int) -> QRect:
        """Return the lines of `block` with `[start, end)` (relative to it), in the viewport, from edge to edge."""
        rect = self._view.document().documentLayout().blockBoundingRect(block)
        layout = block.layout()
        first = layout.lineForTextPosition(min(start, block.length() - 1))
        last = layout.lineForTextPosition(min(max(end - 1, start), block.length() - 1))
        if not first.isValid() or not last.isValid():
            return self._view.viewport().rect()
        top = rect.top() + first.y() - scroll
        bottom = rect.top() + last.y() - scroll + self._pitch(block) + self._below()
        return QRect(0, int(top) - REACH, self._view.viewport().width(), int(bottom - top) + 2 * REACH)

    def _pitch(self, block: QTextBlock) -> float:
        layout = block.layout()
        if layout.lineCount() > 1:
            return layout.lineAt(1).y() - layout.lineAt(0).y()
        return layout.lineAt(0).height() * self._spacing / 100

    def _below(self) -> float:
        return page.gap(self._view.document().defaultFont())

    def paint(self, exposed: QRect) -> None:
        """Draw behind the words what lies in `exposed`."""
        painter = QPainter(self._view.viewport())
        painter.setClipRect(exposed)
        look = Look(
            self._inks, self._chosen, self._open_quote, self._tags, self.left, self._scroll(),
            self._view.devicePixelRatioF(),
        )  # fmt: skip
        paint_marks(painter, self._lines_in(exposed), look)
        painter.end()

    def _lines_in(self, exposed: QRect) -> Iterator[tuple[QPointF, LineMarks]]:
        scroll, tags, below = self._scroll(), QFontMetricsF(self._tags), self._below()
        for line in self._in_view(exposed.top() - REACH, exposed.bottom() + REACH):
            number = line.block.blockNumber()
            lines = self._lines.get(number)
            if lines is None or not lines.fits(line.block):
                lines = self._lines[number] = _Lines(line.block)
            marks = lines.marks[line.number]
            if marks is None:
                pitch = self._pitch(line.block)
                marks = lines.marks[line.number] = line_marks(line.block, line.number, self._marks, tags, pitch, below)
            if marks is not NOTHING:
                yield QPointF(line.origin.x(), line.origin.y() - scroll), marks


class _Lines:
    """What is known of the lines of one paragraph, as long as they run as they did."""

    def __init__(self, block: QTextBlock) -> None:
        # else Qt shapes the words of the whole paragraph anew for each paint and each look at a line
        block.layout().setCacheEnabled(True)
        self._shape = _shape(block)
        self.marks: list[LineMarks | None] = [None] * block.layout().lineCount()

    def fits(self, block: QTextBlock) -> bool:
        return self._shape == _shape(block)

    def forget(self, block: QTextBlock, start: int, end: int) -> None:
        """Forget the lines with `[start, end)`, relative to the paragraph."""
        if not self.fits(block):
            self.marks = []
            self._shape = (0, 0.0, 0.0)
            return
        layout = block.layout()
        first = layout.lineForTextPosition(min(start, block.length() - 1)).lineNumber()
        last = layout.lineForTextPosition(min(max(end - 1, start), block.length() - 1)).lineNumber()
        self.marks[first : last + 1] = [None] * (last + 1 - first)


def _shape(block: QTextBlock) -> tuple[int, float, float]:
    """Return what tells one layout of a paragraph from another."""
    layout = block.layout()
    if not layout.lineCount():
        return (0, 0.0, 0.0)
    line = layout.lineAt(0)
    return (layout.lineCount(), line.width(), line.naturalTextWidth())
