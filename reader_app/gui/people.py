"""Choosing a person from the register, or making one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from reader_app.core.model import Referent
from reader_app.core.scheme import Scheme
from reader_app.core.text import fold
from reader_app.gui.picker import Choice, Picker
from reader_app.gui.plain import one_line
from reader_app.words import _, title

_NEW = "new:"
_OLD = "old:"
_UNNAMED = "unnamed"
_ROLE = "role"


class PersonPicker(Picker):
    """Two letters and Enter. What is not in the register can be made, as any of `set_scheme`'s labels; with
    `only_known` it cannot."""

    picked = Signal(str)  # referent id
    made = Signal(str, str)  # name, label
    described = Signal(str)  # the role of somebody without a name

    is_unnamed: Callable[[str], bool] | None = None
    """Whether what is written speaks of somebody without a name; None where nobody without one can be made."""

    def __init__(self, parent: QWidget, *, only_known: bool = False) -> None:
        super().__init__(parent, "personPicker", _("Name, or two letters of it"))
        self._labels: tuple[tuple[str, str, str], ...] = (("PER", _("Person"), ""),)
        self._people: tuple[Referent, ...] = ()
        self._more = False
        self._only_known = only_known
        self._unnamed = ""
        self._there: frozenset[str] = frozenset()

    @property
    def adding(self) -> bool:
        """Whether the one who was picked or made comes beside those who are there, and does not replace them."""
        return self._more or self.shifted

    def set_scheme(self, scheme: Scheme, labels: Sequence[str] = ("PER", "ORG", "LOC", "MISC")) -> None:
        """Offer to make referents of these entity labels, as far as `scheme` has them switched on."""
        found = [one for one in scheme.labels_of("entity") if one.id in labels]
        self._labels = tuple((one.id, title(one.titles), one.color) for one in found) or self._labels

    def open_for(
        self, title: str, candidates: Sequence[Referent], near: QRect, *, query: str = "", more: bool = False,
        unnamed: str = "", there: Collection[str] = (),
    ) -> None:  # fmt: skip
        """Ask for a person: `title` says what for, `candidates` come first, `query` is a name to start from, `more`
        asks for one beside those who are `there` already; `unnamed` are words that speak of somebody without a name."""
        self._people, self._more, self.shifted = tuple(candidates), more, False
        self._unnamed = " ".join(unnamed.split())
        self._there = frozenset(there)
        one_more = _("Shift+Enter: one more, beside those who are there")
        self.hint.setText(_("Shift+Enter: one more, or one of them no longer") if there else one_more)
        self.hint.setVisible(not self._only_known and (not more or bool(there)))
        self.field.setText(query)
        self._show()
        self.open_with(title, query, near)

    def set_candidates(self, candidates: Sequence[Referent]) -> None:
        """Show who matches the query now."""
        self._people = tuple(candidates)
        self._show()

    def changed(self, query: str) -> None:
        # the row "new" says what is written, also before somebody answers with candidates
        self._show()
        super().changed(query)

    def picked_row(self, choice: Choice) -> None:
        if choice.id.startswith(_OLD):
            self.picked.emit(choice.id.removeprefix(_OLD))
        elif choice.id == _UNNAMED:
            self.described.emit(self._unnamed)
        elif choice.id == _ROLE:
            self.described.emit(" ".join(self.field.query().split()))
        else:
            self.made.emit(" ".join(self.field.query().split()), choice.id.removeprefix(_NEW))

    def _show(self) -> None:
        labels = {label: (words, hue) for label, words, hue in self._labels}
        rows = []
        for one in self._people:
            words, hue = labels.get(one.label, (one.label, ""))
            aliases = ", ".join(one_line(alias, 60) for alias in one.aliases[:6])
            title, detail = one_line(one.name or one.role, 120) or _("unnamed"), one_line(one.role, 80)
            detail = " · ".join(filter(None, (detail if one.name else _("unnamed"), aliases)))
            words = f"✓ {words}" if one.id in self._there else words
            rows.append(Choice(_OLD + one.id, title, detail, words, hue))
        name = " ".join(self.field.query().split())
        if self._unnamed and fold(name) in fold(self._unnamed):
            new = _("Unnamed: “{words}”").format(words=one_line(self._unnamed, 80))
            same = any(not one.name and one.role == self._unnamed for one in self._people)
            row = Choice(_UNNAMED, new, _("add to the register, without a name"), fresh=True)
            rows.insert(len(rows) if same else 0, row)
        if name and not self._only_known:
            new = _("New: “{name}”").format(name=name)
            made = [Choice(_NEW + label, new, _("add to the register"), words, hue, fresh=True)
                    for label, words, hue in self._labels]  # fmt: skip
            if self.is_unnamed is not None and fold(name) != fold(self._unnamed):
                new = _("Unnamed: “{words}”").format(words=one_line(name, 80))
                row = Choice(_ROLE, new, _("add to the register, without a name"), fresh=True)
                made.insert(0 if self.is_unnamed(name) else len(made), row)
            rows += made
        self.show_choices(rows)
