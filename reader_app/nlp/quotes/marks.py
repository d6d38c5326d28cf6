"""The outer quotations of an article, also those that run over several paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from reader_app.core.model import Span
from reader_app.core.spans import Quotation, quotations, sentences

UNCLOSED = 700
"""Code points: a quotation without its other mark that is longer was hardly meant to run to the edge of its line."""
_LINES = 5
"""Lines at most that a quotation goes on for without a mark on them."""


def mark_span(mark: Quotation) -> Span:
    """Return the stretch of `mark` with its marks."""
    start = mark.content.start if mark.opener is None else mark.opener
    end = mark.content.end if mark.closer is None else mark.closer + 1
    return Span(start, end)


def outer_quotations(text: str) -> Iterator[Quotation]:
    """Yield the outer quotations of `text`. One that is left open at the end of a line goes on where the next line
    opens or closes one (so newspapers print several paragraphs of one speaker)."""
    kept: list[Quotation] = []
    for mark in quotations(text):
        if kept and mark.content.start < mark_span(kept[-1]).end:
            continue
        if kept and kept[-1].closer is None and _runs_on(text, kept[-1], mark):
            joined = Span(kept[-1].content.start, mark.content.end)
            kept[-1] = Quotation(kept[-1].opener, mark.closer, joined)
        else:
            kept.append(mark)
    for mark in kept:
        yield _shortened(text, mark)


def _runs_on(text: str, one: Quotation, other: Quotation) -> bool:
    between = text[one.content.end : mark_span(other).start]
    lines = between.count("\n")
    if one.opener is not None and other.opener is None and other.content.end - one.content.start < 2 * UNCLOSED:
        return lines < _LINES  # no mark stands on the lines between the two
    return not between.strip() and lines > 0


def _shortened(text: str, mark: Quotation) -> Quotation:
    content = mark.content
    if content.end - content.start <= UNCLOSED or (mark.opener is not None and mark.closer is not None):
        return mark
    pieces = sentences(text, content)
    return mark._replace(content=pieces[-1] if mark.opener is None else pieces[0])
