"""The boxes that open beside a record of the desk: who is meant, what is noted, what it is linked with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from reader_app.core.model import CLOSED, Annotation, Span
from reader_app.core.people import called
from reader_app.gui.acts import Acts
from reader_app.gui.plain import one_line
from reader_app.gui.reader import Reader
from reader_app.gui.theme import Theme
from reader_app.words import _

if TYPE_CHECKING:
    from reader_app.core.change import Sheet
    from reader_app.gui.asking import Asking
    from reader_app.gui.linking import Linker
    from reader_app.gui.links_field import LinkLine
    from reader_app.session import Session


class Boxes(QObject):
    """Opens each box for the record that `acts` is at. They lie over `desk` and are made when they are first asked for:
    the way to the first window does without them."""

    said = Signal(str)
    complained = Signal(str)

    def __init__(
        self, session: Session, acts: Acts, reader: Reader, desk: QWidget, theme: Theme,
        guarded: Callable[[Callable[[], object]], object],
    ) -> None:  # fmt: skip
        super().__init__(desk)
        self._session, self._acts, self._reader, self._desk = session, acts, reader, desk
        self._theme, self._guarded = theme, guarded
        self._proposed: dict[str, str] = {}
        self._proposed_on: Sheet | None = None

    @cached_property
    def asking(self) -> Asking:
        from reader_app.gui.asking import Asking
        from reader_app.gui.notes import NoteEditor
        from reader_app.gui.people import PersonPicker

        people = PersonPicker(self._desk)
        people.set_theme(self._theme)
        return Asking(self._session, people, NoteEditor(self._desk), self._guarded, self._near)

    @cached_property
    def linker(self) -> Linker:
        from reader_app.gui.linking import Linker

        linker = Linker(self._session, self._desk, self._guarded, self._near)
        linker.set_theme(self._theme)
        linker.said.connect(self.said)
        return linker

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for made in self._made():
            made.set_theme(theme)

    def close(self) -> None:
        """Close them all; what is being written is handed over."""
        for made in self._made():
            made.close()

    def _made(self) -> list[Asking | Linker]:
        return [self.__dict__[name] for name in ("asking", "linker") if name in self.__dict__]

    def _near(self, annotation: Annotation) -> QRect:
        rect = self._reader.span_rect(annotation.contents[0])
        return QRect(self._reader.viewport().mapTo(self._desk, rect.topLeft()), rect.size())

    def ask_person(self) -> None:
        """Ask who is meant by the record that a person is given to."""
        record = self._acts.person_owner()
        self._reader.reveal(Span(record.start, record.end))  # the open quote may be out of sight
        self.asking.person(record.id)

    def ask_note(self) -> None:
        """Ask for the note of the chosen record, else of the one under the caret."""
        record = self._target("note")
        if record is not None:
            self.asking.note(record)

    def ask_link(self) -> None:
        """Ask what the chosen record, else the one under the caret, is linked with."""
        record = self._target("link")
        if record is None:
            return
        if record.kind == "entity":  # the name under the caret; what it stands in is meant
            around = (a for a in self._acts.under(self._reader.caret()) if a.kind != "entity")
            record = next(around, record)
        self.linker.ask(record.id)

    def _target(self, action: str) -> Annotation | None:
        self._acts.offers.adopt(action)
        record = self._acts.target()
        if record is None:
            self.complained.emit(_("Choose a record first: click it, or press Space."))
        return record

    def proposed_for(self, record: str) -> str:
        """Return the name of whom is proposed for `record`, "" for nobody."""
        session = self._session
        if session.store.read_only or session.stage in CLOSED:
            return ""
        if session.sheet is not self._proposed_on:
            self._proposed_on, self._proposed = session.sheet, {}
        if record not in self._proposed:  # the card and the bar of keys ask, several times for one key
            one = session.speaker_proposed(record)
            self._proposed[record] = (one_line(called(one), 40) or _("unnamed")) if one is not None else ""
        return self._proposed[record]

    def links_of(self, record: str) -> Sequence[LinkLine]:
        """Return the links of `record` as lines of its card."""
        if next(self._session.here.links(record), None) is None:
            return ()
        from reader_app.gui.linking import link_lines

        return link_lines(self._session, record)

    def other_end(self, record: str, link: str) -> tuple[str, str]:
        """Return the article and the record at the other end of a link of `record`."""
        from reader_app.gui.linking import other_end

        return other_end(self._session, link, record)
