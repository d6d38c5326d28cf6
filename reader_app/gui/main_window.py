"""The window: builds its parts, connects them, translates between them. What they do is theirs."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit, QVBoxLayout, QWidget

from reader_app import preferences
from reader_app.core.errors import ReaderError
from reader_app.core.model import RESERVED_AUTHORS
from reader_app.gui import crashes
from reader_app.gui.article_list import dropped_files
from reader_app.gui.desk import AnnotateDesk
from reader_app.gui.files import FileWork
from reader_app.gui.hints import hints
from reader_app.gui.key_bar import KeyBar
from reader_app.gui.key_table import keys_in_use
from reader_app.gui.keys import KeyRouter
from reader_app.gui.plain import one_line
from reader_app.gui.style import dress, theme_for
from reader_app.gui.suggestions_desk import Making
from reader_app.gui.theme import Theme
from reader_app.gui.top_bar import TopBar
from reader_app.session import Session
from reader_app.words import _, language, sentence

if TYPE_CHECKING:
    from reader_app.gui.authors import AuthorBox
    from reader_app.gui.going import Going
    from reader_app.gui.key_sheet import KeySheet
    from reader_app.gui.message_bar import MessageBar
    from reader_app.gui.picker import Picker
    from reader_app.gui.register_desk import RegisterDesk
    from reader_app.gui.settings import Settings
    from reader_app.gui.suggesting import Suggester
    from reader_app.storage import Store

Box = TypeVar("Box", bound="Picker")

_FRAME = QSize(16, 48)
"""Pixels that a window manager may put around the window: how many it says only when the window is there."""
_POLL = 1500
"""Milliseconds between two looks whether another window or program has written to the project."""

_TITLE = 60
"""Code points of the text that stand for an article without a title."""
_PREPARE = 500
"""Milliseconds after which what the first act needs is loaded, while the hand still rests."""
_SUGGEST = 400
"""Milliseconds after which the worker that makes suggestions is started, once the window is painted."""
_SWITCH = "READER_APP_SUGGESTIONS"
"""The environment variable that, when it is `off`, leaves the worker out: for a weak machine, and for tests."""
_BACKUP = 20_000
"""Milliseconds after which a window that stays open sees to a backup."""


class MainWindow(QMainWindow):
    """One person's window on one project. `restart` asks for a new window on a project, as an author ("" as now)."""

    restart = Signal(str, str)

    def __init__(self, store: Store, author: str, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.author = author
        self._store = store
        self.session = Session(store, author)
        # each widget is made where it stays: a widget that moves is dressed again, with all that is in it
        self._centre = QWidget(self)
        self.top = TopBar(self._centre)
        self.desk = AnnotateDesk(self.session, theme, self._centre)
        self.key_bar = KeyBar(self._centre)
        self._theme = theme
        self._pickers: list[Picker] = []
        self.files = FileWork(store.path, author, self)
        self.router = KeyRouter(keys_in_use().actions, self)
        self._lay_out()
        self._connect()
        self.set_theme(theme)
        self._show_project()
        self.desk.open_first()
        self.desk.reader.setFocus()
        self._poll = QTimer(self, interval=_POLL)
        self._poll.timeout.connect(self._look_for_others)
        self._poll.start()
        QTimer.singleShot(_BACKUP, self, self.files.back_up_if_due)
        # the first key need not wait for it; in turns, since each takes ten milliseconds
        QTimer.singleShot(_PREPARE, self, self.session.store.prepare_saving)
        QTimer.singleShot(_PREPARE + 100, self, self.session.prepare)
        QTimer.singleShot(_PREPARE + 200, self, self._speak)
        self.suggester: Suggester | None = None
        self._rested = QTimer(self, singleShot=True, interval=_SUGGEST)
        self._rested.timeout.connect(self._have_suggestions)
        self._rested.start()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self._centre)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for part, stretch in ((self.top, 0), (self.desk, 1), (self.key_bar, 0)):
            self._column.addWidget(part, stretch)
        self.setCentralWidget(self._centre)
        self.setAcceptDrops(True)
        self.resize(QSize(1500, 940).boundedTo(self.screen().availableSize() - _FRAME))
        kept = preferences.load()
        self.desk.reading.start(kept.reading)
        with suppress(ValueError):  # a file that somebody has written in
            self.restoreGeometry(b64decode(kept.window))
        self.desk.division.read(kept.areas)

    def _connect(self) -> None:
        self.router.pressed.connect(self.do)
        self.router.watch(self.desk.reader)
        self.router.idle = self.desk.idle
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._watch_field)
        top = self.top
        top.searchAsked.connect(lambda: self.do("go"))
        top.authorChosen.connect(self._choose_author)
        top.newAuthorAsked.connect(self._ask_author)
        top.newAsked.connect(self.files.ask_new_project)
        top.openAsked.connect(self.files.ask_project)
        top.themeChosen.connect(self._choose_theme)
        self.desk.reading.themeChosen.connect(self._choose_theme)
        top.languageChosen.connect(self._choose_language)
        top.actionAsked.connect(self.do)
        top.aboutAsked.connect(self.files.show_about)
        top.deskChosen.connect(self._choose_desk)
        self.files.projectChosen.connect(lambda path: self.restart.emit(str(path), ""))
        self.key_bar.pressed.connect(self._press)
        self.desk.said.connect(self._say)
        self.desk.complained.connect(self._complain)
        self.desk.offered.connect(self._offer)
        self.desk.noted.connect(self._note)
        self.desk.saved.connect(self._show_saved)
        self.desk.filesDropped.connect(self.files.take)
        self.desk.course.opened.connect(self._show_title)
        self.desk.choiceChanged.connect(self._show_hints)
        self.files.imported.connect(self._imported)
        self.files.complained.connect(self._complain)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    # made when they are first asked for: the way to the first window does without them

    @cached_property
    def messages(self) -> MessageBar:
        from reader_app.gui.message_bar import MessageBar

        bar = MessageBar(self)
        self._column.insertWidget(self._column.indexOf(self.key_bar), bar)
        return bar

    @cached_property
    def sheet(self) -> KeySheet:
        from reader_app.gui.key_sheet import KeySheet

        sheet = KeySheet(self)
        sheet.changeAsked.connect(lambda: self.do("change-keys"))
        return sheet

    @cached_property
    def going(self) -> Going:
        from reader_app.gui.go_to import GoToBox
        from reader_app.gui.going import Going

        going = Going(self.session, self._themed(GoToBox(self)))
        going.article.connect(lambda article: self.desk.guarded(lambda: self.desk.course.open(article)))
        going.hit.connect(lambda article, span: self.desk.guarded(lambda: self.desk.course.open_at(article, span)))
        going.record.connect(lambda article, record: self.desk.guarded(lambda: self.desk.go_to(article, record)))
        going.label.connect(self.desk.shelf.show_label)
        going.action.connect(self.do)
        going.person.connect(lambda person: self.desk.guarded(lambda: self._open_register(person)))
        return going

    @cached_property
    def register(self) -> RegisterDesk:
        from reader_app.gui.register_desk import RegisterDesk

        register = RegisterDesk(self.session, self._centre, self.desk.guarded)
        self._column.insertWidget(self._column.indexOf(self.desk), register.page, 1)
        register.set_theme(self._theme)
        register.said.connect(self._say)
        register.left.connect(self._leave_register)
        register.wanted.connect(self._show_record)
        register.articlesWanted.connect(self._show_articles)
        self.desk.course.opened.connect(self._leave_register)
        return register

    @cached_property
    def settings(self) -> Settings:
        from reader_app.gui.settings import Settings

        settings = Settings(self.session, self)
        settings.keysChanged.connect(self._name_keys)
        settings.labelsChanged.connect(self._show_hints)
        return settings

    @cached_property
    def authors(self) -> AuthorBox:
        from reader_app.gui.authors import AuthorBox

        box = self._themed(AuthorBox(self))
        box.chosen.connect(self._choose_author)
        return box

    def _themed(self, box: Box) -> Box:
        box.set_theme(self._theme)
        self._pickers.append(box)
        return box

    def _speak(self) -> None:
        from reader_app.gui.spoken import Spoken

        if self._poll.isActive() and self.desk.findChild(Spoken) is None:  # the window is not closed
            Spoken(self.session, self.desk)  # it belongs to the desk

    def _have_suggestions(self) -> None:
        if os.environ.get(_SWITCH) == "off":
            return
        from reader_app.gui.suggesting import Suggester

        self.suggester = Suggester(self.session, self)
        self.suggester.complained.connect(self._complain)
        self.suggester.changed.connect(self._show_making)
        self._show_making()

    def _show_making(self) -> None:
        made = self.suggester
        if made is not None:
            self.desk.suggestions.set_making(Making(made.state, made.learning, made.trouble))

    # keys and menus

    def _watch_field(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Hear what is for anywhere in each text field of the window; a popup keeps its keys to itself."""
        if isinstance(now, (QLineEdit, QPlainTextEdit)) and now.window() is self and not _in_popup(now):
            self.router.watch_fields(now)

    def do(self, action: str) -> None:
        """Do what a key, a menu or a hint asks for."""
        if self._in_register() and self.register.take(action):
            return
        if self.desk.do(action):
            return
        table = {
            "keys": lambda: self.sheet.open(self.session.scheme),
            "change-keys": lambda: self.settings.ask_keys(self._theme),
            "labels": lambda: self.settings.ask_labels(self._theme),
            "go": self._go,
            "register": self._open_register,
            "next-area": lambda: self._next_area(1),
            "previous-area": lambda: self._next_area(-1),
            "import": self.files.ask_import,
            "export": self.files.ask_export,
        }
        self.desk.guarded(table[action])

    def _name_keys(self) -> None:
        """Hear other keys, and show them wherever keys are named."""
        self.router.set_actions(keys_in_use().actions)
        for part in (self.top, self.desk.panel, self.desk.done, self.desk.reading, self.desk.touring):
            part.name_keys()
        self._show_hints()

    def _go(self) -> None:
        self.going.start()

    # the register in the place of the desk

    def _in_register(self) -> bool:
        return "register" in self.__dict__ and self.register.is_open

    def _choose_desk(self, desk: str) -> None:
        if desk != "register":
            self._leave_register()

    def _open_register(self, person: str = "") -> None:
        """Show the register, with `person` chosen, or whom the chosen record names."""
        self.desk.flush()
        self.register.open(person or self.desk.person())
        self.desk.hide()
        self.key_bar.hide()
        self._show_desks()

    def _leave_register(self) -> None:
        if self._in_register():
            self.register.close()
            self.desk.show()
            self.key_bar.show()
            self._show_desks()
            self.desk.reader.setFocus()

    def _show_record(self, article: str, record: str) -> None:
        self._leave_register()
        self.desk.guarded(lambda: self.desk.show_record(article, record))

    def _show_articles(self, person: str) -> None:
        self._leave_register()
        self.desk.guarded(lambda: self.desk.shelf.show_person(person))
        self.desk.articles.list.setFocus()

    def _show_desks(self) -> None:
        # a tab for the register only while it is open: the top of a narrow window has little room
        there = [("register", _("Register"))] if self._in_register() else []
        self.top.set_desks([("annotate", _("Annotate")), *there], "register" if there else "annotate")

    def _say(self, words: str) -> None:
        self.messages.say(words)

    def _complain(self, words: str) -> None:
        self.messages.complain(words)

    def _offer(self, words: str, button: str, action: str) -> None:
        self.messages.offer(words, button, lambda: self.do(action))

    def _note(self, words: str, button: str, action: str) -> None:
        self.messages.note(words, button, lambda: self.do(action))

    def _press(self, key: str) -> None:
        if (action := keys_in_use().action_for(key)) is not None:
            self.do(action.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # what lists, cards and buttons had no use for comes up to here
        if event.key() == Qt.Key.Key_Delete and self.desk.articles.list.hasFocus():
            self.do("remove-article")
        elif not self.router.take(event):
            super().keyPressEvent(event)

    def _areas(self) -> list[QWidget]:
        if self._in_register():
            return self.register.page.areas()
        desk = self.desk
        areas = [desk.reader, *desk.asked_for(), desk.panel.focus_widget(), *desk.done.boxes()]
        offered = [self.messages.focus_widget()] if "messages" in self.__dict__ else []
        return [*areas, *offered, desk.articles.list, desk.articles.filter]

    def _next_area(self, step: int) -> None:
        from reader_app.gui import areas

        desk = self.desk
        asked_for = [home for area in desk.asked_for() if (home := area.parentWidget()) is not None]
        areas.go_on(self._areas(), [desk.panel, desk.done, desk.articles, *asked_for], step)

    # what the window shows

    def _show_project(self) -> None:
        self.top.set_project(self._store.path.stem)
        self._show_desks()
        self.top.set_choices(preferences.load().theme or "system", language())
        self.top.set_author(self.author, self._store.authors())
        self._show_title()
        if self._store.read_only:
            self.top.set_saved(_("Read-only"), trouble=True)
            self.messages.stay(_("This project is read-only here: nothing that you do is kept."))
        elif self._store.journal_mode != "wal":
            self.messages.stay(
                _("The project lies on a network share or in a synced folder: saving is slower there. "
                  "A folder of this computer is safer.")
            )  # fmt: skip

    def _show_title(self) -> None:
        sheet = self.session.sheet
        parts = [sheet.article.title or one_line(sheet.article.text, _TITLE)] if sheet is not None else []
        self.setWindowTitle(" – ".join([*parts, self._store.path.stem, "Reader App"]))

    def _show_saved(self) -> None:
        self._show_title()
        if self._store.read_only:
            return
        if "messages" in self.__dict__:
            self.messages.hide()  # what was said was about the act before
        self.top.set_saved(_("Saved {time}").format(time=datetime.now().astimezone().strftime("%H:%M:%S")))

    def _show_hints(self) -> None:
        self.key_bar.set_keys(hints(self.session, self.desk.acts, self.desk.boxes.proposed_for))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.desk.set_theme(theme)
        self.key_bar.set_theme(theme)
        for picker in self._pickers:
            picker.set_theme(theme)
        if "register" in self.__dict__:
            self.register.set_theme(theme)

    def _choose_theme(self, name: str) -> None:
        preferences.save(theme="" if name == "system" else name)
        self.top.set_choices(name, language())
        self._dress(theme_for("" if name == "system" else name))

    def _follow_system(self) -> None:
        if not preferences.load().theme:
            self._dress(theme_for(""))

    def _dress(self, theme: Theme) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        dress(app, theme)
        self.set_theme(theme)

    def _choose_language(self, name: str) -> None:
        from reader_app.words import use

        if name != language():
            preferences.save(language=name)
            use(name)
            self.restart.emit("", "")

    def _ask_author(self) -> None:
        corner = self.top.author.geometry()
        self.authors.open_for(self._store.authors(), QRect(self.top.mapTo(self, corner.topLeft()), corner.size()))

    def _choose_author(self, name: str) -> None:
        if name in RESERVED_AUTHORS:
            self.messages.complain(_("“{name}” is the name of a layer, so nobody can be called so.").format(name=name))
        elif name != self.author:
            self.restart.emit("", name)

    # other windows, files

    def _look_for_others(self) -> None:
        try:
            had = self.session.sheet is not None
            if self.session.refresh():
                self.desk.shelf.refresh()
                if had and self.session.sheet is None:  # removed in another window
                    self.desk.open_first()
        except ReaderError as error:
            self.messages.complain(sentence(error))

    def _imported(self) -> None:
        self.session.refresh()
        self.desk.shelf.fill()
        if self.session.sheet is None:
            self.desk.open_first()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.files.take(dropped_files(event))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and hasattr(self, "_poll"):
            self._look_for_others()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._poll.stop()
        self._rested.stop()
        if self.suggester is not None:
            self.suggester.stop()
        QApplication.instance().focusChanged.disconnect(self._watch_field)  # type: ignore[union-attr]  # there is one
        preferences.save(
            window=b64encode(self.saveGeometry().data()).decode(),
            areas=self.desk.division.written(),
        )
        self.desk.flush()
        self.desk.course.keep_place()
        self.files.stop()
        if "going" in self.__dict__:
            self.going.stop()
        self.desk.shelf.stop()
        self.desk.suggestions.stop()
        self.desk.checks.stop()
        self.desk.reading.stop()
        if "same_words" in self.desk.__dict__:
            self.desk.same_words.stop()
        self._store.close()
        super().closeEvent(event)

    def catch_crashes(self) -> None:
        """Show every error that nobody caught in the crash box: it is ours."""
        crashes.catch(self._complain, self.files.show_crash)


def _in_popup(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and parent.property("role") != "popup":
        parent = parent.parentWidget()
    return parent is not None
