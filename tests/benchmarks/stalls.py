"""The longest time in which the window hears nothing, while the engine loads and suggestions are made and taken.

    python tests/benchmarks/stalls.py [--runs 3] [--articles 12] [--letters 0]

A timer of 5 ms ticks in the real window; a gap between two ticks is a stall. The window opens on the first of the
articles and its worker makes the suggestions of them all (`making`, which has the limit); then each is opened in turn
(`opening`). The floor is the same window, doing the same, with the worker switched off. The limit holds for what the
worst gap is beyond that of the floor, and for `work`, the processor time of the window between two ticks: what a gap
is longer, the machine spent on others, of which `load` (before and after) tells. `--letters 100000` makes the first
article that long.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import corpus
import figure
import start
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from reader_app.core.model import Article, article_id
from reader_app.core.text import canonical
from reader_app.resources import resource
from reader_app.storage import ArticleFilter, Store

if TYPE_CHECKING:
    from reader_app.gui.main_window import MainWindow

LIMIT = 0.030
_TICK = 5
_WORTH = 0.010
"""Seconds of a gap that is worth being told of."""
_STEPS = 400
"""Milliseconds that each article is looked at."""
_REST = 250
"""Milliseconds from the first turn of the event loop to the first tick: the start has a benchmark of its own."""


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--articles", type=int, default=12)
    options.add_argument("--letters", type=int, default=0)
    options.add_argument("--probe", nargs=3, metavar=("PROJECT", "SWITCH", "SECONDS"), help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.probe:
        probe(*chosen.probe)
        return
    within = True
    load = figure.load()
    with tempfile.TemporaryDirectory() as name, start.platforms() as found:
        # byte-compiled, as an installed app is
        clean = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        clean |= {"PYTHONPYCACHEPREFIX": f"{name}/compiled", "HOME": name}
        clean |= {"XDG_CONFIG_HOME": f"{name}/config", "XDG_DATA_HOME": f"{name}/data"}
        for platform, env in found.items():
            heard: dict[str, list[dict[str, Any]]] = {"on": [], "off": []}
            for run in range(chosen.runs + 1):
                for switch in ("on", "off"):
                    path = Path(name) / f"{platform}-{run}-{switch}.sqlite"
                    fill(path, chosen.articles, chosen.letters)
                    # the floor waits as long as the worker took
                    seconds = heard["on"][-1]["seconds"] if switch == "off" else 0
                    heard[switch].append(once(path, clean | env, switch, str(seconds)))
            for runs in heard.values():
                runs.pop(0)  # it compiled
            assert {one["suggested"] for one in heard["on"]} == {chosen.articles}, "not all have suggestions"
            for phase in ("making", "opening"):
                on, off = ([max(one[phase]) for one in heard[switch]] for switch in ("on", "off"))
                late, base = (sum(gap > LIMIT for one in heard[s] for gap in one[phase]) for s in ("on", "off"))
                work, idle = ([max(one["work"][phase]) for one in heard[switch]] for switch in ("on", "off"))
                beyond = statistics.median(on) - statistics.median(off)
                figure.say(
                    f"stall, {phase}", on, off, beyond_floor=round(beyond, 4), platform=platform,
                    articles=chosen.articles, letters=chosen.letters, work=statistics.median(work),
                    work_worst=max(work), work_floor=statistics.median(idle), over_limit=late, floor_over_limit=base,
                    load=[*load, *figure.load()],
                    limit_seconds=LIMIT if phase == "making" else None,
                )  # fmt: skip
                within = within and (phase != "making" or max(beyond, statistics.median(work)) <= LIMIT)
    figure.verdict(within=within)


def fill(path: Path, articles: int, letters: int) -> None:
    """Make a project of `articles`, the first of them with at least `letters` code points."""
    texts = list(map(canonical, corpus.texts(articles)))
    if letters:
        texts[0] = canonical(corpus.long_text(letters // 4))[:letters].strip()
    with (
        Store.create(path, resource("schemes/vi-news.toml").read_text("utf-8")) as store,
        store.bulk("lan", "import", "") as bulk,
    ):
        for number, text in enumerate(texts):
            bulk.add_article(Article(article_id(text), f"bai-{number:06}", "", text))


def once(path: Path, env: dict[str, str], switch: str, seconds: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, __file__, "--probe", path, switch, seconds],
        env=env | {"READER_APP_SUGGESTIONS": switch}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout))


class Watch:
    """Ticks in `window` and notes the gaps, first while suggestions are made, then while articles are opened."""

    def __init__(self, window: MainWindow, switch: str, seconds: float) -> None:
        from PySide6.QtCore import QTimer

        self.gaps: dict[str, list[float]] = {"making": [0.0], "opening": [0.0]}
        self.work: dict[str, list[float]] = {"making": [0.0], "opening": [0.0]}
        self.ready = 0.0
        self._window = window
        self._made = self._all_there if switch == "on" else self._time_is_up
        self._seconds = seconds
        self._phase = "making"
        self._ticking, self._waiting, self._opening = (
            QTimer(window, interval=interval) for interval in (_TICK, 50, _STEPS)
        )
        self._ticking.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticking.timeout.connect(self._tick)
        self._waiting.timeout.connect(self._look)
        self._opening.timeout.connect(self._go_on)
        QTimer.singleShot(_REST, window, self._begin)

    def _begin(self) -> None:
        self._began = time.perf_counter()
        self._last = self._began, time.thread_time()
        self._ticking.start()
        self._waiting.start()

    def _tick(self) -> None:
        now = time.perf_counter(), time.thread_time()
        gap, work = now[0] - self._last[0], now[1] - self._last[1]
        self._last = now
        if gap > _WORTH:
            self.gaps[self._phase].append(round(gap, 4))
            self.work[self._phase].append(round(work, 4))

    def _look(self) -> None:
        if self._made():
            self.ready = time.perf_counter() - self._began
            self._waiting.stop()
            self._phase = "opening"
            self._opening.start()

    def _all_there(self) -> bool:
        window = self._window
        return window.session.suggested is not None and window.suggester is not None and not window.suggester.state

    def _time_is_up(self) -> bool:
        return time.perf_counter() - self._began > self._seconds

    def _go_on(self) -> None:
        before = self._window.session.here.article.id
        self._window.do("next-article")
        if self._window.session.here.article.id == before:
            QApplication.quit()


def probe(project: str, switch: str, seconds: str) -> None:
    """Open the window on `project` and print how long it was deaf, and how long it worked meanwhile, in seconds. With
    the worker on, the articles are gone through once all have suggestions; else after `seconds`."""
    from reader_app.cli import main as command
    from reader_app.gui.main_window import MainWindow

    own = QApplication.exec

    def watched(*_args: object) -> int:
        (window,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
        watch = Watch(window, switch, float(seconds))
        status = own()
        with Store.open(Path(project), read_only=True) as store:
            suggested = sum(store.suggested(row.id) is not None for row in store.first_rows(ArticleFilter(), 10_000))
        print(json.dumps({**watch.gaps, "work": watch.work, "seconds": watch.ready, "suggested": suggested}))
        return status

    QApplication.exec = watched  # type: ignore[method-assign]
    command([project, "--author", "lan"])


if __name__ == "__main__":
    main()
