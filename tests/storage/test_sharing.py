"""Two windows on one file lose nothing of each other, and a killed process nothing that it was told is saved."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader_app.core.edits import removal_of_article
from reader_app.core.errors import StaleEdit, StorageUnavailable
from reader_app.core.model import Assignment
from reader_app.storage import Store, bulk
from tests.storage.making import ARTICLE, OTHER, TEXT, added, dump, mention, raw, save, step


@pytest.fixture
def other(store: Store) -> Iterator[Store]:
    """A second window on the project of `store`."""
    with Store.open(store.path, wait=0.05) as second:
        yield second


def test_only_what_another_connection_writes_changes_the_data_version(store: Store, other: Store) -> None:
    before = store.data_version()
    save(store, added(mention("e1", "Abe")))
    assert store.data_version() == before
    save(other, added(mention("e2", "Lan")))
    assert store.data_version() != before
    assert len(store.sheet(ARTICLE.id).annotations()) == 2


def test_a_stale_step_is_refused_whole(store: Store, other: Store) -> None:
    old = mention("e1", "Abe")
    save(store, added(old))
    save(other, step((old, mention("e1", "Abe", "ORG"))))
    before = dump(store, journal=True)
    with pytest.raises(StaleEdit):
        save(store, step((None, mention("e2", "Lan")), (old, mention("e1", "Abe", "LOC"))))
    assert dump(store, journal=True) == before


def test_two_assignments_of_one_author_meet(store: Store, other: Store) -> None:
    save(other, added(Assignment("s1", ARTICLE.id, "lan", "draft")))
    with pytest.raises(StaleEdit, match="s1"):
        save(store, added(Assignment("s2", ARTICLE.id, "lan", "draft")))


def test_an_edit_made_on_a_text_that_was_corrected_is_refused(store: Store, other: Store) -> None:
    """The new record clashes with none: only the text tells that its span was chosen on other words."""
    store.sheet(ARTICLE.id)
    corrected = replace(ARTICLE, text=TEXT + " Xong.")
    save(other, step((ARTICLE, corrected)))
    with pytest.raises(StaleEdit, match=ARTICLE.id):
        save(store, added(mention("e1", "Abe")))
    store.sheet(ARTICLE.id)
    save(store, added(mention("e1", "Abe")))
    own = replace(corrected, text=corrected.text + " Hết.")
    save(store, step((corrected, own)))
    save(store, added(mention("e2", "Lan", "ORG")))  # its own correction is known to it


def test_removal_beside_a_new_record_is_refused(store: Store, other: Store) -> None:
    removal = removal_of_article(store.sheet(ARTICLE.id))
    save(other, added(mention("e1", "Abe", author="minh")), author="minh")
    with pytest.raises(StaleEdit, match="e1"):
        save(store, removal)


def test_a_lock_is_told_in_time(store: Store, other: Store) -> None:
    store._db.execute("begin immediate")
    began = time.monotonic()
    for act in (lambda: save(other, added(mention("e1", "Abe"))), lambda: other.set_setting("a", "b")):
        with pytest.raises(StorageUnavailable, match="locked"):
            act()
    assert time.monotonic() - began < 5
    assert other.sheet(ARTICLE.id).annotations() == []  # reading goes on
    with Store.open(store.path, wait=0.05) as third:
        assert not third.read_only
    store._db.execute("rollback")
    save(other, added(mention("e1", "Abe")))


def test_a_window_saves_between_the_batches_of_an_import(store: Store, other: Store) -> None:
    with store.bulk("lan", "import") as bulk:
        bulk.add(mention("e1", "Abe"))
        with pytest.raises(StorageUnavailable, match="locked"):
            save(other, added(mention("e2", "Lan")))
        bulk.commit()
        save(other, added(mention("e2", "Lan")))
        assert bulk.add(mention("e3", "Abe", "ORG"))
    assert len(other.sheet(ARTICLE.id).annotations()) == 3


def test_a_snapshot_sees_one_state(store: Store, other: Store) -> None:
    with store.snapshot():
        ids = list(store.article_ids())
        save(other, added(mention("e1", "Abe")))
        save(other, removal_of_article(other.sheet(OTHER.id)), article=OTHER.id)
        assert store.sheet(ARTICLE.id).annotations() == []
        assert [store.sheet(one).article.key for one in ids] == ["bai-1", "bai-2"]
    assert len(store.sheet(ARTICLE.id).annotations()) == 1
    assert list(store.article_ids()) == [ARTICLE.id]


@pytest.mark.skipif(os.name == "nt", reason="Windows removes no file that is open")
@pytest.mark.parametrize("replaced", [False, True])
def test_nothing_is_saved_into_a_file_that_is_gone(store: Store, path: Path, replaced: bool) -> None:
    save(store, added(mention("e1", "Abe")))
    copy = store.backup()
    save(store, added(mention("e2", "Lan")))
    path.unlink()
    if replaced:
        copy.rename(path)
    with pytest.raises(StorageUnavailable, match="gone"):
        save(store, added(mention("e3", "Abe", "ORG")))
    rescued = store.backup(path.with_name("rescued.sqlite"))
    store.close()
    with Store.open(rescued) as there:
        assert [a.id for a in there.sheet(ARTICLE.id).annotations()] == ["e1", "e2"]
    if replaced:
        with Store.open(path) as there:
            assert [a.id for a in there.sheet(ARTICLE.id).annotations()] == ["e1"]


def test_a_full_disk_is_told_and_nothing_moves(store: Store) -> None:
    before = dump(store, journal=True)
    pages = store._db.execute("pragma page_count").fetchone()[0]
    store._db.execute(f"pragma max_page_count = {pages}")
    long = mention("e1", "Abe", note="dài " * 20_000)
    with pytest.raises(StorageUnavailable, match="disk-full"):
        save(store, added(long))
    with pytest.raises(StorageUnavailable, match="disk-full"), store.bulk("lan", "import") as bulk:
        bulk.add(long)
    assert dump(store, journal=True) == before
    store._db.execute("pragma max_page_count = 1000000")
    save(store, added(long))


_SAVER = """
import itertools, sys
from pathlib import Path
from reader_app.storage import Store
from tests.storage.making import ARTICLE, TEXT, added, mention, save, step
with Store.open(Path(sys.argv[1])) as store:
    for n in itertools.count():
        save(store, added(mention(f"e{n}", "Abe", note=str(n))))
        print(n, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("after", [1, 7, 40])
def test_a_killed_process_loses_nothing_that_was_saved(store: Store, path: Path, after: int) -> None:
    store.close()
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", _SAVER, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": root},
    ) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(after)]
        process.send_signal(signal.SIGKILL)
        told += process.stdout.readlines()
    told = [line for line in told if line.endswith("\n")]
    with Store.open(path) as again:
        found = again.sheet(ARTICLE.id).annotations()
        assert len(told) >= after
        assert len(told) <= len(found) <= len(told) + 1  # the last one may have been saved and not yet told
        assert {f"e{line.strip()}" for line in told} <= {a.id for a in found}
        assert len(again._db.execute("select 1 from step where kind = 'act'").fetchall()) == len(found)
        assert [problem.code for problem in again.check() if problem.code != "twice"] == []
    assert raw(path).execute("pragma integrity_check").fetchone() == ("ok",)


def test_a_window_saves_in_the_short_pauses_of_an_import(store: Store, path: Path) -> None:
    """SQLite's own way of waiting looks again at ever longer intervals and would let many pauses pass."""
    batches, stop = itertools.count(), threading.Event()

    def write() -> None:
        db = raw(path)
        while not stop.is_set():
            db.execute("begin immediate")
            time.sleep(0.1)
            db.execute("commit")
            next(batches)
            time.sleep(bulk._PAUSE)
        db.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        passed = []
        with Store.open(path, wait=30.0) as window:
            for n in range(9):
                time.sleep(0.02)  # the import goes on
                before = next(batches)
                save(window, added(mention(f"e{n}", "Abe", author=f"a{n}")))
                passed.append(next(batches) - before - 1)
    finally:
        stop.set()
        thread.join()
    assert sorted(passed)[4] <= 2
    assert len(store.sheet(ARTICLE.id).annotations()) == 9
