"""Where the reader is in an article: the first line in view, what is brought into view, and the measure."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QTextCursor, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader_app.core.model import Span
from reader_app.core.text import Utf16Map
from reader_app.gui import fonts, page
from reader_app.gui.app import build
from reader_app.gui.reader import Reader
from tests.gui.reading import settle, show

PARAGRAPH = (
    "Đoạn số {} kể rằng 😀 hai bên sẽ phát triển các mối quan hệ giữa bộ quốc phòng của hai nước trong năm nay. "
)
TEXT = "\n".join(PARAGRAPH.format(n) * 3 for n in range(60)).strip()


@pytest.fixture
def reader(qtbot: QtBot) -> Reader:
    fonts.load()
    made = Reader()
    qtbot.addWidget(made)
    return made


def top_of(reader: Reader, position: int) -> int:
    cursor = QTextCursor(reader.document())
    cursor.setPosition(Utf16Map(TEXT).to_units(position))
    return reader.cursorRect(cursor).top()


@pytest.mark.parametrize("share", [0.0, 0.3, 0.77])
def test_a_place_is_found_again(reader: Reader, share: float) -> None:
    show(reader, TEXT)
    reader.restore_place(int(len(TEXT) * share))
    place = reader.place()
    assert abs(place - len(TEXT) * share) < 100
    reader.restore_place(0)
    assert reader.place() == 0
    reader.restore_place(place)
    assert reader.place() == place


def test_a_place_in_the_middle_of_a_line_does_not_creep(reader: Reader) -> None:
    place = TEXT.index("số 30") + 200
    for width in (800, 430, 1100, 600, 800):
        show(reader, "Bài khác", size=(width, 600))
        show(reader, TEXT, size=(width, 600))
        reader.restore_place(place)
        settle()
        assert reader.place() == place
        assert reader.first_in_view() < place  # the line begins before it
        place = reader.place()


def test_the_end_of_the_text_can_be_a_place(reader: Reader) -> None:
    show(reader, TEXT)
    reader.restore_place(len(TEXT) + 50)
    settle()
    assert reader.verticalScrollBar().value() == reader.verticalScrollBar().maximum()
    assert reader.place() == len(TEXT)


def test_the_place_stays_while_the_window_changes_its_width(reader: Reader) -> None:
    show(reader, TEXT)
    # in the middle of a paragraph: a line that begins elsewhere at each width
    reader.restore_place(TEXT.index("số 30") + 200)
    place = reader.place()
    for width in (*range(790, 380, -30), *range(390, 1200, 40), 800):
        reader.resize(width, 600)
        settle()
        assert reader.place() == place
        assert -45 < top_of(reader, place) < 60
    reader.verticalScrollBar().setValue(reader.verticalScrollBar().value() + 400)
    assert reader.place() > place


def test_what_is_revealed_can_be_seen_whole(reader: Reader) -> None:
    show(reader, TEXT)
    for words in ("số 40", "số 3 ", "số 59"):
        start = TEXT.index(words)
        found = Span(start, start + 90)
        reader.reveal(found)
        for position in (found.start, found.end):
            assert 0 <= top_of(reader, position) <= reader.viewport().height() - 20


def test_what_is_in_view_does_not_move(reader: Reader) -> None:
    show(reader, TEXT)
    reader.restore_place(TEXT.index("số 20"))
    before = reader.verticalScrollBar().value()
    start = TEXT.index("số 21")
    reader.reveal(Span(start, start + 5))
    assert reader.verticalScrollBar().value() == before


def test_of_what_is_higher_than_the_window_the_beginning_is_revealed(reader: Reader) -> None:
    show(reader, TEXT, size=(700, 250))
    start = TEXT.index("số 10")
    reader.reveal(Span(start, start + 2000))
    assert 0 <= top_of(reader, start) < 200


def test_span_rect_is_where_the_words_are(reader: Reader) -> None:
    show(reader, TEXT)
    rect = reader.span_rect(Span(0, 4))
    assert reader.cursorForPosition(rect.center()).position() in (1, 2, 3)
    assert 10 < rect.height() < 60
    assert reader.span_rect(Span(0, 200)).right() >= reader.viewport().width() - 60


# the page


def line_width(reader: Reader) -> float:
    return reader.document().begin().layout().lineAt(0).width()


def letters(reader: Reader) -> list[int]:
    layout = reader.document().begin().layout()
    return [layout.lineAt(n).textLength() for n in range(layout.lineCount() - 1)]


def test_lines_are_as_long_as_reads_well_and_stand_in_the_middle(reader: Reader) -> None:
    show(reader, TEXT, size=(1400, 800))
    assert 60 <= sum(letters(reader)) / len(letters(reader)) <= 80
    frame = reader.document().rootFrame().frameFormat()
    assert abs(frame.leftMargin() - frame.rightMargin()) < 2
    assert frame.leftMargin() > 300


def test_the_first_article_is_not_laid_out_in_a_sliver(
    qtbot: QtBot, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: list[float] = []
    fit = page.fit

    def heard(made: QTextDocument, width: float, letters: int) -> bool:
        if not made.isEmpty():
            laid_out.append(width)
        return fit(made, width, letters)

    monkeypatch.setattr(page, "fit", heard)
    window = build(project, "lan")
    qtbot.addWidget(window)
    window.show()
    settle()
    assert laid_out
    assert min(laid_out) > 300
    window.close()


@pytest.mark.parametrize("width", [200, 300, 420])
def test_a_narrow_window_keeps_room_for_the_bars(reader: Reader, width: int) -> None:
    show(reader, TEXT, size=(width, 500))
    frame = reader.document().rootFrame().frameFormat()
    assert frame.leftMargin() == page.MARGIN
    assert line_width(reader) > width - 46 - 23 - 30
    assert reader.horizontalScrollBar().maximum() == 0


def test_a_word_longer_than_a_line_is_broken(reader: Reader) -> None:
    show(reader, "https://vi-du.example/" + "x" * 300, size=(400, 300))
    assert reader.document().begin().layout().lineCount() > 3


def test_the_margins_are_there_for_every_article(reader: Reader) -> None:
    show(reader, TEXT)
    before = line_width(reader)
    show(reader, TEXT + " nữa")
    assert line_width(reader) == before


def test_there_is_room_between_the_lines(reader: Reader) -> None:
    show(reader, TEXT)
    layout = reader.document().begin().layout()
    pitch = layout.lineAt(1).y() - layout.lineAt(0).y()
    assert 1.8 < pitch / layout.lineAt(0).height() < 1.95


def test_control_and_the_wheel_change_the_letters_and_keep_the_place(reader: Reader) -> None:
    show(reader, TEXT)
    reader.restore_place(len(TEXT) // 2)
    place, points = reader.place(), reader.font().pointSizeF()

    def wheel(by: int) -> None:
        at = QPointF(100, 100)
        QApplication.sendEvent(
            reader.viewport(),
            QWheelEvent(
                at, reader.mapToGlobal(at), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
            ),
        )  # fmt: skip
        settle()

    for _ in range(3):
        wheel(120)
    assert reader.font().pointSizeF() == points + 3
    assert reader.document().defaultFont().pointSizeF() == points + 3
    assert abs(reader.place() - place) < 100
    for _ in range(60):
        wheel(-120)
    assert reader.font().pointSizeF() == 8


@pytest.mark.parametrize("top", [0, 1, 400, 5000])
def test_lines_between_has_every_line_that_can_be_seen(reader: Reader, top: int) -> None:
    show(reader, TEXT)
    document = reader.document()
    found = {(line.block.blockNumber(), line.number) for line in page.lines_between(document, top, top + 500)}
    wanted = set()
    block = document.begin()
    while block.isValid():
        origin = document.documentLayout().blockBoundingRect(block).top()
        for number in range(block.layout().lineCount()):
            line = block.layout().lineAt(number)
            if origin + line.y() + 44 >= top and origin + line.y() <= top + 500:
                wanted.add((block.blockNumber(), number))
        block = block.next()
    assert wanted <= found
    assert len(found) <= len(wanted) + 5


def test_a_far_place_of_a_long_article_can_be_restored(reader: Reader) -> None:
    text = "\n".join([TEXT] * 20)
    show(reader, text)
    reader.restore_place(len(text) - 3000)
    settle()
    assert abs(reader.place() - (len(text) - 3000)) < 100
    cursor = QTextCursor(reader.document())
    cursor.movePosition(QTextCursor.MoveOperation.End)
    assert reader.cursorRect(cursor).top() > 0
