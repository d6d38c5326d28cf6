"""A screen of its own, an input method of its own, and the app on it. Needs Xvfb, xdotool, setxkbmap, ibus-unikey.

Everything is started for the test and ended with it; no window of the person who runs the tests is touched.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# the keys of a board as evdev numbers them + 8: what a finger does, whatever the layout makes of it
PHYSICAL = {
    "1": 10,
    "3": 12,
    "Q": 24,
    "E": 26,
    "I": 31,
    "S": 39,
    "V": 55,
    "N": 57,
    "G": 42,
    "T": 28,
    "C": 54,
    "Down": 116,
}
TOOLS = ("Xvfb", "xdotool", "setxkbmap", "dbus-daemon", "ibus", "ibus-daemon")


@pytest.fixture(scope="session", autouse=True)
def tools() -> None:
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    assert not missing, f"not installed: {', '.join(missing)}"


@contextmanager
def running(*command: str, env: dict[str, str], **options: Any) -> Iterator[subprocess.Popen[str]]:
    """Run `command` in a process group of its own, which ends with the block."""
    process = subprocess.Popen(command, env=env, text=True, encoding="utf-8", start_new_session=True, **options)
    try:
        yield process
    finally:
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(process.pid, number)
                process.wait(5)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An X server without a window manager, as the environment in which programs find it."""
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    env = os.environ | {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(runtime), "NO_AT_BRIDGE": "1"}
    env["QT_QPA_PLATFORM"] = "xcb"
    for name in ("WAYLAND_DISPLAY", "XAUTHORITY", "QT_IM_MODULE", "DBUS_SESSION_BUS_ADDRESS", "IBUS_ADDRESS"):
        env.pop(name, None)
    with running(
        # -noreset: otherwise the layout is forgotten each time that the last client leaves
        "Xvfb", "-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset",
        env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        assert server.stdout is not None
        number = server.stdout.readline().strip()
        assert number, "Xvfb did not start"
        env |= {"DISPLAY": f":{number}"}
        # a bus of its own: without one, the first program that asks for it starts one that nobody ends
        with running(
            "dbus-daemon", "--session", "--nofork", "--print-address=1",
            env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        ) as bus:  # fmt: skip
            assert bus.stdout is not None
            yield env | {"DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip()}


@pytest.fixture
def telex(screen: dict[str, str]) -> Iterator[dict[str, str]]:
    """The screen with ibus-unikey (Telex, as it comes) as the input method of every window."""
    env = screen | {"QT_IM_MODULE": "ibus"}
    with running(
        "ibus-daemon", "--panel=disable", "--config=disable", "--emoji-extension=disable",
        env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ):  # fmt: skip
        deadline = time.monotonic() + 15
        said = ""
        while said != "Unikey":
            assert time.monotonic() < deadline, f"no Unikey: {said}"
            time.sleep(0.2)
            # it sets the engine, and fails all the same where it cannot set a layout too: ask what holds
            subprocess.run(["ibus", "engine", "Unikey"], env=env, capture_output=True, check=False)
            asked = subprocess.run(["ibus", "engine"], env=env, capture_output=True, text=True, check=False)
            said = asked.stdout.strip()
        yield env


@pytest.fixture
def vietnamese_layout(screen: dict[str, str]) -> dict[str, str]:
    """The screen with the Vietnamese keyboard layout: the digit row types ă â ê ô …"""
    subprocess.run(["setxkbmap", "vn"], env=screen, check=True)
    said = subprocess.run(["setxkbmap", "-query"], env=screen, check=True, capture_output=True, text=True).stdout
    assert "layout:     vn" in said
    return screen


class Desk:
    """The app on a screen: keys go through the X server, questions through the driver."""

    def __init__(self, process: subprocess.Popen[str], env: dict[str, str], project: Path) -> None:
        self._process, self._env, self.project = process, env, project
        self._window = str(self._answer()["window"])
        self._xdotool("windowfocus", "--sync", self._window)

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"the app ended: {self._process.poll()}"
        return json.loads(line)

    def ask(self, command: str) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(command + "\n")
        self._process.stdin.flush()
        return self._answer()

    def focus(self, name: str) -> None:
        deadline = time.monotonic() + 5
        while not self.ask(f"focus {name}"):
            assert time.monotonic() < deadline, f"{name} takes no focus"
            time.sleep(0.1)
        time.sleep(0.3)  # the input method hears of the new focus over the bus

    def press(self, *keys: str) -> None:
        """Press physical keys, one after the other, as slowly as a fast typist."""
        self._xdotool("key", "--delay", "80", *(str(PHYSICAL[key]) for key in keys))
        time.sleep(0.3)

    def _xdotool(self, *args: str) -> None:
        subprocess.run(["xdotool", *args], env=self._env, check=True, timeout=30)

    def records(self, kind: str) -> list[dict[str, Any]]:
        """Return the records of `kind` in the project file, as another program reads them."""
        done = subprocess.run(
            [sys.executable, "-m", "reader_app", "export", str(self.project), "-"],
            cwd=ROOT, env=self._env, check=True, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip
        return [record for line in done.stdout.splitlines() for record in json.loads(line)[kind]]


@pytest.fixture
def open_desk(tmp_path: Path) -> Any:
    """A function that opens the app on the seeds, in a given environment, and gives a Desk."""

    @contextmanager
    def open_in(env: dict[str, str]) -> Iterator[Desk]:
        project = tmp_path / "p.sqlite"
        seeds = sorted(str(path) for path in (ROOT / "seeds").glob("*.txt"))
        subprocess.run(
            [sys.executable, "-m", "reader_app", "import", str(project), *seeds], cwd=ROOT, env=env, check=True
        )
        with running(
            sys.executable, str(HERE / "driver.py"), str(project), "lan",
            env=env | {"PYTHONPATH": str(ROOT)}, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        ) as process:  # fmt: skip
            desk = Desk(process, env, project)
            yield desk
            assert desk.ask("quit")
            assert process.wait(20) == 0

    return open_in
