"""The README cannot lie: its commands, its corpus line and its ways to load a corpus are run."""

from __future__ import annotations

import contextlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return [text for kind, text in re.findall(r"(?ms)^```(\w*)\n(.*?)^```$", README) if kind == language]


def app(*args: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "reader_app", *map(str, args)],
        cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(autouse=True)
def checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def test_two_commands_of_one_line() -> None:
    commands = [block for block in blocks("sh") if ".venv" in block]
    assert [command.count("\n") for command in commands] == [1, 1]
    assert commands[0].rstrip().endswith(".venv/bin/reader-app")
    assert commands[1].rstrip().endswith(".venv/bin/pytest")


def test_corpus_line(tmp_path: Path) -> None:
    """The example, taken in and written out again, is the example."""
    (example,) = blocks("json")
    line = json.loads(example)
    (tmp_path / "in.jsonl").write_text(json.dumps(line, ensure_ascii=False) + "\n", "utf-8")
    app("import", "p.sqlite", "in.jsonl", cwd=tmp_path)
    (written,) = app("export", "p.sqlite", "-", cwd=tmp_path).splitlines()
    assert json.loads(written) == line
    assert list(json.loads(written)) == list(line)


# pandas 3.1 says that dtype=False will be enough one day; with earlier ones the date would become a Timestamp
@pytest.mark.filterwarnings("ignore:The 'convert_dates' keyword")
def test_ways_to_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each block of the README runs on an export, and gives as many articles as there are lines."""
    (main_path,) = [block for block in blocks("sh") if "reader-app import" in block]
    seeds = sorted((ROOT / "seeds").glob("*.txt"))
    for command in main_path.strip().split(" && "):
        args = command.removeprefix("reader-app ").split()
        app(*[one for arg in args for one in (seeds if arg == "seeds/*.txt" else [arg])], cwd=tmp_path)
    monkeypatch.chdir(tmp_path)
    loads = [block for block in blocks("python") if "articles =" in block]
    assert len(loads) == 3
    for block in loads:
        names: dict[str, object] = {}
        with contextlib.redirect_stderr(io.StringIO()):
            exec(compile(block, "README.md", "exec"), names)  # noqa: S102 (our own page)
        articles = names["articles"]
        assert len(articles) == len(seeds) == 2  # type: ignore[arg-type]


def test_command_line_is_the_one_that_is_there(tmp_path: Path) -> None:
    (usage,) = [block for block in blocks("") if block.startswith("reader-app [")]
    described = set(re.findall(r"^reader-app (\w+)", usage, re.MULTILINE))
    shown = app("--help", cwd=tmp_path)
    commands = set(re.findall(r"^  (\w+)", shown.partition("Commands:")[2], re.MULTILINE))
    assert described == commands - {"open"}


def test_links_and_pictures_are_there() -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", README)
    assert len(targets) > 3
    assert [target for target in targets if not (ROOT / target).is_file()] == []
