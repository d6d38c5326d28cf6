"""The list of articles: which ones a filter lets through, in which order, and a line for each."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader_app.core.model import STAGES, Span
from reader_app.storage.filters import ArticleFilter, walk

if TYPE_CHECKING:
    from reader_app.storage.register import Names

    Register = Callable[[], Names]

_PAGE = 500
_JOURNAL = 20_000
"""So many of the newest entries of the journal say which articles were changed last."""
IS_OPEN = """not exists (
    select 1 from assignment x where x.author = ? and x.article = {place}
    and x.stage in ('submitted', 'approved', 'set-aside'))"""
"""An author is not through with the article at `place`."""


class RowHit(NamedTuple):
    """Where the words of a search were found, and the words around them. `where`: "text", "note", "statement",
    "person", "outlet" or "byline". `span` (code points) is what to show in the text: the words themselves, or the
    record that has the note or names the person; None where there is nothing to show."""

    where: str
    words: str
    span: Span | None = None


class ArticleRow(NamedTuple):
    """A line of the list. `seq` is the article's place; `length` and `snippet`, the text's first 120, are counted in
    code points. `hit` is what a search for words found, None where it was the title or the key."""

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
    date: str = ""
    outlet: str = ""
    hit: RowHit | None = None


def seqs(db: sqlite3.Connection, wanted: ArticleFilter, names: Register) -> list[int]:
    """Return the places of all articles that `wanted` lets through, in its order."""
    way = walk(db, wanted)
    found = way.places(db)
    if wanted.text.strip() and (more := _beside(db, wanted, names).difference(found)):
        # in the order of the project the few that come beside are put between the many
        asked = [*more] if not way.order else [*found, *more]
        these = "and {place} in (select value from json_each(?)) order by {order}{place}"
        beside = walk(db, wanted._replace(text="")).places(db, these, json.dumps(asked))
        found = beside if way.order else sorted([*found, *beside])
    return _by_change(db, found) if wanted.order == "changed" else found


def _beside(db: sqlite3.Connection, wanted: ArticleFilter, names: Register) -> set[int]:
    from reader_app.storage import search  # the way to the first window does without it

    return search.beside(db, names(), wanted.text)


def _by_change(db: sqlite3.Connection, places: list[int]) -> list[int]:
    """Return `places` with those that somebody changed last in front."""
    query = """
        select a.seq from (
            select step, article from step_article indexed by step_article_step order by step desc limit ?
        ) s cross join article a on a.id = s.article order by s.step desc"""
    shown = set(places)
    changed = dict.fromkeys(place for (place,) in db.execute(query, (_JOURNAL,)) if place in shown)
    return [*changed, *(place for place in places if place not in changed)]


def first(db: sqlite3.Connection, wanted: ArticleFilter, limit: int, near: int, names: Register) -> list[ArticleRow]:
    """Return up to `limit` lines; where `near` is given, half of them stand before that place. What is found only in
    notes, statements and names stays out: this is for the first look."""
    if wanted.order == "changed":
        return rows(db, wanted, seqs(db, wanted, names)[:limit])
    way = walk(db, wanted)
    if near and not wanted.order:
        before = way.places(db, "and {place} < ? order by {place} desc limit ?", near, limit // 2)
        after = way.places(db, "and {place} >= ? order by {place} limit ?", near, limit - len(before))
        return rows(db, wanted, before[::-1] + after)
    return rows(db, wanted, way.places(db, "order by {order}{place} limit ?", limit))


def neighbour(db: sqlite3.Connection, wanted: ArticleFilter, seq: int, step: int, names: Register) -> str | None:
    if not _is_plain(wanted):
        return _id(db, following(seqs(db, wanted, names), seq, step, is_ordered=not wanted.order)[:1])
    rest = "and {place} > ? order by {place}" if step > 0 else "and {place} < ? order by {place} desc"
    return _id(db, walk(db, wanted).places(db, rest + " limit 1", seq))


def next_open(db: sqlite3.Connection, wanted: ArticleFilter, seq: int, names: Register) -> str | None:
    """Return the id of the first article behind the place `seq`, else from the top, with which `wanted.author` is not
    through; the one at `seq` is left out."""
    if not _is_plain(wanted):
        found = seqs(db, wanted, names)
        behind = following(found, seq, 1, is_ordered=not wanted.order)
        return first_open(db, wanted.author, [*behind, *found])
    way = walk(db, wanted)
    for side in (">", "<"):
        rest = f"and {IS_OPEN} and {{place}} {side} ? order by {{place}} limit 1"
        if found := way.places(db, rest, wanted.author, seq):
            return _id(db, found)
    return None


def _is_plain(wanted: ArticleFilter) -> bool:
    """Return whether the list is walked along place by place, without looking for words or sorting."""
    return not wanted.text and not wanted.order


def following(places: Sequence[int], seq: int, step: int, *, is_ordered: bool) -> list[int]:
    """Return what stands behind `seq` in `places`, before it (nearest first) where `step` is negative; `is_ordered`:
    the places ascend, so that one that is not among them has a place there too."""
    if is_ordered:
        before, after = bisect_left(places, seq), bisect_right(places, seq)
    elif seq in places:
        before = places.index(seq)
        after = before + 1
    else:
        before, after = 0, 0
    return list(places[after:]) if step > 0 else list(places[:before][::-1])


def first_open(db: sqlite3.Connection, author: str, places: Sequence[int]) -> str | None:
    """Return the id of the first of `places` with which `author` is not through."""
    for at in range(0, len(places), _PAGE):
        page = places[at : at + _PAGE]
        query = f"select seq from article a indexed by article_order where seq {_in(page)} and "  # noqa: S608
        is_open = {one for (one,) in db.execute(query + IS_OPEN.format(place="a.seq"), (*page, author))}
        if found := [one for one in page if one in is_open]:
            return _id(db, found[:1])
    return None


def _id(db: sqlite3.Connection, places: list[int]) -> str | None:
    row = db.execute("select id from article where seq = ?", places[:1]).fetchone() if places else None
    return None if row is None else str(row[0])


def rows(db: sqlite3.Connection, wanted: ArticleFilter, wanted_seqs: Sequence[int]) -> list[ArticleRow]:
    """Return the lines of these articles in the order given; those that are gone are left out."""
    return [row for at in range(0, len(wanted_seqs), _PAGE) for row in _rows(db, wanted, wanted_seqs[at : at + _PAGE])]


def _rows(db: sqlite3.Connection, wanted: ArticleFilter, page: Sequence[int]) -> Iterator[ArticleRow]:
    these = _in(page)
    # the indexes are named, and kept from (+): by author they would be walked over in all their length
    query = f"select seq, id, key, title, snippet, length, date, outlet from article where seq {these}"  # noqa: S608
    heads = {head[0]: head for head in db.execute(query, page)}
    query = f"""select article, kind, count(*) from annotation indexed by annotation_article
        where article {these} and (author = ? or ? = '') group by article, kind"""  # noqa: S608
    counts: dict[tuple[int, str], int] = {
        (article, kind): n for article, kind, n in db.execute(query, (*page, wanted.author, wanted.author))
    }
    query = f"select article, stage from assignment where article {these} and +author = ?"  # noqa: S608
    stages: dict[int, str] = dict(db.execute(query, (*page, wanted.author)))
    hits = _hits(db, wanted.text, [seq for seq in page if seq in heads])
    for seq in page:
        if seq in heads:
            _, article, key, title, snippet, length, date, outlet = heads[seq]
            entities, quotes, claims = (counts.get((seq, kind), 0) for kind in ("entity", "quote", "claim"))
            yield ArticleRow(
                seq, article, key, title, snippet, length, stages.get(seq, "todo"), entities, quotes, claims, date,
                outlet, hits.get(seq),
            )  # fmt: skip


def _hits(db: sqlite3.Connection, text: str, page: Iterable[int]) -> dict[int, RowHit]:
    if not text.strip():
        return {}
    from reader_app.storage import search

    return {seq: RowHit(where, words, span) for seq, where, words, span in search.hits(db, text, page)}


def _in(page: Sequence[int]) -> str:
    return f"in ({', '.join('?' * len(page))})"


def stage_counts(db: sqlite3.Connection, author: str) -> dict[str, int]:
    """Return the number of articles in each stage of `author`'s work, and of all under "total"."""
    total = int(db.execute("select count(*) from article").fetchone()[0])
    found = dict(db.execute("select stage, count(*) from assignment where author = ? group by stage", (author,)))
    counts: dict[str, int] = {stage: int(found.get(stage, 0)) for stage in STAGES}
    counts["todo"] = total - sum(n for stage, n in counts.items() if stage != "todo")
    return {**counts, "total": total}
