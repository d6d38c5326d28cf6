"""What is still to be looked at in an article."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest

from reader_app.core import completeness
from reader_app.core.change import Sheet
from reader_app.core.errors import Problem
from reader_app.core.lexicon import read_lexicon
from reader_app.core.model import Annotation, Article, Kind, Link, Part, Record, Rejection, Role, Span
from reader_app.resources import resource
from reader_app.words import problem_sentence, use

ABE = "Thủ tướng Abe nói rằng “hai bên sẽ nỗ lực phát huy kết quả” trong năm nay."
NUMBERS = count(1)
LEXICON = read_lexicon(*(resource(f"lexicon/{name}.toml").read_text(encoding="utf-8") for name in ("cues", "speakers")))


def _span(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def _record(kind: Kind, text: str, label: str, referents: tuple[str, ...] = (), **parts: str) -> Annotation:
    made = tuple(Part(role, _span(text, words)) for role, words in parts.items())  # type: ignore[arg-type]
    return Annotation(f"r{next(NUMBERS)}", "a", kind, label, made, "lan", referents)


def _quote(text: str, content: str, *, status: str = "", person: bool = True, **parts: str) -> Annotation:
    made = _record("quote", text, "direct", ("p",) if person else (), content=content, **parts)
    return made.with_attribute("speaker_status", status) if status else made


def findings(sheet: Sheet, author: str) -> list[Problem]:
    return completeness.in_order(completeness.looking(sheet, author, LEXICON))


def _found(text: str, *records: Record) -> list[tuple[str, str]]:
    sheet = Sheet.of(Article("a", "a", "", text), records)
    return [(one.code, completeness.place(one).of(text)) for one in findings(sheet, "lan")]


SAID = "hai bên sẽ nỗ lực phát huy kết quả"
WHOLE: dict[Role, str] = {"cue": "nói", "source": "Thủ tướng Abe"}


@pytest.mark.parametrize(
    ("status", "person", "left", "codes"),
    [
        ("explicit", True, ("cue", "source"), []),
        ("unknown", False, (), ["quote-bare"]),
        ("unknown", False, ("cue",), ["quote-no-source"]),
        ("explicit", True, ("source",), ["quote-no-cue"]),
        ("explicit", False, ("cue", "source"), ["quote-no-person"]),
        ("explicit", False, ("source",), ["quote-no-cue", "quote-no-person"]),
        ("implicit", True, (), []),
        ("implicit", False, (), ["quote-no-person"]),
        ("unnamed", False, ("source",), []),
    ],
)
def test_a_quote_needs_source_cue_and_person_unless_it_cannot_have_them(
    status: str, person: bool, left: tuple[Role, ...], codes: list[str]
) -> None:
    quote = _quote(ABE, SAID, status=status, person=person, **{role: WHOLE[role] for role in left})
    assert sorted(code for code, _words in _found(ABE, quote)) == sorted(codes)


def test_a_colon_behind_the_source_stands_for_a_cue() -> None:
    for interview in (f"Thủ tướng Abe: “{SAID}”.", f"Thủ tướng Abe : {SAID}."):
        assert _found(interview, _quote(interview, SAID, status="explicit", source="Thủ tướng Abe")) == []
    told = f"Thủ tướng Abe, {SAID}."
    assert _found(told, _quote(told, SAID, status="explicit", source="Thủ tướng Abe")) == [("quote-no-cue", SAID)]


def test_an_unknown_speaker_is_enough_once_a_person_says_so() -> None:
    quote = _quote(ABE, SAID, status="unknown", person=False)
    assert _found(ABE, quote.with_touched("speaker_status")) == []


def test_a_cue_far_from_its_quote_is_named_and_a_long_source_between_them_is_not() -> None:
    filling = "và nhiều việc khác nữa " * 9
    far = f"Ông Abe nói {filling}“{SAID}”."
    assert _found(far, _quote(far, SAID, cue="nói", source="Ông Abe")) == [("cue-far", "nói")]
    title = f"Giám đốc {filling}Kistanov"
    near = f"Theo {title}, “{SAID}”."
    assert _found(near, _quote(near, SAID, cue="Theo", source=title)) == []
    behind = f"“{SAID}”, ông Abe nói."
    assert _found(behind, _quote(behind, SAID, cue="nói", source="ông Abe")) == []


def test_half_of_a_pair_of_marks_inside_is_named() -> None:
    cut = _quote(ABE, f"“{SAID}", cue="nói", source="Thủ tướng Abe")
    assert _found(ABE, cut) == [("marks-cut", f"“{SAID}")]
    both = _quote(ABE, f"“{SAID}” trong năm nay", cue="nói", source="Thủ tướng Abe")
    assert _found(ABE, both) == []


def test_half_of_a_pair_in_a_name_a_source_or_a_cue_is_named_too() -> None:
    text = f"Ông Trần “Sáu” Dân nói rằng {SAID}."
    for words in ("Trần “Sáu", "Sáu” Dân"):
        assert _found(text, _record("entity", text, "PER", mention=words)) == [("marks-cut", words)]
    for words in ("Trần “Sáu” Dân", "Sáu", "Dân"):
        assert _found(text, _record("entity", text, "PER", mention=words)) == []
    cut = _quote(text, SAID, cue="nói", source="Sáu” Dân")
    assert [code for code, _words in _found(text, cut)] == ["marks-cut"]
    assert _found(text, _quote(text, SAID, cue="nói", source="Ông Trần “Sáu” Dân")) == []


def test_a_mark_that_the_text_itself_never_closes_is_nobodys_fault() -> None:
    text = f"Ông Abe nói: “{SAID}\nĐoạn sau không liên quan."
    assert _found(text, _quote(text, f"“{SAID}", cue="nói", source="Ông Abe")) == []


def test_a_pair_of_marks_over_two_parts_is_whole() -> None:
    text = f"“Chúng tôi đồng ý, ông Abe nói, {SAID}.”"
    quote = _quote(text, "Chúng tôi đồng ý", cue="nói", source="ông Abe")
    assert _found(text, quote.with_contents([quote.contents[0], _span(text, SAID)])) == []


def test_names_that_cross_and_one_in_another_of_its_label_are_named_but_not_in_another_label() -> None:
    text = "Bộ Ngoại giao Nhật Bản ở Tokyo."
    ministry = _record("entity", text, "ORG", mention="Bộ Ngoại giao Nhật Bản")
    assert _found(text, ministry, _record("entity", text, "LOC", mention="Nhật Bản")) == []
    assert _found(text, ministry, _record("entity", text, "ORG", mention="Ngoại giao")) == [
        ("entity-in-entity", "Ngoại giao")
    ]
    assert _found(text, ministry, _record("entity", text, "LOC", mention="Nhật Bản ở")) == [
        ("entities-cross", "Bộ Ngoại giao Nhật Bản ở")
    ]


def test_a_claim_in_a_quote_without_a_speaker_has_no_claimant() -> None:
    quote = _quote(ABE, SAID, status="explicit", person=False, cue="nói", source="Thủ tướng Abe")
    claim = replace(_record("claim", ABE, "prediction", content=SAID), quote=quote.id)
    assert ("claim-no-claimant", SAID) in _found(ABE, quote, claim)
    assert _found(ABE, replace(quote, referents=("p",)), replace(claim, referents=("p",))) == []
    assert ("claim-no-claimant", SAID) not in _found(ABE, replace(claim, quote=""))  # the article's author makes it


def test_a_checked_claim_needs_evidence() -> None:
    claim = _record("claim", ABE, "prediction", content=SAID).with_attribute("veracity", "REFUTES")
    tagged = _quote(ABE, SAID, status="implicit")
    assert _found(ABE, tagged, claim) == [("claim-no-evidence", SAID)]
    link = Link("l", "evidence", claim.id, "a", "elsewhere", "b", "lan")
    assert _found(ABE, tagged, claim, link) == []


def test_quotation_marks_without_a_quote_are_named_unless_they_say_so_called_or_are_a_title() -> None:
    assert _found(ABE) == [("mark-untagged", SAID)]
    assert _found(ABE, Rejection("x", "a", "quote", "direct", (_span(ABE, SAID),), "lan")) == []
    named = _record("entity", ABE, "MISC", mention=SAID)
    assert _found(ABE, named) == []
    for text in ("Cái gọi là “vùng lãnh thổ phương Bắc” này.", "Phim “Chuyện Của Pao Ở Hà Giang” ra mắt."):
        assert _found(text) == []
    assert _found("Ông nói: “Tôi không đồng ý.”") == [("mark-untagged", "Tôi không đồng ý.")]


def test_what_is_quoted_behind_the_noun_of_a_work_is_its_title_unless_it_is_a_sentence() -> None:
    for noun, found in (
        ("bộ phim", []),
        ("khẩu hiệu", []),
        ("Ca khúc ", []),
        ("ông ấy nói", [("mark-untagged", SAID)]),
    ):
        assert _found(f"Hôm qua {noun} “{SAID}” lại vang lên.") == found
    assert _found(f"Tên là “{SAID}.”") == [("mark-untagged", f"{SAID}.")]
    assert _found(f"Tác phẩm của ông “{SAID}”") == [("mark-untagged", SAID)]


def test_of_marks_inside_marks_the_outer_ones_count() -> None:
    text = "Ông nói: “Tôi đã đọc ‘toàn bộ bản báo cáo dài này’ ngày hôm qua rồi.”"
    assert [code for code, _words in _found(text)] == ["mark-untagged"]


def test_a_paragraph_of_any_length_is_looked_at_in_small_steps() -> None:
    text = " ".join(f"Ông A nói: “Đây là lời nói dài thứ {n} của ông ấy.”" for n in range(4000))
    steps = list(completeness.looking(Sheet.of(Article("a", "a", "", text), []), "lan", LEXICON))
    assert len([one for one in steps if one is not None]) == 4000
    assert len([one for one in steps if one is None]) > 8000, "at each mark somebody can stop"
    # whoever stopped in the middle of a paragraph and begins again finds the same
    other = text + " Hết."
    sheet = Sheet.of(Article("a", "a", "", other), [])
    looking = completeness.looking(sheet, "lan", LEXICON)
    for _ in range(3000):
        next(looking)
    assert len(list(filter(None, completeness.looking(sheet, "lan", LEXICON)))) == 4000


def test_only_the_authors_own_work_is_looked_at() -> None:
    quote = replace(_quote(ABE, SAID, status="explicit", person=False), author="mai")
    assert _found(ABE, quote) == [("mark-untagged", SAID)]


def test_what_counts_at_the_end() -> None:
    sheet = Sheet.of(Article("a", "a", "", ABE), [])
    found = findings(sheet, "lan")
    assert completeness.counting(found, ["quote"]) == found
    assert completeness.counting(found, ["entity"]) == []
    assert completeness.counting(found, ["quote"], {completeness.key(found[0])}) == []


def test_a_finding_keeps_its_name_while_its_record_moves() -> None:
    quote = _quote(ABE, SAID, status="explicit", source="Thủ tướng Abe")
    article = Article("a", "a", "", ABE)
    keys = [
        {completeness.key(one) for one in findings(Sheet.of(article, [record]), "lan")}
        for record in (quote, quote.with_contents([_span(ABE, "hai bên sẽ nỗ lực phát huy")]))
    ]
    assert keys[0] == keys[1] == {f"quote-no-cue/{quote.id}"}
    assert not any(" " in key for key in keys[0])


def test_every_finding_has_its_sentence_in_both_languages() -> None:
    codes = set()
    text = f"{ABE} Bộ Ngoại giao Nhật Bản ở Tokyo."
    ministry = _record("entity", text, "ORG", mention="Bộ Ngoại giao Nhật Bản")
    records = [ministry, _record("entity", text, "ORG", mention="Ngoại giao"), _quote(text, f"“{SAID}", person=False)]
    for one in findings(Sheet.of(Article("a", "a", "", text), records), "lan"):
        codes.add(one.code)
        sentences = []
        for language in ("en", "vi"):
            use(language)
            sentences.append(problem_sentence(one))
        assert one.code not in sentences[0]
        assert "…" not in sentences[0], "a field of the sentence is missing"
    assert codes == {"entity-in-entity", "quote-bare", "marks-cut"}
