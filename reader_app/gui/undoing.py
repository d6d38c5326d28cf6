"""Undo and redo on the desk: the act, what to look at after it, and the sentence that says what it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from reader_app.core.change import Step
from reader_app.core.model import Annotation, Span
from reader_app.gui.acts import Acts
from reader_app.gui.reader import Reader
from reader_app.gui.suggestions_desk import SuggestionDesk
from reader_app.words import _, ngettext, step_title, title

if TYPE_CHECKING:
    from reader_app.session import Session

_ANSWERS = frozenset({"accept", "accept-all", "reject"})
"""The titles of the steps by which suggestions are answered."""


class Undoing:
    """Undoes and redoes the steps of `session`; each method returns what there is to say."""

    def __init__(self, session: Session, acts: Acts, reader: Reader, suggestions: SuggestionDesk) -> None:
        self._session, self._acts, self._reader, self._suggestions = session, acts, reader, suggestions

    def undo(self) -> str:
        entry = self._session.history.undo
        if entry is None:
            return _("Nothing to undo on this article.")
        return self._turn(self._session.undo, entry.step, _("Undone: {step}"))

    def redo(self) -> str:
        entry = self._session.history.redo
        if entry is None:
            return _("Nothing to redo on this article.")
        return self._turn(self._session.redo, entry.step, _("Redone: {step}"))

    def _turn(self, turn: Callable[[], object], step: Step, done: str) -> str:
        offered = {suggestion.id for suggestion in self._acts.offers.open}
        turn()
        if not (step.title in _ANSWERS and self._suggestions.choose_returned(offered)):
            self._show_touched(step)
        words = done.format(step=step_title(self._titled(step)))
        if others := len(step.articles() - {self._session.here.article.id}):
            # it is not only what is in sight that has changed
            too = ngettext("{count} other article too.", "{count} other articles too.", others)
            words += " " + too.format(count=others)
        return words

    def _titled(self, step: Step) -> Step:
        """Return `step` with the label or the kind of link that it is about by its title."""
        scheme = self._session.scheme
        titles = {x.id: x.titles for x in scheme.links} | {x.id: x.titles for x in scheme.labels}
        titled = titles.get(step.detail)
        return step if titled is None else replace(step, detail=title(titled))

    def _show_touched(self, step: Step) -> None:
        """Choose the record that `step` was about, where it is there, and bring it into view."""
        for change in step.changes:
            found = self._session.here.get(change.record.id)
            if isinstance(found, Annotation) and found.author == self._session.author:
                self._acts.choose(found.id)
                self._reader.reveal(Span(found.start, found.end))
                return
