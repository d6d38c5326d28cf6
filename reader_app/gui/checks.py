"""What is still to be looked at in the open article: found while the hand rests, told at the foot of the panel, listed
below the text when somebody asks. Never in the way."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from reader_app.core.errors import Problem, ReaderError
from reader_app.core.model import Kind
from reader_app.gui.plain import number, one_line
from reader_app.gui.theme import LIGHT, Theme
from reader_app.words import _, ngettext, problem_sentence

if TYPE_CHECKING:
    from reader_app.gui.acts import Acts
    from reader_app.gui.checks_list import CheckList
    from reader_app.gui.text_column import TextColumn
    from reader_app.session import Session

_RESTS = 150
"""Milliseconds after an edit: what is looked at then costs no key anything."""
_SLICE, _BREATH = 0.004, 4
"""Seconds that are spent on looking at a time, and milliseconds until it goes on: a huge article stays smooth."""


def things_to_look_at(count: int) -> str:
    """Return "3 things to look at"."""
    return ngettext("{count} thing to look at", "{count} things to look at", count).format(count=number(count))


def by_sort(found: Collection[Problem]) -> str:
    """Return how many there are of each sort: "1 quote without a cue · 2 quotations not tagged"."""
    n = Counter(one.code for one in found)
    overlaps = n["entities-cross"] + n["entity-in-entity"]
    sorts = (
        (n["quote-bare"], ngettext("{count} quote of nobody", "{count} quotes of nobody", n["quote-bare"])),
        (n["quote-no-source"],
         ngettext("{count} quote without a source", "{count} quotes without a source", n["quote-no-source"])),
        (n["quote-no-cue"], ngettext("{count} quote without a cue", "{count} quotes without a cue", n["quote-no-cue"])),
        (n["quote-no-person"],
         ngettext("{count} quote without a person", "{count} quotes without a person", n["quote-no-person"])),
        (n["cue-far"], ngettext("{count} cue far from its quote", "{count} cues far from their quotes", n["cue-far"])),
        (n["marks-cut"],
         ngettext("{count} cut pair of quotation marks", "{count} cut pairs of quotation marks", n["marks-cut"])),
        (n["claim-no-claimant"],
         ngettext("{count} claim without a claimant", "{count} claims without a claimant", n["claim-no-claimant"])),
        (n["claim-no-evidence"],
         ngettext("{count} claim without evidence", "{count} claims without evidence", n["claim-no-evidence"])),
        (overlaps, ngettext("{count} overlap of names", "{count} overlaps of names", overlaps)),
        (n["mark-untagged"],
         ngettext("{count} quotation not tagged", "{count} quotations not tagged", n["mark-untagged"])),
    )  # fmt: skip
    return " · ".join(words.format(count=number(count)) for count, words in sorts if count)


class Checks(QObject):
    """Looks at the open article of `session`; the list goes below the text of `column`."""

    counted = Signal(int, str)  # how many there are, and how many of each sort
    said = Signal(str)
    noted = Signal(str, str, str)  # a sentence, the words of a button beside it, the action that it does

    def __init__(
        self, session: Session, acts: Acts, column: TextColumn, guarded: Callable[[Callable[[], object]], object]
    ) -> None:
        super().__init__(column)
        self._session, self._acts, self._reader, self._column = session, acts, column.reader, column
        self._guarded = guarded
        self._theme = LIGHT
        self._found: list[Problem] = []
        self._current = ""
        self._about = ""  # the article of `_current`
        self._last = ""  # the article submitted last with something to look at
        self._work: Iterator[Problem | None] | None = None
        self._so_far: list[Problem | None] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(lambda: self._go_on(_SLICE))

    @cached_property
    def list(self) -> CheckList:
        """The list, made when it is first asked for."""
        from reader_app.gui.checks_list import CheckList

        made = CheckList(self._column)
        made.set_theme(self._theme)
        made.shown.connect(self._go)
        made.gone.connect(lambda line: self._go(line, into_text=True))
        made.ignored.connect(lambda line: self._guarded(lambda: self.ignore(line)))
        made.closed.connect(self.close)
        self._column.put_below(made)
        return made

    @property
    def is_open(self) -> bool:
        return "list" in self.__dict__ and not self.list.isHidden()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if "list" in self.__dict__:
            self.list.set_theme(theme)

    def stop(self) -> None:
        self._timer.stop()

    # looking

    def later(self) -> None:
        """Look at the article once the hand rests."""
        self._work = None
        self._timer.start(_RESTS)

    def look(self) -> None:
        """Look at the article now, all of it."""
        self._work = None
        self._go_on(math.inf)

    def _go_on(self, seconds: float) -> None:
        from reader_app.core import completeness  # not on the way to the first window

        self._timer.stop()
        sheet = self._session.sheet
        article = sheet.article.id if sheet is not None else ""
        if article != self._about:
            self._about, self._current = article, ""
        if self._work is None:
            session = self._session
            self._work = completeness.looking(sheet, session.author, session.lexicon) if sheet else iter(())
            self._so_far = []
        end = perf_counter() + seconds
        for found in self._work:
            if found is not None:
                self._so_far.append(found)
            elif perf_counter() > end:
                self._timer.start(_BREATH)
                return
        self._work = None
        ignored = self._ignored() if article else frozenset()
        ordered = completeness.in_order(self._so_far)
        self._found = [one for one in ordered if completeness.key(one) not in ignored] if ignored else ordered
        self.counted.emit(len(self._found), by_sort(self._found))
        self._show()

    def found(self) -> Sequence[Problem]:
        """Return what there is to look at now."""
        if self._timer.isActive():
            self.look()
        return self._found

    def _show(self) -> None:
        if not self.is_open:
            return
        from reader_app.core.completeness import key, place
        from reader_app.gui.checks_list import Line

        found, text = self._found, self._session.text if self._session.sheet is not None else ""

        def line(row: int) -> Line:
            return Line(problem_sentence(found[row]), one_line(place(found[row]).of(text), 200))

        heading = things_to_look_at(len(found)) if found else _("Nothing is left to look at.")
        had = self.list.list.hasFocus()
        self.list.set_lines([key(one) for one in found], line, heading, self._current)
        if had:  # else hiding the list would give the keys to whoever comes next
            self.list.focus_widget().setFocus()

    # going

    def toggle(self) -> None:
        """Show the list, with the keys in it, or close it."""
        if self.is_open:
            self.close()
            return
        self.list.show()
        self.found()
        self._show()
        self.list.focus_widget().setFocus()
        if not self._current and self._found:
            from reader_app.core.completeness import key

            self.list.set_current(key(self._found[0]))

    def close(self) -> None:
        if "list" in self.__dict__:
            self.list.hide()
        self._reader.setFocus()

    def step(self, step: int) -> None:
        """Go to the next (1) or previous (-1) finding: after the one that was gone to last, else after the caret."""
        from reader_app.core.completeness import key, place

        found = self.found()
        if not found:
            self.said.emit(_("Nothing is left to look at."))
            return
        keys = [key(one) for one in found]
        if self._current in keys:
            at = (keys.index(self._current) + step) % len(keys)
        else:
            caret = self._reader.caret()
            after = next((i for i, one in enumerate(found) if place(one).start >= caret), len(found))
            at = (after if step > 0 else after - 1) % len(found)
        self._go(keys[at])
        if not self.is_open:
            self.said.emit(f"{problem_sentence(found[at])} ({number(at + 1)}/{number(len(found))})")

    def _go(self, finding: str, *, into_text: bool = False) -> None:
        """Choose the record that the finding is about, or select its words."""
        from reader_app.core.completeness import key, place

        one = next((p for p in self._found if key(p) == finding), None)
        if one is None:
            return
        self._current = finding
        span = place(one)
        if one.record:
            self._reader.set_caret(span.start)
            self._acts.choose(one.record)
        else:
            self._acts.leave()
            self._reader.set_caret(span.end, anchor=span.start)
        self._reader.reveal(span)
        if "list" in self.__dict__:
            self.list.set_current(finding)
        if into_text:
            self._reader.setFocus()

    # what somebody chose not to look at again

    def _setting(self) -> str:
        return f"ignored/{self._about}/{self._session.author}"

    def _ignored(self) -> frozenset[str]:
        try:
            return frozenset(self._session.store.setting(self._setting()).split())
        except ReaderError:
            return frozenset()

    def ignore(self, finding: str) -> None:
        """Leave a finding out for good; the message offers to bring it back."""
        before = self._ignored()
        self._session.store.set_setting(self._setting(), " ".join(sorted({*before, finding})))
        self.look()
        self.noted.emit(_("It will not be listed again."), _("Bring it back"), "restore-findings")

    def restore(self) -> None:
        """List again what was left out of this article."""
        if self._ignored():
            self._session.store.set_setting(self._setting(), "")
        self.look()

    # submitting

    def summary(self, done: Collection[Kind]) -> str:
        """Return what is worth a word when the open article is submitted with `done`, "" where there is nothing."""
        from reader_app.core.completeness import counting

        left = counting(self.found(), done)
        self._last = self._session.here.article.id if left else ""
        return f"{things_to_look_at(len(left))}: {by_sort(left)}" if left else ""

    def look_back(self, open_article: Callable[[str], None]) -> None:
        """Open the article submitted last with something to look at, and list that."""
        if not self._last:
            self.said.emit(_("Nothing is left to look at."))
            return
        open_article(self._last)
        self.look()
        if not self.is_open:
            self.toggle()
        self.step(1)
