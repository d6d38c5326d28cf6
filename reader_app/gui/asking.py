"""The two popups of the desk: who is meant, and what is noted. They know which record they were opened for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect

from reader_app.core.model import Annotation, Referent
from reader_app.core.naming import matches
from reader_app.gui.notes import NoteEditor
from reader_app.gui.people import PersonPicker
from reader_app.words import _

if TYPE_CHECKING:
    from reader_app.session import Session

_REGISTER = 40


class Asking(QObject):
    """Opens the popups with values of `session` and turns what they say into its acts.

    `guarded` does an act and says so where it cannot be done; `near` tells where a record is drawn.
    """

    def __init__(
        self,
        session: Session,
        people: PersonPicker,
        notes: NoteEditor,
        guarded: Callable[[Callable[[], object]], object],
        near: Callable[[Annotation], QRect],
    ) -> None:
        super().__init__(people)
        self._session = session
        self._people = people
        self._notes = notes
        self._near = near
        self._person_for = self._note_for = ""
        people.set_scheme(session.scheme)
        people.queryChanged.connect(lambda query: people.set_candidates(self._candidates(query)))
        people.picked.connect(lambda referent: guarded(lambda: self._pick(referent)))
        people.made.connect(lambda name, label: guarded(lambda: self._make(name, label)))
        notes.written.connect(lambda note: guarded(lambda: session.set_note(self._note_for, note)))

    def person(self, record: str, *, more: bool = False) -> None:
        """Ask who is meant by `record`; `more` asks for one beside those who are there."""
        annotation = self._session.here.annotation(record)
        self._person_for = record
        titles = {"entity": _("Who is meant?"), "quote": _("Who speaks?"), "claim": _("Who claims it?")}
        name = self._name_in(annotation)
        found = self._candidates(name)
        self._people.open_for(titles[annotation.kind], found, self._near(annotation), query=name, more=more)

    def close(self) -> None:
        """Close both popups; what is written in the note is handed over."""
        self._notes.dismiss()
        self._people.dismiss()

    def note(self, annotation: Annotation) -> None:
        """Ask for the note of `annotation`."""
        self._note_for = annotation.id
        self._notes.open_for(annotation.note, self._near(annotation))

    def _name_in(self, annotation: Annotation) -> str:
        """Return the name to start from: of the mention, or of the one entity inside the source; "" where somebody is
        named already."""
        if annotation.referents:
            return ""
        text = self._session.text
        if annotation.kind == "entity":
            return annotation.contents[0].of(text)
        source = annotation.span("source")
        if source is None:
            return ""
        inside = [a.contents[0] for a in self._session.mine("entity") if source.covers(a.contents[0])]
        if len(inside) == 1:
            return inside[0].of(text)
        # the name stands at the end, behind title and form of address: *Tổng thống Putin*
        words = source.of(text).split()
        at = len(words)
        while at and words[at - 1][0].isupper():
            at -= 1
        return " ".join(words[at:])

    def _candidates(self, query: str) -> list[Referent]:
        """Return the referents to choose from: those of the article first, then the register's."""
        here = self._session.here
        named = {r for a in here.annotations() for r in a.referents}
        near = [r for r in map(here.referent, sorted(named)) if r is not None]
        near = [r for r in near if any(matches(query, name) for name in (r.name, *r.aliases))]
        before = self._named_before(self._person_for)
        near.sort(key=lambda r: (r.id not in before, r.label != "PER", r.name))
        known = {r.id for r in near}
        return [*near, *(r for r in self._session.store.referents(query, _REGISTER) if r.id not in known)]

    def _named_before(self, record: str) -> tuple[str, ...]:
        """Return who speaks in the quote before `record`: speech that runs on is mostly still his."""
        quotes = [a for a in self._session.mine("quote") if a.referents or a.id == record]
        at = next((n for n, quote in enumerate(quotes) if quote.id == record), 0)
        return quotes[at - 1].referents if at else ()

    def _pick(self, referent: str) -> None:
        self._session.set_people(self._person_for, [*self._beside(), referent])

    def _make(self, name: str, label: str) -> None:
        self._session.make_person(self._person_for, name, label, keep=self._beside())

    def _beside(self) -> tuple[str, ...]:
        record = self._session.here.annotation(self._person_for)
        return record.referents if self._people.adding and record.kind != "entity" else ()

    def remove_person(self, record: str, referent: str) -> None:
        """Take one of those away who are meant by `record`."""
        here = self._session.here
        kept = [r for r in here.annotation(record).referents if (known := here.referent(r)) and known.id != referent]
        self._session.set_people(record, kept)
