"""The list of articles: lazily filled, filtered as one types, and deaf to what the window's keys are for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QInputMethodEvent, QInputMethodQueryEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reader_app.core.model import STAGES
from reader_app.gui.article_list import ArticleList
from reader_app.gui.article_model import words_of
from reader_app.storage import ArticleRow


def row(seq: int, **fields: Any) -> ArticleRow:
    values = {
        "seq": seq, "id": f"id{seq}", "key": f"{seq:03}", "title": "", "snippet": f"Bài số {seq}", "length": 2353,
        "stage": "draft", "entities": 15, "quotes": 5, "claims": 1,
    }  # fmt: skip
    return ArticleRow(**{**values, **fields})


@pytest.fixture
def articles(qtbot: QtBot) -> ArticleList:
    articles = ArticleList()
    qtbot.addWidget(articles)
    articles.resize(276, 700)
    articles.show()
    return articles


def wanted(articles: ArticleList) -> list[list[int]]:
    asked: list[list[int]] = []
    articles.rowsWanted.connect(asked.append)
    return asked


def compose(field: QWidget, qtbot: QtBot, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    field.inputMethodEvent(event)  # type: ignore[arg-type]
    qtbot.wait(1)


def test_asks_for_the_rows_in_sight_only_and_once(articles: ArticleList, qtbot: QtBot) -> None:
    asked = wanted(articles)
    articles.set_articles(range(1, 100_001), [])
    qtbot.waitUntil(lambda: len(asked) == 1)
    assert asked[0][0] == 1
    assert len(asked[0]) < 40
    articles.list.viewport().repaint()
    qtbot.wait(20)
    assert len(asked) == 1
    articles.add_rows(map(row, asked[0]))
    articles.list.verticalScrollBar().setValue(articles.list.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked[1][-1] == 100_000
    assert len(asked[1]) < 60


def test_data_is_a_placeholder_until_the_row_comes(articles: ArticleList) -> None:
    articles.set_articles([7, 8], [row(7)])
    model = articles.list.model()
    assert model.row(0) == row(7)
    assert model.row(1) is None
    assert model.index(1, 0).data() == "…"
    articles.add_rows([row(8)])
    assert model.index(1, 0).data() == "Bài số 8, 008 · 2,353 characters, 15 entities · 5 quotes · 1 claim, In progress"


def test_the_same_list_again_keeps_its_place_and_asks_anew(articles: ArticleList, qtbot: QtBot) -> None:
    articles.set_articles(range(1, 500), map(row, range(1, 500)))
    bar = articles.list.verticalScrollBar()
    bar.setValue(3000)
    asked = wanted(articles)
    articles.set_articles(range(1, 500), [])
    assert bar.value() == 3000
    # what was known is shown until the new rows come
    assert articles.list.model().row(40) == row(41)
    qtbot.waitUntil(lambda: len(asked) == 1)
    articles.set_articles(range(1, 600), [])
    assert bar.value() == 3000


def test_rows_that_change_are_shown(articles: ArticleList, qtbot: QtBot) -> None:
    articles.set_articles([1, 2], map(row, (1, 2)))
    model = articles.list.model()
    with qtbot.waitSignal(model.dataChanged) as changed:
        articles.update_row(row(2, stage="submitted"))
    assert changed.args is not None
    assert changed.args[0].row() == 1
    assert model.row(1).stage == "submitted"
    articles.update_row(row(99))  # not in the list: nothing to show


def test_the_open_article_is_brought_into_sight_also_when_its_row_comes_later(articles: ArticleList) -> None:
    articles.set_articles(range(1, 41), map(row, range(1, 41)))
    articles.set_current(400)
    assert articles.list.row() == -1
    articles.set_articles(range(1, 501), [])
    assert articles.list.row() == 399
    assert 399 in articles.list.visible_rows()


def test_a_click_and_enter_open_but_arrows_only_move(articles: ArticleList, qtbot: QtBot) -> None:
    articles.set_articles([11, 12, 13], map(row, (11, 12, 13)))
    opened: list[int] = []
    articles.opened.connect(opened.append)
    view = articles.list
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, view.rowViewportPosition(1) + 20))
    assert opened == [12]
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert opened == [12]
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened == [12, 13]
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened == [12, 13, 11]


def test_the_list_leaves_other_keys_and_input_methods_alone(articles: ArticleList, qtbot: QtBot) -> None:
    heard: list[int] = []

    class Window(QWidget):
        def keyPressEvent(self, event: Any) -> None:
            heard.append(event.key())

    window = Window()
    qtbot.addWidget(window)
    articles.setParent(window)
    articles.set_articles([1, 2], map(row, (1, 2)))
    keys = [Qt.Key.Key_1, Qt.Key.Key_B, Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_N]
    for key in keys:
        qtbot.keyClick(articles.list, Qt.Key.Key_Down)
        query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
        articles.list.event(query)
        assert query.value(Qt.InputMethodQuery.ImEnabled) is False
        assert not articles.list.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        qtbot.keyClick(articles.list, key)
    articles.setParent(None)  # type: ignore[call-overload]  # the fixture's own again
    assert heard == keys


def test_the_filter_reads_what_is_being_composed(articles: ArticleList, qtbot: QtBot) -> None:
    field = articles.filter
    assert field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    with qtbot.waitSignal(articles.filterChanged) as changed:
        compose(field, qtbot, "hoà")
    assert changed.args == ["hoà", ""]
    assert field.text() == ""
    with qtbot.waitSignal(articles.filterChanged) as changed:
        compose(field, qtbot, "bình", commit="hoà ")
    assert changed.args == ["hoà bình", ""]
    # composing in the middle, after a letter that takes two units of Qt's
    field.setText("🎉 nga")
    field.setCursorPosition(3)
    compose(field, qtbot, "mới ")
    assert field.query() == "🎉 mới nga"


def test_enter_in_the_filter_searches_at_once_and_opens_the_first(articles: ArticleList, qtbot: QtBot) -> None:
    articles.set_articles([5, 6], map(row, (5, 6)))
    heard: list[object] = []
    articles.filterChanged.connect(lambda *words: heard.append(words))
    articles.opened.connect(heard.append)
    articles.firstAsked.connect(lambda: heard.append("first"))
    qtbot.keyClicks(articles.filter, "abe")
    qtbot.keyClick(articles.filter, Qt.Key.Key_Return)
    assert heard == [("abe", ""), "first"]
    articles.open_first()
    assert heard[-1] == 5
    qtbot.keyClick(articles.filter, Qt.Key.Key_Escape)
    assert heard[-1] == ("", "")
    assert articles.filter.text() == ""


def test_chips_name_the_stages_that_there_are(articles: ArticleList, qtbot: QtBot) -> None:
    articles.set_counts({"total": 2353, "todo": 2300, "draft": 50, "submitted": 3, "returned": 0})
    shown = [chip.text() for chip in articles._chips.values() if not chip.isHidden()]
    assert shown == ["All 2,353", "To do 2,300", "In progress 50", "Done 3"]
    with qtbot.waitSignal(articles.filterChanged) as changed:
        articles._chips["submitted"].click()
    assert changed.args == ["", "submitted"]
    assert not articles._chips[""].isChecked()


def test_six_digit_counts_stay_in_the_line_of_the_chips(articles: ArticleList) -> None:
    articles.resize(264, 700)  # as wide as the list is at first
    articles.set_counts({"total": 123_456, "todo": 100_000, "draft": 9_999, "submitted": 10_000})
    shown = [chip for chip in articles._chips.values() if not chip.isHidden()]
    assert [chip.text() for chip in shown] == ["All 123k", "To do 100k", "In progress 9,999", "Done 10k"]
    assert shown[0].toolTip() == "123,456"
    assert shown[0].accessibleName() == "All: 123,456"
    assert shown[2].toolTip() == ""


def test_progress(articles: ArticleList) -> None:
    articles.set_progress(1, 2353, 21)
    assert articles._done.text() == "1 / 2,353 articles · 21 labels today"
    assert (articles._bar.value(), articles._bar.maximum()) == (1, 2353)


@pytest.mark.parametrize("stage", STAGES)
def test_the_menu_offers_what_can_be_done(articles: ArticleList, stage: str) -> None:
    said: list[tuple[str, int]] = []
    articles.intent.connect(lambda action, seq: said.append((action, seq)))
    menu = articles.menu_for(9, stage)
    actions = {action.text(): action for action in menu.actions() if action.text()}
    assert ("Reopen" in actions) == (stage in {"submitted", "approved", "set-aside"})
    actions["Remove article…"].trigger()
    assert said == [("remove", 9)]
    menu.deleteLater()


def test_files_that_could_be_imported_can_be_dropped(articles: ArticleList, tmp_path: Path) -> None:
    folder = tmp_path / "tin"
    folder.mkdir()
    names = [tmp_path / "a.TXT", tmp_path / "b.jsonl", tmp_path / "c.png", folder]
    mime = QMimeData()
    mime.setUrls([*(QUrl.fromLocalFile(str(one)) for one in names), QUrl("https://example.org/a.txt")])
    dropped: list[list[Path]] = []
    articles.filesDropped.connect(dropped.append)
    articles.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    assert dropped == [[tmp_path / "a.TXT", tmp_path / "b.jsonl", folder]]


def test_hints_where_there_is_nothing(articles: ArticleList) -> None:
    articles.set_articles([], [])
    assert "drop" in articles.list.hint
    articles.set_filter("abe", "")
    articles.set_articles([], [])
    assert articles.list.hint == "No article matches this filter."


def test_a_title_of_many_lines_is_one_line() -> None:
    assert words_of(row(1, title="Hai\nnước\t ký")).startswith("Hai nước ký, 001")
    assert "not started" in words_of(row(1, stage="todo", entities=0, quotes=0, claims=0))
