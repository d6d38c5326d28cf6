"""The application: made once, one window on a project at a time."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow

from reader_app import preferences, words
from reader_app.core.errors import ReaderError
from reader_app.gui import key_table
from reader_app.gui.main_window import MainWindow
from reader_app.gui.style import dress, theme_for
from reader_app.resources import resource
from reader_app.storage import Store
from reader_app.words import refusal

SCHEME = "schemes/vi-news.toml"
_TOUR = 300
"""Milliseconds after which the tour is shown on the first run."""


def build(project: Path | str, author: str = "") -> QMainWindow:
    """Return the window on `project` for `author`, painted but for the event loop, which the caller starts.

    A file that is not there yet is made. The article that was open last is open, else the first. Raises ReaderError
    where the file is no project or cannot be read.
    """
    app = _application()
    chosen = preferences.load()
    if not words.in_use():
        words.use(chosen.language or words.system_language())
    app.setApplicationName("Reader App")
    QGuiApplication.setDesktopFileName("reader-app")
    key_table.use(chosen.keys)
    theme = theme_for(chosen.theme)
    dress(app, theme)
    store = open_or_create(Path(project))
    try:
        window = MainWindow(store, author or chosen.author or preferences.login_name(), theme)
    except BaseException:
        store.close()
        raise
    return window


def _application() -> QApplication:
    """Return the application that exists, else a new one."""
    app = QApplication.instance()
    if app is None:
        # with the style at once: setStyle() would give it back, and PySide6 set up QStyle with all its enumerations,
        # 14 ms that the way to the first window does not spend
        app = QApplication([*sys.argv[:1], "-style", "fusion"])
        app.setProperty("fusion", True)  # noqa: FBT003  Qt's own order
    assert isinstance(app, QApplication)
    return app


def _is_own(project: Path) -> bool:
    """Return whether `project` is the one that begins with the seeds, which is open when nobody names another."""
    return project.absolute() == preferences.own_project().absolute()


def open_or_create(project: Path) -> Store:
    """Return the project of that file, made with the shipped label scheme where there is none."""
    if project.exists():
        return Store.open(project)
    project.parent.mkdir(parents=True, exist_ok=True)
    return Store.create(project, resource(SCHEME).read_text(encoding="utf-8"))


class Application:
    """Holds the open window, and replaces it where another project or language is asked for."""

    def __init__(self, project: Path, author: str) -> None:
        self.window: MainWindow | None = None
        self._project = project
        self._author = author

    def show(self) -> None:
        """Build the window and show it, at the place of the one before. Raises ReaderError, with the old window as it
        was, where the project cannot be opened."""
        window = build(self._project, self._author)
        assert isinstance(window, MainWindow)
        old, self.window = self.window, window
        if old is not None:
            window.restoreGeometry(old.saveGeometry())
            old.restart.disconnect()
            old.close()
            old.deleteLater()
        window.restart.connect(self._restart)
        window.catch_crashes()
        window.show()
        if _is_own(self._project) and not preferences.load().tour:
            # once it is painted: the first window does not wait for it
            QTimer.singleShot(_TOUR, window, lambda: window.do("tour"))

    def _restart(self, project: str, author: str) -> None:
        # once the signal is through: the window that sent it goes away
        QTimer.singleShot(0, lambda: self._replace(Path(project) if project else self._project, author or self._author))

    def _replace(self, project: Path, author: str) -> None:
        before = self._project, self._author
        self._project, self._author = project, author
        try:
            self.show()
        except ReaderError as error:
            self._project, self._author = before
            if self.window is not None:
                self.window.messages.complain(refusal(error))
        else:
            preferences.save(project=str(project.resolve()), author=author)


def main(project: Path, author: str, *, note: str = "") -> int:
    """Open the window on `project` and run until it is closed; return the exit status. Raises ReaderError where the
    project cannot be opened. `note` is said in the window: what became of the files that it was opened with."""
    application = Application(project, author)
    app = _application()
    application.show()
    window = application.window
    assert window is not None
    preferences.save(project=str(project.resolve()), author=window.author)
    if note:
        window.messages.complain(note)
    # what is there now stays as long as the window: no collection need look at it
    gc.freeze()
    gc.enable()
    status = app.exec()
    with suppress(RuntimeError):  # the window may be gone with Qt's own objects by now
        if application.window is not None:
            application.window.close()
    return status
