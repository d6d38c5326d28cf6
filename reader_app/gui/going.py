"""What Ctrl+K finds: actions, labels, articles, people, quotes, claims and notes. Nothing is looked up before somebody
types, and then beside the window's thread."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from reader_app.core.model import KINDS, Referent, Span
from reader_app.core.text import fold
from reader_app.gui.go_to import GoToBox
from reader_app.gui.key_sheet import words_of
from reader_app.gui.key_table import keys_in_use
from reader_app.gui.keys import shown
from reader_app.gui.picker import Choice
from reader_app.storage import ArticleFilter, Store
from reader_app.words import _, title

if TYPE_CHECKING:
    from reader_app.gui.seeker import Seeker
    from reader_app.session import Session
    from reader_app.storage import Hit

_FIRST, _ACTIONS, _LABELS, _PEOPLE, _HITS = 12, 12, 6, 6, 12
_FEW = 3
"""So many actions and labels stand before what the project holds, where somebody has typed."""
_TELLING = 3
"""Letters from which on names are looked up by how their words begin."""
_REST = 0.4
"""Seconds without a key after which nobody types on."""
_PATIENCE = 0.06
"""Seconds that the box waits for what the project holds; what takes longer comes below what is shown."""


class _Found(NamedTuple):
    """An answer: what the project holds for `query`, as far as it is known."""

    query: str
    people: list[Referent]
    hits: list[Hit]


class Going(QObject):
    """Fills the box from the session's project; says where to go."""

    article = Signal(str)
    hit = Signal(str, Span)  # article, words in its text
    record = Signal(str, str)  # article, annotation
    person = Signal(str)
    label = Signal(str)  # "kind/label"
    action = Signal(str)

    def __init__(self, session: Session, box: GoToBox) -> None:
        super().__init__(box)
        self._session = session
        self._box = box
        self._answered = ""
        self._hits: dict[str, Hit] = {}
        box.queryChanged.connect(self._search)
        box.picked.connect(self._go)

    @cached_property
    def _seeker(self) -> Seeker:
        from reader_app.gui.seeker import Seeker

        seeker = Seeker(self._session.store.path, self)
        seeker.answered.connect(self._show)
        return seeker

    def start(self) -> None:
        self._box.open_box(self._at_first())

    def stop(self) -> None:
        """Ask the project nothing any more: it is closed."""
        if "_seeker" in self.__dict__:
            self._seeker.stop()

    def _search(self, query: str) -> None:
        self._answered = ""
        if not query.strip():
            self._seeker.forget("going")
            self._box.show_choices(self._at_first())
            return

        from reader_app.gui.seeker import Pause

        names = self._session.store.known_names()

        def question(store: Store) -> Iterator[object]:
            store.take_names(names)
            # the names of a large register take a moment to be read for the first time
            people = _at_once(store, query) if names is not None else []
            found = _Found(query, people, store.search(query, _HITS, "articles"))
            yield found
            found = found._replace(hits=[*found.hits, *store.search(query, _HITS, "annotations")])
            yield found
            if len(people) < _PEOPLE:
                # whoever is meant with letters left out is looked for among all names, once the hand rests
                yield Pause(_REST)
                yield found._replace(people=_once([*people, *store.referents(query, _PEOPLE)]))

        self._seeker.ask("going", question)
        self._seeker.wait("going", _PATIENCE)
        if self._answered != query:
            self._box.show_choices([*self._actions(query), *self._labels(query)])

    def _show(self, _topic: str, found: _Found) -> None:
        own = [*self._actions(found.query), *self._labels(found.query)]
        self._hits = {f"{hit.kind}:{hit.record}": hit for hit in found.hits}
        held = [*map(self._person, found.people), *(self._choice(name, hit) for name, hit in self._hits.items())]
        # another answer to the same words only adds to what is shown
        self._box.show_choices([*own[:_FEW], *held, *own[_FEW:]], keep=self._answered == found.query)
        self._answered = found.query

    # what can be chosen

    def _at_first(self) -> list[Choice]:
        rows = self._session.store.first_rows(ArticleFilter(author=self._session.author), _FIRST)
        articles = [Choice(f"article:{row.id}", row.title or row.snippet, row.key, _("article")) for row in rows]
        return [*articles, *self._actions("")]

    def _actions(self, query: str) -> list[Choice]:
        found = []
        for action in keys_in_use().actions:
            words = words_of(action, self._session.scheme)
            if action.id != "go" and words and _starts(query, words):
                found.append(Choice(f"action:{action.id}", words, " ".join(map(shown, action.keys)), _("action")))
        return found[:_ACTIONS]

    def _labels(self, query: str) -> list[Choice]:
        scheme = self._session.scheme
        labels = [(kind, one) for kind in KINDS for one in scheme.labels_of(kind)]
        found = [
            Choice(f"label:{kind}/{one.id}", title(one.titles), _("Show articles with it"), _("label"), one.color)
            for kind, one in labels
            if _starts(query, f"{one.id} {title(one.titles)}")
        ]
        return found[:_LABELS]

    def _person(self, one: Referent) -> Choice:
        detail = " · ".join(filter(None, (one.role, *one.aliases[:4])))
        label = self._session.scheme.label("entity", one.label)
        return Choice(
            f"person:{one.id}", one.name or one.role or _("unnamed"), detail,
            title(label.titles) if label is not None else one.label, label.color if label is not None else "",
        )  # fmt: skip

    def _choice(self, name: str, hit: Hit) -> Choice:
        if hit.kind == "article":
            detail = hit.snippet if hit.span is not None else hit.key
            return Choice(name, hit.title or hit.snippet, detail, _("article"))
        kind = self._session.scheme.kind(hit.kind)  # type: ignore[arg-type]  # no article
        return Choice(name, hit.snippet, hit.title or hit.key, title(kind.titles))

    def _go(self, choice: str) -> None:
        kind, _sep, what = choice.partition(":")
        hit = self._hits.get(choice)
        if kind in ("action", "person", "label"):
            {"action": self.action, "person": self.person, "label": self.label}[kind].emit(what)
        elif hit is not None and hit.kind != "article":
            self.record.emit(hit.article, hit.record)
        elif hit is not None and hit.span is not None:
            self.hit.emit(what, hit.span)
        else:
            self.article.emit(what)


def _at_once(store: Store, query: str) -> list[Referent]:
    """Return who is called so, then who has names that begin so: a walk through all names is left for later."""
    if len(query.strip()) < _TELLING:  # so many have these letters that the first are found at once
        return store.referents(query, _PEOPLE)
    return _once([*store.find_name(query), *store.people_named(query, _PEOPLE)])


def _once(people: list[Referent]) -> list[Referent]:
    return list({one.id: one for one in people}.values())[:_PEOPLE]


def _starts(query: str, words: str) -> bool:
    """Return whether each word of `query` begins a word of `words`, tone marks apart."""
    known = fold(words).split()
    return all(any(one.startswith(asked) for one in known) for asked in fold(query).split())
