"""The wheel is whole: installed anywhere, it finds its resources and seeds, and the main path works."""

from __future__ import annotations

import json
import shutil
import zipfile
from email.parser import Parser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader_app import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent.parent
WHERE = """
import json, reader_app.resources as r
print(json.dumps({"scheme": str(r.resource("schemes/vi-news.toml")), "seeds": [str(p) for p in r.seeds()]}))
"""


@pytest.fixture
def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as file:
        return file.namelist()


def test_wheel_holds_the_data(wheel: Path) -> None:
    """Every file of resources/ and seeds/, byte for byte."""
    wanted = {
        f"reader_app/{path.relative_to(ROOT).as_posix()}": path.read_bytes()
        for folder in ("resources", "seeds")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    assert {
        "reader_app/resources/schemes/vi-news.toml",
        "reader_app/resources/i18n/vi/LC_MESSAGES/reader_app.mo",
    } < set(wanted)
    with zipfile.ZipFile(wheel) as file:
        assert {name: file.read(name) for name in wanted} == wanted


def test_wheel_holds_nothing_else(names: list[str]) -> None:
    assert {name.partition("/")[0] for name in names} == {"reader_app", f"reader_app-{__version__}.dist-info"}
    assert not [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".orig", ".sqlite"))]
    assert f"reader_app-{__version__}.dist-info/licenses/LICENSE" in names


def test_metadata(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as file:
        folder = f"reader_app-{__version__}.dist-info"
        metadata = Parser().parsestr(file.read(f"{folder}/METADATA").decode())
        scripts = file.read(f"{folder}/entry_points.txt").decode()
    assert metadata["Version"] == __version__
    assert metadata["License-Expression"] == "Apache-2.0"
    assert set(metadata["Requires-Python"].split(",")) == {">=3.11", "<3.14"}
    needs = [need for need in metadata.get_all("Requires-Dist", []) if "extra ==" not in need]
    assert "pyside6-essentials<6.12,>=6.8" in [need.lower() for need in needs]
    assert "reader-app = reader_app.cli:main" in scripts


def test_installed_from_the_wheel(
    wheel: Path, install: Callable[..., Path], run: Callable[..., str], tmp_path: Path
) -> None:
    scripts = install(wheel)
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "resources").mkdir(parents=True)  # a stranger's folder of that name is not ours
    found = json.loads(run(scripts / "python", "-c", WHERE, cwd=elsewhere))
    assert Path(found["scheme"]).is_relative_to(tmp_path / "venv")
    assert Path(found["scheme"]).is_file()
    assert len(found["seeds"]) == 2
    app = scripts / "reader-app"
    run(app, "import", "p.sqlite", *found["seeds"], cwd=elsewhere)
    run(app, "export", "p.sqlite", "out.jsonl", cwd=elsewhere)
    run(app, "check", "p.sqlite", cwd=elsewhere)
    lines = [json.loads(line) for line in (elsewhere / "out.jsonl").read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == [Path(seed).stem for seed in found["seeds"]]
    painted = run(scripts / "python", ROOT / "tests" / "packaging" / "paint.py", "p.sqlite", cwd=elsewhere)
    assert json.loads(painted)["article"].startswith(lines[0]["text"][:40])
    assert json.loads(painted)["colours"] > 8


def test_editable_install_reads_the_checkout(
    install: Callable[..., Path], run: Callable[..., str], tmp_path: Path
) -> None:
    """The build copies the data once into the environment; the checkout's must win, or changes of it are not seen."""
    checkout = tmp_path / "checkout"
    for name in ("reader_app", "resources", "seeds"):
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, checkout)
    scripts = install("-e", checkout)
    (checkout / "resources" / "schemes" / "new.toml").write_text("", "utf-8")
    found = json.loads(run(scripts / "python", "-c", WHERE.replace("vi-news", "new"), cwd=tmp_path))
    assert Path(found["scheme"]) == checkout / "resources" / "schemes" / "new.toml"
    assert all(Path(seed).is_relative_to(checkout / "seeds") for seed in found["seeds"])
    assert len(found["seeds"]) == 2
