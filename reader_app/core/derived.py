"""Fields of the published corpus line that follow from the other records of the line. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reader_app.core.model import Annotation, Pairs, Referent, Span, pairs
from reader_app.core.scheme import Scheme

CLAIMANT_KINDS = ("quoted", "author", "unnamed", "unset")
_NO_NAMES = frozenset({"TITLE", "DATETIME", "QUANTITY"})
_FIRST = ("PER", "ORG")


def source_head(quote: Annotation, entities: Iterable[Annotation]) -> Span | None:
    """Return the name inside the source of `quote`: a speaker's own name before others, people before organisations
    before places, the first and widest of them; None where the source names nobody."""
    source = quote.span("source")
    if source is None:
        return None
    names = [
        entity
        for entity in entities
        if source.covers(entity.contents[0])
        and entity.label not in _NO_NAMES
        and entity.attribute("mention_type", "NAM") == "NAM"
    ]

    def order(entity: Annotation) -> tuple[bool, int, int, int, str]:
        rank = _FIRST.index(entity.label) if entity.label in _FIRST else len(_FIRST)
        speaks = bool(set(entity.referents) & set(quote.referents))
        return (not speaks, rank, entity.start, -entity.end, entity.id)

    head = min(names, key=order, default=None)
    return head.contents[0] if head else None


def parents(quotes: Iterable[Annotation]) -> dict[str, str]:
    """Return for each quote that stands inside a content part of a wider one the id of the innermost such quote."""
    ordered = sorted(quotes, key=lambda quote: (quote.start, -quote.end, quote.id))
    found: dict[str, str] = {}
    around: list[tuple[Span, Annotation]] = []  # content parts that reach beyond the quotes read so far
    for quote in ordered:
        around = [(part, other) for part, other in around if part.end > quote.start]
        hull = Span(quote.start, quote.end)
        wider = [
            (part.end - part.start, -part.start, other.id)
            for part, other in around
            if part.covers(hull) and (other.start, other.end) != (quote.start, quote.end)
        ]
        if wider:
            found[quote.id] = min(wider)[2]
        around.extend((part, quote) for part in quote.contents)
    return found


def claimant_kind(claim: Annotation, quote: Annotation | None, referents: Mapping[str, Referent]) -> str:
    """Return who makes `claim`: "quoted" (somebody named), "unnamed" (somebody, not by name), "author" of the
    article, or "unset". `quote` is the one that the claim stands in; a referent that `referents` lacks has a name."""
    if claim.referents:
        named = any(one not in referents or referents[one].name for one in claim.referents)
        return "quoted" if named else "unnamed"
    if quote is not None:
        return "unnamed" if quote.attribute("speaker_status") == "unnamed" else "unset"
    return "author" if claim.span("source") is None else "unset"


def all_attributes(annotation: Annotation, scheme: Scheme) -> Pairs:
    """Return the value of every attribute that the scheme gives to the kind: the record's own, else the default."""
    own = dict(annotation.attributes)
    return pairs({one.id: own.get(one.id, one.default) for one in scheme.attributes_of(annotation.kind)})
