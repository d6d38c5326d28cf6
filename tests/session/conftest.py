"""A project in a file with the two seeds, and people at work on it; ids are counted."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from reader_app.core.model import Article, article_id
from reader_app.core.text import canonical
from reader_app.resources import resource, seeds
from reader_app.session import Session
from reader_app.storage import Store

Work = Callable[..., Session]


@pytest.fixture
def ids() -> Callable[[], str]:
    """Give out r1, r2, …: one sequence for everybody in a test."""
    numbers = count(1)
    return lambda: f"r{next(numbers)}"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the seeds under the keys 000 and 001, and one short article, 002."""
    path = tmp_path_factory.mktemp("template") / "p.sqlite"
    texts = [canonical(seed.read_text(encoding="utf-8")) for seed in seeds()]
    texts.append("Ông Abe gặp ông Putin.\n\nBà Akie Abe nói: “Tôi vui”.")
    with (
        Store.create(path, resource("schemes/vi-news.toml").read_text(encoding="utf-8")) as store,
        store.bulk("lan", "import") as bulk,
    ):
        for number, text in enumerate(texts):
            bulk.add_article(Article(article_id(text), f"{number:03}", "", text))
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    """A copy of that project."""
    return Path(shutil.copy(template, tmp_path))


@pytest.fixture
def work(path: Path, ids: Callable[[], str]) -> Iterator[Work]:
    """Sit somebody down in a window of their own: `work(key, author)`."""
    stores: list[Store] = []

    def sit_down(key: str = "000", author: str = "lan") -> Session:
        stores.append(Store.open(path))
        session = Session(stores[-1], author, new_id=ids)
        found = stores[-1].article_id_for_key(key)
        assert found is not None
        session.open(found)
        return session

    yield sit_down
    for store in stores:
        store.close()
    with Store.open(path, read_only=True) as store:
        assert list(store.check()) == [], "the file does not hold together after the test"


@pytest.fixture
def lan(work: Work) -> Session:
    """Lan with article 000 open."""
    return work()
