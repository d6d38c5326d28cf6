"""Keeps the article list in step with the project: only integers of every article, rows of those that are seen."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from reader_app.gui.article_list import ArticleList
from reader_app.storage import ArticleFilter

if TYPE_CHECKING:
    from reader_app.session import Session

_FIRST = 40
"""Rows that the first paint needs; the rest comes after it."""
_REST = 40
"""Milliseconds until then: with none, Qt lets the rest come before the paint."""


_ROW = 30
"""Milliseconds from an act to the row that tells its counts."""


class Shelf(QObject):
    """Fills `articles` from the session's project."""

    def __init__(self, session: Session, articles: ArticleList) -> None:
        super().__init__(articles)
        self._session = session
        self._articles = articles
        self._filter = ArticleFilter(author=session.author)
        self._seqs: list[int] | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._fill_rest)
        # the row of the open article follows once the key is on screen
        self._row = QTimer(self, singleShot=True, interval=_ROW)
        self._row.timeout.connect(self._bring_current)
        # stages are counted once the hand rests, not between two keys
        self._recount = QTimer(self, singleShot=True, interval=300)
        self._recount.timeout.connect(self._show_counts)
        articles.rowsWanted.connect(self._bring_rows)
        articles.filterChanged.connect(self._set_filter)

    def fill(self) -> None:
        """Show the first rows now, and every other as soon as the window has been painted."""
        rows = self._session.store.first_rows(self._filter, _FIRST)
        self._seqs = None
        self._articles.set_articles([row.seq for row in rows], rows)
        self._rest.start()

    def stop(self) -> None:
        """Ask the project nothing any more: it is closed."""
        self._rest.stop()
        self._recount.stop()
        self._row.stop()
        self._articles.rowsWanted.disconnect(self._bring_rows)
        self._articles.filterChanged.disconnect(self._set_filter)

    def _fill_rest(self) -> None:
        self._seqs = self._session.store.seqs(self._filter)
        self._articles.set_articles(self._seqs, [])
        self._show_counts()

    def _set_filter(self, text: str, stage: str) -> None:
        self._filter = ArticleFilter(text=text, stage=stage, author=self._session.author)
        self._fill_rest()
        self.refresh_current()

    def _bring_rows(self, seqs: list[int]) -> None:
        self._articles.add_rows(self._session.store.rows(self._filter, seqs))

    def _show_counts(self) -> None:
        store, author = self._session.store, self._session.author
        counts = store.stage_counts(author)
        midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        self._articles.set_counts(counts)
        self._articles.set_progress(
            counts.get("submitted", 0) + counts.get("approved", 0), counts["total"], store.made_since(author, midnight)
        )

    def set_current(self, article: str) -> None:
        seq = self._session.store.seq_of(article)
        if seq is not None:
            self._articles.set_current(seq)

    def refresh_current(self) -> None:
        """See to it that the row of the open article is up to date soon: its counts and its stage."""
        self._row.start()

    def _bring_current(self) -> None:
        sheet = self._session.sheet
        if sheet is None:
            return
        seq = self._session.store.seq_of(sheet.article.id)
        if seq is None:
            return
        for row in self._session.store.rows(self._filter, [seq]):
            self._articles.update_row(row)
        self._recount.start()

    def refresh(self) -> None:
        """Show what another window or program has written."""
        self._fill_rest()
        self.refresh_current()

    def first(self) -> str | None:
        rows = self._session.store.first_rows(self._filter, 1)
        return rows[0].id if rows else None

    def neighbour(self, step: int) -> str | None:
        """Return the article before (-1) or after (1) the open one in the list, or None at its end."""
        seq = self._seq()
        return None if seq is None else self._session.store.neighbour(self._filter, seq, step)

    def next_to_do(self) -> str | None:
        """Return the next article of the list that its author has not finished, or None where none is left behind."""
        seq = self._seq()
        return None if seq is None else self._session.store.next_to_do(self._filter, seq)

    def _seq(self) -> int | None:
        sheet = self._session.sheet
        return None if sheet is None else self._session.store.seq_of(sheet.article.id)
