"""Questions to the project that may take longer than a frame: asked on a thread of their own, with its own connection.

The newest question of a topic counts: it breaks off an older one that is being looked into, whose answers are dropped.
"""

from __future__ import annotations

import atexit
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Condition
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal

from reader_app.storage import Store

Question = Callable[[Store], Iterable[object]]
"""What is asked; yields one answer or several, the first as soon as it is known."""


class Pause(NamedTuple):
    """Yielded in the place of an answer: look into what follows after so many seconds, if nobody asks anew. The window
    paints the answer before in that time, and who types goes on typing."""

    seconds: float


class _Asked(NamedTuple):
    number: int
    topic: str
    question: Question


class Seeker(QObject):
    """Looks things up in the project at `path`. The thread starts with the first question."""

    answered = Signal(str, object)  # topic, answer
    ended = Signal(str)  # topic: the last answer to its newest question has been given
    failed = Signal(str, Exception)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = 0
        self._newest: dict[str, int] = {}
        self._open: set[str] = set()
        self._thread = _Thread(path)
        self._thread.told.connect(self._hear)

    def ask(self, topic: str, question: Question) -> None:
        """Ask `question`, and forget the one before on this topic."""
        self._numbers += 1
        self._newest[topic] = self._numbers
        self._open.add(topic)
        if not self._thread.isRunning():
            atexit.register(self.stop)
            if (app := QCoreApplication.instance()) is not None:
                app.aboutToQuit.connect(self.stop)
            self._thread.start()
        self._thread.put(_Asked(self._numbers, topic, question))

    def forget(self, topic: str) -> None:
        """Want no answer on this topic any more."""
        self._newest.pop(topic, None)
        self._open.discard(topic)
        self._thread.put(None, topic)

    def is_seeking(self, topic: str) -> bool:
        return topic in self._open

    def wait(self, topic: str, seconds: float) -> None:
        """Wait for the next answer on `topic`, not longer than `seconds`, and give it out."""
        if topic in self._open:
            self._thread.wait_for(self._newest[topic], seconds)
            self._hear()

    def stop(self) -> None:
        """End the thread; nothing is answered any more."""
        self._newest.clear()
        self._open.clear()
        self._thread.end()
        atexit.unregister(self.stop)

    def _hear(self) -> None:
        for asked, answer, error, is_last in self._thread.take():
            if self._newest.get(asked.topic) != asked.number:
                continue
            if is_last:
                self._open.discard(asked.topic)
                self.ended.emit(asked.topic)
            elif error is not None:
                self.failed.emit(asked.topic, error)
            else:
                self.answered.emit(asked.topic, answer)


class _Told(NamedTuple):
    asked: _Asked
    answer: object = None
    error: Exception | None = None
    is_last: bool = False


class _Thread(QThread):
    told = Signal()

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._changed = Condition()
        self._waiting: dict[str, _Asked] = {}
        self._at: _Asked | None = None
        self._store: Store | None = None
        self._told: deque[_Told] = deque()
        self._ended = False

    # in the window's thread

    def put(self, asked: _Asked | None, topic: str = "") -> None:
        topic = asked.topic if asked is not None else topic
        with self._changed:
            self._waiting.pop(topic, None)
            if asked is not None:
                self._waiting[topic] = asked
            self._break_off(topic)
            self._changed.notify_all()

    def end(self) -> None:
        with self._changed:
            self._ended = True
            self._waiting.clear()
            if self._at is not None:
                self._break_off(self._at.topic)
            self._changed.notify_all()
        self.wait()

    def take(self) -> list[_Told]:
        with self._changed:
            found = list(self._told)
            self._told.clear()
        return found

    def wait_for(self, number: int, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: any(one.asked.number == number for one in self._told), seconds)

    def _break_off(self, topic: str) -> None:
        # under the lock: what is broken off is the old question and never the new one
        if self._at is not None and self._at.topic == topic and self._store is not None:
            self._at = None
            self._store.interrupt()

    # in its own thread

    def run(self) -> None:
        while (asked := self._next()) is not None:
            try:
                if self._store is None:
                    self._store = Store.open(self._path, read_only=True)
                    self._store.proceed()
                for answer in asked.question(self._store):
                    if isinstance(answer, Pause):
                        self._rest(asked, answer.seconds)
                    else:
                        self._tell(_Told(asked, answer))
                    if self._at is not asked:
                        break
            except Exception as error:  # noqa: BLE001  # the border of the thread; a broken off question ends so too
                self._tell(_Told(asked, error=error))
            self._tell(_Told(asked, is_last=True))
        if self._store is not None:
            self._store.close()

    def _next(self) -> _Asked | None:
        with self._changed:
            self._at = None
            self._changed.wait_for(lambda: self._ended or self._waiting)
            if self._ended:
                return None
            # the newest first: somebody waits for it, for what is read ahead nobody does
            self._at = self._waiting.pop(next(reversed(self._waiting)))
            if self._store is not None:
                self._store.proceed()
            return self._at

    def _rest(self, asked: _Asked, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._at is not asked, seconds)

    def _tell(self, told: _Told) -> None:
        with self._changed:
            if told.asked is not self._at:  # broken off meanwhile
                return
            self._told.append(told)
            self._changed.notify_all()
        self.told.emit()
