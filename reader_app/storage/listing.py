"""The list of articles: which ones a filter lets through, and a line for each. In the order in which they came."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader_app.core.model import STAGES
from reader_app.storage import fulltext

_PAGE = 500


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles a list shows: those with all words of `text`, and in `stage` of `author`'s work ("" = any).
    `author` is also the one whose stage and counts the lines tell; "" counts everybody's records."""

    text: str = ""
    stage: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """A line of the list. `seq` is the article's place; `length` and `snippet`, the text's first 120, are counted in
    code points."""

    seq: int
    id: str
    key: str
    title: str
    snippet: str
    length: int
    stage: str
    entities: int
    quotes: int
    claims: int


def _conditions(wanted: ArticleFilter) -> tuple[str, list[str]]:
    """Return the filter as a condition on `a`, a row of article, with its values."""
    conditions, values = [], []
    if wanted.text.strip():
        words = fulltext.expression(wanted.text)
        conditions.append("a.seq in (select rowid from article_text where article_text match ?)" if words else "0")
        values += [words] if words else []
    if wanted.stage:
        someone = "author = ? and " if wanted.author else ""
        if wanted.stage == "todo":
            conditions.append(
                f"not exists (select 1 from assignment where {someone}article = a.seq and stage <> 'todo')"  # noqa: S608
            )
        else:
            conditions.append(f"a.seq in (select article from assignment where {someone}stage = ?)")  # noqa: S608
        values += [wanted.author] if wanted.author else []
        values += [wanted.stage] if wanted.stage != "todo" else []
    return " and ".join(conditions) or "1", values


# an index with nothing but the places: the table itself has a page with text for nearly every article
_ARTICLES = "article a indexed by article_order"


def seqs(db: sqlite3.Connection, wanted: ArticleFilter) -> list[int]:
    where, values = _conditions(wanted)
    return [seq for (seq,) in db.execute(f"select a.seq from {_ARTICLES} where {where} order by a.seq", values)]  # noqa: S608


def first(db: sqlite3.Connection, wanted: ArticleFilter, limit: int, near: int) -> list[ArticleRow]:
    """Return up to `limit` lines; where `near` is given, half of them stand before that place."""
    where, values = _conditions(wanted)
    before: list[tuple[int]] = []
    if near:
        query = f"select a.seq from {_ARTICLES} where a.seq < ? and {where} order by a.seq desc limit ?"  # noqa: S608
        before = db.execute(query, (near, *values, limit // 2)).fetchall()
    query = f"select a.seq from {_ARTICLES} where a.seq >= ? and {where} order by a.seq limit ?"  # noqa: S608
    after = db.execute(query, (near, *values, limit - len(before))).fetchall()
    return rows(db, wanted, sorted(seq for (seq,) in (*before, *after)))


def neighbour(db: sqlite3.Connection, wanted: ArticleFilter, seq: int, step: int) -> str | None:
    where, values = _conditions(wanted)
    direction, order = (">", "asc") if step > 0 else ("<", "desc")
    query = f"select a.seq from {_ARTICLES} where a.seq {direction} ? and {where} order by a.seq {order} limit 1"  # noqa: S608
    return _id(db, db.execute(query, (seq, *values)).fetchone())


def _id(db: sqlite3.Connection, row: tuple[int] | None) -> str | None:
    return None if row is None else str(db.execute("select id from article where seq = ?", row).fetchone()[0])


def next_open(db: sqlite3.Connection, wanted: ArticleFilter, seq: int) -> str | None:
    """Return the id of the first article behind the place `seq`, else from the top, with which `wanted.author` is not
    through; the one at `seq` is left out."""
    where, values = _conditions(wanted)
    closed = "select article from assignment where author = ? and stage in ('submitted', 'approved', 'set-aside')"
    for side in (">", "<"):
        query = (
            f"select a.seq from {_ARTICLES} where a.seq {side} ? and {where} and a.seq not in ({closed})"  # noqa: S608
            " order by a.seq limit 1"
        )
        if row := db.execute(query, (seq, *values, wanted.author)).fetchone():
            return _id(db, row)
    return None


def authors(db: sqlite3.Connection) -> list[str]:
    """Return everybody who has records or work in the project, by name."""
    # one step over the index a name: counting through three million annotations would take a second
    found: set[str] = set()
    for table in ("annotation", "assignment"):
        name = ""
        while row := db.execute(f"select min(author) from {table} where author > ?", (name,)).fetchone()[0]:  # noqa: S608
            found.add(name := str(row))
    return sorted(found)


def rows(db: sqlite3.Connection, wanted: ArticleFilter, wanted_seqs: Sequence[int]) -> list[ArticleRow]:
    """Return the lines of these articles in the order given; those that are gone are left out."""
    return [row for at in range(0, len(wanted_seqs), _PAGE) for row in _rows(db, wanted, wanted_seqs[at : at + _PAGE])]


def _rows(db: sqlite3.Connection, wanted: ArticleFilter, page: Sequence[int]) -> Iterator[ArticleRow]:
    these = f"in ({', '.join('?' * len(page))})"
    by = " and author = ?" if wanted.author else ""
    author = [wanted.author] if wanted.author else []
    heads = {
        head[0]: head
        for head in db.execute(f"select seq, id, key, title, snippet, length from article where seq {these}", page)  # noqa: S608
    }
    counts: dict[tuple[int, str], int] = {
        (article, kind): n
        for article, kind, n in db.execute(
            f"select article, kind, count(*) from annotation where article {these}{by} group by article, kind",  # noqa: S608
            (*page, *author),
        )
    }
    query = f"select article, stage from assignment where article {these} and author = ?"  # noqa: S608
    stages: dict[int, str] = dict(db.execute(query, (*page, wanted.author)))
    for seq in page:
        if seq in heads:
            _, article, key, title, snippet, length = heads[seq]
            entities, quotes, claims = (counts.get((seq, kind), 0) for kind in ("entity", "quote", "claim"))
            stage = stages.get(seq, "todo")
            yield ArticleRow(seq, article, key, title, snippet, length, stage, entities, quotes, claims)


def stage_counts(db: sqlite3.Connection, author: str) -> dict[str, int]:
    """Return the number of articles in each stage of `author`'s work, and of all under "total"."""
    total = int(db.execute("select count(*) from article").fetchone()[0])
    found = dict(db.execute("select stage, count(*) from assignment where author = ? group by stage", (author,)))
    counts: dict[str, int] = {stage: int(found.get(stage, 0)) for stage in STAGES}
    counts["todo"] = total - sum(n for stage, n in counts.items() if stage != "todo")
    return {**counts, "total": total}
