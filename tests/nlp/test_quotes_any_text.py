"""Whatever the text and however badly it is tagged: spans that hold, and a price that grows with the text only."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from reader_app.core.model import Span
from reader_app.core.spans import joined_sentences, paragraph_at
from reader_app.core.suggestion import Who
from reader_app.core.text import canonical
from reader_app.nlp.engine import lexicon
from reader_app.nlp.mention import Mention, Speech
from reader_app.nlp.quotes import find_speeches
from reader_app.nlp.tokens import Token, Tokens

WORDS = (
    "ông bà Hùng Mai nói cho biết rằng là theo Theo dẫn lời AFP Reuters “ ” \" ' « » ( ) : , . ? ! - – … / \n và song "
    "nhưng không đã sẽ cầu hỏng tôi chúng tôi Bộ trưởng báo cáo cho thấy đồng thời nhấn mạnh khẳng định Đó là của được "
    "trả lời ngày 22/10 PV: * 😀 e\u0301"
).split(" ")
TAGS = ["N", "Np", "V", "R", "C", "E", "P", "L", "M", "A", "CH", "Nc", "X"]
MARKS = st.sampled_from(WORDS)


def tokens(text: str, tags: list[str]) -> Tokens:
    """Return words and marks of `text` with any tags, in its sentences."""
    sentences = [
        sentence
        for at in range(len(text))
        if (at == 0 or text[at - 1] == "\n") and (paragraph := paragraph_at(text, at)) is not None
        for sentence in joined_sentences(text, paragraph)
        if paragraph.start >= at
    ]
    found, number = [], 0
    for sentence in sentences:
        words = []
        for match in re.compile(r"\w+(?:/\w+)*|[^\w\s]").finditer(text, sentence.start, sentence.end):
            tag = tags[number % len(tags)] if match[0][0].isalnum() else "CH"
            words.append(Token(match.start(), match.end(), tag))
            number += 1
        found.append(tuple(words))
    return Tokens(tuple(sentences), tuple(found), 0)


def names(text: str) -> list[Mention]:
    found = re.compile(r"\b(?:Hùng|Mai|AFP|Reuters)\b").finditer(text)
    labels = {"Hùng": "PER", "Mai": "PER"}
    return [
        Mention(Span(*m.span()), labels.get(m[0], "ORG"), 1.0, "test", Who(labels.get(m[0], "ORG"), m[0]))
        for m in found
    ]


def prove(text: str, found: list[Speech]) -> None:
    reached = 0
    for speech in found:
        assert speech.contents
        assert speech.label in ("direct", "indirect", "mixed")
        assert 0.0 < speech.score <= 1.0
        for span in speech.contents:
            assert span.start >= reached, "contents lie apart and in order"
            reached = span.end
        for part in (*speech.contents, speech.cue, speech.source, speech.via):
            if part is not None:
                assert part.end <= len(text)
                assert part.of(text) == part.of(text).strip()


@settings(max_examples=300, deadline=None)
@given(st.lists(MARKS, max_size=60), st.sampled_from([" ", "  ", ""]), st.lists(st.sampled_from(TAGS), min_size=1))
def test_any_words_in_any_order(words: list[str], between: str, tags: list[str]) -> None:
    text = canonical(between.join(words) + " x")
    prove(text, find_speeches(text, tokens(text, tags), names(text), lexicon()))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.lists(st.sampled_from(TAGS), min_size=1))
def test_any_characters(raw: str, tags: list[str]) -> None:
    text = canonical(raw.encode("utf-8", "ignore").decode() + " x")
    prove(text, find_speeches(text, tokens(text, tags), [], lexicon()))


def test_nothing() -> None:
    assert find_speeches("x", Tokens((), (), 0), [], lexicon()) == []


SENTENCES = [
    "Ông Hùng cho biết cầu đã hỏng và nói rằng dân sợ, ",
    "“Cầu đã hỏng từ lâu rồi nhé các anh”, bà Mai nói, ",
    "theo ông Hùng, cầu đã hỏng. ",
    "AFP dẫn lời ông Hùng nói cầu (đã hỏng. ",
    "Ông Hùng: “Tôi không biết. ",
]


def test_the_price_grows_with_the_text_and_not_faster(calls: Callable[[Callable[[], object]], int]) -> None:
    """Also in one long paragraph, one endless sentence and many open marks."""

    def price(text: str) -> int:
        words, mentions, known = tokens(text, ["N", "V", "R"]), names(text), lexicon()
        find_speeches(text, words, mentions, known)
        return calls(lambda: find_speeches(text, words, mentions, known))

    for piece in ("".join(SENTENCES), *SENTENCES):
        short, long = (canonical(piece * (times * 200 // len(piece))) for times in (20, 80))
        assert price(long) < 6 * price(short), piece
