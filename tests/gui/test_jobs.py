"""Long work on a thread of its own: one end, cancelling, and never a thread at exit."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pytestqt.qtbot import QtBot

from reader_app.gui.jobs import Job

ROOT = Path(__file__).parents[2]


class Step(NamedTuple):
    done: int
    total: int


def ends(job: Job) -> list[str]:
    heard: list[str] = []
    job.finished.connect(lambda: heard.append("finished"))
    job.cancelled.connect(lambda: heard.append("cancelled"))
    job.failed.connect(lambda error: heard.append(f"failed: {error}"))
    return heard


def test_it_works_on_another_thread_and_tells_the_last_step(qtbot: QtBot) -> None:
    threads: list[int] = []

    def work() -> Iterator[Step]:
        threads.append(threading.get_ident())
        for done in range(1, 5001):
            yield Step(done, 5000)
        threads.append(threading.get_ident())

    job = Job(work)
    told: list[tuple[int, int]] = []
    job.progress.connect(lambda done, total: told.append((done, total)))
    heard = ends(job)
    with qtbot.waitSignal(job.finished):
        job.start()
    assert not job.running()
    assert set(threads) & {threading.get_ident()} == set()
    assert len(set(threads)) == 1
    assert told[-1] == (5000, 5000)
    assert len(told) < 500  # told now and then, not for every step
    assert heard == ["finished"]


def test_cancelling_closes_the_generator(qtbot: QtBot) -> None:
    closed, go = threading.Event(), threading.Event()

    def work() -> Iterator[Step]:
        try:
            for done in range(10**9):
                go.wait(0.001)
                yield Step(done, 0)
        finally:
            closed.set()

    job = Job(work)
    heard = ends(job)
    job.start()
    with qtbot.waitSignal(job.progress):
        pass
    with qtbot.waitSignal(job.cancelled):
        job.cancel()
    assert closed.is_set()
    assert heard == ["cancelled"]


def test_a_job_cancelled_before_it_begins_makes_nothing(qtbot: QtBot) -> None:
    made: list[int] = []

    def work() -> Iterator[Step]:
        made.append(1)
        yield Step(1, 1)

    job = Job(work)
    job.cancel()
    with qtbot.waitSignal(job.cancelled):
        job.start()
    assert made == []


def test_an_error_is_handed_over(qtbot: QtBot) -> None:
    def work() -> Iterator[Step]:
        yield Step(1, 2)
        raise OSError("no room")

    job = Job(work)
    heard = ends(job)
    with qtbot.waitSignal(job.failed) as failed:
        job.start()
    assert failed.args is not None
    assert isinstance(failed.args[0], OSError)
    assert heard == ["failed: no room"]


def test_stop_waits_for_the_end(qtbot: QtBot) -> None:
    def work() -> Iterator[Step]:
        for done in range(10**9):
            yield Step(done, 0)

    job = Job(work)
    job.start()
    with qtbot.waitSignal(job.cancelled):
        job.stop()
        assert not job.running()


def test_a_process_that_exits_with_a_running_job_does_not_abort() -> None:
    script = textwrap.dedent("""
        import time
        from collections import namedtuple
        from PySide6.QtCore import QCoreApplication
        from reader_app.gui.jobs import Job
        Step = namedtuple("Step", "done total")
        def work():
            for n in range(10**9):
                time.sleep(0.001)
                yield Step(n, 0)
        app = QCoreApplication([])
        job = Job(work)
        job.start()
        time.sleep(0.05)
        print("running", job.running())
    """)
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (run.returncode, run.stdout.strip()) == (0, "running True"), run.stderr
