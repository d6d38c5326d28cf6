"""The register's page: who is in it, what is known of the chosen one, and all that this one says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QLabel, QSplitter, QVBoxLayout, QWidget

from reader_app.core.scheme import Scheme
from reader_app.gui.card_paint import text_height
from reader_app.gui.fields import flat_button
from reader_app.gui.flow import FlowBox, FlowLayout
from reader_app.gui.keys import key_name
from reader_app.gui.lists import RowList
from reader_app.gui.plain import number, plain
from reader_app.gui.register_fields import PersonFields
from reader_app.gui.register_filter import RegisterFilter
from reader_app.gui.register_rows import PeopleModel, PeoplePainter, SayingPainter, SayingsModel
from reader_app.gui.search_field import SearchField
from reader_app.gui.theme import Theme
from reader_app.words import _, ngettext

if TYPE_CHECKING:
    from reader_app.core.model import Referent
    from reader_app.storage import PersonRow, Saying

_AHEAD = 20  # rows beyond those in view that are asked for as well
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class _ListSearch(SearchField):
    """Up and Down move in a list while one types; Enter goes over to the next one."""

    stepped = Signal(int)
    entered = Signal()
    focusMoved = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focusMoved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focusMoved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ENTER:
            self.commit()
            self.entered.emit()
        elif key in _STEPS and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        ):  # fmt: skip
            self.stepped.emit(_STEPS[key])
        else:
            super().keyPressEvent(event)


class _SayingList(RowList):
    """Knows how far from the left it was clicked, in pixels."""

    pressed_at = 0.0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed_at = event.position().x()
        super().mousePressEvent(event)


class RegisterPage(QWidget):
    """Shows what it is given and says what somebody wants."""

    queryChanged = Signal(str)
    moreWanted = Signal()  # the next page of people
    chosen = Signal(str)  # a referent
    linesWanted = Signal(list)  # places of which the words are needed
    modeChosen = Signal(bool)  # whether mere mentions are listed as well
    wordsChanged = Signal(str)  # what is looked for in what somebody says
    opened = Signal(int)  # a place to go to
    takeOutAsked = Signal()
    hurried = Signal()  # what somebody says is wanted at once, not when the cursor rests
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("registerPage")
        self.setAccessibleName(_("Register"))
        self._fixed = False
        self.search = _ListSearch(self)
        self.search.setPlaceholderText(_("Find somebody: name, alias, two letters"))
        self.search.setAccessibleName(_("Find somebody in the register"))
        self.filter = RegisterFilter(self)
        self.people = RowList(self)
        self.people.setObjectName("registerPeople")
        self.people.setAccessibleName(_("People"))
        self._people = PeopleModel(self)
        self._people_painter = PeoplePainter(self.people, self._people)
        self.people.setModel(self._people)
        self.people.row_painter = self._people_painter
        self.fields = PersonFields(self)
        self.words = _ListSearch(self)
        self.words.setPlaceholderText(_("Find in what is said"))
        self.words.setAccessibleName(_("Find in what this person says"))
        self.sayings = _SayingList(self)
        self.sayings.setObjectName("registerSayings")
        self.sayings.setAccessibleName(_("What this person says"))
        self._sayings = SayingsModel(self)
        self._saying_painter = SayingPainter(self.sayings, self._sayings)
        self.sayings.setModel(self._sayings)
        self.sayings.row_painter = self._saying_painter
        self._lay_out()
        self._connect()
        self._fit()

    def _lay_out(self) -> None:
        self._hint = QLabel(self)
        self._show_hint()
        self._hint.setWordWrap(True)
        self._hint.setProperty("role", "muted")
        self._hint.setContentsMargins(16, 4, 16, 6)
        self._says = flat_button("", _("Quotes and claims"), "chip", self)
        self._all = flat_button("", _("All mentions"), "chip", self)
        group = QButtonGroup(self)
        for chip in (self._says, self._all):
            chip.setCheckable(True)
            group.addButton(chip)
        self._says.setChecked(True)
        self._take_out = flat_button("", _("Take out"), "link", self)
        self._take_out.hide()
        self._left, self._right = QWidget(self), QWidget(self)
        row = FlowBox(self._right)
        row.setAccessibleName(_("What is listed"))
        chips = FlowLayout(row, gap=4)
        self.words.setFixedWidth(24 * self.fontMetrics().averageCharWidth())
        for widget in (self._says, self._all, self.words, self._take_out):
            chips.addWidget(widget)
        for side, parts, edges in (
            (self._left, (self.search, self.filter, self.people), (14, 12, 8, 8)),
            (self._right, (self.fields, row, self.sayings), (14, 12, 12, 8)),
        ):
            column = QVBoxLayout(side)
            column.setContentsMargins(*edges)
            column.setSpacing(8)
            for part in parts:
                column.addWidget(part, 1 if isinstance(part, RowList) else 0)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        for side, stretch in ((self._left, 2), (self._right, 5)):
            splitter.addWidget(side)
            splitter.setStretchFactor(splitter.count() - 1, stretch)
        splitter.setSizes([330, 820])
        self._left.setMinimumWidth(200)
        self._right.setMinimumWidth(300)
        for before, after in pairwise((self._says, self._all, self.words, self._take_out, self.sayings)):
            QWidget.setTabOrder(before, after)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(splitter, 1)
        page.addWidget(self._hint)

    def _connect(self) -> None:
        self.search.queryChanged.connect(self.queryChanged)
        for search in (self.search, self.words):
            search.focusMoved.connect(self._show_hint)
        self.search.stepped.connect(self._step)
        self.search.entered.connect(self._enter_sayings)
        self.words.queryChanged.connect(self.wordsChanged)
        self.words.stepped.connect(lambda rows: _step_in(self.sayings, rows, self.words))
        self.words.entered.connect(self._enter_sayings)
        self.people.moved.connect(self._choose_row)
        self.people.clicked.connect(lambda index: self._choose_row(index.row()))
        self.people.entered.connect(lambda _row: self._enter_sayings())
        self.people.verticalScrollBar().valueChanged.connect(lambda _value: self._ask_for_more())
        self.fields.left.connect(lambda: self.people.setFocus(Qt.FocusReason.OtherFocusReason))
        self.sayings.clicked.connect(self._click_saying)
        self.sayings.doubleClicked.connect(lambda index: self._open_row(index.row()))
        self.sayings.entered.connect(self._open_row)
        self.sayings.verticalScrollBar().valueChanged.connect(lambda _value: self._ask_for_lines())
        self._says.clicked.connect(lambda: self.modeChosen.emit(False))  # noqa: FBT003  a signal's value
        self._all.clicked.connect(lambda: self.modeChosen.emit(True))  # noqa: FBT003
        self._take_out.clicked.connect(self.takeOutAsked)

    # state down

    def _show_hint(self) -> None:
        """Name the keys that work now: in a search letters are letters."""
        keys = _("Enter: to the text · Space: tick · X: take the ticked out · M: merge · /: find · Esc: back")
        if self.search.hasFocus() or self.words.hasFocus():
            keys = _("Up, Down: choose · Enter: to what is said · Esc: back")
        self._hint.setText(keys)

    def set_theme(self, theme: Theme) -> None:
        self._people_painter.theme = self._saying_painter.theme = theme
        for view in (self.people, self.sayings):
            view.viewport().update()

    def show_people(self, rows: Sequence[PersonRow], chosen: str, scheme: Scheme, *, whole: bool) -> None:
        """Show the first lines of the register, or of what was searched; the cursor goes to `chosen`, else to the
        first. Emits nothing."""
        self._people_painter.scheme = scheme
        self.filter.set_scheme(scheme)
        searching = bool(self.search.query().strip())
        self.filter.orders.setEnabled(not searching)  # whoever fits best comes first then
        self._people.set_rows(rows, whole=whole)
        some = searching or self.filter.kind
        self.people.hint = _("Nobody is found.") if some else _("Nobody is in the register yet.")
        row = self._people.row_of(chosen)
        self.people.set_row(row if row >= 0 else 0 if rows else -1)
        if row > 0:
            self.people.scrollTo(self._people.index(row))
        self.people.viewport().update()

    def add_people(self, rows: Sequence[PersonRow], *, whole: bool) -> None:
        """Add the next lines of the register."""
        self._people.add_rows(rows, whole=whole)

    def people_count(self) -> int:
        return len(self._people.rows)

    def current(self) -> str:
        """Return the referent that the cursor is on, "" for none."""
        row = self.people.row()
        return self._people.rows[row].referent.id if 0 <= row < len(self._people.rows) else ""

    def show_person(
        self, row: PersonRow | None, merged: Sequence[Referent], scheme: Scheme, *, fixed: bool = False
    ) -> None:
        """Show the fields of the chosen one; None where nobody is. `fixed`: they can only be read."""
        self._right.setVisible(row is not None)
        self._fixed = fixed
        if row is not None:
            self.fields.show_person(row.referent, merged, row.uses, scheme, fixed=fixed)

    def show_sayings(self, seqs: Sequence[int], counts: tuple[int, int] | None, scheme: Scheme, author: str) -> None:
        """Show these places; `counts` are how many quotes and claims and how many mentions there are, None where they
        are being looked up."""
        self._saying_painter.author = author
        kept = self._sayings.seqs[self.sayings.row()] if 0 <= self.sayings.row() < len(self._sayings.seqs) else -1
        place = self.sayings.verticalScrollBar().value() if list(seqs) == self._sayings.seqs else 0
        searching = bool(self.words.query().strip())
        self._sayings.set_seqs(seqs, scheme, whole=not searching)
        nothing = _("Nothing is found.") if searching else _("Nothing said is tagged yet.")
        self.sayings.hint = nothing if counts is not None else ""
        self.sayings.set_row(self._sayings.seqs.index(kept) if kept in self._sayings.seqs else 0 if seqs else -1)
        self.sayings.verticalScrollBar().setValue(place)
        for number_of, (chip, words) in enumerate(
            ((self._says, _("Quotes and claims")), (self._all, _("All mentions")))
        ):
            words = f"{words} {number(counts[number_of]) if counts is not None else '…'}"  # noqa: PLW2901
            chip.setText(plain(words))
            chip.setAccessibleName(words)
        self._show_ticks()
        self._ask_for_lines()

    def add_lines(self, sayings: Iterable[Saying]) -> None:
        """Take in what was asked for with `linesWanted`."""
        self._sayings.add(sayings)
        self.sayings.viewport().update()

    def ticked(self) -> list[int]:
        """Return the places that are ticked, else the one of the cursor."""
        row = self.sayings.row()
        return sorted(self._sayings.ticked) or ([self._sayings.seqs[row]] if 0 <= row < len(self._sayings.seqs) else [])

    def untick(self) -> None:
        self._sayings.ticked.clear()
        self._show_ticks()

    def saying(self, row: int) -> Saying | None:
        """Return what is known of a row."""
        return self._sayings.saying(row)

    def areas(self) -> list[QWidget]:
        """Return the areas that F6 goes round."""
        found: list[QWidget] = [self.search, self.people]
        return [*found, self.fields.texts["name"], self.sayings] if self._right.isVisible() else found

    # what somebody does

    def _step(self, rows: int) -> None:
        _step_in(self.people, rows, self.search)
        self._choose_row(self.people.row())

    def _choose_row(self, row: int) -> None:
        if 0 <= row < len(self._people.rows):
            self.people.viewport().update()
            self.chosen.emit(self._people.rows[row].referent.id)
            self._ask_for_more()

    def _enter_sayings(self) -> None:
        self.hurried.emit()
        if self._sayings.seqs:
            self.sayings.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_row(self, row: int) -> None:
        if 0 <= row < len(self._sayings.seqs):
            self.opened.emit(self._sayings.seqs[row])

    def _click_saying(self, index: QModelIndex) -> None:
        self.sayings.viewport().update()
        if self.sayings.pressed_at < self.fontMetrics().height() + 16:  # on the box
            self._tick(index.row())

    def _tick(self, row: int) -> None:
        if 0 <= row < len(self._sayings.seqs):
            self._sayings.tick(row)
            self._show_ticks()

    def _show_ticks(self) -> None:
        count = len(self._sayings.ticked)
        words = ngettext("Take {count} ticked out…", "Take {count} ticked out…", count).format(count=number(count))
        self._take_out.setText(plain(words) + "  X")
        self._take_out.setAccessibleName(words)
        self._take_out.setVisible(bool(count) and not self._fixed)
        self.sayings.viewport().update()

    def _ask_for_more(self) -> None:
        rows = self.people.visible_rows()
        if not self._people.whole and (rows.stop >= len(self._people.rows) or self.people.row() >= rows.stop):
            self.moreWanted.emit()

    def _ask_for_lines(self) -> None:
        rows = self.sayings.visible_rows() if self.sayings.isVisible() else range(0)
        around = range(max(0, rows.start - _AHEAD), max(rows.stop, 1) + _AHEAD)
        if wanted := self._sayings.missing(around):
            self.linesWanted.emit(wanted)

    def _fit(self) -> None:
        self.people.set_row_height(text_height(self.people.font(), 1, 0, 1) + 12)
        self.sayings.set_row_height(text_height(self.sayings.font(), 0, 2, 1) + 14)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask_for_lines()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = key_name(event)
        focus = self.focusWidget()
        if name == "Esc" and focus is self.words:
            self.words.clear()
            self.sayings.setFocus(Qt.FocusReason.OtherFocusReason)
        elif name == "Esc":
            self.left.emit()
        elif name == "Enter" and isinstance(focus, QAbstractButton):
            focus.click()
        elif name == "/" and self.sayings.hasFocus():
            self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.words.selectAll()
        elif name == "/":
            self.begin()
        elif name == "M" and self.current() and not self._fixed:
            self.fields.mergeAsked.emit()
        elif name == "X" and self._sayings.seqs and not self._fixed:
            self.takeOutAsked.emit()
        elif name == "Space" and self.sayings.hasFocus():
            self._tick(self.sayings.row())
        elif name == "Del" and self.current() and not self._fixed:
            self.fields.removeAsked.emit()
        elif name.startswith(("Ctrl+", "Alt+", "F")) or name in ("Shift+F6", "?"):
            event.ignore()  # what is for anywhere in the window
        else:
            event.accept()  # the other keys are for the text, which is not in view

    def clear_searches(self) -> None:
        """Forget what was searched for, of people and of what they say."""
        self.search.clear()
        self.words.clear()

    def begin(self, *, in_sayings: bool = False) -> None:
        """Put the focus into the search, or into what the chosen one says."""
        if in_sayings and self._sayings.seqs:
            self._enter_sayings()
            return
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()


def _step_in(view: RowList, rows: int, field: QWidget) -> None:
    """Move the cursor of `view` while somebody types in `field`, where a screen reader is told what it is on."""
    last = view.model().rowCount() - 1
    if last >= 0:
        row = max(0, min(last, view.row() + rows))
        index = view.model().index(row, 0)
        view.set_row(row)
        view.scrollTo(index)
        view.viewport().update()
        field.setAccessibleDescription(str(view.model().data(index)))
