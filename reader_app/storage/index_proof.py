"""Proof that what articles are found and ordered by says what the records say.

The full-text index keeps no text. So each entry is made again in memory: both must count the same words in each column,
phrases taken from the record must be found under its number, and its words must be among those that beginnings are
looked up in. An article must stand by its title in the order of titles.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from reader_app.core.change import Sheet
from reader_app.core.errors import Problem
from reader_app.core.model import Annotation
from reader_app.storage import fulltext, writing
from reader_app.storage.fulltext import Words

_BATCH = 200
_PHRASE = 60
_STRAY = (
    "select id from article_text_docsize where id not in (select seq from article)",
    """select id from annotation_text_docsize where id not in
    (select seq from annotation where kind <> 'entity' or note <> '')""",
)


class IndexProof:
    """Takes sheet after sheet, yields a Problem `index` for each record whose entry is not as it must be."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._copy = sqlite3.connect(":memory:", isolation_level=None)
        names = ("article_text", "annotation_text")
        for (sql,) in db.execute("select sql from sqlite_master where name in (?, ?)", names).fetchall():
            self._copy.execute(sql)
        for name in names:
            self._copy.execute(f"create virtual table {name}_words using fts5vocab({name}, 'row')")
        self._entries: dict[str, dict[int, tuple[str, str, Words]]] = {name: {} for name in names}
        self._sheets = 0
        self._words = {word for (word,) in db.execute("select word from word")}
        self._places: dict[int, str] = dict(db.execute("select article, place from article_title"))
        self._misplaced: set[int] = set()

    def add(self, sheet: Sheet) -> Iterator[Problem]:
        article = sheet.article
        seq = writing.seq_of(self._db, type(article), article.id)
        assert seq is not None
        fulltext.add_article(self._copy, seq, article)
        self._entries["article_text"][seq] = (article.id, article.key, fulltext.article_words(article))
        if self._places.get(seq) != writing.title_place(article):
            self._misplaced.add(seq)
        numbers = dict(self._db.execute("select id, seq from annotation where article = ?", (seq,)))
        for annotation in sheet.annotations():
            self._add_annotation(numbers[annotation.id], annotation, sheet)
        self._sheets += 1
        if self._sheets % _BATCH == 0:
            yield from self._compare()

    def _add_annotation(self, seq: int, annotation: Annotation, sheet: Sheet) -> None:
        words = fulltext.annotation_words(annotation, sheet.article.text)
        if any(words):
            fulltext.add_annotation(self._copy, seq, annotation, sheet.article.text)
            self._entries["annotation_text"][seq] = (annotation.id, sheet.article.key, words)

    def close(self) -> Iterator[Problem]:
        """Yield what is left to say, about entries without a record too."""
        yield from self._compare()
        self._copy.close()
        for query in _STRAY:
            for (row,) in self._db.execute(query).fetchall():
                yield Problem("index-stray", "", {"row": row})

    def _compare(self) -> Iterator[Problem]:
        for table, entries in self._entries.items():
            sizes = dict(self._copy.execute(f"select id, sz from {table}_docsize"))  # noqa: S608 - literals
            # only where a word is missing at all, those who have it are looked for
            held = {word for (word,) in self._copy.execute(f"select term from {table}_words where term <> ''")}  # noqa: S608
            missing = held - self._words
            misplaced = self._misplaced if table == "article_text" else ()
            for seq, (record, key, words) in entries.items():
                size = self._db.execute(f"select sz from {table}_docsize where id = ?", (seq,)).fetchone()  # noqa: S608
                is_there = size is not None and size[0] == sizes[seq] and self._finds(table, seq, words)
                if not is_there or seq in misplaced or (missing and not missing.isdisjoint(fulltext.words_of([words]))):
                    yield Problem("index", record, {"article": key})
            entries.clear()
            self._copy.execute(f"insert into {table} ({table}) values ('delete-all')")  # noqa: S608 - literals

    def _finds(self, table: str, seq: int, words: Words) -> bool:
        phrases = [phrase for column in words for phrase in _phrases(column)]
        if not phrases:
            return True
        query = f"select 1 from {table} where {table} match ? and rowid = ?"  # noqa: S608 - literals
        return self._db.execute(query, (" ".join(phrases), seq)).fetchone() is not None


def _phrases(column: str) -> Iterator[str]:
    """Yield quoted pieces from the beginning, the middle and the end of `column`, cut between its words."""
    for at in sorted({0, max(0, len(column) // 2), max(0, len(column) - _PHRASE)}):
        piece = column[at : at + _PHRASE].split()
        if at:
            piece = piece[1:]
        if at + _PHRASE < len(column):
            piece = piece[:-1]
        phrase = " ".join(piece).replace('"', " ")
        if any(c.isalnum() for c in phrase):
            yield f'"{phrase}"'
