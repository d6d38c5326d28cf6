"""Copies of the project file beside it. A copy appears whole or not at all."""

from __future__ import annotations

import os
import re
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from reader_app.core.errors import StorageUnavailable

_STAMP = "%Y%m%d-%H%M%S"
_AUTOMATIC = "auto"
_BY_HAND = "backup"


def name_now(project: Path, kind: str = _BY_HAND) -> Path:
    """Return `NAME.KIND-YYYYmmdd-HHMMSS.sqlite` beside the project, in local time."""
    return project.with_name(f"{project.stem}.{kind}-{datetime.now().astimezone():{_STAMP}}.sqlite")


def free_name(project: Path, kind: str = _BY_HAND) -> Path:
    """Return `name_now`, with `-2`, `-3` … where that name is taken."""
    name = name_now(project, kind)
    free, n = name, 1
    while free.exists():
        n += 1
        free = name.with_name(f"{name.stem}-{n}{name.suffix}")
    return free


def write(db: sqlite3.Connection, to: Path) -> Path:
    """Copy the project of `db`, as it is at one moment, to the new file `to`."""
    if to.exists():
        raise StorageUnavailable("exists", path=str(to))
    part = to.with_name(f".{to.name}.{uuid4().hex[:8]}.part")
    try:
        copy = _new_file(part, to)
        try:
            db.backup(copy)
            copy.execute("pragma journal_mode = delete")  # one file, wherever it is carried
        finally:
            copy.close()
        publish(part, to)
    finally:
        part.unlink(missing_ok=True)
    return to


def _new_file(part: Path, to: Path) -> sqlite3.Connection:
    try:
        return sqlite3.connect(part, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise StorageUnavailable("unreadable", path=str(to)) from error


def publish(part: Path, to: Path) -> None:
    """Move the finished file `part` to `to`, which must not exist; both are on the disk before this returns."""
    try:
        _sync(part)
        try:
            os.link(part, to)  # unlike a rename, refuses to replace a file that came meanwhile
        except FileExistsError:
            raise StorageUnavailable("exists", path=str(to)) from None
        except OSError:  # a file system without hard links
            if to.exists():
                raise StorageUnavailable("exists", path=str(to)) from None
            part.rename(to)
        if os.name == "posix":
            _sync(to.parent)
    except OSError as error:
        raise StorageUnavailable("unreadable", path=str(to)) from error


def _sync(path: Path) -> None:
    # Windows syncs only what is open for writing, and no folders
    file = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def automatic(project: Path) -> list[Path]:
    """Return the automatic copies of `project`, oldest first."""
    pattern = re.compile(re.escape(project.stem) + rf"\.{_AUTOMATIC}-\d{{8}}-\d{{6}}(-\d+)?\.sqlite")
    return sorted(path for path in project.parent.iterdir() if pattern.fullmatch(path.name))


def write_if_due(db: sqlite3.Connection, project: Path, *, every: timedelta, keep: int) -> Path | None:
    """Make an automatic copy where the newest one is older than `every` and something was saved since; drop all but
    the newest `keep`. Returns the copy, or None where none was due."""
    copies = automatic(project)
    if copies:
        stamp = copies[-1].name.removeprefix(f"{project.stem}.{_AUTOMATIC}-")[:15]
        age = datetime.now() - datetime.strptime(stamp, _STAMP)  # noqa: DTZ005, DTZ007 - both local, as in the name
        if timedelta() <= age < every or _last_step(copies[-1]) == db.execute("select max(seq) from step").fetchone():
            return None
    made = write(db, free_name(project, _AUTOMATIC))
    for old in [*copies, made][:-keep]:
        old.unlink(missing_ok=True)
    return made


def _last_step(copy: Path) -> tuple[int | None] | None:
    """Return the number of the last step in a copy; None where it cannot be read."""
    db = sqlite3.connect(copy)
    try:
        row: tuple[int | None] = db.execute("select max(seq) from step").fetchone()
        return row
    except sqlite3.DatabaseError:
        return None
    finally:
        db.close()
