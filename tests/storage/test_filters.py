"""What a list can be filtered and ordered by, beside words and stage."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader_app.core.model import Article, Referent
from reader_app.storage import ArticleFilter, RowHit, Store
from reader_app.storage.filters import ORDERS, walk
from tests.storage.making import (
    ABE,
    OTHER,
    OTHER_TEXT,
    PUTIN,
    TEXT,
    added,
    claim,
    filled,
    mention,
    quote,
    save,
    step,
)

MORE = [
    Article("c" * 16, "k3", "Đảo xa", "Ngắn.", "2016", "Tuổi Trẻ"),
    Article("d" * 16, "k4", "ăn", "Bài này dài hơn một chút.", "2016-12-31", "VnExpress"),
    Article("e" * 16, "k5", "Zoo", "Không ngày tháng.", ""),
]


@pytest.fixture
def many(store: Store) -> Store:
    """Five articles; lan has tagged the first, minh the second."""
    filled(store, MORE)
    save(store, added(ABE, PUTIN, Referent("r-p", "PER", "Vladimir Vladimirovich", merged_into="r-putin")))
    theirs = mention("e2", "Putin", text=OTHER_TEXT, author="minh", referents=("r-p",), touched=("unsure",))
    save(store, added(quote(referents=("r-abe",)), claim(statement="Tokyo giữ quần đảo"), mention("e1", "Lan"), theirs))
    return store


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        (ArticleFilter(label="entity/PER"), [1, 2]),
        (ArticleFilter(label="entity/PER", by="minh"), [2]),
        (ArticleFilter(label="quote/direct"), [1]),
        (ArticleFilter(label="entity/ORG"), []),
        (ArticleFilter(by="lan"), [1]),
        (ArticleFilter(by="nobody"), []),
        (ArticleFilter(quotes="with"), [1]),
        (ArticleFilter(quotes="without"), [2, 3, 4, 5]),
        (ArticleFilter(quotes="without", by="minh"), [2]),
        (ArticleFilter(quotes="with", by="minh"), []),
        (ArticleFilter(unsure=True), [2]),
        (ArticleFilter(unsure=True, by="lan"), []),
        (ArticleFilter(person="r-abe"), [1]),
        (ArticleFilter(person="r-putin"), [2]),  # by the name that was merged into it
        (ArticleFilter(outlet="VnExpress"), [1, 4]),
        (ArticleFilter(since="2016", until="2016"), [3, 4]),
        (ArticleFilter(since="2016-12", until="2019-01"), [1, 4]),
        (ArticleFilter(until="2016-11"), [3]),
        (ArticleFilter(outlet="VnExpress", until="2018", text="bai nay"), [4]),
        (ArticleFilter(outlet="VnExpress", stage="todo", author="lan"), [1, 4]),
        (ArticleFilter(order="newest"), [1, 4, 3, 2, 5]),
        (ArticleFilter(order="oldest"), [3, 4, 1, 2, 5]),
        (ArticleFilter(order="title"), [4, 3, 1, 2, 5]),
        (ArticleFilter(order="longest"), [1, 2, 4, 5, 3]),
        (ArticleFilter(order="shortest"), [3, 5, 4, 2, 1]),
        (ArticleFilter(order="newest", text="dao"), [1, 3]),
        (ArticleFilter(order="title", outlet="VnExpress"), [4, 1]),
    ],
)
def test_a_filter_lets_through(many: Store, wanted: ArticleFilter, places: list[int]) -> None:
    assert many.seqs(wanted) == places
    assert [row.seq for row in many.first_rows(wanted, 99)] == places
    assert [row.seq for row in many.first_rows(wanted, 1)] == places[:1]


def test_the_way_follows_the_order(many: Store) -> None:
    wanted = ArticleFilter(order="longest", author="lan")
    order = [many.article_id_of(place) for place in (1, 2, 4, 5, 3)]
    assert [many.neighbour(wanted, place, 1) for place in (1, 2, 4, 5, 3)] == [*order[1:], None]
    assert [many.neighbour(wanted, place, -1) for place in (3, 5, 4, 2, 1)] == [*order[3::-1], None]
    assert many.next_to_do(wanted, 2) == order[2]
    assert many.first_open("lan", [4, 5]) == order[2]


def test_what_was_changed_last_comes_first(many: Store) -> None:
    wanted = ArticleFilter(order="changed")
    save(many, added(mention("e3", "Abe", text=OTHER_TEXT)), article=OTHER.id)
    assert many.seqs(wanted) == [2, 1, 3, 4, 5]
    save(many, added(mention("e4", "Abe")))
    assert many.seqs(wanted) == [1, 2, 3, 4, 5]
    assert many.seqs(wanted._replace(outlet="Tuổi Trẻ")) == [3]


def test_notes_statements_and_names_find_their_article(many: Store) -> None:
    old = mention("e1", "Lan")
    save(many, step((old, replace(old, note="người gác cổng"))))
    found = {
        "gac cong": (1, RowHit("note", "người gác cổng", mention("e1", "Lan").parts[0].span)),
        "tokyo giu": (1, RowHit("statement", "Tokyo giữ quần đảo", claim().parts[0].span)),
        "vladimirovich": (
            2,
            RowHit("person", "Vladimir Vladimirovich", mention("e", "Putin", text=OTHER_TEXT).parts[0].span),
        ),
        "shinzo a": (1, RowHit("person", "Shinzo Abe", quote().parts[0].span)),
    }
    for text, (place, hit) in found.items():
        wanted = ArticleFilter(text=text)
        assert many.seqs(wanted) == [place], text
        assert [row.hit for row in many.rows(wanted, [place])] == [hit]
        assert many.seqs(wanted._replace(outlet="Tuổi Trẻ")) == []
        assert many.seqs(wanted._replace(order="newest")) == [place]
    # words of one letter or two are not looked for in notes and names, whole ones before them are
    assert many.seqs(ArticleFilter(text="gac c")) == [1]
    assert many.seqs(ArticleFilter(text="gac k")) == []
    assert many.seqs(ArticleFilter(text="ga")) == []


def test_a_line_says_what_was_found(many: Store) -> None:
    (row,) = many.rows(ArticleFilter(text="kuril"), [1])
    assert row.hit is not None
    assert row.hit.where == "text"
    assert row.hit.span is not None
    assert row.hit.span.of(TEXT) == "Kuril"
    assert "Kuril là của Nhật Bản" in row.hit.words
    assert many.rows(ArticleFilter(text="dao xa"), [3])[0].hit is None  # its title
    assert many.rows(ArticleFilter(text="tuoi tre"), [3])[0].hit == RowHit("outlet", "Tuổi Trẻ")
    assert many.rows(ArticleFilter(), [1])[0].hit is None


def test_outlets_by_how_much_they_bring(many: Store) -> None:
    assert many.outlets() == ["VnExpress", "Tuổi Trẻ"]


@pytest.mark.parametrize(
    "wanted",
    [
        ArticleFilter(label="entity/PER"), ArticleFilter(by="lan"), ArticleFilter(quotes="with"),
        ArticleFilter(unsure=True), ArticleFilter(person="r-abe"), ArticleFilter(outlet="VnExpress", since="2016"),
        ArticleFilter(order="newest"), ArticleFilter(text="dao", outlet="VnExpress", quotes="with", stage="todo"),
    ],
)  # fmt: skip
def test_no_filter_reads_a_whole_table(many: Store, wanted: ArticleFilter) -> None:
    way = walk(many._db, wanted)
    query = f"explain query plan select {way.place} from {way.table} where {way.where} order by {way.order}{way.place}"  # noqa: S608
    plan = [detail for *_, detail in many._db.execute(query, way.values)]
    assert plan
    for detail in plan:
        if detail.startswith("SCAN") and detail != "SCAN one":  # those who were merged into one person: a handful
            # the index of unsure records holds nothing else
            assert any(one in detail for one in ("COVERING INDEX", "VIRTUAL TABLE", "annotation_unsure")), plan


@pytest.mark.parametrize("more", [{"unsure": True}, {"label": "entity/PER"}, {"person": "r-abe"}, {"by": "lan"}])
def test_words_are_asked_for_once_and_not_for_each_article(many: Store, more: dict[str, str | bool]) -> None:
    way = walk(many._db, ArticleFilter(text="dao", **more))  # type: ignore[arg-type]
    query = f"explain query plan select {way.place} from {way.table} where {way.where} order by {way.place}"  # noqa: S608
    first = next(detail for *_, detail in many._db.execute(query, way.values))
    assert first.startswith("SCAN f VIRTUAL TABLE")
    assert "=" not in first.rpartition(":")[2]


@pytest.mark.parametrize("order", [one for one in ORDERS if one not in ("", "changed")])
def test_the_first_of_an_order_are_there_without_sorting(many: Store, order: str) -> None:
    way = walk(many._db, ArticleFilter(order=order))
    query = f"explain query plan select {way.place} from {way.table} order by {way.order}{way.place} limit 20"  # noqa: S608
    assert not any("B-TREE" in detail for *_, detail in many._db.execute(query))


class TestRegisterOfOthers:
    def test_names_that_come_and_go_are_found(self, many: Store) -> None:
        assert [one.id for one in many.referents("shinzo")] == ["r-abe"]
        with Store.open(many.path) as other:
            other.save(added(Referent("r-new", "PER", "Kistanov")), author="minh", article="")
            other.save(step((ABE, replace(ABE, name="Abe", aliases=("người Yamaguchi",)))), author="minh", article="")
        assert [one.id for one in many.referents("kstnv")] == ["r-new"]
        assert [one.id for one in many.referents("yamag")] == ["r-abe"]
        assert many.referents("shinzo") == []

    def test_an_import_is_seen(self, many: Store) -> None:
        assert many.referents("hãng") == []
        with many.bulk("lan", "import", "") as bulk:
            for number in range(30):
                bulk.add(Referent(f"r{number}", "ORG", f"Hãng số {number}"))
        assert len(many.referents("hãng", 50)) == 30

    def test_what_another_connection_has_read_is_taken_over(self, many: Store) -> None:
        with Store.open(many.path) as other:
            names = other.names()
        many.take_names(names)
        save(many, added(Referent("r-new", "PER", "Kistanov")))
        assert [one.id for one in many.referents("kist")] == ["r-new"]
        assert [one.id for one in many.referents("putin")] == ["r-putin"]
