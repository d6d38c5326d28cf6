"""What the window and its worker say to each other comes back as it was."""

from __future__ import annotations

import json
from base64 import b64decode

import pytest

from reader_app.core.model import Part, Referent, Span, pairs
from reader_app.core.suggestion import Suggested, Suggestion, Who, from_json, unpack
from reader_app.nlp import learning, protocol


def suggestion(number: int) -> Suggestion:
    return Suggestion(
        f"{number:032x}", "quote", "mixed", (Part("content", Span(number, number + 9)), Part("cue", Span(0, 3))), 0.75,
        "cue-verb", "reader-app/1", (Who("PER", "Nguyễn Thị “H.”\n", "r1"),), "", pairs({"stance": "refute"}),
        ("figure",),
    )  # fmt: skip


@pytest.mark.parametrize(("items", "words"), [(0, 0), (1, 0), (0, 1), (60, 1000), (61, 7), (3, 2001), (500, 9000)])
def test_an_answer_in_slices_is_the_whole(items: int, words: int) -> None:
    whole = Suggested(
        "reader-app/1", tuple(map(suggestion, range(items))), tuple(Span(n, n + 1) for n in range(words)), 4
    )
    lines = list(protocol.slices(7, whole))
    messages = [json.loads(line) for line in lines]
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in lines)
    assert {message["id"] for message in messages} == {7}
    assert protocol.join([from_json(message["part"]) for message in messages]) == whole
    assert max(map(len, lines)) < 1 << 16  # one is read between two frames
    end = json.loads(protocol.packed(7, whole))
    packed = protocol.packed_of(end)
    assert (end["id"], packed.origin, packed.total) == (7, "reader-app/1", items)
    assert unpack(packed.content) == whole


def test_known_referents_arrive() -> None:
    known = [Referent("r1", "PER", "Shinzo Abe", ("Abe", "ông “A”")), Referent("r2", "ORG", "IFES")]
    message = json.loads(protocol.suggest(3, "a", "Ông Abe.\n😀", known, show=False))
    assert (message["do"], message["id"], message["article"], message["text"]) == ("suggest", 3, "a", "Ông Abe.\n😀")
    assert protocol.known_of(message["known"]) == known


def test_a_model_arrives() -> None:
    content = bytes(range(256))
    assert b64decode(json.loads(protocol.model(content))["content"]) == content


def test_a_finished_article_arrives() -> None:
    quotes = (
        learning.FinishedQuote((Span(0, 4), Span(6, 9)), "mixed", Span(10, 12), None),
        learning.FinishedQuote((Span(20, 24),), "direct", None, Span(30, 33)),
    )
    rejected = (learning.Rejected("quote", "direct", (Span(1, 2), Span(3, 4))),)
    for finished in (
        learning.Finished("a", "chữ", ((Span(0, 3), "PER"),), quotes, frozenset({"PER", "LOC"}), rejected),
        learning.Finished("a", "chữ", (), None, frozenset({"PER"}), ()),  # nothing tagged, and that is what is learned
        learning.Finished("a", "chữ", None, (), frozenset({"PER"}), rejected),
    ):
        assert protocol.finished_of(json.loads(protocol.example(finished))) == finished


def test_what_was_learned_arrives() -> None:
    figures = learning.Figures(0.5, 0.25, 0.3333333333333333, 12)
    learned = learning.Learned(
        b"\x00\xff", "06eb7d6a", 3, learning.Measured(figures, None), learning.Measured(None, figures)
    )
    assert protocol.learned_of(json.loads(json.dumps(protocol.learned_to_json(learned)))) == learned
    assert protocol.learned_of(protocol.learned_to_json(None)) is None
    with pytest.raises(ValueError, match="not whole"):
        protocol.learned_of({**(protocol.learned_to_json(learned) or {}), "model": "AAAA"})
