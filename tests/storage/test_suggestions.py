"""Suggestions lie beside the records: kept, replaced and thrown away without a trace in the history."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader_app.core.edits import removal_of_article
from reader_app.core.errors import RuleBroken, StorageUnavailable
from reader_app.core.model import Assignment, Rejection, Span, text_hash
from reader_app.core.suggestion import pack
from reader_app.storage import Kept, Store, connection
from tests.storage.making import (
    ARTICLE,
    OTHER,
    added,
    dump,
    filled,
    kept,
    raw,
    rejection,
    save,
    step,
    suggested,
    take_back,
)


@pytest.fixture
def other(store: Store) -> Iterator[Store]:
    with Store.open(store.path, wait=0.05) as second:
        yield second


def test_they_come_back_as_they_were(store: Store, other: Store) -> None:
    assert store.suggested(ARTICLE.id) is None
    assert store.suggested_from(ARTICLE.id) is None
    assert store.keep_suggestions([(ARTICLE.id, kept())]) == 1
    assert other.suggested(ARTICLE.id) == kept()
    assert other.suggested_from(ARTICLE.id) == ("máy/1", text_hash(ARTICLE.text), "0", 0)
    assert store.suggested(OTHER.id) is None
    assert store.suggestion_count() == (1, 3)
    assert list(store.check()) == []


def test_packed_ones_are_kept_as_they_come(store: Store, other: Store) -> None:
    as_made = kept()
    assert store.keep_packed(ARTICLE.id, pack(as_made.suggested), as_made.text_hash, as_made.known_hash)
    assert other.suggested(ARTICLE.id) == as_made
    assert other.suggestion_count() == (1, 3)
    assert not store.keep_packed("nil", pack(as_made.suggested), "", "")
    # what somebody does is waited for again
    assert raw_setting(store) == 2
    assert list(store.check()) == []


def raw_setting(store: Store) -> int:
    return int(store._db.execute("pragma synchronous").fetchone()[0])


def test_newer_ones_take_the_place_of_older_ones(store: Store) -> None:
    store.keep_suggestions([(ARTICLE.id, kept())])
    store.keep_suggestions([(ARTICLE.id, kept("máy/2", "Lan"))])
    found = store.suggested(ARTICLE.id)
    assert found is not None
    assert found.suggested == suggested("máy/2", "Lan")
    assert store.suggestion_count() == (1, 2)


def test_none_are_kept_as_none(store: Store) -> None:
    """An article without anything to propose is not asked about again."""
    nothing = Kept(suggested()._replace(items=(), words=()), text_hash(ARTICLE.text), "0")
    store.keep_suggestions([(ARTICLE.id, nothing)])
    assert store.suggested(ARTICLE.id) == nothing


def test_they_leave_no_trace_in_history_and_data_version(store: Store, other: Store) -> None:
    before, history, version = dump(store, journal=True), store.history("lan", ARTICLE.id), store.data_version()
    store.keep_suggestions([(ARTICLE.id, kept())])
    after = dump(store, journal=True)
    assert len(after.pop("suggested")) == 1
    before.pop("suggested")
    assert after == before
    assert store.history("lan", ARTICLE.id) == history
    assert store.data_version() == version
    assert other.suggested(ARTICLE.id) is not None


def test_an_article_that_is_gone_takes_none(store: Store) -> None:
    assert store.keep_suggestions([("nil", kept()), (ARTICLE.id, kept())]) == 1


def test_they_go_with_their_article_and_rejections_come_back_with_it(store: Store) -> None:
    save(store, added(rejection(), rejection("x2", "Lan", kind="entity", label="PER", author="minh")))
    store.keep_suggestions([(ARTICLE.id, kept()), (OTHER.id, kept())])
    before = dump(store)
    removed = save(store, removal_of_article(store.sheet(ARTICLE.id)))
    assert store._db.execute("select count(*) from suggested").fetchone() == (1,)
    assert store._db.execute("select count(*) from rejection_span").fetchone() == (0,)
    take_back(store, removed)
    after = dump(store)
    assert len(after.pop("suggested")) == 1
    before.pop("suggested")
    assert after == before
    assert list(store.check()) == []


def test_nothing_is_written_to_a_project_that_is_only_read(store: Store, path: Path) -> None:
    with Store.open(path, read_only=True) as reading, pytest.raises(StorageUnavailable, match="read-only"):
        reading.keep_suggestions([(ARTICLE.id, kept())])
    assert store.suggested(ARTICLE.id) is None


def test_a_writer_elsewhere_is_not_waited_for(store: Store, other: Store) -> None:
    packed = pack(kept().suggested)
    connection.begin_writing(other._db, 0)
    with pytest.raises(StorageUnavailable, match="locked"):
        store.keep_packed(ARTICLE.id, packed, kept().text_hash, "0", wait=0.01)
    other._db.execute("rollback")
    store.keep_packed(ARTICLE.id, packed, kept().text_hash, "0", wait=0.01)
    assert store.suggested(ARTICLE.id) == kept()
    assert store._db.execute("pragma busy_timeout").fetchone() == (1000,)


@pytest.mark.parametrize(
    "content",
    [
        b"x",
        zlib.compress(b"{"),
        zlib.compress(b"[]"),
        zlib.compress(b'{"origin": "m", "words": [1], "items": [], "lost": 0}'),
        zlib.compress(b'{"origin": "m", "words": [], "items": [{"id": "s"}], "lost": 0}'),
        zlib.compress(b"[" * 100_000),
    ],
)
def test_damaged_ones_are_none_and_the_check_says_so(store: Store, path: Path, content: bytes) -> None:
    store.keep_suggestions([(ARTICLE.id, kept())])
    raw(path).execute("update suggested set items = ?", (content,))
    assert store.suggested(ARTICLE.id) is None
    assert [(one.code, one.record) for one in store.check()] == [("bad-suggestions", ARTICLE.id)]


@pytest.mark.parametrize("change", ["count = 7", "origin = 'máy/9'"])
def test_columns_that_say_something_else_are_found(store: Store, path: Path, change: str) -> None:
    store.keep_suggestions([(ARTICLE.id, kept())])
    raw(path).execute(f"update suggested set {change}")  # noqa: S608
    assert [one.code for one in store.check()] == ["bad-suggestions"]


def test_suggestions_outside_of_the_text_are_found(store: Store) -> None:
    far = suggested()._replace(words=(Span(0, 1), Span(5, len(ARTICLE.text) + 1)))
    store.keep_suggestions([(ARTICLE.id, Kept(far, text_hash(ARTICLE.text), "0"))])
    assert [one.code for one in store.check()] == ["suggestions-outside"]
    # those of an older text are nobody's any more
    store.keep_suggestions([(ARTICLE.id, Kept(far, text_hash("khác"), "0"))])
    assert list(store.check()) == []


def test_rejections_are_records(store: Store) -> None:
    one = rejection()
    entry = save(store, added(one))
    assert store.record("x1") == one
    assert list(store.sheet(ARTICLE.id).rejections("lan")) == [one]
    assert list(store.sheet(ARTICLE.id).rejections("minh")) == []
    assert list(store.sheet(OTHER.id).records) == []
    take_back(store, entry)
    assert store.record("x1") is None
    other = Rejection("x1", ARTICLE.id, "entity", "PER", (Span(4, 7),), "lan")
    save(store, added(one))
    save(store, step((one, other)))
    assert store.record("x1") == other
    assert store._db.execute("select count(*) from rejection_span").fetchone() == (1,)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ({"contents": (Span(0, 1000),)}, "span-outside"),
        ({"label": "XYZ"}, "unknown-label"),
        ({"author": "gold"}, "reserved-author"),
        ({"label": ""}, "unknown-label"),
    ],
)
def test_a_rejection_that_cannot_be_is_refused(store: Store, bad: dict[str, object], code: str) -> None:
    fields = {"id": "x1", "article": ARTICLE.id, "kind": "quote", "label": "direct", "contents": (Span(4, 7),)}
    with pytest.raises(RuleBroken, match=code):
        save(store, added(Rejection(**{"author": "lan", **fields, **bad})))  # type: ignore[arg-type]


def test_a_rejection_that_lost_its_words_is_found(store: Store, path: Path) -> None:
    save(store, added(rejection()))
    raw(path).execute("delete from rejection_span")
    assert [one.code for one in store.check()] == ["bad-record"]
    raw(path).execute("insert into rejection_span values (1, 0, 0, 9999)")
    assert [one.code for one in store.check()] == ["span-outside"]


def test_what_comes_next_is_what_the_author_is_not_through_with(store: Store) -> None:
    from reader_app.core.model import Article

    filled(store, [Article(f"{n:016}", f"bài {n}", "", f"Bài số {n}.") for n in range(6)])
    ids = list(store.article_ids())
    seq = store.seq_of(ARTICLE.id)
    assert seq == 1
    save(store, added(Assignment("s1", OTHER.id, "lan", "submitted"), Assignment("s2", ids[3], "minh", "submitted")))
    store.keep_suggestions([(f"{2:016}", kept("máy/7"))])
    assert store.upcoming("lan", seq, 4) == [
        (f"{0:016}", ""), (f"{1:016}", ""), (f"{2:016}", "máy/7"), (f"{3:016}", ""),
    ]  # fmt: skip
    assert [one for one, _ in store.upcoming("minh", seq, 2)] == [OTHER.id, f"{0:016}"]
    assert store.upcoming("lan", 8, 4) == []
