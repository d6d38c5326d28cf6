"""The list of articles: which ones a filter lets through, and a line for each. In the order in which they came."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader_app.core.model import STAGES
from reader_app.storage import fulltext

_PAGE = 500


class ArticleFilter(NamedTuple):
    """Which articles a list shows: those with all words of `text`, and in `stage` of `author`'s work ("" = any).
    `author` is also the one whose stage and counts the lines tell; "" counts everybody's records."""

    text: str = ""
    stage: str = ""
    author: str = ""


class ArticleRow(NamedTuple):
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


class _Walk(NamedTuple):
    """A way along the list: `place` is the article's number in `table`, `where` the filter with its `values`."""

    table: str
    place: str
    where: str
    values: list[str]

    def places(self, db: sqlite3.Connection, rest: str = "", *values: int | str) -> list[int]:
        """Return the places that the filter lets through and `rest`, SQL with `{place}`, picks."""
        query = f"select {self.place} from {self.table} where {self.where} {rest.format(place=self.place)}"  # noqa: S608
        return [place for (place,) in db.execute(query, (*self.values, *values))]


def _walk(wanted: ArticleFilter) -> _Walk:
    # an index with nothing but the places: the table itself has a page with text for nearly every article
    table, place = "article a indexed by article_order", "a.seq"
    conditions, values = [], []
    if wanted.stage == "todo":
        someone = "author = ? and " if wanted.author else ""
        conditions.append(f"not exists (select 1 from assignment where {someone}article = a.seq and stage <> 'todo')")  # noqa: S608
        values += [wanted.author] if wanted.author else []
    elif wanted.stage and wanted.author:
        table, place = "assignment a indexed by assignment_author", "a.article"
        conditions.append("a.author = ? and a.stage = ?")
        values += [wanted.author, wanted.stage]
    elif wanted.stage:
        conditions.append("a.seq in (select article from assignment where stage = ?)")
        values.append(wanted.stage)
    if wanted.text.strip():
        words = fulltext.expression(wanted.text)
        found = f"{place} in (select rowid from article_text where article_text match ?)"  # noqa: S608 - a column's name
        conditions.append(found if words else "0")
        values += [words] if words else []
    return _Walk(table, place, " and ".join(conditions) or "1", values)


def seqs(db: sqlite3.Connection, wanted: ArticleFilter) -> list[int]:
    return _walk(wanted).places(db, "order by {place}")


def first(db: sqlite3.Connection, wanted: ArticleFilter, limit: int, near: int) -> list[ArticleRow]:
    """Return up to `limit` lines; where `near` is given, half of them stand before that place."""
    walk = _walk(wanted)
    before = walk.places(db, "and {place} < ? order by {place} desc limit ?", near, limit // 2) if near else []
    after = walk.places(db, "and {place} >= ? order by {place} limit ?", near, limit - len(before))
    return rows(db, wanted, before[::-1] + after)


def neighbour(db: sqlite3.Connection, wanted: ArticleFilter, seq: int, step: int) -> str | None:
    rest = "and {place} > ? order by {place}" if step > 0 else "and {place} < ? order by {place} desc"
    return _id(db, _walk(wanted).places(db, rest + " limit 1", seq))


def next_open(db: sqlite3.Connection, wanted: ArticleFilter, seq: int) -> str | None:
    """Return the id of the first article behind the place `seq`, else from the top, with which `wanted.author` is not
    through; the one at `seq` is left out."""
    walk = _walk(wanted)
    is_open = """and not exists (
        select 1 from assignment x where x.author = ? and x.article = {place}
        and x.stage in ('submitted', 'approved', 'set-aside'))"""
    for side in (">", "<"):
        rest = f"{is_open} and {{place}} {side} ? order by {{place}} limit 1"
        if found := walk.places(db, rest, wanted.author, seq):
            return _id(db, found)
    return None


def _id(db: sqlite3.Connection, places: list[int]) -> str | None:
    return str(db.execute("select id from article where seq = ?", places).fetchone()[0]) if places else None


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
    # the indexes are named, and kept from (+): by author they would be walked over in all their length
    heads = {
        head[0]: head
        for head in db.execute(f"select seq, id, key, title, snippet, length from article where seq {these}", page)  # noqa: S608
    }
    query = f"""select article, kind, count(*) from annotation indexed by annotation_article
        where article {these} and (author = ? or ? = '') group by article, kind"""  # noqa: S608
    counts: dict[tuple[int, str], int] = {
        (article, kind): n for article, kind, n in db.execute(query, (*page, wanted.author, wanted.author))
    }
    query = f"select article, stage from assignment where article {these} and +author = ?"  # noqa: S608
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
