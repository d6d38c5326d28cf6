"""The same words over the articles of a project, tagged as one step."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reader_app.core.errors import CannotUndo
from reader_app.core.model import Span
from reader_app.core.same_words import EXACT, Spelling
from reader_app.session import Found, Session
from tests.session.looking import get, on_disk, people, refused, span

Work = Callable[..., Session]


def everywhere(session: Session, record: str, spelling: Spelling = EXACT, look_at: int = 1) -> list[Found]:
    """Return all places, read article by article."""
    found, after = list(session.same_words(record, spelling)), 0
    while True:
        page = session.same_words_elsewhere(record, spelling, after, look_at)
        found += page.found
        after = page.after
        if not after:
            return found


def wanted(found: list[Found]) -> list[tuple[str, Span]]:
    return [(one.article, one.place.span) for one in found if one.can_be_tagged]


def test_pages_of_any_size_give_the_same_places(lan: Session) -> None:
    nga = lan.tag(span(lan, "Nga"), "LOC")
    pages = [everywhere(lan, nga, look_at=size) for size in (1, 2, 3, 100)]
    assert pages[0] == pages[1] == pages[2] == pages[3]
    assert len({one.article for one in pages[0]}) == 2
    assert lan.articles_holding(nga) == 2
    for one in pages[0]:
        article = lan.store.article(one.article)
        assert article is not None
        assert one.words == one.place.span.of(article.text) == "Nga"
        assert f"{one.before}{one.words}{one.after}" in article.text
        assert "\n" not in one.before + one.after


def test_the_context_is_that_of_the_paragraph(work: Work) -> None:
    lan = work("002")
    putin = lan.tag(span(lan, "Putin"), "PER")
    (one,) = lan.same_words(putin, EXACT)
    assert (one.before, one.words, one.after) == ("Ông Abe gặp ông ", "Putin", ".")


def test_label_and_referent_are_those_of_the_one_and_what_a_person_said_of_it(work: Work) -> None:
    lan = work()
    abe = lan.tag(span(lan, "Abe", 1), "PER")
    kishida = lan.make_person(abe, "Abe Shinzō")
    count = lan.tag_same(abe, wanted(everywhere(lan, abe)))
    other, third = work("001"), work("002")
    made = [e for session in (lan, other, third) for e in session.mine("entity") if e.id != abe]
    assert len(made) == count > 4
    assert {(e.label, e.referents, e.touched) for e in made} == {("PER", (kishida,), ("referents",))}
    assert people(other, other.mine("entity")[0].id) == ["Abe Shinzō"]
    assert (lan.stage, other.stage, third.stage) == ("draft", "todo", "todo")


def test_it_is_one_step_that_any_of_the_articles_takes_back(work: Work) -> None:
    lan, other = work(), work("001")
    nga = lan.tag(span(lan, "Nga"), "LOC")
    count = lan.tag_same(nga, wanted(everywhere(lan, nga)))
    other.refresh()
    entry = other.history.undo
    assert entry is not None
    assert entry.step.articles() == {lan.here.article.id, other.here.article.id}
    assert sum(type(change.record).__name__ == "Annotation" for change in entry.step.changes) == count
    other.undo()
    lan.refresh()
    assert [e.id for e in lan.mine()] == [nga]
    assert other.mine() == []
    lan.redo()
    assert len(on_disk(lan).annotations("lan")) + len(on_disk(other).annotations("lan")) == count + 1


def test_what_somebody_did_elsewhere_meanwhile_stays(work: Work) -> None:
    lan, other = work(), work("001")
    nga = lan.tag(span(lan, "Nga"), "LOC")
    lan.tag_same(nga, wanted(everywhere(lan, nga)))
    other.refresh()
    tokyo = other.tag(span(other, "Tokyo"), "LOC")
    lan.refresh()
    lan.undo()
    assert [e.id for e in on_disk(other).annotations("lan")] == [tokyo]
    assert work("001").stage == "draft"


def test_it_is_not_taken_back_where_later_work_rests_on_it(work: Work) -> None:
    lan, other = work(), work("001")
    nga = lan.tag(span(lan, "Nga"), "LOC")
    lan.tag_same(nga, wanted(everywhere(lan, nga)))
    other.refresh()
    other.set_note(other.mine("entity")[0].id, "xem lại")
    before = len(lan.mine())
    lan.refresh()
    with pytest.raises(CannotUndo):
        lan.undo()
    assert len(lan.mine()) == before


def test_what_is_tagged_or_submitted_is_left_alone(work: Work) -> None:
    lan, other = work(), work("001")
    mine = other.tag(span(other, "Nga"), "ORG")
    nga = lan.tag(span(lan, "Nga"), "LOC")
    found = everywhere(lan, nga)
    assert [one.place.label for one in found if one.place.label] == ["LOC", "ORG"]
    other.submit(())
    found = everywhere(lan, nga)
    assert {one.can_be_tagged for one in found if one.closed} == {False}
    elsewhere = [(one.article, one.place.span) for one in found if one.closed]
    with refused("submitted"):
        lan.tag_same(nga, elsewhere)
    assert on_disk(other).annotations("lan") == [get(other, mine)]


def test_the_same_places_twice_are_tagged_once(lan: Session) -> None:
    nga = lan.tag(span(lan, "Nga"), "LOC")
    places = wanted(lan.same_words(nga, EXACT))
    assert lan.tag_same(nga, [*places, *places]) == len(places)
    undo = lan.history.undo
    assert lan.tag_same(nga, places) == 0
    assert lan.history.undo == undo


def test_only_an_entity_has_words_to_look_for(lan: Session) -> None:
    quote = lan.quote_at(span(lan, "hợp tác kinh tế").start)
    with refused("only-entities"):
        lan.same_words(quote, EXACT)


@pytest.mark.parametrize("words", ["(", '"', "—"])
def test_words_without_a_letter_stand_in_no_article(lan: Session, words: str) -> None:
    assert lan.store.holding(words, 0, 10) == []
    assert lan.store.holding_count(words) == 0


def test_a_query_is_no_syntax(lan: Session) -> None:
    assert lan.store.holding_count('Nga" OR text : "Putin') == 0
    assert lan.store.holding_count("Nga-Nhật") > 0
