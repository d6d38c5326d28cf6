"""One record made of others: parts split and joined, two records made one, a quote turned into a claim and back.

The record that stays keeps its id, and so its links and its history. An entity is turned into nothing else: its
referent is who is meant, that of a quote or claim is who speaks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reader_app.core.caret import word_at
from reader_app.core.edits import Edit, clean
from reader_app.core.errors import Problem, RuleBroken
from reader_app.core.model import ROLES, Annotation, Kind, Link, Part, Span, pairs

_LOOSE = ",;:–—-"
"""Beside a cut these belong to the reporter."""
_KEPT = frozenset({"referents", "note", "unsure", "source"})
"""What a person set and a record keeps that becomes one of another kind, beside attributes that both kinds have."""


def split(edit: Edit, record_id: str, at: int, cut: Span | None = None) -> Annotation:
    """Take `cut` out of the contents of a quote or claim; without it, split the content around `at` (code points) in
    front of the word there."""
    record, text = _long(edit, record_id), edit.sheet.article.text
    start, end = (cut.start, cut.end) if cut is not None else (_before_word(text, record, at),) * 2
    contents: list[Span] = []
    for content in record.contents:
        inside = content.start < start < content.end if cut is None else content.overlaps(cut)
        if not inside:
            contents.append(content)
        else:
            pieces = (
                _front(text, content, start, loose=cut is not None),
                _back(text, content, end, loose=cut is not None),
            )
            contents += [cleaned for s in pieces if s is not None and (cleaned := clean(text, s, record.kind))]
    if not contents or tuple(contents) == record.contents:
        raise RuleBroken([Problem("nothing-to-split", record_id)])
    record = record.with_contents(contents)
    edit.put(record)
    return record


def _long(edit: Edit, record_id: str) -> Annotation:
    """Return the author's quote or claim; RuleBroken where it is an entity, which has one part alone."""
    record = edit.annotation(record_id)
    if record.kind == "entity":
        raise RuleBroken([Problem("one-part-only", record_id)])
    return record


def _before_word(text: str, record: Annotation, at: int) -> int:
    word = word_at(text, at)
    if word is None or not word.start < at < word.end:
        return at
    return word.start if all(word.start != content.start for content in record.contents) else word.end


def _front(text: str, content: Span, end: int, *, loose: bool) -> Span | None:
    end = min(end, content.end)
    while end > content.start and (text[end - 1].isspace() or (loose and text[end - 1] in _LOOSE)):
        end -= 1
    return Span(content.start, end) if end > content.start else None


def _back(text: str, content: Span, start: int, *, loose: bool) -> Span | None:
    start = max(start, content.start)
    while start < content.end and (text[start].isspace() or (loose and text[start] in _LOOSE)):
        start += 1
    return Span(start, content.end) if start < content.end else None


def join_parts(edit: Edit, record_id: str, at: int) -> Annotation:
    """Make the content around or before `at` and the next one a single one, with all that stands between them."""
    record = _long(edit, record_id)
    contents = list(record.contents)
    if len(contents) < 2:
        raise RuleBroken([Problem("one-part", record_id)])
    first = max((n for n, content in enumerate(contents) if content.start <= at), default=0)
    first = min(first, len(contents) - 2)
    contents[first : first + 2] = [Span(contents[first].start, contents[first + 1].end)]
    record = record.with_contents(contents)
    edit.put(record)
    return record


def take_in(edit: Edit, record_id: str, other_id: str) -> Annotation:
    """Make two quotes, or two claims, one: the contents, the links and the claims of `other_id` go over to
    `record_id`, and so do cue, source, via and people where it has none of its own."""
    record, other = _long(edit, record_id), edit.annotation(other_id)
    if other.kind != record.kind or other.id == record.id:
        raise RuleBroken([Problem("not-alike", record_id)])
    own = {part.role for part in record.parts}
    taken = [part for part in other.parts if part.role not in own]
    contents = _united([*record.contents, *other.contents])
    record = replace(record, parts=(*record.parts, *taken)).with_contents(contents)
    if not record.referents:
        touched = ("referents",) if "referents" in other.touched else ()
        record = replace(record, referents=other.referents).with_touched(*touched)
    if not record.statement and other.statement:
        record = replace(record, statement=other.statement).with_touched("statement")
    if other.note and other.note != record.note:
        record = replace(record, note="\n".join(filter(None, (record.note, other.note))))
    edit.drop(other_id)
    edit.put(record)
    for claim in edit.annotations().values():
        if claim.quote == other_id:
            edit.put(replace(claim, quote=record_id))
    _move_links(edit, other_id, record_id)
    return record


def _united(spans: Iterable[Span]) -> list[Span]:
    """Return `spans` in order; those that overlap become one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(span.end, found[-1].end))
        else:
            found.append(span)
    return found


def _move_links(edit: Edit, old: str, new: str) -> None:
    """Let the links of `old` end at `new`; one that would end there twice, or be there twice, goes."""
    ends = {(link.kind, link.head, link.tail) for link in edit.sheet.links(new)}
    for link in list(edit.sheet.links(old)):
        head, tail = (new if end == old else end for end in (link.head, link.tail))
        if head == tail:
            edit.drop(link.id)
            continue
        moved = Link(link.id, link.kind, head, link.head_article, tail, link.tail_article, link.author)
        if (moved.kind, moved.head, moved.tail) in ends:
            edit.drop(link.id)
        else:
            ends.add((moved.kind, moved.head, moved.tail))
            edit.put(moved)


def turn(edit: Edit, record_id: str) -> Annotation:
    """Make a claim of a quote, or a quote of a claim: the same record with its words, its source and its people. What
    the other kind does not have goes: cue and via, the statement, the quote that a claim stands in. RuleBroken where
    a link of the record could not end at such a record."""
    old = _long(edit, record_id)
    kind: Kind = "claim" if old.kind == "quote" else "quote"
    for link in edit.sheet.links(record_id):
        known = edit.scheme.link(link.kind)
        if known is not None and kind not in (known.heads if link.head == record_id else known.tails):
            raise RuleBroken([Problem("link-kind", link.id, {"kind": link.kind, "end": kind})])
    attributes = {one.id: one for one in edit.scheme.attributes_of(kind)}
    values = {name: one.default for name, one in attributes.items()}
    kept = {
        name: value for name, value in old.attributes
        if name in old.touched and name in attributes and value in attributes[name].value_ids
    }  # fmt: skip
    record = Annotation(
        old.id, old.article, kind, edit.scheme.kind(kind).default,
        tuple(Part(part.role, part.span) for part in old.parts if part.role in ROLES[kind]),
        old.author, old.referents,
        attributes=pairs({**values, **kept}),
        touched=tuple(name for name in old.touched if name in _KEPT or name in kept),
        note=old.note, origin=old.origin,
    )  # fmt: skip
    if old.referents and kind == "claim":
        record = record.with_touched("referents")  # else the claimants would be those of the quote around it
    edit.put(record)
    return record
