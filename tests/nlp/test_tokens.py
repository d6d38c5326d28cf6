"""Words and sentences lie in the text where they say, whatever the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader_app.core.errors import BadInput
from reader_app.core.model import Span
from reader_app.core.text import canonical, is_border
from reader_app.nlp.tokens import LONGEST, Tokens, align, tokens_of
from reader_app.resources import seeds

PIECES = (
    "Ông Nguyễn Tấn Dũng", "Nga-Nhật Bản", "1tỷ USD.", "hoà bình", "hòa bình", "Gía", "thuý", "@donald_trump", "“", "”",
    '"', " ", "  ", "\n", "https://vnexpress.net/abc-1.html", "😀", "👨‍👩‍👧",
    "TP. Hồ Chí Minh", "ThS.", "18%", "…", "? ",
    ". ", "U23", "al-Assad", "é", "e\u0301\u0323", "AT&T", "\t", "22/1", "-", "–", "(", ")", "nói", "đến", "#tin",
)  # fmt: skip


def words(text: str) -> list[str]:
    return [text[t.start : t.end] for sentence in tokens_of(text).tokens for t in sentence if t.tag != "CH"]


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in tokens_of(text).sentences]


def assert_sound(text: str, found: Tokens) -> None:
    """Every token lies in its sentence, none overlaps, none is cut inside a grapheme or starts in white space."""
    at = 0
    for sentence, tokens in zip(found.sentences, found.tokens, strict=True):
        assert at <= sentence.start
        at = sentence.start
        for token in tokens:
            assert at <= token.start < token.end <= sentence.end
            assert not text[token.start].isspace()
            assert not text[token.end - 1].isspace()
            assert is_border(text, token.start)
            assert is_border(text, token.end)
            at = token.end
        at = sentence.end
    assert found.lost >= 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.text(max_size=30))
def test_tokens_lie_in_the_text(pieces: list[str], rest: str) -> None:
    raw = " ".join(pieces) + rest
    try:
        text = canonical(raw)
    except BadInput:  # empty, or a lone surrogate
        return
    assert_sound(text, tokens_of(text))


def test_tokens_of_the_seeds() -> None:
    for path in seeds():
        text = canonical(path.read_text("utf-8"))
        found = tokens_of(text)
        assert found.lost == 0
        assert_sound(text, found)
        # nothing but white space is between them
        rest = set(range(len(text)))
        for sentence in found.tokens:
            for token in sentence:
                rest -= set(range(token.start, token.end))
        assert all(text[at].isspace() for at in rest)


def test_tone_placement_is_found() -> None:
    text = "Hai bên muốn hoà bình và thuỷ lợi."
    assert "hoà bình" in words(text)
    assert tokens_of(text).lost == 0


def test_two_names_at_a_hyphen_are_two_words() -> None:
    assert words("Quan hệ Nga-Nhật Bản ấm lên.")[1:3] == ["Nga", "Nhật Bản"]


def test_figure_and_unit_are_two_words_and_the_stop_is_apart() -> None:
    found = words("Kim ngạch đạt 1tỷ USD.")
    assert "1" in found
    assert not any(word.endswith(".") for word in found)


def test_addresses_and_names_with_at_are_one_word() -> None:
    text = "Ông viết trên @donald_trump và https://vnexpress.net/tin-1.html, rồi gửi tới toasoan@bao.vn."
    found = words(text)
    assert {"@donald_trump", "https://vnexpress.net/tin-1.html", "toasoan@bao.vn"} <= set(found)


def test_emoji_is_no_word() -> None:
    assert "😀" not in words("Rất vui 😀 được gặp")


def test_a_sign_before_a_word_is_no_part_of_it() -> None:
    for sign in ("😀", "😀😀", "★"):
        text = f"{sign} Ông Trần Văn Ân nói."
        assert words(text)[0].split()[0] == "Ông"


def test_abbreviations_end_no_sentence() -> None:
    assert len(sentences("Ông sống ở TP. Hồ Chí Minh. ThS. Trần Minh Hà nói vậy.")) == 2


def test_a_quotation_of_several_sentences_is_one() -> None:
    text = "Ông nói: “Tôi đến. Tôi thấy. Tôi đi”. Rồi ông về."
    assert sentences(text) == ["Ông nói: “Tôi đến. Tôi thấy. Tôi đi”.", "Rồi ông về."]


def test_a_lost_token_is_counted_and_the_next_one_found() -> None:
    text = "Ông Abe nói"
    found, lost = align(text, Span(0, len(text)), [("Ông", "Nc"), ("Obama", "Np"), ("nói", "V")])
    assert lost == 1
    assert [text[t.start : t.end] for t in found] == ["Ông", "nói"]


def test_a_long_sentence_is_tagged_in_pieces() -> None:
    text = "thành phố Hồ Chí Minh " * (LONGEST // 5)
    found = tokens_of(text.strip())
    assert len(found.sentences) == 1
    assert found.lost == 0
    assert_sound(text, found)
