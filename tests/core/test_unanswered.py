"""Which suggestions are left to look at, against the same said the slow and plain way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader_app.core.model import KINDS, Annotation, Kind, Part, Rejection, Span
from reader_app.core.suggestion import Suggestion
from reader_app.core.unanswered import shared, unanswered


def item(kind: Kind, *ends: int) -> Suggestion:
    return Suggestion("s", kind, "x", parts(kind, ends), 0.5, "rule", "máy/1")


def record(kind: Kind, *ends: int) -> Annotation:
    return Annotation("a", "x", kind, "x", parts(kind, ends), "lan")


def parts(kind: Kind, ends: tuple[int, ...]) -> tuple[Part, ...]:
    role = "mention" if kind == "entity" else "content"
    return tuple(Part(role, Span(a, b)) for a, b in zip(ends[::2], ends[1::2], strict=True))


def test_a_name_is_answered_by_any_name_that_overlaps() -> None:
    waits = item("entity", 10, 20)
    assert unanswered([waits], [], []) == (waits,)
    assert unanswered([waits], [record("entity", 0, 10), record("entity", 20, 30)], []) == (waits,)
    assert unanswered([waits], [record("entity", 19, 30)], []) == ()
    assert unanswered([waits], [record("entity", 0, 100), record("entity", 2, 3)], []) == ()
    assert unanswered([waits], [record("quote", 10, 20)], []) == (waits,)


def test_a_quote_is_answered_by_one_that_shares_half_of_either() -> None:
    waits = item("quote", 0, 40)
    assert unanswered([waits], [record("quote", 21, 80)], []) == (waits,)
    assert unanswered([waits], [record("quote", 20, 80)], []) == ()
    assert unanswered([waits], [record("quote", 30, 50)], []) == ()  # half of the record's own
    assert unanswered([waits], [record("claim", 0, 40)], []) == (waits,)
    assert unanswered([item("quote", 0, 10, 50, 60)], [record("quote", 20, 40)], []) != ()


def test_what_was_rejected_does_not_come_back() -> None:
    waits = item("quote", 0, 10, 50, 60)
    same = (Span(0, 10), Span(50, 60))
    assert unanswered([waits], [], [Rejection("r", "x", "quote", "another label", same, "lan")]) == ()
    assert unanswered([waits], [], [Rejection("r", "x", "claim", "x", same, "lan")]) == (waits,)
    assert unanswered([waits], [], [Rejection("r", "x", "quote", "x", same[:1], "lan")]) == (waits,)


ends = st.lists(st.integers(0, 40), min_size=2, max_size=2, unique=True).map(sorted)
more = st.lists(st.integers(0, 40), min_size=2, max_size=4, unique=True).map(lambda n: sorted(n)[: len(n) // 2 * 2])
several = st.tuples(st.sampled_from(KINDS), more).map(
    lambda one: (one[0], one[1][:2] if one[0] == "entity" else one[1])
)


@given(st.lists(several, max_size=8), st.lists(several, max_size=8))
def test_it_is_as_said(items: list[tuple[Kind, list[int]]], records: list[tuple[Kind, list[int]]]) -> None:
    wanted = [item(kind, *at) for kind, at in items]
    own = [record(kind, *at) for kind, at in records]

    def answered(one: Suggestion) -> bool:
        if one.kind == "entity":
            return any(a.kind == "entity" and a.contents[0].overlaps(one.contents[0]) for a in own)
        return any(a.kind == one.kind and shared(a.contents, one.contents) for a in own)

    assert unanswered(wanted, own, []) == tuple(one for one in wanted if not answered(one))


@given(more, more)
def test_sharing_goes_both_ways(one: list[int], other: list[int]) -> None:
    a, b = (tuple(Span(x, y) for x, y in zip(e[::2], e[1::2], strict=True)) for e in (one, other))
    assert shared(a, b) == shared(b, a)
    assert shared(a, a)
    letters = [{n for span in spans for n in range(span.start, span.end)} for spans in (a, b)]
    common = len(letters[0] & letters[1])
    assert shared(a, b) == (common > 0 and 2 * common >= min(map(len, letters)))
