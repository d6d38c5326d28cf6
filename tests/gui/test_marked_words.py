"""What a search has found is marked where it is painted, by more than colour."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from reader_app.gui.marked_words import draw_found
from reader_app.gui.theme import DARK, LIGHT, Theme


def painted(words: str, query: str, lines: int, theme: Theme, width: int = 240) -> QImage:
    image = QImage(width, 60, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.surface))
    painter = QPainter(image)
    font = QFont(QApplication.font())
    draw_found(painter, QRect(0, 0, width, 60), words, font, QColor(theme.text), lines, query, theme)
    painter.end()
    return image


def marked(image: QImage, theme: Theme) -> list[int]:
    """Return the columns in which the ground of a mark is seen."""
    ground, mark = QColor(theme.surface), theme.selected
    part = mark.alphaF()
    color = QColor(
        *(round(a * part + b * (1 - part)) for a, b in zip(mark.getRgb()[:3], ground.getRgb()[:3], strict=True))
    )

    def is_mark(x: int, y: int) -> bool:
        seen = QColor(image.pixel(x, y))
        return all(abs(a - b) < 4 for a, b in zip(seen.getRgb()[:3], color.getRgb()[:3], strict=True))

    return [x for x in range(image.width()) if any(is_mark(x, y) for y in range(image.height()))]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_only_what_was_found_is_marked(qapp: QApplication, theme: Theme) -> None:  # noqa: ARG001  fonts need it
    words = "😀 xa và đảo xa"
    whole = marked(painted(words, "dao", 1, theme), theme)
    assert whole
    assert whole == list(range(whole[0], whole[-1] + 1))
    assert whole[0] > 0
    assert whole[-1] < 200
    assert marked(painted(words, "putin", 1, theme), theme) == []
    assert painted(words, "dao", 1, theme) != painted(words, "putin", 1, theme)


def test_words_in_the_second_line_are_marked_and_the_last_line_ends_with_dots(qapp: QApplication) -> None:  # noqa: ARG001
    words = "một hai ba bốn năm sáu bảy tám chín mười đảo xa " + "cuối cùng " * 20
    two = painted(words, "dao", 2, LIGHT, 260)
    assert marked(two, LIGHT)
    assert not marked(painted(words, "dao", 1, LIGHT, 260), LIGHT)  # it stands behind the end of the only line
