"""The whole work on seed 000, as an annotator does it, without the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from reader_app.core.change import Sheet
from reader_app.session import Session
from tests.session.looking import get, on_disk, people, register, span, words

Work = Callable[..., Session]


@dataclass
class Tagged:
    """The records of the annotator, by what they are."""

    abe: str
    direct: str
    mixed: str
    reported: str
    implicit: str
    figures: str
    sheets: list[Sheet]


def annotate(lan: Session) -> Tagged:
    """Do all that there is to do, mostly as the keys would; note the sheet after each act."""
    sheets: list[Sheet] = [lan.here]
    lan.subscribe(lambda: sheets.append(lan.here))
    abe = lan.tag(span(lan, "Shinzo Abe"), "PER")

    direct = lan.quote_at(span(lan, "Tại cuộc hội đàm").start)
    lan.next_part(direct, "cue")
    lan.next_part(direct, "source")
    lan.make_person(direct, "Vladimir Putin")

    mixed = lan.quote_at(span(lan, "ổn định").start)
    lan.widen(mixed, span(lan, "ổn định").start)
    lan.next_part(mixed, "cue")
    lan.next_part(mixed, "source")
    lan.set_people(mixed, get(lan, abe).referents)

    reported = lan.quote_at(span(lan, "cần phải củng cố").start)
    lan.next_part(reported, "cue")
    lan.next_part(reported, "source")
    peskov = lan.make_person(reported, "Dmitry Peskov")
    implicit = lan.quote_at(span(lan, "Điều này cho phép").start)
    lan.set_people(implicit, [peskov])

    figures = lan.claim_at(span(lan, "18%").start)
    lan.set_statement(figures, "Kim ngạch thương mại Nga - Nhật tháng 1-11/2018 tăng 18%, đạt khoảng 20 tỷ USD.")
    lan.submit(["entity", "quote", "claim"])
    return Tagged(abe, direct, mixed, reported, implicit, figures, sheets)


@pytest.fixture
def tagged(lan: Session) -> Tagged:
    return annotate(lan)


def test_the_name(lan: Session, tagged: Tagged) -> None:
    assert (words(lan, tagged.abe), get(lan, tagged.abe).label) == ("Shinzo Abe", "PER")
    assert people(lan, tagged.abe) == ["Shinzo Abe"]


def test_the_curly_quotation(lan: Session, tagged: Tagged) -> None:
    quote = get(lan, tagged.direct)
    assert quote.label == "direct"
    assert words(lan, quote.id).startswith("Tại cuộc hội đàm, chúng tôi")
    assert words(lan, quote.id).endswith("và hợp tác công nghệ")
    assert (lan.text[quote.start - 1], lan.text[quote.end]) == ("“", "”")
    assert words(lan, quote.id, "cue") == "nhấn mạnh"
    assert words(lan, quote.id, "source") == "Tổng thống Putin"
    assert people(lan, quote.id) == ["Vladimir Putin"]
    assert quote.attribute("speaker_status") == "explicit"


def test_the_mixed_one_from_a_curly_to_a_straight_mark(lan: Session, tagged: Tagged) -> None:
    quote = get(lan, tagged.mixed)
    assert quote.label == "mixed"
    assert words(lan, quote.id) == '“hòa bình và ổn định tại Đông Bắc Á là mục tiêu chung to lớn" của hai nước'
    assert words(lan, quote.id, "cue") == "nhấn mạnh"
    assert words(lan, quote.id, "source") == "Thủ tướng Abe"
    assert people(lan, quote.id) == ["Shinzo Abe"]
    cue = quote.span("cue")
    assert cue is not None
    assert cue.end + 1 == quote.start


def test_reported_speech_and_the_sentence_that_runs_on(lan: Session, tagged: Tagged) -> None:
    reported, implicit = get(lan, tagged.reported), get(lan, tagged.implicit)
    assert (reported.label, implicit.label) == ("indirect", "indirect")
    assert words(lan, reported.id, "cue") == "cho rằng"
    assert words(lan, reported.id, "source") == "ông Dmitry Peskov"
    assert words(lan, implicit.id) == "Điều này cho phép thúc đẩy cả vấn đề ký kết hiệp ước hòa bình giữa hai nước"
    assert [part.role for part in implicit.parts] == ["content"]
    assert implicit.attribute("speaker_status") == "implicit"
    assert people(lan, reported.id) == people(lan, implicit.id) == ["Dmitry Peskov"]


def test_the_claim_with_its_figures(lan: Session, tagged: Tagged) -> None:
    claim = get(lan, tagged.figures)
    assert (claim.label, claim.attribute("check_worthiness")) == ("fact-stat", "CFS")
    assert words(lan, claim.id) == (
        "Kim ngạch thương mại hai chiều trong các tháng 1-11/2018 đã tăng 18% và đạt khoảng 20 tỷ USD"
    )
    assert claim.statement.startswith("Kim ngạch thương mại Nga - Nhật")
    assert (claim.quote, claim.referents) == ("", ())


def test_the_whole(lan: Session, tagged: Tagged) -> None:
    assert lan.stage == "submitted"
    assert register(lan) == {"Shinzo Abe", "Vladimir Putin", "Dmitry Peskov"}
    assert len(lan.mine()) == 6
    assert on_disk(lan) == lan.sheet == tagged.sheets[-1]


def test_all_of_it_undone_and_redone_and_undone_after_a_restart(lan: Session, tagged: Tagged, work: Work) -> None:
    sheets = list(tagged.sheets)
    assert len(sheets) == 20
    for earlier in reversed(sheets[:-1]):
        assert lan.undo() is not None
        assert lan.sheet == earlier
    assert lan.undo() is None
    assert on_disk(lan) == lan.sheet == sheets[0]
    assert register(lan) == set()
    for later in sheets[1:]:
        assert lan.redo() is not None
        assert lan.sheet == later
    assert lan.redo() is None
    assert on_disk(lan) == lan.sheet
    lan.store.close()
    for earlier in reversed(sheets[:-1]):
        again = work()
        again.undo()
        assert again.sheet == earlier
        again.store.close()
    last = work()
    assert last.undo() is None
    for later in sheets[1:]:
        last.redo()
        assert last.sheet == later
    assert on_disk(last) == sheets[-1]
