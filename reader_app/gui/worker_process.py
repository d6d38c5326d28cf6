"""The worker as a child process of the window: driven by events, without a thread, and never left behind."""

from __future__ import annotations

import atexit
import os
import sys
from collections import deque
from contextlib import suppress

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

_BOOT = "import sys; sys.path[:] = sys.argv[1:]; from reader_app.nlp.worker import main; main()"
_LONGEST = 64 << 20
"""Bytes of one line beyond which nobody is at the other end who speaks our language."""
_GOODBYE = 3000
"""Milliseconds that a killed process may take to be gone."""


def command() -> list[str]:
    """Return program and arguments of a worker that finds what this process finds: our modules and its libraries."""
    # as multiprocessing does it: a new interpreter, with our own paths. `-m` would look into the current folder first
    flags = ["-I"] if sys.flags.isolated else []
    return [sys.executable, *flags, "-W", "ignore", "-c", _BOOT, *map(os.path.abspath, sys.path)]


class WorkerProcess(QObject):
    """One worker at a time. `said` carries each line that it says, one in a turn of the event loop: what a line brings
    takes the window some milliseconds, and keys go in between. `ended` comes when the worker went away by itself."""

    said = Signal(bytes)
    ended = Signal()

    def __init__(self) -> None:
        # nobody's child: a window that is deleted without having been closed would take a running process with it
        super().__init__()
        self._process: QProcess | None = None
        self._buffer = bytearray()
        self._lines: deque[bytes] = deque()
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._say)

    def running(self) -> bool:
        return self._process is not None

    def process_id(self) -> int:
        """Return the process id, 0 where none runs."""
        return self._process.processId() if self._process is not None else 0

    def start(self) -> None:
        """Begin. Where it cannot be started, `ended` comes, maybe at once."""
        program, *arguments = command()
        process = self._process = QProcess(self)
        self._buffer.clear()
        self._lines.clear()
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._end)
        process.errorOccurred.connect(self._fail)
        atexit.register(self.stop)
        process.start(program, arguments)

    def send(self, line: bytes) -> None:
        if self._process is not None:
            self._process.write(line)

    def unsent(self) -> int:
        """Return how many bytes the worker has not taken yet."""
        return self._process.bytesToWrite() if self._process is not None else 0

    def stop(self) -> None:
        """End the worker now; nothing more is heard of it. It keeps nothing that would be lost."""
        process = self._let_go()
        if process is not None:
            with suppress(RuntimeError):  # gone with the application
                process.kill()
                process.waitForFinished(_GOODBYE)
                process.deleteLater()

    def _read(self) -> None:
        if self._process is None:
            return
        looked = len(self._buffer)
        self._buffer += self._process.readAllStandardOutput().data()
        while (end := self._buffer.find(b"\n", looked)) >= 0:
            line = bytes(self._buffer[:end])
            del self._buffer[: end + 1]
            looked = 0
            self._lines.append(line)
        if self._lines:
            self._turn.start()
        if len(self._buffer) > _LONGEST:
            self._process.kill()

    def _say(self) -> None:
        if self._lines:
            line = self._lines.popleft()
            if self._lines:
                self._turn.start()
            self.said.emit(line)

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # of all others `finished` tells
            self._end()

    def _end(self) -> None:
        process = self._let_go()
        if process is not None:
            process.deleteLater()
            self.ended.emit()

    def _let_go(self) -> QProcess | None:
        process, self._process = self._process, None
        self._lines.clear()
        with suppress(RuntimeError):  # gone with the application
            self._turn.stop()
        if process is not None:
            atexit.unregister(self.stop)
            for signal in (process.readyReadStandardOutput, process.finished, process.errorOccurred):
                with suppress(RuntimeError):
                    signal.disconnect()
        return process
