"""Paragraphs, sentences and quotation marks of canonical text, as spans in code points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reader_app.core.caret import SYLLABLE
from reader_app.core.model import Span

# patterns are compiled, and kept by `re`, when they are first used: these take 2 ms of a start
_SENTENCE_END = r"[.!?…]+[\"”’»')\]]*(?=\s+(\S)|\s*$)"
_ABBREVIATIONS = frozenset(
    "TP Tp TT GS PGS TS ThS BS LS KS KTS NSND NSƯT HLV Th Q P St Mr Mrs Ms Dr Jr Sr No vs".split()
)

OPENERS, CLOSERS, STRAIGHT = "“«„‘", "”»’", "\"'"
MARKS = OPENERS + CLOSERS + STRAIGHT
_SINGLE = "‘’'"
_MARK = f"[{MARKS}]"


def trim_blanks(text: str, start: int, end: int) -> Span | None:
    """Return the stretch without white space at its ends, or None where nothing is left."""
    end = min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


# paragraphs and sentences


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield what stands between the line feeds of `text[start:end]`, without blank edges."""
    for line in text[start:end].split("\n"):
        if paragraph := trim_blanks(text, start, start + len(line)):
            yield paragraph
        start += len(line) + 1


def paragraph_at(text: str, position: int) -> Span | None:
    """Return the paragraph (between line feeds) around `position`, without blank edges."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return trim_blanks(text, start, len(text) if end < 0 else end)


def sentences(text: str, span: Span) -> list[Span]:
    """Return the sentences of `span`, final stops included. Marks are not heeded: quotations may be cut."""
    found, start = [], span.start
    for end in re.compile(_SENTENCE_END).finditer(text, span.start, span.end):
        if end[1] and not (end[1].isupper() or end[1].isdigit() or end[1] in "([–—-" + MARKS):
            continue
        before = re.findall(SYLLABLE, text[max(span.start, end.start() - 12) : end.start()])
        last = before[-1] if before else ""
        if end[0] == "." and (last in _ABBREVIATIONS or (len(last) == 1 and last.isupper())):
            continue
        if sentence := trim_blanks(text, start, end.end()):
            found.append(sentence)
        start = end.end()
    if rest := trim_blanks(text, start, span.end):
        found.append(rest)
    return found


def sentence_at(text: str, position: int) -> Span | None:
    """Return the sentence around `position` that cuts no quotation; inside a quotation of several sentences, the
    one of them at `position`. Its final stop is left out."""
    paragraph = paragraph_at(text, position)
    if paragraph is None:
        return None
    for mark in reversed(quotations_in(text, paragraph)):
        inner = sentences(text, mark.content)
        if mark.content.start <= position <= mark.content.end and len(inner) > 1:
            return without_stop(text, _around(inner, position))
    joined = joined_sentences(text, paragraph)
    return without_stop(text, _around(joined, position)) if joined else None


def joined_sentences(text: str, paragraph: Span) -> list[Span]:
    """Return the sentences of `paragraph`, none of which ends inside a quotation."""
    marks = [mark.content for mark in quotations_in(text, paragraph)]
    joined: list[Span] = []
    start: int | None = None
    begun, reach = 0, 0  # how many quotations begin before the sentence ends, and how far they go
    for sentence in sentences(text, paragraph):
        start = sentence.start if start is None else start
        while begun < len(marks) and marks[begun].start < sentence.end:
            reach = max(reach, marks[begun].end)
            begun += 1
        if sentence.end >= reach:
            joined.append(Span(start, sentence.end))
            start = None
    if start is not None:
        joined.append(Span(start, paragraph.end))
    return joined


def _around(spans: list[Span], position: int) -> Span:
    return next((span for span in spans if position < span.end), spans[-1])


def without_stop(text: str, span: Span) -> Span:
    """Return `span` without its final stop; a stop that is all there is stays."""
    end = span.end
    while end > span.start and text[end - 1] in ".!?…;,":
        end -= 1
    return Span(span.start, end) if end > span.start else span


# quotation marks


class Quotation(NamedTuple):
    """What stands between a pair of quotation marks; a missing mark (None) is the edge of the paragraph."""

    opener: int | None
    closer: int | None
    content: Span


def quotations_in(text: str, paragraph: Span) -> list[Quotation]:
    """Return the quotations of one paragraph by start, outer before inner."""
    return in_text_order(filter(None, pairing(text, paragraph)))


def in_text_order(found: Iterable[Quotation]) -> list[Quotation]:
    """Return quotations by start, outer before inner."""
    return sorted(found, key=lambda q: (q.content.start, -q.content.end))


def pairing(text: str, paragraph: Span) -> Iterator[Quotation | None]:
    """Yield the quotations of one paragraph as they close, and None at each mark: whoever has other things to do can
    stop there, for a paragraph of a megabyte takes a fifth of a second.

    Any opener pairs with any closer of its level (double or single marks); straight marks take their direction from
    their place and from what is open; an apostrophe inside a word is no mark.
    """
    stack: list[tuple[int, bool]] = []
    is_first = True
    for mark in re.compile(_MARK).finditer(text, paragraph.start, paragraph.end):
        yield None
        at, single = mark.start(), mark[0] in _SINGLE
        if single and _inside_word(text, at):
            continue
        opened = any(level == single for _, level in stack)
        if _opens(text, at, opened=opened):
            stack.append((at, single))
            continue
        if opened:
            while stack[-1][1] != single:
                stack.pop()
            closed = _quotation(text, stack.pop()[0], at, paragraph)
        elif not single and is_first and not stack:
            closed = _quotation(text, None, at, paragraph)
        else:
            continue
        if closed is not None:
            is_first = False
            yield closed
    outer = next((at for at, single in stack if not single), None)
    if outer is not None:
        yield _quotation(text, outer, None, paragraph)


def _quotation(text: str, opener: int | None, closer: int | None, paragraph: Span) -> Quotation | None:
    start = paragraph.start if opener is None else opener + 1
    content = trim_blanks(text, start, paragraph.end if closer is None else closer)
    return None if content is None else Quotation(opener, closer, content)


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


def _opens(text: str, at: int, *, opened: bool) -> bool:
    mark = text[at]
    if mark in CLOSERS:
        return False
    blank_before = at == 0 or text[at - 1].isspace() or text[at - 1] in "([{–—" or text[at - 1] in MARKS
    word_after = at + 1 < len(text) and (text[at + 1].isalnum() or text[at + 1] in MARKS)
    if mark in OPENERS:  # “so“ and „so“ close with what opens elsewhere
        return not opened or blank_before or text[at + 1 : at + 2].isalnum()
    return (blank_before and word_after) if opened else (blank_before or word_after)


def quotations(text: str) -> Iterator[Quotation]:
    """Yield the quotations of all paragraphs of `text`."""
    for paragraph in paragraphs(text):
        yield from quotations_in(text, paragraph)


def trim_marks(text: str, span: Span) -> Span:
    """Return `span` without the quotation marks at its ends: a pair around it all (with a stop behind), or the half
    of a pair whose other half is outside. A mark whose other half stands inside stays."""
    while True:
        start, end = span.start, span.end
        last = end - 1
        if text[last] in ".,;" and last > start and text[last - 1] in MARKS:
            last -= 1  # “…”. : the stop behind the marks goes with them
        inner = re.compile(_MARK).search(text, start + 1, last)
        opens, closes = text[start] in OPENERS + STRAIGHT, text[last] in CLOSERS + STRAIGHT + "“"
        if opens and closes and last > start and _pair(text, start, last):
            start, end = start + 1, last
        elif opens and not _closed_inside(text, span):
            start += 1
        elif text[end - 1] in CLOSERS + STRAIGHT and not _opened_inside(text, span) and (inner is None or not opens):
            end -= 1
        trimmed = trim_blanks(text, start, end)
        if trimmed is None or trimmed == span:
            return span
        span = trimmed


def _within(text: str, span: Span) -> list[Quotation]:
    return quotations_in(text, span)


def _pair(text: str, start: int, last: int) -> bool:
    return any(q.opener == start and q.closer == last for q in _within(text, Span(start, last + 1)))


def _closed_inside(text: str, span: Span) -> bool:
    return any(q.opener == span.start and q.closer is not None for q in _within(text, span))


def _opened_inside(text: str, span: Span) -> bool:
    return any(q.closer == span.end - 1 and q.opener is not None for q in _within(text, span))
