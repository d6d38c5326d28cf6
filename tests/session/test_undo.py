"""Undo and redo: of every act, over a restart, and where others build on what would be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from reader_app.core.change import Change, Sheet, Step
from reader_app.core.errors import CannotUndo
from reader_app.core.model import Link, Record, Referent, Verdict
from reader_app.session import Session
from tests.session.looking import get, move_boundary, on_disk, people, register, span, stage

Work = Callable[..., Session]


@dataclass
class Scene:
    """A session with something on the sheet to act on."""

    session: Session
    entity: str
    quote: str
    claim: str
    person: str


@pytest.fixture
def scene(lan: Session) -> Scene:
    entity = lan.tag(span(lan, "Shinzo Abe"), "PER")
    quote = lan.quote_at(span(lan, "ổn định").start)
    lan.set_part(quote, "cue", span(lan, "nhấn mạnh", 2))
    person = lan.make_person(quote, "Vladimir Putin")
    claim = lan.claim(span(lan, "mục tiêu chung"))
    return Scene(lan, entity, quote, claim, person)


Act = Callable[[Scene, Session], object]
ACTS: dict[str, tuple[str, str, Act]] = {
    "tag": ("tag", "LOC", lambda _, x: x.tag(span(x, "Moskva"), "LOC")),
    "tag again": ("tag", "ORG", lambda _, x: x.tag(span(x, "Shinzo Abe"), "ORG")),
    "relabel": ("relabel", "LOC", lambda s, x: x.relabel(s.entity, "LOC")),
    "quote": ("quote", "", lambda _, x: x.quote(span(x, "hai bên sẽ phát triển"))),
    "quote_at": ("quote", "", lambda _, x: x.quote_at(span(x, "trong những năm tới").start)),
    "widen": ("boundary", "", lambda s, x: x.widen(s.quote, span(x, "ổn định").start)),
    "claim": ("claim", "", lambda _, x: x.claim(span(x, "hai bên sẽ phát triển"))),
    "claim_at": ("claim", "", lambda _, x: x.claim_at(span(x, "18%").start)),
    "add_content": ("add-content", "", lambda s, x: x.add_content(s.quote, span(x, "Triều Tiên"))),
    "set_part": ("set-part", "source", lambda s, x: x.set_part(s.quote, "source", span(x, "Thủ tướng Abe", 1))),
    "clear part": ("clear-part", "cue", lambda s, x: x.set_part(s.quote, "cue", None)),
    "next_part": ("set-part", "source", lambda s, x: x.next_part(s.quote, "source")),
    "move_boundary": (
        "boundary", "", lambda s, x: move_boundary(x, s.quote, get(x, s.quote).contents[0], "end", -1),
    ),
    "next_label": ("relabel", "fact-stat", lambda s, x: x.relabel(s.claim, "fact-stat")),
    "next_value": ("attribute", "certainty", lambda s, x: x.next_value(s.claim, "certainty")),
    "set_attribute": ("attribute", "metonymy", lambda s, x: x.set_attribute(s.entity, "metonymy", "yes")),
    "set_people": ("person", "", lambda s, x: x.set_people(s.quote, get(x, s.entity).referents)),
    "make_person": ("person", "Peskov", lambda s, x: x.make_person(s.entity, "Peskov")),
    "set_note": ("note", "", lambda s, x: x.set_note(s.entity, "xem lại")),
    "set_statement": ("statement", "", lambda s, x: x.set_statement(s.claim, "Hòa bình là mục tiêu")),
    "set_unsure": ("unsure", "", lambda s, x: x.set_unsure(s.quote, unsure=True)),
    "set_quote": ("claim-quote", "", lambda s, x: x.set_quote(s.claim, "")),
    "remove entity": ("remove", "entity", lambda s, x: x.remove(s.entity)),
    "remove quote": ("remove", "quote", lambda s, x: x.remove(s.quote)),
    "change_article": ("article", "", lambda _, x: x.change_article(title="Hội đàm", date="2019-01-22")),
    "set_done": ("done", "000", lambda _, x: x.set_done(["entity"])),
    "submit": ("submitted", "000", lambda _, x: x.submit(["entity", "quote", "claim"])),
    "set_aside": ("set-aside", "000", lambda _, x: x.set_aside()),
}  # fmt: skip


@pytest.mark.parametrize("name", ACTS)
def test_every_act_is_one_step_that_can_be_undone_and_redone(name: str, scene: Scene) -> None:
    title, detail, act = ACTS[name]
    x = scene.session
    before, known = x.sheet, register(x)
    act(scene, x)
    after, known_after = x.sheet, register(x)
    assert before != after == on_disk(x)
    assert x.history.undo is not None
    assert (x.history.undo.step.title, x.history.undo.step.detail) == (title, detail)
    taken_back = x.undo()
    assert taken_back is not None
    assert taken_back.step.title == title
    assert x.sheet == before == on_disk(x)
    assert register(x) == known
    done_again = x.redo()
    assert done_again is not None
    assert x.sheet == after == on_disk(x)
    assert register(x) == known_after
    assert x.history.redo is None


@pytest.mark.parametrize("name", ACTS)
def test_every_act_can_be_undone_and_redone_after_a_restart(name: str, scene: Scene, work: Work) -> None:
    _, _, act = ACTS[name]
    before = scene.session.sheet
    act(scene, scene.session)
    after = scene.session.sheet
    scene.session.store.close()
    again = work()
    assert again.sheet == after
    again.undo()
    assert again.sheet == before
    again.store.close()
    last = work()
    assert last.sheet == before
    last.redo()
    assert last.sheet == after == on_disk(last)


def test_reopening_can_be_undone(lan: Session) -> None:
    lan.submit(["entity"])
    lan.reopen()
    assert stage(lan) == "draft"
    lan.undo()
    assert (stage(lan), lan.done) == ("submitted", ("entity",))
    lan.redo()
    assert (stage(lan), lan.done) == ("draft", ("entity",))


def test_nothing_to_undo_and_nothing_to_redo(lan: Session) -> None:
    assert lan.undo() is None
    assert lan.redo() is None


def test_the_first_act_makes_a_draft_and_its_undo_takes_that_back(lan: Session) -> None:
    assert stage(lan) == "todo"
    lan.tag(span(lan, "Moskva"), "LOC")
    assert stage(lan) == "draft"
    lan.undo()
    assert stage(lan) == "todo"
    assert on_disk(lan).records == {}


def test_a_new_act_clears_redo(scene: Scene) -> None:
    x = scene.session
    x.set_note(scene.entity, "một")
    x.undo()
    assert x.history.redo is not None
    x.set_note(scene.entity, "hai")
    assert x.history.redo is None
    assert x.redo() is None
    x.undo()
    assert get(x, scene.entity).note == ""


def test_undo_is_of_the_open_article_only(work: Work) -> None:
    lan = work("000")
    lan.tag(span(lan, "Moskva"), "LOC")
    first = lan.here.article.id
    other = lan.store.article_id_for_key("001")
    assert other is not None
    lan.open(other)
    assert lan.undo() is None
    lan.tag(span(lan, "Nagato"), "LOC")
    lan.open(first)
    lan.undo()
    assert lan.mine() == []
    lan.open(other)
    assert len(lan.mine()) == 1


def test_undo_is_of_ones_own_acts_only(work: Work) -> None:
    lan, minh = work(), work(author="minh")
    lan.tag(span(lan, "Moskva"), "LOC")
    minh.refresh()
    minh.tag(span(minh, "Hokkaido"), "LOC")
    lan.refresh()
    assert lan.undo() is not None
    assert [a.author for a in on_disk(lan).annotations()] == ["minh"]
    assert lan.undo() is None


# what others build on


def test_a_referent_made_by_a_step_stays_when_another_article_names_it(work: Work) -> None:
    lan, there = work("000"), work("001")
    entity = lan.tag(span(lan, "Nhật Bản"), "LOC")
    made = get(lan, entity).referents
    other = there.tag(span(there, "Nhật Bản"), "LOC")
    assert get(there, other).referents == made
    lan.undo()
    assert lan.mine() == []
    assert on_disk(lan) == lan.sheet
    there.refresh()
    assert people(there, other) == ["Nhật Bản"]
    lan.redo()
    assert get(lan, entity).referents == made
    assert lan.sheet == on_disk(lan)
    lan.store.close()
    again = work("000")
    again.undo()
    again.redo()
    assert again.sheet == on_disk(again)
    assert people(again, entity) == ["Nhật Bản"]


def test_a_person_made_for_a_quote_goes_with_its_undo_and_stays_where_named(work: Work) -> None:
    lan, there = work("000"), work("001")
    quote = lan.quote_at(span(lan, "hợp tác kinh tế").start)
    putin = lan.make_person(quote, "Vladimir Putin")
    lan.undo()
    assert register(lan) == set()
    lan.redo()
    entity = there.tag(span(there, "Putin"), "PER")
    there.set_people(entity, [putin])
    lan.undo()
    assert people(lan, quote) == []
    assert register(lan) >= {"Vladimir Putin"}
    lan.redo()
    assert people(lan, quote) == ["Vladimir Putin"]
    assert on_disk(lan) == lan.sheet


def refused_undo(session: Session) -> None:
    before = session.sheet
    with pytest.raises(CannotUndo) as caught:
        session.undo()
    assert caught.value.code == "later-work"
    assert session.sheet == before == on_disk(session)


def test_undo_is_refused_when_a_verdict_rests_on_the_record(lan: Session, work: Work) -> None:
    quote = lan.quote_at(span(lan, "hợp tác kinh tế").start)
    minh = work(author="minh")
    verdict = Verdict("v1", quote, get(lan, quote).version, "accept", "minh")
    minh.store.save(Step("accept", (Change(None, verdict),)), author="minh", article=minh.here.article.id)
    lan.refresh()
    refused_undo(lan)
    assert lan.history.undo is not None


def test_undo_is_refused_when_a_link_of_another_article_rests_on_the_record(work: Work) -> None:
    lan, there = work("000"), work("001")
    later = lan.claim(span(lan, "Tokyo có thể chấp nhận một hiệp ước hòa bình với Nga"))
    earlier = there.claim(span(there, "nguyên tắc của Nhật Bản về bốn hòn đảo phía bắc"))
    link = Link("l1", "revises", later, lan.here.article.id, earlier, there.here.article.id, "minh")
    work("002", "minh").store.save(Step("link", (Change(None, link),)), author="minh", article=there.here.article.id)
    for session in (lan, there):
        session.refresh()
        assert [one.id for one in session.here.links()] == ["l1"]
        refused_undo(session)


def test_undo_is_refused_when_the_register_was_changed_since(lan: Session, work: Work) -> None:
    entity = lan.tag(span(lan, "Moskva"), "LOC")
    (made,) = get(lan, entity).referents
    old = Referent(made, "LOC", "Moskva")
    new = Referent(made, "LOC", "Moskva", ("Mát-xcơ-va",))
    work("001", "minh").store.save(Step("register", (Change(old, new),)), author="minh", article="")
    lan.refresh()
    refused_undo(lan)
    lan.remove(entity)
    assert on_disk(lan).annotations() == []
    assert register(lan) == {"Moskva"}, "somebody described it: it stays"


def test_a_removed_record_takes_its_links_and_verdicts_along_and_brings_them_back(lan: Session, work: Work) -> None:
    first, second = lan.claim(span(lan, "hai bên sẽ phát triển")), lan.claim_at(span(lan, "18%").start)
    quote = lan.quote_at(span(lan, "hai bên sẽ phát triển").start)
    there = work("001")
    far = there.claim(span(there, "nguyên tắc của Nhật Bản"))
    article = lan.here.article.id
    records: list[Record] = [
        Link("l1", "supports", first, article, second, article, "lan"),
        Link("l2", "revises", first, article, far, there.here.article.id, "lan"),
        Link("l3", "same-as", second, article, quote, article, "lan"),
        Verdict("v1", first, get(lan, first).version, "return", "minh", ("boundary",)),
        Verdict("v2", first, get(lan, first).version, "accept", "minh"),
        Verdict("v3", second, get(lan, second).version, "accept", "minh"),
    ]
    minh = work(author="minh")
    minh.store.save(Step("x", tuple(Change(None, r) for r in records)), author="minh", article=article)
    lan.refresh()
    before = lan.sheet
    assert isinstance(before, Sheet)
    lan.remove(first)
    assert set(before.records) - set(lan.here.records) == {first, "l1", "l2", "v1", "v2"}
    assert on_disk(lan) == lan.sheet
    there.refresh()
    assert list(there.here.links()) == []
    lan.undo()
    assert lan.sheet == before == on_disk(lan)
    assert [v.id for v in lan.here.verdicts(first)] == ["v1", "v2"]
    there.refresh()
    assert [link.id for link in there.here.links()] == ["l2"]
    lan.redo()
    assert on_disk(lan) == lan.sheet
