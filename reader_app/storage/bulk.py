"""The way in for whole files of records: many in one transaction, one journal entry for all of them."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from reader_app.core.errors import StaleEdit
from reader_app.core.model import Annotation, Article, Assignment, Record, Rejection
from reader_app.core.scheme import Scheme
from reader_app.storage import connection, dangling, fulltext, journal, proof, reading, writing

_BATCH = 1000
_SECONDS = 0.2
"""A batch is cut after this time, so that a window on the same file can save in between …"""
_PAUSE = 0.005
"""… which needs as long as this."""


class Bulk:
    """An import in progress. What is taken is on the disk a batch at a time; lookups through the store see it at once.

    A batch is never cut inside `together`. `entry` is the number of the journal's entry, 0 while nothing was taken.
    """

    def __init__(
        self, db: sqlite3.Connection, wait: float, scheme: Scheme, author: str, title: str, detail: str
    ) -> None:
        self.entry = 0
        self._db = db
        self._wait = wait
        self._scheme = scheme
        self._head = (author, title, detail)
        self._pending = 0
        self._began = self._ended = 0.0
        self._together = False
        self._text = ("", "")
        """The id and text of the article that was asked for last."""
        # the index is written when the batch ends: each savepoint would make it write out what it gathered
        self._articles: list[tuple[int, Article]] = []
        self._annotations: list[tuple[int, Annotation, str]] = []

    def add_article(self, article: Article, aliases: Iterable[str] = ()) -> bool:
        """Take an article. Returns False where the very same one is there; StaleEdit where its id or key is taken by
        another."""
        is_new = self._add(article)
        for key in aliases:
            is_new |= self.add_alias(key, article.id)
        return is_new

    def add_alias(self, key: str, article_id: str) -> bool:
        """Let `key` name the article too. Returns False where it does already, StaleEdit where it names another."""
        owner = reading.article_with_key(self._db, key)
        if owner == article_id:
            return False
        if owner is not None:
            raise StaleEdit(owner)
        with self.together():
            number = writing.seq_of(self._db, Article, article_id)
            if number is None:
                raise StaleEdit(article_id)
            self._db.execute("insert into article_alias values (?, ?)", (key, number))
            self._pending += 1
        return True

    def add(self, record: Record) -> bool:
        """Take a record. Returns False where the very same one is there.

        Raises StaleEdit where its id is taken by another content, and for what it names and is not there (what a
        record names is added before it); RuleBroken where it breaks a rule on its text.
        """
        return self._add(record)

    def _add(self, record: Record) -> bool:
        if reading.is_taken(self._db, record.id):
            if reading.find_as(self._db, type(record), record.id) == record:
                return False
            raise StaleEdit(record.id)
        if self._together:
            self._take(record)
        else:
            with self.together():
                self._take(record)
        return True

    def _take(self, record: Record) -> None:
        self._check(record)
        number = writing.insert(self._db, record)
        dangling.check_present(self._db, record)
        if isinstance(record, Article):
            self._articles.append((number, record))
        elif isinstance(record, Annotation):
            self._annotations.append((number, record, self._text[1]))
        self._pending += 1

    def _check(self, record: Record) -> None:
        match record:
            case Article():
                if reading.article_with_key(self._db, record.key) is not None:
                    raise StaleEdit(record.id)
                self._text = (record.id, record.text)
            case Annotation() | Rejection():
                if self._text[0] != record.article:
                    text = reading.text_of(self._db, record.article)
                    if text is None:
                        raise StaleEdit(record.article)
                    self._text = (record.article, text)
            case Assignment():
                other = self._db.execute(
                    """select s.id from assignment s join article x on x.seq = s.article
                    where x.id = ? and s.author = ?""",
                    (record.article, record.author),
                ).fetchone()
                if other is not None:
                    raise StaleEdit(other[0])
            case _:
                pass
        proof.check(record, self._text[1], self._scheme)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Take all that is added inside, or, where it raises, nothing of it: a line with all its records."""
        if self._together:
            yield
            return
        self._begin()
        self._together = True
        mark = (self._pending, len(self._articles), len(self._annotations))
        self._db.execute("savepoint line")
        try:
            yield
        except BaseException:
            self._pending = mark[0]
            del self._articles[mark[1] :], self._annotations[mark[2] :]
            self._text = ("", "")
            if self._db.in_transaction:  # a full disk ends the whole transaction by itself
                self._db.execute("rollback to line")
                self._db.execute("release line")
            raise
        finally:
            self._together = False
        self._db.execute("release line")
        if self._pending >= _BATCH or time.monotonic() - self._began > _SECONDS:
            self.commit()

    def _begin(self) -> None:
        if self._db.in_transaction:
            return
        time.sleep(max(0.0, self._ended + _PAUSE - time.monotonic()))
        connection.begin_writing(self._db, self._wait)
        self._began = time.monotonic()

    def commit(self) -> None:
        """Bring what was taken so far to the disk."""
        if not self._db.in_transaction:
            return
        if not self._pending:
            self.roll_back()
            return
        for article in self._articles:
            fulltext.add_article(self._db, *article)
        for annotation in self._annotations:
            fulltext.add_annotation(self._db, *annotation)
        said = (words for _seq, one, text in self._annotations if any(words := fulltext.new_words(one, text)))
        fulltext.add_words(self._db, [*(fulltext.article_words(one) for _seq, one in self._articles), *said])
        entry = self.entry or journal.append_import(self._db, *self._head)
        self._db.execute("commit")
        self.entry = entry
        self._ended = time.monotonic()
        self._forget()

    def roll_back(self) -> None:
        """Drop the batch that has not come to the disk."""
        self._forget()
        if self._db.in_transaction:
            self._db.execute("rollback")

    def _forget(self) -> None:
        self._pending = 0
        self._articles.clear()
        self._annotations.clear()
