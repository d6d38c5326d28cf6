"""Suggestions as JSON: what the worker sends and the project keeps comes back exactly, and damage is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reader_app.core.model import Part, Referent, Span
from reader_app.core.suggestion import (
    Suggested,
    Suggestion,
    Who,
    from_json,
    known_hash,
    suggestion_id,
    to_json,
)

PARTS = (Part("content", Span(5, 9)), Part("content", Span(12, 20)), Part("cue", Span(0, 3)))
ITEM = Suggestion(
    "id1", "quote", "mixed", PARTS, 0.8125, "marks", "máy/1", (Who("PER", "Lan"), Who("ORG", "", "r1")),
    attributes=(("stance", "refute"),), reasons=("figure",),
)  # fmt: skip
NAME = Suggestion("id2", "entity", "PER", (Part("mention", Span(30, 33)),), 1.0, "title", "máy/1")
WHOLE = Suggested("máy/1", (ITEM, NAME), (Span(0, 3), Span(5, 9)), 2)


def test_they_come_back_as_they_were() -> None:
    assert from_json(json.loads(json.dumps(to_json(WHOLE)))) == WHOLE
    assert from_json(to_json(Suggested("máy/1"))) == Suggested("máy/1")


def test_how_long_the_text_must_be() -> None:
    assert WHOLE.length == 33
    assert WHOLE._replace(words=(Span(0, 1), Span(40, 41))).length == 41
    assert Suggested("máy/1").length == 0


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "speaker"},
        {"parts": []},
        {"parts": [["cue", 0, 3]]},
        {"parts": [["mention", 0, 3]]},
        {"parts": [["content", 3, 3]]},
        {"parts": [["content", 3]]},
        {"parts": 7},
        {"score": "much"},
        {"who": [["PER"]]},
        {"attributes": 3},
    ],
)
def test_damage_is_refused(change: dict[str, Any]) -> None:
    damaged = to_json(WHOLE)
    damaged["items"][0] |= change
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_json(damaged)


def test_the_same_proposal_has_the_same_id() -> None:
    one = suggestion_id("a", "quote", "mixed", PARTS)
    assert one == suggestion_id("a", "quote", "mixed", PARTS)
    others = {
        suggestion_id("b", "quote", "mixed", PARTS), suggestion_id("a", "claim", "mixed", PARTS),
        suggestion_id("a", "quote", "direct", PARTS), suggestion_id("a", "quote", "mixed", PARTS[:2]),
    }  # fmt: skip
    assert len(others | {one}) == 5


def test_what_is_known_has_one_hash_in_any_order() -> None:
    abe, tass = Referent("1", "PER", "Abe", ("ông Abe",)), Referent("2", "ORG", "TASS")
    assert known_hash([abe, tass]) == known_hash([tass, abe])
    # a note changes nothing that an engine looks at
    assert known_hash([abe]) == known_hash([Referent("1", "PER", "Abe", ("ông Abe",), note="x")])
    assert len({known_hash([]), known_hash([abe]), known_hash([tass]), known_hash([Referent("1", "PER", "Abe")])}) == 4
