"""Any list of edits, all undone, is the start again; all redone, the end: in memory and on disk."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader_app.core.change import Sheet
from reader_app.core.errors import CannotUndo, ReaderError
from reader_app.core.model import Referent, Span
from reader_app.core.same_words import EXACT
from reader_app.session import Session
from reader_app.storage import Store
from tests.session.looking import move_boundary, on_disk

Act = Callable[[Session, Span, str, int], object]
"""An act on a session, with a random span, record (perhaps none) and number."""
RandomEdit = tuple[str, int, int, int, int]
"""The name of an act, start and length of a span, the place of a record among those there are, a number."""


def _some(values: list[Any], number: int) -> Any:
    return values[number % len(values)]


def _labels(x: Session, record: str) -> list[str]:
    return [label.id for label in x.scheme.labels_of(x.here.annotation(record).kind)]


def _people(x: Session, number: int) -> list[str]:
    known = [r.id for r in x.store.referents("", 50)]
    return known[number % 3 :][: number % 4]


ACTS: dict[str, Act] = {
    "tag": lambda x, s, _, n: x.tag(s, _some(["PER", "LOC", "ORG", "DATETIME", "MISC"], n)),
    "quote": lambda x, s, _, __: x.quote(s),
    "claim": lambda x, s, _, __: x.claim(s),
    "quote_at": lambda x, s, _, __: x.quote_at(s.start),
    "claim_at": lambda x, s, _, __: x.claim_at(s.start),
    "relabel": lambda x, _, r, n: x.relabel(r, _some(_labels(x, r), n)),
    "widen": lambda x, s, r, _: x.widen(r, s.start),
    "set_cue": lambda x, s, r, n: x.set_part(r, _some(["cue", "via"], n), s if n % 5 else None),
    "set_source": lambda x, s, r, n: x.set_part(r, "source", s if n % 5 else None),
    "next_source": lambda x, _, r, __: x.next_part(r, "source"),
    "add_content": lambda x, s, r, _: x.add_content(r, s),
    "move": lambda x, _, r, n: move_boundary(
        x, r, _some([p.span for p in x.here.annotation(r).parts], n), _some(["start", "end"], n // 2),
        1 if n % 3 else -1, by_character=n % 5 == 0,
    ),
    "set_span": lambda x, s, r, n: x.set_span(
        r, old := _some([p.span for p in x.here.annotation(r).parts], n),
        x.with_end_at(old, _some(["start", "end"], n // 2), s.start, by_character=n % 5 == 0),
    ),
    "split": lambda x, s, r, n: x.split(r, s.start, s if n % 2 else None),
    "join_parts": lambda x, s, r, _: x.join_parts(r, s.start),
    "take_in_next": lambda x, _, r, __: x.take_in_next(r),
    "turn": lambda x, _, r, __: x.turn(r),
    "tag_same": lambda x, _, r, __: x.tag_same(r, [(f.article, f.place.span) for f in x.same_words(r, EXACT)]),
    "attribute": lambda x, _, r, n: x.next_value(
        r, _some([a.id for a in x.scheme.attributes_of(x.here.annotation(r).kind)], n)
    ),
    "set_people": lambda x, _, r, n: x.set_people(r, _people(x, n)),
    "make_person": lambda x, _, r, n: x.make_person(r, _some(["Abe", "Shinzo Abe", "Vladimir Putin", ""], n)),
    "note": lambda x, _, r, n: x.set_note(r, _some(["", "xem lại", "?"], n)),
    "unsure": lambda x, _, r, n: x.set_unsure(r, unsure=bool(n % 2)),
    "statement": lambda x, _, r, n: x.set_statement(r, _some(["", "Abe vui"], n)),
    "set_quote": lambda x, _, r, n: x.set_quote(r, _some(["", *(q.id for q in x.mine("quote"))], n)),
    "remove": lambda x, _, r, __: x.remove(r),
    "article": lambda x, _, __, n: x.change_article(title=f"Tin {n % 3}"),
    "submit": lambda x, _, __, n: x.submit(_some([[], ["entity"], ["quote", "claim"]], n)),
    "reopen": lambda x, _, __, ___: x.reopen(),
    "set_aside": lambda x, _, __, ___: x.set_aside(),
    "undo": lambda x, _, __, ___: x.undo(),
    "redo": lambda x, _, __, ___: x.redo(),
}  # fmt: skip
SELDOM = {"submit", "set_aside", "article", "reopen"}
"""Acts that shut out, or hide, most of the others."""
EDITS = st.lists(
    st.tuples(
        st.sampled_from(sorted([*ACTS, *(set(ACTS) - SELDOM), *(set(ACTS) - SELDOM)])),
        st.integers(0, 70), st.integers(1, 30), st.integers(0, 30), st.integers(0, 60),
    ),
    min_size=6,
    max_size=30,
)  # fmt: skip
NEEDS_A_QUOTE = {"set_cue", "widen", "set_source", "next_source", "add_content", "join_parts", "take_in_next"}


def apply(x: Session, edit: RandomEdit) -> None:
    """Do one edit; one that a rule is against must leave everything as it was."""
    name, start, length, which, number = edit
    records = [a for a in x.mine() if name not in NEEDS_A_QUOTE or a.kind == "quote"]
    record = records[which % len(records)].id if records else "nobody"
    start %= len(x.text)
    before = x.sheet
    try:
        ACTS[name](x, Span(start, min(start + length, len(x.text))), record, number)
    except ReaderError:
        assert x.sheet == before
    assert x.sheet == on_disk(x)


@contextmanager
def seated(template: Path) -> Iterator[Callable[[], Session]]:
    """Give out sessions of one author on a fresh copy of the project, each after a restart."""
    numbers = count(1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(template, folder))
        stores: list[Store] = []

        def sit_down() -> Session:
            for store in stores:
                store.close()
            stores.append(Store.open(path))
            session = Session(stores[-1], "lan", new_id=lambda: f"r{next(numbers)}")
            session.open(stores[-1].article_id_for_key("002") or "")
            return session

        yield sit_down
        assert list(stores[-1].check()) == []
        stores[-1].close()


def begin(x: Session) -> None:
    """Tag something of each kind, so that there is something to act on."""
    at = x.text.index
    x.tag(Span(at("Akie Abe"), at("Akie Abe") + 8), "PER")
    x.tag(Span(at("Abe"), at("Abe") + 3), "PER")
    quote = x.quote_at(at("Tôi vui"))
    x.next_part(quote, "source")
    x.claim_at(at("Tôi vui"))
    x.claim(Span(at("gặp"), at("gặp") + 8))


def undo_all(x: Session) -> list[Sheet]:
    """Take everything back; return the sheets that came by, the newest first."""
    sheets = [x.here]
    while x.undo() is not None:
        assert x.sheet == on_disk(x)
        sheets.append(x.here)
    return sheets


def names(x: Session) -> list[Referent]:
    return sorted(x.store.referents("", 1000), key=lambda r: r.id)


# a project in a file for each example takes its time
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS)
def test_edits_undone_and_redone(template: Path, edits: list[RandomEdit]) -> None:
    with seated(template) as sit_down:
        x = sit_down()
        start = x.here
        begin(x)
        for edit in edits:
            apply(x, edit)
        end, known = x.here, names(x)
        sheets = undo_all(x)
        assert x.sheet == start
        assert names(x) == []
        for sheet in sheets[-2::-1]:
            assert x.redo() is not None
            assert x.sheet == sheet == on_disk(x)
        assert x.redo() is None or x.sheet != end  # what had been undone before the end can be done again, too
        while x.undo() is not None:
            pass
        for _ in sheets[1:]:
            x.redo()
        assert (x.sheet, names(x)) == (end, known)
        y = sit_down()
        assert y.sheet == end
        for sheet in sheets[1:]:
            y.undo()
            assert y.sheet == sheet
        assert y.undo() is None
        assert y.sheet == start == on_disk(y)
        assert names(y) == []


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS, EDITS, st.lists(st.booleans(), min_size=5, max_size=40))
def test_two_windows_lose_nothing_of_each_other(
    template: Path, one: list[RandomEdit], two: list[RandomEdit], turns: list[bool]
) -> None:
    """Two windows take turns; whatever is refused, each shows what is on the disk after its own act."""
    with seated(template) as sit_down:
        x = sit_down()
        with Store.open(x.store.path) as store:
            numbers = count(1)
            y = Session(store, "lan", new_id=lambda: f"s{next(numbers)}")
            begin(x)
            y.open(x.here.article.id)
            left = {True: list(one), False: list(two)}
            for turn in turns:
                session = x if turn else y
                if left[turn]:
                    session.refresh()
                    with suppress(CannotUndo):
                        apply(session, left[turn].pop())
            x.refresh()
            y.refresh()
            assert x.sheet == y.sheet == on_disk(x)
