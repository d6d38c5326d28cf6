"""Who may import whom. Each contract is seen to fail on a planted breach, in a copy of the package."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = "Imports point down only, siblings never import each other"
QT, SQL, MODELS = "Only gui knows Qt", "Only storage knows SQL", "Only nlp knows underthesea"


def lint(folder: Path) -> tuple[int, str]:
    """Run the contracts of `folder` on the package in `folder`."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "reader_app", tmp_path / "reader_app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_contracts_are_kept() -> None:
    status, said = lint(ROOT)
    assert status == 0, said
    assert "Contracts: 4 kept, 0 broken." in said
    analyzed = re.search(r"Analyzed (\d+) files, (\d+) dependencies", said)
    assert analyzed is not None
    # a contract over nothing is kept as well
    assert int(analyzed[1]) >= len(list((ROOT / "reader_app").rglob("*.py"))) > 12
    assert int(analyzed[2]) > 40


@pytest.mark.parametrize(
    ("module", "breach", "contract"),
    [
        ("core/model.py", "import reader_app.storage", LAYERS),
        ("core/text.py", "import reader_app.words", LAYERS),
        ("storage/__init__.py", "import reader_app.formats", LAYERS),
        ("storage/__init__.py", "import reader_app.words", LAYERS),
        ("words.py", "import reader_app.session", LAYERS),
        ("gui/__init__.py", "import reader_app.cli", LAYERS),
        ("helpers.py", "import reader_app.core", LAYERS),
        ("words.py", "import PySide6.QtCore", QT),
        ("core/text.py", "def late():\n    from PySide6 import QtGui", QT),
        ("session/__init__.py", "import shiboken6", QT),
        ("gui/__init__.py", "import sqlite3", SQL),
        ("formats/__init__.py", "def late():\n    from sqlite_utils import Database", SQL),
        ("storage/__init__.py", "from underthesea import pos_tag", MODELS),
        ("gui/__init__.py", "import underthesea", MODELS),
    ],
)
def test_a_planted_breach_is_reported(copy: Path, module: str, breach: str, contract: str) -> None:
    path = copy / "reader_app" / module
    if not path.parent.is_dir():  # a name may be a module or a package
        path = path.parent.with_suffix(".py")
        assert path.is_file()
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{breach}\n")
    status, said = lint(copy)
    assert status != 0, said
    if module == "helpers.py":
        assert re.search(r"(?s)" + re.escape(LAYERS) + r" BROKEN", said), said
        assert "helpers" in said.split("BROKEN", 1)[1]
    else:
        assert re.findall(r"(?m)^(.+) BROKEN", said) == [contract], said


def fresh(code: str, *args: str) -> subprocess.CompletedProcess[str]:
    """Run `code` in a new interpreter that knows this checkout."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *args],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_command_line_pulls_in_no_heavy_library() -> None:
    done = fresh("""
import contextlib, io, json, sys, reader_app.cli
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()) as said:
    reader_app.cli.main(["--help"])
assert "export" in said.getvalue()
print(json.dumps(sorted(sys.modules)))
""")
    assert done.returncode == 0, done.stderr
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout)}
    assert {"click", "reader_app"} <= loaded
    assert not loaded & {"PySide6", "shiboken6", "underthesea", "sqlite_utils", "numpy", "pandas", "datasets"}


def test_command_line_works_without_qt(tmp_path: Path) -> None:
    """A server has no libGL: import, export, check and stats must not need a window."""
    code = """
import sys
sys.modules["PySide6"] = sys.modules["shiboken6"] = None
from reader_app.cli import main
main(sys.argv[1:])
"""
    project, out = tmp_path / "p.sqlite", tmp_path / "out.jsonl"
    seeds = sorted(str(path) for path in (ROOT / "seeds").glob("*.txt"))
    for args in (["import", str(project), *seeds], ["export", str(project), str(out)], ["check", str(project)],
                 ["stats", str(project)]):  # fmt: skip
        done = fresh(code, *args)
        assert done.returncode == 0, (args, done.stderr)
    assert len(out.read_text("utf-8").splitlines()) == len(seeds) == 2
