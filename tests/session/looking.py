"""How the tests of the session point at words and look at what came of an act."""

from __future__ import annotations

from typing import Any

import pytest

from reader_app.core.change import Sheet
from reader_app.core.errors import RuleBroken
from reader_app.core.model import Annotation, Role, Span
from reader_app.session import Session
from reader_app.storage import Store


def span(session: Session, words: str, nth: int = 0) -> Span:
    """Return where `words` stand in the open article, for the `nth` time."""
    start = -1
    for _ in range(nth + 1):
        start = session.text.index(words, start + 1)
    return Span(start, start + len(words))


def get(session: Session, record_id: str) -> Annotation:
    return session.here.annotation(record_id)


def words(session: Session, record_id: str, role: Role | None = None) -> str:
    """Return the words of the part with `role`, else of the contents joined with bars; "" where there is none."""
    annotation = get(session, record_id)
    if role is None:
        return "|".join(content.of(session.text) for content in annotation.contents)
    part = annotation.span(role)
    return part.of(session.text) if part else ""


def people(session: Session, record_id: str) -> list[str]:
    """Return the names of whom the record means."""
    found = [session.here.referent(referent) for referent in get(session, record_id).referents]
    return [referent.name if referent else "?" for referent in found]


def on_disk(session: Session) -> Sheet:
    """Return the sheet of the open article as another program reads it."""
    with Store.open(session.store.path, read_only=True) as store:
        return store.sheet(session.here.article.id)


def register(session: Session) -> set[str]:
    """Return the names in the register of the project, as another program reads them."""
    with Store.open(session.store.path, read_only=True) as store:
        return {referent.name for referent in store.referents("", 1000)}


def move_boundary(
    session: Session, record_id: str, span: Span, edge: str, step: int, *, by_character: bool = False
) -> None:
    """Move an end of the record's part `span` as the keys do."""
    record = session.here.annotation(record_id)
    kind = record.kind if span in record.contents else "entity"
    session.set_span(record_id, span, session.moved(span, edge, step, by_character=by_character, kind=kind))


def stage(session: Session) -> str:
    """Return where the author's work on the open article stands."""
    return session.stage


def refused(code: str) -> Any:
    """Expect that a rule is against it: the problem `code`."""
    return pytest.raises(RuleBroken, match=rf"^{code}\b")
