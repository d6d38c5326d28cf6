"""How suggestions look in the text: no ground, broken lines, a tag in a frame; never like a record."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader_app.core.model import Annotation, Kind, Role, article_id
from reader_app.core.suggestion import Suggestion
from reader_app.gui import canvas, fonts
from reader_app.gui.reader import Reader
from reader_app.gui.theme import LIGHT, THEMES, Theme, contrast
from tests.gui.proposing import suggestion
from tests.gui.reading import ME, SCHEME, colors, entity, picture, quote, settle, show, span, undress
from tests.gui.test_reader_paint import SAID, TEXT, below, box, close, on_screen

each = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)


@pytest.fixture
def reader(qtbot: QtBot) -> Reader:
    undress()
    fonts.load()
    made = Reader()
    made.set_theme(LIGHT)
    qtbot.addWidget(made)
    return made


def offer(kind: Kind, label: str, words: str, **others: str) -> Suggestion:
    role: Role = "mention" if kind == "entity" else "content"
    roles: tuple[Role, ...] = ("cue", "source")
    rest = [(one, span(TEXT, others[one])) for one in roles if one in others]
    return suggestion(article_id(TEXT), kind, label, (role, span(TEXT, words)), *rest)


def show_offers(reader: Reader, offers: Sequence[Suggestion], records: Sequence[Annotation] = ()) -> QImage:
    sheet = show(reader, TEXT, records)
    reader.set_sheet(sheet, SCHEME, ME, offers)
    settle()
    return picture(reader)


def runs(image: QImage, area: QRect, hue: str) -> list[int]:
    """Return how long the pieces of the line in `hue` with the most pieces in `area` are."""
    found = []
    for y in range(area.top(), area.bottom() + 1):
        row = [close(QColor(image.pixel(x, y)).name(), hue) for x in range(area.left(), area.right())]
        marks = "".join("x" if here else " " for here in row).split()
        found.append([len(mark) for mark in marks])
    return max(found, key=len)


def foot(area: QRect) -> QRect:
    return QRect(area.left(), area.bottom() - 2, area.width(), 10)


@each
def test_a_name_has_a_dotted_frame_and_no_ground(reader: Reader, theme: Theme) -> None:
    reader.set_theme(theme)
    bare = show_offers(reader, [])
    image, area = show_offers(reader, [offer("entity", "LOC", "Nagato")]), box(reader, "Nagato")
    ink = theme.ink("#1c7c46").name()
    dots = runs(image, foot(area), ink)
    assert len(dots) > area.width() // 4
    assert max(dots) == 1
    ground = QRect(area.left() + 2, area.top() + 2, area.width() - 4, area.height() - 6)
    assert colors(image, ground) == colors(bare, ground)
    assert contrast(ink, theme.reader) >= 4.5
    assert any(contrast(color, ink) < 1.3 for color in colors(image, below(area))), "no tag"


def test_the_tag_stands_in_a_frame(reader: Reader) -> None:
    ink = LIGHT.ink("#1c7c46").name()
    offered = show_offers(reader, [offer("entity", "LOC", "Nagato")])
    area = below(box(reader, "Nagato"))
    long = [max(runs(offered, QRect(area.left(), y, area.width(), 1), ink) or [0]) for y in range(*_rows(area))]
    record = show_offers(reader, [], [entity("e", TEXT, "Nagato", "LOC")])
    short = [max(runs(record, QRect(area.left(), y, area.width(), 1), ink) or [0]) for y in range(*_rows(area))]
    assert max(long) > 12
    assert max(short) < 8


def _rows(area: QRect) -> tuple[int, int]:
    return area.top(), area.bottom()


@each
def test_quotes_and_claims_have_lines_that_are_broken_in_their_own_ways(reader: Reader, theme: Theme) -> None:
    reader.set_theme(theme)
    bare = show_offers(reader, [])
    image = show_offers(
        reader, [offer("quote", "indirect", "mọi việc vẫn ổn"), offer("claim", "fact-stat", "Kim ngạch")]
    )
    said, figure = box(reader, "mọi việc vẫn ổn"), box(reader, "Kim ngạch")
    ground = QRect(said.left() + 2, said.top() + 1, said.width() - 4, said.height() - 8)
    assert colors(image, ground) == colors(bare, ground)
    assert set(runs(image, foot(said), theme.quote)[1:-1]) == {2}
    assert {1, 6} <= set(runs(image, foot(figure), theme.claim))


def test_the_bar_of_a_suggested_quote_is_hollow(reader: Reader) -> None:
    offered = show_offers(reader, [offer("quote", "direct", SAID)])
    first, last = box(reader, "chúng tôi"), box(reader, "đến đầu tư")
    middle, x = (first.bottom() + last.top()) // 2, round(reader._canvas.left) - 20
    row = [QColor(offered.pixel(x + step, middle)).name() for step in range(-4, 5)]
    inked = [n for n, color in enumerate(row) if contrast(color, LIGHT.reader) > 1.5]
    assert inked, "no bar"
    assert any(close(row[n], LIGHT.reader) for n in range(inked[0], inked[-1])), row


def test_cue_and_source_are_drawn_with_the_chosen_quote_only(reader: Reader) -> None:
    one = offer("quote", "indirect", "mọi việc vẫn ổn", cue="cho rằng", source="Bà Hai")
    bare = show_offers(reader, [])
    image = show_offers(reader, [one])
    for words in ("cho rằng", "Bà Hai"):
        area = box(reader, words)
        assert colors(image, area) == colors(bare, area)
    reader.set_chosen(one.id)
    chosen = picture(reader)
    for words in ("cho rằng", "Bà Hai"):
        area = box(reader, words).adjusted(-3, -3, 3, 3)
        assert any(close(color, LIGHT.quote) for color in colors(chosen, area))
    reader.set_chosen("")
    assert picture(reader) == image


def test_a_chosen_name_has_a_whole_frame(reader: Reader) -> None:
    one = offer("entity", "LOC", "Nagato")
    show_offers(reader, [one])
    reader.set_chosen(one.id)
    image, area = picture(reader), box(reader, "Nagato")
    sides = runs(image, QRect(area.left() - 4, area.top() - 5, area.width() + 8, area.height() + 9), LIGHT.text)
    assert sides
    ink = LIGHT.ink("#1c7c46").name()
    longest = max(
        (len(mark) for y in range(area.top() - 5, area.bottom() + 6) for mark in _line(image, area, y, ink)), default=0
    )
    assert longest > area.width() // 2


def _line(image: QImage, area: QRect, y: int, ink: str) -> list[str]:
    row = [contrast(QColor(image.pixel(x, y)).name(), ink) < 1.8 for x in range(area.left(), area.right())]
    return "".join("x" if here else " " for here in row).split()


def test_what_is_suggested_and_what_is_tagged_never_look_the_same(reader: Reader) -> None:
    for kind, label, words, record in (
        ("entity", "LOC", "Nagato", entity("e", TEXT, "Nagato", "LOC")),
        ("quote", "direct", SAID, quote("q", TEXT, SAID)),
    ):
        offered = show_offers(reader, [offer(kind, label, words)])  # type: ignore[arg-type]
        assert offered != show_offers(reader, [], [record])


def test_overlapping_suggestions_and_records_are_all_drawn(reader: Reader) -> None:
    record = quote("q", TEXT, SAID)
    alone = show_offers(reader, [], [record])
    inner = offer("entity", "ORG", "tham vọng")
    both_of_them = show_offers(reader, [inner], [record])
    area = box(reader, "tham vọng")
    assert colors(both_of_them, foot(area)) - colors(alone, foot(area))
    assert show_offers(reader, [], [record]) == alone


def test_an_answered_one_is_drawn_no_more(reader: Reader) -> None:
    bare = show_offers(reader, [])
    offers = [offer("entity", "LOC", "Nagato"), offer("entity", "PER", "Abe")]
    show_offers(reader, offers)
    one_left = show_offers(reader, offers[1:])
    area = box(reader, "Nagato").adjusted(-3, -3, 3, 12)
    assert colors(one_left, area) == colors(bare, area)
    assert show_offers(reader, []) == bare


def test_choosing_works_no_line_out_again(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    offers = [offer("entity", "LOC", "Nagato"), offer("entity", "PER", "Abe"), offer("quote", "direct", SAID)]
    show_offers(reader, offers)
    counted: list[int] = []
    work = canvas.line_marks

    def count(*given: object) -> object:
        counted.append(1)
        return work(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(canvas, "line_marks", count)
    for one in offers:
        reader.set_chosen(one.id)
        settle()
        picture(reader)
    assert not counted


def test_bands_of_the_window_painted_one_by_one_fit_together(reader: Reader) -> None:
    offers = [offer("quote", "direct", SAID), offer("entity", "LOC", "Nagato"), offer("claim", "other", "Kim ngạch")]
    show_offers(reader, offers)
    reader.clearFocus()
    reader.viewport().repaint()
    whole = on_screen(reader)
    view = reader.viewport()
    for top in range(0, view.height(), 19):
        view.repaint(QRect(0, top, view.width(), 19))
    QApplication.processEvents()
    assert on_screen(reader) == whole
