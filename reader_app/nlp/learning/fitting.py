"""Multinomial logistic regression with a prior: few features that hold are found among many, and without evidence
the answer is that of the prior.

The log-odds of each label are those that the rules give plus the weights of the features, which are drawn to zero
(a Gaussian prior, L2). Fitted by AdaGrad (Duchi, Hazan and Singer 2011) in a fixed order, in plain Python: the same
input gives the same weights.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from math import exp, sqrt
from typing import NamedTuple

Weights = dict[str, list[float]]

_RATE = 0.3
_START = 1e-3
"""Makes the first step of a feature as long as the rate: rare ones count at once, and are drawn back by the prior."""


class Example(NamedTuple):
    """A candidate to learn from: its features, the log-odds of each label before any learning, the right label."""

    features: list[str]
    prior: list[float]
    right: int


def probabilities(weights: Weights, features: Sequence[str], prior: Sequence[float]) -> list[float]:
    """Return how likely each label is."""
    scores = list(prior)
    every = range(len(scores))
    for feature in features:
        row = weights.get(feature)
        if row is not None:
            for k in every:
                scores[k] += row[k]
    top = max(scores)
    odds = [exp(score - top) for score in scores]
    total = sum(odds)
    return [x / total for x in odds]


def fit(
    examples: Sequence[Example],
    *,
    l2: float,
    rounds: int,
    told: Callable[[float], None] = lambda _: None,
) -> Weights:
    """Return the weights that explain `examples`. `l2` is the strength of the prior on the weights, counted in
    examples; `told` hears how much is done."""
    if not examples:
        return {}
    size = len(examples[0].prior)
    every = range(size)
    seen: dict[str, int] = {}
    for example in examples:
        for feature in example.features:
            seen[feature] = seen.get(feature, 0) + 1
    weights: Weights = {feature: [0.0] * size for feature in seen}
    squares: Weights = {feature: [_START] * size for feature in seen}
    shrink = {feature: l2 / n for feature, n in seen.items()}
    order = list(range(len(examples)))
    chance = random.Random(7)  # noqa: S311  an order, no secret
    for turn in range(rounds):
        chance.shuffle(order)
        for at in order:
            example = examples[at]
            odds = probabilities(weights, example.features, example.prior)
            odds[example.right] -= 1.0
            for feature in example.features:
                row, square, pull = weights[feature], squares[feature], shrink[feature]
                for k in every:
                    slope = odds[k] + pull * row[k]
                    square[k] += slope * slope
                    row[k] -= _RATE * slope / sqrt(square[k])
        told((turn + 1) / rounds)
    return weights
