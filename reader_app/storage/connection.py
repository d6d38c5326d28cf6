"""Opening and making project files: what is no project of ours is refused, with a code for each reason."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from reader_app.core.errors import NotAProject, StorageUnavailable
from reader_app.core.model import new_id
from reader_app.storage import schema, scheme_copy

_CODES = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_IOERR: "unreadable",
    sqlite3.SQLITE_CANTOPEN: "unreadable",
    sqlite3.SQLITE_PERM: "unreadable",
}
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Raise StorageUnavailable for what the disk, another program or the file itself refuses. Anything else that
    SQLite says is a mistake of ours and passes."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        refusal = _refusal(error, path)
        if refusal is None:
            raise
        raise refusal from error


def _refusal(error: sqlite3.DatabaseError, path: Path) -> StorageUnavailable | None:
    # an error of the Python module, not of SQLite, has no code: text that is no UTF-8
    code = getattr(error, "sqlite_errorcode", None)
    if (code is not None and code & 0xFF in _DAMAGE) or str(error).startswith("Could not decode"):
        return NotAProject("damaged", path=str(path))
    name = None if code is None else _CODES.get(code & 0xFF)
    return None if name is None else StorageUnavailable(name, path=str(path))


def connect(path: Path, mode: str, wait: float) -> sqlite3.Connection:
    """Return a connection that waits up to `wait` seconds for a lock. `mode` is an URI parameter: `mode=rw` …"""
    name = quote(os.fsencode(path.absolute().as_posix()))
    uri = f"file://{'' if name.startswith('/') else '/'}{name}?{mode}"
    db = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None)
    db.execute("pragma trusted_schema = off")
    return db


def begin_writing(db: sqlite3.Connection, wait: float) -> None:
    """Begin a transaction that writes, waiting up to `wait` seconds for another program's.

    SQLite's own waiting looks again at ever longer intervals, and would miss the short pauses of an import.
    """
    until = time.monotonic() + wait
    db.execute("pragma busy_timeout = 0")
    try:
        while True:
            try:
                db.execute("begin immediate")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
            time.sleep(0.001)
    finally:
        db.execute(f"pragma busy_timeout = {round(wait * 1000)}")


def open_project(path: Path, *, read_only: bool, wait: float) -> tuple[sqlite3.Connection, bool, str]:
    """Return a connection to the project at `path`, whether it can only be read, and its journal mode."""
    _look(path)
    # an access that may write tidies up behind itself, one that may not leaves the side files of the log behind
    may_write = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    with refusals(path):
        db = connect(path, "mode=rw", wait) if may_write else _connect_reading(path, wait)
        if read_only:
            db.execute("pragma query_only = on")
        read_only = read_only or not may_write
        try:
            version = identify(db, path)
            if not read_only:
                read_only = not _is_writable(db)
            if version < schema.VERSION:
                _upgrade(db, path, version, read_only=read_only)
            mode = str(db.execute("pragma journal_mode").fetchone()[0])
            if not read_only and mode != "wal":
                mode = _ask_for_wal(db, mode)
            db.execute("pragma synchronous = full")
            db.execute("pragma foreign_keys = on")
            db.execute("pragma cache_size = -32768")  # 32 MB: an import touches many pages of the indexes
        except BaseException:
            db.close()
            raise
    return db, read_only, mode


def _look(path: Path) -> None:
    """Refuse what is not even a file. Never opens it: closing a file that SQLite has open too drops SQLite's locks."""
    try:
        info = path.stat()
    except FileNotFoundError:
        raise StorageUnavailable("missing", path=str(path)) from None
    except OSError as error:
        raise StorageUnavailable("unreadable", path=str(path)) from error
    if stat.S_ISDIR(info.st_mode):
        raise NotAProject("directory", path=str(path))
    if not stat.S_ISREG(info.st_mode):
        raise NotAProject("foreign-file", path=str(path))
    if info.st_size == 0:
        raise NotAProject("empty-file", path=str(path))
    if not os.access(path, os.R_OK):
        raise StorageUnavailable("unreadable", path=str(path))


def _connect_reading(path: Path, wait: float) -> sqlite3.Connection:
    db = connect(path, "mode=ro", wait)
    try:
        db.execute("select 1 from sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        db.close()
        log = path.with_name(path.name + "-wal")
        cannot_make = error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
        if not cannot_make or (log.exists() and log.stat().st_size):
            raise
        # a project left in WAL mode where its side files cannot be made, a read-only folder: nobody writes there
        return connect(path, "mode=ro&immutable=1", wait)
    except sqlite3.DatabaseError:  # identify() says what it is
        pass
    return db


def identify(db: sqlite3.Connection, path: Path) -> int:
    """Return the schema version of a project. Raises NotAProject for any other file."""
    try:
        application = db.execute("pragma application_id").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_NOTADB:
            raise NotAProject("foreign-file", path=str(path)) from error
        raise
    if application != schema.APPLICATION_ID:
        raise NotAProject("foreign-file", path=str(path))
    version = int(db.execute("pragma user_version").fetchone()[0])
    if version > schema.VERSION:
        raise NotAProject("newer-project", path=str(path), found=version, known=schema.VERSION)
    tables = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
    if version < 1 or (version == schema.VERSION and not tables >= schema.TABLES):
        raise NotAProject("damaged", path=str(path))
    return version


def _is_writable(db: sqlite3.Connection) -> bool:
    try:
        db.execute("begin immediate")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY:
            return False
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return True  # another program writes just now
    db.execute("rollback")
    return True


def _ask_for_wal(db: sqlite3.Connection, mode: str) -> str:
    """Ask for write-ahead logging, which network shares refuse; return the mode that holds."""
    try:
        return str(db.execute("pragma journal_mode = wal").fetchone()[0])
    except sqlite3.OperationalError:  # another connection holds the file in the other mode
        return mode


def _upgrade(db: sqlite3.Connection, path: Path, version: int, *, read_only: bool) -> None:
    """Bring an older project up to date; a copy of the file as it was is kept beside it."""
    if read_only:
        raise StorageUnavailable("needs-upgrade", path=str(path))
    from reader_app.storage import backups  # most projects need none

    backups.write(db, backups.free_name(path, f"schema-{version}"))
    _migrate(db)
    if db.execute("pragma foreign_key_check").fetchone() is not None:
        raise NotAProject("damaged", path=str(path))


def _migrate(db: sqlite3.Connection) -> None:
    from reader_app.storage.migrations import migrate  # sqlite_utils takes 0.1 s: only where it is needed

    db.execute("begin immediate")
    try:
        migrate(db)
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise


def create_project(path: Path, scheme_source: str) -> None:
    """Make a new project at `path`, whole or not at all; StorageUnavailable (`exists`) where there is a file."""
    if path.exists():
        raise StorageUnavailable("exists", path=str(path))
    from reader_app.storage import backups

    part = path.with_name(f".{path.name}.{new_id()[:8]}.part")
    try:
        with refusals(path):
            db = connect(part, "mode=rwc", 0)
            try:
                _migrate(db)
                scheme_copy.write_copy(db, scheme_source)
            finally:
                db.close()
        backups.publish(part, path)
    finally:
        part.unlink(missing_ok=True)
