"""The worker as the process that it is: it answers, goes on after nonsense, and never outlives its window."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader_app.core.model import Span
from reader_app.core.suggestion import from_json, unpack
from reader_app.nlp import protocol
from reader_app.nlp.engine import origin_of
from reader_app.nlp.learning import Finished

ROOT = Path(__file__).resolve().parents[2]
WORKER = [sys.executable, "-m", "reader_app.nlp.worker"]
TEXT = "Thủ tướng Shinzo Abe nói: “Chúng tôi sẽ tăng ngân sách 18% vào năm 2017”."


class Asked:
    """A worker, asked line by line."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(WORKER, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def say(self, line: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line)
        self.process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the worker is gone"
        return dict(json.loads(line))

    def close(self) -> None:
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()
        self.process.wait()


@pytest.fixture
def worker() -> Iterator[Asked]:
    asked = Asked()
    yield asked
    asked.close()


def gone_within(pid: int, seconds: float) -> bool:
    """Return whether the process `pid` is gone, or dead and only waiting for its parent, before `seconds` are over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] == "Z":
                return True
            os.kill(pid, 0)
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.02)
    return False


def test_it_answers_and_goes_on_after_nonsense(worker: Asked) -> None:
    worker.say(b'{"do":"ping","id":1}\n')
    assert worker.answer() == {"id": 1, "pong": True}
    for line, number in (
        (b"nonsense\n", None), (b"[1]\n", None), (b"\xff\xfe\n", None), (b'{"do":"fly","id":5}\n', 5),
        (b'{"do":"suggest","id":6}\n', 6), (b'{"id":7}\n', 7), (b'{"do":"model","content":"%%"}\n', None),
    ):  # fmt: skip
        worker.say(line)
        answer = worker.answer()
        assert answer["id"] == number
        assert answer["error"]
    worker.say(protocol.suggest(8, "a1", TEXT, [], show=True))
    answer = worker.answer()
    assert answer["id"] == 8
    suggested = from_json(answer["part"])
    assert unpack(protocol.packed_of(worker.answer()).content) == suggested
    words = {word.of(TEXT) for word in suggested.words}
    assert "Thủ tướng" in words
    assert all(item.end <= len(TEXT) for item in suggested.items)
    # the same question has the same answer
    worker.say(protocol.suggest(9, "a1", TEXT, [], show=False))
    assert unpack(protocol.packed_of(worker.answer()).content) == suggested, "not shown: nothing else comes"
    assert Span(0, 9) in suggested.words


def test_it_answers_while_it_learns(worker: Asked) -> None:
    people = ("Nguyễn Văn Nam", "Trần Thị Mai", "Lê Quang Huy")
    for number, name in enumerate(people):
        text = f"Ông {name} cho biết công ty đã trả lương. Theo bà Phạm Thu Hà, thành phố Huế sẽ mưa."
        spans = [(Span(text.index(one), text.index(one) + len(one)), "PER") for one in (name, "Phạm Thu Hà")]
        worker.say(protocol.example(Finished(f"a{number}", text, tuple(spans))))
    worker.say(protocol.learn(1))
    worker.say(protocol.suggest(2, "b", TEXT, [], show=False))
    worker.say(protocol.learn(3))  # of nothing new, and after the first
    answers = []
    while not answers or answers[-1]["id"] != 3 or "learned" not in answers[-1]:
        answers.append(worker.answer())
    ends = [answer["id"] for answer in answers if "progress" not in answer]
    assert ends == [2, 1, 3], "the suggestions do not wait for the training"
    progress = [answer["progress"] for answer in answers if answer["id"] == 1 and "progress" in answer]
    assert progress == sorted(progress)
    assert progress[-1] == 1.0
    first, second = (protocol.learned_of(answer["learned"]) for answer in answers if "learned" in answer)
    assert first is not None
    assert first.articles == 3
    assert second is None
    # and what was learned can be used at once
    worker.say(protocol.model(first.model))
    worker.say(protocol.suggest(4, "b", TEXT, [], show=False))
    answer = worker.answer()
    assert answer["id"] == 4
    assert protocol.packed_of(answer).origin == origin_of(first.version if first.better else "")
    worker.say(protocol.model(b"nonsense"))
    worker.say(protocol.suggest(5, "b", TEXT, [], show=False))
    assert "ReaderError" in worker.answer()["error"]


def test_it_gives_way_and_prints_nothing_among_the_answers(worker: Asked) -> None:
    worker.say(b'{"do":"ping","id":1}\n')
    worker.answer()
    if hasattr(os, "getpriority"):
        assert os.getpriority(os.PRIO_PROCESS, worker.process.pid) >= os.getpriority(os.PRIO_PROCESS, 0) + 10


def test_it_ends_with_its_input(worker: Asked) -> None:
    worker.say(b'{"do":"ping","id":1}\n')
    worker.answer()
    assert worker.process.stdin is not None
    worker.process.stdin.close()
    assert worker.process.wait(timeout=2) == 0


def test_it_ends_with_its_input_in_the_middle_of_an_article(worker: Asked) -> None:
    worker.say(protocol.suggest(1, "a", TEXT, [], show=False))
    worker.answer()  # the models are loaded
    worker.say(protocol.suggest(2, "a", "\n".join([TEXT] * 5000), [], show=True))
    assert worker.process.stdin is not None
    worker.process.stdin.close()
    assert worker.process.wait(timeout=2) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal there")
def test_it_leaves_the_interrupt_of_the_terminal_to_the_window(worker: Asked) -> None:
    worker.say(b'{"do":"ping","id":1}\n')
    worker.answer()
    worker.process.send_signal(signal.SIGINT)
    worker.say(b'{"do":"ping","id":2}\n')
    assert worker.answer() == {"id": 2, "pong": True}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal there")
def test_it_does_not_outlive_a_window_that_is_killed() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT, *WORKER], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    os.kill(pid, 0)
    parent.kill()
    parent.wait()
    assert gone_within(pid, 2)
    parent.stdout.close()


_PARENT = """
import subprocess, sys, time
worker = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
worker.stdin.write(b'{"do":"ping","id":1}\\n'); worker.stdin.flush()
worker.stdout.readline()
print(worker.pid, flush=True)
time.sleep(60)
"""
