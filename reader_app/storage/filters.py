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
_BY_FACTS = {
    "newest": "a.date desc, ",
    "oldest": "a.date = '', a.date, ",
    "longest": "a.length desc, ",
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
        query = f"select {self.place} from {self.table} where {self.where} {rest}"  # noqa: S608 - our own words
        return [place for (place,) in db.execute(query, (*self.values, *values))]


def walk(db: sqlite3.Connection, wanted: ArticleFilter) -> Walk:
    words = fulltext.expression(wanted.text)
    facts, order = list(_facts(wanted)), _BY_FACTS.get(wanted.order, "")
    conditions = list(_conditions(db, wanted)) + facts
    # an index with nothing but the places: the table itself has a page with text for nearly every article
    place, table = "a.seq", f"article a indexed by {'article_facts' if facts or order else 'article_order'}"
    if words:
        # this index gives the places in order, one by one
        place = "f.rowid"
        table = f"article_text f cross join {table} on a.seq = f.rowid" if facts or order else "article_text f"
        conditions.insert(0, ("f.article_text match ?", [words]))
    elif wanted.text.strip():
        conditions.append(("0", []))
    elif _is_by_stage(wanted) and not facts and not order:
        place, table = "a.article", "assignment a indexed by assignment_author"
        conditions.insert(0, ("a.author = ? and a.stage = ?", [wanted.author, wanted.stage]))
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
            f"""{{place}} in (select article from annotation indexed by annotation_unsure
                where {author} instr(touched, '"unsure"'))""",  # noqa: S608
            [wanted.by] if wanted.by else [],
        )
    if wanted.person:
        yield (
            """{place} in (select x.article from referent r cross join annotation_referent n on n.referent = r.seq
                cross join annotation x on x.seq = n.annotation where r.id = ? or r.merged_into = ?)""",
            [wanted.person, wanted.person],
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
        return f"{{place}} in ({found})", values
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
