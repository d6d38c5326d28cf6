"""Choosing what the list of articles is filtered and ordered by."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from reader_app.gui.facets import Facets, choices
from reader_app.gui.picker import Choice, Picker
from reader_app.storage import ArticleFilter
from reader_app.words import _


class FilterBox(Picker):
    """A few letters and Enter: a label, an author, an outlet, a date, an order. Chosen again it no longer holds."""

    picked = Signal(str)  # a choice of `facets`

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "filterBox", _("Label, author, outlet, 2019, 1/2019 …"))
        self._filter, self._facets = ArticleFilter(), Facets()

    def open_for(self, wanted: ArticleFilter, facets: Facets, near: QRect) -> None:
        """Ask what to filter by, below `near`; `wanted` is what holds now."""
        self._filter, self._facets = wanted, facets
        self.field.clear()
        self.show_choices(choices(wanted, facets, ""))
        self.open_with(_("Filter and order the articles"), "", near)

    def set_facets(self, facets: Facets) -> None:
        """Take in what is known by now."""
        self._facets = facets
        self.show_choices(choices(self._filter, facets, self.field.query()), keep=True)

    def changed(self, query: str) -> None:
        self.show_choices(choices(self._filter, self._facets, query))
        super().changed(query)

    def picked_row(self, choice: Choice) -> None:
        self.picked.emit(choice.id)
