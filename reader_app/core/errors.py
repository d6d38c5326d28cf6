"""What can go wrong, as codes and fields; `reader_app.words` turns them into sentences.

ReaderError               the user can act on it
├── BadInput              an imported file or line is not what it claims to be (`path`, `line`)
├── RuleBroken            the label scheme or the model forbids this edit (`problems`)
├── StaleEdit             the records changed since they were read: load again and repeat
├── CannotUndo            later work rests on the step that would be taken back
└── StorageUnavailable    the project file cannot be read or written now
    └── NotAProject       foreign, damaged, or made by a newer version
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

_NO_DATA: Mapping[str, str | int] = MappingProxyType({})


class Problem(NamedTuple):
    """A rule that `record` breaks, or something that it still lacks; `data` fills the sentence for `code`."""

    code: str
    record: str
    data: Mapping[str, str | int] = _NO_DATA


class ReaderError(Exception):
    """The base of everything that the user can act on: a `code` and the fields of its sentence."""

    def __init__(self, code: str, **fields: str | int) -> None:
        super().__init__(code, fields)
        self.code = code
        self.fields: dict[str, str | int] = fields

    def __str__(self) -> str:
        return ", ".join((self.code, *(f"{name}={value!r}" for name, value in self.fields.items())))


class BadInput(ReaderError):
    """A file, or one line of it, that cannot be taken. `line` counts from 1; 0 stands for the whole file."""

    def __init__(self, code: str, *, path: str = "", line: int = 0, **fields: str | int) -> None:
        super().__init__(code, **fields)
        self.path = path
        self.line = line


class RuleBroken(ReaderError):
    """An edit that would break rules: one Problem or more."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0].code, **problems[0].data)
        self.problems = tuple(problems)


class StaleEdit(ReaderError):
    """The edit was made on records that have changed or gone meanwhile."""

    def __init__(self, record: str) -> None:
        super().__init__("stale", record=record)


class CannotUndo(ReaderError):
    """The step cannot be taken back, because later work rests on it."""


class StorageUnavailable(ReaderError):
    """The project file cannot be read or written now (full, locked, read-only, gone)."""


class NotAProject(StorageUnavailable):
    """The file is no project of ours, or one that this version cannot read."""
