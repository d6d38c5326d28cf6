"""Projects that earlier versions of the tables left open, whole."""

from __future__ import annotations

import shutil
from pathlib import Path

from reader_app.storage import Store
from tests.storage.make_schema_1 import PATH, RECORDS
from tests.storage.making import ABE, ARTICLE, OTHER, take_back


def test_a_project_of_schema_1_opens_whole(tmp_path: Path) -> None:
    with Store.open(Path(shutil.copy(PATH, tmp_path / "cũ.sqlite"))) as store:
        assert [store.article(article) for article in store.article_ids()] == [ARTICLE, OTHER]
        assert [store.record(record.id) for record in RECORDS] == list(RECORDS)
        assert list(store.check()) == []
        assert store.find_name("ong abe") == [ABE]
        assert [hit.record for hit in store.search("hai nguoi")] == ["q1"]
        assert store.setting("last-article") == ARTICLE.id
        label = store.scheme().label("entity", "TITLE")
        assert label is not None
        assert not label.off
        history = store.history("lan", ARTICLE.id)
        assert history.undo is not None
        assert history.redo is not None
        take_back(store, history.redo)
        assert store.annotation("e3") is not None


def test_brought_up_to_date_it_is_as_if_made_today(tmp_path: Path, store: Store) -> None:
    objects = "select type, name, tbl_name, sql from sqlite_master order by type, name"
    with Store.open(Path(shutil.copy(PATH, tmp_path / "cũ.sqlite"))) as old:
        assert old._db.execute(objects).fetchall() == store._db.execute(objects).fetchall()


def test_the_stored_file_is_the_first_schema() -> None:
    header = PATH.read_bytes()[:100]
    assert header.startswith(b"SQLite format 3\0")
    assert int.from_bytes(header[60:64], "big") == 1
