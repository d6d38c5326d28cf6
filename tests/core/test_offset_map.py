"""Offsets of a raw text carried into its canonical form."""

from __future__ import annotations

import unicodedata

import pytest
import regex
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from reader_app.core.errors import BadInput
from reader_app.core.text import OffsetMap, canonical, canonical_map

VIETNAMESE = "Thủ tướng Gía hoà đảo Nguyễn ữ ậ"
# stretches that canonical form changes, among others that it leaves alone
PIECES = st.one_of(
    st.sampled_from(
        [
            "\ufeff", "\r\n", "\r", "\n", "\u2028", "\u2029", " ", "\t", "\xa0", "\x00", "\x85", "\ufdd0", "“", '"',
            VIETNAMESE, unicodedata.normalize("NFD", VIETNAMESE), "tu\u031b\u0301", "\u1112\u1161\u11ab", "\u1100",
            "\u1161", "\u0301", "e", "a\u0323\u0302", "\u212b", "😀", "👩‍👩‍👧", "🇻🇳", "\u2126", "\u0344",
            "\U0001d15e", "\u0958",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
)  # fmt: skip
RAW = st.lists(PIECES, max_size=12).map("".join)


def mapped(raw: str) -> tuple[str, OffsetMap]:
    try:
        return canonical_map(raw)
    except BadInput:
        assume(False)  # nothing left of it: no text, no offsets
        raise


def borders(raw: str) -> list[int]:
    """Return where clusters of `raw` meet; U+FEFF, which goes, takes no part and has no border of its own, and marks
    behind a control character stand on the space that it becomes."""
    kept = [at for at, c in enumerate(raw) if c != "\ufeff"]
    found, at = [0], 0
    spaced = regex.sub(r"[\p{Cc}--[\t\n\r]]|[\ufdd0\ufdd1]", " ", raw.replace("\ufeff", ""), flags=regex.V1)
    for cluster in regex.findall(r"\X", spaced):
        at += len(cluster)
        found.append(kept[at - 1] + 1)
    return found


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        pytest.param(unicodedata.normalize("NFD", "Ông Nguyễn Tấn Thắng nói"), "Nguyễn Tấn Thắng", id="NFD"),
        pytest.param("Tin\r\n\r\nThủ tướng Abe\r\nnói", "Abe", id="CRLF"),
        pytest.param("\ufeffTin \ufeffAbe\ufeff nói", "Abe", id="U+FEFF in front and inside"),
        pytest.param("Tin\u2028Abe\u2029nói", "Abe", id="U+2028"),
        pytest.param("  \r\n\t Tin Abe nói \r\n ", "Abe", id="leading blanks"),
        pytest.param(" \ufeff \r\ufeff\n Abe nói", "Abe", id="U+FEFF between CR and LF, and among leading blanks"),
        pytest.param("\u1112\u1161\u11ab\u1100\u116e\u11a8 Abe", "Abe", id="Hangul jamo before"),
        pytest.param("Abe \u1112\u1161\u11ab", "\u1112\u1161\u11ab", id="Hangul jamo"),
        pytest.param("😀\r\n🇻🇳 Abe", "Abe", id="emoji"),
        pytest.param("e\ufeff\u0301 Abe", "Abe", id="U+FEFF between a letter and its mark"),
    ],
)
def test_words_stay_under_their_span(raw: str, words: str) -> None:
    wanted = unicodedata.normalize("NFD", words) if words not in raw else words
    start = raw.index(wanted)
    text, offsets = canonical_map(raw)
    assert text == canonical(raw)
    assert text[offsets.start(start) : offsets.end(start + len(wanted))] == canonical(words)


@given(RAW)
@example("\r\ufeff\nb")
@example("e\ufeff\u0301")
@example("\ufeff \ufeffa\ufeff \ufeff")
def test_the_map_is_in_range_and_ascending(raw: str) -> None:
    text, offsets = mapped(raw)
    assert text == canonical(raw)
    starts = [offsets.start(at) for at in range(len(raw) + 1)]
    ends = [offsets.end(at) for at in range(len(raw) + 1)]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= start <= end <= len(text) for start, end in zip(starts, ends, strict=True))
    assert starts[0] == 0
    assert ends[-1] == len(text)


@settings(max_examples=300)
@given(RAW, st.data())
def test_spans_keep_their_words(raw: str, data: st.DataObject) -> None:
    text, offsets = mapped(raw)
    on_border = borders(raw)
    start, end = sorted((data.draw(st.sampled_from(on_border)), data.draw(st.sampled_from(on_border))))
    try:
        words = canonical(raw[start:end])
    except BadInput:
        return
    inner = raw[start:end].replace("\ufeff", "")
    assume(not canonical("x" + inner + "x")[1].isspace() and not canonical("x" + inner + "x")[-2].isspace())
    assert text[offsets.start(start) : offsets.end(end)] == words


@given(RAW)
def test_what_is_canonical_lands_on_itself(raw: str) -> None:
    try:
        text = canonical(raw)
    except BadInput:
        return
    same, offsets = canonical_map(text)
    assert same == text
    assert all(offsets.start(at) == at == offsets.end(at) for at in range(len(text) + 1))


def test_every_stable_character_lands_on_itself() -> None:
    """Each assigned character that NFC leaves alone, between changed ones, keeps its place."""
    every = [chr(n) for n in range(0x110000) if not 0xD800 <= n <= 0xDFFF]
    stable = [
        c for c in every
        if not c.isspace() and c != "\ufeff" and unicodedata.combining(c) == 0 and canonical(f"x{c}x") == f"x{c}x"
    ]  # fmt: skip
    assert len(stable) > 1_000_000
    raw = "".join(f"e\u0301{c}\r\n" for c in stable[::97] + stable[:12_000])
    text, offsets = canonical_map(raw)
    at = 0
    for c in stable[::97] + stable[:12_000]:
        at += 2
        if regex.fullmatch(r"\X", f"e{c}") is None:  # else it belongs to the e
            assert text[offsets.start(at) : offsets.end(at + 1)] == c
        at += 3


def test_a_long_text_is_carried_in_bounded_time_and_space() -> None:
    raw = unicodedata.normalize("NFD", "Thủ tướng nói: “Đúng”.\r\n") * 20_000
    text, offsets = canonical_map(raw)
    last = raw.rindex("“")
    assert text[offsets.start(last) : offsets.end(last + 1)] == "“"
