"""What the keys do that shape records: split and join their parts, turn one into the other kind, go among parts and
among the records at one place, and on to what is not tagged yet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from reader_app.core.errors import Problem, RuleBroken
from reader_app.core.model import Annotation, Span

if TYPE_CHECKING:
    from reader_app.gui.acts import Acts, Page
    from reader_app.session import Session


class Shaping:
    """These acts of one person on the open article; what is chosen is `acts`'s."""

    def __init__(self, session: Session, page: Page, acts: Acts) -> None:
        self._session = session
        self._page = page
        self._acts = acts
        self._table: dict[str, Callable[[], None]] = {
            "split": self.split,
            "join-parts": self.join_parts,
            "join-next": self.join_next,
            "turn": self.turn,
            "next-part": partial(self.part, 1),
            "previous-part": partial(self.part, -1),
            "record-here": self.record_here,
            "next-name": self.next_name,
            "next-speech": self.next_speech,
        }

    def do(self, action: str) -> bool:
        """Do `action`; return whether it is one of these acts. Raises ReaderError where it cannot be done."""
        act = self._table.get(action)
        if act is None:
            return False
        act()
        return True

    def _long(self) -> Annotation:
        """Return the quote or claim that is meant: the chosen one, the open quote, else the innermost at the caret."""
        chosen = self._acts.record()
        if chosen is not None and chosen.kind != "entity":
            return chosen
        open_quote = self._session.here.get(self._acts.open_quote)
        if isinstance(open_quote, Annotation):
            return open_quote
        under = [one for one in self._acts.under(self._page.caret()) if one.kind != "entity"]
        if not under:
            raise RuleBroken([Problem("no-long-record", "")])
        return under[0]

    # parts

    def split(self) -> None:
        record, caret = self._long(), self._page.caret()
        self._session.split(record.id, caret, self._page.selected_span())
        self._page.set_caret(caret)
        self._acts.choose(record.id)

    def join_parts(self) -> None:
        record = self._long()
        self._session.join_parts(record.id, self._page.caret())
        self._acts.choose(record.id)

    def join_next(self) -> None:
        record = self._long()
        self._session.take_in_next(record.id)
        self._acts.choose(record.id)

    def turn(self) -> None:
        record = self._long()
        self._session.turn(record.id)
        self._acts.choose(record.id)

    def part(self, step: int) -> None:
        """Put the caret at the end of the next (1) or previous (-1) part of the record, where the boundary keys move
        it."""
        record, caret = self._acts.target(), self._page.caret()
        if record is None:
            raise RuleBroken([Problem("nothing-chosen", "")])
        spans = self._session.parts_of(record)
        touching = [n for n, span in enumerate(spans) if span.start <= caret <= span.end]
        if touching:
            at = (min(touching, key=lambda n: spans[n].end - spans[n].start) + step) % len(spans)
        else:
            following = next((n for n, span in enumerate(spans) if span.start > caret), 0)
            at = (following if step > 0 else following - 1) % len(spans)
        self._page.set_caret(spans[at].end)
        self._page.reveal(spans[at])
        self._acts.choose(record.id)

    # going

    def record_here(self) -> None:
        """Choose the innermost record at the caret; again: the one around it, and so on round them all."""
        ids = [one.id for one in self._acts.under(self._page.caret())]
        if not ids:
            raise RuleBroken([Problem("no-record-here", "")])
        chosen = self._acts.chosen
        self._acts.choose(ids[(ids.index(chosen) + 1) % len(ids)] if chosen in ids else ids[0])

    def next_name(self) -> None:
        self._select(self._session.next_name(self._from()), "no-name-left")

    def next_speech(self) -> None:
        self._select(self._session.next_speech(self._from()), "no-speech-left")

    def _from(self) -> int:
        span = self._page.selected_span()
        return span.end if span is not None else self._page.caret()

    def _select(self, span: Span | None, nothing: str) -> None:
        if span is None:
            raise RuleBroken([Problem(nothing, "")])
        self._page.set_caret(span.end, anchor=span.start)
        self._page.reveal(span)
