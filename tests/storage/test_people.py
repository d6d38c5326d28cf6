"""The register as a list, and what somebody says over all articles."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reader_app.core.model import Annotation, Article, Part, Referent, Span, article_id
from reader_app.storage import ArticleFilter, Saying, Shown, Store
from tests.storage.making import ABE, ARTICLE, OTHER, PUTIN, added, claim, filled, mention, quote, save, step

TEXT = "Ông Abe nói: “Đảo là của ta”. Ông Putin im lặng."


@pytest.fixture
def full(store: Store) -> Store:
    """Abe twice in one article and merged into him somebody in another; the second one is older."""
    filled(store)
    old = replace(ABE, id="r-old", name="Abe S.", aliases=(), merged_into=ABE.id)
    nobody = Referent("r-none", "PER", role="một quan chức Mỹ")
    save(store, added(ABE, old, PUTIN, nobody))
    save(
        store,
        added(
            mention("e1", "Abe", referents=(ABE.id,)),
            quote("q1", referents=(ABE.id, nobody.id), attributes={"stance": "refute"}),
            claim("c1", referents=(ABE.id,), statement="Nam Kuril thuộc Nhật Bản"),
        ),
    )
    far = Article(article_id(TEXT), "bai-3", "Cũ", TEXT, "2016-12-15")
    said = Annotation("q9", far.id, "quote", "direct", (_part("content", "Đảo là của ta"),), "mai", ("r-old",))
    save(store, step((None, far), (None, said), title="import"))
    return store


def _part(role: str, words: str) -> Part:
    at = TEXT.index(words)
    return Part(role, Span(at, at + len(words)))  # type: ignore[arg-type]


def said(store: Store, referent: str, author: str = "lan", *, entities: bool = False) -> list[Saying]:
    return store.sayings([place.seq for place in store.mentions(referent, author, entities=entities)])


def test_people_come_by_use_and_those_merged_count_for_whom_they_are(full: Store) -> None:
    rows = full.people()
    assert [(row.referent.id, row.uses) for row in rows] == [("r-abe", 4), ("r-none", 1), ("r-putin", 0)]
    assert [full.people(offset=n, limit=1) for n in range(4)] == [[row] for row in rows] + [[]]
    assert [one.id for one in full.merged_into("r-abe")] == ["r-old"]
    assert full.person("r-old") == rows[0]
    assert full.person("nobody") is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("abe s", ["r-abe"]),
        ("pu", ["r-putin"]),
        ("quan chuc my", ["r-none"]),
        ("zz", []),
        ("  ", None),
        ("\ud800", None),
    ],
)
def test_people_are_found_without_tone_marks_the_unnamed_by_their_role(
    full: Store, query: str, found: list[str] | None
) -> None:
    ids = [row.referent.id for row in full.people(query)]
    assert ids == (["r-abe", "r-none", "r-putin"] if found is None else found)


def test_one_without_name_and_role_is_known_by_the_words_of_the_text(full: Store) -> None:
    save(full, added(Referent("r-x", "PER"), replace(quote("q2", referents=("r-x",)), label="mixed")))
    assert next(row.sample for row in full.people() if row.referent.id == "r-x") == "Ông Abe"


def test_what_somebody_says_is_ordered_by_date_and_reaches_those_merged(full: Store) -> None:
    found = said(full, "r-abe")
    assert [(one.id, one.date, one.key) for one in found] == [
        ("q1", "2019-01-22", "bai-1"), ("c1", "2019-01-22", "bai-1"), ("q9", "2016-12-15", "bai-3"),
    ]  # fmt: skip
    first = found[0]
    assert first.words == "đảo Nam Kuril là của Nhật Bản"
    assert (first.stance, first.title, first.outlet) == ("refute", "Hội đàm", "VnExpress")
    assert first.people == (("r-abe", "Shinzo Abe"), ("r-none", "một quan chức Mỹ"))
    assert found[1].statement == "Nam Kuril thuộc Nhật Bản"
    assert found[2].people == (("r-abe", "Shinzo Abe"),)
    assert [one.id for one in said(full, "r-abe", entities=True)] == ["e1", "q1", "c1", "q9"]
    assert full.saying("q9") == found[2]
    assert full.saying("nothing") is None


def test_equal_records_of_several_authors_stand_there_once_ones_own_first(full: Store) -> None:
    save(full, added(quote("q-mai", referents=(ABE.id,), author="mai")), author="mai")
    assert [one.id for one in said(full, "r-abe")] == ["q1", "c1", "q9"]
    assert [one.id for one in said(full, "r-abe", "mai")] == ["q-mai", "c1", "q9"]


def test_words_of_an_emoji_and_several_parts(store: Store) -> None:
    filled(store)
    parts = (Part("content", Span(0, 3)), Part("content", Span(ARTICLE.text.index("😀"), len(ARTICLE.text))))
    save(store, added(Annotation("q", ARTICLE.id, "quote", "mixed", parts, "lan")))
    found = store.saying("q")
    assert found is not None
    assert found.words == "Ông … 😀 cười."


def test_quotes_and_claims_to_link_with(full: Store) -> None:
    def ids(query: str, author: str = "lan") -> list[str]:
        return [one.id for one in full.linkable(query, author, ("quote", "claim"))]

    assert ids("dao la cua") == ["q1", "q9"]  # one's own first
    assert ids("dao la cua", "mai") == ["q9", "q1"]
    assert ids("thuoc nhat") == ["c1"]  # the statement
    assert ids('"') == ids("") == []
    assert [one.id for one in full.linkable("dao", "lan", ("claim",))] == []


def test_what_somebody_says_is_found_by_the_name_and_by_name_and_words(full: Store) -> None:
    def ids(query: str, author: str = "lan") -> list[str]:
        return [one.id for one in full.linkable(query, author, ("quote", "claim"))]

    # his own first, those of whoever was merged into him as well
    assert ids("shinzo") == ids("Shinzo abe ") == ids("ông abe") == ["c1", "q1", "q9"]
    assert ids("abe dao") == ids("dao abe") == ["q1", "q9"]
    assert ids("abe kuril") == ["c1", "q1"]
    assert ids("abe zzz") == ids("putin dao") == []
    assert ids("sh") == []  # a letter or two name nobody
    assert [one.id for one in full.linkable("abe dao", "lan", ("claim",))] == []
    assert len(full.linkable("abe", "lan", ("quote", "claim"), 4)) == 2  # half of the room is for what holds the words
    assert ids('"abe" dao') == ids('abe "') == []


def test_the_register_by_label_without_name_by_name_and_the_newest(full: Store) -> None:
    moskva, party = Referent("r-m", "LOC", "Moskva"), Referent("r-d", "ORG", "Đảng Nước Nga thống nhất")
    save(full, added(moskva, party, Referent("r-bare", "PER", role="bác sĩ")))

    def ids(**fields: Any) -> list[str]:
        query = fields.pop("query", "")
        whole = [row.referent.id for row in full.people(query, shown=Shown(**fields))]
        pages = [full.people(query, offset=n, limit=1, shown=Shown(**fields)) for n in range(len(whole) + 1)]
        assert [row.referent.id for page in pages for row in page] == whole
        return whole

    assert ids() == ["r-abe", "r-none", "r-putin", "r-m", "r-d", "r-bare"]
    assert ids(label="LOC") == ["r-m"]
    assert ids(without_name=True) == ["r-none", "r-bare"]
    assert ids(label="ORG", without_name=True) == []
    # đ as d; those without a name by their role
    assert ids(order="name") == ["r-d", "r-m", "r-abe", "r-putin", "r-bare", "r-none"]
    assert ids(order="name", label="PER") == ["r-abe", "r-putin", "r-bare", "r-none"]
    assert ids(order="newest") == ["r-bare", "r-d", "r-m", "r-none", "r-putin", "r-abe"]
    assert ids(query="a", label="PER")[0] == "r-abe"
    assert ids(query="a", label="LOC") == ["r-m"]
    assert ids(query="bac", without_name=True) == ["r-bare"]
    assert [row.uses for row in full.people(shown=Shown(order="name", label="PER"))] == [4, 0, 0, 1]
    save(full, added(Referent("r-house", "ORG", role="hội bác sĩ")))
    assert ids(query="bac", label="ORG") == ["r-house"]
    assert ids(query="\u0301", label="LOC") == ["r-m"]  # a mark without its letter is nothing typed yet


def test_articles_of_somebody_reach_those_merged_over_others(full: Store) -> None:
    older = Referent("r-older", "PER", "S. Abe", merged_into="r-old")
    far = Article(article_id("Ngài Abe."), "bai-9", "", "Ngài Abe.")
    named = Annotation("e9", far.id, "entity", "PER", (Part("mention", Span(5, 8)),), "lan", ("r-older",))
    save(full, step((None, older), (None, far), (None, named), title="import"))
    rows = full.first_rows(ArticleFilter(person="r-abe"), 10)
    assert [row.key for row in rows] == ["bai-1", "bai-3", "bai-9"]
    assert [place.article for place in full.mentions("r-abe", "lan", entities=True)][-1] == far.id


def test_what_somebody_says_can_be_looked_through(full: Store) -> None:
    def ids(words: str, *, entities: bool = False) -> list[str]:
        places = full.mentions("r-abe", "lan", entities=entities, words=words)
        return [one.id for one in full.sayings([place.seq for place in places])]

    assert ids("dao") == ["q1", "q9"]
    assert ids("kuril nhat") == ["q1", "c1"]
    assert ids("d") == ids(" ") == ["q1", "c1", "q9"]  # a letter says nothing yet
    assert ids("zzz") == ids("“”") == []
    assert ids("dao", entities=True) == ["q1", "q9"]


def test_what_rests_on_a_referent(full: Store) -> None:
    assert (full.rests_on("r-abe"), full.rests_on("r-old")) == (4, 1)  # three annotations, and who was merged
    assert (full.rests_on("r-putin"), full.rests_on("nobody")) == (0, 0)
    assert OTHER.id in set(full.article_ids())
