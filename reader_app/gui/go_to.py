"""Going to anything by a few letters (Ctrl+K)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from reader_app.gui.picker import Choice, Picker
from reader_app.words import _


class GoToBox(Picker):
    """What is found is given as Choices; the id of the one picked comes back."""

    picked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "goToBox", _("Article, words, person, label, action …"))

    def open_box(self, choices: Sequence[Choice]) -> None:
        """Show the box, empty, with `choices` to start from."""
        self.field.clear()
        self.show_choices(choices)
        self.open_with("", "", QRect())

    def picked_row(self, choice: Choice) -> None:
        self.picked.emit(choice.id)
