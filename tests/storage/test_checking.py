"""Whatever another program does to the file, the check says it, and names the record and its article."""

from __future__ import annotations

import pytest

from reader_app.core.model import Assignment, Link, Referent, Verdict
from reader_app.storage import Store
from tests.storage.making import ABE, ARTICLE, OTHER, OTHER_TEXT, PUTIN, added, claim, mention, quote, raw, save

VOID = ["dangling"]


@pytest.fixture
def rich(store: Store) -> Store:
    save(
        store,
        added(
            ABE, PUTIN, Referent("r-old", "PER", merged_into="r-putin"),
            quote(referents=("r-abe",)), quote("q2", author="minh"), claim(quote="q1"),
            mention("e1", "Abe", referents=("r-abe",), note="ghi chú"), mention("e2", "Putin", text=OTHER_TEXT),
            Link("l1", "evidence", "c1", ARTICLE.id, "e2", OTHER.id, "lan"),
            Verdict("v1", "q1", "1", "fix", "minh", ("cue",), "", ("q2",)),
            Assignment("s1", ARTICLE.id, "lan", "draft"),
        ),
    )  # fmt: skip
    with store.bulk("lan", "import") as bulk:
        bulk.add_alias("tên khác", OTHER.id)
    return store


def test_a_sound_project_has_no_problems(rich: Store) -> None:
    assert list(rich.check()) == []


@pytest.mark.parametrize(
    ("sql", "codes"),
    [
        ("update part set \"end\" = 1000 where role = 'via'", ["span-outside"] * 2),
        ("update part set start = start - 1 where role = 'cue'", ["span-blank-edge"] * 2),
        ("update annotation set start = start + 1 where id = 'e1'", ["hull"]),
        ("delete from part where annotation = (select seq from annotation where id = 'e1')", ["bad-record"]),
        ("update part set role = 'via' where role = 'mention'", ["bad-record"] * 2),
        ("update annotation set label = 'XYZ' where id = 'e1'", ["unknown-label"]),
        ("update annotation set attributes = '{\"x\":\"y\"}' where id = 'e1'", ["unknown-attribute"]),
        ("update annotation set attributes = '{\"stance\":\"y\"}' where id = 'q1'", ["unknown-value"]),
        ("update annotation set touched = '[\"x\"]' where id = 'e1'", ["unknown-field"]),
        ("update annotation set attributes = '{' where id = 'e1'", ["bad-record"]),
        ("update verdict set reasons = '[\"x\"]'", ["unknown-reason"]),
        ("update annotation set quote = 'e1' where id = 'c1'", ["no-quote"]),
        ("update referent set uses = 7 where id = 'r-abe'", ["uses"]),
        ("update referent set merged_into = 'r-old' where id = 'r-putin'", ["merge-cycle"] * 2),
        ("update link set head_article = tail_article", ["link-article", "link-end-missing"]),
        ("update link set kind = 'revises'", ["link-kind"]),
        ("update link set tail = 'nobody'", [*VOID, "link-end-missing"]),
        ("update verdict set subject = 'nobody'", VOID),
        ("update verdict_replacement set annotation = 'nobody'", VOID),
        ("update annotation set quote = 'nobody' where id = 'c1'", [*VOID, "no-quote"]),
        ("delete from referent where id = 'r-abe'", [*VOID] * 5),
        ("update scheme set tables = replace(tables, 'Person', 'Human')", ["bad-record"]),
        ("update scheme set source = '['", ["bad-record"]),
        ("update assignment set id = 'v1'", ["id-twice"]),
        ("update article_alias set key = 'bai-1'", ["key-twice"]),
        ("update article set text = text || ' ' where id = 'bbbbbbbbbbbbbbbb'", ["text-not-canonical"]),
        ("update article set text = 'x' where id = 'bbbbbbbbbbbbbbbb'", ["index", "span-outside"]),
        ("update article set title = 'Tên mới' where id = 'bbbbbbbbbbbbbbbb'", ["index"]),
        ("update article set text = replace(text, 'im', 'ăn') where id = 'bbbbbbbbbbbbbbbb'", ["index"]),
        ("update annotation set note = 'khác ghi' where id = 'e1'", ["index"]),
        ("update annotation set note = 'có' where id = 'e2'", ["index"]),
        ("update annotation set note = '' where id = 'e1'", ["index-stray"]),
        ("insert into article_text (article_text) values ('delete-all')", ["index"] * 2),
        ("insert into article_text (rowid, text) values (99, 'ma')", ["index-stray"]),
        ("update step set changes = '[[1,2]]' where kind = 'act'", ["bad-step"]),
        ("update step set kept = '{' where kind = 'act'", ["bad-step"]),
    ],
)
def test_what_is_wrong_is_said(rich: Store, sql: str, codes: list[str]) -> None:
    other = raw(rich.path)
    other.execute(sql)
    other.close()
    assert sorted(problem.code for problem in rich.check()) == sorted(codes)


def test_a_problem_names_its_article(rich: Store) -> None:
    rich._db.execute("update annotation set label = 'XYZ' where id = 'e2'")
    (problem,) = rich.check()
    assert (problem.record, problem.data) == ("e2", {"article": "bai-2", "kind": "entity", "label": "XYZ"})


def test_a_record_that_cannot_be_read_is_told_on_opening_too(rich: Store) -> None:
    from reader_app.core.errors import StorageUnavailable

    rich._db.execute("delete from part where annotation = (select seq from annotation where id = 'e1')")
    with pytest.raises(StorageUnavailable, match="bad-record") as error:
        rich.sheet(ARTICLE.id)
    assert error.value.fields["record"] == "e1"
    rich.sheet(OTHER.id)


def test_a_read_only_project_can_be_checked(rich: Store) -> None:
    rich._db.execute("update annotation set label = 'XYZ' where id = 'e2'")
    with Store.open(rich.path, read_only=True) as reader:
        assert [problem.code for problem in reader.check()] == ["unknown-label"]


def test_more_articles_than_one_batch_of_the_index(store: Store) -> None:
    from reader_app.core.model import Article

    with store.bulk("lan", "import") as bulk:
        for n in range(450):
            bulk.add_article(Article(f"x{n}", f"x{n}", "", f"Chữ {n} của bài “{n}”."))
    assert list(store.check()) == []
    store._db.execute("update article set title = 'khác' where id in ('x3', 'x449')")
    assert [problem.record for problem in store.check()] == ["x3", "x449"]
