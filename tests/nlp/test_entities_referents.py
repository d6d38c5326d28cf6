"""Whom a mention names: one person under several names, and the register of the project."""

from __future__ import annotations

from reader_app.core.model import Referent
from reader_app.nlp.entities import find_mentions, with_referents
from reader_app.nlp.tokens import tokens_of


def who(text: str, *known: Referent) -> list[tuple[str, str, str]]:
    """Return for each name of `text`: the words, the fullest name, the referent of the register."""
    found = find_mentions(text, tokens_of(text), known)
    return [(m.span.of(text), m.who.name, m.who.referent) for m in found if m.who is not None]


def test_a_foreign_person_is_named_by_the_last_part() -> None:
    text = "Ông Abe đến Moskva. Thủ tướng Shinzo Abe gặp Tổng thống Putin."
    assert who(text)[0] == ("Abe", "Shinzo Abe", "")


def test_a_vietnamese_person_is_named_by_the_last_syllable() -> None:
    text = "Ông Nguyễn Minh Thắng cho biết như vậy. Sau đó ông Thắng ra về, còn bà Nguyễn ở lại."
    assert [name for _, name, _ in who(text)] == ["Nguyễn Minh Thắng", "Nguyễn Minh Thắng", "Nguyễn"]


def test_of_two_persons_the_one_named_last_is_meant() -> None:
    text = "Ông Trần Văn Hùng nói. Ông Lê Quốc Hùng đáp. Ông Hùng nói thêm."
    assert who(text)[-1][1] == "Lê Quốc Hùng"


def test_the_short_name_in_brackets_is_the_long_one() -> None:
    text = "Tổ chức Nhân quyền Phương Bắc (TNPB) ra thông cáo. TNPB phản đối."
    assert {name for _, name, _ in who(text)} == {"Tổ chức Nhân quyền Phương Bắc"}


def test_names_of_one_country_are_one_referent() -> None:
    text = "Mỹ và Nga đàm phán. Hoa Kỳ phản đối."
    names = who(text)
    assert names[0][1] == names[2][1] == "Hoa Kỳ"


def test_the_class_noun_makes_no_other_place() -> None:
    text = "Bão vào tỉnh Quảng Nam. Quảng Nam sơ tán dân."
    assert {name for _, name, _ in who(text)} == {"tỉnh Quảng Nam"}


def test_a_known_referent_is_recognised_by_any_name() -> None:
    abe = Referent("r1", "PER", "Shinzo Abe", ("Abe Shinzo",))
    text = "Thủ tướng Shinzo Abe đến Tokyo. Ông Abe nói vậy."
    assert [(words, id_) for words, _, id_ in who(text, abe) if id_] == [("Shinzo Abe", "r1"), ("Abe", "r1")]


def test_a_known_name_is_found_where_no_rule_sees_it() -> None:
    known = Referent("r2", "ORG", "Vườn ươm Ánh Dương", ())
    text = "Hôm qua Vườn ươm Ánh Dương mở cửa."
    assert ("Vườn ươm Ánh Dương", "Vườn ươm Ánh Dương", "r2") in who(text, known)


def test_a_merged_referent_is_no_answer() -> None:
    gone = Referent("r3", "PER", "Shinzo Abe", (), merged_into="r1")
    assert who("Thủ tướng Shinzo Abe đến Tokyo.", gone)[0][2] == ""


def test_mentions_changed_elsewhere_are_named_anew() -> None:
    text = "Thủ tướng Shinzo Abe đến. Ông Abe nói."
    kept = [m for m in find_mentions(text, tokens_of(text)) if m.span.of(text) == "Abe"]
    assert [m.who.name for m in with_referents(text, kept) if m.who] == ["Abe"]
