"""What the machine proposes for the open article, and what its author makes of it.

Nothing of this is read or computed before somebody asks: the way to the first window goes past it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from reader_app.core.change import Sheet
from reader_app.core.errors import Problem, RuleBroken, StorageUnavailable
from reader_app.core.model import KINDS, Annotation, Kind, Referent, Rejection, Role, Span, new_id, text_hash
from reader_app.session.sitting import Sitting
from reader_app.storage import Store

if TYPE_CHECKING:
    from reader_app.core.suggestion import Packed, Suggested, Suggestion
    from reader_app.nlp.learning import Finished, Learned
    from reader_app.storage import Kept, Model

_WAIT = 0.01
"""Seconds that keeping suggestions waits for another program's lock: they can be made again, a stalled window is
worse."""
_HELD = 16
"""Suggestions for so many articles are held in memory where the file cannot take them."""


class Request(NamedTuple):
    """What is needed to make the suggestions of an article. `model` is the version of the learned model to use ("" for
    none), `origin` what the suggestions will say that they are from."""

    article: str
    text: str
    text_hash: str
    known: tuple[Referent, ...]
    known_hash: str
    model: str
    origin: str


class _Held(NamedTuple):
    """What the file could not take."""

    packed: Packed
    text_hash: str
    known_hash: str


class Suggesting(Sitting):
    """`suggested` and what is made of it. Suggestions are no records: they are kept beside them and not journaled."""

    def __init__(self, store: Store, author: str, *, new_id: Callable[[], str] = new_id) -> None:
        super().__init__(store, author, new_id=new_id)
        self._kept: Kept | None = None
        self._looked_up = ""  # the article that _kept is of
        self._wanted: tuple[str, Request | None] | None = None  # what the article needs, by its id
        self._open: _Left | None = None
        self._held: OrderedDict[str, _Held] = OrderedDict()

    def _forget(self) -> None:
        self._kept, self._looked_up, self._wanted = None, "", None

    # what is proposed

    @property
    def suggested(self) -> Suggested | None:
        """What is proposed for the open article: of the engine as it is now or, until that is there, of an earlier
        one (`is_suggested_fresh` tells). None where nothing is known yet."""
        if self.sheet is None:
            return None
        kept = self._of_open(self.sheet)
        return None if kept is None else kept.suggested

    def _of_open(self, sheet: Sheet) -> Kept | None:
        article = sheet.article
        if self._looked_up != article.id:
            self._kept = (
                self._kept_of_held(article.id) if article.id in self._held else self.store.suggested(article.id)
            )
            self._looked_up = article.id
            if self._kept is not None and not _fits(self._kept, article.text):
                self._kept = None
        return self._kept

    def _kept_of_held(self, article_id: str) -> Kept | None:
        from reader_app.core.suggestion import unpack
        from reader_app.storage import Kept

        held = self._held[article_id]
        try:
            return Kept(unpack(held.packed.content), held.text_hash, held.known_hash)
        except (ValueError, KeyError, TypeError):
            return None

    @property
    def is_suggested_fresh(self) -> bool:
        """Whether the suggestions are of the engine, the learned model and the register as they were when the article
        was opened. What is tagged while it is open does not make them old."""
        return self.sheet is not None and self.request(self.sheet.article.id) is None

    @property
    def words(self) -> tuple[Span, ...]:
        """The Vietnamese words of the open text in its order, () until they are known."""
        suggested = self.suggested
        return () if suggested is None else suggested.words

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """What is left to look at, in the order of the text: nothing that the author has rejected, and nothing where
        the author has a record already. The same tuple until something changes."""
        sheet, suggested = self.sheet, self.suggested
        if sheet is None or suggested is None:
            return ()
        if self._open is None or self._open.sheet is not sheet or self._open.suggested is not suggested:
            self._open = self._left_on(sheet, suggested)
        return self._open.items

    def _left_on(self, sheet: Sheet, suggested: Suggested) -> _Left:
        from reader_app.core.unanswered import unanswered

        own = {record.id: record for record in sheet.own(self.author)}
        rejected = {one.id: one for one in sheet.rejections(self.author)}
        before = self._open
        if (
            before is not None and before.suggested is suggested
            and _goes_on(before.own, own) and _goes_on(before.rejected, rejected)
        ):  # fmt: skip
            # of hundreds, a key answers one or two: only what has come is looked at
            more = [record for record in own.values() if record.id not in before.own]
            refused = [one for one in rejected.values() if one.id not in before.rejected]
            left = unanswered(before.items, more, refused) if more or refused else before.items
            items = before.items if len(left) == len(before.items) else left
        else:
            on = {(label.kind, label.id) for label in self.scheme.labels if not label.off}
            proposed = [item for item in suggested.items if (item.kind, item.label) in on]
            items = unanswered(proposed, own.values(), rejected.values())
        return _Left(sheet, suggested, own, rejected, items)

    def suggestion(self, suggestion_id: str) -> Suggestion:
        """Return the open suggestion with this id. RuleBroken (`no-suggestion`) where there is none."""
        found = next((one for one in self.suggestions if one.id == suggestion_id), None)
        if found is None:
            raise RuleBroken([Problem("no-suggestion", "")])
        return found

    def suggestion_at(self, position: int, kind: Kind | str = "") -> Suggestion | None:
        """Return the narrowest open suggestion (of `kind`) in whose words `position` stands, their ends included."""
        around = [
            one for one in self.suggestions
            if kind in ("", one.kind) and any(span.start <= position <= span.end for span in one.contents)
        ]  # fmt: skip
        return min(around, key=lambda one: (one.end - one.start, one.start, one.id), default=None)

    def _proposed(self, record: Annotation, role: Role) -> list[Span]:
        """Return what the engine takes for the `role` of the same words as `record`, answered or not."""
        from reader_app.core.unanswered import shared

        items = self.suggested.items if self.suggested else ()
        same = (one for one in items if one.kind == record.kind and shared(one.contents, record.contents))
        return [found for one in same if (found := one.span(role)) is not None]

    # answers

    def accept(self, suggestion_id: str, *, label: str = "", contents: Sequence[Span] = ()) -> str:
        """Make a suggestion a record, at once with another label or other contents where they are given; return the
        record's id."""
        from reader_app.core import accepting

        one = self.suggestion(suggestion_id)
        edit = self._edit(self._meant([one]))
        record = accepting.accept(edit, one, label=label, contents=contents)
        self._close(edit, "accept", record.label)
        return record.id

    def accept_all(self, suggestion_ids: Iterable[str]) -> int:
        """Accept these suggestions in one step and return how many it were: what another one of them has answered is
        left out."""
        from reader_app.core import accepting
        from reader_app.core.unanswered import unanswered

        wanted = set(suggestion_ids)
        # names before quotes, whose speakers they are, and quotes before claims, which stand in them
        chosen = sorted((one for one in self.suggestions if one.id in wanted), key=lambda one: KINDS.index(one.kind))
        edit = self._edit(self._meant(chosen))
        count = 0
        for one in chosen:
            same = [a for a in edit.annotations().values() if a.kind == one.kind]
            if unanswered([one], same, ()):
                accepting.accept(edit, one)
                count += 1
        self._close(edit, "accept-all", str(count))
        return count

    def reject(self, suggestion_id: str) -> None:
        """Say that a suggestion is wrong: it does not come back, whichever engine finds it."""
        from reader_app.core import accepting

        one = self.suggestion(suggestion_id)
        edit = self._edit()
        accepting.reject(edit, one)
        self._close(edit, "reject", one.kind)

    def _meant(self, suggestions: Sequence[Suggestion]) -> list[Referent]:
        """Return the referents of the register that the suggestions may mean."""
        from reader_app.core import accepting

        named = sorted({who.referent for one in suggestions for who in one.who if who.referent})
        found = {referent.id: referent for referent in self._register(named)}
        for name in sorted(accepting.names_of(suggestions, self.text)):
            found |= {referent.id: referent for referent in self.store.find_name(name)}
        return list(found.values())

    # for whoever makes them

    def upcoming(self, limit: int = 5) -> list[str]:
        """Return the ids of the articles that want suggestions: the open one first, then of the next `limit` that the
        author is not through with those that have none of the engine as it is now."""
        from reader_app.nlp.version import origin_of

        found: list[str] = []
        seq = 0
        if self.sheet is not None:
            seq = self.store.seq_of(self.sheet.article.id) or 0
            if not self.is_suggested_fresh:
                found.append(self.sheet.article.id)
        model = self.model()
        origin = origin_of(model.version if model else "")
        ahead = self.store.upcoming(self.author, seq, limit)
        return found + [article for article, made_by in ahead if origin not in (made_by, self._origin_held(article))]

    def request(self, article_id: str) -> Request | None:
        """Return what is needed to make the suggestions of an article; None where they are fresh, or it is gone."""
        looking = self.requesting(article_id)
        while True:
            try:
                next(looking)
            except StopIteration as end:
                found: Request | None = end.value
                return found

    def requesting(self, article_id: str) -> Generator[None, None, Request | None]:
        """Do what `request` does in pieces of some milliseconds: the register is large, and a text may be long."""
        if self.sheet is None or self.sheet.article.id != article_id:
            article = self.store.article(article_id)
            return None if article is None else (yield from self._requesting(article_id, article.text))
        if self._wanted is None or self._wanted[0] != article_id:
            self._wanted = (article_id, (yield from self._requesting(article_id, self.text)))
        return self._wanted[1]

    def _requesting(self, article_id: str, text: str) -> Generator[None, None, Request | None]:
        from reader_app.core.suggestion import known_hash
        from reader_app.nlp.version import origin_of
        from reader_app.storage.known import pieces

        found: dict[str, Referent] = {}
        for piece in pieces(text):
            found |= {referent.id: referent for referent in self.store.known_in(piece)}
            yield
        known = tuple(found[record] for record in sorted(found))
        model = self.model()
        version = model.version if model else ""
        request = Request(
            article_id, text, text_hash(text), known, known_hash(known), version, origin_of(version)
        )  # fmt: skip
        held = self._held.get(article_id)
        wanted = (request.origin, request.text_hash, request.known_hash)
        if held is not None:
            return None if (held.packed.origin, held.text_hash, held.known_hash) == wanted else request
        if self.sheet is not None and self.sheet.article.id == article_id and self._of_open(self.sheet) is None:
            return request  # there is nothing, or it is damaged
        made = self.store.suggested_from(article_id)
        return None if made is not None and made[:3] == wanted else request

    def _origin_held(self, article_id: str) -> str:
        held = self._held.get(article_id)
        return held.packed.origin if held else ""

    def take(self, article_id: str, text_hash: str, known_hash: str, suggested: Suggested) -> bool:
        """Keep what was made for an article, and show it where it is the open one; return whether it is."""
        from reader_app.core.suggestion import pack

        is_open = self.propose(article_id, text_hash, known_hash, suggested)
        self.keep(article_id, text_hash, known_hash, pack(suggested))
        return is_open

    def propose(self, article_id: str, text_hash: str, known_hash: str, suggested: Suggested) -> bool:
        """Show what was made for an article where it is the open one; return whether it is. `keep` keeps it."""
        from reader_app.storage import Kept

        kept = Kept(suggested, text_hash, known_hash)
        if self.sheet is None or self.sheet.article.id != article_id or not _fits(kept, self.text):
            return False
        self._kept, self._looked_up, self._wanted = kept, article_id, (article_id, None)
        self._tell()
        return True

    def keep(self, article_id: str, text_hash: str, known_hash: str, packed: Packed) -> None:
        """Keep what was made for an article, unread. Where the file cannot be written now, it is held in memory."""
        self._held.pop(article_id, None)
        try:
            self.store.keep_packed(article_id, packed, text_hash, known_hash, wait=_WAIT)
        except StorageUnavailable:
            self._held[article_id] = _Held(packed, text_hash, known_hash)
            if len(self._held) > _HELD:
                self._held.popitem(last=False)
        is_shown = self._kept is not None and self._kept.suggested.origin == packed.origin
        if self.sheet is not None and self.sheet.article.id == article_id and not is_shown:
            self._forget()  # it was opened while they were made
            self._tell()

    # learning

    def model(self) -> Model | None:
        """Return the learned model in use, None where there is none for this version of the engine."""
        from reader_app.nlp.version import VERSION

        return self.store.model(VERSION)

    def last_model(self) -> Model | None:
        """Return what was learned last; it is not `used` where it was not better."""
        from reader_app.nlp.version import VERSION

        return self.store.model(VERSION, used=False)

    def finished(self) -> Iterator[Finished]:
        """Yield what there is to learn from, article by article: those that somebody has finished, and those on which
        suggestions were rejected."""
        from reader_app.nlp.finished import examples

        labels = frozenset(label.id for label in self.scheme.labels_of("entity"))
        for article_id in self.store.taught():
            with suppress(StorageUnavailable):
                yield from examples(self.store.sheet(article_id), labels)

    def learning_due(self) -> bool:
        """Return whether enough articles were finished since something was learned."""
        from reader_app.nlp.version import VERSION

        return not self.store.read_only and self.store.learning_due(VERSION)

    def keep_model(self, learned: Learned) -> None:
        """Keep what was learned; suggestions are made with it from now on if it is better."""
        from reader_app.nlp.finished import kept
        from reader_app.storage import Model

        self.store.keep_model(Model(**kept(learned)))
        self._wanted = None
        self._tell()


class _Left(NamedTuple):
    """What is left of the suggestions of a sheet, with the records that it was worked out from, by their ids."""

    sheet: Sheet
    suggested: Suggested
    own: dict[str, Annotation]
    rejected: dict[str, Rejection]
    items: tuple[Suggestion, ...]


def _goes_on(before: Mapping[str, object], now: Mapping[str, object]) -> bool:
    """Return whether everything is still there as it was."""
    return all(now.get(record) is one for record, one in before.items())


def _fits(kept: Kept, text: str) -> bool:
    """Return whether the suggestions were made from `text`."""
    return kept.text_hash == text_hash(text) and kept.suggested.length <= len(text)
