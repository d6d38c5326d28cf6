"""The process that makes suggestions for a window: `python -m reader_app.nlp.worker`, requests in, answers out.

What is said is in `protocol`. The worker gives way to everything else on the machine, prints nothing of its own among
the answers, and is gone when its input ends: a window that was killed leaves nobody behind. While it learns it goes
on answering: a window never waits for a training.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from base64 import b64decode
from collections.abc import Callable, Mapping
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, BinaryIO

from reader_app.nlp import protocol

if TYPE_CHECKING:
    from reader_app.nlp.engine import Engine
    from reader_app.nlp.learning import Finished

_NICE = 10
_BELOW_NORMAL = 0x4000  # BELOW_NORMAL_PRIORITY_CLASS


class Worker:
    """Answers the lines of `requests` through `say`."""

    def __init__(self, requests: SimpleQueue[bytes], say: Callable[[bytes], None]) -> None:
        self._requests = requests
        self._say = say
        self._model = b""
        self._engine: Engine | None = None
        self._examples: list[Finished] = []
        self._learning: int | None = None
        self._waiting: list[bytes] = []  # a training that was asked for while another one was going on

    def run(self) -> None:
        """Answer for ever: the thread that reads the input ends the process."""
        while True:
            self.answer(self._waiting.pop(0) if self._waiting else self._requests.get())

    def answer(self, request: bytes) -> None:
        """Answer one request; whatever goes wrong with it is the answer."""
        number = None
        try:
            message = json.loads(request)
            number = message.get("id")
            if self._learning is not None and message["do"] == "learn":
                self._waiting.append(request)
                return
            self._do(message)
        except Exception as error:  # noqa: BLE001  # the border of the process: the window says what went wrong
            self._say(protocol.line({"id": number, "error": f"{type(error).__name__}: {error}"}))

    def _do(self, message: Mapping[str, Any]) -> None:
        table: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "model": self._take_model,
            "suggest": self._suggest,
            "example": lambda example: self._examples.append(protocol.finished_of(example)),
            "learn": self._learn,
            "ping": lambda ping: self._say(protocol.line({"id": ping["id"], "pong": True})),
        }
        if message["do"] not in table:
            raise ValueError(f"no request “{message['do']}”")
        table[message["do"]](message)

    def _take_model(self, message: Mapping[str, Any]) -> None:
        self._model = b64decode(message["content"], validate=True)
        self._engine = None

    def _suggest(self, message: Mapping[str, Any]) -> None:
        if self._engine is None:
            from reader_app.nlp.engine import Engine

            self._engine = Engine(self._model)
        suggested = self._engine.suggest(message["article"], message["text"], protocol.known_of(message["known"]))
        for part in protocol.slices(message["id"], suggested) if message["show"] else ():
            self._say(part)
        self._say(protocol.packed(message["id"], suggested))

    def _learn(self, message: Mapping[str, Any]) -> None:
        from reader_app.nlp.learning import learn

        number, finished = message["id"], self._examples
        self._examples, self._learning = [], number
        last = -1.0

        def told(far: float) -> None:
            nonlocal last
            if far >= last + 0.01 or far >= 1 > last:
                last = far
                self._say(protocol.line({"id": number, "progress": round(far, 3)}))
            with suppress(Empty):
                while True:
                    self.answer(self._requests.get_nowait())

        try:
            learned = learn(finished, told)
        finally:
            self._learning = None
        self._say(protocol.line({"id": number, "learned": protocol.learned_to_json(learned)}))


def _own_output() -> BinaryIO:
    """Return the output that the window reads, which nobody else writes to: what a library prints goes to stderr."""
    ours = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    return ours


def _give_way() -> None:
    """Let everything else on the machine go first."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
    else:
        os.nice(_NICE)


def _read(requests: SimpleQueue[bytes]) -> None:
    for request in sys.stdin.buffer:
        requests.put(request)
    # the window is gone, or wants us gone: also in the middle of an article
    os._exit(0)


def main() -> None:
    """Serve until the input ends."""
    output = _own_output()
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in the terminal is for the window, which ends us
    with suppress(OSError):
        _give_way()
    requests: SimpleQueue[bytes] = SimpleQueue()

    def say(line: bytes) -> None:
        left = memoryview(line)
        try:
            while left:
                left = left[output.write(left) :]
        except OSError:  # nobody listens any more
            os._exit(0)

    Thread(target=_read, args=(requests,), daemon=True).start()
    Worker(requests, say).run()


if __name__ == "__main__":
    main()
