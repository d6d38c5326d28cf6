"""Suggestions for every article of a project, made in processes; what is done is kept as it comes."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator

from reader_app.core.errors import ReaderError, StorageUnavailable
from reader_app.core.model import text_hash
from reader_app.core.suggestion import Suggested, known_hash
from reader_app.nlp.batch import Failure, Job
from reader_app.nlp.version import VERSION, origin_of
from reader_app.storage import Kept, Store
from reader_app.transfer.report import Progress, SuggestReport
from reader_app.transfer.workers import Pool

_BATCH = 64
_SECONDS = 2.0
"""What was made goes to the disk after so many articles, or this time."""
_IN_A_ROW = 10
"""Where so many articles fail one after the other, it is not the articles."""


def suggest(store: Store, report: SuggestReport, *, jobs: int) -> Generator[Progress, None, None]:
    """Make the suggestions of every article that has none of the engine, the learned model and the register as they
    are now, with `jobs` processes. Closed early, the generator leaves what was done. Raises ReaderError where the
    project cannot be written, or no suggestion can be made at all (`no-engine`)."""
    if store.read_only:
        raise StorageUnavailable("read-only", path=str(store.path))
    model = store.model(VERSION)
    work = _Work(store, origin_of(model.version if model else ""), report)
    pool = Pool(jobs, model.content if model else b"")
    in_a_row = 0
    try:
        for job, answer in pool.run(work.jobs()):
            if isinstance(answer, Failure):
                in_a_row += 1
                report.failed.append(ReaderError("not-suggested", key=work.key(job.article), what=answer.what))
                if in_a_row == _IN_A_ROW:
                    raise ReaderError("no-engine", what=answer.what)
            else:
                in_a_row = 0
                work.take(job, answer)
            yield work.progress()
    finally:
        pool.close()
        work.save()
    yield work.progress()


class _Work:
    """What there is to do, and what is done and not on the disk yet."""

    def __init__(self, store: Store, origin: str, report: SuggestReport) -> None:
        self._store = store
        self._origin = origin
        self._report = report
        self._hashes: dict[str, tuple[str, str]] = {}
        self._made: list[tuple[str, Kept]] = []
        self._saved = time.monotonic()
        self._total = store.article_count()
        # steps made while this runs are newer: what they bring is looked for the next time
        self._step = store.newest_step()

    def jobs(self) -> Iterator[Job]:
        """Yield the articles that want suggestions; count the others."""
        for article_id in self._store.article_ids():
            article = self._store.article(article_id)
            if article is None:  # removed meanwhile
                continue
            made = self._store.suggested_from(article_id)
            text = text_hash(article.text)
            # to look through the register takes some milliseconds, which a project of 100,000 articles notices
            if made is not None and made[:2] == (self._origin, text) and made.step == self._step:
                self._report.known += 1
                continue
            known = tuple(self._store.known_in(article.text))
            if made is not None and made[:3] == (self._origin, text, known_hash(known)):
                self._report.known += 1
                continue
            self._hashes[article_id] = text, known_hash(known)
            yield Job(article_id, article.text, known)

    def key(self, article_id: str) -> str:
        article = self._store.article(article_id)
        return article.key if article else article_id

    def take(self, job: Job, suggested: Suggested) -> None:
        self._made.append((job.article, Kept(suggested, *self._hashes.pop(job.article), self._step)))
        if len(self._made) >= _BATCH or time.monotonic() - self._saved > _SECONDS:
            self.save()

    def save(self) -> None:
        made, self._made = self._made, []
        if made:
            self._report.made += self._store.keep_suggestions(made)
        self._saved = time.monotonic()

    def progress(self) -> Progress:
        report = self._report
        done = report.made + len(self._made) + report.known + len(report.failed)
        return Progress(done, max(done, self._total))
