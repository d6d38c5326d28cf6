"""The map beside the text: where annotations are, kinds told apart, a click to go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader_app.core.model import Annotation
from reader_app.gui.margin_map import WIDTH, Heights, MarginMap
from reader_app.gui.theme import LIGHT, THEMES, Theme, contrast
from tests.gui.reading import SCHEME, claim, entity, quote, settle
from tests.gui.typist import Typist

TEXT = "\n".join(f"Đoạn {n:03} kể rằng hai nước sẽ hợp tác nhiều hơn trong năm nay và các năm sau." for n in range(200))


@pytest.fixture
def chart(qtbot: QtBot) -> MarginMap:
    made = MarginMap()
    qtbot.addWidget(made)
    made.resize(WIDTH, 600)
    made.show()
    return made


def grabbed(chart: MarginMap) -> QImage:
    chart.spots()  # drawn
    settle()
    return chart.grab().toImage()


# heights


def test_heights_go_from_the_beginning_to_the_end_and_back() -> None:
    heights = Heights(TEXT, 60)
    shares = [heights.share(position) for position in range(0, len(TEXT), 7)]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert 0.97 < shares[-1] <= 1
    for position in range(0, len(TEXT), 97):
        assert abs(heights.position(heights.share(position)) - position) <= 2


def test_a_short_paragraph_is_as_high_as_a_line() -> None:
    # by letters alone the long one would begin after a hundredth of the height
    text = "a\nb\nc\nd\n" + "x" * 240
    heights = Heights(text, 60)
    assert 0.4 < heights.share(8) < 0.7


@pytest.mark.parametrize("text", ["", "a", "\n\n\n", "a\n"])
def test_there_are_heights_in_any_text(text: str) -> None:
    heights = Heights(text, 0)
    for position in range(-1, len(text) + 3):
        assert 0 <= heights.share(position) <= 1
    for share in (-1.0, 0.0, 0.5, 1.0, 2.0):
        assert 0 <= heights.position(share) <= max(len(text), 1)


# the picture


def some() -> list[Annotation]:
    return [
        entity("e", TEXT, "Đoạn 010"),
        quote("q", TEXT, "hai nước sẽ hợp tác nhiều hơn trong năm nay và các năm sau.\nĐoạn 100 kể rằng", "Đoạn 103"),
        claim("c", TEXT, "Đoạn 190 kể rằng hai nước"),
    ]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_each_kind_has_a_place_a_colour_and_a_shape_of_its_own(chart: MarginMap, theme: Theme) -> None:
    chart.set_theme(theme)
    chart.set_marks(TEXT, 60, some(), SCHEME)
    image = grabbed(chart)
    spots = {spot.record: spot for spot in chart.spots()}
    assert spots["e"].top < 0.1 * 600 < spots["q"].top < 0.6 * 600 < spots["c"].top
    shapes = {}
    for spot in spots.values():
        inked = {
            (x, y)
            for x in range(image.width())
            for y in range(round(spot.top) - 5, round(spot.bottom) + 8)
            if _close(image.pixelColor(x, y), QColor(spot.color))
        }
        assert inked, spot
        across = [x for x, _y in inked]
        down = [y for _x, y in inked]
        shapes[spot.kind] = (min(across), max(across), max(down) - min(down) + 1)
    assert shapes["quote"][1] < shapes["claim"][0]
    assert shapes["claim"][1] < shapes["entity"][0]
    assert shapes["quote"][2] > shapes["entity"][2]
    for spot in spots.values():
        assert contrast(spot.color, theme.reader) >= 3


def _close(one: QColor, other: QColor) -> bool:
    return all(abs(a - b) <= 12 for a, b in zip(one.getRgb(), other.getRgb(), strict=True))


def test_the_picture_is_made_once_and_only_for_what_changed(chart: MarginMap, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    real = chart._draw
    monkeypatch.setattr(chart, "_draw", lambda: [made.append(1), real()][1])
    chart.set_marks(TEXT, 60, some(), SCHEME)
    chart.set_marks(TEXT, 60, some()[:2], SCHEME)
    grabbed(chart)
    assert len(made) == 1
    for position in range(0, 5000, 500):
        chart.set_seen(position, 20)
        settle()
    chart.set_chosen("q")
    grabbed(chart)
    assert len(made) == 1
    chart.resize(WIDTH, 500)
    settle()
    grabbed(chart)
    assert len(made) == 2


def test_thousands_are_drawn_in_small_steps(chart: MarginMap) -> None:
    names = [entity(f"e{n:04}", TEXT, f"Đoạn {n % 200:03}") for n in range(3000)]
    chart.set_marks(TEXT, 60, names, SCHEME)
    turns = 0
    while chart._timer.isActive() and turns < 3000:
        chart._go_on(0)  # a turn of the event loop that has no time at all
        turns += 1
    assert turns > 50
    assert len(chart.spots()) == 3000
    chart.set_marks(TEXT, 60, names, SCHEME)
    chart._go_on(0)
    chart.set_marks(TEXT, 60, names[:5], SCHEME)  # what has begun is left
    assert len(chart.spots()) == 5


def test_what_is_in_view_moves_with_the_text(chart: MarginMap) -> None:
    chart.set_marks(TEXT, 60, [], SCHEME)
    chart.set_seen(0, 20)
    first = chart.seen_rect()
    chart.set_seen(len(TEXT) // 2, 20)
    assert abs(chart.seen_rect().top() - 300) < 20
    assert abs(chart.seen_rect().height() - first.height()) <= 1
    chart.set_seen(len(TEXT), 20)
    assert chart.seen_rect().bottom() <= 600
    chart.set_seen(0, 1e9)
    assert chart.seen_rect().height() <= 600


def test_a_click_goes_to_the_record_or_to_the_place(chart: MarginMap) -> None:
    chart.set_marks(TEXT, 60, some(), SCHEME)
    chart.spots()
    records: list[str] = []
    places: list[int] = []
    chart.recordAsked.connect(records.append)
    chart.placeAsked.connect(places.append)
    spots = {spot.record: spot for spot in chart.spots()}
    for record, x in (("e", 16), ("q", 5), ("c", 10)):
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(x, round(spots[record].top) + 1))
    assert records == ["e", "q", "c"]
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(10, 150))
    assert len(places) == 1
    assert abs(places[0] / len(TEXT) - 0.25) < 0.03
    QTest.mouseClick(chart, Qt.MouseButton.RightButton, pos=QPoint(10, 450))
    assert len(places) == 1


def test_an_empty_map_does_nothing(chart: MarginMap) -> None:
    chart.set_marks("", 60, [], None)
    grabbed(chart)
    heard: list[object] = []
    chart.placeAsked.connect(heard.append)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(10, 100))
    assert heard == []


# in the window


def test_the_map_follows_the_article_and_leads_into_it(typist: Typist) -> None:
    t = typist
    t.window.resize(1100, 420)
    desk = t.window.desk
    t.select("Triều Tiên")
    t.press("3", "Ctrl+Home")
    chart = desk.reading.map
    (spot,) = chart.spots()
    assert spot.kind == "entity"
    before = desk.reader.verticalScrollBar().value()
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(16, round(spot.top) + 1))
    assert desk.acts.chosen == spot.record
    assert desk.reader.verticalScrollBar().value() > before + 100
    assert t.focus() is t.reader
    assert chart._chosen == spot.record
    t.press("Alt+1", "Esc")
    assert chart.spots() == []
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(3, 2))
    assert desk.reader.place() == 0
    assert t.reader.viewport().width() + WIDTH <= t.reader.width()
    assert chart.height() == t.reader.viewport().height()
    assert contrast(LIGHT.muted, LIGHT.reader) >= 3


def test_the_wheel_over_the_map_is_the_text_s(typist: Typist) -> None:
    t = typist
    t.window.resize(1100, 420)
    desk = t.window.desk
    chart, bar, size = desk.reading.map, desk.reader.verticalScrollBar(), desk.reader.reading.points
    for held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        at = QPointF(10, 50)
        event = QWheelEvent(
            at, chart.mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, held,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(chart, event)
    assert bar.value() > 0
    assert desk.reader.reading.points == size - 1
