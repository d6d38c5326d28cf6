"""Where an end of a span goes that is put somewhere: to the nearest word, or the nearest character."""

from __future__ import annotations

from collections.abc import Sequence

from reader_app.core.caret import moved_end, moved_start, next_word, previous_word, word_at
from reader_app.core.model import Span
from reader_app.core.text import is_border


def with_end_at(
    text: str, span: Span, position: int, words: Sequence[Span] = (), *, by_character: bool = False
) -> Span:  # fmt: skip
    """Return `span` with its end at the word's end nearest to `position` (code points); by character, just there. It
    keeps a word, or a character, at least."""
    if by_character:
        at = min(max(position, span.start + 1), len(text))
        while at > span.start + 1 and (not is_border(text, at) or text[at - 1].isspace()):
            at -= 1
        return Span(span.start, at) if is_border(text, at) else span
    first = next_word(text, span.start, words)
    after = next_word(text, max(position - 1, 0), words) if position else first
    before = moved_end(text, Span(span.start, after), -1, words).end if after > first else first
    if word_at(text, after, words) is None:  # behind the last word
        after = before
    at = before if position - before < after - position else after
    return Span(span.start, max(at, first))


def with_start_at(
    text: str, span: Span, position: int, words: Sequence[Span] = (), *, by_character: bool = False
) -> Span:  # fmt: skip
    """Return `span` with its start at the word's start nearest to `position`; by character, just there."""
    if by_character:
        at = max(min(position, span.end - 1), 0)
        while at < span.end - 1 and (not is_border(text, at) or text[at].isspace()):
            at += 1
        return Span(at, span.end) if is_border(text, at) else span
    last = previous_word(text, span.end, words)
    here = word_at(text, position, words)
    before = here.start if here is not None and here.start <= position else previous_word(text, position, words)
    before = min(before, last)
    after = moved_start(text, Span(before, span.end), 1, words).start if before < last else last
    at = before if position - before <= after - position else after
    return Span(min(at, last), span.end)
