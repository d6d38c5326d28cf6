"""The suggestions of the open article in the panel: which are shown, one card each, and what is being done about
new ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from reader_app.core.change import Sheet
from reader_app.core.model import KINDS, Kind
from reader_app.core.scheme import Scheme
from reader_app.core.suggestion import Suggestion
from reader_app.gui.card_list import CardList
from reader_app.gui.card_paint import GAP, CardPainter, card_head_height, fonts
from reader_app.gui.cards import Card, CardModel, LaterCards
from reader_app.gui.fields import flat_button
from reader_app.gui.flow import FlowLayout
from reader_app.gui.key_table import with_key
from reader_app.gui.plain import decimal, number, plain, tip
from reader_app.gui.suggestions import Sieve
from reader_app.gui.suggestions_card import SuggestionCard
from reader_app.gui.suggestions_words import kind_title, suggestion_card
from reader_app.gui.text_fields import ElidedLabel
from reader_app.gui.theme import LIGHT, Theme
from reader_app.words import _, ngettext

_STEP = 5  # hundredths between two least scores
_KEPT = 2000  # cards that are kept though they are not shown


class SuggestionPane(QWidget):
    """Shows what it is given and says what somebody wants."""

    chosen = Signal(str)  # id of a suggestion
    intent = Signal(str)  # an action on the chosen one, or on all
    sieveChanged = Signal(object)  # Sieve

    def __init__(self, cards: CardList, parent: QWidget | None = None) -> None:
        """Show the suggestions in `cards`, a list with a CardModel."""
        super().__init__(parent)
        self.setObjectName("suggestionPane")
        self._sieve = Sieve()
        self._shown: tuple[Suggestion, ...] = ()
        self._sheet: Sheet | None = None
        self._chosen = ""
        self._theme = LIGHT
        self._known: dict[str, tuple[Suggestion, Card]] = {}
        self._about: tuple[object, str] = (None, "")
        self._open: Sequence[Suggestion] = ()
        self._counted = False
        self._card: SuggestionCard | None = None
        self._make_chips()
        self._make_scores()
        self._list = cards
        model = cards.model()
        assert isinstance(model, CardModel)
        self._model = model
        self._painter = CardPainter(model)
        self._list.row_painter = self._painter
        self._list.clicked.connect(lambda index: self._choose_row(index.row()))
        self._list.moved.connect(self._choose_row)
        self._list.entered.connect(self._accept_row)
        self._news = self._line("muted")
        self._learned = self._line("muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self._chips)
        box.addLayout(self._scores)
        box.addWidget(self._list, 1)
        self._list.show()
        box.addWidget(self._news)
        box.addWidget(self._learned)
        self.setFocusProxy(self._list)
        self._show_heights()

    def _make_chips(self) -> None:
        self._chips = QWidget(self)
        row = FlowLayout(self._chips, gap=2)
        group = QButtonGroup(self)
        self._kinds: dict[Kind | str, QToolButton] = {}
        for kind in ("", *KINDS):
            chip = flat_button(kind_title(kind), kind_title(kind), "pill", self._chips)
            chip.setCheckable(True)
            chip.setFont(fonts(self.font())[2])
            chip.clicked.connect(
                lambda _checked=False, only=kind: self.sieveChanged.emit(self._sieve._replace(only=only))
            )
            group.addButton(chip)
            row.addWidget(chip)
            self._kinds[kind] = chip

    def _make_scores(self) -> None:
        self._lower = flat_button("−", _("Show lower scores too"), "key", self)
        self._higher = flat_button("+", _("Show higher scores only"), "key", self)
        self._least = ElidedLabel(self)
        self._least.setProperty("role", "muted")
        self._least.setFont(fonts(self.font())[2])
        self._least.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._all = flat_button(_("Accept all…"), _("Accept all…"), "link", self)
        self._show_keys()
        for button, words in ((self._lower, _("Show lower scores too")), (self._higher, _("Show higher scores only"))):
            button.setToolTip(words)
        self._lower.clicked.connect(lambda: self.sieveChanged.emit(self._sieve.moved(-_STEP)))
        self._higher.clicked.connect(lambda: self.sieveChanged.emit(self._sieve.moved(_STEP)))
        self._all.clicked.connect(lambda: self.intent.emit("accept-all"))
        self._scores = QHBoxLayout()
        self._scores.setContentsMargins(4, 0, 0, 0)
        self._scores.setSpacing(2)
        for widget in (self._lower, self._least, self._higher):
            self._scores.addWidget(widget)
        self._scores.addStretch(1)
        self._scores.addWidget(self._all)

    def _show_keys(self) -> None:
        self._all.setToolTip(with_key(_("Choose and accept many at once"), "accept-all"))

    def name_keys(self) -> None:
        """Show the keys as they are now: other ones were chosen."""
        self._show_keys()
        if self._card is not None:
            self._list.open_row(-1, None)
            self._card.deleteLater()
            self._card = None
            self._show_open()

    def _line(self, role: str) -> ElidedLabel:
        line = ElidedLabel(self)
        line.setProperty("role", role)
        line.setContentsMargins(4, 0, 0, 4)
        line.hide()
        return line

    # state down

    def set_suggestions(
        self, shown: Sequence[Suggestion], still_open: Sequence[Suggestion], sieve: Sieve, sheet: Sheet | None,
        scheme: Scheme, hint: str, chosen: str,
    ) -> None:  # fmt: skip
        """Show the cards of `shown`, those of the ones `still_open` that `sieve` lets through, that of `chosen` open;
        `hint` where there are none."""
        article = sheet.article.id if sheet is not None else ""
        if self._about != (scheme, article) or len(self._known) > _KEPT:
            self._known.clear()
            self._list.close_row()
        if self._open is not still_open or self._sieve != sieve:
            self._counted = False
        self._about = (scheme, article)
        self._sheet, self._sieve, self._open = sheet, sieve, still_open
        if self.isVisible():
            self._show_counts()
        if hint != self._list.hint:
            self._list.hint = hint
            self._list.viewport().update()
        if self._shown is not shown:
            self._shown = tuple(shown)
            anchor = self._list.anchor()
            cards = LaterCards([s.id for s in shown], partial(self._card_of, self._shown, sheet, scheme))
            if self._model.ids != cards.ids:
                self._list.close_row()
            self._model.set_cards(cards)
            moved, self._chosen = chosen != self._chosen, chosen
            self._show_open()  # at once with what is chosen now: closed and opened again it would be painted twice
            self._list.restore(anchor)
            if moved:
                self._reveal()
        else:
            self.set_chosen(chosen)

    def set_chosen(self, suggestion: str) -> None:
        """Open the card of `suggestion` and show it; "" closes the open one. Emits nothing."""
        if suggestion == self._chosen:
            return
        self._chosen = suggestion
        self._show_open()
        self._reveal()

    def _reveal(self) -> None:
        if (row := self._model.row_of(self._chosen)) >= 0:
            self._list.reveal(row)

    def set_news(self, words: str) -> None:
        """Say what is being done about suggestions, "" for nothing."""
        self._news.set_words(words)
        self._news.setVisible(bool(words))

    def set_learned(self, words: str, detail: str) -> None:
        """Say what was learned from finished articles, with `detail` to be read over it; "" for nothing."""
        self._learned.set_words(words)
        self._learned.setToolTip(tip(detail))
        self._learned.setAccessibleDescription(detail)
        self._learned.setVisible(bool(words))

    def set_theme(self, theme: Theme) -> None:
        self._theme = self._painter.theme = theme
        if self._card is not None:
            self._card.set_theme(theme)
        self._list.viewport().update()

    def _card_of(self, shown: Sequence[Suggestion], sheet: Sheet | None, scheme: Scheme, row: int) -> Card:
        assert sheet is not None
        suggestion = shown[row]
        known = self._known.get(suggestion.id)
        if known is None or known[0] is not suggestion:
            known = self._known[suggestion.id] = (suggestion, suggestion_card(suggestion, sheet, scheme))
        return known[1]

    def _show_counts(self) -> None:
        """Show how many there are; nobody counts while the suggestions are not in front."""
        if self._counted:
            return
        self._counted = True
        every = Counter(s.kind for s in self._open)
        passed = Counter(s.kind for s in self._sieve._replace(only="").sift(self._open))
        counts: dict[Kind | str, int] = {"": passed.total()}
        counts.update(passed.items())
        for kind, chip in self._kinds.items():
            words = plain(f"{kind_title(kind)} {number(counts.get(kind, 0))}")
            if chip.text() != words:
                chip.setText(words)
                chip.setAccessibleName(f"{kind_title(kind)} {number(counts.get(kind, 0))}")
            chip.setChecked(kind == self._sieve.only)
        least = [self._sieve.least(kind) for kind in self._sieve.kinds]
        words = "–".join(decimal(one / 100) for one in dict.fromkeys((min(least), max(least))))
        hidden = sum(every[kind] for kind in self._sieve.kinds) - counts.get(self._sieve.only, 0)
        more = ngettext("{count} hidden", "{count} hidden", hidden).format(count=number(hidden)) if hidden else ""
        self._least.set_words(" · ".join(filter(None, (_("score from {score}").format(score=words), more))))
        self._lower.setEnabled(min(least) > 0)
        self._higher.setEnabled(max(least) < 100)
        self._all.setEnabled(bool(self._open))

    def showEvent(self, event: QShowEvent) -> None:
        self._show_counts()
        super().showEvent(event)

    # the open card

    def _show_open(self) -> None:
        row = self._model.row_of(self._chosen) if self._chosen else -1
        self._painter.opened = self._chosen
        if row < 0 or self._sheet is None:
            self._list.open_row(-1, None)
            self._list.set_row(-1)
            return
        if self._card is None:
            self._card = SuggestionCard(self._list.viewport())
            self._card.set_theme(self._theme)
            self._card.intent.connect(self.intent)
            self._card.left.connect(lambda: self._list.setFocus(Qt.FocusReason.OtherFocusReason))
        suggestion = next(s for s in self._shown if s.id == self._chosen)
        self._card.show_suggestion(suggestion, self._model.cards[row], self._sheet)
        self._list.set_row(row)
        self._list.open_row(row, self._card)

    def _choose_row(self, row: int) -> None:
        if 0 <= row < len(self._model.cards) and self._model.cards[row].id != self._chosen:
            self.chosen.emit(self._model.cards[row].id)

    def _accept_row(self, row: int) -> None:
        self._choose_row(row)
        self.intent.emit("accept")

    def _show_heights(self) -> None:
        self._list.set_row_height(card_head_height("suggestion", self._list.font()) + GAP)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._show_heights()
