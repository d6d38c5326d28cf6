"""What there is to learn from a sheet: the work that its authors have finished, and what they rejected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from reader_app.core.change import Sheet
from reader_app.core.gold import gold
from reader_app.core.model import Annotation, Assignment, Kind, Rejection
from reader_app.nlp.learning.values import Finished, FinishedQuote, Learned, Measured, Rejected
from reader_app.nlp.version import VERSION


def examples(sheet: Sheet, labels: frozenset[str]) -> Iterator[Finished]:
    """Yield one example for each author who has finished something on `sheet` or rejected suggestions, and the gold of
    an approved article in place of those kinds of its authors. `labels` are the entity labels that are switched on."""
    assignments = [one for one in sheet.records.values() if isinstance(one, Assignment)]
    settled: tuple[Kind, ...] = ()
    if any(one.stage == "approved" for one in assignments):
        agreed = gold(sheet)
        settled = agreed.done
        if settled:
            yield _example(sheet, settled, agreed.annotations, labels, ())
    done = {one.author: one.done for one in assignments if one.stage in {"submitted", "approved"}}
    rejections = [one for one in sheet.records.values() if isinstance(one, Rejection)]
    for author in sorted(done.keys() | {one.author for one in rejections}):
        kinds = tuple(kind for kind in done.get(author, ()) if kind not in settled)
        rejected = tuple(
            Rejected(one.kind, one.label, one.contents)
            for one in sorted(rejections, key=lambda one: (one.kind, one.contents, one.id))
            if one.author == author
        )
        if rejected or "entity" in kinds or "quote" in kinds:
            yield _example(sheet, kinds, sheet.annotations(author), labels, rejected)


def _example(
    sheet: Sheet,
    kinds: tuple[Kind, ...],
    records: Iterable[Annotation],
    labels: frozenset[str],
    rejected: tuple[Rejected, ...],
) -> Finished:
    ordered = sorted(records, key=lambda a: (a.start, a.end, a.id))
    entities = tuple(
        (a.contents[0], a.label) for a in ordered if a.kind == "entity" and a.attribute("mention_type", "NAM") == "NAM"
    )
    quotes = tuple(
        FinishedQuote(a.contents, a.label, a.span("cue"), a.span("source")) for a in ordered if a.kind == "quote"
    )
    return Finished(
        sheet.article.id,
        sheet.article.text,
        entities if "entity" in kinds else None,
        quotes if "quote" in kinds else None,
        labels,
        rejected,
    )


def kept(learned: Learned) -> dict[str, Any]:
    """Return what the project keeps of `learned`, by the names of the fields there."""
    return {
        "version": learned.version,
        "engine": VERSION,
        "content": learned.model,
        "articles": learned.articles,
        "before": _as_json(learned.before),
        "after": _as_json(learned.after),
        "used": learned.better,
    }


def _as_json(measured: Measured) -> dict[str, Any]:
    return {kind: None if figures is None else figures._asdict() for kind, figures in measured._asdict().items()}
