"""What this application is."""

from __future__ import annotations

import platform

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reader_app import __version__
from reader_app.gui.dialogs.work import plain_label, push_button
from reader_app.words import _


class AboutBox(QDialog):
    """Name, version and licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aboutBox")
        self.setWindowTitle(_("About"))
        name = QLabel(f"Reader App {__version__}", self)
        name.setProperty("role", "title")
        words = plain_label(self)
        about = _("A reader for Vietnamese news in which people build training corpora: entities, quotes and claims.")
        licences = _(
            "Licence: Apache 2.0. It uses Qt and PySide6 (LGPL 3), sqlite-utils (Apache 2.0), "
            "and the fonts Noto Serif, Noto Sans and Inter (SIL Open Font License 1.1)."
        )
        versions = f"Qt {qVersion()} · Python {platform.python_version()} · {platform.system()}"
        words.setText(f"{about}\n\n{licences}\n\n{versions}")
        close = push_button(_("Close"), self, "primary")
        close.clicked.connect(self.close)
        close.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(name)
        box.addWidget(words)
        box.addLayout(row)
        self.setMinimumWidth(420)
