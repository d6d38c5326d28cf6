"""`suggest` as people and scripts use it, by real processes: what it says, how it exits, what is left when it is
stopped or killed; and that what it writes is what the scorer takes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader_app.core.model import Article, Assignment, article_id
from reader_app.core.text import canonical
from reader_app.nlp.version import VERSION
from reader_app.resources import resource, seeds
from reader_app.storage import Store

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "data" / "seeds-gold.jsonl"
MANY = 240


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "reader_app", "--language", "en", *map(str, arguments)]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def run(*arguments: object) -> tuple[int, str, str]:
    done = subprocess.run(
        command(*arguments), capture_output=True, text=True, encoding="utf-8", env=environment(), check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The two seeds."""
    path = tmp_path / "p.sqlite"
    with (
        Store.create(path, resource("schemes/vi-news.toml").read_text(encoding="utf-8")) as store,
        store.bulk("lan", "import") as bulk,
    ):
        for seed in seeds():
            text = canonical(seed.read_text(encoding="utf-8"))
            bulk.add_article(Article(article_id(text), f"seed-{seed.stem[:3]}", "", text))
    return path


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """More short articles than are done before somebody stops it."""
    path = tmp_path / "many.sqlite"
    seed = canonical(seeds()[0].read_text(encoding="utf-8"))[:300].strip()
    with (
        Store.create(path, resource("schemes/vi-news.toml").read_text(encoding="utf-8")) as store,
        store.bulk("lan", "import") as bulk,
    ):
        for n in range(MANY):
            text = f"Bài {n}. {seed}"
            bulk.add_article(Article(article_id(text), f"bài-{n:03}", "", text))
    return path


def test_suggestions_are_made_once(project: Path) -> None:
    assert run("suggest", project, "--jobs", 2) == (0, "Articles: 2 with new suggestions, 0 had them already.\n", "")
    assert run("suggest", project) == (0, "Articles: 0 with new suggestions, 2 had them already.\n", "")
    assert run("check", project)[0] == 0
    status, out, _ = run("stats", project, "--json")
    stats = json.loads(out)
    assert (status, stats["suggestions"]["articles"], stats["suggestions"]["rejected"]) == (0, 2, 0)
    assert stats["suggestions"]["proposed"] > 20


def test_the_scorer_takes_what_is_written(project: Path, tmp_path: Path) -> None:
    """The layer of suggestions has a line for each article of the gold, with its key and text."""
    assert run("suggest", project)[0] == 0
    out = tmp_path / "s.jsonl"
    assert run("export", project, out, "--layer", "suggestions")[0] == 0
    written = {line["id"]: line for line in map(json.loads, out.read_text(encoding="utf-8").splitlines())}
    found = asked = 0
    for gold in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines()):
        line = written[gold["id"]]
        assert line["text"] == gold["text"]
        places = {(e["start"], e["end"], e["label"]) for e in line["entities"]}
        wanted = {(e["start"], e["end"], e["label"]) for e in gold["entities"]}
        found += len(places & wanted)
        asked += len(wanted)
        assert line["quotes"]
    assert found > asked / 2


def test_finished_articles_teach_first(project: Path) -> None:
    third = "Ông Nam đến Huế."
    with Store.open(project) as store, store.bulk("lan", "import") as bulk:
        bulk.add_article(Article(article_id(third), "thêm", "", third))
        for n, one in enumerate(store.article_ids()):
            bulk.add(Assignment(f"s{n}", one, "lan", "submitted", ("entity",)))
    assert run("suggest", project, "--no-learning")[1] == "Articles: 3 with new suggestions, 0 had them already.\n"
    status, out, err = run("suggest", project)
    assert (status, err) == (0, "")
    first, *_, last = out.splitlines()
    assert first == "Learned from 3 finished articles."
    # nobody tagged anything: to propose nothing would be right every time
    assert last.endswith("had them already.")
    with Store.open(project) as store:
        assert store.model(VERSION, used=False) is not None
    # nothing was finished since
    assert run("suggest", project)[1] == "Articles: 0 with new suggestions, 3 had them already.\n"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["{project}", "--jobs", "0"], 2, "'--jobs'"),
        (["{project}", "--jobs", "x"], 2, "'--jobs'"),
        (["{project}", "--jobs", "-3"], 2, "'--jobs'"),
        ([], 2, "PROJECT"),
        (["nix.sqlite"], 1, "nix.sqlite: There is no such file."),
        (["{gold}"], 1, "This file is no Reader App project."),
    ],
)
def test_what_makes_no_sense_is_refused(project: Path, arguments: list[str], status: int, said: str) -> None:
    given = [one.format(project=project, gold=GOLD) for one in arguments]
    found, out, err = run("suggest", *given)
    assert (found, out) == (status, "")
    assert said in err


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="modes of files")
def test_a_project_that_is_only_read_or_newer_is_refused(project: Path) -> None:
    with Store.open(project) as store:
        store._db.execute("pragma user_version = 99")
    status, _, err = run("suggest", project)
    assert status == 1
    assert "A newer version of Reader App made this project" in err


@pytest.fixture
def running(many: Path) -> Iterator[subprocess.Popen[str]]:
    """`suggest` at work, when the first suggestions are on the disk."""
    process = subprocess.Popen(
        command("suggest", many, "--jobs", 1), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        encoding="utf-8", env=environment(),
    )  # fmt: skip
    with Store.open(many, read_only=True) as store:
        until = time.monotonic() + 60
        while not store.suggestion_count()[0]:
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.02)
    yield process
    process.kill()
    process.communicate()


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"
    except OSError:
        return False


def ended(*pids: int) -> bool:
    until = time.monotonic() + 20
    while any(map(is_alive, pids)) and time.monotonic() < until:
        time.sleep(0.02)
    return not any(map(is_alive, pids))


linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes through /proc")


@linux
def test_an_interrupt_keeps_what_is_done(many: Path, running: subprocess.Popen[str]) -> None:
    workers = children(running.pid)
    for pid in (running.pid, *workers):  # as the terminal does
        os.kill(pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 1
    assert "Stopped." in err
    assert "Traceback" not in err
    with Store.open(many) as store:
        done = store.suggestion_count()[0]
        assert 0 < done < MANY
        assert out == f"Articles: {done} with new suggestions, 0 had them already.\n"
        assert list(store.check()) == []
    assert ended(*workers)


@linux
def test_killed_it_goes_on_where_it_was(many: Path, running: subprocess.Popen[str]) -> None:
    workers = children(running.pid)
    assert workers
    running.kill()
    running.wait()
    assert ended(*workers), "a process outlives the one that gave it work"
    with Store.open(many) as store:
        done = store.suggestion_count()[0]
        assert 0 < done < MANY
        assert list(store.check()) == []
    assert run("suggest", many, "--jobs", 2) == (
        0, f"Articles: {MANY - done} with new suggestions, {done} had them already.\n", "",
    )  # fmt: skip
