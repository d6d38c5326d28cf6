"""The wheel, built once, and environments to install it into without a network."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent.parent


def _run(*command: str | Path, cwd: Path, **env: str) -> str:
    clean = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV"}} | env
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, env=clean, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def run() -> Callable[..., str]:
    """A function that runs a command out of the checkout's reach and gives what it says."""
    return _run


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture
def install(tmp_path: Path) -> Callable[..., Path]:
    """A function that installs something into a new environment and gives the folder of its programs.

    The libraries come from the environment of the tests, by a path file: nothing is downloaded.
    """

    def install(*what: str | Path) -> Path:
        folder = tmp_path / "venv"
        venv.create(folder, with_pip=False)
        scripts = folder / ("Scripts" if os.name == "nt" else "bin")
        names = {"base": str(folder), "platbase": str(folder)}
        site = Path(sysconfig.get_path("purelib", "venv", vars=names))
        (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
        _run(scripts / "python", "-m", "pip", "install", "--no-deps", "--no-index", "--no-build-isolation",
            "--ignore-installed", "--disable-pip-version-check", *what, cwd=tmp_path)  # fmt: skip
        return scripts

    return install
