"""Fields that follow from others until a person sets them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reader_app.core.computed import (
    check_worthiness,
    claim_label,
    quote_around,
    quote_label,
    refreshed,
    speaker_status,
)
from reader_app.core.lexicon import Lexicon
from reader_app.core.model import Annotation, Part, Role, Span
from reader_app.core.scheme import Scheme

TEXT = (
    "Thủ tướng Abe thừa nhận rằng: “Tokyo có thể ký, tăng 18%”. Điều này tốt.\n"
    "Một quan chức phủ nhận việc Nga sẽ đi; ông nói “vui” và buồn.\n"
    "Người đứng đầu Chính phủ cho biết sẽ về."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def make(record_id: str, kind: Any, *contents: str, **fields: Any) -> Annotation:
    label = {"entity": "PER", "quote": "direct", "claim": "fact-event"}[kind]
    role: Role = "mention" if kind == "entity" else "content"
    parts = tuple(Part(role, span(words)) for words in contents)
    return Annotation(**{"id": record_id, "article": "a", "kind": kind, "label": label, "author": "lan",
                         "parts": parts, **fields})  # fmt: skip


def test_the_label_of_every_gold_quote(gold: list[dict[str, Any]]) -> None:
    """All but one: a quote without marks of its own, nested in a quotation, is inside that one's marks."""
    wrong = []
    asked = 0
    for article in gold:
        for quote in article["quotes"]:
            spans = [Span(part["start"], part["end"]) for part in quote["contents"]]
            asked += 1
            if quote_label(article["text"], spans) != quote["label"]:
                wrong.append(quote["contents"][0]["text"][:34])
                assert quote["nested"]
    assert asked == 15
    assert wrong == ["việc tạo ra một cấu trúc riêng biệ"]


@pytest.mark.parametrize(
    ("contents", "label"),
    [
        (["Tokyo có thể ký, tăng 18%"], "direct"),
        (["tăng 18%"], "direct"),
        (["Điều này tốt"], "indirect"),
        (["Tokyo có thể ký, tăng 18%”. Điều này tốt"], "mixed"),
        (["Tokyo có thể ký", "tăng 18%"], "direct"),
        (["Tokyo có thể ký", "Điều này tốt"], "mixed"),
        (["“vui” và buồn"], "mixed"),
        (["vui", "Tokyo có thể ký"], "direct"),
        (["Điều này tốt.\nMột quan chức"], "indirect"),
        (["Tokyo có thể ký, tăng 18%”. Điều này tốt.\nMột quan chức"], "mixed"),
    ],
)
def test_quote_label(contents: list[str], label: str) -> None:
    assert quote_label(TEXT, [span(words) for words in contents]) == label


@pytest.mark.parametrize(
    ("text", "source", "status"),
    [
        ("Thủ tướng Abe nói", "Thủ tướng Abe", "explicit"),
        ("Thủ tướng nói", "Thủ tướng", "anaphoric"),
        ("ông nói", "ông", "anaphoric"),
        ("vị này nói", "vị này", "anaphoric"),
        ("ông Thắng nói", "ông Thắng", "explicit"),
        ("Một quan chức Mỹ nói", "Một quan chức Mỹ", "unnamed"),
        ("các chuyên gia nói", "các chuyên gia", "unnamed"),
        ("Google và Yahoo nói", "Google và Yahoo", "explicit"),
        ("người bán hàng nói", "người bán hàng", "anaphoric"),
    ],
)
def test_speaker_status(text: str, source: str, status: str, lexicon: Lexicon) -> None:
    content = Part("content", Span(len(text) - 3, len(text)))
    part = Part("source", Span(text.index(source), text.index(source) + len(source)))
    quote = Annotation("q", "a", "quote", "direct", (content, part), "lan")
    assert speaker_status(text, quote, [], lexicon) == status


def test_a_speaker_without_source_is_implicit_and_nobody_is_unknown(lexicon: Lexicon) -> None:
    quote = make("q", "quote", "Điều này tốt")
    assert speaker_status(TEXT, quote, [], lexicon) == "unknown"
    assert speaker_status(TEXT, replace(quote, referents=("r1",)), [], lexicon) == "implicit"


def test_a_tagged_name_in_the_source_is_explicit(lexicon: Lexicon) -> None:
    quote = make("q", "quote", "sẽ về").with_part("source", span("Người đứng đầu"))
    person = make("e", "entity", "đứng đầu")
    assert speaker_status(TEXT, quote, [], lexicon) == "anaphoric"
    assert speaker_status(TEXT, quote, [person], lexicon) == "explicit"
    assert speaker_status(TEXT, quote, [replace(person, label="TITLE")], lexicon) == "anaphoric"
    assert speaker_status(TEXT, quote, [replace(person, author="minh")], lexicon) == "anaphoric"


def test_claims_with_a_digit_are_figures(scheme: Scheme) -> None:
    assert claim_label(TEXT, make("c", "claim", "tăng 18%"), scheme) == "fact-stat"
    assert claim_label(TEXT, make("c", "claim", "Tokyo", "18"), scheme) == "fact-stat"
    assert claim_label(TEXT, make("c", "claim", "Tokyo"), scheme) == "fact-event"


@pytest.mark.parametrize(
    ("label", "worth"),
    [
        ("fact-stat", "CFS"), ("fact-event", "UFS"), ("causal", "UFS"), ("prediction", "UFS"), ("commitment", "NFS"),
        ("opinion", "NFS"), ("other", "UFS"),
    ],
)  # fmt: skip
def test_check_worthiness(label: str, worth: str, scheme: Scheme) -> None:
    assert scheme.label("claim", label)
    assert check_worthiness(label) == worth


def test_the_innermost_quote_of_the_same_author_is_around_a_claim() -> None:
    outer = make("outer", "quote", "Tokyo có thể ký, tăng 18%")
    inner = make("inner", "quote", "tăng 18%")
    other = make("other", "quote", "18%", author="minh")
    parted = make("parted", "quote", "Tokyo", "Điều này")
    quotes = [outer, inner, other, parted]
    assert quote_around(make("c", "claim", "18%"), quotes) == inner
    assert quote_around(make("c", "claim", "Tokyo có thể"), quotes) == outer
    assert quote_around(make("c", "claim", "Tokyo", "Điều này"), quotes) == parted
    assert quote_around(make("c", "claim", "Tokyo", "18%"), quotes) == outer
    assert quote_around(make("c", "claim", "Nga"), quotes) is None


def follow(
    scheme: Scheme, lexicon: Lexicon, *records: Annotation, changed: str, was: Annotation | None = None
) -> dict[str, Annotation]:
    """Return all records with their computed fields once the record `changed`, which was `was`, has changed."""
    now = {record.id: record for record in records}
    return {**now, **refreshed(TEXT, now, {changed}, scheme, lexicon, [was] if was else [])}


def test_a_new_quote_gets_all_its_fields(scheme: Scheme, lexicon: Lexicon) -> None:
    quote = make("q", "quote", "việc Nga sẽ đi").with_part("cue", span("phủ nhận"))
    quote = quote.with_part("source", span("Một quan chức"))
    after = follow(scheme, lexicon, quote, changed="q")["q"]
    assert after.label == "indirect"
    assert dict(after.attributes) == {"stance": "refute", "speaker_status": "unnamed"}


def test_a_new_claim_gets_all_its_fields(scheme: Scheme, lexicon: Lexicon) -> None:
    quote = make("q", "quote", "Tokyo có thể ký, tăng 18%", referents=("abe",), attributes=(("stance", "refute"),))
    after = follow(scheme, lexicon, quote, make("c", "claim", "có thể ký, tăng 18%"), changed="c")["c"]
    assert (after.label, after.quote, after.referents) == ("fact-stat", "q", ("abe",))
    assert dict(after.attributes) == {"check_worthiness": "CFS", "stance": "refute", "certainty": "possible"}


def test_a_claim_after_a_denial_is_denied(scheme: Scheme, lexicon: Lexicon) -> None:
    after = follow(scheme, lexicon, make("c", "claim", "việc Nga sẽ đi"), changed="c")["c"]
    assert after.attribute("stance") == "refute"
    after = follow(scheme, lexicon, make("c", "claim", "Nga sẽ đi"), changed="c")["c"]
    assert after.attribute("stance") == "refute"
    after = follow(scheme, lexicon, make("c", "claim", "ông nói “vui”"), changed="c")["c"]
    assert after.attribute("stance") == "affirm"


def test_what_a_person_set_stays(scheme: Scheme, lexicon: Lexicon) -> None:
    mine = ("label", "quote", "referents", "check_worthiness", "stance", "certainty")
    claim = make("c", "claim", "có thể ký, tăng 18%", label="opinion", touched=mine, referents=("x",))
    claim = replace(claim, attributes=(("certainty", "probable"), ("check_worthiness", "UFS"), ("stance", "affirm")))
    quote = make("q", "quote", "Tokyo có thể ký, tăng 18%", label="indirect", touched=("label", "speaker_status"))
    assert follow(scheme, lexicon, quote, claim, changed="c")["c"] == claim
    after = follow(scheme, lexicon, quote, claim, changed="q")
    assert after["c"] == claim
    assert after["q"].label == "indirect"
    assert after["q"].attribute("speaker_status") == ""
    assert after["q"].attribute("stance") == "affirm"


def test_claims_follow_their_quote(scheme: Scheme, lexicon: Lexicon) -> None:
    claim = make("c", "claim", "tăng 18%", quote="q", label="fact-stat")
    quote = make("q", "quote", "Tokyo có thể ký, tăng 18%", referents=("abe", "putin"))
    assert follow(scheme, lexicon, quote, claim, changed="q")["c"].referents == ("abe", "putin")
    gone = follow(scheme, lexicon, replace(claim, referents=("abe",)), changed="q", was=quote)["c"]
    assert (gone.quote, gone.referents) == ("", ())


def test_a_claim_joins_a_quote_that_is_put_around_it(scheme: Scheme, lexicon: Lexicon) -> None:
    claim = make("c", "claim", "tăng 18%", label="fact-stat")
    far = make("far", "claim", "Nga sẽ đi", label="prediction")
    quote = make("q", "quote", "Tokyo có thể ký, tăng 18%", referents=("abe",))
    after = follow(scheme, lexicon, claim, far, quote, changed="q")
    assert (after["c"].quote, after["c"].referents) == ("q", ("abe",))
    assert after["far"] == far
    narrow = quote.with_contents([span("Tokyo có thể ký")])
    after = follow(scheme, lexicon, after["c"], narrow, changed="q", was=quote)
    assert (after["c"].quote, after["c"].referents) == ("", ())


def test_a_claim_put_into_a_quote_by_hand_leaves_it_when_the_quote_is_gone(scheme: Scheme, lexicon: Lexicon) -> None:
    claim = make("c", "claim", "tăng 18%", quote="q", touched=("quote",))
    kept = follow(scheme, lexicon, claim, make("q", "quote", "vui"), changed="q")["c"]
    assert (kept.quote, kept.touched) == ("q", ("quote",))
    left = follow(scheme, lexicon, claim, changed="q")["c"]
    assert (left.quote, left.touched) == ("", ())


def test_a_quote_follows_the_names_in_its_source(scheme: Scheme, lexicon: Lexicon) -> None:
    quote = make("q", "quote", "sẽ về").with_part("source", span("Người đứng đầu"))
    quote = follow(scheme, lexicon, quote, changed="q")["q"]
    assert quote.attribute("speaker_status") == "anaphoric"
    person = make("e", "entity", "đứng đầu")
    tagged = follow(scheme, lexicon, quote, person, changed="e")["q"]
    assert tagged.attribute("speaker_status") == "explicit"
    removed = follow(scheme, lexicon, tagged, changed="e", was=person)["q"]
    assert removed.attribute("speaker_status") == "anaphoric"
    moved = follow(scheme, lexicon, tagged, make("e", "entity", "Chính phủ"), changed="e", was=person)["q"]
    assert moved.attribute("speaker_status") == "anaphoric"


def test_what_has_not_changed_is_left_alone(scheme: Scheme, lexicon: Lexicon) -> None:
    odd = make("q", "quote", "Điều này tốt", label="direct")
    claim = make("c", "claim", "tăng 18%", label="opinion")
    entity = make("e", "entity", "Tokyo")
    assert refreshed(TEXT, {"q": odd, "c": claim, "e": entity}, {"e"}, scheme, lexicon) == {}
    assert refreshed(TEXT, {"q": odd, "c": claim, "e": entity}, set(), scheme, lexicon) == {}


def test_a_scheme_without_the_computed_values_is_no_obstacle(scheme: Scheme, lexicon: Lexicon) -> None:
    bare = replace(scheme, attributes=(), labels=tuple(x for x in scheme.labels if x.id != "indirect"))
    quote = make("q", "quote", "Điều này tốt")
    assert follow(bare, lexicon, quote, changed="q")["q"] == quote


@pytest.mark.parametrize("blank", [" ", "\t", "  "])
def test_a_quote_over_a_line_that_ends_in_a_blank_gets_its_label(blank: str) -> None:
    text = f"“Câu một. {blank}\nCâu hai.”"
    assert quote_label(text, [Span(1, len(text) - 1)]) == "direct"
