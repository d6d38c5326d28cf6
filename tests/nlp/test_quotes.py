"""Quotes: every kind of the label scheme on sentences made for it, and the two seeds with their gold quotes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from reader_app.core.computed import quote_label
from reader_app.core.model import Span
from reader_app.core.suggestion import Who
from reader_app.nlp.engine import lexicon
from reader_app.nlp.mention import Mention, Speech
from reader_app.nlp.quotes import find_speeches
from reader_app.nlp.tokens import tokens_of

NAMES = {
    "PER": ["Trần Văn Hùng", "Lê Thị Mai", "Hùng", "Mai", "John Smith", "Smith", "Robert Brown", "Brown", "Đ."],
    "ORG": ["Reuters", "AFP", "Bộ Y tế", "Bộ LĐ-TB&XH", "Công an huyện Ba Vì", "UBND xã Tản Lĩnh", "Gallup"],
    "LOC": ["Hà Nội", "tỉnh Sơn La", "Nga", "Mỹ", "Nhà Trắng"],
}
FULL = {"Hùng": "Trần Văn Hùng", "Mai": "Lê Thị Mai", "Smith": "John Smith", "Brown": "Robert Brown"}


class Quote(NamedTuple):
    """A quote in words: contents, cue, source, via."""

    contents: list[str]
    cue: str | None
    source: str | None
    via: str | None


def mentions(text: str) -> list[Mention]:
    """Return the known names of `text`, the longest first, none in another one."""
    found: list[Mention] = []
    for name, label in sorted(((n, label) for label, names in NAMES.items() for n in names), key=lambda p: -len(p[0])):
        start = text.find(name)
        while start >= 0:
            span = Span(start, start + len(name))
            whole = not text[start - 1 : start].isalnum() and not text[span.end : span.end + 1].isalnum()
            if whole and not any(m.span.overlaps(span) for m in found):
                found.append(Mention(span, label, 1.0, "test", Who(label, FULL.get(name, name))))
            start = text.find(name, span.end)
    return sorted(found, key=lambda m: m.span)


def speeches(text: str) -> list[Speech]:
    found = find_speeches(text, tokens_of(text), mentions(text), lexicon())
    for speech in found:
        assert speech.label == quote_label(text, speech.contents)
        assert speech.score >= 0.45
    return found


def in_words(text: str, speech: Speech) -> Quote:
    parts = (None if span is None else span.of(text) for span in (speech.cue, speech.source, speech.via))
    return Quote([span.of(text) for span in speech.contents], *parts)


def quotes(text: str) -> list[Quote]:
    return [in_words(text, speech) for speech in speeches(text)]


def one(text: str) -> Quote:
    (quote,) = quotes(text)
    return quote


@pytest.mark.parametrize(
    ("opener", "closer"),
    [("“", "”"), ('"', '"'), ("“", '"'), ('"', "”"), ("«", "»"), ("“ ", "”"), ('" ', '"'), ("“", "“")],
)
def test_any_opener_pairs_with_any_closer(opener: str, closer: str) -> None:
    text = f"Ông Hùng nói: {opener}Chúng tôi sẽ xây lại cây cầu. Việc đó cần hai năm{closer}. Rồi ông về."
    assert one(text) == (["Chúng tôi sẽ xây lại cây cầu. Việc đó cần hai năm"], "nói", "Ông Hùng", None)


def test_a_missing_mark_is_the_edge_of_the_paragraph() -> None:
    opened = "Ông Hùng nói: “Chúng tôi sẽ xây lại cây cầu này.\nHai năm sau cầu vẫn hỏng nặng."
    assert one(opened).contents == ["Chúng tôi sẽ xây lại cây cầu này."]
    closed = "Chúng tôi sẽ xây lại cây cầu này trong hai năm”, ông Hùng nói."
    assert one(closed) == (["Chúng tôi sẽ xây lại cây cầu này trong hai năm"], "nói", "ông Hùng", None)


def test_a_quotation_runs_over_paragraphs() -> None:
    text = "Ông Hùng nói: “Chúng tôi sẽ xây lại cây cầu.\n“Việc đó cần hai năm và nhiều tiền”. Rồi ông về."
    (content,) = one(text).contents
    assert content.startswith("Chúng tôi")
    assert content.endswith("nhiều tiền")


@pytest.mark.parametrize("between", ["", "Dân sẽ góp công.\n"])
def test_a_quotation_that_runs_over_paragraphs_keeps_the_speaker_behind_it(between: str) -> None:
    text = f"“Chúng tôi sẽ xây lại cây cầu.\n{between}Việc đó cần hai năm”, ông Hùng nói. Rồi ông về."
    content = f"Chúng tôi sẽ xây lại cây cầu.\n{between}Việc đó cần hai năm"
    assert one(text) == ([content], "nói", "ông Hùng", None)


def test_the_outer_quotation_wins() -> None:
    text = "Bà Mai kể: “Ông Hùng nói rằng 'cầu đã hỏng' và tôi tin ông ấy”."
    assert one(text) == (["Ông Hùng nói rằng 'cầu đã hỏng' và tôi tin ông ấy"], "kể", "Bà Mai", None)


@pytest.mark.parametrize(
    ("text", "content", "cue", "source"),
    [
        ("Ông Hùng cho rằng cây cầu đã hỏng.", "cây cầu đã hỏng", "cho rằng", "Ông Hùng"),
        ("Ông Hùng cũng nói thêm rằng cây cầu đã hỏng.", "cây cầu đã hỏng", "nói thêm", "Ông Hùng"),
        ("Ông Hùng nói với các phóng viên rằng cầu đã hỏng.", "cầu đã hỏng", "nói", "Ông Hùng"),
        ("Ông Hùng cho biết, cây cầu đã hỏng.", "cây cầu đã hỏng", "cho biết", "Ông Hùng"),
        ("Ông Hùng hứa rằng cầu sẽ được sửa.", "cầu sẽ được sửa", "hứa", "Ông Hùng"),
        ("Ông Hùng cho biết: cây cầu đã hỏng.", "cây cầu đã hỏng", "cho biết", "Ông Hùng"),
        ("Ông Hùng từng cảnh báo cầu sẽ sập.", "cầu sẽ sập", "cảnh báo", "Ông Hùng"),
        ("Ông Hùng nói muốn bán chiếc xe cũ.", "muốn bán chiếc xe cũ", "nói", "Ông Hùng"),
        ("Ông Hùng đề nghị cần sửa cầu ngay.", "cần sửa cầu ngay", "đề nghị", "Ông Hùng"),
        ("Bộ Y tế thông tin, dịch bệnh lan rất nhanh.", "dịch bệnh lan rất nhanh", "thông tin", "Bộ Y tế"),
        ("Ông Smith tuyên bố Mỹ ủng hộ việc xây cầu.", "Mỹ ủng hộ việc xây cầu", "tuyên bố", "Ông Smith"),
        ("Ông Smith tuyên bố sẵn sàng giúp đỡ dân.", "sẵn sàng giúp đỡ dân", "tuyên bố", "Ông Smith"),
        ("Ông Hùng không đồng ý mà chỉ nói cầu đã hỏng.", "cầu đã hỏng", "nói", "Ông Hùng"),
        ("Ông Hùng cho rằng năm nay cầu sẽ hỏng, nhất là mố cầu.", "năm nay cầu sẽ hỏng, nhất là mố cầu",
         "cho rằng", "Ông Hùng"),
        ("Số người mắc bệnh đã giảm, cơ quan y tế nước này thông báo.", "Số người mắc bệnh đã giảm", "thông báo",
         "cơ quan y tế nước này"),
        ("Theo bà Mai, chủ một quán ở Hà Nội, người từng sống ở Nga, giá đã tăng.", "giá đã tăng", "Theo", "bà Mai"),
        ("Ông Smith gọi cuộc gặp này là “một bước ngoặt lớn”.", "cuộc gặp này là “một bước ngoặt lớn”", "gọi",
         "Ông Smith"),
        ("Ông Hùng khen học trò cũ “làm việc rất nghiêm túc”.", "làm việc rất nghiêm túc", "khen", "Ông Hùng"),
        ("Theo ông Hùng, cây cầu đã hỏng.", "cây cầu đã hỏng", "Theo", "ông Hùng"),
        ("Tuy nhiên, theo Bộ Y tế, dịch bệnh đang lan nhanh.", "dịch bệnh đang lan nhanh", "theo", "Bộ Y tế"),
        ("Theo ông Hùng thì cây cầu đã hỏng.", "cây cầu đã hỏng", "Theo", "ông Hùng"),
        ("Cây cầu đã hỏng từ lâu, ông Hùng cho biết.", "Cây cầu đã hỏng từ lâu", "cho biết", "ông Hùng"),
        ("Cây cầu đã hỏng từ lâu, theo ông Hùng.", "Cây cầu đã hỏng từ lâu", "theo", "ông Hùng"),
        (
            "Ông Hùng phủ nhận việc đóng cửa cây cầu này.", "việc đóng cửa cây cầu này", "phủ nhận", "Ông Hùng",
        ),
        ("Một nghiên cứu cho thấy cầu đã hỏng từ lâu.", "cầu đã hỏng từ lâu", "cho thấy", "Một nghiên cứu"),
        ("Một quan chức Mỹ tiết lộ cuộc họp đã bị hủy.", "cuộc họp đã bị hủy", "tiết lộ", "Một quan chức Mỹ"),
        (
            "Phát biểu tại Hà Nội, ông Hùng nhấn mạnh cây cầu đã hỏng.", "cây cầu đã hỏng", "nhấn mạnh", "ông Hùng",
        ),
        (
            "Người dân lo sợ (lâu nay ông Hùng khẳng định cầu không hỏng) và phản đối.",
            "cầu không hỏng", "khẳng định", "ông Hùng",
        ),
    ],
)  # fmt: skip
def test_reported_speech(text: str, content: str, cue: str, source: str) -> None:
    assert one(text) == ([content], cue, source, None)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Ông Trần Văn Hùng, giám đốc Trung tâm cầu đường, cho biết cầu đã hỏng.", "Ông Trần Văn Hùng"),
        ("Ông Trần Văn Hùng - Giám đốc Trung tâm cầu đường - cho biết cầu đã hỏng.", "Ông Trần Văn Hùng"),
        ("Giám đốc Trung tâm - John Smith cho biết cầu đã hỏng.", "Giám đốc Trung tâm - John Smith"),
        ("Trợ lý báo chí Tổng thống Nga, ông John Smith cho biết cầu đã hỏng.", "ông John Smith"),
        ("Bà Lê Thị Mai (45 tuổi, ngụ tại Hà Nội) cho biết cầu đã hỏng.", "Bà Lê Thị Mai"),
        ("Hôm 22/10, Ngoại trưởng Mỹ John Smith cho biết cầu đã hỏng.", "Ngoại trưởng Mỹ John Smith"),
        ("Công an huyện Ba Vì, Hà Nội cho biết cầu đã hỏng.", "Công an huyện Ba Vì"),
        ("Bộ trưởng Bộ LĐ-TB&XH cho biết cầu đã hỏng.", "Bộ trưởng Bộ LĐ-TB&XH"),
        ("Ông Smith đã gặp bà Mai và Bộ Y tế cho biết dịch đã hết.", "Bộ Y tế"),
        ("Một nhân chứng trả lời phỏng vấn của AFP cho biết cầu đã hỏng.", "Một nhân chứng"),
        ("Trao đổi với ông Smith, bà Mai cho biết cầu đã hỏng.", "bà Mai"),
        ("Ông Smith và bà Mai cho biết cầu đã hỏng.", "Ông Smith và bà Mai"),
    ],
)
def test_the_source_is_the_whole_subject(text: str, source: str) -> None:
    assert one(text).source == source


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ông Hùng nói cầu đã hỏng, đánh dấu một sự thay đổi.", "cầu đã hỏng"),
        ("Ông Hùng nói cầu đã hỏng, tuy nhiên người dân vẫn đi.", "cầu đã hỏng"),
        ("Ông Hùng nói cầu đã hỏng nhưng không nói rõ lý do.", "cầu đã hỏng"),
        ("Ông Hùng nói cầu đã hỏng và kêu gọi mọi người giúp đỡ.", "cầu đã hỏng"),
        ("Ông Hùng nói cầu đã hỏng, theo lời bà Mai.", "cầu đã hỏng"),
        ('Ông Hùng nhấn mạnh “cầu là mục tiêu chung" của hai nước.', '“cầu là mục tiêu chung" của hai nước'),
    ],
)
def test_the_content_ends_where_the_reporter_speaks_again(text: str, content: str) -> None:
    assert one(text).contents == [content]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("“Cây cầu này đã hỏng từ lâu rồi”, ông Hùng nói.", "nói"),
        ("“Cây cầu này đã hỏng từ lâu rồi” - ông Hùng cho biết.", "cho biết"),
        ("“Cây cầu này đã hỏng từ lâu rồi,” ông Hùng nói với các phóng viên.", "nói"),
        ("“Cây cầu này đã hỏng từ lâu rồi”. Ông Hùng cho biết trong cuộc họp tối qua.", "cho biết"),
        ("“Cây cầu này đã hỏng từ lâu rồi”, ông Hùng thở dài.", "thở dài"),
        ("“Cây cầu này đã hỏng từ lâu rồi”, theo ông Hùng, Chủ tịch xã Tản Lĩnh.", "theo"),
        ("“Cây cầu này đã hỏng từ lâu rồi” - ông Hùng đang đứng gần đó chia sẻ trên trang cá nhân.", "chia sẻ"),
        ("“Cây cầu này đã hỏng từ lâu rồi” - chia sẻ của ông Hùng với báo chí.", "chia sẻ"),
    ],
)
def test_a_speaker_behind_the_quotation(text: str, cue: str) -> None:
    (content,) = (quote := one(text)).contents
    assert content.rstrip(",") == "Cây cầu này đã hỏng từ lâu rồi"
    assert quote.cue == cue
    assert quote.source is not None
    assert quote.source.casefold() == "ông hùng"


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "“Cầu đã hỏng từ lâu rồi”, ông Hùng nói. “Chúng tôi sẽ xây cầu mới”.",
            ["Cầu đã hỏng từ lâu rồi", "Chúng tôi sẽ xây cầu mới"],
        ),
        (
            "“Cầu đã hỏng từ lâu rồi”, ông Hùng nói song chưa rõ nguyên nhân.",
            ["Cầu đã hỏng từ lâu rồi", "chưa rõ nguyên nhân"],
        ),
    ],
)
def test_one_quote_in_two_parts(text: str, contents: list[str]) -> None:
    assert one(text) == (contents, "nói", "ông Hùng", None)


def test_two_cues_with_one_source_are_two_quotes() -> None:
    text = "Ông Hùng cho biết thêm cầu đã hỏng, đồng thời nhấn mạnh dân không được qua."
    first, second = quotes(text)
    assert first == (["cầu đã hỏng"], "cho biết thêm", "Ông Hùng", None)
    assert second == (["dân không được qua"], "nhấn mạnh", "Ông Hùng", None)


@pytest.mark.parametrize(
    ("text", "source", "cue", "via"),
    [
        ("Theo hãng tin Reuters, bà Mai cho biết cầu đã hỏng.", "bà Mai", "cho biết", "hãng tin Reuters"),
        ("AFP dẫn lời bà Mai cho biết cầu đã hỏng.", "bà Mai", "cho biết", "AFP"),
        ("AFP dẫn lời bà Mai: “Cây cầu này đã hỏng”.", "bà Mai", "dẫn lời", "AFP"),
        ("Bà Mai được AFP dẫn lời nói rằng cầu đã hỏng.", "Bà Mai", "nói", "AFP"),
        ("Bà Mai cho biết cầu đã hỏng, hãng tin Reuters cho hay.", "Bà Mai", "cho biết", "hãng tin Reuters"),
        ("Bà Mai cho biết “cầu đã hỏng từ lâu”, AFP dẫn lại.", "Bà Mai", "cho biết", "AFP"),
        ("Bà Mai cho biết cầu đã hỏng, theo Reuters.", "Bà Mai", "cho biết", "Reuters"),
        ("“Cây cầu này đã hỏng”, bà Mai nói, theo Reuters.", "bà Mai", "nói", "Reuters"),
        ("“Cây cầu này đã hỏng”, AFP dẫn lời bà Mai nói.", "bà Mai", "nói", "AFP"),
        ("AFP dẫn số liệu của Gallup cho thấy cầu đã hỏng.", "số liệu của Gallup", "cho thấy", "AFP"),
        ("Theo Interfax, bà Mai nói rằng cầu đã hỏng.", "bà Mai", "nói", "Interfax"),
        ("Trả lời hãng tin Reuters, bà Mai cho biết cầu đã hỏng.", "bà Mai", "cho biết", None),
    ],
)
def test_a_medium_relays(text: str, source: str, cue: str, via: str | None) -> None:
    quote = one(text)
    assert (quote.source, quote.cue, quote.via) == (source, cue, via)


@pytest.mark.parametrize(
    "text",
    [
        "Người phát ngôn Nhà Trắng từ chối bình luận.",
        "Những cáo buộc trên đã gây xôn xao dư luận.",
        "Theo kế hoạch, đoàn sẽ về nước vào tháng tới.",
        "Theo đó, đoàn sẽ đến Hà Nội vào hôm nay.",
        "Theo ủy nhiệm của hai nhà lãnh đạo, hai bên sẽ cùng làm việc.",
        "Ông Smith bị cáo buộc đã trốn thuế nhiều năm.",
        "Chuyến bay được cho là đã gặp bão.",
        "Ông Hùng không nói gì về việc này.",
        "Cơ quan này chưa công bố thông tin nào.",
        "Bộ phim “Những người viết huyền thoại” sẽ ra rạp tháng tới.",
        "Họ đang sống trong cảnh “ngủ đông” suốt nhiều năm.",
        "Cuộc thi mang tên “Tôi yêu tổ quốc tôi và biển đảo quê hương” đã kết thúc.",
        "Ông Hùng nhấn mạnh tầm quan trọng của cây cầu.",
        "Trước nhiều ý kiến cho rằng cầu sẽ sập, dân đã rời đi.",
        "Mai Lan (Theo Reuters)",
        "Theo Mashable",
        "Cây cầu Thăng Long: hỏng nặng vì mưa.",
        "“Tôi thấy hoa vàng trên cỏ xanh”, tác phẩm của Nguyễn Nhật Ánh, bán rất chạy.",
        "Trên áo in dòng chữ: “Chúng ta sẽ xây lại cây cầu!”.",
        "Nga công nhận Mỹ, chấm dứt nhiều năm đối đầu căng thẳng.",
        "Một tấm biển ghi dòng chữ “Cầu mới xây” được treo ở đầu xã.",
        "Con phố này được người dân coi là “khu phố đẹp nhất Hà Nội”.",
        "Mai hát rất hay.\n'Không có gì sai cả'\nMai về nhà.",
    ],
)
def test_no_quotes(text: str) -> None:
    assert quotes(text) == []


def test_a_headline_is_no_quote() -> None:
    text = "Ông Hùng: Cầu đã hỏng từ lâu rồi\nÔng Hùng cho biết cầu đã hỏng."
    assert one(text).contents == ["cầu đã hỏng"]


def test_an_interview_goes_in_turns() -> None:
    text = (
        "PV: Thưa ông, cây cầu có được sửa không?\n"
        "Ông Hùng: Chúng tôi chưa có kế hoạch nào. Mọi việc đều phải chờ.\n"
        "Năm sau chúng tôi mới quyết định được.\n"
        "PV: Còn đường vào cầu thì sao?\n"
        "Ông Hùng: Đường sẽ được sửa trong tháng này."
    )
    first, second = speeches(text)
    assert in_words(text, first).contents[0].endswith("mới quyết định được")
    assert in_words(text, second) == (["Đường sẽ được sửa trong tháng này"], None, "Ông Hùng", None)
    assert {first.rule, second.rule} == {"turn"}


def test_questions_on_lines_of_their_own() -> None:
    text = (
        "Cầu hỏng từ năm ngoái.\n"
        "- Chị nghĩ gì về cây cầu mới của xã?\n"
        "- Tôi rất mừng vì con tôi được đi học gần hơn.\n"
        "- Chị có đóng góp gì cho cây cầu này không?\n"
        "- Tôi chỉ giúp được một ít tiền thôi."
    )
    assert [q.contents for q in quotes(text)] == [
        ["Tôi rất mừng vì con tôi được đi học gần hơn"],
        ["Tôi chỉ giúp được một ít tiền thôi"],
    ]


def test_a_sentence_in_front_of_a_quotation_tells_the_speaker() -> None:
    text = "Ông Hùng chỉ vào cây cầu cũ. “Tôi đã chờ từ sáng mà chưa ai đến sửa”, giọng ông buồn bã."
    (speech,) = speeches(text)
    assert in_words(text, speech).contents == ["Tôi đã chờ từ sáng mà chưa ai đến sửa"]
    assert [who.name for who in speech.who] == ["Trần Văn Hùng"]


def test_a_dash_behind_a_question_names_who_asks() -> None:
    text = "“Cây cầu này bao giờ mới được sửa?” - ông Hùng hỏi."
    assert one(text) == (["Cây cầu này bao giờ mới được sửa?"], "hỏi", "ông Hùng", None)


def test_somebody_else_says_the_next() -> None:
    first, second = quotes("Ông Hùng nhận định cầu sẽ sập, còn bà Mai thì cho rằng cầu vẫn tốt.")
    assert first == (["cầu sẽ sập"], "nhận định", "Ông Hùng", None)
    assert second == (["cầu vẫn tốt"], "cho rằng", "bà Mai", None)


def test_the_title_of_a_writing_is_no_speech() -> None:
    text = "Theo dự thảo “Quy hoạch cầu đường đến năm 2030”, cây cầu này sẽ được xây lại."
    assert one(text).contents == ["cây cầu này sẽ được xây lại"]


def test_a_dialogue_follows_a_colon_on_the_next_line() -> None:
    text = "Ông Hùng nói:\n“Chúng tôi sẽ xây lại cây cầu này trong hai năm”."
    assert one(text) == (["Chúng tôi sẽ xây lại cây cầu này trong hai năm"], "nói", "Ông Hùng", None)


def test_quotations_run_on() -> None:
    text = "Ông Hùng nói: “Cây cầu này đã hỏng từ lâu rồi”.\n“Chúng tôi sẽ xây một cây cầu mới cho dân”."
    _, second = speeches(text)
    assert (second.rule, second.cue) == ("continuation", None)
    assert [who.name for who in second.who] == ["Trần Văn Hùng"]


def test_speech_in_the_first_person_runs_on() -> None:
    text = "Ông Hùng cho biết cầu đã hỏng. Hôm đó tôi đang ở nhà. Tôi nghe một tiếng động lớn. Cầu dài 100 m."
    _, second = speeches(text)
    assert (second.rule, second.cue, second.source) == ("implicit", None, None)
    assert in_words(text, second).contents == ["Hôm đó tôi đang ở nhà. Tôi nghe một tiếng động lớn"]
    assert [who.name for who in second.who] == ["Trần Văn Hùng"]


def test_a_statement_named_behind() -> None:
    text = "Cây cầu cũ phải được xây lại trong năm nay. Đó là khẳng định của ông Hùng tại cuộc họp."
    assert one(text) == (["Cây cầu cũ phải được xây lại trong năm nay"], "khẳng định", "ông Hùng", None)


def test_who_denies_refutes() -> None:
    denied, said = speeches("Ông Hùng phủ nhận rằng cầu đã hỏng. Bà Mai nói rằng cầu đã hỏng.")
    assert (denied.stance, said.stance) == ("refute", "affirm")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ông Smith cho biết cầu đã hỏng.", ["John Smith"]),
        ("Ông Smith đến Hà Nội. Ông cho biết cầu đã hỏng.", ["John Smith"]),
        ("Bà Mai gặp ông Hùng. Bà cho biết cầu đã hỏng.", ["Lê Thị Mai"]),
        ("Bộ trưởng John Smith đến Hà Nội. Bộ trưởng cho biết cầu đã hỏng.", ["John Smith"]),
        ("Ông Smith và bà Mai cho biết cầu đã hỏng.", ["John Smith", "Lê Thị Mai"]),
        ("Bộ Y tế cho biết dịch đã hết.", ["Bộ Y tế"]),
        ("Họ cho biết cầu đã hỏng.", []),
        ("Một quan chức cho biết cầu đã hỏng.", []),
        ("Ông cho biết cầu đã hỏng.", []),
        ("Mẹ của em Hùng cho biết cầu đã hỏng.", []),
    ],
)
def test_speakers(text: str, who: list[str]) -> None:
    (speech,) = speeches(text)
    assert [one.name for one in speech.who] == who


def test_a_pronoun_behind_somebody_unnamed_is_left_open() -> None:
    text = "Ông Hùng đến xã. Một quan chức cho biết cầu đã hỏng. Vị này nói thêm rằng dân đã rời đi."
    assert [speech.who for speech in speeches(text)] == [(), ()]


# the seeds


def gold() -> list[dict[str, Any]]:
    path = Path(__file__).parent.parent / "data" / "seeds-gold.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def span(value: dict[str, Any] | None) -> Span | None:
    return None if value is None else Span(value["start"], value["end"])


@pytest.mark.parametrize("article", gold(), ids=lambda article: article["id"])
def test_every_quote_of_the_seeds(article: dict[str, Any]) -> None:
    """All that gold asks for, exactly, and nothing else. The optional ones (running on without a sign, nested) are
    not proposed."""
    text = article["text"]
    names = [
        Mention(Span(e["start"], e["end"]), e["label"], 1.0, "gold", Who(e["label"], e["text"]))
        for e in article["entities"]
    ]
    wanted = [
        (tuple(Span(c["start"], c["end"]) for c in q["contents"]), q["label"], span(q["cue"]), span(q["source"]))
        for q in article["quotes"]
        if not q.get("optional") and not q.get("nested")
    ]
    found = find_speeches(text, tokens_of(text), names, lexicon())
    assert sorted((s.contents, s.label, s.cue, s.source) for s in found) == sorted(wanted)
