"""The command line as people and scripts use it: what it says where, what it leaves behind, how it exits."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from reader_app import __version__, preferences, words
from reader_app.cli import COMMANDS, main
from reader_app.cli.commands import reader_app
from reader_app.resources import seeds
from reader_app.storage import Store

SEEDS = [str(path) for path in seeds()]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings and projects of a person who starts for the first time, and an empty folder to work in."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("LOGNAME", "lan")
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return work


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, str]]:
    """What the window was asked to open on, in place of the window."""
    calls: list[tuple[Path, str]] = []
    window = ModuleType("reader_app.gui.app")
    window.main = lambda project, author, note="": calls.append((project, author)) or 0  # type: ignore[attr-defined]  # noqa: ARG005
    monkeypatch.setitem(sys.modules, "reader_app.gui.app", window)
    return calls


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: object) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


def test_the_first_commands(run: Run, home: Path) -> None:
    assert run("import", "p.sqlite", *SEEDS) == (0, "Articles: 2 taken, 0 known already.\n", "")
    assert run("import", "p.sqlite", *SEEDS) == (0, "Articles: 0 taken, 2 known already.\n", "")
    status, out, err = run("export", "p.sqlite", "out.jsonl")
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == "Articles: 2, lines: 2."
    assert (home / "out.features.json").is_file()
    assert run("check", "p.sqlite") == (0, "Everything is in order.\n", "")
    assert sorted(path.name for path in home.iterdir()) == ["out.features.json", "out.jsonl", "p.sqlite"]


def test_refusals_are_one_line_each_and_the_good_stay(run: Run, home: Path) -> None:
    (home / "mixed.jsonl").write_text('{"text":"Một."}\nkhông phải JSON\n{"text":1}\n{"text":"Hai."}', encoding="utf-8")
    status, out, err = run("import", "p.sqlite", "mixed.jsonl", "gone.txt")
    assert status == 1
    assert out.splitlines() == ["Articles: 2 taken, 0 known already.", "Refused: 3"]
    assert err.splitlines() == [
        "gone.txt:0: There is no such file or folder.",
        "mixed.jsonl:2: The line is not JSON (column 1).",
        "mixed.jsonl:3: There is no field “text” with a string.",
    ]


@pytest.mark.parametrize(
    "files", [("gone.txt",), ("empty.txt",), ("picture.txt",), ("bad.jsonl",), ("x.docx",), ("gone.txt", "empty.txt")]
)
def test_what_cannot_be_read_leaves_no_new_project(run: Run, home: Path, files: tuple[str, ...]) -> None:
    (home / "empty.txt").write_bytes(b"")
    (home / "picture.txt").write_bytes(b"\x89PNG\0\0")
    (home / "bad.jsonl").write_bytes(b"{")
    (home / "x.docx").write_bytes(b"PK")
    before = sorted(home.iterdir())
    status, _, err = run("import", "new.sqlite", *files)
    assert status == 1
    assert len(err.splitlines()) == len(files)
    assert sorted(home.iterdir()) == before
    # a project that was there stays
    assert run("import", "old.sqlite", *SEEDS)[0] == 0
    assert run("import", "old.sqlite", *files)[0] == 1
    assert run("check", "old.sqlite")[0] == 0


def test_an_interrupted_import_leaves_no_new_project(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> object:
        yield (1, 2)
        raise KeyboardInterrupt

    monkeypatch.setattr("reader_app.cli.importing.import_files", interrupted)
    assert run("import", "new.sqlite", *SEEDS) == (1, "", "\nStopped.\n")  # the line with ^C is ended first
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import",), "Missing argument"),
        (("import", "p.sqlite"), "Missing argument"),
        (("export", "p.sqlite"), "Missing argument"),
        (("export", "p.sqlite", "x.jsonl", "--format", "docx"), "Invalid value"),
        (("export", "p.sqlite", "x.jsonl", "--format", "txt"), "Invalid value"),
        (("export", "p.sqlite", "x.jsonl", "--stage", "draft,doing"), "doing is none of"),
        (("export", "p.sqlite", "x.jsonl", "--verdict", "good"), "Invalid value"),
        (("import", "p.sqlite", "x.txt", "--nonsense"), "No such option"),
        (("--language", "fr", "formats"), "Invalid value"),
        (("a.sqlite", "b.txt"), "One project, or files"),
        (("stats",), "Missing argument"),
        (("--author", " lan ", "p.sqlite"), "is no name"),
        (("p.sqlite", "--author"), "requires an argument"),
        (("p.sqlite", "--autor", "lan"), "No such option"),
        (("--language", "fr", "p.sqlite"), "Invalid value"),
    ],
)
def test_wrong_usage(run: Run, home: Path, arguments: tuple[str, ...], said: str) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert said in err
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "gone.sqlite", "x.jsonl"), "gone.sqlite: There is no such file."),
        (("check", "note.txt"), "note.txt: This file is no Reader App project."),
        (("stats", "folder"), "folder: This is a folder, no project."),
        (("import", "note.txt", SEEDS[0]), "note.txt: This file is no Reader App project."),
        (("import", "no/folder/p.sqlite", SEEDS[0]), "no/folder/p.sqlite: The file cannot be read or written here."),
        (("export", "p.sqlite", "no/x.jsonl"), "no/x.jsonl: The folder does not exist."),
        (("export", "p.sqlite", "folder"), "folder: This is a folder, no file."),
        (("export", "p.sqlite", "p.sqlite"), "p.sqlite: This is the project itself; give the export another name."),
        (("export", "p.sqlite", "x.jsonl", "--layer", "suggestions"), "The project holds no suggestions."),
        (("import", "p.sqlite", SEEDS[0], "--author", "gold"), "“gold” is the name of a layer"),
        (("backup", "p.sqlite", "note.txt"), "note.txt: There is such a file already."),
        (("gone.sqlite",), "gone.sqlite: There is no such file."),
        (("gone.txt",), "gone.txt:0: There is no such file or folder."),
    ],
)
def test_refused(run: Run, home: Path, opened: object, arguments: tuple[str, ...], said: str) -> None:
    (home / "folder").mkdir()
    (home / "note.txt").write_text("Ghi chú", encoding="utf-8")
    run("import", "p.sqlite", *SEEDS)
    before = sorted(home.iterdir())
    status, out, err = run(*arguments)
    assert (status, out) == (1, "")
    assert err.startswith(said)
    assert err.count("\n") == 1
    assert sorted(home.iterdir()) == before
    assert opened == []


def test_export_to_the_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    main(["import", "p.sqlite", *SEEDS])
    main(["export", "p.sqlite", "out.jsonl"])
    capfdbinary.readouterr()
    assert main(["export", "p.sqlite", "-"]) == 0
    said = capfdbinary.readouterr()
    assert said.out == Path("out.jsonl").read_bytes()
    assert said.err.startswith(b"Articles: 2, lines: 2.\n")
    assert not Path("-").exists()


def test_options_reach_the_export(run: Run, home: Path) -> None:
    text = json.dumps({
        "format": "reader-app/1", "text": "Một bài.", "id": "x", "layer": "bình", "stage": "submitted",
        "entities": [{"start": 0, "end": 3, "label": "PER"}],
    })  # fmt: skip
    (home / "in.jsonl").write_text(text, encoding="utf-8")
    assert run("import", "p.sqlite", "in.jsonl", "--format", "jsonl")[0] == 0
    for options, lines in (
        (("--layer", "bình"), 1), (("--layer", "gold"), 1), (("--stage", "draft,approved"), 0),
        (("--stage", "submitted"), 1),
        (("--verdict", "accepted"), 1),
    ):  # fmt: skip
        assert run("export", "p.sqlite", "o.jsonl", *options)[0] == 0
        assert len((home / "o.jsonl").read_bytes().splitlines()) == lines
    assert json.loads((home / "o.jsonl").read_bytes())["entities"] == []


def test_check_lists_what_is_wrong(run: Run, home: Path) -> None:
    (home / "in.jsonl").write_text(
        '{"format":"reader-app/1","text":"Một bài.","id":"x","layer":"lan",'
        '"entities":[{"id":"e","start":0,"end":3,"label":"PER"}]}',
        encoding="utf-8",
    )
    run("import", "p.sqlite", "in.jsonl")
    with Store.open(home / "p.sqlite") as store:
        store._db.execute("update annotation set label = 'XYZ'")
    status, out, err = run("check", "p.sqlite")
    assert (status, out) == (1, "Problems: 1\n")
    assert err == "p.sqlite: x e: The label XYZ is not in the label scheme.\n"


def test_stats(run: Run) -> None:
    run("import", "p.sqlite", *SEEDS)
    status, out, _ = run("stats", "p.sqlite")
    assert status == 0
    assert out.splitlines()[:2] == ["Articles: 2", "Characters: 4789"]
    status, out, _ = run("stats", "p.sqlite", "--json")
    counts = json.loads(out)
    assert (counts["articles"], counts["characters"], counts["labels"]["quote"]) == (2, 4789, {})


def test_backup(run: Run, home: Path) -> None:
    run("import", "p.sqlite", *SEEDS)
    status, out, _ = run("backup", "p.sqlite")
    assert status == 0
    assert run("check", out.strip())[0] == 0
    assert run("backup", "p.sqlite", "copy.sqlite")[1] == "copy.sqlite\n"
    assert run("check", home / "copy.sqlite")[0] == 0


def test_formats(run: Run) -> None:
    status, out, _ = run("formats")
    assert status == 0
    assert [line.split()[:3] for line in out.splitlines()] == [
        ["txt", ".txt", "import"],
        ["jsonl", ".jsonl", ".ndjson"],
    ]


# the desk


def test_with_nothing_the_desk_opens_on_the_seeds_at_first(run: Run, opened: list[tuple[Path, str]]) -> None:
    assert run() == (0, "", "")
    project = preferences.data_folder() / "reader-app.sqlite"
    assert opened == [(project, "lan")]
    with Store.open(project) as store:
        assert store.stats().articles == 2
        made = store.stats().steps
    assert run()[0] == 0
    with Store.open(project) as store:
        assert store.stats().steps == made


def test_with_nothing_the_last_project_opens(run: Run, home: Path, opened: list[tuple[Path, str]]) -> None:
    run("import", "p.sqlite", *SEEDS)
    preferences.save(project=str(home / "p.sqlite"), author="bình")
    assert run()[0] == 0
    assert opened == [(home / "p.sqlite", "bình")]
    (home / "p.sqlite").unlink()
    status, _, err = run()
    assert (status, err) == (0, f"{home / 'p.sqlite'}: This project is gone.\n")
    assert opened[-1] == (preferences.data_folder() / "reader-app.sqlite", "bình")


def test_a_project_is_told_by_its_name_or_its_beginning(run: Run, home: Path, opened: list[tuple[Path, str]]) -> None:
    run("import", "p.sqlite", *SEEDS)
    (home / "p.sqlite").rename(home / "no-suffix")
    assert run("no-suffix", "--author", "bình")[0] == 0
    assert run("--author", "bình", "no-suffix")[0] == 0
    assert run("open", "no-suffix", "--author", "bình")[0] == 0
    assert run("--author=bình", "--language", "en", "no-suffix")[0] == 0
    assert opened == [(Path("no-suffix"), "bình")] * 4
    assert not (home / "work.sqlite").exists()


def test_files_open_in_the_project_of_their_folder(run: Run, home: Path, opened: list[tuple[Path, str]]) -> None:
    folder = home / "bài báo"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"Bài {number}.", encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"")
    status, _, err = run(folder / "0.txt", folder / "bad.txt")
    assert (status, err) == (0, f"{folder / 'bad.txt'}:1: There is no text in it.\n")
    assert run(folder)[0] == 0
    assert opened == [(folder / "bài báo.sqlite", "lan")] * 2
    with Store.open(folder / "bài báo.sqlite") as store:
        assert store.stats().articles == 3


# whose work


def test_the_author(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "in.jsonl").write_text(
        '{"format":"reader-app/1","text":"Một bài.","entities":[{"start":0,"end":3,"label":"PER"}]}', encoding="utf-8"
    )

    def authors(name: str) -> list[str]:
        with Store.open(home / name) as store:
            return list(store.stats().authors)

    run("import", "a.sqlite", "in.jsonl")
    assert authors("a.sqlite") == ["lan"]  # the login name
    run("import", "b.sqlite", "in.jsonl", "--author", "Mai Lê")
    assert authors("b.sqlite") == ["Mai Lê"]
    run("import", "c.sqlite", "in.jsonl")
    assert authors("c.sqlite") == ["Mai Lê"]  # the last one used
    preferences.save(author="")
    monkeypatch.setenv("LOGNAME", "all")
    status, _, err = run("import", "d.sqlite", "in.jsonl")
    assert status == 1
    assert "“all” is the name of a layer" in err
    assert not (home / "d.sqlite").exists()


# words


def test_commands_are_known_without_loading_them() -> None:
    assert set(reader_app.commands) == COMMANDS


def test_version_and_help(run: Run) -> None:
    assert run("--version")[1].strip().endswith(__version__)
    status, out, _ = run("--help")
    assert status == 0
    assert all(name in out for name in COMMANDS)
    for name in COMMANDS:
        status, out, _ = run(name, "--help")
        assert status == 0
        assert out.startswith(f"Usage: reader-app {name}")


@pytest.mark.parametrize(
    ("environment", "arguments", "language"),
    [
        ({"LANG": "vi_VN.UTF-8"}, (), "vi"), ({"LANG": "en_US.UTF-8"}, (), "en"),
        ({"LC_ALL": "vi_VN", "LANG": "en"}, (), "vi"),
        ({"LANG": "vi_VN.UTF-8"}, ("--language", "en"), "en"), ({"LANG": "C"}, ("--language=vi",), "vi"),
        ({"LANG": "C"}, (), "en"),
    ],
)  # fmt: skip
def test_language(
    run: Run, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], arguments: tuple[str, ...], language: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert run(*arguments, "formats")[0] == 0
    assert words.language() == language
    monkeypatch.delenv("LANGUAGE")
    preferences.save(language="vi")
    run("formats")
    assert words.language() == "vi"
