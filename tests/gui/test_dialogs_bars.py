"""The bars of the window: top, keys, messages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from reader_app.gui.key_bar import KeyBar, KeyHint
from reader_app.gui.message_bar import MessageBar
from reader_app.gui.top_bar import TopBar

HINTS = [KeyHint(str(n), f"label {n}", n != 2) for n in range(1, 10)] + [KeyHint("?", "all keys")]


@pytest.fixture
def keys(qtbot: QtBot) -> KeyBar:
    bar = KeyBar()
    qtbot.addWidget(bar)
    bar.resize(1200, 32)
    bar.show()
    bar.set_keys(HINTS)
    return bar


def test_where_room_is_short_the_way_to_all_keys_stays(keys: KeyBar) -> None:
    assert keys.shown() == HINTS
    keys.resize(260, 32)
    assert 1 < len(keys.shown()) < 8
    assert keys.shown()[-1] == HINTS[-1]
    assert keys.shown()[:-1] == HINTS[: len(keys.shown()) - 1]
    keys.resize(10, 32)
    assert keys.shown() == HINTS[-1:]


def test_a_hint_can_be_clicked_where_it_would_do_something(keys: KeyBar, qtbot: QtBot) -> None:
    pressed: list[str] = []
    keys.pressed.connect(pressed.append)
    for n in (0, 1, 9):
        qtbot.mouseClick(keys, Qt.MouseButton.LeftButton, pos=keys._places()[n][0].center())
    qtbot.mouseClick(keys, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert pressed == ["1", "?"]
    assert "2 label 2" not in keys.accessibleDescription()


def test_messages_go_and_complaints_stay(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    assert bar.sentence() == ""
    bar.say("Undone: <b>PER</b> & co.")
    assert bar.sentence() == "Undone: <b>PER</b> & co."
    assert bar._timer.isActive()
    bar.complain("The file is locked.")
    assert not bar._timer.isActive()
    assert bar.property("tone") == "error"
    assert bar.sentence() == "The file is locked."
    bar.stay("Read-only.")
    assert bar.property("tone") == "note"
    bar._timer.timeout.emit()
    assert bar.sentence() == ""


def test_an_offer_is_taken_once_and_gone_with_the_next_sentence(qtbot: QtBot) -> None:
    done: list[int] = []
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.offer("This article is submitted.", "Reopen", lambda: done.append(1))
    bar._action.click()
    assert done == [1]
    assert bar.isHidden()
    bar.offer("This article is submitted.", "Reopen", lambda: done.append(2))
    bar.say("Something else.")
    assert bar._action.isHidden()
    bar._action.click()
    assert done == [1]


def test_top_bar_shows_and_says(qtbot: QtBot) -> None:
    bar = TopBar()
    qtbot.addWidget(bar)
    heard: list[object] = []
    for signal in (bar.deskChosen, bar.authorChosen, bar.themeChosen, bar.languageChosen):
        signal.connect(heard.append)
    bar.resize(1200, 52)
    bar.set_project("Nga & Nhật")
    bar.set_desks([("annotate", "A & B"), ("review", "Review")], "annotate")
    bar.set_saved("Saved 10:42:07")
    bar.set_author("lan & minh", ["bình"])
    bar.set_choices("dark", "vi")
    assert heard == []
    assert bar.desks.objectName() == "deskTabs"
    assert bar.desks.tabText(0) == "A && B"
    assert bar.saved.text() == "●  Saved 10:42:07"
    bar.desks.setCurrentIndex(1)
    bar._fill_authors()
    authors = bar.author.menu().actions()
    assert [action.text() for action in authors[:2]] == ["lan && minh", "bình"]
    authors[1].trigger()
    bar._fill_menu()
    menus = [action.menu() for action in bar.menu.menu().actions() if action.menu()]
    looks, languages = (list(menu.actions()) for menu in menus)
    assert [action.isChecked() for action in looks] == [False, False, False, True]
    looks[1].trigger()
    languages[1].trigger()
    assert heard == ["review", "bình", "light", "en"]


def test_the_menu_names_the_keys_without_hearing_them(qtbot: QtBot) -> None:
    bar = TopBar()
    qtbot.addWidget(bar)
    bar._fill_menu()
    actions = bar.menu.menu().actions()
    keys = dict(action.text().split("\t") for action in actions if "\t" in action.text())
    assert keys["Export…"] == "Ctrl+E"
    assert keys["Guidelines"] == "F2"
    assert all(action.shortcut().isEmpty() for action in actions)
    heard: list[str] = []
    bar.actionAsked.connect(heard.append)
    for action in actions:
        if action.text().startswith(("Guidelines", "Export")):
            action.trigger()
    assert heard == ["export", "guide"]


def test_trouble_with_the_file_is_seen(qtbot: QtBot) -> None:
    bar = TopBar()
    qtbot.addWidget(bar)
    bar.set_saved("Not saved", trouble=True)
    assert bar.saved.property("tone") == "error"
    bar.set_saved("Saved")
    assert bar.saved.property("tone") == ""
