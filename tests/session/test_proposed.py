"""Who is proposed for a source without a name, and the one act that takes whom is proposed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader_app.core.model import Article, Span, article_id
from reader_app.core.people import is_unnamed
from reader_app.core.same_words import EXACT
from reader_app.session import Session
from reader_app.storage import Store
from tests.session.looking import get, people, refused, register, span

Work = Callable[..., Session]

TEXT = (
    "Tổng thống Nga Vladimir Putin gặp Thủ tướng Shinzo Abe tại Moskva. Phó Thủ tướng Taro Aso ở lại Tokyo. "
    "Bà Akie Abe cũng đi cùng. Ông Kistanov im lặng. Một quan chức Mỹ vắng mặt.\n"
    "Tổng thống nói một. Thủ tướng nói hai. Bà nói ba. Ông nói bốn. Tổng thống Nga nói năm. "
    "Tổng thống Trump nói sáu. Một quan chức Mỹ nói bảy. Ngoại trưởng nói tám."
)
NAMES = ("Vladimir Putin", "Shinzo Abe", "Taro Aso", "Akie Abe", "Kistanov")


@pytest.fixture
def talks(path: Path, work: Work) -> Session:
    with Store.open(path) as store, store.bulk("lan", "import") as bulk:
        bulk.add_article(Article(article_id(TEXT), "talks", "", TEXT))
    session = work("talks")
    for name in NAMES:
        session.tag(span(session, name), "PER")
    return session


def quote(session: Session, source: str, said: str) -> str:
    """Make a quote of `said`, whose source are the words just before its cue."""
    sentence = session.text.index(f"{source} nói {said}")
    record = session.quote(_from(session, sentence, said))
    session.set_part(record, "source", Span(sentence, sentence + len(source)))
    return record


def _from(session: Session, start: int, words: str) -> Span:
    at = session.text.index(words, start)
    return Span(at, at + len(words))


def first(session: Session, source: str, said: str) -> str:
    return session.proposed_people(quote(session, source, said))[0].name


def test_a_bare_title_is_the_one_before_whose_name_it_stands(talks: Session) -> None:
    assert first(talks, "Tổng thống", "một") == "Vladimir Putin"
    # not *Phó Thủ tướng*, though he was named later
    assert first(talks, "Thủ tướng", "hai") == "Shinzo Abe"


def test_a_pronoun_is_the_one_named_last_who_is_called_so(talks: Session) -> None:
    assert first(talks, "Bà", "ba") == "Akie Abe"
    assert first(talks, "Ông", "bốn") == "Kistanov"
    talks.remove(next(a.id for a in talks.mine("entity") if a.contents[0].of(TEXT) == "Kistanov"))
    later = [one.name for one in talks.proposed_people(quote(talks, "Ông", "bốn"))]
    assert later == ["Taro Aso", "Shinzo Abe", "Vladimir Putin", "Akie Abe"]  # she was called *bà*


def test_an_office_with_its_country_is_no_country(talks: Session) -> None:
    late = TEXT.rindex("Nga")
    talks.tag(Span(late, late + 3), "LOC")
    record = quote(talks, "Tổng thống Nga", "năm")
    assert people(talks, record) == []  # the country is not set
    assert [one.name for one in talks.proposed_people(record)][:1] == ["Vladimir Putin"]
    assert talks.proposed_people(record)[-1].name == "Nga"


def test_a_country_that_speaks_itself_is_set_with_the_source(talks: Session) -> None:
    late = TEXT.rindex("Nga")
    talks.tag(Span(late, late + 3), "LOC")
    record = talks.quote(_from(talks, late, "năm"))
    talks.set_part(record, "source", Span(late, late + 3))
    assert people(talks, record) == ["Nga"]


def test_one_act_takes_who_is_proposed_and_again_the_next(talks: Session) -> None:
    record = quote(talks, "Ông", "bốn")
    one = talks.speaker_proposed(record)
    assert one is not None
    assert one.name == "Kistanov"
    talks.take_proposed(record)
    assert people(talks, record) == ["Kistanov"]
    assert talks.speaker_proposed(record) is None  # somebody is named
    seen = []
    for _ in range(5):
        talks.take_proposed(record)
        seen += people(talks, record)
    assert seen == ["Taro Aso", "Shinzo Abe", "Vladimir Putin", "Akie Abe", "Kistanov"]
    for _ in range(6):
        talks.undo()
    assert people(talks, record) == []
    assert get(talks, record).span("source") is not None  # each was a step of its own


def test_nobody_is_proposed_for_a_claim_of_the_article_itself(talks: Session) -> None:
    record = talks.claim(_from(talks, TEXT.rindex("nói tám"), "nói tám"))
    assert talks.speaker_proposed(record) is None
    with refused("nobody-proposed"):
        talks.take_proposed(record)


def test_a_new_name_behind_a_title_makes_its_person(talks: Session) -> None:
    record = quote(talks, "Tổng thống Trump", "sáu")
    one = talks.speaker_proposed(record)
    assert one is not None
    assert (one.id, one.name) == ("", "Trump")
    talks.take_proposed(record)
    assert people(talks, record) == ["Trump"]
    talks.undo()
    assert "Trump" not in register(talks)


def test_somebody_without_a_name_is_made_with_the_words_as_role_and_found_again(talks: Session) -> None:
    record = quote(talks, "Một quan chức Mỹ", "bảy")
    talks.take_proposed(record)
    (referent,) = get(talks, record).referents
    known = talks.here.referent(referent)
    assert known is not None
    assert (known.name, known.role) == ("", "Một quan chức Mỹ")
    other = talks.quote(_from(talks, TEXT.rindex("Một"), "nói bảy"))
    start = TEXT.index("Một quan chức Mỹ")
    talks.set_part(other, "source", Span(start, start + len("Một quan chức Mỹ")))
    talks.take_proposed(other)
    assert get(talks, other).referents == (referent,)


def test_a_bare_name_that_nobody_has_is_left_to_be_asked_for(talks: Session) -> None:
    record = talks.quote(_from(talks, TEXT.rindex("nói tám"), "nói tám"))
    start = TEXT.index("Moskva")  # may be a city, a government, a club
    talks.set_part(record, "source", Span(start, start + len("Moskva")))
    assert talks.speaker_proposed(record) is None
    with refused("nobody-proposed"):
        talks.take_proposed(record)
    assert people(talks, record) == []


@pytest.mark.parametrize(
    ("words", "unnamed"),
    [
        ("một quan chức Mỹ", True), ("Các chuyên gia", True), ("nguồn tin thân cận", True), ("báo cáo của IMF", True),
        ("báo Tuổi Trẻ", False), ("Báo Tuổi Trẻ", False), ("tờ Le Monde", False), ("tờ báo", True),
        ("ông Putin", False),
    ],
)  # fmt: skip
def test_whose_words_name_nobody(talks: Session, words: str, unnamed: bool) -> None:
    assert is_unnamed(words, Span(0, len(words)), talks.lexicon) == unnamed


@pytest.mark.parametrize(("mentions", "proposed"), [(3, ["Nam", "Minh"]), (300, ["Nam"])])
def test_who_was_named_long_before_is_not_meant(path: Path, work: Work, mentions: int, proposed: list[str]) -> None:
    text = "Ông Minh đến. " + "Ông Nam đến. " * mentions + "Ông nói xong."
    with Store.open(path) as store, store.bulk("lan", "import") as bulk:
        bulk.add_article(Article(article_id(text), "long", "", text))
    session = work("long")
    session.tag(span(session, "Minh"), "PER")
    name = session.tag(span(session, "Nam"), "PER")
    others = [one for one in session.same_words(name, EXACT) if one.can_be_tagged]
    session.tag_same(name, [(one.article, one.place.span) for one in others])
    assert len(session.mine("entity")) == mentions + 1
    record = session.quote(span(session, "xong"))
    start = text.rindex("Ông")
    session.set_part(record, "source", Span(start, start + 3))
    assert [one.name for one in session.proposed_people(record)] == proposed
