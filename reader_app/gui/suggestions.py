"""What the keys of the annotate desk do with suggestions: walk through them, accept, reject, accept in another form.

Accepting and rejecting move on to the next one. Where the record needs more keys (a moved boundary, a type, a source)
it is accepted and stays chosen; the walk goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from reader_app.core.errors import Problem, ReaderError, RuleBroken
from reader_app.core.model import CLOSED, KINDS, Kind, Span

if TYPE_CHECKING:
    from reader_app.core.suggestion import Suggestion
    from reader_app.gui.acts import Acts, Page
    from reader_app.session import Session

DEFAULT = 50
"""The least score that is shown, in hundredths, until somebody chooses another."""
"""Stages at which nothing is tagged, and so nothing suggested."""
_ADOPTING: dict[Kind, frozenset[str]] = {
    "entity": frozenset({"person", "note", "unsure"}),
    "quote": frozenset({
        "person", "note", "unsure", "source", "cue", "via", "no-source", "no-cue", "no-via", "add-content", "link",
    }),
    "claim": frozenset({"person", "note", "unsure", "source", "no-source", "worth", "link"}),
}  # fmt: skip
"""Keys that are about a record: the chosen suggestion becomes one first."""


class Sieve(NamedTuple):
    """Which suggestions are shown: of each kind those with at least that score, in hundredths; `only` a kind, "" for
    all of them."""

    entity: int = DEFAULT
    quote: int = DEFAULT
    claim: int = DEFAULT
    only: Kind | str = ""

    def least(self, kind: Kind) -> int:
        return {"entity": self.entity, "quote": self.quote, "claim": self.claim}[kind]

    def sift(self, suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
        """Return those of `suggestions` that it lets through, in their order."""
        # scores are shown with two digits: what reads 0.50 is not under 0.50
        least = {kind: self.least(kind) / 100 - 0.005 for kind in self.kinds}
        return tuple(s for s in suggestions if s.score >= least.get(s.kind, 2.0))

    def moved(self, step: int) -> Sieve:
        """Return the sieve with the least scores of what it is about moved by `step`."""

        def new(kind: Kind) -> int:
            return min(max(self.least(kind) + step, 0), 100) if kind in self.kinds else self.least(kind)

        return Sieve(new("entity"), new("quote"), new("claim"), self.only)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that it is about."""
        return tuple(kind for kind in KINDS if self.only in ("", kind))

    def written(self) -> str:
        """Return the scores as the preferences keep them."""
        return f"{self.entity} {self.quote} {self.claim}"

    @classmethod
    def read(cls, written: str) -> Sieve:
        """Return what `written` wrote; anything else is as if nothing had been chosen."""
        words = written.split()
        if len(words) != 3 or not all(word.isascii() and word.isdigit() and int(word) <= 100 for word in words):
            return cls()
        entity, quote, claim = map(int, words)
        return cls(entity, quote, claim)


class Offers:
    """The suggestions of the open article as one person goes through them. `chosen` is the id of one, "" for none."""

    def __init__(self, session: Session, page: Page, acts: Acts) -> None:
        self._session = session
        self._page = page
        self._acts = acts
        self.chosen = ""
        self.sieve = Sieve()
        self.awake = False  # the way to the first window does without suggestions
        self._closed: tuple[object, bool] | None = None
        self._shown: tuple[object, Sieve, tuple[Suggestion, ...]] | None = None
        self._table: dict[str, Callable[[], None]] = {
            "next-suggestion": lambda: self.step(1),
            "previous-suggestion": lambda: self.step(-1),
            "accept": self.accept,
            "reject": self.reject,
        }
        self._on_chosen: dict[str, Callable[[Suggestion], bool]] = {
            **{f"label-{n}": partial(self._relabelled, str(n)) for n in range(1, 10)},
            "quote": partial(self._taken, "quote"),
            "claim": partial(self._taken, "claim"),
            "type": self._next_type,
            "remove": self._removed,
            **{
                f"{edge}-{way}{char}": partial(self._moved, edge, step, by_character=bool(char))
                for edge in ("start", "end") for way, step in (("back", -1), ("on", 1)) for char in ("", "-char")
            },
        }  # fmt: skip

    def do(self, action: str) -> bool:
        """Do `action`, where it is about suggestions or about the chosen one. Raises ReaderError where it cannot be
        done. After False the key does what it does without suggestions."""
        if act := self._table.get(action):
            act()
            return True
        chosen = self.find(self.chosen)
        if chosen is None:
            return False
        if on_chosen := self._on_chosen.get(action):
            return on_chosen(chosen)
        self.adopt(action)
        return False

    # what is there

    @property
    def open(self) -> tuple[Suggestion, ...]:
        """Those still open, whatever their score, in the order of the text; none where the article is closed."""
        session = self._session
        if not self.awake or session.sheet is None:
            return ()
        if self._closed is None or self._closed[0] is not session.sheet:
            self._closed = (session.sheet, session.stage in CLOSED)
        return () if self._closed[1] else session.suggestions

    @property
    def shown(self) -> tuple[Suggestion, ...]:
        """Those that are shown and walked through."""
        now = self.open
        if self._shown is None or self._shown[0] is not now or self._shown[1] != self.sieve:
            sifted = self.sieve.sift(now)
            if self._shown is not None and self._shown[2] == sifted:
                sifted = self._shown[2]  # the same object: nothing to show anew
            self._shown = (now, self.sieve, sifted)
        return self._shown[2]

    def find(self, suggestion: str) -> Suggestion | None:
        return next((s for s in self.open if s.id == suggestion), None) if suggestion else None

    def choose(self, suggestion: str) -> None:
        """Choose a suggestion; what was chosen before is let go."""
        self._acts.choose("", suggestion=suggestion)

    def forget_gone(self) -> None:
        """Let go of what is answered, or hidden now."""
        if self.chosen and self.chosen not in {s.id for s in self.shown}:
            self.chosen = ""

    # walking

    def step(self, step: int) -> None:
        """Choose the next or previous suggestion: from the chosen one, from the chosen record, from the caret."""
        shown = self.shown
        if not shown:
            raise RuleBroken([Problem("no-suggestions-left", "")])
        at = next((n for n, s in enumerate(shown) if s.id == self.chosen), None)
        if at is not None:
            self.go_to(shown[(at + step) % len(shown)])
            return
        record = self._acts.record()
        place = record.start if record is not None else self._page.caret()
        after = next((n for n, s in enumerate(shown) if s.start >= place), len(shown))
        self.go_to(shown[(after if step > 0 else after - 1) % len(shown)])

    def go_to(self, suggestion: Suggestion) -> None:
        """Choose `suggestion`, put the caret at its start and bring it into view with its cue and source."""
        self._come_to(suggestion)
        self.choose(suggestion.id)

    def _come_to(self, suggestion: Suggestion) -> None:
        self._page.set_caret(suggestion.start)
        spans = [part.span for part in suggestion.parts]
        self._page.reveal(Span(min(s.start for s in spans), max(s.end for s in spans)))

    def _answer(self, chosen: Suggestion, act: Callable[[], object]) -> None:
        """Do `act`, which answers `chosen`, and choose the suggestion after it; past the last one the first that was
        left."""
        before = self.shown
        at = next((n for n, s in enumerate(before) if s.id == chosen.id), 0)
        # chosen at once, so that text and panel are shown anew only once
        self.chosen = before[(at + 1) % len(before)].id if len(before) > 1 else ""
        try:
            act()
        except ReaderError:
            self.chosen = chosen.id
            raise
        left = {s.id: s for s in self.shown}
        following = next((s for s in (*before[at + 1 :], *before[:at]) if s.id in left), None)
        if following is not None and following.id == self.chosen:
            self._come_to(following)  # it is shown as the chosen one already
        elif following is not None:
            self.go_to(following)
        else:
            self._page.set_caret(self._page.caret())
            self.choose("")

    # answering

    def _needed(self) -> Suggestion:
        chosen = self.find(self.chosen)
        if chosen is None:
            raise RuleBroken([Problem("no-suggestion-chosen", "")])
        return chosen

    def accept(self) -> None:
        """Accept the chosen suggestion, with the selection as its bounds where there is one, and move on."""
        chosen = self._needed()
        span = self._page.selected_span()
        if span is not None and not _on(span, chosen):
            raise RuleBroken([Problem("selection-elsewhere", "")])
        self._answer(chosen, lambda: self._accept(chosen, contents=() if span is None else (span,)))

    def reject(self) -> None:
        """Reject the chosen suggestion and move on."""
        chosen = self._needed()
        self._answer(chosen, lambda: self._session.reject(chosen.id))

    def take(self, suggestion: Suggestion, *, label: str = "", contents: Sequence[Span] = ()) -> str:
        """Accept `suggestion`, perhaps in another form; the record stays chosen, for the keys that go on with it."""
        record = self._accept(suggestion, label=label, contents=contents)
        if self._page.selected_span() is not None and contents:
            self._page.set_caret(self._page.caret())
        self._acts.choose(record)
        return record

    def adopt(self, action: str) -> str:
        """Where `action` is about a record and a suggestion is chosen, accept that first and return its record;
        else ""."""
        chosen = self.find(self.chosen)
        return self.take(chosen) if chosen is not None and action in _ADOPTING[chosen.kind] else ""

    def _accept(self, suggestion: Suggestion, *, label: str = "", contents: Sequence[Span] = ()) -> str:
        record = self._session.accept(suggestion.id, label=label, contents=contents)
        if suggestion.kind == "quote":
            self._acts.open_quote = record  # made last
        return record

    # keys on the chosen one

    def _relabelled(self, key: str, chosen: Suggestion) -> bool:
        span = self._page.selected_span()
        if chosen.kind != "entity" or (span is not None and not _on(span, chosen)):
            return False
        label = self._acts.label_for(key)
        contents = () if span is None else (span,)
        self._answer(chosen, lambda: self._accept(chosen, label=label, contents=contents))
        return True

    def _taken(self, kind: Kind, chosen: Suggestion) -> bool:
        if chosen.kind != kind or self._page.selected_span() is not None:
            return False
        self.take(chosen)
        return True

    def _next_type(self, chosen: Suggestion) -> bool:
        if chosen.kind == "entity":
            return False
        labels = [label.id for label in self._session.scheme.labels_of(chosen.kind)]
        at = labels.index(chosen.label) if chosen.label in labels else -1
        self.take(chosen, label=labels[(at + 1) % len(labels)])
        return True

    def _removed(self, _chosen: Suggestion) -> bool:
        self.reject()
        return True

    def _moved(self, edge: str, step: int, chosen: Suggestion, *, by_character: bool) -> bool:
        caret = self._page.caret()
        touching = [s for s in chosen.contents if s.start <= caret <= s.end]
        span = min(touching, key=lambda s: s.end - s.start, default=chosen.contents[0])
        moved = self._session.moved(span, edge, step, by_character=by_character, kind=chosen.kind)
        if moved != span:
            self.take(chosen, contents=[moved if s == span else s for s in chosen.contents])
        return True


def _on(span: Span, suggestion: Suggestion) -> bool:
    return any(span.overlaps(content) for content in suggestion.contents)
