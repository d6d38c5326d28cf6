"""What is drawn again after a change: all that differs, so that what was kept never shows."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QImage, QPaintEvent, QRegion
from pytestqt.qtbot import QtBot

from reader_app.core.change import Sheet
from reader_app.core.model import Annotation, Kind, Part, Span
from reader_app.gui import fonts
from reader_app.gui.reader import Reader
from reader_app.gui.theme import LIGHT
from tests.gui.reading import ME, SCHEME, article, claim, picture, quote, settle, show

TEXT = (
    "Ông nói: “chúng tôi đã thảo luận ý tưởng về những kế hoạch tham vọng hơn về mở rộng hợp tác kinh tế trong những "
    "lĩnh vực chủ chốt từ thương mại đến đầu tư và hợp tác công nghệ, như bà Hai đã nói: ‘hai nước có thể đặt mục tiêu "
    "tăng kim ngạch thương mại hai chiều lên ít nhất ba mươi tỷ đô la trong mười năm tới, nếu mọi việc vẫn ổn’”.\n"
    "😀 Ngắn.\n\n"
    "Kim ngạch thương mại hai chiều trong các tháng 1-11/2018 đã tăng 18% và đạt khoảng 20 tỷ USD, ẤỄẶẬ vẫn thế thôi."
)
INNER = (
    "hai nước có thể đặt mục tiêu tăng kim ngạch thương mại hai chiều lên ít nhất ba mươi tỷ đô la trong mười năm tới, "
    "nếu mọi việc vẫn ổn"
)
OUTER = TEXT[TEXT.index("chúng tôi") : TEXT.index(" đặt mục tiêu")]
"""Reaches into INNER, which goes on for two lines more."""
SIZE = (520, 360)


@pytest.fixture
def reader(qtbot: QtBot) -> Reader:
    return fresh(qtbot)


def fresh(qtbot: QtBot) -> Reader:
    fonts.load()
    made = Reader()
    made.set_theme(LIGHT)
    qtbot.addWidget(made)
    return made


def take(reader: Reader, records: Iterable[Annotation]) -> None:
    reader.set_sheet(Sheet.of(article(TEXT), records), SCHEME, ME)
    settle()


def differing(one: QImage, other: QImage) -> list[QPoint]:
    """Return the points at which two pictures of one size differ."""
    assert one.size() == other.size()
    rows = [[bytes(image.constScanLine(y)) for y in range(image.height())] for image in (one, other)]
    return [
        QPoint(x, y)
        for y, (row, beside) in enumerate(zip(*rows, strict=True))
        if row != beside
        for x in range(one.width())
        if row[4 * x : 4 * x + 4] != beside[4 * x : 4 * x + 4]
    ]  # fmt: skip


@pytest.mark.parametrize("again", [OUTER[:40], OUTER[60:180], "Ngắn"])
def test_a_quote_inside_follows_the_one_around_it_on_all_its_lines(qtbot: QtBot, reader: Reader, again: str) -> None:
    inner = quote("inner", TEXT, INNER)
    show(reader, TEXT, [quote("outer", TEXT, OUTER), inner], SIZE)
    before = picture(reader)
    take(reader, [quote("outer", TEXT, again), inner])
    new = fresh(qtbot)
    show(new, TEXT, [quote("outer", TEXT, again), inner], SIZE)
    assert differing(before, picture(reader))
    assert not differing(picture(reader), picture(new))


def test_claims_follow_one_another_too(qtbot: QtBot, reader: Reader) -> None:
    inner = claim("inner", TEXT, INNER)
    show(reader, TEXT, [claim("outer", TEXT, OUTER), inner], SIZE)
    take(reader, [inner])
    new = fresh(qtbot)
    show(new, TEXT, [inner], SIZE)
    assert not differing(picture(reader), picture(new))


class Painted(QObject):
    """Keeps what a viewport was told to paint."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self.region = QRegion()
        reader.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return super().eventFilter(watched, event)


@pytest.mark.parametrize("seed", range(6))
def test_after_any_changes_the_picture_is_that_of_a_new_reader(qtbot: QtBot, seed: int) -> None:
    chance = random.Random(seed)
    reader = fresh(qtbot)
    records = {name: anything(chance, name) for name in ("r0", "r1", "r2", "r3", "r4", "r5")}
    show(reader, TEXT, list(records.values()), SIZE)
    bar = reader.verticalScrollBar()
    bar.setValue(chance.randrange(bar.maximum() + 1))
    settle()
    painted = Painted(reader)
    chosen = opened = ""
    for step in range(8):
        before = picture(reader)
        settle()
        painted.region = QRegion()
        match chance.choice(("add", "remove", "change", "choose", "open")):
            case "add":
                records[f"n{step}"] = anything(chance, f"n{step}")
            case "remove" if records:
                records.pop(chance.choice(list(records)))
            case "change" if records:
                name = chance.choice(list(records))
                records[name] = anything(chance, name)
            case "choose":
                chosen = chance.choice(["", *records])
            case _:
                opened = chance.choice(["", *records])
        reader.set_chosen(chosen)
        reader.set_open_quote(opened)
        take(reader, records.values())
        region, after = painted.region, picture(reader)
        assert all(region.contains(point) for point in differing(before, after)), "not all was drawn that changed"
    new = fresh(qtbot)
    show(new, TEXT, list(records.values()), SIZE)
    new.set_chosen(chosen)
    new.set_open_quote(opened)
    new.verticalScrollBar().setValue(bar.value())
    settle()
    assert not differing(picture(reader), picture(new)), "something was kept that is no longer so"


def anything(chance: random.Random, name: str) -> Annotation:
    kind: Kind = chance.choice(("entity", "quote", "claim"))
    start = chance.randrange(len(TEXT) - 60)
    end = start + chance.randrange(1, 25 if kind == "entity" else 200)
    parts = [Part("mention" if kind == "entity" else "content", Span(start, min(end, len(TEXT))))]
    if kind == "quote":
        at = chance.randrange(len(TEXT) - 30)
        parts += [Part("cue", Span(at, at + 8)), Part("source", Span(at + 9, at + 21))]
    label = {"entity": chance.choice(("PER", "DATETIME")), "quote": "direct", "claim": "fact-stat"}[kind]
    return Annotation(name, article(TEXT).id, kind, label, tuple(parts), ME)


def test_what_was_seen_of_a_long_paragraph_stays_shaped(reader: Reader) -> None:
    long = ("hai nước có thể đặt mục tiêu " * 3000).strip()
    show(reader, f"{long}\n{long}")
    first, second = reader.document().begin(), reader.document().begin().next()
    # where Qt keeps no shapes, each paint of a megabyte in one paragraph takes a tenth of a second
    assert first.layout().cacheEnabled()
    assert not second.layout().cacheEnabled()
