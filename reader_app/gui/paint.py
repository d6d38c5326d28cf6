"""Draws annotations behind the text: tints, underlines, tags, bars and outlines, each kind with a shape of its own.

Suggestions have no ground and no whole line: dotted frames around names, dotted lines under quotes and claims, hollow
bars, tags in a frame.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from reader_app.gui.strips import DROP, TAG_FRAME, Bar, LineMarks, Strip
from reader_app.gui.theme import Theme

_BAR = 4.0
_BAR_GAP = 20.0  # from the words to the innermost bar of quotes
_BAR_STEP = 7.0
_CLAIM_GAP = 11.0  # claims have a lane of their own, between the words and the quotes
_CLAIM_BAR = 2.5
_DASHES = [3.0, 1.2]
TINTS = {"entity": (0.15, 0.22), "quote": (0.09, 0.18), "claim": (0.0, 0.12)}
"""How strong the tint of a kind is: of all records, and of what is chosen."""
_ROUND = 4.0
_DOTS = {"entity": [1.0, 2.0], "quote": [2.0, 3.0], "claim": [6.0, 3.0, 1.0, 3.0]}
"""How the lines of suggestions are broken, in pixels: those of quotes and claims differ in more than colour."""
_TICK = 5.0  # how high the line of a suggested quote turns up at its ends
_LINE = 2.0  # two whole pixels: thinner lines are blurred, and lose their colour
REACH = 4
"""How far beyond a line something may be drawn, in pixels."""


class Inks:
    """Pens and brushes of one theme, each made once."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.quote, self.cue, self.claim = QColor(theme.quote), QColor(theme.cue), QColor(theme.claim)
        self._brushes: dict[tuple[str, float], QBrush] = {}
        self._pens: dict[tuple[str, float, Qt.PenStyle], QPen] = {}
        self._dots: dict[tuple[str, str], QPen] = {}
        self._inks: dict[str, str] = {}

    def ink(self, hue: str) -> str:
        """Return the colour of a label as it is readable here."""
        if hue not in self._inks:
            self._inks[hue] = self.theme.ink(hue).name()
        return self._inks[hue]

    def brush(self, color: str, alpha: float = 1.0) -> QBrush:
        if (color, alpha) not in self._brushes:
            clear = QColor(color)
            clear.setAlphaF(alpha)
            self._brushes[color, alpha] = QBrush(clear)
        return self._brushes[color, alpha]

    def dots(self, color: str, kind: str) -> QPen:
        """Return the pen for the lines of a suggestion, one pixel wide."""
        if (color, kind) not in self._dots:
            pen = QPen(QColor(color), 1.0)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern(_DOTS[kind])
            self._dots[color, kind] = pen
        return self._dots[color, kind]

    def pen(self, color: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        if (color, width, style) not in self._pens:
            pen = QPen(QColor(color), width, style)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            self._pens[color, width, style] = pen
        return self._pens[color, width, style]


@dataclass(frozen=True, slots=True)
class Look:
    """What a paint needs to know beside the marks. `left` is where the words begin, `scroll` the height of the document
    above the viewport, `ratio` the pixels of the screen in one of the window's."""

    inks: Inks
    chosen: str
    open_quote: str
    tags: QFont
    left: float
    scroll: float
    ratio: float

    def here(self, record: str) -> bool:
        return record in (self.chosen, self.open_quote)


def paint_marks(painter: QPainter, lines: Iterable[tuple[QPointF, LineMarks]], look: Look) -> None:
    """Draw what lies behind the words of `lines`, each with the place of its paragraph in the viewport, in order."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(look.tags)
    runs: dict[tuple[str, int], _Run] = {}
    for origin, marks in lines:
        if not marks.strips and not marks.bars:
            continue
        painter.translate(origin)
        _paint_line(painter, marks, look, origin.y())
        painter.translate(-origin)
        for bar in marks.bars:
            _take_in(runs, bar, origin.y())
    for run in runs.values():
        for top, bottom in run.pieces:
            _paint_bar(painter, run.bar, top, bottom, look)


@dataclass(slots=True)
class _Run:
    bar: Bar
    pieces: list[tuple[float, float]]


def _take_in(runs: dict[tuple[str, int], _Run], bar: Bar, offset: float) -> None:
    """Add the piece of a bar to the one above it where they touch: a bar runs on from line to line."""
    top, bottom = bar.top + offset, bar.bottom + offset
    run = runs.setdefault((bar.mark.record, bar.depth), _Run(bar, []))
    if run.pieces and abs(run.pieces[-1][1] - top) < 1.0:
        run.pieces[-1] = (run.pieces[-1][0], bottom)
    else:
        run.pieces.append((top, bottom))


def _paint_bar(painter: QPainter, bar: Bar, top: float, bottom: float, look: Look) -> None:
    here = look.here(bar.mark.record)
    if bar.mark.offered:
        _paint_hollow_bar(painter, bar, top, bottom, look)
        return
    if bar.mark.kind == "claim":
        width = _CLAIM_BAR + (1.0 if here else 0.0)
        pen = QPen(look.inks.pen(look.inks.theme.claim, width))
        pen.setDashPattern(_DASHES)
        # the dashes hang on the document, so that two paints of neighbouring stretches fit together
        pen.setDashOffset((top + look.scroll) / width)
        painter.setPen(pen)
        x = look.left - _CLAIM_GAP + bar.depth * 3.5
        painter.drawLine(QLineF(x, top, x, bottom))
        return
    x = look.left - _BAR_GAP - bar.depth * _BAR_STEP
    width = _BAR + (1.5 if here else 0.0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.inks.brush(look.inks.theme.quote, 1.0 if here else 0.5))
    painter.drawRoundedRect(QRectF(x - width / 2, top, width, bottom - top), 2, 2)


def _paint_hollow_bar(painter: QPainter, bar: Bar, top: float, bottom: float, look: Look) -> None:
    claim = bar.mark.kind == "claim"
    lane = _CLAIM_GAP - bar.depth * 3.5 if claim else _BAR_GAP + bar.depth * _BAR_STEP
    width = (_CLAIM_BAR if claim else _BAR) + (1.5 if look.here(bar.mark.record) else 0.0)
    painter.setPen(look.inks.pen(look.inks.theme.claim if claim else look.inks.theme.quote, 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(look.left - lane - width / 2, top + 0.5, width, bottom - top - 1.0), 2, 2)


def _paint_line(painter: QPainter, marks: LineMarks, look: Look, offset: float) -> None:
    inks = look.inks
    lines: list[tuple[QPen, float, QRectF]] = []
    painter.setPen(Qt.PenStyle.NoPen)
    for strip in marks.strips:
        if not strip.mark.offered:
            lines += _tinted(painter, strip, look)
    for pen, y, box in lines:
        painter.setPen(pen)
        # on a whole pixel of the screen, so that thin lines are crisp
        crisp = round((y + offset) * look.ratio) / look.ratio - offset
        painter.drawLine(QLineF(box.left(), crisp, box.right(), crisp))
    for strip in marks.strips:
        if strip.mark.offered:
            _paint_offered(painter, strip, look, offset)
        if strip.tag is not None:
            painter.setPen(inks.pen(inks.ink(strip.mark.color), 1.0))
            painter.drawText(strip.tag, strip.mark.tag)
        if look.here(strip.mark.record):
            _outline(painter, strip, look)


def _tinted(painter: QPainter, strip: Strip, look: Look) -> list[tuple[QPen, float, QRectF]]:
    """Draw the ground of a record on a line; return the line to draw over all grounds: its pen, its height, its box."""
    inks, theme, mark, box = look.inks, look.inks.theme, strip.mark, strip.box
    alpha = TINTS[mark.kind][look.here(mark.record)]
    if mark.role == "mention":
        ink = inks.ink(mark.color)
        _tint(painter, box.adjusted(0, 1, 0, 0), inks.brush(ink, alpha))
        return [(inks.pen(ink, _LINE), box.bottom() + strip.drop * DROP, box)]
    if mark.role == "content" and mark.kind == "quote":
        _tint(painter, box.adjusted(-1, -1, 1, 1), inks.brush(theme.quote, alpha))
    elif mark.role == "content":
        if look.here(mark.record):
            _tint(painter, box, inks.brush(theme.claim, alpha))
        dashes = inks.pen(theme.claim, _LINE, Qt.PenStyle.DashLine)
        return [(dashes, box.bottom() + 2.6 + strip.drop * DROP, box)]
    elif mark.role == "cue":
        return [(inks.pen(theme.cue, _LINE, Qt.PenStyle.DotLine), box.bottom() - 1.0, box)]
    return []


def _paint_offered(painter: QPainter, strip: Strip, look: Look, offset: float) -> None:
    """Draw what is suggested on a line: of cue and source nothing, they are outlined with the chosen quote."""
    mark, box, inks = strip.mark, strip.box, look.inks
    painter.setBrush(Qt.BrushStyle.NoBrush)

    def crisp(y: float) -> float:
        return (round((y + offset) * look.ratio) + 0.5) / look.ratio - offset

    if mark.role == "mention":
        color = inks.ink(mark.color)
        if mark.record != look.chosen:
            painter.setPen(inks.dots(color, "entity"))
            top, bottom = crisp(box.top()), crisp(box.bottom() + strip.drop * DROP)
            frame = QRectF(QPointF(box.left() - 1.5, top), QPointF(box.right() + 1.5, bottom))
            painter.drawPath(_frame(frame, first=strip.first, last=strip.last))
        if strip.tag is not None:
            painter.setPen(inks.pen(color, 1.0))
            metrics = QFontMetricsF(look.tags)
            high, wide = metrics.capHeight(), metrics.horizontalAdvance(mark.tag)
            top, bottom = crisp(strip.tag.y() - high - 2.5), crisp(strip.tag.y() + 1.5)
            left, right = round(strip.tag.x() - TAG_FRAME) - 0.5, round(strip.tag.x() + wide + TAG_FRAME) + 0.5
            painter.drawRoundedRect(QRectF(QPointF(left, top), QPointF(right, bottom)), 2, 2)
    elif mark.role == "content":
        claim = mark.kind == "claim"
        painter.setPen(inks.dots(inks.theme.claim if claim else inks.theme.quote, mark.kind))
        y = crisp(box.bottom() + (3.0 + strip.drop * DROP if claim else 1.0))
        painter.drawLine(QLineF(box.left(), y, box.right(), y))
        if not claim:
            painter.setPen(inks.pen(inks.theme.quote, 1.0))
            for x in [box.left() - 1.0] * strip.first + [box.right() + 1.0] * strip.last:
                painter.drawLine(QLineF(x, y - _TICK, x, y + 0.5))


def _outline(painter: QPainter, strip: Strip, look: Look) -> None:
    """Draw the outline of what is chosen; that of the open quote is dashed while something else is chosen."""
    mark, inks = strip.mark, look.inks
    if mark.kind == "quote" and mark.role == "content":
        color, width = inks.theme.quote, 1.0
    elif mark.role == "mention":
        color, width = inks.ink(mark.color), 1.6
    else:
        color, width = inks.theme.claim if mark.kind == "claim" else inks.theme.quote, 1.6
    style = Qt.PenStyle.SolidLine if mark.record == look.chosen or not look.chosen else Qt.PenStyle.DashLine
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(inks.pen(color, width, style))
    low = 2 + strip.drop * DROP if mark.role == "mention" else 2
    box = strip.box.adjusted(-2 if strip.first else -1, -2, 2 if strip.last else 1, low)
    painter.drawPath(_frame(box, first=strip.first, last=strip.last))


def _frame(box: QRectF, *, first: bool, last: bool) -> QPainterPath:
    """Return a rounded frame, open on the side where the mark comes from, or goes on to, another line."""
    path = QPainterPath()
    if first and last:
        path.addRoundedRect(box, _ROUND, _ROUND)
        return path
    if not first and not last:
        path.moveTo(box.topLeft())
        path.lineTo(box.topRight())
        path.moveTo(box.bottomLeft())
        path.lineTo(box.bottomRight())
        return path
    closed, open_end, turn = (box.left(), box.right(), _ROUND) if first else (box.right(), box.left(), -_ROUND)
    path.moveTo(open_end, box.top())
    path.lineTo(closed + turn, box.top())
    path.quadTo(closed, box.top(), closed, box.top() + _ROUND)
    path.lineTo(closed, box.bottom() - _ROUND)
    path.quadTo(closed, box.bottom(), closed + turn, box.bottom())
    path.lineTo(open_end, box.bottom())
    return path


def _tint(painter: QPainter, box: QRectF, brush: QBrush) -> None:
    painter.setBrush(brush)
    painter.drawRoundedRect(box, _ROUND, _ROUND)
