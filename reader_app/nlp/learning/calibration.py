"""Scores that mean something, after learning: of the names at 0.9 on articles that the model has not seen, nine in
ten are right (logistic calibration: Platt 1999, with a prior on no change)."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple


class Curve(NamedTuple):
    """The chance of being right is logistic in `offset` + `slope` × the log-odds of the model."""

    offset: float = 0.0
    slope: float = 1.0

    def at(self, score: float) -> float:
        """Return how often what the model gives `score` is right, 0.01 to 0.99 in hundredths."""
        return round(min(0.99, max(0.01, 1 / (1 + exp(-self.offset - self.slope * _odds(score))))), 2)


def curve_of(seen: Sequence[tuple[float, bool]]) -> Curve:
    """Return the curve for `seen` scores on held-out articles and whether they were right."""
    offset, slope = 0.0, 1.0
    for _ in range(30):  # Newton's method: two parameters, and a few hundred scores
        g0, g1, h00, h01, h11 = -offset * 2, (1 - slope) * 2, 2.0, 0.0, 2.0
        for score, right in seen:
            x = _odds(score)
            p = 1 / (1 + exp(-offset - slope * x))
            g0 += right - p
            g1 += (right - p) * x
            v = p * (1 - p)
            h00 += v
            h01 += v * x
            h11 += v * x * x
        det = h00 * h11 - h01 * h01
        offset += (g0 * h11 - g1 * h01) / det
        slope += (g1 * h00 - g0 * h01) / det
    return Curve(round(offset, 3), round(max(slope, 0.1), 3))


def _odds(score: float) -> float:
    kept = min(max(score, 0.005), 0.995)
    return log(kept / (1 - kept))
