"""The card that is open: all fields of one record, each of which can be changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from reader_app.core.change import Sheet
from reader_app.core.links import lacks_evidence
from reader_app.core.model import Annotation, Kind, Role
from reader_app.core.scheme import Scheme
from reader_app.gui.card_paint import card_head_height, draw_card, fonts
from reader_app.gui.cards import Card, names_of, people_of
from reader_app.gui.fields import ChoiceField, PeopleField, SpanField, flat_button
from reader_app.gui.key_table import key_of
from reader_app.gui.links_field import LinkLine, LinksField
from reader_app.gui.open_card import OpenCard
from reader_app.gui.plain import one_line, plain, tip
from reader_app.gui.text_fields import ElidedLabel, TextField
from reader_app.gui.theme import Theme
from reader_app.words import _, ngettext, title

_QUOTES_OFFERED = 30


class RecordCard(OpenCard):
    """The fields of one record of a kind, made from the scheme."""

    intent = Signal(str, object)  # action, value
    grown = Signal()  # the height it needs may have changed

    def __init__(self, kind: Kind, scheme: Scheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.record = ""
        self._scheme = scheme
        self._quotes: tuple[tuple[str, str], ...] = ()
        self._build()
        self._fit_head()

    def _build(self) -> None:
        scheme, kind = self._scheme, self.kind
        people = {"entity": _("Referent"), "quote": _("Speakers"), "claim": _("Claimants")}[kind]
        self.people = PeopleField(people, key_of("person"), self)
        # true: one more, beside those who are there; an entity is only ever one
        self.people.asked.connect(
            lambda: self.intent.emit("set-person", kind != "entity" and bool(self.people.people()))
        )
        self.people.removed.connect(lambda referent: self.intent.emit("remove-person", referent))
        self.people.taken.connect(lambda: self.intent.emit("take-proposed", None))
        self._add(people, self.people)
        self.spans: dict[Role, SpanField] = {}
        names: dict[Role, str] = {"source": _("Source"), "cue": _("Cue"), "via": _("Via")}
        roles: dict[Kind, tuple[Role, ...]] = {"entity": (), "quote": ("source", "cue", "via"), "claim": ("source",)}
        for role in roles[kind]:
            self._add_span(role, names[role])
        # an entity's labels are called by the ids that stand under the words; the titles of the others are words
        every = scheme.labels_of(kind, with_off=True)  # a record may have one that is switched off
        titles = {one.id: one.id if kind == "entity" else title(one.titles) for one in every}
        options = [(one.id, titles[one.id]) for one in every if not one.off]
        self.label = ChoiceField(_("Type"), options, self, others=list(titles.items()))
        self.label.picked.connect(lambda value: self.intent.emit("label", value))
        self._add(_("Type"), self.label)
        self.attributes: dict[str, ChoiceField] = {}
        for attribute in scheme.attributes_of(kind):
            values = [(one.id, title(one.titles)) for one in attribute.values]
            field = ChoiceField(title(attribute.titles), values, self)
            field.picked.connect(lambda value, name=attribute.id: self.intent.emit("attribute", (name, value)))
            self.attributes[attribute.id] = field
            self._add(title(attribute.titles), field)
        self.quote: QToolButton | None = None
        self.statement: TextField | None = None
        if kind == "claim":
            self._add_quote()
            self.statement = TextField(_("Statement"), _("the claim so that it stands alone"), self)
            self.statement.written.connect(lambda words: self.intent.emit("statement", words))
            self.statement.left.connect(self.left)
            self._add(_("Statement"), self.statement)
        self.note = TextField(_("Note"), _("note"), self)
        self.note.written.connect(lambda words: self.intent.emit("note", words))
        self.note.left.connect(self.left)
        self._add(_("Note"), self.note)
        self.links: LinksField | None = None
        if kind != "entity":
            self.links = LinksField(_("Links"), key_of("link") or "…", self)
            self.links.asked.connect(lambda: self.intent.emit("link", None))
            self.links.wanted.connect(lambda link: self.intent.emit("go-link", link))
            self.links.removed.connect(lambda link: self.intent.emit("unlink", link))
            self._add(_("Links"), self.links)
        self.verdict = ElidedLabel(self)
        self.verdict.setProperty("role", "muted")
        self.verdict.setContentsMargins(6, 3, 0, 0)
        self._verdict_name = self._add(_("Review"), self.verdict)
        self._add_foot()

    def _add(self, name: str, field: QWidget) -> QLabel:
        row, small = self._grid.rowCount(), fonts(self.font())[2]
        field.setFont(small)
        # what a field would like to have must not take the room of the names
        field.setSizePolicy(QSizePolicy.Policy.Ignored, field.sizePolicy().verticalPolicy())
        label = ElidedLabel(self)
        label.set_words(name)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)  # elided only in a narrow panel
        label.setProperty("role", "muted")
        label.setFont(small)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        label.setContentsMargins(0, 3, 0, 0)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1)
        return label

    def _add_span(self, role: Role, name: str) -> None:
        field = SpanField(name, role, self)
        field.taken.connect(lambda: self.intent.emit("take-selection", role))
        field.cleared.connect(lambda: self.intent.emit("clear", role))
        self.spans[role] = field
        self._add(name, field)

    def _add_quote(self) -> None:
        self.quote = flat_button("", _("Stands in"), "choice", self)
        self.quote.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.quote)
        menu.aboutToShow.connect(self._fill_quotes)
        self.quote.setMenu(menu)
        self._add(_("Stands in"), self.quote)
        self._grid.setAlignment(self.quote, Qt.AlignmentFlag.AlignLeft)

    def _add_foot(self) -> None:
        foot, small = QHBoxLayout(), fonts(self.font())[2]
        foot.setSpacing(8)
        self.unsure = QCheckBox(_("Unsure"), self)
        self.unsure.setAccessibleName(_("Unsure"))
        self.unsure.clicked.connect(lambda checked: self.intent.emit("unsure", checked))
        self.parts = QLabel(self)
        self.parts.setTextFormat(Qt.TextFormat.PlainText)
        self.parts.setProperty("role", "muted")
        remove = flat_button(_("Remove"), _("Remove"), "danger", self)
        remove.setToolTip(_("Remove") + " (Del)")
        remove.clicked.connect(lambda: self.intent.emit("remove", None))
        for widget, stretch in ((self.unsure, 0), (self.parts, 1), (remove, 0)):
            widget.setFont(small)
            foot.addWidget(widget, stretch)
        self._grid.addLayout(foot, self._grid.rowCount(), 0, 1, 2)

    def show_record(
        self, record: Annotation, card: Card, sheet: Sheet, links: Sequence[LinkLine] = (), proposed: str = ""
    ) -> None:
        """Show `record` of `sheet` with its `links` and the name of whom is `proposed`; `card` is what its head
        says."""
        same = record.id == self.record
        if not same:
            self.flush()
        self._show_head(card)
        self.record = record.id
        text, touched = sheet.article.text, record.touched
        people = people_of(record, sheet)
        named = [(one.id, name) for one, name in zip(people, names_of(record, sheet), strict=True)]
        self.people.set_people(named, proposed)
        for role, field in self.spans.items():
            span = record.span(role)
            field.set_words(span.of(text) if span is not None else "")
        self.label.set_value(record.label, computed=record.kind != "entity" and "label" not in touched)
        for attribute in self._scheme.attributes_of(record.kind):
            value = record.attribute(attribute.id, attribute.default)
            self.attributes[attribute.id].set_value(value, computed=attribute.id not in touched)
        if self.quote is not None:
            self._show_quote(record, sheet)
        if self.statement is not None:
            self.statement.set_value(record.statement, same_record=same)
        self.note.set_value(record.note, same_record=same)
        if self.links is not None:
            self.links.set_lines(links, lacking=lacks_evidence(record, sheet.links(record.id)))
        self.unsure.setChecked(record.unsure)
        count = len(record.contents)
        self.parts.setText(ngettext("{count} part", "{count} parts", count).format(count=count) if count > 1 else "")
        self._show_verdict(record, sheet)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        hues: dict[Role, str] = {"source": theme.quote, "cue": theme.cue, "via": theme.muted}
        for role, field in self.spans.items():
            field.label.set_ink(QColor(hues[role]))

    def flush(self) -> None:
        self.note.flush()
        if self.statement is not None:
            self.statement.flush()

    def enter(self) -> None:
        """Put the focus on the first field."""
        first = self.people.findChild(QToolButton)
        (first if first is not None else self.label).setFocus(Qt.FocusReason.TabFocusReason)

    def _show_quote(self, record: Annotation, sheet: Sheet) -> None:
        assert self.quote is not None
        found = [one for one in sheet.annotations(record.author) if one.kind == "quote"]
        found.sort(key=lambda one: max(0, one.start - record.end, record.start - one.end))
        text = sheet.article.text
        self._quotes = tuple((one.id, _brief(one, text)) for one in found[:_QUOTES_OFFERED])
        own = sheet.get(record.quote) if record.quote else None
        words = _brief(own, text) if isinstance(own, Annotation) else _("no quote")
        if self.quote.text() != plain(words):
            self.quote.setText(plain(words))
            self.quote.setAccessibleName(_("Stands in") + f": {words}")
            self.quote.setToolTip(tip(words))
        self.quote.setProperty("chosen", record.quote)

    def _fill_quotes(self) -> None:
        assert self.quote is not None
        menu = self.quote.menu()
        menu.clear()
        for quote, words in (("", _("no quote")), *self._quotes):
            action = menu.addAction(plain(words))
            action.setCheckable(True)
            action.setChecked(quote == self.quote.property("chosen"))
            action.triggered.connect(lambda _checked=False, value=quote: self.intent.emit("quote", value))

    def _show_verdict(self, record: Annotation, sheet: Sheet) -> None:
        verdicts = sheet.verdicts(record.id)
        if not verdicts:
            words = _("not reviewed")
        elif verdicts[-1].version != record.version:
            words = _("changed since its review")
        else:
            decision = {"accept": _("accepted"), "fix": _("fixed"), "reject": _("rejected"), "return": _("returned")}
            words = ": ".join(filter(None, (decision[verdicts[-1].decision], one_line(verdicts[-1].note))))
        self.verdict.set_words(words)
        shown = bool(verdicts) or record.kind == "quote"
        self.verdict.setVisible(shown)
        self._verdict_name.setVisible(shown)

    def _head_height(self) -> int:
        return card_head_height(self.kind, self.font()) - 6

    def _draw_head(self, painter: QPainter, card: Card) -> None:
        draw_card(painter, self.rect(), card, self._theme, self.font())

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.grown.emit()
        return done


def _brief(quote: Annotation, text: str) -> str:
    words = one_line(quote.contents[0].of(text), 60)
    return f"{words[:44].rstrip()} …" if len(words) > 44 else words
