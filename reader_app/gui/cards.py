"""The cards of the panel: what one shows, as a value, and the model that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from reader_app.core.change import Sheet
from reader_app.core.model import Annotation, Kind
from reader_app.core.scheme import Scheme
from reader_app.gui.lists import Index
from reader_app.gui.plain import one_line
from reader_app.words import _, title

_CONTEXT = 24  # code points around a mention


class Card(NamedTuple):
    """What the card of one record shows. `named` says that the title is a name and not a stand-in for one."""

    id: str
    kind: Kind
    title: str
    tag: str
    hue: str
    body: str
    named: bool = True
    unsure: bool = False
    noted: bool = False

    @property
    def words(self) -> str:
        """The card in one sentence, as assistive tools read it out."""
        marks = [_("unsure")] * self.unsure + [_("has a note")] * self.noted
        return ", ".join(filter(None, (self.title, self.tag, *marks, self.body)))


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
        body = names if names not in {"", words} else _around(text, record.start, record.end)
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
    found = (sheet.referent(referent) for referent in record.referents)
    return [one_line(one.name or one.role, 120) or _("unnamed") for one in found if one is not None]


def _attribute(record: Annotation, scheme: Scheme, name: str) -> str:
    attribute = scheme.attribute(record.kind, name)
    if attribute is None:
        return ""
    value = record.attribute(name, attribute.default)
    return next((title(one.titles) for one in attribute.values if one.id == value), value)


def _around(text: str, start: int, end: int) -> str:
    left, right = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    if left and (blank := text.find(" ", left, start)) >= 0:
        left = blank + 1
    if right < len(text) and (blank := text.rfind(" ", end, right)) >= 0:
        right = blank
    return ("… " if left else "") + one_line(text[left:right]) + (" …" if right < len(text) else "")


class CardModel(QAbstractListModel):
    """The cards of one kind. A new list changes only the rows that differ from the old one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cards: list[Card] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default, a null index
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        words = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return self.cards[index.row()].words if words else None

    def row_of(self, record: str) -> int:
        """Return the row of the card of `record`, -1 where it has none."""
        return next((row for row, card in enumerate(self.cards) if card.id == record), -1)

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Show `cards`."""
        old, new = [card.id for card in self.cards], [card.id for card in cards]
        head = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        room = min(len(old), len(new)) - head
        tail = next((n for n in range(room) if old[-1 - n] != new[-1 - n]), room)
        if old and head == tail == 0:
            self.beginResetModel()
            self.cards = list(cards)
            self.endResetModel()
            return
        self._replace(head, len(old) - tail, cards[head : len(new) - tail])
        for row, (shown, card) in enumerate(zip(self.cards, cards, strict=True)):
            if shown is not card and shown != card:
                self.cards[row] = card
                self.dataChanged.emit(self.index(row), self.index(row))

    def _replace(self, first: int, after: int, cards: Sequence[Card]) -> None:
        if first < after:
            self.beginRemoveRows(QModelIndex(), first, after - 1)
            del self.cards[first:after]
            self.endRemoveRows()
        if cards:
            self.beginInsertRows(QModelIndex(), first, first + len(cards) - 1)
            self.cards[first:first] = cards
            self.endInsertRows()
