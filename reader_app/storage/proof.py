"""The rules that the tables hold by CHECK, looked at first: the user reads a sentence, not a constraint."""

from __future__ import annotations

from collections.abc import Iterator

from reader_app.core.errors import Problem, RuleBroken
from reader_app.core.model import (
    RESERVED_AUTHORS,
    Annotation,
    Article,
    Assignment,
    Link,
    Record,
    Referent,
    Rejection,
    Verdict,
)
from reader_app.core.rules import annotation_problems, rejection_problems
from reader_app.core.scheme import Scheme


def check(record: Record, text: str, scheme: Scheme) -> None:
    """Raise RuleBroken where `record` cannot be kept; `text` is that of the article of an annotation or rejection."""
    if problems := list(_problems(record, text, scheme)):
        raise RuleBroken(problems)


def check_author(author: str) -> None:
    """Raise RuleBroken (`reserved-author`) for a name that layers have."""
    if author in RESERVED_AUTHORS:
        raise RuleBroken([Problem("reserved-author", "", {"author": author})])


def _problems(record: Record, text: str, scheme: Scheme) -> Iterator[Problem]:
    needed = {"id": record.id}
    match record:
        case Annotation():
            yield from annotation_problems(record, text, scheme)
            needed["label"] = record.label
        case Article():
            needed |= {"key": record.key, "text": record.text}
        case Referent():
            needed["label"] = record.label
        case Verdict():
            needed["version"] = record.version
        case Rejection():
            yield from rejection_problems(record, text, scheme)
            needed["label"] = record.label
        case Link() | Assignment():
            pass
    for field, value in needed.items():
        if not value:
            yield Problem("empty-field", record.id, {"field": field})
    if isinstance(record, Link | Verdict | Assignment) and record.author in RESERVED_AUTHORS:
        yield Problem("reserved-author", record.id, {"author": record.author})
