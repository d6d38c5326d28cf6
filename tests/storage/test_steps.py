"""Any run of steps: the file holds what memory holds, and taken back it is as it was at the start."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader_app.core.change import Change, Entry, Sheet, Step
from reader_app.core.errors import StaleEdit
from reader_app.core.model import Annotation, Assignment, Link, Record, Referent, Verdict
from reader_app.storage import Store
from tests.storage.making import (
    ABE,
    ARTICLE,
    OTHER,
    OTHER_TEXT,
    PUTIN,
    claim,
    dump,
    filled,
    mention,
    named,
    quote,
    save,
    take_back,
)

POOL: list[Record] = [
    ABE,
    replace(ABE, name="Abe Shinzō", aliases=("Thủ tướng Abe", "Đ")),
    PUTIN,
    replace(PUTIN, merged_into="r-abe"),
    Referent("r-none", "PER"),
    mention("e1", "Abe", referents=("r-abe",)),
    mention("e1", "Abe", "ORG", note="đảo"),
    mention("e1", "Lan", referents=("r-putin", "r-none"), author="minh"),
    mention("e2", "Putin", text=OTHER_TEXT, referents=("r-putin",)),
    quote(referents=("r-abe",)),
    quote(note="Đúng rồi", attributes={"stance": "refute"}),
    quote("q2", author="minh").with_part("cue", None),
    claim(quote="q1"),
    claim(quote="q2", statement="đảo là của Nhật", referents=("r-abe", "r-putin")),
    claim(),
    Link("l1", "same-as", "q1", ARTICLE.id, "q2", ARTICLE.id, "lan"),
    Link("l2", "evidence", "c1", ARTICLE.id, "e2", OTHER.id, "lan"),
    Verdict("v1", "q1", "1", "reject", "minh", ("cue",)),
    Verdict("v2", "q1", "2", "fix", "minh", replacements=("q2",)),
    Verdict("v3", "e2", "3", "accept", "minh"),
    Assignment("s1", ARTICLE.id, "lan", "draft"),
    Assignment("s1", ARTICLE.id, "lan", "submitted", ("claim",)),
    replace(ARTICLE, title="Tên khác", key="khoá"),
    replace(OTHER, text=OTHER_TEXT + " Hết đảo.", meta=(("a", "b"),)),
    ARTICLE,
    OTHER,
]

runs = st.lists(
    st.lists(st.tuples(st.sampled_from(POOL), st.booleans()), min_size=1, max_size=6), min_size=1, max_size=8
)


def _step(now: dict[str, Record], wanted: list[tuple[Record, bool]]) -> Step:
    """Return a step that puts or removes the wanted records, from the state `now`, and what then dangles with them."""
    state = dict(now)
    changes: list[Change] = []

    def put(record_id: str, after: Record | None) -> None:
        if state.get(record_id) != after:
            changes.append(Change(state.get(record_id), after))
            state.pop(record_id, None)
            if after is not None:
                state[record_id] = after

    for record, remove in wanted:
        put(record.id, None if remove and record.id in state else record)
    while (bad := next((r for r in state.values() if not _stands(r, state)), None)) is not None:
        put(bad.id, None)
    return Step("tag", tuple(changes))


def _stands(record: Record, state: dict[str, Record]) -> bool:
    needed: list[str] = []
    match record:
        case Annotation():
            needed = [record.article, *record.referents, *([record.quote] if record.quote else [])]
        case Link():
            needed = [record.head, record.tail]
        case Verdict():
            needed = [record.subject, *record.replacements]
        case Assignment():
            needed = [record.article]
        case Referent():
            needed = [record.merged_into] if record.merged_into else []
        case _:
            pass
    return all(name in state for name in needed)


def _records(store: Store) -> dict[str, Record]:
    db = store._db
    ids = [x for table in ("article", "annotation", "referent", "link", "verdict", "assignment")
           for (x,) in db.execute(f"select id from {table}")]  # noqa: S608  # fmt: skip
    return {x: record for x in ids if (record := store.record(x)) is not None}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(runs)
def test_any_run_of_steps_is_as_in_memory_and_can_be_taken_back(
    scheme_source: str, wanted: list[list[tuple[Record, bool]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "p.sqlite", scheme_source) as made:
        store = filled(made)
        states: list[dict[str, Any]] = []
        done: list[Entry] = []
        now = _records(store)
        for choice in wanted:
            taken = _step(now, choice)
            if not taken.changes:
                continue
            sheets = _sheets(store)
            states.append(dump(store))
            done.append(save(store, taken))
            for change in taken.changes:
                now.pop(change.record.id, None)
                if change.after is not None:
                    now[change.record.id] = change.after
            assert _records(store) == now
            for article, sheet in sheets.items():
                if article in now:
                    assert store.sheet(article) == _completed(named(sheet.after(taken)), now)
            _still_proven(store)
        end = dump(store)
        undone = []
        for entry, state in zip(reversed(done), reversed(states), strict=True):
            undone.append(take_back(store, entry))
            assert dump(store) == state
        for entry in reversed(undone):
            take_back(store, entry)
        assert dump(store) == end


def _sheets(store: Store) -> dict[str, Sheet]:
    found = {}
    for article in (ARTICLE.id, OTHER.id):
        try:
            found[article] = store.sheet(article)
        except StaleEdit:
            continue
    return found


def _completed(sheet: Sheet, now: dict[str, Record]) -> Sheet:
    """Return the sheet with the referents that its records name: memory knows only those of its article's past."""
    wanted = [name for a in sheet.annotations() for name in a.referents]
    records = dict(sheet.records)
    while wanted:
        referent = now[wanted.pop()]
        records[referent.id] = referent
        assert isinstance(referent, Referent)
        wanted += [referent.merged_into] if referent.merged_into else []
    return Sheet.of(sheet.article, records.values())


def _still_proven(store: Store) -> None:
    assert [p for p in store.check() if p.code not in {"link-kind", "twice"}] == []
