"""A dictionary of what people tagged and what they left: for each text, how often with which label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

LEFT = ""
"""The label of what was proposed, or stood there, and was not tagged."""


class Tally(NamedTuple):
    """How often each text got each label."""

    counts: dict[str, Counter[str]]

    @classmethod
    def of(cls, seen: Iterable[tuple[str, str]]) -> Tally:
        """Return the tally of (text, label) pairs."""
        counts: dict[str, Counter[str]] = {}
        for text, label in seen:
            counts.setdefault(text, Counter())[label] += 1
        return cls(counts)

    @classmethod
    def sum(cls, tallies: Iterable[Tally]) -> Tally:
        total: dict[str, Counter[str]] = {}
        for tally in tallies:
            for text, labels in tally.counts.items():
                total.setdefault(text, Counter()).update(labels)
        return cls(total)

    def without(self, text: str, own: Tally) -> Mapping[str, int]:
        """Return how often `text` got which label, less what `own` counts."""
        counts = self.counts.get(text)
        if counts is None:
            return {}
        mine = own.counts.get(text)
        if mine is None:
            return counts
        return {label: n - mine[label] for label, n in counts.items() if n > mine[label]}

    def tagged(self) -> dict[str, list[str]]:
        """Return the texts that were tagged at all, by their first syllable, the longest first."""
        found: dict[str, list[str]] = {}
        for text, labels in sorted(self.counts.items(), key=lambda item: (-len(item[0]), item[0])):
            if any(labels[label] for label in labels if label != LEFT):
                found.setdefault(text.split(" ", 1)[0], []).append(text)
        return found


def verdicts(counts: Mapping[str, int]) -> list[str]:
    """Return what `counts` of one text say, as features: each label's share among what was done with the text, and
    how much there is to go by."""
    total = sum(counts.values())
    if not total:
        return []
    much = "1" if total == 1 else "2" if total < 4 else "4"
    out = []
    for label, n in counts.items():
        share = n / total
        level = "all" if share > 0.95 else "most" if share >= 0.6 else "some"
        out.append(f"was={label}:{level}:{much}")
        out.append(f"was={label}:{level}")
    return out
