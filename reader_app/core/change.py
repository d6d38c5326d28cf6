"""Edits as values: a change is the pair of a record before and after, a step is what one undo takes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from reader_app.core.errors import StaleEdit
from reader_app.core.model import Annotation, Article, Assignment, Link, Record, Referent, Rejection, Verdict


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; None stands for "there is no such record"."""

    before: Record | None
    after: Record | None

    def __post_init__(self) -> None:
        one, other = self.before, self.after
        if one is None and other is None:
            raise ValueError("a change of nothing")
        if one is not None and other is not None and (type(one) is not type(other) or one.id != other.id):
            raise ValueError("a change from one record to another")

    @property
    def record(self) -> Record:
        """The record as it is after the change, or was before its removal."""
        record = self.after if self.after is not None else self.before
        assert record is not None
        return record

    def inverse(self) -> Change:
        return Change(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Step:
    """The changes that one undo takes back, in order. `title` is a code that `reader_app.words` names, `detail`
    what it is about (a label, a key)."""

    title: str
    changes: tuple[Change, ...]
    detail: str = ""

    def inverse(self) -> Step:
        return replace(self, changes=tuple(change.inverse() for change in reversed(self.changes)))

    def articles(self) -> frozenset[str]:
        """Return the ids of the articles that this step touches (its referents belong to none)."""
        return frozenset(article for change in self.changes for article in _articles(change.record))


def _articles(record: Record) -> tuple[str, ...]:
    match record:
        case Article():
            return (record.id,)
        case Annotation() | Assignment() | Rejection():
            return (record.article,)
        case Link():
            return (record.head_article, record.tail_article)
        case Referent() | Verdict():
            return ()


class Entry(NamedTuple):
    """A step as the journal holds it: `seq` orders the project's entries, `undoes` names the entry that it takes
    back (0 for an act of its own), `at` is UTC in ISO 8601."""

    seq: int
    step: Step
    author: str
    article: str
    undoes: int
    at: str


class History(NamedTuple):
    """What an author can take back and do again on an article now; None where there is nothing."""

    undo: Entry | None = None
    redo: Entry | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article and everything on it at one moment: the records of all authors, and the referents they name.

    `records` holds them by id, all types but the article together.
    """

    article: Article
    records: Mapping[str, Record] = field(default_factory=dict)
    # found once: a key asks for both several times, and an article may hold thousands of records
    _own: dict[str, tuple[Annotation, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _assignments: dict[str, Assignment] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "records", MappingProxyType(dict(self.records)))
        self._assignments.update((r.author, r) for r in self.records.values() if isinstance(r, Assignment))

    @classmethod
    def of(cls, article: Article, records: Iterable[Record] = ()) -> Sheet:
        return cls(article, {record.id: record for record in records})

    def get(self, record_id: str) -> Record | None:
        return self.records.get(record_id)

    def annotation(self, record_id: str) -> Annotation:
        """Return the annotation `record_id`; StaleEdit where it is gone."""
        record = self.records.get(record_id)
        if not isinstance(record, Annotation):
            raise StaleEdit(record_id)
        return record

    def own(self, author: str) -> tuple[Annotation, ...]:
        """Return the annotations of `author`, in no order."""
        if (found := self._own.get(author)) is None:
            found = tuple(r for r in self.records.values() if isinstance(r, Annotation) and r.author == author)
            self._own[author] = found
        return found

    def annotations(self, author: str | None = None) -> list[Annotation]:
        """Return the annotations (of `author`, or of all) by start, widest first, then id."""
        every = (r for r in self.records.values() if isinstance(r, Annotation))
        return sorted(every if author is None else self.own(author), key=lambda a: (a.start, -a.end, a.id))

    def referent(self, record_id: str) -> Referent | None:
        """Return the referent `record_id`, followed to the one that it was merged into."""
        seen: set[str] = set()
        record = self.records.get(record_id)
        while isinstance(record, Referent) and record.merged_into and record.id not in seen:
            seen.add(record.id)
            record = self.records.get(record.merged_into)
        return record if isinstance(record, Referent) else None

    def links(self, record_id: str | None = None) -> Iterator[Link]:
        """Yield the links, or those with `record_id` at one end."""
        for record in self.records.values():
            if isinstance(record, Link) and record_id in (None, record.head, record.tail):
                yield record

    def verdicts(self, subject: str) -> list[Verdict]:
        """Return the verdicts on `subject`, in the order in which they were given."""
        return [r for r in self.records.values() if isinstance(r, Verdict) and r.subject == subject]

    def assignment(self, author: str) -> Assignment | None:
        return self._assignments.get(author)

    def rejections(self, author: str) -> Iterator[Rejection]:
        """Yield what `author` has rejected of the suggestions, in no order."""
        for record in self.records.values():
            if isinstance(record, Rejection) and record.author == author:
                yield record

    def knowing(self, referents: Iterable[Referent]) -> Sheet:
        """Return the sheet with referents of the register that no record of it names yet."""
        found = {r.id: r for r in referents if r.id not in self.records}
        return Sheet(self.article, {**self.records, **found}) if found else self

    def forgetting(self) -> Sheet:
        """Return the sheet without the referents that no record of it names any more."""
        named = {r for record in self.records.values() if isinstance(record, Annotation) for r in record.referents}
        kept: set[str] = set()
        while named:  # and those that these were merged into
            kept |= named
            found = (self.records.get(r) for r in named)
            named = {r.merged_into for r in found if isinstance(r, Referent) and r.merged_into} - kept
        gone = {r.id for r in self.records.values() if isinstance(r, Referent)} - kept
        return Sheet(self.article, {k: v for k, v in self.records.items() if k not in gone}) if gone else self

    def after(self, step: Step) -> Sheet:
        """Return the sheet after `step`; what the step does to other articles leaves it alone.

        Raises StaleEdit where a change does not start from what stands here.
        """
        article, records = self.article, dict(self.records)
        # a verdict may stand in the step before the record that it judges, as an inverse step has them
        touched = (change.record for change in step.changes)
        here = {record.id for record in touched if isinstance(record, Annotation) and record.article == article.id}
        for change in step.changes:
            record = change.record
            if isinstance(record, Article):
                if record.id == article.id:
                    if change.before is not None and change.before != article:
                        raise StaleEdit(record.id)
                    if isinstance(change.after, Article):
                        article = change.after
                continue
            if not (self._holds(record, records) or (isinstance(record, Verdict) and record.subject in here)):
                continue
            # a referent that no record of this article named yet may come in through a change of it
            if records.get(record.id) != change.before and not (
                isinstance(record, Referent) and record.id not in records
            ):
                raise StaleEdit(record.id)
            if change.after is None:
                records.pop(record.id, None)
            else:
                records[record.id] = change.after
        return Sheet(article, records)

    def _holds(self, record: Record, records: Mapping[str, Record]) -> bool:
        if isinstance(record, Verdict):
            return record.subject in records or record.id in records
        return isinstance(record, Referent) or self.article.id in _articles(record)
