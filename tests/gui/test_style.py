"""The style sheet, the palette and the shipped faces."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QFontMetricsF, QPalette, QRawFont
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reader_app.gui import fonts
from reader_app.gui.fields import flat_button
from reader_app.gui.style import dress, style_sheet, theme_for
from reader_app.gui.theme import DARK, LIGHT, READABLE, THEMES, Theme, contrast
from reader_app.resources import resource

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYfjwzFJWZ" + "".join(
    chr(letter) for letter in range(0x1EA0, 0x1EFA)
)
SIGNS = "“”‘’«»…–—·0123456789%₫"
each = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)


@each
def test_the_sheet_is_filled_in_and_parses(qtbot: QtBot, theme: Theme) -> None:
    sheet = style_sheet(theme)
    assert "{{" not in sheet
    assert not re.search(r"\{\w+\}", sheet)
    assert sheet.count("{") == sheet.count("}") > 40
    # Qt says what it cannot parse as a warning, and warnings fail tests
    widget = QWidget()
    qtbot.addWidget(widget)
    button = QPushButton("x", widget)
    widget.setStyleSheet(sheet)
    widget.show()
    assert button.palette().color(QPalette.ColorRole.ButtonText).name() == theme.text


@each
def test_a_box_that_is_ticked_has_a_tick(qtbot: QtBot, theme: Theme) -> None:
    box = QCheckBox("x")
    qtbot.addWidget(box)
    box.setStyleSheet(style_sheet(theme))
    box.show()
    box.setChecked(True)
    image = box.grab().toImage()
    shown = {image.pixelColor(x, y).name() for x in range(16) for y in range(image.height())}
    assert theme.accent in shown
    # the tick itself: colour is never the only sign
    assert any(contrast(color, theme.on_accent) < 1.5 for color in shown)


@each
def test_what_opens_a_list_shows_an_arrow(qtbot: QtBot, theme: Theme) -> None:
    combo, spin, choice = QComboBox(), QDoubleSpinBox(), flat_button("bằng tên", "x", "choice")
    combo.addItem("mọi bản ghi")
    choice.setMenu(QMenu(choice))
    for widget in (combo, spin, choice):
        qtbot.addWidget(widget)
        widget.setStyleSheet(style_sheet(theme))
        widget.resize(160, 34)
        widget.show()
        right = widget.grab().toImage().copy(130, 4, 26, 26)
        shown = {right.pixelColor(x, y).name() for x in range(26) for y in range(26)}
        assert max(contrast(color, theme.surface) for color in shown) > 3, type(widget).__name__


@each
def test_hints_in_empty_fields_can_be_read(qtbot: QtBot, theme: Theme) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.setStyleSheet(style_sheet(theme))
    field.setPlaceholderText("tên")
    field.show()
    ink = field.palette().color(QPalette.ColorRole.PlaceholderText)
    assert ink.alpha() == 255
    assert contrast(ink.name(), theme.surface) >= READABLE


def test_dress_changes_the_whole_application(qapp: QApplication) -> None:
    for theme in (DARK, LIGHT):
        dress(qapp, theme)
        assert qapp.palette().color(QPalette.ColorRole.Window).name() == theme.window
        assert theme.window in qapp.styleSheet()
    assert qapp.font().family() == fonts.INTERFACE


def test_without_a_choice_the_look_is_that_of_the_system(qapp: QApplication) -> None:
    assert theme_for("dark") is DARK
    assert theme_for("light") is LIGHT
    assert theme_for("") is (DARK if qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT)


@pytest.mark.usefixtures("qapp")
def test_the_faces_are_the_shipped_ones() -> None:
    fonts.load()
    assert QFontInfo(fonts.reading_font()).family() == fonts.READING
    assert QFontInfo(fonts.interface_font()).family() == fonts.INTERFACE


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", fonts.FILES)
def test_every_face_has_all_vietnamese_letters_and_a_licence(name: str) -> None:
    face = QRawFont(str(resource(f"fonts/{name}")), 16.0)
    assert face.isValid()
    assert [sign for sign in VIETNAMESE + SIGNS if not face.supportsCharacter(ord(sign))] == []
    family = name.split("-", maxsplit=1)[0]
    licence = resource(f"fonts/OFL-{family}.txt").read_text(encoding="utf-8")
    assert licence.startswith("Copyright")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


@pytest.mark.usefixtures("qapp")
def test_stacked_marks_stay_inside_the_line() -> None:
    fonts.load()
    metrics = QFontMetricsF(fonts.reading_font(13))
    box = metrics.tightBoundingRect("ẤẦẨẪẬẮẰẲẴẶẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰ")
    assert -box.top() <= metrics.ascent() + 1
    assert box.bottom() <= metrics.descent() + 1
