"""What the rules find before it becomes suggestions."""

from __future__ import annotations

from dataclasses import dataclass

from reader_app.core.model import Span
from reader_app.core.suggestion import Who


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, date or amount in the text. `score` is the rule's own strength, 0 to 1, not calibrated yet; `who` is
    whom it names (PER, ORG, LOC, MISC), None for dates and amounts."""

    span: Span
    label: str
    score: float
    rule: str
    who: Who | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """A quote: its content parts in the order of the text, the words that introduce it, who says it.

    `label` is direct, indirect or mixed; `who` are the speakers as far as the article tells, pronouns and bare titles
    resolved where it is clear."""

    label: str
    contents: tuple[Span, ...]
    score: float
    rule: str
    cue: Span | None = None
    source: Span | None = None
    via: Span | None = None
    who: tuple[Who, ...] = ()
    stance: str = "affirm"


@dataclass(frozen=True, slots=True)
class Statement:
    """A check-worthy statement: `quote` is the place in the list of speeches of the one that it stands in, or None;
    `reasons` are codes (`figure`, `comparison`, `dated-event`, `cause`, `commitment`, `prediction` …)."""

    label: str
    contents: tuple[Span, ...]
    score: float
    rule: str
    quote: int | None = None
    who: tuple[Who, ...] = ()
    reasons: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
