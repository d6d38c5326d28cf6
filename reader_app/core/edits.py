"""What an annotator does, as steps: pure functions from a sheet to the changes that one undo takes back.

An `Edit` collects changes of one author's records on one sheet and closes them into a step: computed fields follow,
the author's stage becomes draft, removed records take their links and verdicts with them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from reader_app.core.change import Change, Sheet, Step
from reader_app.core.computed import refreshed
from reader_app.core.dates import is_date
from reader_app.core.errors import Problem, RuleBroken, StaleEdit
from reader_app.core.lexicon import Lexicon
from reader_app.core.model import (
    CLOSED,
    Annotation,
    Article,
    Assignment,
    Kind,
    Link,
    Part,
    Record,
    Referent,
    Rejection,
    Role,
    Span,
    Stage,
    Verdict,
    pairs,
)
from reader_app.core.naming import NAMED, proposed
from reader_app.core.people import speaker_inside
from reader_app.core.scheme import Scheme
from reader_app.core.spans import trim_blanks, trim_marks
from reader_app.core.text import on_borders


@dataclass
class Edit:
    """One edit in the making: what `sheet` held, what has changed, in the order of changing. `register` are referents
    of the project that the edit may name, beside those of the sheet; `uses` tells how many records of the project
    rest on a referent: annotations that name it, referents that were merged into it."""

    sheet: Sheet
    author: str
    scheme: Scheme
    lexicon: Lexicon
    new_id: Callable[[], str]
    uses: Callable[[str], int]
    register: Sequence[Referent] = ()
    _changed: dict[str, Record | None] = field(default_factory=dict)

    def get(self, record_id: str) -> Record | None:
        return self._changed[record_id] if record_id in self._changed else self.sheet.get(record_id)

    def annotation(self, record_id: str) -> Annotation:
        """Return the author's own annotation `record_id`; StaleEdit where it is gone, RuleBroken where it is
        another's."""
        record = self.get(record_id)
        if not isinstance(record, Annotation):
            raise StaleEdit(record_id)
        if record.author != self.author:
            raise RuleBroken([Problem("not-yours", record_id, {"author": record.author})])
        return record

    def annotations(self) -> dict[str, Annotation]:
        """Return the author's annotations as they are now, by id."""
        now = {a.id: a for a in self.sheet.own(self.author)}
        for record_id, record in self._changed.items():
            if isinstance(record, Annotation):
                now[record_id] = record
            else:
                now.pop(record_id, None)
        return now

    def referents(self) -> list[Referent]:
        """Return the referents that this article's records name, those made in this edit included."""
        named = {r for a in self.annotations().values() for r in a.referents}
        found = [self._changed.get(record_id) or self.sheet.referent(record_id) for record_id in sorted(named)]
        return [r for r in found if isinstance(r, Referent)]

    def put(self, record: Record) -> None:
        self._changed[record.id] = record

    def drop(self, record_id: str) -> None:
        self._changed[record_id] = None

    def step(self, title: str, detail: str = "") -> Step | None:
        """Close the edit: return its step, or None where nothing has changed. Raises RuleBroken where the author has
        submitted the article."""
        self._follow()
        self._drop_orphans()
        changes = tuple(
            Change(before, after)
            for record_id, after in self._changed.items()
            if (before := self._before(record_id)) != after
        )
        if not changes:
            return None
        return Step(title, (*changes, *self._stage_change()), detail)

    def _before(self, record_id: str) -> Record | None:
        return self.sheet.article if record_id == self.sheet.article.id else self.sheet.get(record_id)

    def _follow(self) -> None:
        was = [old for r in self._changed if isinstance(old := self.sheet.get(r), Annotation)]
        removed = {a.id for a in was if self.get(a.id) is None}
        # in this order the inverse brings verdicts back in theirs
        for record in [*self.sheet.records.values()][::-1] if removed else ():
            stands = self.get(record.id)  # a link may have been moved to another end
            if (isinstance(stands, Link) and removed & {stands.head, stands.tail}) or (
                isinstance(stands, Verdict) and stands.subject in removed
            ):
                self.drop(record.id)
        changed = {a.id for a in (*was, *self._changed.values()) if isinstance(a, Annotation)}
        text, now = self.sheet.article.text, self.annotations()
        self._changed.update(refreshed(text, now, changed, self.scheme, self.lexicon, was))

    def _drop_orphans(self) -> None:
        """Drop the referents that only this article named, that nothing names after the edit, and of which nothing
        but the name is known: a key pressed by mistake leaves nobody behind in the register."""
        was = {r for c in self._changed if isinstance(old := self.sheet.get(c), Annotation) for r in old.referents}
        if not was:
            return
        before = [record for record in self.sheet.records.values() if isinstance(record, Annotation)]
        others = (a for a in before if a.author != self.author)
        named = {r for a in (*self.annotations().values(), *others) for r in a.referents}
        for record_id in sorted(was - named):
            referent = self.get(record_id)
            if not isinstance(referent, Referent) or referent != Referent(record_id, referent.label, referent.name):
                continue
            if self.uses(record_id) <= sum(record_id in a.referents for a in before):
                self.drop(record_id)

    def _stage_change(self) -> tuple[Change, ...]:
        old = self.sheet.assignment(self.author)
        if old is None:
            return (Change(None, Assignment(self.new_id(), self.sheet.article.id, self.author, "draft")),)
        if old.stage in CLOSED:
            raise RuleBroken([Problem("submitted", self.sheet.article.id, {"key": self.sheet.article.key})])
        return () if old.stage in ("draft", "returned") else (Change(old, replace(old, stage="draft")),)


def clean(text: str, span: Span, kind: Kind) -> Span | None:
    """Return the selection as an annotation may have it: on grapheme borders, no blank ends, around a quote or claim no
    outer marks. None where nothing is left."""
    trimmed = trim_blanks(text, span.start, span.end)
    if trimmed is None:
        return None
    trimmed = on_borders(text, trimmed)
    return trimmed if kind == "entity" else trim_marks(text, trimmed)


def new_annotation(edit: Edit, kind: Kind, label: str, spans: Sequence[Span]) -> Annotation:
    """Return a fresh record of the author with the defaults of the scheme; it is not put into the edit yet."""
    role: Role = "mention" if kind == "entity" else "content"
    return Annotation(
        edit.new_id(), edit.sheet.article.id, kind, label, tuple(Part(role, span) for span in spans), edit.author,
        attributes=pairs({a.id: a.default for a in edit.scheme.attributes_of(kind)}),
    )  # fmt: skip


def tag_entity(edit: Edit, span: Span, label: str) -> Annotation:
    """Tag `span` as an entity with its proposed referent, or relabel what is tagged there already."""
    named = (a for a in edit.annotations().values() if a.kind == "entity" and a.parts[0].span.start == span.start)
    here = next((a for a in named if a.contents == (span,)), None)
    if here is not None:
        return relabel(edit, here.id, label)
    return put_entity(edit, new_annotation(edit, "entity", label, [span]))


def put_entity(edit: Edit, entity: Annotation) -> Annotation:
    """Put an entity with the referent that its name proposes, a new one where there is none."""
    if entity.label in NAMED and "referents" not in entity.touched:
        name = entity.contents[0].of(edit.sheet.article.text)
        name = " ".join(name.split())
        referent = proposed(name, entity.label, edit.referents(), edit.register)
        if referent is None:
            referent = Referent(edit.new_id(), entity.label, name)
            edit.put(referent)
        entity = replace(entity, referents=(referent.id,))
    edit.put(entity)
    return entity


def relabel(edit: Edit, record_id: str, label: str) -> Annotation:
    """Give a record another label of its kind; an entity's proposed referent follows its label."""
    annotation = edit.annotation(record_id)
    if annotation.label == label:
        return annotation
    if annotation.kind != "entity":
        annotation = replace(annotation, label=label).with_touched("label")
        edit.put(annotation)
        return annotation
    annotation = replace(annotation, label=label)
    if "referents" not in annotation.touched:
        annotation = replace(annotation, referents=())
        edit.put(annotation)
        return put_entity(edit, annotation)
    edit.put(annotation)
    return annotation


def put_moved(edit: Edit, annotation: Annotation) -> Annotation:
    """Put a record whose boundaries have moved: the name of an entity is another one now, and so may be who it
    denotes, where nobody has said so."""
    if annotation.kind != "entity" or "referents" in annotation.touched:
        edit.put(annotation)
        return annotation
    annotation = replace(annotation, referents=())
    edit.put(annotation)
    return put_entity(edit, annotation)


def set_part(edit: Edit, record_id: str, role: Role, span: Span | None) -> Annotation:
    """Set or take away the cue, source or via. A source that holds one entity brings that entity's person with it."""
    annotation = edit.annotation(record_id).with_part(role, span)
    if role == "source" and "referents" not in annotation.touched:
        named = [a for a in edit.annotations().values() if a.kind == "entity" and span and span.covers(a.contents[0])]
        speaker = speaker_inside(edit.sheet.article.text, span, named, edit.lexicon) if span is not None else None
        if speaker is not None and speaker.referents:
            annotation = replace(annotation, referents=speaker.referents)
        elif span is not None:
            annotation = replace(annotation, referents=())
    edit.put(annotation)
    return annotation


def set_referents(edit: Edit, record_id: str, referents: Sequence[str]) -> Annotation:
    annotation = replace(edit.annotation(record_id), referents=tuple(dict.fromkeys(referents)))
    annotation = annotation.with_touched("referents")
    edit.put(annotation)
    return annotation


def set_attribute(edit: Edit, record_id: str, name: str, value: str) -> Annotation:
    annotation = edit.annotation(record_id).with_attribute(name, value).with_touched(name)
    edit.put(annotation)
    return annotation


def remove(edit: Edit, record_id: str) -> None:
    """Remove a record of the author."""
    edit.annotation(record_id)
    edit.drop(record_id)


def removal_of_article(sheet: Sheet) -> Step:
    """Return the step that removes an article with everything on it; its referents stay in the register."""
    records = [r for r in sheet.records.values() if not isinstance(r, Referent)]
    order = (Verdict, Link, Annotation, Assignment, Rejection)
    ordered = sorted(records, key=lambda r: next(i for i, kind in enumerate(order) if isinstance(r, kind)))
    changes = [Change(record, None) for record in (*ordered, sheet.article)]
    return Step("remove-article", tuple(changes), sheet.article.key)


def change_article(edit: Edit, **fields: str) -> Article:
    """Change what is known about the article (title, date, outlet, url, by-line), never its text. RuleBroken where
    a new date is none."""
    old = edit.sheet.article
    date = fields.get("date", old.date)
    # one that came with an import stays as it is
    if date not in ("", old.date) and not is_date(date):
        raise RuleBroken([Problem("bad-date", old.id, {"date": date})])
    article = replace(old, **fields)  # type: ignore[arg-type]
    edit.put(article)
    return article


def assign(edit: Edit, stage: Stage, done: Sequence[Kind]) -> Step | None:
    """Return the step that moves the author's work on the article to `stage`, or None where it is there."""
    old = edit.sheet.assignment(edit.author)
    if old is None:
        after = Assignment(edit.new_id(), edit.sheet.article.id, edit.author, stage, tuple(done))
    else:
        after = replace(old, stage=stage, done=tuple(done))
    if after == old:
        return None
    return Step("done" if old and old.stage == stage else stage, (Change(old, after),), edit.sheet.article.key)
