"""What is known of one person of the register, each field to be written in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QToolButton, QWidget

from reader_app.core.model import Referent
from reader_app.core.people import called
from reader_app.core.scheme import Scheme
from reader_app.gui.fields import ChoiceField, flat_button
from reader_app.gui.flow import FlowLayout
from reader_app.gui.plain import one_line, tip
from reader_app.gui.text_fields import TextField
from reader_app.words import N_, _, title

LABELS = ("PER", "ORG", "LOC", "MISC")
"""Labels of who or what may be in the register; a document is one of the last."""

_FIELDS = (
    ("name", N_("Name"), N_("nobody knows it")),
    ("role", N_("Role"), N_("office, profession; who is unnamed goes by it")),
    ("aliases", N_("Aliases"), N_("other names, with semicolons between them")),
    ("wikidata", N_("Wikidata"), N_("Q and a number, or the address")),
    ("note", N_("Note"), N_("note")),
)


class PersonFields(QWidget):
    """The fields of a referent. `changed` carries a field and what was written in it."""

    changed = Signal(str, str)
    articlesAsked = Signal()
    mergeAsked = Signal()
    removeAsked = Signal()
    separated = Signal(str)  # id of one who was merged
    left = Signal()  # Esc or Enter in a field: back to the list

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.referent = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.texts: dict[str, TextField] = {}
        self._label: ChoiceField | None = None
        self._scheme: Scheme | None = None
        for name, words, hint in _FIELDS:
            field = TextField(_(words), _(hint), self)
            field.written.connect(lambda value, name=name: self.changed.emit(name, value))
            field.left.connect(self.left)
            self.texts[name] = field
            self._add(_(words), field, row=self._grid.rowCount() + (name == "role"))
        self._merged_name = QLabel(_("Also"), self)
        self._merged = QWidget(self)
        self._merged.setAccessibleName(_("Those who turned out to be the same"))
        self._chips = FlowLayout(self._merged, gap=4)
        self._buttons: list[QToolButton] = []
        self._shown: tuple[Referent, ...] = ()
        for widget in (self._merged_name, self._merged):
            widget.hide()
        self._add("", self._merged, label=self._merged_name)
        foot = FlowLayout(gap=4)
        articles = flat_button(_("Its articles"), _("List the articles that name it"), "ghost", self)
        articles.clicked.connect(self.articlesAsked)
        self.merge = flat_button(_("Merge into another…") + "  M", _("Merge into another…"), "ghost", self)
        self.remove = flat_button(_("Remove from the register"), _("Remove from the register"), "danger", self)
        self.merge.clicked.connect(self.mergeAsked)
        self.remove.clicked.connect(self.removeAsked)
        for button in (articles, self.merge, self.remove):
            foot.addWidget(button)
        self._grid.addLayout(foot, self._grid.rowCount(), 1)

    def _add(self, words: str, field: QWidget, *, row: int = -1, label: QLabel | None = None) -> None:
        row = self._grid.rowCount() if row < 0 else row
        name = label or QLabel(words, self)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setProperty("role", "muted")
        name.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        name.setContentsMargins(0, 5, 0, 0)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(field, row, 1)

    def show_person(
        self, one: Referent, merged: Sequence[Referent], uses: int, scheme: Scheme, *, fixed: bool = False
    ) -> None:
        """Show `one` with those that were merged into it. `fixed`: they can only be read."""
        same = one.id == self.referent
        if not same:
            self.flush()
        self.referent = one.id
        if scheme is not self._scheme or self._label is None:
            self._make_label(scheme)
        assert self._label is not None
        self._label.set_value(one.label)
        values = {"name": one.name, "role": one.role, "aliases": "; ".join(one.aliases), "wikidata": one.wikidata,
                  "note": one.note}  # fmt: skip
        for name, field in self.texts.items():
            field.set_value(values[name], same_record=same)
            field.setReadOnly(fixed)
        self.merge.setVisible(not fixed)
        self.remove.setVisible(not uses and not fixed)
        self._show_merged(merged)
        for part in (self._label, self._merged):
            part.setEnabled(not fixed)

    def _make_label(self, scheme: Scheme) -> None:
        self._scheme = scheme
        options = [(one.id, title(one.titles)) for one in scheme.labels_of("entity", with_off=True) if one.id in LABELS]
        if self._label is None:
            label = QLabel(self)
            label.setText(_("Type"))
            self._type_name = label
        else:
            self._grid.removeWidget(self._label)
            self._label.deleteLater()
        self._label = ChoiceField(_("Type"), options, self)
        self._label.picked.connect(lambda value: self.changed.emit("label", value))
        self._type_name.setProperty("role", "muted")
        self._grid.addWidget(self._type_name, 2, 0)
        self._grid.addWidget(self._label, 2, 1)
        last: QWidget = self.texts["name"]
        for chip in self._label.findChildren(QToolButton):
            QWidget.setTabOrder(last, chip)
            last = chip
        QWidget.setTabOrder(last, self.texts["role"])

    def _show_merged(self, merged: Sequence[Referent]) -> None:
        if tuple(merged) == self._shown:
            return
        self._shown = tuple(merged)
        for old in self._buttons:
            self._chips.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons.clear()
        for one in merged:
            name = one_line(called(one), 60) or _("unnamed")
            words = _("{name} is somebody else again").format(name=name)
            chip = flat_button(f"{name}  ×", words, "person", self._merged)
            chip.setToolTip(tip(words))
            chip.clicked.connect(lambda _checked=False, value=one.id: self.separated.emit(value))
            self._chips.addWidget(chip)
            self._buttons.append(chip)
            chip.show()
        for widget in (self._merged_name, self._merged):
            widget.setVisible(bool(merged))

    def flush(self) -> None:
        """Hand over what was written and not yet taken."""
        for field in self.texts.values():
            field.flush()

    def enter(self) -> None:
        """Put the focus on the first field."""
        self.texts["name"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.left.emit()
        else:
            super().keyPressEvent(event)
