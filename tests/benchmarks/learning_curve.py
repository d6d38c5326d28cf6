"""Entity F1 on articles that were held out, after 3, 6 and 9 finished articles: the gold is a simulated annotator.

A split by a fixed hand: every article is held out once, the model learns from the first 3, 6 and 9 of the others, and
is used only where it says that it is better, as in the app. Where the word lists know nearly every name of the gold
there is nothing to learn: `thin` takes a share of their entries out, as a project on a field of its own would find
them.
"""

from __future__ import annotations

import random
import statistics
import unittest.mock
from contextlib import contextmanager
from typing import TYPE_CHECKING

import figure
import gold

from reader_app.core.model import Span
from reader_app.nlp.engine import Engine
from reader_app.nlp.entities import gazetteer
from reader_app.nlp.learning import Finished, FinishedQuote, learn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIZES = (0, 3, 6, 9)
HELD = 3


@contextmanager
def thinned(share: float) -> Iterator[None]:
    """Take `share` of the entries out of the lists of places, organisations and names, always the same ones."""
    read, chance = gazetteer._read, random.Random(0)

    def thin(name: str) -> dict[str, list[str]]:
        lists = read(name)
        if name == "naming":
            return dict(lists)
        return {key: [entry for entry in entries if chance.random() >= share] for key, entries in lists.items()}

    with unittest.mock.patch.object(gazetteer, "_read", thin):
        gazetteer.gazetteer.cache_clear()
        try:
            yield
        finally:
            gazetteer.gazetteer.cache_clear()


def tell(articles: Sequence[gold.Article], thin: float) -> None:
    """Print the curve: mean F1 for each number of finished articles, and how often the model was used."""
    with thinned(thin):
        _tell(articles, thin)


def _tell(articles: Sequence[gold.Article], thin: float) -> None:
    if len(articles) < max(SIZES) + HELD:
        figure.tell("learning curve", skipped=f"needs {max(SIZES) + HELD} articles")
        return
    f1: dict[int, list[float]] = {size: [] for size in SIZES}
    used = dict.fromkeys(SIZES, 0)
    order = random.Random(0).sample(range(len(articles)), len(articles))
    for first in range(0, len(order) - HELD + 1, HELD):
        held = [articles[n] for n in order[first : first + HELD]]
        others = [articles[n] for n in order[:first] + order[first + HELD :]]
        for size in SIZES:
            learned = learn([finished(article) for article in others[:size]])
            better = learned is not None and learned.better
            used[size] += better
            f1[size].append(_f1(Engine(learned.model) if learned and better else Engine(), held))
    curve = {str(size): round(statistics.mean(values), 3) for size, values in f1.items()}
    figure.tell(
        "learning curve", thin=thin, f1=curve, used={str(s): used[s] for s in SIZES}, runs=len(f1[0]), held_out=HELD
    )


def finished(article: gold.Article) -> Finished:
    """Return `article` as its annotator left it: entities and quotes done."""
    return Finished(
        article.key,
        article.text,
        tuple((Span(name.start, name.end), name.label) for name in sorted(article.names)),
        tuple(FinishedQuote(q.contents, q.label, q.cue, q.source) for q in article.quotes),
        frozenset(gold.LABELS),
    )


def _f1(engine: Engine, held: Sequence[gold.Article]) -> float:
    from suggestions import names

    found = [(article, names(article, engine.suggest(article.key, article.text))) for article in held]
    return gold.names_counted(found)["micro"].f1
