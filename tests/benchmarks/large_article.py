"""An article of a million code points with 5,000 annotations, in paragraphs and as one paragraph: opening it, scrolling
through it, a label key on it.

    python tests/benchmarks/large_article.py [--letters 1000000] [--annotations 5000] [--runs 40] [--platform offscreen]

Each figure is taken in the real window, from the act until the text is painted. The floor does as much with a plain
QTextEdit: it sets the same text, scrolls it by the same steps, and saves a row and repaints.
"""

from __future__ import annotations

import argparse
import gc
import os
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import figure
import label_key
import tagged

from reader_app.core.model import Article, article_id
from reader_app.core.text import canonical
from reader_app.resources import resource
from reader_app.storage import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QTextEdit

    from reader_app.gui.main_window import MainWindow

FRAME = 1 / 60
OPEN, PARAGRAPH, KEY = 1.0, 0.05, 0.05
"""The limits in seconds: to open it in paragraphs; a frame, and a label key, where it is one paragraph."""
STEP = 120
"""Pixels of a step: what a notch of a mouse wheel scrolls by."""


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--letters", type=int, default=1_000_000)
    options.add_argument("--annotations", type=int, default=5000)
    options.add_argument("--runs", type=int, default=40)
    options.add_argument("--platform", default="offscreen")
    chosen = options.parse_args()
    os.environ |= {"QT_QPA_PLATFORM": chosen.platform, "READER_APP_SUGGESTIONS": "off"}
    within = True
    for paragraphs in (True, False):
        with tempfile.TemporaryDirectory() as name:
            for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
                os.environ[variable] = name
            path = Path(name) / "p.sqlite"
            large = project(path, chosen.letters, chosen.annotations, paragraphs=paragraphs)
            about = {
                "platform": chosen.platform, "paragraphs": large.text.count("\n") + 1, "letters": len(large.text),
                "annotations": chosen.annotations, "load": figure.load(),
            }  # fmt: skip
            within = measure(path, large, chosen.runs, about, paragraphs=paragraphs) and within
    figure.verdict(within=within)


def project(path: Path, letters: int, count: int, *, paragraphs: bool) -> Article:
    """Make a project with a small article, which is open first, and a large one with `count` annotations."""
    text = tagged.article(letters // 4).text[:letters]
    assert len(text) == letters
    text = canonical(text if paragraphs else text.replace("\n", " "))
    large, small = Article(article_id(text), "large", "", text), tagged.article(50, "small")
    with Store.create(path, resource("schemes/vi-news.toml").read_text("utf-8")) as store:
        with store.bulk(tagged.AUTHOR, "import", "") as bulk:
            bulk.add_article(small)
            bulk.add_article(large)
            for record in tagged.annotations(large, count):
                bulk.add(record)
        store.set_setting("article", small.id)
    return large


def measure(path: Path, large: Article, runs: int, about: dict[str, object], *, paragraphs: bool) -> bool:
    """Print the figures and return whether the limits held."""
    from PySide6.QtWidgets import QApplication, QTextEdit

    from reader_app.gui.app import build
    from reader_app.gui.main_window import MainWindow

    existing = QApplication.instance() or QApplication([])
    window = build(path, tagged.AUTHOR)
    assert isinstance(window, MainWindow)
    label_key.show(window)
    gc.freeze()  # as the app does once it stands
    plain = QTextEdit()
    label_key.show(plain)
    small = window.session.here.article.id
    opening, floor = [], []
    for _ in range(5):
        opening.append(label_key.painted(window.desk.reader, lambda: window.desk.course.open(large.id)))
        window.desk.course.open(small)
        plain.clear()
        floor.append(label_key.painted(plain, lambda: plain.setPlainText(large.text)))
    window.desk.course.open(large.id)
    label_key.settle()
    limit = OPEN if paragraphs else 0
    held = say("large article, opening", opening, floor, limit, about)
    frames, floor = scrolled(window.desk.reader, runs), scrolled(plain, runs)
    held = say("large article, a frame", frames, floor, FRAME if paragraphs else PARAGRAPH, about) and held
    keys, floor = labels(window, runs), floor_of_labels(plain, path.parent, runs)
    held = say("large article, label key", keys, floor, KEY, about) and held
    plain.close()
    window.close()
    existing.processEvents()
    return held


def say(
    name: str, times: list[label_key.Taken], floor: list[label_key.Taken], limit: float, about: dict[str, object]
) -> bool:
    """Print a figure; return whether its median is below `limit` (0 for none)."""
    walls = [one.wall for one in times]
    figure.say(
        name, walls, [one.wall for one in floor], **about,
        work=label_key.work(times), work_floor=label_key.work(floor), over=sum(one > limit for one in walls if limit),
        **({"limit_seconds": round(limit, 4)} if limit else {}),
    )  # fmt: skip
    return not limit or sorted(walls)[len(walls) // 2] < limit


def scrolled(edit: QTextEdit, runs: int) -> list[label_key.Taken]:
    """Return what each step takes, from the top, the middle and near the end."""
    bar = edit.verticalScrollBar()
    times = []
    for start in (0, bar.maximum() // 2, bar.maximum() - (runs + 2) * STEP):
        bar.setValue(start)
        label_key.settle()
        times += [label_key.painted(edit, lambda: bar.setValue(bar.value() + STEP)) for _ in range(runs)]
    return times


def spread(edit: QTextEdit, runs: int, act: Callable[[], None]) -> list[label_key.Taken]:
    """Select small words all over the text, bring each into view, and return what `act` on it takes."""
    from PySide6.QtGui import QTextCursor

    text, times = edit.toPlainText(), []
    for number in range(runs):
        at = text.index(" hai ", number * (len(text) - 2000) // runs) + 1
        cursor = edit.textCursor()
        cursor.setPosition(at)
        cursor.setPosition(at + 3, QTextCursor.MoveMode.KeepAnchor)
        edit.setTextCursor(cursor)
        edit.ensureCursorVisible()
        label_key.settle()
        times.append(label_key.painted(edit, act))
    return times


def labels(window: MainWindow, runs: int) -> list[label_key.Taken]:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    reader = window.desk.reader
    reader.setFocus()
    before = len(window.session.mine("entity"))
    times = spread(reader, runs, lambda: QTest.keyClick(reader, Qt.Key.Key_1))
    assert len(window.session.mine("entity")) == before + runs
    return times


def floor_of_labels(edit: QTextEdit, folder: Path, runs: int) -> list[label_key.Taken]:
    db = sqlite3.connect(folder / "floor.sqlite", isolation_level=None)
    for sql in ("pragma journal_mode=wal", "pragma synchronous=full", "create table record (body text)"):
        db.execute(sql)

    def act() -> None:
        db.execute("insert into record (body) values (?)", ["x" * 300])
        edit.viewport().update()

    times = spread(edit, runs, act)
    db.close()
    return times


if __name__ == "__main__":
    main()
