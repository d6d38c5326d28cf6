"""What the project file costs over raw sqlite3: saving a step, reading a sheet, the first rows of the list.

python tests/benchmarks/store.py [--runs 200] [--articles 10000]
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import tempfile
from pathlib import Path

import figure
import tagged

from reader_app.core.change import Change, Step
from reader_app.storage import ArticleFilter, Store


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--runs", type=int, default=200)
    options.add_argument("--articles", type=int, default=10_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "p.sqlite"
        article = tagged.project(path, others=chosen.articles)
        raw = sqlite3.connect(Path(name) / "raw.sqlite", isolation_level=None)
        raw.execute("pragma journal_mode=wal")
        raw.execute("pragma synchronous=full")
        raw.execute("create table record (id text primary key, article text, body text) strict")
        raw.execute("create table listing (seq integer primary key, key text) strict")
        raw.executemany("insert into listing (key) values (?)", ((f"bai-{n:06}",) for n in range(chosen.articles)))
        raw.execute("create table journal (seq integer primary key, body text) strict")
        with Store.open(path) as store:
            about = {"articles": chosen.articles + 1}
            _save(store, raw, article, chosen.runs, about)
            _read(store, raw, article, chosen.runs, about)
        start = figure.timed(lambda: Store.open(path).close(), 20)
        figure.say("open and close", start, figure.timed(lambda: _open_raw(path), 20), **about)
        raw.close()


def _open_raw(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("select count(*) from sqlite_schema").fetchone()
    db.close()


def _save(store: Store, raw: sqlite3.Connection, article: tagged.Article, runs: int, about: dict[str, object]) -> None:
    steps = [Step("tag", (Change(None, one),)) for one in tagged.annotations(article, runs)]
    waiting = iter(steps)
    times = figure.timed(lambda: store.save(next(waiting), author=tagged.AUTHOR, article=article.id), runs)
    bodies = iter(steps)

    def floor() -> None:
        step = next(bodies)
        body = json.dumps(repr(step))
        raw.execute("begin immediate")
        raw.execute("insert into record values (?, ?, ?)", (step.changes[0].record.id, article.id, body))
        raw.execute("insert into journal (body) values (?)", (body,))
        raw.execute("commit")

    figure.say("save a step", times, figure.timed(floor, runs), **about)


def _read(store: Store, raw: sqlite3.Connection, article: tagged.Article, runs: int, about: dict[str, object]) -> None:
    count = len(store.sheet(article.id).annotations())
    figure.say(
        "read a sheet", figure.timed(lambda: store.sheet(article.id), runs),
        figure.timed(lambda: raw.execute("select id, article, body from record limit ?", (count,)).fetchall(), runs),
        **about, annotations=count,
    )  # fmt: skip
    everything = ArticleFilter(author=tagged.AUTHOR)
    figure.say(
        "first 50 rows", figure.timed(lambda: store.first_rows(everything, 50), runs),
        figure.timed(lambda: raw.execute("select seq, key from listing limit 50").fetchall(), runs), **about,
    )  # fmt: skip
    figure.say(
        "order of all articles", figure.timed(lambda: store.seqs(everything), 20),
        figure.timed(lambda: [seq for (seq,) in raw.execute("select seq from listing")], 20), **about,
    )  # fmt: skip


if __name__ == "__main__":
    main()
