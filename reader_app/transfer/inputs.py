"""Which files an import reads: the ones named, and in folders those that look like ours."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reader_app.core.errors import BadInput
from reader_app.formats import FORMATS, Format, format_of


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. `size` in bytes is for the progress; 0 for what has none."""

    path: Path
    format: Format
    size: int

    @property
    def stem(self) -> str:
        """The name without its suffix, as text that can be kept: composed, bytes that are no text replaced."""
        stem = self.path.name
        suffix = next((one for one in self.format.suffixes if stem.lower().endswith(one)), self.path.suffix)
        stem = stem[: len(stem) - len(suffix)] or stem
        readable = os.fsencode(stem).decode(errors="replace")
        return " ".join(unicodedata.normalize("NFC", readable).split()) or "-"


def inputs(paths: Iterable[Path], format: str = "") -> Iterator[Input | BadInput]:  # noqa: A002
    """Yield the files to read, folders in sorted order; a BadInput for each path that cannot be one."""
    only = FORMATS[format] if format else None
    for path in paths:
        try:
            info = path.stat()
        except OSError as error:
            yield unreadable(path, error)
            continue
        if stat.S_ISDIR(info.st_mode):
            yield from _in_folder(path, only)
        elif known := only or format_of(path.name):
            yield Input(path, known, info.st_size if stat.S_ISREG(info.st_mode) else 0)
        else:
            yield BadInput("unknown-format", path=str(path))


def unreadable(path: Path, error: OSError) -> BadInput:
    """Return what `error` says about reading `path`."""
    if isinstance(error, FileNotFoundError):
        return BadInput("no-file", path=str(path))
    return BadInput("no-access", path=str(path), what=error.strerror or type(error).__name__)


def _in_folder(folder: Path, only: Format | None) -> Iterator[Input | BadInput]:
    found = False
    refused: list[BadInput] = []
    for root, folders, names in os.walk(folder, onerror=lambda e: refused.append(unreadable(Path(e.filename), e))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            known = format_of(name)
            if name.startswith(".") or known is None or known.read is None or (only and known is not only):
                continue
            path = Path(root, name)
            try:
                info = path.stat()
            except OSError as error:
                yield unreadable(path, error)
                found = True
                continue
            if stat.S_ISREG(info.st_mode):
                found = True
                yield Input(path, known, info.st_size)
    yield from refused
    if not found and not refused:
        yield BadInput("empty-folder", path=str(folder))
