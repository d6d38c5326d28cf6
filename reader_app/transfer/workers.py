"""Processes that make suggestions, one article at a time each; one that dies is replaced."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any

from reader_app.core.suggestion import Suggested
from reader_app.nlp import batch
from reader_app.nlp.batch import Failure, Job

_LAST = 0.2
"""Seconds that a process has to end by itself."""
_TRIES = 2
"""An article on which this many processes have died is left out."""


def start(task: Any, *what: object) -> tuple[SpawnProcess, Connection]:
    """Start a process that runs `task` on its end of a pipe, and return it with ours. Never a fork: it would share
    what cannot be shared."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=task, args=(theirs, *what), daemon=True)
    process.start()
    theirs.close()  # so that its death is the end of the pipe
    return process, ours


def stop(process: SpawnProcess, pipe: Connection) -> str:
    """End the process, whatever it is at, and return how it ended."""
    pipe.close()
    process.join(_LAST)  # one that has closed its end is about to be gone
    process.terminate()
    process.join()
    return f"exit {process.exitcode}"


@dataclass
class _Hand:
    process: SpawnProcess
    pipe: Connection
    job: Job | None = None


class Pool:
    """`jobs` processes with the learned model `model` (b"" for none)."""

    def __init__(self, jobs: int, model: bytes) -> None:
        self._jobs = jobs
        self._model = model
        self._hands: list[_Hand] = []
        self._again: deque[Job] = deque()
        self._died: dict[str, int] = {}

    def run(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Suggested | Failure]]:
        """Yield each job with what came of it, in the order in which they are done. Jobs are taken as they are needed,
        and processes started when there is one for them."""
        coming = iter(jobs)
        while self._give(coming) or any(hand.job for hand in self._hands):
            busy = {hand.pipe: hand for hand in self._hands if hand.job}
            for pipe in wait(list(busy)):
                hand = busy[pipe]  # type: ignore[index]  # what comes back is what went in
                job, hand.job = hand.job, None
                assert job is not None
                try:
                    answer = hand.pipe.recv()
                except (EOFError, OSError):
                    self._hands.remove(hand)
                    ended = stop(hand.process, hand.pipe)
                    if not self._is_hopeless(job):
                        continue
                    answer = Failure(ended)
                yield job, answer

    def _give(self, coming: Iterator[Job]) -> bool:
        """Give work to all that have none; return whether anybody got some."""
        given = False
        while (hand := self._idle()) is not None or len(self._hands) < self._jobs:
            job = self._again.popleft() if self._again else next(coming, None)
            if job is None:
                break
            if hand is None:
                hand = _Hand(*start(batch.suggest, self._model))
                self._hands.append(hand)
            hand.job = job
            given = True
            try:
                hand.pipe.send(job)
            except OSError:  # it died meanwhile: the end of its pipe is met when it is read
                break
        return given

    def _idle(self) -> _Hand | None:
        return next((hand for hand in self._hands if hand.job is None), None)

    def _is_hopeless(self, job: Job) -> bool:
        died = self._died[job.article] = self._died.get(job.article, 0) + 1
        if died < _TRIES:
            self._again.append(job)
        return died >= _TRIES

    def close(self) -> None:
        """End the processes, whatever they are at."""
        for hand in self._hands:
            stop(hand.process, hand.pipe)
        self._hands.clear()
