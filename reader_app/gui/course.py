"""The way of one person through the articles: which one is open, where she was in it, which one comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from reader_app.core.errors import ReaderError
from reader_app.core.model import Kind, Span
from reader_app.gui.reader import Reader
from reader_app.gui.reading_places import place_in, with_place
from reader_app.gui.shelf import Shelf
from reader_app.words import _, title

if TYPE_CHECKING:
    from reader_app.session import Session

_RESTS = 1500
"""Milliseconds without a move after which the place is kept."""


class Course(QObject):
    """Opens articles of `session` in `reader`, and keeps caret and place of each in the project."""

    leaving = Signal()  # before another article is opened
    opened = Signal()
    said = Signal(str)
    noted = Signal(str, str, str)  # a sentence, the words of a button beside it, the action that it does

    def __init__(self, session: Session, shelf: Shelf, reader: Reader) -> None:
        super().__init__(reader)
        self._session = session
        self._shelf = shelf
        self._reader = reader
        self._rests = QTimer(self, singleShot=True, interval=_RESTS)
        self._rests.timeout.connect(self.keep_place)

    # opening

    def open(self, article: str) -> None:
        """Open an article at the place where it was left. StaleEdit where it is gone."""
        if self._show(article):
            self._keep("last-article", article)

    def open_first(self) -> bool:
        """Open the article that was open last, else the first; return False where there is none."""
        store = self._session.store
        # one state of the file for all that the first paint reads
        with store.snapshot():
            self._shelf.fill()
            last = self._kept("last-article")
            article = last if last and store.seq_of(last) is not None else self._shelf.first()
            if article is None:
                return False
            self._show(article)
        self._keep("last-article", article)
        return True

    def open_seq(self, seq: int) -> None:
        """Open the article at the place `seq` of the list; one that is gone stays closed. Where words were searched
        for, the first place of them is shown."""
        article = self._session.store.article_id_of(seq)
        if article is not None:
            self.open(article)
            if (hit := self._shelf.hit(seq)) is not None:
                self.show(hit)

    def open_at(self, article: str, span: Span) -> None:
        """Open an article and show the words at `span`."""
        self.open(article)
        self.show(span)

    def show(self, span: Span) -> None:
        """Select the words at `span`, and bring them into sight."""
        if span.end <= len(self._session.text):
            self._reader.set_caret(span.end, anchor=span.start)
            self._reader.reveal(span)

    def _show(self, article: str) -> bool:
        sheet = self._session.sheet
        if sheet is not None and sheet.article.id == article:
            return False
        self.leaving.emit()
        self.keep_place()
        self._session.open(article)
        self._shelf.set_current(article)
        caret, top = place_in(self._kept("places"), article)
        self._reader.set_caret(caret)
        self._reader.restore_place(top)
        self.opened.emit()
        return True

    # places

    def moved(self) -> None:
        """The caret has moved: keep its place once it rests."""
        self._rests.start()

    def keep_place(self) -> None:
        """Keep caret and place of the open article, for the next time and the next start."""
        self._rests.stop()
        if self._session.sheet is not None:
            article, caret, top = self._session.sheet.article.id, self._reader.caret(), self._reader.place()
            kept = self._kept("places")
            # what is kept already stays where it is: another window of the same person has its own newest one
            if place_in(kept, article) != (caret, top):
                self._keep("places", with_place(kept, article, caret, top))

    def _kept(self, name: str) -> str:
        return self._session.store.setting(f"{name}/{self._session.author}")

    def _keep(self, name: str, value: str) -> None:
        store = self._session.store
        try:
            if not store.read_only and self._kept(name) != value:
                store.set_setting(f"{name}/{self._session.author}", value)
        except ReaderError:
            return  # a convenience: another program's lock is not worth a complaint

    # going on

    def submit(self, done: Sequence[Kind], left: str = "") -> None:
        """Submit the open article with the kinds that are done, and open the next. `left` says what there was to look
        at: a button leads back to it."""
        key = self._session.here.article.key
        self._session.submit(done)
        self._open_next()
        titles = [title(self._session.scheme.kind(kind).plurals) for kind in done]
        if titles:
            words = _("Submitted {key}. All tagged: {kinds}.").format(key=key, kinds=", ".join(titles))
        else:
            words = _("Submitted {key}. No kind is marked as all tagged.").format(key=key)
        # once the next one is open: what was said before would go with the article that it was about
        if left:
            self.noted.emit(f"{words} {left}.", _("Look back"), "look-back")
        else:
            self.said.emit(words)

    def set_aside(self) -> None:
        """Set the open article aside and open the next."""
        key = self._session.here.article.key
        self._session.set_aside()
        self._open_next()
        self.said.emit(_("Set aside {key}.").format(key=key))

    def _open_next(self) -> None:
        article = self._shelf.next_to_do()
        if article is not None:
            self.open(article)

    def neighbour(self, step: int) -> None:
        """Open the article after (1) or before (-1) the open one in the list."""
        article = self._shelf.neighbour(step)
        if article is None:
            self.said.emit(_("This is the last article.") if step > 0 else _("This is the first article."))
        else:
            self.open(article)

    # removing and bringing back

    def change(self, action: str, seq: int) -> None:
        """Do what the menu of the list asks for: "reopen" or "remove" the article at `seq`."""
        self.open_seq(seq)
        if action == "reopen":
            self._session.reopen()
        else:
            self.remove_article()

    def remove_article(self) -> None:
        """Remove the open article and open its neighbour; a button offers to bring it back."""
        following = self._shelf.neighbour(1) or self._shelf.neighbour(-1)
        key = self._session.here.article.key
        self._session.remove_article()
        self._shelf.fill()
        if following is not None:
            self.open(following)
        self.noted.emit(_("Removed the article {key}.").format(key=key), _("Bring it back"), "restore-article")

    def restore_article(self) -> None:
        """Bring back the article that this author removed last."""
        removal = self._session.removed_article()
        if removal is None:
            self.said.emit(_("There is no removed article to bring back."))
            return
        self.leaving.emit()
        self.keep_place()
        self._session.undo_removal(removal)
        self._shelf.fill()
        self._shelf.set_current(removal.article)
        self.opened.emit()
        self.said.emit(_("The article {key} is back.").format(key=removal.step.detail))
