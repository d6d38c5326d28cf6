"""Changes, steps and sheets: what is taken back leaves nothing behind, what is stale is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_app.core.change import Change, Sheet, Step
from reader_app.core.errors import StaleEdit
from reader_app.core.model import Annotation, Article, Assignment, Link, Part, Record, Referent, Span, Verdict

ARTICLE = Article("a", "key", "Tin", "Ông Abe nói rằng ông sẽ đến Moskva.")
OTHER = Article("b", "other", "", "Bà đi.")


def mention(record_id: str, start: int = 4, *, label: str = "PER", article: str = "a") -> Annotation:
    return Annotation(record_id, article, "entity", label, (Part("mention", Span(start, start + 3)),), "lan")


RECORDS: list[Record] = [
    mention("e1"),
    mention("e2", 10),
    mention("e2", 10, label="LOC"),
    Referent("r1", "PER", "Abe"),
    Referent("r1", "PER", "Shinzo Abe", ("Abe",)),
    Referent("r2", "LOC", "Moskva"),
    Link("l1", "same-as", "e1", "a", "e2", "a", "lan"),
    Link("l2", "supports", "e1", "a", "x", "b", "lan"),
    Verdict("v1", "e1", "0", "accept", "minh"),
    Assignment("s1", "a", "lan", "draft"),
    Assignment("s1", "a", "lan", "submitted", ("entity",)),
]


@st.composite
def sheets_and_steps(draw: st.DrawFn) -> tuple[Sheet, Step]:
    """A sheet of random records and a step of random, fitting changes of them."""
    here = draw(st.lists(st.sampled_from(RECORDS), max_size=6))
    sheet = Sheet.of(ARTICLE, [r for r in here if not isinstance(r, Verdict) or any(o.id == r.subject for o in here)])
    now: dict[str, Record] = dict(sheet.records)
    article, changes = sheet.article, []
    for record in draw(st.lists(st.sampled_from(RECORDS), max_size=8)):
        before = now.get(record.id)
        if isinstance(record, Verdict) and before is None and record.subject not in now:
            continue  # no verdict on what is not here
        after = None if before == record or (before is not None and draw(st.booleans())) else record
        changes.append(Change(before, after))
        if after is None:
            del now[record.id]
            if record.id == "e1" and "v1" in now:  # a record takes its verdicts along
                changes.append(Change(now.pop("v1"), None))
        else:
            now[record.id] = after
        if draw(st.booleans()):
            renamed = replace(article, title=article.title + "!")
            changes.append(Change(article, renamed))
            article = renamed
    return sheet, Step("tag", tuple(changes))


@given(sheets_and_steps())
def test_a_step_and_its_inverse_are_nothing(case: tuple[Sheet, Step]) -> None:
    sheet, step = case
    after = sheet.after(step)
    assert after.after(step.inverse()) == sheet
    assert step.inverse().inverse() == step
    assert after.after(step.inverse()).after(step) == after


@given(sheets_and_steps())
def test_a_step_that_was_made_on_other_records_is_refused(case: tuple[Sheet, Step]) -> None:
    sheet, step = case
    for change in step.changes:
        before = change.before
        if isinstance(before, Annotation) and sheet.get(before.id) == before:
            moved = Sheet(sheet.article, {**sheet.records, before.id: replace(before, note="another window")})
            with pytest.raises(StaleEdit) as caught:
                moved.after(Step("x", (change,)))
            assert caught.value.fields["record"] == before.id
            assert moved.get(before.id) == replace(before, note="another window")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(None, None, id="nothing"),
        pytest.param(mention("e1"), mention("e2"), id="another id"),
        pytest.param(mention("x"), Referent("x", "PER"), id="another type"),
    ],
)
def test_a_change_is_of_one_record(before: Record | None, after: Record | None) -> None:
    with pytest.raises(ValueError, match="a change"):
        Change(before, after)


def test_the_record_of_a_change() -> None:
    one, other = mention("e1"), mention("e1", label="LOC")
    assert Change(one, other).record == other
    assert Change(one, None).record == one
    assert Change(None, one).inverse() == Change(one, None)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(Change(None, mention("e1")), id="made twice"),
        pytest.param(Change(mention("e9"), None), id="gone"),
        pytest.param(Change(mention("e1", label="LOC"), mention("e1", label="ORG")), id="changed"),
        pytest.param(Change(Referent("r1", "PER", "Abe S."), Referent("r1", "PER")), id="referent changed"),
        pytest.param(Change(replace(ARTICLE, title="x"), ARTICLE), id="article changed"),
    ],
)
def test_stale(change: Change) -> None:
    sheet = Sheet.of(ARTICLE, [mention("e1"), Referent("r1", "PER", "Abe")])
    with pytest.raises(StaleEdit) as caught:
        sheet.after(Step("x", (change,)))
    assert caught.value.fields == {"record": change.record.id}
    assert sheet == Sheet.of(ARTICLE, [mention("e1"), Referent("r1", "PER", "Abe")])


def test_a_step_on_another_article_leaves_the_sheet_alone() -> None:
    sheet = Sheet.of(ARTICLE, [mention("e1")])
    step = Step(
        "x",
        (
            Change(None, mention("b1", 0, article="b")),
            Change(None, Assignment("s9", "b", "lan")),
            Change(OTHER, replace(OTHER, title="Tin khác")),
            Change(None, Verdict("v9", "b1", "0", "accept", "minh")),
            Change(None, Link("l9", "same-as", "b1", "b", "b2", "b", "lan")),
        ),
    )
    assert sheet.after(step) == sheet
    assert step.articles() == {"b"}


def test_a_link_between_articles_stands_on_both_sheets() -> None:
    step = Step("link", (Change(None, Link("l2", "revises", "e1", "a", "b1", "b", "lan")),))
    for sheet in (Sheet.of(ARTICLE, [mention("e1")]), Sheet.of(OTHER, [mention("b1", 0, article="b")])):
        assert [link.id for link in sheet.after(step).links()] == ["l2"]
    assert step.articles() == {"a", "b"}


def test_a_referent_that_the_sheet_did_not_know_comes_in_with_its_change() -> None:
    before = Referent("r1", "PER", "Abe")
    sheet = Sheet.of(ARTICLE).after(Step("rename", (Change(before, replace(before, name="Shinzo Abe")),)))
    assert sheet.get("r1") == Referent("r1", "PER", "Shinzo Abe")
    assert Step("rename", (Change(before, None),)).articles() == frozenset()


def test_referents_are_followed_to_what_they_were_merged_into() -> None:
    sheet = Sheet.of(
        ARTICLE,
        [
            Referent("r1", "PER", "Abe", merged_into="r2"),
            Referent("r2", "PER", "S. Abe", merged_into="r3"),
            Referent("r3", "PER", "Shinzo Abe"),
            Referent("c1", "PER", "x", merged_into="c2"),
            Referent("c2", "PER", "y", merged_into="c1"),
            Referent("d1", "PER", "z", merged_into="gone"),
        ],
    )
    found = sheet.referent("r1")
    assert found is not None
    assert found.name == "Shinzo Abe"
    assert sheet.referent("c1") is not None  # a circle ends somewhere
    assert sheet.referent("d1") is None
    assert sheet.referent("nobody") is None


def test_annotations_in_the_order_of_the_text_widest_first() -> None:
    wide = Annotation("w", "a", "quote", "direct", (Part("content", Span(4, 20)),), "lan")
    minh = replace(mention("e1"), id="m", author="minh")
    sheet = Sheet.of(ARTICLE, [mention("e2", 10), mention("e1"), wide, minh, Referent("r1", "PER")])
    assert [a.id for a in sheet.annotations()] == ["w", "e1", "m", "e2"]
    assert [a.id for a in sheet.annotations("minh")] == ["m"]
    assert {a.id for a in sheet.own("lan")} == {"w", "e1", "e2"}
    with pytest.raises(StaleEdit):
        sheet.annotation("r1")


def test_what_hangs_on_a_record() -> None:
    first, second = Verdict("v1", "e1", "0", "return", "minh"), Verdict("v2", "e1", "1", "accept", "minh")
    link = Link("l1", "same-as", "e1", "a", "e2", "a", "lan")
    work = Assignment("s1", "a", "lan", "draft")
    sheet = Sheet.of(ARTICLE, [mention("e1"), mention("e2", 10), first, link, second, work])
    assert sheet.verdicts("e1") == [first, second]
    assert list(sheet.links("e2")) == [link]
    assert list(sheet.links("e3")) == []
    assert sheet.assignment("lan") == work
    assert sheet.assignment("minh") is None


def test_a_sheet_is_a_value_of_its_own() -> None:
    records: dict[str, Record] = {"e1": mention("e1")}
    sheet = Sheet(ARTICLE, records)
    records.clear()
    assert sheet.get("e1") == mention("e1")
    with pytest.raises(TypeError):
        sheet.records["x"] = mention("x")  # type: ignore[index]


def test_knowing_adds_referents_and_changes_none() -> None:
    sheet = Sheet.of(ARTICLE, [Referent("r1", "PER", "Abe")])
    known = sheet.knowing([Referent("r1", "PER", "old"), Referent("r2", "LOC", "Moskva")])
    assert known.get("r1") == Referent("r1", "PER", "Abe")
    assert known.get("r2") == Referent("r2", "LOC", "Moskva")
    assert sheet.knowing([]) is sheet
