"""The far side of a pipe: a process that makes suggestions, or learns, for a whole project."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, NamedTuple

from reader_app.core.model import Referent

if TYPE_CHECKING:
    from reader_app.nlp.learning import Finished


class Job(NamedTuple):
    """An article to make suggestions for; `known` are the referents that its text names."""

    article: str
    text: str
    known: tuple[Referent, ...]


class Failure(NamedTuple):
    """Why there is no answer."""

    what: str


def suggest(pipe: Connection, model: bytes) -> None:
    """Answer every Job that comes with its Suggested, or a Failure, until the pipe is closed. The engine and the
    language models are loaded once."""
    # an interrupt on the terminal is for whoever gives the orders, who closes the pipe
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from reader_app.nlp.engine import Engine

    engine: Engine | None = None
    try:
        while True:
            job: Job = pipe.recv()
            try:
                engine = engine or Engine(model)
                answer: object = engine.suggest(*job)
            except Exception as error:  # noqa: BLE001  one article must not stop the others
                answer = Failure(f"{type(error).__name__}: {error}")
            pipe.send(answer)
    except (EOFError, OSError):
        return


def learn(pipe: Connection, finished: Sequence[Finished]) -> None:
    """Say how far the learning is (0 to 1), and at last what was learned (None: not enough), or a Failure."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from reader_app.nlp.learning import learn as learn_from

    try:
        try:
            answer: object = learn_from(finished, pipe.send)
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001  suggestions are made all the same
            answer = Failure(f"{type(error).__name__}: {error}")
        pipe.send(answer)
    except (EOFError, OSError):
        return
