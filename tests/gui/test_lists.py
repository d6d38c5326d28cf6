"""The list that paints its own rows: which ones, where, and with what marks."""

from __future__ import annotations

import html

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QStringListModel, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from reader_app.gui.lists import RowList

HEIGHT = 20


class Notes:
    """Writes down what it is asked to paint."""

    def __init__(self) -> None:
        self.rows: dict[int, tuple[QRect, bool, bool]] = {}

    def paint(self, _painter: QPainter, rect: QRect, _font: QFont, row: int, *, hover: bool, focus: bool) -> None:
        self.rows[row] = (rect, hover, focus)


@pytest.fixture
def rows(qtbot: QtBot) -> RowList:
    view = RowList()
    qtbot.addWidget(view)
    view.setModel(QStringListModel([str(n) for n in range(1000)], view))
    view.row_painter = Notes()
    view.set_row_height(HEIGHT)
    view.resize(200, 5 * HEIGHT)
    with qtbot.waitExposed(view):
        view.show()
    view.setFocus()
    return view


def painted(view: RowList, region: QRect | None = None) -> dict[int, tuple[QRect, bool, bool]]:
    notes = view.row_painter
    assert isinstance(notes, Notes)
    notes.rows.clear()
    view.viewport().repaint(region or view.viewport().rect())
    return notes.rows


def test_what_is_in_sight_is_painted_in_its_place(rows: RowList) -> None:
    found = painted(rows)
    assert list(found) == [0, 1, 2, 3, 4]
    assert found[2][0] == QRect(0, 2 * HEIGHT, rows.viewport().width(), HEIGHT)
    rows.verticalScrollBar().setValue(10 * HEIGHT + 5)
    found = painted(rows)
    assert list(found) == [10, 11, 12, 13, 14, 15]
    assert found[10][0].top() == -5


def test_only_what_changed_is_painted(rows: RowList) -> None:
    assert list(painted(rows, QRect(0, 3 * HEIGHT + 2, 10, 2))) == [3]


def test_the_row_of_the_cursor_is_marked_while_the_list_has_the_focus(rows: RowList) -> None:
    rows.set_row(3)
    assert [row for row, (_, _, focus) in painted(rows).items() if focus] == [3]
    rows.clearFocus()
    assert [row for row, (_, _, focus) in painted(rows).items() if focus] == []


def test_the_row_under_the_mouse_is_marked(rows: RowList, qtbot: QtBot) -> None:
    notes = rows.row_painter
    assert isinstance(notes, Notes)
    for row in (1, 4):
        notes.rows.clear()
        qtbot.mouseMove(rows.viewport(), QPoint(20, row * HEIGHT + 5))
        qtbot.waitUntil(lambda row=row: notes.rows.get(row, (None, False))[1])
    assert [row for row, (_, hover, _) in painted(rows).items() if hover] == [4]
    QApplication.sendEvent(rows.viewport(), QEvent(QEvent.Type.Leave))
    assert [row for row, (_, hover, _) in painted(rows).items() if hover] == []


def test_an_empty_list_says_its_hint(rows: RowList) -> None:
    rows.setModel(QStringListModel([], rows))
    blank = rows.viewport().grab().toImage()
    rows.hint = "Nothing here yet"
    assert painted(rows) == {}
    assert rows.viewport().grab().toImage() != blank


def test_rows_keep_inside_their_place(rows: RowList) -> None:
    class Greedy(Notes):
        def paint(self, painter: QPainter, rect: QRect, _font: QFont, row: int, *, hover: bool, focus: bool) -> None:
            super().paint(painter, rect, _font, row, hover=hover, focus=focus)
            painter.fillRect(
                rect.adjusted(-500, -500, 500, 500), Qt.GlobalColor.red if row == 1 else Qt.GlobalColor.green
            )

    rows.row_painter = Greedy()
    image = rows.viewport().grab().toImage()
    assert image.pixelColor(5, HEIGHT // 2) == image.pixelColor(5, 2 * HEIGHT + HEIGHT // 2) == Qt.GlobalColor.green
    assert image.pixelColor(5, HEIGHT + HEIGHT // 2) == Qt.GlobalColor.red


@pytest.mark.qt_log_ignore(r"This plugin does not support raise\(\)")
def test_a_row_that_is_too_long_is_whole_in_the_hint(rows: RowList, qtbot: QtBot) -> None:
    long = "Thủ tướng <b>Shinzo Abe</b> và Tổng thống Putin & các bộ trưởng\nhọp báo chung ở Moskva"
    rows.model().setStringList(["Nga", long])  # type: ignore[attr-defined]
    assert rows.words_at(1) == ""
    assert rows.words_at(HEIGHT + 1) == long.replace("\n", " ")
    assert rows.words_at(4 * HEIGHT) == ""
    spot = QPoint(20, HEIGHT + 5)
    asked = QHelpEvent(QEvent.Type.ToolTip, spot, rows.viewport().mapToGlobal(spot))
    QApplication.sendEvent(rows.viewport(), asked)
    qtbot.waitUntil(QToolTip.isVisible)
    assert QToolTip.text() == f"<span>{html.escape(long.replace(chr(10), ' '), quote=False)}</span>"
    QToolTip.hideText()
