"""Projects that earlier versions of the tables left open, whole."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from reader_app.core.people import separate
from reader_app.storage import ArticleFilter, Store, schema
from tests.storage import make_schema_2, make_schema_3, make_schema_4
from tests.storage.make_schema_1 import PATH, RECORDS
from tests.storage.making import ABE, ARTICLE, OTHER, kept, save, step, take_back


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


def test_a_copy_of_a_project_of_schema_1_is_kept(tmp_path: Path) -> None:
    path = Path(shutil.copy(PATH, tmp_path / "cũ.sqlite"))
    Store.open(path).close()
    (copy,) = [one for one in tmp_path.iterdir() if one != path]
    assert ".schema-1-" in copy.name
    assert int.from_bytes(copy.read_bytes()[60:64], "big") == 1
    assert int.from_bytes(path.read_bytes()[60:64], "big") == schema.VERSION


def test_a_project_of_schema_2_opens_whole(tmp_path: Path) -> None:
    with Store.open(Path(shutil.copy(make_schema_2.PATH, tmp_path / "cũ.sqlite"))) as store:
        assert [store.record(record.id) for record in make_schema_2.RECORDS] == list(make_schema_2.RECORDS)
        assert list(store.check()) == []
        assert store.suggested(ARTICLE.id) == kept()
        model = store.model("máy/1")
        assert model is not None
        assert replace(model, made_at="", finished=0) == make_schema_2.MODEL
        history = store.history("lan", ARTICLE.id)
        assert history.redo is not None
        take_back(store, history.redo)
        assert store.record("x3") is not None


def test_a_project_of_schema_3_opens_whole(tmp_path: Path) -> None:
    with Store.open(Path(shutil.copy(make_schema_3.PATH, tmp_path / "cũ.sqlite"))) as store:
        assert [store.record(record.id) for record in make_schema_3.RECORDS] == list(make_schema_3.RECORDS)
        assert list(store.check()) == []
        assert store.suggested(ARTICLE.id) == kept()
        model = store.model("máy/1")
        assert model is not None
        assert replace(model, made_at="", finished=0) == make_schema_2.MODEL
        label = store.scheme().label("entity", "TITLE")
        assert label is not None
        assert {name: getattr(label, name) for name in make_schema_3.LABEL} == make_schema_3.LABEL
        for wanted, found in (
            (ArticleFilter(unsure=True), [ARTICLE]),
            (ArticleFilter(label="entity/PER", by="minh"), [OTHER]),
            (ArticleFilter(outlet="VnExpress"), [ARTICLE]),
            (ArticleFilter(order="newest"), [ARTICLE, OTHER]),
        ):
            assert [row.id for row in store.rows(wanted, store.seqs(wanted))] == [one.id for one in found]
        merged = store.referent("r-shinzo")
        target = store.referent("r-abe")
        assert merged is not None
        assert target is not None
        assert store.find_name("ngai abe") == [target]
        changes = [(change.before, change.after) for change in separate(merged, [target])]
        save(store, step(*changes))
        assert store.referent("r-abe") == ABE
        history = store.history("lan", ARTICLE.id)
        assert history.undo is not None
        take_back(store, history.undo)
        assert store.referent("r-shinzo") == merged
        assert list(store.check()) == []


def test_a_project_of_schema_4_opens_whole(tmp_path: Path) -> None:
    with Store.open(Path(shutil.copy(make_schema_4.PATH, tmp_path / "cũ.sqlite"))) as store:
        assert [store.record(record.id) for record in make_schema_4.RECORDS] == list(make_schema_4.RECORDS)
        assert list(store.check()) == []
        for words, found in (("nghi", ["e1"]), ("dao l", ["c1", "q1"]), ("an du", ["q1"])):
            assert sorted(hit.record for hit in store.search(words, what="annotations")) == found
        wanted = ArticleFilter(order="title")
        assert [row.key for row in store.rows(wanted, store.seqs(wanted))] == [ARTICLE.key, OTHER.key]


@pytest.mark.parametrize("broken", ["delete from word where word = 'kuril'", "update article_title set place = 'x'"])
def test_a_word_or_a_title_that_an_older_project_was_not_given_would_be_noticed(tmp_path: Path, broken: str) -> None:
    with Store.open(Path(shutil.copy(make_schema_3.PATH, tmp_path / "cũ.sqlite"))) as store:
        assert list(store.check()) == []
        store._db.execute(broken)
        assert "index" in {problem.code for problem in store.check()}


STORED = {1: PATH, 2: make_schema_2.PATH, 3: make_schema_3.PATH, 4: make_schema_4.PATH}


def test_there_is_a_stored_file_of_every_schema() -> None:
    assert sorted(STORED) == list(range(1, schema.VERSION + 1))


@pytest.mark.parametrize("stored", STORED.values(), ids=map(str, STORED))
def test_brought_up_to_date_it_is_as_if_made_today(tmp_path: Path, store: Store, stored: Path) -> None:
    objects = "select type, name, tbl_name, sql from sqlite_master order by type, name"
    with Store.open(Path(shutil.copy(stored, tmp_path / "cũ.sqlite"))) as old:
        assert old._db.execute(objects).fetchall() == store._db.execute(objects).fetchall()


@pytest.mark.parametrize("version", STORED)
def test_the_stored_file_is_of_its_schema(version: int) -> None:
    header = STORED[version].read_bytes()[:100]
    assert header.startswith(b"SQLite format 3\0")
    assert int.from_bytes(header[60:64], "big") == version
