"""Questions to the project beside the window's thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from reader_app.core.errors import StorageUnavailable
from reader_app.gui.seeker import Pause, Seeker
from reader_app.storage import ArticleFilter, Store


@pytest.fixture
def seeker(project: Path, qtbot: QtBot) -> Iterator[Seeker]:  # noqa: ARG001  the application comes first
    seeker = Seeker(project)
    yield seeker
    seeker.stop()


def heard(seeker: Seeker) -> list[tuple[str, object]]:
    answers: list[tuple[str, object]] = []
    seeker.answered.connect(lambda topic, answer: answers.append((topic, answer)))
    return answers


@contextmanager
def held_up(seeker: Seeker, topic: str, answer: str) -> Iterator[None]:
    """Let the thread answer a question about `topic` no sooner than the block is over."""
    begun, go = Event(), Event()

    def slow(_store: Store) -> Iterator[object]:
        begun.set()
        go.wait(5)
        yield answer

    seeker.ask(topic, slow)
    assert begun.wait(5)
    yield
    go.set()


def test_answers_come_in_order_and_then_the_end(seeker: Seeker, qtbot: QtBot) -> None:
    answers = heard(seeker)
    with qtbot.waitSignal(seeker.ended) as ended:
        seeker.ask("list", lambda store: iter([store.seqs(ArticleFilter()), "more"]))
        assert seeker.is_seeking("list")
    assert answers == [("list", [1, 2]), ("list", "more")]
    assert ended.args == ["list"]
    assert not seeker.is_seeking("list")


def test_the_newest_question_of_a_topic_counts(seeker: Seeker, qtbot: QtBot) -> None:
    answers = heard(seeker)
    with held_up(seeker, "list", "old"):
        seeker.ask("list", lambda _store: ["never begun"])
        seeker.ask("list", lambda _store: ["new"])
        seeker.ask("counts", lambda _store: ["other"])
    qtbot.waitUntil(lambda: len(answers) == 2)
    qtbot.wait(20)
    assert sorted(answers) == [("counts", "other"), ("list", "new")]


def test_the_newest_topic_comes_first(seeker: Seeker, qtbot: QtBot) -> None:
    answers = heard(seeker)
    with held_up(seeker, "counts", "first"):
        seeker.ask("names", lambda _store: ["ahead"])
        seeker.ask("list", lambda _store: ["typed"])
    qtbot.waitUntil(lambda: len(answers) == 3)
    assert answers[1:] == [("list", "typed"), ("names", "ahead")]


def test_a_query_is_broken_off(seeker: Seeker, qtbot: QtBot) -> None:
    answers, begun = heard(seeker), Event()
    failed: list[object] = []
    seeker.failed.connect(lambda *args: failed.append(args))

    def endless(store: Store) -> Iterator[object]:
        begun.set()
        store._db.execute(
            "with recursive n (x) as (select 1 union all select x + 1 from n) select max(x) from n"
        ).fetchall()
        yield "old"

    seeker.ask("list", endless)
    begun.wait(5)
    qtbot.wait(20)
    seeker.ask("list", lambda _store: ["new"])
    qtbot.waitUntil(lambda: answers == [("list", "new")])
    assert failed == []


def test_what_is_asked_between_two_queries_is_broken_off_too(seeker: Seeker, qtbot: QtBot) -> None:
    answers, begun, go = heard(seeker), Event(), Event()
    seeker.ask("list", lambda _store: ["opened"])
    qtbot.waitUntil(lambda: answers == [("list", "opened")])

    def endless(store: Store) -> Iterator[object]:
        begun.set()
        go.wait(5)  # SQLite does nothing while the next question comes
        store._db.execute(
            "with recursive n (x) as (select 1 union all select x + 1 from n) select max(x) from n"
        ).fetchall()
        yield "old"

    seeker.ask("list", endless)
    begun.wait(5)
    seeker.ask("list", lambda store: [store.seqs(ArticleFilter())])
    go.set()
    qtbot.waitUntil(lambda: answers[1:] == [("list", [1, 2])])


def test_a_pause_ends_with_the_next_question(seeker: Seeker, qtbot: QtBot) -> None:
    answers = heard(seeker)
    seeker.ask("list", lambda _store: iter(["first", Pause(60), "late"]))
    qtbot.waitUntil(lambda: answers == [("list", "first")])
    seeker.ask("list", lambda _store: iter(["second", Pause(0.001), "last"]))
    qtbot.waitUntil(lambda: answers == [("list", "first"), ("list", "second"), ("list", "last")])


def test_an_answer_can_be_waited_for(seeker: Seeker) -> None:
    answers = heard(seeker)
    seeker.ask("list", lambda _store: ["here"])
    seeker.wait("list", 5)
    assert answers == [("list", "here")]
    seeker.wait("list", 5)  # the end, or nothing any more
    seeker.wait("unknown", 5)


def test_what_is_forgotten_is_not_answered(seeker: Seeker, qtbot: QtBot) -> None:
    answers = heard(seeker)
    with held_up(seeker, "list", "slow"):
        seeker.forget("list")
    qtbot.wait(30)
    assert answers == []
    assert not seeker.is_seeking("list")


def test_a_project_that_is_gone_is_said(tmp_path: Path, qtbot: QtBot) -> None:
    seeker = Seeker(tmp_path / "none.sqlite")
    with qtbot.waitSignal(seeker.failed) as failed:
        seeker.ask("list", lambda _store: ["never"])
    assert failed.args is not None
    assert isinstance(failed.args[1], StorageUnavailable)
    seeker.stop()
    seeker.stop()
