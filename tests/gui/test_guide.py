"""The guidelines beside the text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QToolButton

from reader_app.gui.guide import Guide
from reader_app.words import use
from tests.gui.typist import Typist

Open = Callable[..., Typist]


def _guide(t: Typist) -> Guide:
    return t.window.desk.guiding.guide


def test_f2_opens_the_guidelines_at_the_chosen_label_and_leaves_the_keys_in_the_text(typist: Typist) -> None:
    t = typist
    t.window.resize(1200, 800)
    QApplication.processEvents()
    t.select("Shinzo Abe")
    t.press("1", "Left", "Space", "F2")
    assert _guide(t).isVisible()
    assert t.focus() is t.reader
    assert _guide(t).chapter() == "entity.PER"
    t.press("3")
    assert _guide(t).chapter() == "entity.LOC", "it follows the record"
    assert t.all("entity")[0].label == "LOC"
    t.press("F2")
    assert not _guide(t).isVisible()
    assert t.window.desk.articles.isVisible()


def test_the_chapter_is_in_view(typist: Typist) -> None:
    t = typist
    t.window.resize(1200, 800)
    QApplication.processEvents()
    t.press("F2")
    for chapter in ("claim.other", "quote", "entity.ORG"):
        _guide(t).go_to(chapter)
        QApplication.processEvents()
        pages = _guide(t).pages
        rect = pages.cursorRect(pages.textCursor())
        assert pages.viewport().rect().contains(rect.center()), chapter
        bar = pages.verticalScrollBar()
        assert rect.top() < 40 or bar.value() == bar.maximum(), chapter


def test_its_own_keys_scroll_and_the_desks_keys_go_on(typist: Typist) -> None:
    t = typist
    t.window.resize(1200, 800)
    QApplication.processEvents()
    t.press("F2", "F6")
    assert t.focus() is _guide(t).pages
    before = _guide(t).pages.verticalScrollBar().value()
    t.press("PgDown", "PgDown")
    assert _guide(t).pages.verticalScrollBar().value() > before
    t.press("Esc")
    assert not _guide(t).isVisible()
    assert t.focus() is t.reader
    t.select("Shinzo Abe")
    t.press("F2", "F6", "1")
    assert [a.label for a in t.all("entity")] == ["PER"]


@pytest.mark.parametrize(("language", "words"), [("vi", "Chỉ tên riêng"), ("en", "The name alone")])
def test_it_is_plain_text_in_the_language_of_the_window(
    project: Path, open_window: Open, language: str, words: str
) -> None:
    use(language)
    t = open_window(project)
    t.press("F2")
    text = _guide(t).pages.toPlainText()
    assert words in text
    assert ("TITLE · Chức danh  đang tắt" if language == "vi" else "TITLE · Title  switched off") in text
    assert "Thủ tướng Abe cho biết thêm A" in text
    chips = [b.text() for b in _guide(t).findChildren(QToolButton) if b.text() != "×"]
    assert len(chips) == 7


def test_it_says_at_once_which_labels_are_off(typist: Typist) -> None:
    t = typist
    t.press("F2")
    assert "TITLE · Title  switched off" in _guide(t).pages.toPlainText()
    t.session.change_label("entity", "TITLE", off=False)
    assert "switched off" not in _guide(t).pages.toPlainText()


def test_in_a_narrow_window_the_text_keeps_its_room(typist: Typist) -> None:
    t = typist
    t.window.resize(640, 640)
    QApplication.processEvents()
    t.press("F2")
    QApplication.processEvents()
    assert _guide(t).isVisible()
    assert t.reader.width() >= 300
    assert not t.window.desk.right.isVisible()
    t.press("F2")
    QApplication.processEvents()
    assert t.window.desk.right.isVisible()


def test_areas_are_gone_round_with_all_that_is_open(typist: Typist) -> None:
    t = typist
    t.window.resize(1200, 800)
    QApplication.processEvents()
    t.press("F2", "F7", "Esc", "F7")
    t.reader.setFocus()
    names = []
    for _ in range(8):
        names.append(t.focus().objectName())
        t.press("F6")
        if t.focus() is t.reader:
            break
    assert t.focus() is t.reader
    assert names[:4] == ["reader", "findings", "guidePages", "cardList"], names
    assert "articleFilter" not in names, "the list is covered by the guidelines"
