"""The application: made once, one window on a project at a time."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow

from reader_app import preferences, words
from reader_app.gui.main_window import MainWindow
from reader_app.gui.style import dress, theme_for
from reader_app.resources import resource
from reader_app.storage import Store

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEME = "schemes/vi-news.toml"


def build(project: Path | str, author: str = "") -> QMainWindow:
    """Return the window on `project` for `author`, painted but for the event loop, which the caller starts.

    A file that is not there yet is made. The article that was open last is open, else the first. Raises ReaderError
    where the file is no project or cannot be read.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    chosen = preferences.load()
    if not words.in_use():
        words.use(chosen.language or words.system_language())
    app.setApplicationName("Reader App")
    QGuiApplication.setDesktopFileName("reader-app")
    theme = theme_for(chosen.theme)
    dress(app, theme)
    store = open_or_create(Path(project))
    try:
        window = MainWindow(store, author or chosen.author or preferences.login_name(), theme)
    except BaseException:
        store.close()
        raise
    return window


def open_or_create(project: Path) -> Store:
    """Return the project of that file, made with the shipped label scheme where there is none."""
    if project.exists():
        try:
            return Store.open(project)
        except PermissionError:
            return Store.open(project, read_only=True)
    project.parent.mkdir(parents=True, exist_ok=True)
    return Store.create(project, resource(SCHEME).read_text(encoding="utf-8"))


class Application:
    """Holds the open window, and replaces it where another project or language is asked for."""

    def __init__(self, project: Path, author: str) -> None:
        self.window: MainWindow | None = None
        self._project = project
        self._author = author

    def show(self) -> None:
        """Build the window and show it, at the place of the one before."""
        old = self.window
        geometry = old.saveGeometry() if old is not None else None
        if old is not None:
            old.restart.disconnect()
            old.close()
            old.deleteLater()
        window = build(self._project, self._author)
        assert isinstance(window, MainWindow)
        self.window = window
        window.restart.connect(self._restart)
        if geometry is not None:
            window.restoreGeometry(geometry)
        window.show()

    def _restart(self, project: str, author: str) -> None:
        self._project = Path(project) if project else self._project
        self._author = author or self._author
        preferences.save(project=str(self._project), author=self._author)
        QTimer.singleShot(0, self.show)


def main(project: Path, author: str, *, began: Callable[[MainWindow], None] | None = None) -> int:
    """Open the window on `project` and run until it is closed; return the exit status. Raises ReaderError where the
    project cannot be opened. `began` is called with the window once it is shown."""
    application = Application(project, author)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    application.show()
    window = application.window
    assert window is not None
    window.catch_crashes()
    preferences.save(project=str(project.resolve()), author=window.author)
    if began is not None:
        began(window)
    status = app.exec()
    with suppress(RuntimeError):  # the window may be gone with Qt's own objects by now
        if application.window is not None:
            application.window.close()
    return status
