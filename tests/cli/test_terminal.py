"""What only a process of its own shows: start-up, terminals and pipes, being stopped and killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader_app.resources import seeds
from reader_app.storage import Store

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "reader_app"]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="terminals and signals of POSIX")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ, "PYTHONPATH": str(ROOT), "LANGUAGE": "en", "HOME": str(tmp_path), "LOGNAME": "lan",
        "XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_DATA_HOME": str(tmp_path / "data"), "TERM": "xterm",
    }  # fmt: skip


@pytest.fixture
def project(tmp_path: Path, environment: dict[str, str]) -> Path:
    path = tmp_path / "p.sqlite"
    subprocess.run([*COMMAND, "import", path, *seeds()], env=environment, cwd=tmp_path, check=True, capture_output=True)
    return path


@pytest.mark.parametrize(
    ("arguments", "also_not"),
    [
        (["missing.sqlite"], {"click"}),  # the way to the window
        (["formats"], set()),
        (["stats", "missing.sqlite"], set()),
    ],
)
def test_start_loads_nothing_heavy(
    tmp_path: Path, environment: dict[str, str], arguments: list[str], also_not: set[str]
) -> None:
    code = (
        "import sys; from reader_app.cli import main; status = main(sys.argv[1:]);"
        " print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *arguments],
        env=environment, cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = set(done.stdout.splitlines()[-1].split())
    assert {"reader_app", "sqlite3"} <= loaded
    heavy = {"PySide6", "underthesea", "sqlite_utils", "regex", "jsonschema", "numpy", "pandas", "datasets"}
    assert not loaded & (heavy | also_not)


def on_terminal(arguments: list[str | Path], environment: dict[str, str], where: Path) -> tuple[int, bytes]:
    """Run a command whose stderr is a terminal; return its status and what the terminal got."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.DEVNULL, stderr=theirs, env=environment, cwd=where
    )
    os.close(theirs)
    said = b""
    try:
        while piece := os.read(ours, 4096):
            said += piece
    except OSError:  # Linux says so when the other end closes
        pass
    os.close(ours)
    return process.wait(), said


@POSIX
def test_a_progress_bar_on_a_terminal_and_none_in_a_pipe(
    project: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    for arguments in (["import", project, *seeds()], ["export", project, tmp_path / "o.jsonl"]):
        status, said = on_terminal(arguments, environment, tmp_path)
        assert status == 0
        assert b"100%" in said
        piped = subprocess.run([*COMMAND, *arguments], env=environment, capture_output=True, check=True)
        assert piped.stderr == b""
        assert b"%" not in piped.stdout


@POSIX
def test_a_reader_that_goes_away(project: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    text = ('{"text":"' + "Bài dài. " * 20_000 + '"}').encode()
    (tmp_path / "long.jsonl").write_bytes(text)
    subprocess.run(
        [*COMMAND, "import", project, tmp_path / "long.jsonl"], env=environment, check=True, capture_output=True
    )
    with subprocess.Popen(
        [*COMMAND, "export", project, "-"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


@POSIX
@pytest.mark.parametrize(("how", "status"), [(signal.SIGINT, 1), (signal.SIGKILL, -signal.SIGKILL)])
def test_an_export_that_is_stopped_leaves_the_old_file(
    project: Path, tmp_path: Path, environment: dict[str, str], how: signal.Signals, status: int
) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text("".join(f'{{"text":"Bài số {n}."}}\n' for n in range(5000)), encoding="utf-8")
    subprocess.run([*COMMAND, "import", project, many], env=environment, check=True, capture_output=True)
    out = tmp_path / "out" / "corpus.jsonl"
    out.parent.mkdir()
    out.write_text("old", encoding="utf-8")
    process = subprocess.Popen(
        [*COMMAND, "export", project, out], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    while process.poll() is None and not list(out.parent.glob("*.part")):
        time.sleep(0.005)
    process.send_signal(how)
    _, err = process.communicate()
    assert process.returncode == status
    assert out.read_text(encoding="utf-8") == "old"
    if how == signal.SIGINT:
        assert err.strip() == "Stopped."
        assert [path.name for path in out.parent.iterdir()] == ["corpus.jsonl"]


@POSIX
def test_an_import_that_is_killed_leaves_whole_batches(tmp_path: Path, environment: dict[str, str]) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text("".join(f'{{"text":"Bài số {n}."}}\n' for n in range(30_000)), encoding="utf-8")
    project = tmp_path / "p.sqlite"
    subprocess.run([*COMMAND, "import", project, *seeds()], env=environment, check=True, capture_output=True)
    process = subprocess.Popen(
        [*COMMAND, "import", project, many], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    while process.poll() is None:
        time.sleep(0.02)
        with Store.open(project, read_only=True) as store:
            if store.stats().articles > 100:
                break
    process.kill()
    process.communicate()
    with Store.open(project) as store:
        kept = store.stats().articles
        assert 100 < kept < 30_000
        assert list(store.check()) == []
