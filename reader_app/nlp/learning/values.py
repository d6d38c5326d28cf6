"""What goes into learning and what comes out, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reader_app.core.model import Kind, Span
from reader_app.core.naming import NAMED

MINIMUM = 3
"""So many different finished articles are needed: fewer cannot be held out."""


class FinishedQuote(NamedTuple):
    """A quote that a person made: its content in the order of the text, and the words that introduce it."""

    contents: tuple[Span, ...]
    label: str = ""
    cue: Span | None = None
    source: Span | None = None


class Rejected(NamedTuple):
    """A suggestion that a person refused."""

    kind: Kind
    label: str
    contents: tuple[Span, ...]


class Finished(NamedTuple):
    """One article as one author left it.

    `entities` and `quotes` are None where the author has not said that all of them are tagged: what is not done
    teaches nothing by what is missing. `labels` are the entity labels that were switched on; the others are neither
    right nor wrong here. `rejected` teaches in every article, done or not. Two authors of one article give the same
    `article`.
    """

    article: str
    text: str
    entities: tuple[tuple[Span, str], ...] | None
    quotes: tuple[FinishedQuote, ...] | None = None
    labels: frozenset[str] = NAMED
    rejected: tuple[Rejected, ...] = ()


class Figures(NamedTuple):
    """How right suggestions are against `gold` records: exact matches of names, lenient ones of quotes."""

    precision: float
    recall: float
    f1: float
    gold: int


class Measured(NamedTuple):
    """Figures by kind; None where nothing of the kind is finished."""

    entities: Figures | None = None
    quotes: Figures | None = None


@dataclass(frozen=True, slots=True)
class Learned:
    """A model and what it is worth: `before` are the rules alone and `after` the rules with what the *other* articles
    taught, both on held-out finished articles. What does not help is not in `model`; where nothing helps it is b""."""

    model: bytes
    version: str
    articles: int
    before: Measured
    after: Measured

    @property
    def better(self) -> bool:
        """Return whether the model is worth using."""
        return bool(self.model)


def figures(right: int, wrong: int, missed: int) -> Figures:
    """Return the figures of so many right and wrong suggestions, and missed records."""
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    f1 = 2 * right / (2 * right + wrong + missed) if right else 0.0
    return Figures(round(precision, 4), round(recall, 4), round(f1, 4), right + missed)
