"""From a suggestion to a record: what is proposed, put into the author's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reader_app.core.computed import refreshed
from reader_app.core.edits import Edit, clean, new_annotation, put_entity
from reader_app.core.errors import Problem, RuleBroken
from reader_app.core.model import Annotation, Referent, Rejection, Span
from reader_app.core.naming import NAMED, proposed
from reader_app.core.suggestion import Suggestion, Who


def accept(edit: Edit, suggestion: Suggestion, *, label: str = "", contents: Sequence[Span] = ()) -> Annotation:
    """Make the suggestion a record of the author, with another label or other contents where they are given."""
    text = edit.sheet.article.text
    spans = [clean(text, span, suggestion.kind) for span in contents] if contents else list(suggestion.contents)
    if None in spans:
        raise RuleBroken([Problem("nothing-selected", "")])
    kept = [span for span in spans if span is not None]
    if suggestion.kind == "entity" and len(kept) > 1:
        raise RuleBroken([Problem("parts-overlap", "")])
    record = new_annotation(edit, suggestion.kind, label or suggestion.label, kept)
    known = {attribute.id: attribute.value_ids for attribute in edit.scheme.attributes_of(suggestion.kind)}
    for name, value in suggestion.attributes:
        if value in known.get(name, ()):
            record = record.with_attribute(name, value)
    rest = tuple(part for part in suggestion.parts if part.role not in {"mention", "content"})
    record = replace(record, parts=(*record.parts, *rest), origin=suggestion.origin)
    if record.kind == "entity":
        return _entity(edit, record, suggestion)
    if label and label != suggestion.label:
        record = record.with_touched("label")
    if record.kind == "quote" or record.span("source") is not None:
        record = replace(record, referents=_speakers(edit, record, suggestion))
    return _settled(edit, record, suggestion)


def _entity(edit: Edit, record: Annotation, suggestion: Suggestion) -> Annotation:
    """Put an entity with whom it names; with another label or boundary it is as if tagged by hand."""
    as_proposed = record.label == suggestion.label and record.contents == suggestion.contents
    if not as_proposed or record.label not in NAMED or not suggestion.who:
        return put_entity(edit, record)
    name = " ".join(suggestion.contents[0].of(edit.sheet.article.text).split())
    record = replace(record, referents=(_referent(edit, suggestion.who[0], name).id,))
    edit.put(record)
    return record


def _referent(edit: Edit, who: Who, *names: str) -> Referent:
    """Return whom `who` means, put into the register where nobody is known who could be meant; `names` are what else
    the text calls them."""
    here = edit.referents()
    if known := next((r for r in (*here, *edit.register) if r.id == who.referent and not r.merged_into), None):
        return known
    for name in dict.fromkeys((who.name, *names)):
        if name and (found := proposed(name, who.label, here, edit.register)):
            return found
    made = Referent(edit.new_id(), who.label, who.name or next(iter(names), ""))
    edit.put(made)
    return made


def _speakers(edit: Edit, record: Annotation, suggestion: Suggestion) -> tuple[str, ...]:
    """Return who speaks: whom the one name in the source means, else those that the engine names."""
    source = record.span("source")
    inside = [a for a in edit.annotations().values() if a.kind == "entity" and source and source.covers(a.contents[0])]
    named = [a for a in inside if a.label == "PER"] or [a for a in inside if a.label in NAMED]
    people = {a.referents for a in named if a.referents}
    if len(people) == 1 and len(suggestion.who) < 2:
        return people.pop()
    found = (_referent(edit, who).id for who in suggestion.who if who.name and who.label in NAMED)
    return tuple(dict.fromkeys(found))


def _settled(edit: Edit, record: Annotation, suggestion: Suggestion) -> Annotation:
    """Put a quote or claim. What was proposed and would be computed otherwise, the author has said by accepting; but
    a quote's type is that of its marks."""
    edit.put(record)
    now = edit.annotations()
    computed = refreshed(edit.sheet.article.text, now, {record.id}, edit.scheme, edit.lexicon).get(record.id, record)
    touched = [name for name, _ in suggestion.attributes if computed.attribute(name) != record.attribute(name)]
    if record.kind == "claim" and computed.label != record.label:
        touched.append("label")
    if touched:
        record = record.with_touched(*touched)
        edit.put(record)
    return record


def reject(edit: Edit, suggestion: Suggestion) -> Rejection:
    """Say that the suggestion is wrong: it is not proposed to the author again."""
    rejection = Rejection(
        edit.new_id(), edit.sheet.article.id, suggestion.kind, suggestion.label, suggestion.contents, edit.author
    )
    edit.put(rejection)
    return rejection


def names_of(suggestions: Iterable[Suggestion], text: str) -> set[str]:
    """Return the names by which the register may know whom the suggestions mean."""
    found = {who.name for one in suggestions for who in one.who if who.name}
    mentions = (one.contents[0].of(text) for one in suggestions if one.kind == "entity" and one.label in NAMED)
    return found | {" ".join(words.split()) for words in mentions}
