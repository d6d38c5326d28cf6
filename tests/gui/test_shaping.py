"""Keys that shape records: parts, ends, kinds, and the way among records at one place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader_app.core.change import Change, Step
from reader_app.core.model import Annotation, Link, Span
from tests.gui.reading import point_at, settle
from tests.gui.typist import Typist


def contents(t: Typist, record: Annotation) -> list[str]:
    return [span.of(t.text()) for span in now(t, record).contents]


def now(t: Typist, record: Annotation) -> Annotation:
    return t.session.here.annotation(record.id)


def sentence(t: Typist) -> str:
    return t.window.messages.sentence()


def join_by(t: Typist, kind: str, head: Annotation, tail: Annotation) -> Link:
    """Link two records, as another window would have."""
    link = Link(t.session._new_id(), kind, head.id, head.article, tail.id, tail.article, "lan")  # type: ignore[arg-type]
    t.session._save(Step("link", (Change(None, link),)))
    return link


@pytest.fixture
def peskov(typist: Typist) -> tuple[Typist, Annotation]:
    """Peskov's quote, with cue and source."""
    t = typist
    t.go_into("cần phải củng cố")
    t.press("Q", "V", "S")
    return t, t.last("quote")


# ends


@pytest.mark.parametrize(("role", "words"), [("cue", "cho rằng"), ("source", "ông Dmitry Peskov")])
def test_the_ends_of_every_part_move_by_word_and_by_character(
    peskov: tuple[Typist, Annotation], role: str, words: str
) -> None:
    t, record = peskov
    span = now(t, record).span(role)  # type: ignore[arg-type]
    assert span is not None
    assert span.of(t.text()) == words
    while t.window.desk.reader.caret() != span.end:
        t.press("R")
    for key, back in ((",", "."), (">", "<"), ("Ctrl+,", "Ctrl+."), ("Ctrl+>", "Ctrl+<")):
        t.press(key)
        moved = now(t, record).span(role)  # type: ignore[arg-type]
        assert moved is not None
        assert moved != span
        assert span.covers(moved)
        assert now(t, record).contents == record.contents
        t.press(back)
        assert now(t, record).span(role) == span  # type: ignore[arg-type]


def test_r_goes_round_the_parts_in_the_order_of_the_text(peskov: tuple[Typist, Annotation]) -> None:
    t, record = peskov
    spans = t.session.parts_of(now(t, record))
    carets = []
    for _ in range(4):
        t.press("R")
        carets.append(t.window.desk.reader.caret())
    ends = [span.end for span in spans]
    first = ends.index(carets[0])
    assert carets == [ends[(first + n) % 3] for n in range(4)]
    t.press("Shift+R")
    assert t.window.desk.reader.caret() == carets[2]


def test_the_second_content_moves_where_the_caret_is(typist: Typist) -> None:
    t = typist
    t.select("hai nước có thể đặt mục tiêu")
    t.press("Q")
    t.select("kim ngạch thương mại hai chiều")
    t.press("Shift+Q")
    record = t.last("quote")
    t.press(",", "Ctrl+,")
    assert contents(t, record) == ["hai nước có thể đặt mục tiêu", "kim ngạch thương mại ha"]
    t.press("R", ">")
    assert contents(t, record) == ["nước có thể đặt mục tiêu", "kim ngạch thương mại ha"]


def test_a_selection_that_is_no_record_moves_its_ends_too(typist: Typist) -> None:
    t = typist
    t.select("Shinzo")
    t.press(".", "<", "1")
    assert [e.contents[0].of(t.text()) for e in t.all("entity")] == ["tướng Shinzo Abe"]
    t.press(">")  # now it is one, and moves with what is selected
    assert [e.contents[0].of(t.text()) for e in t.all("entity")] == ["Shinzo Abe"]
    t.press(",")
    assert [e.contents[0].of(t.text()) for e in t.all("entity")] == ["Shinzo"]
    for _ in range(3):
        t.press("Ctrl+Z")
    assert t.all("entity") == []


# split and join


def test_a_part_is_split_at_the_caret_and_joined_again(peskov: tuple[Typist, Annotation]) -> None:
    t, record = peskov
    before = now(t, record)
    t.go_into("tin tưởng lẫn nhau trong qu")  # inside a word: in front of it
    t.press("-")
    assert contents(t, record) == [
        "cần phải củng cố bầu không khí tin tưởng lẫn nhau trong",
        "quan hệ Nga - Nhật Bản thông qua phát triển hợp tác kinh tế thương mại",
    ]
    assert now(t, record).span("cue") == before.span("cue")
    t.press("=")
    assert now(t, record) == before
    t.press("Ctrl+Z", "Ctrl+Z")
    assert now(t, record) == before


def test_what_is_selected_is_cut_out_with_what_is_loose_around_it(typist: Typist) -> None:
    t = typist
    t.press("Ctrl+PgDown")
    t.go_into("nếu cả hai bên")
    t.press("Q")
    record = t.last("quote")
    assert len(contents(t, record)) == 1
    t.select("ông đề nghị việc tạo ra một cấu trúc riêng biệt cho hoạt động kinh tế trên các đảo")
    t.press("-")
    first, second = contents(t, record)
    assert first.endswith("do Thủ tướng đề xuất")
    assert second.startswith("ký thỏa thuận liên chính phủ")


def test_a_cut_at_the_marks_leaves_no_half_of_them(typist: Typist) -> None:
    t = typist
    t.select('“hòa bình và ổn định tại Đông Bắc Á là mục tiêu chung to lớn" của hai nước')
    t.press("Q")
    record = t.last("quote")
    t.select("và ổn định")
    t.press("-")
    assert contents(t, record)[0] == "hòa bình"


def test_nothing_is_split_outside_of_it(peskov: tuple[Typist, Annotation]) -> None:
    t, record = peskov
    before = dict(t.session.here.records)
    t.press("Ctrl+Home", "-")
    assert dict(t.session.here.records) == before
    assert "Nothing can be split" in sentence(t)
    t.press("=")
    assert "one part only" in sentence(t)
    assert t.window.desk.acts.chosen == record.id


def test_two_quotes_become_one_and_links_and_claims_follow(peskov: tuple[Typist, Annotation]) -> None:
    t, first = peskov
    t.go_into("Điều này cho phép")
    t.press("Q", "P", "Enter")
    second = t.last("quote")
    t.go_into("ký kết hiệp ước")
    t.press("C")
    claim = t.last("claim")
    assert claim.quote == second.id
    t.select("Kim ngạch thương mại hai chiều trong")
    t.press("Q")
    third = t.last("quote")
    link = join_by(t, "same-as", second, third)
    records = dict(t.session.here.records)

    t.window.desk.acts.choose(first.id)
    t.press("+")
    assert contents(t, first) == [
        first.contents[0].of(t.text()),
        "Điều này cho phép thúc đẩy cả vấn đề ký kết hiệp ước hòa bình giữa hai nước",
    ]
    assert t.session.here.get(second.id) is None
    moved = t.session.here.get(link.id)
    assert isinstance(moved, Link)
    assert {moved.head, moved.tail} == {first.id, third.id}
    assert now(t, claim).quote == first.id
    t.press("=")
    assert len(contents(t, first)) == 1
    t.press("Ctrl+Z", "Ctrl+Z")
    assert dict(t.session.here.records) == records
    with_redo = t.session.history.redo
    assert with_redo is not None
    t.press("Ctrl+Shift+Z")
    assert t.session.here.get(second.id) is None


def test_the_last_quote_has_none_to_be_joined_with(peskov: tuple[Typist, Annotation]) -> None:
    t, _record = peskov
    t.press("+")
    assert "None follows" in sentence(t)


# kinds


def test_a_quote_becomes_a_claim_and_a_quote_again(peskov: tuple[Typist, Annotation]) -> None:
    t, record = peskov
    t.press("H", "Shift+T")
    claim = now(t, record)
    assert (claim.kind, claim.label, claim.contents) == ("claim", "fact-event", record.contents)
    assert claim.unsure
    assert t.words(claim, "source") == "ông Dmitry Peskov"
    assert claim.span("cue") is None
    assert t.window.desk.acts.chosen == record.id
    assert t.window.desk.acts.open_quote == ""
    assert "check_worthiness" in dict(claim.attributes)
    t.press("Shift+T")
    quote = now(t, record)
    assert (quote.kind, quote.label, quote.contents) == ("quote", "indirect", record.contents)
    t.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert now(t, record).kind == "quote"
    assert t.words(now(t, record), "cue") == "cho rằng"


def test_links_survive_a_change_of_kind_or_forbid_it(peskov: tuple[Typist, Annotation]) -> None:
    t, record = peskov
    t.select("Kim ngạch thương mại hai chiều trong")
    t.press("C")
    claim = t.last("claim")
    link = join_by(t, "same-as", record, claim)
    t.press("Shift+T")
    assert now(t, claim).kind == "quote"
    assert t.session.here.get(link.id) == link
    t.press("Ctrl+Z")
    t.select("tăng kim ngạch thương mại hai chiều")
    t.press("C")
    join_by(t, "contradicts", claim, t.last("claim"))
    t.press("Shift+T")
    assert t.last("claim").kind == "claim"
    assert "link" in sentence(t)


def test_an_entity_is_turned_into_nothing_else(typist: Typist) -> None:
    t = typist
    t.select("Shinzo Abe")
    t.press("1", "Left", "Space", "Shift+T")
    assert t.all("entity")[0].kind == "entity"
    assert sentence(t) == "No quote or claim is chosen."


def test_a_label_changes_in_place_and_links_stay(typist: Typist) -> None:
    t = typist
    t.select("Kim ngạch thương mại hai chiều trong")
    t.press("C")
    one = t.last("claim")
    t.select("tăng kim ngạch thương mại hai chiều")
    t.press("C")
    link = join_by(t, "supports", one, t.last("claim"))
    t.press("T")
    other = t.last("claim")
    assert other.label != one.label
    assert link.tail == other.id
    assert t.session.here.get(link.id) == link


def test_claims_lose_halves_of_marks_too(typist: Typist) -> None:
    t = typist
    t.select("“hòa bình và ổn định tại Đông Bắc Á")
    t.press("C")
    assert contents(t, t.last("claim")) == ["hòa bình và ổn định tại Đông Bắc Á"]


def test_an_end_that_goes_by_characters_takes_no_half_of_a_pair_of_marks(typist: Typist) -> None:
    t = typist
    t.select("Tại cuộc hội đàm, chúng tôi")
    t.press("Q")
    quote = t.last("quote")
    opener, closer = quote.start - 1, t.text().index("”", quote.start)
    assert t.text()[opener] == "“"
    t.press("Ctrl+<")  # the mark is stepped over, and stands inside now with what is before it
    assert now(t, quote).start == opener - 2
    t.press("Ctrl+>")
    assert now(t, quote).start == quote.start
    while now(t, quote).end < closer:
        t.press(".")
        assert t.text()[now(t, quote).end - 1] != "”"
        assert len(contents(t, quote)[0]) < 400
    t.press("Ctrl+,", "Ctrl+,", "Ctrl+,")
    ends = []
    while now(t, quote).end < closer + 2:
        t.press("Ctrl+.")
        ends.append(now(t, quote).end)
    assert closer in ends
    assert closer + 1 not in ends


def test_the_cue_takes_any_character(peskov: tuple[Typist, Annotation]) -> None:
    t, record = peskov
    t.press("R")
    t.session.set_part(record.id, "cue", Span(*(t.text().index("“Tại") + n for n in (1, 4))))
    while t.window.desk.reader.caret() != t.text().index("“Tại") + 4:
        t.press("R")
    t.press("Ctrl+<")
    assert now(t, record).span("cue") == Span(t.text().index("“Tại"), t.text().index("“Tại") + 4)


# overlaps


@pytest.fixture
def four(typist: Typist) -> tuple[Typist, list[str]]:
    """Four records one in the other, from the inside out."""
    t = typist
    made: list[str] = []
    for words, key in (
        ("Putin", "1"),
        ("Tổng thống Putin", "2"),
        ("Shinzo Abe, Tổng thống Putin nhấn mạnh", "C"),
        ("Thủ tướng Shinzo Abe, Tổng thống Putin nhấn mạnh: ", "Q"),
    ):
        t.select(words)
        t.press(key)
        made += [a.id for a in t.session.mine() if a.id not in made]
        t.press("Esc")
    t.go_into("Tổng thống Put")
    return t, made


def test_all_records_at_one_place_are_reached_by_a_key(four: tuple[Typist, list[str]]) -> None:
    t, ids = four
    found = []
    for _ in range(5):
        t.press(";")
        found.append(t.window.desk.acts.chosen)
    assert found == [*ids, ids[0]]
    assert t.window.desk.reader.caret() == t.text().index("Putin") + 3  # the caret stays


def test_all_records_at_one_place_are_reached_by_clicks(four: tuple[Typist, list[str]]) -> None:
    t, ids = four
    t.press("Esc")
    found = []
    reader = t.window.desk.reader
    for _ in range(5):
        QTest.mouseClick(
            reader.viewport(), Qt.MouseButton.LeftButton, pos=point_at(reader, t.text(), t.text().index("Putin") + 2)
        )
        settle()
        found.append(t.window.desk.acts.chosen)
    assert found == [*ids, ids[0]]


def test_all_records_at_one_place_are_reached_with_space(four: tuple[Typist, list[str]]) -> None:
    t, ids = four
    t.press("Ctrl+Home")
    found = []
    for _ in range(4):
        t.press("Space")
        found.append(t.window.desk.acts.chosen)
    assert sorted(found) == sorted(ids)


def test_where_there_is_no_record_it_says_so(typist: Typist) -> None:
    t = typist
    t.press(";")
    assert sentence(t) == "There is no annotation at the caret."


# what is left


def test_j_goes_from_name_to_name_and_round(typist: Typist) -> None:
    t = typist
    found = []
    for _ in range(4):
        t.press("J")
        span = t.window.desk.reader.selected_span()
        assert span is not None
        found.append(span.of(t.text()))
    assert found == ["Shinzo Abe", "Putin", "Putin", "Nga"]
    t.press("Ctrl+End", "J")
    span = t.window.desk.reader.selected_span()
    assert span is not None
    assert span.of(t.text()) == "Shinzo Abe"
    assert t.all("entity") == []


def test_f_goes_from_speech_to_speech_past_what_is_tagged(typist: Typist) -> None:
    t = typist
    t.press("F")
    first = t.window.desk.reader.selected_span()
    t.press("Q", "Ctrl+Home", "F")
    second = t.window.desk.reader.selected_span()
    assert first is not None
    assert second is not None
    assert not first.overlaps(second)
    assert second.of(t.text()).startswith("trong những năm tới")
