"""Time from the command to a painted window with an article, against an empty PySide6 window with a text edit.

    python tests/benchmarks/start.py [--runs 11] [--articles 10000]

The app is built, installed into an environment of its own and byte-compiled; both programs run there, in turn, with a
file cache that is warm. Platforms: offscreen, and X11 under Xvfb where that is installed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
import venv
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import corpus
import figure

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LIMIT = 2.0


def installed(folder: Path) -> Path:
    """Install the wheel of this checkout into a new environment; the libraries are those of this Python."""

    def run(*command: str | Path) -> None:
        subprocess.run([*map(str, command)], cwd=folder, check=True, stdout=subprocess.DEVNULL)

    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    (wheel,) = folder.glob("*.whl")
    home = folder / "venv"
    venv.create(home, with_pip=False)
    site = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(home), "platbase": str(home)}))
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(python, "-m", "pip", "install", "--no-deps", "--no-index", "--ignore-installed", "--compile",
        "--disable-pip-version-check", wheel)  # fmt: skip
    return python


@contextmanager
def platforms() -> Iterator[dict[str, dict[str, str]]]:
    """The platforms that this machine has, each with the environment that selects it."""
    found = {"offscreen": {"QT_QPA_PLATFORM": "offscreen"}}
    if shutil.which("Xvfb") is None:
        yield found
        return
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1920x1200x24", "-nolisten", "tcp", "-noreset"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        found["x11"] = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{server.stdout.readline().strip()}"}
        yield found
    finally:
        server.terminate()
        server.wait()


def once(python: Path, env: dict[str, str], *args: str) -> tuple[float, float, int]:
    """Start a program; return the seconds until its text was painted, those of processor time that it took in all,
    and the length of the text.
    """
    start, used = time.monotonic_ns(), os.times()
    done = subprocess.run(
        [python, HERE / "probe.py", *args], env=env, cwd=python.parent, check=True, capture_output=True, text=True
    )
    painted, length = map(int, done.stdout.split())
    now = os.times()
    cpu = now.children_user + now.children_system - used.children_user - used.children_system
    return (painted - start) / 1e9, cpu, length


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--runs", type=int, default=11)
    options.add_argument("--articles", type=int, default=10_000)
    chosen = options.parse_args()
    within = True
    with tempfile.TemporaryDirectory() as name, platforms() as found:
        folder = Path(name)
        python = installed(folder)
        clean = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV", "DISPLAY"}}
        clean |= {"HOME": name, "XDG_CONFIG_HOME": f"{name}/config", "XDG_DATA_HOME": f"{name}/data"}
        clean |= {"XDG_RUNTIME_DIR": name, "LANGUAGE": "vi", "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
        app = python.parent / "reader-app"
        sources = {2: sorted(map(str, (ROOT / "seeds").glob("*.txt")))}
        sources[chosen.articles] = [str(corpus.write(folder / "many.jsonl", chosen.articles))]
        for count, files in sources.items():
            project = str(folder / f"{count}.sqlite")
            subprocess.run([app, "import", project, *files], env=clean, check=True, stdout=subprocess.DEVNULL)
            for platform, env in found.items():
                times: dict[str, list[float]] = {"app": [], "floor": []}
                cpu: dict[str, list[float]] = {"app": [], "floor": []}
                for run in range(chosen.runs + 2):
                    for which, args in (("floor", []), ("app", [project, "--author", "lan"])):
                        seconds, used, length = once(python, clean | env, which, *args)
                        assert which == "floor" or length > 500, "a window without an article"
                        if run >= 2:  # the first ones fill the caches of the machine
                            times[which].append(seconds)
                            cpu[which].append(used)
                # processor time too: it tells the programs from what else the machine was doing
                figure.say("start, processor", cpu["app"], cpu["floor"], platform=platform, articles=count)
                ratio = figure.say(
                    "start", times["app"], times["floor"], platform=platform, articles=count, limit=LIMIT
                )
                within = within and ratio <= LIMIT
    figure.verdict(within=within)


if __name__ == "__main__":
    main()
