"""The annotation panel: the records of the open article as cards, the chosen one open with its fields; behind the last
tab the suggestions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reader_app.core.change import Sheet
from reader_app.core.model import KINDS, Annotation, Kind, Referent
from reader_app.core.scheme import Scheme
from reader_app.gui.card_list import CardList
from reader_app.gui.card_paint import GAP, CardPainter, card_head_height
from reader_app.gui.cards import Card, CardModel, card_of
from reader_app.gui.kind_tabs import KindTabs
from reader_app.gui.theme import LIGHT, Theme
from reader_app.words import _, title

if TYPE_CHECKING:
    from reader_app.gui.links_field import LinkLine
    from reader_app.gui.record_card import RecordCard
    from reader_app.gui.suggestions_pane import SuggestionPane


class _Known(NamedTuple):
    """A record with the card that was made of it, so that only what changes is made again."""

    order: tuple[int, int, str]
    record: Annotation
    people: tuple[Referent | None, ...]
    card: Card


_order = attrgetter("order")
_LEAST = 228
"""Pixels; with guidelines and text at their least this is what a window of 770 has left."""


class AnnotationPanel(QWidget):
    """The records of one author on the open article. It shows what it is given and says what somebody wants."""

    chosen = Signal(str)  # id of an annotation
    intent = Signal(str, str, object)  # action, id of the annotation, value
    suggestionsMade = Signal(object)  # SuggestionPane

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("annotationPanel")
        self.setAccessibleName(_("Annotations"))
        self.setMinimumWidth(_LEAST)
        # asked for when the card of a record opens: its links as lines, and the name of whom the text proposes
        self.linked: Callable[[str], Sequence[LinkLine]] = lambda _record: ()
        self.proposed: Callable[[str], str] = lambda _record: ""
        self._sheet: Sheet | None = None
        self._scheme: Scheme | None = None
        self._author = ""
        self._chosen = ""
        self._theme = LIGHT
        self._cards: dict[Kind, list[Card]] = {kind: [] for kind in KINDS}
        self._known: dict[str, _Known] = {}
        self._open: dict[Kind, RecordCard] = {}
        self._scrolled: dict[Kind, int] = {}
        self._kind: Kind = "entity"
        self._tabs = KindTabs(len(KINDS) + 1, self)
        self._tabs.setAccessibleName(_("Kinds of annotations"))
        self._list = CardList(self)
        self._list.setObjectName("cardList")
        self._list.setAccessibleName(_("Cards"))
        self._model = CardModel(self)
        self._painter = CardPainter(self._model)
        self._list.setModel(self._model)
        self._list.row_painter = self._painter
        # here before the rest of its pane, for whoever looks for it by name
        self._offered = CardList(self)
        self._offered.setObjectName("suggestionList")
        self._offered.setAccessibleName(_("Suggestions"))
        self._offered.setModel(CardModel(self._offered))
        self._offered.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 8, 0)
        box.setSpacing(8)
        box.addWidget(self._tabs)
        box.addWidget(self._list, 1)
        self.setFocusProxy(self._list)
        self._tabs.currentChanged.connect(self._show_tab)
        self._list.clicked.connect(lambda index: self._choose_row(index.row()))
        self._list.moved.connect(self._choose_row)
        self._list.entered.connect(self._enter)
        self._show_heights()

    def set_sheet(self, sheet: Sheet | None, scheme: Scheme, author: str) -> None:
        """Show the records of `author` on `sheet`; None where no article is open."""
        if scheme is not self._scheme:
            self._forget_fields()
        if sheet is None or self._sheet is None or sheet.article.id != self._sheet.article.id or author != self._author:
            self._known.clear()
            self._scrolled.clear()
        self._sheet, self._scheme, self._author = sheet, scheme, author
        self._make_cards()
        self._show_counts(scheme)
        if self._chosen not in self._known:
            self._chosen = ""
        anchor = self._list.anchor()
        if self._model.ids != [card.id for card in self._cards[self._kind]]:
            self._list.close_row()
        self._model.set_cards(self._cards[self._kind])
        self._show_hint()
        self._show_open()
        self._list.restore(anchor)

    def set_chosen(self, annotation: str) -> None:
        """Open the card of `annotation` and show it; "" closes the open one. Emits nothing."""
        annotation = annotation if annotation in self._known else ""
        if annotation == self._chosen:
            return
        if (card := self._open.get(self._kind)) is not None:
            card.flush()
        self._chosen = annotation
        kind = self._known[annotation].record.kind if annotation else self._kind
        if annotation and (kind != self._kind or self.suggesting()):
            self._tabs.setCurrentIndex(KINDS.index(kind))
            if kind == self._kind:
                self._show_open()
        else:
            self._show_open()
        row = self._model.row_of(annotation)
        if row >= 0:
            self._list.reveal(row)

    def chosen_id(self) -> str:
        """Return the id of the annotation whose card is open, "" where none is."""
        return self._chosen

    def set_open_quote(self, annotation: str) -> None:
        """Say which quote takes source, cue and person now."""
        if annotation != self._painter.open_quote:
            self._painter.open_quote = annotation
            self._list.viewport().update()

    @cached_property
    def suggestions(self) -> SuggestionPane:
        """What stands behind the last tab, made when it is first needed."""
        from reader_app.gui.suggestions_pane import SuggestionPane

        pane = SuggestionPane(self._offered, self)
        pane.set_theme(self._theme)
        pane.setVisible(self.suggesting())
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(pane, 1)
        self.suggestionsMade.emit(pane)
        return pane

    def suggesting(self) -> bool:
        """Return whether the suggestions are in front."""
        return self._tabs.currentIndex() == len(KINDS)

    def set_suggestion(self, suggestion: str) -> None:
        """Show the card of the chosen suggestion; "" for none. Emits nothing."""
        if suggestion:
            self._tabs.setCurrentIndex(len(KINDS))
        if suggestion or "suggestions" in self.__dict__:
            self.suggestions.set_chosen(suggestion)

    def show_count(self, suggestions: int) -> None:
        """Show how many suggestions there are."""
        self._tabs.name_tab(len(KINDS), _("Suggestions"), suggestions or None)

    def set_theme(self, theme: Theme) -> None:
        self._theme = self._painter.theme = theme
        if "suggestions" in self.__dict__:
            self.suggestions.set_theme(theme)
        for card in self._open.values():
            card.set_theme(theme)
        self._list.viewport().update()

    def name_keys(self) -> None:
        """Show the keys as they are now: other ones were chosen."""
        if self._scheme is not None:
            self.flush()
            self._forget_fields()
            self.set_sheet(self._sheet, self._scheme, self._author)
        if "suggestions" in self.__dict__:
            self.suggestions.name_keys()

    def focus_widget(self) -> QWidget:
        """Return the widget that takes the keys of this area of the window."""
        return self.suggestions if self.suggesting() else self._list

    def flush(self) -> None:
        """Hand over what is being written in a field."""
        for card in self._open.values():
            card.flush()

    def _make_cards(self) -> None:
        """Make the cards of the sheet; those of records that are the same as before are kept."""
        assert self._scheme is not None
        sheet, before = self._sheet, self._known
        self._known, self._cards = {}, {kind: [] for kind in KINDS}
        if sheet is None:
            return
        for record in sheet.records.values():
            if not isinstance(record, Annotation) or record.author != self._author:
                continue
            known = before.get(record.id)
            people = tuple(map(sheet.referent, record.referents)) if record.referents else ()
            if known is None or known.record is not record or known.people != people:
                order = (record.start, -record.end, record.id)
                known = _Known(order, record, people, card_of(record, sheet, self._scheme))
            self._known[record.id] = known
        for known in sorted(self._known.values(), key=_order):
            self._cards[known.record.kind].append(known.card)

    def _show_counts(self, scheme: Scheme) -> None:
        for tab, kind in enumerate(KINDS):
            self._tabs.name_tab(tab, title(scheme.kind(kind).plurals), len(self._cards[kind]))

    def _show_tab(self, tab: int) -> None:
        if (card := self._open.get(self._kind)) is not None:
            card.flush()
        suggesting = tab == len(KINDS)
        if suggesting or "suggestions" in self.__dict__:
            self.suggestions.setVisible(suggesting)
        self._list.setVisible(not suggesting)
        self.setFocusProxy(self.focus_widget())  # a hidden one would keep Tab in the text
        if suggesting or KINDS[tab] == self._kind:
            return
        self._scrolled[self._kind] = self._list.verticalScrollBar().value()
        self._kind = KINDS[tab]
        self._list.close_row()
        self._model.set_cards(self._cards[self._kind])
        self._show_heights()
        self._show_hint()
        self._show_open()
        self._list.verticalScrollBar().setValue(self._scrolled.get(self._kind, 0))

    def _show_open(self) -> None:
        """Open the card of the chosen annotation, if it is one of those that are shown."""
        row = self._model.row_of(self._chosen) if self._chosen else -1
        self._painter.opened = self._chosen
        if row < 0 or self._sheet is None:
            self._list.open_row(-1, None)
            self._list.set_row(-1)
            return
        record, card = self._known[self._chosen].record, self._known[self._chosen].card
        fields = self._fields(record.kind)
        links, proposed = ((), "") if record.kind == "entity" else (self.linked(record.id), self.proposed(record.id))
        fields.show_record(record, card, self._sheet, links, proposed)
        self._list.set_row(row)
        self._list.open_row(row, fields)

    def _fields(self, kind: Kind) -> RecordCard:
        """Return the open card for records of `kind`, made when it is first needed."""
        from reader_app.gui.record_card import RecordCard  # not on the way to the first window

        if kind not in self._open:
            assert self._scheme is not None
            card = RecordCard(kind, self._scheme, self._list.viewport())
            card.set_theme(self._theme)
            card.intent.connect(lambda action, value: self.intent.emit(action, card.record, value))
            card.left.connect(lambda: self._list.setFocus(Qt.FocusReason.OtherFocusReason))
            card.grown.connect(self._list.fit)
            self._open[kind] = card
        return self._open[kind]

    def _forget_fields(self) -> None:
        """Drop the open cards, which are made from the scheme."""
        self._list.open_row(-1, None)
        for card in self._open.values():
            card.deleteLater()
        self._open.clear()
        self._known.clear()

    def _show_heights(self) -> None:
        self._list.set_row_height(card_head_height(self._kind, self._list.font()) + GAP)

    def _show_hint(self) -> None:
        if self._sheet is None or self._cards[self._kind]:
            self._list.hint = ""
            return
        self._list.hint = {
            "entity": _("No entities yet: select a name and press its digit."),
            "quote": _("No quotes yet: select what was said and press Q."),
            "claim": _("No claims yet: select what could be checked and press C."),
        }[self._kind]

    def _choose_row(self, row: int) -> None:
        if 0 <= row < len(self._model.cards) and self._model.cards[row].id != self._chosen:
            self.chosen.emit(self._model.cards[row].id)

    def _enter(self, row: int) -> None:
        self._choose_row(row)
        card = self._open.get(self._kind)
        if card is not None and card.isVisible() and card.record == self._chosen:
            card.enter()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._show_heights()
