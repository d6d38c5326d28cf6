"""What is drawn behind the words: looked at as pixels, and as places on the lines."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader_app.core.model import Annotation
from reader_app.core.text import Utf16Map
from reader_app.gui import canvas, fonts
from reader_app.gui.marks import MarkIndex
from reader_app.gui.paint import TINTS
from reader_app.gui.reader import Reader
from reader_app.gui.strips import LineMarks, line_marks
from reader_app.gui.theme import LIGHT, THEMES, Theme, contrast
from tests.gui.reading import ME, SCHEME, claim, colors, entity, picture, quote, settle, show, span, undress
from tests.gui.test_theme import over

TEXT = (
    "Hôm qua ông Abe đến Nagato ở tỉnh Yamaguchi rồi về. Ông nói: “chúng tôi đã thảo luận ý tưởng về những kế hoạch "
    "tham vọng hơn về mở rộng hợp tác kinh tế trong những lĩnh vực chủ chốt từ thương mại đến đầu tư”. Kim ngạch đạt "
    "20 tỷ USD.\n"
    "ẤỄẶẬ Đoạn hai kể việc khác. Bà Hai cho rằng mọi việc vẫn ổn."
)
SAID = (
    "chúng tôi đã thảo luận ý tưởng về những kế hoạch tham vọng hơn về mở rộng hợp tác kinh tế trong những lĩnh vực "
    "chủ chốt từ thương mại đến đầu tư"
)
each = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)


@pytest.fixture
def reader(qtbot: QtBot) -> Reader:
    undress()
    fonts.load()
    made = Reader()
    made.set_theme(LIGHT)
    qtbot.addWidget(made)
    return made


def box(reader: Reader, words: str) -> QRect:
    """Return where `words` stand, on one line, in the viewport."""
    found, units = span(TEXT, words), Utf16Map(TEXT)
    ends = []
    for position in (found.start, found.end):
        cursor = QTextCursor(reader.document())
        cursor.setPosition(units.to_units(position))
        ends.append(reader.cursorRect(cursor))
    assert ends[0].top() == ends[1].top(), "the words are on two lines"
    return QRect(ends[0].left(), ends[0].top(), ends[1].left() - ends[0].left(), ends[0].height())


def below(area: QRect) -> QRect:
    """Return the room between the line of `area` and the next one."""
    return QRect(area.left(), area.bottom() + 3, area.width(), round(area.height() * 0.8) - 4)


def close(one: str, other: str) -> bool:
    """Return whether two colours are the same but for rounding."""
    pairs = zip(QColor(one).getRgb(), QColor(other).getRgb(), strict=True)
    return all(abs(a - b) <= 3 for a, b in pairs)


def column(image: QImage, x: float, top: int, bottom: int) -> list[str]:
    return [QColor(image.pixel(round(x), y)).name() for y in range(top, bottom)]


# each kind has a shape of its own


@each
def test_an_entity_is_a_tint_an_underline_and_a_tag(reader: Reader, theme: Theme) -> None:
    reader.set_theme(theme)
    show(reader, TEXT, [entity("e", TEXT, "Nagato", "LOC")])
    image, area = picture(reader), box(reader, "Nagato")
    ink = theme.ink("#1c7c46")
    tint = over(theme.tint("#1c7c46", TINTS["entity"][0]), theme.reader)
    assert any(close(color, tint) for color in colors(image, area))
    underline = colors(image, QRect(area.left() + 2, area.bottom() - 1, area.width() - 4, 4))
    assert any(close(color, ink.name()) for color in underline)
    assert any(contrast(color, ink.name()) < 1.3 for color in colors(image, below(area)))
    beside = QRect(area.right() + 5, area.top(), 12, area.height())
    assert not any(color == tint for color in colors(image, beside))


def test_without_records_nothing_is_drawn_but_the_text(reader: Reader) -> None:
    show(reader, TEXT)
    plain = picture(reader)
    show(reader, TEXT, [entity("e", TEXT, "Nagato", author="minh")])
    assert picture(reader) == plain
    show(reader, TEXT, [entity("e", TEXT, "Nagato")])
    assert picture(reader) != plain
    show(reader, TEXT)
    assert picture(reader) == plain


def test_a_claim_has_dashes_and_a_cue_dots(reader: Reader) -> None:
    show(reader, TEXT, [claim("c", TEXT, "Kim ngạch"), quote("q", TEXT, "mọi việc vẫn ổn", cue="cho rằng")])
    image = picture(reader)

    def runs(area: QRect, hue: str) -> list[int]:
        """Return how long the pieces of the broken line in `hue` below `area` are."""
        rows = []
        for y in range(area.bottom() - 3, area.bottom() + 8):
            row = [close(QColor(image.pixel(x, y)).name(), hue) for x in range(area.left(), area.right())]
            marks = "".join("x" if here else " " for here in row).split()
            rows.append([len(mark) for mark in marks])
        return max(rows, key=len)

    dashes, dots = runs(box(reader, "Kim ngạch"), LIGHT.claim), runs(box(reader, "cho rằng"), LIGHT.cue)
    assert len(dashes) > 4
    assert max(dashes) > 4
    assert len(dots) > 8
    assert max(dots) <= 3


def test_the_bar_of_a_quote_runs_on_from_line_to_line(reader: Reader) -> None:
    show(reader, TEXT, [quote("q", TEXT, SAID)])
    image = picture(reader)
    first, last = box(reader, "chúng tôi"), box(reader, "đến đầu tư")
    assert last.top() - first.top() > 80
    x = reader._canvas.left - 20
    bar = over(LIGHT.tint(LIGHT.quote, 0.5), LIGHT.reader)
    assert all(close(color, bar) for color in column(image, x, first.top() + 3, last.bottom() - 3))
    assert set(column(image, x, last.bottom() + 4, last.bottom() + 30)) == {LIGHT.reader}


def test_bars_of_two_quotes_are_told_apart(reader: Reader) -> None:
    one, other = SAID.split(" hơn về ")
    show(reader, TEXT, [quote("one", TEXT, one), quote("other", TEXT, other)])
    first, last = box(reader, "chúng tôi"), box(reader, "đến đầu tư")
    bars = column(picture(reader), reader._canvas.left - 20, first.top() + 3, last.bottom() - 3)
    gap = [color for color in bars if color == LIGHT.reader]
    assert 2 <= len(gap) <= 6


def test_a_quote_in_a_quote_has_a_second_bar_and_a_deeper_tint(reader: Reader) -> None:
    inner = "lĩnh vực chủ chốt"
    show(reader, TEXT, [quote("outer", TEXT, SAID), quote("inner", TEXT, inner)])
    image, area = picture(reader), box(reader, inner)
    second = column(image, reader._canvas.left - 27, area.top() + 3, area.bottom() - 3)
    assert LIGHT.reader not in second
    around = colors(image, box(reader, "trong những"))
    once = over(LIGHT.tint(LIGHT.quote, TINTS["quote"][0]), LIGHT.reader)
    twice = over(LIGHT.tint(LIGHT.quote, TINTS["quote"][0]), once)
    assert any(close(color, once) for color in around)
    assert not any(close(color, twice) for color in around)
    assert any(close(color, twice) for color in colors(image, area))


def test_a_claim_inside_a_quote_can_be_seen(reader: Reader) -> None:
    show(reader, TEXT, [quote("q", TEXT, SAID)])
    without = picture(reader)
    show(reader, TEXT, [quote("q", TEXT, SAID), claim("c", TEXT, "lĩnh vực chủ chốt")])
    area = box(reader, "lĩnh vực chủ chốt")
    line = QRect(area.left(), area.bottom() + 1, area.width(), 6)
    assert not any(close(color, LIGHT.claim) for color in colors(without, line))
    assert any(close(color, LIGHT.claim) for color in colors(picture(reader), line))


@each
def test_the_chosen_record_is_outlined_with_its_cue_and_source(reader: Reader, theme: Theme) -> None:
    reader.set_theme(theme)
    show(reader, TEXT, [quote("q", TEXT, "mọi việc vẫn ổn", cue="cho rằng", source="Bà Hai"), entity("e", TEXT, "Abe")])
    areas = [box(reader, words).adjusted(-4, -4, 4, 4) for words in ("mọi việc vẫn ổn", "cho rằng", "Bà Hai")]

    def outlined() -> list[bool]:
        image = picture(reader)
        top = [QRect(area.left() + 12, area.top(), area.width() - 24, 5) for area in areas]
        return [any(contrast(color, theme.quote) < 2.2 for color in colors(image, area)) for area in top]

    assert outlined() == [False] * 3
    reader.set_chosen("q")
    assert outlined() == [True] * 3
    reader.set_chosen("e")
    assert outlined() == [False] * 3
    reader.set_open_quote("q")
    assert outlined() == [True] * 3
    reader.set_open_quote("")
    reader.set_chosen("gone")
    assert outlined() == [False] * 3


def test_selected_words_keep_their_marks_in_sight(reader: Reader) -> None:
    show(reader, TEXT, [entity("e", TEXT, "Nagato", "LOC")])
    area, found = box(reader, "Nagato"), span(TEXT, "Nagato")
    # the middle of the line only: caret and selection end elsewhere
    inside = QRect(area.left() + 2, area.top() + 2, area.width() - 4, 3)
    reader.set_caret(found.end + 5, anchor=found.start - 5)
    on_word = colors(picture(reader), inside)
    beside = colors(picture(reader), box(reader, "ở t").adjusted(2, 2, -2, -18))
    assert on_word
    assert beside
    assert not on_word & beside
    assert any(contrast(color, LIGHT.reader) > 1.2 for color in beside)


# lines: nothing is cut off, nothing collides


def tag_boxes(reader: Reader, records: list[Annotation], number: int = 0) -> tuple[list[QRectF], float, LineMarks]:
    index = MarkIndex()
    index.update(records, SCHEME, Utf16Map(reader.document().toPlainText()))
    metrics = QFontMetricsF(fonts.tag_font(reader.font()))
    block = reader.document().begin()
    pitch = block.layout().lineAt(1).y() - block.layout().lineAt(0).y()
    found = line_marks(block, number, index, metrics, pitch, 10)
    boxes = [
        QRectF(
            strip.tag - QPointF(0, metrics.capHeight()),
            strip.tag + QPointF(metrics.horizontalAdvance(strip.mark.tag), 0),
        )
        for strip in found.strips
        if strip.tag is not None
    ]
    return boxes, pitch, found


def test_tags_collide_with_nothing(reader: Reader) -> None:
    text = "Công an tỉnh Bình Thuận ngày 1/1, 2/2, 3/3 ở A-B-C và 18% D. " * 3
    head = text[:62]
    names = [("Công an tỉnh Bình Thuận", "ORG"), ("tỉnh Bình Thuận", "LOC"), ("Bình Thuận", "LOC"), ("1/1", "DATETIME"),
             ("2/2", "DATETIME"), ("3/3", "DATETIME"), ("A", "LOC"), ("B-C", "ORG"), ("18%", "QUANTITY")]  # fmt: skip
    records = [entity(f"e{n}", head, words, label) for n, (words, label) in enumerate(names)]
    show(reader, text)
    boxes, pitch, found = tag_boxes(reader, records)
    assert len(boxes) == len(names)
    letters = found.strips[0].box
    for n, one in enumerate(boxes):
        assert one.top() > letters.bottom()
        assert one.bottom() < letters.top() + pitch
        assert not any(one.intersects(other) for other in boxes[n + 1 :])
    # nested names have underlines one below the other
    assert sorted({strip.drop for strip in found.strips}) == [0, 1, 2]


def test_tags_wider_than_their_words_take_two_rows(reader: Reader) -> None:
    text = (
        "Ngày 1/1, 2/2 và 3/3 rồi còn một ngày nữa là hết năm, mọi người đều mong như thế, kể cả những người ở xa nhà."
    )
    records = [entity(day, text, day, "DATETIME") for day in ("1/1", "2/2", "3/3")]
    show(reader, text, size=(500, 300))
    boxes, pitch, found = tag_boxes(reader, records)
    assert len({one.top() for one in boxes}) == 2
    letters = found.strips[0].box
    for n, one in enumerate(boxes):
        assert letters.bottom() < one.top()
        assert one.bottom() < letters.top() + pitch
        assert not any(one.intersects(other) for other in boxes[n + 1 :])


def test_a_name_over_two_lines_is_drawn_on_both_and_tagged_once(reader: Reader) -> None:
    show(reader, TEXT, size=(500, 400))
    layout = reader.document().begin().layout()
    border = layout.lineAt(1).textStart()
    words = TEXT[TEXT.rindex(" ", 0, border - 1) + 1 : TEXT.index(" ", border)]
    record = entity("e", TEXT, words)
    first, second = (tag_boxes(reader, [record], number)[2] for number in (0, 1))
    (one,), (other,) = first.strips, second.strips
    assert (one.first, one.last, one.tag is not None) == (True, False, True)
    assert (other.first, other.last, other.tag) == (False, True, None)
    # the blank that hangs over the end of the line is not underlined
    assert one.box.right() <= layout.lineAt(0).naturalTextRect().right() + 0.1


def test_stacked_marks_are_not_cut_off(reader: Reader) -> None:
    show(reader, TEXT, [entity("e", TEXT, "ẤỄẶẬ", "ORG")])
    reader.verticalScrollBar().setValue(0)
    image, area = picture(reader), box(reader, "ẤỄẶẬ")
    dark = [
        y
        for y in range(area.top() - 10, area.bottom() + 10)
        if any(contrast(QColor(image.pixel(x, y)).name(), LIGHT.text) < 1.5 for x in range(area.left(), area.right()))
    ]
    assert area.top() < dark[0]
    assert dark[-1] < area.bottom()
    # marks above and below: taller than the letters alone
    assert dark[-1] - dark[0] > 0.7 * area.height()


@pytest.mark.parametrize("size", [(240, 300), (500, 400), (1600, 900)])
def test_every_size_can_be_painted(reader: Reader, size: tuple[int, int]) -> None:
    records = [
        quote("q", TEXT, SAID),
        claim("c", TEXT, SAID[20:60]),
        entity("e", TEXT, "tỉnh Yamaguchi"),
        entity("f", TEXT, "Yamaguchi"),
    ]
    show(reader, TEXT, records, size=size)
    reader.set_chosen("q")
    assert len(colors(picture(reader), reader.viewport().rect())) > 20


# what is drawn again


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """The lines (paragraph, number) whose marks were worked out."""
    seen: list[tuple[int, int]] = []

    def counted(block: object, number: int, *rest: object) -> LineMarks:
        seen.append((block.blockNumber(), number))  # type: ignore[attr-defined]
        return line_marks(block, number, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(canvas, "line_marks", counted)
    return seen


def test_only_lines_that_changed_are_worked_out_again(reader: Reader, worked_out: list[tuple[int, int]]) -> None:
    sheet = show(reader, TEXT, [entity("e", TEXT, "Nagato")])
    assert len(worked_out) > 3
    worked_out.clear()
    picture(reader)
    reader.set_chosen("e")
    settle()
    assert worked_out == []
    records = [*sheet.annotations(ME), entity("f", TEXT, "Bà Hai")]
    reader.set_sheet(sheet.of(sheet.article, records), SCHEME, ME)
    settle()
    assert worked_out == [(1, 0)]
    worked_out.clear()
    reader.resize(500, 600)
    settle()
    assert len(set(worked_out)) > 5


def test_of_a_long_article_only_what_is_seen_is_worked_out(reader: Reader, worked_out: list[tuple[int, int]]) -> None:
    text = "\n".join(f"Đoạn {n}: bà Hai nói rằng mọi việc vẫn ổn." for n in range(3000))
    records = [entity(f"e{n}", text, f"Đoạn {n}:") for n in range(0, 3000, 7)]
    show(reader, text, records)
    assert 0 < len(worked_out) < 40
    one_paragraph = text.replace("\n", " ")
    worked_out.clear()
    show(reader, one_paragraph, [entity("e", one_paragraph, "Đoạn 2900:")])
    assert 0 < len(worked_out) < 40
    worked_out.clear()
    reader.restore_place(one_paragraph.index("Đoạn 2900:"))
    settle()
    assert 0 < len(worked_out) < 40


def on_screen(reader: Reader) -> QImage:
    """Return what stands on the screen: what was painted piece by piece, not painted anew."""
    return reader.screen().grabWindow(reader.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)


def test_what_is_painted_in_pieces_looks_like_what_is_painted_at_once(reader: Reader) -> None:
    text = "\n".join(TEXT.replace("Nagato", f"Nagato{n}").replace("chúng tôi", f"chúng tôi {n}") for n in range(6))
    said = "{} đã thảo luận ý tưởng về những kế hoạch tham vọng"
    records: list[Annotation] = [quote(f"q{n}", text, said.format(f"chúng tôi {n}")) for n in range(6)]
    records.append(claim("c", text, said.format("chúng tôi 1")))
    records.append(claim("d", text, said.format("chúng tôi 2")))
    sheet = show(reader, text, records, size=(640, 560))
    reader.clearFocus()
    for n, chosen in enumerate(("q0", "q1", "e2", "", "q2")):
        records.append(entity(f"e{n}", text, f"Nagato{n}", "LOC"))
        if n == 3:
            del records[1]
        reader.set_sheet(sheet.of(sheet.article, records), SCHEME, ME)
        reader.set_chosen(chosen)
        reader.set_open_quote("q0" if n == 2 else "")
        settle()
        reader.verticalScrollBar().setValue(reader.verticalScrollBar().value() + 37)
        settle()
    pieces = on_screen(reader)
    assert not pieces.isNull()
    reader.viewport().repaint()
    QApplication.processEvents()
    assert on_screen(reader) == pieces


def test_bands_of_the_window_painted_one_by_one_fit_together(reader: Reader) -> None:
    records = [
        quote("q", TEXT, SAID),
        claim("c", TEXT, SAID),
        entity("e", TEXT, "tỉnh Yamaguchi"),
        entity("f", TEXT, "Yamaguchi"),
    ]
    show(reader, TEXT, records, size=(420, 560))
    reader.clearFocus()
    reader.set_chosen("q")
    reader.viewport().repaint()
    whole = on_screen(reader)
    view = reader.viewport()
    for top in range(0, view.height(), 19):
        view.repaint(QRect(0, top, view.width(), 19))
    QApplication.processEvents()
    assert on_screen(reader) == whole


def test_painting_leaves_the_document_alone(reader: Reader) -> None:
    sheet = show(reader, TEXT, [quote("q", TEXT, SAID)])
    revision = reader.document().revision()
    reader.set_sheet(sheet.of(sheet.article, [entity("e", TEXT, "Abe")]), SCHEME, ME)
    reader.set_chosen("e")
    settle()
    assert reader.document().revision() == revision
    assert reader.extraSelections() == []
