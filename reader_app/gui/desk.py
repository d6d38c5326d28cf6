"""The annotate desk: articles, reader and panel side by side, and one person's work in them.

Intents come up from the widgets and become acts of the session; its one signal brings the new state down to all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from reader_app.core.change import Sheet
from reader_app.core.errors import ReaderError
from reader_app.core.model import CLOSED, KINDS, Annotation, Kind, Span
from reader_app.core.scheme import Scheme
from reader_app.gui.acts import Acts
from reader_app.gui.article_list import ArticleList
from reader_app.gui.boxes import Boxes
from reader_app.gui.checks import Checks
from reader_app.gui.course import Course
from reader_app.gui.division import Division
from reader_app.gui.done_bar import DoneBar
from reader_app.gui.guide_desk import GuideDesk
from reader_app.gui.key_table import key_of
from reader_app.gui.panel import AnnotationPanel
from reader_app.gui.reading_desk import ReadingDesk
from reader_app.gui.shelf import Shelf
from reader_app.gui.suggestions_desk import SuggestionDesk
from reader_app.gui.text_column import TextColumn
from reader_app.gui.theme import Theme
from reader_app.gui.tour_desk import TourDesk
from reader_app.gui.undoing import Undoing
from reader_app.words import _, sentence

if TYPE_CHECKING:
    from reader_app.gui.dragging import Ends
    from reader_app.gui.find_bar import FindBar
    from reader_app.gui.same_words import SameWords
    from reader_app.session import Session


class AnnotateDesk(QWidget):
    """The desk of `session`; the signals with sentences are for the message bar."""

    said = Signal(str)
    complained = Signal(str)
    offered = Signal(str, str, str)  # a sentence, the words of a button beside it, the action that it does
    noted = Signal(str, str, str)  # the same, of what went well
    saved = Signal()
    filesDropped = Signal(list)
    choiceChanged = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        # each widget is made where it stays: a widget that moves is dressed again, with all that is in it
        self.division = Division(self)
        self.articles = ArticleList(self.division)
        self._middle, self.right = TextColumn(self.division), QWidget(self.division)
        self.header, self.reader = self._middle.header, self._middle.reader
        self.reader.words = lambda: session.words
        self.panel = AnnotationPanel(self.right)
        self.done = DoneBar(self.right)
        self.acts = Acts(session, self.reader, self._show_chosen)
        self.acts.said = self.said.emit
        self.suggestions = SuggestionDesk(session, self.acts, self.reader, self.panel, self.guarded)
        self.reading = ReadingDesk(session, self.acts, self.reader, self.header, self, self.guarded)
        self.shelf = Shelf(session, self.articles)
        self.course = Course(session, self.shelf, self.reader)
        self.guiding = GuideDesk(session, self.acts, self.division)
        self.touring = TourDesk(session, self._middle, self)
        self.checks = Checks(session, self.acts, self._middle, self.guarded)
        self.boxes = Boxes(session, self.acts, self.reader, self, theme, self.guarded)
        self.panel.linked, self.panel.proposed = self.boxes.links_of, self.boxes.proposed_for
        self._undoing = Undoing(session, self.acts, self.reader, self.suggestions)
        self._theme = theme
        self._shown: tuple[Sheet | None, Scheme] | None = None
        self._lay_out()
        self._connect()
        self.set_theme(theme)
        session.subscribe(self._show)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self.right)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.panel)
        layout.addWidget(self.done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.division.divide(self.articles, self._middle, self.right)
        layout.addWidget(self.division)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        self.division.fold(self.width(), guided=self.guiding.is_open)

    def _connect(self) -> None:
        self.reader.clicked.connect(self._clicked)
        self.reader.caretMoved.connect(lambda _position: self.course.moved())
        self.course.leaving.connect(self._leave)
        self.reader.filesDropped.connect(self.filesDropped)
        self.panel.chosen.connect(self._card_chosen)
        self.panel.intent.connect(self._panel_intent)
        self.articles.opened.connect(lambda seq: self.guarded(lambda: self.course.open_seq(seq)))
        self.articles.intent.connect(lambda action, seq: self.guarded(lambda: self.course.change(action, seq)))
        self.articles.filesDropped.connect(self.filesDropped)
        self.course.said.connect(self.said)
        for part in (self.course, self.checks):
            part.noted.connect(self.noted)
        self.checks.said.connect(self.said)
        self.checks.counted.connect(self.done.set_findings)
        self.guiding.toggled.connect(self._fold)
        self.guiding.left.connect(self.reader.setFocus)
        self.done.findingsAsked.connect(self.checks.toggle)
        self.suggestions.said.connect(self.said)
        self.boxes.said.connect(self.said)
        self.reading.complained.connect(self.complained)
        self.boxes.complained.connect(self.complained)
        self.done.changed.connect(lambda kinds: self.guarded(lambda: self._session.set_done(kinds)))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        parts = (self.articles, self.reader, self.panel, self.suggestions, self.checks, self.guiding, self.reading)
        for part in (*parts, self.boxes):
            part.set_theme(theme)
        for made in ("same_words", "ends"):
            if made in self.__dict__:
                self.__dict__[made].set_theme(theme)

    # made when they are first asked for: the way to the first window does without them

    @cached_property
    def ends(self) -> Ends:
        from reader_app.gui.dragging import Ends

        session = self._session

        def put(span: Span, edge: str, position: int, by_character: bool) -> Span:  # noqa: FBT001  as Ends calls it
            return session.with_end_at(span, edge, position, by_character=by_character)

        made = Ends(self.reader, put)
        made.set_theme(self._theme)
        made.dragged.connect(lambda record, old, new: self.guarded(lambda: session.set_span(record, old, new)))
        return made

    @cached_property
    def same_words(self) -> SameWords:
        from reader_app.gui.same_words import SameWords

        made = SameWords(self._session, self.acts, self._middle, self.guarded)
        made.set_theme(self._theme)
        made.said.connect(self.said)
        return made

    @cached_property
    def find_bar(self) -> FindBar:
        from reader_app.gui.find_bar import FindBar

        bar = FindBar(self._middle)
        bar.found.connect(self._show_hit)
        bar.closed.connect(self.reader.setFocus)
        self._middle.put_above(bar)
        return bar

    @cached_property
    def _empty(self) -> QLabel:
        """What stands in the place of the text where no article is open."""
        label = QLabel(self.reader.viewport())
        label.setProperty("role", "muted")
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(self.reader.viewport())
        layout.setContentsMargins(32, 48, 32, 32)
        layout.addWidget(label)
        return label

    # state down

    def _show(self) -> None:
        """Bring the session's sheet to every widget: what the one signal of the session does."""
        sheet, scheme, author = self._session.sheet, self._session.scheme, self._session.author
        if sheet is not None and self._shown is not None and self._shown[0] is sheet and self._shown[1] is scheme:
            self.suggestions.refresh()  # it is about these that something has come
            self._show_chosen()
            return
        before = self._shown[0] if self._shown is not None else None
        opened = sheet is not None and (before is None or before.article.id != sheet.article.id)
        self._shown = (sheet, scheme)
        self.acts.forget_gone()
        # another article comes first, what is suggested for it a turn of the event loop later
        self.reader.set_sheet(sheet, scheme, author, () if opened else self.acts.offers.shown)
        self._show_empty()
        self.panel.set_sheet(sheet, scheme, author)
        if opened:
            self.suggestions.later()
        else:
            self.suggestions.show()
        self.reading.show()
        self._show_chosen()
        self._show_done()
        if "find_bar" in self.__dict__:
            self.find_bar.set_text(sheet.article.text if sheet is not None else "")
        self.shelf.refresh_current()
        if "same_words" in self.__dict__:
            self.same_words.follow()
        self.checks.later()
        self.touring.watch()
        self.saved.emit()

    def _show_empty(self) -> None:
        empty = self._session.sheet is None
        if empty or "_empty" in self.__dict__:
            key = key_of("import")
            with_keys = _("No article is open. Drop files here, or import some with {key}.").format(key=key)
            self._empty.setText(with_keys if key else _("No article is open. Drop files here."))
            self._empty.setVisible(empty)

    def _show_chosen(self) -> None:
        self.reader.set_chosen(self.acts.chosen or self.acts.offers.chosen)
        self.reader.set_open_quote(self.acts.open_quote)
        self.panel.set_chosen(self.acts.chosen)
        self.panel.set_suggestion(self.acts.offers.chosen)
        self.panel.set_open_quote(self.acts.open_quote)
        self._show_ends()
        self.guiding.follow()
        self.reading.follow()
        self.choiceChanged.emit()

    def _show_ends(self) -> None:
        """Let the ends of the chosen record be dragged, where it can be changed."""
        record = self.acts.record()
        fixed = record is None or self._session.store.read_only or self._session.stage in CLOSED
        if not fixed or "ends" in self.__dict__:
            spans = [] if fixed or record is None else self._session.parts_of(record)
            self.ends.set_spans(self.acts.chosen, spans)

    def _show_done(self) -> None:
        if self._session.sheet is None:
            self.done.set_done((), enabled=False)
        else:
            self.done.set_done(self._session.done, enabled=self._session.stage not in CLOSED)

    def open_first(self) -> None:
        """Open the article that was open last, else the first; with none, show the empty desk."""
        if not self.course.open_first():
            self._show()
        self.suggestions.begin()

    def _toggle_done(self, kind: Kind) -> None:
        done = set(self.done.kinds()) ^ {kind}
        self._session.set_done([one for one in KINDS if one in done])

    def _leave_all(self) -> None:
        """Let go of what is chosen, and go back to the text from wherever the focus is; with nothing to let go of, a
        tour is over."""
        chosen = self.acts.chosen or self.acts.open_quote or self.acts.offers.chosen
        if self.touring.is_open and not chosen and self.reader.selected_span() is None:
            self.touring.close()
        self.acts.leave()
        self.reader.setFocus()

    def asked_for(self) -> list[QWidget]:
        """Return the areas that are there because somebody asked for them."""
        lists = [self.checks.list.focus_widget()] if self.checks.is_open else []
        if "same_words" in self.__dict__ and self.same_words.is_open:
            lists.append(self.same_words.list.list)
        return [*lists, *([self.guiding.guide.pages] if self.guiding.is_open else [])]

    def flush(self) -> None:
        """Hand over what is being written anywhere on the desk."""
        self.panel.flush()
        self.reading.flush()
        self.boxes.close()

    def _leave(self) -> None:
        """Hand over what is being written, and let go of what was chosen: another article is opened."""
        self.flush()
        self.acts.chosen = self.acts.open_quote = self.acts.offers.chosen = ""

    # intents up

    def guarded(self, act: Callable[[], object]) -> object:
        """Do `act` and return what it returns; where it cannot be done, say so in one sentence and return None."""
        try:
            return act()
        except ReaderError as error:
            if error.code == "submitted":
                self.offered.emit(sentence(error), _("Reopen"), "reopen")
            else:
                self.complained.emit(sentence(error))
            # fields in the panel go back to what is true
            self.panel.set_sheet(self._session.sheet, self._session.scheme, self._session.author)
            self._show_done()
            return None

    def do(self, action: str) -> bool:
        """Do what a key asks for; return whether it is for this desk."""
        other: dict[str, Callable[[], object]] = {
            "person": self.boxes.ask_person,
            "note": self.boxes.ask_note,
            "link": self.boxes.ask_link,
            "undo": lambda: self.said.emit(self._undoing.undo()),
            "redo": lambda: self.said.emit(self._undoing.redo()),
            "submit": lambda: self._submit(self.done.kinds()),
            "set-aside": self.course.set_aside,
            "reopen": self._session.reopen,
            "submit-all": lambda: self._submit(KINDS),
            **{f"done-{kind}": partial(self._toggle_done, kind) for kind in KINDS},
            "nothing-here": lambda: self._session.set_done(KINDS),
            "remove-article": self.course.remove_article,
            "leave": self._leave_all,
            "restore-article": self.course.restore_article,
            "next-article": lambda: self.course.neighbour(1),
            "previous-article": lambda: self.course.neighbour(-1),
            "find": self._find_in_article,
            "filter": self.shelf.ask_filter,
            "accept-all": self.suggestions.ask_accept_all,
            "next-finding": lambda: self.checks.step(1),
            "previous-finding": lambda: self.checks.step(-1),
            "findings": self.checks.toggle,
            "same-words": lambda: self.same_words.open(),  # noqa: PLW0108  made when it is first asked for
            "guide": self.guiding.toggle,
            **self.reading.actions,
            "tour": self.touring.show,
            "restore-findings": self.checks.restore,
            "look-back": lambda: self.checks.look_back(self.course.open),
        }
        if action not in other:
            return self.guarded(lambda: self.acts.do(action)) is not False
        self.guarded(other[action])
        return True

    def idle(self, action: str) -> bool:
        """Return whether `action` has nothing to do now, so that its key is for the reader itself: with no suggestion
        left Tab leaves the text, as it does everywhere."""
        if action in ("next-suggestion", "previous-suggestion"):
            return not self.acts.offers.shown
        return action == "accept" and not self.acts.offers.chosen

    def _clicked(self, _position: int, ids: list[str]) -> None:
        """Choose what was clicked: the innermost record or suggestion; clicked again, the one around it."""
        chosen = self.acts.chosen or self.acts.offers.chosen
        here = ids[0] if ids else ""
        if chosen in ids and self.reader.clicked_again:
            here = ids[(ids.index(chosen) + 1) % len(ids)]
        if self.acts.offers.find(here) is not None:
            self.acts.offers.choose(here)
        else:
            self.acts.choose(here)

    def _card_chosen(self, record: str) -> None:
        sheet = self._session.sheet
        annotation = sheet.get(record) if sheet is not None else None
        if isinstance(annotation, Annotation):
            self.acts.go_to(annotation)

    def _panel_intent(self, action: str, record: str, value: object) -> None:
        session = self._session
        table: dict[str, Callable[[], object]] = {
            "label": lambda: session.relabel(record, str(value)),
            "attribute": lambda: session.set_attribute(record, *map(str, value)),  # type: ignore[call-overload]
            "set-person": lambda: self.boxes.asking.person(record, more=bool(value)),
            "take-proposed": lambda: session.take_proposed(record),
            "remove-person": lambda: self.boxes.asking.remove_person(record, str(value)),
            "clear": lambda: session.set_part(record, value, None),  # type: ignore[arg-type]
            "take-selection": lambda: self.acts.take_selection(record, value),  # type: ignore[arg-type]
            "statement": lambda: session.set_statement(record, str(value)),
            "note": lambda: session.set_note(record, str(value)),
            "unsure": lambda: session.set_unsure(record, bool(value)),
            "remove": lambda: session.remove(record),
            "quote": lambda: session.set_quote(record, str(value)),
            "link": lambda: self.boxes.linker.ask(record),
            "unlink": lambda: session.unlink(str(value)),
            "go-link": lambda: self.show_record(*self.boxes.other_end(record, str(value))),
        }
        self.guarded(table[action])

    def _submit(self, kinds: Sequence[Kind]) -> None:
        self.course.submit(kinds, self.checks.summary(kinds))

    # records elsewhere

    def person(self) -> str:
        """Return whom the chosen record names, else the open quote; "" for nobody."""
        sheet = self._session.sheet
        for record in (self.acts.chosen, self.acts.open_quote):
            annotation = sheet.get(record) if sheet is not None and record else None
            if sheet is not None and isinstance(annotation, Annotation) and annotation.referents:
                referent = sheet.referent(annotation.referents[0])
                return referent.id if referent is not None else ""
        return ""

    def show_record(self, article: str, record: str) -> None:
        """Open `article` and choose the record there; somebody else's, which is not drawn, is selected."""
        self.course.open(article)
        annotation = self._session.here.annotation(record)
        if annotation.author == self._session.author:
            self.acts.go_to(annotation)
        else:
            self._show_hit(Span(annotation.start, annotation.end))
        self.reader.setFocus()

    # finding

    def go_to(self, article: str, record: str) -> None:
        """Open an article at one of its records."""
        self.course.open(article)
        self._card_chosen(record)

    def _find_in_article(self) -> None:
        if self._session.sheet is not None:
            self.find_bar.open_for(self._session.text, self.reader.caret())

    def _show_hit(self, span: Span) -> None:
        self.reader.set_caret(span.end, anchor=span.start)
        self.reader.reveal(span)
