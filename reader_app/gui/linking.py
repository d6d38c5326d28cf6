"""Links on the desk: the two boxes with values of the session, and what their answers do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from reader_app.core.links import Way, far_end
from reader_app.core.model import Annotation, Link
from reader_app.gui.link_words import way_title, where_of
from reader_app.gui.links import LinkBox, LinkKinds
from reader_app.gui.links_field import LinkLine
from reader_app.gui.plain import one_line
from reader_app.gui.theme import Theme
from reader_app.words import _

if TYPE_CHECKING:
    from reader_app.session import Session

Guard = Callable[[Callable[[], object]], object]


class Linker(QObject):
    """Asks what a record is linked with and how, and links it. `guarded` does an act and says so where it cannot be
    done; `near` tells where a record is drawn."""

    said = Signal(str)

    def __init__(self, session: Session, parent: QWidget, guarded: Guard, near: Callable[[Annotation], QRect]) -> None:
        super().__init__(parent)
        self._session = session
        self._guarded = guarded
        self._near = near
        self._one = self._other = ""
        self._query = ""
        self.box, self.kinds = LinkBox(parent), LinkKinds(parent)
        self.box.queryChanged.connect(lambda query: guarded(lambda: self._search(query)))
        self.box.picked.connect(lambda other: guarded(lambda: self._ask_kind(other)))
        self.kinds.picked.connect(lambda way: guarded(lambda: self._link(way)))
        self.kinds.back.connect(lambda: guarded(lambda: self.ask(self._one, self._query)))

    def set_theme(self, theme: Theme) -> None:
        for box in (self.box, self.kinds):
            box.set_theme(theme)

    def close(self) -> None:
        for box in (self.box, self.kinds):
            box.dismiss()

    def ask(self, record: str, query: str = "") -> None:
        """Ask what `record` is to be linked with."""
        session = self._session
        annotation = session.here.annotation(record)
        found = session.linkable(record, query)
        self._one, self._query = record, query
        words = annotation.contents[0].of(session.text)
        here = session.here.article.id
        self.box.open_for(words, found, session.scheme, here, session.author, self._near(annotation), query)

    def _search(self, query: str) -> None:
        session = self._session
        self._query = query
        found = session.linkable(self._one, query)
        self.box.show_sayings(found, session.scheme, session.here.article.id, session.author)

    def _ask_kind(self, other: str) -> None:
        session = self._session
        here, there = session.saying(self._one), session.saying(other)
        if here is None or there is None:
            session.here.annotation(self._one)
            return
        self._other = other
        known = [one.way for one in session.links_of(self._one) if one.other.id == other]
        near = self._near(session.here.annotation(self._one))
        self.kinds.open_for(here, there, session.ways(self._one, other), known, session.scheme, near)

    def _link(self, way: Way) -> None:
        self._session.link(self._one, self._other, way)
        self.said.emit(_("Linked: {link}").format(link=way_title(way, self._session.scheme)))


def link_lines(session: Session, record: str) -> list[LinkLine]:
    """Return the links of a record of the open article as lines of its card."""
    here, scheme = session.here, session.scheme
    return [
        LinkLine(
            one.link.id, way_title(one.way, scheme), one_line(one.other.words, 160),
            where_of(one.other, here.article.id, session.author), one.link.author != session.author,
        )
        for one in session.links_of(record)
    ]  # fmt: skip


def other_end(session: Session, link_id: str, record: str) -> tuple[str, str]:
    """Return the article and the annotation at the other end of a link of `record`."""
    link = session.here.get(link_id)
    if not isinstance(link, Link):
        return "", ""
    other, article = far_end(link, record)
    return article, other
