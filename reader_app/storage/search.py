"""Full-text search over articles, quotes, claims and notes, and by the names of people."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reader_app.core.finding import Finder, around, finder
from reader_app.core.model import Span
from reader_app.storage import fulltext
from reader_app.storage.register import Names, folded_query

_BEFORE, _AFTER = 40, 110
"""Code points of the text that are shown before and behind what was found."""
_NARROW = 24
"""The same before it in a line of the list."""
_PEOPLE = 10
"""So many people with a matching name are looked for in articles."""
_SIFTED = 5000
"""So many annotations are looked at where the index can only say that a part of the words is there."""

_ARTICLES = """
    select 'article', a.id, a.id, a.title, a.key, a.text, 0, a.length
    from article_text f cross join article a on a.seq = f.rowid where f.article_text match ? order by f.rowid limit ?"""
_ANNOTATIONS = """
    select a.kind, a.id, x.id, x.title, x.key, x.text, a.start, a."end", a.statement, a.note
    from annotation_text f cross join annotation a on a.seq = f.rowid cross join article x on x.seq = a.article
    where f.annotation_text match ? limit ?"""
_NOTES = """
    select a.article, a.statement, a.note
    from annotation_text f cross join annotation a on a.seq = f.rowid where f.annotation_text match ? limit ?"""
_NAMED_ON = """
    select a.article from referent_name r cross join annotation_referent n on n.referent = r.referent
    cross join annotation a on a.seq = n.annotation where r.folded = ?"""
_WORDS = "select seq, text, title, key, outlet, byline from article where seq in ({})"
_NOTES_ON = """
    select start, "end", statement, note from annotation indexed by annotation_article
    where article = ? and (statement <> '' or note <> '') order by start"""
_PEOPLE_ON = """
    select a.start, a."end", r.name, f.folded from annotation a indexed by annotation_article
    cross join annotation_referent n on n.annotation = a.seq cross join referent r on r.seq = n.referent
    cross join referent_name f on f.referent = r.seq where a.article = ? order by a.start"""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a search found: an article, or an annotation by its words, its statement or its note.

    `kind` is "article" or the annotation's kind; `span` (code points) is where the words stand in the text, together
    or the first of them, else the whole of the annotation, None where only an article's title or key holds them.
    `snippet` is what is around it, or the statement or note that holds the words.
    """

    kind: str
    record: str
    article: str
    key: str
    title: str
    span: Span | None
    snippet: str


def find(db: sqlite3.Connection, query: str, limit: int, what: str = "") -> list[Hit]:
    """Return up to `limit` articles, those with the words in title or key first, and up to `limit` annotations; only
    one of both where `what` is "articles" or "annotations"."""
    wanted = finder(query)
    return [
        *(_articles(db, wanted, query, limit) if what != "annotations" else ()),
        *(_annotations(db, wanted, query, limit) if what != "articles" else ()),
    ]


def _articles(db: sqlite3.Connection, wanted: Finder, query: str, limit: int) -> list[Hit]:
    words = fulltext.expression(db, query)
    if not words:
        return []
    # no order by rank: it would weigh every text that holds the words
    rows = db.execute(_ARTICLES, (f"{{key title}} : ({words})", limit)).fetchall()
    if len(rows) < limit:
        rows += db.execute(_ARTICLES, (words, limit)).fetchall()
    found = {row[1]: _hit(wanted, *row) for row in rows}
    return list(found.values())[:limit]


def _annotations(db: sqlite3.Connection, wanted: Finder, query: str, limit: int) -> list[Hit]:
    words, is_less = fulltext.notes_expression(db, query)
    found: list[Hit] = []
    for *row, statement, note in db.execute(_ANNOTATIONS, (words, _SIFTED if is_less else limit)) if words else ():
        text, start, end = row[5:]
        if is_less and not wanted.is_in("\n".join((text[start:end], statement, note))):
            continue
        hit = _hit(wanted, *row)
        if wanted.first(text, start, end) is None:
            said = next((one for one in (statement, note) if wanted.first(one) is not None), "")
            hit = replace(hit, snippet=_around(said, wanted.first(said)) or hit.snippet)
        found.append(hit)
        if len(found) == limit:
            break
    return found


def _hit(
    wanted: Finder,
    kind: str, record: str, article: str, title: str, key: str, text: str, start: int, end: int,
) -> Hit:  # fmt: skip
    span = wanted.first(text, start, end)
    if span is None and kind != "article":
        span = Span(start, end)
    return Hit(kind, record, article, key, title, span, _around(text, span))


def _around(text: str, span: Span | None, before: int = _BEFORE) -> str:
    return around(text, span.start if span is not None else 0, before, _AFTER)


def beside(db: sqlite3.Connection, names: Names, query: str) -> set[int]:
    """Return the places of articles that `query` finds not by their own words but by a note or a statement on them, or
    by the name of somebody who is named there."""
    wanted, found = finder(query), set[int]()
    words, is_less = fulltext.notes_expression(db, query, "statement note")
    for article, statement, note in db.execute(_NOTES, (words, _SIFTED)) if words else ():
        if not is_less or wanted.is_in(f"{statement}\n{note}"):
            found.add(article)
    for name in names.beginning(db, folded_query(query), _PEOPLE):
        found.update(article for (article,) in db.execute(_NAMED_ON, (name,)))
    return found


def hits(db: sqlite3.Connection, query: str, page: Iterable[int]) -> Iterator[tuple[int, str, str, Span | None]]:
    """Yield for the articles at the places `page` the place, where the words of `query` are found, the words around
    them, and what to show in the text; nothing for those whose title or key holds them and no more."""
    wanted, places = finder(query), list(page)
    if not wanted:
        return
    for seq, text, *others in db.execute(_WORDS.format(", ".join("?" * len(places))), places).fetchall():
        if (hit := _row_hit(db, wanted, seq, text, others)) is not None:
            yield seq, *hit


def _row_hit(
    db: sqlite3.Connection, wanted: Finder, seq: int, text: str, others: Sequence[str]
) -> tuple[str, str, Span | None] | None:
    title, key, outlet, byline = others
    span = wanted.first(text)
    if wanted.is_in(text) or (span is not None and wanted.is_in("\n".join((text, *others)))):
        return "text", _around(text, span, _NARROW), span
    if wanted.is_in(f"{title}\n{key}"):
        return None
    for start, end, statement, note in db.execute(_NOTES_ON, (seq,)):
        for where, words in (("statement", statement), ("note", note)):
            if wanted.is_in(f"{statement}\n{note}") and (place := wanted.first(words)) is not None:
                return where, _around(words, place, _NARROW), Span(start, end)
    for where, words in (("outlet", outlet), ("byline", byline)):
        if wanted.first(words) is not None:
            return where, words, None
    for start, end, name, folded in db.execute(_PEOPLE_ON, (seq,)):
        if wanted.is_in(folded):
            return "person", name, Span(start, end)
    return None
