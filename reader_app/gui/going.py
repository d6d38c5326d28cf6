"""What Ctrl+K finds: actions, articles and words in them, people. Nothing is looked up before somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader_app.core.text import fold
from reader_app.gui.actions import ACTIONS
from reader_app.gui.go_to import GoToBox
from reader_app.gui.key_sheet import words_of
from reader_app.gui.keys import shown
from reader_app.gui.picker import Choice
from reader_app.storage import ArticleFilter
from reader_app.words import _

if TYPE_CHECKING:
    from reader_app.session import Session

_ARTICLES, _ACTIONS = 12, 12


class Going(QObject):
    """Fills the box from the session's project; says where to go."""

    article = Signal(str)
    action = Signal(str)

    def __init__(self, session: Session, box: GoToBox) -> None:
        super().__init__(box)
        self._session = session
        self._box = box
        box.queryChanged.connect(self._search)
        box.picked.connect(self._go)

    def start(self) -> None:
        self._box.open_box(self._choices(""))

    def _search(self, query: str) -> None:
        self._box.show_choices(self._choices(query))

    def _choices(self, query: str) -> list[Choice]:
        return [*self._articles(query), *self._actions(query)]

    def _articles(self, query: str) -> list[Choice]:
        store = self._session.store
        flt = ArticleFilter(text=query, author=self._session.author)
        return [
            Choice(f"article:{row.id}", row.title or row.snippet, row.key, _("article"))
            for row in store.first_rows(flt, _ARTICLES)
        ]

    def _actions(self, query: str) -> list[Choice]:
        found = []
        for action in ACTIONS:
            words = words_of(action, self._session.scheme)
            if action.id != "go" and words and _starts(query, words):
                found.append(Choice(f"action:{action.id}", words, " ".join(map(shown, action.keys)), _("action")))
        return found[:_ACTIONS]

    def _go(self, choice: str) -> None:
        kind, _sep, what = choice.partition(":")
        if kind == "article":
            self.article.emit(what)
        else:
            self.action.emit(what)


def _starts(query: str, words: str) -> bool:
    """Return whether each word of `query` begins a word of `words`, tone marks apart."""
    known = fold(words).split()
    return all(any(one.startswith(asked) for one in known) for asked in fold(query).split())
