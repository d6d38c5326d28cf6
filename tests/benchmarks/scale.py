"""A project of 100,000 articles and 3,000,000 annotations: what a person waits for in its window.

    python tests/benchmarks/scale.py --keep DIR [--articles 100000] [--people 150000] [--runs 15]
        [--platform offscreen] [--no-start]

The project is made once and kept in DIR (about a quarter of an hour, 1.7 GB). Each figure stands beside a floor of the
same run: what SQLite and a plain Qt widget need for as much.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import figure
import label_key
import made_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QAbstractScrollArea

    from reader_app.gui.main_window import MainWindow

AUTHOR = made_up.AUTHORS[0]
QUERIES = ("quan he nga nhat", "dao", "kovich", "hiep uoc hoa binh")
NAMES = ("n", "ng", "nguyen van", "putin", "mokva", "mtk", "xqz", "tran an")
RATIO, NEXT, KEY, SEARCH, LAST = 2.0, 0.05, 0.016, 0.1, 0.1
"""The limits: of the window over the empty one; in seconds, of the next article, a label key, a search, a jump."""


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--keep", type=Path, required=True)
    options.add_argument("--articles", type=int, default=100_000)
    options.add_argument("--people", type=int, default=150_000)
    options.add_argument("--runs", type=int, default=15)
    options.add_argument("--platform", default="offscreen")
    options.add_argument("--no-start", action="store_true")
    chosen = options.parse_args()
    chosen.keep.mkdir(parents=True, exist_ok=True)
    project = chosen.keep / f"scale-{chosen.articles}-{chosen.people}.sqlite"
    if not project.exists():
        made_up.project(project, chosen.articles, chosen.people, said=_say_how_far)
    within = True
    with tempfile.TemporaryDirectory(dir=chosen.keep) as name:
        copy = Path(shutil.copy(project, Path(name) / "p.sqlite"))  # the keys below change it
        for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            os.environ[variable] = name
        os.environ |= {"QT_QPA_PLATFORM": chosen.platform, "READER_APP_SUGGESTIONS": "off"}
        if not chosen.no_start:
            within = start(copy, Path(name), chosen.runs, chosen.articles)
        for limit, figures in in_window(copy, chosen.runs, {"platform": chosen.platform, "articles": chosen.articles}):
            within = within and figures < limit
    figure.verdict(within=within)


def _say_how_far(done: int) -> None:
    print(f"{done} articles are made", file=sys.stderr, flush=True)


def start(project: Path, folder: Path, runs: int, articles: int) -> bool:
    """Measure the installed app from the command to the painted window; return whether the limit held."""
    import start as starting

    within = True
    with starting.platforms() as found:
        python = starting.installed(folder)
        clean = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV", "DISPLAY"}}
        clean |= {"XDG_RUNTIME_DIR": str(folder), "LANGUAGE": "vi", "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
        for platform, env in found.items():
            times: dict[str, list[float]] = {"app": [], "floor": []}
            for run in range(runs + 2):
                for which, args in (("floor", []), ("app", [str(project), "--author", AUTHOR])):
                    seconds, _used, _length = starting.once(python, clean | env, which, *args)
                    if run >= 2:  # the first ones fill the caches of the machine
                        times[which].append(seconds)
            ratio = figure.say(
                "start, large project", times["app"], times["floor"], platform=platform, articles=articles, limit=RATIO
            )
            within = within and ratio < RATIO
    return within


def in_window(project: Path, runs: int, about: dict[str, object]) -> Iterator[tuple[float, float]]:
    """Measure what happens in the open window; yield each limit with the median in seconds."""
    from PySide6.QtWidgets import QApplication

    from reader_app.gui.app import build
    from reader_app.gui.main_window import MainWindow

    existing = QApplication.instance() or QApplication([])
    raw = sqlite3.connect(f"file:{project}?mode=ro", uri=True)
    window = build(project, AUTHOR)
    assert isinstance(window, MainWindow)
    label_key.show(window)
    for measure, limit, name in (
        (next_articles, NEXT, "next article"), (searches, SEARCH, "list search, a key"),
        (whole_searches, 0, "list search, every article"), (last_articles, LAST, "jump to the last article"),
        (filters, SEARCH, "filter change"), (names, NEXT, "register search"),
        (anything, SEARCH, "go to anything, a key"), (labels, KEY, "label key"),
    ):  # fmt: skip
        times, floor = measure(window, raw, runs)
        figure.say(name, times, floor, **about, **({"limit_seconds": limit} if limit else {}))
        if limit:
            yield limit, sorted(times)[len(times) // 2]
    window.close()
    raw.close()
    existing.processEvents()


def until(
    view: QAbstractScrollArea, act: Callable[[], object], ready: Callable[[], bool] = lambda: True, *, limit: float = 20
) -> float:
    """Return the seconds from `act` until `view` has painted what makes `ready` true."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    class Paints(QObject):
        count = 0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            self.count += event.type() == QEvent.Type.Paint and ready()
            return super().eventFilter(watched, event)

    label_key.settle()
    paints = Paints()
    view.viewport().installEventFilter(paints)
    begin = time.perf_counter()
    act()
    while not paints.count:
        QApplication.processEvents()
        if time.perf_counter() - begin > limit:
            raise TimeoutError("nothing was painted")
    seconds = time.perf_counter() - begin
    view.viewport().removeEventFilter(paints)
    return seconds


Measured = tuple[list[float], list[float]]


def rest(window: MainWindow) -> None:
    """Wait until nothing is looked for any more."""
    from PySide6.QtTest import QTest

    QTest.qWait(60)
    while window.desk.shelf.seeker.is_seeking("list") or window.desk.shelf.seeker.is_seeking("counts"):
        QTest.qWait(20)


def next_articles(window: MainWindow, raw: sqlite3.Connection, runs: int) -> Measured:
    """Ctrl+PgDown; the floor reads the text and its annotations and sets it in a plain edit."""
    from PySide6.QtWidgets import QTextEdit

    rest(window)
    reader = window.desk.reader
    times = [until(reader, lambda: window.do("next-article")) for _ in range(runs)]
    edit = QTextEdit()
    label_key.show(edit)

    def plain(number: int) -> None:
        edit.setPlainText(raw.execute("select text from article where seq = ?", (number,)).fetchone()[0])
        raw.execute("select * from annotation where article = ?", (number,)).fetchall()

    floor = [until(edit, lambda number=number: plain(number)) for number in range(100, 100 + runs)]  # type: ignore[misc]
    edit.close()
    return times, floor


def _typing(window: MainWindow) -> Iterator[float]:
    from PySide6.QtTest import QTest

    articles, shelf = window.desk.articles, window.desk.shelf
    articles.filter.setFocus()
    for query in QUERIES:
        for at in range(len(query)):
            wanted = query[: at + 1]
            yield until(
                articles.list,
                lambda key=query[at]: QTest.keyClicks(articles.filter, key),  # type: ignore[misc]
                lambda wanted=wanted: shelf._shown.text == wanted,  # type: ignore[misc]
            )
        articles.filter.clear()
        rest(window)


def searches(window: MainWindow, raw: sqlite3.Connection, _runs: int) -> Measured:
    """Each key of a search until what it finds is painted; the floor asks the index for forty numbers."""
    rest(window)
    times = list(_typing(window))
    query = "select rowid from article_text where article_text match ? limit 40"
    return times, figure.timed(lambda: raw.execute(query, ('"quan" "he" "n"*',)).fetchall(), 15)


def whole_searches(window: MainWindow, raw: sqlite3.Connection, _runs: int) -> Measured:
    """Whole searches until every article that they find is in the list; the floor asks the index for all numbers."""
    times = []
    for query in QUERIES:
        begin = time.perf_counter()
        window.desk.articles.filter.setText(query)
        while window.desk.shelf._shown.text != query or window.desk.shelf._seqs is None:
            label_key.settle()
        times.append(time.perf_counter() - begin)
    window.desk.articles.filter.clear()
    rest(window)
    ask = "select rowid from article_text where article_text match ? order by rowid"
    return times, figure.timed(lambda: raw.execute(ask, ('"quan" "he" "nga" "nhat"*',)).fetchall(), 5)


def last_articles(window: MainWindow, raw: sqlite3.Connection, runs: int) -> Measured:
    """End in the list and Enter, until the last article is painted; the floor scrolls a plain list of as many rows, and
    sets the text in a plain edit."""
    from PySide6.QtCore import QStringListModel, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QListView

    rest(window)
    view, times = window.desk.articles.list, []
    last = raw.execute("select id from article order by seq desc limit 1").fetchone()[0]
    first = raw.execute("select id from article order by seq limit 1").fetchone()[0]
    for _ in range(runs):
        window.desk.course.open(first)
        view.setFocus()
        rest(window)

        def jump() -> None:
            QTest.keyClick(view, Qt.Key.Key_End)
            QTest.keyClick(view, Qt.Key.Key_Return)

        times.append(until(window.desk.reader, jump, lambda: window.session.here.article.id == last))
    plain = QListView()
    plain.setUniformItemSizes(True)
    plain.setModel(QStringListModel([f"bai-{n}" for n in range(len(window.desk.shelf._seqs or ()))], plain))
    label_key.show(plain)
    floor = []
    for _ in range(runs):
        plain.scrollToTop()
        floor.append(until(plain, plain.scrollToBottom))
    plain.close()
    return times, floor


def filters(window: MainWindow, raw: sqlite3.Connection, _runs: int) -> Measured:
    """Each filter and order, until what it lets through is painted; the floor asks an index for forty numbers."""
    rest(window)
    shelf, times = window.desk.shelf, []
    for choice in (
        "label=entity/PER", "clear=", "quotes=with", "clear=", "unsure=1", "clear=", "by=minh", "clear=",
        "outlet=VnExpress", "clear=", "date=2015..2015-06", "order=newest", "clear=", "order=longest", "clear=",
    ):  # fmt: skip
        times.append(until(window.desk.articles.list, lambda one=choice: shelf._set_facet(one),  # type: ignore[misc]
                           lambda: shelf._shown == shelf._filter))  # fmt: skip
        rest(window)
    query = "select article from annotation where author = 'minh' and kind = 'quote' limit 40"
    return times, figure.timed(lambda: raw.execute(query).fetchall(), 15)


def names(window: MainWindow, raw: sqlite3.Connection, _runs: int) -> Measured:
    """Searches in the register; the floor walks once over the index of its names."""
    store = window.session.store
    store.referents("a")
    times = [seconds for name in NAMES for seconds in figure.timed(lambda name=name: store.referents(name), 3)]  # type: ignore[misc]
    query = "select count(*) from referent_name indexed by referent_name_folded where folded <> 'x'"
    return times, figure.timed(lambda: raw.execute(query).fetchone(), 5)


def anything(window: MainWindow, raw: sqlite3.Connection, _runs: int) -> Measured:
    """Each key in the box of Ctrl+K until what it finds is painted; the floor asks the index for forty numbers."""
    from PySide6.QtTest import QTest

    window.do("go")
    box = window.going._box
    times = []
    for query in QUERIES:
        box.field.clear()
        times += [
            until(
                box.list,
                lambda key=query[at]: QTest.keyClicks(box.field, key),  # type: ignore[misc]
                lambda wanted=query[: at + 1]: window.going._answered == wanted,  # type: ignore[misc]
            )
            for at in range(len(query))
        ]
    box.dismiss()
    query = "select rowid from article_text where article_text match ? limit 40"
    return times, figure.timed(lambda: raw.execute(query, ('"quan" "he" "n"*',)).fetchall(), 15)


def labels(window: MainWindow, raw: sqlite3.Connection, runs: int) -> Measured:
    """A label key on words that are not tagged, until it is saved and painted; the floor commits as much to a file of
    its own and repaints a plain edit with as many highlights."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    rest(window)
    (fresh,) = raw.execute("select seq from article order by seq desc limit 1 offset 50").fetchone()
    window.desk.course.open_seq(fresh)
    reader, text = window.desk.reader, window.session.text
    reader.setFocus()
    places = [at for at in range(len(text) - 8) if text[at - 1] == " " and text[at].islower()][::4][:runs]
    times = []
    for at in places:
        reader.set_caret(at + 3, anchor=at)
        times.append(until(reader, lambda: QTest.keyClick(reader, Qt.Key.Key_1)))
    with tempfile.TemporaryDirectory() as name:
        floor = _floor_of_labels(Path(name), text, runs)
    return times, floor


def _floor_of_labels(folder: Path, text: str, runs: int) -> list[float]:
    from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
    from PySide6.QtWidgets import QTextEdit

    db = sqlite3.connect(folder / "floor.sqlite", isolation_level=None)
    for sql in (
        "pragma journal_mode=wal",
        "pragma synchronous=full",
        "create table record (id integer primary key, body)",
    ):
        db.execute(sql)
    edit = QTextEdit()
    edit.setPlainText(text)
    label_key.show(edit)
    colour, chosen = QTextCharFormat(), list[QTextEdit.ExtraSelection]()
    colour.setBackground(QColor("#dcebe5"))

    def act() -> None:
        db.execute("insert into record (body) values (?)", ["x" * 300])
        one = QTextEdit.ExtraSelection()
        one.cursor, one.format = QTextCursor(edit.document()), colour  # type: ignore[attr-defined]
        one.cursor.setPosition(len(chosen) * 9)  # type: ignore[attr-defined]
        one.cursor.setPosition(len(chosen) * 9 + 3, QTextCursor.MoveMode.KeepAnchor)  # type: ignore[attr-defined]
        chosen.append(one)
        edit.setExtraSelections(chosen)

    times = [until(edit, act) for _ in range(runs)]
    edit.close()
    db.close()
    return times


if __name__ == "__main__":
    main()
