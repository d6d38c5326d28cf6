"""M: the same words everywhere in the article and in the project."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from reader_app.core.model import Annotation
from reader_app.gui.same_words import SameWords
from tests.gui.typist import Typist


def same(t: Typist) -> SameWords:
    return t.window.desk.same_words


def wait(t: Typist) -> None:
    """Let it read the other articles."""
    for _ in range(1000):
        QApplication.processEvents()
        if not same(t).is_looking:
            return
    raise AssertionError("it goes on looking")


def rows(t: Typist) -> list[tuple[str, bool]]:
    """Return of each row what stands around the words, and whether it is ticked."""
    shown = same(t).list._model.rows
    return [(f"{row.before[-8:]}|{row.words}|{row.after[:8]}", row.ticked) for row in shown]


def tagged(t: Typist, words: str) -> list[Annotation]:
    return [e for e in t.all("entity") if e.contents[0].of(t.text()) == words]


def all_articles(t: Typist, words: str) -> dict[str, int]:
    """Return for each article how often `words` are tagged there."""
    store, found = t.session.store, {}
    for article in store.article_ids():
        sheet = store.sheet(article)
        own = [e for e in sheet.own("lan") if e.contents[0].of(sheet.article.text) == words]
        found[sheet.article.key[:3]] = len(own)
    return found


@pytest.fixture
def moskva(typist: Typist) -> Typist:
    """Moskva tagged once in the first seed, and selected."""
    typist.select("Moskva")
    typist.press("3")
    return typist


def test_every_place_in_the_article_is_tagged_as_one_step(moskva: Typist) -> None:
    t = moskva
    before = dict(t.session.here.records)
    t.press("M")
    assert [ticked for _, ticked in rows(t)] == [False, True, True, True]
    t.press("Enter")
    found = tagged(t, "Moskva")
    assert len(found) == t.text().count("Moskva") == 4
    assert {e.label for e in found} == {"LOC"}
    assert len({e.referents for e in found}) == 1
    assert t.focus() is t.reader
    assert not same(t).is_open
    t.press("Ctrl+Z")
    assert dict(t.session.here.records) == before
    t.press("Ctrl+Shift+Z")
    assert len(tagged(t, "Moskva")) == 4


def test_a_place_is_left_out_with_space_and_all_with_x(moskva: Typist) -> None:
    t = moskva
    t.press("M", "Down", "Space")
    assert [ticked for _, ticked in rows(t)] == [False, True, False, True]
    t.press("X")
    assert not any(ticked for _, ticked in rows(t))
    t.press("X", "Space")
    assert [ticked for _, ticked in rows(t)] == [False, True, False, True]
    t.press("Enter")
    assert len(tagged(t, "Moskva")) == 3


def test_what_is_tagged_already_is_shown_as_such_and_not_ticked(moskva: Typist) -> None:
    t = moskva
    t.select("Moskva", nth=2)
    t.press("2")
    t.select("Moskva")
    t.press("M")
    assert [row.state for row in same(t).list._model.rows][:2] == ["tagged: LOC", "tagged: ORG"]
    t.press("Up", "Up", "Space")  # what is tagged cannot be ticked
    assert [ticked for _, ticked in rows(t)] == [False, False, True, True]


def test_a_piece_of_a_longer_name_is_listed_and_left_to_the_person(typist: Typist) -> None:
    t = typist
    t.select("Shinzo Abe")
    t.press("1")
    t.select("Abe", nth=2)
    t.press("1", "M")
    shown = [(row.before[-6:], row.state, row.ticked) for row in same(t).list._model.rows]
    assert shown == [
        ("hinzo ", "inside another", False),
        ("tướng ", "tagged: PER", False),
        ("tướng ", "", True),
        ("ệu ông"[-5:] + " ", "", True),
        ("hinzo ", "part of a longer name?", False),
    ]


def test_esc_closes_it_and_nothing_has_happened(moskva: Typist) -> None:
    t = moskva
    before = dict(t.session.here.records)
    t.press("M", "Esc")
    assert (same(t).is_open, t.focus() is t.reader) == (False, True)
    assert dict(t.session.here.records) == before


def test_letters_and_delete_in_the_list_do_nothing_to_the_record(moskva: Typist) -> None:
    t = moskva
    before = dict(t.session.here.records)
    t.press("M", "Del", "Q", "1", "N")
    assert dict(t.session.here.records) == before
    assert same(t).is_open


def test_only_the_words_of_an_entity_are_looked_for(typist: Typist) -> None:
    t = typist
    t.select("hội đàm")
    t.press("M")
    assert not same(t).is_open
    assert "Tag a name first" in t.window.messages.sentence()


def test_the_name_at_the_caret_is_meant_while_the_quote_around_it_is_chosen(moskva: Typist) -> None:
    t = moskva
    t.go_into("Moskva")
    t.press("C", "M")
    assert same(t).is_open
    assert len(rows(t)) > 1
    t.press("Enter")
    assert {one.label for one in tagged(t, "Moskva")} == {"LOC"}


def test_the_whole_project_in_one_step_that_either_article_undoes(typist: Typist) -> None:
    t = typist
    t.select("Nhật Bản")
    t.press("3", "M", "M")
    wait(t)
    assert {row.where[:10] for row in same(t).list._model.rows} == {"Phát biểu ", "Cuộc hội đ"}
    assert len(rows(t)) == 11
    t.press("X", "X", "Enter")
    assert all_articles(t, "Nhật Bản") == {"000": 6, "001": 5}
    other = next(i for i in t.session.store.article_ids() if i != t.session.here.article.id)
    assert t.session.store.sheet(other).assignment("lan") is None  # nobody has begun to work on it
    referents = {e.referents for i in (other, t.session.here.article.id)
                 for e in t.session.store.sheet(i).own("lan")}  # fmt: skip
    assert len(referents) == 1

    t.press("Ctrl+PgDown", "Ctrl+Z")
    assert all_articles(t, "Nhật Bản") == {"000": 1, "001": 0}
    assert "other" in t.window.messages.sentence()
    t.press("Ctrl+Shift+Z")
    assert all_articles(t, "Nhật Bản") == {"000": 6, "001": 5}


def test_what_would_be_tagged_is_in_sight_behind_many_that_are_tagged(typist: Typist) -> None:
    t = typist
    t.select("Nga", nth=2)
    t.press("3", "M", "X", "X", "Enter")  # all of the article, pieces of longer names too
    t.select("Nga", nth=2)
    t.press("M", "M")
    wait(t)
    places = same(t).list
    first = [ticked for _words, ticked in rows(t)].index(True)
    assert first > 7
    assert places.row() == first
    assert places.list.viewport().rect().contains(places.list.visualRect(places._model.index(first)))
    t.press("Space")
    assert rows(t)[first][1] is False


def test_a_submitted_article_is_left_alone(typist: Typist) -> None:
    t = typist
    t.press("Ctrl+PgDown", "N", "Ctrl+PgUp")
    assert t.session.here.article.key.startswith("000")
    t.select("Nhật Bản")
    t.press("3", "M", "M")
    wait(t)
    assert {row.state for row in same(t).list._model.rows if not row.tickable} == {"tagged: LOC", "submitted"}
    t.press("X", "X", "Enter")
    assert all_articles(t, "Nhật Bản")["001"] == 0


def test_other_spelling_is_found_where_it_is_asked_for(typist: Typist) -> None:
    t = typist
    t.press("Ctrl+PgDown")
    t.select("Nam Kuril")
    t.press("3", "M")
    exact = len(rows(t))
    t.press("C")
    assert len(rows(t)) == exact
    t.press("T", "Esc")
    t.select("Chính phủ")
    t.press("2", "M")
    assert len(rows(t)) == 1
    t.press("C", "Esc")
    t.select("Bộ ngoại giao")
    t.press("2", "M")
    assert len(rows(t)) == 1


def test_it_closes_when_another_article_opens(moskva: Typist) -> None:
    t = moskva
    t.press("M", "Ctrl+PgDown")
    assert not same(t).is_open


def test_undo_shows_in_the_open_list(moskva: Typist) -> None:
    t = moskva
    t.select("Moskva", nth=2)
    t.press("3", "M")
    assert [row.state for row in same(t).list._model.rows][:2] == ["tagged: LOC"] * 2
    t.session.remove(tagged(t, "Moskva")[0].id)
    assert [row.state for row in same(t).list._model.rows][:2] == ["", "tagged: LOC"]
    t.session.undo()
    t.session.undo()  # the entity whose words are looked for is gone
    assert not same(t).is_open


def test_f6_comes_back_to_the_list(moskva: Typist) -> None:
    t = moskva
    t.press("M")
    places = t.focus()
    assert places is not t.reader
    for _ in range(30):
        t.press("F6")
        if t.focus() is places:
            return
    raise AssertionError("F6 passes it by")
