"""The annotation panel: cards, the open one with its fields, and what it says when somebody uses them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodQueryEvent
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from reader_app.core.change import Sheet
from reader_app.core.model import Annotation, Article, Part, Record, Referent, Span, Verdict
from reader_app.core.scheme import Scheme, read_scheme
from reader_app.gui.cards import card_of
from reader_app.gui.lists import RowList
from reader_app.gui.panel import AnnotationPanel
from reader_app.gui.record_card import RecordCard
from reader_app.resources import resource

TEXT = "Tổng thống Putin nhấn mạnh: “Hai nước đã thảo luận & thống nhất”. Thủ tướng <b>Abe</b> 🎉 đồng ý. " * 6
ARTICLE = Article("a" * 16, "000", "", TEXT)


def mention(name: str, start: int, end: int, **fields: Any) -> Annotation:
    return Annotation(
        name, ARTICLE.id, "entity", fields.pop("label", "PER"), (Part("mention", Span(start, end)),), "lan", **fields
    )


def quote(name: str, start: int = 29, **fields: Any) -> Annotation:
    parts = (Part("content", Span(start, start + 34)), Part("cue", Span(17, 26)), Part("source", Span(0, 16)))
    return Annotation(name, ARTICLE.id, "quote", "direct", fields.pop("parts", parts), "lan", **fields)


def claim(name: str, **fields: Any) -> Annotation:
    return Annotation(name, ARTICLE.id, "claim", "fact-event", (Part("content", Span(29, 45)),), "lan", **fields)


PUTIN = Referent("p1", "PER", "Vladimir & Putin", role="Tổng thống Nga")
NOBODY = Referent("p2", "PER", "", role="một quan chức Mỹ")
RECORDS: tuple[Record, ...] = (
    PUTIN,
    NOBODY,
    mention("e1", 11, 16, referents=("p1",)),
    mention("e2", 81, 84, touched=("unsure",)),
    quote("q1", referents=("p1",), note="xem lại"),
    quote("q2", 128),
    claim("c1", referents=("p2",), quote="q1"),
)


@pytest.fixture
def scheme() -> Scheme:
    return read_scheme(resource("schemes/vi-news.toml").read_text(encoding="utf-8"))


@pytest.fixture
def sheet() -> Sheet:
    return Sheet.of(ARTICLE, RECORDS)


@pytest.fixture
def panel(qtbot: QtBot, sheet: Sheet, scheme: Scheme) -> AnnotationPanel:
    """A panel as the desk wires it: what is chosen in it is chosen."""
    panel = AnnotationPanel()
    qtbot.addWidget(panel)
    panel.chosen.connect(panel.set_chosen)
    panel.resize(360, 700)
    panel.set_sheet(sheet, scheme, "lan")
    panel.show()
    panel.activateWindow()
    return panel


def cards_of(panel: AnnotationPanel) -> RowList:
    found = panel.findChild(RowList, "cardList")
    assert isinstance(found, RowList)
    return found


def open_card(panel: AnnotationPanel) -> RecordCard:
    shown = [card for card in panel.findChildren(RecordCard) if card.isVisible()]
    assert len(shown) == 1
    return shown[0]


def intents(panel: AnnotationPanel) -> list[tuple[str, str, object]]:
    said: list[tuple[str, str, object]] = []
    panel.intent.connect(lambda *all_of_it: said.append(all_of_it))
    return said


def ids(panel: AnnotationPanel) -> list[str]:
    return [card.id for card in panel._model.cards]


def with_record(sheet: Sheet, record: Record) -> Sheet:
    return Sheet(sheet.article, {**sheet.records, record.id: record})


def press(widget: QWidget, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(widget, key)


def test_tabs_count_the_records_of_each_kind(panel: AnnotationPanel) -> None:
    assert [panel._tabs.tabText(n).replace("\n", " ") for n in range(3)] == ["Entities 2", "Quotes 2", "Claims 1"]


def test_only_the_authors_own_records_have_cards(panel: AnnotationPanel, sheet: Sheet, scheme: Scheme) -> None:
    panel.set_sheet(with_record(sheet, replace(mention("e3", 0, 4), author="minh")), scheme, "lan")
    assert ids(panel) == ["e1", "e2"]


def test_what_cards_say(sheet: Sheet, scheme: Scheme) -> None:
    cards = {name: card_of(sheet.annotation(name), sheet, scheme) for name in ("e1", "e2", "q1", "q2", "c1")}
    assert (cards["e1"].title, cards["e1"].tag, cards["e1"].body) == ("Putin", "PER", "Vladimir & Putin")
    assert cards["e2"].unsure
    assert cards["e2"].body.startswith("… ")
    assert "<b>Abe</b>" in cards["e2"].body
    assert (cards["q1"].title, cards["q1"].tag) == ("Vladimir & Putin", "direct")
    assert cards["q1"].noted
    # without a person: how the text names the source, and it is shown as a stand-in
    assert (cards["q2"].title, cards["q2"].named) == ("Tổng thống Putin", False)
    # a referent without a name is called by its role
    assert cards["c1"].title == "một quan chức Mỹ"
    assert cards["c1"].tag == "event · unimportant"


def test_a_choice_from_outside_opens_the_card_and_says_nothing(panel: AnnotationPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.chosen):
        panel.set_chosen("q1")
    assert panel._tabs.currentIndex() == 1
    card = open_card(panel)
    assert card.record == "q1"
    assert [name for _id, name in card.people.people()] == ["Vladimir & Putin"]
    assert card.spans["source"].words() == "Tổng thống Putin"
    assert card.spans["cue"].words() == "nhấn mạnh"
    assert card.spans["via"].words() == ""
    assert card.label.value() == "direct"
    assert card.note.toPlainText() == "xem lại"
    panel.set_chosen("")
    assert not any(one.isVisible() for one in panel.findChildren(RecordCard))


def test_a_click_and_the_arrow_keys_choose_cards(panel: AnnotationPanel, qtbot: QtBot) -> None:
    view = cards_of(panel)
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, view.rowViewportPosition(1) + 10))
    assert chosen.args == ["e2"]
    with qtbot.waitSignal(panel.chosen) as chosen:
        press(view, qtbot, Qt.Key.Key_Up)
    assert chosen.args == ["e1"]
    assert open_card(panel).record == "e1"


def test_enter_goes_into_the_fields_and_escape_back(panel: AnnotationPanel, qtbot: QtBot) -> None:
    view = cards_of(panel)
    view.setFocus()
    panel.set_chosen("q1")
    press(view, qtbot, Qt.Key.Key_Return)
    card = open_card(panel)
    inside = panel.window().focusWidget()
    assert inside is not None
    assert card.isAncestorOf(inside)
    press(inside, qtbot, Qt.Key.Key_Escape)
    assert panel.window().focusWidget() is view


def test_letters_digits_and_space_go_on_to_the_window(panel: AnnotationPanel, qtbot: QtBot) -> None:
    heard: list[int] = []

    class Window(QWidget):
        def keyPressEvent(self, event: Any) -> None:
            heard.append(event.key())

    window = Window()
    qtbot.addWidget(window)
    panel.setParent(window)
    for key in (Qt.Key.Key_1, Qt.Key.Key_Q, Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Escape):
        press(cards_of(panel), qtbot, key)
    panel.setParent(None)  # type: ignore[call-overload]  # the fixture's own again
    assert heard == [Qt.Key.Key_1, Qt.Key.Key_Q, Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Escape]


def test_the_list_takes_no_input_method(panel: AnnotationPanel, qtbot: QtBot) -> None:
    view = cards_of(panel)
    view.setFocus()
    press(view, qtbot, Qt.Key.Key_Down)
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    view.event(query)
    assert query.value(Qt.InputMethodQuery.ImEnabled) is False
    assert not view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


@pytest.mark.parametrize(
    ("record", "use", "said"),
    [
        ("q1", lambda card: card.label._chips["mixed"].click(), ("label", "mixed")),
        ("q1", lambda card: card.attributes["stance"]._chips["refute"].click(), ("attribute", ("stance", "refute"))),
        ("q1", lambda card: card.attributes["speaker_status"]._actions["implicit"].trigger(),
         ("attribute", ("speaker_status", "implicit"))),
        ("q1", lambda card: card.people._buttons[0].click(), ("remove-person", "p1")),
        ("q1", lambda card: card.people._add.click(), ("set-person", True)),
        ("q2", lambda card: card.people._add.click(), ("set-person", False)),
        ("e1", lambda card: card.people._add.click(), ("set-person", False)),
        ("q1", lambda card: card.spans["source"]._take.click(), ("take-selection", "source")),
        ("q1", lambda card: card.spans["cue"]._clear.click(), ("clear", "cue")),
        ("q1", lambda card: card.unsure.click(), ("unsure", True)),
        ("e2", lambda card: card.unsure.click(), ("unsure", False)),
        ("e1", lambda card: card.label._chips["LOC"].click(), ("label", "LOC")),
        ("c1", lambda card: card.attributes["veracity"]._actions["NEI"].trigger(), ("attribute", ("veracity", "NEI"))),
    ],
)  # fmt: skip
def test_fields_say_what_somebody_wants(
    panel: AnnotationPanel, record: str, use: Callable[[RecordCard], None], said: tuple[str, object]
) -> None:
    heard = intents(panel)
    panel.set_chosen(record)
    use(open_card(panel))
    assert heard == [(said[0], record, said[1])]


def test_a_refused_choice_goes_back(panel: AnnotationPanel) -> None:
    panel.set_chosen("q1")
    field = open_card(panel).label
    field._chips["mixed"].click()  # nobody answers with another sheet
    assert field._chips["direct"].isChecked()
    assert not field._chips["mixed"].isChecked()


def test_the_quote_of_a_claim_is_offered_and_changed(panel: AnnotationPanel) -> None:
    panel.set_chosen("c1")
    card = open_card(panel)
    assert card.quote is not None
    assert "&&" in card.quote.text()  # an ampersand of the article, not a shortcut
    heard = intents(panel)
    card._fill_quotes()
    offered = card.quote.menu().actions()
    assert [action.isChecked() for action in offered] == [False, True, False]
    offered[0].trigger()
    assert heard == [("quote", "c1", "")]


def test_texts_are_handed_over_when_they_are_left(panel: AnnotationPanel, qtbot: QtBot) -> None:
    heard = intents(panel)
    panel.set_chosen("c1")
    card = open_card(panel)
    assert card.statement is not None
    card.statement.setFocus()
    qtbot.keyClicks(card.statement, "Hai nuoc thong nhat.")
    assert heard == []
    press(card.statement, qtbot, Qt.Key.Key_Return)
    assert heard == [("statement", "c1", "Hai nuoc thong nhat.")]
    assert panel.window().focusWidget() is cards_of(panel)


def test_a_text_being_written_survives_a_new_sheet_and_goes_to_its_own_record(
    panel: AnnotationPanel, qtbot: QtBot, sheet: Sheet, scheme: Scheme
) -> None:
    heard = intents(panel)
    panel.set_chosen("q2")
    note = open_card(panel).note
    note.setFocus()
    qtbot.keyClicks(note, "nguon?")
    panel.set_sheet(with_record(sheet, replace(quote("q2", 128), label="mixed")), scheme, "lan")
    assert note.toPlainText() == "nguon?"
    panel.set_chosen("q1")
    assert heard == [("note", "q2", "nguon?")]
    assert note.toPlainText() == "xem lại"


def test_an_untouched_note_with_a_no_break_space_is_not_written_again(
    panel: AnnotationPanel, sheet: Sheet, scheme: Scheme
) -> None:
    panel.set_sheet(with_record(sheet, replace(quote("q2", 128), note="a\u00a0b")), scheme, "lan")
    heard = intents(panel)
    panel.set_chosen("q2")
    panel.flush()
    panel.set_chosen("q1")
    assert heard == []


def test_a_change_of_one_record_changes_one_row(
    panel: AnnotationPanel, qtbot: QtBot, sheet: Sheet, scheme: Scheme
) -> None:
    changed: list[int] = []
    panel._model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    with qtbot.assertNotEmitted(panel._model.modelReset), qtbot.assertNotEmitted(panel._model.rowsInserted):
        panel.set_sheet(with_record(sheet, replace(sheet.annotation("e2"), label="LOC")), scheme, "lan")
    assert changed == [1]


def test_rows_come_and_go_where_they_belong(panel: AnnotationPanel, sheet: Sheet, scheme: Scheme) -> None:
    more = with_record(sheet, mention("e0", 0, 4))
    panel.set_sheet(more, scheme, "lan")
    assert ids(panel) == ["e0", "e1", "e2"]
    gone = {name: record for name, record in more.records.items() if name != "e1"}
    panel.set_sheet(Sheet(ARTICLE, gone), scheme, "lan")
    assert ids(panel) == ["e0", "e2"]


def many(count: int) -> Sheet:
    return Sheet.of(ARTICLE, [mention(f"e{n:03}", n, n + 3) for n in range(count)])


def test_the_list_stays_where_it_is_when_records_come_and_go_above(panel: AnnotationPanel, scheme: Scheme) -> None:
    sheet = many(300)
    panel.set_sheet(sheet, scheme, "lan")
    panel.set_chosen("e150")
    view = cards_of(panel)
    before = view.rowViewportPosition(panel._model.row_of("e150"))
    above = with_record(sheet, mention("above", 1, 9))
    panel.set_sheet(above, scheme, "lan")
    assert view.rowViewportPosition(panel._model.row_of("e150")) == before
    panel.set_sheet(sheet, scheme, "lan")
    assert view.rowViewportPosition(panel._model.row_of("e150")) == before
    assert open_card(panel).geometry().top() == before


def test_only_the_open_row_is_higher_than_the_others(panel: AnnotationPanel, scheme: Scheme) -> None:
    panel.set_sheet(many(40), scheme, "lan")
    view = cards_of(panel)
    for name in ("e003", "e020", "e010"):
        panel.set_chosen(name)
        row = panel._model.row_of(name)
        default = view.verticalHeader().defaultSectionSize()
        assert [n for n in range(40) if view.rowHeight(n) != default] == [row]
        assert view.rowHeight(row) > default
        card = open_card(panel)
        assert card.geometry().top() == view.rowViewportPosition(row)
        assert 0 <= card.geometry().top() < view.viewport().height()
    # a record before it: the height moves with its card
    panel.set_sheet(with_record(many(40), mention("zzz", 0, 20)), scheme, "lan")
    row = panel._model.row_of("e010")
    assert [n for n in range(41) if view.rowHeight(n) != default] == [row]


def test_a_removed_choice_closes_its_card(panel: AnnotationPanel, sheet: Sheet, scheme: Scheme) -> None:
    panel.set_chosen("e1")
    kept = {name: record for name, record in sheet.records.items() if name != "e1"}
    panel.set_sheet(Sheet(ARTICLE, kept), scheme, "lan")
    assert panel.chosen_id() == ""
    assert not any(one.isVisible() for one in panel.findChildren(RecordCard))


def test_another_scheme_makes_other_fields(panel: AnnotationPanel, sheet: Sheet, scheme: Scheme) -> None:
    panel.set_chosen("e1")
    assert "TITLE" not in open_card(panel).label._chips
    wider = scheme.with_label("entity", "TITLE", off=False)
    panel.set_sheet(sheet, wider, "lan")
    assert "TITLE" in dict(open_card(panel).label._options)


def test_no_article_shows_no_cards_and_no_hint(panel: AnnotationPanel, scheme: Scheme) -> None:
    panel.set_chosen("q1")
    panel.set_sheet(None, scheme, "lan")
    assert ids(panel) == []
    assert panel._list.hint == ""


def test_the_verdict_is_told_and_whether_it_still_holds(panel: AnnotationPanel, sheet: Sheet, scheme: Scheme) -> None:
    judged = sheet.annotation("q1")
    verdict = Verdict("v1", "q1", judged.version, "return", "mai", note="thiếu via")
    panel.set_chosen("q1")
    assert open_card(panel).verdict.text() == "not reviewed"
    panel.set_sheet(with_record(sheet, verdict), scheme, "lan")
    assert open_card(panel).verdict.text() == "returned: thiếu via"
    panel.set_sheet(with_record(with_record(sheet, verdict), replace(judged, label="mixed")), scheme, "lan")
    assert open_card(panel).verdict.text() == "changed since its review"


def test_every_widget_that_takes_the_focus_has_a_name(panel: AnnotationPanel) -> None:
    for record in ("e1", "q1", "c1"):
        panel.set_chosen(record)
        card = open_card(panel)
        fields = [one for one in card.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert len(fields) > 5
        assert [one for one in fields if not one.accessibleName()] == []


def test_words_of_an_article_are_never_markup_or_shortcuts(panel: AnnotationPanel) -> None:
    panel.set_chosen("q1")
    people = [one.text() for one in open_card(panel).people.findChildren(QToolButton)]
    assert "Vladimir && Putin  ×" in people
    for row in range(panel._model.rowCount()):
        assert "&&" not in panel._model.cards[row].title


def test_people_lie_side_by_side_after_each_change(
    panel: AnnotationPanel, qtbot: QtBot, sheet: Sheet, scheme: Scheme
) -> None:
    panel.set_chosen("q2")
    for people in (("p1",), ("p1", "p2"), ("p2",), ()):
        panel.set_sheet(with_record(sheet, quote("q2", 128, referents=people)), scheme, "lan")
        qtbot.wait(1)
        field = open_card(panel).people
        buttons = [one for one in field.findChildren(QToolButton) if one.isVisible()]
        assert len(buttons) == len(people) + 1
        for left, right in pairwise(buttons):
            assert not left.geometry().intersects(right.geometry())
        assert all(field.rect().contains(one.geometry()) for one in buttons)
        assert all(one.width() >= one.sizeHint().width() or one.width() == field.width() for one in buttons)


def test_enter_presses_a_button_of_the_card_and_arrows_stay_in_it(panel: AnnotationPanel, qtbot: QtBot) -> None:
    heard = intents(panel)
    panel.set_chosen("q1")
    card = open_card(panel)
    chip = card.label._chips["mixed"]
    chip.setFocus()
    press(chip, qtbot, Qt.Key.Key_Return)
    assert heard == [("label", "q1", "mixed")]
    card.unsure.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Up):
        inside = panel.window().focusWidget()
        assert inside is not None
        press(inside, qtbot, key)
    assert panel.chosen_id() == "q1"
