"""Long work off the window's thread: a generator that yields how far it is."""

from __future__ import annotations

import atexit
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from threading import Event
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal

_EVERY = 0.05  # seconds between two reports


class HowFar(Protocol):
    """What the generator yields."""

    @property
    def done(self) -> int: ...

    @property
    def total(self) -> int: ...


class Job(QObject):
    """Runs `make()` and what it yields on a thread of its own; just one of the last three signals ends it.

    `make` is called on that thread, so a database connection that it opens belongs there; it should close what it
    opened when the generator is closed. The job ends with the application: a thread that still runs at exit aborts
    Python.
    """

    progress = Signal(int, int)  # done, total
    finished = Signal()
    cancelled = Signal()
    failed = Signal(Exception)

    def __init__(self, make: Callable[[], Iterable[HowFar]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = _Worker(make)
        self._worker.reported.connect(self.progress)
        # the thread is over by the time of this signal: who hears of the end may delete the job or quit
        self._worker.finished.connect(self._end)
        self._ended = False

    def start(self) -> None:
        """Begin. A job runs once."""
        atexit.register(self.stop)
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self.stop)
        self._worker.start()

    def cancel(self) -> None:
        """Ask it to end between two steps; `cancelled` follows, or `finished` where it was done already."""
        self._worker.cancelled.set()

    def running(self) -> bool:
        return self._worker.isRunning()

    def stop(self) -> None:
        """End it and wait until it has ended. Its signals still come, through the event loop."""
        self.cancel()
        self._worker.wait()
        atexit.unregister(self.stop)

    def _end(self) -> None:
        if self._ended:
            return
        self._ended = True
        self._worker.wait()
        atexit.unregister(self.stop)
        if self._worker.error is not None:
            self.failed.emit(self._worker.error)
        elif self._worker.whole:
            self.finished.emit()
        else:
            self.cancelled.emit()


class _Worker(QThread):
    reported = Signal(int, int)

    def __init__(self, make: Callable[[], Iterable[HowFar]]) -> None:
        super().__init__()
        self.cancelled = Event()
        self.error: Exception | None = None
        self.whole = False
        self._make = make

    def run(self) -> None:
        try:
            if not self.cancelled.is_set():
                with closing(_steps(self._make())) as steps:
                    self.whole = self._follow(steps)
        except Exception as error:  # noqa: BLE001  # the border of the thread: the window says what went wrong
            self.error = error

    def _follow(self, steps: Iterator[HowFar]) -> bool:
        last, latest, told = 0.0, None, None
        for latest in steps:
            if self.cancelled.is_set():
                return False
            now = time.monotonic()
            if now - last >= _EVERY:
                last, told = now, latest
                self.reported.emit(latest.done, latest.total)
        if latest is not None and latest is not told:
            self.reported.emit(latest.done, latest.total)
        return True


def _steps(made: Iterable[HowFar]) -> Generator[HowFar, None, None]:
    # closing this closes what it delegates to, whether that is a generator or not
    yield from made
