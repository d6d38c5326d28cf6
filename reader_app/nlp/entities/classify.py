"""What kind of name a run of capitals is: the evidence of its shape and of the words around it, added up."""

from __future__ import annotations

from math import exp
from typing import NamedTuple

from reader_app.nlp.entities.candidates import Candidate
from reader_app.nlp.entities.evidence import evidence
from reader_app.nlp.entities.gazetteer import Gazetteer

_LABELS = ("PER", "LOC", "ORG", "MISC")


class Weight(NamedTuple):
    """What a piece of evidence adds to a label, in log odds, and the rule that it is reported as."""

    label: str
    odds: float
    rule: str


WEIGHTS = {
    "addressed": Weight("PER", 5.0, "title-person"),
    "titled": Weight("PER", 4.0, "title-person"),
    "titled-odd": Weight("PER", 1.0, "title-person"),
    "age": Weight("PER", 4.0, "title-person"),
    "title-right": Weight("PER", 2.5, "title-person"),
    "known-person": Weight("PER", 3.0, "known-person"),
    "vietnamese-name": Weight("PER", 3.0, "vietnamese-name"),
    "short-name": Weight("PER", 1.2, "short-name"),
    "native-name": Weight("PER", 1.2, "short-name"),
    "first-name": Weight("PER", 3.0, "foreign-name"),
    "foreign-name": Weight("PER", 1.5, "foreign-name"),
    "lives": Weight("PER", 2.0, "cue-right"),
    "says-person": Weight("PER", 1.5, "cue-right"),
    "credit": Weight("PER", 3.0, "byline"),
    "says-org": Weight("ORG", 0.7, "cue-right"),
    "medium": Weight("ORG", 4.0, "medium"),
    "credit-org": Weight("ORG", 3.0, "medium"),
    "group": Weight("ORG", 3.0, "group"),
    "acronym": Weight("ORG", 1.0, "acronym"),
    "after-of": Weight("ORG", 0.6, "acronym"),
    "org-end": Weight("ORG", 4.0, "org-shape"),
    "event": Weight("MISC", 3.0, "event"),
    "address": Weight("LOC", 6.0, "place-context"),
    "place-before": Weight("LOC", 3.5, "place-context"),
    "state-before": Weight("LOC", 1.5, "place-context"),
    "preposition": Weight("LOC", 1.6, "place-context"),
    "place-right": Weight("LOC", 2.0, "place-context"),
    "place-shape": Weight("LOC", 1.5, "place-context"),
    "single": Weight("LOC", 0.3, "place-context"),
}


def classify(found: Candidate, words: Gazetteer) -> None:
    """Set label, score and rule of `found`; the label stays "" where too little speaks for a name."""
    pieces = [WEIGHTS[piece] for piece in evidence(found, words)]
    strength = {label: sum(piece.odds for piece in pieces if piece.label == label) for label in _LABELS}
    label = max(_LABELS, key=strength.__getitem__)
    found.score = exp(strength[label]) / sum(map(exp, strength.values()))
    if strength[label] < _needed(found):
        found.rule = "weak"
        return
    found.label = label
    found.rule = max((piece for piece in pieces if piece.label == label), key=lambda piece: piece.odds).rule


def _needed(found: Candidate) -> float:
    """Return the strength under which a run is no name by itself: more at the start of a sentence."""
    line = found.line
    if line.tag[found.first] == "Np" and found.stop - found.first > 1:
        return 1.0
    return 2.0 if line.opens(found.first) else 1.2
