"""The top of the window: project, desks, whether all is saved, who works, and the menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QTabBar, QToolButton, QWidget

from reader_app.gui.fields import flat_button
from reader_app.gui.key_table import key_of, with_key
from reader_app.gui.plain import one_line, plain, tip
from reader_app.gui.text_fields import ElidedLabel
from reader_app.gui.theme import LOOKS
from reader_app.words import LANGUAGES, _

Desk = tuple[str, str]
"""An id and its title."""

_ROOM_FOR_WORDS = 720
"""Pixels from which on there is room for the words beside the sign that all is saved."""


class _ProjectName(ElidedLabel):
    """As wide as the name where there is room, elided where there is none."""

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(min(width + 2, 260), super().sizeHint().height())


class _SearchButton(QToolButton):
    """Looks like a field and opens the box to search in: words to the left, the key to the right."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._words, self._key = words, ""
        self.setProperty("role", "search")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("Go to anything"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(320)

    def set_key(self, key: str) -> None:
        self._key = key
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self.fontMetrics().height() + 16)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().placeholderText().color())
        room = self.rect().adjusted(12, 0, -12, 0)
        metrics = self.fontMetrics()
        key_width = metrics.horizontalAdvance(self._key)
        if room.width() > 3 * key_width:
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._key)
            room.adjust(0, 0, -key_width - 10, 0)
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)


class TopBar(QFrame):
    """Shows what it is given; every wish is a signal."""

    deskChosen = Signal(str)
    searchAsked = Signal()
    authorChosen = Signal(str)
    newAuthorAsked = Signal()
    newAsked = Signal()
    openAsked = Signal()
    themeChosen = Signal(str)  # "system", "light", "sepia", "dark"
    languageChosen = Signal(str)
    actionAsked = Signal(str)  # id of an action
    aboutAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAccessibleName(_("Project"))
        self._desks: tuple[Desk, ...] = ()
        self._author = ""
        self._authors: tuple[str, ...] = ()
        self._theme, self._language, self._saved = "system", "", ""
        self.project = _ProjectName(self)
        self.project.setObjectName("projectName")
        self.project.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.desks = QTabBar(self)
        self.desks.setObjectName("deskTabs")
        self.desks.setAccessibleName(_("Desks"))
        self.desks.setDrawBase(False)
        self.desks.setExpanding(False)
        self.desks.setUsesScrollButtons(False)
        self.desks.currentChanged.connect(self._choose_desk)
        self.search = _SearchButton(_("Go to an article or action …"), self)
        self.search.clicked.connect(self.searchAsked)
        self.saved = QLabel(self)
        self.saved.setObjectName("saveState")
        self.saved.setProperty("tone", "")
        self.saved.setTextFormat(Qt.TextFormat.PlainText)
        self.reading = flat_button("Aa", _("Text and look"), "ghost", self)
        self.reading.setObjectName("readingButton")
        self.reading.clicked.connect(lambda: self.actionAsked.emit("reading"))
        self.author = self._menu_button(_("Author"), self._fill_authors)
        self.author.setObjectName("authorMenu")
        self.menu = self._menu_button(_("Menu"), self._fill_menu)
        self.menu.setObjectName("mainMenu")
        self.menu.setText("☰")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(14)
        row.addWidget(self.project)
        row.addWidget(self.desks)
        row.addStretch(1)
        row.addWidget(self.search, 2)
        row.addWidget(self.saved)
        row.addWidget(self.reading)
        row.addWidget(self.author)
        row.addWidget(self.menu)
        self.name_keys()

    def set_project(self, name: str) -> None:
        self.project.set_words(one_line(name, 120))

    def set_desks(self, desks: Sequence[Desk], current: str) -> None:
        """Show the tabs `desks`, `current` in front. Emits nothing."""
        known, self._desks = self._desks, ()
        if tuple(desks) != known:
            while self.desks.count():
                self.desks.removeTab(0)
            for _id, words in desks:
                self.desks.addTab(plain(words))
        self.desks.setCurrentIndex([desk for desk, _words in desks].index(current))
        self._desks = tuple(desks)

    def set_saved(self, words: str, *, trouble: bool = False) -> None:
        """Show how things stand with the file: "Saved 10:42:07"; `trouble` where it cannot be written."""
        self.saved.setAccessibleName(words)
        self.saved.setToolTip(tip(words))
        tone = "error" if trouble else ""
        if self.saved.property("tone") != tone:
            self.saved.setProperty("tone", tone)
            self.saved.style().unpolish(self.saved)
            self.saved.style().polish(self.saved)
        self._saved = words
        self._show_saved()

    def _show_saved(self) -> None:
        roomy = self.width() >= _ROOM_FOR_WORDS or self.saved.property("tone") == "error"
        words = (f"●  {self._saved}" if roomy else "●") if self._saved else ""
        if words != self.saved.text():
            self.saved.setText(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_saved()

    def set_author(self, author: str, authors: Sequence[str]) -> None:
        """Show who works, and who else works in this project."""
        self._author, self._authors = author, tuple(authors)
        self.author.setText(plain(one_line(author, 24)))
        self.author.setToolTip(tip(author))
        self.author.setAccessibleName(_("Author: {name}").format(name=author))

    def name_keys(self) -> None:
        """Show the keys as they are now."""
        self.search.set_key(key_of("go"))
        self.search.setToolTip(with_key(_("Go to an article or action …"), "go"))
        self.reading.setToolTip(with_key(_("Text and look"), "reading"))

    def set_choices(self, theme: str, language: str) -> None:
        """Say which look ("system", "light", "sepia", "dark") and which language are ticked in the menu."""
        self._theme, self._language = theme, language

    def _menu_button(self, name: str, fill: object) -> QToolButton:
        button = flat_button("", name, "ghost", self)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.aboutToShow.connect(fill)
        button.setMenu(menu)
        return button

    def _choose_desk(self, tab: int) -> None:
        if 0 <= tab < len(self._desks):
            self.deskChosen.emit(self._desks[tab][0])

    def _fill_authors(self) -> None:
        menu = self.author.menu()
        menu.clear()
        for author in dict.fromkeys((self._author, *self._authors)):
            action = menu.addAction(plain(one_line(author, 60)))
            action.setCheckable(True)
            action.setChecked(author == self._author)
            action.triggered.connect(lambda _checked=False, name=author: self.authorChosen.emit(name))
        menu.addSeparator()
        menu.addAction(_("Another author…"), self.newAuthorAsked.emit)

    def _fill_menu(self) -> None:
        menu = self.menu.menu()
        menu.clear()
        menu.addAction(_("New project…"), self.newAsked.emit)
        menu.addAction(_("Open project…"), self.openAsked.emit)
        menu.addSeparator()
        self._add(_("Register"), "register")
        menu.addSeparator()
        self._add(_("Import…"), "import")
        self._add(_("Export…"), "export")
        menu.addSeparator()
        looks = [(look, _(words)) for look, words in LOOKS]
        self._add_choices(menu.addMenu(_("Look")), looks, self._theme, self.themeChosen)
        # each language is called by its own name, so that whoever is lost in the other one finds it
        names = {"vi": "Tiếng Việt", "en": "English"}
        self._add_choices(
            menu.addMenu(_("Language")), [(one, names[one]) for one in LANGUAGES], self._language, self.languageChosen
        )
        menu.addSeparator()
        self._add(_("Labels and colours…"), "labels")
        self._add(_("Guidelines"), "guide")
        self._add(_("Short tour"), "tour")
        self._add(_("All keys"), "keys")
        self._add(_("Change keys…"), "change-keys")
        menu.addAction(_("About"), self.aboutAsked.emit)

    def _add(self, words: str, action: str) -> None:
        """Add `action`, with its key at the right, to the menu."""
        key = key_of(action)
        # behind a tab Qt writes a key without listening for it
        item = self.menu.menu().addAction(words + (f"\t{plain(key)}" if key else ""))
        item.triggered.connect(lambda: self.actionAsked.emit(action))

    @staticmethod
    def _add_choices(menu: QMenu, choices: Sequence[Desk], current: str, signal: object) -> None:
        group = QActionGroup(menu)
        for choice, words in choices:
            action = menu.addAction(plain(words))
            action.setCheckable(True)
            action.setChecked(choice == current)
            action.triggered.connect(lambda _checked=False, value=choice: signal.emit(value))  # type: ignore[attr-defined]
            group.addAction(action)
