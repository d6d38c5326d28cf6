"""Keeps the article list in step with the project: only integers of every article, rows of those that are seen.

The first rows of a project come at once. Everything that looks at more than a screen of articles is asked for beside
the window's thread; the list stays as it is until the answer is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QRect, QTimer

from reader_app.core.model import KINDS, Span
from reader_app.gui.article_list import ArticleList
from reader_app.storage import ArticleFilter, ArticleRow, Store
from reader_app.words import title

if TYPE_CHECKING:
    from reader_app.gui.facets import Facets
    from reader_app.gui.filter_box import FilterBox
    from reader_app.gui.seeker import Seeker
    from reader_app.session import Session

_FIRST = 40
"""Rows that the first paint needs; the rest comes after it."""
_SEEN = 20
"""Rows of what somebody looks for that come first: more than a screen shows."""
_PAUSE = 0.05
"""Seconds between them and the search for all the others."""
_REST = 40
"""Milliseconds until then: with none, Qt lets the rest come before the paint."""
_ROW = 30
"""Milliseconds from an act to the row that tells its counts."""
_REGISTER = 1500
"""Milliseconds until the names of the register are read."""
_PATIENCE = 0.05
"""Seconds that a box waits for what it could show, before it opens without."""


class _Found(NamedTuple):
    """An answer: the articles of a list, all of them or (`is_whole`) the first."""

    seqs: list[int]
    rows: list[ArticleRow]
    is_whole: bool


class _Counts(NamedTuple):
    stages: dict[str, int]
    made_today: int


class Shelf(QObject):
    """Fills `articles` from the session's project."""

    def __init__(self, session: Session, articles: ArticleList) -> None:
        super().__init__(articles)
        self._session = session
        self._articles = articles
        self._filter = ArticleFilter(author=session.author)
        self._shown = self._filter
        """What the list shows; the filter's own articles may still be looked for."""
        self._seqs: list[int] | None = None
        self._opens_first = False
        self._people: dict[str, str] = {}
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._seek)
        # the row of the open article follows once the key is on screen
        self._stale: set[str] = set()  # articles whose rows are to be brought up to date
        self._row = QTimer(self, singleShot=True, interval=_ROW)
        self._row.timeout.connect(self._bring_current)
        # stages are counted once the hand rests, not between two keys
        self._recount = QTimer(self, singleShot=True, interval=300)
        self._recount.timeout.connect(lambda: self.seeker.ask("counts", self._counts))
        # the register is read ahead of the first name that somebody looks for
        self._register = QTimer(self, singleShot=True, interval=_REGISTER)
        self._register.timeout.connect(lambda: self.seeker.ask("names", lambda store: [store.names()]))
        articles.rowsWanted.connect(self._bring_rows)
        articles.filterChanged.connect(self._set_words)
        articles.firstAsked.connect(self._open_first)
        articles.facetsAsked.connect(self.ask_facets)
        articles.facetsCleared.connect(lambda: self._set_facet("clear="))

    @cached_property
    def seeker(self) -> Seeker:
        from reader_app.gui.seeker import Seeker

        seeker = Seeker(self._session.store.path, self)
        seeker.answered.connect(self._hear)
        seeker.failed.connect(self._seek_here)
        return seeker

    def fill(self) -> None:
        """Show the first rows now, and every other as soon as the window has been painted."""
        rows = self._session.store.first_rows(self._filter, _FIRST)
        self._seqs, self._shown = None, self._filter
        self._articles.set_articles([row.seq for row in rows], rows)
        self._rest.start()
        self._register.start()

    def stop(self) -> None:
        """Ask the project nothing any more: it is closed."""
        for timer in (self._rest, self._recount, self._row, self._register):
            timer.stop()
        if "seeker" in self.__dict__:
            self.seeker.stop()
        self._articles.rowsWanted.disconnect(self._bring_rows)
        self._articles.filterChanged.disconnect(self._set_words)

    # looking for articles

    def _set_words(self, text: str, stage: str) -> None:
        self._set(self._filter._replace(text=text, stage=stage))

    def _set(self, wanted: ArticleFilter) -> None:
        if wanted != self._filter:
            self._filter = wanted
            self._opens_first = False
            self._rest.stop()
            self._seek()

    def _seek(self) -> None:
        from reader_app.gui.seeker import Pause

        wanted, is_new = self._filter, self._filter != self._shown

        def question(store: Store) -> Iterator[object]:
            # words, and the order of the project, are followed one by one: the first articles are there at once
            if is_new and wanted.order != "changed":
                rows = store.first_rows(wanted, _SEEN)
                # words are found in notes and names too, which are not looked through for the first
                is_whole = len(rows) < _SEEN and not wanted.text
                if is_whole or len(rows) == _SEEN:
                    yield _Found([row.seq for row in rows], rows, is_whole=is_whole)
                    yield Pause(_PAUSE)
                if is_whole:
                    yield from self._counts(store)
                    return
            seqs = store.seqs(wanted)
            yield _Found(seqs, store.rows(wanted, seqs[:_SEEN]) if is_new else [], is_whole=True)
            yield from self._counts(store)

        self.seeker.ask("list", question)

    def _seek_here(self, topic: str, _error: Exception) -> None:
        """Look for the articles after all: the project cannot be opened a second time, or could not be read."""
        if topic == "list":
            seqs = self._session.store.seqs(self._filter)
            self._show(_Found(seqs, [], is_whole=True))

    def _counts(self, store: Store) -> Iterator[object]:
        midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        author = self._session.author
        yield _Counts(store.stage_counts(author), store.made_since(author, midnight))

    def _hear(self, _topic: str, answer: object) -> None:
        match answer:
            case _Found():
                self._show(answer)
            case _Counts():
                counts = answer.stages
                done = counts.get("submitted", 0) + counts.get("approved", 0)
                self._articles.set_counts(counts)
                self._articles.set_progress(done, counts["total"], answer.made_today)
            case (list(authors), list(outlets)):
                self.box.set_facets(self._facets()._replace(authors=authors, outlets=outlets))
            case _:
                self._session.store.take_names(answer)  # type: ignore[arg-type]  # names of the register

    def _show(self, found: _Found) -> None:
        if self._filter != self._shown:
            self._shown = self._filter
            self._articles.set_found(self._filter.text, self._filter.order, found.seqs, found.rows)
            self.refresh_current()
        else:
            self._articles.set_articles(found.seqs, found.rows)
        self._seqs = found.seqs if found.is_whole else None
        if self._opens_first and found.seqs:
            self._opens_first = False
            self._articles.open_first()

    def _open_first(self) -> None:
        """Open the first article that the words in the field find, once it is found."""
        if self._filter == self._shown:
            self._articles.open_first()
        else:
            self._opens_first = True

    # other filters

    @cached_property
    def box(self) -> FilterBox:
        from reader_app.gui.filter_box import FilterBox

        box = FilterBox(self._articles.window())
        box.picked.connect(self._set_facet)
        return box

    def ask_filter(self) -> None:
        """Go to the field of the list; from there, ask what else to filter and order by."""
        field = self._articles.filter
        if field.isVisible() and not field.hasFocus():
            field.setFocus()
            field.selectAll()
        else:
            self.ask_facets()

    def ask_facets(self) -> None:
        """Ask what to filter and order by."""
        field, window = self._articles.filter, self._articles.window()
        near = QRect(field.mapTo(window, field.rect().topLeft()), field.size()) if field.isVisible() else QRect()
        self.box.set_theme(self._articles.theme)
        self.box.open_for(self._filter, self._facets(), near)
        self.seeker.ask("facets", lambda store: [(store.authors(), store.outlets())])
        self.seeker.wait("facets", _PATIENCE)

    def show_label(self, label: str) -> None:
        """Show the articles with records of a label ("entity/PER") only."""
        self._take(self._filter._replace(label=label))

    def show_person(self, referent: str) -> None:
        """Show the articles in which somebody is named only."""
        found = self._session.store.referent(referent)
        if found is not None:
            self._people[referent] = found.name or found.role
            self._take(self._filter._replace(person=referent))

    def _facets(self) -> Facets:
        from reader_app.gui.facets import Facets

        scheme = self._session.scheme
        labels = [
            (f"{kind}/{one.id}", f"{one.id} {title(one.titles)}" if kind == "entity" else title(one.titles), one.color)
            for kind in KINDS
            for one in scheme.labels_of(kind)
        ]
        return Facets(labels, people=self._people)

    def _set_facet(self, choice: str) -> None:
        from reader_app.gui.facets import chosen

        self._take(chosen(self._filter, choice))

    def _take(self, wanted: ArticleFilter) -> None:
        from reader_app.gui.facets import words

        self._articles.set_facets(words(wanted, self._facets()))
        self._set(wanted)

    # rows

    def _bring_rows(self, seqs: list[int]) -> None:
        self._articles.add_rows(self._session.store.rows(self._shown, seqs))

    def set_current(self, article: str) -> None:
        seq = self._session.store.seq_of(article)
        if seq is not None:
            self._articles.set_current(seq)

    def refresh_current(self) -> None:
        """See to it that the row of the open article is up to date soon: its counts and its stage."""
        if (sheet := self._session.sheet) is not None:
            self._stale.add(sheet.article.id)
        self._row.start()

    def _bring_current(self) -> None:
        stale, self._stale = self._stale, set()  # with the one that was submitted and left in the same moment
        seqs = [seq for article in stale if (seq := self._session.store.seq_of(article)) is not None]
        for row in self._session.store.rows(self._shown, seqs) if seqs else ():
            self._articles.update_row(row)
        self._recount.start()

    def refresh(self) -> None:
        """Show what another window or program has written."""
        self._seek()
        self.refresh_current()

    def hit(self, seq: int) -> Span | None:
        """Return what the words that the list is filtered by have found in the text of the article at `seq`."""
        return self._articles.hit(seq)

    # the way through the list

    def first(self) -> str | None:
        rows = self._session.store.first_rows(self._filter, 1)
        return rows[0].id if rows else None

    def neighbour(self, step: int) -> str | None:
        """Return the article before (-1) or after (1) the open one in the list, or None at its end."""
        seq, store = self._seq(), self._session.store
        if seq is None:
            return None
        if self._seqs is None:  # the list is not whole yet
            return store.neighbour(self._shown, seq, step)
        return next((one for at in self._beyond(seq, step) if (one := store.article_id_of(at)) is not None), None)

    def next_to_do(self) -> str | None:
        """Return the next article of the list that its author has not finished, or None where none is left behind."""
        seq, store = self._seq(), self._session.store
        if seq is None:
            return None
        if self._seqs is None:
            return store.next_to_do(self._shown, seq)
        return store.first_open(self._session.author, [*self._beyond(seq, 1), *(s for s in self._seqs if s != seq)])

    def _beyond(self, seq: int, step: int) -> list[int]:
        """Return what follows `seq` in the list (or comes before it, nearest first)."""
        assert self._seqs is not None
        from reader_app.storage.listing import following

        return following(self._seqs, seq, step, is_ordered=not self._shown.order)

    def _seq(self) -> int | None:
        sheet = self._session.sheet
        return None if sheet is None else self._session.store.seq_of(sheet.article.id)
