"""What speaks for it that a clause is worth checking."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reader_app.core.model import Span
from reader_app.nlp.claims.clauses import Clause, Text
from reader_app.nlp.claims.words import Found
from reader_app.nlp.mention import Mention, Speech

# no letter behind it that makes it a code (*30a*), but a unit may be (*10m*, *1tỷ*)
_NUMBER = re.compile(
    r"(?<![\w/.,-])\d+(?:[.,]\d+)*(?![\d/])"
    r"(?!(?!(?:[kcm]?m|m[23²³]|k?g|ha|l|tấn|tỷ|tỉ|triệu|đồng|[kmg]w)\b)[^\W\d_])(\s?%)?",
    re.IGNORECASE,
)
_AGE = re.compile(r"\s*tuổi\b|\s*\)")

REASONS: Mapping[str, tuple[str, ...]] = {
    "commitment": ("commitment",),
    "prediction": ("forecast", "future"),
    "figure": ("figure", "share"),
    "comparison": ("comparison", "trend"),
    "denial": ("denial",),
    "position": ("position",),
    "cause": ("cause", "reason"),
    "accusation": ("accusation",),
    "dated-event": ("dated",),
    "event": ("event", "outcome"),
    "opinion": ("opinion",),
}
"""The codes of the reasons, the strongest first, with the kinds of words that each one comes from."""

_LABELS = {
    "commitment": "commitment",
    "prediction": "prediction",
    "figure": "fact-stat",
    "cause": "causal",
    "opinion": "opinion",
}
_WORTH = {"opinion": "NFS", "commitment": "NFS"}
_FACTUAL = {"commitment", "prediction", "figure", "comparison", "denial", "dated-event"}
_FIGURE, _COUNT, _DATED, _SPOKEN, _LEANS = 0.55, 0.35, 0.2, 0.12, 0.85


@dataclass(frozen=True, slots=True)
class Evidence:
    """The label of a claim, its reasons as codes (the first one is why it was found), and their strength, 0 to 1."""

    label: str
    reasons: tuple[str, ...]
    score: float
    worth: str
    probable: bool = False


class Mentioned:
    """The amounts, dates and names of an article, to be looked up by place."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._found = sorted((m.span.start, m.span.end, m.label) for m in mentions)

    def within(self, span: Span) -> list[tuple[int, int, str]]:
        found = []
        for place in range(bisect_left(self._found, (span.start, 0, "")), len(self._found)):
            start, end, label = self._found[place]
            if start >= span.end:
                break
            found.append((start, end, label))
        return found


def evidence_in(
    text: Text, clause: Clause, speech: Speech | None, mentioned: Mentioned, weights: Mapping[str, float]
) -> Evidence | None:
    """Return what makes `clause` check-worthy, or None where it states nothing."""
    tokens = text.within(clause.span)
    if clause.asks or len(tokens) < 4 or not text.has_predicate(tokens):
        return None
    kinds: dict[str, float] = {}
    words = list(text.words.within(clause.span))
    if any(word.kind == "open" or (word.kind == "wish" and word.start <= clause.span.start + 12) for word in words):
        return None
    for word in words:
        if weight := weights.get(word.kind, 0.0):
            kinds[word.kind] = max(kinds.get(word.kind, 0.0), weight)
    names = mentioned.within(clause.span)
    if figure := _figure(text, clause.span, names):
        kinds["figure"] = max(kinds.get("figure", 0.0), figure)
    if any(label == "DATETIME" for _, _, label in names):
        kinds["dated"] = _DATED
    _settle(kinds, text, words, speech)
    reasons = [code for code, from_kinds in REASONS.items() if any(kind in kinds for kind in from_kinds)]
    if "opinion" in reasons and not _FACTUAL.intersection(reasons):
        reasons.insert(0, reasons.pop(reasons.index("opinion")))
    if not reasons:
        return None
    score = _together(kinds.values(), spoken=speech is not None, leans=_leans(text, clause.span, len(tokens)))
    label = _label(text.text, clause.span, reasons)
    worth = _WORTH.get(
        label, "CFS" if set(reasons) & {"figure", "comparison", "denial", "position", "cause", "accusation"} else "UFS"
    )
    return Evidence(label, tuple(reasons), score, worth, any(word.kind == "probable" for word in words))


def _settle(kinds: dict[str, float], text: Text, words: Sequence[Found], speech: Speech | None) -> None:
    """Take out what its company shows to be something else."""
    promises = (
        speech is not None and speech.cue is not None and text.words.at(speech.cue.start, "commitment") is not None
    )
    if "future" in kinds and speech is not None and (promises or _own_will(words)):
        kinds["commitment"] = max(kinds.get("commitment", 0.0), 0.5)
    elif speech is None and "event" not in kinds:
        kinds.pop("commitment", None)  # an article promises nothing itself
    if kinds.get("trend") and not ({"figure", "share", "dated", "comparison"} & kinds.keys()):
        kinds["trend"] = 0.1
    if "dated" in kinds and not ({"event", "outcome"} & kinds.keys()):
        kinds["dated"] = 0.1
    if "outcome" in kinds and "dated" not in kinds:
        kinds["outcome"] = 0.1
    if speech is None:  # whoever reports has neither a judgement nor a position of his own
        kinds.pop("opinion", None)
        kinds.pop("position", None)


def _own_will(words: Sequence[Found]) -> bool:
    """Return whether somebody speaks of what he will do himself: *chúng tôi sẽ*, *hai bên cũng sẽ*."""
    ends = [word.end for word in words if word.kind == "own"]
    return any(0 < word.start - end <= 8 for word in words if word.kind == "future" for end in ends)


def _label(text: str, span: Span, reasons: Sequence[str]) -> str:
    label = _LABELS.get(reasons[0], "fact-event")
    if label == "fact-event" and "cause" in reasons and reasons[0] not in ("denial", "accusation"):
        label = "causal"
    if label == "fact-event" and any(c.isdigit() for c in span.of(text)):
        label = "fact-stat"
    return label


def _together(weights: Iterable[float], *, spoken: bool, leans: bool) -> float:
    """Return 1 - Π(1 - weight): each piece of evidence takes away a share of the doubt that is left."""
    doubt = 1.0
    for weight in weights:
        doubt *= 1 - weight
    if spoken:
        doubt *= 1 - _SPOKEN
    return round((1 - doubt) * (_LEANS if leans else 1), 3)


def _leans(text: Text, span: Span, tokens: int) -> bool:
    """Return whether a clause says little alone: it points back, or it is too long to be one proposition."""
    return text.words.at(span.start, "leaning") is not None or tokens > 60


def _figure(text: Text, span: Span, names: Sequence[tuple[int, int, str]]) -> float:
    """Return how much the numbers in `span` speak for a claim: those that are no date, age, address or part of a name;
    a count of a few (*2 người*) less than an amount."""
    if any(label == "QUANTITY" and not text.text[start:end].endswith("tuổi") for start, end, label in names):
        return _FIGURE
    taken = [(start, end) for start, end, label in names]
    strongest = 0.0
    for match in _NUMBER.finditer(text.text, span.start, span.end):
        at = match.start()
        if any(start <= at < end for start, end in taken):
            continue
        if match[1]:
            return _FIGURE
        if _AGE.match(text.text, match.end(), span.end) or _numbers_a_name(text, span, at):
            continue
        strongest = max(strongest, _COUNT if len(match[0]) == 1 else _FIGURE)
    return strongest


def _numbers_a_name(text: Text, span: Span, at: int) -> bool:
    before = text.text[max(span.start, at - 12) : at].split()
    return bool(before) and any(
        word.kind == "name_of_number" and word.end == at - 1
        for word in text.words.within(Span(max(span.start, at - 12), at))
    )
