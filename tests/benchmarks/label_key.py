"""Time from a label key to the entity saved in the project and painted, on an article with 300 annotations.

    python tests/benchmarks/label_key.py [--runs 60] [--annotations 300] [--articles 10000] [--platform offscreen]

The floor does the least that could be called the same: one raw SQLite commit, and a plain text edit that repaints with
as many highlights.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import figure
import tagged

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QTextEdit

LIMIT = 0.016


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--runs", type=int, default=60)
    options.add_argument("--annotations", type=int, default=300)
    options.add_argument("--articles", type=int, default=10_000)
    options.add_argument("--platform", default="offscreen")
    chosen = options.parse_args()
    os.environ["QT_QPA_PLATFORM"] = chosen.platform
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            os.environ[variable] = name
        path = folder / "p.sqlite"
        article = tagged.project(path, count=chosen.annotations, others=chosen.articles)
        floor = plain(folder, article.text, chosen.annotations, chosen.runs)
        times = app(path, chosen.annotations, chosen.runs)
    figure.say(
        "label key", times, floor, platform=chosen.platform, annotations=chosen.annotations,
        articles=chosen.articles + 1, limit_seconds=LIMIT,
    )  # fmt: skip
    figure.verdict(within=statistics.median(times) < LIMIT)


def painted(edit: QTextEdit, act: Callable[[], None]) -> float:
    """Return the seconds from `act` until `edit` has painted."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    class Paints(QObject):
        count = 0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            self.count += event.type() == QEvent.Type.Paint
            return super().eventFilter(watched, event)

    paints = Paints()
    edit.viewport().installEventFilter(paints)
    start = time.perf_counter()
    act()
    while not paints.count:
        QApplication.processEvents()
        if time.perf_counter() - start > 5:
            raise TimeoutError("nothing was painted")
    QApplication.processEvents()
    seconds = time.perf_counter() - start
    edit.viewport().removeEventFilter(paints)
    return seconds


def show(window: object) -> None:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    assert isinstance(window, QWidget)
    window.resize(1440, 900)
    window.show()
    QTest.qWaitForWindowExposed(window, 20_000)
    window.activateWindow()
    for _ in range(20):
        QApplication.processEvents()
        time.sleep(0.01)


def app(path: Path, annotations: int, runs: int) -> list[float]:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QTextCursor
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QTextEdit

    from reader_app.gui.app import build

    QApplication([])
    window = build(path, tagged.AUTHOR)
    show(window)
    reader = window.findChild(QTextEdit, "reader")
    assert reader is not None
    reader.setFocus()
    text = reader.toPlainText()
    assert len(text) > 5000
    # words in lower case, so that none is tagged yet, from all over the text that the window shows and beyond it
    places, at = [], 0
    while len(places) < runs:
        at = text.index(" hai ", at + 1) + 1
        places.append(at)
    file = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    times = []
    for start in places:
        cursor = reader.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(start + 3, QTextCursor.MoveMode.KeepAnchor)
        reader.setTextCursor(cursor)
        for _ in range(3):
            QApplication.processEvents()
        times.append(painted(reader, lambda: QTest.keyClick(reader, Qt.Key.Key_1)))
    saved = file.execute("select count(*) from annotation").fetchone()[0]
    file.close()
    assert saved == annotations + runs, f"{saved} are in the file"
    window.close()
    return times


def plain(folder: Path, text: str, highlights: int, runs: int) -> list[float]:
    from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
    from PySide6.QtWidgets import QApplication, QTextEdit

    existing = QApplication.instance() or QApplication([])
    db = sqlite3.connect(folder / "floor.sqlite", isolation_level=None)
    db.execute("pragma journal_mode=wal")
    db.execute("pragma synchronous=full")
    db.execute("create table record (id integer primary key, body text)")
    edit = QTextEdit()
    edit.setPlainText(text)
    show(edit)
    chosen: list[QTextEdit.ExtraSelection] = []
    colour = QTextCharFormat()
    colour.setBackground(QColor("#dcebe5"))
    step = len(text) // (highlights + 1)

    def highlight() -> None:
        # the new ones from the top on: an edit paints only what is in sight
        at = len(chosen) * step if len(chosen) < highlights else (len(chosen) - highlights) * 7
        cursor = QTextCursor(edit.document())
        cursor.setPosition(at)
        cursor.setPosition(at + 3, QTextCursor.MoveMode.KeepAnchor)
        one = QTextEdit.ExtraSelection()
        one.cursor, one.format = cursor, colour  # type: ignore[attr-defined]
        chosen.append(one)

    def act() -> None:
        db.execute("insert into record (body) values (?)", ["x" * 300])
        highlight()
        edit.setExtraSelections(chosen)

    for _ in range(highlights):
        highlight()
    times = [painted(edit, act) for _ in range(runs)]
    edit.close()
    db.close()
    existing.processEvents()
    existing.shutdown()
    return times


if __name__ == "__main__":
    main()
