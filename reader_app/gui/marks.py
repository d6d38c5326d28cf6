"""What is drawn of each annotation and suggestion: stretches in Qt's units (UTF-16), found by where they lie in the
text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader_app.core.model import Annotation, Kind, Role
from reader_app.core.scheme import Scheme
from reader_app.core.text import Utf16Map

if TYPE_CHECKING:
    from reader_app.core.suggestion import Suggestion

    Item = Annotation | Suggestion

_CELL = 8  # marks are filed by stretches of 2^8 units: some two lines of text


@dataclass(frozen=True, slots=True)
class Mark:
    """One part of one annotation, `[start, end)` in UTF-16 units. `tag` is written under it, "" for nothing. `offered`
    says that it is a suggestion and no record yet."""

    record: str
    kind: Kind
    role: Role
    start: int
    end: int
    color: str
    tag: str = ""
    offered: bool = False

    @property
    def order(self) -> tuple[int, int, str]:
        """What is around comes before what is inside."""
        return (self.start, -self.end, self.record)

    def meets(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end


def marks_of(annotation: Item, scheme: Scheme, units: Utf16Map) -> tuple[Mark, ...]:
    """Return the marks of an annotation or suggestion, a part each."""
    label = scheme.label(annotation.kind, annotation.label)
    color = label.color if label is not None else scheme.kind(annotation.kind).color
    tag = annotation.label if annotation.kind == "entity" else ""
    offered = not isinstance(annotation, Annotation)
    return tuple(
        Mark(annotation.id, annotation.kind, part.role, units.to_units(part.span.start), units.to_units(part.span.end),
             color, tag, offered)
        for part in annotation.parts
    )  # fmt: skip


class MarkIndex:
    """The marks of a sheet by place. Only what differs between two sheets is looked at again."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Item, tuple[Mark, ...]]] = {}
        self._cells: dict[int, list[Mark]] = {}
        self._scheme: Scheme | None = None

    def clear(self) -> None:
        self._known.clear()
        self._cells.clear()

    def update(self, annotations: Iterable[Item], scheme: Scheme, units: Utf16Map) -> list[Mark]:
        """Take in annotations and suggestions as they are now; return the marks that went and those that came."""
        now = {annotation.id: annotation for annotation in annotations}
        same_scheme = scheme is self._scheme
        self._scheme = scheme
        changed: list[Mark] = []
        for record in [r for r, (old, _) in self._known.items() if not same_scheme or now.get(r) is not old]:
            _, marks = self._known.pop(record)
            changed.extend(marks)
            for mark in marks:
                for cell in self._cells_of(mark.start, mark.end):
                    self._cells[cell].remove(mark)
        for record, annotation in now.items():
            if record in self._known:
                continue
            marks = marks_of(annotation, scheme, units)
            self._known[record] = (annotation, marks)
            changed.extend(marks)
            for mark in marks:
                for cell in self._cells_of(mark.start, mark.end):
                    self._cells.setdefault(cell, []).append(mark)
        return changed

    @staticmethod
    def _cells_of(start: int, end: int) -> range:
        return range(start >> _CELL, ((max(end, start + 1) - 1) >> _CELL) + 1)

    def between(self, start: int, end: int) -> list[Mark]:
        """Return the marks that lie in `[start, end)` or reach into it, what is around before what is inside."""
        found = {
            mark: None
            for cell in self._cells_of(start, end)
            for mark in self._cells.get(cell, ())
            if mark.meets(start, end)
        }
        return sorted(found, key=lambda mark: mark.order)

    def depth(self, mark: Mark) -> int:
        """Return how many records of the same kind that begin earlier, or around it, `mark` begins in."""
        return len({
            other.record
            for other in self._cells.get(mark.start >> _CELL, ())
            if other.kind == mark.kind and other.role == mark.role and other.record != mark.record
            and other.start <= mark.start < other.end and other.order < mark.order
        })  # fmt: skip

    def leaning_on(self, marks: Iterable[Mark]) -> list[Mark]:
        """Return the other marks whose depth hangs on `marks`, or hung on them before they went."""
        given = set(marks)
        found = {
            other: None
            for mark in given
            if mark.role == "content"
            for other in self.between(mark.start, mark.end)
            if other.kind == mark.kind and other.role == mark.role and other.start >= mark.start
        }
        return [mark for mark in found if mark not in given]

    def of_record(self, record: str) -> tuple[Mark, ...]:
        """Return the marks of the annotation or suggestion `record`; none where it is not shown."""
        return self._known[record][1] if record in self._known else ()
