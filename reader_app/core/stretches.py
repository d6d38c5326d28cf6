"""Spans that are asked many times whether one of them overlaps or covers another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from reader_app.core.model import Span


class Stretches:
    """`spans`, of a text, in any order."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted((span.start, span.end) for span in spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))  # how far those up to here reach

    def overlap(self, span: Span) -> bool:
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._ends[before - 1] > span.start

    def cover(self, span: Span) -> bool:
        before = bisect_left(self._starts, span.start + 1)
        return before > 0 and self._ends[before - 1] >= span.end
