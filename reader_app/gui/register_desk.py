"""The register at work: its page with values of the session, and what somebody does there as acts of the session."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtWidgets import QWidget

from reader_app.core.errors import ReaderError
from reader_app.core.model import Referent
from reader_app.core.people import called
from reader_app.gui.actions import ACTIONS
from reader_app.gui.people import PersonPicker
from reader_app.gui.plain import number, one_line
from reader_app.gui.register import RegisterPage
from reader_app.gui.theme import Theme
from reader_app.words import _, ngettext

if TYPE_CHECKING:
    from reader_app.session import Session

_PAGE = 200
_MANY = 1500
"""With more mentions than these, what somebody says is looked up once the cursor rests: it takes a tenth of a second
for ten thousand."""
_RESTS = 120
"""Milliseconds."""
_OFFERED = 40

_BESIDE = frozenset({"undo", "redo", "keys", "change-keys", "labels"})
"""Actions that are for the register too, beside those that are for anywhere in the window."""

Guard = Callable[[Callable[[], object]], object]


class RegisterDesk(QObject):
    """Shows and changes the register of `session`. `guarded` does an act and says so where it cannot be done."""

    said = Signal(str)
    wanted = Signal(str, str)  # an article and a record on it to show
    articlesWanted = Signal(str)  # those that name a referent
    left = Signal()

    def __init__(self, session: Session, parent: QWidget, guarded: Guard) -> None:
        super().__init__(parent)
        self._session = session
        self._guarded = guarded
        self.page = RegisterPage(parent)
        self.page.hide()
        self._person = ""
        self._entities = False
        self._went: frozenset[str] = frozenset()
        """Whom the record names that was gone to from here."""
        self._moved: list[str] = []
        self._rests = QTimer(self, singleShot=True, interval=_RESTS)
        self._rests.timeout.connect(lambda: guarded(self._show_sayings))
        self.merging = PersonPicker(self.page, only_known=True)
        self.splitting = PersonPicker(self.page)
        self._connect()
        session.subscribe(self._follow)

    def _connect(self) -> None:
        page, fields, guarded = self.page, self.page.fields, self._guarded
        page.queryChanged.connect(lambda _query: guarded(lambda: self._fill("")))
        page.filter.changed.connect(lambda: guarded(lambda: self._fill(self._person)))
        page.wordsChanged.connect(lambda _words: guarded(lambda: self._choose(self._person)))
        page.moreWanted.connect(lambda: guarded(self._more))
        page.chosen.connect(lambda referent: guarded(lambda: self._choose(referent)))
        page.linesWanted.connect(lambda seqs: guarded(lambda: page.add_lines(self._session.store.sayings(seqs))))
        page.modeChosen.connect(lambda entities: guarded(lambda: self._set_mode(entities)))
        page.opened.connect(lambda seq: guarded(lambda: self._open(seq)))
        page.takeOutAsked.connect(lambda: guarded(self._ask_split))
        page.hurried.connect(lambda: guarded(self._hurry))
        page.left.connect(self.left)
        fields.changed.connect(lambda name, value: self._change(fields.referent, name, value))
        fields.articlesAsked.connect(lambda: self.articlesWanted.emit(fields.referent))
        fields.mergeAsked.connect(lambda: guarded(self._ask_merge))
        fields.removeAsked.connect(lambda: guarded(self._remove))
        fields.separated.connect(lambda one: guarded(lambda: self._session.separate_person(one)))
        for picker, picked in ((self.merging, self._merge), (self.splitting, self._move)):
            picker.queryChanged.connect(lambda query, box=picker: box.set_candidates(self._candidates(query)))
            picker.picked.connect(lambda referent, act=picked: guarded(lambda: act(referent)))
        self.splitting.made.connect(lambda name, label: guarded(lambda: self._split(name, label)))

    @property
    def is_open(self) -> bool:
        return not self.page.isHidden()

    def set_theme(self, theme: Theme) -> None:
        for part in (self.page, self.merging, self.splitting):
            part.set_theme(theme)

    def open(self, referent: str = "") -> None:
        """Show the register, with `referent` chosen, or the one who was chosen last. Who comes back from the text that
        the register led to finds it as it was left."""
        back = self._person in self._went and (not referent or referent in self._went)
        self._went = frozenset()
        self.page.show()
        if not back:
            person = referent or self._person  # no search chooses the first of all
            self.page.clear_searches()
            self._person = person
        self._fill(self._person)
        self.page.begin(in_sayings=back)

    def take(self, action: str) -> bool:
        """Do what a key asks for while the register is in view; return whether the rest of the window has nothing to
        do with it: the keys of the text are not for a text that is out of sight."""
        if action in ("register", "leave"):
            self.left.emit()
        elif action == "find":
            self.page.begin()
        else:
            return action not in _BESIDE and not any(one.id == action and one.anywhere for one in ACTIONS)
        return True

    def close(self) -> None:
        """Hide the register; what was written is handed over."""
        self._rests.stop()
        self.page.fields.flush()
        self.page.hide()

    # state down

    def _follow(self) -> None:
        """The state has moved: show it, where the register is in view."""
        if self.is_open:
            self._guarded(lambda: self._fill(self._person))

    def _fill(self, chosen: str) -> None:
        store, query = self._session.store, self.page.search.query()
        limit = max(_PAGE, self.page.people_count() if not query else 0)
        shown = self.page.filter.shown()
        rows = store.people(query, limit=limit, shown=shown)
        whole = len(rows) < _PAGE
        if chosen and (row := store.person(chosen)) is not None:
            chosen = row.referent.id
            if not query and shown.fits(row.referent) and all(one.referent.id != chosen for one in rows):
                rows = [row, *rows]
        self.page.show_people(rows, chosen, self._session.scheme, whole=whole)
        self._choose(self.page.current())

    def _more(self) -> None:
        query, count = self.page.search.query(), self.page.people_count()
        rows = self._session.store.people(query, offset=count, limit=_PAGE, shown=self.page.filter.shown())
        self.page.add_people(rows, whole=len(rows) < _PAGE)

    def _choose(self, referent: str, *, rested: bool = False) -> None:
        session = self._session
        row = session.store.person(referent) if referent else None
        if referent != self._person:
            self.page.untick()
        else:
            rested = True  # what is in view stays in view
        self._person = referent
        merged = session.store.merged_into(referent) if row is not None else ()
        self.page.show_person(row, merged, session.scheme, fixed=session.store.read_only)
        if row is not None and row.uses > _MANY and not rested:
            self.page.show_sayings((), None, session.scheme, session.author)
            self._rests.start()
        elif row is not None:
            self._show_sayings()

    def _show_sayings(self) -> None:
        session = self._session
        self._rests.stop()
        places = session.mentions_of(self._person, entities=True, words=self.page.words.query())
        said = [place.seq for place in places if place.kind != "entity"]
        shown = [place.seq for place in places] if self._entities else said
        self.page.show_sayings(shown, (len(said), len(places)), session.scheme, session.author)

    def _hurry(self) -> None:
        if self._rests.isActive():
            self._show_sayings()

    def _set_mode(self, entities: bool) -> None:  # noqa: FBT001  a slot
        self._entities = entities
        self._choose(self._person, rested=True)

    # intents up

    def _change(self, referent: str, name: str, value: str) -> None:
        self._guarded(lambda: self._session.change_person(referent, **{name: value}))
        if self.is_open:  # also where it was refused: the field goes back to what is true
            self._guarded(lambda: self._choose(self._person))

    def _open(self, seq: int) -> None:
        for one in self._session.store.sayings([seq]):
            self._went = frozenset(referent for referent, _name in one.people)
            self.wanted.emit(one.article, one.id)

    def _name(self) -> str:
        row = self._session.store.person(self._person)
        return one_line(called(row.referent), 80) if row is not None else ""

    def _candidates(self, query: str) -> list[Referent]:
        """Return who else is in the register; those of the same type first, others cannot be merged with. Before
        somebody types, those come first who share a name, or its last word."""
        store = self._session.store
        person = store.referent(self._person)
        found = store.referents(query, _OFFERED)
        if not query and person is not None:
            names = [one for one in (person.name, *person.aliases) if one]
            alike = [
                one for words in (*names, *(one.split()[-1] for one in names)) for one in store.people_named(words)
            ]
            found = [*alike, *found]
        others = {one.id: one for one in found if one.id != self._person}
        return sorted(others.values(), key=lambda one: person is not None and one.label != person.label)[:_OFFERED]

    def _ask_merge(self) -> None:
        self.page.fields.flush()
        title = _("“{name}” is the same as …").format(name=self._name() or _("unnamed"))
        corner = self.page.fields.merge
        near = QRect(corner.mapTo(self.page, corner.rect().topLeft()), corner.size())
        self.merging.set_scheme(self._session.scheme)
        self.merging.open_for(title, self._candidates(""), near)

    def _merge(self, into: str) -> None:
        gone, name = self._person, self._name()
        self._person = into  # whom the page is to show once the state has moved
        try:
            self._session.merge_people(gone, into)
        except ReaderError:
            self._person = gone
            raise
        self.page.clear_searches()
        self._fill(into)
        self.said.emit(_("“{name}” is now “{other}”. Ctrl+Z takes it back.").format(name=name, other=self._name()))

    def _remove(self) -> None:
        self._session.remove_person(self._person)

    def _ask_split(self) -> None:
        self._moved = [one.id for one in self._session.store.sayings(self.page.ticked())]
        if not self._moved:
            return
        count = len(self._moved)
        title = ngettext(
            "Who is it in {count} place, if not “{name}”?", "Who is it in {count} places, if not “{name}”?", count
        ).format(count=number(count), name=self._name() or _("unnamed"))
        self.splitting.set_scheme(self._session.scheme)
        self.splitting.open_for(title, self._candidates(""), QRect(), more=True)

    def _move(self, to: str) -> None:
        self._session.move_mentions(self._person, self._moved, to)
        self._say_moved()

    def _split(self, name: str, label: str) -> None:
        self._session.split_person(self._person, self._moved, name, label)
        self._say_moved()

    def _say_moved(self) -> None:
        self.page.untick()
        count = len(self._moved)
        words = ngettext("Took {count} place out.", "Took {count} places out.", count).format(count=number(count))
        self.said.emit(words)
