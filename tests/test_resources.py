"""Where resources are found, and that those that are shipped are whole."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reader_app.core.scheme import read_scheme
from reader_app.core.text import canonical
from reader_app.resources import resource, seeds

ROOT = Path(__file__).resolve().parent.parent
SEEDS = {"000_ee605d7e8f245b2f": "1accd83155b9100b", "001_d1e8a0c1bdbc20e7": "5a2a273d6175ddaa"}
WHERE = "import sys, reader_app.resources as r; print(r.resource(sys.argv[1])); print(len(r.seeds()))"


def where(package_parent: Path, name: str, cwd: Path) -> tuple[Path, int]:
    """Ask a copy of the package in a new interpreter, from another folder."""
    code = f"import sys; sys.path.insert(0, {str(package_parent)!r}); {WHERE}"
    done = subprocess.run(
        [sys.executable, "-c", code, name], cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=True
    )
    path, count = done.stdout.splitlines()
    return Path(path), int(count)


def test_checkout() -> None:
    assert resource("schemes/vi-news.toml") == ROOT / "resources" / "schemes" / "vi-news.toml"
    assert [path.parent for path in seeds()] == [ROOT / "seeds"] * 2


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package alone, as `site-packages` would hold it, with its data inside."""
    shutil.copytree(ROOT / "reader_app", tmp_path / "site" / "reader_app", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("resources", "seeds"):
        shutil.copytree(ROOT / name, tmp_path / "site" / "reader_app" / name)
    return tmp_path / "site"


def test_installed(package: Path, tmp_path: Path) -> None:
    found = where(package, "schemes/vi-news.toml", tmp_path)
    assert found == (package / "reader_app" / "resources" / "schemes" / "vi-news.toml", 2)


def test_a_stranger_beside_an_installed_package_is_not_ours(package: Path, tmp_path: Path) -> None:
    (package / "resources" / "schemes").mkdir(parents=True)
    (package / "resources" / "schemes" / "vi-news.toml").write_text("", "utf-8")
    (package / "seeds").mkdir()
    found = where(package, "schemes/vi-news.toml", tmp_path)
    assert found == (package / "reader_app" / "resources" / "schemes" / "vi-news.toml", 2)


def test_checkout_wins_over_a_copy_inside(package: Path, tmp_path: Path) -> None:
    (package / "pyproject.toml").write_text("", "utf-8")
    (package / "resources" / "schemes").mkdir(parents=True)
    (package / "resources" / "schemes" / "vi-news.toml").write_text("", "utf-8")
    assert where(package, "schemes/vi-news.toml", tmp_path)[0] == package / "resources" / "schemes" / "vi-news.toml"


@pytest.mark.parametrize("path", sorted((ROOT / "resources" / "schemes").glob("*.toml")), ids=lambda path: path.stem)
def test_schemes_load(path: Path) -> None:
    scheme = read_scheme(path.read_text("utf-8"))
    assert scheme.id == path.stem
    assert len(scheme.labels) > 10


def test_seeds_are_the_first_corpus() -> None:
    """Byte for byte: other corpora refer to these articles by the hash of their text."""
    found = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in seeds()}
    assert found == SEEDS
    assert {path.stem for path in (ROOT / "seeds").iterdir()} == set(SEEDS)  # and nothing beside them
    for path in seeds():
        text = path.read_text("utf-8")
        assert canonical(text) == text.strip()


def test_fonts_come_with_their_licence() -> None:
    folder = ROOT / "resources" / "fonts"
    families = {re.split(r"[-\d.]", path.name)[0] for path in folder.glob("*.[ot]tf")}
    assert families
    licences = {path.name: path.read_text("utf-8") for path in folder.glob("*OFL*.txt")}
    for family in families:
        own = [text for name, text in licences.items() if family in name]
        assert own, f"no licence for {family}"
        assert "SIL OPEN FONT LICENSE Version 1.1" in own[0]
