"""The corpus line, format 1: from JSON to a layer. Strict: what can be computed may be missing, what is there must
agree, and what is unknown is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, cast

from reader_app.core.computed import refreshed
from reader_app.core.derived import claimant_kind, parents, source_head
from reader_app.core.errors import BadInput
from reader_app.core.lexicon import Lexicon, read_lexicon
from reader_app.core.model import (
    KINDS,
    RESERVED_AUTHORS,
    STAGES,
    Annotation,
    Article,
    Kind,
    Link,
    Referent,
    Stage,
    article_id,
    pairs,
    text_hash,
)
from reader_app.core.scheme import Scheme
from reader_app.core.text import canonical
from reader_app.formats.base import Incoming, Layer, Source
from reader_app.formats.corpus_records import Draft, RecordReader, Words, read_referent, settled
from reader_app.formats.fields import Fields
from reader_app.resources import resource

NAME = "reader-app/1"
GROUPS: dict[Kind, str] = {"entity": "entities", "quote": "quotes", "claim": "claims"}
_NAME = re.compile(r"reader-app/([1-9][0-9]*)")
_ARTICLE_ID = re.compile("[0-9a-f]{16}")
_COMPUTED: dict[Kind, frozenset[str]] = {
    "entity": frozenset(),
    "quote": frozenset({"label", "speaker_status", "stance"}),
    "claim": frozenset({"label", "quote", "referents", "check_worthiness", "stance", "certainty"}),
}


def read_corpus(data: Mapping[str, Any], source: Source, line: int) -> Incoming:
    """Return the layer of one corpus line. Raises BadInput with `where`, the path of the field that is wrong."""
    top = Fields(data)
    _check_format(top)
    raw = top.text("text")
    text = canonical(raw)
    if top.has("sha256") and (stated := top.text("sha256")) != text_hash(raw):
        raise BadInput("disagrees", where="sha256", stated=stated, found=text_hash(raw))
    top.one_of("offsets", ("codepoint",), "codepoint")
    top.one_of("lang", ("vi",), "vi")
    article = _article(top, text, source, line)
    name = _layer_name(top, source.scheme)
    stage = cast("Stage", top.one_of("stage", STAGES, "todo"))
    done = _done(top)
    labels = _labels(top)
    referents = _register(top)
    words = Words.of(raw, text)
    owner = "" if name == "gold" else name
    reader = RecordReader(source.scheme, article.id, words, owner or source.author, owner, source.author)
    for fields in top.objects("entities"):
        reader.entity(fields)
    for fields in top.objects("quotes"):
        reader.quote(fields)
    for fields in top.objects("claims"):
        reader.claim(fields)
    links, far = _links(top, reader)
    top.end()
    drafts = reader.drafts
    _check_twins(drafts)
    _compute(drafts, text, source.scheme)
    if not name:  # a line that names no layer: of the one author of its records, or of who brings it in
        name = _only_author(drafts) or (source.author if done or stage != "todo" else "")
    layer = Layer(
        article,
        name,
        stage,
        done,
        tuple(draft.annotation for draft in drafts.values()),
        tuple(settled(draft.verdict, draft.annotation) for draft in drafts.values() if draft.verdict),
        links,
        far,
        referents,
    )
    _check_derived(drafts, layer)
    return Incoming(line, layer, moved=words.carried is not None, labels=labels)


def _check_format(top: Fields) -> None:
    if not top.has("format"):
        raise BadInput("no-format", name=NAME)
    name = top.text("format")
    found = _NAME.fullmatch(name)
    if found is None:
        raise BadInput("bad-format", stated=name, name=NAME)
    if found[1] != "1":
        raise BadInput("newer-format", stated=name, name=NAME)


def _article(top: Fields, text: str, source: Source, line: int) -> Article:
    key = top.word("id") or f"{source.stem}-{line}"
    stated = top.text("article", article_id(text))
    # a corrected text keeps the id of the text as it was first, so the id cannot be held against the text
    if not _ARTICLE_ID.fullmatch(stated):
        raise BadInput("bad-article-id", where="article", stated=stated)
    title, date, outlet, url, byline = (top.text(name, "") for name in ("title", "date", "outlet", "url", "byline"))
    return Article(stated, key, title, text, date, outlet, url, byline, pairs(top.strings("meta")))


def _layer_name(top: Fields, scheme: Scheme) -> str:
    stated = top.text("scheme", "")
    if stated and stated.split("/")[0] != scheme.id:
        raise BadInput("other-scheme", where="scheme", stated=stated, found=scheme.id)
    name = top.text("layer", "")
    if name == "suggestions":
        raise BadInput("suggestions-are-no-records", where="layer")
    if name in RESERVED_AUTHORS - {"", "gold"}:
        raise BadInput("reserved-author", where="layer", author=name)
    return name


def _done(top: Fields) -> tuple[Kind, ...]:
    done = top.words("done")
    for kind in done:
        if kind not in KINDS:
            raise BadInput("wrong-value", where="done", value=kind, choices=", ".join(KINDS))
    return cast("tuple[Kind, ...]", done)


def _register(top: Fields) -> tuple[Referent, ...]:
    found: dict[str, Referent] = {}
    for fields in top.objects("register"):
        referent = read_referent(fields)
        if found.setdefault(referent.id, referent) != referent:
            raise BadInput("id-twice-in-line", where=fields.where, id=referent.id)
    return tuple(found.values())


def _links(top: Fields, reader: RecordReader) -> tuple[tuple[Link, ...], dict[str, Kind]]:
    found: dict[str, Link] = {}
    far: dict[str, Kind] = {}
    for fields in top.objects("links"):
        link, kinds = reader.link(fields)
        if found.setdefault(link.id, link) != link:
            raise BadInput("id-twice-in-line", where=fields.where, id=link.id)
        far.update(kinds)
    return tuple(found.values()), far


def _labels(top: Fields) -> dict[Kind, tuple[str, ...]] | None:
    if not top.has("labels"):
        return None
    fields = top.object("labels")
    labels = {kind: fields.words(group) for kind, group in GROUPS.items() if fields.has(group)}
    fields.end()
    return labels


def _compute(drafts: dict[str, Draft], text: str, scheme: Scheme) -> None:
    """Fill in what the line leaves out and the text tells: the type of a quote, the quote of a claim …"""
    lacking = {record for record, draft in drafts.items() if _COMPUTED[draft.annotation.kind] - _kept(draft)}
    for author in {drafts[record].annotation.author for record in lacking}:
        mine = {
            record: draft.annotation.with_touched(*draft.stated)
            for record, draft in drafts.items()
            if draft.annotation.author == author
        }
        for record, annotation in refreshed(text, mine, set(mine), scheme, _lexicon()).items():
            if record in lacking:
                before = drafts[record].annotation
                quote = before.quote if "quote" in _kept(drafts[record]) else annotation.quote
                drafts[record].annotation = replace(annotation, touched=before.touched, quote=quote)


def _kept(draft: Draft) -> set[str]:
    return draft.stated | set(draft.annotation.touched)


@cache
def _lexicon() -> Lexicon:
    cues, speakers = (resource(f"lexicon/{name}.toml").read_text("utf-8") for name in ("cues", "speakers"))
    return read_lexicon(cues, speakers)


def _only_author(drafts: Mapping[str, Draft]) -> str:
    authors = {draft.annotation.author for draft in drafts.values()}
    return authors.pop() if len(authors) == 1 else ""


def _check_twins(drafts: Mapping[str, Draft]) -> None:
    seen: set[tuple[object, ...]] = set()
    for draft in drafts.values():
        a = draft.annotation
        same = (a.author, a.kind, a.label, a.contents)
        if same in seen:
            raise BadInput("twice", where=draft.where, start=a.start, end=a.end)
        seen.add(same)


def _check_derived(drafts: Mapping[str, Draft], layer: Layer) -> None:
    entities = [a for a in layer.annotations if a.kind == "entity"]
    quotes: dict[str, Annotation] = {a.id: a for a in layer.annotations if a.kind == "quote"}
    around = parents(quotes.values())
    referents = {referent.id: referent for referent in layer.referents}
    text = layer.article.text
    for record, draft in drafts.items():
        a = draft.annotation
        if draft.source_head != "" and draft.source_head != (head := source_head(a, entities)):
            stated = draft.source_head.of(text) if draft.source_head and not isinstance(draft.source_head, str) else "-"
            raise BadInput(
                "disagrees", where=f"{draft.where}.source_head", stated=stated, found=head.of(text) if head else "-"
            )
        if draft.parent != "" and draft.parent != around.get(record):
            found = around.get(record) or "-"
            raise BadInput("disagrees", where=f"{draft.where}.parent", stated=draft.parent or "-", found=found)
        # who is unnamed stands in the register, and a quote of another layer on another line
        whole = set(a.referents) <= set(referents) and (not a.quote or a.quote in quotes)
        kind = claimant_kind(a, quotes.get(a.quote), referents) if draft.claimant_kind and whole else ""
        if kind and kind != draft.claimant_kind:
            where = f"{draft.where}.claimant_kind"
            raise BadInput("disagrees", where=where, stated=draft.claimant_kind, found=kind)
