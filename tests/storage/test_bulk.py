"""An import takes whole lines or nothing of them, in batches, under one entry of the journal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from reader_app.core.change import History
from reader_app.core.errors import RuleBroken, StaleEdit
from reader_app.core.model import Article, Assignment, Link, Record, Verdict
from reader_app.storage import Bulk, Store
from reader_app.storage import bulk as bulk_module
from tests.storage.making import ABE, ARTICLE, OTHER, OTHER_TEXT, added, claim, dump, mention, quote, save

RECORDS: list[Record] = [
    ABE,
    mention("e1", "Abe", referents=("r-abe",), note="ghi chú"),
    mention("e2", "Putin", text=OTHER_TEXT),
    quote(referents=("r-abe",)),
    quote("q2", author="minh"),
    claim(quote="q1"),
    Link("l1", "evidence", "c1", ARTICLE.id, "e2", OTHER.id, "lan"),
    Verdict("v1", "q1", "1", "fix", "minh", replacements=("q2",)),
    Assignment("s1", ARTICLE.id, "lan", "submitted", ("entity",)),
]


def test_what_is_taken_is_there_and_what_is_known_is_not_taken_again(store: Store) -> None:
    with store.bulk("lan", "import", "tin.jsonl") as bulk:
        assert [bulk.add(one) for one in RECORDS] == [True] * len(RECORDS)
        assert store.record("q1") == quote(referents=("r-abe",))  # seen before it is on the disk
        assert [bulk.add(one) for one in RECORDS] == [False] * len(RECORDS)
        assert bulk.add_article(ARTICLE) is False
        assert bulk.add_article(ARTICLE, ["tên khác"]) is True
        assert bulk.add_article(ARTICLE, ["tên khác"]) is False
    assert [store.record(one.id) for one in RECORDS] == RECORDS
    assert not list(store.check())
    before = dump(store, journal=True)
    with store.bulk("lan", "import") as bulk:
        assert [bulk.add(one) for one in RECORDS] == [False] * len(RECORDS)
        assert bulk.entry == 0
    assert dump(store, journal=True) == before  # no entry for nothing


def test_it_is_the_same_as_if_it_had_been_saved(store: Store, scheme_source: str) -> None:
    with store.bulk("lan", "import") as bulk:
        for one in RECORDS:
            bulk.add(one)
    with Store.create(store.path.with_name("b.sqlite"), scheme_source) as saved:
        save(saved, added(ARTICLE, OTHER, *RECORDS))
        assert dump(saved) == dump(store)


def test_an_import_is_one_entry_and_is_not_undone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_module, "_BATCH", 2)
    entries = store.stats().steps
    with store.bulk("lan", "import", "tin.jsonl") as bulk:
        for one in RECORDS:
            bulk.add(one)
        assert bulk.entry
    assert store.stats().steps == entries + 1
    row = store._db.execute(
        "select kind, live, author, title, detail from step where seq = ?", (bulk.entry,)
    ).fetchone()
    assert row == ("import", 0, "lan", "import", "tin.jsonl")
    assert store.history("lan", ARTICLE.id) == History()


@pytest.mark.parametrize(
    ("refused", "error", "field"),
    [
        (lambda b: b.add(mention("e1", "Lan")), StaleEdit, "e1"),
        (lambda b: b.add(mention("r-abe", "Lan")), StaleEdit, "r-abe"),
        (lambda b: b.add(mention("e9", "Lan", referents=("nobody",))), StaleEdit, "nobody"),
        (lambda b: b.add(mention("e9", "Lan", article="nowhere")), StaleEdit, "nowhere"),
        (lambda b: b.add(claim("c9", quote="nobody")), StaleEdit, "nobody"),
        (lambda b: b.add(Link("l9", "supports", "c1", ARTICLE.id, "nobody", OTHER.id, "lan")), StaleEdit, "nobody"),
        (lambda b: b.add(Verdict("v9", "nobody", "1", "accept", "minh")), StaleEdit, "nobody"),
        (lambda b: b.add(Assignment("s9", ARTICLE.id, "lan", "draft")), StaleEdit, "s1"),
        (lambda b: b.add_article(replace(ARTICLE, text="Khác.")), StaleEdit, ARTICLE.id),
        (lambda b: b.add_article(replace(OTHER, id="c" * 16)), StaleEdit, "c" * 16),
        (lambda b: b.add_alias("bai-1", OTHER.id), StaleEdit, ARTICLE.id),
        (lambda b: b.add_alias("x", "nowhere"), StaleEdit, "nowhere"),
        (lambda b: b.add(mention("e9", "Lan", "NOBODY")), RuleBroken, "NOBODY"),
        (lambda b: b.add(mention("e9", "Lan", author="gold")), RuleBroken, "gold"),
        (lambda b: b.add(Verdict("v9", "q1", "1", "accept", "gold")), RuleBroken, "gold"),
        (lambda b: b.add(replace(ABE, id="r9", label="")), RuleBroken, "label"),
        (lambda b: b.add_article(replace(ARTICLE, id="d" * 16, key="")), RuleBroken, "key"),
    ],
)
def test_a_clash_is_refused_and_the_line_with_it(
    store: Store, refused: Callable[[Bulk], object], error: type[Exception], field: str
) -> None:
    with store.bulk("lan", "import") as bulk:
        for one in RECORDS:
            bulk.add(one)
    before = dump(store)
    with store.bulk("lan", "import") as bulk:
        with pytest.raises(error) as caught:
            _line(bulk, refused)
        assert field in str(caught.value)
        assert bulk.add(mention("e7", "Lan"))
    assert store.article_id_for_key("bai-9") is None
    assert store.annotation("e8") is None
    assert not list(store.check())
    save(store, added(mention("e7", "Lan")).inverse())
    assert dump(store) == before


def _line(bulk: Bulk, refused: Callable[[Bulk], object]) -> None:
    with bulk.together():
        bulk.add_article(Article("e" * 16, "bai-9", "", "Ông Abe đi."))
        bulk.add(mention("e8", "Lan", note="mất"))
        refused(bulk)


def test_a_broken_off_import_leaves_whole_batches(store: Store) -> None:
    with pytest.raises(KeyboardInterrupt):
        _broken_off(store)
    assert [a.id for a in store.sheet(ARTICLE.id).annotations()] == ["e1"]
    assert store._db.execute("select count(*) from step where kind = 'import'").fetchone() == (2,)
    assert not list(store.check())
    save(store, added(mention("e2", "Lan")))


def _broken_off(store: Store) -> None:
    with store.bulk("lan", "import") as bulk:
        bulk.add(mention("e1", "Abe"))
        bulk.commit()
        bulk.add(mention("e2", "Lan", note="mất"))
        raise KeyboardInterrupt


def test_a_batch_is_never_cut_inside_a_line(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_module, "_BATCH", 1)
    with Store.open(store.path) as other, store.bulk("lan", "import") as bulk:
        with bulk.together():
            bulk.add(mention("e1", "Abe"))
            bulk.add(mention("e2", "Lan"))
            assert other.sheet(ARTICLE.id).annotations() == []
        assert len(other.sheet(ARTICLE.id).annotations()) == 2


def test_a_reserved_author_imports_nothing(store: Store) -> None:
    with pytest.raises(RuleBroken, match="reserved-author"), store.bulk("gold", "import"):
        pytest.fail("entered")
