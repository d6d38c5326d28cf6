"""The short tour on the annotate desk: shown on our own first run and when somebody asks, closed for good."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader_app import preferences
from reader_app.core.model import KINDS, Annotation

if TYPE_CHECKING:
    from reader_app.gui.text_column import TextColumn
    from reader_app.gui.tour import Tour
    from reader_app.session import Session


class TourDesk(QObject):
    """Shows the tour below the text of `column`, and lets it see what is made."""

    def __init__(self, session: Session, column: TextColumn, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._column = session, column

    @cached_property
    def tour(self) -> Tour:
        """The card, made when it is first asked for."""
        from reader_app.gui.tour import Tour

        made = Tour(self._column)
        made.closed.connect(self.close)
        self._column.put_below(made)
        return made

    @property
    def is_open(self) -> bool:
        return "tour" in self.__dict__ and not self.tour.isHidden()

    def show(self) -> None:
        """Begin the tour, or go on to its next card."""
        if self.is_open:
            self.tour.go_on()
            return
        self.tour.restart()
        self.watch(opened=True)
        self.tour.show()

    def watch(self, *, opened: bool = False) -> None:
        """Let the tour see what there is now."""
        if not (self.is_open or opened):
            return
        records = self._session.mine() if self._session.sheet is not None else []
        counts = Counter(record.kind for record in records if _is_whole(record))
        self.tour.watch({kind: counts[kind] for kind in KINDS})

    def close(self) -> None:
        """Close the tour for good."""
        self.tour.hide()
        preferences.save(tour="done")

    def name_keys(self) -> None:
        if self.is_open:
            self.tour.name_keys()


def _is_whole(record: Annotation) -> bool:
    """Return whether a quote has its cue and its source; the card about quotes speaks of them too."""
    return record.kind != "quote" or None not in (record.span("cue"), record.span("source"))
