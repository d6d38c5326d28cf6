"""Run a program that opens a window, and print the moment at which its text has been painted.

    python probe.py app PROJECT      the installed app, through its command line
    python probe.py floor            an empty PySide6 window with a text edit

The moment is `time.monotonic_ns()`, which every process of a machine reads from one clock. Nothing of Qt is imported
here: what is imported before PySide6 and what after it makes a difference, and the order must stay the program's own.
"""

from __future__ import annotations

import sys
import time
from importlib.abc import Loader, MetaPathFinder
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import ModuleType


class WhenImported(MetaPathFinder, Loader):
    """Calls `watch` as soon as PySide6.QtWidgets is there."""

    def find_spec(self, fullname: str, *_where: object) -> ModuleSpec | None:
        if fullname != "PySide6.QtWidgets":
            return None
        sys.meta_path.remove(self)
        spec = find_spec(fullname)
        assert spec is not None
        assert spec.loader is not None
        load = spec.loader.exec_module

        def exec_module(module: ModuleType) -> None:
            load(module)
            watch()

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


def watch() -> None:
    """From the moment at which the program gives itself to the event loop, wait for the first paint of its text."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QTextEdit

    class FirstPaint(QObject):
        def __init__(self, edit: QTextEdit) -> None:
            super().__init__(edit)
            self._edit = edit
            self._seen = False
            edit.viewport().installEventFilter(self)

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and not self._seen:
                self._seen = True
                QTimer.singleShot(0, self._done)  # after the backing store went out
            return super().eventFilter(watched, event)

        def _done(self) -> None:
            print(time.monotonic_ns(), len(self._edit.toPlainText()), flush=True)
            QApplication.closeAllWindows()
            QApplication.quit()

    own = QApplication.exec

    def exec_(*_args: object) -> int:
        edit = next(w for top in QApplication.topLevelWidgets() for w in top.findChildren(QTextEdit, "reader"))
        FirstPaint(edit)
        return own()

    QApplication.exec = exec_  # type: ignore[method-assign]


def floor() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QTextEdit(objectName="reader"))
    window.resize(1440, 900)
    window.show()
    app.exec()


def app() -> None:
    from reader_app.cli import main

    main(sys.argv[1:])


if __name__ == "__main__":
    sys.meta_path.insert(0, WhenImported())
    {"app": app, "floor": floor}[sys.argv.pop(1)]()
