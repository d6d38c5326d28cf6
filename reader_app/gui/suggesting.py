"""What the window wants of its worker, and when: suggestions for the open article first, then for the next ones, and
a training when enough is finished. All of it is events: nothing here waits."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from reader_app.core.errors import ReaderError
from reader_app.core.suggestion import Packed, Suggested, from_json
from reader_app.gui.plain import one_line
from reader_app.gui.training import Training
from reader_app.gui.worker_process import WorkerProcess
from reader_app.nlp import protocol
from reader_app.words import _

if TYPE_CHECKING:
    from collections.abc import Generator

    from reader_app.session import Request, Session

_SOON, _REST = 30, 1500
"""Milliseconds before the next request after another article was opened or an answer was taken, and after any other
change."""
_PAINTED = 20
"""Milliseconds after which suggestions that are shown are written: they are painted first."""
_AHEAD = 12
"""Articles that are prepared beyond the open one."""
_LARGEST = 100_000
"""Code points of the longest text that suggestions are asked for: to take and show what comes of it (2,000 of them)
is all that the window can do without a halt that is felt. `reader-app suggest` knows no such limit."""
_LONGEST, _PER_LETTER = 60_000, 0.5
"""Milliseconds that an answer may take, and those for each code point of the text."""
_PATIENCE = 2000
"""Milliseconds after which an article that is not open gives way to one that is."""
_PAUSE, _DEATHS, _ERRORS = 500, 6, 3
"""Milliseconds before a worker that died is started again, doubled each time; deaths in a row, and refusals in a row,
after which it stays off."""
_TITLE = 60
_GREETING = 0  # the number of the first request to each worker


class Suggester(QObject):
    """Keeps `session` supplied with suggestions, and its project with a model, until it is stopped.

    `state` is "preparing" while those of the open article are made, "ahead" while those of others are, "off" where it
    has given up, else "". `trouble` is a sentence that says why it has, or why the open article gets none, else "".
    `learning` is how far a training is, 0 to 1, else None.
    `changed` comes when one of these has moved.
    """

    changed = Signal()
    complained = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = ""
        self.trouble = ""
        self._session = session
        self._worker = WorkerProcess()
        self._worker.said.connect(self._hear)
        self._worker.ended.connect(self._died)
        self.destroyed.connect(self._worker.stop)
        self._open = ""
        self._numbers = count(1)
        self._asked: Request | None = None
        self._number = 0  # of what was asked
        self._looking: Generator[None, None, Request | None] | None = None  # for names that the next article holds
        self._parts: list[Suggested] = []
        self._packed: Packed | None = None
        self._since = QElapsedTimer()
        self._model: str | None = None  # the version that the worker has
        self._greeted = False  # it has come so far as to answer
        self._answered: set[tuple[str, str, str]] = set()
        self._deaths: Counter[str] = Counter()
        self._left_out: dict[str, str] = {}  # articles, each with the sentence that says why
        self._died_in_a_row = self._refused_in_a_row = 0
        self._wake, self._late, self._pause, self._whole = (QTimer(self, singleShot=True) for _timer in range(4))
        self._training = Training(session, self._worker, self._numbers, self)
        self._training.moved.connect(self.changed)
        self._training.ended.connect(lambda: self._wake.start(0))
        self._wake.timeout.connect(self._next)
        self._pause.timeout.connect(self._next)
        self._late.timeout.connect(self._give_up)
        self._whole.timeout.connect(self._take)
        session.subscribe(self._look)
        self._look()

    def stop(self) -> None:
        """End the worker; nothing is asked any more."""
        self.state = "off"
        for timer in (self._wake, self._late, self._pause, self._whole):
            timer.stop()
        self._training.stop()
        self._worker.stop()

    @property
    def learning(self) -> float | None:
        return self._training.far

    def worker_id(self) -> int:
        """Return the process id of the worker, 0 where none runs."""
        return self._worker.process_id()

    # what to do next

    def _look(self) -> None:
        """Something in the session has changed: the hand goes first, then we look what it means for us."""
        if self.state == "off":
            return
        sheet = self._session.sheet
        article = sheet.article.id if sheet is not None else ""
        if article != self._open:
            self._open = article
            # it was answered when it was open last; where the project keeps nothing, that is gone
            self._answered = {key for key in self._answered if key[0] != article}
            self._looking = None
            self._make_way()
            self._wake.start(_SOON)
        elif not self._wake.isActive():
            self._wake.start(_REST)

    def _make_way(self) -> None:
        """Drop a long piece of work on an article that nobody looks at."""
        if (
            self._asked is not None and self._asked.article != self._open and self.learning is None
            and self._since.elapsed() > _PATIENCE
        ):  # fmt: skip
            self._forget()
            self._worker.stop()

    def _next(self) -> None:
        if self.state == "off" or self._asked is not None or self._pause.isActive():
            return
        try:
            if self._looking is None:
                self._looking = self._choose()
            next(self._looking)
            self._wake.start(0)  # goes on in the next turn: keys come in between
        except StopIteration as end:
            self._looking = None
            self._begin(end.value)
        except ReaderError:  # the disk is busy, or another window holds it: later
            self._looking = None
            self._wake.start(_REST)

    def _begin(self, request: Request | None) -> None:
        try:
            if request is not None:
                self._ask(request)
            else:
                self._show("")
                if self._training.is_due and self._runs():
                    self._training.begin()
        except ReaderError:
            self._wake.start(_REST)

    def _choose(self) -> Generator[None, None, Request | None]:
        """Find what to ask for, in pieces: the open article, then those after it."""
        session = self._session
        if session.sheet is not None and len(session.text) > _LARGEST:
            self._left_out[self._open] = _("This article is too long for suggestions in the window.")
        self._say(self._left_out.get(self._open, ""))
        if self._open and (request := (yield from self._wanted(self._open))) is not None:
            return request
        for article in session.upcoming(_AHEAD + len(self._left_out)):
            if (request := (yield from self._wanted(article))) is not None:
                return request
        return None

    def _wanted(self, article: str) -> Generator[None, None, Request | None]:
        request = None if article in self._left_out else (yield from self._session.requesting(article))
        if request is None or _key(request) in self._answered:
            return None
        if len(request.text) <= _LARGEST:
            return request
        self._left_out[article] = ""  # why is said where it is opened
        return None

    def _ask(self, request: Request) -> None:
        if not self._runs():
            return
        if request.model != self._model:
            model = self._session.model() if request.model else None
            self._worker.send(protocol.model(model.content if model is not None else b""))
            self._model = request.model
        self._asked, self._parts, self._number = request, [], next(self._numbers)
        show = request.article == self._open
        self._worker.send(protocol.suggest(self._number, request.article, request.text, request.known, show=show))
        self._since.start()
        self._late.start(_LONGEST + round(_PER_LETTER * len(request.text)))
        self._show("preparing" if request.article == self._open else "ahead")

    def _runs(self) -> bool:
        """Start the worker where none runs; return whether one does then."""
        if not self._worker.running():
            self._model, self._greeted = None, False
            self._worker.start()
            self._worker.send(protocol.ping(_GREETING))
        return self._worker.running()

    def _forget(self) -> Request | None:
        request, self._asked = self._asked, None
        self._parts, self._packed = [], None
        self._late.stop()
        self._whole.stop()
        return request

    # what is heard

    def _hear(self, line: bytes) -> None:
        try:
            message = json.loads(line)
            if message["id"] == _GREETING:
                self._greeted = message["pong"] is True
            elif message["id"] == self._training.number:
                self._training.hear(message)
            elif self._asked is not None and message["id"] == self._number:
                self._hear_of(self._asked, message)
            elif "error" not in message:  # an answer to nothing
                self._give_up()
        except (KeyError, TypeError, ValueError, AttributeError):
            # what is damaged is refused, and so is what else that worker would say
            self._give_up()

    def _hear_of(self, request: Request, message: dict[str, Any]) -> None:
        if "error" in message:
            self._refused(str(message["error"]))
            return
        made = from_json(message["part"]) if "part" in message else protocol.packed_of(message)
        if made.origin != request.origin:
            self._turn_off(_("Suggestions are off: the app was updated while it was open. Close it and open it again."))
        elif isinstance(made, Suggested):
            _check(made, request.text)
            self._parts.append(made)
        else:
            self._packed = made
            self._late.stop()
            self._whole.start(0)  # what came in meanwhile goes first

    def _take(self) -> None:
        """Show what has come, and in a later turn keep it."""
        request, parts = self._asked, self._parts
        if request is None or self._packed is None:
            return
        if parts:
            self._parts = []
            self._session.propose(request.article, request.text_hash, request.known_hash, protocol.join(parts))
            self._whole.start(_PAINTED)
            return
        packed = self._packed
        self._forget()
        self._died_in_a_row = self._refused_in_a_row = 0
        self._answered.add(_key(request))
        # removed meanwhile, or the disk is against it: it is asked for again when it is opened
        with suppress(ReaderError):
            self._session.keep(request.article, request.text_hash, request.known_hash, packed)
        self._wake.start(_SOON)

    def _refused(self, what: str) -> None:
        """The engine fell over the article: it would again."""
        request = self._forget()
        if request is not None:
            self._refused_in_a_row += 1
            self._leave_out(request)
        if self._refused_in_a_row >= _ERRORS:
            self._turn_off(_("Suggestions are off: the engine fails ({what}).").format(what=one_line(what, 200)))
        else:
            self._wake.start(0)

    # dying

    def _give_up(self) -> None:
        """End a worker that answers too late or nonsense, as if it had died."""
        self._worker.stop()
        self._died()

    def _died(self) -> None:
        request = self._forget()
        self._died_in_a_row += 1
        if request is not None and self._greeted:  # one that dies before its first word does so of no article
            self._deaths[request.article] += 1
            if self._deaths[request.article] > 1:
                self._leave_out(request)
        self._training.died(of_it=request is None)
        if self._died_in_a_row >= _DEATHS:
            self._turn_off(
                _("Suggestions are off: the program that prepares them keeps ending. Open the project again to retry.")
            )
        else:
            self._pause.start(_PAUSE << (self._died_in_a_row - 1))

    def _leave_out(self, request: Request) -> None:
        why = _("No suggestions for “{title}”: preparing them fails.").format(title=one_line(request.text, _TITLE))
        self._left_out[request.article] = why
        self.complained.emit(why)

    def _turn_off(self, why: str) -> None:
        self.stop()
        self.trouble = why
        self.complained.emit(why)
        self.changed.emit()

    def _say(self, trouble: str) -> None:
        if trouble != self.trouble:
            self.trouble = trouble
            self.changed.emit()

    def _show(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()


def _key(request: Request) -> tuple[str, str, str]:
    return request.article, request.text_hash, request.origin


def _check(part: Suggested, text: str) -> None:
    """Refuse what cannot be about `text`."""
    ends = [at.span.end for item in part.items for at in item.parts]
    ends += [word.end for word in part.words]
    if max(ends, default=0) > len(text):
        raise ValueError("outside of the text")
