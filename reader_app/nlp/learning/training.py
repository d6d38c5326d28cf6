"""Learning from finished articles, with figures on articles that were held out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from reader_app.core.model import Span
from reader_app.core.naming import NAMED
from reader_app.nlp.learning.calibration import curve_of
from reader_app.nlp.learning.candidates import Place, placed
from reader_app.nlp.learning.model import dump, version_of
from reader_app.nlp.learning.names import Names, Read, learn_names
from reader_app.nlp.learning.pieces import Pieces, pieces_of, place
from reader_app.nlp.learning.speeches import Judged, Speeches, groups_of, learn_speeches, pairs
from reader_app.nlp.learning.values import MINIMUM, Figures, Finished, Learned, Measured, figures
from reader_app.nlp.mention import Mention, Speech
from reader_app.nlp.tokens import tokens_of

_FOLDS = 10
_FEW = 40
"""Up to so many articles there are `_FOLDS` folds, with more of them half as many."""

_READING = 0.3
"""This part of the work is reading."""


class _Article(NamedTuple):
    """A finished article as both parts of the model want it."""

    finished: Finished
    names: Read
    speeches: list[Speech]
    judged: list[Judged]


def learn(
    finished: Sequence[Finished],
    told: Callable[[float], None] = lambda _: None,
) -> Learned | None:
    """Return what `finished` articles teach, None where too few are done; in any order they teach the same.

    `told` hears from 0 to 1 how much is done, and may raise to stop the work.
    """
    ordered = sorted(finished, key=lambda one: (_hash(one.article), one.text, repr(one)))
    done = {one.article for one in ordered if one.entities is not None or one.quotes is not None}
    if len(done) < MINIMUM:
        return None
    read = list(_read(ordered, lambda part: told(_READING * part)))
    folds = _folds([one.finished.article for one in read if one.finished.article in done])
    trials = _Trials(len(folds) + 1, lambda part: told(_READING + (1 - _READING) * part))
    for fold in folds:
        trials.run([a for a in read if a.finished.article not in fold], [a for a in read if a.finished.article in fold])
    names, speeches = trials.train(read)
    names, speeches = (names if trials.names.better else None), (speeches if trials.speeches.better else None)
    model = dump(names, curve_of(trials.seen), speeches) if names is not None or speeches is not None else b""
    told(1.0)
    return Learned(
        model,
        version_of(model) if model else "",
        len(done),
        Measured(trials.names.before, trials.speeches.before),
        Measured(trials.names.after, trials.speeches.after),
    )


class _Score:
    """Right, wrong and missed of the rules and of the model, article by article."""

    def __init__(self) -> None:
        self._rules = [0, 0, 0]
        self._model = [0, 0, 0]
        self._gains: list[float] = []

    def add(self, rules: tuple[int, int, int], model: tuple[int, int, int]) -> None:
        self._rules = [a + b for a, b in zip(self._rules, rules, strict=True)]
        self._model = [a + b for a, b in zip(self._model, model, strict=True)]
        self._gains.append(figures(*model).f1 - figures(*rules).f1)

    @property
    def before(self) -> Figures | None:
        return figures(*self._rules) if self._gains else None

    @property
    def after(self) -> Figures | None:
        return figures(*self._model) if self._gains else None

    @property
    def better(self) -> bool:
        """Return whether the model is right more often, and not only on a few of the articles."""
        if self.before is None or self.after is None:
            return False
        better, worse = (sum(sign * gain > 0 for gain in self._gains) for sign in (1, -1))
        return self.after.f1 > self.before.f1 and better >= worse


class _Trials:
    """Models trained without a part of the articles, measured on that part."""

    def __init__(self, count: int, told: Callable[[float], None]) -> None:
        self._count = count
        self._told = told
        self._run = 0
        self.names = _Score()
        self.speeches = _Score()
        self.seen: list[tuple[float, bool]] = []

    def train(self, articles: Sequence[_Article]) -> tuple[Names | None, Speeches | None]:
        run = self._run
        names = learn_names([a.names for a in articles], lambda part: self._told((run + part) / self._count))
        self._run += 1
        return names, learn_speeches([one for a in articles for one in a.judged])

    def run(self, rest: Sequence[_Article], held: Sequence[_Article]) -> None:
        names, speeches = self.train(rest)
        for article in held:
            if article.names.gold is not None:
                self._try_names(names, article.names)
            if article.finished.quotes is not None:
                self._try_speeches(speeches, article)

    def _try_names(self, names: Names | None, read: Read) -> None:
        counted = NAMED & read.labels
        gold = {(where, label) for where, label in (read.gold or {}).items() if label in counted}
        rules = {(where, m.label) for where, m in read.mentions.items() if m.label in counted}
        found = rules
        if names is not None:
            taught = {where: m for where, m in read.mentions.items() if m.label in names.labels}
            chosen = [c for c in names.choose(read.pieces, taught) if c.label in read.labels]
            self.seen += [(c.score, (c.where, c.label) in gold) for c in chosen if c.label in counted]
            found = {(c.where, c.label) for c in chosen if c.label in counted}
            found |= {(where, label) for where, label in rules if label not in names.labels}
        self.names.add(_counts(gold, rules), _counts(gold, found))

    def _try_speeches(self, speeches: Speeches | None, article: _Article) -> None:
        text, quotes = article.finished.text, article.finished.quotes or ()
        gold = [quote.contents for quote in quotes]

        def counts(found: Sequence[Speech]) -> tuple[int, int, int]:
            right = len(pairs(text, gold, [speech.contents for speech in found]))
            return right, len(found) - right, len(gold) - right

        judged = article.speeches if speeches is None else speeches.judge(text, article.speeches)
        self.speeches.add(counts(article.speeches), counts(judged))


def _counts(gold: set[tuple[Place, str]], found: set[tuple[Place, str]]) -> tuple[int, int, int]:
    return len(gold & found), len(found - gold), len(gold - found)


def _folds(articles: Sequence[str]) -> list[frozenset[str]]:
    """Return the different `articles`, in their order, dealt into folds."""
    different = list(dict.fromkeys(articles))
    count = min(len(different), _FOLDS if len(different) <= _FEW else _FOLDS // 2)
    return [frozenset(different[n::count]) for n in range(count)]


def _read(finished: Sequence[Finished], told: Callable[[float], None]) -> Iterator[_Article]:
    from reader_app.nlp.engine import rule_mentions, rule_speeches  # the engine imports the model

    last: tuple[str, Pieces, list[Mention], list[Speech]] | None = None
    for count, one in enumerate(finished):
        if last is None or last[0] != one.text:  # two authors of one article come one after the other
            tokens = tokens_of(one.text)
            mentions = rule_mentions(one.text, tokens)
            last = one.text, pieces_of(one.text, tokens), mentions, rule_speeches(one.text, tokens, mentions)
        _, pieces, mentions, speeches = last
        yield _Article(one, _names(one, pieces, mentions), speeches, list(_judged(one, speeches)))
        told((count + 1) / len(finished))


def _names(one: Finished, pieces: Pieces, mentions: Sequence[Mention]) -> Read:
    gold = None
    if one.entities is not None:
        gold = {
            where: label
            for span, label in one.entities
            if label in one.labels and (where := place(pieces, span)) is not None
        }
    refused = frozenset(
        (where, r.label) for r in one.rejected if r.kind == "entity"
        if (where := place(pieces, r.contents[0])) is not None
    )  # fmt: skip
    here = placed(pieces, (mention for mention in mentions if mention.label in one.labels))
    return Read(one.article, pieces, here, gold, refused, one.labels)


def _judged(one: Finished, speeches: Sequence[Speech]) -> Iterator[Judged]:
    contents = [speech.contents for speech in speeches]
    refused: list[tuple[Span, ...]] = [r.contents for r in one.rejected if r.kind == "quote"]
    if one.quotes is not None:
        right = set(pairs(one.text, [quote.contents for quote in one.quotes], contents).values())
        wrong = set(range(len(speeches))) - right
    else:
        right, wrong = set(), set(pairs(one.text, refused, contents).values())
    for at in sorted(right | wrong):
        yield Judged(groups_of(one.text, speeches[at]), speeches[at].score, at in right)


def _hash(article: str) -> str:
    return hashlib.sha256(article.encode()).hexdigest()
