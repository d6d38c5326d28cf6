"""The project's own copy of the label scheme, and what it chose differently: colours, keys, what is off."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from reader_app.core.model import Kind
from reader_app.core.scheme import Scheme, read_scheme


def read_copy(db: sqlite3.Connection) -> tuple[object, Callable[[], Scheme]]:
    """Return what the copy consists of, to compare, and a function that makes the scheme of it (some ms)."""
    (source,) = db.execute("select source from scheme").fetchone()
    choices = db.execute("select kind, label, color, key, off from label_choice order by kind, label").fetchall()

    def read() -> Scheme:
        scheme = read_scheme(source)
        for kind, label, color, key, off in choices:
            chosen = {"color": color, "key": key, "off": None if off is None else bool(off)}
            scheme = scheme.with_label(kind, label, **{name: x for name, x in chosen.items() if x is not None})
        return scheme

    return (source, choices), read


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
