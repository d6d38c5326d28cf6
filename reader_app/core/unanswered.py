"""Which suggestions still wait for an answer: neither rejected nor covered by what the author has tagged already."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from reader_app.core.model import Annotation, Kind, Rejection, Span
from reader_app.core.stretches import Stretches
from reader_app.core.suggestion import Suggestion

Place = tuple[Kind, tuple[Span, ...]]
"""What a rejection is about."""


def unanswered(
    items: Sequence[Suggestion], own: Iterable[Annotation], rejections: Iterable[Rejection]
) -> tuple[Suggestion, ...]:
    """Return those of `items` that one author has still to look at; `own` are the author's records.

    An entity is answered by any entity that overlaps it, a quote or claim by one of its kind with which it shares at
    least half of the characters of either.
    """
    rejected: set[Place] = {(one.kind, one.contents) for one in rejections}
    of_kind: dict[Kind, list[tuple[Span, ...]]] = {"entity": [], "quote": [], "claim": []}
    for record in own:
        of_kind[record.kind].append(record.contents)
    names = Stretches(contents[0] for contents in of_kind["entity"])
    told: dict[Kind, _Contents] = {kind: _Contents(of_kind[kind]) for kind in ("quote", "claim")}
    found = []
    for item in items:
        kind = item.kind
        # each key asks this of hundreds, most of them names, which have one part
        contents = (item.parts[0].span,) if kind == "entity" else item.contents
        answered = names.overlap(contents[0]) if kind == "entity" else told[kind].share(contents)
        if not answered and (kind, contents) not in rejected:
            found.append(item)
    return tuple(found)


def shared(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Return whether two contents share at least half of the characters of either."""
    common = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return common > 0 and 2 * common >= min(_length(one), _length(other))


def _length(spans: Sequence[Span]) -> int:
    return sum(span.end - span.start for span in spans)


class _Contents:
    """Contents of quotes or of claims, asked many times whether one of them is about the same words."""

    def __init__(self, contents: Iterable[tuple[Span, ...]]) -> None:
        self._ordered = sorted(contents, key=lambda one: one[0].start)
        self._starts = [one[0].start for one in self._ordered]
        self._ends = list(accumulate((one[-1].end for one in self._ordered), max))

    def share(self, contents: tuple[Span, ...]) -> bool:
        at = bisect_left(self._starts, contents[-1].end)
        # from the nearest backwards, until nothing before reaches as far as here
        while at > 0 and self._ends[at - 1] > contents[0].start:
            at -= 1
            if shared(self._ordered[at], contents):
                return True
        return False
