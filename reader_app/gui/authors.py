"""Saying who works: somebody known in the project, or a new name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from reader_app.core.naming import matches
from reader_app.gui.picker import Choice, Picker
from reader_app.words import _


class AuthorBox(Picker):
    """The names of the project's authors, and whatever else is written."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "authorBox", _("Name of the author"))
        self._authors: tuple[str, ...] = ()

    def open_for(self, authors: Sequence[str], near: QRect) -> None:
        """Ask for one of `authors` or another."""
        self._authors = tuple(authors)
        self.field.clear()
        self.changed("")
        self.open_with(_("Who works?"), "", near)

    def changed(self, query: str) -> None:
        name = " ".join(query.split())
        known = [Choice(author, author) for author in self._authors if matches(query, author)]
        if name not in {"", *self._authors}:
            known.append(Choice(name, _("New: “{name}”").format(name=name), fresh=True))
        self.show_choices(known)

    def picked_row(self, choice: Choice) -> None:
        self.chosen.emit(choice.id)
