"""Names: what the rules propose, judged anew by what people tagged in this project."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import exp, log
from typing import NamedTuple

from reader_app.nlp.learning.candidates import Candidate, Place, best, candidates, moves
from reader_app.nlp.learning.features import Surroundings, features
from reader_app.nlp.learning.fitting import Example, Weights, fit, probabilities
from reader_app.nlp.learning.pieces import Pieces
from reader_app.nlp.learning.practice import faulty
from reader_app.nlp.learning.tally import LEFT, Tally
from reader_app.nlp.mention import Mention

_TAKE = 0.42
"""A name that the rules do not propose so must be so likely: about half of the F1 that is reached, which is the best
cut (Lipton, Elkan and Naryanaswamy 2014)."""

_KEEP = 0.2
"""What the rules propose just so goes where it is less likely: practice with faults makes the model doubt them."""

_L2 = 1.5
_ROUNDS = 8
_CHANCE = {"run": 0.06, "join": 0.02, "split": 0.01, "word": 0.5}
_MOVED = 0.06
"""So likely is a name that the rules do not see, before anything is learned."""
_OTHER = 0.4
"""Where the rules are wrong, it is a name with another label in so many cases."""


class Read(NamedTuple):
    """A finished article, read: its `gold` names by place (None: not done), what people refused, and what counts."""

    article: str
    pieces: Pieces
    mentions: dict[Place, Mention]
    gold: dict[Place, str] | None
    refused: frozenset[tuple[Place, str]]
    labels: frozenset[str]


class Choice(NamedTuple):
    """A place that the model calls a name."""

    where: Place
    label: str
    score: float
    candidate: Candidate


@dataclass(frozen=True)
class Names:
    """What a project taught about names. `labels[0]` is LEFT, no name."""

    labels: tuple[str, ...]
    weights: Weights
    tally: Tally
    moves: frozenset[str]
    words: dict[str, list[str]] = field(default_factory=dict)

    def choose(self, pieces: Pieces, mentions: Mapping[Place, Mention]) -> list[Choice]:
        """Return the names of a text, none overlapping, in its order; `mentions` are those with a label of ours."""
        around = Surroundings(pieces, mentions)
        found = candidates(pieces, mentions, self.moves, self.words)
        odds = [
            probabilities(self.weights, features(pieces, around, one, self.tally), prior(one, self.labels))
            for one in found
        ]
        odds = agreed(odds, [pieces.text_of(one.first, one.last) for one in found])
        likely = [max(range(1, len(row)), key=row.__getitem__) for row in odds]
        worth = [
            ((one.first, one.last), row[label] - (_KEEP if _said(one) == self.labels[label] else _TAKE))
            for one, row, label in zip(found, odds, likely, strict=True)
        ]
        return [Choice(worth[i][0], self.labels[likely[i]], odds[i][likely[i]], found[i]) for i in best(worth)]


def _said(candidate: Candidate) -> str:
    """Return the label that the rules give this very place, "" for none."""
    return candidate.mention.label if candidate.how == "rule" and candidate.mention is not None else ""


def agreed(odds: Sequence[list[float]], texts: Sequence[str]) -> list[list[float]]:
    """Return `odds` of labels drawn half way to what is usual for the same text in the article, because a name means
    one thing in an article (Gale, Church and Yarowsky 1992)."""
    same: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        same.setdefault(text, []).append(at)
    found = list(odds)
    for places in same.values():
        if len(places) == 1:
            continue
        logs = {at: [log(chance + 1e-9) for chance in odds[at]] for at in places}
        usual = [sum(column) / len(places) for column in zip(*logs.values(), strict=True)]
        for at in places:
            row = [exp((own + other) / 2) for own, other in zip(logs[at], usual, strict=True)]
            total = sum(row)
            found[at] = [chance / total for chance in row]
    return found


def prior(candidate: Candidate, labels: Sequence[str]) -> list[float]:
    """Return the log-odds of `labels` as the rules give them."""
    mention = candidate.mention
    others = len(labels) - 1
    if candidate.how == "rule" and mention is not None and mention.label in labels:
        sure = min(max(mention.score, 0.05), 0.97)
        rest = log((1 - sure) * _OTHER / max(others - 1, 1))
        odds = [rest] * len(labels)
        odds[0] = log((1 - sure) * (1 - _OTHER))
        odds[labels.index(mention.label)] = log(sure)
        return odds
    chance = _CHANCE.get(candidate.how, _MOVED)
    odds = [log(chance / others)] * len(labels)
    odds[0] = log(1 - chance)
    return odds


def learn_names(read: Sequence[Read], told: Callable[[float], None]) -> Names | None:
    """Return what `read` teaches, None where no name is tagged in it."""
    done = [(one, one.gold) for one in read if one.gold is not None]
    used = sorted(
        {label for one, gold in done for label in (*gold.values(), *(m.label for m in one.mentions.values()))}
        & frozenset().union(*(one.labels for one, _ in done))
    )
    if not any(gold for _, gold in done):
        return None
    labels = (LEFT, *used)
    known: set[str] = set()
    for one, gold in done:
        known |= moves(one.pieces, one.mentions, gold).keys()
    tagged = Tally.of((one.pieces.text_of(*where), label) for one, gold in done for where, label in gold.items())
    words = tagged.tagged()
    found = [
        (one, [c for c in candidates(one.pieces, one.mentions, frozenset(known), words) if _counts(one, c)])
        for one in read
    ]
    own = [_tally(one, some, labels) for one, some in found]
    per_article: dict[str, Tally] = {}
    for (one, _), tally in zip(found, own, strict=True):
        per_article[one.article] = Tally.sum([per_article[one.article], tally]) if one.article in per_article else tally
    total = Tally.sum(own)
    empty = Names(labels, {}, total, frozenset(known), words)
    one_of: dict[str, str] = {}  # a feature is kept once, not once an example
    examples = [
        example._replace(features=[one_of.setdefault(feature, feature) for feature in example.features])
        for one in read
        for example in _examples(one, empty, per_article[one.article])
    ]
    weights = fit(examples, l2=_L2, rounds=_ROUNDS, told=told)
    return replace(empty, weights=weights)


def _examples(one: Read, names: Names, own: Tally) -> Iterator[Example]:
    """Yield what `one` teaches. Its own words, `own`, are not in the dictionary that it is read with: what the
    dictionary is worth shows in other articles only."""
    for copy in _copies(one, names.labels[1:]):
        around = Surroundings(copy.pieces, copy.mentions)
        for candidate in candidates(copy.pieces, copy.mentions, names.moves, names.words):
            if _counts(copy, candidate):
                right = names.labels.index(_right(copy, candidate, names.labels))
                seen = features(copy.pieces, around, candidate, names.tally, own)
                yield Example(seen, prior(candidate, names.labels), right)


def _copies(one: Read, labels: Sequence[str]) -> tuple[Read, ...]:
    """Return `one`, and where it is done a copy with faults to practise on."""
    if one.gold is None:
        return (one,)
    return one, one._replace(mentions=faulty(one.article, one.pieces, one.mentions, labels))


def _counts(one: Read, candidate: Candidate) -> bool:
    """Return whether `candidate` teaches: where nothing is done only what was refused does."""
    mention = candidate.mention
    if mention is not None and mention.label not in one.labels:
        return False
    if one.gold is not None:
        return True
    where = (candidate.first, candidate.last)
    return any(where == place and (mention is None or mention.label == label) for place, label in one.refused)


def _right(one: Read, candidate: Candidate, labels: Sequence[str]) -> str:
    label = (one.gold or {}).get((candidate.first, candidate.last), LEFT)
    return label if label in labels else LEFT


def _tally(one: Read, some: Iterable[Candidate], labels: Sequence[str]) -> Tally:
    """Return how the words of an article were tagged. What lies inside or across a name says nothing of itself."""
    gold = sorted(one.gold or {})
    seen = []
    for candidate in some:
        where = (candidate.first, candidate.last)
        label = _right(one, candidate, labels)
        if label == LEFT and (candidate.how[1:2] in "+-" or any(a < where[1] and where[0] < b for a, b in gold)):
            continue
        seen.append((one.pieces.text_of(*where), label))
    return Tally.of(seen)
