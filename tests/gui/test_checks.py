"""What is still to be looked at: told below the panel, listed below the text, gone to by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from reader_app.core.errors import Problem
from reader_app.gui import checks as checks_module
from reader_app.gui.app import open_or_create
from reader_app.gui.checks_list import CheckList
from reader_app.storage import Store
from reader_app.transfer import ImportReport, import_files
from reader_app.words import use
from tests.gui.typist import Typist

Open = Callable[..., Typist]


def _count(t: Typist) -> QToolButton:
    button = t.window.findChild(QToolButton, "findingCount")
    assert isinstance(button, QToolButton)
    return button


def _list(t: Typist) -> CheckList:
    return t.window.desk.checks.list


def _lines(t: Typist) -> list[str]:
    t.window.desk.checks.look()
    model = _list(t).list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_nothing_is_looked_at_within_the_time_of_a_key(
    typist: Typist, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks_module, "_RESTS", 60_000)
    t = typist
    t.window.desk.checks.look()
    before = _count(t).text()
    t.select("Tokyo có thể chấp nhận một hiệp ước")
    t.press("Q")
    assert _count(t).text() == before
    t.window.desk.checks._timer.start(0)
    qtbot.waitUntil(lambda: _count(t).text() == "3 things to look at", timeout=5000)


def test_a_huge_article_is_looked_at_in_slices_with_the_same_end(
    tmp_path: Path, open_window: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks_module, "_RESTS", 60_000)  # however slow the machine is
    file = tmp_path / "huge.txt"
    text = "\n".join(f"Đoạn {n}. Ông A nói: “Đây là lời nói dài thứ {n} của ông ấy.”" for n in range(6000))
    file.write_text(text, encoding="utf-8")
    path = tmp_path / "huge.sqlite"
    with open_or_create(path) as store:
        for _ in import_files(store, [file], ImportReport()):
            pass
    t = open_window(path)
    checks = t.window.desk.checks
    checks.later()
    checks._go_on(0.0)
    assert checks._work is not None, "it lets go after the first bit"
    t.select("lời nói dài thứ 5")
    t.press("Q")
    assert checks._work is None, "an edit begins anew"
    checks._timer.start(0)
    qtbot.waitUntil(lambda: _count(t).text() == "6,000 things to look at", timeout=20_000)


def test_before_it_is_submitted_what_is_left_is_summed_up_at_the_boxes(typist: Typist) -> None:
    t = typist
    t.select("Tokyo có thể chấp nhận một hiệp ước")
    t.press("Q", "Esc")
    t.window.desk.checks.look()
    sorts = t.window.findChild(QLabel, "findingSorts")
    assert isinstance(sorts, QLabel)
    assert sorts.isVisible()
    assert sorts.text() == "1 quote of nobody · 2 quotations not tagged"
    assert _count(t).accessibleName() == f"3 things to look at: {sorts.text()}"
    assert "F7" in _count(t).toolTip()
    assert t.window.desk.done.boxes()[0].toolTip() == "All tagged: Entities (Ctrl+1)"
    said = sorts.text()
    t.press("Shift+N")
    assert f"3 things to look at: {said}." in t.window.messages.sentence()


def test_where_nothing_is_left_there_is_no_summary(tmp_path: Path, open_window: Open) -> None:
    t = open_window(tmp_path / "empty.sqlite")
    t.window.desk.checks.look()
    sorts = t.window.findChild(QLabel, "findingSorts")
    assert isinstance(sorts, QLabel)
    assert sorts.isHidden()


def test_every_sort_of_finding_is_in_the_summary_in_both_languages() -> None:
    codes = [
        "quote-bare", "quote-no-source", "quote-no-cue", "quote-no-person", "cue-far", "marks-cut", "claim-no-claimant",
        "claim-no-evidence", "entities-cross", "mark-untagged",
    ]  # fmt: skip
    found = [Problem(code, "", {}) for code in codes]
    summaries = []
    for language in ("en", "vi"):
        use(language)
        summaries.append(checks_module.by_sort([*found, Problem("entity-in-entity", "", {})]).split(" · "))
    assert [len(summary) for summary in summaries] == [10, 10]
    assert not set(summaries[0]) & set(summaries[1])
    assert summaries[0][8] == "2 overlaps of names"


def test_the_list_shows_each_finding_and_enter_goes_to_its_record_in_the_text(typist: Typist) -> None:
    t = typist
    t.select("Tokyo có thể chấp nhận một hiệp ước")
    t.press("Q", "Esc", "F7")
    assert t.focus() is _list(t).list
    assert len(_lines(t)) == 3
    t.press("End")
    assert t.focus() is _list(t).list, "looking at a finding leaves the keys in the list"
    quote = t.all("quote")[0]
    assert t.window.desk.acts.chosen == quote.id
    t.press("Home", "Enter")
    assert t.focus() is t.reader
    selected = t.window.desk.reader.selected_span()
    assert selected is not None
    assert selected.of(t.text()).startswith("Tại cuộc hội đàm")
    t.press("Q")
    assert len(_lines(t)) == 3, "the quotation became a quote that nobody says yet"
    assert "Nobody says" in _lines(t)[0]
    t.press("F7")
    assert _list(t).isHidden()
    assert t.focus() is t.reader


def test_f8_goes_round_the_findings_and_back(typist: Typist) -> None:
    t = typist
    starts = []
    for key in ("F8", "F8", "F8", "Shift+F8"):
        t.press(key)
        selected = t.window.desk.reader.selected_span()
        assert selected is not None
        starts.append(selected.of(t.text())[:8])
    assert starts == ["Tại cuộc", "hòa bình", "Tại cuộc", "hòa bình"]
    assert "Words in quotation marks" in t.window.messages.sentence()
    assert t.focus() is t.reader


def test_with_nothing_to_look_at_nothing_is_said_and_f8_says_so(tmp_path: Path, open_window: Open) -> None:
    t = open_window(tmp_path / "empty.sqlite")
    t.window.desk.checks.look()
    assert _count(t).isHidden()
    t.press("F8")
    assert t.window.messages.sentence() == "Nothing is left to look at."
    t.press("F7")
    assert _list(t).isVisible()
    t.press("Esc")
    assert _list(t).isHidden()


def test_an_ignored_finding_stays_away_after_a_restart_and_can_be_brought_back(
    project: Path, open_window: Open
) -> None:
    t = open_window(project)
    t.select("Shinzo Abe")
    t.press("1", "F7")
    assert len(_lines(t)) == 2
    t.press("Del")
    assert len(_lines(t)) == 1
    assert len(t.all("entity")) == 1, "Delete ignores here, it removes no record"
    assert t.window.messages.sentence() == "It will not be listed again."
    t.window.close()
    again = open_window(project)
    again.press("F7")
    assert len(_lines(again)) == 1
    mai = open_window(project, "mai")
    mai.press("F7")
    assert len(_lines(mai)) == 2, "each author decides for herself"
    again.window.do("restore-findings")
    assert len(_lines(again)) == 2


def test_a_read_only_project_keeps_no_ignored_finding_and_says_so(project: Path, open_window: Open) -> None:
    t = open_window(project)
    t.press("F7")
    t.window._store.close()
    t.window._store.__dict__.update(Store.open(project, read_only=True).__dict__)
    t.press("Del")
    assert "read" in t.window.messages.sentence()
    assert len(_lines(t)) == 2


def test_a_box_that_could_not_be_ticked_is_not(project: Path, open_window: Open) -> None:
    t = open_window(project)
    t.window.resize(1200, 800)
    box = t.window.desk.done.boxes()[0]
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert t.window.desk.done.kinds() == t.session.done == ("entity",)
    t.window._store.close()
    t.window._store.__dict__.update(Store.open(project, read_only=True).__dict__)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert t.window.messages.sentence() == "The project can only be read here."
    assert t.window.desk.done.kinds() == t.session.done == ("entity",)


def test_submitting_tells_what_was_left_and_leads_back_to_it(typist: Typist) -> None:
    t = typist
    first = t.session.here.article.id
    t.press("Ctrl+2", "N")
    said = t.window.messages.sentence()
    assert "Submitted" in said
    assert "2 things to look at: 2 quotations not tagged." in said
    assert t.session.here.article.id != first
    button = next(b for b in t.window.messages.findChildren(QToolButton) if b.text() == "Look back")
    button.click()
    QApplication.processEvents()
    assert t.session.here.article.id == first
    assert len(_lines(t)) == 2
    assert t.window.desk.reader.selected_span() is not None


def test_quotations_are_no_matter_where_nobody_said_that_quotes_are_done(typist: Typist) -> None:
    t = typist
    t.press("Ctrl+1", "N")
    assert t.window.messages.sentence().startswith("Submitted")
    assert "look at" not in t.window.messages.sentence()


def test_f6_comes_to_the_button_of_a_message_and_to_the_boxes(typist: Typist) -> None:
    t = typist
    t.window.resize(1200, 800)
    t.press("Ctrl+2", "N")
    came_to = []
    for _ in range(6):
        t.press("F6")
        came_to.append(t.focus())
    assert any(isinstance(one, QToolButton) and one.text() == "Look back" for one in came_to)
    assert t.focus() is t.reader
    t.press("F6", "F6", "Tab", "F6")
    assert t.focus() is not t.reader, "from any box of the area on to the next area"
    assert not t.window.desk.done.isAncestorOf(t.focus())
