"""Choosing a person: typing, picking and making, with an input method and without."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from reader_app.core.model import Referent
from reader_app.core.scheme import read_scheme
from reader_app.gui.people import PersonPicker
from reader_app.resources import resource

PEOPLE = (
    Referent("p1", "PER", "Vladimir Putin", ("Putin", "ông Putin"), role="Tổng thống Nga"),
    Referent("p2", "PER", "Shinzo Abe"),
    Referent("p3", "ORG", "<b>Google</b> & Yahoo"),
)


class Window(QWidget):
    """A window that would take every key that a popup lets through."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[int] = []
        self.reader = QLineEdit(self)
        self.other = QLineEdit(self)
        self.other.move(0, 60)

    def keyPressEvent(self, event: object) -> None:
        self.heard.append(event.key())  # type: ignore[attr-defined]


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    window.activateWindow()
    window.reader.setFocus()
    return window


@pytest.fixture
def picker(window: Window) -> PersonPicker:
    picker = PersonPicker(window)
    picker.set_scheme(read_scheme(resource("schemes/vi-news.toml").read_text(encoding="utf-8")))
    return picker


def titles(picker: PersonPicker) -> list[str]:
    return [choice.title for choice in picker.choices()]


def test_enter_picks_the_first_and_the_focus_returns(picker: PersonPicker, window: Window, qtbot: QtBot) -> None:
    picker.open_for("Who speaks?", PEOPLE, QRect(100, 100, 50, 20))
    assert picker.field.hasFocus()
    said: list[str] = []
    picker.closed.connect(lambda: said.append("closed"))
    picker.picked.connect(said.append)
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert said == ["closed", "p1"]
    assert picker.isHidden()
    assert window.reader.hasFocus()
    assert not picker.adding


def test_arrows_move_in_the_list_while_the_field_has_the_focus(picker: PersonPicker, qtbot: QtBot) -> None:
    picker.open_for("", PEOPLE, QRect())
    for _step in range(9):
        qtbot.keyClick(picker.field, Qt.Key.Key_Down)
    qtbot.keyClick(picker.field, Qt.Key.Key_Up)
    assert picker.field.hasFocus()
    with qtbot.waitSignal(picker.picked) as picked:
        qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert picked.args == ["p2"]


def test_shift_enter_adds(picker: PersonPicker, qtbot: QtBot) -> None:
    picker.open_for("", PEOPLE, QRect())
    with qtbot.waitSignal(picker.picked):
        qtbot.keyClick(picker.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert picker.adding
    picker.open_for("", PEOPLE, QRect())
    assert not picker.adding
    picker.open_for("", PEOPLE, QRect(), more=True)
    assert picker.adding


def test_typing_asks_and_what_is_unknown_can_be_made(picker: PersonPicker, qtbot: QtBot) -> None:
    asked: list[str] = []
    picker.queryChanged.connect(asked.append)
    picker.open_for("", PEOPLE, QRect())
    qtbot.keyClicks(picker.field, "Kistanov 2")
    assert asked[0] == "K"
    assert asked[-1] == "Kistanov 2"
    picker.set_candidates([])
    assert [(one.title, one.tag) for one in picker.choices()] == [
        ("New: “Kistanov 2”", tag) for tag in ("Person", "Organisation", "Place", "Other name")
    ]
    qtbot.keyClick(picker.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(picker.made) as made:
        qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert made.args == ["Kistanov 2", "ORG"]


def test_the_new_row_follows_what_is_being_composed(picker: PersonPicker, qtbot: QtBot) -> None:
    picker.open_for("", PEOPLE, QRect())
    picker.field.inputMethodEvent(QInputMethodEvent("Nguyễn", []))
    picker.set_candidates([])
    assert titles(picker)[0] == "New: “Nguyễn”"
    assert picker.field.text() == ""
    # one Enter commits and makes, also where the platform leaves the composing text behind
    with qtbot.waitSignal(picker.made) as made:
        qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert made.args == ["Nguyễn", "PER"]


def test_an_empty_query_offers_nobody_new(picker: PersonPicker) -> None:
    picker.open_for("", PEOPLE, QRect())
    assert titles(picker) == ["Vladimir Putin", "Shinzo Abe", "<b>Google</b> & Yahoo"]
    assert picker.choices()[0].detail == "Tổng thống Nga · Putin, ông Putin"


def test_enter_with_nothing_to_pick_does_nothing(picker: PersonPicker, qtbot: QtBot) -> None:
    picker.open_for("", [], QRect())
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert picker.isVisible()


def test_no_key_leaks_into_the_window(picker: PersonPicker, window: Window, qtbot: QtBot) -> None:
    picker.open_for("", PEOPLE, QRect())
    for key in (Qt.Key.Key_1, Qt.Key.Key_Q, Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_Tab):
        qtbot.keyClick(picker.field, key)
    assert window.heard == []
    qtbot.keyClick(picker.field, Qt.Key.Key_Escape)
    assert picker.isHidden()
    assert window.heard == []
    assert window.reader.hasFocus()


def test_it_closes_when_the_focus_goes_elsewhere_and_lets_it_go(
    picker: PersonPicker, window: Window, qtbot: QtBot
) -> None:
    picker.open_for("", PEOPLE, QRect())
    with qtbot.waitSignal(picker.closed):
        window.other.setFocus()
    assert picker.isHidden()
    assert window.other.hasFocus()


@pytest.mark.parametrize("near", [QRect(0, 0, 10, 10), QRect(790, 590, 10, 10), QRect(400, 580, 40, 18), QRect()])
def test_it_lies_inside_the_window(picker: PersonPicker, window: Window, near: QRect) -> None:
    picker.open_for("Who speaks?", PEOPLE, near)
    assert window.rect().contains(picker.geometry())
    window.resize(300, 200)
    assert window.rect().contains(picker.geometry())
