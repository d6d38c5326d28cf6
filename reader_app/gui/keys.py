"""From a key press to the id of an action, on every keyboard layout and beside every input method."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from reader_app.gui.actions import Action

_NAMES = {
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Delete: "Del",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Insert: "Insert",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_PageUp: "PgUp",
    Qt.Key.Key_PageDown: "PgDown",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backtab: "Tab",
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    **{Qt.Key(Qt.Key.Key_F1.value + n): f"F{n + 1}" for n in range(12)},
}
_MAC = sys.platform.startswith("darwin")
_WINDOWS = sys.platform.startswith("win32")
# Vietnamese layouts have ă â ê ô and dead tone marks on the digit row: the place of a key tells the digit.
_DIGIT_CODES: Mapping[int, str] = (
    {code: str(n) for n, code in enumerate((29, 18, 19, 20, 21, 23, 22, 26, 28, 25))}
    if _MAC
    else {code + (0 if _WINDOWS else 8): str((code - 1) % 10) for code in range(2, 12)}
)


def key_name(event: QKeyEvent) -> str:
    """Return the name of what was pressed: "Q", "Shift+Q", "Ctrl+,", "<"; "" for a modifier alone.

    A sign has no Shift of its own: `<` is "<" wherever a layout has it.
    """
    modifiers = event.modifiers()
    key = event.key()
    names = [
        name
        for flag, name in ((Qt.KeyboardModifier.ControlModifier, "Ctrl"), (Qt.KeyboardModifier.AltModifier, "Alt"))
        if modifiers & flag
    ]
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier) or key == Qt.Key.Key_Backtab
    if (name := next((n for k, n in _NAMES.items() if k == key), "")) or Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        name = name or chr(key)
        return "+".join([*names, *(["Shift"] if shift else []), name])
    if not shift and (digit := _digit(event)):
        return "+".join([*names, digit])
    if 0x20 < key < 0x110000:
        return "+".join([*names, chr(key)])
    return ""


def _digit(event: QKeyEvent) -> str:
    if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
        return chr(event.key())
    code = event.nativeVirtualKey() if _MAC else event.nativeScanCode()
    return _DIGIT_CODES.get(code, "")


def shown(key: str) -> str:
    """Return `key` as the platform writes it (⌘ for Ctrl on macOS)."""
    if not _MAC:
        return key
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key


class KeyRouter(QObject):
    """Turns key presses in watched widgets into `pressed(action id)`.

    A text field keeps every key that it can type or edit with: there only actions marked `anywhere` are heard. An
    action that is `idle` now leaves its key to the widget, as Tab where there is no suggestion to go to.
    """

    pressed = Signal(str)
    idle: Callable[[str], bool] = staticmethod(lambda _action: False)

    def __init__(self, actions: Iterable[Action], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fields: set[QWidget] = set()
        self.set_actions(actions)

    def set_actions(self, actions: Iterable[Action]) -> None:
        """Hear the keys of `actions` from now on. ValueError where two share one."""
        self._ids: dict[str, str] = {}
        self._anywhere: set[str] = set()
        for action in actions:
            for key in action.keys:
                if key in self._ids:
                    raise ValueError(f"{key} is taken by {self._ids[key]}, so it cannot mean {action.id}")
                self._ids[key] = action.id
            if action.anywhere:
                self._anywhere.add(action.id)

    def watch(self, *widgets: QWidget) -> None:
        """Hear the keys of `widgets` before they do."""
        for widget in widgets:
            widget.installEventFilter(self)

    def watch_fields(self, *widgets: QWidget) -> None:
        """Hear of `widgets`, which take text, only the actions that are for anywhere. Watched already is no matter."""
        for widget in widgets:
            if widget not in self._fields:
                self._fields.add(widget)
                widget.destroyed.connect(lambda _gone=None, field=widget: self._fields.discard(field))
                self.watch(widget)

    def action_for(self, event: QKeyEvent, *, typing: bool = False) -> str:
        """Return the id of the action that `event` asks for, or ""."""
        name = key_name(event)
        action = self._ids.get(name, "")
        # a sign like / is typed in a field, even where it acts elsewhere
        if typing and (action not in self._anywhere or len(name) == 1):
            return ""
        return action

    def take(self, event: QKeyEvent) -> bool:
        """Do what `event`, for which the widget with the focus had no use, asks for; return whether it asked for
        anything. Enter alone asks for nothing: on a button or in a list it means that."""
        action = self.action_for(event) if key_name(event) != "Enter" else ""
        if action:
            self.pressed.emit(action)
        return bool(action)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) or not isinstance(event, QKeyEvent):
            return False
        action = self.action_for(event, typing=watched in self._fields)
        if not action or self.idle(action):
            return False
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()  # so that it comes back as a key press
        else:
            self.pressed.emit(action)
        return True
