"""What a screen reader is told of the desk: the record that is chosen, those that the caret stands in, and what a key
has done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from reader_app.core.model import Annotation
from reader_app.gui.cards import card_of
from reader_app.gui.suggestions_words import suggestion_card
from reader_app.words import step_title

if TYPE_CHECKING:
    from reader_app.core.change import Step
    from reader_app.gui.desk import AnnotateDesk
    from reader_app.session import Session


class Spoken(QObject):
    """Follows `desk`. The text and the caret are read out by Qt; how the text is marked is drawn only, so it is said
    in the description of the reader, and announced where it changes. Without a screen reader it does nothing."""

    def __init__(self, session: Session, desk: AnnotateDesk) -> None:
        super().__init__(desk)
        self._session, self._desk = session, desk
        self._article = ""
        self._step: Step | None = None
        self._chosen = ""
        self._around: list[str] = []
        desk.choiceChanged.connect(self.follow)
        desk.reader.caretMoved.connect(lambda _position: self.follow())
        desk.saved.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Say what is new since the last time."""
        sheet = self._session.sheet
        if not QAccessible.isActive() or sheet is None:
            return
        entry, acts = self._session.history.undo, self._desk.acts
        step = entry.step if entry is not None else None
        chosen = acts.chosen or acts.offers.chosen
        around = self._desk.reader.records_at(self._desk.reader.caret())
        opened = sheet.article.id != self._article
        # an act clears what could be done again; undo and redo say themselves what they did
        said, about = [], []
        if step is not None and step is not self._step and self._session.history.redo is None and not opened:
            said.append(step_title(step))
            about = [change.record.id for change in step.changes]
        elif chosen == self._chosen and around != self._around:
            about = around
        said += self._words([chosen] if chosen != self._chosen else about)[:1]
        self._article, self._step, self._chosen, self._around = sheet.article.id, step, chosen, around
        description = "; ".join(self._words([chosen] if chosen else around))
        if self._desk.reader.accessibleDescription() != description:
            self._desk.reader.setAccessibleDescription(description)
        if said:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._desk.reader, ". ".join(said)))

    def _words(self, ids: list[str]) -> list[str]:
        """Return the annotations and suggestions `ids` in words, as their cards say them."""
        sheet, scheme = self._session.here, self._session.scheme
        words = []
        for one in ids:
            record, offer = sheet.get(one), self._desk.acts.offers.find(one)
            if isinstance(record, Annotation):
                words.append(card_of(record, sheet, scheme).words)
            elif offer is not None:
                words.append(suggestion_card(offer, sheet, scheme).words)
        return words
