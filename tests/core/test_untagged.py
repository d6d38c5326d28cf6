"""What an annotator would look at next: names and speech that are not tagged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader_app.core.edits import clean
from reader_app.core.lexicon import Lexicon, read_lexicon
from reader_app.core.model import Span
from reader_app.core.untagged import next_name, next_speech
from reader_app.resources import resource

GOLD = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "data" / "seeds-gold.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon(
        resource("lexicon/cues.toml").read_text(encoding="utf-8"),
        resource("lexicon/speakers.toml").read_text(encoding="utf-8"),
    )


def names(text: str, lexicon: Lexicon, known: tuple[str, ...] = ()) -> list[str]:
    found, at = [], 0
    while (span := next_name(text, at, [], known, lexicon)) is not None:
        found.append(span.of(text))
        at = span.end
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Theo Tổng thống Putin, ông Abe ở Tokyo.", ["Putin", "Abe", "Tokyo"]),
        ("Cuộc họp của Nga-Nhật Bản.", ["Nga", "Nhật Bản"]),
        ("Hôm qua, tại thành phố Nagato, tỉnh Yamaguchi.", ["thành phố Nagato", "tỉnh Yamaguchi"]),
        ("Viện (IFES) ở Moskva nhận 30 tỷ USD.", ["IFES", "Moskva"]),
        ("Peskov nói. Moskva đáp.", ["Peskov", "Moskva"]),
        ("Nga nói. Họ và Nga.", ["Nga", "Nga"]),
        ("Nói rồi đi. Người nói đi.", []),
        ("", []),
    ],
)
def test_names_are_runs_of_capitals_without_titles(text: str, expected: list[str], lexicon: Lexicon) -> None:
    assert names(text, lexicon) == expected


def test_a_run_is_cut_at_what_is_known(lexicon: Lexicon) -> None:
    text = "Sáng nay ở Nga Vladimir Putin nói."
    assert names(text, lexicon) == ["Nga Vladimir Putin"]
    assert names(text, lexicon, ("Nga",)) == ["Nga", "Vladimir Putin"]


def test_what_is_tagged_is_passed_by(lexicon: Lexicon) -> None:
    text = "Ông Abe và ông Putin."
    abe = Span(text.index("Abe"), text.index("Abe") + 3)
    found = next_name(text, 0, [abe], (), lexicon)
    assert found is not None
    assert found.of(text) == "Putin"


def test_most_names_of_the_seeds_are_gone_to_as_they_are(lexicon: Lexicon) -> None:
    right = stops = wanted = 0
    for article in GOLD:
        text, gold = article["text"], {(e["start"], e["end"]) for e in article["entities"]}
        at, tagged = 0, list[Span]()
        while (span := next_name(text, at, tagged, {s.of(text) for s in tagged}, lexicon)) is not None:
            stops += 1
            if (span.start, span.end) in gold:
                right += 1
                tagged.append(span)
            at = span.end
        wanted += len(gold)
    assert right >= wanted * 0.9
    assert right >= stops * 0.85


def test_every_speech_of_the_seeds_with_a_cue_is_gone_to(lexicon: Lexicon) -> None:
    for article in GOLD:
        text = article["text"]
        gold = {
            (c["start"], c["end"]) for q in article["quotes"] if q["cue"] and not q["nested"] for c in q["contents"]
        }
        found, at = set(), 0
        while (span := next_speech(text, at, [], lexicon)) is not None:
            content = clean(text, span, "quote")
            assert content is not None
            found.add((content.start, content.end))
            at = span.end
        assert found == gold


def test_words_in_quotation_marks_that_are_few_are_no_speech(lexicon: Lexicon) -> None:
    assert next_speech("Họ gọi đó là “đường lưỡi bò” từ lâu.", 0, [], lexicon) is None
