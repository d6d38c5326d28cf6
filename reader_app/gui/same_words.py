"""The same words everywhere (M): where else an entity's words stand, listed below the text, ticked, and tagged as one
step. First in the article, then in the whole project, a page at a time while the hand rests."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from reader_app.core.errors import Problem, RuleBroken
from reader_app.core.same_words import EXACT
from reader_app.gui.plain import number, one_line
from reader_app.gui.theme import LIGHT, Theme
from reader_app.words import _, ngettext

if TYPE_CHECKING:
    from reader_app.gui.acts import Acts
    from reader_app.gui.same_words_list import Row, SameWordsList
    from reader_app.gui.text_column import TextColumn
    from reader_app.session import Found, Session

_PAGE = 200
"""So many places are looked for at a time; more when the end of the list is in sight."""
_STRETCH = 100
"""So many articles are read at a time: some milliseconds, and the window answers again."""


class SameWords(QObject):
    """Looks for the words of the entity that `acts` is at; the list goes below the text of `column`."""

    said = Signal(str)

    def __init__(
        self, session: Session, acts: Acts, column: TextColumn, guarded: Callable[[Callable[[], object]], object]
    ) -> None:
        super().__init__(column)
        self._session, self._acts, self._reader, self._column = session, acts, column.reader, column
        self._guarded = guarded
        self._theme = LIGHT
        self._record = ""
        self._words = ""
        self._article = ""
        self._label = ""
        self._everywhere = False
        self._spelling = EXACT
        self._found: list[Found] = []
        self._ticked: set[int] = set()
        self._after = 0  # where the next page starts; 0 where all has been looked at
        self._wanted = 0  # so many places, then it waits
        self._holding = 0
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(lambda: guarded(self._look_on))

    @cached_property
    def list(self) -> SameWordsList:
        """The list, made when it is first asked for."""
        from reader_app.gui.same_words_list import SameWordsList

        made = SameWordsList(self._column)
        made.set_theme(self._theme)
        made.asked.connect(lambda what: self._guarded(lambda: self._do(what)))
        made.boxed.connect(self._toggle)
        made.moved.connect(self._show_place)
        made.more.connect(self._want_more)
        self._column.put_below(made)
        return made

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if "list" in self.__dict__:
            self.list.set_theme(theme)

    @property
    def is_open(self) -> bool:
        return "list" in self.__dict__ and not self.list.isHidden()

    @property
    def is_looking(self) -> bool:
        """Whether articles are still being read."""
        return self._timer.isActive()

    def stop(self) -> None:
        self._timer.stop()

    # open, follow, close

    def open(self) -> None:
        """List the places of the words of the entity that is selected, chosen or under the caret."""
        record = self._acts.target()
        if self._reader.selected_span() is None and (record is None or record.kind != "entity"):
            # a quote or claim is chosen: the name in it is meant that the caret is at
            at = self._acts.under(self._reader.caret())
            record = next((one for one in at if one.kind == "entity"), record)
        if record is None or record.kind != "entity":
            raise RuleBroken([Problem("only-entities", record.id if record else "")])
        self._record, self._article = record.id, record.article
        self._everywhere, self._spelling = False, EXACT
        self._look()
        self.list.show()
        self.list.setFocus()
        self._go_to_ticked()

    def follow(self) -> None:
        """Take in what has changed: another article is open, or the records of this one are others."""
        if not self.is_open:
            return
        sheet = self._session.sheet
        record = sheet.get(self._record) if sheet is not None else None
        if sheet is None or sheet.article.id != self._article or record is None:
            self.close()
        elif not self._everywhere:
            kept = {self._found[n].place.span for n in self._ticked}
            self._look()
            self._ticked = {n for n, one in enumerate(self._found) if one.can_be_tagged and one.place.span in kept}
            self._show()

    def close(self) -> None:
        self._timer.stop()
        if self.is_open:
            focus = QApplication.focusWidget()
            had_focus = focus is not None and self.list.isAncestorOf(focus)
            self.list.hide()
            if had_focus:
                self._reader.setFocus()

    # looking

    def _look(self) -> None:
        """Look anew, in the article and, where that is asked for, in the others."""
        self._timer.stop()
        self._words = self._session.words_of(self._record)
        self._label = self._session.here.annotation(self._record).label
        self._found = self._session.same_words(self._record, self._spelling)
        self._ticked = {n for n, one in enumerate(self._found) if one.likely}
        self._after, self._wanted, self._holding = 0, _PAGE, 0
        if self._everywhere:
            self._holding = self._session.articles_holding(self._record)
            self._look_on()
        self._show()

    def _look_anew(self) -> None:
        self._look()
        self._go_to_ticked()

    def _go_to_ticked(self) -> None:
        """Put the cursor on what would be tagged first: what is tagged already may fill the list above it."""
        self.list.go_to(min(self._ticked, default=0))

    def _look_on(self) -> None:
        """Read some more articles; go on until there are as many places as are wanted."""
        page = self._session.same_words_elsewhere(self._record, self._spelling, self._after, _STRETCH)
        known = len(self._found)
        self._found += page.found
        self._ticked |= {known + n for n, one in enumerate(page.found) if one.likely}
        self._after = page.after
        if self._after and len(self._found) < self._wanted:
            self._timer.start()
        if page.found or not self._after:
            self._show()

    def _want_more(self) -> None:
        if self._after and not self._timer.isActive():
            self._wanted = len(self._found) + _PAGE
            self._timer.start()

    # showing

    def _show(self) -> None:
        self.list.set_rows([self._row(n) for n in range(len(self._found))], _("These words stand nowhere else."))
        self._show_words()

    def _show_words(self) -> None:
        count = len(self._found)
        places = ngettext("{count} place", "{count} places", count).format(count=number(count))
        heading = f"“{one_line(self._words, 80)}” · {places}"
        if self._everywhere and self._after:
            more = _("more in up to {count} articles: go to the end of the list")
            heading += " · " + more.format(count=number(self._holding))
        tag = _("tag {count} as {label}")
        self.list.set_words(
            heading,
            apply=tag.format(count=number(len(self._ticked)), label=self._label) if self._ticked else "",
            scope=_("only this article") if self._everywhere else _("the whole project"),
            all=_("tick none") if self._ticked else _("tick all"),
            case=_("any case") if self._spelling.case else _("same case"),
            marks=_("any tone marks") if self._spelling.marks else _("same tone marks"),
        )

    def _row(self, n: int) -> Row:
        from reader_app.gui.same_words_list import Row

        one = self._found[n]
        if one.closed and one.place.free:
            state = _("submitted")
        elif one.place.label:
            state = _("tagged: {label}").format(label=one.place.label)
        elif one.place.within:
            state = _("inside another")
        else:
            state = _("part of a longer name?") if one.place.doubtful else ""
        where = one_line(one.title, 60) if self._everywhere else ""
        # blanks at the ends are what stands between the words
        before, words, after = (piece.replace("\t", " ") for piece in (one.before, one.words, one.after))
        return Row(before, words, after, state, where, one.can_be_tagged, n in self._ticked)

    def _show_place(self, row: int) -> None:
        """Bring the place into view where it is in the open article."""
        if 0 <= row < len(self._found) and self._found[row].article == self._article:
            self._reader.reveal(self._found[row].place.span)

    # what is asked

    def _do(self, what: str) -> None:
        spelling = self._spelling
        match what:
            case "toggle":
                self._toggle(self.list.row())
            case "all":
                self._tick_all()
            case "scope":
                self._everywhere = not self._everywhere
                self._look_anew()
            case "case":
                self._spelling = spelling._replace(case=not spelling.case)
                self._look_anew()
            case "marks":
                self._spelling = spelling._replace(marks=not spelling.marks)
                self._look_anew()
            case "apply":
                self._apply()
            case "close":
                self.close()

    def _toggle(self, row: int) -> None:
        if 0 <= row < len(self._found) and self._found[row].can_be_tagged:
            self._ticked ^= {row}
            self.list.set_row(row, self._row(row))
            self._show_words()

    def _tick_all(self) -> None:
        can = {n for n, one in enumerate(self._found) if one.can_be_tagged}
        self._ticked = set() if self._ticked else can
        self._show()

    def _apply(self) -> None:
        wanted = [(self._found[n].article, self._found[n].place.span) for n in sorted(self._ticked)]
        articles = len({article for article, _span in wanted})
        count = self._session.tag_same(self._record, wanted) if wanted else 0
        self.close()
        self._reader.setFocus()
        if articles > 1:
            words = _("Tagged at {count} places in {articles} articles.")
        else:
            words = ngettext("Tagged at {count} place.", "Tagged at {count} places.", count)
        self.said.emit(words.format(count=number(count), articles=number(articles)))
