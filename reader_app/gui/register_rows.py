"""The two lists of the register: who is in it, and what somebody says. Their models, and how a row is painted."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from reader_app.core.scheme import Scheme
from reader_app.gui.card_paint import PAD, draw_focus, draw_lines, fonts
from reader_app.gui.link_words import kind_and_label, label_of, stance_of
from reader_app.gui.lists import Index, RowList
from reader_app.gui.plain import number, one_line
from reader_app.gui.theme import LIGHT, Theme
from reader_app.words import _, ngettext, title

if TYPE_CHECKING:
    from reader_app.storage import PersonRow, Saying

_KEPT = 2000  # lines that are remembered; a screen shows a dozen


def name_of(row: PersonRow) -> str:
    """Return what somebody is called in the list: the name, else the role, else words of the text."""
    words = row.referent.name or row.referent.role or (f"“{row.sample}”" if row.sample else "")
    return one_line(words, 200) or _("unnamed")


def uses_of(row: PersonRow) -> str:
    """Return how often somebody is named."""
    return ngettext("{count} mention", "{count} mentions", row.uses).format(count=number(row.uses))


class PeopleModel(QAbstractListModel):
    """Lines of the register, page by page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[PersonRow] = []
        self.whole = False
        """Whether there is no further page."""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default, a null index
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.rows[index.row()]
        return ", ".join(filter(None, (name_of(row), row.referent.label, uses_of(row), row.referent.role)))

    def row_of(self, referent: str) -> int:
        return next((n for n, row in enumerate(self.rows) if row.referent.id == referent), -1)

    def set_rows(self, rows: Sequence[PersonRow], *, whole: bool) -> None:
        self.beginResetModel()
        self.rows, self.whole = list(rows), whole
        self.endResetModel()

    def add_rows(self, rows: Sequence[PersonRow], *, whole: bool) -> None:
        self.whole = whole
        if rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows += rows
            self.endInsertRows()


class SayingsModel(QAbstractListModel):
    """Places in order; `data` looks nothing up: what has not come yet is None. Some of them are ticked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.seqs: list[int] = []
        self.ticked: set[int] = set()
        self.scheme: Scheme | None = None
        self._known: OrderedDict[int, Saying] = OrderedDict()
        self._asked: set[int] = set()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default, a null index
        return 0 if parent.isValid() else len(self.seqs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        saying = self.saying(index.row())
        if saying is None or self.scheme is None:
            return "…"
        ticked = _("ticked") if saying.seq in self.ticked else ""
        stance = stance_of(saying, self.scheme)
        place = (saying.date, saying.outlet, saying.title)
        return ", ".join(filter(None, (ticked, *place, kind_and_label(saying, self.scheme), stance, saying.words)))

    def saying(self, row: int) -> Saying | None:
        return self._known.get(self.seqs[row]) if 0 <= row < len(self.seqs) else None

    def set_seqs(self, seqs: Sequence[int], scheme: Scheme, *, whole: bool) -> None:
        """Show these places; what was known of them is asked for anew. `whole`: there are no others, and what is ticked
        is one of them."""
        self.beginResetModel()
        self.seqs, self.scheme = list(seqs), scheme
        if whole:
            self.ticked &= set(seqs)
        self._known.clear()
        self._asked.clear()
        self.endResetModel()

    def missing(self, rows: Iterable[int]) -> list[int]:
        """Return the places of `rows` of which nothing is known and nothing was asked yet."""
        wanted = [self.seqs[row] for row in rows if 0 <= row < len(self.seqs)]
        wanted = [seq for seq in wanted if seq not in self._known and seq not in self._asked]
        self._asked.update(wanted)
        return wanted

    def add(self, sayings: Iterable[Saying]) -> None:
        for one in sayings:
            self._known[one.seq] = one
            self._asked.discard(one.seq)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)

    def tick(self, row: int) -> None:
        """Tick the row, or no longer."""
        self.ticked ^= {self.seqs[row]}


class PeoplePainter:
    """A name with its label, and below it how often it is named, its role and aliases."""

    theme: Theme = LIGHT

    def __init__(self, view: RowList, model: PeopleModel) -> None:
        self._view, self._model = view, model
        self.scheme: Scheme | None = None

    def paint(self, painter: QPainter, rect: QRect, font: QFont, row: int, *, hover: bool, focus: bool) -> None:
        one, theme = self._model.rows[row], self.theme
        bold, _body, small = fonts(font)
        chosen = self._view.row() == row
        if chosen or hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft if chosen else theme.surface))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 6, 6)
        if focus:
            draw_focus(painter, rect.adjusted(1, 1, -1, -1), theme)
        inside = rect.adjusted(PAD, 5, -PAD, -5)
        metrics, fine = QFontMetrics(bold), QFontMetrics(small)
        baseline = inside.top() + metrics.ascent()
        label = self.scheme.label("entity", one.referent.label) if self.scheme is not None else None
        tag = one.referent.label
        room = inside.width() - fine.horizontalAdvance(tag) - 8
        painter.setFont(small)
        painter.setPen(theme.ink(label.color) if label is not None else QColor(theme.muted))
        painter.drawText(QPointF(inside.left() + room + 8, baseline), tag)
        role = one.referent.role if one.referent.name else _("unnamed")
        detail = " · ".join(filter(None, (uses_of(one), one_line(role, 80), *map(one_line, one.referent.aliases[:6]))))
        painter.setPen(QColor(theme.text if chosen else theme.muted))
        detail = fine.elidedText(detail, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(QPointF(inside.left(), inside.top() + metrics.height() + 2 + fine.ascent()), detail)
        painter.setFont(bold)
        painter.setPen(QColor(theme.text if one.referent.name else theme.muted))
        painter.drawText(
            QPointF(inside.left(), baseline), metrics.elidedText(name_of(one), Qt.TextElideMode.ElideRight, room)
        )


class SayingPainter:
    """Date, article and type of what is said, and two lines of its words; a box to tick in front."""

    theme: Theme = LIGHT

    def __init__(self, view: RowList, model: SayingsModel) -> None:
        self._view, self._model = view, model
        self.author = ""

    def paint(self, painter: QPainter, rect: QRect, font: QFont, row: int, *, hover: bool, focus: bool) -> None:
        one, theme, scheme = self._model.saying(row), self.theme, self._model.scheme
        _bold, body, small = fonts(font)
        frame = rect.adjusted(1, 1, -1, -1)
        if self._view.row() == row or hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft if self._view.row() == row else theme.surface))
            painter.drawRoundedRect(QRectF(frame), 6, 6)
        if focus:
            draw_focus(painter, frame, theme)
        if one is None or scheme is None:
            return
        fine = QFontMetrics(small)
        side = fine.ascent()
        inside = rect.adjusted(PAD, 6, -PAD, -6)
        self._draw_box(
            painter, QRectF(inside.left(), inside.top() + 1, side, side), ticked=one.seq in self._model.ticked
        )
        inside.adjust(side + 10, 0, 0, 0)
        baseline = inside.top() + fine.ascent()
        label, hue = label_of(one, scheme)
        theirs = _("by {author}").format(author=one_line(one.author, 30)) if one.author != self.author else ""
        kind = title(scheme.kind(one.kind).titles)
        tag = " · ".join(filter(None, (theirs, kind, label, stance_of(one, scheme))))
        tag = fine.elidedText(tag, Qt.TextElideMode.ElideRight, inside.width() // 2)
        room = inside.width() - fine.horizontalAdvance(tag) - 10
        painter.setFont(small)
        painter.setPen(theme.ink(hue))
        painter.drawText(QPointF(inside.left() + room + 10, baseline), tag)
        place = " · ".join(filter(None, (one.date or _("no date"), one_line(one.outlet, 40), one_line(one.title, 120))))
        painter.setPen(QColor(theme.muted))
        painter.drawText(QPointF(inside.left(), baseline), fine.elidedText(place, Qt.TextElideMode.ElideRight, room))
        below = inside.adjusted(0, fine.height() + 2, 0, 0)
        draw_lines(painter, below, one_line(one.words, 600), body, QColor(theme.text), 2)

    def _draw_box(self, painter: QPainter, box: QRectF, *, ticked: bool) -> None:
        theme = self.theme
        painter.setPen(QPen(QColor(theme.accent if ticked else theme.muted), 1.2))
        painter.setBrush(QColor(theme.accent) if ticked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6), 3, 3)
        if ticked:
            painter.setPen(QPen(QColor(theme.on_accent), 1.8))
            left, top, side = box.left(), box.top(), box.width()
            painter.drawPolyline([
                QPointF(left + side * 0.25, top + side * 0.52), QPointF(left + side * 0.44, top + side * 0.72),
                QPointF(left + side * 0.76, top + side * 0.3),
            ])  # fmt: skip
