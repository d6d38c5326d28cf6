"""Learned models: the newest that is used, for the engine that it was made for; and when it is time to learn again."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from reader_app.core.model import Article, Assignment, Kind, Rejection, Span, Stage
from reader_app.storage import Model, Store
from tests.storage.making import ARTICLE, OTHER, added, filled, raw, save

ENGINE = "máy/1"
FIGURES = {"entities": {"precision": 0.8, "recall": 0.75, "f1": 0.7742, "gold": 40}, "quotes": None}


def model(content: bytes = b"mot", *, used: bool = True, engine: str = ENGINE, articles: int = 3) -> Model:
    version = sha256(content).hexdigest()[:8]
    return Model(version, engine, content if used else b"", articles, FIGURES, FIGURES, used)


def finish(store: Store, *articles: str, stage: Stage = "submitted", done: tuple[Kind, ...] = ("entity",)) -> None:
    save(store, added(*(Assignment(f"s-{stage}-{one}", one, f"lan-{stage}", stage, done) for one in articles)))


@pytest.fixture
def many(store: Store) -> list[str]:
    """The ids of twenty articles."""
    filled(store, [Article(f"{n:016}", f"bài {n}", "", f"Bài số {n}.") for n in range(18)])
    return [ARTICLE.id, OTHER.id, *(f"{n:016}" for n in range(18))]


def test_a_model_comes_back_as_it_was(store: Store) -> None:
    assert store.model(ENGINE) is None
    store.keep_model(model())
    found = store.model(ENGINE)
    assert found is not None
    assert found.made_at
    assert (found.version, found.content, found.articles) == (model().version, b"mot", 3)
    assert (dict(found.before), dict(found.after), found.used) == (FIGURES, FIGURES, True)
    assert list(store.check()) == []


def test_one_that_is_not_better_is_told_and_not_used(store: Store) -> None:
    store.keep_model(model(b"mot"))
    store.keep_model(model(b"hai", used=False, articles=4))
    found, last = store.model(ENGINE), store.model(ENGINE, used=False)
    assert found is not None
    assert found.content == b"mot"
    assert last is not None
    assert (last.used, last.content, last.articles) == (False, b"", 4)
    assert list(store.check()) == []


def test_another_engine_has_learned_nothing_yet(store: Store) -> None:
    store.keep_model(model())
    assert store.model("máy/2") is None
    assert store.model("máy/2", used=False) is None


def test_the_newest_counts_and_old_ones_lose_their_content(store: Store) -> None:
    for content in (b"mot", b"hai", b"ba", b"mot"):
        store.keep_model(model(content))
        found = store.model(ENGINE)
        assert found is not None
        assert found.content == content
    rows = store._db.execute("select used, content from model order by n").fetchall()
    assert rows == [(0, None), (1, b"ba"), (1, b"mot")]


@pytest.mark.parametrize("change", ["content = x'00'", "before = '{'", "after = '[1]'", "after = '7'"])
def test_a_damaged_model_is_none_and_the_check_says_so(store: Store, path: Path, change: str) -> None:
    store.keep_model(model())
    raw(path).execute(f"update model set {change}")  # noqa: S608
    assert store.model(ENGINE) is None
    assert [(one.code, one.data["version"]) for one in store.check()] == [("bad-model", model().version)]


def test_learning_is_due_with_three_finished_articles_and_then_with_a_fifth_more(store: Store, many: list[str]) -> None:
    assert not store.learning_due(ENGINE)
    finish(store, *many[:2])
    finish(store, many[2], stage="draft")
    finish(store, many[3], done=("claim",))
    finish(store, many[0], stage="approved")  # another author: the same article
    assert not store.learning_due(ENGINE)
    finish(store, many[4], stage="approved", done=("quote",))
    assert store.learning_due(ENGINE)
    store.keep_model(model(b"mot", used=False))
    assert not store.learning_due(ENGINE)
    assert store.learning_due("máy/2")
    finish(store, *many[5:12])
    assert store.learning_due(ENGINE)
    store.keep_model(model(b"hai"))
    finish(store, many[12])
    assert not store.learning_due(ENGINE)
    finish(store, many[13])
    assert store.learning_due(ENGINE)


def test_what_teaches_is_what_is_finished_or_rejected(store: Store, many: list[str]) -> None:
    finish(store, many[5], many[1])
    finish(store, many[6], stage="draft")
    save(store, added(Rejection("x1", many[8], "entity", "PER", (Span(0, 3),), "lan")))
    assert store.taught() == [many[1], many[5], many[8]]
