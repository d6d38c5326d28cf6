"""Whatever is done to the ends, the parts, the label or the kind of a record: it stays the same record, with its id,
its links and its history."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader_app.core.change import Sheet
from reader_app.core.errors import RuleBroken
from reader_app.core.links import Way, ways
from reader_app.core.model import Link, Span
from reader_app.core.spans import trim_marks
from reader_app.session import Session
from reader_app.storage import Store
from tests.session.looking import move_boundary

_LONG = 900
"""Code points of the article that the acts are about: three paragraphs with marks of several kinds."""
Act = Callable[[Session, str, Span, int], object]
"""An act on a record, with one of its parts or a random span, and a number."""


def _edge(number: int) -> str:
    return ("start", "end")[number % 2]


def _by_key(x: Session, record: str, part: Span, number: int) -> None:
    step, by_character = (-1, 1)[number // 2 % 2], bool(number // 4 % 2)
    move_boundary(x, record, part, _edge(number), step, by_character=by_character)


def _by_mouse(x: Session, record: str, part: Span, number: int) -> None:
    x.set_span(record, part, x.with_end_at(part, _edge(number), number * 7 % _LONG, by_character=number % 3 == 0))


def _relabel(x: Session, record: str, _part: Span, number: int) -> None:
    labels = [label.id for label in x.scheme.labels_of(x.here.annotation(record).kind)]
    x.relabel(record, labels[number % len(labels)])


ACTS: dict[str, Act] = {
    "key": _by_key,
    "mouse": _by_mouse,
    "relabel": _relabel,
    "split": lambda x, r, part, n: x.split(r, part.start + n % (part.end - part.start)),
    "cut": lambda x, r, part, n: x.split(r, 0, Span(part.start + n % (part.end - part.start), part.end + n % 3)),
    "join-parts": lambda x, r, part, _n: x.join_parts(r, part.start),
    "join-next": lambda x, r, _part, _n: x.take_in_next(r),
    "turn": lambda x, r, _part, _n: x.turn(r),
    "source": lambda x, r, _part, _n: x.next_part(r, "source"),
}
SHAPING = st.lists(
    st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 40), st.integers(0, 5), st.integers(0, 300)),
    min_size=3, max_size=15,
)  # fmt: skip


def begin(x: Session) -> None:
    """Tag names, quotes and claims, and link all that the scheme lets link."""
    text = x.text
    for words, label in (("Shinzo Abe", "PER"), ("Tổng thống Putin", "PER"), ("Nhật Bản", "LOC")):
        x.tag(Span(text.index(words), text.index(words) + len(words)), label)
    for words in ("Tại cuộc hội đàm", "trong những năm tới", "cần phải củng cố"):
        quote = x.quote_at(text.index(words) + 3)
        for role in ("cue", "source"):
            with suppress(RuleBroken):
                x.next_part(quote, role)
    for words in ("Kim ngạch thương mại", "Điều này cho phép"):
        x.claim_at(text.index(words))
    records = x.mine()
    for n, one in enumerate(records):
        x.set_note(one.id, f"ghi chú {n}")
        for other in records[n + 1 :]:
            allowed = ways(x.scheme, one, other)
            if one.kind != "entity" and allowed:
                x.link(one.id, other.id, allowed[n % len(allowed)])
    first, last = x.mine("claim")
    x.link(last.id, first.id, Way("supports"))


def links(sheet: Sheet) -> dict[str, Link]:
    return {record.id: record for record in sheet.records.values() if isinstance(record, Link)}


def kept(x: Session, before: Sheet, record: str, name: str) -> None:
    """Check that `record` is the same after the act `name` on it, and all others are there."""
    was, now = before.annotation(record), x.here.annotation(record)
    assert (now.id, now.author, now.article) == (was.id, was.author, was.article)
    assert was.note in now.note
    ids = {one.id for one in before.own("lan")}
    gone = ids - {one.id for one in x.here.own("lan")}
    assert len(gone) == (1 if name == "join-next" else 0)
    for link in links(before).values():
        ends = {record if end in gone else end for end in (link.head, link.tail)}
        if len(ends) == 1:
            assert link.id not in links(x.here)  # it joined the two that are one now
            continue
        same = [one for one in links(x.here).values() if one.kind == link.kind and {one.head, one.tail} == ends]
        assert [one for one in same if one.id == link.id] or gone
        assert same
    for one in x.here.own("lan"):
        if one.kind != "entity":
            assert [trim_marks(x.text, content) for content in one.contents] == list(one.contents)


def do(x: Session, name: str, which: int, part: int, number: int) -> None:
    records = [one for one in x.mine() if name != "source" or one.kind != "entity"]
    record = records[which % len(records)]
    before, newest = x.here, x.history.undo
    span = record.parts[part % len(record.parts)].span
    try:
        ACTS[name](x, record.id, span, number)
    except RuleBroken:
        assert (x.here, x.history.undo) == (before, newest)
        return
    kept(x, before, record.id, name)
    if x.here != before:
        after, entry = x.here, x.history.undo
        assert entry is not None
        assert record.id in {change.record.id for change in entry.step.changes}
        x.undo()
        assert x.here == before
        x.redo()
        assert x.here == after


# a project in a file for each example takes its time
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SHAPING)
def test_a_record_stays_the_same_however_it_is_shaped(template: Path, shaping: list[tuple[str, int, int, int]]) -> None:
    numbers = count(1)
    with TemporaryDirectory() as folder, Store.open(Path(shutil.copy(template, folder))) as store:
        x = Session(store, "lan", new_id=lambda: f"r{next(numbers)}")
        x.open(store.article_id_for_key("000") or "")
        begin(x)
        tagged = x.here
        assert len(links(tagged)) > 8
        for one in shaping:
            do(x, *one)
        while x.here != tagged:
            assert x.undo() is not None
        assert list(store.check()) == []
