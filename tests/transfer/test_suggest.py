"""Suggestions for a whole project, by real processes; what stops them and what does not."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from reader_app.core.errors import ReaderError, StorageUnavailable
from reader_app.core.model import Article, Assignment, Part, Referent, Span
from reader_app.core.suggestion import Suggested, Suggestion, Who, suggestion_id
from reader_app.nlp import batch
from reader_app.nlp.batch import Failure, Job
from reader_app.nlp.version import VERSION
from reader_app.storage import Store
from reader_app.transfer import Progress, SuggestReport, suggest, workers
from reader_app.transfer import learning as learning_of_all
from reader_app.transfer.workers import Pool
from tests.transfer.conftest import NewProject, article

FAMOUS = "Ông Trần Quang Hợp nói: “Giá gạo sẽ giảm 5% trong năm 2019”."


def obeying(pipe: Connection, model: bytes) -> None:
    """In place of the engine: each text says what becomes of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        while True:
            job: Job = pipe.recv()
            if "chết một lần" in job.text:
                once = Path(job.text.split("|")[1])
                if not once.exists():
                    once.touch()
                    os._exit(3)
            elif "chết" in job.text:
                os._exit(3)
            if "hỏng" in job.text:
                pipe.send(Failure("KeyError: 'x'"))
                continue
            if "chậm" in job.text:
                time.sleep(60)
            parts = (Part("mention", Span(0, 3)),)
            made = suggestion_id(job.article, "entity", "PER", parts)
            who = Who("PER", "Bài", job.known[0].id if job.known else "")
            one = Suggestion(made, "entity", "PER", parts, 0.5, model.decode() or "r", VERSION, (who,))
            pipe.send(Suggested(VERSION, (one,)))
    except EOFError:
        return


@pytest.fixture
def obey(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "suggest", obeying)


def run(store: Store, jobs: int = 2) -> SuggestReport:
    report = SuggestReport()
    for _ in suggest(store, report, jobs=jobs):
        pass
    return report


def texts(*given: str) -> list[Article]:
    return [article(f"bài-{n:02}", f"Bài số {n}. {text}") for n, text in enumerate(given)]


def failures(report: SuggestReport) -> list[tuple[str, object]]:
    return [(one.code, one.fields.get("key", "")) for one in report.failed]


def children() -> list[int]:
    """Return the processes that a pool has started and not ended."""
    import multiprocessing

    return [one.pid for one in multiprocessing.active_children() if one.pid]


def test_the_engine_itself(new_project: NewProject) -> None:
    """The real one, in a real process: twice the same, and the second time nothing is left to do."""
    store = new_project(article("bài-1", FAMOUS), Referent("r1", "PER", "Trần Quang Hợp"))
    report = run(store, jobs=1)
    assert (report.made, report.known, report.failed) == (1, 0, [])
    (one,) = store.article_ids()
    kept = store.suggested(one)
    assert kept is not None
    assert kept.suggested.origin == VERSION
    assert kept.suggested.items
    assert kept.suggested.words
    assert "r1" in {who.referent for item in kept.suggested.items for who in item.who}
    again = run(store)
    assert (again.made, again.known) == (0, 1)
    assert list(store.check()) == []
    assert children() == []


@pytest.mark.usefixtures("obey")
def test_every_article_gets_its_own(new_project: NewProject) -> None:
    store = new_project(*texts(*[""] * 30))
    report = SuggestReport()
    seen = list(suggest(store, report, jobs=3))
    assert (report.made, report.known, report.failed) == (30, 0, [])
    assert all(store.suggested_from(one) is not None for one in store.article_ids())
    assert [one.done for one in seen] == sorted(one.done for one in seen)
    assert seen[-1] == Progress(30, 30)
    assert children() == []


@pytest.mark.usefixtures("obey")
def test_only_what_is_missing_or_old_is_made(new_project: NewProject) -> None:
    store = new_project(*texts("", "", "ông Bảy", ""))
    assert run(store).made == 4
    assert run(store).known == 4
    ids = list(store.article_ids())
    with store.bulk("lan", "import") as bulk:
        bulk.add(Referent("r1", "PER", "Bảy"))
        bulk.add(article("bài-9", "Một bài mới."))
    report = run(store)
    assert (report.made, report.known) == (2, 3)
    kept = store.suggested(ids[2])
    assert kept is not None
    assert kept.suggested.items[0].who[0].referent == "r1"
    # a later step that brings no name changes nothing
    with store.bulk("lan", "import") as bulk:
        bulk.add(Referent("r2", "PER", "Không Ai"))
    assert run(store).made == 0


@pytest.mark.usefixtures("obey")
def test_a_process_that_dies_is_replaced_and_its_article_done_again(new_project: NewProject, tmp_path: Path) -> None:
    store = new_project(*texts("", f"chết một lần|{tmp_path / 'once'}", "", ""))
    report = run(store)
    assert (report.made, report.failed) == (4, [])
    assert (tmp_path / "once").exists()


@pytest.mark.usefixtures("obey")
def test_an_article_that_kills_or_fails_is_told_and_left_out(new_project: NewProject) -> None:
    store = new_project(*texts("", "chết", "hỏng", "", "", ""))
    report = run(store)
    assert report.made == 4
    assert sorted(failures(report)) == [("not-suggested", f"bài-0{n}") for n in (1, 2)]
    assert {one.fields["what"] for one in report.failed} == {"exit 3", "KeyError: 'x'"}
    assert children() == []
    assert (run(store).known, store.suggestion_count()) == (4, (4, 4))


@pytest.mark.usefixtures("obey")
def test_where_everything_fails_it_is_not_the_articles(new_project: NewProject) -> None:
    store = new_project(*texts(*["hỏng"] * 40))
    report = SuggestReport()
    with pytest.raises(ReaderError, match="no-engine") as error:
        list(suggest(store, report, jobs=2))
    assert error.value.fields["what"] == "KeyError: 'x'"
    assert len(report.failed) == 10
    assert children() == []


@pytest.mark.usefixtures("obey")
@pytest.mark.parametrize("stop", ["close", "interrupt"])
def test_stopped_early_it_keeps_what_is_done(new_project: NewProject, stop: str) -> None:
    store = new_project(*texts(*[""] * 10, *["chậm"] * 5))
    report = SuggestReport()
    running = suggest(store, report, jobs=2)
    assert len(list(islice(running, 6))) == 6
    began = time.monotonic()
    if stop == "close":
        running.close()
    else:
        with pytest.raises(KeyboardInterrupt):
            running.throw(KeyboardInterrupt)
    assert time.monotonic() - began < 30
    assert report.made == 6
    assert store.suggestion_count()[0] == 6
    assert children() == []


@pytest.mark.usefixtures("obey")
def test_a_project_that_is_only_read_is_refused_before_anything_starts(new_project: NewProject) -> None:
    store = new_project(*texts(""))
    with Store.open(store.path, read_only=True) as reading:
        for work in (suggest(reading, SuggestReport(), jobs=1), learning_of_all.learn(reading, SuggestReport())):
            with pytest.raises(StorageUnavailable, match="read-only"):
                next(work)
    assert children() == []


@pytest.mark.usefixtures("obey")
def test_a_pool_starts_no_more_processes_than_there_is_work(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []
    begin = workers.start

    def counted(task: Callable[..., None], *what: object) -> object:
        started.append(task)
        return begin(task, *what)

    monkeypatch.setattr(workers, "start", counted)
    taken: list[str] = []

    def coming() -> Iterator[Job]:
        for n in range(6):
            taken.append(f"a{n}")
            yield Job(f"a{n}", "bài", ())

    pool = Pool(8, b"")
    try:
        answers = pool.run(coming())
        next(answers)
        assert len(started) == 6
        list(answers)
    finally:
        pool.close()
    none = Pool(8, b"")
    assert list(none.run(iter(()))) == []
    assert len(started) == 6


def finishing(pipe: Connection, finished: list[object]) -> None:
    """In place of learning: say how many examples came, as a failure."""
    pipe.send(0.25)
    pipe.send(0.75)
    pipe.send(Failure(f"{len(finished)}"))


def dying(pipe: Connection, finished: list[object]) -> None:  # noqa: ARG001
    os._exit(5)


def finished_project(new_project: NewProject) -> Store:
    articles = texts(*[""] * 4)
    done = [Assignment(f"s{n}", one.id, "lan", "submitted", ("entity",)) for n, one in enumerate(articles[:3])]
    return new_project(*articles, *done)


def test_learning_that_fails_is_told(new_project: NewProject, monkeypatch: pytest.MonkeyPatch) -> None:
    store = finished_project(new_project)
    for task, what in ((finishing, "3"), (dying, "exit 5")):
        monkeypatch.setattr(batch, "learn", task)
        report = SuggestReport()
        seen = list(learning_of_all.learn(store, report))
        assert [(one.code, one.fields["what"]) for one in report.failed] == [("not-learned", what)]
        assert seen == ([Progress(250, 1000), Progress(750, 1000)] if task is finishing else [])
        assert report.model is None
    assert children() == []


def test_nothing_is_learned_where_nothing_is_due(new_project: NewProject) -> None:
    report = SuggestReport()
    assert list(learning_of_all.learn(new_project(*texts("", "")), report)) == []
    assert (report.model, report.failed) == (None, [])


def test_learning_itself(new_project: NewProject) -> None:
    """The real one on three articles without a record: it is kept, with its figures, and said to be due no more."""
    store = finished_project(new_project)
    report = SuggestReport()
    list(learning_of_all.learn(store, report))
    assert report.failed == []
    assert report.model is not None
    assert report.model.articles == 3
    last = store.model(VERSION, used=False)
    assert last is not None
    assert (last.version, last.finished) == (report.model.version, 3)
    assert not store.learning_due(VERSION)
    assert children() == []
