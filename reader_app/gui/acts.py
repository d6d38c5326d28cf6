"""What the keys of the annotate desk do: what they act on, and which act of the session that is.

A key acts on the text selection; with none, on the chosen record; with none, on the word under the caret. The open
quote (last made or chosen) takes source, cue, via and person until another opens. Suggestions have keys of their own,
in `gui.suggestions`; one that is chosen comes before all else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Protocol

from reader_app.core.caret import word_at
from reader_app.core.errors import Problem, RuleBroken
from reader_app.core.model import Annotation, Role, Span, iter_spans
from reader_app.gui.plain import one_line
from reader_app.gui.suggestions import Offers
from reader_app.session import Session
from reader_app.words import _

if TYPE_CHECKING:
    from reader_app.gui.shaping import Shaping


class Page(Protocol):
    """What the acts need of the reader: where the caret is and what is selected, in code points."""

    def selected_span(self) -> Span | None: ...
    def caret(self) -> int: ...
    def set_caret(self, position: int, anchor: int | None = None) -> None: ...
    def reveal(self, span: Span) -> None: ...
    def hides(self, kind: str) -> bool: ...


class Acts:
    """The acts of one person on the open article. `chosen` and `open_quote` are ids of annotations, "" for none;
    `told` hears when either moves."""

    def __init__(self, session: Session, page: Page, told: Callable[[], None]) -> None:
        self._session = session
        self._page = page
        self.told = told
        self.chosen = ""
        self.open_quote = ""
        self.offers = Offers(session, page, self)
        self.said: Callable[[str], None] = lambda _words: None
        self._given: set[tuple[str, Role]] = set()  # parts that `Q` has set beside the content, not answered yet
        self._table: dict[str, Callable[[], None]] = {
            **{f"label-{n}": partial(self.label, str(n)) for n in range(1, 10)},
            "quote": self.quote,
            "add-content": self.add_content,
            "claim": self.claim,
            "source": lambda: self.part("source"),
            "cue": lambda: self.part("cue"),
            "via": lambda: self.part("via"),
            "no-source": lambda: self.clear_part("source"),
            "no-cue": lambda: self.clear_part("cue"),
            "no-via": lambda: self.clear_part("via"),
            "proposed-person": lambda: self._session.take_proposed(self.person_owner().id),
            "type": self.next_type,
            "worth": self.next_worth,
            "end-back": lambda: self.boundary("end", -1),
            "end-on": lambda: self.boundary("end", 1),
            "start-back": lambda: self.boundary("start", -1),
            "start-on": lambda: self.boundary("start", 1),
            "end-back-char": lambda: self.boundary("end", -1, by_character=True),
            "end-on-char": lambda: self.boundary("end", 1, by_character=True),
            "start-back-char": lambda: self.boundary("start", -1, by_character=True),
            "start-on-char": lambda: self.boundary("start", 1, by_character=True),
            "next-record": lambda: self.step(1),
            "previous-record": lambda: self.step(-1),
            "remove": self.remove,
            "unsure": self.unsure,
        }

    def do(self, action: str) -> bool:
        """Do `action`; return whether it is one of these acts. Raises ReaderError where it cannot be done."""
        if self.offers.do(action):
            return True
        act = self._table.get(action)
        if act is None:
            return self._shaping.do(action)
        act()
        return True

    @cached_property
    def _shaping(self) -> Shaping:
        from reader_app.gui.shaping import Shaping  # not on the way to the first window

        return Shaping(self._session, self._page, self)

    # what is chosen

    def choose(self, record: str, *, suggestion: str = "") -> None:
        """Choose a record, which becomes the open quote if it is a quote, or a suggestion, or neither."""
        self.chosen, self.offers.chosen = record, suggestion
        annotation = self._find(record)
        if annotation is not None and annotation.kind == "quote":
            self.open_quote = record
        self.told()

    def leave(self) -> None:
        self.chosen = self.open_quote = self.offers.chosen = ""
        self._page.set_caret(self._page.caret())
        self.told()

    def forget_gone(self) -> None:
        """Let go of what the sheet no longer has."""
        if self._find(self.chosen) is None:
            self.chosen = ""
        quote = self._find(self.open_quote)
        if quote is None or quote.kind != "quote":
            self.open_quote = ""
        self.offers.forget_gone()

    def record(self) -> Annotation | None:
        """Return the chosen record, None where there is none."""
        return self._find(self.chosen)

    def _find(self, record: str) -> Annotation | None:
        sheet = self._session.sheet
        found = sheet.get(record) if sheet is not None and record else None
        return found if isinstance(found, Annotation) else None

    def under(self, position: int) -> list[Annotation]:
        """Return my annotations with a part at `position`, innermost first, without those that nobody sees now."""
        touching = [
            (min(s.end - s.start for s in iter_spans(a) if s.start <= position <= s.end), a)
            for a in self._session.here.own(self._session.author)
            if any(s.start <= position <= s.end for s in iter_spans(a))
            and (a.id in (self.chosen, self.open_quote) or not self._page.hides(a.kind))
        ]
        return [a for _, a in sorted(touching, key=lambda pair: (pair[0], pair[1].id))]

    def target(self) -> Annotation | None:
        """Return what a key acts on that needs a record: with a selection the record that is selected, if any; with
        none the chosen one, else the innermost under the caret."""
        if (span := self._page.selected_span()) is not None:
            mine = self._session.here.own(self._session.author)
            return next((a for a in mine if _is_at(a, span)), None)
        if (chosen := self._find(self.chosen)) is not None:
            return chosen
        return next(iter(self.under(self._page.caret())), None)

    def _needed(self, annotation: Annotation | None) -> Annotation:
        if annotation is None:
            raise RuleBroken([Problem("nothing-chosen", "")])
        return annotation

    # tagging

    def label_for(self, key: str) -> str:
        """Return the label that a digit stands for."""
        label = self._session.scheme.label_for_key(key)
        if label is None:
            raise RuleBroken([Problem("no-label-key", "", {"key": key})])
        return label.id

    def label(self, key: str) -> None:
        label = self.label_for(key)
        span = self._page.selected_span()
        chosen = self._find(self.chosen)
        if span is None and self.offers.find(self.offers.chosen) is not None:  # a quote or a claim
            raise RuleBroken([Problem("no-name-chosen", "")])
        if span is not None:
            self._session.tag(span, label)
        elif chosen is not None and chosen.kind == "entity":
            self._session.relabel(chosen.id, label)
        else:
            self._session.tag(self._word(), label)

    def _word(self) -> Span:
        word = word_at(self._session.text, self._page.caret(), self._session.words)
        if word is None:
            raise RuleBroken([Problem("nothing-selected", "")])
        return word

    def quote(self) -> None:
        span, caret = self._page.selected_span(), self._page.caret()
        if span is not None:
            self._made(self._session.quote(span))
        elif (quote := self._find(self.open_quote)) is not None and quote.start - 1 <= caret <= quote.end + 1:
            self._session.widen(quote.id, caret)
        elif (suggested := self._session.suggestion_at(caret, "quote")) is not None:
            record = self.offers.take(suggested)
            self._given = {(record, part.role) for part in suggested.parts if part.role != "content"}
        else:
            self.choose(self._session.quote_at(caret))

    def claim(self) -> None:
        span = self._page.selected_span()
        self._made(self._session.claim(span) if span is not None else self._session.claim_at(self._page.caret()))

    def _made(self, record: str) -> None:
        # the selection has become the record: the next S or V looks for a candidate and does not take it again
        self._page.set_caret(self._page.caret())
        self.choose(record)

    def add_content(self) -> None:
        quote = self._needed(self._find(self.open_quote))
        span = self._page.selected_span()
        if span is None:
            raise RuleBroken([Problem("nothing-selected", "")])
        self._session.add_content(quote.id, span)
        self._made(quote.id)

    # parts of the open quote

    def _owner(self, role: Role) -> Annotation:
        quote = self._find(self.open_quote)
        chosen = self._find(self.chosen)
        if quote is None and role == "source" and chosen is not None and chosen.kind == "claim":
            return chosen
        if quote is None:
            raise RuleBroken([Problem("no-open-quote", "")])
        return quote

    def part(self, role: Role) -> None:
        owner = self._owner(role)
        self.take_selection(owner.id, role)

    def take_selection(self, record: str, role: Role) -> None:
        """Set a part of `record` to the selection; with none, to the nearest, then the next candidate. What `Q` has set
        already is the nearest one: the first key keeps it."""
        span = self._page.selected_span()
        kept = self._session.here.annotation(record).span(role)
        if span is None and kept is not None and (record, role) in self._given:
            self._given.discard((record, role))
            words = one_line(kept.of(self._session.text), 60)
            self.said(_("Kept as it is: {words}. The same key again takes another candidate.").format(words=words))
        elif span is None:
            self._session.next_part(record, role)
        else:
            self._session.set_part(record, role, span)
            self._page.set_caret(self._page.caret())

    def clear_part(self, role: Role) -> None:
        self._session.set_part(self._owner(role).id, role, None)

    def person_owner(self) -> Annotation:
        """Return the record that `P` names a person for: a suggestion that is chosen and taken so, else the open quote,
        else what keys act on."""
        adopted = self.offers.adopt("person")
        return self._needed(self._find(adopted) or self.record_of_quote() or self.target())

    def record_of_quote(self) -> Annotation | None:
        """Return the open quote, None where there is none."""
        return self._find(self.open_quote)

    # fields

    def next_type(self) -> None:
        chosen = self._find(self.chosen)
        if chosen is None or chosen.kind == "entity":
            chosen = self._find(self.open_quote)
        self._session.next_label(self._needed(chosen).id)

    def next_worth(self) -> None:
        chosen = self._needed(self._find(self.chosen))
        if chosen.kind != "claim":
            raise RuleBroken([Problem("only-claims", chosen.id)])
        self._session.next_value(chosen.id, "check_worthiness")

    def unsure(self) -> None:
        record = self._needed(self.target())
        self._session.set_unsure(record.id, not record.unsure)

    def boundary(self, edge: str, step: int, *, by_character: bool = False) -> None:
        """Move an end of the part under the caret. With a selection, what is selected moves with it: a record of these
        words, or nothing but the selection."""
        selected = self._page.selected_span()
        record = self.target()
        if selected is not None:
            moved = self._session.moved(
                selected, edge, step, by_character=by_character, kind=record.kind if record is not None else "entity"
            )
            if record is not None:
                self._session.set_span(record.id, selected, moved)
            self._page.set_caret(moved.end, anchor=moved.start)
            return
        record, caret = self._needed(record), self._page.caret()
        touching = [s for s in iter_spans(record) if s.start <= caret <= s.end]
        span = min(touching, key=lambda s: s.end - s.start, default=record.contents[0])
        moved = self._session.moved(
            span, edge, step, by_character=by_character, kind=record.kind if span in record.contents else "entity"
        )
        self._session.set_span(record.id, span, moved)
        if touching and not moved.start <= caret <= moved.end:
            # the caret goes with the end, or the next key would move another part
            self._page.set_caret(moved.end if edge == "end" else moved.start)

    def remove(self) -> None:
        self._session.remove(self._needed(self.target()).id)

    # moving among the records

    def step(self, step: int) -> None:
        """Choose the next or previous annotation of the text, from the chosen one or from the caret."""
        records = self._session.mine()
        if not records:
            return
        ids = [a.id for a in records]
        if self.chosen in ids:
            at = (ids.index(self.chosen) + step) % len(ids)
        else:
            caret = self._page.caret()
            after = next((i for i, a in enumerate(records) if a.start >= caret), len(ids))
            at = (after if step > 0 else after - 1) % len(ids)
        self.go_to(records[at])

    def go_to(self, annotation: Annotation) -> None:
        """Choose `annotation`, put the caret at its start and bring it into view."""
        self._page.set_caret(annotation.start)
        self._page.reveal(Span(annotation.start, annotation.end))
        self.choose(annotation.id)


def _is_at(annotation: Annotation, span: Span) -> bool:
    # each key asks it of all of them, which may be thousands: nearly all have one part, which begins elsewhere
    parts = annotation.parts
    return (len(parts) > 1 or parts[0].span.start == span.start) and span in annotation.contents
