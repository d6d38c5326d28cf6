"""The register: merging and splitting, over articles, and back again exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from reader_app.core.errors import CannotUndo
from reader_app.core.model import Record, Referent, Span
from reader_app.session import Session
from reader_app.storage import Store
from tests.session.looking import get, on_disk, people, refused, register, span

Work = Callable[..., Session]


def referents(session: Session) -> dict[str, Referent]:
    """Return the whole register as another program reads it."""
    with Store.open(session.store.path, read_only=True) as store:
        found = {row.referent.id: row.referent for row in store.people(limit=1000)}
        for one in list(found):
            found.update((merged.id, merged) for merged in store.merged_into(one))
    return found


def records(session: Session) -> dict[str, Record]:
    sheet = on_disk(session)
    return {"article": sheet.article, **sheet.records}


def person(session: Session, words: str, nth: int = 0) -> str:
    """Tag `words` as a person; return whom it names."""
    return get(session, session.tag(span(session, words, nth), "PER")).referents[0]


@pytest.fixture
def two(lan: Session) -> tuple[str, str]:
    """Shinzo Abe and a person called Putin who are named once each."""
    return person(lan, "Shinzo Abe"), person(lan, "Putin")


def test_fields_are_cleaned(lan: Session, two: tuple[str, str]) -> None:
    abe, _putin = two
    lan.change_person(abe, name="  Abe  Shinzo ", aliases="Abe; ông Abe ;Abe; abe shinzo;", role="Thủ tướng")
    lan.change_person(abe, wikidata="https://www.wikidata.org/wiki/Q132345", note=" một\nhai ")
    assert referents(lan)[abe] == Referent(
        abe, "PER", "Abe Shinzo", ("Abe", "ông Abe"), "Thủ tướng", "Q132345", "một\nhai"
    )
    with refused("bad-wikidata"):
        lan.change_person(abe, wikidata="132345")
    with refused("unknown-label"):
        lan.change_person(abe, label="CEO")
    lan.change_person(abe, name="Abe Shinzo")  # as it is: no step
    for _ in range(2):
        lan.undo()
    assert referents(lan)[abe] == Referent(abe, "PER", "Shinzo Abe")


def test_merge_gives_names_over_and_undo_restores_both_exactly(lan: Session, two: tuple[str, str]) -> None:
    abe, putin = two
    lan.change_person(abe, aliases="ông Abe", role="Thủ tướng", note="a")
    lan.change_person(putin, aliases="ÔNG ABE;Vova", note="b")
    before, known = records(lan), referents(lan)
    lan.merge_people(putin, abe)
    after = referents(lan)
    assert after[putin] == replace(known[putin], merged_into=abe)
    assert after[abe] == replace(known[abe], aliases=("ông Abe", "Putin", "Vova"), note="a\nb")
    mention = next(a for a in lan.mine("entity") if a.referents == (putin,))
    assert people(lan, mention.id) == ["Shinzo Abe"]
    assert [row.uses for row in lan.store.people()] == [2]
    lan.undo()
    assert records(lan) == before
    assert referents(lan) == known
    lan.redo()
    assert referents(lan) == after


def test_merged_twice_leads_to_the_last(lan: Session, two: tuple[str, str]) -> None:
    abe, putin = two
    third = person(lan, "Dmitry Peskov")
    lan.merge_people(putin, abe)
    lan.merge_people(putin, third)  # who is Shinzo Abe by now
    assert referents(lan)[abe].merged_into == third
    assert [(row.referent.id, row.uses) for row in lan.store.people()] == [(third, 3)]
    assert {one.id for one in lan.store.merged_into(third)} == {abe, putin}
    with refused("merge-itself"):
        lan.merge_people(third, putin)
    assert list(lan.store.check()) == []


def test_a_merge_is_refused_where_the_labels_or_wikidata_differ(lan: Session, two: tuple[str, str]) -> None:
    abe, putin = two
    lan.change_person(putin, label="ORG")
    known = referents(lan)
    with refused("merge-labels"):
        lan.merge_people(putin, abe)
    assert referents(lan) == known
    lan.change_person(putin, label="PER", wikidata="Q7747")
    lan.change_person(abe, wikidata="Q132345")
    with refused("merge-wikidata"):
        lan.merge_people(putin, abe)


def test_later_work_keeps_a_merge(lan: Session, work: Work, two: tuple[str, str]) -> None:
    abe, putin = two
    other = work("001", "mai")
    lan.merge_people(putin, abe)
    other.refresh()
    other.change_person(abe, name="Abe")
    with pytest.raises(CannotUndo, match="later-work"):
        lan.undo()


def test_separate_again_after_a_restart_without_undo(lan: Session, two: tuple[str, str]) -> None:
    abe, putin = two
    known = referents(lan)
    lan.merge_people(putin, abe)
    lan.separate_person(putin)
    assert referents(lan) == known


def test_the_last_mention_of_a_bare_referent_with_others_merged_into_it_goes(lan: Session) -> None:
    """The referent stays: those that were merged into it are it."""
    first = lan.tag(span(lan, "Abe", 1), "PER")
    kept = get(lan, first).referents[0]
    second = lan.tag(span(lan, "Shinzo Abe"), "PER")
    merged = get(lan, second).referents[0]
    assert merged != kept
    lan.change_person(merged, name="Abe")  # so that nothing but the merge is left of the other one
    lan.merge_people(merged, kept)
    assert referents(lan)[kept] == Referent(kept, "PER", "Abe")
    lan.remove(first)
    assert people(lan, second) == ["Abe"]
    lan.remove(second)
    assert register(lan) == {"Abe"}
    lan.undo()
    lan.undo()
    assert people(lan, first) == people(lan, second) == ["Abe"]
    # and taking back what brought it in, while the other is merged into it
    assert list(lan.store.check()) == []


def test_undo_of_the_tag_that_brought_a_merged_referents_target(lan: Session, work: Work) -> None:
    kept = person(lan, "Putin")
    other = work("001", "mai")
    merged = person(other, "Shinzo Abe")
    other.merge_people(merged, kept)
    lan.refresh()
    assert lan.undo() is not None
    assert lan.mine() == []
    assert {"Putin"} <= register(lan)
    assert list(lan.store.check()) == []


def test_split_takes_mentions_on_several_articles_out(lan: Session, work: Work) -> None:
    abe = person(lan, "Shinzo Abe")
    far = work("001")
    there = far.tag(span(far, "Shinzo Abe"), "PER")
    quote = far.quote_at(span(far, "nguyên tắc của Nhật Bản").start)
    far.set_people(quote, [abe])
    claim = far.claim(span(far, "vẫn không thay đổi"))
    assert get(far, there).referents == get(far, quote).referents == get(far, claim).referents == (abe,)
    here = next(a for a in lan.mine("entity"))
    lan.refresh()
    before, known = records(lan), referents(lan)
    far_before = records(far)
    new = lan.split_person(abe, [here.id, quote], "Abe khác")
    assert referents(lan) == {**known, new: Referent(new, "PER", "Abe khác")}
    far.refresh()
    assert get(far, quote).referents == (new,)
    assert get(far, claim).referents == (new,)  # computed from the quote around it
    assert get(far, there).referents == (abe,)
    assert people(lan, here.id) == ["Abe khác"]
    lan.undo()
    assert records(lan) == before
    assert referents(lan) == known
    far.refresh()
    assert records(far) == far_before
    lan.redo()
    assert people(lan, here.id) == ["Abe khác"]


def test_split_reaches_what_names_a_merged_one(lan: Session, two: tuple[str, str]) -> None:
    abe, putin = two
    lan.merge_people(putin, abe)
    mention = next(a for a in lan.mine("entity") if a.referents == (putin,))
    new = lan.split_person(abe, [mention.id], "Vladimir Putin")
    assert get(lan, mention.id).referents == (new,)
    assert [(row.referent.name, row.uses) for row in lan.store.people()] == [("Shinzo Abe", 1), ("Vladimir Putin", 1)]


def test_split_leaves_what_is_submitted_or_anothers(lan: Session, work: Work) -> None:
    abe = person(lan, "Shinzo Abe")
    mai = work("001", "mai")
    theirs = mai.tag(span(mai, "Shinzo Abe"), "PER")
    assert get(mai, theirs).referents == (abe,)
    lan.refresh()
    known = referents(lan)
    with refused("not-yours"):
        lan.split_person(abe, [theirs], "Abe khác")
    mine = lan.mine("entity")[0].id
    lan.submit(())
    with refused("submitted"):
        lan.split_person(abe, [mine], "Abe khác")
    assert referents(lan) == known


def test_remove_takes_only_whom_nobody_names(lan: Session, two: tuple[str, str]) -> None:
    abe, putin = two
    with refused("person-in-use"):
        lan.remove_person(abe)
    lan.merge_people(putin, abe)
    for mention in list(lan.mine("entity")):
        lan.remove(mention.id)
    known = referents(lan)
    assert set(known) == {abe, putin}
    lan.remove_person(abe)
    assert referents(lan) == {}
    lan.undo()
    assert referents(lan) == known


def test_an_unnamed_one_and_a_document_speak(lan: Session) -> None:
    quote = lan.quote_at(span(lan, "trong những năm tới").start)
    lan.make_person(quote, "", "PER", role="một quan chức Mỹ")
    assert people(lan, quote) == [""]
    row = lan.store.people("quan chuc")[0]
    assert (row.referent.role, row.uses) == ("một quan chức Mỹ", 1)
    lan.make_person(quote, "Tuyên bố chung", "MISC", keep=get(lan, quote).referents)
    assert people(lan, quote) == ["", "Tuyên bố chung"]
    mentions = lan.mentions_of(row.referent.id)
    assert [one.people for one in lan.store.sayings([place.seq for place in mentions])] == [
        tuple(
            (r, name) for r, name in zip(get(lan, quote).referents, ["một quan chức Mỹ", "Tuyên bố chung"], strict=True)
        )
    ]


# who is proposed


def proposed(session: Session, record: str) -> list[str]:
    return [one.name for one in session.proposed_people(record)]


def test_proposed_is_whom_the_source_names_then_who_was_named_last(lan: Session) -> None:
    lan.tag(span(lan, "Shinzo Abe"), "PER")
    putin = lan.tag(span(lan, "Putin"), "PER")
    quote = lan.quote_at(span(lan, "trong những năm tới").start)
    assert proposed(lan, quote) == ["Putin", "Shinzo Abe"]  # no source yet: who was named last
    lan.set_part(quote, "source", span(lan, "ông Putin"))
    lan.change_person(get(lan, putin).referents[0], name="Vladimir Putin", role="Tổng thống Nga")
    assert proposed(lan, quote)[0] == "Vladimir Putin"  # short for a name of the article
    late = lan.quote(span(lan, "hai bên sẽ phát triển"))
    lan.set_part(late, "source", span(lan, "Thủ tướng Abe"))
    assert proposed(lan, late)[0] == "Shinzo Abe"
    lan.set_part(late, "source", span(lan, "Tổng thống"))
    assert proposed(lan, late)[0] == "Vladimir Putin"  # by the role
    lan.set_part(late, "source", None)
    lan.set_people(quote, [get(lan, putin).referents[0]])
    assert proposed(lan, late) == ["Vladimir Putin", "Shinzo Abe"]  # speech that runs on: who spoke last


def test_an_alias_of_the_register_is_proposed(lan: Session, work: Work) -> None:
    far = work("001")
    abe = person(far, "Shinzo Abe")
    far.change_person(abe, aliases="người đứng đầu Chính phủ; Thủ tướng Abe")
    lan.refresh()
    quote = lan.quote(span(lan, "hai bên sẽ phát triển"))
    lan.set_part(quote, "source", span(lan, "Thủ tướng Abe"))
    assert proposed(lan, quote) == ["Shinzo Abe"]
    assert get(lan, quote).span("source") == Span(*_ends(span(lan, "Thủ tướng Abe")))


def _ends(found: Span) -> tuple[int, int]:
    return found.start, found.end
