"""Quotes: which rules and cue words people accept here, as shifts of the odds that a speech is a quote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from math import exp, log
from typing import NamedTuple

from reader_app.core.model import Span
from reader_app.nlp.mention import Speech
from reader_app.nlp.scores import logit

_FLOOR = 0.4
"""A speech that sinks under this is no longer proposed: about half of the F1 that is reached."""

_WEIGHT = 4.0
"""What is known before counts as so many decisions."""

_ALIKE = 0.7
"""Two contents are the same quote from this overlap (Jaccard, in syllables) on."""

_SYLLABLE = re.compile(r"\w+")


class Judged(NamedTuple):
    """What people made of a proposed speech: `groups` are its rule, and its rule with the cue word."""

    groups: tuple[str, str]
    score: float
    accepted: bool


@dataclass(frozen=True)
class Speeches:
    """What a project taught about quotes: the shift of the log-odds of each group."""

    shifts: Mapping[str, float]

    def judge(self, text: str, speeches: Iterable[Speech]) -> list[Speech]:
        """Return `speeches` with new scores, without those that sink under the floor."""
        found = []
        for speech in speeches:
            shift = sum(self.shifts.get(group, 0.0) for group in groups_of(text, speech))
            score = round(_chance(logit(speech.score) + shift), 2) if shift else speech.score
            if score >= min(_FLOOR, speech.score):
                found.append(replace(speech, score=score))
        return found


def learn_speeches(judged: Sequence[Judged]) -> Speeches | None:
    """Return the shifts that `judged` asks for: first of the rules, then, where a cue differs from its rule, of cues.

    A shift is drawn to none by `_WEIGHT` decisions that went as the scores said.
    """
    shifts: dict[str, float] = {}
    for level in (0, 1):
        members: dict[str, list[Judged]] = {}
        for one in judged:
            members.setdefault(one.groups[level], []).append(one)
        for group, some in sorted(members.items()):
            expected = [_chance(logit(one.score) + (shifts.get(one.groups[0], 0.0) if level else 0.0)) for one in some]
            usual = min(max(sum(expected) / len(some), 0.02), 0.98)
            right = sum(one.accepted for one in some)
            wrong = len(some) - right
            shift = log((right + _WEIGHT * usual) / (wrong + _WEIGHT * (1 - usual))) - logit(usual)
            if abs(shift) >= 0.05:
                shifts[group] = round(shift, 2)
    return Speeches(shifts) if shifts else None


def groups_of(text: str, speech: Speech) -> tuple[str, str]:
    """Return the rule of `speech`, and the rule with its cue word."""
    cue = speech.cue.of(text).casefold() if speech.cue else ""
    return speech.rule, f"{speech.rule}|{cue}"


def pairs(text: str, gold: Sequence[tuple[Span, ...]], found: Sequence[tuple[Span, ...]]) -> dict[int, int]:
    """Return which of `found` is which of `gold`: the most alike first, each one once."""
    wanted, got = ([_syllables(text, spans) for spans in side] for side in (gold, found))
    alike = sorted(
        ((len(a & b) / len(a | b), i, j) for i, a in enumerate(wanted) for j, b in enumerate(got) if a & b),
        reverse=True,
    )
    taken: dict[int, int] = {}
    used: set[int] = set()
    for value, i, j in alike:
        if value >= _ALIKE and i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    return taken


def _syllables(text: str, spans: Iterable[Span]) -> AbstractSet[int]:
    return {m.start() for span in spans for m in _SYLLABLE.finditer(text, span.start, span.end)}


def _chance(odds: float) -> float:
    return 1 / (1 + exp(-odds))
