"""The card of the chosen suggestion: all of its words, why it is made, and the keys that answer it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from reader_app.core.change import Sheet
from reader_app.core.model import Role
from reader_app.core.suggestion import Suggestion
from reader_app.gui.card_paint import PAD, draw_title, fonts, text_height
from reader_app.gui.cards import Card
from reader_app.gui.fields import flat_button
from reader_app.gui.flow import FlowLayout
from reader_app.gui.key_table import key_of
from reader_app.gui.open_card import OpenCard
from reader_app.gui.plain import one_line, tip
from reader_app.gui.suggestions_words import names_of, why
from reader_app.words import _

_WORDS = 320  # code points of a long quote that are shown


class SuggestionCard(OpenCard):
    """Shows one suggestion and says what somebody wants with it."""

    intent = Signal(str)  # the id of an action
    offered = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.suggestion = ""
        self._words = self._label("", wrap=True)
        self._grid.addWidget(self._words, 0, 0, 1, 2)
        self._fields = {
            name: self._add(title)
            for name, title in (
                ("person", _("Person")), ("people", _("Speakers")), ("claimants", _("Claimants")),
                ("source", _("Source")), ("cue", _("Cue")), ("via", _("Via")), ("why", _("Why")),
            )
        }  # fmt: skip
        foot = FlowLayout()
        for action, words, role in (
            ("accept", _("accept"), "link"), ("reject", _("reject"), "danger"), ("next-suggestion", _("next"), "key"),
        ):  # fmt: skip
            button = flat_button(f"{key_of(action)} {words}".strip(), words, role, self)
            button.setFont(fonts(self.font())[2])
            button.clicked.connect(lambda _checked=False, wanted=action: self.intent.emit(wanted))
            foot.addWidget(button)
        self._grid.addLayout(foot, self._grid.rowCount(), 0, 1, 2)
        self._fit_head()

    def _label(self, role: str, *, wrap: bool = False) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(wrap)
        if role:
            label.setProperty("role", role)
        return label

    def _add(self, title: str) -> tuple[QLabel, QLabel]:
        name, value = self._label("muted"), self._label("", wrap=True)
        small = fonts(self.font())[2]
        for label in (name, value):
            label.setFont(small)
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        name.setText(title)
        row = self._grid.rowCount()
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(value, row, 1)
        return name, value

    def show_suggestion(self, suggestion: Suggestion, card: Card, sheet: Sheet) -> None:
        """Show `suggestion` for the article of `sheet`; `card` is what its head says."""
        self._show_head(card)
        self.suggestion = suggestion.id
        text, kind = sheet.article.text, suggestion.kind
        words = card.body if kind == "entity" else one_line(card.body, _WORDS)
        self._words.setText(words + (" …" if len(words) < len(card.body) else ""))
        people = {"entity": "person", "quote": "people", "claim": "claimants"}[kind]
        values = dict.fromkeys(self._fields, "")
        values[people] = names_of(suggestion)
        roles: tuple[Role, ...] = ("source", "cue", "via")
        for role in roles:
            span = suggestion.span(role)
            values[role] = one_line(span.of(text)) if span is not None else ""
        values["why"] = ", ".join(why(suggestion))
        for name, (title, value) in self._fields.items():
            value.setText(values[name])
            for label in (title, value):
                label.setVisible(bool(values[name]))
        origin = _("Proposed by {origin}, rule {rule}").format(origin=suggestion.origin, rule=suggestion.rule)
        self._fields["why"][1].setToolTip(tip(origin))

    def enter(self) -> None:
        """Put the focus on the first button."""
        first = self.findChild(QAbstractButton)
        if isinstance(first, QAbstractButton):
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _head_height(self) -> int:
        return PAD + text_height(self.font(), 1, 0, 0)

    def _draw_head(self, painter: QPainter, card: Card) -> None:
        draw_title(painter, self.rect(), card, self._theme, self.font())
