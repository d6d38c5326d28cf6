"""Reading on the annotate desk: how the text is set, what is shown in it, the map beside it, the article's facts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtWidgets import QWidget

from reader_app import preferences
from reader_app.core.errors import Problem, RuleBroken
from reader_app.core.model import CLOSED, KINDS, Annotation, Kind
from reader_app.gui import web
from reader_app.gui.acts import Acts
from reader_app.gui.article_header import ArticleHeader
from reader_app.gui.key_table import with_key
from reader_app.gui.margin_map import MarginMap
from reader_app.gui.reader import Reader
from reader_app.gui.reading import Reading
from reader_app.gui.theme import Theme
from reader_app.words import _, title

if TYPE_CHECKING:
    from reader_app.gui.reading_box import ReadingBox
    from reader_app.session import Session

SUGGESTIONS = "suggestion"
_KEPT = 700
"""Milliseconds without another change after which the setting is kept: a wheel turns in many small steps."""


class ReadingDesk(QObject):
    """`header` and `map` are the widgets that it fills; the box of the settings lies over `desk`."""

    complained = Signal(str)
    themeChosen = Signal(str)

    def __init__(
        self,
        session: Session,
        acts: Acts,
        reader: Reader,
        header: ArticleHeader,
        desk: QWidget,
        guarded: Callable[[Callable[[], object]], object],
    ) -> None:
        super().__init__(desk)
        self._session, self._acts, self._reader, self._desk = session, acts, reader, desk
        self._guarded = guarded
        self.header = header
        self.map = MarginMap(reader)
        self.hidden: frozenset[str] = frozenset()
        self._mine: tuple[str, frozenset[str]] = ("", frozenset())
        self._kept = QTimer(self, singleShot=True, interval=_KEPT)
        self._kept.timeout.connect(self._keep)
        # what is in view is asked for once Qt is through with it: in the middle of a new document the question would
        # lay out the whole of it
        self._moved = QTimer(self, singleShot=True, interval=0)
        self._moved.timeout.connect(self._show_seen)
        self.actions: dict[str, Callable[[], object]] = {
            "reading": self.open_box,
            "letters-larger": lambda: self._resize(1),
            "letters-smaller": lambda: self._resize(-1),
            "letters-reset": lambda: self._set(reader.reading._replace(points=Reading().points)),
            "facts": self._edit_facts,
            "show-all": lambda: self._hide(frozenset()),
            **{f"hide-{kind}": partial(self._toggle, kind) for kind in (*KINDS, SUGGESTIONS)},
        }
        reader.put_beside(self.map)
        reader.readingChanged.connect(lambda _reading: self._kept.start())
        reader.shownChanged.connect(self._show_map)
        reader.scrolled.connect(self._moved.start)
        self.map.recordAsked.connect(self._go_to_record)
        self.map.placeAsked.connect(reader.show_in_middle)
        self.map.wheeled.connect(reader.wheelEvent)
        header.editAsked.connect(lambda: guarded(self._edit_facts))
        header.written.connect(lambda fields: guarded(lambda: session.change_article(**fields)))
        header.linkAsked.connect(self._open_link)
        header.showAllAsked.connect(lambda: self._hide(frozenset()))
        header.left.connect(reader.setFocus)
        self.name_keys()

    @cached_property
    def box(self) -> ReadingBox:
        from reader_app.gui.reading_box import ReadingBox

        box = ReadingBox(self._desk, self._names())
        box.readingChosen.connect(self._set)
        box.themeChosen.connect(self._choose_theme)
        box.toggled.connect(self._toggle)
        box.actionAsked.connect(lambda action: box.dismiss() if action == "reading" else self.actions[action]())
        return box

    # state down

    def start(self, kept: str) -> None:
        """Set the text as it was set last, before there is one."""
        self._reader.set_reading(Reading.read(kept))

    def show(self) -> None:
        """Show the article that is open: what the one signal of the session does."""
        session = self._session
        sheet = session.sheet
        editable = sheet is not None and not session.store.read_only and session.stage not in CLOSED
        self.header.set_article(sheet.article if sheet is not None else None, editable=editable)
        self._show_what_is_new()

    def follow(self) -> None:
        """Point at what is chosen."""
        self.map.set_chosen(self._acts.chosen or self._acts.offers.chosen)

    def set_theme(self, theme: Theme) -> None:
        self.map.set_theme(theme)

    def name_keys(self) -> None:
        """Show the keys as they are now."""
        self.header.name_keys()
        self._show_hidden()

    def flush(self) -> None:
        """Hand over what is being written."""
        self.header.flush()

    def stop(self) -> None:
        """Keep what was chosen: the window closes."""
        self.map.stop()
        self._moved.stop()
        if self._kept.isActive():
            self._keep()

    # how the text is set

    def open_box(self) -> None:
        self._show_values()
        window = self._desk.window()
        button = window.findChild(QWidget, "readingButton")
        near = QRect()
        if button is not None and button.isVisible():
            near = QRect(self._desk.mapFromGlobal(button.mapToGlobal(button.rect().topLeft())), button.size())
        self.box.open_at(near)

    def _show_values(self) -> None:
        self.box.set_values(self._reader.reading, preferences.load().theme or "system", self.hidden)

    def _resize(self, steps: int) -> None:
        self._set(self._reader.reading.stepped("points", steps))

    def _set(self, reading: Reading) -> None:
        self._reader.set_reading(reading)
        self._kept.start()
        if "box" in self.__dict__:
            self._show_values()

    def _keep(self) -> None:
        self._kept.stop()
        preferences.save(reading=self._reader.reading.written())

    def _choose_theme(self, name: str) -> None:
        self.themeChosen.emit(name)
        self._show_values()

    # what is shown in the text

    def _names(self) -> list[tuple[str, str]]:
        scheme = self._session.scheme
        return [*((kind, title(scheme.kind(kind).plurals)) for kind in KINDS), (SUGGESTIONS, _("Suggestions"))]

    def _toggle(self, kind: Kind | str) -> None:
        self._hide(self.hidden ^ {kind})

    def _hide(self, kinds: frozenset[str]) -> None:
        self.hidden = kinds
        self._remember()
        self._reader.set_hidden(kinds)
        self._show_hidden()
        if "box" in self.__dict__:
            self._show_values()

    def _show_hidden(self) -> None:
        names = [words.lower() for kind, words in self._names() if kind in self.hidden]
        words = _("Hidden: {kinds}").format(kinds=", ".join(names)) if names else ""
        self.header.set_hidden(words, with_key(_("Show everything"), "show-all"))

    def _remember(self) -> None:
        """Remember what is hidden of mine, to know what is new."""
        sheet = self._session.sheet
        if sheet is None or not self.hidden:
            self._mine = ("", frozenset())
        else:
            own = sheet.own(self._session.author)
            self._mine = (sheet.article.id, frozenset(a.id for a in own if a.kind in self.hidden))

    def _show_what_is_new(self) -> None:
        """Show a kind again once a record of it is made: nobody tags into the dark."""
        if not self.hidden:
            return
        article, before = self._mine
        self._remember()
        sheet = self._session.sheet
        if sheet is None or sheet.article.id != article:
            return
        new = {a.kind for a in sheet.own(self._session.author) if a.kind in self.hidden and a.id not in before}
        if new:
            self._hide(self.hidden - new)

    # the map

    def _show_map(self) -> None:
        reader = self._reader
        self.map.set_marks(reader.text, reader.letters(), reader.visible(), reader.scheme)
        self._moved.start()

    def _show_seen(self) -> None:
        self.map.set_seen(self._reader.first_in_view(), self._reader.lines_in_view())

    def _go_to_record(self, record: str) -> None:
        sheet = self._session.sheet
        annotation = sheet.get(record) if sheet is not None else None
        if isinstance(annotation, Annotation):
            self._acts.go_to(annotation)
        elif (suggestion := self._acts.offers.find(record)) is not None:
            self._acts.offers.go_to(suggestion)

    # what is known about the article

    def _edit_facts(self) -> None:
        article = self._session.here.article
        if self._session.stage in CLOSED:
            raise RuleBroken([Problem("submitted", article.id, {"key": article.key})])
        if self._session.store.read_only:
            self.complained.emit(_("This project is read-only here: nothing that you do is kept."))
        else:
            self.header.open_form()

    def _open_link(self, words: str) -> None:
        if not web.open_in_browser(words):
            self.complained.emit(_("The link could not be opened: {address}").format(address=words))
