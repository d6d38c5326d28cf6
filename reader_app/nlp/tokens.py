"""Words and sentences of underthesea with exact offsets.

underthesea gives tokens back in NFC with old tone placement changed and spaces added, and with no offsets: each one is
looked for in the text from where the last one ended; one that cannot be found is dropped and counted, never guessed.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from reader_app.core.model import Span
from reader_app.core.spans import joined_sentences, paragraph_at


class Token(NamedTuple):
    """A word `[start, end)` of the text with its part of speech (`N`, `Np`, `V`, `CH` …)."""

    start: int
    end: int
    tag: str


class Tokens(NamedTuple):
    """The tokens of a text sentence by sentence; `lost` counts those that could not be found in it."""

    sentences: tuple[Span, ...]
    tokens: tuple[tuple[Token, ...], ...]
    lost: int


def tokens_of(text: str) -> Tokens:
    """Return the tagged words of canonical `text`. Loads underthesea when first called (0.4–1 s)."""
    from underthesea import pos_tag  # type: ignore[import-untyped]  # it ships no types

    spans: list[Span] = []
    found: list[tuple[Token, ...]] = []
    lost = 0
    start = 0
    for line in text.split("\n"):
        if line.strip() and (paragraph := paragraph_at(text, start)) is not None:
            for sentence in joined_sentences(text, paragraph):
                aligned, missing = align(text, sentence, pos_tag(sentence.of(text)))
                spans.append(sentence)
                found.append(aligned)
                lost += missing
        start += len(line) + 1
    return Tokens(tuple(spans), tuple(found), lost)


def align(text: str, sentence: Span, tagged: list[tuple[str, str]]) -> tuple[tuple[Token, ...], int]:
    """Return the tokens of `tagged` with their places in `sentence`, and how many could not be found."""
    at, lost, found = sentence.start, 0, []
    for word, tag in tagged:
        place = _place(text, at, sentence.end, word)
        if place is None:
            lost += 1
            continue
        found.append(Token(*place, tag))
        at = place[1]
    return tuple(found), lost


def _place(text: str, start: int, end: int, word: str) -> tuple[int, int] | None:
    wanted = _letters(word)
    if not wanted:
        return None
    for first in range(start, min(end, start + 40)):
        at, left = first, wanted
        while at < end and left:
            if text[at].isspace():
                at += 1
                continue
            letter = _letters(text[at])
            if not left.startswith(letter):
                break
            left = left[len(letter) :]
            at += 1
        if not left and at > first and not text[first].isspace():
            return first, at
    return None


def _letters(word: str) -> str:
    """Return the bare letters of `word`: tone placement and spaces do not count."""
    plain = unicodedata.normalize("NFD", word)
    return "".join(c for c in plain if not unicodedata.combining(c) and not c.isspace())
