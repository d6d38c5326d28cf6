"""Finding by keys: in the list, with filters, and anything with Ctrl+K."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reader_app.core.model import Article
from reader_app.gui.app import open_or_create
from reader_app.gui.shelf import Shelf
from tests.gui.typist import Typist


@pytest.fixture
def typist(project: Path, open_window: Callable[..., Typist], qtbot: QtBot) -> Typist:
    """Somebody at the seeds and sixty more articles, every list filled."""
    with open_or_create(project) as store, store.bulk("lan", "import", "") as bulk:
        for n in range(60):
            text = f"Bài số {n} nói về bóng đá. " + ("Chuyện ở đảo xa." if n % 10 == 3 else "")
            bulk.add_article(
                Article(f"{n:016}", f"k{n:02}", f"Tin {n}", text, f"20{10 + n % 10}-05-06", f"Báo {n % 3}")
            )
    typist = open_window(project)
    found(typist, qtbot, 62)
    return typist


def shelf(typist: Typist) -> Shelf:
    return typist.window.desk.shelf


def found(typist: Typist, qtbot: QtBot, count: int) -> None:
    """Wait until the list is whole and shows so many articles."""
    model = typist.window.desk.articles.list.model()
    try:
        qtbot.waitUntil(lambda: shelf(typist)._seqs is not None and len(shelf(typist)._seqs or ()) == count)
    finally:
        assert model.rowCount() == count


def line(typist: Typist) -> str:
    facets = typist.window.desk.articles._facets
    return facets.findChild(QLabel).text() if facets is not None and not facets.isHidden() else ""


def test_words_without_tones_find_articles_and_are_shown_in_the_text(typist: Typist, qtbot: QtBot) -> None:
    typist.press("Ctrl+L")
    assert typist.focus().objectName() == "articleFilter"
    typist.write('"dao xa"')
    found(typist, qtbot, 6)
    typist.press("Enter")
    qtbot.waitUntil(lambda: typist.session.here.article.key == "k03")
    assert typist.reader.textCursor().selectedText() == "đảo xa"
    typist.press("Ctrl+PgDown")
    assert typist.session.here.article.key == "k13"
    typist.press("Ctrl+PgUp", "Ctrl+PgUp")
    assert typist.session.here.article.key == "k03"


def test_enter_waits_for_what_is_looked_for(typist: Typist, qtbot: QtBot) -> None:
    typist.press("Ctrl+L")
    typist.focus().insert("tin 42")  # type: ignore[attr-defined]  # a line edit; no event is given time
    typist.press("Enter")
    qtbot.waitUntil(lambda: typist.session.here.article.key == "k42")


def test_what_is_being_composed_is_looked_for(typist: Typist, qtbot: QtBot) -> None:
    typist.press("Ctrl+L")
    event = QInputMethodEvent("đảo", [])
    typist.focus().inputMethodEvent(event)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: shelf(typist)._shown.text == "đảo")
    found(typist, qtbot, 8)  # the seeds speak of islands too


def test_filters_by_keys_named_in_a_line_and_ended_by_esc(typist: Typist, qtbot: QtBot) -> None:
    typist.press("Ctrl+L", "Ctrl+L")
    assert typist.focus().parent().objectName() == "filterBox"
    typist.write("2013")
    typist.press("Enter")
    found(typist, qtbot, 6)
    assert typist.focus().objectName() == "articleFilter"
    typist.press("Ctrl+L")
    qtbot.waitUntil(lambda: len(shelf(typist).box._facets.outlets) > 0)
    typist.write("bao 0")
    typist.press("Enter")
    found(typist, qtbot, 2)
    assert line(typist) == "Báo 0 · 2013"
    typist.press("Ctrl+L")
    typist.write("title")
    typist.press("Enter")
    found(typist, qtbot, 2)
    typist.write("tin 3")
    found(typist, qtbot, 2)
    typist.press("Esc")
    found(typist, qtbot, 2)
    assert line(typist) == "Báo 0 · 2013 · By title"
    typist.press("Esc")
    found(typist, qtbot, 62)
    assert line(typist) == ""


def test_the_order_is_the_way(typist: Typist, qtbot: QtBot) -> None:
    typist.press("Ctrl+L", "Ctrl+L")
    typist.write("newest")
    typist.press("Enter")
    qtbot.waitUntil(lambda: shelf(typist)._shown.order == "newest")
    found(typist, qtbot, 62)
    typist.press("Down", "Home", "Enter")
    assert typist.session.here.article.date == "2019-05-06"
    first = typist.session.here.article.key
    typist.press("Ctrl+PgDown")
    assert typist.session.here.article.date == "2019-05-06"
    assert typist.session.here.article.key > first


def test_more_articles_do_not_move_what_is_in_sight(typist: Typist, qtbot: QtBot) -> None:
    articles = typist.window.desk.articles
    bar = articles.list.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    top = articles._model.seq(articles.list.visible_rows().start)
    at = articles.list.rowViewportPosition(articles.list.visible_rows().start)
    articles.set_articles([seq for seq in range(1, 63) if seq not in (2, 5, 7)], [])
    assert articles._model.seq(articles.list.visible_rows().start) == top
    assert articles.list.rowViewportPosition(articles.list.visible_rows().start) == at
    qtbot.wait(1)


class TestAnything:
    @pytest.fixture(autouse=True)
    def tagged(self, typist: Typist) -> None:
        """A quote with a person in the first seed."""
        typist.select("Tại cuộc hội đàm, chúng tôi đã thảo luận")
        typist.press("Q")
        typist.select("Putin")
        typist.press("1", "Esc")

    def ask(self, typist: Typist, qtbot: QtBot, query: str, *kinds: str) -> list[str]:
        typist.press("Ctrl+K")
        typist.write(query)
        box = typist.window.going._box
        ids = [one.id for one in box.choices()]
        qtbot.waitUntil(lambda: all(any(one.id.startswith(k) for one in box.choices()) for k in kinds))
        return [one.id for one in box.choices()] or ids

    def test_a_quote_is_gone_to(self, typist: Typist, qtbot: QtBot) -> None:
        record = typist.all("quote")[0].id
        typist.press("Ctrl+PgDown")
        found = self.ask(typist, qtbot, "thao luan", "quote:")
        typist.press(*["Down"] * found.index(f"quote:{record}"), "Enter")
        assert typist.window.desk.acts.chosen == record
        assert typist.session.here.annotation(record).kind == "quote"

    def test_a_person_is_shown_in_the_register_and_the_list_is_left_alone(self, typist: Typist, qtbot: QtBot) -> None:
        found = self.ask(typist, qtbot, "putin", "person:")
        assert found[0].startswith("person:")
        typist.press("Enter")
        assert typist.window.register.is_open
        assert typist.window.register.page.fields.texts["name"].toPlainText() == "Putin"
        assert shelf(typist)._filter.person == ""

    def test_enter_that_comes_before_the_answer_takes_the_first_of_it(
        self, typist: Typist, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("reader_app.gui.going._PATIENCE", 0)
        typist.press("Ctrl+K")
        typist.focus().insert("dao tin 33")  # type: ignore[attr-defined]  # a field; no event is heard in between
        QTest.keyClick(typist.focus(), Qt.Key.Key_Return)
        assert typist.session.here.article.key != "k33"
        qtbot.waitUntil(lambda: typist.session.here.article.key == "k33")

    def test_the_list_of_those_who_name_somebody(self, typist: Typist, qtbot: QtBot) -> None:
        shelf(typist).show_person(typist.session.mine("entity")[0].referents[0])
        qtbot.waitUntil(lambda: shelf(typist)._seqs == [1])
        assert "Putin" in line(typist)

    def test_a_label_filters_the_list(self, typist: Typist, qtbot: QtBot) -> None:
        found = self.ask(typist, qtbot, "per", "label:")
        typist.press(*["Down"] * found.index("label:entity/PER"), "Enter")
        qtbot.waitUntil(lambda: shelf(typist)._seqs == [1])

    def test_words_lead_into_an_article(self, typist: Typist, qtbot: QtBot) -> None:
        self.ask(typist, qtbot, "dao tin 33", "article:")
        typist.press("Enter")
        assert typist.session.here.article.key == "k33"
        assert typist.reader.textCursor().selectedText() == "đảo"

    def test_an_action_is_there_at_once_and_stays_chosen(self, typist: Typist, qtbot: QtBot) -> None:
        found = self.ask(typist, qtbot, "undo", "action:")
        assert found[0] == "action:undo"
        typist.press("Enter")
        assert typist.session.history.redo is not None
