"""How the text is set: by keys, by the wheel, in the box; kept for the next time; nothing of a letter is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QFontInfo, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from reader_app import preferences, words
from reader_app.gui import fonts, page
from reader_app.gui.key_table import keys_in_use
from reader_app.gui.keys import KeyRouter
from reader_app.gui.reader import Reader
from reader_app.gui.reading import MEASURE, POINTS, SPACING, Reading
from reader_app.gui.theme import LIGHT, contrast
from tests.gui.reading import colors, entity, picture, settle, show, undress
from tests.gui.typist import Typist

Open = Callable[..., Typist]
STACKED = "ẤẦẨẪẬẮẰẲẴẶẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰ"


@pytest.fixture
def reader(qtbot: QtBot) -> Reader:
    undress()
    fonts.load()
    made = Reader()
    made.set_theme(LIGHT)
    qtbot.addWidget(made)
    return made


@pytest.fixture(autouse=True)
def as_at_first() -> Iterator[None]:
    """Leave no choice behind for other tests."""
    yield
    preferences.save(reading="", theme="")


# the setting as a value


@pytest.mark.parametrize(
    "kept", ["", "x", "serif", "serif 13 185", "sans a b c", "serif 13 185 78 9", "bold 13 185 78"]
)
def test_what_somebody_wrote_into_the_file_is_as_if_never_chosen(kept: str) -> None:
    assert Reading.read(kept) == Reading()


def test_a_setting_is_kept_and_read_again_inside_its_bounds() -> None:
    chosen = Reading(sans=True, points=20, spacing=155, measure=60)
    assert Reading.read(chosen.written()) == chosen
    wild = Reading.read("serif 99 1 99999")
    assert (wild.points, wild.spacing, wild.measure) == (POINTS.most, SPACING.least, MEASURE.most)


@pytest.mark.parametrize("name", ["points", "spacing", "measure"])
def test_steps_end_at_the_bounds(name: str) -> None:
    assert getattr(Reading().stepped(name, 100), name) > getattr(Reading(), name)
    assert Reading().stepped(name, 100) == Reading().stepped(name, 101)
    assert Reading().stepped(name, -100) == Reading().stepped(name, -101)
    assert Reading().stepped(name, 1).stepped(name, -1) == Reading()


# in the reader


def test_the_text_is_set_as_chosen_and_stays_where_it_was(reader: Reader) -> None:
    text = "\n".join(f"Đoạn {n} kể việc của 😀 hai nước trong năm nay và năm sau, nhiều lần." for n in range(200))
    show(reader, text, [entity("e", text, "Đoạn 150", "PER")])
    reader.set_caret(text.index("Đoạn 120"), anchor=text.index("Đoạn 119"))
    reader.restore_place(text.index("Đoạn 118"))
    place, span = reader.place(), reader.selected_span()
    heard: list[object] = []
    reader.readingChanged.connect(heard.append)
    for chosen in (Reading(sans=True, points=20, spacing=235, measure=48), Reading(points=9, spacing=155), Reading()):
        reader.set_reading(chosen)
        settle()
        assert reader.place() == place
        assert reader.selected_span() == span
        assert reader.document().defaultFont().pointSizeF() == chosen.points
        family = fonts.READING_SANS if chosen.sans else fonts.READING
        assert QFontInfo(reader.document().defaultFont()).family() == family
        layout = reader.document().begin().layout()
        line = layout.lineAt(0)
        assert line.width() <= page.letter_width(chosen.font()) * chosen.measure + 1
        assert reader.document().toPlainText() == text
        block = reader.document().findBlockByNumber(1)
        pitch = block.layout().lineAt(1).y() - block.layout().lineAt(0).y() if block.layout().lineCount() > 1 else None
        if pitch:
            assert pitch / line.height() == pytest.approx(chosen.spacing / 100, abs=0.02)
        assert reader.records_at(text.index("Đoạn 150")) == ["e"]
    assert heard == []


def test_one_document_is_kept_and_no_more(reader: Reader) -> None:
    for n in range(5):
        show(reader, f"Bài {n} kể chuyện.")
        reader.set_reading(Reading(points=10 + n))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(reader.findChildren(QTextDocument)) <= 2


@pytest.mark.parametrize("sans", [False, True])
@pytest.mark.parametrize("points", [8, 13, 16, 32])
@pytest.mark.parametrize("spacing", [SPACING.least, 185, SPACING.most])
def test_nothing_of_a_stacked_letter_is_cut(reader: Reader, sans: bool, points: int, spacing: int) -> None:
    """The letters are as many pixels high in the text as they are by themselves, on the first line, on one inside a
    paragraph, and where only their line is painted anew."""
    reading = Reading(sans=sans, points=points, spacing=spacing)
    reader.set_reading(reading)
    text = f"{STACKED[:10]} {STACKED[10:]}\nxx xx\n{'xx ' * 40}{STACKED[6:12]} {'xx ' * 20}"
    show(reader, text, size=(900, 1700))
    reader.set_caret(len(text))
    settle()
    free = reading.font()
    for letters in (STACKED[:10], STACKED[6:12] + " x"):
        start = text.rindex(letters)
        cursor = QTextCursor(reader.document())
        cursor.setPosition(start)
        one = reader.cursorRect(cursor)
        cursor.setPosition(start + min(len(letters), 6))
        other = reader.cursorRect(cursor)
        assert one.top() == other.top(), "the letters are on two lines"
        area = QRect(one.left() + 1, one.top() - 12, other.left() - one.left() - 2, one.height() + 24)
        whole = _inked(reader, area)
        alone = _alone(reader, letters[:6], free)
        assert whole == alone, (letters, whole, alone)
        # the marks stay where only the line before is drawn again
        before = picture(reader)
        reader.viewport().update(QRect(0, one.top() - round(one.height() * 0.7), 900, round(one.height() * 0.7)))
        settle()
        assert picture(reader) == before


def _inked(reader: Reader, area: QRect) -> int:
    """Return how many pixels of height have ink in `area`."""
    image = picture(reader)
    rows = [
        y for y in range(area.top(), area.bottom() + 1)
        if any(contrast(c, LIGHT.reader) > 2 for c in colors(image, QRect(area.left(), y, area.width(), 1)))
    ]  # fmt: skip
    return rows[-1] - rows[0] + 1


def _alone(reader: Reader, letters: str, font: object) -> int:
    from PySide6.QtGui import QColor, QFont, QImage, QPainter

    assert isinstance(font, QFont)
    ratio = reader.devicePixelRatioF()
    image = QImage(round(900 * ratio), round(200 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(LIGHT.reader))
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(QColor(LIGHT.text))
    painter.drawText(QPoint(10, 120), letters)
    painter.end()
    rows = [
        y for y in range(200)
        if any(contrast(c, LIGHT.reader) > 2 for c in colors(image, QRect(0, y, 400, 1)))
    ]  # fmt: skip
    return rows[-1] - rows[0] + 1


# by keys


def test_keys_make_the_letters_larger_and_smaller(typist: Typist) -> None:
    t = typist
    t.press("Ctrl+=", "Ctrl+=")
    assert t.reader.font().pointSizeF() == 15
    t.press("Ctrl+-")
    assert t.reader.font().pointSizeF() == 14
    t.window.desk.articles.filter.setFocus()
    t.press("Ctrl+-")
    assert t.reader.font().pointSizeF() == 13
    t.press("Ctrl+-", "Ctrl+-", "Ctrl+0")
    assert t.reader.font().pointSizeF() == 13
    assert t.session.history.undo is None


def test_the_key_with_plus_on_it_is_heard_with_shift_and_without() -> None:
    router = KeyRouter(keys_in_use().actions)
    assert router._ids["Ctrl++"] == router._ids["Ctrl+="] == "letters-larger"


def test_the_setting_is_there_again_in_the_next_window(project: Path, open_window: Open) -> None:
    t = open_window(project)
    t.press("Ctrl+=", "Ctrl+=", "Ctrl+=")
    t.window.desk.reading.box  # noqa: B018  made
    t.window.desk.reading._set(t.window.desk.reader.reading._replace(sans=True))
    t.window.close()
    assert preferences.load().reading == "sans 16 185 78"
    again = open_window(project)
    assert again.window.desk.reader.reading == Reading(sans=True, points=16)
    assert again.reader.document().defaultFont().pointSizeF() == 16


@pytest.mark.parametrize(("first", "then"), [("vi", "en"), ("en", "vi")])
def test_all_that_was_chosen_in_the_box_is_in_effect_after_a_restart(
    project: Path, open_window: Open, first: str, then: str
) -> None:
    words.use(first)
    t = open_window(project)
    t.press("F4")
    box = t.window.desk.reading.box
    box.faces["sans"].click()
    for name, times in (("points", 3), ("spacing", 2), ("measure", -4)):
        stepper = box.steppers[name]
        for _ in range(abs(times)):
            (stepper.more if times > 0 else stepper.less).click()
    t.window.close()
    words.use(then)
    again = open_window(project)
    again.window.resize(1600, 900)
    settle()
    document = again.reader.document()
    font = document.defaultFont()
    assert (QFontInfo(font).family(), font.pointSizeF()) == (fonts.READING_SANS, 16)
    layout = document.firstBlock().layout()
    line = layout.lineAt(0)
    assert (layout.lineAt(1).y() - line.y()) / line.height() == pytest.approx(2.05, abs=0.02)
    assert line.width() == pytest.approx(page.letter_width(font) * 54, abs=1)
    again.press("F4")
    shown = again.window.desk.reading.box
    assert shown.faces["sans"].isChecked()
    assert "54" in shown.steppers["measure"].value.text()


def test_the_box_is_worked_by_keys_alone(typist: Typist) -> None:
    t = typist
    t.press("F4")
    box = t.window.desk.reading.box
    assert box.isVisible()
    assert t.focus() is box.faces["serif"]
    t.press("Tab", "Space")
    assert t.window.desk.reader.reading.sans
    t.press("Tab", "Tab", "Enter", "Enter")  # letters: more
    assert t.window.desk.reader.reading.points == 15
    t.press("Tab", "Tab", "Space")  # line height: more
    assert t.window.desk.reader.reading.spacing == 195
    t.press("Ctrl+-")  # heard in here too
    assert t.window.desk.reader.reading.points == 14
    assert "14" in box.steppers["points"].value.text()
    stops = set()
    for _ in range(40):
        stops.add(t.focus())
        t.press("Tab")
        assert box.isVisible()
        assert box.isAncestorOf(t.focus())
    assert stops == {b for b in box.findChildren(QToolButton) if b.isVisible() and b.isEnabled()}
    t.press("Esc")
    assert not box.isVisible()
    assert t.focus() is t.reader
    t.press("F4", "F4")
    assert not box.isVisible()


def test_the_look_is_chosen_in_the_box_and_ticked_in_the_menu(typist: Typist, qapp: QApplication) -> None:
    t = typist
    t.press("F4")
    t.window.desk.reading.box.looks["sepia"].click()
    assert preferences.load().theme == "sepia"
    assert qapp.property("theme") == "sepia"
    assert t.window.top._theme == "sepia"
    assert t.window.desk.reading.box.looks["sepia"].isChecked()
    t.window.desk.reading.box.looks["light"].click()
    assert qapp.property("theme") == "light"


def test_another_look_leaves_the_text_as_it_was_set(typist: Typist) -> None:
    t = typist
    t.press("F4")
    t.window.desk.reading._set(t.reader.reading._replace(sans=True, points=17))
    for look in ("sepia", "dark", "light"):
        t.window.desk.reading.box.looks[look].click()
        QApplication.processEvents()
        for font in (t.reader.font(), t.reader.document().defaultFont()):
            assert (font.family(), font.pointSizeF()) == (t.reader.reading.font().family(), 17)


def test_at_the_end_of_a_range_a_button_does_nothing_more(typist: Typist) -> None:
    t = typist
    t.press("F4")
    box = t.window.desk.reading.box
    stepper = box.steppers["points"]
    stepper.more.setFocus()
    for _ in range(POINTS.most):
        t.press("Space")
    assert t.window.desk.reader.reading.points == POINTS.most
    assert t.focus() is stepper.more
    box.reset.click()
    assert t.window.desk.reader.reading == Reading()


# kinds that are hidden


def test_a_kind_is_hidden_in_the_text_and_not_in_the_list(typist: Typist) -> None:
    t = typist
    t.select("Shinzo Abe")
    t.press("1", "Right")
    t.press("Alt+1")
    desk = t.window.desk
    assert desk.reader.visible() == []
    assert desk.reader.records_at(t.text().index("Shinzo Abe") + 2) == []
    assert [a.label for a in t.all("entity")] == ["PER"]
    assert len(desk.panel._model.cards) == 1
    assert not desk.header.hidden.isHidden()
    assert "entities" in desk.header.hidden.text()
    t.press("Alt+1")
    assert len(desk.reader.visible()) == 1
    assert desk.header.hidden.isHidden()


def test_what_is_chosen_is_shown_even_so(typist: Typist) -> None:
    t = typist
    t.select("Shinzo Abe")
    t.press("1", "Right", "Alt+1", "Alt+2", "Alt+3")
    assert t.window.desk.reader.visible() == []
    t.press("Space")
    assert [item.id for item in t.window.desk.reader.visible()] == [t.window.desk.acts.chosen]
    t.press("Esc")
    assert t.window.desk.reader.visible() == []
    t.press("Alt+0")
    assert len(t.window.desk.reader.visible()) == 1


def test_a_key_does_nothing_to_what_nobody_sees(typist: Typist) -> None:
    t = typist
    t.go_into("Shinzo")
    t.press("1", "Alt+1")
    assert len(t.all("entity")) == 1
    t.press("Del")
    assert len(t.all("entity")) == 1
    t.press("Alt+1", "Del")
    assert t.all("entity") == []


def test_nobody_tags_into_the_dark(typist: Typist) -> None:
    t = typist
    t.press("Alt+1", "Alt+2")
    t.select("Shinzo Abe")
    t.press("1")
    assert t.window.desk.reading.hidden == {"quote"}
    assert len(t.window.desk.reader.visible()) == 1
    t.press("Ctrl+PgDown")
    assert t.window.desk.reading.hidden == {"quote"}  # another article changes nothing
    assert not t.window.desk.header.hidden.isHidden()


def test_the_sign_that_something_is_hidden_brings_it_back(typist: Typist) -> None:
    t = typist
    t.press("Alt+2", "Alt+4")
    assert t.window.desk.reading.hidden == {"quote", "suggestion"}
    t.window.desk.header.hidden.click()
    assert t.window.desk.reading.hidden == frozenset()
