"""Time from a label key to the entity saved in the project and painted, on an article with 300 annotations, 300
suggestions beside them; and the same for Enter on a suggestion.

    python tests/benchmarks/label_key.py [--runs 60] [--annotations 300] [--suggestions 300] [--articles 10000]
        [--platform offscreen]

The floor does the least that could be called the same: one raw SQLite commit, and a plain text edit that repaints with
as many highlights.
"""

from __future__ import annotations

import argparse
import gc
import os
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import figure
import tagged

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QTextEdit

LIMIT = 0.016


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--runs", type=int, default=60)
    options.add_argument("--annotations", type=int, default=300)
    options.add_argument("--suggestions", type=int, default=300)
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
        labels, answers = app(path, chosen.annotations, chosen.suggestions, chosen.runs)
    for name, times in (("label key", labels), ("accept key", answers)):
        if times:
            figure.say(
                name, [one.wall for one in times], [one.wall for one in floor], platform=chosen.platform,
                annotations=chosen.annotations, suggestions=chosen.suggestions, articles=chosen.articles + 1,
                work=work(times), work_floor=work(floor), load=figure.load(), limit_seconds=LIMIT,
            )  # fmt: skip
    # on a machine that is busy with other things the wall's clock tells of those
    figure.verdict(within=max(map(work, filter(None, (labels, answers)))) < LIMIT)


class Taken(NamedTuple):
    """Seconds by the clock on the wall, and of the processor."""

    wall: float
    work: float


def work(times: Sequence[Taken]) -> float:
    """Return the median of the processor time."""
    return round(statistics.median(one.work for one in times), 5)


def painted(edit: QTextEdit, act: Callable[[], None]) -> Taken:
    """Return the time from `act` until `edit` has painted."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    class Paints(QObject):
        count = 0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            self.count += event.type() == QEvent.Type.Paint
            return super().eventFilter(watched, event)

    paints = Paints()
    edit.viewport().installEventFilter(paints)
    start, used = time.perf_counter(), time.thread_time()
    act()
    while not paints.count:
        QApplication.processEvents()
        if time.perf_counter() - start > 5:
            raise TimeoutError("nothing was painted")
    QApplication.processEvents()
    taken = Taken(time.perf_counter() - start, time.thread_time() - used)
    edit.viewport().removeEventFilter(paints)
    return taken


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


def app(path: Path, annotations: int, suggestions: int, runs: int) -> tuple[list[Taken], list[Taken]]:
    """Return the times of each label key, and those of each Enter on a suggestion."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QTextCursor
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QTextEdit

    from reader_app.core.model import text_hash
    from reader_app.core.suggestion import known_hash
    from reader_app.gui.app import build
    from reader_app.gui.main_window import MainWindow

    QApplication([])
    window = build(path, tagged.AUTHOR)
    assert isinstance(window, MainWindow)
    show(window)
    if suggestions:
        article = window.session.here.article
        proposed = tagged.suggestions(article, suggestions)
        window.session.take(article.id, text_hash(article.text), known_hash(()), proposed)
    gc.freeze()  # as the app does once it stands
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
    labels, answers = [], []
    for start in places:
        cursor = reader.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(start + 3, QTextCursor.MoveMode.KeepAnchor)
        reader.setTextCursor(cursor)
        settle()
        labels.append(painted(reader, lambda: QTest.keyClick(reader, Qt.Key.Key_1)))
    for _ in range(min(runs, len(window.desk.acts.offers.shown))):
        if not answers:
            QTest.keyClick(reader, Qt.Key.Key_Tab)
        settle()
        answers.append(painted(reader, lambda: QTest.keyClick(reader, Qt.Key.Key_Return)))
    saved = file.execute("select count(*) from annotation").fetchone()[0]
    file.close()
    assert saved == annotations + runs + len(answers), f"{saved} are in the file"
    window.close()
    return labels, answers


def settle() -> None:
    from PySide6.QtWidgets import QApplication

    for _ in range(3):
        QApplication.processEvents()


def plain(folder: Path, text: str, highlights: int, runs: int) -> list[Taken]:
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
