"""What every record must keep to, whatever made it: an edit, an import, another program that wrote the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from reader_app.core.change import Sheet
from reader_app.core.errors import Problem, RuleBroken
from reader_app.core.model import RESERVED_AUTHORS, Annotation, Link, Rejection, Role, Span, Verdict, iter_spans
from reader_app.core.scheme import Scheme
from reader_app.core.text import is_border

TOUCHABLE = frozenset({"label", "referents", "quote", "statement", "note", "unsure", *get_args(Role)})
"""What `touched` may name, beside the attributes of the kind."""


def annotation_problems(annotation: Annotation, text: str, scheme: Scheme) -> Iterator[Problem]:
    """Yield the rules that `annotation` breaks on an article with `text`, looked at by itself."""

    def problem(code: str, **data: str | int) -> Problem:
        return Problem(code, annotation.id, data)

    yield from _span_problems(annotation.id, iter_spans(annotation), text)
    if scheme.label(annotation.kind, annotation.label) is None:
        yield problem("unknown-label", kind=annotation.kind, label=annotation.label)
    for name, value in annotation.attributes:
        attribute = scheme.attribute(annotation.kind, name)
        if attribute is None:
            yield problem("unknown-attribute", kind=annotation.kind, name=name)
        elif value not in attribute.value_ids:
            yield problem("unknown-value", name=name, value=value)
    names = {attribute.id for attribute in scheme.attributes_of(annotation.kind)} | TOUCHABLE
    for name in annotation.touched:
        if name not in names:
            yield problem("unknown-field", name=name)
    if annotation.kind != "claim" and (annotation.quote or annotation.statement):
        yield problem("not-a-claim")
    if annotation.author in RESERVED_AUTHORS:
        yield problem("reserved-author", author=annotation.author)
    if len(set(annotation.referents)) < len(annotation.referents):
        yield problem("referent-twice")


def rejection_problems(rejection: Rejection, text: str, scheme: Scheme) -> Iterator[Problem]:
    """Yield the rules that `rejection` breaks on an article with `text`."""
    yield from _span_problems(rejection.id, rejection.contents, text)
    if scheme.label(rejection.kind, rejection.label) is None:
        yield Problem("unknown-label", rejection.id, {"kind": rejection.kind, "label": rejection.label})
    if rejection.author in RESERVED_AUTHORS:
        yield Problem("reserved-author", rejection.id, {"author": rejection.author})


def _span_problems(record: str, spans: Iterable[Span], text: str) -> Iterator[Problem]:
    for span in spans:
        where = {"start": span.start, "end": span.end}
        if span.end > len(text):
            yield Problem("span-outside", record, {**where, "length": len(text)})
            continue
        if text[span.start].isspace() or text[span.end - 1].isspace():
            yield Problem("span-blank-edge", record, where)
        if not (is_border(text, span.start) and is_border(text, span.end)):
            yield Problem("span-cuts-character", record, where)


def record_problems(sheet: Sheet, scheme: Scheme, changed: Iterable[str]) -> Iterator[Problem]:
    """Yield the rules that the records `changed` break among the others of `sheet`."""
    text = sheet.article.text
    for record_id in changed:
        record = sheet.get(record_id)
        if isinstance(record, Annotation):
            yield from annotation_problems(record, text, scheme)
            for referent in record.referents:
                if sheet.referent(referent) is None:
                    yield Problem("no-referent", record.id, {"referent": referent})
            if record.quote:
                quote = sheet.get(record.quote)
                if not isinstance(quote, Annotation) or quote.kind != "quote":
                    yield Problem("no-quote", record.id, {"quote": record.quote})
            yield from _twins(sheet, record)
        elif isinstance(record, Rejection):
            yield from rejection_problems(record, text, scheme)
        elif isinstance(record, Link):
            yield from link_problems(record, sheet, scheme)
        elif isinstance(record, Verdict):
            reasons = {reason.id for reason in scheme.reasons}
            for reason in record.reasons:
                if reason not in reasons:
                    yield Problem("unknown-reason", record.id, {"reason": reason})


def _twins(sheet: Sheet, annotation: Annotation) -> Iterator[Problem]:
    """The same author tags the same words once a kind and label."""
    start = annotation.start
    same = (annotation.kind, annotation.label, annotation.contents)
    for other in sheet.own(annotation.author):
        # nearly all differ in where they start; a check of a whole project compares each with each
        if other.parts[0].span.start != start or other.id == annotation.id:
            continue
        if (other.kind, other.label, other.contents) == same:
            yield Problem("twice", annotation.id, {"start": annotation.start, "end": annotation.end})
            return


def link_problems(link: Link, sheet: Sheet, scheme: Scheme) -> Iterator[Problem]:
    """Yield the rules that `link` breaks as far as its ends stand in `sheet`."""
    known = scheme.link(link.kind)
    if known is None:
        yield Problem("unknown-link", link.id, {"kind": link.kind})
        return
    for end, article, kinds in (
        (link.head, link.head_article, known.heads),
        (link.tail, link.tail_article, known.tails),
    ):
        record = sheet.get(end)
        if article == sheet.article.id and not isinstance(record, Annotation):
            yield Problem("link-end-missing", link.id, {"end": end})
        elif isinstance(record, Annotation) and record.kind not in kinds:
            yield Problem("link-kind", link.id, {"kind": link.kind, "end": record.kind})


def check(sheet: Sheet, scheme: Scheme, changed: Iterable[str]) -> None:
    """Raise RuleBroken where a record in `changed` breaks a rule in `sheet`."""
    if problems := list(record_problems(sheet, scheme, changed)):
        raise RuleBroken(problems)
