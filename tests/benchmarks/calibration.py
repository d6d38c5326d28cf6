"""The curves of resources/lexicon/scores.toml from gold, and how far scores can be believed.

A suggestion counts as right as the scorer counts: a name exactly, a quote leniently. Names of other labels, claims, and
what meets optional gold are left out. Reliability is cross-fitted: the scores of an article come from curves that were
fitted on the other articles.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import gold

from reader_app.nlp.engine import lexicon, rule_mentions
from reader_app.nlp.entities import find_mentions
from reader_app.nlp.quotes import find_speeches
from reader_app.nlp.scores import NAMES, Curve, logit
from reader_app.nlp.tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader_app.core.suggestion import Suggested

GROUPS = ("name", "quote")
BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_PASSES = 80
# how far a rule or label may move away from the curve of all: one over the variance of a normal prior
_RIDGE_RULE, _RIDGE_LABEL, _RIDGE_SLOPE = 1.0, 2.0, 4.0


class Row(NamedTuple):
    """One find of a rule, and whether it was right."""

    article: str
    group: str
    rule: str
    label: str
    raw: float
    right: bool


def rows(article: gold.Article) -> Iterator[Row]:
    """Yield what the rules find in `article`, with their own strengths for scores."""
    tokens = tokens_of(article.text)
    for mention in find_mentions(article.text, tokens):
        if mention.label in NAMES:
            name = gold.Name(*gold.trimmed(article.text, mention.span), mention.label)
            yield Row(article.key, "name", mention.rule, mention.label, mention.score, name in article.names)
    speeches = find_speeches(article.text, tokens, rule_mentions(article.text, tokens), lexicon())
    found = [gold.Quote(s.label, s.contents, s.cue, s.source, s.source) for s in speeches]
    for place, right in _judged(article, found):
        speech = speeches[place]
        yield Row(article.key, "quote", speech.rule, speech.label, speech.score, right)


def _judged(article: gold.Article, found: Sequence[gold.Quote]) -> Iterator[tuple[int, bool]]:
    """Yield the places of those `found` that gold can judge, and whether each was right."""
    met = {place: quote for quote, place in gold.pairs(article, found).items()}
    for place in range(len(found)):
        if place not in met or article.quotes[met[place]].asked:
            yield place, place in met


def fitted(some: Sequence[Row], tuned: float = 0.0) -> Curve:
    """Return the logistic curve over `some`, with a ridge on its offsets, fitted by Newton's steps along each axis.

    `tuned` is the share of what is right here that is likely to be wrong on other articles: rules that were written
    while somebody looked at this gold do better on it than elsewhere.
    """
    wanted = [row.right * (1 - tuned) for row in some]
    strengths = [logit(row.raw) for row in some]
    by_rule, by_label = _places(row.rule for row in some), _places(row.label for row in some)
    intercept, slope = 0.0, 1.0
    rules, labels = dict.fromkeys(by_rule, 0.0), dict.fromkeys(by_label, 0.0)
    x = [slope * strength for strength in strengths]

    def step(places: Iterable[int], by: Sequence[float] | None, pull: float, ridge: float) -> float:
        """Move one number by Newton's step, and `x` with it; return how far."""
        chosen = list(places)
        slant, bend = pull, ridge + 1e-6
        for i in chosen:
            p, factor = 1 / (1 + math.exp(-x[i])), 1.0 if by is None else by[i]
            slant += (p - wanted[i]) * factor
            bend += p * (1 - p) * factor * factor
        moved = -max(-2.0, min(2.0, slant / bend))
        for i in chosen:
            x[i] += moved * (1.0 if by is None else by[i])
        return moved

    everything = range(len(some))
    for _ in range(_PASSES):
        intercept += step(everything, None, 0.0, 0.0)
        moved = step(everything, strengths, _RIDGE_SLOPE * (slope - 1), _RIDGE_SLOPE)
        if slope + moved < 0:  # stronger is never worse
            for i in everything:
                x[i] -= (slope + moved) * strengths[i]
            moved = -slope
        slope += moved
        for rule, places in by_rule.items():
            rules[rule] += step(places, None, _RIDGE_RULE * rules[rule], _RIDGE_RULE)
        for label, places in by_label.items():
            labels[label] += step(places, None, _RIDGE_LABEL * labels[label], _RIDGE_LABEL)
    return Curve(intercept, slope, rules, labels)


def _places(keys: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        found[key].append(place)
    return dict(sorted(found.items()))


def cross_fitted(some: Sequence[Row]) -> list[tuple[float, bool]]:
    """Return for each row the score that curves of the other articles give it, and whether it was right."""
    scored = []
    for key in sorted({row.article for row in some}):
        curve = fitted([row for row in some if row.article != key])
        scored += [(curve.at(row.rule, row.label, row.raw), row.right) for row in some if row.article == key]
    return scored


def shipped(article: gold.Article, suggested: Suggested) -> Iterator[tuple[str, float, bool]]:
    """Yield the group and the score of each suggestion that gold can judge, and whether it was right."""
    for item in suggested.items:
        if item.kind == "entity" and item.label in NAMES:
            yield "name", item.score, gold.name_of(article.text, item) in article.names
    quotes = [item for item in suggested.items if item.kind == "quote"]
    for place, right in _judged(article, [gold.quote_of(item) for item in quotes]):
        yield "quote", quotes[place].score, right


class Bin(NamedTuple):
    """Of `count` suggestions with scores from `at` on, at `said` on average, the share `right` was right."""

    at: float
    count: int
    said: float
    right: float


def reliability(scored: Sequence[tuple[float, bool]]) -> tuple[float, list[Bin]]:
    """Return the expected calibration error (the mean distance of said and right, by count) and the bins."""
    bins = []
    for low, high in zip(BINS, (*BINS[1:], 1.01), strict=True):
        inside = [(score, right) for score, right in scored if low <= score < high]
        if inside:
            said = sum(score for score, _ in inside) / len(inside)
            right = sum(right for _, right in inside) / len(inside)
            bins.append(Bin(low, len(inside), round(said, 3), round(right, 3)))
    error = sum(b.count * abs(b.said - b.right) for b in bins) / max(1, len(scored))
    return round(error, 3), bins
