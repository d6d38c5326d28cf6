"""A quote in the making, and the strength of what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass

from reader_app.core.model import Span
from reader_app.core.suggestion import Who
from reader_app.nlp.mention import Speech
from reader_app.nlp.quotes.nominals import STRENGTH, Nominal
from reader_app.nlp.quotes.page import Page

WEAKEST = 0.45
"""What is weaker than about even odds is not proposed."""


@dataclass(slots=True)
class Draft:
    """`source` is the speaker's noun phrase; `shown` whether it belongs into the quote (where speech runs on, it only
    tells who speaks); `sentence` the number of the sentence in which the quote begins."""

    contents: list[Span]
    rule: str
    score: float
    cue: Span | None = None
    source: Nominal | None = None
    via: Span | None = None
    shown: bool = True
    sentence: int = 0
    who: tuple[Who, ...] = ()

    def speech(self, page: Page) -> Speech:
        denies = self.cue is not None and page.lexicon.denying.at(page.text, self.cue.start) is not None
        source = page.span(self.source.first, self.source.last) if self.source and self.shown else None
        return Speech(
            page.quote_label(self.contents),
            tuple(self.contents),
            round(self.score, 3),
            self.rule,
            self.cue,
            source,
            self.via,
            self.who,
            "refute" if denies else "affirm",
        )


def weighed(base: float, source: Nominal | None, *, inherited: bool = False) -> float:
    """Return the strength of a rule that is `base` strong with a person as its source."""
    if source is None:
        return base * 0.6
    return base * STRENGTH[source.kind] * (0.9 if inherited else 1.0)
