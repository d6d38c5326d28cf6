"""Paragraphs and sentences, and those that cut no quotation."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_app.core.model import Span
from reader_app.core.spans import joined_sentences, paragraph_at, sentence_at, sentences, without_stop


def whole(text: str) -> Span:
    return Span(0, len(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông đến. Bà đi", "Ông đến.|Bà đi"),
        ("Thật ư? Thật! Vâng… Được.", "Thật ư?|Thật!|Vâng…|Được."),
        ("Ở TP.HCM có 3.500 người. Rồi đi.", "Ở TP.HCM có 3.500 người.|Rồi đi."),
        ("Tại TP. Hồ Chí Minh. Rồi", "Tại TP. Hồ Chí Minh.|Rồi"),
        ("GS.TS. Nguyễn Văn An đến. PGS. TS. Lê đi.", "GS.TS. Nguyễn Văn An đến.|PGS. TS. Lê đi."),
        ("J. K. Rowling và Nguyễn Văn A. đến.", "J. K. Rowling và Nguyễn Văn A. đến."),
        ("Gạo, ngô v.v. và sắn. Rồi", "Gạo, ngô v.v. và sắn.|Rồi"),
        ("Đã... đi xa. Rồi... Về.", "Đã... đi xa.|Rồi...|Về."),
        ("Tăng 18%. 20 tỷ USD. (Xong.) – Hết.", "Tăng 18%.|20 tỷ USD.|(Xong.)|– Hết."),
        ("Nói: “Đi.” Rồi “ở.” “Về.”", "Nói: “Đi.”|Rồi “ở.”|“Về.”"),
        ("quần đảo trên.Cuộc hội đàm", "quần đảo trên.Cuộc hội đàm"),
        ("   Ông đến.   Bà đi.   ", "Ông đến.|Bà đi."),
        ("Không", "Không"),
    ],
)
def test_sentences(text: str, expected: str) -> None:
    assert "|".join(span.of(text) for span in sentences(text, whole(text))) == expected


@given(st.text('aA9 .!?…"”)\nTPBS', max_size=40))
def test_sentences_lose_no_word_and_do_not_overlap(text: str) -> None:
    if not text:
        return
    found = sentences(text, whole(text))
    assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông nói: “Đi. Về. Ở.” Bà cười. Hết.", "Ông nói: “Đi. Về. Ở.”|Bà cười.|Hết."),
        ('Theo ông, "đi. Về.", rồi ở. Hết.', 'Theo ông, "đi. Về.", rồi ở.|Hết.'),
        ("Ông nói: “Đi. Về. Không đóng", "Ông nói: “Đi. Về. Không đóng"),
        ("Đi. Về”, ông nói. Hết.", "Đi. Về”, ông nói.|Hết."),
    ],
)  # fmt: skip
def test_no_sentence_ends_inside_a_quotation(text: str, expected: str) -> None:
    assert "|".join(span.of(text) for span in joined_sentences(text, whole(text))) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("Ông", "Ông nói: “Đi. Về!” rồi thôi"),
        ("“", "Ông nói: “Đi. Về!” rồi thôi"),
        ("Đi", "Đi"),
        ("ề", "Về"),
        ("thôi", "Ông nói: “Đi. Về!” rồi thôi"),
        ("Xong", "Xong hẳn"),
    ],
)
def test_the_sentence_around_a_position_has_no_final_stop(at: str, expected: str) -> None:
    text = "Tin.\nÔng nói: “Đi. Về!” rồi thôi. Xong hẳn?!\nHết."
    found = sentence_at(text, text.index(at))
    assert found is not None
    assert found.of(text) == expected


def test_there_is_no_sentence_in_an_empty_paragraph() -> None:
    assert sentence_at("a\n\n \nb", 2) is None
    assert paragraph_at("a\n\n \nb", 3) is None


@pytest.mark.parametrize(("position", "expected"), [(0, "một"), (3, "một"), (4, "hai ba"), (12, "hai ba"), (13, "bốn")])
def test_paragraphs_end_at_line_feeds_and_have_no_blank_edges(position: int, expected: str) -> None:
    text = "một\n hai ba \nbốn"
    found = paragraph_at(text, position)
    assert found is not None
    assert found.of(text) == expected


def test_the_five_sentences_of_one_quotation_are_one_sentence_of_the_paragraph(seed_texts: tuple[str, str]) -> None:
    text = seed_texts[1]
    paragraph = paragraph_at(text, text.index("Theo Giám đốc"))
    assert paragraph is not None
    assert len(sentences(text, paragraph)) == 5
    assert joined_sentences(text, paragraph) == [paragraph]


@pytest.mark.parametrize(
    ("text", "expected"), [("Đi.", "Đi"), ("Đi?!…", "Đi"), ("Đi.”", "Đi.”"), ("Đi", "Đi"), ("...", "..."), ("a;,", "a")]
)
def test_without_stop(text: str, expected: str) -> None:
    assert without_stop(text, whole(text)).of(text) == expected
