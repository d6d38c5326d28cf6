"""A training of the worker on what is finished in a project: examples out, progress and a model in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from reader_app.core.errors import ReaderError
from reader_app.gui.worker_process import WorkerProcess
from reader_app.nlp import protocol

if TYPE_CHECKING:
    from reader_app.nlp.learning import Finished
    from reader_app.session import Session

_UNSENT = 1 << 18
"""Bytes on their way to the worker beyond which no further example is sent."""
_AGAIN = 5
"""Milliseconds after which we look whether it has taken them."""
_DEATHS = 2
"""Workers that died of it, after which it is given up."""


class Training(QObject):
    """One training at a time, by `worker`. `far` is how far it is, 0 to 1, None while there is none; `moved` comes with
    each step of it, `ended` when something was learned or nothing could be."""

    moved = Signal()
    ended = Signal()

    def __init__(self, session: Session, worker: WorkerProcess, numbers: Iterator[int], parent: QObject) -> None:
        super().__init__(parent)
        self.far: float | None = None
        self.number = -1
        """The number of the request to learn, -1 while there is none."""
        self._session = session
        self._worker = worker
        self._numbers = numbers
        self._examples: Iterator[Finished] = iter(())
        self._deaths = 0
        self._given_up = session.store.read_only
        self._feed = QTimer(self, singleShot=True)
        self._feed.timeout.connect(self._send)

    @property
    def is_due(self) -> bool:
        return self.far is None and not self._given_up and self._session.learning_due()

    def begin(self) -> None:
        """Send the finished articles to the worker, which runs."""
        self.far = 0.0
        self._examples = iter(self._session.finished())
        self._feed.start(0)
        self.moved.emit()

    def stop(self) -> None:
        if self.far is not None:
            self.far, self.number = None, -1
            self._examples = iter(())
            self._feed.stop()
            self.moved.emit()

    def died(self, *, of_it: bool) -> None:
        """The worker is gone, `of_it` where it did nothing else: what is due is tried once more."""
        if self.far is not None and of_it:
            self._deaths += 1
            self._given_up = self._deaths >= _DEATHS
        self.stop()

    def _send(self) -> None:
        """Send one article a turn, as fast as the worker takes them."""
        if self._worker.unsent() > _UNSENT:
            self._feed.start(_AGAIN)
            return
        try:
            finished = next(self._examples, None)
        except ReaderError:
            self.stop()
            return
        if finished is not None:
            self._worker.send(protocol.example(finished))
            self._feed.start(0)
        else:
            self.number = next(self._numbers)
            self._worker.send(protocol.learn(self.number))

    def hear(self, message: dict[str, Any]) -> None:
        """Take what the worker says of it. Raises KeyError, TypeError or ValueError where that is damaged."""
        if "progress" in message:
            self.far = float(message["progress"])
            self.moved.emit()
            return
        learned = protocol.learned_of(message["learned"]) if "error" not in message else None
        try:
            if learned is not None:
                self._session.keep_model(learned)
            # what was not learned from now would not be a moment later
            self._given_up = learned is None or self._session.learning_due()
        except ReaderError:
            self._given_up = True
        self.stop()
        self.ended.emit()
