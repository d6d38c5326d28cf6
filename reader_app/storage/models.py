"""What finished articles have taught the engine: versions of a learned model with the figures that speak for them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from reader_app.storage.journal import now
from reader_app.storage.records import dumps

_COLUMNS = "version, engine, coalesce(content, x''), articles, before, after, used, finished, made_at"
_CONTENTS = 2
"""So many models keep their content: the newest that is used, and the one before it."""
_ENOUGH = 3
_EXAMPLES = 400
"""From so many articles something is learned: more of them take minutes and add little."""
_FINISHED = """assignment indexed by assignment_finished
    where stage in ('submitted', 'approved') and (entities_done = 1 or quotes_done = 1)"""


@dataclass(frozen=True, slots=True)
class Model:
    """A learned model. It is for one version of the `engine`: with other rules it would say something else.

    `finished` counts the finished articles of the project when it was made, `articles` those that it learned from;
    `before` and `after` are figures on articles held back. `version` is the beginning of the hash of `content`; both
    are empty for a model that is not `used`, because it is not better."""

    version: str
    engine: str
    content: bytes
    articles: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    used: bool
    finished: int = 0
    made_at: str = ""

    @property
    def is_whole(self) -> bool:
        return not self.used or sha256(self.content).hexdigest().startswith(self.version)


def keep(db: sqlite3.Connection, model: Model, finished: int) -> None:
    """Add `model` as the newest. Older ones keep their figures, all but the last of them without their content."""
    db.execute("delete from model where version = ?", (model.version,))
    values = (
        model.version, model.engine, now(), finished, model.articles, dumps(dict(model.before)),
        dumps(dict(model.after)), model.used, model.content if model.used else None,
    )  # fmt: skip
    db.execute(
        "insert into model (version, engine, made_at, finished, articles, before, after, used, content)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )
    db.execute(
        """update model set used = 0, content = null where content is not null and n not in (
            select n from model where content is not null order by n desc limit ?)""",
        (_CONTENTS,),
    )


def newest(db: sqlite3.Connection, engine: str, *, used: bool) -> Model | None:
    """Return the newest model for `engine`, or the newest that is used; None where there is none or it is damaged."""
    where = "and used = 1" if used else ""
    query = f"select {_COLUMNS} from model where engine = ? {where} order by n desc limit 1"  # noqa: S608 - literals
    row = db.execute(query, (engine,)).fetchone()
    return None if row is None else read(row)


def every(db: sqlite3.Connection) -> Iterator[tuple[str, Model | None]]:
    """Yield the version of each model, and the model itself unless it is damaged."""
    for row in db.execute(f"select {_COLUMNS} from model order by n").fetchall():  # noqa: S608 - literals
        yield row[0], read(row)


def read(row: tuple[Any, ...]) -> Model | None:
    version, engine, content, articles, before, after, used, finished, made_at = row
    try:
        figures = [dict(json.loads(text)) for text in (before, after)]
    except (ValueError, TypeError):  # another program wrote there; it is learned again
        return None
    model = Model(version, engine, content, articles, figures[0], figures[1], bool(used), finished, made_at)
    return model if model.is_whole else None


def finished_count(db: sqlite3.Connection) -> int:
    """Return how many articles somebody has finished with their names or quotes done."""
    return int(db.execute(f"select count(distinct article) from {_FINISHED}").fetchone()[0])  # noqa: S608 - literals


def is_due(db: sqlite3.Connection, engine: str) -> bool:
    """Return whether three articles are finished, and since the last model for `engine` one more and at least a fifth
    of those that were finished then."""
    count = finished_count(db)
    last = newest(db, engine, used=False)
    return count >= _ENOUGH and (last is None or count - last.finished >= max(1, last.finished // 5))


def taught(db: sqlite3.Connection) -> list[str]:
    """Return the ids of the articles to learn from, in the order of the project: the newest that are finished, and
    as many with rejected suggestions."""
    rows = db.execute(
        f"""select x.seq, x.id from article x
        where x.seq in (select distinct article from {_FINISHED} order by article desc limit ?)
        or x.seq in (select distinct article from rejection order by article desc limit ?) order by x.seq""",  # noqa: S608
        (_EXAMPLES, _EXAMPLES),
    ).fetchall()
    return [article for _, article in rows]
