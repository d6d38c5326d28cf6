"""The articles of the list: all their numbers at once, what a row says only for those that somebody looks at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from reader_app.gui.lists import Index
from reader_app.gui.plain import number, one_line
from reader_app.storage import ArticleRow
from reader_app.words import _, ngettext

_KEPT = 4000  # rows that are remembered; a screen shows a dozen


class ArticleModel(QAbstractListModel):
    """Article numbers in order. `data` looks nothing up: what has not come yet is None."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seqs: list[int] = []
        self._places: dict[int, int] | None = None
        self._rows: OrderedDict[int, ArticleRow] = OrderedDict()
        self._asked: set[int] = set()
        self._stale: set[int] = set()
        self.query = ""
        """The words that were searched for: what rows say of them is marked."""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default, a null index
        return 0 if parent.isValid() else len(self._seqs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.row(index.row())
            return words_of(row) if row is not None else "…"
        return None

    def row(self, place: int) -> ArticleRow | None:
        """Return what is known of the article in the row `place`."""
        return self._rows.get(self._seqs[place])

    def known(self, seq: int) -> ArticleRow | None:
        """Return what is known of the article `seq`."""
        return self._rows.get(seq)

    def seq(self, row: int) -> int:
        return self._seqs[row]

    def place(self, seq: int) -> int:
        """Return the row of the article `seq`, -1 where it is not in the list."""
        if self._places is None:
            self._places = {one: row for row, one in enumerate(self._seqs)}
        return self._places.get(seq, -1)

    def set_seqs(self, seqs: Sequence[int], rows: Iterable[ArticleRow]) -> None:
        """Show the articles `seqs` in this order; `rows` says what is known of them. What was known before is shown
        until it has been asked for again."""
        new = list(seqs)
        self._asked.clear()
        self._stale = set(self._rows)
        self._keep(rows)
        if new == self._seqs:
            return
        self.beginResetModel()
        self._seqs, self._places = new, None
        self.endResetModel()

    def forget(self) -> None:
        """Forget every row: they told of another search."""
        self._rows.clear()
        self._stale.clear()
        self._asked.clear()

    def add_rows(self, rows: Iterable[ArticleRow]) -> None:
        """Take in what rows say that were asked for, or that have changed."""
        for row in self._keep(rows):
            if (place := self.place(row.seq)) >= 0:
                self.dataChanged.emit(self.index(place), self.index(place))

    def missing(self, places: Iterable[int]) -> list[int]:
        """Return the numbers of the articles at `places` that must be asked for, each once."""
        wanted = [self._seqs[one] for one in places if 0 <= one < len(self._seqs)]
        wanted = [seq for seq in wanted if seq not in self._asked and (seq not in self._rows or seq in self._stale)]
        self._asked.update(wanted)
        return wanted

    def _keep(self, rows: Iterable[ArticleRow]) -> list[ArticleRow]:
        kept = list(rows)
        for row in kept:
            self._rows[row.seq] = row
            self._rows.move_to_end(row.seq)
            self._asked.discard(row.seq)
            self._stale.discard(row.seq)
        while len(self._rows) > _KEPT:
            self._rows.popitem(last=False)
        return kept


def title_of(row: ArticleRow) -> str:
    """Return what the article is called in the list: its title, else how it begins."""
    return one_line(row.title or row.snippet, 240)


def size_of(row: ArticleRow, order: str = "") -> str:
    """Return the key and the length of the article; its date too, where the list is in the `order` of dates."""
    length = ngettext("{count} character", "{count} characters", row.length).format(count=number(row.length))
    dated = [one_line(row.date, 20) or _("no date")] if order in ("newest", "oldest") else []
    return " · ".join([*dated, one_line(row.key, 80), length])


def hit_of(row: ArticleRow) -> str:
    """Return what a search has found in the article and where, "" where it was the title."""
    if row.hit is None:
        return ""
    where = {
        "note": _("Note: {words}"), "statement": _("Statement: {words}"), "person": _("Person: {words}"),
        "outlet": _("Outlet: {words}"), "byline": _("By: {words}"),
    }  # fmt: skip
    return where.get(row.hit.where, "{words}").format(words=one_line(row.hit.words))


def counts_of(row: ArticleRow) -> str:
    """Return how much is tagged."""
    entities = ngettext("{count} entity", "{count} entities", row.entities).format(count=number(row.entities))
    quotes = ngettext("{count} quote", "{count} quotes", row.quotes).format(count=number(row.quotes))
    claims = ngettext("{count} claim", "{count} claims", row.claims).format(count=number(row.claims))
    if row.entities or row.quotes or row.claims:
        return f"{entities} · {quotes} · {claims}"
    return _("not started") if row.stage == "todo" else _("nothing tagged")


def stage_title(stage: str) -> str:
    """Return what a stage is called."""
    titles = {
        "todo": _("To do"), "draft": _("In progress"), "set-aside": _("Set aside"), "submitted": _("Done"),
        "returned": _("Returned"), "approved": _("Approved"),
    }  # fmt: skip
    return titles.get(stage, stage)


def words_of(row: ArticleRow) -> str:
    """Return the row in one sentence, as assistive tools read it out."""
    parts = (title_of(row), hit_of(row), size_of(row), counts_of(row), stage_title(row.stage))
    return ", ".join(filter(None, parts))
