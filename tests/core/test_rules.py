"""Each rule that records must keep, by the code of its problem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from reader_app.core.change import Sheet
from reader_app.core.errors import RuleBroken
from reader_app.core.model import RESERVED_AUTHORS, Annotation, Article, Link, Part, Record, Referent, Span, Verdict
from reader_app.core.rules import annotation_problems, check, link_problems, record_problems
from reader_app.core.scheme import Scheme

TEXT = "Ông Abe nói: e\u0301\u0323 là “ổn”, 😀 18%."
ARTICLE = Article("a", "key", "", TEXT)
PERSON = Referent("r1", "PER", "Abe")


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def make(kind: Any = "entity", words: Span | str = "Abe", **fields: Any) -> Annotation:
    labels = {"entity": "PER", "quote": "direct", "claim": "fact-event"}
    role: Any = "mention" if kind == "entity" else "content"
    where = span(words) if isinstance(words, str) else words
    return Annotation(**{"id": "x", "article": "a", "kind": kind, "label": labels[kind], "author": "lan",
                         "parts": (Part(role, where),), **fields})  # fmt: skip


def codes(record: Record, scheme: Scheme, others: Iterable[Record] = ()) -> list[str]:
    """Return the codes of what `record` breaks beside `others`."""
    sheet = Sheet.of(ARTICLE, [*others, record])
    problems = list(record_problems(sheet, scheme, [record.id]))
    assert all(problem.record == record.id for problem in problems)
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("record", "code"),
    [
        pytest.param(make(words=Span(4, len(TEXT) + 1)), "span-outside", id="behind the text"),
        pytest.param(make(words=Span(99, 100)), "span-outside", id="far behind the text"),
        pytest.param(make(words=Span(4, 8)), "span-blank-edge", id="a blank at the end"),
        pytest.param(make(words=Span(3, 7)), "span-blank-edge", id="a blank at the start"),
        pytest.param(make(words=Span(13, 14)), "span-cuts-character", id="a letter without its marks"),
        pytest.param(make(words=Span(14, 19)), "span-cuts-character", id="marks without their letter"),
        pytest.param(make(label="direct"), "unknown-label", id="label of another kind"),
        pytest.param(make(attributes=(("stance", "affirm"),)), "unknown-attribute", id="attribute of another kind"),
        pytest.param(make(attributes=(("metonymy", "perhaps"),)), "unknown-value", id="value that is none"),
        pytest.param(make(attributes=(("metonymy", ""),)), "unknown-value", id="empty value"),
        pytest.param(make(touched=("stance",)), "unknown-field", id="touched attribute of another kind"),
        pytest.param(make(touched=("colour",)), "unknown-field", id="touched field that is none"),
        pytest.param(make(statement="Abe nói"), "not-a-claim", id="entity with a statement"),
        pytest.param(make("quote", quote="q"), "not-a-claim", id="quote with a quote"),
        pytest.param(make(referents=("r1", "r1")), "referent-twice", id="one person twice"),
        pytest.param(make(referents=("r1", "r9")), "no-referent", id="person that is not there"),
        pytest.param(make("claim", quote="q9"), "no-quote", id="quote that is not there"),
        pytest.param(make("claim", quote="r1"), "no-quote", id="quote that is no annotation"),
    ],
)
def test_an_annotation_that_breaks_one_rule(record: Annotation, code: str, scheme: Scheme) -> None:
    found = codes(record, scheme, [PERSON])
    assert code in found
    assert set(found) <= {code, "no-quote"}
    with pytest.raises(RuleBroken) as caught:
        check(Sheet.of(ARTICLE, [PERSON, record]), scheme, [record.id])
    assert code in [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("author", sorted(RESERVED_AUTHORS))
def test_names_of_layers_are_no_authors(author: str, scheme: Scheme) -> None:
    assert codes(make(author=author), scheme) == ["reserved-author"]


def test_every_span_of_a_record_is_looked_at(scheme: Scheme) -> None:
    quote = make("quote", "ổn").with_part("cue", Span(7, 11)).with_part("source", Span(0, 7))
    assert codes(quote, scheme) == ["span-blank-edge"]
    assert codes(quote.with_part("via", Span(0, 400)), scheme) == ["span-blank-edge", "span-outside"]


def test_whole_clusters_and_emoji_are_no_cut(scheme: Scheme) -> None:
    assert codes(make(words="e\u0301\u0323"), scheme) == []
    assert codes(make(words="😀"), scheme) == []


def test_what_a_person_may_have_touched(scheme: Scheme) -> None:
    fields = ("label", "referents", "quote", "statement", "note", "unsure", "content", "source", "check_worthiness")
    assert codes(make("claim", touched=fields), scheme) == []
    assert codes(make("quote", touched=("speaker_status", "cue", "via")), scheme) == []


def test_a_claim_may_stand_in_a_quote_but_in_no_entity(scheme: Scheme) -> None:
    quote, entity = replace(make("quote", "ổn"), id="q"), replace(make(), id="e")
    assert codes(make("claim", "ổn", quote="q"), scheme, [quote]) == []
    assert codes(make("claim", "ổn", quote="e"), scheme, [entity]) == ["no-quote"]


def test_the_same_words_are_tagged_once_by_one_author(scheme: Scheme) -> None:
    first = replace(make(), id="first")
    assert codes(make(), scheme, [first]) == ["twice"]
    assert codes(make(label="LOC"), scheme, [first]) == []
    assert codes(make(author="minh"), scheme, [first]) == []
    assert codes(make("quote", "Abe"), scheme, [first]) == []
    assert codes(make(words="18%"), scheme, [first]) == []
    parts = (Part("content", span("Abe")), Part("content", span("ổn")))
    two = replace(make("quote", "Abe", parts=parts), id="two")
    assert codes(make("quote", "Abe"), scheme, [two]) == []
    assert codes(make("quote", "Abe", parts=parts[::-1]), scheme, [two]) == ["twice"]


CLAIM, OTHER = replace(make("claim", "ổn"), id="c1"), replace(make("claim", "18%"), id="c2")
QUOTE = replace(make("quote", "ổn"), id="q1")


def link(kind: Any, head: str, tail: str, tail_article: str = "a") -> Link:
    return Link("l", kind, head, "a", tail, tail_article, "lan")


@pytest.mark.parametrize(
    ("one", "found"),
    [
        (link("supports", "c1", "c2"), []),
        (link("same-as", "q1", "c1"), []),
        (link("evidence", "c1", "q1"), []),
        (link("evidence", "q1", "c1"), ["link-kind"]),
        (link("contradicts", "c1", "q1"), ["link-kind"]),
        (link("supports", "c1", "gone"), ["link-end-missing"]),
        (link("supports", "gone", "c1"), ["link-end-missing"]),
        (link("supports", "r1", "c1"), ["link-end-missing"]),
        (link("revises", "c1", "far", "b"), []),
    ],
)
def test_links(one: Link, found: list[str], scheme: Scheme) -> None:
    assert codes(one, scheme, [CLAIM, OTHER, QUOTE, PERSON]) == found


def test_a_link_that_the_scheme_does_not_have(scheme: Scheme) -> None:
    fewer = replace(scheme, links=tuple(one for one in scheme.links if one.id != "supports"))
    sheet = Sheet.of(ARTICLE, [CLAIM, OTHER])
    assert [p.code for p in link_problems(link("supports", "c1", "c2"), sheet, fewer)] == ["unknown-link"]


def test_a_verdict_gives_reasons_of_the_scheme(scheme: Scheme) -> None:
    verdict = Verdict("v", "x", "0", "reject", "minh", ("boundary", "ugly"))
    assert codes(verdict, scheme, [make()]) == ["unknown-reason"]
    assert codes(replace(verdict, reasons=("boundary", "other")), scheme, [make()]) == []


def test_a_sound_sheet_has_no_problem(scheme: Scheme) -> None:
    named = replace(make(), referents=("r1",))
    records: list[Record] = [PERSON, named, CLAIM, OTHER, QUOTE, link("supports", "c1", "c2")]
    check(Sheet.of(ARTICLE, records), scheme, [record.id for record in records])


def test_only_what_has_changed_is_looked_at(scheme: Scheme) -> None:
    bad = replace(make(label="direct"), id="bad")
    check(Sheet.of(ARTICLE, [bad, make()]), scheme, ["x", "gone"])
    with pytest.raises(RuleBroken):
        check(Sheet.of(ARTICLE, [bad, make()]), scheme, ["bad"])


def test_a_record_may_break_several_rules(scheme: Scheme) -> None:
    bad = make(words=Span(4, 8), label="X", touched=("colour",), attributes=(("size", "big"),))
    found = [problem.code for problem in annotation_problems(bad, TEXT, scheme)]
    assert found == ["span-blank-edge", "unknown-label", "unknown-attribute", "unknown-field"]
