"""Works a window with keys alone, as an annotator does."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from reader_app.core.model import Annotation, Kind

if TYPE_CHECKING:
    from reader_app.gui.main_window import MainWindow
    from reader_app.session import Session

_KEYS = {
    ",": Qt.Key.Key_Comma, ".": Qt.Key.Key_Period, "<": Qt.Key.Key_Less, ">": Qt.Key.Key_Greater, "/": Qt.Key.Key_Slash,
    "?": Qt.Key.Key_Question, "-": Qt.Key.Key_Minus, "=": Qt.Key.Key_Equal, "+": Qt.Key.Key_Plus,
    ";": Qt.Key.Key_Semicolon,
    "Space": Qt.Key.Key_Space, "Esc": Qt.Key.Key_Escape, "Enter": Qt.Key.Key_Return,
    "Del": Qt.Key.Key_Delete, "Left": Qt.Key.Key_Left, "Right": Qt.Key.Key_Right, "Home": Qt.Key.Key_Home,
    "Down": Qt.Key.Key_Down, "Up": Qt.Key.Key_Up, "End": Qt.Key.Key_End, "PgUp": Qt.Key.Key_PageUp,
    "PgDown": Qt.Key.Key_PageDown, "F6": Qt.Key.Key_F6, "Tab": Qt.Key.Key_Tab,
}  # fmt: skip
_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}


class Typist:
    """Presses keys on whatever has the focus in `window`, and looks at the session."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.pressed = 0

    @property
    def session(self) -> Session:
        return self.window.session

    @property
    def reader(self) -> QTextEdit:
        return cast("QTextEdit", self.window.findChild(QTextEdit, "reader"))

    def focus(self) -> QWidget:
        return self.window.focusWidget() or self.window

    def press(self, *keys: str) -> None:
        for key in keys:
            *modifiers, name = key.split("+") if key != "+" else ["+"]
            held = Qt.KeyboardModifier.NoModifier
            for modifier in modifiers:
                held |= _MODIFIERS[modifier]
            code = _KEYS[name] if name in _KEYS else getattr(Qt.Key, f"Key_{name}")
            QTest.keyClick(self.focus(), code, held)
            self.pressed += 1
            QApplication.processEvents()

    def write(self, words: str) -> None:
        """Type into the field that has the focus, as an input method commits it."""
        field = self.focus()
        assert isinstance(field, QLineEdit), field
        field.insert(words)
        QApplication.processEvents()

    def select(self, words: str, *, nth: int = 1) -> None:
        """Select the nth place of `words` from the start of the article, by finding it."""
        self.press("Ctrl+Home", "Ctrl+F")
        self.write(words)
        for _ in range(nth - 1):
            self.press("Enter")
        self.press("Esc")

    def go_into(self, words: str, *, nth: int = 1) -> None:
        """Put the caret behind `words`, with nothing selected."""
        self.select(words, nth=nth)
        self.press("Right")

    # what the session holds

    def text(self) -> str:
        return self.session.text

    def all(self, kind: Kind) -> list[Annotation]:
        return self.session.mine(kind)

    def last(self, kind: Kind) -> Annotation:
        record = self.session.here.annotation(self.window.desk.acts.chosen)
        assert record.kind == kind
        return record

    def words(self, annotation: Annotation, role: str) -> str:
        span = annotation.span(role)  # type: ignore[arg-type]
        return span.of(self.text()) if span else ""

    def people(self, annotation: Annotation) -> list[str]:
        return [r.name for i in annotation.referents if (r := self.session.here.referent(i)) is not None]
