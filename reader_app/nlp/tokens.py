"""Words and sentences with exact offsets; the words are underthesea's.

underthesea gives tokens back in NFC with old tone placement changed and spaces added, and with no offsets: each one is
looked for in the text from where the last one ended; one that cannot be found is dropped and counted, never guessed.
The sentences are `core.spans`': those of underthesea's `sent_tokenize` are the same on news, but cut in addresses
(`vnexpress.net`) and inside quotations.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from reader_app.core.model import Span
from reader_app.core.spans import joined_sentences, paragraphs, trim_blanks
from reader_app.core.text import is_border

LONGEST = 1500
"""Code points that the tagger takes at once: what is longer is cut at a blank."""

_REACH = 40
"""Code points behind the last token in which the next one is looked for."""

# kept in one piece, whatever the tagger made of them: addresses, @names, #tags
_SOLID = r"https?://[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]]|www\.[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]]|(?<![\w.])[@#]\w[\w.]*\w|[\w.+-]+@[\w-]+\.[\w.-]*\w"
# `Nga-Nhật Bản`: two names, two words
_JOINT = r"(?<=[^\W\d_])[-–—](?=[^\W\d_])"
_STOPS = ".,;:!?…"
_ABBREVIATION = r"(?:TP|Tp|tp|TS|ThS|Ths|GS|PGS|BS|LS|KS|KTS|NSND|NSƯT|HLV|Mr|Mrs|Ms|Dr|Jr|Sr|St|Th|No|vs|[^\W\d_])\."


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
    for sentence in _sentences(text):
        tokens: list[Token] = []
        for piece in _pieces(text, sentence):
            aligned, missing = align(text, piece, pos_tag(piece.of(text)))
            tokens += aligned
            lost += missing
        spans.append(sentence)
        found.append(tuple(tokens))
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
    return tuple(_mended(text, sentence, found)), lost


def _sentences(text: str) -> Iterator[Span]:
    """Yield the sentences of all paragraphs. Those of one quotation are one sentence."""
    for paragraph in paragraphs(text):
        yield from joined_sentences(text, paragraph)


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    """Yield `sentence` in pieces that the tagger takes in one go."""
    start = sentence.start
    while sentence.end - start > LONGEST:
        blank = max(text.rfind(" ", start + 1, start + LONGEST), text.rfind("\t", start + 1, start + LONGEST))
        end = blank if blank > 0 else start + LONGEST
        while not is_border(text, end):
            end += 1
        if text[start:end].strip():
            yield Span(start, end)
        start = end
    if text[start : sentence.end].strip():
        yield Span(start, sentence.end)


def _place(text: str, start: int, end: int, word: str) -> tuple[int, int] | None:
    """Return where `word` stands in `text[start:end]`, at its start but for what the tagger left out."""
    first = start
    while first < end and text[first].isspace():
        first += 1
    if text.startswith(word, first) and first + len(word) <= end and is_border(text, first + len(word)):
        return first, first + len(word)
    wanted = "".join(map(_bare, word))
    if not wanted:
        return None
    for at in range(first, min(first + _REACH, end)):
        if not text[at].isspace() and is_border(text, at) and (stop := _match(text, at, end, wanted)) is not None:
            return at, stop
    return None


def _match(text: str, at: int, end: int, wanted: str) -> int | None:
    """Return where the letters `wanted` end if they stand at `at`, blanks between them or not."""
    done = 0
    while done < len(wanted):
        if at >= end:
            return None
        letters = _bare(text[at])
        if not wanted.startswith(letters, done):
            return None
        done += len(letters)
        at += 1
    while at < end and not is_border(text, at):
        at += 1
    return at


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    """Return the letter without its marks, nothing for a blank: tone placement and spaces do not count."""
    plain = unicodedata.normalize("NFD", char)
    return "".join(c for c in plain if not unicodedata.combining(c) and not c.isspace())


def _mended(text: str, sentence: Span, tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield `tokens` with addresses and @names in one piece, two names at a hyphen in two, final stops apart."""
    solid = [Span(*found.span()) for found in re.compile(_SOLID).finditer(text, sentence.start, sentence.end)]
    after = sentence.start
    for token in tokens:
        start = max(token.start, after)
        while solid and solid[0].start < token.end:
            yield from _split(text, start, min(solid[0].start, token.end), token.tag)
            yield Token(solid[0].start, solid[0].end, "Np")
            start = after = solid.pop(0).end
        if start < token.end:
            yield from _split(text, start, token.end, token.tag)


def _split(text: str, start: int, end: int, tag: str) -> Iterator[Token]:
    trimmed = trim_blanks(text, start, end)
    if trimmed is None:
        return
    start, end, word = trimmed.start, trimmed.end, trimmed.of(text)
    if not any(map(str.isalnum, word)):
        yield Token(start, end, "CH")
        return
    first = word.split()[0]
    if len(first) < len(word) and not any(map(str.isalnum, first)):  # 😀 Ông
        yield Token(start, start + len(first), "CH")
        yield from _split(text, start + len(first), end, tag)
        return
    stop = end
    while stop > start and text[stop - 1] in _STOPS and is_border(text, stop - 1):
        stop -= 1
    if stop < end and not re.fullmatch(_ABBREVIATION, word.rpartition(" ")[2]):
        yield from _parts(text, start, stop, tag)
        yield Token(stop, end, "CH")
        return
    yield from _parts(text, start, end, tag)


def _parts(text: str, start: int, end: int, tag: str) -> Iterator[Token]:
    for joint in re.compile(_JOINT).finditer(text, start, end):
        if text[start].isupper() and text[joint.end()].isupper():
            yield Token(start, joint.start(), tag)
            yield Token(joint.start(), joint.end(), "CH")
            start = joint.end()
    yield Token(start, end, tag)
