"""The two dialogs in which keys and labels are changed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from reader_app import preferences
from reader_app.core.errors import ReaderError
from reader_app.gui import key_table
from reader_app.gui.key_table import KeyTable, keys_in_use
from reader_app.gui.theme import THEMES, Theme
from reader_app.session import Session
from reader_app.words import sentence


class Settings(QObject):
    """Opens the dialogs over `window`; the keys are a person's own, the labels those of the project of `session`."""

    keysChanged = Signal()
    labelsChanged = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window

    def ask_keys(self, theme: Theme) -> None:
        from reader_app.gui.key_table_dialog import KeyTableDialog

        dialog = KeyTableDialog(keys_in_use(), self._session.scheme, theme, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.changed.connect(self.use_keys)
        dialog.show()

    def ask_labels(self, theme: Theme) -> None:
        from reader_app.gui.labels import LabelDialog

        dialog = LabelDialog(self._session.scheme, theme, THEMES, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def change(kind: str, label: str, wanted: dict[str, Any]) -> None:
            try:
                self._session.change_label(kind, label, **wanted)  # type: ignore[arg-type]  # a kind of the scheme
            except ReaderError as error:
                dialog.say(sentence(error), refused=True)
            dialog.set_scheme(self._session.scheme)
            self.labelsChanged.emit()

        dialog.changed.connect(change)
        dialog.show()

    def use_keys(self, table: KeyTable) -> None:
        """Hear the keys of `table` from now on, in every window to come too."""
        preferences.save(keys=table.written())
        key_table.use(table.written())
        self.keysChanged.emit()
