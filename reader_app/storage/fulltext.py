"""The full-text index over articles, quotes, claims and notes. It stores no text (contentless), so an entry is
removed with the very words that it was made from.

The tokenizer drops tone marks and case by itself; đ is a letter of its own and becomes d on the way in and in queries.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable
from contextlib import closing

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
"""Letters of a word's beginning from which on the words are asked for that begin so. For one and two the index of
articles has lists of its own, and among annotations nothing is looked for."""
_MEANT = 200
"""With more words than that each is rare, and to gather them takes less time than to ask for each."""

_TOKENIZER = "'unicode61 remove_diacritics 2'"

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


def new_words(annotation: Annotation, text: str) -> Words:
    """Return what of an annotation's entry may be in no article: statement, note, and content that cuts a word."""
    cut = annotation.kind != "entity" and any(
        _cuts(text, at) for span in annotation.contents for at in (span.start, span.end)
    )
    return annotation_words(annotation, text) if cut else ("", annotation.statement, annotation.note)


def _cuts(text: str, at: int) -> bool:
    around = text[at - 1 : at + 1] if at else ""
    return len(around) == 2 and all(not c.isspace() and unicodedata.category(c)[0] not in "PSZ" for c in around)


def add_words(db: sqlite3.Connection, texts: Iterable[Words]) -> None:
    """Note the words of entries that are added, so that they are found by their beginnings."""
    db.executemany("insert or ignore into word values (?)", [(word,) for word in words_of(texts)])


def words_of(texts: Iterable[Words]) -> list[str]:
    """Return the words of entries in order, each as the engine itself takes it from them."""
    # a text says most of its words several times, and an import most words in a thousand texts
    pieces: set[str] = set()
    for words in texts:
        pieces.update("\n".join(words).split())
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.execute(f"create virtual table entry using fts5 (words, content = '', tokenize = {_TOKENIZER})")
        db.execute("create virtual table held using fts5vocab('entry', 'row')")
        db.execute("insert into entry (words) values (?)", (_plain_d(" ".join(pieces)),))
        return [word for (word,) in db.execute("select term from held where term <> ''")]


def drop_article(db: sqlite3.Connection, seq: int, article: Article) -> None:
    db.execute(_DROP_ARTICLE, (seq, *article_words(article)))


def add_annotation(db: sqlite3.Connection, seq: int, annotation: Annotation, text: str) -> None:
    if any(words := annotation_words(annotation, text)):
        db.execute(_ADD_ANNOTATION, (seq, *words))


def drop_annotation(db: sqlite3.Connection, seq: int, annotation: Annotation, text: str) -> None:
    if any(words := annotation_words(annotation, text)):
        db.execute(_DROP_ANNOTATION, (seq, *words))


def expression(db: sqlite3.Connection, query: str) -> str:
    """Return `query` as an expression of the full-text engine: all words must occur, the last as a prefix unless a
    blank follows it; words between quotation marks must follow each other. "" where there is no word in it."""
    return " AND ".join(_term(db, one) for one in terms(query))


def notes_expression(db: sqlite3.Connection, query: str, columns: str = "") -> tuple[str, bool]:
    """Return `query` as an expression for the index of annotations, in `columns` only, and whether it says less than
    the query. That index keeps no beginnings of words: what a letter or two may begin, it would have to gather."""
    wanted = terms(query)
    short = bool(wanted) and wanted[-1].prefix and len(wanted[-1].words[-1]) < _BEGINNING
    # where no word begins so, the query as it is finds at once that there is nothing
    if short and (wanted[0].words == wanted[-1].words[-1:] or _meant(db, wanted[-1].words[-1], 0)):
        phrase = " ".join(wanted[-1].words[:-1])
        wanted = [*wanted[:-1], *([Term(phrase, wanted[-1].words[:-1], prefix=False)] if phrase else [])]
    found = " AND ".join(_term(db, one) for one in wanted)
    return (f"{{{columns}}} : ({found})" if found and columns else found), short


def _term(db: sqlite3.Connection, term: Term) -> str:
    if not term.prefix:
        return f'"{_plain_d(term.phrase)}"'
    begun = term.words[-1] if len(term.words) == 1 else ""  # behind others each would be looked for on its own
    # other letters the engine folds in another way (*ß*, *й*)
    if begun.isascii() and _BEGINNING <= len(begun) == len(term.phrase):
        meant = _meant(db, begun, _MEANT)
        if 0 < len(meant) <= _MEANT:
            return "(" + " OR ".join(f'"{word}"' for word in meant) + ")"
    return f'"{_plain_d(term.phrase)}"*'


def _meant(db: sqlite3.Connection, begun: str, limit: int) -> list[str]:
    """Return words that begin so, up to one more than `limit`."""
    query = "select word from word where word >= ? and word < ? limit ?"
    return [word for (word,) in db.execute(query, (begun, f"{begun}\U0010ffff", limit + 1))]
