"""Words that introduce speech and words that name speakers, as values read from the project's data files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from reader_app.core.model import Span


class Phrases:
    """A set of phrases to find in text: without regard to case, whole words only, the longest first."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._known = frozenset(phrase.casefold() for phrase in phrases)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # compiled when first used: a session needs few of the groups
        ordered = sorted(self._known, key=lambda phrase: (-len(phrase), phrase))
        words = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in ordered)
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)

    def __contains__(self, phrase: str) -> bool:
        return phrase.casefold() in self._known

    def find(self, text: str, span: Span) -> Iterator[Span]:
        """Yield where phrases stand in `span` of `text`, left to right, none overlapping."""
        for found in self._pattern.finditer(text, span.start, span.end):
            yield Span(*found.span())

    def at(self, text: str, position: int) -> Span | None:
        """Return the longest phrase that starts at `position`, or None."""
        found = self._pattern.match(text, position)
        return Span(*found.span()) if found else None


class Lexicon(NamedTuple):
    """Groups of words, as the comments in the data files explain them. `cue` joins every verb that may introduce
    speech, `weak` those of them that need rằng, là, a colon or a mark."""

    cue: Phrases
    weak: Phrases
    directing: Phrases
    clausal: Phrases
    sure: Phrases
    manner: Phrases
    showing: Phrases
    acting: Phrases
    telling: Phrases
    noun_like: Phrases
    relaying: Phrases
    passing_on: Phrases
    hindering: Phrases
    setting: Phrases
    opening: Phrases
    when: Phrases
    predicate: Phrases
    according: Phrases
    complementizer: Phrases
    adverb: Phrases
    false_friend: Phrases
    noun_before: Phrases
    reporter_returns: Phrases
    denying: Phrases
    unsure: Phrases
    honorific: Phrases
    pronoun: Phrases
    title: Phrases
    unnamed: Phrases
    document: Phrases
    medium: Phrases
    kin: Phrases
    human: Phrases
    work: Phrases


def read_lexicon(cues: str, speakers: str) -> Lexicon:
    """Read the lexicon from the TOML of its two files."""
    import tomllib  # takes 5 ms

    words: dict[str, list[str]] = tomllib.loads(cues) | tomllib.loads(speakers)
    words["weak"] = [*words["directing"], *words["thinking"], *words["manner"]]
    words["cue"] = [word for name in ("saying", "writing", "relaying", "showing", "weak") for word in words[name]]
    words["complementizer"] = [word for word in words["complementizer"] if word != ":"]
    return Lexicon._make(Phrases(words[name]) for name in Lexicon._fields)
