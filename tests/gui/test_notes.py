"""The note of a record: whatever way it is left, what was written is kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from reader_app.gui.notes import NoteEditor


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.reader = QLineEdit(window)  # type: ignore[attr-defined]
    window.show()
    window.activateWindow()
    window.reader.setFocus()  # type: ignore[attr-defined]
    return window


@pytest.fixture
def notes(window: QWidget) -> NoteEditor:
    return NoteEditor(window)


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_what_was_written_is_kept(
    notes: NoteEditor, window: QWidget, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    written: list[str] = []
    notes.written.connect(written.append)
    notes.open_for("xem", QRect(10, 10, 20, 20))
    qtbot.keyClicks(notes.text, " lai 1")
    qtbot.keyClick(notes.text, Qt.Key.Key_Return)
    qtbot.keyClicks(notes.text, "b")
    with qtbot.waitSignal(notes.closed):
        qtbot.keyClick(notes.text, key, modifier)
    assert written == ["xem lai 1\nb"]
    assert window.focusWidget() is window.reader  # type: ignore[attr-defined]


def test_leaving_by_a_click_elsewhere_keeps_it_too(notes: NoteEditor, window: QWidget, qtbot: QtBot) -> None:
    notes.open_for("")
    qtbot.keyClicks(notes.text, "a")
    with qtbot.waitSignal(notes.written) as written:
        window.reader.setFocus()  # type: ignore[attr-defined]
    assert written.args == ["a"]
    assert notes.isHidden()


def test_a_note_for_another_record_hands_over_the_first(notes: NoteEditor, qtbot: QtBot) -> None:
    notes.open_for("")
    qtbot.keyClicks(notes.text, "a")
    with qtbot.waitSignal(notes.written) as written:
        notes.open_for("b")
    assert written.args == ["a"]
    assert notes.text.toPlainText() == "b"


def test_an_untouched_note_is_not_written(notes: NoteEditor, qtbot: QtBot) -> None:
    notes.open_for("a\u00a0b")
    with qtbot.assertNotEmitted(notes.written):
        qtbot.keyClick(notes.text, Qt.Key.Key_Escape)


def test_pasted_markup_is_text(notes: NoteEditor) -> None:
    mime = QMimeData()
    mime.setHtml("<b>a</b>")
    mime.setText("<b>a</b>")
    notes.open_for("")
    notes.text.insertFromMimeData(mime)
    assert notes.text.toPlainText() == "<b>a</b>"
