"""A piece of an article with some of its words marked: to see what a record elsewhere is about."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from reader_app.core.model import Span
from reader_app.core.spans import sentence_at
from reader_app.core.text import Utf16Map
from reader_app.gui.card_paint import fonts
from reader_app.gui.theme import LIGHT, Theme

_LINES = 12
_GAP = 4
"""Pixels between the head and the text."""
_ENDS = (*".?!…:”’\"'", "")
"""How a text ends that was not cut."""
_OPENING = 3
"""Code points that may stand between the start of a sentence and words that open it: a mark, a dash."""


class Excerpt(QWidget):
    """A head and some lines of text below it; the marked words are underlined on a tint. The text begins with the
    sentence of the marked words; where these open it, with the one before: *Điều này* looks back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._head = ""
        self._text = ""
        self._marks: tuple[Span, ...] = ()
        self._hue = ""
        self._theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_words(self, head: str, text: str, marks: Sequence[Span], hue: str, *, cut: bool = False) -> None:
        """Show `text` with `marks` (code points of it) in the colour `hue`, below `head`. `cut`: it may begin in the
        middle of a sentence."""
        first = min((span.start for span in marks), default=0)
        start = _begin(text, first)
        if cut and not start:
            start = text.find(" ", 0, first) + 1
        lead = "… " if start or cut else ""
        self._text = lead + text[start:].replace("\n", "\u2028")
        shift = len(lead) - start
        self._marks = tuple(Span(span.start + shift, span.end + shift) for span in marks)
        self._head, self._hue = head, hue
        self.setAccessibleName(f"{head}: {self.words()}")
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """Return the words that are marked."""
        return " … ".join(span.of(self._text) for span in self._marks)

    def head(self) -> str:
        return self._head

    def text(self) -> str:
        """Return the text from where it is shown."""
        return self._text

    def height_for(self, width: int) -> int:
        """Return the height in pixels of the head and of as many lines as are shown at `width`."""
        layout = self._laid_out(width)
        return ceil(layout.boundingRect().height()) + self._top()

    def _top(self) -> int:
        return QFontMetrics(fonts(self.font())[2]).height() + _GAP

    def sizeHint(self) -> QSize:
        return QSize(30 * self.fontMetrics().averageCharWidth(), self.height_for(max(80, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def _laid_out(self, width: int) -> QTextLayout:
        """Return the lines at `width`, the last one with an ellipsis where there are more."""
        body = fonts(self.font())[1]
        layout, end = self._lines(self._text, body, width)
        if end < len(self._text) or self._text[-1:] not in _ENDS:
            shown = self._text[: max(0, end - 3)]
            shown = shown[: max(shown.rfind(" "), 0) or len(shown)]
            layout, _end = self._lines(f"{shown} …", body, width)
        return layout

    def _lines(self, text: str, font: QFont, width: int) -> tuple[QTextLayout, int]:
        """Return the first lines of `text`, and where it goes on behind them (in code points)."""
        layout, units = QTextLayout(text, font), Utf16Map(text)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        cut = (Span(span.start, min(span.end, len(text))) for span in self._marks if span.start < len(text))
        layout.setFormats([self._range(units, span) for span in cut])
        layout.beginLayout()
        end, top = 0, 0.0
        for _ in range(_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top))
            top += QFontMetrics(font).lineSpacing()
            end = line.textStart() + line.textLength()
        layout.endLayout()
        return layout, units.to_points(end)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        small = fonts(self.font())[2]
        fine = QFontMetrics(small)
        painter.setFont(small)
        painter.setPen(QColor(self._theme.muted))
        head = fine.elidedText(self._head, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QPointF(0, fine.ascent()), head)
        painter.setPen(QColor(self._theme.text))
        self._laid_out(self.width()).draw(painter, QPointF(0, self._top()))

    def _range(self, units: Utf16Map, span: Span) -> QTextLayout.FormatRange:
        made = QTextLayout.FormatRange()
        made.start = units.to_units(span.start)
        made.length = units.to_units(span.end) - made.start
        look = QTextCharFormat()
        look.setBackground(self._theme.tint(self._hue, 0.16))
        look.setFontUnderline(True)
        look.setUnderlineColor(self._theme.ink(self._hue))
        made.format = look
        return made


def _begin(text: str, position: int) -> int:
    """Return where the sentence around `position` begins; where that is `position` itself, the one before it."""
    sentence = sentence_at(text, position)
    start = sentence.start if sentence is not None else position
    before = text[:start].rstrip()
    if position - start > _OPENING or not before:
        return start
    previous = sentence_at(text, len(before) - 1)
    return previous.start if previous is not None else start
