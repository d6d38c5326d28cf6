"""A piece of an article with some of its words marked: to see what a record elsewhere is about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from reader_app.core.model import Span
from reader_app.core.text import Utf16Map
from reader_app.gui.card_paint import fonts
from reader_app.gui.theme import LIGHT, Theme

_LINES = 9
_BEFORE = 90
"""Code points before the marked words, at the most."""
_LONGEST = 900


class Excerpt(QWidget):
    """A head and some lines of text below it; the marked words are underlined on a tint."""

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

    def show_words(self, head: str, text: str, marks: Sequence[Span], hue: str) -> None:
        """Show `text` with `marks` (code points of it) in the colour `hue`, below `head`."""
        first = min((span.start for span in marks), default=0)
        cut = max(0, first - _BEFORE)
        if cut and (blank := text.find(" ", cut, first)) >= 0:
            cut = blank + 1
        shown = text[cut : cut + _LONGEST].replace("\n", "\u2028")
        lead = "… " if cut else ""
        tail = " …" if cut + _LONGEST < len(text) else ""
        self._text = f"{lead}{shown}{tail}"
        shift = len(lead) - cut
        end = len(lead) + len(shown)
        moved = ((span.start + shift, min(span.end + shift, end)) for span in marks)
        self._marks = tuple(Span(start, stop) for start, stop in moved if start < stop)
        self._head, self._hue = head, hue
        self.setAccessibleName(f"{head}: {' … '.join(span.of(self._text) for span in self._marks)}")
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """Return the words that are marked."""
        return " … ".join(span.of(self._text) for span in self._marks)

    def head(self) -> str:
        return self._head

    def sizeHint(self) -> QSize:
        _bold, body, small = (QFontMetrics(font) for font in fonts(self.font()))
        return QSize(30 * body.averageCharWidth(), small.height() + 4 + _LINES * body.lineSpacing())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        _bold, body, small = fonts(self.font())
        fine, metrics = QFontMetrics(small), QFontMetrics(body)
        painter.setFont(small)
        painter.setPen(QColor(self._theme.muted))
        head = fine.elidedText(self._head, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QPointF(0, fine.ascent()), head)
        layout = QTextLayout(self._text, body)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([self._range(span) for span in self._marks])
        painter.setPen(QColor(self._theme.text))
        layout.beginLayout()
        top = float(fine.height() + 4)
        while top + metrics.height() <= self.height() and (line := layout.createLine()).isValid():
            line.setLineWidth(self.width())
            line.setPosition(QPointF(0, top))
            top += metrics.lineSpacing()
        layout.endLayout()
        layout.draw(painter, QPointF(0, 0))

    def _range(self, span: Span) -> QTextLayout.FormatRange:
        units = Utf16Map(self._text)
        made = QTextLayout.FormatRange()
        made.start = units.to_units(span.start)
        made.length = units.to_units(span.end) - made.start
        look = QTextCharFormat()
        look.setBackground(self._theme.tint(self._hue, 0.16))
        look.setFontUnderline(True)
        look.setUnderlineColor(self._theme.ink(self._hue))
        made.format = look
        return made
