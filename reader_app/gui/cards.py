"""The cards of the panel: what one shows, as a value, and the model that holds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, overload

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from reader_app.core.change import Sheet
from reader_app.core.model import Annotation, Kind, Referent
from reader_app.core.scheme import Scheme
from reader_app.gui.lists import Index
from reader_app.gui.plain import decimal, one_line
from reader_app.words import _, title

_CONTEXT = 24  # code points around a mention


class Card(NamedTuple):
    """What the card of one record or suggestion shows. `named` says that the title is a name and not a stand-in for
    one. A suggestion has a score, 0 to 1, and `detail` in a line of its own; the score of a record is -1."""

    id: str
    kind: Kind
    title: str
    tag: str
    hue: str
    body: str
    named: bool = True
    unsure: bool = False
    noted: bool = False
    detail: str = ""
    score: float = -1.0

    @property
    def words(self) -> str:
        """The card in one sentence, as assistive tools read it out."""
        marks = [_("unsure")] * self.unsure + [_("has a note")] * self.noted
        scored = [decimal(self.score)] if self.score >= 0 else []
        return ", ".join(filter(None, (self.title, *scored, self.tag, *marks, self.body, self.detail)))


def card_of(record: Annotation, sheet: Sheet, scheme: Scheme) -> Card:
    """Return the card of `record`, an annotation on `sheet`."""
    label = scheme.label(record.kind, record.label)
    label_title = title(label.titles) if label is not None else record.label
    text = sheet.article.text
    names = ", ".join(names_of(record, sheet))
    words = " … ".join(one_line(span.of(text)) for span in record.contents)
    named = bool(names)
    if record.kind == "entity":
        head, tag, named = words, record.label, True
        body = names if names not in {"", words} else around(text, record.start, record.end)
    elif record.kind == "quote":
        source = record.span("source")
        head = names or (one_line(source.of(text)) if source is not None else _("no speaker yet"))
        implicit = record.attribute("speaker_status") == "implicit"
        tag = " · ".join((label_title, _attribute(record, scheme, "speaker_status"))) if implicit else label_title
        body = words
    else:
        head = names or label_title
        worth = _attribute(record, scheme, "check_worthiness")
        tag = " · ".join(filter(None, (label_title if names else "", worth)))
        body, named = words, True
    hue = label.color if label is not None else scheme.kind(record.kind).color
    return Card(record.id, record.kind, head, tag, hue, body, named, record.unsure, bool(record.note))


def names_of(record: Annotation, sheet: Sheet) -> list[str]:
    """Return the names of the referents of `record`; one without a name is called by its role."""
    return [one_line(one.name or one.role, 120) or _("unnamed") for one in people_of(record, sheet)]


def people_of(record: Annotation, sheet: Sheet) -> list[Referent]:
    """Return the referents of `record`, each once: two of them may have turned out to be the same."""
    found = (sheet.referent(referent) for referent in record.referents)
    return list({one.id: one for one in found if one is not None}.values())


def _attribute(record: Annotation, scheme: Scheme, name: str) -> str:
    attribute = scheme.attribute(record.kind, name)
    if attribute is None:
        return ""
    value = record.attribute(name, attribute.default)
    return next((title(one.titles) for one in attribute.values if one.id == value), value)


def around(text: str, start: int, end: int, before: int = _CONTEXT, after: int = _CONTEXT) -> str:
    """Return the words of `[start, end)` with whole words before and after it, so many code points at the most."""
    left, right = max(0, start - before), min(len(text), end + after)
    if left and (blank := text.find(" ", left, start)) >= 0:
        left = blank + 1
    if right < len(text) and (blank := text.rfind(" ", end, right)) >= 0:
        right = blank
    return ("… " if left else "") + one_line(text[left:right]) + (" …" if right < len(text) else "")


class LaterCards(Sequence[Card]):
    """Cards that are made when they are first looked at, by `make` from the row: of thousands, a screen shows ten."""

    def __init__(self, ids: Sequence[str], make: Callable[[int], Card]) -> None:
        self.ids = list(ids)
        self._make = make

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, row: int) -> Card: ...

    @overload
    def __getitem__(self, row: slice) -> list[Card]: ...

    def __getitem__(self, row: int | slice) -> Card | list[Card]:
        if isinstance(row, slice):
            return [self._make(one) for one in range(*row.indices(len(self.ids)))]
        return self._make(range(len(self.ids))[row])


class CardModel(QAbstractListModel):
    """The cards of one kind. A new list changes only the rows that differ from the old one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cards: Sequence[Card] = ()
        self.ids: list[str] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default, a null index
        return 0 if parent.isValid() else len(self.ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        words = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return self.cards[index.row()].words if words else None

    def row_of(self, record: str) -> int:
        """Return the row of the card of `record`, -1 where it has none."""
        return self.ids.index(record) if record in self.ids else -1

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Show `cards`."""
        old, new, before = self.ids, ids_of(cards), self.cards
        head = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        room = min(len(old), len(new)) - head
        tail = next((n for n in range(room) if old[-1 - n] != new[-1 - n]), room)
        if old and head == tail == 0:
            self.beginResetModel()
            self.cards, self.ids = cards, new
            self.endResetModel()
            return
        self._replace(head, len(old) - tail, cards, new)
        if isinstance(cards, LaterCards):  # to compare them would make them all
            if new:
                self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        shift = len(old) - len(new)
        for row, card in enumerate(cards):
            if row < head or row >= len(new) - tail:
                shown = before[row if row < head else row + shift]
                if shown is not card and shown != card:
                    self.dataChanged.emit(self.index(row), self.index(row))

    def _replace(self, first: int, after: int, cards: Sequence[Card], ids: list[str]) -> None:
        """Put `cards` in the place of those shown: only the rows from `first` on, to before `after`, differ."""
        left = [*self.ids[:first], *self.ids[after:]]
        if first < after:
            self.beginRemoveRows(QModelIndex(), first, after - 1)
            self.ids = left
            self.endRemoveRows()
        if len(ids) > len(left):
            self.beginInsertRows(QModelIndex(), first, first + len(ids) - len(left) - 1)
            self.cards, self.ids = cards, ids
            self.endInsertRows()
        self.cards, self.ids = cards, ids


def ids_of(cards: Sequence[Card]) -> list[str]:
    return cards.ids if isinstance(cards, LaterCards) else [card.id for card in cards]
