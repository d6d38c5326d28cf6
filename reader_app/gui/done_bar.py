"""The boxes under the panel: of which kinds everything in the article is tagged (what is not done must not train as a
negative); and, before it is submitted with them, what there is left to look at."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from reader_app.core.model import KINDS, Kind
from reader_app.gui.checks import things_to_look_at
from reader_app.gui.fields import flat_button
from reader_app.gui.flow import FlowLayout
from reader_app.gui.key_table import with_key
from reader_app.words import _


class DoneBar(QWidget):
    """Three boxes, and what there is to look at; `changed` carries the kinds ticked after a click."""

    changed = Signal(tuple)
    findingsAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("doneBar")
        edges = QVBoxLayout(self)
        edges.setContentsMargins(14, 8, 14, 8)
        layout = FlowLayout(gap=8)  # in a narrow panel on two lines
        edges.addLayout(layout)
        label = QLabel(_("All tagged:"), self)
        label.setProperty("role", "muted")
        layout.addWidget(label)
        titles = {"entity": _("Entities"), "quote": _("Quotes"), "claim": _("Claims")}
        self._boxes: dict[Kind, QCheckBox] = {}
        for kind in KINDS:
            box = QCheckBox(titles[kind], self)
            box.setAccessibleName(_("All tagged: {kind}").format(kind=titles[kind]))
            box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            box.clicked.connect(lambda _checked: self.changed.emit(self.kinds()))
            self._boxes[kind] = box
            layout.addWidget(box)
        self._findings = flat_button("", "", "link", self)
        self._findings.setObjectName("findingCount")
        self._findings.hide()
        self._findings.clicked.connect(self.findingsAsked)
        layout.addWidget(self._findings)
        self._sorts = QLabel(self)
        self._sorts.setObjectName("findingSorts")
        self._sorts.setProperty("role", "muted")
        self._sorts.setTextFormat(Qt.TextFormat.PlainText)
        self._sorts.setWordWrap(True)
        self._sorts.hide()
        edges.addWidget(self._sorts)
        self.name_keys()

    def name_keys(self) -> None:
        """Show the keys as they are now."""
        self._findings.setToolTip(with_key(_("Show what it is"), "findings"))
        for kind, box in self._boxes.items():
            box.setToolTip(with_key(box.accessibleName(), f"done-{kind}"))

    def set_findings(self, count: int, sorts: str) -> None:
        """Say how many things there are to look at, and how many of each sort; of none nothing is said."""
        words = things_to_look_at(count)
        for part in (self._findings, self._sorts):
            part.setVisible(bool(count))
        if count and (words, sorts) != (self._findings.text(), self._sorts.text()):
            self._findings.setText(words)
            self._findings.setAccessibleName(f"{words}: {sorts}")
            self._sorts.setText(sorts)

    def kinds(self) -> tuple[Kind, ...]:
        """Return the kinds that are ticked."""
        return tuple(kind for kind, box in self._boxes.items() if box.isChecked())

    def boxes(self) -> list[QWidget]:
        """Return the box that takes the keys of this area of the window, if any does."""
        return list[QWidget](box for box in self._boxes.values() if box.isEnabled())[:1]

    def set_done(self, kinds: Iterable[Kind], *, enabled: bool) -> None:
        ticked = set(kinds)
        for kind, box in self._boxes.items():
            box.setChecked(kind in ticked)
            box.setEnabled(enabled)
