"""A project with two articles, fresh for every test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader_app.resources import resource
from reader_app.storage import Store
from tests.storage.making import filled


@pytest.fixture(scope="session")
def scheme_source() -> str:
    return resource("schemes/vi-news.toml").read_text(encoding="utf-8")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dự án #1?.sqlite"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, scheme_source: str) -> Path:
    made = tmp_path_factory.mktemp("template") / "p.sqlite"
    with Store.create(made, scheme_source) as store:
        filled(store)
    return made


@pytest.fixture
def store(path: Path, template: Path) -> Iterator[Store]:
    shutil.copy(template, path)
    with Store.open(path) as opened:
        yield opened
