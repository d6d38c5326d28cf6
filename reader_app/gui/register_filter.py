"""Whom the register lists, and in which order: two menus above the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from reader_app.core.scheme import Scheme
from reader_app.gui.fields import flat_button
from reader_app.gui.flow import FlowBox, FlowLayout
from reader_app.gui.plain import plain
from reader_app.gui.register_fields import LABELS
from reader_app.storage import Shown
from reader_app.words import N_, _, title

_WITHOUT_NAME = "unnamed"
"""Stands in the place of a label for those without a name."""

_ORDERS = (("uses", N_("most named first")), ("name", N_("by name")), ("newest", N_("newest first")))


class RegisterFilter(FlowBox):
    """`kind` is the label that is chosen, "" for everybody."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind, self.order = "", _ORDERS[0][0]
        self._scheme: Scheme | None = None
        row = FlowLayout(self, gap=4)
        self.kinds = _menu_button(self)
        self.orders = _menu_button(self)
        for button in (self.kinds, self.orders):
            row.addWidget(button)
        self._fill(self.orders, _("Order"), [(one, _(words)) for one, words in _ORDERS], self.order)

    def set_scheme(self, scheme: Scheme) -> None:
        """Offer the labels of `scheme`."""
        if scheme is self._scheme:
            return
        self._scheme = scheme
        labels = [(one.id, title(one.titles)) for one in scheme.labels_of("entity", with_off=True) if one.id in LABELS]
        options = [("", _("all types")), *labels, (_WITHOUT_NAME, _("without a name"))]
        self._fill(self.kinds, _("Whom to list"), options, self.kind)

    def shown(self) -> Shown:
        """Return what is chosen, as a project is asked for it."""
        unnamed = self.kind == _WITHOUT_NAME
        return Shown("" if unnamed else self.kind, unnamed, self.order)  # type: ignore[arg-type]  # one of its orders

    def _fill(self, button: QToolButton, name: str, options: Sequence[tuple[str, str]], chosen: str) -> None:
        menu = button.menu()
        menu.clear()
        for option, words in options:
            action = menu.addAction(plain(words))
            action.setCheckable(True)
            action.setData(option)
            action.triggered.connect(lambda _on=False, value=option: self._choose(button, value))
        button.setProperty("name", name)
        self._show(button, chosen)

    def _choose(self, button: QToolButton, value: str) -> None:
        before = (self.kind, self.order)
        if button is self.kinds:
            self.kind = value
        else:
            self.order = value
        self._show(button, value)
        if before != (self.kind, self.order):
            self.changed.emit()

    def _show(self, button: QToolButton, chosen: str) -> None:
        for action in button.menu().actions():
            action.setChecked(action.data() == chosen)
            if action.data() == chosen:
                button.setText(action.text())
                button.setAccessibleName(f"{button.property('name')}: {action.text().replace('&&', '&')}")


def _menu_button(parent: QWidget) -> QToolButton:
    button = flat_button("", "", "choice", parent)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(QMenu(button))
    return button
