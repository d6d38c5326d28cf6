"""The project's own copy of the label scheme, and what it chose differently: colours, keys, what is off."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable

from reader_app.core.errors import BadInput, StorageUnavailable
from reader_app.core.model import Kind
from reader_app.core.scheme import Scheme, scheme_of, scheme_tables


def write_copy(db: sqlite3.Connection, source: str) -> None:
    """Put the scheme into a project that has none. BadInput where `source` is no TOML."""
    db.execute("insert into scheme (n, source, tables) values (1, ?, ?)", (source, _as_json(source)))


def is_true_copy(db: sqlite3.Connection) -> bool:
    """Return whether the tables say what the source says."""
    source, tables = db.execute("select source, tables from scheme").fetchone()
    try:
        return bool(tables == _as_json(source))
    except BadInput:
        return False


def _as_json(source: str) -> str:
    # TOML knows dates, JSON does not
    return json.dumps(scheme_tables(source), ensure_ascii=False, separators=(",", ":"), default=str)


def read_copy(db: sqlite3.Connection) -> tuple[object, Callable[[], Scheme]]:
    """Return what the copy consists of, to compare, and a function that makes the scheme of it."""
    source, tables = db.execute("select source, tables from scheme").fetchone()
    choices = db.execute("select kind, label, color, key, off from label_choice order by kind, label").fetchall()

    def read() -> Scheme:
        try:
            scheme = scheme_of(json.loads(tables), source)
        except ValueError as error:  # no JSON: another program wrote there
            raise StorageUnavailable("bad-record", record="scheme", what=str(error)) from error
        for kind, label, color, key, off in choices:
            chosen = {"color": color, "key": key, "off": None if off is None else bool(off)}
            scheme = scheme.with_label(kind, label, **{name: x for name, x in chosen.items() if x is not None})
        return scheme

    return (source, tables, choices), read


def change_label(
    db: sqlite3.Connection, kind: Kind, label: str, *, color: str | None, key: str | None, off: bool | None
) -> None:
    """Note a choice; None leaves what was chosen before."""
    db.execute(
        """insert into label_choice (kind, label, color, key, off) values (?, ?, ?, ?, ?)
        on conflict (kind, label) do update set color = coalesce(excluded.color, color),
            key = coalesce(excluded.key, key), off = coalesce(excluded.off, off)""",
        (kind, label, color, key, off),
    )
