"""Suggestions for the seeds, made of their gold annotations, and for made-up texts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reader_app.core.model import Kind, Part, Role, Span, text_hash
from reader_app.core.suggestion import Suggested, Suggestion, Who, known_hash, suggestion_id
from reader_app.session import Session

_GOLD = Path(__file__).resolve().parent.parent / "data" / "seeds-gold.jsonl"
ORIGIN = "reader-app/test"


def suggestion(
    article: str, kind: Kind, label: str, *parts: tuple[Role, Span], score: float = 0.9, **more: Any
) -> Suggestion:
    """Return a suggestion with the parts given as role and span."""
    made = tuple(Part(role, span) for role, span in parts)
    rule = more.pop("rule", "test")
    return Suggestion(suggestion_id(article, kind, label, made), kind, label, made, score, rule, ORIGIN, **more)


def proposed_by_gold(article: str, text: str) -> list[Suggestion]:
    """Return the gold of a seed as suggestions: names, then quotes with cue, source and speaker, and one claim."""
    lines = map(json.loads, _GOLD.read_text("utf-8").splitlines())
    gold = next(line for line in lines if line["text"] == text)
    found = [
        suggestion(
            article, "entity", one["label"], ("mention", _span(one)), who=(Who(one["label"], one["text"]),),
            score=0.95 - 0.01 * (n % 30),
        )
        for n, one in enumerate(gold["entities"])
    ]  # fmt: skip
    # what is said inside of what is said is answered with it
    for one in (quote for quote in gold["quotes"] if not quote["nested"]):
        parts: list[tuple[Role, Span]] = [("content", _span(content)) for content in one["contents"]]
        parts += [(role, _span(one[role])) for role in ("cue", "source") if one[role]]
        head = one["source_head"]
        who = (Who("PER", head["text"]),) if head else ()
        found.append(suggestion(article, "quote", one["label"], *parts, who=who, score=0.8))
    at = text.find("Kim ngạch thương mại hai chiều trong")
    if at >= 0:
        end = text.index("20 tỷ USD", at) + len("20 tỷ USD")
        found.append(
            suggestion(article, "claim", "fact-stat", ("content", Span(at, end)), score=0.6, reasons=("figure",))
        )
    return sorted(found, key=lambda s: (s.start, s.end, s.id))


def _span(value: dict[str, Any]) -> Span:
    return Span(value["start"], value["end"])


def propose(session: Session, suggestions: Sequence[Suggestion] | None = None) -> None:
    """Give `session` suggestions for its open article, as the worker does; by default those of its gold."""
    article = session.here.article
    items = proposed_by_gold(article.id, article.text) if suggestions is None else suggestions
    session.take(article.id, text_hash(article.text), known_hash(()), Suggested(ORIGIN, tuple(items)))
