"""Clauses that can be a claim: one proposition each, in what somebody says or in what the article tells itself."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader_app.core.model import Span
from reader_app.core.spans import (
    MARKS,
    joined_sentences,
    paragraphs,
    quotations_in,
    trim_blanks,
    trim_marks,
    without_stop,
)
from reader_app.nlp.claims.words import FoundWords
from reader_app.nlp.mention import Speech
from reader_app.nlp.tokens import Token, Tokens

_MARK = re.compile(f"[{MARKS}]")
_JOINT = re.compile(r"[;,]\s+")
_PREDICATES = frozenset({"là", "có", "còn"})
"""These make a predicate whatever the tagger takes them for."""
_SUBJECT = ("N", "P", "M", "L", "Y")
_LEANING_TAGS = ("R", "C", "E", "T", "I", "CH")


class Clause(NamedTuple):
    """A stretch of text with one proposition; `speech` is the place in the list of speeches of the one it stands in."""

    span: Span
    speech: int | None
    asks: bool = False


class Text(NamedTuple):
    """The article as the search for claims sees it: its tokens in one row, and the words that matter."""

    text: str
    tokens: Sequence[Token]
    starts: Sequence[int]
    words: FoundWords

    @classmethod
    def of(cls, text: str, tokens: Tokens, words: FoundWords) -> Text:
        row = [token for sentence in tokens.tokens for token in sentence]
        return cls(text, row, [token.start for token in row], words)

    def within(self, span: Span) -> Sequence[Token]:
        """Return the tokens that start in `span`."""
        return self.tokens[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]

    def has_predicate(self, tokens: Sequence[Token]) -> bool:
        return any(t.tag in ("V", "A") or self.text[t.start : t.end].lower() in _PREDICATES for t in tokens)


def clauses(text: Text, sentences: Sequence[Span], speeches: Sequence[Speech]) -> Iterator[Clause]:
    """Yield the clauses of `speeches`, and of the sentences where nobody's speech is told, in no order.

    Where a speech tells another one (*X cho biết Y nói rằng A*), the clause is A, in the inner speech: what counts is
    the thing said, not that it was said.
    """
    taken = _taken(text.text, speeches)
    starts = sorted((content.start, content.end) for speech in speeches for content in speech.contents)
    for number, speech in enumerate(speeches):
        for content in speech.contents:
            for paragraph in paragraphs(text.text, content.start, content.end):
                for sentence in joined_sentences(text.text, paragraph):
                    for clause in _clauses(text, sentence, number):
                        if not _tells_another(clause.span, content, starts):
                            yield clause
    for sentence in sentences:
        for clause in _clauses(text, sentence, None):
            if taken.find(1, clause.span.start, clause.span.end) < 0:
                yield clause


def _taken(text: str, speeches: Sequence[Speech]) -> bytearray:
    """Return a byte for each code point of `text`: 1 where it belongs to a speech."""
    taken = bytearray(len(text))
    for speech in speeches:
        for span in (*speech.contents, speech.cue, speech.source, speech.via):
            if span is not None:
                taken[span.start : span.end] = b"\1" * (span.end - span.start)
    return taken


def _tells_another(span: Span, content: Span, starts: Sequence[tuple[int, int]]) -> bool:
    """Return whether the content of another speech begins in `span`."""
    first = bisect_left(starts, (span.start, 0))
    last = bisect_right(starts, (span.end, 0))
    return any(starts[place] != (content.start, content.end) for place in range(first, last))


def _clauses(text: Text, sentence: Span, speech: int | None) -> Iterator[Clause]:
    asks = text.text.endswith("?", sentence.start + 1, sentence.end)
    joints = [] if asks else _joints(text, sentence)
    start = sentence.start
    for end in (*joints, sentence.end):
        if (piece := trim_blanks(text.text, start, end)) and (span := _trimmed(text, piece)):
            yield Clause(span, speech, asks)
        start = end


def _joints(text: Text, sentence: Span) -> list[int]:
    """Return where a clause with a subject of its own begins, behind `;` or behind a comma and a conjunction; never
    inside quotation marks or brackets that close in this sentence."""
    quoted = quotations_in(text.text, sentence) if _MARK.search(text.text, sentence.start, sentence.end) else []
    found: list[int] = []
    start = sentence.start
    for joint in _JOINT.finditer(text.text, sentence.start, sentence.end):
        at = joint.end()
        word = text.words.at(at, "joining")
        if word is None and joint[0][0] != ";":
            continue
        if any(q.content.start <= at <= q.content.end for q in quoted):
            continue
        if text.text.count("(", start, at) != text.text.count(")", start, at):
            continue
        rest = Span(word.end if word else at, sentence.end) if (word.end if word else at) < sentence.end else None
        if (
            rest
            and _stands_alone(text, rest, strict=word is not None)
            and text.has_predicate(text.within(Span(start, at)))
        ):
            found.append(at)
            start = at
    return found


def _stands_alone(text: Text, rest: Span, *, strict: bool) -> bool:
    """Return whether `rest` has a predicate and, where that is to be proven, begins with a subject."""
    tokens = text.within(rest)
    first = next((place for place, token in enumerate(tokens) if token.tag not in _LEANING_TAGS), None)
    if first is None or not text.has_predicate(tokens[:14]):
        return False
    # a verb with an adverb behind it is a noun here (*nhập khẩu lại giảm*, *nợ vẫn còn*)
    noun = tokens[first].tag.startswith(_SUBJECT) or (first == 0 and [t.tag for t in tokens[1:2]] == ["R"])
    return noun or not strict


def _trimmed(text: Text, span: Span) -> Span | None:
    """Return `span` without stops, half pairs of marks, and the words that tie it to what stands before."""
    while True:
        end = span.end
        while end > span.start and text.text[end - 1] in ".!?…;,:/ ":
            end -= 1
        if end == span.start:
            return None
        before = span
        span = trim_marks(text.text, without_stop(text.text, Span(span.start, end)))
        if opening := text.words.at(span.start, "opening"):
            start = opening.end
            while start < span.end and text.text[start] in ", \n\t:":
                start += 1
            if start >= span.end:
                return None
            span = Span(start, span.end)
        if span == before:
            return span
