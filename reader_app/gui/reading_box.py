"""The box behind “Aa”: how the text is set, which look the window has, what is shown in the text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from reader_app.gui.fields import Option, flat_button
from reader_app.gui.key_table import keys_in_use, with_key
from reader_app.gui.keys import key_name
from reader_app.gui.popup import Popup
from reader_app.gui.reading import Reading
from reader_app.gui.theme import LOOKS
from reader_app.words import _


class Stepper(QWidget):
    """A value between two buttons."""

    stepped = Signal(int)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._name = name
        self.less = flat_button("−", _("{name}: less").format(name=name), "step", self)
        self.more = flat_button("+", _("{name}: more").format(name=name), "step", self)
        self.value = QLabel(self)
        self.value.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.less.clicked.connect(lambda: self.stepped.emit(-1))
        self.more.clicked.connect(lambda: self.stepped.emit(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.value.setMinimumWidth(self.value.fontMetrics().horizontalAdvance(_("{n} letters").format(n=120)) + 12)
        for part in (self.less, self.value, self.more):
            row.addWidget(part)
        row.addStretch(1)

    def set_value(self, words: str) -> None:
        self.value.setText(words)
        self.value.setAccessibleName(f"{self._name}: {words}")


class ReadingBox(Popup):
    """Shows what it is given; every wish is a signal."""

    readingChosen = Signal(object)  # Reading
    themeChosen = Signal(str)  # "system", "light", "sepia", "dark"
    toggled = Signal(str)  # a kind of annotations, or "suggestion"
    actionAsked = Signal(str)  # what a key of the desk means that is heard in here too

    def __init__(self, parent: QWidget, kinds: Sequence[Option]) -> None:
        super().__init__(parent, "readingBox")
        self.setAccessibleName(_("Text and look"))
        self._reading = Reading()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 10, 14, 12)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self.faces = self._chips(_("Face"), (("serif", _("Serif")), ("sans", _("Sans serif"))))
        names = {"points": _("Letters"), "spacing": _("Line height"), "measure": _("Line length")}
        self.steppers = {name: self._stepper(name, words) for name, words in names.items()}
        self.looks = self._chips(_("Look"), [(look, _(words)) for look, words in LOOKS])
        self.kinds = self._chips(_("In the text"), kinds, many=True)
        for option, chip in self.faces.items():
            chip.clicked.connect(
                lambda _on=False, sans=option == "sans": self._choose(self._reading._replace(sans=sans))
            )
        for option, chip in self.looks.items():
            chip.clicked.connect(lambda _on=False, look=option: self.themeChosen.emit(look))
        for option, chip in self.kinds.items():
            chip.clicked.connect(lambda _on=False, kind=option: self.toggled.emit(kind))
        self.reset = flat_button(_("As at first"), _("Set the text as at first"), "link", self)
        self.reset.clicked.connect(lambda: self._choose(Reading()))
        self._grid.addWidget(self.reset, self._grid.rowCount(), 1, Qt.AlignmentFlag.AlignLeft)

    def _row(self, words: str, content: QWidget) -> None:
        label = QLabel(words, self)
        label.setProperty("role", "muted")
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(content, row, 1)

    def _chips(self, name: str, options: Sequence[Option], *, many: bool = False) -> dict[str, QToolButton]:
        holder = QWidget(self)
        holder.setAccessibleName(name)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        group = QButtonGroup(holder)
        group.setExclusive(not many)
        chips: dict[str, QToolButton] = {}
        for option, words in options:
            chip = flat_button(words, f"{name}: {words}", "chip", holder)
            chip.setCheckable(True)
            group.addButton(chip)
            row.addWidget(chip)
            chips[option] = chip
        row.addStretch(1)
        self._row(name, holder)
        return chips

    def _stepper(self, name: str, words: str) -> Stepper:
        stepper = Stepper(words, self)
        stepper.stepped.connect(lambda step: self._choose(self._reading.stepped(name, step)))
        self._row(words, stepper)
        return stepper

    def _choose(self, reading: Reading) -> None:
        self._show_reading(reading)
        self.readingChosen.emit(reading)

    def set_values(self, reading: Reading, look: str, hidden: frozenset[str]) -> None:
        """Show how things are: the setting, the look chosen, the kinds that are hidden. Emits nothing."""
        self._show_reading(reading)
        self.looks.get(look, self.looks["system"]).setChecked(True)
        for kind, chip in self.kinds.items():
            chip.setChecked(kind not in hidden)
            words = _("Hide in the text") if kind not in hidden else _("Show in the text")
            chip.setToolTip(with_key(words, f"hide-{kind}"))

    def _show_reading(self, reading: Reading) -> None:
        self._reading = reading
        self.faces["sans" if reading.sans else "serif"].setChecked(True)
        shown = {
            "points": _("{n} pt").format(n=reading.points),
            "spacing": f"{reading.spacing} %",
            "measure": _("{n} letters").format(n=reading.measure),
        }
        for name, stepper in self.steppers.items():
            stepper.set_value(shown[name])

    def open_at(self, near: QRect) -> None:
        """Show the box below `near`, in the coordinates of the parent."""
        self.show_at(near, self.faces["sans" if self._reading.sans else "serif"])

    # keys

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  Qt's own name and order
        stops = [w for w in self.findChildren(QToolButton) if w.isVisible() and w.isEnabled()]
        here = QApplication.focusWidget()
        if not stops:
            return False
        at = stops.index(here) if here in stops else -1
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if next else -1)) % len(stops)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = keys_in_use().action_for(key_name(event))
        if action is not None and action.id.startswith(("letters-", "hide-", "show-all", "reading")):
            self.actionAsked.emit(action.id)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            here = QApplication.focusWidget()
            if isinstance(here, QToolButton):
                here.click()
        else:
            super().keyPressEvent(event)
