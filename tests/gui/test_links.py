"""Linking quotes and claims by keys, in an article and across articles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QToolButton

from reader_app.core.change import Change, Step
from reader_app.core.model import Link
from reader_app.gui.links import LinkBox, LinkKinds
from reader_app.storage import Store
from tests.gui.typist import Typist

OLD = "nguyên tắc của Nhật Bản về bốn hòn đảo"
NEW = "Tokyo có thể chấp nhận một hiệp ước hòa bình với Nga"


def links(t: Typist) -> list[tuple[str, str, str]]:
    return [(one.kind, one.head, one.tail) for one in t.session.here.links()]


def claim(t: Typist, words: str) -> str:
    t.select(words)
    t.press("C")
    return t.last("claim").id


@pytest.fixture
def both(typist: Typist) -> tuple[str, str]:
    """The old claim in article 001, made first, and the new one in 000, which is open and chosen."""
    typist.press("Ctrl+PgDown")
    old = claim(typist, OLD)
    typist.press("Ctrl+PgUp")
    return old, claim(typist, NEW)


def box(t: Typist) -> LinkBox:
    found = t.window.findChild(LinkBox, "linkBox")
    assert isinstance(found, LinkBox)
    return found


def kinds(t: Typist) -> LinkKinds:
    found = t.window.findChild(LinkKinds, "linkKinds")
    assert isinstance(found, LinkKinds)
    return found


def test_a_claim_is_linked_across_articles_by_keys(typist: Typist, both: tuple[str, str]) -> None:
    t, (old, new) = typist, both
    t.press("L")
    assert box(t).isVisible()
    t.write("nguyen tac cua nhat")
    assert [one.id for one in box(t).choices()] == [old]
    t.press("Enter")
    assert kinds(t).one.words() == NEW
    assert kinds(t).other.words() == OLD
    t.write("revi")
    assert [one.title[3:] for one in kinds(t).choices()] == ["revises →", "← revises"]
    t.press("Enter")
    assert links(t) == [("revises", new, old)]
    assert t.reader.hasFocus()
    card = t.window.desk.panel._open["claim"]
    assert card.links is not None
    assert [(one.way, one.words) for one in card.links.lines()] == [("revises →", OLD)]
    assert "Linked: revises" in t.window.messages.sentence()

    t.press("Ctrl+Z")
    assert links(t) == []
    assert card.links.lines() == ()
    t.press("Ctrl+Shift+Z")
    assert links(t) == [("revises", new, old)]


def test_a_digit_takes_the_kind_and_escape_goes_back(typist: Typist, both: tuple[str, str]) -> None:
    t, (old, new) = typist, both
    t.press("L")
    t.write("nguyen")
    t.press("Enter", "Esc")
    assert box(t).isVisible()
    assert box(t).field.text() == "nguyen"
    t.press("Enter", "6")
    assert links(t) == [("revises", old, new)]
    t.press("L")
    t.write("nguyen")
    t.press("Enter", "6")  # a second time: it is there
    assert len(links(t)) == 1
    t.press("L", "Esc")
    assert t.reader.hasFocus()


def test_symmetric_ones_are_stored_once(typist: Typist, both: tuple[str, str]) -> None:
    t, (old, new) = typist, both
    for start, query in ((new, "nguyen"), (old, "tokyo")):
        t.window.desk.guarded(lambda s=start: _go(t, s))
        t.press("L")
        t.write(query)
        t.press("Enter", "2")
    assert links(t) == [("contradicts", *sorted(both))]


def _go(t: Typist, record: str) -> None:
    found = t.session.store.annotation(record)
    assert found is not None
    t.window.desk.show_record(found.article, record)


def test_nothing_typed_offers_this_article_then_the_same_people_elsewhere(
    typist: Typist, both: tuple[str, str]
) -> None:
    t, (old, new) = typist, both
    other = claim(t, "hai bên sẽ phát triển các mối quan hệ")
    t.window.desk.guarded(lambda: t.session.set_people(other, [t.session.make_person(new, "Shinzo Abe")]))
    t.press("Ctrl+PgDown")
    t.window.desk.guarded(lambda: _set_first(t, old))
    t.press("Ctrl+PgUp")
    _go(t, new)
    t.press("L")
    assert [one.id for one in box(t).choices()] == [other, old]
    assert box(t).choices()[0].detail == "Shinzo Abe · this article"
    t.write("zzz")
    assert box(t).choices() == ()
    assert box(t).hint.isVisible()


def test_what_somebody_says_elsewhere_is_found_by_the_name(typist: Typist, both: tuple[str, str]) -> None:
    t, (old, _new) = typist, both
    t.press("Ctrl+PgDown")
    t.session.make_person(old, "Shinzo Abe")
    t.press("Ctrl+PgUp")
    t.press("Space", "L")
    for words in ("shinzo", "abe dao", "dao Abe", "nguyên tắc abe"):
        box(t).field.clear()
        t.write(words)
        assert [one.id for one in box(t).choices()] == [old], words
    assert box(t).choices()[0].detail.startswith("Shinzo Abe · ")
    box(t).field.clear()
    t.write("putin dao")
    assert box(t).choices() == ()
    t.press("Esc")


@pytest.mark.usefixtures("both")
def test_both_ends_show_their_whole_sentences_one_beside_the_other(typist: Typist) -> None:
    t = typist
    t.session.change_article(date="2019-01-22")
    t.press("L")
    t.write("nguyen tac")
    t.press("Enter")
    ends = kinds(t).one, kinds(t).other
    assert ends[0].geometry().right() < ends[1].geometry().left()
    assert ends[0].geometry().top() == ends[1].geometry().top()
    assert ends[0].head().startswith("this one · 2019-01-22 · Claim")
    for end, sentence in zip(
        ends,
        ("Trước đó ngày 20/1, Thủ tướng Shinzo Abe đã nói rằng Tokyo có thể", "Đồng thời, ông Abe thừa nhận rằng"),
        strict=True,
    ):
        assert end.text().removeprefix("… ").startswith(sentence)
        assert end.height() >= end.height_for(end.width())  # nothing is squeezed
    assert "đánh dấu một" in ends[0].text()  # the sentence goes on behind the claim
    choices = kinds(t).list
    assert choices.height() >= len(kinds(t).choices()) * choices.rowHeight(0)  # each digit is in view
    t.window.resize(560, 700)
    t.press("Esc", "Enter")
    assert ends[0].geometry().bottom() < ends[1].geometry().top()  # one above the other


def _set_first(t: Typist, record: str) -> None:
    found = t.session.store.find_name("Shinzo Abe")
    t.session.set_people(record, [found[0].id])


def test_the_card_leads_to_the_other_end_and_removes(typist: Typist, both: tuple[str, str]) -> None:
    t, (old, _new) = typist, both
    t.press("L")
    t.write("nguyen")
    t.press("Enter", "5")
    card = t.window.desk.panel._open["claim"]
    assert card.links is not None
    go, _remove = card.links._lines[0].findChildren(QToolButton)
    go.click()
    assert t.session.here.article.key.startswith("001")
    assert t.window.desk.acts.chosen == old
    assert [one.way for one in card.links.lines()] == ["← revises"]
    _go, remove = card.links._lines[0].findChildren(QToolButton)
    remove.click()
    assert links(t) == []


def test_evidence_is_missed_until_there_is_some(typist: Typist, both: tuple[str, str]) -> None:
    t, (_old, new) = typist, both
    t.session.set_attribute(new, "veracity", "SUPPORTS")
    card = t.window.desk.panel._open["claim"]
    assert card.links is not None
    assert card.links.lacking
    t.press("L")
    t.write("nguyen")
    t.press("Enter", "8")
    assert [kind for kind, _head, _tail in links(t)] == ["evidence"]
    assert not card.links.lacking


def test_a_name_has_no_links(typist: Typist) -> None:
    t = typist
    t.select("Shinzo Abe")
    t.press("1", "L")
    assert t.window.findChild(LinkBox, "linkBox") is None or not box(t).isVisible()
    assert "Only quotes and claims" in t.window.messages.sentence()


def test_a_link_of_somebody_else_is_shown_and_stays(typist: Typist, both: tuple[str, str], project: Path) -> None:
    t, (old, new) = typist, both
    article = t.session.here.article.id
    far = t.session.store.annotation(old)
    assert far is not None
    with Store.open(project) as store:
        made = Link("l1", "revises", new, article, old, far.article, "mai")
        store.save(Step("link", (Change(None, made),)), author="mai", article=article)
    t.session.refresh()
    card = t.window.desk.panel._open["claim"]
    assert card.links is not None
    assert [one.theirs for one in card.links.lines()] == [True]
    names: list[Any] = [b.accessibleName() for b in card.links.findChildren(QToolButton)]
    assert not any(name.startswith("Remove") for name in names)
