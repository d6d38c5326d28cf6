"""Where the marks lie on a laid-out line: boxes, bars in the margin, and places for the small tags below.

All of it is relative to the paragraph, worked out when a line is first seen and kept until its layout or its marks
change, so that a paint costs what is visible and nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextLine

from reader_app.gui.marks import Mark, MarkIndex

DROP = 3.0
"""How far the underline of an outer mark lies below that of an inner one."""
_LANES = {"quote": 4, "claim": 2}
_TAG_GAP = 4.0
TAG_FRAME = 2.0
"""What the frame around the tag of a suggestion leaves to the left and right of it, in pixels."""
_BAR_GAP = 3.0


@dataclass(frozen=True, slots=True)
class Strip:
    """The piece of a mark on one line. `drop` counts the marks inside it whose underlines stay above its own."""

    mark: Mark
    box: QRectF
    first: bool
    last: bool
    drop: int = 0
    tag: QPointF | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """The piece of a quote or claim in the margin beside one line; `depth` is its lane."""

    mark: Mark
    depth: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class LineMarks:
    """What is drawn on and beside one line."""

    strips: tuple[Strip, ...] = ()
    bars: tuple[Bar, ...] = ()


NOTHING = LineMarks()


def line_marks(
    block: QTextBlock, number: int, index: MarkIndex, tags: QFontMetricsF, pitch: float, below: float
) -> LineMarks:
    """Return what is drawn on line `number` of `block`. `pitch` is the distance to the next line, `below` that from
    the last line's pitch to the next paragraph."""
    layout, base = block.layout(), block.position()
    line = layout.lineAt(number)
    start = base + line.textStart()
    end = start + line.textLength()
    marks = index.between(start, end)
    if not marks:
        return NOTHING
    found = [Strip(mark, _box(line, mark, base), mark.start >= start, mark.end <= end) for mark in marks]
    found = [strip for strip in found if strip.box.width() > 0]
    drops = _drops(marks)
    places = _tag_places(found, drops, tags, pitch)
    is_last = number == layout.lineCount() - 1
    reach = pitch + below if is_last else pitch
    return LineMarks(
        tuple(Strip(s.mark, s.box, s.first, s.last, drops[s.mark], places.get(s.mark)) for s in found),
        tuple(_bars(marks, index, line, end, reach)),
    )


def _box(line: QTextLine, mark: Mark, base: int) -> QRectF:
    start, end = line.textStart(), line.textStart() + line.textLength()
    one, other = (_x(line, min(max(at - base, start), end)) for at in (mark.start, mark.end))
    # blanks that hang over the end of a line are no place to draw
    right = min(max(one, other), line.naturalTextRect().right())
    return QRectF(min(one, other), line.y(), right - min(one, other), line.ascent() + line.descent())


def _x(line: QTextLine, position: int) -> float:
    found = line.cursorToX(position)
    # PySide6 gives back the position too, which its stubs do not know
    return found[0] if isinstance(found, tuple) else float(found)  # type: ignore[arg-type]


def _drops(marks: Sequence[Mark]) -> dict[Mark, int]:
    """Return for each mark how many underlines of its kind lie between it and its words."""
    drops: dict[Mark, int] = {}
    lined: list[Mark] = []
    for mark in reversed(marks):
        drops[mark] = 0
        if mark.role in ("mention", "content") and mark.kind != "quote":
            inside = (
                drops[m]
                for m in lined
                if m.kind == mark.kind and m.record != mark.record and m.meets(mark.start, mark.end)
            )
            drops[mark] = min(max(inside, default=-1) + 1, 2)
            lined.append(mark)
    return drops


def _tag_places(
    strips: Sequence[Strip], drops: dict[Mark, int], tags: QFontMetricsF, pitch: float
) -> dict[Mark, QPointF]:
    """Return where the tags begin: under their words, else in a second row, else beside what is there already."""
    named = sorted((s for s in strips if s.mark.tag and s.first), key=lambda s: (s.box.left(), s.box.right()))
    if not named:
        return {}
    box = named[0].box
    lowest = max(drops[s.mark] for s in strips if s.mark.kind != "quote") * DROP
    over = 5.0 if any(s.mark.kind == "claim" for s in strips) else 3.0
    first = box.bottom() + lowest + over + tags.capHeight()
    second = first + tags.capHeight() + 1.6
    # capitals have nothing below their line: the second row may come close to the next line, but not into it
    rows = (first, second) if second < box.top() + pitch else (first,)
    ends = dict.fromkeys(rows, float("-inf"))
    places: dict[Mark, QPointF] = {}
    for strip in named:
        frame = TAG_FRAME if strip.mark.offered else 0.0
        left = strip.box.left() + frame
        row = next((row for row in rows if ends[row] + _TAG_GAP <= left), min(rows, key=lambda row: ends[row]))
        left = max(left, ends[row] + _TAG_GAP + frame)
        places[strip.mark] = QPointF(left, row)
        ends[row] = left + tags.horizontalAdvance(strip.mark.tag) + frame
    return places


def _bars(marks: Sequence[Mark], index: MarkIndex, line: QTextLine, end: int, reach: float) -> Iterator[Bar]:
    """Yield the bars beside the line. Where several stand in one lane, each has its share of the height."""
    lanes: dict[tuple[str, int], dict[str, list[Mark]]] = {}
    for mark in marks:
        if mark.role == "content":
            lane = lanes.setdefault((mark.kind, min(index.depth(mark), _LANES[mark.kind] - 1)), {})
            lane.setdefault(mark.record, []).append(mark)
    height = line.ascent() + line.descent()
    for (_, depth), records in lanes.items():
        stretches = sorted(records.values(), key=lambda parts: parts[0].order)
        goes_on = max(mark.end for mark in stretches[-1]) > end
        share = ((reach if goes_on else height) + _BAR_GAP) / len(stretches)
        for place, parts in enumerate(stretches):
            top = line.y() + place * share
            yield Bar(parts[0], depth, top, top + share - _BAR_GAP)
