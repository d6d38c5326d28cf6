"""A copy of the project is whole or not there; the automatic ones come in time and go in time."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from reader_app.core.errors import StorageUnavailable
from reader_app.storage import Store, backups
from tests.storage.making import ARTICLE, added, mention, raw, save


def test_a_copy_lies_beside_the_project_under_the_time(store: Store, path: Path) -> None:
    save(store, added(mention("e1", "Abe")))
    first, second = store.backup(), store.backup()
    assert first.parent == path.parent
    stamp = first.name.removeprefix(f"{path.stem}.backup-").removesuffix(".sqlite")
    age = datetime.now() - datetime.strptime(stamp, "%Y%m%d-%H%M%S")  # noqa: DTZ005, DTZ007
    assert timedelta() <= age < timedelta(minutes=1)
    assert first != second
    save(store, added(mention("e2", "Lan")))
    with Store.open(first) as copy:
        assert [a.id for a in copy.sheet(ARTICLE.id).annotations()] == ["e1"]
    assert len(list(path.parent.iterdir())) == 5  # the project with its log, and two single files


def test_a_copy_under_a_name_and_in_a_folder(store: Store, tmp_path: Path) -> None:
    assert store.backup(tmp_path / "bản sao.sqlite").exists()
    folder = tmp_path / "folder"
    folder.mkdir()
    assert store.backup(folder).parent == folder


def test_nothing_is_written_over(store: Store, path: Path, tmp_path: Path) -> None:
    there = tmp_path / "có rồi"
    there.write_text("x")
    for taken in (there, path):
        with pytest.raises(StorageUnavailable, match="exists"):
            store.backup(taken)
    assert there.read_text() == "x"
    store.sheet(ARTICLE.id)


def test_a_copy_that_fails_leaves_nothing(store: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StorageUnavailable, match="unreadable"):
        store.backup(path.parent / "nowhere" / "x.sqlite")

    def fail(_: Path) -> None:
        raise OSError("no space")

    monkeypatch.setattr(backups, "_sync", fail)
    before = sorted(path.parent.iterdir())
    with pytest.raises(StorageUnavailable, match="unreadable"):
        store.backup()
    assert sorted(path.parent.iterdir()) == before


def test_a_file_system_without_hard_links(store: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("not supported")

    monkeypatch.setattr("os.link", refuse)
    to = path.with_name("x.sqlite")
    assert store.backup(to) == to
    with Store.open(to) as copy:
        copy.sheet(ARTICLE.id)


def test_a_read_only_project_is_copied_too(store: Store, tmp_path: Path) -> None:
    with Store.open(store.path, read_only=True) as reader:
        assert reader.backup(tmp_path / "x.sqlite").exists()


def _aged(store: Store, hours: int) -> None:
    """Let the automatic copies look as if they had been made so many hours earlier."""
    for n, copy in enumerate(backups.automatic(store.path)):
        stamp = datetime.now() - timedelta(hours=hours, seconds=100 - n)  # noqa: DTZ005
        copy.rename(store.path.with_name(f"{store.path.stem}.auto-{stamp:%Y%m%d-%H%M%S}.sqlite"))


def test_automatic_copies_come_when_they_are_due(store: Store) -> None:
    by_hand = store.backup()
    first = store.backup_if_due()
    assert first is not None
    save(store, added(mention("e1", "Abe")))
    assert store.backup_if_due() is None  # too early
    _aged(store, 30)
    assert store.backup_if_due() is not None
    _aged(store, 30)
    assert store.backup_if_due() is None  # nothing was saved since
    for n in range(4):
        save(store, added(mention(f"n{n}", "Abe", author=f"a{n}")))
        _aged(store, 30)
        assert store.backup_if_due(keep=3) is not None
    kept = backups.automatic(store.path)
    assert len(kept) == 3
    with Store.open(kept[-1]) as newest:
        assert len(newest.sheet(ARTICLE.id).annotations()) == 5
    assert by_hand.exists()


def test_a_broken_copy_and_a_clock_turned_back_stop_no_copy(store: Store) -> None:
    store.backup_if_due()
    _aged(store, 30)
    (broken,) = backups.automatic(store.path)
    broken.write_bytes(b"no database at all" * 100)
    assert store.backup_if_due() is not None
    _aged(store, -1000)
    save(store, added(mention("e1", "Abe")))
    assert store.backup_if_due() is not None


def test_a_copy_is_one_plain_file(store: Store, tmp_path: Path) -> None:
    copy = raw(store.backup(tmp_path / "x.sqlite"))
    assert copy.execute("pragma journal_mode").fetchone() == ("delete",)
    assert copy.execute("pragma integrity_check").fetchone() == ("ok",)
    copy.close()
