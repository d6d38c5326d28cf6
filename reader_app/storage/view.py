"""The reading side of the store: one project as values, never rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from reader_app.core.change import Entry, History, Sheet
from reader_app.core.errors import Problem
from reader_app.core.model import Annotation, Article, Kind, Record, Referent, Span
from reader_app.core.scheme import Scheme
from reader_app.storage import connection, filters, journal, listing, reading
from reader_app.storage.filters import ArticleFilter
from reader_app.storage.listing import ArticleRow
from reader_app.storage.scheme_copy import read_copy

# the modules that are imported inside methods are not needed on the way to the first window
if TYPE_CHECKING:
    from reader_app.storage.models import Model
    from reader_app.storage.people import PersonRow, Shown
    from reader_app.storage.register import Names
    from reader_app.storage.same_words import Holding
    from reader_app.storage.sayings import Place, Saying
    from reader_app.storage.search import Hit
    from reader_app.storage.stats import Stats
    from reader_app.storage.suggestions import Kept, Made

_SEEN = 64
_LOOK = 20_000
"""Steps of the database after which it is looked whether a query was broken off: less than a millisecond."""


class ProjectView:
    """What can be asked of an open project; `Store` adds what changes it."""

    def __init__(self, path: Path, db: sqlite3.Connection, *, read_only: bool, journal_mode: str) -> None:
        self.path = path
        self.read_only = read_only
        self.journal_mode = journal_mode
        self._db = db
        self._seen: dict[str, int] = {}
        """Hashes of the texts that were given out last: an edit may have been made on one of them."""
        self._scheme: tuple[object, Scheme] | None = None
        self._names: Names | None = None
        self._closed = False
        self._broken_off = False

    def close(self) -> None:
        """Write everything into the one file that remains, where no other program has it open, and close it."""
        if self._closed:
            return
        self._closed = True
        try:
            if self._db.in_transaction:
                self._db.execute("rollback")
            if not self.read_only:
                # also where the file was replaced meanwhile: a log left there would be read into the new one
                self._db.execute("pragma busy_timeout = 0")
                self._db.execute("pragma wal_checkpoint(truncate)")
        except sqlite3.OperationalError:  # busy, or the disk is full: the log stays and holds everything
            pass
        finally:
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with connection.refusals(self.path):
            if self._db.in_transaction:
                yield self._db
                return
            self._db.execute("begin")
            try:
                yield self._db
            finally:
                self._db.execute("rollback")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one and the same state inside, whatever others write meanwhile. Not for writing."""
        with self._reading():
            yield

    def data_version(self) -> int:
        """Return a number that changes when another connection has written."""
        with connection.refusals(self.path):
            return int(self._db.execute("pragma data_version").fetchone()[0])

    def scheme(self) -> Scheme:
        """Return the project's copy of the scheme, with its own choices of colours, keys and what is off."""
        with self._reading() as db:
            key, read = read_copy(db)
        if self._scheme is None or self._scheme[0] != key:
            self._scheme = (key, read())
        return self._scheme[1]

    def setting(self, name: str, default: str = "") -> str:
        with self._reading() as db:
            row = db.execute("select value from setting where name = ?", (name,)).fetchone()
        return default if row is None else str(row[0])

    def sheet(self, article_id: str) -> Sheet:
        """Return the article with everything on it; StaleEdit where it is gone."""
        with self._reading() as db:
            sheet = reading.sheet(db, article_id)
        self._remember(article_id, sheet.article.text)
        return sheet

    def record(self, record_id: str) -> Record | None:
        """Return the record with this id, of whatever type."""
        with self._reading() as db:
            return reading.find(db, record_id)

    def annotation(self, record_id: str) -> Annotation | None:
        with self._reading() as db:
            return reading.find_annotation(db, record_id)

    def article(self, article_id: str) -> Article | None:
        with self._reading() as db:
            return reading.find_article(db, article_id)

    def article_id_for_key(self, key: str) -> str | None:
        """Return the id of the article with this key or alias."""
        with self._reading() as db:
            return reading.article_with_key(db, key)

    def article_ids(self) -> Iterator[str]:
        """Yield the ids of all articles in the order of their keys (as strings, by code point)."""
        pages = reading.article_ids(self._db)
        while True:
            with connection.refusals(self.path):
                article_id = next(pages, None)
            if article_id is None:
                return
            yield article_id

    def referents(self, query: str = "", limit: int = 20) -> list[Referent]:
        """Return what someone may mean who types `query`, best first; with nothing typed what is named most."""
        from reader_app.storage import register

        with self._reading() as db:
            return register.matching(db, self._register(), query, limit)

    def referent(self, record_id: str) -> Referent | None:
        with self._reading() as db:
            return reading.find_referent(db, record_id)

    def find_name(self, name: str) -> list[Referent]:
        """Return the referents that have this name or alias, tone marks and case aside."""
        from reader_app.storage import register

        with self._reading() as db:
            return register.exact(db, name)

    def _register(self) -> Names:
        from reader_app.storage.register import Names

        if self._names is None:
            self._names = Names()
        return self._names

    def names(self) -> Names:
        """Return the names of the register, read: 0.1 s for 150,000 referents, so that a thread may do it."""
        with self._reading() as db:
            self._register().update(db)
        return self._register().copy()

    def known_names(self) -> Names | None:
        """Return the names of the register as far as they have been read."""
        return None if self._names is None else self._names.copy()

    def take_names(self, names: Names | None) -> None:
        """Take over what another connection to the same project has read."""
        if self._names is None:
            self._names = names

    def people(
        self, query: str = "", *, offset: int = 0, limit: int = 200, shown: Shown | None = None
    ) -> list[PersonRow]:
        """Return a page of the register: what is named most first, or as `shown` says; with a query what fits best."""
        from reader_app.storage import people

        with self._reading() as db:
            return people.page(db, self._register(), query, offset, limit, shown or people.Shown())

    def people_named(self, words: str, limit: int = 20) -> list[Referent]:
        """Return referents in one of whose names all of `words` begin words, what is named most first."""
        from reader_app.storage import register

        with self._reading() as db:
            return register.named(db, self._register(), words, limit)

    def person(self, referent: str) -> PersonRow | None:
        """Return the line of a referent, of the one that it was merged into; None where there is none."""
        from reader_app.storage import people

        with self._reading() as db:
            return people.find(db, referent)

    def merged_into(self, referent: str) -> list[Referent]:
        """Return the referents that were merged into this one, over others as well, by name."""
        from reader_app.storage import people

        with self._reading() as db:
            return people.merged_into(db, referent)

    def mentions(self, referent: str, author: str, *, entities: bool = False, words: str = "") -> list[Place]:
        """Return where the referent, or one merged into it, speaks or claims (with `entities` also where it is only
        named), the newest article first. Equal records of several authors stand there once, by `author` before others.
        With `words` only what holds all of them."""
        from reader_app.storage import sayings

        with self._reading() as db:
            return sayings.places(db, referent, author, entities=entities, words=words)

    def sayings(self, seqs: Sequence[int]) -> list[Saying]:
        """Return what stands at these places, in their order; what is gone is left out."""
        from reader_app.storage import sayings

        with self._reading() as db:
            return sayings.lines(db, seqs)

    def saying(self, annotation: str) -> Saying | None:
        """Return an annotation with its words and its article."""
        from reader_app.storage import sayings

        with self._reading() as db:
            return sayings.find(db, annotation)

    def linkable(self, query: str, author: str, kinds: Sequence[Kind], limit: int = 40) -> list[Saying]:
        """Return annotations of these kinds that hold all words of `query`, or are said by whom it names: those by
        `author` first, the newest first."""
        from reader_app.storage import sayings

        with self._reading() as db:
            return sayings.matching(db, self._register(), query, author, kinds, limit)

    def rests_on(self, referent: str) -> int:
        """Return how many records rest on the referent: annotations that name it, referents merged into it."""
        from reader_app.storage import register

        with self._reading() as db:
            return register.rests_on(db, referent)

    def history(self, author: str, article: str) -> History:
        """Return what `author` can take back and do again on `article`: `save(entry.step.inverse(), undoes=entry.seq,
        …)` does either."""
        with self._reading() as db:
            return journal.history(db, author, article)

    def lost_referent(self, record_id: str) -> Referent | None:
        """Return a referent that is gone, as it was before the step that removed it last."""
        with self._reading() as db:
            return journal.lost_referent(db, record_id)

    def made_since(self, author: str, at: datetime) -> int:
        """Return how many records `author` has made or accepted since `at`, those taken back left out."""
        with self._reading() as db:
            return journal.made_since(db, author, at.astimezone(UTC).isoformat(timespec="milliseconds"))

    def removed_article(self, author: str) -> Entry | None:
        """Return the newest removal of an article that `author` can still take back: no open article leads to it."""
        with self._reading() as db:
            return journal.newest_titled(db, author, "remove-article")

    def search(self, query: str, limit: int = 20, what: str = "") -> list[Hit]:
        """Return up to `limit` articles and as many annotations that hold all words, the last one as a prefix; only
        the "articles" or the "annotations" where `what` says so."""
        from reader_app.storage import search

        with self._reading() as db:
            return search.find(db, query, limit, what)

    def holding(self, words: str, after: int, limit: int) -> list[Holding]:
        """Return the next articles with a number over `after` whose text has `words`, tone marks and case apart."""
        from reader_app.storage import same_words

        with self._reading() as db:
            return same_words.page(db, words, after, limit)

    def holding_count(self, words: str) -> int:
        """Return in how many articles `words` stand, tone marks and case apart."""
        from reader_app.storage import same_words

        with self._reading() as db:
            return same_words.count(db, words)

    def tagged_on(self, seq: int, author: str) -> list[tuple[Span, str]]:
        """Return the entities of `author` on the article with this number, each with its label."""
        from reader_app.storage import same_words

        with self._reading() as db:
            return same_words.tagged(db, seq, author)

    def stage_on(self, seq: int, author: str) -> str:
        """Return the stage of `author` on the article with this number."""
        from reader_app.storage import same_words

        with self._reading() as db:
            return same_words.stage(db, seq, author)

    def stats(self) -> Stats:
        from reader_app.storage import stats

        with self._reading() as db:
            return stats.collect(db)

    def check(self) -> Iterator[Problem]:
        """Prove the whole file; yield what is wrong with it."""
        from reader_app.storage import checking

        scheme = self.scheme()
        with self._reading() as db:
            yield from checking.problems(db, scheme)

    # the list of articles

    def seqs(self, wanted: ArticleFilter) -> list[int]:
        """Return the place of every article that `wanted` lets through, in the order of the list."""
        with self._reading() as db:
            return listing.seqs(db, wanted, self._register)

    def rows(self, wanted: ArticleFilter, seqs: Sequence[int]) -> list[ArticleRow]:
        """Return the lines for these places; what is gone is left out."""
        with self._reading() as db:
            return listing.rows(db, wanted, seqs)

    def first_rows(self, wanted: ArticleFilter, limit: int, near: int = 0) -> list[ArticleRow]:
        """Return `limit` lines from the top of the list, or around the place `near`: what a first paint needs."""
        with self._reading() as db:
            return listing.first(db, wanted, limit, near, self._register)

    def neighbour(self, wanted: ArticleFilter, seq: int, step: int) -> str | None:
        """Return the id of the next (`step` > 0) or previous article after the place `seq`."""
        with self._reading() as db:
            return listing.neighbour(db, wanted, seq, step, self._register)

    def first_open(self, author: str, seqs: Sequence[int]) -> str | None:
        """Return the id of the first of the articles at `seqs` with which `author` is not through."""
        with self._reading() as db:
            return listing.first_open(db, author, seqs)

    def next_to_do(self, wanted: ArticleFilter, seq: int) -> str | None:
        """Return the id of the next article of the list, from the top again at its end, with which `wanted.author` is
        not through yet; None where none is left."""
        with self._reading() as db:
            return listing.next_open(db, wanted, seq, self._register)

    def article_count(self) -> int:
        with self._reading() as db:
            return int(db.execute("select count(*) from article").fetchone()[0])

    def authors(self) -> list[str]:
        """Return everybody who has worked in the project, by name."""
        with self._reading() as db:
            return filters.authors(db)

    def outlets(self) -> list[str]:
        """Return the outlets of the project, those with most articles first."""
        with self._reading() as db:
            return filters.outlets(db)

    def interrupt(self) -> None:
        """Break off what another thread asks just now, and what it asks then, until `proceed`; there each ends with an
        exception."""
        self._broken_off = True
        self._db.interrupt()

    def proceed(self) -> None:
        """Let this thread be asked again. Only what has come here once can be broken off between two queries."""
        self._broken_off = False
        # SQLite forgets an interruption that comes while it does nothing
        self._db.set_progress_handler(lambda: self._broken_off, _LOOK)

    def seq_of(self, article_id: str) -> int | None:
        with self._reading() as db:
            row = db.execute("select seq from article where id = ?", (article_id,)).fetchone()
        return None if row is None else int(row[0])

    def article_id_of(self, seq: int) -> str | None:
        with self._reading() as db:
            row = db.execute("select id from article where seq = ?", (seq,)).fetchone()
        return None if row is None else str(row[0])

    def stage_counts(self, author: str) -> dict[str, int]:
        """Return the number of articles in each stage of `author`'s work, and of all under "total"."""
        with self._reading() as db:
            return listing.stage_counts(db, author)

    # suggestions and what finished articles taught

    def suggested(self, article_id: str) -> Kept | None:
        """Return the suggestions that are kept for the article, of whatever engine; None where there are none or what
        is kept is damaged: they are made again at any time."""
        from reader_app.storage import suggestions

        with self._reading() as db:
            return suggestions.find(db, article_id)

    def suggested_from(self, article_id: str) -> Made | None:
        """Return what the suggestions that are kept for the article were made with and from."""
        from reader_app.storage import suggestions

        with self._reading() as db:
            return suggestions.made_from(db, article_id)

    def suggestion_count(self) -> tuple[int, int]:
        """Return how many articles have suggestions, and how many suggestions there are."""
        from reader_app.storage import suggestions

        with self._reading() as db:
            return suggestions.count(db)

    def upcoming(self, author: str, seq: int, limit: int) -> list[tuple[str, str]]:
        """Return the ids of up to `limit` articles behind the place `seq` with which `author` is not through, each
        with the origin of its suggestions ("" for none)."""
        from reader_app.storage import suggestions

        with self._reading() as db:
            return suggestions.upcoming(db, author, seq, limit)

    def known_in(self, text: str) -> list[Referent]:
        """Return the referents of the register whose names stand in `text`, by id."""
        from reader_app.storage import known

        with self._reading() as db:
            return known.known_in(db, text)

    def newest_step(self) -> int:
        """Return the number of the newest entry of the journal, 0 where there is none."""
        with self._reading() as db:
            return int(db.execute("select coalesce(max(seq), 0) from step").fetchone()[0])

    def model(self, engine: str, *, used: bool = True) -> Model | None:
        """Return the newest model learned for this version of the engine that is used, or the newest of all."""
        from reader_app.storage import models

        with self._reading() as db:
            return models.newest(db, engine, used=used)

    def learning_due(self, engine: str) -> bool:
        """Return whether enough articles were finished since something was learned for this version of the engine:
        three at all, then one more and at least a fifth of those that were finished then."""
        from reader_app.storage import models

        with self._reading() as db:
            return models.is_due(db, engine)

    def taught(self) -> list[str]:
        """Return the ids of the articles to learn from, in the order of the project: the newest that are finished, and
        those with rejected suggestions."""
        from reader_app.storage import models

        with self._reading() as db:
            return models.taught(db)

    def _remember(self, article_id: str, text: str) -> None:
        self._seen.pop(article_id, None)
        self._seen[article_id] = hash(text)
        if len(self._seen) > _SEEN:
            del self._seen[next(iter(self._seen))]
