"""The project's own scheme and settings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reader_app.core.errors import StorageUnavailable
from reader_app.core.scheme import read_scheme
from reader_app.storage import Store


def test_the_scheme_is_copied_and_choices_are_kept(store: Store, scheme_source: str) -> None:
    shipped = read_scheme(scheme_source)
    assert store.scheme() == shipped
    assert store.scheme() is store.scheme()
    store.change_label("entity", "TITLE", off=False)
    store.change_label("entity", "TITLE", color="#123456")
    store.change_label("entity", "TITLE", key="8")
    store.change_label("entity", "PER", key="")
    store.close()
    with Store.open(store.path) as again:
        scheme = again.scheme()
    title, person = scheme.label("entity", "TITLE"), scheme.label("entity", "PER")
    assert title is not None
    assert person is not None
    assert (title.off, title.color, title.key, person.key) == (False, "#123456", "8", "")
    assert scheme.name(scheme_source) == "vi-news/1"


def test_a_project_opens_without_reading_toml(store: Store) -> None:
    code = """
import sys
from pathlib import Path
from reader_app.storage import Store
with Store.open(Path(sys.argv[1])) as store:
    print(store.scheme().name(), "tomllib" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code, str(store.path)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["vi-news/1", "False"]


def test_a_scheme_with_a_date_can_be_copied(path: Path, scheme_source: str) -> None:
    with Store.create(path, f"made = 2024-05-01\n{scheme_source}") as store:
        assert store.scheme().label("entity", "PER") is not None
        assert list(store.check()) == []


def test_a_copy_that_another_program_broke_is_refused(store: Store) -> None:
    store._db.execute("update scheme set tables = '{'")
    with pytest.raises(StorageUnavailable, match="bad-record"):
        store.scheme()


def test_a_choice_of_another_window_is_seen(store: Store) -> None:
    with Store.open(store.path) as other:
        other.change_label("entity", "PER", off=True)
    label = store.scheme().label("entity", "PER")
    assert label is not None
    assert label.off


def test_settings_are_kept(store: Store) -> None:
    assert store.setting("last", "none") == "none"
    store.set_setting("last", "bài 1")
    store.set_setting("last", "bài 2")
    store.close()
    with Store.open(store.path) as again:
        assert again.setting("last") == "bài 2"
        assert again.setting("other") == ""
