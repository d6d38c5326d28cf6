"""The reader as keys and mouse meet it: positions are code points, whatever the text holds."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QInputMethodQueryEvent,
    QKeyEvent,
    QTextOption,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reader_app.core.model import Span
from reader_app.core.text import canonical
from reader_app.gui.reader import Reader
from tests.gui.reading import ME, SCHEME, article, claim, drag, entity, move, point_at, quote, settle, show, span

TEXT = (
    "Thủ tướng Shinzo Abe, Tổng thống Putin nhấn mạnh: “Hai nước đã thảo luận”. Quan hệ Nga-Nhật Bản tăng 18%.\n"
    "Đoạn hai nói về kinh tế.\n"
    "Đoạn ba là đoạn cuối."
)
ODD = canonical(
    "Ông 😀🎉 nói\u2028"
    + unicodedata.normalize("NFD", "Điều ấy thật đẹp")
    + "\r\n30\u00a0tỷ\u00a0USD 👍🏽 và nữa\u2029hết\ufeff rồi"
)
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def reader(qtbot: QtBot) -> Reader:
    made = Reader()
    qtbot.addWidget(made)
    return made


# the text


@pytest.mark.parametrize("text", [TEXT, ODD, "x", "a\tb\n\n\nc", "\ufffc và \u200b\u2066b\u2069 😀"])
def test_the_document_is_the_text_and_nothing_else(reader: Reader, text: str) -> None:
    show(reader, text)
    # a document gives non-breaking spaces back as spaces
    assert reader.toPlainText() == text.replace("\u00a0", " ")
    assert reader.isReadOnly()
    assert not reader.document().isUndoAvailable()
    assert reader.objectName() == "reader"


def test_the_odd_text_is_as_odd_as_it_should_be() -> None:
    assert "\u00a0" in ODD
    assert ODD.count("\n") == 3
    assert len(ODD.encode("utf-16-le")) // 2 > len(ODD)


@pytest.mark.parametrize(
    "words", ["😀", "🎉", "nói", "ấy", "thật đẹp", "30\u00a0tỷ", "tỷ\u00a0USD", "👍🏽", "và nữa\nhết", "rồi"]
)
def test_selections_of_odd_texts_are_code_points(reader: Reader, words: str) -> None:
    show(reader, ODD)
    wanted = span(ODD, words)
    reader.set_caret(wanted.end, anchor=wanted.start)
    assert reader.selected_span() == wanted
    assert reader.caret() == wanted.end
    drag(reader, point_at(reader, ODD, wanted.start), point_at(reader, ODD, wanted.end))
    selected = reader.selected_span()
    assert selected is not None
    assert selected.of(ODD) == words


def test_selections_by_keys_are_code_points(reader: Reader) -> None:
    show(reader, ODD)
    reader.set_caret(ODD.index("😀"))
    for _ in range(2):
        QTest.keyClick(reader, Qt.Key.Key_Right, SHIFT)
    selected = reader.selected_span()
    assert selected is not None
    assert selected.of(ODD) == "😀🎉"
    QTest.keyClick(reader, Qt.Key.Key_End)
    assert reader.caret() == ODD.index("\n")
    QTest.keyClick(reader, Qt.Key.Key_End, CONTROL)
    assert reader.caret() == len(ODD)


def test_a_caret_outside_the_text_is_put_at_its_ends(reader: Reader) -> None:
    show(reader, TEXT)
    reader.set_caret(10_000)
    assert reader.caret() == len(TEXT)
    reader.set_caret(-5, anchor=-2)
    assert reader.caret() == 0
    assert reader.selected_span() is None


def test_no_article(reader: Reader) -> None:
    show(reader, TEXT)
    reader.set_sheet(None, SCHEME, ME)
    settle()
    assert reader.toPlainText() == ""
    assert reader.caret() == reader.place() == 0
    assert reader.selected_span() is None
    assert reader.records_at(0) == []
    reader.reveal(Span(0, 5))
    reader.restore_place(7)


def test_a_word_without_end_is_broken_wherever_a_line_is_full(reader: Reader) -> None:
    """Qt's other way of breaking goes back to its beginning with each line: a million letters take it minutes."""
    anywhere, words = QTextOption.WrapMode.WrapAnywhere, QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
    for text, mode in (("một hai ba " * 9000, words), ("một " + "x" * 9000, anywhere), ("một\nhai", words)):
        show(reader, text.strip())
        settle()
        assert reader.document().defaultTextOption().wrapMode() == mode
        assert reader.document().toPlainText() == text.strip()


def test_the_same_article_keeps_caret_selection_and_place(reader: Reader) -> None:
    text = "\n".join(f"Đoạn số {n} của một bài dài." for n in range(200))
    sheet = show(reader, text, size=(600, 300))
    document = reader.document()
    reader.set_caret(80, anchor=70)
    reader.restore_place(2000)
    place = reader.place()
    reader.set_sheet(sheet.of(sheet.article, [entity("a", text, "số 150")]), SCHEME, ME)
    settle()
    assert reader.selected_span() == Span(70, 80)
    assert reader.place() == place
    assert reader.document() is document
    reader.set_sheet(sheet.of(article(text + "!")), SCHEME, ME)
    assert reader.selected_span() is None
    assert reader.caret() == reader.place() == 0


# keys


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Q, Qt.Key.Key_1, Qt.Key.Key_Delete, Qt.Key.Key_Backspace,
                                 Qt.Key.Key_Return, Qt.Key.Key_Comma, Qt.Key.Key_Escape, Qt.Key.Key_F6])  # fmt: skip
def test_keys_of_the_desk_are_left_to_the_window(reader: Reader, key: Qt.Key) -> None:
    show(reader, TEXT * 20)
    reader.set_caret(4)
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, chr(key) if key < 128 else "")
    QApplication.sendEvent(reader, event)
    assert not event.isAccepted()
    assert reader.verticalScrollBar().value() == 0
    assert reader.caret() == 4
    assert reader.toPlainText() == TEXT * 20


def test_tab_goes_on_to_the_next_widget(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    reader, field = Reader(window), QLineEdit(window)
    layout = QVBoxLayout(window)
    layout.addWidget(reader)
    layout.addWidget(field)
    show(reader, TEXT)
    window.show()
    window.activateWindow()
    reader.setFocus()
    qtbot.waitUntil(reader.hasFocus)
    QTest.keyClick(reader, Qt.Key.Key_Tab)
    assert field.hasFocus()


def test_control_and_arrows_go_by_word(reader: Reader) -> None:
    show(reader, TEXT)
    reader.set_caret(TEXT.index("Quan"))
    stops = []
    for _ in range(6):
        QTest.keyClick(reader, Qt.Key.Key_Right, CONTROL)
        stops.append(TEXT[TEXT.index("Quan") : reader.caret()])
    assert stops[:5] == ["Quan", "Quan hệ", "Quan hệ Nga", "Quan hệ Nga-Nhật", "Quan hệ Nga-Nhật Bản"]
    reader.set_caret(TEXT.index("18%") + 3)
    QTest.keyClick(reader, Qt.Key.Key_Left, CONTROL | SHIFT)
    selected = reader.selected_span()
    assert selected is not None
    assert selected.of(TEXT) == "18%"
    QTest.keyClick(reader, Qt.Key.Key_Left, CONTROL)
    assert reader.caret() == TEXT.index("tăng")
    assert reader.selected_span() is None


def test_words_at_the_ends_of_the_text(reader: Reader) -> None:
    show(reader, TEXT)
    QTest.keyClick(reader, Qt.Key.Key_Left, CONTROL)
    assert reader.caret() == 0
    reader.set_caret(len(TEXT))
    QTest.keyClick(reader, Qt.Key.Key_Right, CONTROL | SHIFT)
    assert reader.caret() == len(TEXT)


def test_moves_by_key_scroll_the_caret_into_view(reader: Reader) -> None:
    text = "\n".join(f"Đoạn số {n}." for n in range(200))
    show(reader, text, size=(600, 300))
    QTest.keyClick(reader, Qt.Key.Key_End, CONTROL)
    assert reader.viewport().rect().contains(reader.cursorRect().center())
    reader.set_caret(text.index("số 100"))
    for _ in range(2):
        QTest.keyClick(reader, Qt.Key.Key_Right, CONTROL)
    assert reader.viewport().rect().contains(reader.cursorRect().center())
    before = reader.caret()
    QTest.keyClick(reader, Qt.Key.Key_PageDown)
    assert reader.caret() > before


def test_set_caret_does_not_scroll(reader: Reader) -> None:
    text = "\n".join(f"Đoạn số {n}." for n in range(200))
    show(reader, text, size=(600, 300))
    reader.set_caret(len(text))
    assert reader.verticalScrollBar().value() == 0


def test_no_input_method_is_let_in(reader: Reader) -> None:
    show(reader, TEXT)
    assert not reader.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QApplication.sendEvent(reader, query)
    assert query.value(Qt.InputMethodQuery.ImEnabled) is False


def test_the_caret_is_there_though_nothing_can_be_typed(reader: Reader, qtbot: QtBot) -> None:
    show(reader, TEXT)
    reader.set_caret(0)
    reader.clearFocus()
    without = reader.viewport().grab().toImage()
    reader.activateWindow()
    reader.setFocus()
    qtbot.waitUntil(reader.hasFocus)
    assert reader.cursorWidth() == 2
    qtbot.waitUntil(lambda: reader.viewport().grab().toImage() != without)


# the clipboard


def test_copy_gives_plain_text_as_the_article_has_it(reader: Reader) -> None:
    show(reader, ODD)
    wanted = span(ODD, "đẹp\n30\u00a0tỷ")
    reader.set_caret(wanted.end, anchor=wanted.start)
    QTest.keyClick(reader, Qt.Key.Key_C, CONTROL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "đẹp\n30\u00a0tỷ"
    assert data.formats() == ["text/plain"]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_offers_to_copy_what_is_selected(reader: Reader) -> None:
    show(reader, TEXT)

    at = QPoint(80, 60)
    for anchor, enabled in ((None, False), (3, True)):
        reader.set_caret(0, anchor=anchor)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, reader.mapToGlobal(at))
        QApplication.sendEvent(reader.viewport(), event)
        (menu,) = reader.findChildren(QMenu)
        (copy,) = menu.actions()
        assert copy.isEnabled() is enabled
        copy.trigger()
        menu.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert QGuiApplication.clipboard().text() == "Thủ"


# the mouse


def click(reader: Reader, at: QPoint) -> None:
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_a_click_tells_what_is_there_innermost_first(reader: Reader, qtbot: QtBot) -> None:
    records = [
        quote("q", TEXT, "Hai nước đã thảo luận", source="Tổng thống Putin", cue="nhấn mạnh"),
        claim("c", TEXT, "nước đã thảo luận"),
        entity("e", TEXT, "Putin"),
        entity("other", TEXT, "Shinzo Abe", author="minh"),
    ]
    show(reader, TEXT, records)
    for words, ids in (("Putin", ["e", "q"]), ("thảo", ["c", "q"]), ("mạnh", ["q"]), ("Shinzo", []), ("Bản", [])):
        at = TEXT.index(words) + 1
        with qtbot.waitSignal(reader.clicked) as caught:
            click(reader, point_at(reader, TEXT, at))
        assert caught.args == [at, ids]
        assert reader.caret() == at


def test_a_click_on_the_right_half_of_the_last_letter_is_on_the_word(reader: Reader, qtbot: QtBot) -> None:
    show(reader, TEXT, [entity("e", TEXT, "Abe")])
    end = TEXT.index("Abe") + 3
    with qtbot.waitSignal(reader.clicked) as caught:
        click(reader, point_at(reader, TEXT, end) - QPoint(4, 0))
    assert caught.args == [end, ["e"]]


@pytest.mark.parametrize("down", [-11, 14, 24])
def test_a_click_on_the_tag_below_a_word_is_on_the_word(reader: Reader, qtbot: QtBot, down: int) -> None:
    show(reader, TEXT, [entity("e", TEXT, "Putin")], size=(500, 400))
    at = TEXT.index("Putin") + 2
    with qtbot.waitSignal(reader.clicked) as caught:
        click(reader, point_at(reader, TEXT, at) + QPoint(0, down))
    assert caught.args == [at, ["e"]]
    assert reader.caret() == at
    here, there = (point_at(reader, TEXT, at + n) + QPoint(0, down) for n in (0, 9))
    drag(reader, here, there)
    assert reader.selected_span() == Span(at, at + 9)


def test_a_second_click_at_the_same_place_is_told_from_one_elsewhere(reader: Reader) -> None:
    show(reader, TEXT)
    again: list[bool] = []
    reader.clicked.connect(lambda _position, _ids: again.append(reader.clicked_again))
    one, other = point_at(reader, TEXT, 3), point_at(reader, TEXT, 30)
    for at in (one, one, other, other, one):
        click(reader, at)
    assert again == [False, True, False, True, False]


def test_a_drag_selects_and_is_no_click(reader: Reader, qtbot: QtBot) -> None:
    show(reader, TEXT)
    with qtbot.assertNotEmitted(reader.clicked):
        drag(reader, point_at(reader, TEXT, 4), point_at(reader, TEXT, 9))
    assert reader.selected_span() == Span(4, 9)


def test_a_press_on_selected_words_begins_anew_and_drags_no_text(reader: Reader) -> None:
    show(reader, TEXT)
    reader.set_caret(30, anchor=0)
    drag(reader, point_at(reader, TEXT, 10), point_at(reader, TEXT, 16))
    assert reader.selected_span() == Span(10, 16)


def test_shift_and_a_click_widen_the_selection(reader: Reader) -> None:
    show(reader, TEXT)
    reader.set_caret(9, anchor=4)
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, SHIFT, point_at(reader, TEXT, 20))
    assert reader.selected_span() == Span(4, 20)


@pytest.mark.parametrize(
    ("letter", "word"),
    [("Nga", "Nga"), ("Nhật", "Nhật"), ("luận”", "luận"), ("18%", "18%"), ("cuối.", "cuối"), ("%", "18%")],
)
def test_a_double_click_takes_the_word(reader: Reader, letter: str, word: str) -> None:
    show(reader, TEXT)
    QTest.mouseDClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=point_at(reader, TEXT, TEXT.index(letter)))
    selected = reader.selected_span()
    assert selected is not None
    assert selected.of(TEXT) == word


def test_a_double_click_and_drag_goes_by_word_both_ways(reader: Reader) -> None:
    show(reader, TEXT)
    view, left = reader.viewport(), Qt.MouseButton.LeftButton
    QTest.mouseDClick(view, left, pos=point_at(reader, TEXT, TEXT.index("Putin") + 2))
    seen = []
    for words in ("mạnh", "Putin", "Abe"):
        move(reader, point_at(reader, TEXT, TEXT.index(words) + 1))
        selected = reader.selected_span()
        assert selected is not None
        seen.append(selected.of(TEXT))
    QTest.mouseRelease(view, left, pos=point_at(reader, TEXT, TEXT.index("Abe") + 1))
    assert seen == ["Putin nhấn mạnh", "Putin", "Abe, Tổng thống Putin"]


def test_a_third_click_takes_the_paragraph(reader: Reader) -> None:
    show(reader, TEXT)
    at = point_at(reader, TEXT, TEXT.index("hai nói"))
    view, left = reader.viewport(), Qt.MouseButton.LeftButton
    QTest.mouseDClick(view, left, pos=at)
    QTest.mousePress(view, left, pos=at)
    QTest.mouseRelease(view, left, pos=at)
    selected = reader.selected_span()
    assert selected is not None
    assert selected.of(TEXT) == "Đoạn hai nói về kinh tế."


# files


def dropped(reader: Reader, data: QMimeData) -> tuple[bool, bool]:
    """Drag `data` over the reader and drop it; return what was accepted."""
    at, action, left = QPoint(50, 50), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(at, action, data, left, Qt.KeyboardModifier.NoModifier)
    enter.ignore()
    QApplication.sendEvent(reader.viewport(), enter)
    drop = QDropEvent(QPointF(at), action, data, left, Qt.KeyboardModifier.NoModifier)
    drop.ignore()
    QApplication.sendEvent(reader.viewport(), drop)
    return enter.isAccepted(), drop.isAccepted()


def test_dropped_files_are_passed_on(reader: Reader, qtbot: QtBot, tmp_path: Path) -> None:
    show(reader, TEXT)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "bài 1.txt")), QUrl("https://example.org/a.txt")])
    with qtbot.waitSignal(reader.filesDropped) as caught:
        assert dropped(reader, data) == (True, True)
    assert caught.args == [[tmp_path / "bài 1.txt"]]
    assert reader.toPlainText() == TEXT


def test_dropped_text_is_not_taken(reader: Reader, qtbot: QtBot) -> None:
    show(reader, TEXT)
    data = QMimeData()
    data.setText("chữ lạ")
    data.setHtml("<b>chữ lạ</b>")
    with qtbot.assertNotEmitted(reader.filesDropped):
        assert dropped(reader, data) == (False, False)
    assert reader.toPlainText() == TEXT
