"""The layer of suggestions: what the machine proposes, as an export writes it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace

from reader_app.core.computed import speaker_status
from reader_app.core.errors import ReaderError
from reader_app.core.lexicon import Lexicon
from reader_app.core.model import Annotation, Article, Referent, Stage, text_hash
from reader_app.core.rules import annotation_problems
from reader_app.core.suggestion import Suggestion, Who
from reader_app.formats import Layer
from reader_app.storage import Store
from reader_app.transfer.report import ExportReport

NAME = "suggestions"


class Proposed:
    """A layer for each article: all that is proposed there, whether somebody has accepted or rejected it, and nothing
    for an article that has no suggestions yet. Author and origin are engine and version."""

    def __init__(self, store: Store, lexicon: Lexicon, *, stages: tuple[Stage, ...], verdict: str) -> None:
        if stages or verdict != "any":
            raise ReaderError("suggestions-unjudged")
        if not store.suggestion_count()[0]:
            raise ReaderError("no-suggestions")
        self._store = store
        self._scheme = store.scheme()
        self._lexicon = lexicon

    def layers(self, article_id: str, report: ExportReport) -> Iterator[Layer]:
        """Yield the one layer of an article, and count in `report` those without suggestions."""
        article = self._store.article(article_id)
        assert article is not None
        kept = self._store.suggested(article_id)
        if kept is None or kept.text_hash != text_hash(article.text):
            report.without += 1
            yield Layer(article, NAME)
            return
        items = kept.suggested.items
        register = _Register(self._store, article_id)
        records = [self._record(article, item, register) for item in items]
        # another program may have written there; and the scheme may have no such label
        right = [a for a in records if next(annotation_problems(a, article.text, self._scheme), None) is None]
        quotes = {a.id for a in right if a.kind == "quote"}
        right = [replace(a, quote="") if a.quote not in quotes else a for a in right]
        named = {one for a in right for one in a.referents}
        yield Layer(
            article,
            NAME,
            annotations=tuple(self._with_status(article.text, a, right) for a in right),
            referents=tuple(referent for referent in register.found() if referent.id in named),
            scores={item.id: item.score for item in items},
        )

    def _record(self, article: Article, item: Suggestion, register: _Register) -> Annotation:
        referents = tuple(dict.fromkeys(register.id_of(who) for who in item.who))
        return Annotation(
            item.id, article.id, item.kind, item.label, item.parts, item.origin, referents,
            item.quote if item.kind == "claim" else "", attributes=item.attributes, origin=item.origin,
        )  # fmt: skip

    def _with_status(self, text: str, record: Annotation, all_: list[Annotation]) -> Annotation:
        """Return a quote with how its speaker is given, as it would be computed for a record."""
        if record.kind != "quote" or self._scheme.attribute("quote", "speaker_status") is None:
            return record
        entities = [a for a in all_ if a.kind == "entity"]
        return record.with_attribute("speaker_status", speaker_status(text, record, entities, self._lexicon))


class _Register:
    """Whom the suggestions of one article mean. Who is not in the project's register has an id that is made of the
    article and the name: the same in every export, and one for all mentions of the article."""

    def __init__(self, store: Store, article: str) -> None:
        self._store = store
        self._article = article
        self._found: dict[str, Referent] = {}
        self._ids: dict[Who, str] = {}

    def id_of(self, who: Who) -> str:
        if who not in self._ids:
            referent = self._known(who.referent) if who.referent else None
            if referent is None:
                made = uuid.uuid5(uuid.NAMESPACE_OID, f"{self._article}/{who.label}/{who.name}").hex
                referent = Referent(made, who.label, who.name)
            self._found[referent.id] = referent
            self._ids[who] = referent.id
        return self._ids[who]

    def _known(self, record_id: str) -> Referent | None:
        seen: set[str] = set()
        referent = self._store.referent(record_id)
        while referent is not None and referent.merged_into and referent.id not in seen:
            seen.add(referent.id)
            referent = self._store.referent(referent.merged_into)
        return referent

    def found(self) -> list[Referent]:
        return list(self._found.values())
