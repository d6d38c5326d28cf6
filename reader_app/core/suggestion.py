"""What the machine proposes: values that become records only when a person accepts them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from reader_app.core.model import ROLES, Kind, Pairs, Part, Referent, Role, Span, pairs, text_hash


class Who(NamedTuple):
    """Whom a mention names or who speaks: `name` is the fullest that the article gives (*Shinzo Abe* for *ông Abe*),
    so mentions of one referent share it; `referent` is the id of a known one in the register, else ""."""

    label: str
    name: str
    referent: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed entity, quote or claim.

    `score` is calibrated: of the suggestions at 0.9, nine in ten are right. `rule` names what proposed it, `reasons`
    are codes of why (a claim's check-worthiness), `origin` is engine and version. `who` are the referents: of an
    entity (one at most), the speakers of a quote, the claimants of a claim. `quote` is the id of the suggested quote
    that a claim stands in.
    """

    id: str
    kind: Kind
    label: str
    parts: tuple[Part, ...]
    score: float
    rule: str
    origin: str
    who: tuple[Who, ...] = ()
    quote: str = ""
    attributes: Pairs = ()
    reasons: tuple[str, ...] = ()

    @property
    def contents(self) -> tuple[Span, ...]:
        """The mention of an entity, the content parts of a quote or claim, in the order of the text."""
        return tuple(part.span for part in self.parts if part.role in ("mention", "content"))

    def span(self, role: Role) -> Span | None:
        return next((part.span for part in self.parts if part.role == role), None)

    @property
    def start(self) -> int:
        return self.contents[0].start

    @property
    def end(self) -> int:
        return self.contents[-1].end


class Suggested(NamedTuple):
    """All that one engine proposes for one article, in the order of the text. `words` are the Vietnamese words of the
    text (no punctuation), `lost` counts the tokens that could not be found in it."""

    origin: str
    items: tuple[Suggestion, ...] = ()
    words: tuple[Span, ...] = ()
    lost: int = 0

    @property
    def length(self) -> int:
        """How long a text must be, at least, that all of this stands in it (code points)."""
        ends = [part.span.end for item in self.items for part in item.parts]
        return max([*ends, *(word.end for word in self.words[-1:])], default=0)


class Packed(NamedTuple):
    """`total` suggestions of one engine as the project keeps them and the worker sends them: who does not look at them
    need not read them."""

    origin: str
    total: int
    content: bytes


def suggestion_id(article: str, kind: Kind, label: str, parts: tuple[Part, ...]) -> str:
    """Return the same 32 hex digits for the same proposal, whichever engine makes it."""
    import uuid

    where = ";".join(f"{p.role}:{p.span.start}:{p.span.end}" for p in parts)
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{article}/{kind}/{label}/{where}").hex


def to_json(suggested: Suggested) -> dict[str, Any]:
    """Return `suggested` as plain JSON values: what the project keeps and the worker sends."""
    return {
        "origin": suggested.origin,
        "lost": suggested.lost,
        "words": [at for word in suggested.words for at in (word.start, word.end)],
        "items": [
            {
                "id": s.id,
                "kind": s.kind,
                "label": s.label,
                "parts": [[p.role, p.span.start, p.span.end] for p in s.parts],
                "score": s.score,
                "rule": s.rule,
                "who": [list(who) for who in s.who],
                "quote": s.quote,
                "attributes": dict(s.attributes),
                "reasons": list(s.reasons),
            }
            for s in suggested.items
        ],
    }


def from_json(value: Mapping[str, Any]) -> Suggested:
    """Return what `to_json` wrote. Raises KeyError, TypeError or ValueError where it is something else."""
    origin = str(value["origin"])
    ends = value["words"]
    return Suggested(
        origin,
        tuple(_item(item, origin) for item in value["items"]),
        tuple(Span(start, end) for start, end in zip(ends[::2], ends[1::2], strict=True)),
        int(value["lost"]),
    )


def _item(item: Mapping[str, Any], origin: str) -> Suggestion:
    kind = item["kind"]
    parts = tuple(Part(role, Span(start, end)) for role, start, end in item["parts"])
    if any(part.role not in ROLES[kind] for part in parts) or not any(part.role == ROLES[kind][0] for part in parts):
        raise ValueError(f"no parts of a {kind}")
    return Suggestion(
        str(item["id"]),
        kind,
        str(item["label"]),
        parts,
        float(item["score"]),
        str(item["rule"]),
        origin,
        tuple(Who(*map(str, who)) for who in item["who"]),
        str(item["quote"]),
        pairs(item["attributes"]),
        tuple(map(str, item["reasons"])),
    )


_LEVEL = 1
"""Of packing: 60 KB of JSON in 0.5 ms to a sixth; the best level takes ten times as long for a tenth less."""


def pack(suggested: Suggested) -> Packed:
    import json
    import zlib

    written = json.dumps(to_json(suggested), ensure_ascii=False, separators=(",", ":"))
    return Packed(suggested.origin, len(suggested.items), zlib.compress(written.encode(), _LEVEL))


def unpack(content: bytes) -> Suggested:
    """Return what `pack` packed. Raises ValueError, KeyError or TypeError where it is something else."""
    import json
    import zlib

    try:
        return from_json(json.loads(zlib.decompress(content)))
    except (zlib.error, RecursionError, AttributeError) as error:
        raise ValueError(str(error)) from error


def known_hash(known: Iterable[Referent]) -> str:
    """Return 16 hex digits over what an engine learns from the referents `known`: with others it may propose others."""
    import json

    lines = sorted([r.id, r.label, r.name, *r.aliases] for r in known)
    return text_hash(json.dumps(lines, ensure_ascii=False))[:16]
