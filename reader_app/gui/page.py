"""The page that an article is set on: line height, measure, margins, and which lines are in view.

A document is made anew for each article and each setting, and laid out by Qt as far as it is looked at: 1 MB opens in a
twentieth of the time that formatting it in place takes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument, QTextOption

from reader_app.gui.reading import Reading

MARGIN = 46
"""Room for the bars, in pixels."""
_TOP = 30
_UPPER = 5  # of the room between two lines, what belongs to the lower one, in pixels
_ENDLESS = 2000
"""No word is so long, in code points."""
_SAMPLE = "Phát biểu tại cuộc họp báo chung, Thủ tướng nhấn mạnh hai nước sẽ tiếp tục hợp tác về kinh tế."


def document(text: str, reading: Reading, parent: QObject) -> QTextDocument:
    """Return a document of `text` and nothing else, set as `reading` says."""
    font = reading.font()
    made = QTextDocument(parent)
    made.setUndoRedoEnabled(False)
    made.setDefaultFont(font)
    made.setDefaultTextOption(_option(text))
    cursor = QTextCursor(made)
    cursor.setBlockFormat(_paragraph(font, reading.spacing))
    cursor.insertText(text)
    return made


def _option(text: str) -> QTextOption:
    # Qt goes back to the beginning of a word with each line that breaks it: 100,000 letters without a space take
    # seconds so, a million minutes
    endless = any(len(line) > _ENDLESS and max(map(len, line.split(" "))) > _ENDLESS for line in text.split("\n"))
    mode = QTextOption.WrapMode.WrapAnywhere if endless else QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
    option = QTextOption()
    option.setWrapMode(mode)
    return option


def _paragraph(font: QFont, spacing: int) -> QTextBlockFormat:
    paragraph = QTextBlockFormat()
    paragraph.setLineHeight(spacing, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    paragraph.setBottomMargin(gap(font))
    return paragraph


def gap(font: QFont) -> float:
    """Return the distance between two paragraphs beside the height of a line."""
    return round(QFontMetricsF(font).height() * 0.5)


def letter_width(font: QFont) -> float:
    """Return how wide a letter of running text is, on average."""
    return QFontMetricsF(font).horizontalAdvance(_SAMPLE) / len(_SAMPLE)


def fit(made: QTextDocument, width: float, letters: int) -> bool:
    """Give the page its margins in a window `width` wide, for lines of so many `letters` at the most; return whether
    anything changed.

    The column stands in the middle; where room is short the margin on the right goes first, for the bars need theirs.
    """
    measure = letter_width(made.defaultFont()) * letters
    left = max(float(MARGIN), round((width - measure) / 2))
    right = max(MARGIN / 2, width - left - measure)
    root = made.rootFrame()
    frame = root.frameFormat()
    if abs(frame.leftMargin() - left) < 0.5 and abs(frame.rightMargin() - right) < 0.5:
        return False
    frame.setLeftMargin(left)
    frame.setRightMargin(right)
    frame.setTopMargin(_TOP)
    frame.setBottomMargin(_TOP * 2)
    root.setFrameFormat(frame)
    return True


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph whose top left is at `origin`."""

    block: QTextBlock
    number: int
    origin: QPointF

    @property
    def top(self) -> float:
        """Where its letters begin, in the document."""
        return self.origin.y() + self.block.layout().lineAt(self.number).y()

    @property
    def height(self) -> float:
        """How high its letters are, with the marks above and below them."""
        return self.block.layout().lineAt(self.number).height()

    @property
    def start(self) -> int:
        """The UTF-16 unit that it begins with."""
        return self.block.position() + self.block.layout().lineAt(self.number).textStart()


def lines_between(made: QTextDocument, top: float, bottom: float) -> Iterator[Line]:
    """Yield the lines that begin between two heights of the document, with one or two more at both ends."""
    layout = made.documentLayout()
    block = _block_at(made, top)
    if (first := _first_line(block, top - layout.blockBoundingRect(block).top())) == 0 and block.previous().isValid():
        block = block.previous()
        first = max(block.layout().lineCount() - 1, 0)
    past = False
    while block.isValid() and not past:
        origin = layout.blockBoundingRect(block).topLeft()
        for number in range(first, block.layout().lineCount()):
            line = Line(block, number, origin)
            yield line
            if past := line.top > bottom:
                break
        block, first = block.next(), 0


def _block_at(made: QTextDocument, height: float) -> QTextBlock:
    """Return the paragraph that begins last above `height`, else the first.

    Qt's own hit test answers for a height between two paragraphs with the end of the text while that is not laid out.
    Steps that double lay out little more than what is above: to halve the whole would lay out half of it.
    """
    layout, count = made.documentLayout(), made.blockCount()

    def begins(number: int) -> float:
        return layout.blockBoundingRect(made.findBlockByNumber(number)).top()

    step = 1
    while step < count and begins(step) <= height:
        step *= 2
    found = bisect_right(range(count), height, lo=step // 2, hi=min(step, count), key=begins)
    return made.findBlockByNumber(max(found - 1, 0))


def _first_line(block: QTextBlock, top: float) -> int:
    """Return the line before the first one that begins below `top` (relative to the paragraph), less one to be safe."""
    layout = block.layout()
    found = bisect_left(range(layout.lineCount()), top, key=lambda number: layout.lineAt(number).y())
    return max(found - 2, 0)


def line_at(made: QTextDocument, height: float) -> Line | None:
    """Return the line that `height` belongs to: its letters, or the room below them, where its tags are."""
    found = None
    for line in lines_between(made, height, height):
        if found is not None and line.top - _UPPER > height:
            break
        found = line
    return found


def first_line(made: QTextDocument, top: float) -> Line | None:
    """Return the first line whose letters are in view, mostly, where the view begins at `top`."""
    found = None
    for found in lines_between(made, top, top + 1000):
        if found.top + found.height / 3 > top:
            break
    return found
