"""What goes into a project comes out of it, and undo takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from reader_app.core.change import History, Sheet, Step
from reader_app.core.edits import removal_of_article
from reader_app.core.errors import CannotUndo, RuleBroken, StaleEdit
from reader_app.core.model import Annotation, Assignment, Link, Part, Referent, Span, Verdict
from reader_app.storage import Store
from tests.storage.making import (
    ABE,
    ARTICLE,
    OTHER,
    OTHER_TEXT,
    PUTIN,
    TEXT,
    added,
    claim,
    dump,
    mention,
    named,
    quote,
    save,
    span,
    step,
    take_back,
)

RICH = added(
    Verdict("v1", "q1", quote().version, "fix", "minh", ("boundary", "cue"), "xem lại", ("q2",)),
    Verdict("v0", "q1", "0" * 16, "return", "minh"),
    Link("l1", "evidence", "c1", ARTICLE.id, "e2", OTHER.id, "lan"),
    claim(quote="q1", statement="Nam Kuril thuộc Nhật", attributes={"stance": "refute"}, touched=("stance", "unsure")),
    quote(referents=("r-abe", "r-putin"), note="hai người", attributes={"stance": "affirm"}),
    quote("q2", author="minh", origin="máy 1"),
    mention("e1", "Abe", referents=("r-abe",)),
    mention("e2", "Putin", referents=("r-putin",), text=OTHER_TEXT),
    ABE,
    replace(PUTIN, merged_into="r-vp"),
    Referent("r-vp", "PER", "V. Putin"),
    Assignment("s1", ARTICLE.id, "lan", "submitted", ("quote", "entity")),
)
"""Records of every type, in an order in which each names what comes later."""


def test_a_sheet_comes_back_as_it_was_saved(store: Store) -> None:
    before = {one: store.sheet(one) for one in (ARTICLE.id, OTHER.id)}
    entry = save(store, RICH)
    for article, sheet in before.items():
        assert store.sheet(article) == named(sheet.after(RICH))
    assert [v.id for v in store.sheet(ARTICLE.id).verdicts("q1")] == ["v1", "v0"]
    assert store.sheet(OTHER.id).referent("r-putin") == Referent("r-vp", "PER", "V. Putin")
    assert (entry.author, entry.article, entry.undoes, entry.step) == ("lan", ARTICLE.id, 0, RICH)


def test_each_record_can_be_asked_for_by_its_id(store: Store) -> None:
    save(store, RICH)
    for change in RICH.changes:
        assert store.record(change.record.id) == change.record
    assert store.record(ARTICLE.id) == store.article(ARTICLE.id) == ARTICLE
    assert store.record("nobody") is None
    assert store.annotation("v1") is None
    assert store.referent("r-abe") == ABE
    assert store.rests_on("r-abe") == 2
    assert store.rests_on("nobody") == 0


def test_removing_an_article_takes_everything_and_undo_brings_it_back(store: Store) -> None:
    with store.bulk("lan", "import") as bulk:
        bulk.add_alias("tên cũ", ARTICLE.id)
    save(store, RICH)
    before = dump(store)
    entry = save(store, removal_of_article(store.sheet(ARTICLE.id)))
    with pytest.raises(StaleEdit, match=ARTICLE.id):
        store.sheet(ARTICLE.id)
    assert store.article_id_for_key("tên cũ") is None
    assert store.record("l1") is None
    assert store.search("Kuril") == []
    undone = take_back(store, entry)
    assert dump(store) == before
    again = take_back(store, undone)
    assert store.seq_of(ARTICLE.id) is None
    assert store.history("lan", ARTICLE.id).redo is None
    assert again.undoes == undone.seq
    take_back(store, entry)
    assert dump(store) == before


def test_an_alias_that_someone_else_took_meanwhile_stays_theirs(store: Store) -> None:
    with store.bulk("lan", "import") as bulk:
        bulk.add_alias("tên cũ", ARTICLE.id)
    entry = save(store, removal_of_article(store.sheet(ARTICLE.id)))
    with store.bulk("lan", "import") as bulk:
        bulk.add_alias("tên cũ", OTHER.id)
    take_back(store, entry)
    assert store.article_id_for_key("tên cũ") == OTHER.id


def test_an_article_whose_key_was_taken_meanwhile_does_not_come_back(store: Store) -> None:
    entry = save(store, removal_of_article(store.sheet(ARTICLE.id)))
    save(store, step((OTHER, replace(OTHER, key=ARTICLE.key))), article=OTHER.id)
    with pytest.raises(StaleEdit):
        take_back(store, entry)


def test_several_changes_of_one_record_are_one(store: Store) -> None:
    first, second = mention("e1", "Abe"), mention("e1", "Abe", "ORG")
    save(store, step((None, first), (first, second), (None, mention("e2", "Lan")), (mention("e2", "Lan"), None)))
    assert store.sheet(ARTICLE.id) == Sheet.of(ARTICLE, [second])
    with pytest.raises(StaleEdit):
        save(store, step((second, first), (second, first)))


def test_a_correction_of_the_text_carries_its_records_and_the_index_along(store: Store) -> None:
    save(store, added(quote(), mention("e1", "Abe", note="ghi")))
    before = dump(store)
    text = TEXT.replace("Nam Kuril", "Bắc Kuril").replace("Ông", "Thưa ông")
    corrected = replace(ARTICLE, text=text)
    moved = [(old, _moved(old, text)) for old in store.sheet(ARTICLE.id).annotations()]
    entry = save(store, step((ARTICLE, corrected), *moved, title="correct"))
    assert store.sheet(ARTICLE.id).annotation("q1").contents[0].of(text) == "đảo Bắc Kuril là của Nhật Bản"
    assert [hit.record for hit in store.search("bac kuril")] == [ARTICLE.id, "q1"]
    assert store.search('"nam kuril"') == []
    assert not list(store.check())
    take_back(store, entry)
    assert dump(store) == before


def _moved(old: Annotation, text: str) -> Annotation:
    """Return a record of the old text on the corrected one."""
    words = {part: part.span.of(TEXT).replace("Nam", "Bắc").replace("Ông", "ông") for part in old.parts}
    return replace(old, parts=tuple(replace(part, span=span(words[part], text)) for part in old.parts))


def test_a_correction_that_leaves_records_behind_is_refused(store: Store) -> None:
    save(store, added(quote(), mention("e1", "Lan")))
    before = dump(store, journal=True)
    with pytest.raises((StaleEdit, RuleBroken)):
        save(store, step((ARTICLE, replace(ARTICLE, text="Ngắn."))))
    assert dump(store, journal=True) == before


class TestHistory:
    def test_acts_are_taken_back_one_after_the_other_and_done_again(self, store: Store) -> None:
        empty = dump(store)
        acts = [save(store, added(one)) for one in (mention("e1", "Abe"), mention("e2", "Lan"), quote())]
        full = dump(store)
        for act in reversed(acts):
            undo = store.history("lan", ARTICLE.id).undo
            assert undo == act
            take_back(store, act)
        assert dump(store) == empty
        assert store.history("lan", ARTICLE.id).undo is None
        for act in acts:
            redo = store.history("lan", ARTICLE.id).redo
            assert redo is not None
            assert redo.undoes == act.seq
            assert redo.step.inverse() == act.step
            take_back(store, redo)
        assert dump(store) == full
        assert store.history("lan", ARTICLE.id) == History(acts[-1], None)

    def test_a_new_act_clears_redo(self, store: Store) -> None:
        take_back(store, save(store, added(mention("e1", "Abe"))))
        assert store.history("lan", ARTICLE.id).redo is not None
        save(store, added(mention("e2", "Lan")))
        assert store.history("lan", ARTICLE.id).redo is None

    def test_each_author_and_each_article_has_its_own(self, store: Store) -> None:
        act = save(store, added(mention("e1", "Abe")))
        assert store.history("minh", ARTICLE.id) == History()
        assert store.history("lan", OTHER.id) == History()
        both = save(store, added(Link("l1", "same-as", "e1", ARTICLE.id, "e3", OTHER.id, "lan"),
                                 mention("e3", "Abe", text=OTHER_TEXT)))  # fmt: skip
        assert store.history("lan", OTHER.id).undo == both
        take_back(store, both, article=OTHER.id)
        save(store, added(mention("e2", "Lan", author="minh")), author="minh")
        history = store.history("lan", ARTICLE.id)
        assert history.undo == act
        assert history.redo is not None  # what others do clears nothing

    def test_a_verdict_belongs_to_the_article_of_its_subject(self, store: Store) -> None:
        save(store, added(mention("e1", "Abe")))
        judged = save(store, added(Verdict("v1", "e1", "1", "accept", "minh")), author="minh", article=OTHER.id)
        assert store.history("minh", ARTICLE.id).undo == judged

    def test_what_is_taken_back_already_is_refused(self, store: Store) -> None:
        act = save(store, added(mention("e1", "Abe")))
        undo = take_back(store, act)
        for entry in (act, act._replace(seq=99)):
            with pytest.raises(CannotUndo, match="already-undone"):
                take_back(store, entry)
        redo = take_back(store, undo)
        with pytest.raises(CannotUndo, match="already-undone"):
            take_back(store, redo)  # a redo is taken back by its act

    def test_a_step_that_later_work_rests_on_is_refused(self, store: Store) -> None:
        act = save(store, added(mention("e1", "Abe")))
        save(store, step((mention("e1", "Abe"), mention("e1", "Abe", "ORG"))))
        with pytest.raises(StaleEdit, match="e1"):
            take_back(store, act)

    def test_it_survives_closing(self, store: Store) -> None:
        act = save(store, RICH)
        store.close()
        with Store.open(store.path) as again:
            assert again.history("lan", ARTICLE.id) == History(act, None)

    def test_a_removed_article_is_found_without_being_open(self, store: Store) -> None:
        assert store.removed_article("lan") is None
        removal = save(store, removal_of_article(store.sheet(ARTICLE.id)))
        save(store, added(mention("e3", "Abe", text=OTHER_TEXT)), article=OTHER.id)
        assert store.removed_article("lan") == removal
        assert store.removed_article("minh") is None
        take_back(store, removal)
        assert store.removed_article("lan") is None


class TestStale:
    """What does not start from what the file holds, or would leave a reference to nothing, changes nothing."""

    @pytest.fixture(autouse=True)
    def nothing_changes(self, store: Store) -> Iterator[None]:
        save(store, RICH)
        before = dump(store, journal=True)
        yield
        assert dump(store, journal=True) == before

    @pytest.mark.parametrize(
        ("refused", "blamed"),
        [
            (step((mention("e1", "Abe", "ORG"), None)), "e1"),
            (step((mention("e9", "Abe"), None)), "e9"),
            (added(mention("e1", "Lan")), "e1"),
            (added(mention("r-abe", "Lan")), "r-abe"),  # an id of another type
            (step((ABE, None)), "q1"),
            (step((mention("e2", "Putin", referents=("r-putin",), text=OTHER_TEXT), None)), "l1"),
            (step((quote("q2", author="minh", origin="máy 1"), None)), "v1"),
            (step((Referent("r-vp", "PER", "V. Putin"), None)), "r-putin"),
            (step((Referent("r-vp", "PER", "V. Putin"), Referent("r-vp", "PER", merged_into="r-putin"))), "r-vp"),
            (step((ABE, replace(ABE, merged_into="nobody"))), "nobody"),
            (step((OTHER, None)), "e2"),
            (added(mention("e9", "Lan", referents=("nobody",))), "nobody"),
            (added(mention("e9", "Lan", article="nowhere")), "nowhere"),
            (added(claim("c9", quote="nobody")), "nobody"),
            (added(claim("c9", quote="e2")), "e2"),  # on another article
            (added(Link("l9", "same-as", "c1", ARTICLE.id, "e2", ARTICLE.id, "lan")), "e2"),
            (added(Link("l9", "supports", "nobody", ARTICLE.id, "e2", OTHER.id, "lan")), "nobody"),
            (added(Verdict("v9", "nobody", "1", "accept", "minh")), "nobody"),
            (added(Verdict("v9", "q1", "1", "fix", "minh", replacements=("nobody",))), "nobody"),
            (added(Assignment("s9", ARTICLE.id, "lan")), "s1"),
            (added(Assignment("s9", "nowhere", "lan")), "nowhere"),
            (step((OTHER, replace(OTHER, key=ARTICLE.key))), OTHER.id),
        ],
    )
    def test_is_refused(self, store: Store, refused: Step, blamed: str) -> None:
        with pytest.raises(StaleEdit) as error:
            save(store, refused)
        assert error.value.fields == {"record": blamed}

    @pytest.mark.parametrize(
        ("record", "code"),
        [
            (mention("e9", "Lan", author="gold"), "reserved-author"),
            (mention("e9", "Abe nói "), "span-blank-edge"),
            (mention("e9", "Lan", "NOBODY"), "unknown-label"),
            (
                replace(mention("e9", "Lan"), parts=(Part("mention", Span(len(TEXT) - 1, len(TEXT) + 1)),)),
                "span-outside",
            ),
        ],
    )
    def test_a_record_against_the_rules_is_refused(self, store: Store, record: Annotation, code: str) -> None:
        with pytest.raises(RuleBroken) as error:
            save(store, added(record))
        assert error.value.code == code
