"""What is left to look at on the two seeds: nothing once they are tagged as their gold has them; and each thing that
can be forgotten there is named, with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader_app.core import completeness
from reader_app.core.model import Role, Span
from reader_app.session import Session
from tests.session.looking import span

GOLD = Path(__file__).parent.parent / "data" / "seeds-gold.jsonl"
Work = Callable[..., Session]


def _span(value: dict[str, Any]) -> Span:
    return Span(value["start"], value["end"])


def _tag(session: Session) -> None:
    """Tag the open seed as its gold has it; who has no name in the source is the one before."""
    gold = next(g for g in map(json.loads, GOLD.read_text("utf-8").splitlines()) if g["text"] == session.text)
    for entity in gold["entities"]:
        session.tag(_span(entity), entity["label"])
    before: tuple[str, ...] = ()
    for quote in gold["quotes"]:
        first, *others = quote["contents"]
        record = session.quote(_span(first))
        for content in others:
            session.add_content(record, _span(content))
        roles: tuple[Role, ...] = ("cue", "source")
        for role in roles:
            if quote[role]:
                session.set_part(record, role, _span(quote[role]))
        if not session.here.annotation(record).referents:
            session.set_people(record, before)
        before = session.here.annotation(record).referents


def _findings(session: Session) -> list[tuple[str, str]]:
    found = completeness.in_order(completeness.looking(session.here, session.author, session.lexicon))
    return [(one.code, completeness.place(one).of(session.text)) for one in found]


@pytest.fixture(params=["000", "001"])
def tagged(work: Work, request: pytest.FixtureRequest) -> Session:
    session = work(request.param)
    _tag(session)
    return session


def test_on_a_seed_tagged_as_its_gold_nothing_is_left(tagged: Session) -> None:
    assert _findings(tagged) == []


def test_each_quote_without_its_source_cue_or_person_is_named(tagged: Session) -> None:
    explicit = [q for q in tagged.mine("quote") if q.attribute("speaker_status", "") == "explicit"]
    assert len(explicit) > 3
    for quote in explicit:
        said = Span(quote.start, quote.end).of(tagged.text)
        source = quote.span("source")
        assert source is not None
        tagged.set_part(quote.id, "cue", None)
        assert _findings(tagged) == [("quote-no-cue", said)]
        tagged.undo()
        tagged.set_people(quote.id, [])
        assert _findings(tagged) == [("quote-no-person", source.of(tagged.text))]
        tagged.set_part(quote.id, "source", None)
        assert _findings(tagged) == [("quote-no-source", said)]
        tagged.undo()
        tagged.undo()
        tagged.set_part(quote.id, "source", None)
        assert _findings(tagged) == [], "with its person it is speech that runs on"
        tagged.undo()
        assert _findings(tagged) == []


def test_each_quotation_that_loses_its_quote_is_named(tagged: Session) -> None:
    quotes = tagged.mine("quote")
    # of a quote and the one around it one is left
    nested = [q for q in quotes if any(q is not one and q.start < one.end and one.start < q.end for one in quotes)]
    in_marks = [q for q in quotes if q.label in ("direct", "mixed") and q not in nested]
    assert len(in_marks) == 2
    for quote in in_marks:
        tagged.remove(quote.id)
        (found,) = _findings(tagged)
        assert found[0] == "mark-untagged"
        assert found[1] in Span(quote.start, quote.end).of(tagged.text)
        tagged.undo()


def test_what_is_cut_overlaps_or_stands_far_is_named(work: Work) -> None:
    lan = work("000")
    _tag(lan)
    quote = next(q for q in lan.mine("quote") if q.contents[0].of(lan.text).startswith("Tại cuộc hội đàm"))
    content = quote.contents[0]
    lan.set_span(quote.id, content, Span(content.start - 1, content.end))
    assert [code for code, _words in _findings(lan)] == ["marks-cut"]
    lan.undo()
    far = span(lan, "nhấn mạnh", 1)
    lan.set_part(quote.id, "cue", far)
    assert ("cue-far", "nhấn mạnh") in _findings(lan)
    lan.undo()
    lan.tag(span(lan, "Shinzo"), "PER")
    assert _findings(lan) == [("entity-in-entity", "Shinzo")]
    lan.undo()
    lan.tag(span(lan, "Abe, Tổng thống Putin"), "ORG")
    assert [code for code, _words in _findings(lan)] == ["entities-cross"]


def test_a_claim_in_a_quote_of_nobody_is_named(work: Work) -> None:
    lan = work("000")
    _tag(lan)
    quote = next(q for q in lan.mine("quote") if q.contents[0].of(lan.text).startswith("trong những năm tới"))
    lan.claim(quote.contents[0])
    assert _findings(lan) == []
    lan.set_people(quote.id, [])
    assert [code for code, _words in _findings(lan)] == ["quote-no-person", "claim-no-claimant"]
