"""What suggestions are worth, measured on articles with gold; counted as the corpus's own scorer counts.

    python tests/benchmarks/suggestions.py [--gold PATH…] [--out FILE] [--runs 5] [--learning]

One JSON line a figure: entities (against the bare model's as a floor), quotes, errors by type, how far the scores can
be believed, keys for each gold annotation, time (against `pos_tag`, sentence by sentence, on the same text in the same
run) and memory. `--out` writes the suggestions as corpus lines, `--learning` adds the learning curve, with whole
word lists and with thinned ones (minutes).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import calibration
import figure
import gold
import keys

from reader_app.core.model import Span
from reader_app.nlp.engine import Engine
from reader_app.nlp.tokens import align

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader_app.core.suggestion import Suggested

SEEDS = Path(__file__).resolve().parent.parent / "data" / "seeds-gold.jsonl"
TIME_LIMIT, MEMORY_LIMIT = 2.0, 300
THRESHOLDS = tuple(round(0.05 * n, 2) for n in range(20))
SHOWN = 0.5
"""What the panel shows unless told otherwise."""


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--gold", type=Path, nargs="+", default=[SEEDS])
    options.add_argument("--out", type=Path)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--learning", action="store_true")
    options.add_argument("--only-memory", action="store_true", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.only_memory:
        print(_peak(chosen.gold))
        return
    articles = gold.read(chosen.gold)
    engine = Engine()
    found = [(article, engine.suggest(article.key, article.text)) for article in articles]
    if chosen.out:
        chosen.out.write_text("".join(lines(found)), "utf-8", newline="\n")
    tell_entities(found)
    tell_quotes(found)
    tell_keys(found)
    tell_claims(found)
    tell_calibration(found)
    if chosen.learning:
        import learning_curve

        for thin in (0.0, 0.4):
            learning_curve.tell(articles, thin=thin)
    fast = tell_time(articles, engine, chosen.runs)
    small = tell_memory(chosen.gold)
    figure.verdict(within=fast and small)


def names(article: gold.Article, suggested: Suggested, least: float = 0.0) -> frozenset[gold.Name]:
    return frozenset(
        gold.name_of(article.text, item)
        for item in suggested.items
        if item.kind == "entity" and item.label in gold.LABELS and item.score >= least
    )


def quotes(suggested: Suggested, least: float = 0.0) -> list[gold.Quote]:
    return [gold.quote_of(item) for item in suggested.items if item.kind == "quote" and item.score >= least]


def lines(found: Sequence[tuple[gold.Article, Suggested]]) -> Iterator[str]:
    """Yield the suggestions as corpus lines, with the fields that a scorer needs."""
    for article, suggested in found:

        def span(at: Span | None, text: str = article.text) -> dict[str, object] | None:
            return at and {"start": at.start, "end": at.end, "text": at.of(text)}

        line = {
            "id": article.key,
            "text": article.text,
            "layer": suggested.origin,
            "entities": [
                {"label": item.label, **(span(item.contents[0]) or {}), "score": item.score, "rule": item.rule}
                for item in suggested.items
                if item.kind == "entity"
            ],
            "quotes": [
                {
                    "label": item.label,
                    "contents": [span(content) for content in item.contents],
                    **{role: span(item.span(role)) for role in ("cue", "source", "via")},
                    "score": item.score,
                    "rule": item.rule,
                }
                for item in suggested.items
                if item.kind == "quote"
            ],
        }
        yield json.dumps(line, ensure_ascii=False) + "\n"


def tell_entities(found: Sequence[tuple[gold.Article, Suggested]]) -> None:
    ours = [(article, names(article, suggested)) for article, suggested in found]
    floor = [(article, _bare_model(article)) for article, _ in found]
    for name, some in (("entities of the bare model", floor), ("entities", ours)):
        counted = {label: rate._asdict() for label, rate in gold.names_counted(some).items()}
        errors = sum((gold.name_errors(article, got) for article, got in some), start=gold.Counter[str]())
        figure.tell(name, articles=len(found), **counted, errors=dict(sorted(errors.items())))


def _bare_model(article: gold.Article) -> frozenset[gold.Name]:
    """Return the names that underthesea's own recogniser finds, sentence by sentence."""
    from underthesea import ner

    found = []
    for sentence in _sentences(article.text):
        at, label, place = sentence.start, "", Span(0, 1)
        for word, _, _, tag in [*ner(sentence.of(article.text)), ("", "", "", "O")]:
            if label and tag != f"I-{label}":
                found.append(gold.Name(*gold.trimmed(article.text, place), label))
                label = ""
            rest = Span(at, sentence.end) if word and at < sentence.end else None
            tokens = align(article.text, rest, [(word, tag)])[0] if rest else ()
            if not tokens:  # a lost word belongs to no name
                continue
            at = tokens[-1].end
            if tag != "O":
                place = Span(place.start if label else tokens[0].start, at)
                label = tag[2:]
    return frozenset(name for name in found if name.label in gold.LABELS)


def _sentences(text: str) -> Iterator[Span]:
    """Yield the sentences as underthesea cuts them, with their places."""
    from underthesea import sent_tokenize

    at = 0
    for paragraph in text.split("\n"):
        for sentence in sent_tokenize(paragraph):
            start = text.find(sentence, at)
            if start >= 0 and sentence.strip():
                yield Span(start, start + len(sentence))
                at = start + len(sentence)


def tell_quotes(found: Sequence[tuple[gold.Article, Suggested]]) -> None:
    counted = gold.quotes_counted((article, quotes(suggested)) for article, suggested in found)
    rates = {
        name: value._asdict() if isinstance(value, gold.Rate) else value for name, value in counted._asdict().items()
    }
    figure.tell("quotes", articles=len(found), **rates)


def tell_keys(found: Sequence[tuple[gold.Article, Suggested]]) -> None:
    """Keys at the panel's own threshold, and at the best one for each kind."""
    asked = sum(len(a.names) for a, _ in found), sum(q.asked for a, _ in found for q in a.quotes)
    pressed = [
        (
            sum(keys.for_names(a, names(a, s, least)) for a, s in found),
            sum(keys.for_quotes(a, quotes(s, least)) for a, s in found),
        )
        for least in THRESHOLDS
    ]
    shown = pressed[THRESHOLDS.index(SHOWN)]
    best = [min(range(len(THRESHOLDS)), key=lambda n, kind=kind: (pressed[n][kind], -n)) for kind in (0, 1)]
    figure.tell(
        "keys for each gold annotation", entities=round(shown[0] / max(1, asked[0]), 3),
        quotes=round(shown[1] / max(1, asked[1]), 3), all=round(sum(shown) / max(1, sum(asked)), 3), threshold=SHOWN,
        best={
            kind: {"threshold": THRESHOLDS[best[n]], "keys": round(pressed[best[n]][n] / max(1, asked[n]), 3)}
            for n, kind in enumerate(("entities", "quotes"))
        },
    )  # fmt: skip


def tell_claims(found: Sequence[tuple[gold.Article, Suggested]]) -> None:
    """There is no gold for claims: how many there are, and of which types."""
    claims = [item for _, suggested in found for item in suggested.items if item.kind == "claim"]
    labels = gold.Counter(item.label for item in claims)
    figure.tell(
        "claims", articles=len(found), count=len(claims), shown=sum(item.score >= SHOWN for item in claims),
        in_quotes=sum(bool(item.quote) for item in claims), labels=dict(sorted(labels.items())),
    )  # fmt: skip


def tell_calibration(found: Sequence[tuple[gold.Article, Suggested]]) -> None:
    """How far the scores can be believed: those that ship, and those that this gold would give, cross-fitted."""
    rows = [row for article, _ in found for row in calibration.rows(article)]
    judged = [one for article, suggested in found for one in calibration.shipped(article, suggested)]
    for group in calibration.GROUPS:
        ours = [(score, right) for of, score, right in judged if of == group]
        crossed = calibration.cross_fitted([row for row in rows if row.group == group])
        for name, scored in (("shipped", ours), ("cross-fitted", crossed)):
            error, bins = calibration.reliability(scored)
            figure.tell(f"calibration of {group}s, {name}", error=error, bins=[b._asdict() for b in bins])


def tell_time(articles: Sequence[gold.Article], engine: Engine, runs: int) -> bool:
    from underthesea import pos_tag

    sentences = [sentence.of(article.text) for article in articles for sentence in _sentences(article.text)]

    def floor() -> None:
        for sentence in sentences:
            pos_tag(sentence)

    def ours() -> None:
        for article in articles:
            engine.suggest(article.key, article.text)

    times: list[float] = []
    floors: list[float] = []
    floor()
    ours()
    for _ in range(runs):  # in turn: what slows the machine slows both
        floors.append(_seconds(floor))
        times.append(_seconds(ours))
    ratio = figure.say("suggestions of all articles", times, floors, articles=len(articles), limit_ratio=TIME_LIMIT)
    return ratio <= TIME_LIMIT


def _seconds(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def tell_memory(paths: Sequence[Path]) -> bool:
    if sys.platform == "win32":  # it has no `resource`
        return True
    command = [sys.executable, __file__, "--only-memory", "--gold", *map(str, paths)]
    peak = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    figure.tell("memory of a process with the engine", megabytes=round(peak, 1), limit=MEMORY_LIMIT)
    return peak <= MEMORY_LIMIT


def _peak(paths: Sequence[Path]) -> float:
    """Return the most memory that this process ever held, in MB, after all articles."""
    import resource

    engine = Engine()
    for article in gold.read(paths):
        engine.suggest(article.key, article.text)
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1_000_000


if __name__ == "__main__":
    main()
