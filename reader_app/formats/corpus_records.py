"""Records of a corpus line, from their JSON objects. Every refusal is a BadInput that says where it stands."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from reader_app.core.errors import BadInput, Problem
from reader_app.core.model import (
    DECISIONS,
    KINDS,
    RESERVED_AUTHORS,
    Annotation,
    Decision,
    Kind,
    Link,
    LinkKind,
    Part,
    Referent,
    Role,
    Span,
    Verdict,
    pairs,
)
from reader_app.core.rules import annotation_problems
from reader_app.core.scheme import Scheme
from reader_app.core.text import OffsetMap, canonical_map
from reader_app.formats.fields import Fields

_NAMESPACE = uuid.UUID("5f0a4c1e-0b52-5d0e-9c0b-1d6a5b0f7a11")
"""Of the ids that records without one get. Never to be changed: a second import must find them again."""


def content_id(*content: object) -> str:
    """Return the id of a record that came without one: a uuid5 of its content, 32 hex digits."""
    return uuid.uuid5(_NAMESPACE, json.dumps(content, ensure_ascii=False)).hex


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a line as it stands there (which the line's offsets count) and as the project keeps it."""

    raw: str
    text: str
    carried: OffsetMap | None

    @classmethod
    def of(cls, raw: str, text: str) -> Words:
        return cls(raw, text, None if raw == text else canonical_map(raw)[1])

    def span(self, fields: Fields) -> Span:
        """Take `start`, `end` and `text` of `fields`; return the span in canonical text."""
        start, end = fields.number("start"), fields.number("end")
        if not 0 <= start < end <= len(self.raw):
            raise BadInput("span-outside", where=fields.where, start=start, end=end, length=len(self.raw))
        if fields.has("text") and (stated := fields.text("text")) != self.raw[start:end]:
            raise BadInput("span-text", where=fields.where, stated=stated[:80], found=self.raw[start:end][:80])
        if self.carried is None:
            return Span(start, end)
        start, end = self.carried.start(start), self.carried.end(end)
        if start >= end:
            raise BadInput("span-gone", where=fields.where)
        return Span(start, end)


@dataclass(slots=True)
class Draft:
    """An annotation with where it stands in the line, the computed fields that the line states, and the values that
    have to agree with the other records."""

    where: str
    annotation: Annotation
    stated: set[str]
    verdict: Verdict | None = None
    source_head: Span | str | None = ""
    parent: str | None = ""  # "": not stated
    claimant_kind: str = ""


@dataclass(slots=True)
class RecordReader:
    """Reads the records of one line. `author` is who made those that name nobody; `owner` the author that all records
    of the layer must have ("" where they may differ), `importer` who gave the verdicts that name nobody."""

    scheme: Scheme
    article: str
    words: Words
    author: str
    owner: str
    importer: str
    drafts: dict[str, Draft] = field(default_factory=dict)

    def entity(self, fields: Fields) -> None:
        span = self.words.span(fields)
        referent = fields.optional_word("referent")
        self._add(fields, "entity", (Part("mention", span),), (referent,) if referent else (), set())

    def quote(self, fields: Fields) -> None:
        parts = [*self._contents(fields), *self._single(fields, ("cue", "source", "via"))]
        head: Span | str | None = ""
        if fields.has("source_head"):
            inner = fields.optional_object("source_head")
            head = self._whole_span(inner) if inner else None
        parent: str | None = ""
        if fields.has("parent"):
            parent = fields.optional_word("parent") or None
        draft = self._add(fields, "quote", parts, fields.words("speakers"), set())
        draft.source_head, draft.parent = head, parent

    def claim(self, fields: Fields) -> None:
        parts = [*self._contents(fields), *self._single(fields, ("source",))]
        stated = {name for name, there in (("quote", "quote"), ("referents", "claimants")) if fields.has(there)}
        kind = fields.text("claimant_kind") if fields.has("claimant_kind") else ""
        where = fields.at("claimant_kind")
        quote, statement = fields.optional_word("quote"), fields.text("statement", "")
        draft = self._add(fields, "claim", parts, fields.words("claimants"), stated, quote=quote, statement=statement)
        draft.claimant_kind = kind
        if kind not in {"", "quoted", "author", "unnamed", "unset"}:
            raise BadInput("wrong-value", where=where, value=kind, choices="quoted, author, unnamed, unset")

    def link(self, fields: Fields) -> tuple[Link, dict[str, Kind]]:
        """Return the link, with "" for the article of a tail that is not in this line, and the stated kind of that."""
        record = fields.word("id")
        kind = cast("LinkKind", fields.one_of("kind", [link.id for link in self.scheme.links]))
        known = next(link for link in self.scheme.links if link.id == kind)
        head, tail = fields.text("head"), fields.text("tail")
        if head not in self.drafts:
            raise BadInput("head-elsewhere", where=fields.at("head"), value=head)
        if head == tail:
            raise BadInput("link-to-itself", where=fields.where)
        far: dict[str, Kind] = {}
        for end, record_id, kinds in (("head", head, known.heads), ("tail", tail, known.tails)):
            draft = self.drafts.get(record_id)
            stated = cast("Kind", fields.one_of(f"{end}_kind", KINDS, draft.annotation.kind if draft else kinds[0]))
            if draft and draft.annotation.kind != stated:
                raise BadInput("disagrees", where=fields.at(f"{end}_kind"), stated=stated, found=draft.annotation.kind)
            if stated not in kinds:
                raise BadInput("link-kind", where=fields.where, kind=kind, end=stated)
            if not draft:
                far[record_id] = stated
        tail_article = fields.text("tail_article", "")
        if tail in self.drafts:
            if tail_article not in {"", self.article}:
                raise BadInput("disagrees", where=fields.at("tail_article"), stated=tail_article, found=self.article)
            tail_article = self.article
        author = self.author_of(fields, self.author)
        fields.end()
        record = record or content_id(self.article, author, "link", kind, head, tail)
        return Link(record, kind, head, self.article, tail, tail_article, author), far

    def author_of(self, fields: Fields, default: str) -> str:
        author = fields.text("author", "") or default
        if not author:
            raise BadInput("no-author", where=fields.where)
        if author in RESERVED_AUTHORS:
            raise BadInput("reserved-author", where=fields.where, author=author)
        return author

    def _contents(self, fields: Fields) -> list[Part]:
        parts = [Part("content", self._whole_span(inner)) for inner in fields.objects("contents")]
        if not parts:
            raise BadInput("no-contents", where=fields.at("contents"))
        return parts

    def _single(self, fields: Fields, roles: Sequence[Role]) -> Iterator[Part]:
        for role in roles:
            if inner := fields.optional_object(role):
                yield Part(role, self._whole_span(inner))

    def _whole_span(self, fields: Fields) -> Span:
        span = self.words.span(fields)
        fields.end()
        return span

    def _add(
        self, fields: Fields, kind: Kind, parts: Sequence[Part], referents: tuple[str, ...], stated: set[str],
        **more: str,
    ) -> Draft:  # fmt: skip
        record = fields.word("id")
        label = fields.word("label")
        if label:
            stated.add("label")
        attributes = fields.strings("attributes")
        author = self.author_of(fields, self.author)
        if self.owner and author != self.owner:
            raise BadInput("author-not-layer", where=fields.where, author=author, layer=self.owner)
        if not fields.null("score"):
            raise BadInput("score-of-record", where=fields.at("score"))
        verdict = fields.optional_object("verdict")
        try:
            annotation = Annotation(
                record, self.article, kind, label or self.scheme.kind(kind).default, tuple(parts), author, referents,
                attributes=pairs(attributes), touched=fields.words("touched"), note=fields.text("note", ""),
                origin=fields.text("origin", ""), **more,
            )  # fmt: skip
        except ValueError as error:  # the one illegal value that the fields above let through
            raise BadInput("contents-overlap", where=fields.at("contents")) from error
        for problem in annotation_problems(annotation, self.words.text, self.scheme):
            raise _refusal(problem, fields.where)
        if not record:
            annotation = replace(annotation, id=_annotation_id(annotation))
        draft = Draft(fields.where, annotation, stated | set(attributes))
        if verdict is not None:
            draft.verdict = self._verdict(verdict)
        fields.end()
        if (twin := self.drafts.get(annotation.id)) is None:
            self.drafts[annotation.id] = draft
        elif record or twin.annotation != annotation:
            raise BadInput("id-twice-in-line", where=fields.where, id=annotation.id)
        return draft

    def _verdict(self, fields: Fields) -> Verdict:
        """Return the verdict, still without its id, subject and version."""
        decision = cast("Decision", fields.one_of("decision", DECISIONS))
        reasons, known = fields.words("reasons"), {reason.id for reason in self.scheme.reasons}
        for reason in reasons:
            if reason not in known:
                raise BadInput("unknown-reason", where=fields.at("reasons"), reason=reason)
        replacements = fields.words("replacements")
        if replacements and decision != "fix":
            raise BadInput("replacements-without-fix", where=fields.at("replacements"))
        verdict = Verdict(
            "", "", "", decision, self.author_of(fields, self.importer), reasons, fields.text("note", ""), replacements
        )
        fields.end()
        return verdict


def settled(verdict: Verdict, subject: Annotation) -> Verdict:
    """Return `verdict` as one on `subject` as it is: the line tells neither its id nor the version it judged."""
    content = (verdict.decision, verdict.author, verdict.reasons, verdict.note, verdict.replacements)
    record = content_id("verdict", subject.id, subject.version, *content)
    return replace(verdict, id=record, subject=subject.id, version=subject.version)


def read_referent(fields: Fields) -> Referent:
    label = fields.word("label")
    if not label:
        raise BadInput("missing-field", where=fields.at("label"))
    record, name, aliases = fields.word("id"), fields.text("name", ""), fields.words("aliases")
    role, wikidata, note = fields.text("role", ""), fields.text("wikidata", ""), fields.text("note", "")
    fields.end()
    record = record or content_id("referent", label, name, aliases, role, wikidata, note)
    return Referent(record, label, name, aliases, role, wikidata, note)


def _annotation_id(a: Annotation) -> str:
    parts = [(part.role, part.span.start, part.span.end) for part in a.parts]
    return content_id(
        a.article, a.author, a.kind, a.label, parts, a.referents, a.quote, a.statement, a.attributes, a.touched,
        a.note, a.origin,
    )  # fmt: skip


def _refusal(problem: Problem, where: str) -> BadInput:
    fields: dict[str, str | int] = {**problem.data, "where": where}
    error = BadInput(problem.code)
    error.fields = fields
    return error
