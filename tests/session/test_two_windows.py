"""Two windows, and other programs, on one file: nothing is lost, and what does not fit any more is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from reader_app.core.change import Change, Step
from reader_app.core.errors import CannotUndo, ReaderError, StaleEdit, StorageUnavailable
from reader_app.session import Session
from reader_app.storage import Store
from tests.session.looking import get, on_disk, people, register, span, words

Work = Callable[..., Session]


def test_edits_of_different_records_both_stay(work: Work) -> None:
    one = work()
    entity = one.tag(span(one, "Moskva"), "LOC")
    two = work()
    other = one.tag(span(one, "Hokkaido"), "LOC")
    quote = two.quote_at(span(two, "hợp tác kinh tế").start)
    assert two.sheet == on_disk(two)
    assert {a.id for a in two.mine()} == {entity, other, quote}
    one.set_note(entity, "xem lại")
    assert {a.id for a in one.mine()} == {entity, other, quote}
    two.refresh()
    assert one.sheet == two.sheet == on_disk(one)


def test_an_article_is_begun_once(work: Work) -> None:
    """Both windows show an untouched article: the edit of the second would begin it again, and is refused once."""
    one, two = work(), work()
    one.tag(span(one, "Moskva"), "LOC")
    with pytest.raises(StaleEdit):
        two.tag(span(two, "Hokkaido"), "LOC")
    two.tag(span(two, "Hokkaido"), "LOC")
    assert len(two.mine()) == 2
    assert two.stage == "draft"
    assert two.sheet == on_disk(two)


def test_an_edit_of_a_record_that_has_changed_is_refused(work: Work) -> None:
    one = work()
    entity = one.tag(span(one, "Moskva"), "LOC")
    two = work()
    one.set_note(entity, "của cửa sổ một")
    with pytest.raises(StaleEdit) as caught:
        two.set_note(entity, "của cửa sổ hai")
    assert caught.value.fields == {"record": entity}
    assert get(two, entity).note == "của cửa sổ một"
    assert two.sheet == on_disk(two)
    two.set_note(entity, "của cửa sổ hai")
    one.refresh()
    assert get(one, entity).note == "của cửa sổ hai"


def test_an_edit_of_a_record_that_is_gone_is_refused(work: Work) -> None:
    one = work()
    entity = one.tag(span(one, "Moskva"), "LOC")
    two = work()
    one.remove(entity)
    with pytest.raises(StaleEdit):
        two.set_note(entity, "?")
    assert two.mine() == []
    assert two.sheet == on_disk(two)


def test_the_same_words_are_not_tagged_twice(work: Work) -> None:
    one, two = work(), work()
    one.set_done([])
    two.refresh()
    one.tag(span(one, "Moskva"), "LOC")
    with pytest.raises(ReaderError) as caught:
        two.tag(span(two, "Moskva"), "LOC")
    assert caught.value.code in {"twice", "stale"}
    assert len(on_disk(two).annotations()) == 1
    assert two.sheet == on_disk(two)


def test_undo_of_what_another_window_has_changed_since(work: Work) -> None:
    one = work()
    entity = one.tag(span(one, "Moskva"), "LOC")
    two = work()
    two.set_note(entity, "?")
    with pytest.raises(CannotUndo):
        one.undo()
    assert one.sheet == two.sheet == on_disk(one)
    one.undo()
    assert get(one, entity).note == ""
    one.undo()
    assert one.mine() == []


def test_the_same_step_is_not_undone_by_both(work: Work) -> None:
    one = work()
    one.tag(span(one, "Moskva"), "LOC")
    one.tag(span(one, "Hokkaido"), "LOC")
    two = work()
    one.undo()
    with pytest.raises(CannotUndo):
        two.undo()
    assert [words(two, a.id) for a in two.mine()] == ["Moskva"]
    assert two.sheet == on_disk(two)


def test_refresh_tells_whether_anything_was_written(work: Work) -> None:
    one, two = work(), work("001")
    assert not one.refresh()
    one.tag(span(one, "Moskva"), "LOC")
    assert not one.refresh()
    assert two.refresh()
    assert not two.refresh()


def test_work_on_other_articles_is_no_obstacle(work: Work) -> None:
    one, two = work("000"), work("001")
    for words_here, words_there in (("Moskva", "Nagato"), ("Hokkaido", "Yamaguchi"), ("Tokyo", "Hoa Kỳ")):
        one.tag(span(one, words_here), "LOC")
        two.tag(span(two, words_there), "LOC")
    assert (len(one.mine()), len(two.mine())) == (3, 3)
    one.undo()
    two.undo()
    assert (one.sheet, two.sheet) == (on_disk(one), on_disk(two))


def test_a_person_described_elsewhere_meanwhile_keeps_the_description(work: Work) -> None:
    one, two = work("000"), work("001")
    entity = one.tag(span(one, "Nhật Bản"), "LOC")
    place = one.here.referent(get(one, entity).referents[0])
    assert place is not None
    described = replace(place, wikidata="Q17")
    two.store.save(Step("register", (Change(place, described),)), author="minh", article="")
    with pytest.raises(StaleEdit):  # it would have taken the name along
        one.remove(entity)
    one.remove(entity)
    assert register(one) == {"Nhật Bản"}
    again = one.tag(span(one, "Nhật Bản"), "LOC")
    assert people(one, again) == ["Nhật Bản"]
    assert one.here.referent(place.id) == described


def test_an_article_removed_by_another_window_is_closed(work: Work) -> None:
    one, two = work(), work()
    one.remove_article()
    with pytest.raises(ReaderError):
        two.tag(span(two, "Moskva"), "LOC")
    assert two.sheet is None
    assert not two.refresh()


@pytest.mark.parametrize("act", ["tag", "undo", "submit"])
def test_when_the_disk_refuses_nothing_moves(act: str, lan: Session) -> None:
    lan.tag(span(lan, "Moskva"), "LOC")
    with Store.open(lan.store.path, read_only=True) as store:
        reading = Session(store, "lan")
        reading.open(lan.here.article.id)
        before, told = reading.sheet, []
        reading.subscribe(lambda: told.append(1))
        acts: dict[str, Callable[[], object]] = {
            "tag": lambda: reading.tag(span(reading, "Hokkaido"), "LOC"),
            "undo": reading.undo,
            "submit": lambda: reading.submit([]),
        }
        with pytest.raises(StorageUnavailable):
            acts[act]()
        assert reading.sheet == before == on_disk(lan)
        assert reading.history.undo is not None
        assert told == []
