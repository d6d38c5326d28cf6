"""One sentence while it is read from left to right: what was found in it and how far it is taken."""

from __future__ import annotations

from collections.abc import Sequence

from reader_app.core.model import Span
from reader_app.core.spans import Quotation
from reader_app.nlp.quotes.contents import Ending, behind_mark
from reader_app.nlp.quotes.cues import find_cues
from reader_app.nlp.quotes.draft import Draft, weighed
from reader_app.nlp.quotes.marks import mark_span
from reader_app.nlp.quotes.nominals import Nominal
from reader_app.nlp.quotes.page import Page, Sentence

_TIED = 4
"""Words at most between a quotation and the speaker named behind it: *“…”, sau đó ông nói*."""


class Reading:
    """What is found in a sentence. Behind `reached` nothing is taken yet; `speaker` spoke last; `via` relays."""

    def __init__(self, page: Page, sentence: Sentence, number: int) -> None:
        self.page, self.sentence, self.number = page, sentence, number
        self.cues = find_cues(page, sentence)
        self.reached = sentence.first
        self.drafts: list[Draft] = []
        self.speaker: Nominal | None = None
        self.via: Span | None = None
        self.bare: Draft | None = None
        """A cue and its speaker alone: *Bộ trưởng X cho biết.* behind a quotation, *Ông X nói:* before one."""

    def take(
        self, contents: Sequence[Span], rule: str, base: float, cue: Span | None, source: Nominal | None,
        ending: Ending, *, inherited: bool = False,
    ) -> None:  # fmt: skip
        """Keep a quote. `base` is the strength of its rule, `inherited` that the source spoke before already."""
        score = weighed(base, source, inherited=inherited)
        self.drafts.append(Draft(list(contents), rule, score, cue, source, ending.via, sentence=self.number))
        self.speaker = source or self.speaker
        self.reached = max(self.reached, ending.reached)

    def zone(self, hi: int) -> int:
        """Return where the clause of the cue at `hi` begins: behind what was taken, behind a quotation before it."""
        lo = self.reached
        for mark in self.sentence.marks:
            end = behind_mark(self.page, mark)
            if lo < end <= hi and (self.page.like_speech(mark) or self.begins(mark)):
                lo = end
        return lo

    def coordinated(self, first: int) -> bool:
        """Return whether a cue at `first` follows the last content with only *và*, *đồng thời*, adverbs between."""
        page = self.page
        return self.reached > self.sentence.first and all(
            page.tag(i) in ("C", "R", "CH", "T", "X") or page.word(i) in page.lexicon.adverb
            for i in range(self.reached, first)
        )

    def mark_before(self, speaker: Nominal) -> Quotation | None:
        """Return the quotation right before the speaker that nobody has taken."""
        page = self.page
        at = page.atoms[speaker.first].start
        mark = next((m for m in reversed(self.sentence.marks) if mark_span(m).end <= at), None)
        if mark is None or not self.free(mark) or not (page.like_speech(mark) or self.begins(mark)):
            return None
        return mark if len(page.text[mark_span(mark).end : at].split()) <= _TIED else None

    def begins(self, mark: Quotation) -> bool:
        """Return whether the sentence begins with `mark`."""
        before = self.page.text[self.sentence.span.start : mark_span(mark).start]
        return not any(c.isalnum() for c in before)

    def free(self, mark: Quotation) -> bool:
        return not any(c.overlaps(mark.content) for d in self.drafts for c in d.contents)
