"""Suggestions as the tests of the session give them to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reader_app.core.model import Kind, Part, Role, Span, pairs, text_hash
from reader_app.core.suggestion import Suggested, Suggestion, Who, known_hash, suggestion_id
from reader_app.nlp.version import VERSION
from reader_app.session import Session
from tests.session.looking import span

ABE = Who("PER", "Shinzo Abe")


def item(
    session: Session, kind: Kind, label: str, parts: Sequence[tuple[Role, str | Span]], who: Sequence[Who] = (),
    *, score: float = 0.9, **more: Any,
) -> Suggestion:  # fmt: skip
    """Return a suggestion on the open article; words stand for where they stand first."""
    made = tuple(Part(role, at if isinstance(at, Span) else span(session, at)) for role, at in parts)
    more["attributes"] = pairs(more.get("attributes", {}))
    found = suggestion_id(session.here.article.id, kind, label, made)
    return Suggestion(found, kind, label, made, score, "rule", VERSION, tuple(who), **more)


def name(session: Session, at: str | Span, who: Who | None = None, label: str = "PER", **more: Any) -> Suggestion:
    return item(session, "entity", label, [("mention", at)], [who] if who else [], **more)


def give(session: Session, *items: Suggestion, words: Sequence[Span] = (), origin: str = VERSION) -> Suggested:
    """Let the session take these as what was made for the open article."""
    ordered = tuple(sorted(items, key=lambda one: (one.start, one.end, one.id)))
    suggested = Suggested(origin, ordered, tuple(words))
    known = known_hash(session.store.known_in(session.text))
    assert session.take(session.here.article.id, text_hash(session.text), known, suggested)
    return suggested
