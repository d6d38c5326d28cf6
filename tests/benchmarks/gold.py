"""Gold and how suggestions are counted against it: as the corpus's own scorer does.

Spans are code points. Edge quotation marks, punctuation and blanks do not count. Entities (PER, LOC, ORG) match
exactly. Two quotes match leniently where the syllables of their contents overlap with Jaccard >= 0.7, exactly where all
their content spans are equal; source, cue and type are looked at in lenient matches, the source by overlap with the
name in it. Gold quotes that are marked optional or nested are neither asked nor punished.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from reader_app.core.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from reader_app.core.suggestion import Suggestion

LABELS = ("PER", "LOC", "ORG")
LENIENT = 0.7
_EDGE = " \t\n\r.,;:!?…\"“”‘’'«»-–—()"


class Name(NamedTuple):
    """An entity without its edge punctuation."""

    start: int
    end: int
    label: str


class Quote(NamedTuple):
    """A quote of gold, or a suggested one; `head` is the name inside the source, `asked` is False for an optional or
    nested one."""

    label: str
    contents: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    head: Span | None
    asked: bool = True


class Article(NamedTuple):
    key: str
    text: str
    names: frozenset[Name]
    quotes: tuple[Quote, ...]


def read(paths: Iterable[Path]) -> list[Article]:
    """Read articles with gold: one JSON line each."""
    return [_article(json.loads(line)) for path in paths for line in path.read_text("utf-8").splitlines() if line]


def _article(line: dict[str, object]) -> Article:
    text = str(line["text"])
    names = [(_span(entity), entity["label"]) for entity in line["entities"]]  # type: ignore[attr-defined]
    return Article(
        str(line["id"]),
        text,
        frozenset(Name(*trimmed(text, span), label) for span, label in names if span and label in LABELS),
        tuple(
            Quote(
                quote["label"],
                tuple(span for content in quote["contents"] if (span := _span(content))),
                _span(quote.get("cue")),
                _span(quote.get("source")),
                _span(quote.get("source_head")) or _span(quote.get("source")),
                asked=not (quote.get("optional") or quote.get("nested")),
            )
            for quote in line["quotes"]  # type: ignore[attr-defined]
        ),
    )


def _span(value: dict[str, int] | None) -> Span | None:
    return Span(value["start"], value["end"]) if value else None


def trimmed(text: str, span: Span) -> tuple[int, int]:
    """Return `span` without edge punctuation; it may be empty."""
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def name_of(text: str, suggestion: Suggestion) -> Name:
    return Name(*trimmed(text, suggestion.contents[0]), suggestion.label)


def quote_of(suggestion: Suggestion) -> Quote:
    source = suggestion.span("source")
    return Quote(suggestion.label, suggestion.contents, suggestion.span("cue"), source, source)


def syllables(text: str, spans: Iterable[Span]) -> set[int]:
    """Return where the syllables of `spans` begin."""
    return {span.start + m.start() for span in spans for m in re.finditer(r"\w+", span.of(text))}


def pairs(article: Article, found: Sequence[Quote]) -> dict[int, int]:
    """Return which of the gold quotes of `article` (by place) is which of `found`: the best overlap first."""
    want = [syllables(article.text, quote.contents) for quote in article.quotes]
    got = [syllables(article.text, quote.contents) for quote in found]
    overlaps = sorted(
        ((len(a & b) / max(1, len(a | b)), i, j) for i, a in enumerate(want) for j, b in enumerate(got)), reverse=True
    )
    taken: dict[int, int] = {}
    for value, i, j in overlaps:
        if value >= LENIENT and i not in taken and j not in taken.values():
            taken[i] = j
    return taken


def same_contents(text: str, a: Quote, b: Quote) -> bool:
    return [trimmed(text, span) for span in a.contents] == [trimmed(text, span) for span in b.contents]


def source_right(gold: Quote, found: Quote) -> bool:
    return gold.head is None or (found.source is not None and found.source.overlaps(gold.head))


def cue_right(gold: Quote, found: Quote) -> bool:
    return gold.cue is None or (found.cue is not None and found.cue.overlaps(gold.cue))


class Rate(NamedTuple):
    """Precision, recall and F1, to three decimals."""

    p: float
    r: float
    f1: float


def rate(hits: int, false: int, missed: int) -> Rate:
    p, r = hits / max(1, hits + false), hits / max(1, hits + missed)
    return Rate(round(p, 3), round(r, 3), round(2 * p * r / max(1e-9, p + r), 3))


def names_counted(found: Iterable[tuple[Article, frozenset[Name]]]) -> dict[str, Rate]:
    """Return the rates of entities by label, and of all as `micro`."""
    counts: dict[str, Counter[str]] = {label: Counter() for label in LABELS}
    for article, got in found:
        for outcome, items in (
            ("hit", article.names & got),
            ("false", got - article.names),
            ("miss", article.names - got),
        ):
            for item in items:
                counts[item.label][outcome] += 1
    total = sum(counts.values(), Counter[str]())
    return {label: rate(c["hit"], c["false"], c["miss"]) for label, c in (*counts.items(), ("micro", total))}


def name_errors(article: Article, got: frozenset[Name]) -> Counter[str]:
    """Return the errors by type: what has a wrong label, or wrong bounds, or is missed, or is no name."""
    errors: Counter[str] = Counter()
    missed, false = set(article.names - got), set(got - article.names)
    for outcome, alike in (("label", _same_bounds), ("boundary", _overlapping)):
        for name in sorted(missed):
            other = next((one for one in sorted(false) if alike(name, one)), None)
            if other is not None:
                errors[outcome] += 1
                missed.discard(name)
                false.discard(other)
    errors["missed"] += len(missed)
    errors["false"] += len(false)
    return errors


def _same_bounds(a: Name, b: Name) -> bool:
    return a[:2] == b[:2]


def _overlapping(a: Name, b: Name) -> bool:
    return a.start < b.end and b.start < a.end


class QuoteCounts(NamedTuple):
    """What there is to say of all quotes: rates, then counts by type and of errors."""

    lenient: Rate
    exact: Rate
    source: float
    cue: float
    type: float
    recall: dict[str, float]
    recall_exact: dict[str, float]
    errors: dict[str, int]


def quotes_counted(found: Iterable[tuple[Article, Sequence[Quote]]]) -> QuoteCounts:
    c: Counter[str] = Counter()
    kinds = ("direct", "indirect", "mixed")
    for article, got in found:
        taken = pairs(article, got)
        for place, quote in enumerate(article.quotes):
            if quote.asked:
                c.update(_outcomes(article.text, quote, got[taken[place]] if place in taken else None))
        c.update("not-a-quote" for place in range(len(got)) if place not in taken.values())
    wrong = c["hit"] - c["exact"]
    asked = {kind: c[f"hit {kind}"] + c[f"missed {kind}"] for kind in kinds}
    errors = {name: c[name] for name in sorted(c) if name.startswith(("missed ", "wrong ", "not-"))}
    return QuoteCounts(
        rate(c["hit"], c["not-a-quote"], c["miss"]),
        rate(c["exact"], c["not-a-quote"] + wrong, c["miss"] + wrong),
        round(1 - c["wrong source"] / max(1, c["sources"]), 3),
        round(1 - c["wrong cue"] / max(1, c["cues"]), 3),
        round(1 - c["wrong type"] / max(1, c["hit"]), 3),
        {kind: round(c[f"hit {kind}"] / max(1, asked[kind]), 3) for kind in kinds},
        {kind: round(c[f"exact {kind}"] / max(1, asked[kind]), 3) for kind in kinds},
        errors,
    )


def _outcomes(text: str, gold: Quote, found: Quote | None) -> Iterator[str]:
    """Yield the names of what is to be counted for one gold quote."""
    if found is None:
        yield from ("miss", f"missed {gold.label}")
        return
    yield from ("hit", f"hit {gold.label}")
    if same_contents(text, gold, found):
        yield from ("exact", f"exact {gold.label}")
    else:
        yield "wrong boundary"
    if gold.source is not None:
        yield "sources"
        if not source_right(gold, found):
            yield "wrong source"
    if gold.cue is not None:
        yield "cues"
        if not cue_right(gold, found):
            yield "wrong cue"
    if gold.label != found.label:
        yield "wrong type"
