"""The annotate desk: articles, reader and panel side by side, and one person's work in them.

Intents come up from the widgets and become acts of the session; its one signal brings the new state down to all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from reader_app.core.errors import ReaderError
from reader_app.core.model import KINDS, Annotation, Kind, Span
from reader_app.gui.acts import Acts
from reader_app.gui.article_list import ArticleList
from reader_app.gui.done_bar import DoneBar
from reader_app.gui.panel import AnnotationPanel
from reader_app.gui.reader import Reader
from reader_app.gui.shelf import Shelf
from reader_app.gui.theme import Theme
from reader_app.words import _, sentence, step_title

if TYPE_CHECKING:
    from reader_app.gui.asking import Asking
    from reader_app.gui.find_bar import FindBar
    from reader_app.gui.people import PersonPicker
    from reader_app.session import Session

_CLOSED = frozenset({"submitted", "approved"})


class AnnotateDesk(QWidget):
    """The desk of `session`; `the signals with sentences are for the message bar."""

    said = Signal(str)
    complained = Signal(str)
    offered = Signal(str, str, str)  # a sentence, the words of a button beside it, the action that it does
    saved = Signal()
    filesDropped = Signal(list)
    articleChanged = Signal()
    choiceChanged = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.articles = ArticleList(self)
        self.reader = Reader(self)
        self.panel = AnnotationPanel(self)
        self.done = DoneBar(self)
        self.acts = Acts(session, self.reader, self._show_chosen)
        self.shelf = Shelf(session, self.articles)
        self._theme = theme
        self._lay_out()
        self._connect()
        self.set_theme(theme)
        session.subscribe(self._show)
        self._place_timer = QTimer(self, singleShot=True, interval=1500)
        self._place_timer.timeout.connect(self.keep_place)

    def _lay_out(self) -> None:
        middle, right = QWidget(self), QWidget(self)
        for widget, parts in ((middle, (self.reader,)), (right, (self.panel, self.done))):
            layout = QVBoxLayout(widget)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
            for part in parts:
                layout.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for widget in (self.articles, middle, right):
            self.splitter.addWidget(widget)
        self.splitter.setCollapsible(1, False)  # noqa: FBT003  Qt's own order
        for part, stretch in enumerate((1, 4, 2)):
            self.splitter.setStretchFactor(part, stretch)
        self.splitter.setSizes([264, 800, 360])
        self.splitter.setHandleWidth(1)
        layout.addWidget(self.splitter)
        self._middle = middle

    def _connect(self) -> None:
        self.reader.clicked.connect(self._clicked)
        self.reader.caretMoved.connect(lambda _position: self._place_timer.start())
        self.reader.filesDropped.connect(self.filesDropped)
        self.panel.chosen.connect(self._card_chosen)
        self.panel.intent.connect(self._panel_intent)
        self.articles.opened.connect(lambda seq: self.guarded(lambda: self._open_seq(seq)))
        self.articles.intent.connect(lambda action, seq: self.guarded(lambda: self._article_intent(action, seq)))
        self.articles.filesDropped.connect(self.filesDropped)
        self.done.changed.connect(lambda kinds: self.guarded(lambda: self._session.set_done(kinds)))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for widget in (self.articles, self.reader, self.panel):
            widget.set_theme(theme)
        if "people" in self.__dict__:
            self.people.set_theme(theme)

    # made when they are first asked for: the way to the first window does without them

    @cached_property
    def people(self) -> PersonPicker:
        from reader_app.gui.people import PersonPicker

        picker = PersonPicker(self)
        picker.set_theme(self._theme)
        return picker

    @cached_property
    def asking(self) -> Asking:
        from reader_app.gui.asking import Asking
        from reader_app.gui.notes import NoteEditor

        return Asking(self._session, self.people, NoteEditor(self), self.guarded, self._near)

    @cached_property
    def find_bar(self) -> FindBar:
        from reader_app.gui.find_bar import FindBar

        bar = FindBar(self._middle)
        bar.found.connect(self._show_hit)
        bar.closed.connect(self.reader.setFocus)
        layout = self._middle.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, bar)
        return bar

    # state down

    def _show(self) -> None:
        """Bring the session's sheet to every widget: what the one signal of the session does."""
        sheet, scheme, author = self._session.sheet, self._session.scheme, self._session.author
        self.acts.forget_gone()
        self.reader.set_sheet(sheet, scheme, author)
        self.panel.set_sheet(sheet, scheme, author)
        self._show_chosen()
        self._show_done()
        self.shelf.refresh_current()
        self.saved.emit()

    def _show_chosen(self) -> None:
        self.reader.set_chosen(self.acts.chosen)
        self.reader.set_open_quote(self.acts.open_quote)
        self.panel.set_chosen(self.acts.chosen)
        self.panel.set_open_quote(self.acts.open_quote)
        self.choiceChanged.emit()

    def _show_done(self) -> None:
        if self._session.sheet is None:
            self.done.set_done((), enabled=False)
        else:
            self.done.set_done(self._proposed_done(), enabled=self._session.stage not in _CLOSED)

    def _proposed_done(self) -> tuple[Kind, ...]:
        """Return the kinds ticked for this article: what its author said; untouched, what she ticked last time."""
        if self._session.done or self._session.stage not in ("todo", "draft"):
            return self._session.done
        last = self._session.store.setting(f"done/{self._session.author}").split()
        return tuple(kind for kind in KINDS if kind in last)

    # opening

    def open(self, article: str, position: int | None = None, *, keep: bool = True) -> None:
        """Open an article, at the place where it was left or at `position`; `keep` it as the one open last."""
        session = self._session
        if session.sheet is not None and session.sheet.article.id == article:
            if position is not None:
                self.reader.set_caret(position)
                self.reader.reveal(Span(position, position + 1))
            return
        self.panel.flush()
        self.keep_place()
        self.acts.chosen = self.acts.open_quote = ""
        session.open(article)
        self.shelf.set_current(article)
        caret, top = self._kept_place(article)
        self.reader.set_caret(caret if position is None else position)
        self.reader.restore_place(top)
        if position is not None:
            self.reader.reveal(Span(position, position + 1))
        self.articleChanged.emit()
        if keep:
            self._keep_last(article)

    def _keep_last(self, article: str) -> None:
        store, name = self._session.store, f"last-article/{self._session.author}"
        if not store.read_only and store.setting(name) != article:
            store.set_setting(name, article)

    def open_first(self) -> None:
        """Open the article that was open last, else the first; with none, show the empty desk."""
        session = self._session
        with session.store.snapshot():
            self._open_first()
        if session.sheet is not None:
            self._keep_last(session.sheet.article.id)

    def _open_first(self) -> None:
        session = self._session
        self.shelf.fill()
        last = session.store.setting(f"last-article/{session.author}")
        article = last if last and session.store.seq_of(last) is not None else self.shelf.first()
        if article is None:
            self._show()
            return
        self.open(article, keep=False)

    def _open_seq(self, seq: int) -> None:
        article = self._session.store.article_id_of(seq)
        if article is not None:
            self.open(article)

    def keep_place(self) -> None:
        """Remember caret and place of the open article, for the next time and the next start."""
        session = self._session
        self._place_timer.stop()
        if session.sheet is None or session.store.read_only:
            return
        place = f"{self.reader.caret()} {self.reader.place()}"
        name = f"place/{session.author}/{session.sheet.article.id}"
        try:
            if session.store.setting(name) != place:
                session.store.set_setting(name, place)
        except ReaderError:
            return  # a place is a convenience: another window's write is not worth a complaint

    def _kept_place(self, article: str) -> tuple[int, int]:
        kept = self._session.store.setting(f"place/{self._session.author}/{article}").split()
        return (int(kept[0]), int(kept[1])) if len(kept) == 2 else (0, 0)

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
        other = {
            "person": lambda: self.asking.person(self.acts.person_owner().id),
            "note": self._ask_note,
            "undo": lambda: self._turn(self._session.undo, _("Undone: {step}"), _("Nothing to undo on this article.")),
            "redo": lambda: self._turn(self._session.redo, _("Redone: {step}"), _("Nothing to redo on this article.")),
            "submit": self._submit,
            "set-aside": self._set_aside,
            "reopen": self._session.reopen,
            "nothing-here": lambda: self._session.set_done(KINDS),
            "restore-article": self._restore_article,
            "next-article": lambda: self._neighbour(1),
            "previous-article": lambda: self._neighbour(-1),
            "find": self._find_in_article,
        }
        if action not in other:
            return self.guarded(lambda: self.acts.do(action)) is not False
        self.guarded(other[action])
        return True

    def _clicked(self, _position: int, ids: list[str]) -> None:
        """Choose what was clicked: the innermost record; clicked again, the one around it."""
        if not ids:
            self.acts.choose("")
        elif self.acts.chosen in ids and self.reader.clicked_again:
            self.acts.choose(ids[(ids.index(self.acts.chosen) + 1) % len(ids)])
        else:
            self.acts.choose(ids[0])

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
            "set-person": lambda: self.asking.person(record, more=bool(value)),
            "remove-person": lambda: self.asking.remove_person(record, str(value)),
            "clear": lambda: session.set_part(record, value, None),  # type: ignore[arg-type]
            "take-selection": lambda: self.acts.take_selection(record, value),  # type: ignore[arg-type]
            "statement": lambda: session.set_statement(record, str(value)),
            "note": lambda: session.set_note(record, str(value)),
            "unsure": lambda: session.set_unsure(record, bool(value)),
            "remove": lambda: session.remove(record),
            "quote": lambda: session.set_quote(record, str(value)),
        }
        self.guarded(table[action])

    def _article_intent(self, action: str, seq: int) -> None:
        self._open_seq(seq)
        if action == "reopen":
            self._session.reopen()
        elif action == "remove":
            self._remove_article()

    def _remove_article(self) -> None:
        following = self.shelf.neighbour(1) or self.shelf.neighbour(-1)
        key = self._session.here.article.key
        self._session.remove_article()
        self.shelf.fill()
        if following is not None:
            self.open(following)
        self.offered.emit(_("Removed the article {key}.").format(key=key), _("Bring it back"), "restore-article")

    def _turn(self, turn: Callable[[], object], done: str, nothing: str) -> None:
        entry = self._session.history.undo if turn == self._session.undo else self._session.history.redo
        if entry is None:
            self.said.emit(nothing)
            return
        turn()
        self.said.emit(done.format(step=step_title(entry.step)))

    def _restore_article(self) -> None:
        """Bring back the article that this author removed last."""
        removal = self._session.removed_article()
        if removal is None:
            self.said.emit(_("There is no removed article to bring back."))
            return
        self.keep_place()
        self._session.undo_removal(removal)
        self.shelf.fill()
        self.shelf.set_current(removal.article)
        self.articleChanged.emit()
        self.said.emit(_("The article {key} is back.").format(key=removal.step.detail))

    # the course of the work

    def _submit(self) -> None:
        session = self._session
        kinds = self.done.kinds()
        key = session.here.article.key
        session.submit(kinds)
        if not session.store.read_only:
            session.store.set_setting(f"done/{session.author}", " ".join(kinds))
        self.said.emit(_("Submitted {key}.").format(key=key))
        self._open_next_to_do()

    def _set_aside(self) -> None:
        key = self._session.here.article.key
        self._session.set_aside()
        self.said.emit(_("Set aside {key}.").format(key=key))
        self._open_next_to_do()

    def _open_next_to_do(self) -> None:
        article = self.shelf.next_to_do()
        if article is not None:
            self.open(article)

    def _neighbour(self, step: int) -> None:
        article = self.shelf.neighbour(step)
        if article is None:
            self.said.emit(_("This is the last article.") if step > 0 else _("This is the first article."))
        else:
            self.open(article)

    def _near(self, annotation: Annotation) -> QRect:
        rect = self.reader.span_rect(annotation.contents[0])
        return QRect(self.reader.viewport().mapTo(self, rect.topLeft()), rect.size())

    def _ask_note(self) -> None:
        record = self.acts.target()
        if record is None:
            self.complained.emit(_("Choose a record first: click it, or press Space."))
        else:
            self.asking.note(record)

    # finding

    def _find_in_article(self) -> None:
        if self._session.sheet is not None:
            self.find_bar.open_for(self._session.text, self.reader.caret())

    def _show_hit(self, span: Span) -> None:
        self.reader.set_caret(span.end, anchor=span.start)
        self.reader.reveal(span)
