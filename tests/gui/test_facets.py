"""What can be chosen to filter and order a list by."""

from __future__ import annotations

import pytest

from reader_app.gui.facets import Facets, choices, chosen, cleared, words
from reader_app.storage import ORDERS, ArticleFilter

FACETS = Facets([("entity/PER", "PER Person", "#2458c7"), ("quote/direct", "direct", "")], ["lan", "minh"],
                ["Tuổi Trẻ", "VnExpress"], {"r-abe": "Shinzo Abe"})  # fmt: skip


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("per", "label=entity/PER"), ("tuoi", "outlet=Tuổi Trẻ"), ("minh aut", "by=minh"), ("abe", "person=r-abe"),
        ("without", "quotes=without"), ("newest", "order=newest"), ("2019", "date=2019..2019"),
        ("1/2019", "date=2019-01..2019-01"), ("22/1/2019", "date=2019-01-22..2019-01-22"),
        ("2016-2019", "date=2016..2019"), ("2016 – 3/2019", "date=2016..2019-03"),
        ("2019-01-22", "date=2019-01-22..2019-01-22"),
        ("2016..", "date=2016.."), ("..2016", "date=..2016"), ("xyz", ""),
    ],
)  # fmt: skip
def test_a_few_letters_find_it(query: str, first: str) -> None:
    found = choices(ArticleFilter(), FACETS, query)
    assert (found[0].id if found else "") == first


def test_nothing_typed_offers_everything() -> None:
    found = {one.id for one in choices(ArticleFilter(), FACETS, "")}
    assert {f"order={one}" for one in ORDERS if one} < found
    assert {"quotes=with", "unsure=1", "by=lan", "outlet=VnExpress", "label=quote/direct"} < found


def test_what_holds_comes_first_and_is_ended_by_choosing_it_again() -> None:
    wanted = ArticleFilter(text="abe", stage="draft", author="lan")
    for choice in (
        "label=entity/PER",
        "unsure=1",
        "quotes=with",
        "order=title",
        "date=2019-01..2019-02",
        "person=r-abe",
    ):
        wanted = chosen(wanted, choice)
    assert wanted == ArticleFilter(
        "abe", "draft", "lan", label="entity/PER", unsure=True, quotes="with", order="title", since="2019-01",
        until="2019-02", person="r-abe",
    )  # fmt: skip
    assert words(wanted, FACETS) == [
        "Shinzo Abe", "PER Person", "With quotes", "With unsure records", "2019-01 – 2019-02", "By title",
    ]  # fmt: skip
    held = [one for one in choices(wanted, FACETS, "") if one.title.startswith("✓")]
    assert [one.id for one in held] == [one.id for one in choices(wanted, FACETS, "")][: len(held)]
    for one in held:
        wanted = chosen(wanted, one.id)
    assert wanted == ArticleFilter("abe", "draft", "lan", since="2019-01", until="2019-02")
    assert cleared(wanted) == chosen(wanted, "clear=") == ArticleFilter("abe", "draft", "lan")
    assert words(cleared(wanted), FACETS) == []
    assert words(ArticleFilter(since="2019"), FACETS) == ["from 2019"]
    assert words(ArticleFilter(until="2019"), FACETS) == ["until 2019"]
