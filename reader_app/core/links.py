"""Links between annotations, in an article or across articles: which kinds two records allow, and which way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reader_app.core.errors import Problem, RuleBroken
from reader_app.core.model import SYMMETRIC, Annotation, Kind, Link, LinkKind
from reader_app.core.scheme import Scheme

_DECIDED = frozenset({"SUPPORTS", "REFUTES"})
"""Values of a claim's veracity that need a link to the evidence."""


class Way(NamedTuple):
    """A link that two records allow: from the one to the other, or (`back`) from the other to the one."""

    kind: LinkKind
    back: bool = False


def ways(scheme: Scheme, one: Annotation, other: Annotation) -> list[Way]:
    """Return the links that may join two records, in the order of the scheme. A symmetric kind has one way."""
    return [] if one.id == other.id else ways_of_kinds(scheme, one.kind, other.kind)


def ways_of_kinds(scheme: Scheme, one: Kind, other: Kind) -> list[Way]:
    """Return the links that may join records of these kinds."""
    found: list[Way] = []
    for known in scheme.links:
        forth = one in known.heads and other in known.tails
        back = other in known.heads and one in known.tails
        if forth or (back and known.id in SYMMETRIC):
            found.append(Way(known.id))
        if back and known.id not in SYMMETRIC:
            found.append(Way(known.id, back=True))
    return found


def link_between(link_id: str, way: Way, one: Annotation, other: Annotation, author: str, scheme: Scheme) -> Link:
    """Return the link of `author` that joins two records this way. RuleBroken where the scheme does not allow it."""
    if way not in ways(scheme, one, other):
        raise RuleBroken([Problem("link-kind", link_id, {"kind": way.kind, "end": other.kind})])
    head, tail = (other, one) if way.back else (one, other)
    return Link(link_id, way.kind, head.id, head.article, tail.id, tail.article, author)


def same_link(link: Link, links: Iterable[Link]) -> Link | None:
    """Return the one of `links` that says what `link` says, by the same author."""
    told = (link.kind, link.head, link.tail, link.author)
    return next((one for one in links if (one.kind, one.head, one.tail, one.author) == told), None)


def way_of(link: Link, record: str) -> Way:
    """Return which way `link` goes, seen from its end `record`."""
    return Way(link.kind, back=link.kind not in SYMMETRIC and link.tail == record)


def far_end(link: Link, record: str) -> tuple[str, str]:
    """Return the other end of `link` than `record`: an annotation and its article."""
    if link.head == record:
        return link.tail, link.tail_article
    return link.head, link.head_article


def needs_evidence(record: Annotation) -> bool:
    """Return whether `record` is a claim that is called supported or refuted."""
    return record.kind == "claim" and record.attribute("veracity") in _DECIDED


def lacks_evidence(record: Annotation, links: Iterable[Link]) -> bool:
    """Return whether `record` is called supported or refuted without a link to what says so."""
    return needs_evidence(record) and not any(link.kind == "evidence" and link.head == record.id for link in links)
