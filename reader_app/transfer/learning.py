"""What the finished articles of a project teach, learned in a process of its own."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import suppress

from reader_app.core.errors import ReaderError, StorageUnavailable
from reader_app.nlp import batch
from reader_app.nlp.batch import Failure
from reader_app.nlp.finished import examples, kept
from reader_app.nlp.learning.values import Finished
from reader_app.nlp.version import VERSION
from reader_app.storage import Model, Store
from reader_app.transfer.report import Progress, SuggestReport
from reader_app.transfer.workers import start, stop


def learn(store: Store, report: SuggestReport) -> Generator[Progress, None, None]:
    """Learn from the finished articles where enough were finished since the last time, keep the model, and put it into
    `report`; one that is not better is kept and not used."""
    if store.read_only:
        raise StorageUnavailable("read-only", path=str(store.path))
    if not store.learning_due(VERSION):
        return
    process, pipe = start(batch.learn, list(_examples(store)))
    try:
        while True:
            try:
                answer = pipe.recv()
            except (EOFError, OSError):
                answer = Failure(stop(process, pipe))
            if not isinstance(answer, float | int):
                break
            yield Progress(round(answer * 1000), 1000)
    finally:
        stop(process, pipe)
    if isinstance(answer, Failure):
        report.failed.append(ReaderError("not-learned", what=answer.what))
    elif answer is not None:
        report.model = Model(**kept(answer))
        store.keep_model(report.model)


def _examples(store: Store) -> Iterator[Finished]:
    labels = frozenset(label.id for label in store.scheme().labels_of("entity"))
    for article_id in store.taught():
        with suppress(StorageUnavailable):
            yield from examples(store.sheet(article_id), labels)
