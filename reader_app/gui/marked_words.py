"""Words with what a search has found in them marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption

from reader_app.core.finding import finder
from reader_app.core.model import Span
from reader_app.core.text import Utf16Map
from reader_app.gui.card_paint import draw_lines
from reader_app.gui.theme import Theme


def draw_found(
    painter: QPainter, rect: QRect, words: str, font: QFont, color: QColor, lines: int, query: str, theme: Theme
) -> None:
    """Draw `words` broken into at most `lines` lines inside `rect`, the words of `query` in it marked."""
    if marks := finder(query).all(words):
        draw_marked(painter, rect, words, font, color, lines, marks, theme)
    else:
        draw_lines(painter, rect, words, font, color, lines)


def draw_marked(
    painter: QPainter, rect: QRect, words: str, font: QFont, color: QColor, lines: int, marks: Sequence[Span],
    theme: Theme,
) -> None:  # fmt: skip
    """Draw `words` broken into at most `lines` lines inside `rect`, with `marks` (code points) bold on a ground of
    their own."""
    units = Utf16Map(words)
    places = [(units.to_units(mark.start), units.to_units(mark.end)) for mark in marks]
    metrics, top, start = QFontMetrics(font), float(rect.top()), 0
    painter.setPen(color)
    painter.setFont(font)
    for number in range(lines):
        rest = words[units.to_points(start) :]
        layout = _marked(rest, [(a - start, b - start) for a, b in places if b > start], font, theme)
        line = _first_line(layout, rect.width())
        if number == lines - 1 and line < _units(rest):
            rest = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, rect.width() - metrics.averageCharWidth())
            shown = [
                (a - start, min(b - start, _units(rest))) for a, b in places if start < b and a - start < _units(rest)
            ]
            layout = _marked(rest, shown, font, theme)
            _first_line(layout, 10 * rect.width())
        layout.draw(painter, QPointF(rect.left(), top))
        start, top = start + line, top + metrics.height()
        if start >= _units(words):
            return


def _units(words: str) -> int:
    return len(words) if words.isascii() or max(words, default="") <= "\uffff" else len(words.encode("utf-16-le")) // 2


def _marked(words: str, places: Sequence[tuple[int, int]], font: QFont, theme: Theme) -> QTextLayout:
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    look.setForeground(QColor(theme.text))
    look.setBackground(theme.selected)
    formats = []
    for start, end in places:
        one = QTextLayout.FormatRange()
        one.start, one.length, one.format = max(0, start), end - max(0, start), look
        formats.append(one)
    layout.setFormats(formats)
    return layout


def _first_line(layout: QTextLayout, width: int) -> int:
    """Lay out the first line of `layout` and return its length."""
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    return line.textLength()
