"""Names in sentences as Vietnamese news writes them: `[name]LABEL` in the text is what the rules must find."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader_app.core.errors import BadInput
from reader_app.core.text import canonical
from reader_app.nlp.entities import find_mentions
from reader_app.nlp.mention import Mention
from reader_app.nlp.tokens import tokens_of

SHORT = {"P": "PER", "L": "LOC", "O": "ORG", "M": "MISC"}


def named(text: str) -> list[Mention]:
    return [m for m in find_mentions(text, tokens_of(text)) if m.label in SHORT.values()]


def marked(text: str) -> str:
    """Return `text` with what was found in brackets, the first letter of the label behind."""
    out, at = "", 0
    for m in named(text):
        out += f"{text[at : m.span.start]}[{m.span.of(text)}]{m.label[0]}"
        at = m.span.end
    return out + text[at:]


def bare(text: str) -> str:
    return re.sub(r"\[([^]]*)\][PLOM]", r"\1", text)


@pytest.mark.parametrize(
    "text",
    [
        # titles are no part of a person
        "Thủ tướng [Shinzo Abe]P gặp Tổng thống [Nga]L [Vladimir Putin]P tại [Moskva]L.",
        "Theo ông [Putin]P, hai nước có thể hợp tác.",
        "Bộ trưởng Quốc phòng [Anh]L [Philip Hammond]P từ chối bình luận.",
        "Phó Thủ tướng [Hoàng Trung Hải]P làm việc với [Bộ Giao thông Vận tải]O.",
        "Đại biểu [Quốc hội]O [Dương Trung Quốc]P chất vấn.",
        "Chủ nhiệm [Ủy ban Pháp luật]O [Phan Trung Lý]P giải trình.",
        "Phó giám đốc [Sở Y tế Hà Nội]O [Hoàng Đức Hạnh]P nói như vậy.",
        "[Lê Văn Tám]P (35 tuổi, trú [xã Tân Kiên]L, [huyện Bình Chánh]L) bị bắt.",
        "Chị [Nguyễn Thị H]P. kể lại với [N.V.A]P.",
        "Ca sĩ [Mỹ Tâm]P biểu diễn ở [Mỹ]L.",
        # institutions with their type noun, over small linking words
        "[Bộ Kế hoạch và Đầu tư]O trình [Chính phủ]O.",
        "[Bộ Văn hóa, Thể thao và Du lịch]O yêu cầu báo cáo.",
        "[Công an tỉnh Bình Thuận]O bắt [Trần Văn Bình]P.",
        "Hôm qua, [Công an xã Nghĩa Trung]O vào cuộc.",
        "[Sở GD-ĐT TP.HCM]O công bố đề thi.",
        "[UBND tỉnh]O đã chỉ đạo.",
        "Ông học ở [Trường THPT chuyên Lê Hồng Phong]O, [TP HCM]L.",
        "[Tòa án nhân dân tối cao]O xét xử.",
        "[Bệnh viện Trung ương Quân đội 108]O tiếp nhận ông.",
        "Lãnh đạo [đảng Cộng hòa]O họp kín.",
        "Phát ngôn viên [Bộ Ngoại giao Trung Quốc]O [Hồng Lỗi]P phản đối.",
        # a type noun in lower case that is no part of the name
        "Tờ [Le Figaro]O và hãng tin [AFP]O đưa tin.",
        "Nhóm [Hezbollah]O bị quân đội [Israel]L cáo buộc.",
        "Các công ty [Mỹ]L rút khỏi [Iran]L.",
        "Bộ quốc phòng của hai nước sẽ hợp tác.",
        # places with their class noun
        "Ông sinh ở [thành phố Nagato]L, [tỉnh Yamaguchi]L, nước [Nhật Bản]L.",
        "Máy bay hạ cánh xuống [sân bay quốc tế Nội Bài]L.",
        "Vụ việc xảy ra ở [quận 7]L, trên [đường Nguyễn Trãi]L.",
        "Đoàn thăm các tỉnh [Nghệ An]L, [Hà Tĩnh]L.",
        "Bão vào thành phố cảng [Odessa]L, miền nam nước [Ý]L.",
        "Xe lật trên [quốc lộ 1A]L, đoạn qua [xã An Dân]L, [Tuy An]L, [Phú Yên]L.",
        # two places at a hyphen
        "Quan hệ [Nga]L-[Nhật Bản]L ấm lên, còn [Mỹ]L-[Trung]L thì không.",
        "Quan hệ [Việt]L - [Trung]L ổn định.",
        # capitals that say nothing
        "Hiện nay, Thủ tướng chưa trả lời. Khi được hỏi, Bộ trưởng im lặng.",
        "Ban đầu, Hội nghị dự kiến họp vào Chủ nhật.",
        "Theo quyết định của Hội đồng quản trị, lương tăng 18%.",
        "Ý kiến của ông được Pháp luật bảo vệ.",
        "Sinh viên (SV) năm nhất được nghỉ, SV năm cuối thì không.",
        "XEM THÊM TIN HÔM NAY: CÁCH NẤU PHỞ NGON TẠI NHÀ",
        # short names in brackets
        "[Tổ chức Nhân quyền Phương Bắc]O ([TNPB]O) ra thông cáo.",
        # prizes and works
        "Bà được trao [giải Nobel Hòa bình]M.",
        # small words inside foreign names
        "Ông [Jang Song-thaek]P và ông [Ayman al-Zawahiri]P không gặp nhau.",
        "Đại sứ [Zine de la Cruz]P đến nơi.",
        # where an institution ends and a person begins
        "Bí thư [Thành ủy]O [Lê Đức Minh]P phát biểu.",
        "Giám đốc [Bệnh viện đa khoa huyện Vân Đồn]O [Trần Văn Lộc]P xác nhận.",
        "Đội bóng của [Trường THPT tư thục Trần Quốc Toản]O thắng.",
        "[Trần Thị Lan]P dạy ở [Trường THPT Chuyên Lê Hồng Phong]O từ lâu.",
        # bodies of many
        "Bà làm việc cho [Hiệp hội các nhà bán lẻ Việt Nam]O nhiều năm.",
        "Ông gặp [Hội Nhà báo Việt Nam]O và [Liên đoàn Bóng đá Việt Nam]O.",
        # languages are no countries, days no gentlemen
        "Cô dạy tiếng Anh và tiếng Pháp ở [Pháp]L.",
        "Vào dịp này, song ngày Tết lượng khách tăng.",
        # two countries, and another's name that starts like one
        "Quan hệ [Trung]L-[Mỹ]L nguội đi.",
        "Người dân [Đài Loan]L biểu tình.",
        "Trận đấu diễn ra trên [sân Hàng Đẫy]L.",
        "Nhà lãnh đạo [Khaled Mash’arl]P lên tiếng.",
    ],
)
def test_names(text: str) -> None:
    assert marked(bare(text)) == text


def test_a_byline_is_a_person_and_its_agency_an_institution() -> None:
    text = "Hai bên chưa thống nhất.\n[Lê Dung]P - [Minh Khang]P (Theo [Reuters]O)"
    found = marked(bare(text))
    assert found.endswith("(Theo [Reuters]O)")
    assert marked(bare("Hai bên chưa thống nhất.\n[Hải Yến]P")) == "Hai bên chưa thống nhất.\n[Hải Yến]P"


def test_one_name_has_one_label_in_the_article() -> None:
    text = "Ông Lê Minh Vinh nói vậy. Vinh đến từ Nghệ An. Hôm sau, Vinh bỏ đi."
    assert marked(text) == "Ông [Lê Minh Vinh]P nói vậy. [Vinh]P đến từ [Nghệ An]L. Hôm sau, [Vinh]P bỏ đi."


def test_a_name_seen_once_is_found_again() -> None:
    text = "Hãng Zenubi Airlines hoãn chuyến bay. Zenubi Airlines xin lỗi khách."
    assert marked(text).count("[Zenubi Airlines]O") == 2


def test_a_country_in_a_currency_is_no_place() -> None:
    assert marked("Giá là 5 triệu đô la Mỹ.") == "Giá là 5 triệu đô la Mỹ."


def test_the_names_of_the_seeds() -> None:
    """Every name of the two seeds, and no other, with exact bounds."""
    path = Path(__file__).parent.parent / "data" / "seeds-gold.jsonl"
    for line in path.read_text("utf-8").splitlines():
        gold = json.loads(line)
        want = {(e["start"], e["end"], e["label"]) for e in gold["entities"]}
        got = {(m.span.start, m.span.end, m.label) for m in named(gold["text"]) if m.label != "MISC"}
        assert got == want


WORDS = [
    *"Ông Nguyễn Minh Thắng Bộ và Đầu tư tỉnh TP. Nga - Nhật Bản (EU) al-Assad , . “ ” : 18 % USD 22/1 NATO".split(),
    "\n",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25), st.text(max_size=20))
def test_mentions_lie_in_the_text_and_do_not_overlap(parts: list[str], rest: str) -> None:
    try:
        text = canonical(" ".join(parts) + rest)
    except BadInput:
        return
    end = 0
    for m in find_mentions(text, tokens_of(text)):
        assert end <= m.span.start < m.span.end <= len(text)
        assert m.span.of(text).strip() == m.span.of(text)
        assert 0 < m.score < 1
        assert (m.who is None) == (m.label in {"DATETIME", "QUANTITY"})
        end = m.span.end
