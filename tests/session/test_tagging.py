"""Making records: what is tagged, with which fields, and who is meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reader_app.core.errors import RuleBroken
from reader_app.core.model import ROLES, Referent, Span
from reader_app.session import Session
from tests.session.looking import get, on_disk, people, refused, register, span, words

Work = Callable[..., Session]


def test_an_entity(lan: Session) -> None:
    entity = get(lan, lan.tag(span(lan, "Shinzo Abe"), "PER"))
    assert (entity.kind, entity.label, entity.contents, entity.author) == ("entity", "PER", (Span(47, 57),), "lan")
    assert dict(entity.attributes) == {"mention_type": "NAM", "metonymy": "no"}
    assert (entity.touched, entity.origin, entity.note) == ((), "", "")
    assert people(lan, entity.id) == ["Shinzo Abe"]
    assert on_disk(lan) == lan.sheet


def test_blanks_at_the_ends_of_a_selection_go(lan: Session) -> None:
    entity = get(lan, lan.tag(span(lan, " Shinzo Abe"), "PER"))
    assert entity.contents == (span(lan, "Shinzo Abe"),)


def test_marks_around_a_selection_go_for_quotes_and_claims(work: Work) -> None:
    lan = work("002")
    assert words(lan, lan.quote(span(lan, "“Tôi vui”."))) == "Tôi vui"
    assert words(lan, lan.claim(span(lan, "“Tôi vui”."))) == "Tôi vui"


def test_nothing_but_blanks_is_nothing(lan: Session) -> None:
    blank = span(lan, "\n")
    acts: list[Callable[[], str]] = [lambda: lan.tag(blank, "PER"), lambda: lan.quote(blank), lambda: lan.claim(blank)]
    for act in acts:
        with refused("nothing-selected"):
            act()
    assert lan.history.undo is None
    assert on_disk(lan).records == {}


def test_tagging_the_same_words_again_relabels_them(lan: Session) -> None:
    first = lan.tag(span(lan, "Moskva"), "PER")
    assert lan.tag(span(lan, "Moskva"), "LOC") == first
    (entity,) = lan.mine("entity")
    assert (entity.id, entity.label) == (first, "LOC")
    (place,) = entity.referents
    assert lan.here.referent(place) == Referent(place, "LOC", "Moskva")


def test_tagging_the_same_words_the_same_way_is_no_step(lan: Session) -> None:
    first = lan.tag(span(lan, "Moskva"), "LOC")
    before = lan.history
    assert lan.tag(span(lan, "Moskva"), "LOC") == first
    assert lan.history == before


def test_another_author_tags_the_same_words(work: Work) -> None:
    lan, minh = work(), work(author="minh")
    mine = lan.tag(span(lan, "Moskva"), "LOC")
    minh.refresh()
    theirs = minh.tag(span(minh, "Moskva"), "ORG")
    assert mine != theirs
    assert {a.author for a in on_disk(minh).annotations()} == {"lan", "minh"}
    assert [a.id for a in minh.mine()] == [theirs]


@pytest.mark.parametrize("label", ["DATETIME", "QUANTITY", "TITLE"])
def test_what_has_no_name_has_no_referent(label: str, lan: Session) -> None:
    assert people(lan, lan.tag(span(lan, "ngày 22/1"), label)) == []
    assert register(lan) == set()


def test_an_unknown_label_is_refused(lan: Session) -> None:
    with refused("unknown-label"):
        lan.tag(span(lan, "Moskva"), "PLACE")
    assert on_disk(lan).records == {}


# who is meant


def test_the_last_part_of_a_name_means_the_same_person(lan: Session) -> None:
    full = lan.tag(span(lan, "Shinzo Abe"), "PER")
    short = lan.tag(span(lan, "Abe", 1), "PER")
    assert lan.text[span(lan, "Abe", 1).start - 10 :][:10] == "Thủ tướng "
    assert get(lan, short).referents == get(lan, full).referents
    assert register(lan) == {"Shinzo Abe"}


def test_a_name_that_could_be_two_makes_a_third(work: Work) -> None:
    lan = work("002")
    akie = lan.tag(span(lan, "Akie Abe"), "PER")
    lan.make_person(lan.tag(span(lan, "Putin"), "PER"), "Shinzo Abe")
    short = lan.tag(span(lan, "Abe"), "PER")
    assert people(lan, short) == ["Abe"]
    assert get(lan, short).referents != get(lan, akie).referents


def test_a_name_known_in_another_article_means_the_same_one(work: Work) -> None:
    lan, there = work("000"), work("001")
    known = get(lan, lan.tag(span(lan, "Moskva"), "LOC")).referents
    nagato = lan.tag(span(lan, "Nhật Bản"), "LOC")
    again = there.tag(span(there, "Nhật Bản"), "LOC")
    assert get(there, again).referents == get(lan, nagato).referents != known
    assert register(lan) == {"Moskva", "Nhật Bản"}


def test_a_short_name_is_not_sought_in_other_articles(work: Work) -> None:
    lan, there = work("000"), work("001")
    lan.tag(span(lan, "Shinzo Abe"), "PER")
    short = there.tag(span(there, "Abe", 1), "PER")
    assert people(there, short) == ["Abe"]


def test_a_relabelled_name_means_something_of_its_new_label(lan: Session) -> None:
    entity = lan.tag(span(lan, "Tokyo"), "PER")
    lan.relabel(entity, "LOC")
    (place,) = get(lan, entity).referents
    found = lan.here.referent(place)
    assert found is not None
    assert (found.label, found.name) == ("LOC", "Tokyo")
    lan.relabel(entity, "DATETIME")
    assert get(lan, entity).referents == ()


def test_names_that_nothing_means_any_more_leave_the_register(lan: Session) -> None:
    """A wrong key, corrected at once, must not leave a person called Tokyo behind."""
    entity = lan.tag(span(lan, "Tokyo"), "PER")
    lan.relabel(entity, "LOC")
    other = lan.tag(span(lan, "Putin"), "PER")
    lan.make_person(other, "Vladimir Putin")
    with_role = lan.store.referents("", 100)
    assert sorted((r.label, r.name) for r in with_role) == [("LOC", "Tokyo"), ("PER", "Vladimir Putin")]
    lan.undo()
    assert people(lan, other) == ["Putin"]
    assert on_disk(lan) == lan.sheet


# quotes


def test_a_quote_of_a_selection(lan: Session) -> None:
    quote = get(lan, lan.quote(span(lan, "hòa bình và ổn định tại Đông Bắc Á là mục tiêu chung to lớn")))
    assert (quote.kind, quote.label) == ("quote", "direct")
    assert dict(quote.attributes) == {"speaker_status": "unknown", "stance": "affirm"}
    assert quote.touched == ()
    assert on_disk(lan) == lan.sheet


def test_the_same_content_is_the_same_record(lan: Session) -> None:
    where = span(lan, "Nga và Nhật Bản cũng sẽ tiếp tục hợp tác")
    first = lan.quote(where)
    assert lan.quote(where) == first
    claim = lan.claim(where)
    assert lan.claim(where) == claim != first
    assert len(lan.mine()) == 2


def test_quote_at_the_caret(lan: Session) -> None:
    inside = lan.quote_at(span(lan, "hợp tác kinh tế").start)
    assert words(lan, inside).startswith("Tại cuộc hội đàm")
    assert get(lan, inside).label == "direct"
    clause = lan.quote_at(span(lan, "cần phải củng cố").start)
    assert words(lan, clause).startswith("cần phải củng cố")
    assert words(lan, clause).endswith("kinh tế thương mại")
    assert get(lan, clause).label == "indirect"


def test_quote_at_an_empty_paragraph_is_refused(work: Work) -> None:
    lan = work("002")
    with refused("nothing-selected"):
        lan.quote_at(lan.text.index("\n") + 1)


def test_widening(lan: Session) -> None:
    caret = span(lan, "ổn định").start
    quote = lan.quote_at(caret)
    assert (words(lan, quote)[:8], get(lan, quote).label) == ("hòa bình", "direct")
    lan.widen(quote, caret)
    assert words(lan, quote) == '“hòa bình và ổn định tại Đông Bắc Á là mục tiêu chung to lớn" của hai nước'
    assert get(lan, quote).label == "mixed"
    lan.widen(quote, caret)
    lan.widen(quote, caret)
    assert words(lan, quote).startswith("Phát biểu trong cuộc họp báo")
    assert words(lan, quote).endswith("của hai nước.")
    before = lan.history
    with pytest.raises(RuleBroken) as refused:
        lan.widen(quote, caret)
    assert refused.value.code == "no-wider"
    assert lan.history == before


def test_parts_of_a_quote(lan: Session) -> None:
    quote = lan.quote_at(span(lan, "hợp tác kinh tế").start)
    lan.set_part(quote, "cue", span(lan, " nhấn mạnh"))
    lan.set_part(quote, "source", span(lan, "Tổng thống Putin"))
    lan.set_part(quote, "via", span(lan, "cuộc họp báo"))
    assert words(lan, quote, "cue") == "nhấn mạnh"
    assert words(lan, quote, "source") == "Tổng thống Putin"
    assert words(lan, quote, "via") == "cuộc họp báo"
    assert get(lan, quote).attribute("speaker_status") == "explicit"
    for role in ROLES["quote"][1:]:
        lan.set_part(quote, role, None)
    assert [part.role for part in get(lan, quote).parts] == ["content"]
    assert on_disk(lan) == lan.sheet


def test_next_part_takes_the_nearest_then_the_next_then_the_first(lan: Session) -> None:
    quote = lan.quote_at(span(lan, "hợp tác kinh tế").start)
    lan.next_part(quote, "cue")
    assert words(lan, quote, "cue") == "nhấn mạnh"
    lan.next_part(quote, "source")
    assert words(lan, quote, "source") == "Tổng thống Putin"
    offered = lan.candidates(quote, "source")
    seen = []
    for _ in offered:
        seen.append(get(lan, quote).span("source"))
        lan.next_part(quote, "source")
    assert seen == offered
    assert get(lan, quote).span("source") == offered[0]


def test_no_candidate(work: Work) -> None:
    lan = work("002")
    quote = lan.quote(span(lan, "Ông Abe gặp ông Putin"))
    with refused("no-candidate"):
        lan.next_part(quote, "cue")


def test_a_source_brings_the_person_of_its_one_entity(lan: Session) -> None:
    lan.tag(span(lan, "Putin"), "PER")
    quote = lan.quote_at(span(lan, "hợp tác kinh tế").start)
    lan.set_part(quote, "source", span(lan, "Tổng thống Putin"))
    assert people(lan, quote) == ["Putin"]
    assert lan.history.undo is not None
    assert [type(change.record).__name__ for change in lan.history.undo.step.changes] == ["Annotation"]
    lan.set_part(quote, "source", span(lan, "Shinzo Abe"))
    assert people(lan, quote) == []


def test_of_several_entities_in_a_source_the_one_person_speaks(lan: Session) -> None:
    lan.tag(span(lan, "Nga", 1), "LOC")
    peskov = lan.tag(span(lan, "Dmitry Peskov"), "PER")
    quote = lan.quote_at(span(lan, "cần phải củng cố").start)
    lan.set_part(quote, "source", span(lan, "trợ lý báo chí Tổng thống Nga, ông Dmitry Peskov"))
    assert get(lan, quote).referents == get(lan, peskov).referents


def test_a_chosen_speaker_stays_when_the_source_changes(lan: Session) -> None:
    lan.tag(span(lan, "Putin"), "PER")
    quote = lan.quote_at(span(lan, "hợp tác kinh tế").start)
    lan.make_person(quote, "Vladimir Putin")
    lan.set_part(quote, "source", span(lan, "Tổng thống Putin"))
    assert people(lan, quote) == ["Vladimir Putin"]


def test_a_quote_in_two_parts(lan: Session) -> None:
    quote = lan.quote(span(lan, "mở rộng hợp tác kinh tế"))
    lan.add_content(quote, span(lan, " hai nước có thể đặt mục tiêu "))
    assert words(lan, quote) == "mở rộng hợp tác kinh tế|hai nước có thể đặt mục tiêu"
    assert get(lan, quote).label == "mixed"
    with refused("parts-overlap"):
        lan.add_content(quote, span(lan, "kinh tế trong những lĩnh vực"))
    assert on_disk(lan) == lan.sheet


# claims


def test_a_claim_of_the_sentence(lan: Session) -> None:
    claim = get(lan, lan.claim_at(span(lan, "18%").start))
    assert words(lan, claim.id) == (
        "Kim ngạch thương mại hai chiều trong các tháng 1-11/2018 đã tăng 18% và đạt khoảng 20 tỷ USD"
    )
    assert (claim.label, claim.quote, claim.referents) == ("fact-stat", "", ())
    assert dict(claim.attributes) == {
        "check_worthiness": "CFS", "stance": "affirm", "certainty": "certain", "veracity": "unchecked",
    }  # fmt: skip


def test_a_claim_inside_a_quote_is_what_is_said_there(lan: Session) -> None:
    quote = lan.quote_at(span(lan, "cần phải củng cố").start)
    lan.make_person(quote, "Dmitry Peskov")
    claim = lan.claim_at(span(lan, "cần phải củng cố").start)
    assert words(lan, claim) == words(lan, quote)
    assert (get(lan, claim).quote, people(lan, claim)) == (quote, ["Dmitry Peskov"])


def test_claim_at_an_empty_paragraph_is_refused(work: Work) -> None:
    lan = work("002")
    with refused("nothing-selected"):
        lan.claim_at(lan.text.index("\n") + 1)
