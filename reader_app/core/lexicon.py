"""Words that introduce speech and words that name speakers, as values read from the project's data files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reader_app.core.model import Span


class Phrases:
    """A set of phrases to find in text: without regard to case, whole words only, the longest first."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._known = frozenset(phrase.casefold() for phrase in phrases)
        ordered = sorted(self._known, key=lambda phrase: (-len(phrase), phrase))
        words = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in ordered)
        self._pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)

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
    """`cue` joins every verb that may introduce speech, `weak` those of them that need rằng, là, a colon or a mark."""

    cue: Phrases
    weak: Phrases
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


def read_lexicon(cues: str, speakers: str) -> Lexicon:
    """Read the lexicon from the TOML of its two files."""
    import tomllib  # takes 5 ms

    c, s = tomllib.loads(cues), tomllib.loads(speakers)
    weak = [*c["directing"], *c["thinking"], *c["manner"]]
    return Lexicon(
        cue=Phrases([*c["saying"], *c["writing"], *c["relaying"], *weak]),
        weak=Phrases(weak),
        according=Phrases(c["according"]),
        complementizer=Phrases(word for word in c["complementizer"] if word != ":"),
        adverb=Phrases(c["adverb"]),
        false_friend=Phrases(c["false_friend"]),
        noun_before=Phrases(c["noun_before"]),
        reporter_returns=Phrases(c["reporter_returns"]),
        denying=Phrases(c["denying"]),
        unsure=Phrases(c["unsure"]),
        honorific=Phrases(s["honorific"]),
        pronoun=Phrases(s["pronoun"]),
        title=Phrases(s["title"]),
        unnamed=Phrases(s["unnamed"]),
    )
