"""The app's own window, moved by lines on standard input and answering in JSON lines: what xdotool cannot reach.

Keys do not come this way: they come from the X server, as those of a keyboard do.

    python driver.py PROJECT AUTHOR
    focus NAME | select START END | caret POSITION | text NAME | chosen NAME | quit
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSocketNotifier
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QMainWindow, QTextEdit, QWidget

from reader_app.gui.app import build

if TYPE_CHECKING:
    from collections.abc import Callable

# text units: the driven articles hold no character beyond the BMP


class Driver:
    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._commands: dict[str, Callable[..., Any]] = {
            "focus": self._focus, "select": self._select, "caret": self._caret, "text": self._text,
            "row": self._row, "quit": self._quit,
        }  # fmt: skip

    def obey(self) -> None:
        name, *args = sys.stdin.readline().split() or ["quit"]
        self.say(self._commands[name](*args))

    def say(self, answer: object) -> None:
        print(json.dumps(answer), flush=True)

    def _widget(self, name: str) -> QWidget:
        found = self._window.findChild(QWidget, name)
        assert found is not None, name
        return found

    def _reader(self) -> QTextEdit:
        reader = self._widget("reader")
        assert isinstance(reader, QTextEdit)
        return reader

    def _focus(self, name: str) -> bool:
        widget = self._widget(name)
        widget.setFocus()
        return widget.hasFocus() and self._window.isActiveWindow()

    def _select(self, start: str, end: str) -> str:
        cursor = self._reader().textCursor()
        cursor.setPosition(int(start))
        cursor.setPosition(int(end), QTextCursor.MoveMode.KeepAnchor)
        self._reader().setTextCursor(cursor)
        return cursor.selectedText()

    def _caret(self, position: str) -> int:
        cursor = self._reader().textCursor()
        cursor.setPosition(int(position))
        self._reader().setTextCursor(cursor)
        return cursor.position()

    def _text(self, name: str) -> str:
        field = self._widget(name)
        assert isinstance(field, QLineEdit)
        return field.text()

    def _row(self, name: str) -> int:
        view = self._widget(name)
        assert isinstance(view, QAbstractItemView)
        return view.currentIndex().row()

    def _quit(self) -> bool:
        self._window.close()
        QApplication.quit()
        return True


def main() -> None:
    app = QApplication.instance() or QApplication(sys.argv[:1])
    window = build(sys.argv[1], sys.argv[2])
    window.show()
    driver = Driver(window)
    notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
    notifier.activated.connect(driver.obey)
    driver.say({"window": int(window.winId())})
    app.exec()


if __name__ == "__main__":
    main()
