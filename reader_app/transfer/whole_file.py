"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from reader_app.core.errors import ReaderError


@contextmanager
def target_errors(path: str) -> Iterator[None]:
    """Turn what the system says about writing to `path` into a ReaderError. A closed pipe stays what it is."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _target_error(error, path) from error


def _target_error(error: OSError, path: str) -> ReaderError:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return ReaderError("target-full", path=path)
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return ReaderError("target-forbidden", path=path)
        case errno.ENOENT | errno.ENOTDIR:
            return ReaderError("target-no-folder", path=path)
        case errno.EISDIR:
            return ReaderError("target-is-folder", path=path)
        case _:
            return ReaderError("target-failed", path=path, what=error.strerror or type(error).__name__)


class PartFile:
    """A file beside `target` that takes its place at last: write to `file`, then `place()`; `drop()` in any case."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.path = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        # the mode of any new file, which the umask narrows; a temporary file's would be for the owner alone
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        self.file: IO[bytes] = os.fdopen(descriptor, "w+b")

    def sync(self) -> None:
        """Bring what was written to the disk."""
        self.file.flush()
        os.fsync(self.file.fileno())

    def place(self) -> None:
        self.sync()
        self.file.close()
        self.path.replace(self.target)
        if os.name == "posix":
            folder = os.open(self.target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def drop(self) -> None:
        self.file.close()
        self.path.unlink(missing_ok=True)
