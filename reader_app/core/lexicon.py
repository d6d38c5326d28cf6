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

    c, s = tomllib.loads(cues), tomllib.loads(speakers)
    weak = [*c["directing"], *c["thinking"], *c["manner"]]
    return Lexicon(
        cue=Phrases([*c["saying"], *c["writing"], *c["relaying"], *c["showing"], *weak]),
        weak=Phrases(weak),
        directing=Phrases(c["directing"]),
        clausal=Phrases(c["clausal"]),
        sure=Phrases(c["sure"]),
        manner=Phrases(c["manner"]),
        showing=Phrases(c["showing"]),
        acting=Phrases(c["acting"]),
        telling=Phrases(c["telling"]),
        noun_like=Phrases(c["noun_like"]),
        relaying=Phrases(c["relaying"]),
        passing_on=Phrases(c["passing_on"]),
        hindering=Phrases(c["hindering"]),
        setting=Phrases(c["setting"]),
        opening=Phrases(c["opening"]),
        when=Phrases(c["when"]),
        predicate=Phrases(c["predicate"]),
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
        document=Phrases(s["document"]),
        medium=Phrases(s["medium"]),
        kin=Phrases(s["kin"]),
        human=Phrases(s["human"]),
        work=Phrases(s["work"]),
    )
