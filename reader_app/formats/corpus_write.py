"""The corpus line, format 1: from a layer to JSON, and the proof that a written file is right."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import IO, Any

from reader_app.core.derived import all_attributes, claimant_kind, parents, source_head
from reader_app.core.errors import ReaderError
from reader_app.core.model import KINDS, Annotation, Kind, Link, Referent, Span, Verdict, text_hash
from reader_app.core.scheme import Scheme
from reader_app.formats.base import Layer
from reader_app.formats.corpus_read import GROUPS, NAME
from reader_app.formats.features import features


class CorpusWriter:
    """Writes layers as corpus lines to `file`, in the order in which they come."""

    def __init__(self, file: IO[bytes], scheme: Scheme, scheme_name: str) -> None:
        self._file = file
        self._scheme = scheme
        self._scheme_name = scheme_name
        self._labels = {
            group: [label.id for label in scheme.labels_of(kind)] for kind, group in GROUPS.items()
        }  # fmt: skip
        self._meta: set[str] = set()
        self._written: list[bytes] = []  # 16 bytes a line, to prove that the file holds these lines in this order

    def add(self, layer: Layer) -> None:
        line = json.dumps(self.line(layer), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        self._file.write(line)
        self._written.append(_digest(line))
        self._meta.update(name for name, _ in layer.article.meta)

    def prove(self, file: IO[bytes]) -> Iterator[None]:
        """Read the file back: every line there, every span its words, every hash that of its text."""
        count = 0
        for count, line in enumerate(file, 1):
            if count > len(self._written) or _digest(line) != self._written[count - 1] or not _proven(json.loads(line)):
                raise ReaderError("not-proven", line=count)
            yield
        if count != len(self._written):
            raise ReaderError("not-proven", line=count + 1)

    def beside(self) -> Mapping[str, bytes]:
        return {".features.json": features(self._scheme, self._meta)}

    def line(self, layer: Layer) -> dict[str, Any]:
        """Return the corpus line of `layer`, its keys in their published order."""
        article = layer.article
        records = sorted(layer.annotations, key=lambda a: (a.start, a.end, a.id))
        of_kind = {kind: [a for a in records if a.kind == kind] for kind in KINDS}
        kinds: dict[str, Kind] = {**layer.far, **{a.id: a.kind for a in records}}
        view = _View(self._scheme, layer, of_kind)
        return {
            "format": NAME,
            "id": article.key,
            "article": article.id,
            "title": article.title,
            "text": article.text,
            "sha256": text_hash(article.text),
            "offsets": "codepoint",
            "lang": "vi",
            "date": article.date,
            "outlet": article.outlet,
            "url": article.url,
            "byline": article.byline,
            "meta": dict(article.meta),
            "scheme": self._scheme_name,
            "layer": layer.name,
            "stage": layer.stage,
            "done": list(layer.done),
            "labels": self._labels,
            "entities": [view.entity(a) for a in of_kind["entity"]],
            "quotes": [view.quote(a) for a in of_kind["quote"]],
            "claims": [view.claim(a) for a in of_kind["claim"]],
            "links": [_link(link, kinds) for link in sorted(layer.links, key=lambda link: link.id)],
            "register": [_referent(one) for one in sorted(layer.referents, key=lambda one: one.id)],
        }


class _View:
    """The records of one layer as JSON objects."""

    def __init__(self, scheme: Scheme, layer: Layer, of_kind: Mapping[Kind, list[Annotation]]) -> None:
        self._scheme = scheme
        self._text = layer.article.text
        self._entities = of_kind["entity"]
        self._quotes = {quote.id: quote for quote in of_kind["quote"]}
        self._parents = parents(of_kind["quote"])
        self._referents = {referent.id: referent for referent in layer.referents}
        self._scores = layer.scores
        self._verdicts = {verdict.subject: verdict for verdict in layer.verdicts}

    def entity(self, a: Annotation) -> dict[str, Any]:
        referent = a.referents[0] if a.referents else None
        return {"id": a.id, "label": a.label, **self._span(a.contents[0]), "referent": referent, **self._common(a)}

    def quote(self, a: Annotation) -> dict[str, Any]:
        return {
            "id": a.id,
            "label": a.label,
            "contents": [self._span(span) for span in a.contents],
            "cue": self._optional(a.span("cue")),
            "source": self._optional(a.span("source")),
            "source_head": self._optional(source_head(a, self._entities)),
            "via": self._optional(a.span("via")),
            "speakers": list(a.referents),
            "parent": self._parents.get(a.id),
            **self._common(a),
        }

    def claim(self, a: Annotation) -> dict[str, Any]:
        return {
            "id": a.id,
            "label": a.label,
            "contents": [self._span(span) for span in a.contents],
            "source": self._optional(a.span("source")),
            "statement": a.statement,
            "claimants": list(a.referents),
            "claimant_kind": claimant_kind(a, self._quotes.get(a.quote), self._referents),
            "quote": a.quote or None,
            **self._common(a),
        }

    def _common(self, a: Annotation) -> dict[str, Any]:
        return {
            "attributes": dict(all_attributes(a, self._scheme)),
            "touched": list(a.touched),
            "note": a.note,
            "author": a.author,
            "origin": a.origin,
            "score": self._scores.get(a.id),
            "verdict": _verdict(self._verdicts.get(a.id)),
        }

    def _span(self, span: Span) -> dict[str, Any]:
        return {"start": span.start, "end": span.end, "text": span.of(self._text)}

    def _optional(self, span: Span | None) -> dict[str, Any] | None:
        return None if span is None else self._span(span)


def _verdict(verdict: Verdict | None) -> dict[str, Any] | None:
    if verdict is None:
        return None
    return {
        "decision": verdict.decision,
        "reasons": list(verdict.reasons),
        "note": verdict.note,
        "author": verdict.author,
        "replacements": list(verdict.replacements),
    }


def _link(link: Link, kinds: Mapping[str, Kind]) -> dict[str, Any]:
    return {
        "id": link.id,
        "kind": link.kind,
        "head": link.head,
        "head_kind": kinds[link.head],
        "tail": link.tail,
        "tail_kind": kinds[link.tail],
        "tail_article": link.tail_article,
        "author": link.author,
    }


def _referent(referent: Referent) -> dict[str, Any]:
    return {
        "id": referent.id,
        "label": referent.label,
        "name": referent.name,
        "aliases": list(referent.aliases),
        "role": referent.role,
        "wikidata": referent.wikidata,
        "note": referent.note,
    }


def _digest(line: bytes) -> bytes:
    return hashlib.blake2b(line, digest_size=16).digest()


def _proven(line: dict[str, Any]) -> bool:
    text = line["text"]
    return line["sha256"] == text_hash(text) and all(
        text[span["start"] : span["end"]] == span["text"] and 0 <= span["start"] < span["end"]
        for span in _spans([line["entities"], line["quotes"], line["claims"]])
    )


def _spans(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every span anywhere in `value`."""
    if isinstance(value, list):
        for inner in value:
            yield from _spans(inner)
    elif isinstance(value, dict):
        if "start" in value:
            yield value
        for name, inner in value.items():
            if name != "attributes" and isinstance(inner, list | dict):
                yield from _spans(inner)
