"""The register's page, worked by keys: finding somebody, all that this one says, merging, taking out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from reader_app.core.model import Span
from reader_app.gui.register import RegisterPage
from reader_app.storage import Store
from tests.gui.typist import Typist


def page(t: Typist) -> RegisterPage:
    found = t.window.findChild(RegisterPage, "registerPage")
    assert isinstance(found, RegisterPage)
    return found


def names(t: Typist) -> list[str]:
    return [row.referent.name or row.referent.role for row in page(t)._people.rows]


def said(t: Typist) -> list[str]:
    found = [page(t).saying(row) for row in range(len(page(t)._sayings.seqs))]
    return [one.words for one in found if one is not None]


def find(t: Typist, words: str) -> Span:
    start = t.text().index(words)
    return Span(start, start + len(words))


def people(t: Typist, record: str) -> list[str]:
    return t.people(t.session.here.annotation(record))


@pytest.fixture
def talks(typist: Typist) -> Typist:
    """Abe named in both articles, a quote of his in each and a claim in the second; Putin named once."""
    t, s = typist, typist.session
    t.press("Ctrl+PgDown")
    mention = s.tag(find(t, "Shinzo Abe"), "PER")
    abe = s.here.annotation(mention).referents[0]
    opener = s.quote_at(find(t, "nguyên tắc của Nhật Bản").start)
    s.set_people(opener, [abe])
    s.claim(find(t, "vẫn không thay đổi"))
    s.change_article(date="2016-12-15", title="Hội đàm ở Nagato")
    t.press("Ctrl+PgUp")
    s.tag(find(t, "Shinzo Abe"), "PER")
    s.tag(find(t, "Putin"), "PER")
    s.set_people(s.quote(find(t, "hai bên sẽ phát triển các mối quan hệ")), [abe])
    s.change_article(date="2019-01-22")
    return t


def test_all_that_somebody_says_by_date_and_to_the_text(talks: Typist) -> None:
    t = talks
    t.press("Ctrl+R")
    assert page(t).search.hasFocus()
    assert not t.window.desk.isVisible()
    assert names(t) == ["Shinzo Abe", "Putin"]
    assert [row.uses for row in page(t)._people.rows] == [5, 1]
    t.press("Enter")
    opener = "nguyên tắc của Nhật Bản về bốn hòn đảo"
    assert [words[: len(opener)] for words in said(t)] == [
        "hai bên sẽ phát triển các mối quan hệ", opener, "vẫn không thay đổi",
    ]  # fmt: skip
    t.press("Down", "Down", "Enter")
    assert t.window.desk.isVisible()
    assert t.reader.hasFocus()
    assert t.session.here.article.title == "Hội đàm ở Nagato"
    assert t.last("claim").contents[0].of(t.text()) == "vẫn không thay đổi"
    t.press("Ctrl+R")  # whom the chosen record names
    assert page(t).current() == t.session.here.annotation(t.window.desk.acts.chosen).referents[0]
    t.press("Esc")
    assert t.reader.hasFocus()


def test_back_from_the_text_to_where_one_was(talks: Typist) -> None:
    t, s = talks, talks.session
    abe = next(a for a in t.all("quote")).referents[0]
    s.set_people(t.all("quote")[0].id, [s.store.find_name("Putin")[0].id, abe])  # he is the second speaker
    t.press("Ctrl+R")
    t.write("abe")
    t.press("Enter", "Down")
    at = page(t).sayings.row()
    t.press("Enter")
    assert t.reader.hasFocus()
    t.press("Ctrl+R")
    assert page(t).current() == abe
    assert page(t).search.text() == "abe"
    assert page(t).sayings.hasFocus()
    assert page(t).sayings.row() == at == 1
    t.press("Home", "Enter", "Ctrl+R", "Down", "Enter")  # on and on
    assert t.reader.hasFocus()
    t.press("Ctrl+PgUp", "Ctrl+PgDown")
    t.select("Putin")
    t.press("1")
    t.window.desk.acts.go_to(next(a for a in t.all("entity") if a.contents[0].of(t.text()) == "Putin"))
    t.press("Ctrl+R")  # somebody else: from the beginning
    assert page(t).search.hasFocus()
    assert page(t).search.text() == ""
    assert names(t)[page(t).people.row()] == "Putin"


def test_whoever_was_chosen_last_is_there_again_without_the_search(talks: Typist) -> None:
    t = talks
    t.press("Ctrl+R")
    last = names(t)[-1]
    assert len(names(t)) > 1
    t.write(last)
    assert names(t) == [last]
    t.press("Esc", "Esc", "Ctrl+R")
    assert page(t).search.text() == ""
    assert names(t)[page(t).people.row()] == last


def test_what_somebody_says_is_looked_through_without_tone_marks(talks: Typist) -> None:
    t = talks
    t.press("Ctrl+R", "Enter", "/")
    t.write("hon dao")
    assert [words.startswith("nguyên tắc của Nhật Bản") for words in said(t)] == [True]
    assert page(t)._says.text() == "Quotes and claims 1"
    t.press("Down", "Enter", "Space")
    assert page(t).sayings.hasFocus()
    t.press("/")
    page(t).words.clear()
    t.write("quan he")
    assert len(said(t)) == 1
    t.press("Enter", "Space")
    assert page(t)._take_out.text().startswith("Take 2 ticked out")  # the other one as well
    t.press("/", "Esc")
    assert len(said(t)) == 3
    assert page(t).sayings.hasFocus()
    t.press("Esc")
    assert t.reader.hasFocus()


def test_the_register_by_type_and_by_name_with_keys(talks: Typist) -> None:
    t, s = talks, talks.session
    s.tag(find(t, "Nhật Bản"), "LOC")
    s.make_person(s.quote(find(t, "hai nước")), "", role="một quan chức Mỹ")
    t.press("Ctrl+R")
    assert names(t) == ["Shinzo Abe", "Putin", "Nhật Bản", "một quan chức Mỹ"]

    def choose(button: QToolButton, row: int) -> None:
        for _ in range(30):
            if t.focus() is not button:
                t.press("Tab")
        assert t.focus() is button
        button.menu().actions()[row].trigger()  # Space opens the menu; a window that is not on a screen has no menus
        QApplication.processEvents()

    choose(page(t).filter.orders, 1)
    assert names(t) == ["Nhật Bản", "Putin", "Shinzo Abe", "một quan chức Mỹ"]
    choose(page(t).filter.orders, 2)
    assert names(t) == ["một quan chức Mỹ", "Nhật Bản", "Putin", "Shinzo Abe"]
    t.press("/")
    choose(page(t).filter.kinds, 3)
    assert page(t).filter.kinds.text() == "Place"
    assert names(t) == ["Nhật Bản"]
    t.press("/")
    t.write("abe")
    assert names(t) == []
    assert not page(t).filter.orders.isEnabled()
    page(t).search.clear()
    choose(page(t).filter.kinds, 5)
    assert names(t) == ["một quan chức Mỹ"]


def test_likely_the_same_comes_first_when_merging_and_is_separated_again_by_keys(talks: Typist) -> None:
    t, s = talks, talks.session
    long = s.make_person(s.quote(find(t, "hai nước")), "Vladimir Putin")
    t.press("Ctrl+R")
    t.write("putin")
    assert names(t)[0] == "Putin"
    putin = page(t).current()
    t.press("F6", "M", "Enter")
    assert s.store.referent(putin).merged_into == long  # type: ignore[union-attr]
    assert names(t)[page(t).people.row()] == "Vladimir Putin"
    t.press("F6")
    for _ in range(15):
        if t.focus().accessibleName() == "Putin is somebody else again":
            break
        t.press("Tab")
    t.press("Enter")
    assert s.store.referent(putin).merged_into == ""  # type: ignore[union-attr]
    t.press("Ctrl+Z")
    assert s.store.referent(putin).merged_into == long  # type: ignore[union-attr]


def test_a_project_that_can_only_be_read_is_only_read(
    talks: Typist, project: Path, open_window: Callable[..., Typist]
) -> None:
    talks.window.close()
    t = open_window(project)
    t.window._store.__dict__.update(Store.open(project, read_only=True).__dict__)
    t.press("Ctrl+R", "Enter")
    assert len(said(t)) == 3
    assert page(t).fields.texts["name"].isReadOnly()
    assert not page(t).fields.merge.isVisible()
    t.press("M", "X", "Enter")  # no box opens that leads nowhere
    assert t.reader.hasFocus()


def test_search_without_tone_marks_and_by_ctrl_k(talks: Typist) -> None:
    t = talks
    t.session.make_person(t.all("quote")[0].id, "Đỗ Thị Hà")
    t.press("Ctrl+R")
    t.write("do ha")
    assert names(t) == ["Đỗ Thị Hà"]
    t.press("Esc", "Ctrl+K")
    t.write("putin")
    rows = t.window.going._box.choices()
    at = next(n for n, row in enumerate(rows) if row.id.startswith("person:"))
    for _ in range(at):
        t.press("Down")
    t.press("Enter")
    assert names(t)[page(t).people.row()] == "Putin"
    assert t.window.desk.shelf._filter.person == ""  # the list of articles is left as it is


def test_the_keys_at_the_bottom_are_those_that_work_where_the_focus_is(talks: Typist) -> None:
    t = talks
    t.press("Ctrl+R")
    assert "M:" not in page(t)._hint.text()
    t.press("Enter")
    assert page(t).search.hasFocus() is False
    assert "M:" in page(t)._hint.text()
    t.press("/")
    assert "M:" not in page(t)._hint.text()


def test_from_a_person_to_the_articles_that_name_it(talks: Typist) -> None:
    t = talks
    t.session.make_person(t.all("quote")[0].id, "Đỗ Thị Hà")
    t.press("Ctrl+R")
    t.write("do ha")
    t.press("F6", "F6")
    for _ in range(20):
        if t.focus().accessibleName() != "List the articles that name it":
            t.press("Tab")
    t.press("Enter")
    assert not page(t).isVisible()
    assert t.window.desk.articles.list.hasFocus()
    assert t.window.desk.shelf._filter.person == t.all("quote")[0].referents[0]


def test_fields_are_written_in_place_and_undone(talks: Typist) -> None:
    t = talks
    t.press("Ctrl+R", "F6", "F6")
    field = page(t).fields.texts["name"]
    assert field.hasFocus()
    for _ in range(5):  # past the types
        if not page(t).fields.texts["role"].hasFocus():
            t.press("Tab")
    assert page(t).fields.texts["role"].hasFocus()
    QTest.keyClicks(t.focus(), "Thu tuong")
    t.press("Enter")
    assert page(t).people.hasFocus()
    person = page(t).current()
    assert t.session.store.referent(person).role == "Thu tuong"  # type: ignore[union-attr]
    t.press("Ctrl+Z")
    assert t.session.store.referent(person).role == ""  # type: ignore[union-attr]
    assert page(t).fields.texts["role"].toPlainText() == ""


def test_a_bad_wikidata_id_is_refused_and_the_field_goes_back(talks: Typist) -> None:
    t = talks
    t.press("Ctrl+R")
    field = page(t).fields.texts["wikidata"]
    field.setFocus()
    QTest.keyClicks(field, "132345")
    t.press("Enter")
    assert "no Wikidata id" in t.window.messages.sentence()
    assert field.toPlainText() == ""


def test_merge_by_keys_and_undo(talks: Typist) -> None:
    t = talks
    t.press("Ctrl+R", "Down", "F6")
    assert page(t).people.hasFocus()
    putin = page(t).current()
    t.press("M")
    t.write("abe")
    t.press("Enter")
    assert names(t) == ["Shinzo Abe"]
    assert page(t)._people.rows[0].uses == 6
    assert t.session.store.referent(putin).merged_into == page(t).current()  # type: ignore[union-attr]
    assert "is now “Shinzo Abe”" in t.window.messages.sentence()
    assert not page(t).fields._merged.isHidden()
    t.press("Ctrl+Z")
    assert names(t) == ["Shinzo Abe", "Putin"]
    t.press("Ctrl+Shift+Z")
    assert names(t) == ["Shinzo Abe"]
    page(t).fields.separated.emit(putin)
    assert names(t) == ["Shinzo Abe", "Putin"]


def test_other_labels_are_not_merged(talks: Typist) -> None:
    t = talks
    t.press("Ctrl+R", "Down", "F6")
    t.session.change_person(page(t).current(), label="ORG")
    t.press("M")
    t.write("abe")
    t.press("Enter")
    assert "give both the same type first" in t.window.messages.sentence()
    assert names(t) == ["Shinzo Abe", "Putin"]
    assert names(t)[page(t).people.row()] == "Putin"


def test_take_mentions_out_to_somebody_new(talks: Typist) -> None:
    t = talks
    t.press("Ctrl+R", "Enter", "Down", "Space", "X")
    t.write("Abe khác")
    t.press("Enter")
    assert sorted(names(t)) == ["Abe khác", "Putin", "Shinzo Abe"]
    new = t.session.store.find_name("Abe khác")[0]
    places = t.session.mentions_of(new.id)
    # the claim stands in the quote that was ticked and goes with it
    assert sorted(place.kind for place in places) == ["claim", "quote"]
    assert len(said(t)) == 1
    assert "Took 1 place out" in t.window.messages.sentence()
    t.press("Ctrl+Z")
    assert t.session.store.find_name("Abe khác") == []
    assert len(t.session.mentions_of(page(t).current())) == 3


def test_mere_mentions_are_listed_too_and_go_to_somebody_known(talks: Typist) -> None:
    t = talks
    t.press("Ctrl+R")
    page(t)._all.click()
    assert len(page(t)._sayings.seqs) == 5
    page(t).sayings.setFocus()
    t.press("Home", "Space", "X")
    first = page(t).saying(0)
    assert first is not None
    t.write("putin")
    t.press("Enter")
    record = t.session.store.annotation(first.id)
    assert record is not None
    putin = t.session.store.find_name("Putin")[0]
    assert record.referents == (putin.id,)


def test_the_keys_of_the_text_do_nothing_here(talks: Typist) -> None:
    t = talks
    before = dict(t.session.here.records)
    t.press("Ctrl+R", "F6")
    for key in ("1", "Q", "C", "N", "Z", "Ctrl+1", "Ctrl+Del"):
        t.press(key)
    assert dict(t.session.here.records) == before
    assert page(t).isVisible()
    t.press("Ctrl+F")
    assert page(t).search.hasFocus()
    t.press("Ctrl+PgDown")  # another article is opened: back to the text
    assert t.window.desk.isVisible()
    assert not page(t).isVisible()


def test_del_takes_only_whom_nobody_names(talks: Typist) -> None:
    t = talks
    t.press("Ctrl+R", "Down", "F6", "Del")
    assert "still named" in t.window.messages.sentence()
    t.press("Esc")
    t.session.remove(next(a.id for a in t.all("entity") if a.contents[0].of(t.text()) == "Putin"))
    assert t.session.store.find_name("Putin") == []  # nothing but the name was known


def test_the_menu_leads_there_and_the_tab_back(talks: Typist) -> None:
    t = talks
    t.window.top._fill_menu()
    next(one for one in t.window.top.menu.menu().actions() if one.text().startswith("Register")).trigger()
    assert page(t).isVisible()
    assert t.window.top.desks.count() == 2
    t.window.top.desks.setCurrentIndex(0)
    assert t.window.top.desks.count() == 1
    assert not page(t).isVisible()
    assert t.reader.hasFocus()


def test_what_was_being_written_is_kept_when_somebody_else_is_chosen(talks: Typist) -> None:
    t = talks
    t.press("Ctrl+R")
    abe = page(t).current()
    field = page(t).fields.texts["note"]
    field.setFocus()
    QTest.keyClicks(field, "mot")
    page(t)._step(1)
    assert names(t)[page(t).people.row()] == "Putin"
    assert field.toPlainText() == ""
    assert t.session.store.referent(abe).note == "mot"  # type: ignore[union-attr]


def test_a_click_on_the_box_ticks_and_a_double_click_goes_to_the_text(talks: Typist) -> None:
    t = talks
    t.press("Ctrl+R")
    view = page(t).sayings
    at = view.visualRect(view.model().index(1, 0))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at.topLeft() + QPoint(16, 12))
    assert page(t)._sayings.ticked == {page(t)._sayings.seqs[1]}
    assert page(t)._take_out.isVisible()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at.center())
    assert len(page(t)._sayings.ticked) == 1
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at.center())
    assert t.reader.hasFocus()
    assert t.session.here.article.title == "Hội đàm ở Nagato"


def test_somebody_named_very_often_is_looked_up_once_the_cursor_rests(
    talks: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    t = talks
    monkeypatch.setattr("reader_app.gui.register_desk._MANY", 3)
    t.press("Ctrl+R")
    assert page(t)._sayings.seqs == []
    assert page(t)._says.text().endswith("…")
    t.window.register._rests.timeout.emit()
    assert len(page(t)._sayings.seqs) == 3
    t.press("Esc", "Ctrl+R", "Down", "Up", "Enter")  # who does not wait need not
    assert page(t).sayings.hasFocus()


def test_the_list_goes_on_page_by_page(talks: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    t = talks
    monkeypatch.setattr("reader_app.gui.register_desk._PAGE", 2)
    t.session.make_person(t.session.quote(find(t, "hai bên")), "Đỗ Hà")
    t.press("Ctrl+R")
    assert names(t) == ["Shinzo Abe", "Putin"]
    t.press("Down", "Down", "Down")
    assert names(t) == ["Shinzo Abe", "Putin", "Đỗ Hà"]
    assert page(t).people.row() == 2
