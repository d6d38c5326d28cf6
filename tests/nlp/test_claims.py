"""What is proposed as a claim: worth checking, one proposition each, said by whoever says it."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_app import words
from reader_app.core.model import Span
from reader_app.core.spans import quotations
from reader_app.core.suggestion import Who
from reader_app.core.text import canonical
from reader_app.nlp.claims import find_statements
from reader_app.nlp.claims.evidence import REASONS
from reader_app.nlp.engine import lexicon
from reader_app.nlp.entities import find_mentions
from reader_app.nlp.mention import Speech, Statement
from reader_app.nlp.tokens import tokens_of

SEEDS = Path(__file__).resolve().parent.parent / "data" / "seeds-gold.jsonl"
HOA = Who("PER", "Trần Thị Hoa")


def found(text: str, *speeches: Speech) -> list[Statement]:
    tokens = tokens_of(text)
    return find_statements(text, tokens, find_mentions(text, tokens), speeches, lexicon())


def one(text: str, *speeches: Speech) -> Statement:
    (statement,) = found(text, *speeches)
    return statement


def words_of(text: str, *speeches: Speech) -> list[str]:
    return [span.of(text) for statement in found(text, *speeches) for span in statement.contents]


def said(text: str, content: str, cue: str = "cho biết", stance: str = "affirm") -> Speech:
    start, at = text.index(content), text.index(cue)
    return Speech(
        "indirect", (Span(start, start + len(content)),), 0.9, "cue-clause",
        cue=Span(at, at + len(cue)), source=Span(0, at - 1), who=(HOA,), stance=stance,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "label", "reason"),
    [
        ("Xuất khẩu gạo của Việt Nam trong quý đầu đã tăng 12% và đạt 1,4 tỷ USD.", "fact-stat", "figure"),
        ("Hơn nửa số hộ dân ở vùng này chưa được dùng nước sạch.", "fact-stat", "figure"),
        ("Đây là cây cầu dài nhất từng được xây dựng ở miền Trung.", "fact-event", "comparison"),
        ("Mưa lớn kéo dài đã khiến nhiều tuyến đường bị sạt lở.", "causal", "cause"),
        ("Giá điện dự kiến sẽ được điều chỉnh trong thời gian tới.", "prediction", "prediction"),
        ("Ngày 12/5, Quốc hội đã thông qua luật sửa đổi.", "fact-stat", "dated-event"),
    ],
)
def test_what_an_article_tells(text: str, label: str, reason: str) -> None:
    statement = one(text)
    assert (statement.label, statement.rule, statement.quote, statement.who) == (label, reason, None, ())
    assert statement.reasons[0] == reason
    assert statement.contents[0].of(text) == text.rstrip(".")


@pytest.mark.parametrize(
    "text",
    [
        "Buổi lễ diễn ra trong không khí trang nghiêm.",  # nothing to check
        "Có bao nhiêu phần trăm học sinh trượt tốt nghiệp, 20% hay 30%?",  # a question
        "Chưa rõ có 3 hay 4 người bị thương trong vụ việc.",  # left open
        "Hãy gọi ngay số 113 khi gặp 2 người này.",  # an order
        "Bà Hoa, 45 tuổi, sống cùng con gái ở phường 7, quận 8.",  # an age and an address
        "Hai mươi phần trăm.",  # no verb
    ],
)
def test_not_every_sentence_is_a_claim(text: str) -> None:
    assert found(text) == []


def test_two_figures_about_one_thing_are_one_claim() -> None:
    text = "Kim ngạch thương mại đã tăng 18% và đạt khoảng 20 tỷ USD."
    assert words_of(text) == [text.rstrip(".")]


def test_two_subjects_are_two_claims_without_the_word_that_joins_them() -> None:
    text = "Xuất khẩu tăng 12%, nhưng nhập khẩu lại giảm tới 8%; thị trường trong nước cũng mất 300 tỷ đồng."
    assert words_of(text) == [
        "Xuất khẩu tăng 12%", "nhập khẩu lại giảm tới 8%", "thị trường trong nước cũng mất 300 tỷ đồng",
    ]  # fmt: skip


def test_words_that_lean_on_the_sentence_before_are_left_out() -> None:
    text = "Ngoài ra, trong khi đó, thành phố đã thu hồi 40 ha đất."
    assert words_of(text) == ["thành phố đã thu hồi 40 ha đất"]


def test_the_thing_said_is_the_claim_and_its_speaker_claims_it() -> None:
    text = "Bà Trần Thị Hoa cho biết nhà máy đã thải 300 m3 nước bẩn ra sông."
    statement = one(text, said(text, "nhà máy đã thải 300 m3 nước bẩn ra sông"))
    assert statement.contents[0].of(text) == "nhà máy đã thải 300 m3 nước bẩn ra sông"
    assert (statement.quote, statement.who) == (0, (HOA,))


def test_of_a_speech_in_a_speech_the_inner_one_counts() -> None:
    text = "Bà Hoa cho biết ông Nam khẳng định nhà máy đã thải 300 m3 nước bẩn ra sông."
    outer = said(text, "ông Nam khẳng định nhà máy đã thải 300 m3 nước bẩn ra sông")
    inner = said(text, "nhà máy đã thải 300 m3 nước bẩn ra sông", cue="khẳng định")
    statement = one(text, outer, inner)
    assert statement.quote == 1
    assert statement.contents[0].of(text) == "nhà máy đã thải 300 m3 nước bẩn ra sông"


def test_a_promise_is_one_only_in_somebodys_mouth() -> None:
    told = "Trong năm nay chúng tôi sẽ xây mới 10 trường học."
    assert one(told).label == "prediction"
    text = f"Bà Hoa cho biết {told}"
    assert one(text, said(text, told.rstrip("."))).label == "commitment"
    text = "Bà Hoa cam kết sẽ trả hết nợ cho công nhân."
    assert one(text, said(text, "sẽ trả hết nợ cho công nhân", cue="cam kết")).rule == "commitment"


def test_where_somebody_stands_can_be_checked_later() -> None:
    text = "Bà Hoa cho biết thành phố có thể chấp nhận phương án này."
    statement = one(text, said(text, "thành phố có thể chấp nhận phương án này"))
    assert (statement.rule, dict(statement.attributes)["certainty"]) == ("position", "possible")
    assert found("Thành phố có thể chấp nhận phương án này.") == []


def test_attributes_only_where_they_are_not_the_default() -> None:
    text = "Bà Hoa bác bỏ việc nhà máy đã thải 300 m3 nước bẩn ra sông."
    denied = one(text, said(text, "nhà máy đã thải 300 m3 nước bẩn ra sông", cue="bác bỏ", stance="refute"))
    assert denied.attributes == (("check_worthiness", "CFS"), ("stance", "refute"))
    text = "Nhiều khả năng giá xăng sẽ tăng thêm 500 đồng mỗi lít."
    assert one(text).attributes == (("certainty", "probable"), ("check_worthiness", "CFS"))


def test_no_quotation_is_cut_in_half() -> None:
    text = "Theo báo cáo, “thu ngân sách giảm 20%; chi tiêu tăng 5%, và nợ công đã vượt 60% GDP” trong năm 2015."
    for span in words_of(text):
        assert span.count("“") == span.count("”")
    text = "Bà Hoa nói: “Chúng tôi đã chi 2 tỷ đồng. Người dân được hưởng lợi, nhưng nợ công vẫn còn 30%. ”"
    content = text[text.index("“") + 1 : -2]
    assert words_of(text, said(text, content, cue="nói")) == ["Chúng tôi đã chi 2 tỷ đồng", "nợ công vẫn còn 30%"]


def test_every_reason_has_its_words_in_both_languages() -> None:
    for language in words.LANGUAGES:
        words.use(language)
        titles = [words.reason_title(code) for code in REASONS]
        assert len(set(titles)) == len(REASONS)
        assert not set(titles) & set(REASONS)


def test_statements_of_the_seeds() -> None:
    """What SCHEME's decisions name is found, with the gold quotes around."""
    claims = {}
    for line in SEEDS.read_text("utf-8").splitlines():
        article = json.loads(line)
        text = article["text"]
        speeches = [
            Speech(
                q["label"], tuple(Span(c["start"], c["end"]) for c in q["contents"]), 1.0, "gold",
                *(Span(q[part]["start"], q[part]["end"]) if q[part] else None for part in ("cue", "source")),
            )
            for q in article["quotes"]
        ]  # fmt: skip
        claims |= {s.contents[0].of(text): s for s in found(text, *speeches)}
    trade = claims["Kim ngạch thương mại hai chiều trong các tháng 1-11/2018 đã tăng 18% và đạt khoảng 20 tỷ USD"]
    assert (trade.label, trade.quote) == ("fact-stat", None)
    later = claims["Tokyo có thể chấp nhận một hiệp ước hòa bình với Nga nếu Moskva thực hiện điều này"]
    assert ("certainty", "possible") in later.attributes
    assert any("nguyên tắc của Nhật Bản về bốn hòn đảo" in words for words in claims)
    assert len(claims) < 25  # of some forty sentences and clauses


@given(st.text(alphabet=' \n.,;:?!“”"()[]«»0123456789%đãsẽ tăngnhưng vàNga–-', min_size=1, max_size=300), st.data())
def test_any_text_gives_spans_in_it(raw: str, data: st.DataObject) -> None:
    text = canonical(raw) if raw.strip() else "a"
    cuts = sorted({data.draw(st.integers(0, len(text))) for _ in range(4)})
    speeches = [Speech("indirect", (Span(a, b),), 0.5, "x") for a, b in pairwise(cuts)]
    last = 0
    for statement in found(text, *speeches):
        (span,) = statement.contents
        assert last <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
        assert 0 < statement.score <= 1
        assert statement.quote is None or speeches[statement.quote].contents[0].covers(span)
        last = span.end


def test_a_claim_covers_a_quotation_or_leaves_it_or_lies_in_it() -> None:
    text = (
        "Tỉnh đã chi 20 tỷ đồng cho dự án “Nước sạch cho 40.000 hộ dân”, và “đã khánh thành 3 trạm bơm trong 2 tháng”."
    )
    marks = [mark.content for mark in quotations(text)]
    assert len(marks) == 2
    for statement in found(text):
        (span,) = statement.contents
        assert all(span.covers(m) or m.covers(span) or not m.overlaps(span) for m in marks)
