"""What is known about the article, above its text: shown and changed as plain text, never part of the document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from reader_app.gui import web
from reader_app.gui.article_facts import FactsForm
from tests.gui.reading import article
from tests.gui.typist import Typist

Open = Callable[..., Typist]


def fill(t: Typist, **facts: str) -> None:
    """Write into the fields of the form, as an input method commits it."""
    for name, words in facts.items():
        field = t.window.desk.header.form.fields[name]
        field.setFocus()
        field.selectAll()
        t.write(words)


def test_what_is_written_becomes_one_step(typist: Typist) -> None:
    t = typist
    text = t.text()
    t.press("Ctrl+I")
    assert isinstance(t.focus(), QLineEdit)
    fill(
        t, title="Hội đàm <b>Nga</b> & Nhật", outlet="TTXVN", date="22/1/2019", byline="Dương Trí", url="https://x.vn/a"
    )
    t.press("Enter")
    kept = t.session.here.article
    assert (kept.title, kept.outlet, kept.date, kept.byline, kept.url) == (
        "Hội đàm <b>Nga</b> & Nhật", "TTXVN", "2019-01-22", "Dương Trí", "https://x.vn/a",
    )  # fmt: skip
    header = t.window.desk.header
    assert header.title.text() == "Hội đàm <b>Nga</b> & Nhật"
    assert header.facts.text() == "TTXVN · 2019-01-22 · Dương Trí"
    assert header.link.text() == "x.vn ↗"
    assert not header.is_editing
    assert t.focus() is t.reader
    assert t.reader.toPlainText() == text == kept.text
    t.press("Ctrl+Z")
    assert t.session.here.article.title == ""
    assert header.title.text() == kept.key


def test_esc_keeps_nothing_and_letters_are_the_fields(typist: Typist) -> None:
    t = typist
    t.press("Ctrl+I")
    fill(t, title="Tin")
    t.press("Q", "1", "Esc")
    assert t.session.here.article.title == ""
    assert t.session.mine() == []
    assert t.session.history.undo is None
    assert t.focus() is t.reader
    t.press("Ctrl+I")
    assert t.window.desk.header.form.fields["title"].text() == ""
    t.press("Enter")
    assert t.session.history.undo is None


@pytest.mark.parametrize("date", ["2019-13", "hôm qua", "29/2/2019"])
def test_a_date_that_is_none_is_said_and_kept_by_nobody(typist: Typist, date: str) -> None:
    t = typist
    t.press("Ctrl+I")
    fill(t, outlet="TTXVN", date=date)
    t.press("Enter")
    form = t.window.desk.header.form
    assert form.isVisible()
    assert "2019-01-22" in form.trouble.text()
    assert t.focus() is form.fields["date"]
    assert t.session.here.article.outlet == ""
    fill(t, date="2019-01")
    t.press("Enter")
    assert (t.session.here.article.outlet, t.session.here.article.date) == ("TTXVN", "2019-01")


def test_what_is_written_is_not_lost_with_the_article(typist: Typist) -> None:
    t = typist
    first = t.session.here.article.id
    t.press("Ctrl+I")
    fill(t, title="Tin", date="bậy")
    t.press("Ctrl+PgDown")
    assert t.session.here.article.id != first
    assert not t.window.desk.header.is_editing
    assert t.session.here.article.title == ""
    t.press("Ctrl+PgUp")
    assert (t.session.here.article.title, t.session.here.article.date) == ("Tin", "")


def test_a_submitted_article_is_read_only(typist: Typist) -> None:
    t = typist
    first = t.session.here.article.id
    t.press("N")
    t.window.desk.course.open(first)
    header = t.window.desk.header
    assert header.edit.isHidden()
    t.press("Ctrl+I")
    assert not header.is_editing
    assert "submitted" in t.window.messages.sentence()
    t.press("Ctrl+Shift+N", "Ctrl+I")
    assert header.is_editing
    assert not header.edit.isHidden()


def test_a_date_that_came_with_an_import_stays_while_something_else_changes(qtbot: QtBot) -> None:
    form = FactsForm()
    qtbot.addWidget(form)
    form.open_for(replace(article("Một bài."), date="Thứ ba 22/1"))
    for name, words in (("title", "Tin"), ("date", "Thứ ba 22/1")):
        form.fields[name].selectAll()
        form.fields[name].insert(words)
    assert form.changes() == {"title": "Tin"}


def test_a_link_is_opened_by_a_click_and_by_nothing_else(typist: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    t = typist
    opened: list[str] = []

    def note(address: QUrl) -> bool:
        opened.append(address.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    t.session.change_article(url="https://www.vietnamplus.vn/a?b=1&c=2")
    QApplication.processEvents()
    header = t.window.desk.header
    assert header.link.text() == "vietnamplus.vn ↗"
    assert header.link.toolTip() == "https://www.vietnamplus.vn/a?b=1&c=2"
    assert opened == []
    header.link.click()
    assert opened == ["https://www.vietnamplus.vn/a?b=1&c=2"]


@pytest.mark.parametrize(
    "words",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://x.vn/a",
        "x.vn/a",
        "https://",
        "mailto:a@x.vn",
        "http:x",
        "",
        " ",
    ],
)
def test_nothing_but_the_web_is_a_link(typist: Typist, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    t = typist
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _address: pytest.fail("opened"))
    assert web.link(words) is None
    assert not web.open_in_browser(words)
    t.session.change_article(url=words)
    header = t.window.desk.header
    assert header.link.isHidden()
    assert header.facts.text() == words.strip()


def test_a_link_shows_where_it_leads_whatever_it_pretends() -> None:
    address = web.link("https://vietnamplus.vn@evil.example/a")
    assert address is not None
    assert web.host(address) == "evil.example"


def test_the_header_has_room_in_a_narrow_window(typist: Typist) -> None:
    t = typist
    t.session.change_article(title="Hội đàm " * 20, outlet="VietnamPlus", date="2019-01-22", url="https://x.vn/a")
    t.window.resize(640, 600)
    QApplication.processEvents()
    header = t.window.desk.header
    assert header.width() <= 640
    for part in (header.title, header.facts, header.link, header.edit):
        assert part.isVisible()
        right = part.mapTo(header, part.rect().topRight()).x()
        assert right < header.width(), part
    assert header.link.width() >= header.link.sizeHint().width()
    assert "Hội đàm Hội đàm" in header.title.toolTip()
    t.press("Ctrl+I")
    form = header.form
    assert all(field.width() > 150 for field in form.fields.values())


def test_an_article_without_facts_has_one_line(typist: Typist, project: Path, open_window: Open) -> None:
    t = typist
    assert t.window.desk.header.facts.isHidden()
    one = t.window.desk.header.height()
    t.session.change_article(outlet="TTXVN")
    QApplication.processEvents()
    assert t.window.desk.header.height() > one
    empty = open_window(project.with_name("empty.sqlite"))
    assert empty.window.desk.header.isHidden()


def test_capitals_with_two_marks_are_not_cut(typist: Typist) -> None:
    t = typist
    t.session.change_article(title="ĐIỂM ẨN ẪỄỖẶ", outlet="BÁO ẪỄỖẶ", byline="NGUYỄN ẨN")
    t.window.desk.header.edit.hide()  # with the button beside it the title has room enough
    QApplication.processEvents()
    for label in (t.window.desk.header.title, t.window.desk.header.facts):
        cramped = inked_rows(label)
        label.setFixedHeight(80)
        QApplication.processEvents()
        assert cramped == inked_rows(label), label.text()


def inked_rows(label: QWidget) -> int:
    """Return how many rows of pixels the words of `label` take."""
    image = label.grab().toImage()
    ground = image.pixel(image.width() - 1, 0)
    return sum(any(image.pixel(x, y) != ground for x in range(image.width())) for y in range(image.height()))
