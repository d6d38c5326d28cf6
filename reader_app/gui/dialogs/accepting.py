"""The preview of accepting many suggestions at once: which kinds, from which score, and each of them with its box."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QLocale, QModelIndex, QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QCheckBox, QDialog, QDoubleSpinBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reader_app.core.model import KINDS, Kind
from reader_app.gui.card_paint import draw_focus, fonts
from reader_app.gui.cards import Card
from reader_app.gui.dialogs.work import push_button
from reader_app.gui.lists import Index, RowList
from reader_app.gui.plain import decimal, number, plain
from reader_app.gui.suggestions import Sieve
from reader_app.gui.suggestions_words import kind_title
from reader_app.gui.theme import Theme
from reader_app.words import _, language, ngettext

_CERTAIN = 90
"""The score that is proposed, in hundredths: nine in ten of those are right."""
_BOX = 13


class AcceptDialog(QDialog):
    """Asks which of `cards`, one for each open suggestion, are to be accepted. Enter accepts, Space takes a row out."""

    wanted = Signal(list)  # ids of suggestions

    def __init__(self, cards: Sequence[Card], sieve: Sieve, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("acceptDialog")
        self.setWindowTitle(_("Accept suggestions"))
        self.setMinimumSize(460, 420)
        self.resize(640, 560)
        self._cards = tuple(cards)
        self._model = _Choice(self)
        self._least = QDoubleSpinBox(self)
        self._kinds: dict[Kind, QCheckBox] = {}
        self.list = _ChoiceList(self._model, theme, self)
        self.list.entered.connect(lambda _row: self.accept())
        self.list.toggled.connect(self._toggle)
        self._all = push_button("", self, "primary")
        body = QVBoxLayout(self)
        body.setContentsMargins(20, 18, 20, 16)
        body.setSpacing(10)
        body.addLayout(self._top(sieve))
        body.addWidget(self.list, 1)
        body.addLayout(self._foot())
        self.accepted.connect(lambda: self.wanted.emit(self.chosen()))
        self._sift()
        self.list.setFocus()

    def _top(self, sieve: Sieve) -> QHBoxLayout:
        top = QHBoxLayout()
        for kind in KINDS:
            count = sum(1 for card in self._cards if card.kind == kind)
            words = f"{kind_title(kind)} {number(count)}"
            box = QCheckBox(plain(words), self)
            box.setAccessibleName(words)
            box.setChecked(bool(count) and sieve.only in ("", kind))
            box.setEnabled(bool(count))
            box.clicked.connect(lambda _checked: self._sift())
            top.addWidget(box)
            self._kinds[kind] = box
        score = QLabel(_("Score from"), self)
        score.setBuddy(self._least)
        self._least.setAccessibleName(_("Score from"))
        self._least.setLocale(QLocale(language()))
        self._least.setRange(0.0, 1.0)
        self._least.setSingleStep(0.05)
        self._least.setDecimals(2)
        self._least.setValue(self._proposed(sieve))
        self._least.valueChanged.connect(lambda _value: self._sift())
        top.addStretch(1)
        top.addWidget(score)
        top.addWidget(self._least)
        return top

    def _foot(self) -> QHBoxLayout:
        hint = QLabel(_("Space takes a row out or in. One Ctrl+Z takes all of it back."), self)
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        cancel = push_button(_("Cancel"), self)
        cancel.clicked.connect(self.reject)
        self._all.setDefault(True)
        self._all.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(hint, 1)
        foot.addWidget(cancel)
        foot.addWidget(self._all)
        return foot

    def chosen(self) -> list[str]:
        """Return the ids of the suggestions that are to be accepted now."""
        return [card.id for card in self._model.cards if card.id not in self._model.out]

    def _proposed(self, sieve: Sieve) -> float:
        """Return the score to begin with: one that can be relied on, where any suggestion reaches it."""
        concerned = [card for card in self._cards if self._kinds[card.kind].isChecked()]
        shown = min((sieve.least(card.kind) for card in concerned), default=0)
        certain = max(shown, _CERTAIN)
        return (certain if any(round(card.score * 100) >= certain for card in concerned) else shown) / 100

    def _sift(self) -> None:
        least = round(self._least.value() * 100)
        kinds = {kind for kind, box in self._kinds.items() if box.isChecked()}
        self._model.set_cards(c for c in self._cards if c.kind in kinds and round(c.score * 100) >= least)
        self.list.hint = _("No suggestion reaches this score.")
        if self._model.cards and self.list.row() < 0:
            self.list.set_row(0)
        self._show_count()

    def _toggle(self, row: int) -> None:
        self._model.toggle(row)
        self._show_count()

    def _show_count(self) -> None:
        count = len(self.chosen())
        words = ngettext("Accept {count} suggestion", "Accept {count} suggestions", count).format(count=number(count))
        self._all.setText(plain(words))
        self._all.setAccessibleName(words)
        self._all.setEnabled(bool(count))

    def accept(self) -> None:
        if self.chosen():
            super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        event.accept()  # the window's keys are not for this box


class _Choice(QAbstractListModel):
    """The suggestions that are offered, and which of them were taken out."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.cards: list[Card] = []
        self.out: set[str] = set()

    def set_cards(self, cards: Iterable[Card]) -> None:
        self.beginResetModel()
        self.cards = list(cards)
        self.endResetModel()

    def toggle(self, row: int) -> None:
        self.out ^= {self.cards[row].id}
        self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default, a null index
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        card = self.cards[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return card.words
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Unchecked if card.id in self.out else Qt.CheckState.Checked
        return None


class _ChoiceList(RowList):
    """One line a suggestion: a box, the score, the label, the words."""

    toggled = Signal(int)

    def __init__(self, model: _Choice, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("acceptList")
        self.setAccessibleName(_("Suggestions to accept"))
        self.setModel(model)
        self._cards = model
        self._theme = theme
        self.row_painter = self
        self.set_row_height(QFontMetrics(self.font()).height() + 10)
        self.clicked.connect(lambda index: self.toggled.emit(index.row()))

    def paint(self, painter: QPainter, rect: QRect, font: QFont, row: int, *, hover: bool, focus: bool) -> None:
        card, theme = self._cards.cards[row], self._theme
        bold, body, small = fonts(font)
        metrics = QFontMetrics(body)
        baseline = rect.top() + (rect.height() + metrics.ascent() - metrics.descent()) / 2
        if hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft))
            painter.drawRoundedRect(rect, 6, 6)
        box = QRectF(rect.left() + 8, rect.top() + (rect.height() - _BOX) / 2, _BOX, _BOX)
        _draw_box(painter, box, theme, checked=card.id not in self._cards.out)
        painter.setFont(small)
        painter.setPen(QColor(theme.muted))
        painter.drawText(QPointF(box.right() + 10, baseline), decimal(card.score))
        left = box.right() + 10 + QFontMetrics(small).horizontalAdvance("0,000") + 6
        painter.setPen(theme.ink(card.hue))
        painter.setFont(bold)
        tag = QFontMetrics(bold).elidedText(card.tag, Qt.TextElideMode.ElideRight, 110)
        painter.drawText(QPointF(left, baseline), tag)
        left += max(QFontMetrics(bold).horizontalAdvance(tag), 62) + 10
        words = card.title if card.kind == "entity" else f"{card.title}: {card.body}"
        painter.setFont(body)
        painter.setPen(QColor(theme.text))
        room = max(0, round(rect.right() - left - 8))
        painter.drawText(QPointF(left, baseline), metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))
        if focus:
            draw_focus(painter, rect, theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.row() >= 0:
            self.toggled.emit(self.row())
        else:
            super().keyPressEvent(event)


def _draw_box(painter: QPainter, box: QRectF, theme: Theme, *, checked: bool) -> None:
    painter.setPen(QPen(QColor(theme.accent if checked else theme.muted), 1.2))
    painter.setBrush(QColor(theme.accent if checked else theme.surface))
    painter.drawRoundedRect(box, 3, 3)
    if checked:
        painter.setPen(QPen(QColor(theme.on_accent), 1.8))
        side = box.width()
        corners = ((0.24, 0.52), (0.43, 0.72), (0.78, 0.30))
        painter.drawPolyline([box.topLeft() + QPointF(x * side, y * side) for x, y in corners])
