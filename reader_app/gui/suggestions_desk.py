"""Suggestions on the annotate desk: which are shown in text and panel, what is said of them, accepting many at once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from reader_app import preferences
from reader_app.core.errors import Problem, RuleBroken
from reader_app.core.model import CLOSED
from reader_app.gui.acts import Acts
from reader_app.gui.panel import AnnotationPanel
from reader_app.gui.plain import number
from reader_app.gui.reader import Reader
from reader_app.gui.suggestions import Sieve
from reader_app.gui.theme import LIGHT, Theme
from reader_app.words import _, ngettext

if TYPE_CHECKING:
    from reader_app.gui.suggestions_pane import SuggestionPane
    from reader_app.session import Session

_AFTER_PAINT = 50
"""Milliseconds after which the suggestions for the first article are looked up and shown."""


class Making(NamedTuple):
    """What the worker is at: `state` is "preparing" while it is with the open article, `learning` how far a training
    is, `trouble` a sentence where it has given up."""

    state: str = ""
    learning: float | None = None
    trouble: str = ""


class SuggestionDesk(QObject):
    """Shows the suggestions of `session` in `reader` and `panel`. Asleep until the first paint is over."""

    said = Signal(str)

    def __init__(
        self, session: Session, acts: Acts, reader: Reader, panel: AnnotationPanel,
        guarded: Callable[[Callable[[], object]], object],
    ) -> None:  # fmt: skip
        super().__init__(reader)
        self._session, self._acts, self._reader, self._panel = session, acts, reader, panel
        self._offers = acts.offers
        self._guarded = guarded
        self._making = Making()
        self._theme = LIGHT
        panel.suggestionsMade.connect(self._connect)
        self._after_paint = QTimer(self, singleShot=True, interval=_AFTER_PAINT)
        self._after_paint.timeout.connect(self.wake)
        self._next_turn = QTimer(self, singleShot=True, interval=0)
        self._next_turn.timeout.connect(self._show_opened)

    def begin(self) -> None:
        """Show suggestions from now on; those for what was opened first as soon as that is painted."""
        self._offers.awake = True
        self._after_paint.start()

    def stop(self) -> None:
        self._after_paint.stop()
        self._next_turn.stop()

    def _connect(self, pane: SuggestionPane) -> None:
        pane.chosen.connect(self._choose)
        pane.intent.connect(self._do)
        pane.sieveChanged.connect(self.set_sieve)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    # state down

    def wake(self) -> None:
        """Show the suggestions for what was opened first: its paint is over."""
        self._offers.sieve = Sieve.read(preferences.load().scores)
        self.refresh()
        self.show_learned()

    def later(self) -> None:
        """Show the suggestions of the article that was opened in the next turn of the event loop: opening it and
        drawing them at once would stall the window."""
        if self._offers.awake:
            self._next_turn.start()

    def _show_opened(self) -> None:
        if self._offers.shown:
            self._show_all()
        else:  # the text was opened without any
            self.show()

    def _show_all(self) -> None:
        self.refresh()
        self._acts.told()

    def refresh(self) -> None:
        """Show the suggestions anew, with everything else as it is."""
        session = self._session
        self._acts.forget_gone()
        self._reader.set_sheet(session.sheet, session.scheme, session.author, self._offers.shown)
        self.show()

    def show(self) -> None:
        """Show the suggestions of the sheet in the panel; those in the text came with the sheet."""
        if not self._offers.awake:
            return
        session, offers = self._session, self._offers
        self._panel.show_count(len(offers.shown))
        self._panel.suggestions.set_suggestions(
            offers.shown, offers.open, offers.sieve, session.sheet, session.scheme, self._hint(), offers.chosen
        )
        self._panel.suggestions.set_news(self._news())

    def set_making(self, making: Making) -> None:
        """Say what the worker is at."""
        learned = self._making.learning is not None and making.learning is None
        self._making = making
        if self._offers.awake and self._offers.shown:
            self._panel.suggestions.set_news(self._news())  # a training says a hundred times how far it is
        else:
            self.show()
        if learned and self._offers.awake:
            self.show_learned()

    def show_learned(self) -> None:
        """Say what was learned last from the finished articles, and whether it is used."""
        from reader_app.gui.suggestions_words import learned_detail, learned_words

        model = self._session.last_model()
        words = learned_words(model) if model is not None else ""
        self._panel.suggestions.set_learned(words, learned_detail(model) if model is not None else "")

    def _news(self) -> str:
        making = self._making
        if making.trouble:
            return making.trouble
        if making.learning is not None:
            percent = number(round(100 * making.learning))
            return _("Learning from finished articles: {percent} %").format(percent=percent)
        return _("Preparing suggestions…") if making.state == "preparing" else ""

    def _hint(self) -> str:
        """Return why there are no cards."""
        session, offers = self._session, self._offers
        if session.sheet is None:
            return ""
        if session.stage in CLOSED:
            return _("The article is submitted. Reopen it to go on with its suggestions.")
        suggested = session.suggested
        if suggested is None:
            return self._making.trouble or _("There are no suggestions for this article yet.")
        hidden = len(offers.open) - len(offers.shown)
        if hidden:
            words = ngettext(
                "{count} suggestion is hidden: its score is lower, or its kind is another.",
                "{count} suggestions are hidden: their scores are lower, or their kinds are others.",
                hidden,
            )
            return words.format(count=number(hidden))
        return _("All suggestions are answered.") if suggested.items else _("Nothing is suggested here.")

    # intents up

    def set_sieve(self, sieve: Sieve) -> None:
        """Show what `sieve` lets through; its scores are kept for the next time."""
        self._offers.sieve = sieve
        preferences.save(scores=sieve.written())
        self._show_all()

    def _choose(self, suggestion: str) -> None:
        found = self._offers.find(suggestion)
        if found is not None:
            self._offers.go_to(found)

    def _do(self, action: str) -> None:
        if action == "accept-all":
            self._guarded(self.ask_accept_all)
        else:
            self._guarded(lambda: self._acts.do(action))

    def ask_accept_all(self) -> None:
        """Show which suggestions would be accepted at once; what is left in the box when it closes is."""
        from reader_app.gui.dialogs.accepting import AcceptDialog
        from reader_app.gui.suggestions_words import suggestion_card

        session = self._session
        if not self._offers.open:
            raise RuleBroken([Problem("no-suggestions-left", "")])
        cards = [suggestion_card(s, session.here, session.scheme) for s in self._offers.open]
        box = AcceptDialog(cards, self._offers.sieve, self._theme, self._panel.window())
        box.wanted.connect(lambda ids: self._guarded(lambda: self._accept_all(ids)))
        box.finished.connect(box.deleteLater)
        box.open()

    def _accept_all(self, ids: Collection[str]) -> None:
        count = self._session.accept_all(ids)
        self._reader.setFocus()
        if count:
            words = ngettext("Accepted {count} suggestion.", "Accepted {count} suggestions.", count)
            self.said.emit(words.format(count=number(count)))

    def choose_returned(self, before: Collection[str]) -> bool:
        """Choose the first suggestion that is open again and was not in `before`; return whether there is one."""
        back = next((s for s in self._offers.shown if s.id not in before), None)
        if back is not None:
            self._offers.go_to(back)
        return back is not None
