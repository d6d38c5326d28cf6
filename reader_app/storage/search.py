"""Full-text search over articles, quotes, claims and notes."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

from reader_app.core.model import Span
from reader_app.core.text import fold
from reader_app.storage import fulltext

_AROUND = 60

_ARTICLES = """
    select 'article', a.id, a.id, a.title, a.key, a.text, 0, a.length
    from article_text f join article a on a.seq = f.rowid where article_text match ? order by f.rank limit ?"""
_ANNOTATIONS = """
    select a.kind, a.id, x.id, x.title, x.key, x.text, a.start, a."end"
    from annotation_text f join annotation a on a.seq = f.rowid join article x on x.seq = a.article
    where annotation_text match ? order by f.rank limit ?"""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a search found: an article, or an annotation by its words, its statement or its note.

    `kind` is "article" or the annotation's kind; `span` (code points) is the first word found in the text, else the
    whole of the annotation, None where only an article's title or key holds the words. `snippet` is the text around
    it.
    """

    kind: str
    record: str
    article: str
    key: str
    title: str
    span: Span | None
    snippet: str


def find(db: sqlite3.Connection, query: str, limit: int) -> list[Hit]:
    """Return up to `limit` articles and up to `limit` annotations, each best first."""
    words = fulltext.expression(query)
    if not words:
        return []
    rows = db.execute(_ARTICLES, (words, limit)).fetchall() + db.execute(_ANNOTATIONS, (words, limit)).fetchall()
    pattern = _pattern(query)
    return [_hit(pattern, *row) for row in rows]


def _pattern(query: str) -> re.Pattern[str]:
    """Return what finds the first word of `query` in a folded text, at the start of a word."""
    words = re.findall(r"[^\W_]+", fold(query.encode(errors="ignore").decode()))
    return re.compile(rf"\b{re.escape(words[0])}" if words else r"(?!)")


def _hit(
    pattern: re.Pattern[str],
    kind: str, record: str, article: str, title: str, key: str, text: str, start: int, end: int,
) -> Hit:  # fmt: skip
    span = _first(pattern, text, start, end)
    if span is None and kind != "article":
        span = Span(start, end)
    at = span.start if span is not None else 0
    snippet = text[max(0, at - _AROUND) : at + 2 * _AROUND]
    return Hit(kind, record, article, key, title, span, " ".join(snippet.split()))


def _first(pattern: re.Pattern[str], text: str, start: int, end: int) -> Span | None:
    """Return where `pattern` first occurs in `text[start:end]`, as a span of `text`."""
    piece = text[start:end]
    folded = fold(piece)
    found = pattern.search(folded)
    if found is None:
        return None
    if len(folded) == len(piece):  # canonical text: a letter folds to one letter
        return Span(start + found.start(), start + found.end())
    ends: list[int] = []
    for n, c in enumerate(piece):
        ends += [n] * len(fold(c))
    return Span(start + ends[found.start()], start + ends[found.end() - 1] + 1)
