"""What a key takes when nothing is selected, measured on every quote of the two seeds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from reader_app.core.candidates import cues_near, noun_phrases, quote_contents, sources_near
from reader_app.core.lexicon import Lexicon
from reader_app.core.model import Annotation, Part, Span


def span(value: dict[str, Any] | None) -> Span | None:
    return None if value is None else Span(value["start"], value["end"])


def entities(article: dict[str, Any]) -> list[Annotation]:
    return [
        Annotation(f"e{n}", "a", "entity", e["label"], (Part("mention", Span(e["start"], e["end"])),), "lan")
        for n, e in enumerate(article["entities"])
    ]


def quotes(gold: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str, Span, dict[str, Any]]]:
    """Yield each gold quote as (article, text, content, quote); all of them have one content."""
    for article in gold:
        for quote in article["quotes"]:
            (content,) = quote["contents"]
            yield article, article["text"], Span(content["start"], content["end"]), quote


# a quote inside a quotation: it is taken by selection
CONTENT_MISSES = {"việc tạo ra một cấu trúc riêng biệt"}
# speech that runs on over two sentences: the first alone comes first
RUNNING = {"Hợp tác Nga - Nhật Bản trong việc"}
# *lập trường của Tokyo (lâu nay khẳng định …)*: the nearest noun phrase is another one, Tokyo the second
SOURCE_MISSES = {"Nga phải trả lại toàn bộ bốn đảo"}


def is_miss(text: str, content: Span, misses: set[str]) -> bool:
    return any(content.of(text).startswith(start) for start in misses)


def test_at_its_middle_every_content_is_offered(gold: list[dict[str, Any]], lexicon: Lexicon) -> None:
    asked = 0
    for _, text, content, _ in quotes(gold):
        offered = quote_contents(text, (content.start + content.end) // 2, lexicon)
        assert (content in offered) != is_miss(text, content, CONTENT_MISSES), content.of(text)
        asked += 1
    assert asked == 15


def test_the_first_offer_is_the_content_but_for_mixed_quotes(gold: list[dict[str, Any]], lexicon: Lexicon) -> None:
    """In a mixed quote the marks around the caret come first, the clause second."""
    for _, text, content, quote in quotes(gold):
        if not is_miss(text, content, CONTENT_MISSES):
            offered = quote_contents(text, (content.start + content.end) // 2, lexicon)
            wider = quote["label"] == "mixed" or is_miss(text, content, RUNNING)
            assert offered.index(content) == (1 if wider else 0)


def test_each_offer_is_wider_than_the_one_before(gold: list[dict[str, Any]], lexicon: Lexicon) -> None:
    for article in gold:
        for position in range(0, len(article["text"]), 7):
            offered = quote_contents(article["text"], position, lexicon)
            assert offered
            for narrow, wide in pairwise(offered):
                assert wide.covers(narrow)
                assert wide != narrow


def test_the_first_cue_is_the_cue(gold: list[dict[str, Any]], lexicon: Lexicon) -> None:
    asked = 0
    for _, text, content, quote in quotes(gold):
        cue = span(quote["cue"])
        found = cues_near(text, content, lexicon)
        if cue is None:
            assert found == [], content.of(text)
            continue
        assert found[:1] == [cue], content.of(text)
        asked += 1
    assert asked == 13


def test_with_the_names_tagged_the_first_source_is_the_source(gold: list[dict[str, Any]], lexicon: Lexicon) -> None:
    asked = 0
    for article, text, content, quote in quotes(gold):
        source, head = span(quote["source"]), span(quote["source_head"])
        if source is None or head is None:
            continue
        found = sources_near(text, content, span(quote["cue"]), lexicon, entities(article))
        if is_miss(text, content, SOURCE_MISSES):
            assert found.index(source) == 1
        else:
            assert found[0].overlaps(head)
            assert found[0] == source
        asked += 1
    assert asked == 13


def test_without_any_name_tagged_the_same_sources_are_found(gold: list[dict[str, Any]], lexicon: Lexicon) -> None:
    for _, text, content, quote in quotes(gold):
        if (source := span(quote["source"])) is not None:
            found = sources_near(text, content, span(quote["cue"]), lexicon, [])
            assert (found[:1] == [source]) != is_miss(text, content, SOURCE_MISSES), content.of(text)


@pytest.mark.parametrize(
    ("text", "at", "offered"),
    [
        pytest.param("Bà nói: “Đi. Về.” Rồi thôi.", "Về", ["Đi. Về.", "“Đi. Về.”"], id="marks first"),
        pytest.param("Bà Lan cho biết sẽ đi.", "đi", ["sẽ đi", "Bà Lan cho biết sẽ đi"], id="clause after the cue"),
        pytest.param("Bà cho rằng là sẽ đi.", "đi", ["sẽ đi", "Bà cho rằng là sẽ đi"], id="là is outside"),
        pytest.param("Theo bà Lan, sẽ đi.", "đi", ["sẽ đi", "Theo bà Lan, sẽ đi"], id="after theo and a comma"),
        pytest.param("Theo đó, sẽ đi.", "đi", ["Theo đó, sẽ đi"], id="theo đó introduces nobody"),
        pytest.param("Bà nói sẽ đi, tuy nhiên ông ở.", "đi", ["sẽ đi"], id="where the reporter speaks again"),
        pytest.param("lập trường (bà khẳng định sẽ đi) của họ", "đi", ["sẽ đi"], id="to the end of the brackets"),
        pytest.param("Trời đẹp. Rồi mưa.", "mưa", ["Rồi mưa", "Trời đẹp. Rồi mưa."], id="sentence, then paragraph"),
    ],
)
def test_offers(text: str, at: str, offered: list[str], lexicon: Lexicon) -> None:
    found = [one.of(text) for one in quote_contents(text, text.index(at), lexicon)]
    assert found[: len(offered)] == offered


def test_nothing_is_offered_in_an_empty_paragraph(lexicon: Lexicon) -> None:
    assert quote_contents("Một.\n\nHai.", 5, lexicon) == []


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        ("Bà cho biết thêm mưa to", "mưa to", "cho biết thêm"),
        ("“Mưa to”, bà nói.", "Mưa to", "nói"),
        ("Bà nói chung vui, rồi khẳng định mưa to", "mưa to", "khẳng định"),
        ("Theo bà, mưa to", "mưa to", "Theo"),
        ("Bà tuyên bố: “Mưa to”", "Mưa to", "tuyên bố"),
        ("Tuyên bố chung cho biết mưa to", "mưa to", "cho biết"),
        ("Bà hứa rằng mưa to", "mưa to", "hứa"),
        ("Bà PHỦ NHẬN mưa to", "mưa to", "PHỦ NHẬN"),
    ],
)
def test_cues(text: str, content: str, cue: str, lexicon: Lexicon) -> None:
    start = text.index(content)
    assert cues_near(text, Span(start, start + len(content)), lexicon)[0].of(text) == cue


@pytest.mark.parametrize(
    "text",
    ["Đoàn mang theo mưa to", "Tiếng nói mưa to", "Người phát ngôn mưa to", "Được biết mưa to", "Tiếp theo mưa to"],
)
def test_false_friends_are_no_cues(text: str, lexicon: Lexicon) -> None:
    start = text.index("mưa to")
    assert cues_near(text, Span(start, start + 6), lexicon) == []


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Giám đốc SOHR - Rami Abdel Rahman nói", ["Giám đốc SOHR - Rami Abdel Rahman"]),
        ("Hôm qua, ông Nguyễn Tấn Thắng, Bí thư, nói", ["ông Nguyễn Tấn Thắng", "Bí thư"]),
        ("Viện Viễn Đông (IFES) Valeri Kistanov nói", ["Viện Viễn Đông (IFES) Valeri Kistanov"]),
        ("Vị này cho biết", ["Vị này"]),
    ],
)
def test_noun_phrases(text: str, phrases: list[str], lexicon: Lexicon) -> None:
    assert [one.of(text) for one in noun_phrases(text, Span(0, len(text)), lexicon, [])] == phrases
