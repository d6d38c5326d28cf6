"""Words, sentences and quotation marks of canonical text, as spans in code points.

A word here is a Vietnamese syllable, a name part or a number: what the caret and the boundary keys move by. Edge
punctuation belongs to no word; `-`, `/` and `.` between names split (`Nga-Nhật Bản`), between digits they do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reader_app.core.model import Span
from reader_app.core.text import is_border, on_borders

# patterns are compiled, and kept by `re`, when they are first used: these take 2 ms of a start
_WORD = r"\d+(?:[.,:/-]\d+)*%(?![^\W_])|\d+(?:[.,:/-]\d+)+[^\W_]*|[^\W_](?:[^\W_]|[\u0300-\u036f])*"
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


# words


def _words(text: str, start: int, end: int | None = None) -> Iterator[Span]:
    """Yield the words of `text[start:end]`, marks that stand on their letters included."""
    for found in re.compile(_WORD).finditer(text, start, len(text) if end is None else end):
        yield on_borders(text, Span(*found.span()))


def _scan_from(text: str, position: int) -> int:
    """Return a place at or before `position` where no word is cut."""
    start = min(position, len(text))
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    return start


def word_at(text: str, position: int) -> Span | None:
    """Return the word around `position`, or the one that ends there, or None between words."""
    ending = None
    for word in _words(text, _scan_from(text, position)):
        if word.start > position:
            break
        if position < word.end:
            return word
        if position == word.end:
            ending = word
    return ending


def next_word(text: str, position: int) -> int:
    """Return the end of the word that `position` is in or before; the end of the text after the last one."""
    for word in _words(text, _scan_from(text, position)):
        if word.end > position:
            return word.end
    return len(text)


def previous_word(text: str, position: int) -> int:
    """Return the start of the word that `position` is in or behind; 0 before the first one."""
    at = position
    while at > 0:
        at = _scan_from(text, at)
        starts = [word.start for word in _words(text, at, position) if word.start < position]
        if starts:
            return starts[-1]
        at -= 1
    return 0


def moved_end(text: str, span: Span, step: int, *, by_character: bool = False) -> Span:
    """Return `span` with its end moved on (`step` 1) or back (-1) by a word or a grapheme; unchanged at the limit."""
    if by_character:
        return _moved_by_character(text, span, step, end=True)
    if step > 0:
        return Span(span.start, next_word(text, span.end)) if span.end < len(text) else span
    ends = [word.end for word in _words(text, span.start, span.end) if word.end < span.end]
    return Span(span.start, ends[-1]) if ends else span


def moved_start(text: str, span: Span, step: int, *, by_character: bool = False) -> Span:
    """Return `span` with its start moved on (`step` 1) or back (-1) by a word or a grapheme; unchanged at the limit."""
    if by_character:
        return _moved_by_character(text, span, step, end=False)
    if step < 0:
        return Span(previous_word(text, span.start), span.end) if span.start > 0 else span
    starts = (word.start for word in _words(text, span.start, span.end) if word.start > span.start)
    return Span(next(starts, span.start), span.end)


def _moved_by_character(text: str, span: Span, step: int, *, end: bool) -> Span:
    at = (span.end if end else span.start) + step
    while 0 < at < len(text) and not (
        is_border(text, at) and not (text[at - 1].isspace() if end else text[at].isspace())
    ):
        at += step
    at = max(0, min(at, len(text)))
    start, stop = (span.start, at) if end else (at, span.end)
    return Span(start, stop) if start < stop else span


# paragraphs and sentences


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
        before = re.findall(_WORD, text[max(span.start, end.start() - 12) : end.start()])
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
    for sentence in sentences(text, paragraph):
        start = sentence.start if start is None else start
        if not any(mark.start < sentence.end < mark.end for mark in marks):
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
    """Return the quotations of one paragraph by start, outer before inner.

    Any opener pairs with any closer of its level (double or single marks); straight marks take their direction from
    their place and from what is open; an apostrophe inside a word is no mark.
    """
    stack: list[tuple[int, bool]] = []
    found: list[Quotation] = []
    for mark in re.compile(_MARK).finditer(text, paragraph.start, paragraph.end):
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
            found.extend(_quotation(text, stack.pop()[0], at, paragraph))
        elif not single and not found and not stack:
            found.extend(_quotation(text, None, at, paragraph))
    outer = next((at for at, single in stack if not single), None)
    if outer is not None:
        found.extend(_quotation(text, outer, None, paragraph))
    return sorted(found, key=lambda q: (q.content.start, -q.content.end))


def _quotation(text: str, opener: int | None, closer: int | None, paragraph: Span) -> Iterator[Quotation]:
    start = paragraph.start if opener is None else opener + 1
    content = trim_blanks(text, start, paragraph.end if closer is None else closer)
    if content is not None:
        yield Quotation(opener, closer, content)


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
    start = 0
    for line in text.split("\n"):
        if paragraph := trim_blanks(text, start, start + len(line)):
            yield from quotations_in(text, paragraph)
        start += len(line) + 1


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
