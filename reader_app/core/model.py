"""The records of a project as immutable values. Positions are Unicode code points of the article's canonical text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, get_args

Kind = Literal["entity", "quote", "claim"]
Role = Literal["mention", "content", "cue", "source", "via"]
Stage = Literal["todo", "draft", "set-aside", "submitted", "returned", "approved"]
LinkKind = Literal["same-as", "contradicts", "supports", "revises", "unrelated", "evidence"]
Decision = Literal["accept", "fix", "reject", "return"]

KINDS: tuple[Kind, ...] = get_args(Kind)
STAGES: tuple[Stage, ...] = get_args(Stage)
CLOSED: frozenset[Stage] = frozenset({"submitted", "approved"})
"""The stages in which nothing is changed."""
DECISIONS: tuple[Decision, ...] = get_args(Decision)
RESERVED_AUTHORS = frozenset({"", "all", "best", "gold", "suggestions"})
"""Names of layers, so no names of authors."""

Pairs = tuple[tuple[str, str], ...]
"""A mapping of strings as a value: pairs sorted by name."""


def pairs(items: Mapping[str, str] | Iterable[tuple[str, str]]) -> Pairs:
    """Return `items` as sorted pairs."""
    return tuple(sorted(dict(items).items()))


def new_id() -> str:
    """Return a fresh record id: 32 hex digits."""
    import uuid  # 4 ms with what it pulls in, which the way to the first window does not spend

    return uuid.uuid4().hex


def article_id(canonical_text: str) -> str:
    """Return the id of the article that was first imported with `canonical_text`: 16 hex digits of its sha256."""
    return text_hash(canonical_text)[:16]


def text_hash(text: str) -> str:
    """Return the sha256 of `text` in UTF-8, as 64 hex digits."""
    import hashlib  # OpenSSL, 3 ms that the way to the first window does not spend

    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch `[start, end)` of an article's text, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"empty or negative span {self.start}:{self.end}")

    def __contains__(self, position: int) -> bool:
        return self.start <= position < self.end

    def of(self, text: str) -> str:
        """Return the words of this span in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Part:
    """A span with its role in an annotation."""

    role: Role
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """One text in canonical form. `id` never changes, `key` is the name that people know it by; unknown is ""."""

    id: str
    key: str
    title: str
    text: str
    date: str = ""
    outlet: str = ""
    url: str = ""
    byline: str = ""
    meta: Pairs = ()


ROLES: Mapping[Kind, tuple[Role, ...]] = {
    "entity": ("mention",),
    "quote": ("content", "cue", "source", "via"),
    "claim": ("content", "source"),
}
"""The roles of each kind; the first is the one that an annotation cannot be without."""


def _ordered(kind: Kind, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return `parts` in the order of ROLES and of the text. Raises ValueError where a record of `kind` cannot have
    them."""
    order = ROLES[kind]
    for part in parts:
        if part.role not in order:
            raise ValueError(f"a {kind} has no {part.role}")
    main, *others = order
    content = [part.span for part in parts if part.role == main]
    if not content or (kind == "entity" and len(content) > 1):
        raise ValueError(f"a {kind} with {len(content)} {main} parts")
    if any(sum(part.role == role for part in parts) > 1 for role in others):
        raise ValueError(f"a {kind} with a role taken twice")
    content.sort()
    if any(a.end > b.start for a, b in pairwise(content)):
        raise ValueError(f"{main} parts that overlap")
    rest = sorted((p for p in parts if p.role != main), key=lambda p: order.index(p.role))
    return (*(Part(main, span) for span in content), *rest)


@dataclass(frozen=True, slots=True)
class Annotation:
    """An entity, a quote or a claim: one record of one author on one article.

    `parts` are kept in the order of ROLES, several `content` parts in the order of the text. `touched` names the
    fields that a person set, so that computed values keep their hands off; "unsure" among them is the annotator's
    flag. `quote` is the id of the quote that a claim stands in. `origin` is "" by hand, else engine and version.
    """

    id: str
    article: str
    kind: Kind
    label: str
    parts: tuple[Part, ...]
    author: str
    referents: tuple[str, ...] = ()
    quote: str = ""
    statement: str = ""
    attributes: Pairs = ()
    touched: tuple[str, ...] = ()
    note: str = ""
    origin: str = ""

    def __post_init__(self) -> None:
        # a sheet makes hundreds of these at once: what is normal already is left as it is
        if len(self.parts) != 1 or self.parts[0].role != ROLES[self.kind][0]:
            object.__setattr__(self, "parts", _ordered(self.kind, self.parts))
        if self.attributes != ():
            object.__setattr__(self, "attributes", pairs(self.attributes))
        if self.touched != ():
            object.__setattr__(self, "touched", tuple(sorted(set(self.touched))))

    def span(self, role: Role) -> Span | None:
        """Return the span of the first part with `role`, or None."""
        return next((part.span for part in self.parts if part.role == role), None)

    @property
    def contents(self) -> tuple[Span, ...]:
        """The mention of an entity, the content parts of a quote or claim: one at least, in the order of the text."""
        if len(self.parts) == 1:  # every entity, and each key looks at all of them
            return (self.parts[0].span,)
        main = ROLES[self.kind][0]
        return tuple(part.span for part in self.parts if part.role == main)

    @property
    def start(self) -> int:
        return self.contents[0].start

    @property
    def end(self) -> int:
        return self.contents[-1].end

    @property
    def unsure(self) -> bool:
        return "unsure" in self.touched

    def attribute(self, name: str, default: str = "") -> str:
        return dict(self.attributes).get(name, default)

    def with_part(self, role: Role, span: Span | None) -> Annotation:
        """Return this annotation with its single `role` part set to `span`, or without one where it is None."""
        kept = tuple(part for part in self.parts if part.role != role)
        return replace(self, parts=kept if span is None else (*kept, Part(role, span)))

    def with_contents(self, spans: Iterable[Span]) -> Annotation:
        """Return this annotation with other main parts: one span or more."""
        main = ROLES[self.kind][0]
        kept = tuple(part for part in self.parts if part.role != main)
        return replace(self, parts=(*(Part(main, span) for span in spans), *kept))

    def with_attribute(self, name: str, value: str) -> Annotation:
        return replace(self, attributes=pairs({**dict(self.attributes), name: value}))

    def with_touched(self, *fields: str) -> Annotation:
        return replace(self, touched=(*self.touched, *fields))

    def without_touched(self, *fields: str) -> Annotation:
        return replace(self, touched=tuple(name for name in self.touched if name not in fields))

    @property
    def version(self) -> str:
        """16 hex digits over what a verdict judges: a note, a flag or an author does not change it."""
        import json

        content = [
            self.kind, self.label, [[p.role, p.span.start, p.span.end] for p in self.parts],
            self.referents, self.quote, self.statement, self.attributes,
        ]  # fmt: skip
        return text_hash(json.dumps(content, ensure_ascii=False))[:16]


@dataclass(frozen=True, slots=True)
class Referent:
    """A person, organisation, place or document of the register; may be unnamed (*một quan chức Mỹ*).

    `merged_into` is the id of the referent that this one turned out to be, else "".
    """

    id: str
    label: str
    name: str = ""
    aliases: tuple[str, ...] = ()
    role: str = ""
    wikidata: str = ""
    note: str = ""
    merged_into: str = ""


SYMMETRIC: frozenset[str] = frozenset({"same-as", "contradicts", "unrelated"})


@dataclass(frozen=True, slots=True)
class Link:
    """A typed edge from `head` to `tail`, two annotations, each with its article. Symmetric kinds are stored once,
    with the smaller id as the head."""

    id: str
    kind: LinkKind
    head: str
    head_article: str
    tail: str
    tail_article: str
    author: str

    def __post_init__(self) -> None:
        if self.kind not in get_args(LinkKind):
            raise ValueError(f"no link kind {self.kind}")
        if self.head == self.tail:
            raise ValueError("a link from a record to itself")
        if self.kind in SYMMETRIC and self.tail < self.head:
            turned = (self.tail, self.tail_article, self.head, self.head_article)
            for name, value in zip(("head", "head_article", "tail", "tail_article"), turned, strict=True):
                object.__setattr__(self, name, value)


@dataclass(frozen=True, slots=True)
class Verdict:
    """An editor's decision on one version of the annotation `subject`; `replacements` are a fix's own records."""

    id: str
    subject: str
    version: str
    decision: Decision
    author: str
    reasons: tuple[str, ...] = ()
    note: str = ""
    replacements: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.decision not in DECISIONS:
            raise ValueError(f"no decision {self.decision}")
        if self.replacements and self.decision != "fix":
            raise ValueError(f"a verdict {self.decision} with replacements")


@dataclass(frozen=True, slots=True)
class Assignment:
    """An author's work on an article; `done` names the kinds of which every one is tagged."""

    id: str
    article: str
    author: str
    stage: Stage = "todo"
    done: tuple[Kind, ...] = ()

    def __post_init__(self) -> None:
        if self.stage not in STAGES:
            raise ValueError(f"no stage {self.stage}")
        if not set(self.done) <= set(KINDS):
            raise ValueError(f"no kinds {self.done}")
        object.__setattr__(self, "done", tuple(kind for kind in KINDS if kind in self.done))


@dataclass(frozen=True, slots=True)
class Rejection:
    """An author's word that a suggestion is wrong: for that author no entity, quote or claim (`kind`) with just these
    `contents` is proposed on the article again, whatever its label and whichever engine finds it. `label` is the one
    that was proposed: learning looks at it."""

    id: str
    article: str
    kind: Kind
    label: str
    contents: tuple[Span, ...]
    author: str

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no kind {self.kind}")
        contents = tuple(sorted(self.contents))
        if not contents or (self.kind == "entity" and len(contents) > 1):
            raise ValueError(f"a rejected {self.kind} with {len(contents)} parts")
        if any(a.end > b.start for a, b in pairwise(contents)):
            raise ValueError("parts that overlap")
        object.__setattr__(self, "contents", contents)


Record = Article | Annotation | Referent | Link | Verdict | Assignment | Rejection


def iter_spans(annotation: Annotation) -> Iterator[Span]:
    """Yield every span of `annotation`, its contents first."""
    for part in annotation.parts:
        yield part.span
