"""Cards that are painted once and kept: what is on the screen is what the card is now."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from reader_app.gui import card_paint
from reader_app.gui.card_paint import CardPainter
from reader_app.gui.cards import Card, CardModel
from reader_app.gui.theme import DARK, LIGHT

CARD = Card("e1", "entity", "Shinzo Abe", "PER", "#2458c7", "Thủ tướng Shinzo Abe gặp")
RECT = QRect(0, 10, 240, 70)


@pytest.fixture
def painter(qapp: QApplication) -> CardPainter:  # noqa: ARG001  fonts need it
    model = CardModel()
    model.set_cards([CARD])
    return CardPainter(model)


def image(painter: CardPainter, *, hover: bool = False, focus: bool = False, ratio: float = 1.0) -> QImage:
    found = QImage(round(240 * ratio), round(90 * ratio), QImage.Format.Format_RGB32)
    found.setDevicePixelRatio(ratio)
    found.fill(QColor(painter.theme.window))
    on = QPainter(found)
    on.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.paint(on, RECT, QFont(), 0, hover=hover, focus=focus)
    on.end()
    return found


def test_a_kept_card_looks_as_when_it_was_painted(painter: CardPainter) -> None:
    first = image(painter)
    assert len(painter._pictures) == 1
    assert image(painter) == first
    assert len(painter._pictures) == 1
    blank = first.copy()
    blank.fill(QColor(LIGHT.window))
    assert first != blank


def test_what_changes_a_card_is_seen_at_once(painter: CardPainter) -> None:
    seen = [image(painter), image(painter, hover=True), image(painter, focus=True)]
    painter.open_quote = "e1"
    seen.append(image(painter))
    painter.open_quote = ""
    painter.theme = DARK
    seen.append(image(painter))
    painter.theme = LIGHT
    painter._cards.set_cards([CARD._replace(unsure=True)])
    seen.append(image(painter))
    painter.opened = "e1"
    seen.append(image(painter))  # nothing: its widget lies there
    assert all(one != other for n, one in enumerate(seen) for other in seen[:n])


def test_a_finer_screen_has_finer_cards(painter: CardPainter) -> None:
    coarse, fine = image(painter), image(painter, ratio=2.0)
    scaled = coarse.scaled(fine.size())
    scaled.setDevicePixelRatio(2.0)
    assert fine != scaled
    assert {picture.devicePixelRatio() for picture in painter._pictures.values()} == {1.0, 2.0}


def test_no_more_than_some_are_kept(painter: CardPainter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_paint, "_PICTURES", 3)
    for n in range(10):
        painter._cards.set_cards([CARD._replace(title=str(n))])
        image(painter)
        assert len(painter._pictures) <= 3
