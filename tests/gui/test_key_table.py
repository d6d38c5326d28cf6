"""Changing keys: what is refused, what is warned of, and that all that names keys follows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolButton

from reader_app import preferences
from reader_app.gui.actions import ACTIONS
from reader_app.gui.key_table import KeyTable, eaten, key_of, use
from reader_app.gui.key_table_dialog import KeyTableDialog
from reader_app.gui.keys import KeyRouter
from tests.gui.typist import Typist

Open = Callable[..., Typist]


@pytest.fixture(autouse=True)
def default_keys() -> Iterator[None]:
    yield
    preferences.save(keys="")
    use("")


@pytest.fixture
def dialog(typist: Typist) -> KeyTableDialog:
    typist.window.do("change-keys")
    QApplication.processEvents()
    found = typist.window.findChild(KeyTableDialog)
    assert isinstance(found, KeyTableDialog)
    return found


def _give(dialog: KeyTableDialog, action: str, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    """Choose `action` by its words and press `key` for it, with keys alone."""
    dialog.field.setFocus()
    dialog.field.setText(next(one.title for one in ACTIONS if one.id == action))
    QApplication.processEvents()
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.catcher.isChecked()
    QTest.keyClick(dialog.catcher, key, held or Qt.KeyboardModifier.NoModifier)
    QApplication.processEvents()


def _said(dialog: KeyTableDialog) -> str:
    label = dialog.findChild(QLabel, "keyMessage")
    assert isinstance(label, QLabel)
    return label.text()


# the table


def test_the_default_table_clashes_nowhere_and_input_methods_eat_none_of_it() -> None:
    KeyRouter(ACTIONS)  # refuses a clash
    assert [(a.id, key) for a in ACTIONS for key in a.keys if eaten(key)] == []
    assert len({a.id for a in ACTIONS}) == len(ACTIONS)
    assert KeyTable().written() == ""


@pytest.mark.parametrize("key", ["A", "Shift+E", "Y", "W", "D", "[", "]", "Backspace"])
def test_what_input_methods_eat_is_known(key: str) -> None:
    assert eaten(key)
    assert not eaten(f"Ctrl+{key}")


def test_a_chosen_key_is_taken_from_the_action_that_had_it() -> None:
    table = KeyTable().with_keys("claim", ("Q", "F12"))
    assert table.key("quote") == ""
    assert table.action_for("Q").id == "claim"  # type: ignore[union-attr]
    assert table.action_for("C") is None
    back = table.with_keys("quote", ("Q",))
    assert back.action("claim").keys == ("F12",)
    assert KeyTable.read(back.written()).chosen == back.chosen
    for one in (table, back):
        KeyRouter(one.actions)
    assert back.with_keys("claim", ("C",)).with_keys("quote", ("Q",)).written() == ""


@pytest.mark.parametrize(
    "kept",
    [
        "nonsense",
        "[]",
        '{"quote": 1}',
        '{"nobody": ["Q"]}',
        '{"quote": ["F12"], "claim": ["F12"]}',
        '{"claim": ["Esc"]}',
    ],
)
def test_what_somebody_has_written_into_the_file_does_no_harm(kept: str) -> None:
    table = KeyTable.read(kept)
    KeyRouter(table.actions)
    assert table.action_for("Esc").id == "leave"  # type: ignore[union-attr]


# the dialog


def test_a_key_added_acts_at_once_and_after_a_restart(
    dialog: KeyTableDialog, typist: Typist, project: Path, open_window: Open
) -> None:
    t = typist
    _give(dialog, "claim", Qt.Key.Key_F12)
    assert json.loads(preferences.load().keys) == {"claim": ["C", "F12"]}
    dialog.close()
    t.window.activateWindow()
    t.reader.setFocus()
    t.select("Kim ngạch thương mại hai chiều trong các tháng")
    t.press("F12")
    assert len(t.all("claim")) == 1
    t.window.close()
    again = open_window(project)
    again.select("Theo ông Putin")
    again.press("F12")
    assert len(again.all("claim")) == 2


def test_a_clash_is_refused_in_one_sentence_and_can_be_settled(dialog: KeyTableDialog, typist: Typist) -> None:
    _give(dialog, "claim", Qt.Key.Key_Q)
    assert _said(dialog) == "Q is taken: “Quote; again: wider”."
    assert preferences.load().keys == ""
    button = next(b for b in dialog.findChildren(QToolButton) if b.text() == "Take it away from there")
    assert button.isVisible()
    button.click()
    assert typist.window.router._ids["Q"] == "claim"
    assert key_of("quote") == ""


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_A, Qt.Key.Key_W, Qt.Key.Key_D, Qt.Key.Key_BracketLeft, Qt.Key.Key_Backspace]
)
def test_keys_that_input_methods_eat_are_given_with_a_warning(dialog: KeyTableDialog, key: Qt.Key) -> None:
    _give(dialog, "claim", key)
    assert "Telex" in _said(dialog)
    assert preferences.load().keys


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_keys_that_every_box_needs_are_refused(dialog: KeyTableDialog, key: Qt.Key) -> None:
    _give(dialog, "claim", key)
    assert "keeps its meaning" in _said(dialog)
    assert preferences.load().keys == ""


def test_copying_stays_copying(dialog: KeyTableDialog) -> None:
    _give(dialog, "claim", Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "keeps its meaning" in _said(dialog)


def test_esc_lets_go_of_catching_and_changes_nothing(dialog: KeyTableDialog) -> None:
    _give(dialog, "claim", Qt.Key.Key_Escape)
    assert not dialog.catcher.isChecked()
    assert dialog.isVisible()
    assert preferences.load().keys == ""


def test_keys_are_taken_away_and_reset_one_by_one_and_all_at_once(dialog: KeyTableDialog) -> None:
    _give(dialog, "claim", Qt.Key.Key_F12)
    dialog.drop("C")
    assert json.loads(preferences.load().keys) == {"claim": ["F12"]}
    dialog.reset()
    assert preferences.load().keys == ""
    _give(dialog, "quote", Qt.Key.Key_F12)
    dialog._reset_all.click()
    assert preferences.load().keys == ""
    assert not dialog._reset_all.isEnabled()


def test_reset_says_who_has_the_key_now(dialog: KeyTableDialog) -> None:
    _give(dialog, "claim", Qt.Key.Key_Q)
    dialog._take_from_other()
    _give(dialog, "quote", Qt.Key.Key_F12)
    dialog.reset()
    assert _said(dialog) == "Q is taken: “Claim”."


def test_an_action_is_found_by_its_words_without_marks_and_by_its_key(dialog: KeyTableDialog) -> None:
    dialog.field.setText("f8")
    assert [action.id for action, _words in dialog._model.rows] == ["next-finding"]
    dialog.field.setText("set asi")
    assert [action.id for action, _words in dialog._model.rows] == ["set-aside"]


def test_bar_sheet_search_card_and_tooltips_follow(dialog: KeyTableDialog, typist: Typist) -> None:
    t = typist
    dialog.close()
    t.window.activateWindow()
    QApplication.processEvents()
    t.select("Tokyo có thể chấp nhận")
    t.press("Q")
    table = KeyTable().with_keys("source", ("F12",)).with_keys("go", ("Ctrl+F12",)).with_keys("cue", ())
    table = table.with_keys("findings", ("Ctrl+F7",)).with_keys("done-quote", ("Ctrl+F8",))
    t.window.settings.use_keys(table)
    QApplication.processEvents()
    shown = {hint.words: hint.key for hint in t.window.key_bar._hints}
    assert shown["source"] == "F12"
    assert "cue" not in shown, "what has no key is not named"
    assert t.window.top.search._key == "Ctrl+F12"
    card = next(iter(t.window.desk.panel._open.values()))
    assert card.spans["source"]._take.text() == "F12"
    assert card.spans["source"]._take.toolTip().endswith("(F12)")
    hints = [one.toolTip() for one in t.window.desk.done.findChildren(QAbstractButton)]
    assert "Show what it is (Ctrl+F7)" in hints
    assert "All tagged: Quotes (Ctrl+F8)" in hints
    t.press("?")
    keys = [label.text() for label in t.window.sheet.findChildren(QLabel) if label.property("role") == "key"]
    assert "F12" in keys
    assert "S" not in keys
    t.press("Esc", "Ctrl+F12")
    assert t.focus() is t.window.going._box.field
    assert t.window.going._actions("Source; again")[0].detail == "F12"
    t.press("Esc", "F12")
    assert t.words(t.all("quote")[0], "source")
