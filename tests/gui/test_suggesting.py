"""The worker of a window: what it is asked, what becomes of its answers, and that it never stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader_app.core.model import Article, Span, article_id
from reader_app.gui import suggesting, worker_process
from reader_app.gui.suggesting import Suggester
from reader_app.session import Session
from reader_app.storage import ArticleFilter, Store
from tests.gui.typist import Typist

ROOT = Path(__file__).resolve().parents[2]
OpenWindow = Callable[..., Typist]


@pytest.fixture(autouse=True)
def _with_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("READER_APP_SUGGESTIONS")
    monkeypatch.setattr(suggesting, "_PAUSE", 10)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts another program in the worker's place: what it does with each request `r` it is asked, as code that may
    call `say(answer)`. `suggested(r)` is a right answer without any suggestion, `part(r)` a slice of one."""

    def put(code: str) -> None:
        script = _FAKE + textwrap.indent(textwrap.dedent(code), "    ")
        monkeypatch.setattr(worker_process, "command", lambda: [sys.executable, "-c", script])

    return put


_FAKE = """
import base64, json, os, sys, time, zlib
def say(answer):
    sys.stdout.write((answer if isinstance(answer, str) else json.dumps(answer)) + "\\n")
    sys.stdout.flush()
def suggested(r):
    packed = base64.b64encode(zlib.compress(json.dumps(part(r)["part"]).encode())).decode()
    return {"id": r["id"], "origin": "reader-app/1", "total": 0, "packed": packed}
def part(r):
    return {"id": r["id"], "part": {"origin": "reader-app/1", "items": [], "words": [0, 3], "lost": 0}}
for line in sys.stdin:
    r = json.loads(line)
    if r["do"] == "ping":
        say({"id": r["id"], "pong": True})
        continue
"""


def worker(typist: Typist) -> Suggester:
    assert typist.window.suggester is not None
    return typist.window.suggester


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(") ")[2][0] != "Z"


def wait_for(qtbot: QtBot, so: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(so()), timeout=20_000)


def heard(typist: Typist) -> list[str]:
    said: list[str] = []
    worker(typist).complained.connect(said.append)
    return said


# what it is asked


def test_the_open_article_and_the_next_ones_get_suggestions(
    project: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    typist = open_window(project)
    assert typist.window.suggester is None, "the window is there first"
    wait_for(qtbot, lambda: typist.session.words)
    wait_for(qtbot, lambda: worker(typist).state == "")
    assert typist.session.is_suggested_fresh
    assert typist.session.upcoming() == []
    pid = worker(typist).worker_id()
    typist.press("Ctrl+PgDown")
    assert typist.session.is_suggested_fresh, "it was prepared before it was opened"
    typist.window.close()
    assert not alive(pid)


def test_without_a_worker_where_it_is_switched_off(
    project: Path, open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READER_APP_SUGGESTIONS", "off")
    typist = open_window(project)
    with qtbot.waitSignal(typist.window._rested.timeout):
        pass
    assert typist.window.suggester is None


def test_the_article_opened_last_comes_first(
    tmp_path: Path, project: Path, open_window: OpenWindow, qtbot: QtBot, fake: Callable[[str], None]
) -> None:
    asked = tmp_path / "asked"
    fake(f"""
    if r["do"] == "suggest":
        with open({str(asked)!r}, "a") as file:
            file.write(r["article"] + "\\n")
        while not os.path.exists({str(tmp_path / "go")!r}):
            time.sleep(0.01)
        say(suggested(r))
    """)
    typist = open_window(project)
    first = typist.session.here.article.id
    wait_for(qtbot, asked.exists)
    assert worker(typist).state == "preparing"
    typist.press("Ctrl+PgDown")
    second = typist.session.here.article.id
    (tmp_path / "go").touch()
    wait_for(qtbot, lambda: typist.session.words)
    wait_for(qtbot, lambda: worker(typist).state == "")
    assert asked.read_text().split() == [first, second]


def test_a_long_piece_of_work_gives_way_to_the_open_article(
    tmp_path: Path, project: Path, open_window: OpenWindow, qtbot: QtBot, fake: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(suggesting, "_PATIENCE", 0)
    once = tmp_path / "once"
    fake(f"""
    if r["do"] == "suggest":
        if not os.path.exists({str(once)!r}):
            open({str(once)!r}, "w").close()
            time.sleep(60)
        say(suggested(r))
    """)
    typist = open_window(project)
    wait_for(qtbot, once.exists)
    said = heard(typist)
    typist.press("Ctrl+PgDown")
    wait_for(qtbot, lambda: typist.session.words)
    assert said == []


# dying


def test_one_that_is_killed_is_started_again_and_answers(project: Path, open_window: OpenWindow, qtbot: QtBot) -> None:
    typist = open_window(project)
    wait_for(qtbot, lambda: typist.window.suggester)
    pid = worker(typist).worker_id()
    said = heard(typist)
    wait_for(qtbot, lambda: worker(typist).state == "preparing")
    os.kill(worker(typist).worker_id(), signal.SIGKILL)
    wait_for(qtbot, lambda: worker(typist).worker_id() not in (0, pid))
    wait_for(qtbot, lambda: typist.session.words)
    assert said == []
    assert not alive(pid) or pid == 0


def test_an_article_on_which_it_dies_twice_is_left_out(
    project: Path, open_window: OpenWindow, qtbot: QtBot, fake: Callable[[str], None]
) -> None:
    fake("""
    if r["do"] == "suggest":
        if "Nagato" in r["text"]:
            os.kill(os.getpid(), 9)
        say(suggested(r))
    """)
    typist = open_window(project)
    wait_for(qtbot, lambda: typist.window.suggester)
    said = heard(typist)
    wait_for(qtbot, lambda: said)
    wait_for(qtbot, lambda: worker(typist).state == "" and len(typist.session.upcoming()) == 1)
    assert len(said) == 1
    assert said[0].startswith("No suggestions for “")
    assert typist.window.messages.sentence() == said[0]
    # and not tried again with each key
    numbers = worker(typist)._numbers
    typist.press("Ctrl+Home")
    qtbot.wait(100)
    assert worker(typist)._numbers is numbers
    assert len(said) == 1


@pytest.mark.parametrize("code", ["os.kill(os.getpid(), 9)", "sys.exit(0)", "say('no JSON')", "say({'id': 99})"])
def test_one_that_keeps_dying_or_babbling_stays_off_and_says_so(
    project: Path, open_window: OpenWindow, qtbot: QtBot, fake: Callable[[str], None], code: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(suggesting, "_DEATHS", 3)
    fake(code)
    typist = open_window(project)
    wait_for(qtbot, lambda: typist.window.suggester)
    said = heard(typist)
    wait_for(qtbot, lambda: worker(typist).state == "off")
    assert "keeps ending" in worker(typist).trouble
    assert said[-1] == worker(typist).trouble == typist.window.messages.sentence()
    assert worker(typist).worker_id() == 0
    typist.press("Ctrl+PgDown")
    assert worker(typist).worker_id() == 0


@pytest.mark.parametrize("missing", [True, False])
def test_one_that_cannot_be_started_stays_off_and_says_so(
    project: Path, open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, missing: bool
) -> None:
    command = [str(tmp_path / "nothing"), "-c", ""] if missing else [sys.executable, "-c", "import nothing"]
    monkeypatch.setattr(worker_process, "command", lambda: command)
    typist = open_window(project)
    wait_for(qtbot, lambda: typist.window.suggester)
    said = heard(typist)
    wait_for(qtbot, lambda: worker(typist).state == "off")
    assert len(said) == 1, "no article is blamed for it"
    assert "keeps ending" in said[0]


def test_one_that_does_not_answer_is_ended(
    project: Path, open_window: OpenWindow, qtbot: QtBot, fake: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggesting, "_LONGEST", 50)
    monkeypatch.setattr(suggesting, "_PER_LETTER", 0)
    monkeypatch.setattr(suggesting, "_DEATHS", 2)
    fake("time.sleep(60)")
    typist = open_window(project)
    wait_for(qtbot, lambda: typist.window.suggester and worker(typist).state == "off")
    assert worker(typist).worker_id() == 0


# answers that are none


@pytest.mark.parametrize(
    "spoil",
    [
        "answer['part']['words'] = [0, 10**6]",
        "answer['part']['words'] = [5, 5]",
        "answer['part']['words'] = [5]",
        "answer['part']['items'] = [{}]",
        "answer['part']['items'] = 7",
        "answer['part'] = None",
        "answer['id'] += 1",
        "answer = suggested(r); answer['packed'] = 'ä'",
        "answer = suggested(r); del answer['total']",
    ],
)
def test_damaged_answers_are_refused(
    project: Path, open_window: OpenWindow, qtbot: QtBot, fake: Callable[[str], None], spoil: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(suggesting, "_DEATHS", 2)
    fake(f"""
    if r["do"] == "suggest":
        answer = part(r)
        {spoil}
        say(answer)
    """)
    typist = open_window(project)
    wait_for(qtbot, lambda: typist.window.suggester and worker(typist).state == "off")
    assert typist.session.suggested is None
    assert typist.session.words == ()


def test_an_article_that_the_engine_fails_on_is_left_out(
    project: Path, open_window: OpenWindow, qtbot: QtBot, fake: Callable[[str], None]
) -> None:
    fake("""
    if r["do"] == "suggest":
        say({"id": r["id"], "error": "ValueError: no"} if "Nagato" in r["text"] else suggested(r))
    """)
    typist = open_window(project)
    wait_for(qtbot, lambda: typist.window.suggester)
    said = heard(typist)
    wait_for(qtbot, lambda: said and worker(typist).state == "" and len(typist.session.upcoming()) == 1)
    assert len(said) == 1


def test_an_engine_that_fails_on_everything_is_off_with_its_reason(
    project: Path, open_window: OpenWindow, qtbot: QtBot, fake: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggesting, "_ERRORS", 2)
    fake("""
    if r["do"] == "suggest":
        say({"id": r["id"], "error": "ModuleNotFoundError: No module named 'underthesea'"})
    """)
    typist = open_window(project)
    wait_for(qtbot, lambda: typist.window.suggester and worker(typist).state == "off")
    assert "No module named 'underthesea'" in worker(typist).trouble


@pytest.mark.parametrize(
    "change", ["answer = part(r); answer['part']['origin'] = old", "answer = suggested(r); answer['origin'] = old"]
)
def test_answers_of_another_version_are_not_taken(
    project: Path, open_window: OpenWindow, qtbot: QtBot, fake: Callable[[str], None], change: str
) -> None:
    fake(f"""
    if r["do"] == "suggest":
        old = "reader-app/0"
        {change}
        say(answer)
    """)
    typist = open_window(project)
    wait_for(qtbot, lambda: typist.window.suggester and worker(typist).state == "off")
    assert "updated" in worker(typist).trouble
    assert typist.session.suggested is None


def test_an_article_that_is_too_long_says_so_and_the_others_go_on(
    finished: Path, open_window: OpenWindow, qtbot: QtBot, fake: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    fake("""
    if r["do"] == "suggest":
        say(suggested(r))
    """)
    monkeypatch.setattr(suggesting, "_LARGEST", 100)
    typist = open_window(finished)
    assert len(typist.text()) > 1000
    wait_for(qtbot, lambda: typist.window.suggester and "too long" in worker(typist).trouble)
    assert typist.session.words == ()
    typist.session.open(typist.session.store.first_rows(ArticleFilter(), 9)[2].id)
    wait_for(qtbot, lambda: typist.session.words)
    assert worker(typist).trouble == ""


# learning


@pytest.fixture
def finished(project: Path) -> Path:
    """The project with three articles that lan has finished, and one that she has not."""
    with Store.open(project) as store:
        texts = ["Ông Abe gặp ông Putin.", "Bà Lan ở Huế nói: “Tôi vui”."]
        with store.bulk("lan", "import") as bulk:
            for number, text in enumerate(texts):
                bulk.add_article(Article(article_id(text), f"x{number}", "", text))
        session = Session(store, "lan")
        for row in store.first_rows(ArticleFilter(), 9)[1:]:
            session.open(row.id)
            session.tag(Span(0, 3), "PER")
            session.submit(["entity"])
    return project


_LEARNER = """
examples = globals().setdefault("examples", [])
if r["do"] == "suggest":
    say(suggested(r))
elif r["do"] == "example":
    examples.append(r)
elif r["do"] == "learn":
    for far in (0.5, 1.0):
        say({"id": r["id"], "progress": far})
"""
_FIGURES = "[[0.5, 0.5, 0.5, 9], None]"


def test_it_learns_from_what_is_finished(
    finished: Path, open_window: OpenWindow, qtbot: QtBot, fake: Callable[[str], None]
) -> None:
    fake(
        _LEARNER
        + f"""
    assert [len(one["entities"]) for one in examples] == [1, 1, 1], examples
    say({{"id": r["id"], "learned": {{"model": "AP8=", "version": "06eb7d6a", "articles": 3,
        "before": {_FIGURES}, "after": {_FIGURES}}}}})
"""
    )
    typist = open_window(finished)
    seen: list[float | None] = []
    wait_for(qtbot, lambda: typist.window.suggester)
    worker(typist).changed.connect(lambda: seen.append(worker(typist).learning))
    wait_for(qtbot, typist.session.model)
    model = typist.session.model()
    assert model is not None
    assert (model.version, model.content, model.articles, model.used) == ("06eb7d6a", b"\x00\xff", 3, True)
    assert [far for far in seen if far is not None][-1] == 1.0
    assert worker(typist).learning is None
    # the window goes on with what was learned: this worker does not, so it is another version for us
    wait_for(qtbot, lambda: worker(typist).state == "off")
    assert "updated" in worker(typist).trouble


def test_what_is_not_better_is_kept_as_tried_and_not_learned_again(
    finished: Path, open_window: OpenWindow, qtbot: QtBot, fake: Callable[[str], None]
) -> None:
    fake(
        _LEARNER
        + f"""
    say({{"id": r["id"], "learned": {{"model": "", "version": "e3b0c442", "articles": 3,
        "before": {_FIGURES}, "after": {_FIGURES}}}}})
"""
    )
    typist = open_window(finished)
    wait_for(qtbot, typist.session.last_model)
    assert typist.session.model() is None
    assert not typist.session.learning_due()
    wait_for(qtbot, lambda: worker(typist).state == "")
    assert worker(typist).learning is None
    assert typist.session.is_suggested_fresh


@pytest.mark.parametrize(
    "answer",
    ["os.kill(os.getpid(), 9)", "say({'id': r['id'], 'error': 'MemoryError: '})", "say({'id': r['id'], 'learned': 7})",
     "say({'id': r['id'], 'learned': None})"],
)  # fmt: skip
def test_learning_that_fails_is_given_up_and_suggestions_go_on(
    tmp_path: Path, finished: Path, open_window: OpenWindow, qtbot: QtBot, fake: Callable[[str], None], answer: str
) -> None:
    tried = tmp_path / "tried"
    fake(
        _LEARNER
        + f"""
    open({str(tried)!r}, "a").write("x")
    {answer}
"""
    )
    typist = open_window(finished)
    wait_for(qtbot, tried.exists)
    wait_for(qtbot, lambda: worker(typist)._training._given_up)
    assert len(tried.read_text()) <= 2
    assert worker(typist).state != "off"
    assert typist.session.last_model() is None
    typist.session.open(typist.session.store.first_rows(ArticleFilter(), 9)[2].id)
    wait_for(qtbot, lambda: typist.session.words)


# where it is started


@pytest.mark.parametrize("flags", [["-I"], []])
def test_it_finds_what_the_window_finds_wherever_it_is_started(tmp_path: Path, flags: list[str]) -> None:
    for name in ("json.py", "reader_app.py", "queue.py"):  # what a folder may hold
        (tmp_path / name).write_text("raise SystemExit('the wrong one')")
    code = f"""
import subprocess, sys
sys.path[:] = [{str(ROOT)!r}, *(path for path in sys.path if path)]
from reader_app.gui.worker_process import command
from reader_app.nlp import protocol
asked = protocol.ping(1) + protocol.suggest(2, "a", "Ông Abe nói.", [], show=True)
worker = subprocess.Popen(command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
worker.stdin.write(asked)
worker.stdin.flush()
print([len(worker.stdout.readline()) > 10 for _ in range(2)])
worker.stdin.close()
worker.wait()
"""
    done = subprocess.run(
        [sys.executable, *flags, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[True, True]"), done.stderr


# never left behind


@pytest.fixture
def script(project: Path, tmp_path: Path) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Starts a window in a process of its own, which prints its worker's id and goes on with some code."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str) -> subprocess.Popen[str]:
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)}
        command = [sys.executable, "-c", _WINDOW + code, str(project)]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        started.append(subprocess.Popen(command, cwd=ROOT, env=env, text=True, encoding="utf-8", **streams))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


_WINDOW = """
import os, sys
from PySide6.QtWidgets import QApplication
from reader_app.gui.app import build
window = build(sys.argv[1], "lan")
window.show()
app = QApplication.instance()
while not (window.suggester and window.suggester.worker_id()):
    app.processEvents()
print(window.suggester.worker_id(), flush=True)
"""


@pytest.mark.parametrize(
    "code",
    [
        "",  # nobody closed the window
        "del window",
        "window.close()",
        "import shiboken6; shiboken6.delete(window)",
        "raise SystemExit(0)",
    ],
)
def test_a_process_that_ends_takes_its_worker_with_it_without_a_word(
    script: Callable[[str], subprocess.Popen[str]], code: str
) -> None:
    window = script(code)
    out, error = window.communicate(timeout=30)
    words = [line for line in error.splitlines() if "propagateSizeHints" not in line]
    assert (window.returncode, words) == (0, [])
    assert not alive(int(out))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal there")
def test_a_window_that_is_killed_leaves_no_worker_behind(script: Callable[[str], subprocess.Popen[str]]) -> None:
    window = script("app.exec()")
    assert window.stdout is not None
    pid = int(window.stdout.readline())
    assert alive(pid)
    window.kill()
    window.wait()
    end = time.monotonic() + 2
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.02)
    assert not alive(pid)


def test_a_window_deleted_without_being_closed_ends_its_worker(
    project: Path, open_window: OpenWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    import shiboken6

    from reader_app.gui.app import build
    from reader_app.gui.main_window import MainWindow

    _ = open_window  # other windows may be open
    window = build(project, "lan")
    assert isinstance(window, MainWindow)
    wait_for(qtbot, lambda: window.suggester and window.suggester.worker_id())
    assert window.suggester is not None
    pid = window.suggester.worker_id()
    store = window._store
    window._poll.stop()
    shiboken6.delete(window)
    store.close()
    qapp.processEvents()
    assert not alive(pid)
