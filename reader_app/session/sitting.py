"""A person at an open article: what is saved, seen of others, taken back and done again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from reader_app.core import edits, rules
from reader_app.core.change import Change, Entry, History, Sheet, Step
from reader_app.core.edits import Edit
from reader_app.core.errors import CannotUndo, Problem, RuleBroken, StaleEdit
from reader_app.core.lexicon import Lexicon, read_lexicon
from reader_app.core.model import RESERVED_AUTHORS, Annotation, Article, Kind, Record, Referent, Stage, new_id
from reader_app.core.scheme import Scheme, label_problem
from reader_app.resources import resource
from reader_app.storage import Store


class Sitting:
    """`author` at the project in `store`. `sheet` is the open article, None where none is."""

    def __init__(self, store: Store, author: str, *, new_id: Callable[[], str] = new_id) -> None:
        if author in RESERVED_AUTHORS:
            raise RuleBroken([Problem("reserved-author", author, {"author": author})])
        self.store = store
        self.author = author
        self.scheme: Scheme = store.scheme()
        self.sheet: Sheet | None = None
        self.history = History()
        self._new_id = new_id
        self._lexicon: Lexicon | None = None
        self._told: list[Callable[[], None]] = []
        self._seen = store.data_version()

    def subscribe(self, told: Callable[[], None]) -> None:
        """Call `told` after every change of `sheet` or `history`: the one signal that the state has moved."""
        self._told.append(told)

    @property
    def lexicon(self) -> Lexicon:
        # read when first needed: 40 ms that the way to the first window does not spend
        if self._lexicon is None:
            self._lexicon = read_lexicon(
                resource("lexicon/cues.toml").read_text(encoding="utf-8"),
                resource("lexicon/speakers.toml").read_text(encoding="utf-8"),
            )
        return self._lexicon

    def prepare(self) -> None:
        """Load what acts need and showing does not: the first act is as quick as the next then."""
        self.store.prepare_saving()
        _ = self.lexicon

    # the open article

    def open(self, article_id: str) -> None:
        """Open an article. Raises StaleEdit where it is gone."""
        self._seen = self.store.data_version()
        self._forget()
        self._show(self.store.sheet(article_id))

    def refresh(self) -> bool:
        """Load the open article again if another window or program has written to the project; return whether it
        had. An article that was removed there closes here."""
        seen = self.store.data_version()
        if seen == self._seen:
            return False
        self._seen = seen
        self.scheme = self.store.scheme()
        self._forget()
        if self.sheet is not None:
            try:
                self._show(self.store.sheet(self.sheet.article.id))
            except StaleEdit:
                self._show(None)
        return True

    def _forget(self) -> None:
        """Forget what was read beside the sheet: it is read again when it is asked for."""

    def _show(self, sheet: Sheet | None) -> None:
        self.sheet = sheet
        self.history = History() if sheet is None else self.store.history(self.author, sheet.article.id)
        self._tell()

    def _tell(self) -> None:
        for told in self._told:
            told()

    @property
    def here(self) -> Sheet:
        """The open sheet, for what cannot be done without one."""
        if self.sheet is None:
            raise RuleBroken([Problem("no-article", "")])
        return self.sheet

    @property
    def text(self) -> str:
        return self.here.article.text

    @property
    def stage(self) -> Stage:
        assignment = self.here.assignment(self.author)
        return "todo" if assignment is None else assignment.stage

    @property
    def done(self) -> tuple[Kind, ...]:
        assignment = self.here.assignment(self.author)
        return () if assignment is None else assignment.done

    def mine(self, kind: Kind | None = None) -> list[Annotation]:
        """Return the author's annotations on the open article (of one kind), in the order of the text."""
        return [a for a in self.here.annotations(self.author) if kind in (None, a.kind)]

    # saving

    def _edit(self, register: Sequence[Referent] = (), sheet: Sheet | None = None) -> Edit:
        """Return an edit of the open article or, where `sheet` is given, of that one."""
        sheet = sheet or self.here
        return Edit(sheet, self.author, self.scheme, self.lexicon, self._new_id, self.store.rests_on, register)

    def _close(self, edit: Edit, title: str, detail: str = "") -> None:
        """Check what `edit` has come to, save it, then show it; an edit that changes nothing leaves no step."""
        if step := edit.step(title, detail):
            self._save(step, register=edit.register, checked=True)

    def _save(self, step: Step, *, register: Sequence[Referent] = (), checked: bool = False, undoes: int = 0) -> None:
        # what another window has written meanwhile comes first; a step that it does not touch still fits
        self.refresh()
        after = self.here.knowing(register).after(step)
        if checked:
            rules.check(after, self.scheme, [c.after.id for c in step.changes if c.after is not None])
        article = after.article.id
        self.store.save(step, author=self.author, article=article, undoes=undoes)
        gone = any(isinstance(c.before, Article) and c.after is None for c in step.changes)
        self._show(None if gone else after.forgetting())

    # the course of the work

    def set_done(self, done: Sequence[Kind]) -> None:
        """Say of which kinds everything is tagged, without submitting."""
        self._assign("draft" if self.stage in ("todo", "draft") else self.stage, done)

    def submit(self, done: Sequence[Kind]) -> None:
        self._assign("submitted", done)

    def set_aside(self) -> None:
        self._assign("set-aside", self.done)

    def reopen(self) -> None:
        """Take a submitted, approved or set-aside article up again."""
        self._assign("draft", self.done)

    def _assign(self, stage: Stage, done: Sequence[Kind]) -> None:
        if step := edits.assign(self._edit(), stage, done):
            self._save(step)

    def remove_article(self) -> None:
        """Remove the open article with everything on it; `undo_removal` brings it back."""
        self._save(edits.removal_of_article(self.here))

    # the labels of the project

    def change_label(
        self, kind: Kind, label: str, *, color: str | None = None, key: str | None = None, off: bool | None = None
    ) -> None:
        """Give a label another colour or key in this project, or switch it on or off; records keep their labels.
        RuleBroken where another label has the key, or where a label is needed. No step: every author sees it."""
        if problem := label_problem(self.store.scheme(), kind, label, key=key, off=off):
            raise RuleBroken([problem])
        self.store.change_label(kind, label, color=color, key=key, off=off)
        scheme = self.store.scheme()
        if scheme != self.scheme:
            self.scheme = scheme
            self._forget()
            self._tell()

    # undo

    def undo(self) -> Entry | None:
        """Take back this author's newest live step on the open article; return it, or None where there is none."""
        return self._turn_back(self.history.undo)

    def redo(self) -> Entry | None:
        return self._turn_back(self.history.redo)

    def _turn_back(self, entry: Entry | None) -> Entry | None:
        if entry is None:
            return None
        step = entry.step.inverse()
        kept = tuple(c for c in step.changes if not self._named_elsewhere(c, step))
        step = self._with_lost(replace(step, changes=kept))
        try:
            self._save(step, register=list(self._register(_referents(step))), undoes=entry.seq)
        except StaleEdit as error:
            with suppress(StaleEdit):
                self.refresh()
            raise CannotUndo("later-work", title=entry.step.title, detail=entry.step.detail) from error
        return entry

    def _with_lost(self, step: Step) -> Step:
        """Return `step` with the referents that it needs and that went meanwhile with the last record that named
        them."""
        made = {c.record.id for c in step.changes if isinstance(c.record, Referent)}
        lost = [r for r in sorted(_referents(step) - made) if self.store.referent(r) is None]
        back = tuple(Change(None, found) for r in lost if (found := self.store.lost_referent(r)) is not None)
        return replace(step, changes=(*back, *step.changes))

    def _register(self, referents: Iterable[str]) -> Iterator[Referent]:
        """Yield the referents of the register, and those that they were merged into."""
        for record_id in referents:
            known = self.store.referent(record_id)
            while known is not None:
                yield known
                known = self.store.referent(known.merged_into) if known.merged_into else None

    def _named_elsewhere(self, change: Change, step: Step) -> bool:
        """A referent that came with the step stays while records outside of the step name it or were merged into it."""
        referent = change.before
        if not isinstance(referent, Referent) or change.after is not None:
            return False
        freed = sum(_names(c.before, referent.id) and not _names(c.after, referent.id) for c in step.changes)
        return self.store.rests_on(referent.id) > freed

    def removed_article(self) -> Entry | None:
        """Return the removal of an article that this author did last in the project and can still take back."""
        return self.store.removed_article(self.author)

    def undo_removal(self, entry: Entry) -> None:
        """Bring back the article that `entry` removed, and open it. CannotUndo where another text has its key now."""
        if self.store.article_id_for_key(entry.step.detail) is not None:
            raise CannotUndo("key-taken-meanwhile", key=entry.step.detail)
        step = self._with_lost(entry.step.inverse())
        self.store.save(step, author=self.author, article=entry.article, undoes=entry.seq)
        self.open(entry.article)


def _referents(step: Step) -> set[str]:
    """Return the referents that records name after `step`."""
    return {r for change in step.changes if isinstance(change.after, Annotation) for r in change.after.referents}


def _names(record: Record | None, referent: str) -> bool:
    return isinstance(record, Annotation) and referent in record.referents
