"""The keys of the annotate desk: what each acts on, also on a Vietnamese layout."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from reader_app.gui.actions import ACTIONS
from reader_app.gui.keys import KeyRouter, key_name
from tests.gui.typist import Typist

Open = Callable[..., Typist]


def _said(t: Typist) -> str:
    return t.window.messages.sentence()


def _entities(t: Typist) -> list[tuple[str, str]]:
    return [(a.label, a.contents[0].of(t.text())) for a in t.all("entity")]


def test_no_two_actions_share_a_key_and_none_is_one_that_input_methods_eat() -> None:
    KeyRouter(ACTIONS)  # refuses a clash
    for action in ACTIONS:
        for key in action.keys:
            assert key not in set("AEIOUYWD[]") | {"Backspace"}, action


@pytest.mark.parametrize(
    ("key", "text", "modifiers", "scan", "name"),
    [
        (Qt.Key.Key_Q, "q", Qt.KeyboardModifier.NoModifier, 24, "Q"),
        (Qt.Key.Key_Q, "Q", Qt.KeyboardModifier.ShiftModifier, 24, "Shift+Q"),
        (Qt.Key.Key_Less, "<", Qt.KeyboardModifier.ShiftModifier, 59, "<"),
        (Qt.Key.Key_Less, "<", Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier, 59, "Ctrl+<"),
        (0x102, "ă", Qt.KeyboardModifier.NoModifier, 10, "1"),
        (0xCA, "ê", Qt.KeyboardModifier.NoModifier, 12, "3"),
        (Qt.Key.Key_Dead_Grave, "", Qt.KeyboardModifier.NoModifier, 14, "5"),
        (0x102, "ă", Qt.KeyboardModifier.AltModifier, 10, "Alt+1"),
        (0xCA, "ê", Qt.KeyboardModifier.ControlModifier, 12, "Ctrl+3"),
        (0x110, "đ", Qt.KeyboardModifier.AltModifier, 19, "Alt+0"),
        (Qt.Key.Key_1, "1", Qt.KeyboardModifier.AltModifier, 10, "Alt+1"),
        (Qt.Key.Key_Minus, "-", Qt.KeyboardModifier.ControlModifier, 20, "Ctrl+-"),
        (Qt.Key.Key_Space, " ", Qt.KeyboardModifier.ShiftModifier, 65, "Shift+Space"),
        (Qt.Key.Key_Shift, "", Qt.KeyboardModifier.ShiftModifier, 50, ""),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="scan codes are X11's")
def test_keys_are_told_by_sign_and_digits_by_place(
    key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier, scan: int, name: str
) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, int(key), modifiers, scan, 0, 0, text)
    assert key_name(event) == name


def test_the_vietnamese_layout_tags_with_the_digit_row(typist: Typist) -> None:
    typist.select("Shinzo Abe")
    event = QKeyEvent(QEvent.Type.KeyPress, 0x102, Qt.KeyboardModifier.NoModifier, 10, 0, 0, "ă")
    QApplication.sendEvent(typist.reader, event)
    assert _entities(typist) == [("PER", "Shinzo Abe")]


def test_the_vietnamese_layout_hides_kinds_with_the_digit_row(typist: Typist) -> None:
    for scan, key, hidden in ((11, 0xC2, True), (19, 0x110, False)):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.AltModifier, scan, 0, 0, chr(key).lower())
        QApplication.sendEvent(typist.reader, event)
        assert typist.reader.hides("quote") is hidden


def test_label_keys_act_in_the_list_and_not_in_a_field(typist: Typist) -> None:
    t = typist
    t.select("Shinzo Abe")
    t.window.desk.articles.list.setFocus()
    t.press("1")
    assert _entities(t) == [("PER", "Shinzo Abe")]
    t.window.desk.articles.filter.setFocus()
    t.press("2")
    assert _entities(t) == [("PER", "Shinzo Abe")]
    assert t.window.desk.articles.filter.text() == "2"


def test_a_digit_relabels_what_is_selected_or_chosen_and_tags_the_word_else(typist: Typist) -> None:
    t = typist
    t.select("Shinzo Abe")
    t.press("1", "3")
    assert _entities(t) == [("LOC", "Shinzo Abe")]
    t.press("Left", "Esc", "Space", "2")
    assert _entities(t) == [("ORG", "Shinzo Abe")]
    t.press("Esc")
    t.go_into("kinh tế trong nh")
    t.press("4")
    assert ("MISC", "những") in _entities(t)


def test_a_digit_without_a_label_says_so(typist: Typist) -> None:
    typist.press("9")
    assert "9" in _said(typist)
    assert not _entities(typist)


def test_boundaries_move_by_word_and_by_character(typist: Typist) -> None:
    t = typist
    t.select("Shinzo Abe")
    t.press("1", "Left", "Space")
    words = [("<", "tướng Shinzo Abe"), (">", "Shinzo Abe"), (",", "Shinzo"), (".", "Shinzo Abe")]
    words += [("Ctrl+,", "Shinzo Ab"), ("Ctrl+.", "Shinzo Abe"), ("Ctrl+>", "hinzo Abe"), ("Ctrl+<", "Shinzo Abe")]
    for key, expected in words:
        t.press(key)
        assert _entities(t) == [("PER", expected)], key
    for _ in words:
        t.press("Ctrl+Z")
    assert _entities(t) == [("PER", "Shinzo Abe")]


def test_source_cue_and_via_go_to_the_open_quote_until_it_is_let_go(typist: Typist) -> None:
    t = typist
    t.go_into("Tại cuộc hội đàm")
    t.press("Q", "V", "S")
    quote = t.all("quote")[0]
    assert (t.words(quote, "cue"), t.words(quote, "source")) == ("nhấn mạnh", "Tổng thống Putin")
    t.select("họp báo chung")
    t.press("B")
    assert t.words(t.all("quote")[0], "via") == "họp báo chung"
    t.press("Shift+V", "Shift+B", "Shift+S")
    assert [p.role for p in t.all("quote")[0].parts] == ["content"]
    t.press("Esc", "V")
    assert _said(t)
    assert [p.role for p in t.all("quote")[0].parts] == ["content"]


def test_again_v_and_s_take_the_next_candidate(typist: Typist) -> None:
    t = typist
    t.go_into("hòa bình và ổn định tại")
    t.press("Q", "V")
    first = t.words(t.all("quote")[0], "cue")
    t.press("V")
    assert t.words(t.all("quote")[0], "cue") != first == "nhấn mạnh"


def test_where_the_source_holds_one_tagged_person_s_sets_the_person(typist: Typist) -> None:
    t = typist
    t.select("Putin")
    t.press("1")
    t.go_into("Tại cuộc hội đàm")
    t.press("Q", "S")
    assert t.people(t.all("quote")[0]) == ["Putin"]
    assert t.all("quote")[0].attribute("speaker_status") == "explicit"


def test_type_worth_note_and_doubt(typist: Typist) -> None:
    t = typist
    t.go_into("Kim ngạch thương mại hai chiều trong các tháng")
    t.press("C", "T", "K", "H", "G")
    QApplication.focusWidget().insertPlainText("xem lại")  # type: ignore[union-attr]
    t.press("Ctrl+Enter")
    claim = t.all("claim")[0]
    assert claim.label == "fact-event"
    assert claim.attribute("check_worthiness") != "UFS"
    assert claim.unsure
    assert claim.note == "xem lại"
    assert t.focus() is t.reader
    for _ in range(5):
        t.press("Ctrl+Z")
    assert not t.all("claim")


def test_space_goes_through_the_records_and_del_removes(typist: Typist) -> None:
    t = typist
    for name in ("Shinzo Abe", "Putin", "Moskva"):
        t.select(name)
        t.press("3")
    t.press("Ctrl+Home")
    seen = []
    for _ in range(4):
        t.press("Space")
        seen.append(t.session.here.annotation(t.window.desk.acts.chosen).contents[0].of(t.text()))
    assert seen == ["Shinzo Abe", "Putin", "Moskva", "Shinzo Abe"]
    t.press("Shift+Space", "Del")
    assert [words for _, words in _entities(t)] == ["Shinzo Abe", "Putin"]


def test_cards_and_text_show_the_same_choice(typist: Typist) -> None:
    t = typist
    t.select("Putin")
    t.press("1")
    t.go_into("Tại cuộc hội đàm")
    t.press("Q")
    quote, entity = t.all("quote")[0], t.all("entity")[0]
    t.window.desk.panel.chosen.emit(entity.id)
    assert t.window.desk.acts.chosen == entity.id
    assert t.window.desk.acts.open_quote == quote.id
    t.window.desk.reader.clicked.emit(quote.start + 3, [quote.id])
    assert t.window.desk.panel.chosen_id() == quote.id
    t.window.desk.reader.clicked.emit(0, [])
    assert t.window.desk.panel.chosen_id() == ""


def test_every_action_of_the_table_is_done_by_somebody(typist: Typist) -> None:
    for action in ACTIONS:
        if action.id not in {"import", "export"}:  # they open dialogs of the system
            typist.window.do(action.id)
            typist.press("Esc")


def test_q_again_widens_the_open_quote_whatever_was_pressed_between(typist: Typist) -> None:
    t = typist
    t.go_into("hòa bình và ổn định tại")
    t.press("Q", "V", "S", "Q")
    assert len(t.all("quote")) == 1
    assert t.all("quote")[0].label == "mixed"
    t.press("Q", "Q", "Q", "Q", "Q")
    assert len(t.all("quote")) == 1
    assert "Esc" in _said(t)


def test_a_boundary_key_moves_what_is_selected_and_not_what_is_chosen(typist: Typist) -> None:
    t = typist
    t.go_into("Tại cuộc hội đàm")
    t.press("Q")
    before = t.all("quote")[0]
    t.select("Shinzo")
    t.press("1", ".")
    assert t.all("quote") == [before]
    assert _entities(t) == [("PER", "Shinzo Abe")]
    assert t.people(t.all("entity")[0]) == ["Shinzo Abe"]
    t.select("kim ngạch")
    t.press("Del")
    assert t.all("quote") == [before]


def test_a_claim_takes_its_person_from_its_source(typist: Typist) -> None:
    t = typist
    t.select("Putin")
    t.press("1")
    t.go_into("Kim ngạch thương mại hai chiều trong các tháng")
    t.press("C", "Esc", "Space", "Space")
    assert t.last("claim")
    t.select("Tổng thống Putin")
    t.press("S")
    assert t.people(t.all("claim")[0]) == ["Putin"]


def test_undo_chooses_what_it_touched(typist: Typist) -> None:
    t = typist
    t.go_into("Tại cuộc hội đàm")
    t.press("Q", "V", "Esc", "Ctrl+Z")
    assert t.window.desk.acts.chosen == t.all("quote")[0].id
    assert t.words(t.all("quote")[0], "cue") == ""
