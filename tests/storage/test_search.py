"""Words are found without their tone marks, and what someone types is never taken for syntax."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_app.core.model import Article, Part, Referent, Span, article_id
from reader_app.storage import ArticleFilter, Store
from reader_app.storage.fulltext import expression
from tests.storage.making import (
    ABE,
    ARTICLE,
    OTHER,
    PUTIN,
    TEXT,
    added,
    claim,
    filled,
    mention,
    quote,
    save,
    step,
    take_back,
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ÔNG ABE", {ARTICLE.id, OTHER.id}),
        ("ong abe", {ARTICLE.id, OTHER.id}),
        ("dao", {ARTICLE.id}),
        ("ĐẢO", {ARTICLE.id}),
        ("đa", {ARTICLE.id}),
        ("da ", set()),
        ("abe kuri", {ARTICLE.id}),
        ("kuril abe", {ARTICLE.id}),
        ("kuri abe ", set()),
        ("kur abe", set()),
        ('"abe noi"', {ARTICLE.id}),
        ('"noi abe"', set()),
        ("“abe noi” ta", {ARTICLE.id}),
        ('"abe no', {ARTICLE.id}),
        ("hội đàm", {ARTICLE.id}),
        ("vnexpress", {ARTICLE.id}),
        ("bai-2", {OTHER.id}),
        ("o\u0302ng abe", {ARTICLE.id, OTHER.id}),  # decomposed, as some keyboards send it
        ("", set()),
        ("?! *", set()),
        ("\ud800", set()),
        ("x\0y", set()),
    ],
)
def test_articles_are_found(store: Store, query: str, found: set[str]) -> None:
    assert {hit.article for hit in store.search(query)} == found


@given(st.text(st.one_of(st.characters(), st.sampled_from("\"'*()-+^:{}. \0")), max_size=20))
def test_no_query_is_syntax(query: str) -> None:
    import sqlite3

    db = sqlite3.connect(":memory:")
    db.execute("create virtual table f using fts5 (a, tokenize = 'unicode61 remove_diacritics 2')")
    db.execute("insert into f values ('nga nhat')")
    db.execute("create table word (word text primary key)")
    db.executemany("insert into word values (?)", [("nga",), ("nhat",), ("00000",)])
    if words := expression(db, query):
        db.execute("select * from f where f match ?", (words,)).fetchall()
    db.close()


@pytest.mark.parametrize(
    "query", ["nga-nhat", '"', "AND", "NOT x", "a OR", "NEAR(", "text:", "^a", "a*b", "'", "--", "(", "{a b}"]
)
def test_syntax_of_the_engine_is_words(store: Store, query: str) -> None:
    store.search(query)
    filled(store, [replace(OTHER, id="n", key="n", text="quan hệ Nga-Nhật and not or near")])
    assert [hit.key for hit in store.search("nga-nhat")] == ["n"]
    assert [hit.key for hit in store.search("AND NOT")] == ["n"]


def test_quotes_claims_and_notes_are_found_where_they_stand(store: Store) -> None:
    save(store, added(quote(), claim(statement="Tokyo giữ quần đảo"), mention("e1", "Lan", note="người đứng đầu")))
    hits = store.search("nhat ban")
    assert [(hit.kind, hit.record, hit.key) for hit in hits[1:]] == [("quote", "q1", "bai-1"), ("claim", "c1", "bai-1")]
    assert all(hit.span is not None and hit.span.of(TEXT) == "Nhật Bản" for hit in hits)
    (note,) = store.search("dung dau")
    assert (note.kind, note.record, note.article) == ("entity", "e1", ARTICLE.id)
    assert note.span is not None
    assert note.span.of(TEXT) == "Lan"
    assert [hit.record for hit in store.search("giu quan")] == ["c1"]
    assert note.snippet == "người đứng đầu"


@pytest.mark.parametrize(("words", "query"), [("uril là của", "uri"), ("đảo Nam Kur", "kur"), ("ười", "uoi")])
def test_half_a_word_that_somebody_tagged_is_found_by_its_beginning(store: Store, words: str, query: str) -> None:
    at = TEXT.index(words)
    save(store, added(replace(claim(), parts=(Part("content", Span(at, at + len(words))),))))
    assert "c1" in [hit.record for hit in store.search(query)]
    assert list(store.check()) == []


def test_letters_that_the_index_folds_in_another_way_are_found_by_their_beginnings(store: Store) -> None:
    for key, text in (("a", "Strauße"), ("b", "Straussen"), ("c", "койот"), ("d", "коим")):
        save(store, step((None, Article(article_id(text), key, "", text)), title="import"))
    for query, found in (("strauß", "a"), ("strauss", "b"), ("кой", "c")):
        assert [row.key for row in store.first_rows(ArticleFilter(text=query), 10)] == [found]


def test_the_index_follows_edits_and_undo(store: Store) -> None:
    old = mention("e1", "Lan", note="trước")
    save(store, added(old))
    changed = save(store, step((old, replace(old, note="sau"))))
    assert [hit.record for hit in store.search("sau ")] == ["e1"]
    assert store.search("truoc ") == []
    take_back(store, changed)
    assert [hit.record for hit in store.search("truoc ")] == ["e1"]
    save(store, step((old, None)))
    assert store.search("truoc ") == []


def test_a_hit_in_a_text_whose_letters_fold_to_several(store: Store) -> None:
    filled(store, [replace(OTHER, id="n", key="n", text="ﬃ ß İ đảo xa")])
    (hit,) = store.search("dao xa")
    assert hit.span is not None
    assert hit.span.of("ﬃ ß İ đảo xa") == "đảo xa"


def test_no_more_hits_than_asked_for(store: Store) -> None:
    filled(store, [replace(OTHER, id=f"n{n}", key=f"n{n}") for n in range(30)])
    assert len(store.search("putin", 7)) == 7


class TestRegister:
    @pytest.fixture(autouse=True)
    def people(self, store: Store) -> None:
        moskva = Referent("r-m", "LOC", "Moskva", ("Mátxcơva", "Mạc Tư Khoa"))
        merged = Referent("r-old", "PER", "V. Putin", merged_into="r-putin")
        unnamed = Referent("r-none", "PER", role="một quan chức Mỹ")
        aide = Referent("r-aide", "PER", "Đặng Abe", ("100%_a\\b",))
        speakers = [mention(f"e{n}", w, referents=("r-putin",)) for n, w in enumerate(("Abe", "Lan", "Ông"))]
        save(store, added(ABE, PUTIN, moskva, merged, unnamed, aide, *speakers, quote(referents=("r-abe",))))

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", ["r-putin", "r-abe", "r-m", "r-aide"]),
            ("abe", ["r-abe", "r-aide"]),
            ("ABE ", ["r-abe", "r-aide"]),
            ("shin", ["r-abe"]),
            ("abe shin", ["r-abe"]),
            ("mókva", ["r-m"]),
            ("mac tu", ["r-m"]),
            ("mtk", ["r-m"]),
            ("dang", ["r-aide"]),
            ("đặng", ["r-aide"]),
            ("v. p", ["r-putin"]),
            ("%", ["r-aide"]),
            ("100%_", ["r-aide"]),
            ("\\", ["r-aide"]),
            ("_", ["r-aide"]),
            ("xyz", []),
            ("\ud800abe", ["r-abe", "r-aide"]),
            ("a" * 5000, []),
        ],
    )
    def test_who_is_meant(self, store: Store, query: str, found: list[str]) -> None:
        assert [referent.id for referent in store.referents(query)] == found
        assert store.referents(query, 1) == store.referents(query)[:1]

    @pytest.mark.parametrize(
        ("name", "found"),
        [
            ("Abe", ["r-abe"]), ("ONG ABE", ["r-abe"]), ("V. Putin", ["r-putin"]), ("Puti", []), ("", []),
            ("mac  tu khoa", ["r-m"]),
        ],
    )  # fmt: skip
    def test_who_has_this_name(self, store: Store, name: str, found: list[str]) -> None:
        assert [referent.id for referent in store.find_name(name)] == found

    def test_names_follow_edits_and_undo(self, store: Store) -> None:
        entry = save(store, step((ABE, replace(ABE, name="Abe Shinzō", aliases=()))))
        assert store.find_name("ông abe") == []
        assert [r.id for r in store.find_name("abe shinzo")] == ["r-abe"]
        take_back(store, entry)
        assert store.find_name("ông abe") == [ABE]

    def test_uses_follow_edits_and_undo(self, store: Store) -> None:
        assert [row.uses for r in ("r-putin", "r-abe", "r-m") if (row := store.person(r))] == [3, 1, 0]
        old = mention("e0", "Abe", referents=("r-putin",))
        entry = save(store, step((old, replace(old, referents=("r-m", "r-abe")))))
        assert [row.uses for r in ("r-putin", "r-abe", "r-m") if (row := store.person(r))] == [2, 2, 1]
        take_back(store, entry)
        assert [row.uses for r in ("r-putin", "r-abe", "r-m") if (row := store.person(r))] == [3, 1, 0]
