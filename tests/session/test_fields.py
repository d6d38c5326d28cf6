"""Changing the fields of a record: each act is one step, and what a person sets is not computed any more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reader_app.core.errors import StaleEdit
from reader_app.session import Session
from tests.session.looking import get, move_boundary, on_disk, people, refused, register, span, words

Work = Callable[..., Session]
DENIAL = "Ông Thắng phủ nhận việc có thể tăng 5%"


@pytest.fixture
def quote(lan: Session) -> str:
    return lan.quote_at(span(lan, "hợp tác kinh tế").start)


@pytest.fixture
def claim(lan: Session) -> str:
    return lan.claim_at(span(lan, "18%").start)


# types and attributes


def test_relabelling_a_quote_is_remembered(lan: Session, quote: str) -> None:
    assert lan.relabel(quote, "mixed") == quote
    assert (get(lan, quote).label, get(lan, quote).touched) == ("mixed", ("label",))
    lan.set_part(quote, "cue", span(lan, "nhấn mạnh"))
    assert get(lan, quote).label == "mixed"
    with refused("unknown-label"):
        lan.relabel(quote, "PER")


def test_the_next_type_goes_round(lan: Session, quote: str, claim: str) -> None:
    seen = [get(lan, lan.next_label(quote)).label for _ in range(3)]
    assert seen == ["indirect", "mixed", "direct"]
    seen = [get(lan, lan.next_label(claim)).label for _ in range(7)]
    assert seen == ["fact-event", "causal", "prediction", "commitment", "opinion", "other", "fact-stat"]


def test_the_worth_of_a_claim_follows_its_type_until_it_is_set(lan: Session, claim: str) -> None:
    lan.relabel(claim, "opinion")
    assert get(lan, claim).attribute("check_worthiness") == "NFS"
    seen = [get(lan, lan.next_value(claim, "check_worthiness")).attribute("check_worthiness") for _ in range(3)]
    assert seen == ["CFS", "UFS", "NFS"]
    lan.relabel(claim, "fact-stat")
    assert get(lan, claim).attribute("check_worthiness") == "NFS"
    assert get(lan, claim).touched == ("check_worthiness", "label")


def test_attributes_are_of_the_scheme(lan: Session, quote: str) -> None:
    lan.set_attribute(quote, "speaker_status", "unnamed")
    assert get(lan, quote).attribute("speaker_status") == "unnamed"
    with refused("unknown-value"):
        lan.set_attribute(quote, "speaker_status", "somebody")
    with refused("unknown-attribute"):
        lan.set_attribute(quote, "metonymy", "yes")
    with refused("unknown-attribute"):
        lan.next_value(quote, "metonymy")
    assert on_disk(lan) == lan.sheet


def test_setting_what_is_set_is_no_step(lan: Session, quote: str) -> None:
    lan.set_attribute(quote, "stance", "refute")
    before = lan.history
    lan.set_attribute(quote, "stance", "refute")
    lan.relabel(quote, "direct")
    lan.set_note(quote, "  ")
    lan.set_unsure(quote, unsure=False)
    lan.set_part(quote, "via", None)
    assert lan.history == before


# computed fields


def test_the_stance_follows_the_cue_until_it_is_set(lan: Session, quote: str) -> None:
    said = lan.claim_at(span(lan, "hợp tác kinh tế").start)
    lan.set_part(quote, "cue", span(lan, "nhấn mạnh"))
    assert get(lan, quote).attribute("stance") == "affirm"
    lan.set_attribute(quote, "stance", "refute")
    assert get(lan, said).attribute("stance") == "refute"
    lan.set_part(quote, "cue", None)
    assert get(lan, quote).attribute("stance") == "refute"


def test_how_the_speaker_is_given_follows_source_names_and_people(lan: Session) -> None:
    quote = lan.quote(span(lan, "Điều này cho phép thúc đẩy"))

    def status() -> str:
        return get(lan, quote).attribute("speaker_status")

    assert status() == "unknown"
    lan.make_person(quote, "Dmitry Peskov")
    assert status() == "implicit"
    lan.set_part(quote, "source", span(lan, "hai nhà lãnh đạo"))
    assert status() == "anaphoric"
    name = lan.tag(span(lan, "nhà lãnh đạo"), "ORG")
    assert status() == "explicit"
    lan.remove(name)
    assert status() == "anaphoric"
    lan.set_attribute(quote, "speaker_status", "unknown")
    lan.set_part(quote, "source", span(lan, "ông Dmitry Peskov"))
    assert status() == "unknown"


def test_the_type_of_a_quote_follows_its_content_until_it_is_set(lan: Session) -> None:
    caret = span(lan, "ổn định").start
    quote = lan.quote_at(caret)
    assert get(lan, quote).label == "direct"
    lan.widen(quote, caret)
    assert get(lan, quote).label == "mixed"
    lan.relabel(quote, "indirect")
    move_boundary(lan, quote, get(lan, quote).contents[0], "end", -1)
    assert get(lan, quote).label == "indirect"


def test_claims_follow_their_quote_until_they_are_set(lan: Session, quote: str) -> None:
    said = lan.claim(span(lan, "mở rộng hợp tác kinh tế"))
    assert get(lan, said).quote == quote
    first = lan.make_person(quote, "Vladimir Putin")
    assert get(lan, said).referents == (first,)
    second = lan.make_person(quote, "Shinzo Abe", keep=[first])
    assert get(lan, said).referents == (first, second)
    lan.set_people(said, [first])
    lan.set_people(quote, [second])
    assert get(lan, said).referents == (first,)
    lan.remove(quote)
    assert (get(lan, said).quote, get(lan, said).referents) == ("", (first,))
    assert on_disk(lan) == lan.sheet


def test_a_claim_can_be_put_into_a_quote_and_taken_out(lan: Session, quote: str, claim: str) -> None:
    lan.make_person(quote, "Vladimir Putin")
    lan.set_quote(claim, quote)
    assert (get(lan, claim).quote, people(lan, claim)) == (quote, ["Vladimir Putin"])
    lan.set_quote(claim, "")
    assert (get(lan, claim).quote, people(lan, claim)) == ("", [])
    with refused("no-quote"):
        lan.set_quote(claim, lan.tag(span(lan, "Moskva"), "LOC"))
    with refused("not-a-claim"):
        lan.set_quote(quote, quote)


# people


def test_people_are_chosen_from_the_register(lan: Session, quote: str) -> None:
    putin = lan.make_person(quote, "  Vladimir   Putin ")
    assert people(lan, quote) == ["Vladimir Putin"]
    other = lan.quote_at(span(lan, "trong những năm tới").start)
    lan.set_people(other, [putin])
    assert people(lan, other) == ["Vladimir Putin"]
    assert get(lan, other).touched == ("referents",)
    assert [r.id for r in lan.store.referents("put")] == [putin]
    lan.set_people(other, [])
    assert people(lan, other) == []
    assert register(lan) == {"Vladimir Putin"}


def test_a_person_known_from_another_article(work: Work) -> None:
    lan, there = work("000"), work("001")
    putin = lan.make_person(lan.tag(span(lan, "Putin"), "PER"), "Vladimir Putin")
    quote = there.quote_at(span(there, "nhiệm vụ quan trọng").start)
    there.set_people(quote, [putin])
    assert people(there, quote) == ["Vladimir Putin"]
    assert on_disk(there) == there.sheet
    there.undo()
    assert on_disk(there) == there.sheet
    there.redo()
    assert on_disk(there) == there.sheet


def test_nobody_is_named_twice_and_nobody_unknown(lan: Session, quote: str) -> None:
    putin = lan.make_person(quote, "Vladimir Putin")
    lan.set_people(quote, [putin, putin])
    assert get(lan, quote).referents == (putin,)
    with refused("no-referent"):
        lan.set_people(quote, ["nobody"])
    assert on_disk(lan) == lan.sheet


def test_somebody_without_a_name(lan: Session, quote: str) -> None:
    lan.make_person(quote, "")
    assert people(lan, quote) == [""]
    assert on_disk(lan) == lan.sheet


# notes, statements, flags


def test_note_statement_and_flag(lan: Session, claim: str) -> None:
    lan.set_note(claim, "  xem lại\nsố liệu ")
    lan.set_statement(claim, " Kim ngạch  tăng\n18% ")
    lan.set_unsure(claim, unsure=True)
    record = get(lan, claim)
    assert (record.note, record.statement, record.unsure) == ("xem lại\nsố liệu", "Kim ngạch tăng 18%", True)
    assert record.touched == ("statement", "unsure")
    assert on_disk(lan) == lan.sheet
    lan.set_statement(claim, " ")
    lan.set_unsure(claim, unsure=False)
    lan.set_note(claim, "")
    assert (get(lan, claim).note, get(lan, claim).statement, get(lan, claim).touched) == ("", "", ())


def test_only_claims_have_statements(lan: Session, quote: str) -> None:
    with refused("not-a-claim"):
        lan.set_statement(quote, "Kim ngạch tăng")


# boundaries


def test_boundaries_by_word_and_by_character(lan: Session) -> None:
    entity = lan.tag(span(lan, "Shinzo Abe"), "PER")

    def move(edge: str, step: int, *, by_character: bool = False) -> str:
        move_boundary(lan, entity, get(lan, entity).contents[0], edge, step, by_character=by_character)
        assert on_disk(lan) == lan.sheet
        return words(lan, entity)

    assert move("start", -1) == "tướng Shinzo Abe"
    assert move("start", 1) == "Shinzo Abe"
    assert move("end", 1) == "Shinzo Abe, Tổng"
    assert move("end", -1) == "Shinzo Abe"
    assert move("end", 1, by_character=True) == "Shinzo Abe,"
    assert move("start", 1, by_character=True) == "hinzo Abe,"


def test_any_part_can_be_moved(lan: Session, quote: str) -> None:
    lan.set_part(quote, "source", span(lan, "Tổng thống Putin"))
    move_boundary(lan, quote, span(lan, "Tổng thống Putin"), "start", 1)
    assert words(lan, quote, "source") == "thống Putin"
    assert words(lan, quote).startswith("Tại cuộc")


def test_contents_may_not_grow_into_each_other(lan: Session) -> None:
    quote = lan.quote(span(lan, "mở rộng"))
    lan.add_content(quote, span(lan, "hợp tác kinh tế"))
    move_boundary(lan, quote, span(lan, "mở rộng"), "end", -1)
    move_boundary(lan, quote, span(lan, "mở"), "end", 1)
    before = lan.sheet
    with refused("parts-overlap"):
        move_boundary(lan, quote, span(lan, "mở rộng"), "end", 1)
    assert lan.sheet == before == on_disk(lan)


def test_a_boundary_at_its_limit_stays(lan: Session) -> None:
    entity = lan.tag(span(lan, "Phát"), "ORG")
    before = lan.history
    move_boundary(lan, entity, span(lan, "Phát"), "start", -1)
    move_boundary(lan, entity, span(lan, "Phát"), "end", -1)
    move_boundary(lan, entity, span(lan, "Moskva"), "end", -1)
    assert lan.history == before


# what is mine, what is there


def test_records_of_others_are_not_touched(work: Work) -> None:
    lan, minh = work(), work(author="minh")
    quote = lan.quote_at(span(lan, "hợp tác kinh tế").start)
    minh.refresh()
    acts: list[Callable[[], object]] = [
        lambda: minh.relabel(quote, "mixed"),
        lambda: minh.set_part(quote, "cue", span(minh, "nhấn mạnh")),
        lambda: minh.set_attribute(quote, "stance", "refute"),
        lambda: minh.make_person(quote, "Vladimir Putin"),
        lambda: minh.set_people(quote, []),
        lambda: minh.set_note(quote, "?"),
        lambda: minh.set_unsure(quote, unsure=True),
        lambda: minh.add_content(quote, span(minh, "Moskva")),
        lambda: minh.widen(quote, span(minh, "hợp tác kinh tế").start),
        lambda: move_boundary(minh, quote, get(minh, quote).contents[0], "end", -1),
        lambda: minh.remove(quote),
    ]
    for act in acts:
        with refused("not-yours"):
            act()
    assert on_disk(minh) == lan.sheet
    assert register(minh) == set()


def test_what_is_gone_is_stale(lan: Session, quote: str) -> None:
    lan.remove(quote)
    for act in (
        lambda: lan.relabel(quote, "mixed"),
        lambda: lan.set_note(quote, "?"),
        lambda: lan.remove(quote),
        lambda: lan.next_part(quote, "cue"),
    ):
        with pytest.raises(StaleEdit):
            act()


def test_removing_a_record_frees_its_name(lan: Session) -> None:
    entity = lan.tag(span(lan, "Moskva"), "LOC")
    lan.remove(entity)
    assert on_disk(lan).annotations() == []
    assert register(lan) == set()
    lan.undo()
    assert people(lan, entity) == ["Moskva"]
    assert on_disk(lan) == lan.sheet


def test_what_is_known_about_an_article(lan: Session) -> None:
    lan.change_article(title="Hội đàm", date="2019-01-22", outlet="TTXVN", url="https://x.vn/1", byline="Lan")
    article = on_disk(lan).article
    assert (article.title, article.date, article.outlet, article.url, article.byline) == (
        "Hội đàm", "2019-01-22", "TTXVN", "https://x.vn/1", "Lan",
    )  # fmt: skip
    assert article == lan.here.article
    lan.undo()
    assert on_disk(lan).article.title == lan.here.article.title == ""
