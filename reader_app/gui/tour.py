"""A short tour for the first run: one card below the text, that watches what is done and is closed for good."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from reader_app.core.model import Kind
from reader_app.gui.fields import flat_button
from reader_app.gui.key_table import key_of, with_key
from reader_app.words import N_, _


class Stop(NamedTuple):
    """One card: `words` name keys as {action}; `done` is the kind of which a new record, with all that the card speaks
    of, goes on to the next."""

    title: str
    words: str
    done: Kind | Literal[""]


_STOPS = (
    Stop(
        N_("Names"),
        N_("Select a name in the text, with the mouse or with Shift and the arrows, and press its digit: {label-1} for "
           "a person, {label-3} for a place. {undo} takes back whatever you did; all is saved as you do it."),
        "entity",
    ),
    Stop(
        N_("Quotes"),
        N_("Put the caret inside a quotation and press {quote}. Then {cue} sets the words that introduce it and "
           "{source} who says it; pressed again, they take the next candidate."),
        "quote",
    ),
    Stop(
        N_("Claims"),
        N_("{claim} makes a claim, which somebody could check, of the sentence or of what is selected; {type} changes "
           "its type."),
        "claim",
    ),
    Stop(
        N_("Suggestions"),
        N_("{next-suggestion} goes through what the machine suggests: {accept} accepts, {reject} rejects. Only what "
           "you accept becomes a record."),
        "",
    ),
    Stop(
        N_("What is meant, and what is missing"),
        N_("{guide} shows the guidelines beside the text, {next-finding} goes to what still needs a look, {keys} lists "
           "all keys."),
        "",
    ),
    Stop(
        N_("On to the next"),
        N_("{done-entity}, {done-quote} and {done-claim} say which kinds are all tagged; {submit} submits the article "
           "and opens the next one. {go} goes to anything, this tour too."),
        "",
    ),
)  # fmt: skip


class Tour(QFrame):
    """The cards one after the other. The focus stays where it is: the keys are for the text."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tour")
        self.setAccessibleName(_("Short tour"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._at = 0
        self._made: dict[Kind, int] = {}
        self._title = QLabel(self)
        self._title.setProperty("role", "strong")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._count = QLabel(self)
        self._count.setProperty("role", "muted")
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._next = flat_button("", "", "link", self)
        self._next.clicked.connect(self.go_on)
        close = flat_button("×", _("Close the tour for good"), "key", self)
        close.setToolTip(_("Close the tour for good") + " (Esc)")
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._next)
        head.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 8, 10, 12)
        box.setSpacing(4)
        box.addLayout(head)
        box.addWidget(self._words)
        self.restart()

    def restart(self) -> None:
        """Show the first card."""
        self._at = 0
        self._made = {}
        self._show()

    def at(self) -> int:
        """Return which card is shown, from 0."""
        return self._at

    def words(self) -> str:
        """Return what the card says."""
        return self._words.text()

    def go_on(self) -> None:
        """Show the next card; after the last one the tour is over."""
        if self._at + 1 == len(_STOPS):
            self.closed.emit()
            return
        self._at += 1
        self._show()

    def watch(self, made: Mapping[Kind, int]) -> None:
        """Go on where what the card is about was just made; `made` counts the records of each kind that have all that
        a card speaks of."""
        before, self._made = self._made, dict(made)
        wanted = _STOPS[self._at].done
        if before and wanted and made.get(wanted, 0) > before.get(wanted, 0):
            self.go_on()

    def name_keys(self) -> None:
        """Show the keys as they are now: other ones were chosen."""
        self._show()

    def _show(self) -> None:
        stop = _STOPS[self._at]
        self._title.setText(_(stop.title))
        self._count.setText(f"{self._at + 1}/{len(_STOPS)}")
        self._words.setText(_Keys.fill(_(stop.words)))
        last = self._at + 1 == len(_STOPS)
        words = _("Done") if last else _("Next")
        self._next.setText(with_key(words, "tour"))
        self._next.setAccessibleName(words)
        self.setAccessibleDescription(f"{self._title.text()}. {self._words.text()}")


class _Keys(dict[str, str]):
    """The names of actions in braces, as the keys that they have now."""

    @classmethod
    def fill(cls, words: str) -> str:
        return words.format_map(cls())

    def __missing__(self, action: str) -> str:
        return key_of(action) or "–"
