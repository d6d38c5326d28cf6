"""The full-text index over articles, quotes, claims and notes. It stores no text (contentless), so an entry is
removed with the very words that it was made from.

The tokenizer drops tone marks and case by itself; đ is a letter of its own and becomes d on the way in and in queries.
"""

from __future__ import annotations

import sqlite3

from reader_app.core.finding import Term, terms
from reader_app.core.model import Annotation, Article

_ADD_ARTICLE = "insert into article_text (rowid, key, title, outlet, byline, text) values (?, ?, ?, ?, ?, ?)"
_DROP_ARTICLE = """
    insert into article_text (article_text, rowid, key, title, outlet, byline, text)
    values ('delete', ?, ?, ?, ?, ?, ?)"""
_ADD_ANNOTATION = "insert into annotation_text (rowid, content, statement, note) values (?, ?, ?, ?)"
_DROP_ANNOTATION = """
    insert into annotation_text (annotation_text, rowid, content, statement, note) values ('delete', ?, ?, ?, ?)"""

_BEGINNING = 3
"""Letters of a word's beginning that are looked for among annotations."""

Words = tuple[str, ...]


def _plain_d(text: str) -> str:
    return text.replace("đ", "d").replace("Đ", "D")  # six times faster than translate


def article_words(article: Article) -> Words:
    columns = (article.key, article.title, article.outlet, article.byline, article.text)
    return tuple(_plain_d(column) for column in columns)


def annotation_words(annotation: Annotation, text: str) -> Words:
    """Return the columns of an annotation's entry; all empty where it has none: an entity without a note."""
    content = "" if annotation.kind == "entity" else "\n".join(span.of(text) for span in annotation.contents)
    return tuple(_plain_d(column) for column in (content, annotation.statement, annotation.note))


def add_article(db: sqlite3.Connection, seq: int, article: Article) -> None:
    db.execute(_ADD_ARTICLE, (seq, *article_words(article)))


def drop_article(db: sqlite3.Connection, seq: int, article: Article) -> None:
    db.execute(_DROP_ARTICLE, (seq, *article_words(article)))


def add_annotation(db: sqlite3.Connection, seq: int, annotation: Annotation, text: str) -> None:
    if any(words := annotation_words(annotation, text)):
        db.execute(_ADD_ANNOTATION, (seq, *words))


def drop_annotation(db: sqlite3.Connection, seq: int, annotation: Annotation, text: str) -> None:
    if any(words := annotation_words(annotation, text)):
        db.execute(_DROP_ANNOTATION, (seq, *words))


def expression(query: str) -> str:
    """Return `query` as an expression of the full-text engine: all words must occur, the last as a prefix unless a
    blank follows it; words between quotation marks must follow each other. "" where there is no word in it."""
    return _joined(terms(query))


def notes_expression(query: str, columns: str = "") -> tuple[str, bool]:
    """Return `query` as an expression for the index of annotations, in `columns` only, and whether it says less than
    the query. That index keeps no beginnings of words: what a letter or two may begin, it would have to gather."""
    wanted = terms(query)
    short = bool(wanted) and wanted[-1].prefix and len(wanted[-1].words[-1]) < _BEGINNING
    if short:
        phrase = " ".join(wanted[-1].words[:-1])
        wanted = [*wanted[:-1], *([Term(phrase, wanted[-1].words[:-1], prefix=False)] if phrase else [])]
    words = _joined(wanted)
    return (f"{{{columns}}} : ({words})" if words and columns else words), short


def _joined(wanted: list[Term]) -> str:
    return " ".join(f'"{_plain_d(one.phrase)}"{"*" if one.prefix else ""}' for one in wanted)
