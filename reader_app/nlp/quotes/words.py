"""The words of an article as the rules read them: the tagger's, with each name as one of them, and the verbs of speech
cut out of words that swallowed them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from reader_app.core.model import Span
from reader_app.core.naming import NAMED
from reader_app.core.spans import trim_blanks
from reader_app.nlp.mention import Mention
from reader_app.nlp.tokens import Token

_DATED = {"DATETIME": "DATE", "QUANTITY": "QTY"}
_BLANKS = re.compile(r"\s+")


class Atom(NamedTuple):
    """A word, mark or name `[start, end)`. `tag` is the part of speech, for a name its label (`PER`, `ORG`, `LOC`,
    `MISC`), for dates and amounts `DATE` and `QTY`; `word` is in lower case; `mention` the name it is."""

    start: int
    end: int
    tag: str
    word: str
    mention: Mention | None = None


def read_words(
    text: str,
    tokens: Iterable[Iterable[Token]],
    mentions: Sequence[Mention],
    cues: Iterable[Span],
    relays: Iterable[Span],
    glued: Iterable[int],
) -> tuple[Atom, ...]:
    """Return the words of `text` in order. `cues` are the verbs of speech, `relays` *dẫn lời* and the like; at the
    `glued` places a word ends that the tagger took for the beginning of a longer one."""
    inside = frozenset(glued)
    return tuple(_atoms(text, _split(text, tokens, _places(text, cues, relays, inside), inside), mentions))


def _split(
    text: str, tokens: Iterable[Iterable[Token]], cuts: Sequence[int], glued: AbstractSet[int]
) -> Iterator[Token]:
    """Yield the tokens in order, those that swallowed a verb of speech in two: *Kyodo dẫn*, *lời nói*, and before one
    of the `glued` places *nhận định bão*."""
    for token in (token for sentence in tokens for token in sentence):
        place = bisect_right(cuts, token.start)
        if place >= len(cuts) or cuts[place] >= token.end or not text[cuts[place] - 1].isspace():
            yield token
            continue
        swallowed = cuts[place] in glued
        end = token.start + len(text[token.start : cuts[place]].rstrip())
        yield Token(token.start, end, "V" if swallowed else token.tag)
        yield Token(cuts[place], token.end, "N" if swallowed else "V")


def _places(text: str, cues: Iterable[Span], relays: Iterable[Span], glued: AbstractSet[int]) -> list[int]:
    """Return where a word must begin: at verbs of speech behind a capital, around *dẫn lời*, and at `glued`."""
    found = {span.start for span in cues if _behind_name(text, span.start)} | set(glued)
    for span in relays:
        end = span.end
        while end < len(text) and text[end].isspace():
            end += 1
        found |= {span.start, end}
    return sorted(found)


def _behind_name(text: str, position: int) -> bool:
    before = text[max(0, position - 30) : position].split()
    return bool(before) and before[-1][0].isupper()


def _atoms(text: str, tokens: Iterable[Token], mentions: Sequence[Mention]) -> Iterator[Atom]:
    """Yield the words of `text` in order, each name as one atom, what is left of a word cut by a name as another."""
    names = iter([m for m in mentions if m.label in NAMED or m.label in _DATED])
    name = next(names, None)
    reached = 0

    def atom(span: Span, tag: str, mention: Mention | None = None) -> Atom:
        return Atom(span.start, span.end, tag, _BLANKS.sub(" ", span.of(text)).casefold(), mention)

    for token in tokens:
        start = max(token.start, reached)
        while start < token.end:
            while name is not None and name.span.end <= start:
                name = next(names, None)
            if name is not None and name.span.start <= start:
                yield atom(name.span, _DATED.get(name.label, name.label), name)
                start = name.span.end
            else:
                stop = token.end if name is None else min(token.end, name.span.start)
                if rest := trim_blanks(text, start, stop):
                    yield atom(rest, token.tag)
                start = stop
            while start < token.end and text[start].isspace():
                start += 1
        reached = max(reached, start)
