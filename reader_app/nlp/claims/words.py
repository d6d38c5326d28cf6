"""The words of resources/lexicon/claims.toml, found in one pass over a text."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from reader_app.core.model import Span
from reader_app.resources import resource

_SYLLABLE = re.compile(r"[^\W_]+")


class Found(NamedTuple):
    """A phrase of the kind `kind` at `[start, end)`."""

    start: int
    end: int
    kind: str


class ClaimWords(NamedTuple):
    """`weights` by kind of word; `phrases` lists, by first syllable, the phrases as syllables with their kind, the
    longest first."""

    weights: Mapping[str, float]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    def find(self, text: str, words: Container[tuple[int, int]]) -> FoundWords:
        """Return where the phrases stand in `text`: at each place the longest one of each kind. One of a single
        syllable must be one of `words`, the words of the text by start and end: *do* in *do thám* is none."""
        syllables = [(m.group().lower(), m.start(), m.end()) for m in _SYLLABLE.finditer(text)]
        names = [name for name, _, _ in syllables]
        found: list[Found] = []
        behind: dict[str, int] = {}
        covered = 0
        for place, (name, start, _) in enumerate(syllables):
            for phrase, kind in self.phrases.get(name, ()):
                last = place + len(phrase)
                if behind.get(kind, 0) > place or tuple(names[place:last]) != phrase:
                    continue
                if len(phrase) == 1 and covered > place:  # *gây* in *gây ra*
                    continue
                end = syllables[last - 1][2]
                if (start, end) not in words if len(phrase) == 1 else not _in_a_row(text, start, end, len(phrase)):
                    continue
                behind[kind] = last
                covered = max(covered, last) if len(phrase) > 1 else covered
                found.append(Found(start, end, kind))
        return FoundWords(found)


class FoundWords:
    """Phrases in the order of the text."""

    def __init__(self, found: list[Found]) -> None:
        self._found = found
        self._starts = [one.start for one in found]

    def within(self, span: Span) -> Iterator[Found]:
        """Yield the phrases that stand in `span`, left to right."""
        for place in range(bisect_left(self._starts, span.start), len(self._found)):
            found = self._found[place]
            if found.start >= span.end:
                return
            if found.end <= span.end:
                yield found

    def at(self, position: int, kind: str) -> Found | None:
        """Return the phrase of `kind` that starts at `position`, or None."""
        for place in range(bisect_left(self._starts, position), len(self._found)):
            found = self._found[place]
            if found.start != position:
                return None
            if found.kind == kind:
                return found
        return None


def _in_a_row(text: str, start: int, end: int, count: int) -> bool:
    """Return whether `count` syllables stand on one line with nothing but blanks between."""
    words = text[start:end]
    return "\n" not in words and len(words.split()) == count


@cache
def claim_words() -> ClaimWords:
    """Read the shipped words, once in a process."""
    data = tomllib.loads(resource("lexicon/claims.toml").read_text("utf-8"))
    lists = {kind: data[kind] for kind in ("opening", "joining", "leaning", "name_of_number", "probable")}
    lists |= {kind: table["words"] for kind, table in data["words"].items()}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, words in lists.items():
        for word in words:
            parts = tuple(word.lower().split())
            phrases.setdefault(parts[0], []).append((parts, kind))
    ordered = {first: tuple(sorted(some, key=lambda p: (-len(p[0]), p))) for first, some in phrases.items()}
    return ClaimWords({kind: float(table["weight"]) for kind, table in data["words"].items()}, ordered)
