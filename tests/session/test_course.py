"""Opening and following an article, the course of the work on it, its removal, and who may be an author."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reader_app.core.errors import RuleBroken, StaleEdit
from reader_app.core.model import RESERVED_AUTHORS
from reader_app.session import Session
from tests.session.looking import get, on_disk, people, refused, register, span, stage

Work = Callable[..., Session]


@pytest.mark.parametrize("author", sorted(RESERVED_AUTHORS))
def test_names_of_layers_are_no_authors(author: str, work: Work) -> None:
    with refused("reserved-author"):
        work(author=author)


def test_without_an_open_article_there_is_nothing_to_do(lan: Session) -> None:
    fresh = Session(lan.store, "lan")
    assert fresh.sheet is None
    acts: list[Callable[[], object]] = [
        lambda: fresh.text,
        lambda: fresh.stage,
        fresh.mine,
        lambda: fresh.tag(span(lan, "Moskva"), "LOC"),
        lambda: fresh.quote_at(5),
        lambda: fresh.submit([]),
        fresh.remove_article,
    ]
    for act in acts:
        with refused("no-article"):
            act()
    assert fresh.undo() is None


def test_an_article_that_is_gone_cannot_be_opened(lan: Session) -> None:
    before = lan.sheet
    with pytest.raises(StaleEdit):
        lan.open("0123456789abcdef")
    assert lan.sheet == before


def test_every_change_is_told_once(lan: Session) -> None:
    seen: list[int] = []
    lan.subscribe(lambda: seen.append(len(lan.mine())))
    entity = lan.tag(span(lan, "Moskva"), "LOC")
    lan.tag(span(lan, "Moskva"), "LOC")
    lan.set_note(entity, "?")
    lan.undo()
    lan.undo()
    lan.redo()
    lan.open(lan.here.article.id)
    assert seen == [1, 1, 1, 0, 1, 1]
    with pytest.raises(RuleBroken):
        lan.tag(span(lan, "Moskva"), "PLACE")
    assert len(seen) == 6


def test_mine_in_the_order_of_the_text(lan: Session) -> None:
    moskva = lan.tag(span(lan, "Moskva"), "LOC")
    quote = lan.quote_at(span(lan, "hợp tác kinh tế").start)
    abe = lan.tag(span(lan, "Shinzo Abe"), "PER")
    assert [a.id for a in lan.mine()] == [abe, quote, moskva]
    assert [a.id for a in lan.mine("entity")] == [abe, moskva]


# stages


def test_from_todo_to_submitted_and_back(lan: Session) -> None:
    assert (stage(lan), lan.done) == ("todo", ())
    lan.tag(span(lan, "Moskva"), "LOC")
    assert stage(lan) == "draft"
    lan.set_done(["quote", "entity"])
    assert (stage(lan), lan.done) == ("draft", ("entity", "quote"))
    lan.set_aside()
    assert (stage(lan), lan.done) == ("set-aside", ("entity", "quote"))
    lan.tag(span(lan, "Hokkaido"), "LOC")
    assert stage(lan) == "draft"
    lan.submit(["entity"])
    assert (stage(lan), lan.done) == ("submitted", ("entity",))
    lan.reopen()
    assert (stage(lan), lan.done) == ("draft", ("entity",))
    assert on_disk(lan) == lan.sheet


def test_an_empty_article_can_be_submitted_as_done(lan: Session) -> None:
    lan.submit(["entity", "quote", "claim"])
    assert (stage(lan), lan.done) == ("submitted", ("entity", "quote", "claim"))
    assert lan.mine() == []
    assert lan.store.stage_counts("lan")["submitted"] == 1


def test_what_is_submitted_refuses_edits_until_it_is_reopened(lan: Session) -> None:
    entity = lan.tag(span(lan, "Moskva"), "LOC")
    lan.submit(["entity"])
    before = lan.sheet
    acts: list[Callable[[], object]] = [
        lambda: lan.tag(span(lan, "Hokkaido"), "LOC"),
        lambda: lan.relabel(entity, "ORG"),
        lambda: lan.quote_at(5),
        lambda: lan.set_note(entity, "?"),
        lambda: lan.remove(entity),
        lambda: lan.change_article(title="Tin"),
    ]
    for act in acts:
        with refused("submitted"):
            act()
    assert lan.sheet == before == on_disk(lan)
    assert register(lan) == {"Moskva"}
    lan.reopen()
    lan.relabel(entity, "ORG")
    assert get(lan, entity).label == "ORG"


def test_each_author_has_a_stage_of_their_own(work: Work) -> None:
    lan, minh = work(), work(author="minh")
    lan.submit(["entity"])
    minh.refresh()
    assert stage(minh) == "todo"
    minh.tag(span(minh, "Moskva"), "LOC")
    lan.refresh()
    assert (stage(lan), stage(minh)) == ("submitted", "draft")


def test_taking_back_the_submission_first(lan: Session) -> None:
    entity = lan.tag(span(lan, "Moskva"), "LOC")
    lan.submit(["entity"])
    lan.undo()
    assert stage(lan) == "draft"
    lan.undo()
    assert (stage(lan), lan.mine()) == ("todo", [])
    lan.redo()
    lan.redo()
    assert stage(lan) == "submitted"
    assert get(lan, entity).label == "LOC"


# removal of an article


def test_an_article_is_removed_and_brought_back(work: Work) -> None:
    lan, minh = work(), work(author="minh")
    entity = lan.tag(span(lan, "Shinzo Abe"), "PER")
    quote = lan.quote_at(span(lan, "hợp tác kinh tế").start)
    lan.claim_at(span(lan, "hợp tác kinh tế").start)
    lan.make_person(quote, "Vladimir Putin")
    minh.refresh()
    minh.tag(span(minh, "Moskva"), "LOC")
    lan.refresh()
    before, article = lan.sheet, lan.here.article
    lan.remove_article()
    assert lan.sheet is None
    assert lan.history.undo is None
    assert lan.store.article_id_for_key("000") is None
    assert register(lan) >= {"Shinzo Abe", "Vladimir Putin"}
    minh.refresh()
    assert minh.sheet is None
    entry = lan.removed_article()
    assert entry is not None
    assert (entry.step.title, entry.step.detail) == ("remove-article", "000")
    assert minh.removed_article() is None
    lan.undo_removal(entry)
    assert lan.sheet == before == on_disk(lan)
    assert lan.here.article == article
    assert people(lan, entity) == ["Shinzo Abe"]
    assert lan.removed_article() is None
    lan.undo()
    assert people(lan, quote) == []


def test_a_removal_is_taken_back_after_a_restart(work: Work) -> None:
    lan = work()
    lan.tag(span(lan, "Moskva"), "LOC")
    before = lan.sheet
    lan.remove_article()
    lan.store.close()
    again = work("001")
    entry = again.removed_article()
    assert entry is not None
    again.undo_removal(entry)
    assert again.sheet == before


def test_of_two_removals_the_last_comes_back_first(work: Work) -> None:
    lan = work("000")
    second = lan.store.article_id_for_key("001")
    assert second is not None
    lan.remove_article()
    lan.open(second)
    lan.remove_article()
    keys = []
    while (entry := lan.removed_article()) is not None:
        lan.undo_removal(entry)
        keys.append(lan.here.article.key)
    assert keys == ["001", "000"]


def test_a_linked_article_is_removed_with_its_links(work: Work) -> None:
    from reader_app.core.change import Change, Step
    from reader_app.core.model import Link

    lan, there = work("000"), work("001")
    later, earlier = lan.claim(span(lan, "Tokyo có thể chấp nhận")), there.claim(span(there, "nguyên tắc của Nhật Bản"))
    link = Link("l1", "revises", later, lan.here.article.id, earlier, there.here.article.id, "lan")
    lan.store.save(Step("link", (Change(None, link),)), author="lan", article=lan.here.article.id)
    lan.open(lan.here.article.id)
    lan.remove_article()
    there.refresh()
    assert list(there.here.links()) == []
    entry = lan.removed_article()
    assert entry is not None
    lan.undo_removal(entry)
    there.refresh()
    assert list(there.here.links()) == [link]
