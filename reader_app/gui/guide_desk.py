"""The guidelines on the annotate desk: in the place of the article list, at the label of what is chosen."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader_app.gui.theme import LIGHT, Theme
from reader_app.resources import resource
from reader_app.words import language

if TYPE_CHECKING:
    from reader_app.core.scheme import Scheme
    from reader_app.gui.acts import Acts
    from reader_app.gui.division import Division
    from reader_app.gui.guide import Guide
    from reader_app.session import Session

_WIDTH = 340
_SCHEME = "vi-news"
"""The scheme that the shipped guidelines are about; of another one its own rules are shown."""


class GuideDesk(QObject):
    """Opens and closes the guidelines of `session`'s scheme in `splitter`, before everything else there."""

    toggled = Signal()
    left = Signal()  # the text is wanted again

    def __init__(self, session: Session, acts: Acts, division: Division) -> None:
        super().__init__(division)
        self._session, self._acts, self._division = session, acts, division
        self._theme = LIGHT
        self._filled: Scheme | None = None

    @cached_property
    def guide(self) -> Guide:
        """The sheet, made when it is first asked for."""
        from reader_app.gui.guide import Guide

        guide = Guide(self._division)
        guide.set_theme(self._theme)
        guide.closed.connect(self.close)
        guide.hide()
        sizes = self._division.sizes()
        self._division.insertWidget(0, guide)
        self._division.setStretchFactor(0, 1)
        self._division.setSizes([_WIDTH, *sizes])
        return guide

    @property
    def is_open(self) -> bool:
        return "guide" in self.__dict__ and not self.guide.isHidden()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if "guide" in self.__dict__:
            self.guide.set_theme(theme)

    def toggle(self) -> None:
        """Open the guidelines at the label of what is chosen, or close them."""
        if self.is_open:
            self.close()
            return
        self._division.keep()  # the guidelines take room of them
        self._fill()
        self.guide.show()
        self.toggled.emit()
        self.follow()

    def _fill(self) -> None:
        from reader_app.core.guidelines import chapters, read_guidelines

        scheme, sections = self._session.scheme, {}
        if scheme.id == _SCHEME:
            sections = read_guidelines(resource(f"guide/guidelines-{language()}.toml").read_text(encoding="utf-8"))
        self.guide.set_chapters(chapters(scheme, sections, language()))
        self._filled = scheme

    def close(self) -> None:
        if self.is_open:
            self.guide.hide()
            self.toggled.emit()
            self.left.emit()

    def follow(self) -> None:
        """Go to the label of what is chosen, where the guidelines are open."""
        if not self.is_open:
            return
        if self._session.scheme is not self._filled:  # a label was switched on or off
            self._fill()
        chosen = self._acts.record() or self._acts.offers.find(self._acts.offers.chosen)
        if chosen is not None:
            self.guide.go_to(f"{chosen.kind}.{chosen.label}")
