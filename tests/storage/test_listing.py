"""The list of articles: what a filter lets through, a line for each, and the way from one to the next."""

from __future__ import annotations

import pytest

from reader_app.core.model import Article, Assignment, Stage
from reader_app.storage import ArticleFilter, ArticleRow, Store
from tests.storage.making import ARTICLE, OTHER, OTHER_TEXT, TEXT, added, claim, filled, mention, quote, save

MANY = [Article(f"{n:016}", f"k{n:02}", f"Tựa {n}", f"Bài số {n} về đảo.") for n in range(1, 9)]
STAGES: dict[int, Stage] = {1: "submitted", 3: "draft", 5: "submitted", 6: "todo", 7: "set-aside"}


@pytest.fixture
def many(store: Store) -> Store:
    """Eight more articles, at the places 3 to 10; lan has worked on some."""
    filled(store, MANY)
    work = [Assignment(f"s{n}", MANY[n - 1].id, "lan", stage) for n, stage in STAGES.items()]
    save(store, added(*work, Assignment("sm", MANY[1].id, "minh", "submitted")))
    return store


def keys(rows: list[ArticleRow]) -> list[str]:
    return [row.key for row in rows]


def test_a_line_tells_what_the_author_has_done(store: Store) -> None:
    save(store, added(quote(), claim(), mention("e1", "Abe"), mention("e2", "Lan", author="minh")))
    save(store, added(Assignment("s1", ARTICLE.id, "lan", "draft")))
    row = ArticleRow(
        1, ARTICLE.id, "bai-1", "Hội đàm", TEXT[:120], len(TEXT), "draft", 1, 1, 1, "2019-01-22", "VnExpress"
    )
    mine = ArticleFilter(author="lan")
    assert store.rows(mine, [1]) == [row]
    assert store.rows(ArticleFilter(author="minh"), [1])[0].stage == "todo"
    assert [store.rows(ArticleFilter(author=a), [1])[0].entities for a in ("lan", "minh", "", "ba")] == [1, 1, 2, 0]
    assert keys(store.rows(mine, [2, 99, 1])) == ["bai-2", "bai-1"]
    assert store.rows(mine, []) == []


def test_a_snippet_and_a_length_are_counted_in_code_points(store: Store) -> None:
    filled(store, [Article("c" * 16, "c", "", "😀" * 500)])
    (row,) = store.rows(ArticleFilter(), [3])
    assert (row.length, row.snippet) == (500, "😀" * 120)


def test_more_lines_than_one_statement_takes(store: Store) -> None:
    filled(store, [Article(f"x{n}", f"x{n}", "", "Chữ.") for n in range(1200)])
    assert len(store.rows(ArticleFilter(author="lan"), store.seqs(ArticleFilter()))) == 1202


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        (ArticleFilter(), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        (ArticleFilter(stage="submitted", author="lan"), [3, 7]),
        (ArticleFilter(stage="todo", author="lan"), [1, 2, 4, 6, 8, 10]),
        (ArticleFilter(stage="todo", author="minh"), [1, 2, 3, 5, 6, 7, 8, 9, 10]),
        (ArticleFilter(stage="submitted"), [3, 4, 7]),
        (ArticleFilter(stage="approved", author="lan"), []),
        (ArticleFilter(text="bai so"), [3, 4, 5, 6, 7, 8, 9, 10]),
        (ArticleFilter(text="DAO", stage="submitted", author="lan"), [3, 7]),
        (ArticleFilter(text="tua 3"), [5]),
        (ArticleFilter(text="k0"), [3, 4, 5, 6, 7, 8, 9, 10]),
        (ArticleFilter(text="  "), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        (ArticleFilter(text="???"), []),
    ],
)
def test_a_filter_lets_through(many: Store, wanted: ArticleFilter, places: list[int]) -> None:
    assert many.seqs(wanted) == places
    assert [row.seq for row in many.first_rows(wanted, 99)] == places
    assert [row.seq for row in many.first_rows(wanted, 2)] == places[:2]
    for at in range(12):
        following = [place for place in places if place > at]
        before = [place for place in places if place < at]
        assert many.neighbour(wanted, at, 1) == (many.article_id_of(following[0]) if following else None)
        assert many.neighbour(wanted, at, -1) == (many.article_id_of(before[-1]) if before else None)


def test_the_first_lines_can_stand_around_a_place(many: Store) -> None:
    assert [row.seq for row in many.first_rows(ArticleFilter(), 4, near=6)] == [4, 5, 6, 7]
    assert [row.seq for row in many.first_rows(ArticleFilter(), 4, near=1)] == [1, 2, 3, 4]
    assert [row.seq for row in many.first_rows(ArticleFilter(stage="todo", author="lan"), 4, near=7)] == [4, 6, 8, 10]


def test_the_next_to_do_comes_round_from_the_top(many: Store) -> None:
    mine = ArticleFilter(author="lan")
    found = [many.next_to_do(mine, place) for place in range(1, 11)]
    seqs = [many.seq_of(article) for article in found if article]
    assert seqs == [2, 4, 4, 5, 6, 8, 8, 10, 10, 1]
    others = [article for article in many.article_ids() if article != MANY[1].id]
    save(many, added(*(Assignment(f"t{n}", article, "minh", "approved") for n, article in enumerate(others))))
    assert many.next_to_do(ArticleFilter(author="minh"), 1) is None


def test_the_stages_are_counted(many: Store) -> None:
    counted = many.stage_counts("lan")
    assert counted == {
        "todo": 6, "draft": 1, "set-aside": 1, "submitted": 2, "returned": 0, "approved": 0, "total": 10,
    }  # fmt: skip
    assert many.stage_counts("nobody")["todo"] == 10


def test_places_names_and_aliases_lead_to_an_article(store: Store) -> None:
    with store.bulk("lan", "import") as bulk:
        bulk.add_alias("tên khác", OTHER.id)
    assert [store.article_id_for_key(k) for k in ("bai-1", "tên khác", "ai")] == [ARTICLE.id, OTHER.id, None]
    assert [store.seq_of(a) for a in (ARTICLE.id, "ai")] == [1, None]
    assert [store.article_id_of(n) for n in (2, 99)] == [OTHER.id, None]


def test_ids_come_in_the_order_of_their_keys(store: Store) -> None:
    wanted = ["z", "B", "a", "ă", "bai-10", "bai-1b", "😀"]
    filled(store, [Article(f"id{n}", key, "", "Chữ.") for n, key in enumerate(wanted)])
    by_key = {store.article(a).key: a for a in store.article_ids()}  # type: ignore[union-attr]
    assert list(by_key) == sorted([*wanted, "bai-1", "bai-2"])


def test_more_ids_than_one_page(store: Store) -> None:
    filled(store, [Article(f"x{n}", f"x{n:05}", "", "Chữ.") for n in range(2500)])
    assert list(store.article_ids()) == [ARTICLE.id, OTHER.id, *(f"x{n}" for n in range(2500))]


def test_authors_are_all_who_worked_here(store: Store) -> None:
    assert store.authors() == []
    save(store, added(mention("e1", "Abe"), mention("e2", "Putin", text=OTHER_TEXT, author="minh")))
    save(store, added(Assignment("s1", OTHER.id, "an", "draft")))
    assert store.authors() == ["an", "lan", "minh"]


def test_stats_count_everything(store: Store) -> None:
    save(store, added(quote(), claim(), mention("e1", "Abe"), mention("e2", "Lan", author="minh")))
    save(store, added(Assignment("s1", ARTICLE.id, "lan", "draft")))
    stats = store.stats()
    assert (stats.articles, stats.characters, stats.annotations) == (2, len(TEXT) + len(OTHER_TEXT), 4)
    assert stats.labels == {"entity": {"PER": 2}, "quote": {"direct": 1}, "claim": {"fact-event": 1}}
    assert stats.authors["minh"] == {"entity": 1, "quote": 0, "claim": 0}
    assert stats.stages == {"lan": {"draft": 1}}
    assert (stats.referents, stats.links, stats.verdicts, stats.steps) == (0, {}, {}, 3)


def test_no_list_reads_the_whole_table_of_articles(many: Store) -> None:
    """What a list does when a project opens looks rows up or walks over an index, never over the texts."""
    statements: list[str] = []
    many._db.set_trace_callback(statements.append)
    for wanted in (ArticleFilter(author="lan"), ArticleFilter(author="lan", stage="todo"), ArticleFilter(text="dao")):
        many.seqs(wanted)
        many.first_rows(wanted, 3, near=2)
        many.neighbour(wanted, 1, 1)
        many.next_to_do(wanted, 1)
    many.stage_counts("lan")
    many.authors()
    many._db.set_trace_callback(None)
    looked = [s for s in statements if s.startswith("select") and "docsize" not in s and "main'." not in s]
    assert len(looked) > 10
    pages = 0
    for statement in looked:
        plan = [detail for *_, detail in many._db.execute(f"explain query plan {statement}")]
        walked = [step for step in plan if step in {"SCAN a", "SCAN article", "SCAN annotation"}]
        ranged = [
            step for step in plan if "INTEGER PRIMARY KEY (rowid>" in step or "INTEGER PRIMARY KEY (rowid<" in step
        ]
        assert not walked + ranged, (statement, plan)
        if " in (1, 2" in statement or " in (2, 3" in statement:  # the lines of a page: by their places, nothing longer
            assert all("article=?" in step or "rowid=?" in step for step in plan if step.startswith("SE")), plan
            pages += 1
    assert pages > 3
