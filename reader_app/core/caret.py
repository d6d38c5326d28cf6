"""Where the caret and the boundary keys stop: the words of canonical text, as spans in code points.

`words` are the Vietnamese words of the text (*thủ tướng* is one), in its order, not overlapping, as far as they are
known; without them each syllable, name part or number is a word of its own. Edge punctuation belongs to no word; `-`,
`/` and `.` between names split (`Nga-Nhật Bản`), between digits they do not. No word cuts a grapheme, whatever `words`
say: they only join syllables.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from reader_app.core.model import Span
from reader_app.core.text import is_border, on_borders

# compiled, and kept by `re`, when it is first used: 2 ms of a start
SYLLABLE = r"\d+(?:[.,:/-]\d+)*%(?![^\W_])|\d+(?:[.,:/-]\d+)+[^\W_]*|[^\W_](?:[^\W_]|[\u0300-\u036f])*"
"""The pattern of a syllable, name part or number."""

_START, _END = attrgetter("start"), attrgetter("end")


def _syllables(text: str, start: int, end: int | None) -> Iterator[Span]:
    """Yield the syllables of `text[start:end]`, marks that stand on their letters included."""
    reached = start
    for found in re.compile(SYLLABLE).finditer(text, start, len(text) if end is None else end):
        syllable = on_borders(text, Span(*found.span()))
        if syllable.end > reached:  # else two letters of one grapheme (*क्षि*), which the one before has taken whole
            yield syllable
            reached = syllable.end


def _words(text: str, start: int, end: int | None, words: Sequence[Span]) -> Iterator[Span]:
    """Yield the words of `text[start:end]`: the syllables that stand in one word, with nothing but blanks between."""
    at = bisect_right(words, start, key=_END)
    found, inside = None, -1
    for syllable in _syllables(text, start, end):
        while at < len(words) and words[at].end < syllable.end:
            at += 1
        here = at if at < len(words) and words[at].start <= syllable.start else -1
        if found is not None and here >= 0 and here == inside and _blank(text[found.end : syllable.start]):
            found = Span(found.start, syllable.end)
            continue
        if found is not None:
            yield found
        found, inside = syllable, here
    if found is not None:
        yield found


def _blank(gap: str) -> bool:
    return gap.isspace() and "\n" not in gap


def _scan_from(text: str, position: int, words: Sequence[Span]) -> int:
    """Return a place at or before `position` where no word is cut."""
    start = min(position, len(text))
    while True:
        while start > 0 and not text[start - 1].isspace():
            start -= 1
        at = bisect_right(words, start, key=_START) - 1
        if at < 0 or not words[at].start < start < words[at].end:
            return start
        start = words[at].start


def word_at(text: str, position: int, words: Sequence[Span] = ()) -> Span | None:
    """Return the word around `position`, or the one that ends there, or None between words."""
    ending = None
    for word in _words(text, _scan_from(text, position, words), None, words):
        if word.start > position:
            break
        if position < word.end:
            return word
        if position == word.end:
            ending = word
    return ending


def next_word(text: str, position: int, words: Sequence[Span] = ()) -> int:
    """Return the end of the word that `position` is in or before; the end of the text after the last one."""
    for word in _words(text, _scan_from(text, position, words), None, words):
        if word.end > position:
            return word.end
    return len(text)


def previous_word(text: str, position: int, words: Sequence[Span] = ()) -> int:
    """Return the start of the word that `position` is in or behind; 0 before the first one."""
    at = position
    while at > 0:
        at = _scan_from(text, at, words)
        starts = [word.start for word in _words(text, at, position, words) if word.start < position]
        if starts:
            return starts[-1]
        at -= 1
    return 0


def moved_end(
    text: str, span: Span, step: int, words: Sequence[Span] = (), *, by_character: bool = False
) -> Span:  # fmt: skip
    """Return `span` with its end moved on (`step` 1) or back (-1) by a word or a grapheme; unchanged at the limit.

    An end inside a word goes to that word's end, or back to the end of the word before it."""
    if by_character:
        return _moved_by_character(text, span, step, end=True)
    if step > 0:
        return Span(span.start, next_word(text, span.end, words)) if span.end < len(text) else span
    at = span.end
    while at > span.start:
        at = max(_scan_from(text, at, words), span.start)
        ends = [word.end for word in _words(text, at, span.end, words) if word.end < span.end]
        if ends:
            return Span(span.start, ends[-1])
        at -= 1
    return span


def moved_start(
    text: str, span: Span, step: int, words: Sequence[Span] = (), *, by_character: bool = False
) -> Span:  # fmt: skip
    """Return `span` with its start moved on (`step` 1) or back (-1) by a word or a grapheme; unchanged at the limit.

    A start inside a word goes to the next word's start, or back to the start of the word that it is in."""
    if by_character:
        return _moved_by_character(text, span, step, end=False)
    if step < 0:
        return Span(previous_word(text, span.start, words), span.end) if span.start > 0 else span
    starts = (word.start for word in _words(text, span.start, span.end, words) if word.start > span.start)
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
