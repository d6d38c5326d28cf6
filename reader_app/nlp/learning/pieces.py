"""A text as numbered syllables, each with what the features ask of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from reader_app.core.model import Span
from reader_app.nlp.tokens import Tokens

_PIECE = re.compile(r"\w+")
_STOPS = frozenset('.!?:;…\n“”"«»')
_JOINTS = frozenset({" ", ".", "&", " & ", "'", "’"})


class Pieces(NamedTuple):
    """The syllables of a text, from left to right.

    `shape` is X for a capital in front, A for capitals alone, 9 with a digit, x for the rest; `tag` the part of speech
    of the word around it; `joined` says that this word began with a syllable before it; `gap` what stands before it,
    and at last what stands behind all.
    """

    starts: list[int]
    ends: list[int]
    words: list[str]
    low: list[str]
    shape: list[str]
    tag: list[str]
    joined: list[bool]
    gap: list[str]

    def text_of(self, first: int, last: int) -> str:
        """Return the words from number `first` up to `last`, without it, one blank between them."""
        return " ".join(self.words[first:last])

    def opens(self, at: int) -> bool:
        """Return whether a sentence or a quotation begins before the syllable `at`: a capital says nothing there."""
        return at == 0 or any(c in _STOPS for c in self.gap[at])


def pieces_of(text: str, tokens: Tokens) -> Pieces:
    """Return the syllables of `text` with the parts of speech of `tokens`."""
    starts, ends, words, shape, gap = [], [], [], [], []
    last = 0
    for match in _PIECE.finditer(text):
        start, end = match.span()
        word = match.group()
        starts.append(start)
        ends.append(end)
        words.append(word)
        shape.append(_shape(word))
        gap.append(text[last:start])
        last = end
    gap.append(text[last:])
    return Pieces(starts, ends, words, [w.lower() for w in words], shape, *_tags(starts, tokens), gap)


def capital_runs(pieces: Pieces) -> list[tuple[int, int]]:
    """Return the longest runs of capitalised syllables, as numbers of the first one and the one after the last."""
    runs = []
    at, count = 0, len(pieces.words)
    while at < count:
        if pieces.shape[at] not in "XA":
            at += 1
            continue
        first = at
        at += 1
        while at < count and pieces.shape[at] in "XA9" and pieces.gap[at] in _JOINTS:
            at += 1
        runs.append((first, at))
    return runs


def place(pieces: Pieces, span: Span) -> tuple[int, int] | None:
    """Return the syllables of `span`, None where it holds no whole one."""
    first, last = bisect_left(pieces.starts, span.start), bisect_right(pieces.ends, span.end)
    return (first, last) if first < last else None


def _shape(word: str) -> str:
    if word[0].isupper():
        return "A" if len(word) > 1 and word.isupper() else "X"
    return "9" if any(c.isdigit() for c in word) else "x"


def _tags(starts: list[int], tokens: Tokens) -> tuple[list[str], list[bool]]:
    """Return the part of speech at each of `starts`, "" where no word was found, and whether the word began before."""
    tags, joined = [""] * len(starts), [False] * len(starts)
    at, count = 0, len(starts)
    for sentence in tokens.tokens:
        for token in sentence:
            while at < count and starts[at] < token.start:
                at += 1
            first = at
            while at < count and starts[at] < token.end:
                tags[at] = token.tag
                joined[at] = at > first
                at += 1
    return tags, joined
