"""The project file as the rest of the app knows it: in and out go values, never rows."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reader_app.core.change import Entry, Step
from reader_app.core.errors import StorageUnavailable
from reader_app.core.model import Kind
from reader_app.core.scheme import read_scheme
from reader_app.storage import connection
from reader_app.storage.scheme_copy import change_label
from reader_app.storage.view import ProjectView

# the modules that are imported inside methods are not needed on the way to the first window
if TYPE_CHECKING:
    from reader_app.core.suggestion import Packed
    from reader_app.storage.bulk import Bulk
    from reader_app.storage.models import Model
    from reader_app.storage.suggestions import Kept


class Store(ProjectView):
    """One connection to one project, for one thread.

    Every method raises StorageUnavailable where the disk, another program or the file refuses. `journal_mode` is
    "wal", or "delete" where the file's place allows no write-ahead log.
    """

    def __init__(self, path: Path, db: sqlite3.Connection, *, read_only: bool, journal_mode: str, wait: float) -> None:
        super().__init__(path, db, read_only=read_only, journal_mode=journal_mode)
        self._wait = wait
        self._place = _place(path)

    @classmethod
    def create(cls, path: Path, scheme_source: str) -> Store:
        """Make a project with a copy of the scheme and open it. Never over an existing file (`exists`); BadInput for a
        scheme that cannot be read."""
        read_scheme(scheme_source)  # whatever is wrong with it is said before there is a file
        connection.create_project(path, scheme_source)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, wait: float = 1.0) -> Store:
        """Open a project; a file that cannot be written opens read-only. `wait`: seconds to wait for another
        program's lock before `locked`. NotAProject for any other file."""
        db, read_only, mode = connection.open_project(path, read_only=read_only, wait=wait)
        return cls(path, db, read_only=read_only, journal_mode=mode, wait=wait)

    @contextmanager
    def _writing(self, wait: float | None = None) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is on the disk when this ends, or nothing."""
        with connection.refusals(self.path):
            self._check_writable()
            connection.begin_writing(self._db, self._wait if wait is None else wait)
            if wait is not None:  # what was begun may take as long as ever
                self._db.execute(f"pragma busy_timeout = {round(self._wait * 1000)}")
            try:
                yield self._db
                self._db.execute("commit")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("rollback")
                raise

    def _check_writable(self) -> None:
        if self.read_only:
            raise StorageUnavailable("read-only", path=str(self.path))
        if _place(self.path) != self._place:  # SQLite would go on writing into the removed file, and lose it
            raise StorageUnavailable("gone", path=str(self.path))

    def save(self, step: Step, *, author: str, article: str, undoes: int = 0) -> Entry:
        """Save `step`, made by `author` with `article` open; when this returns it is on the disk.

        `undoes` is the entry that the step takes back: an act (undo) or an undo (redo). Raises StaleEdit where a
        change does not start from what the file holds, or would leave a reference to nothing; CannotUndo
        (`already-undone`) where the entry is taken back already; RuleBroken for a record against the rules.
        """
        from reader_app.storage.saving import Saving

        scheme = self.scheme()
        with self._writing() as db:
            saving = Saving(db, scheme, self._seen)
            entry = saving.save(step, author, article, undoes)
        for article_id in saving.texts.keys() & self._seen.keys():
            self._remember(article_id, saving.texts[article_id])
        return entry

    @staticmethod
    def prepare_saving() -> None:
        """Import what the first save needs, which opening does without."""
        from reader_app.storage import register, saving  # noqa: F401

    def set_setting(self, name: str, value: str) -> None:
        with self._writing() as db:
            db.execute("insert or replace into setting (name, value) values (?, ?)", (name, value))

    def change_label(
        self, kind: Kind, label: str, *, color: str | None = None, key: str | None = None, off: bool | None = None
    ) -> None:
        """Give a label of the scheme another colour or key in this project, or switch it on or off."""
        with self._writing() as db:
            change_label(db, kind, label, color=color, key=key, off=off)

    def keep_suggestions(self, made: Sequence[tuple[str, Kept]]) -> int:
        """Keep suggestions for articles, by their ids, in place of older ones; return for how many that still are
        there."""
        from reader_app.storage import suggestions

        rows = [(article, suggestions.row_of(kept)) for article, kept in made]
        with self._writing() as db:
            return sum(suggestions.keep(db, article, row) for article, row in rows)

    def keep_packed(
        self, article_id: str, packed: Packed, text_hash: str, known_hash: str, *, wait: float | None = None
    ) -> bool:
        """Keep the suggestions of one article as they come, unread; return whether it is still there. `text_hash` and
        `known_hash`: what they were made from."""
        from reader_app.storage import suggestions

        with self._unhurried(), self._writing(wait) as db:
            return suggestions.keep(db, article_id, suggestions.packed_row(packed, text_hash, known_hash))

    @contextmanager
    def _unhurried(self) -> Iterator[None]:
        """Do not wait inside until the disk has what is written: what a power cut takes can be made again. Only with a
        log: that stays whole whatever is missing at its end."""
        loose = self.journal_mode == "wal" and not self.read_only
        with connection.refusals(self.path):
            if loose:
                self._db.execute("pragma synchronous = normal")
            try:
                yield
            finally:
                if loose:
                    self._db.execute("pragma synchronous = full")

    def keep_model(self, model: Model) -> None:
        """Keep a learned model as the newest."""
        from reader_app.storage import models

        with self._writing() as db:
            models.keep(db, model, models.finished_count(db))

    @contextmanager
    def bulk(self, author: str, title: str, detail: str = "") -> Iterator[Bulk]:
        """Import inside: batches of records under one journal entry, which is written only if anything is taken.

        Where the block raises, the batch that has not come to the disk is dropped; whole batches stay.
        """
        from reader_app.storage.bulk import Bulk
        from reader_app.storage.proof import check_author

        check_author(author)
        scheme = self.scheme()
        with connection.refusals(self.path):
            self._check_writable()
            bulk = Bulk(self._db, self._wait, scheme, author, title, detail)
            try:
                yield bulk
                bulk.commit()
            except BaseException:
                bulk.roll_back()
                raise

    def backup(self, to: Path | None = None) -> Path:
        """Copy the project, whole or not at all, to `to` (a folder: under a name with the time, there) or beside it;
        return the copy. Never over an existing file (`exists`)."""
        from reader_app.storage import backups

        name = backups.free_name(self.path)
        if to is not None:
            name = backups.free_name(to / self.path.name) if to.is_dir() else to
        with connection.refusals(self.path):
            return backups.write(self._db, name)

    def backup_if_due(self, *, every: timedelta = timedelta(hours=24), keep: int = 5) -> Path | None:
        """Make an automatic copy beside the project if the newest is older than `every` and something was saved since;
        keep the newest `keep`. For a connection of its own, off the window's thread."""
        from reader_app.storage import backups

        with connection.refusals(self.path):
            return backups.write_if_due(self._db, self.path, every=every, keep=keep)


def _place(path: Path) -> tuple[int, int] | None:
    """Return which file lies at `path` now, by device and number; these hold as long as the file is open."""
    try:
        info = path.stat()
    except OSError:
        return None
    # Windows neither removes nor replaces a file that is open, and renumbers some
    return (info.st_dev, info.st_ino) if os.name == "posix" else (0, 0)
