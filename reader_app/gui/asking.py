"""The two popups of the desk: who is meant, and what is noted. They know which record they were opened for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect

from reader_app.core.model import Annotation, Referent, Span
from reader_app.core.naming import matches
from reader_app.core.people import is_unnamed
from reader_app.core.text import fold
from reader_app.gui.notes import NoteEditor
from reader_app.gui.people import PersonPicker
from reader_app.gui.theme import Theme
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
        people.is_unnamed = lambda words: is_unnamed(words, Span(0, len(words)), session.lexicon)
        people.queryChanged.connect(lambda query: people.set_candidates(self._candidates(query)))
        people.picked.connect(lambda referent: guarded(lambda: self._pick(referent)))
        people.made.connect(lambda name, label: guarded(lambda: self._make(name, label)))
        people.described.connect(lambda role: guarded(lambda: self._make("", "PER", role)))
        notes.written.connect(lambda note: guarded(lambda: session.set_note(self._note_for, note)))

    def person(self, record: str, *, more: bool = False) -> None:
        """Ask who is meant by `record`; `more` asks for one beside those who are there. Who is proposed comes first, so
        that Enter takes it."""
        annotation = self._session.here.annotation(record)
        self._person_for = record
        titles = {"entity": _("Who is meant?"), "quote": _("Who speaks?"), "claim": _("Who claims it?")}
        name, unnamed = self._session.new_speaker(record)
        found = self._candidates(name)
        if name:  # nobody has typed it: who only has these letters somewhere is not meant
            found = [one for one in found if _is_called(name, one)]
        there = self._there(annotation) if annotation.kind != "entity" else ()
        self._people.open_for(
            titles[annotation.kind], found, self._near(annotation), query=name, more=more, unnamed=unnamed, there=there
        )

    def set_theme(self, theme: Theme) -> None:
        self._people.set_theme(theme)

    def close(self) -> None:
        """Close both popups; what is written in the note is handed over."""
        self._notes.dismiss()
        self._people.dismiss()

    def note(self, annotation: Annotation) -> None:
        """Ask for the note of `annotation`."""
        self._note_for = annotation.id
        self._notes.open_for(annotation.note, self._near(annotation))

    def _candidates(self, query: str) -> list[Referent]:
        """Return the referents to choose from: who is proposed, who else is in the article, then the register's."""
        here = self._session.here
        named = {r for a in here.annotations() for r in a.referents}
        near = sorted(filter(None, map(here.referent, named)), key=lambda r: (r.label != "PER", r.name, r.role, r.id))
        found = [*self._session.proposed_people(self._person_for), *near]
        found = [r for r in found if any(matches(query, name) for name in (r.name or r.role, *r.aliases))]
        known = {r.id: r for r in found}
        for one in self._session.store.referents(query, _REGISTER):
            known.setdefault(one.id, one)
        return list(known.values())

    def _there(self, record: Annotation) -> list[str]:
        """Return whom `record` names, those that they were merged into."""
        return [one.id for r in record.referents if (one := self._session.here.referent(r)) is not None]

    def _pick(self, referent: str) -> None:
        beside = self._beside()
        if referent in self._there(self._session.here.annotation(self._person_for)) and beside:
            self.remove_person(self._person_for, referent)
        else:
            self._session.set_people(self._person_for, [*beside, referent])

    def _make(self, name: str, label: str, role: str = "") -> None:
        self._session.make_person(self._person_for, name, label, role=role, keep=self._beside())

    def _beside(self) -> tuple[str, ...]:
        record = self._session.here.annotation(self._person_for)
        return record.referents if self._people.adding and record.kind != "entity" else ()

    def remove_person(self, record: str, referent: str) -> None:
        """Take one of those away who are meant by `record`."""
        here = self._session.here
        kept = [r for r in here.annotation(record).referents if (known := here.referent(r)) and known.id != referent]
        self._session.set_people(record, kept)


def _is_called(name: str, referent: Referent) -> bool:
    """Return whether each word of `name` is a word of one name of `referent`, tone marks apart."""
    words = set(fold(name).split())
    return any(words <= set(fold(known).split()) for known in (referent.name, *referent.aliases))
