"""What is no project is refused, in words that say why; what cannot be written can still be read."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reader_app.core.errors import BadInput, NotAProject, StorageUnavailable
from reader_app.storage import Store, schema
from tests.storage.making import ARTICLE, OTHER, added, mention, raw, save


def _refusal(path: Path, **how: bool) -> StorageUnavailable:
    with pytest.raises(StorageUnavailable) as error:
        Store.open(path, **how)
    assert error.value.fields["path"] == str(path)
    return error.value


def _text(path: Path) -> None:
    path.write_text("Đây không phải là một dự án. " * 100, encoding="utf-8")


def _empty(path: Path) -> None:
    path.touch()


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _other_database(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("create table article (id text)")
    db.close()


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_text, "foreign-file"),
        (_empty, "empty-file"),
        (_folder, "directory"),
        pytest.param(_pipe, "foreign-file", marks=pytest.mark.skipif(os.name == "nt", reason="no pipes in folders")),
        (_other_database, "foreign-file"),
    ],
)
def test_what_is_no_project_is_refused(path: Path, make: Callable[[Path], None], code: str, read_only: bool) -> None:
    make(path)
    refusal = _refusal(path, read_only=read_only)
    assert isinstance(refusal, NotAProject)
    assert refusal.code == code


def test_a_missing_file_is_refused_and_not_made(path: Path) -> None:
    assert _refusal(path).code == "missing"
    assert _refusal(path / "in" / "it").code in {"missing", "unreadable"}
    assert not path.exists()


def test_a_newer_project_is_refused(store: Store, path: Path) -> None:
    store._db.execute(f"pragma user_version = {schema.VERSION + 1}")
    store.close()
    refusal = _refusal(path)
    assert (refusal.code, refusal.fields["found"], refusal.fields["known"]) == (
        "newer-project",
        schema.VERSION + 1,
        schema.VERSION,
    )


@pytest.mark.parametrize("sql", ["pragma user_version = 0", "drop table link"])
def test_a_project_without_all_its_tables_is_damaged(store: Store, path: Path, sql: str) -> None:
    store.close()
    db = raw(path)
    db.execute(sql)
    db.close()
    assert _refusal(path).code == "damaged"


def test_a_truncated_file_is_damaged(store: Store, path: Path) -> None:
    store.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.truncate(size // 2)
    refusal = _refusal(path)
    assert isinstance(refusal, NotAProject)
    assert refusal.code == "damaged"


def test_damage_that_shows_later_is_told_in_the_same_words(store: Store, path: Path) -> None:
    save(store, added(mention("e1", "Abe")))
    root = store._db.execute("select rootpage from sqlite_master where name = 'annotation'").fetchone()[0]
    size = store._db.execute("pragma page_size").fetchone()[0]
    store.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    with Store.open(path) as damaged:
        with pytest.raises(NotAProject, match="damaged"):
            damaged.sheet(ARTICLE.id)
        assert {problem.code for problem in damaged.check()} == {"file-damaged"}


def test_text_that_is_no_utf8_is_damage(store: Store) -> None:
    store._db.execute("update article set title = cast(x'ff' as text) where id = ?", (OTHER.id,))
    with pytest.raises(NotAProject, match="damaged"):
        store.sheet(OTHER.id)


def test_a_project_is_never_made_over_a_file(path: Path, scheme_source: str) -> None:
    _text(path)
    before = path.read_bytes()
    with pytest.raises(StorageUnavailable, match="exists"):
        Store.create(path, scheme_source)
    assert path.read_bytes() == before


def test_a_project_that_cannot_be_made_leaves_nothing(path: Path, scheme_source: str) -> None:
    with pytest.raises(BadInput, match="bad-scheme"):
        Store.create(path, scheme_source + "\n[nonsense")
    with pytest.raises(StorageUnavailable, match="unreadable"):
        Store.create(path / "nowhere", scheme_source)
    assert list(path.parent.iterdir()) == []


def test_one_file_remains(store: Store, path: Path) -> None:
    assert store.journal_mode == "wal"
    save(store, added(mention("e1", "Abe")))
    store.close()
    store.close()
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_read_only_on_demand(store: Store, path: Path) -> None:
    with Store.open(path, read_only=True) as reader:
        assert reader.read_only
        save(store, added(mention("e1", "Abe")))
        assert [a.id for a in reader.sheet(ARTICLE.id).annotations()] == ["e1"]
        _cannot_write(reader)
    store.close()
    with Store.open(path, read_only=True) as reader:
        assert [a.id for a in reader.sheet(ARTICLE.id).annotations()] == ["e1"]


def _cannot_write(reader: Store) -> None:
    writes: list[Callable[[], object]] = [
        lambda: save(reader, added(mention("e2", "Lan"))),
        lambda: reader.set_setting("a", "b"),
        lambda: reader.change_label("entity", "PER", off=True),
        lambda: reader.bulk("lan", "import").__enter__(),
    ]
    for write in writes:
        with pytest.raises(StorageUnavailable, match="read-only"):
            write()


_AS_NOBODY = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from reader_app.core.errors import StorageUnavailable
from reader_app.storage import ArticleFilter, Store
os.setuid(65534)
with Store.open(Path(sys.argv[1])) as store:
    print(store.read_only, [row.key for row in store.first_rows(ArticleFilter(), 9)])
    try:
        store.set_setting("a", "b")
    except StorageUnavailable as error:
        print(error.code)
"""


@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become somebody without rights"
)
@pytest.mark.parametrize("folder_mode", [0o755, 0o777])
def test_a_file_that_cannot_be_written_opens_read_only(store: Store, path: Path, folder_mode: int) -> None:
    store.close()
    folder = Path(tempfile.mkdtemp())
    try:
        copy = folder / path.name
        shutil.copy(path, copy)
        folder.chmod(folder_mode)
        copy.chmod(0o444)
        root = str(Path(__file__).parents[2])
        done = subprocess.run(
            [sys.executable, "-c", _AS_NOBODY, str(copy), root], check=False, capture_output=True, text=True
        )
        assert done.stdout.splitlines() == ["True ['bai-1', 'bai-2']", "read-only"], done.stderr
    finally:
        shutil.rmtree(folder)


def test_where_no_log_can_be_kept_the_journal_is_a_file(store: Store, path: Path) -> None:
    store.close()
    db = raw(path)
    assert db.execute("pragma journal_mode = delete").fetchone() == ("delete",)
    db.execute("begin")
    db.execute("select * from setting").fetchall()  # while somebody reads the file in this mode, it stays in it
    with Store.open(path, wait=0.05) as plain:
        assert plain.journal_mode == "delete"
    db.execute("rollback")
    with Store.open(path, wait=0.05) as logged:
        assert logged.journal_mode == "wal"
    db.close()


def test_an_upgrade_keeps_a_copy(store: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reader_app.storage import migrations

    save(store, added(mention("e1", "Abe")))
    store.close()
    newer = type(migrations.migrations)("reader_app")
    newer()(migrations.m001_first)
    newer()(migrations.m002_suggestions)
    newer()(migrations.m003_finding)
    newer()(migrations.m004_words)

    @newer()
    def m005_test(db: object) -> None:
        for sql in ("create table extra (a text) strict", "pragma user_version = 5"):
            db.execute(sql)  # type: ignore[attr-defined]

    monkeypatch.setattr(migrations, "migrations", newer)
    monkeypatch.setattr(schema, "VERSION", 5)
    assert _refusal(path, read_only=True).code == "needs-upgrade"
    assert len(list(path.parent.iterdir())) == 1
    with Store.open(path) as upgraded:
        assert [a.id for a in upgraded.sheet(ARTICLE.id).annotations()] == ["e1"]
        assert upgraded._db.execute("select count(*) from extra").fetchone() == (0,)
    (copy,) = [one for one in path.parent.iterdir() if one != path]
    assert ".schema-4-" in copy.name
    monkeypatch.undo()
    with Store.open(copy) as old:
        assert [a.id for a in old.sheet(ARTICLE.id).annotations()] == ["e1"]


def test_an_upgrade_that_fails_changes_nothing(store: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reader_app.storage import migrations

    store.close()
    newer = type(migrations.migrations)("reader_app")
    newer()(migrations.m001_first)
    newer()(migrations.m002_suggestions)
    newer()(migrations.m003_finding)
    newer()(migrations.m004_words)

    @newer()
    def m005_broken(db: object) -> None:
        db.execute("create table extra (a text) strict")  # type: ignore[attr-defined]
        raise RuntimeError("broken")

    monkeypatch.setattr(migrations, "migrations", newer)
    monkeypatch.setattr(schema, "VERSION", 5)
    with pytest.raises(RuntimeError, match="broken"):
        Store.open(path)
    monkeypatch.undo()
    with Store.open(path) as again:
        assert again._db.execute("select count(*) from sqlite_master where name = 'extra'").fetchone() == (0,)


def test_opening_needs_no_sqlite_utils(store: Store, path: Path) -> None:
    store.close()
    code = (
        "import sys; from pathlib import Path; from reader_app.storage import Store;"
        "Store.open(Path(sys.argv[1])).close();"
        "print(sorted({'sqlite_utils', 'regex', 'PySide6'} & set(sys.modules)))"
    )
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert done.stdout.strip() == "[]"
