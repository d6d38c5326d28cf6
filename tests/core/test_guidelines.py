"""The guidelines: both languages say the same, and nothing of the scheme is left out."""

from __future__ import annotations

import pytest

from reader_app.core.guidelines import chapters, read_guidelines
from reader_app.core.model import KINDS
from reader_app.core.scheme import Scheme, read_scheme
from reader_app.resources import resource


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return read_scheme(resource("schemes/vi-news.toml").read_text(encoding="utf-8"))


def _guide(language: str) -> str:
    return resource(f"guide/guidelines-{language}.toml").read_text(encoding="utf-8")


def test_both_languages_have_the_same_sections_rules_and_examples() -> None:
    vi, en = read_guidelines(_guide("vi")), read_guidelines(_guide("en"))
    assert list(vi) == list(en)
    for one, other in zip(vi.values(), en.values(), strict=True):
        assert len(one.rules) == len(other.rules), one.id
        # examples are words of articles: the same in both, but for the speaker and year behind some
        assert [e.text for e in one.examples] == [e.text for e in other.examples], one.id
        assert bool(one.title) == bool(other.title), one.id


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_label_and_kind_has_its_chapter(scheme: Scheme, language: str) -> None:
    found = {chapter.id: chapter for chapter in chapters(scheme, read_guidelines(_guide(language)), language)}
    for kind in KINDS:
        assert found[kind].rules
    for label in scheme.labels:
        chapter = found[f"{label.kind}.{label.id}"]
        assert chapter.rules[0] == dict(label.rules)[language]
        assert chapter.title
    assert [c.id for c in found.values() if c.depth == 1] == ["general", *KINDS, "links", "verdicts", "decisions"]
    assert [rule[:2] for rule in found["quote"].rules if rule[0].isdigit()] == [f"{n}." for n in range(1, 10)]
    assert len(found["links"].rules) == len(scheme.links)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_label_has_an_example_and_those_of_claims_stand_in_the_seeds(
    scheme: Scheme, seed_texts: tuple[str, str], language: str
) -> None:
    sections = read_guidelines(_guide(language))
    for label in scheme.labels:
        examples = sections[f"{label.kind}.{label.id}"].examples
        assert examples, label.id
        if label.kind == "claim":
            assert all(any(one.text in seed for seed in seed_texts) for one in examples), label.id


WORDS = (
    "Thủ tướng Shinzo Abe", "ông Abe", "Bộ Ngoại giao Pháp", "Công an TP HCM", "đảng CNPR", "trường …",
    "Không quân Israel", "tờ Le Monde", "nhóm", "hãng", "quân đội", "Chính phủ", "Quốc hội", "Đảng", "Nhà nước",
    "bộ quốc phòng của hai nước", "tỉnh Yamaguchi", "thành phố Nagato", "sông Mekong", "quần đảo Kuril", "nước Lào",
    "chính phủ Nhật Bản", "bốn hòn đảo Nam Kuril", "Nhà Trắng", "giải Nobel Hòa bình", "ngày 22/1",
    "các tháng 1-11/2018", "30 tỷ USD", "1tỷ USD", "18%", "Công an tỉnh Bình Thuận", "Nga-Nhật Bản", "IFES",
    "người phát ngôn", "Nguyễn Tấn Thắng … ông Thắng", "nam Kurile", "Google", "Yahoo", "một quan chức Mỹ", "vị này",
    "phủ nhận", "bác bỏ", "đánh dấu một sự thay đổi", "tuy nhiên chính quyền …",
    "Giám đốc Trung tâm nghiên cứu Viện Viễn Đông (IFES) Valeri Kistanov", "Giám đốc SOHR - Rami Abdel Rahman",
    "qua người phát ngôn Y", "cho rằng", "thấy rằng", "Theo", "dẫn lời", "Phát biểu tại …, Thủ tướng Abe nhấn mạnh",
    "ông X nói song B", "cho biết thêm A, đồng thời nhấn mạnh B", "Theo hãng X, Y cho biết …", "X dẫn lời Y",
    "…, X cho hay", "rả lời hãng X", "rên kênh X", "Theo Mashable", "theo đó", "theo kế hoạch", "theo ủy nhiệm",
    "được cho là", "đã tăng 18% và đạt khoảng 20 tỷ USD", "có thể", "dường như",
    "Tokyo (lâu nay khẳng định Nga phải …)", "Peskov cho rằng A. Điều này cho phép B.",
    "Theo ủy nhiệm của hai nhà lãnh đạo",
)  # fmt: skip
"""What the rules of the scheme speak of."""


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_words_that_the_rules_of_the_scheme_speak_of_are_all_there(scheme: Scheme, language: str) -> None:
    shown = chapters(scheme, read_guidelines(_guide(language)), language)
    said = "\n".join(
        words for c in shown for words in (*c.rules, *(e.text for e in c.examples), *(e.note for e in c.examples))
    )
    assert [words for words in WORDS if words not in said] == []


def test_a_label_that_is_off_says_so(scheme: Scheme) -> None:
    shown = chapters(scheme, read_guidelines(_guide("en")), "en")
    assert [chapter.id for chapter in shown if chapter.off] == ["entity.TITLE"]


def test_a_section_for_no_label_of_the_scheme_would_be_noticed(scheme: Scheme) -> None:
    sections = read_guidelines(_guide("en"))
    labels = {f"{label.kind}.{label.id}" for label in scheme.labels}
    assert {one for one in sections if "." in one} == labels


def test_another_scheme_has_its_own_rules_and_nothing_else(scheme: Scheme) -> None:
    found = chapters(scheme, {}, "vi")
    assert [c.depth for c in found if c.depth == 1] == [1, 1, 1]
    assert all(len(c.rules) <= 1 and not c.examples for c in found)


def test_a_section_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        read_guidelines('[[section]]\nid = "quote"\n[[section]]\nid = "quote"\n')
