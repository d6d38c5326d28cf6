"""Which links two records allow, and which way: the table of the label scheme, row by row."""

from __future__ import annotations

import pytest

from reader_app.core.errors import RuleBroken
from reader_app.core.links import Way, far_end, lacks_evidence, link_between, same_link, way_of, ways, ways_of_kinds
from reader_app.core.model import Annotation, Kind, Link, Part, Span
from reader_app.core.scheme import Scheme

CLAIMS = [
    Way("same-as"), Way("contradicts"), Way("supports"), Way("supports", back=True), Way("revises"),
    Way("revises", back=True), Way("unrelated"), Way("evidence"), Way("evidence", back=True),
]  # fmt: skip


def record(name: str, kind: Kind = "claim", article: str = "x") -> Annotation:
    role = "mention" if kind == "entity" else "content"
    return Annotation(name, article, kind, "other", (Part(role, Span(0, 1)),), "lan")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "allowed"),
    [
        ("claim", "claim", CLAIMS),
        ("quote", "quote", [Way("same-as")]),
        ("claim", "quote", [Way("same-as"), Way("evidence")]),
        ("quote", "claim", [Way("same-as"), Way("evidence", back=True)]),
        ("claim", "entity", [Way("evidence")]),
        ("quote", "entity", []),
        ("entity", "entity", []),
    ],
)
def test_what_two_kinds_allow(scheme: Scheme, one: Kind, other: Kind, allowed: list[Way]) -> None:
    assert set(ways_of_kinds(scheme, one, other)) == set(allowed)
    assert set(ways(scheme, record("a", one), record("b", other))) == set(allowed)


def test_a_record_is_not_linked_with_itself(scheme: Scheme) -> None:
    assert ways(scheme, record("a"), record("a")) == []


@pytest.mark.parametrize("way", CLAIMS)
def test_each_way_is_read_as_it_was_made_from_either_end(scheme: Scheme, way: Way) -> None:
    one, other = record("a", article="x"), record("b", article="y")
    link = link_between("l", way, one, other, "lan", scheme)
    assert (link.head, link.head_article) == (("b", "y") if way.back else ("a", "x"))
    assert way_of(link, "a") == way
    assert far_end(link, "a") == ("b", "y")
    assert far_end(link, "b") == ("a", "x")
    back = way_of(link, "b")
    assert back.kind == way.kind
    assert back.back == (way.kind in ("supports", "revises", "evidence") and not way.back)


def test_a_symmetric_link_is_one_link_whoever_it_was_made_from(scheme: Scheme) -> None:
    one, other = record("a"), record("b")
    there = link_between("l1", Way("contradicts"), one, other, "lan", scheme)
    back = link_between("l2", Way("contradicts"), other, one, "lan", scheme)
    assert same_link(back, [there]) is there
    assert same_link(link_between("l3", Way("contradicts"), other, one, "mai", scheme), [there]) is None


def test_what_the_scheme_does_not_allow_is_refused(scheme: Scheme) -> None:
    with pytest.raises(RuleBroken) as error:
        link_between("l", Way("revises"), record("a", "quote"), record("b"), "lan", scheme)
    assert error.value.code == "link-kind"


def test_a_decided_claim_lacks_evidence_until_it_leads_to_some() -> None:
    claim = record("a").with_attribute("veracity", "REFUTES")
    assert lacks_evidence(claim, [])
    assert lacks_evidence(claim, [Link("l", "evidence", "b", "x", "a", "x", "lan")])  # it is evidence itself
    assert not lacks_evidence(claim, [Link("l", "evidence", "a", "x", "b", "x", "lan")])
    assert not lacks_evidence(record("a"), [])
