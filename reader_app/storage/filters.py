"""What a filter of the list means in SQL: conditions on one article at a time, so that the first lines of a list are
there before the last ones have been looked at."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader_app.storage import fulltext

ORDERS = ("", "newest", "oldest", "title", "changed", "longest", "shortest")
"""The orders of a list; "" is that in which the articles came."""
_FEW = 30_000
"""So many records are gathered to look articles up among them; with more, each article is asked by itself."""
_ORDERED = {
    "newest": "a.date desc, ",
    "oldest": "a.date = '', a.date, ",
    "longest": "a.length desc, ",
    "title": "t.place, ",
    "shortest": "a.length, ",
}


class ArticleFilter(NamedTuple):
    """Which articles a list shows, and in which of ORDERS; "" and False let everything through.

    `text`: all its words in the article's text, title, key, outlet or by-line, or in a note or statement on it, or in
    the name of somebody who is named there. `stage`: of `author`'s work; `author` is also the one whose stage and
    counts the lines tell; "" counts everybody's records. `by` has records there; `label` ("entity/PER"), `quotes`
    ("with" or "without") and `unsure` ask for records, of `by` or of anybody. `since` and `until`: dates in ISO form or
    the beginnings of such, both included. `person`: the id of a referent who is named.
    """

    text: str = ""
    stage: str = ""
    author: str = ""
    by: str = ""
    label: str = ""
    quotes: str = ""
    unsure: bool = False
    person: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    order: str = ""


Condition = tuple[str, list[str | int]]
"""SQL with `{place}` for the article's number, and its values."""


class Walk(NamedTuple):
    """A way along the list: `place` is the article's number in `table`, `where` the filter with its `values`, `order`
    what is ordered by before the place."""

    table: str
    place: str
    where: str
    values: list[str | int]
    order: str = ""

    def places(self, db: sqlite3.Connection, rest: str = "order by {order}{place}", *values: int | str) -> list[int]:
        """Return the places that the filter lets through and `rest`, SQL with `{place}`, picks."""
        rest = rest.format(place=self.place, order=self.order)
        found = f"select {self.place} as place from {self.table} where {self.where} {rest}"  # noqa: S608 - our own words
        # in one go: row by row, a thread would take turns with the window's for each of a hundred thousand
        query = f"select group_concat(place, ' ') from ({found})"  # noqa: S608
        (places,) = db.execute(query, (*self.values, *values)).fetchone()
        return list(map(int, places.split())) if places else []


def walk(db: sqlite3.Connection, wanted: ArticleFilter) -> Walk:
    words = fulltext.expression(db, wanted.text)
    facts, order = list(_facts(wanted)), _ORDERED.get(wanted.order, "")
    conditions = list(_conditions(db, wanted)) + facts
    sources: list[tuple[str, str]] = []  # the article's number in a table, and the table; the first is walked along
    if words:
        # this index gives the places in order, one by one
        sources.append(("f.rowid", "article_text f"))
        conditions.insert(0, ("f.article_text match ?", [words]))
    elif wanted.text.strip():
        conditions.append(("0", []))
    elif _is_by_stage(wanted) and not facts and not order:
        sources.append(("a.article", "assignment a indexed by assignment_author"))
        conditions.insert(0, ("a.author = ? and a.stage = ?", [wanted.author, wanted.stage]))
    if wanted.order == "title":
        sources.append(("t.article", f"article_title t{'' if words else ' indexed by article_title_place'}"))
    if facts or not sources or (order and wanted.order != "title"):
        # an index with all that is asked for: the table itself has a page with text for nearly every article
        index = "facts" if sources else wanted.order if order else "facts" if facts else "order"
        sources.append(("a.seq", f"article a indexed by article_{index}"))
    place = sources[0][0]
    rest = "".join(f" cross join {name} on {number} = {place}" for number, name in sources[1:])
    table = sources[0][1] + rest
    where = " and ".join(sql.format(place=place) for sql, _ in conditions) or "1"
    return Walk(table, place, where, [value for _, values in conditions for value in values], order)


def _is_by_stage(wanted: ArticleFilter) -> bool:
    return bool(wanted.author) and wanted.stage not in ("", "todo")


def _facts(wanted: ArticleFilter) -> Iterator[Condition]:
    if wanted.outlet:
        yield "a.outlet = ?", [wanted.outlet]
    if wanted.since:
        yield "a.date >= ?", [wanted.since]
    if wanted.until:
        yield "a.date <> '' and a.date < ?", [f"{wanted.until}\uffff"]


def _conditions(db: sqlite3.Connection, wanted: ArticleFilter) -> Iterator[Condition]:
    # "+" before a place: the list is walked along in its order. SQLite would rather go through these articles, and ask
    # the full-text index for each of them anew
    if wanted.stage == "todo":
        mine = "author = ? and" if wanted.author else ""
        yield (
            f"not exists (select 1 from assignment where article = {{place}} and {mine} stage <> 'todo')",  # noqa: S608
            [wanted.author] if wanted.author else [],
        )
    elif _is_by_stage(wanted):
        yield (
            "exists (select 1 from assignment where article = {place} and author = ? and stage = ?)",
            [wanted.author, wanted.stage],
        )
    elif wanted.stage:
        yield "exists (select 1 from assignment where article = {place} and stage = ?)", [wanted.stage]
    someone = [wanted.by] if wanted.by else authors(db)
    if wanted.label:
        yield _label(db, wanted.label, someone)
    if wanted.quotes:
        no = "" if wanted.quotes == "with" else "not "
        yield _on_article(someone, "and kind = 'quote'", no)
    if wanted.by and not wanted.label and wanted.quotes != "with":
        yield _on_article(someone)
    if wanted.unsure:
        author = "author = ? and" if wanted.by else ""
        yield (
            f"""+{{place}} in (select article from annotation indexed by annotation_unsure
                where {author} instr(touched, '"unsure"'))""",  # noqa: S608
            [wanted.by] if wanted.by else [],
        )
    if wanted.person:
        from reader_app.storage.register import SAME  # not on the way to the first window

        yield (
            f"""+{{place}} in ({SAME}
                select x.article from one cross join annotation_referent n on n.referent = one.seq
                cross join annotation x on x.seq = n.annotation)""",  # noqa: S608
            [wanted.person],
        )


def _on_article(authors: Sequence[str], rest: str = "", no: str = "") -> Condition:
    these = ", ".join("?" * len(authors))
    return (
        f"""{no}exists (select 1 from annotation indexed by annotation_article
            where article = {{place}} and author in ({these}) {rest})""",  # noqa: S608
        list(authors),
    )


def _label(db: sqlite3.Connection, name: str, authors: Sequence[str]) -> Condition:
    kind, _, label = name.partition("/")
    these = ", ".join("?" * len(authors))
    found = f"""select article from annotation indexed by annotation_author
        where author in ({these}) and kind = ? and label = ?"""  # noqa: S608
    values: list[str | int] = [*authors, kind, label]
    (count,) = db.execute(f"select count(*) from ({found} limit {_FEW})", values).fetchone()  # noqa: S608
    if count < _FEW:
        return f"+{{place}} in ({found})", values
    return f"exists ({found} and article = {{place}})", values


def authors(db: sqlite3.Connection) -> list[str]:
    """Return everybody who has records or work in the project, by name."""
    # one step over the index a name: counting through three million annotations would take a second
    found: set[str] = set()
    for table in ("annotation", "assignment"):
        name = ""
        while row := db.execute(f"select min(author) from {table} where author > ?", (name,)).fetchone()[0]:  # noqa: S608
            found.add(name := str(row))
    return sorted(found)


def outlets(db: sqlite3.Connection) -> list[str]:
    """Return the outlets of the project, those with most articles first."""
    query = """
        select outlet from article indexed by article_facts where outlet <> ''
        group by outlet order by count(*) desc, outlet"""
    return [outlet for (outlet,) in db.execute(query)]
