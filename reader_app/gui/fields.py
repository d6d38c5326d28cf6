"""The fields of an open card. Each shows a value that it is given and says what somebody wants instead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFont,
    QFontMetrics,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QWidget,
)

from reader_app.gui.card_paint import fonts
from reader_app.gui.flow import FlowLayout
from reader_app.gui.key_table import key_of, with_key
from reader_app.gui.plain import one_line, plain, tip
from reader_app.gui.text_fields import ElidedLabel
from reader_app.words import _

Option = tuple[str, str]
"""An id and its title."""

_CHIP_LETTERS = 29  # titles of a choice that together are no longer than this stand side by side
# what the style sheet leaves to the left and right of the words of these roles
_TIGHT = {"choice": 12, "key": 12, "person": 14, "danger": 14, "chip": 24, "pill": 12}
_ARROW = 12  # more to the right of a choice that opens a menu


class _FlatButton(QToolButton):
    """As wide as its words, also when they turn bold: Qt would add two blanks."""

    def setMenu(self, menu: QMenu) -> None:
        super().setMenu(menu)
        self.setProperty("opens", True)  # noqa: FBT003  Qt's own order; the style sheet makes room for an arrow

    def _edges(self) -> int | None:
        """Return the pixels to the left and right of the words; None where the style sheet says it."""
        role = str(self.property("role"))
        if role not in _TIGHT:
            return None
        return _TIGHT[role] + (_ARROW if role == "choice" and self.menu() is not None else 0)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        edges = self._edges()
        if edges is None:
            return size
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.Bold)
        width = QFontMetrics(bold).horizontalAdvance(self.text().replace("&&", "&"))
        return QSize(max(width, 8) + edges, size.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        edges = self._edges()
        if edges is None or self.width() >= self.sizeHint().width():
            super().paintEvent(event)
            return
        # 14 ms that the way to the first window does not spend
        from PySide6.QtWidgets import QStyle, QStyleOptionToolButton, QStylePainter

        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        words = self.text().replace("&&", "&")
        # Qt would cut the words at both ends
        option.text = plain(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self.width() - edges))
        QStylePainter(self).drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)


def flat_button(words: str, name: str, role: str, parent: QWidget | None = None) -> QToolButton:
    """Return a button that shows `words` and is called `name` by assistive tools."""
    button = _FlatButton(parent)
    button.setText(plain(words))
    button.setAccessibleName(name)
    button.setProperty("role", role)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


def _set_look(widget: QWidget, name: str, *, on: bool) -> None:
    """Set a property that the style sheet asks for."""
    if widget.property(name) != on:
        widget.setProperty(name, on)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class ChoiceField(QWidget):
    """One of a few values: chips side by side where their titles are short, else a button with a menu."""

    picked = Signal(str)

    def __init__(
        self, name: str, options: Sequence[Option], parent: QWidget | None = None, *, others: Sequence[Option] = ()
    ) -> None:
        """`others` are values that may be there but are not offered."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._options = tuple(options)
        self._titles = dict((*others, *options))
        self._value: str | None = None
        self._chips: dict[str, QToolButton] = {}
        self._menu: QToolButton | None = None
        self._actions: dict[str, QAction] = {}
        row = FlowLayout(self, gap=2)
        if sum(len(words) for _id, words in options) <= _CHIP_LETTERS:
            group = QButtonGroup(self)
            for option, words in options:
                chip = flat_button(words, f"{name}: {words}", "choice", self)
                chip.setCheckable(True)
                chip.clicked.connect(lambda _checked=False, value=option: self._pick(value))
                group.addButton(chip)
                row.addWidget(chip)
                self._chips[option] = chip
        else:
            self._menu = flat_button("", name, "choice", self)
            self._menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            menu = QMenu(self._menu)
            for option, words in options:
                action = menu.addAction(plain(words))
                action.setCheckable(True)
                action.triggered.connect(lambda _checked=False, value=option: self._pick(value))
                self._actions[option] = action
            self._menu.setMenu(menu)
            row.addWidget(self._menu)

    def value(self) -> str:
        """Return the id of the value that is shown."""
        return self._value or ""

    def set_value(self, value: str, *, computed: bool = False) -> None:
        """Show `value`; `computed` says that no person has set it."""
        self._value = value
        hint = _("computed") if computed else _("set by you")
        self.setAccessibleDescription(hint)
        words = self._titles.get(value, value)
        for option, chip in self._chips.items():
            chip.setChecked(option == value)
            chip.setToolTip(hint if option == value else "")
            _set_look(chip, "computed", on=computed and option == value)
        for option, action in self._actions.items():
            action.setChecked(option == value)
        if self._menu is not None and self._menu.text() != plain(words):
            self._menu.setText(plain(words))
            self._menu.setAccessibleName(f"{self.accessibleName()}: {words}")
        if self._menu is not None:
            self._menu.setToolTip(hint)
            _set_look(self._menu, "computed", on=computed)

    def _pick(self, value: str) -> None:
        if value != self._value:
            self.picked.emit(value)
        # what counts is what the record says now, not what was pressed: the act may have been refused
        for option, chip in self._chips.items():
            chip.setChecked(option == self._value)
        for option, action in self._actions.items():
            action.setChecked(option == self._value)


class PeopleField(QWidget):
    """The people of a record: each can be taken away, one more can be asked for; who is proposed can be taken."""

    removed = Signal(str)
    asked = Signal()
    taken = Signal()  # who is proposed

    def __init__(self, name: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Option, ...] = ()
        self._proposed = ""
        self._buttons: list[QToolButton] = []
        self._name = name
        self.setAccessibleName(name)
        self._row = FlowLayout(self, gap=2)
        self._add = flat_button(key or "…", _("Choose a person"), "key", self)
        self._add.setToolTip(_("Choose a person") + (f" ({key})" if key else ""))
        self._add.clicked.connect(self.asked)
        self._row.addWidget(self._add)

    def people(self) -> tuple[Option, ...]:
        """Return the ids and names that are shown."""
        return self._shown

    def set_people(self, people: Sequence[Option], proposed: str = "") -> None:
        """Show `people`, ids and names, and the name of whom is `proposed`, "" for nobody."""
        if tuple(people) == self._shown and proposed == self._proposed:
            return
        had_focus = any(button.hasFocus() for button in self._buttons)
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._shown, self._proposed = tuple(people), proposed
        self._buttons = []
        self._row.removeWidget(self._add)
        for referent, name in self._shown:
            button = flat_button(f"{name}  ×", _("Remove {name}").format(name=name), "person", self)
            button.setToolTip(tip(_("Remove {name}").format(name=name)))
            button.clicked.connect(lambda _checked=False, value=referent: self.removed.emit(value))
            self._buttons.append(button)
        if proposed:
            hint = with_key(_("Take who is proposed"), "proposed-person")
            button = flat_button(f"{proposed}?", f"{hint}: {proposed}", "link", self)
            button.setToolTip(tip(hint))
            button.clicked.connect(self.taken)
            self._buttons.append(button)
        for button in self._buttons:
            self._row.addWidget(button)
            button.show()
        self._row.addWidget(self._add)
        previous: QWidget | None = None
        for button in (*self._buttons, self._add):
            if previous is not None:
                QWidget.setTabOrder(previous, button)
            previous = button
        if had_focus:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)


class SpanField(QWidget):
    """Words of the article in a role: taken from the selection (that is what the key of `action` does), or cleared."""

    taken = Signal()
    cleared = Signal()

    def __init__(self, name: str, action: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.label = ElidedLabel(self)
        self.label.setFont(fonts(self.font())[0])
        take = _("Take the selection")
        self._take = flat_button(key_of(action) or "…", f"{name}: {take}", "key", self)
        self._take.setToolTip(with_key(take, action))
        self._take.clicked.connect(self.taken)
        self._clear = flat_button("×", f"{name}: " + _("Clear"), "key", self)
        self._clear.setToolTip(_("Clear"))
        self._clear.clicked.connect(self.cleared)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.label, 1)
        row.addWidget(self._clear)
        row.addWidget(self._take)

    def words(self) -> str:
        """Return the words that are shown, "" where there is no span."""
        return "" if self._clear.isHidden() else self.label.text()

    def set_words(self, words: str) -> None:
        """Show `words`; "" says that there is no span."""
        if self._clear.hasFocus() and not words:
            self._take.setFocus(Qt.FocusReason.OtherFocusReason)
        self._clear.setVisible(bool(words))
        self.label.set_words(one_line(words) if words else "–")
        self.label.setAccessibleName(f"{self.accessibleName()}: {one_line(words)}")
