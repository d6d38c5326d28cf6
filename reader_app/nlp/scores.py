"""Scores that mean something: from a rule's own strength to how often it is right.

A logistic curve over the rule's strength (Platt 1999) with an offset for each rule and label, all of it fitted on gold
as a whole and kept in resources/lexicon/scores.toml: of the suggestions at 0.9 nine in ten are right. For claims, dates
and amounts there is no gold; their numbers are set by hand, and low.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from reader_app.core.model import Kind
from reader_app.resources import resource

NAMES = frozenset({"PER", "ORG", "LOC"})
"""The labels of entities that gold counts."""

_NEAREST = 0.01
"""No strength is nearer to 0 or 1 than this: nothing is certain."""


@dataclass(frozen=True, slots=True)
class Curve:
    """The chance of being right over a rule's strength."""

    intercept: float = 0.0
    slope: float = 1.0
    rules: Mapping[str, float] = field(default_factory=dict)
    labels: Mapping[str, float] = field(default_factory=dict)

    def at(self, rule: str, label: str, raw: float) -> float:
        """Return how often a find of `rule` with `label` and strength `raw` is right, 0.01 to 0.99 in hundredths."""
        x = self.intercept + self.slope * logit(raw) + self.rules.get(rule, 0.0) + self.labels.get(label, 0.0)
        return round(min(1 - _NEAREST, max(_NEAREST, 1 / (1 + math.exp(-x)))), 2)


def logit(raw: float) -> float:
    """Return the log odds of `raw`."""
    kept = min(1 - _NEAREST, max(_NEAREST, raw))
    return math.log(kept / (1 - kept))


def group_of(kind: Kind, label: str) -> str:
    """Return the name of the curve for a suggestion: names and quotes have gold, the others have none."""
    if kind == "entity":
        return "name" if label in NAMES else "other"
    return kind


def read_curves(toml: str) -> dict[str, Curve]:
    """Read the curves by group from the TOML of scores.toml."""
    import tomllib  # takes 5 ms, and whoever learns needs `logit` only

    return {
        group: Curve(
            float(table["intercept"]), float(table["slope"]), table.get("rules", {}), table.get("labels", {})
        )
        for group, table in tomllib.loads(toml).items()
    }  # fmt: skip


@cache
def shipped_curves() -> Mapping[str, Curve]:
    """Read the shipped curves, once in a process."""
    return read_curves(resource("lexicon/scores.toml").read_text("utf-8"))


def calibrated(kind: Kind, rule: str, label: str, raw: float) -> float:
    """Return the score of a suggestion as the shipped curves have it."""
    return shipped_curves()[group_of(kind, label)].at(rule, label, raw)
