"""Linking two records (`L`): finding the other one, then saying how they hang together, both in view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from reader_app.core.links import Way
from reader_app.core.model import Span
from reader_app.core.scheme import Scheme
from reader_app.core.text import fold
from reader_app.gui.excerpt import Excerpt
from reader_app.gui.keys import key_name
from reader_app.gui.link_words import kind_and_label, label_of, way_title, way_words, where_of
from reader_app.gui.picker import ROWS, Choice, Picker
from reader_app.gui.plain import one_line
from reader_app.gui.theme import Theme
from reader_app.words import _

if TYPE_CHECKING:
    from reader_app.storage import Saying

_TITLE = 50  # code points
_SIDE_BY_SIDE = 560
"""Pixels of width from which both ends stand side by side, and not one above the other."""


class LinkBox(Picker):
    """Finding the record to link with. What is found is given as sayings; the id of the one picked comes back."""

    picked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "linkBox", _("Words or a person, of any article"))

    def open_for(self, words: str, sayings: Sequence[Saying], scheme: Scheme, here: str, author: str, near: QRect,
                 query: str = "") -> None:  # fmt: skip
        """Ask what `words` are to be linked with; `here` is the open article, whose records need no name of it."""
        self.field.setText(query)
        self.show_sayings(sayings, scheme, here, author)
        words = one_line(words, 200)
        words = f"{words[:_TITLE].rstrip()} …" if len(words) > _TITLE else words
        self.open_with(_("Link “{words}” with …").format(words=words), query, near)

    def show_sayings(self, sayings: Sequence[Saying], scheme: Scheme, here: str, author: str) -> None:
        """Show what was found."""
        rows = []
        for one in sayings:
            label, hue = label_of(one, scheme)
            rows.append(Choice(one.id, one_line(one.words, 200), where_of(one, here, author), label, hue))
        self.show_choices(rows)
        self.hint.setText(_("Nothing is found that could be linked."))
        self.hint.setVisible(not rows)

    def picked_row(self, choice: Choice) -> None:
        self.picked.emit(choice.id)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(560, 0))


class LinkKinds(Picker):
    """Both ends and the kinds of links between them: a digit, or letters and Enter. Esc goes back to finding."""

    picked = Signal(object)  # Way
    back = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "linkKinds", _("Digit or letters of the link"))
        self._ways: tuple[Way, ...] = ()
        self._rows_of_ways: list[Choice] = []
        self._ends = QWidget(self)
        self.one, self.other = Excerpt(self._ends), Excerpt(self._ends)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._ends)
        self._sides.setContentsMargins(0, 2, 0, 2)
        self._sides.setSpacing(20)
        for end in (self.one, self.other):
            self._sides.addWidget(end, 1, Qt.AlignmentFlag.AlignTop)
        self._box.insertWidget(1, self._ends)
        self.field.installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for end in (self.one, self.other):
            end.set_theme(theme)

    def open_for(
        self, one: Saying, other: Saying, ways: Sequence[Way], known: Sequence[Way], scheme: Scheme, near: QRect
    ) -> None:
        """Show both ends and ask how they hang together; `known` are the links that there are."""
        place = " · ".join(filter(None, (_("this one"), one_line(one.names, 60), one.date)))
        for end, saying, where in ((self.one, one, place), (self.other, other, where_of(other, one.article))):
            head = f"{where} · {kind_and_label(saying, scheme)}"
            marks = [Span(span.start - saying.offset, span.end - saying.offset) for span in saying.contents]
            end.show_words(head, saying.text, marks, label_of(saying, scheme)[1], cut=saying.offset > 0)
        self._ways = tuple(ways)
        self._rows_of_ways = [
            Choice(
                str(row), f"{row + 1}  {way_title(way, scheme)}", way_words(way),
                _("is there already") if way in known else "",
            )
            for row, way in enumerate(ways)
        ]  # fmt: skip
        self.field.clear()
        self.show_choices(self._rows_of_ways)
        self.open_with(_("How do they hang together?"), "", near)

    def changed(self, query: str) -> None:
        words = fold(query).split()
        known = ((choice, fold(f"{choice.title} {choice.detail}").split()) for choice in self._rows_of_ways)
        self.show_choices([c for c, have in known if all(any(one.startswith(w) for one in have) for w in words)])

    def picked_row(self, choice: Choice) -> None:
        self.picked.emit(self._ways[int(choice.id)])

    def sizeHint(self) -> QSize:
        width = min(900, self._over.width() - 40)
        side_by_side = width >= _SIDE_BY_SIDE
        way = QBoxLayout.Direction.LeftToRight if side_by_side else QBoxLayout.Direction.TopToBottom
        if self._sides.direction() != way:
            self._sides.setDirection(way)
        inside = width - self._box.contentsMargins().left() - self._box.contentsMargins().right()
        column = (inside - self._sides.spacing()) // 2 if side_by_side else inside
        for end in (self.one, self.other):
            end.ensurePolished()
            end.setFixedHeight(end.height_for(column))
        size = super().sizeHint().expandedTo(QSize(width, 0))
        more = max(0, len(self.choices()) - ROWS)  # all of them: a digit is for a row in view
        return size + QSize(0, more * self.list.verticalHeader().defaultSectionSize())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # a digit by its place on the board: Vietnamese layouts have letters there
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            name = key_name(event)
            if name.isdigit() and not self.field.query() and int(name) <= len(self._ways):
                self.dismiss()
                self.picked.emit(self._ways[int(name) - 1])
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            self.back.emit()
        event.accept()
