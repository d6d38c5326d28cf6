"""What is proposed for the open article, and what its author makes of it: each answer one step, saved at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

from reader_app.core.model import Span, text_hash
from reader_app.core.suggestion import Suggested, Who, known_hash, pack
from reader_app.nlp.learning.values import Figures, Learned, Measured
from reader_app.nlp.version import VERSION, origin_of
from reader_app.session import Session
from reader_app.storage import Store, connection
from tests.session.looking import get, on_disk, people, refused, register, span, stage, words
from tests.session.proposing import ABE, give, item, name

Work = Callable[..., Session]
SPEECH = "cần phải củng cố bầu không khí tin tưởng lẫn nhau"
SOURCE = "trợ lý báo chí Tổng thống Nga, ông Dmitry Peskov"
PESKOV = Who("PER", "Dmitry Peskov")


def quote_of(session: Session, *who: Who, **more: object) -> object:
    parts = [("content", SPEECH), ("cue", "cho rằng"), ("source", SOURCE)]
    return item(session, "quote", "indirect", parts, who or [PESKOV], **more)  # type: ignore[arg-type]


# what is shown


def test_nothing_is_proposed_until_something_was_made(lan: Session) -> None:
    assert lan.suggested is None
    assert not lan.is_suggested_fresh
    assert (lan.suggestions, lan.words) == ((), ())
    assert lan.suggestion_at(3) is None


def test_what_was_made_is_shown_kept_and_told(work: Work, lan: Session) -> None:
    told = []
    lan.subscribe(lambda: told.append(lan.suggestions))
    one = name(lan, "Shinzo Abe", ABE)
    given = give(lan, one, words=[Span(0, 9)])
    assert told == [(one,)]
    assert (lan.suggested, lan.suggestions, lan.words) == (given, (one,), (Span(0, 9),))
    assert lan.is_suggested_fresh
    assert lan.suggestions is lan.suggestions
    assert lan.history.undo is None
    assert work().suggestions == (one,)


def test_what_was_made_for_another_article_waits_there(lan: Session) -> None:
    told = []
    lan.subscribe(lambda: told.append(1))
    key = lan.store.article_id_for_key("002")
    assert key is not None
    article = lan.store.article(key)
    assert article is not None
    other = Suggested(VERSION, (), (Span(0, 3),))
    assert not lan.take(key, text_hash(article.text), known_hash([]), other)
    assert not told
    assert lan.words == ()
    lan.open(key)
    assert lan.words == (Span(0, 3),)


def test_what_comes_unread_for_the_open_article_is_read_and_told(lan: Session) -> None:
    told = []
    lan.subscribe(lambda: told.append(lan.words))
    made = Suggested(VERSION, (), (Span(0, 3),))
    lan.keep(lan.here.article.id, text_hash(lan.text), known_hash([]), pack(made))
    assert told == [(Span(0, 3),)]
    newer = Suggested(f"{VERSION}+1", (), (Span(0, 5),))
    lan.keep(lan.here.article.id, text_hash(lan.text), known_hash([]), pack(newer))
    assert told[-1] == (Span(0, 5),)


def test_what_is_wanted_is_found_in_pieces(lan: Session) -> None:
    lan.open(lan.here.article.id)
    assert list(lan.requesting(lan.here.article.id)), "in turns"
    request = lan.request(lan.here.article.id)
    assert request is not None
    assert request.known == tuple(lan.store.known_in(lan.text))
    assert list(lan.requesting(lan.here.article.id)) == [], "it is known now"


def test_what_does_not_fit_the_text_is_not_shown(lan: Session) -> None:
    one = Suggested(VERSION, (), (Span(0, 3),))
    assert not lan.take(lan.here.article.id, text_hash("khác"), known_hash([]), one)
    assert lan.suggested is None
    far = one._replace(words=(Span(0, len(lan.text) + 1),))
    assert not lan.take(lan.here.article.id, text_hash(lan.text), known_hash([]), far)
    assert lan.suggested is None
    assert lan.request(lan.here.article.id) is not None
    give(lan)  # so that the file is sound again


def test_labels_that_are_off_are_not_proposed(lan: Session) -> None:
    give(lan, name(lan, "Thủ tướng", label="TITLE"), name(lan, "Moskva", label="XYZ"))
    assert lan.suggestions == ()


def test_mine_answer_and_those_of_others_do_not(work: Work, lan: Session) -> None:
    minh = work(author="minh")
    give(lan, name(lan, "Shinzo Abe", ABE), quote_of(lan))
    minh.refresh()
    minh.tag(span(minh, "Abe"), "LOC")
    assert [one.kind for one in minh.suggestions] == ["quote"]
    lan.refresh()
    assert len(lan.suggestions) == 2
    lan.quote(span(lan, "củng cố bầu không khí tin tưởng lẫn nhau"))
    assert [one.kind for one in lan.suggestions] == ["entity"]
    lan.undo()
    assert len(lan.suggestions) == 2


def test_the_narrowest_around_the_caret(lan: Session) -> None:
    wide, narrow = quote_of(lan), name(lan, span(lan, "khí", 0), label="MISC")
    give(lan, wide, narrow)
    inside = span(lan, "khí").start
    assert lan.suggestion_at(inside) == narrow
    assert lan.suggestion_at(inside, "quote") == wide
    assert lan.suggestion_at(wide.end) == wide  # type: ignore[attr-defined]
    assert lan.suggestion_at(wide.end + 1) is None  # type: ignore[attr-defined]


# accept


def test_a_name_becomes_a_record_with_whom_it_means(lan: Session) -> None:
    full, short = name(lan, "Shinzo Abe", ABE), name(lan, span(lan, "Abe", 1), ABE)
    give(lan, full, short)
    first = lan.accept(short.id)
    assert (words(lan, first), people(lan, first)) == ("Abe", ["Shinzo Abe"])
    record = get(lan, first)
    assert (record.origin, record.author, record.touched, record.label) == (VERSION, "lan", (), "PER")
    second = lan.accept(full.id)
    assert get(lan, second).referents == record.referents
    assert register(lan) == {"Shinzo Abe"}
    assert lan.suggestions == ()
    assert stage(lan) == "draft"
    assert on_disk(lan) == lan.sheet
    undone = lan.undo()
    assert undone is not None
    assert (undone.step.title, undone.step.detail) == ("accept", "PER")
    assert lan.suggestions == (full,)
    lan.undo()
    assert (lan.suggestions, register(lan)) == ((full, short), set())


def test_a_name_means_whom_the_article_means_by_it_already(lan: Session) -> None:
    """Tagged by hand as Abe before, with nobody known by a longer name: the alias finds him."""
    by_hand = lan.tag(span(lan, "Shinzo Abe"), "PER")
    short = name(lan, span(lan, "Abe", 1), Who("PER", "Abe"))
    give(lan, short)
    assert get(lan, lan.accept(short.id)).referents == get(lan, by_hand).referents


def test_a_name_means_whom_the_register_knows(work: Work, lan: Session) -> None:
    other = work("002")
    known = other.make_person(other.tag(span(other, "Abe"), "PER"), "Abe Shinzō")
    lan.refresh()
    one = name(lan, "Shinzo Abe", Who("PER", "Shinzo Abe", known))
    give(lan, one)
    assert people(lan, lan.accept(one.id)) == ["Abe Shinzō"]


def test_a_referent_that_is_gone_is_found_by_name_or_made(lan: Session) -> None:
    one = name(lan, "Shinzo Abe", Who("PER", "Shinzo Abe", "gone"))
    give(lan, one)
    assert people(lan, lan.accept(one.id)) == ["Shinzo Abe"]


def test_figures_mean_nobody(lan: Session) -> None:
    one = name(lan, "18%", label="QUANTITY")
    give(lan, one)
    assert get(lan, lan.accept(one.id)).referents == ()


def test_another_label_is_as_if_tagged_so_by_hand(lan: Session) -> None:
    one = name(lan, "Moskva", Who("PER", "Moskva"))
    give(lan, one)
    record = lan.accept(one.id, label="LOC")
    assert get(lan, record).label == "LOC"
    (referent,) = get(lan, record).referents
    found = lan.here.referent(referent)
    assert found is not None
    assert (found.label, found.name) == ("LOC", "Moskva")


def test_a_boundary_that_stays_leaves_whom_the_record_means(lan: Session) -> None:
    given = name(lan, "Moskva", Who("LOC", "Nga"), "LOC")
    give(lan, given)
    record = lan.accept(given.id)
    before = lan.history
    lan.set_span(record, span(lan, "Moskva"), span(lan, "Moskva"))
    assert people(lan, record) == ["Nga"]
    assert lan.history == before


def test_other_boundaries_in_the_same_step(lan: Session) -> None:
    one = name(lan, "Dmitry", Who("PER", "Dmitry"))
    give(lan, one)
    record = lan.accept(one.id, contents=[Span(one.start - 1, span(lan, "Dmitry Peskov").end)])
    assert (words(lan, record), people(lan, record)) == ("Dmitry Peskov", ["Dmitry Peskov"])
    lan.undo()
    assert lan.suggestions == (one,)


def test_a_quote_brings_cue_source_and_speaker(lan: Session) -> None:
    one = quote_of(lan)
    give(lan, one)
    record = lan.accept(one.id)  # type: ignore[attr-defined]
    parts = [words(lan, record, role) for role in (None, "cue", "source", "via")]  # type: ignore[arg-type]
    assert parts == [SPEECH, "cho rằng", SOURCE, ""]
    assert people(lan, record) == ["Dmitry Peskov"]
    assert get(lan, record).attribute("speaker_status") == "explicit"
    assert get(lan, record).touched == ()
    # the name that is tagged later is his
    entity = lan.tag(span(lan, "Dmitry Peskov"), "PER")
    assert get(lan, entity).referents == get(lan, record).referents


def test_a_quote_is_of_whom_the_name_in_its_source_means(lan: Session) -> None:
    entity = lan.tag(span(lan, "Peskov"), "PER")
    one = quote_of(lan)
    give(lan, one)
    assert get(lan, lan.accept(one.id)).referents == get(lan, entity).referents  # type: ignore[attr-defined]


def test_two_speakers_and_nobody_without_a_name(lan: Session) -> None:
    one = quote_of(lan, PESKOV, Who("ORG", "Kremlin"), Who("PER", ""))
    give(lan, one)
    assert people(lan, lan.accept(one.id)) == ["Dmitry Peskov", "Kremlin"]  # type: ignore[attr-defined]


def test_a_quote_with_another_type_and_other_words(lan: Session) -> None:
    one = quote_of(lan, attributes={"stance": "refute"})
    give(lan, one)
    two = [span(lan, "cần phải củng cố"), span(lan, "tin tưởng lẫn nhau")]
    record = get(lan, lan.accept(one.id, label="mixed", contents=two))  # type: ignore[attr-defined]
    assert (record.label, record.contents) == ("mixed", tuple(two))
    assert record.attribute("stance") == "refute"
    # what is computed would say otherwise, so the author's word stands
    assert record.touched == ("label", "stance")


def test_what_was_proposed_of_a_claim_stays(lan: Session) -> None:
    quote = quote_of(lan)
    claim = item(
        lan, "claim", "commitment", [("content", "củng cố bầu không khí")], [PESKOV], quote=quote.id,  # type: ignore[attr-defined]
        attributes={"check_worthiness": "CFS", "certainty": "certain"}, reasons=["commitment"],
    )  # fmt: skip
    give(lan, quote, claim)  # type: ignore[arg-type]
    record = get(lan, lan.accept(claim.id))
    assert (record.label, record.attribute("check_worthiness")) == ("commitment", "CFS")
    assert (record.quote, record.touched) == ("", ("check_worthiness", "label"))
    said = lan.accept(quote.id)  # type: ignore[attr-defined]
    assert get(lan, record.id).quote == said
    assert people(lan, record.id) == ["Dmitry Peskov"]


def test_what_is_answered_or_gone_is_not_accepted(lan: Session) -> None:
    one = name(lan, "Moskva", label="LOC")
    give(lan, one)
    lan.accept(one.id)
    before = lan.sheet
    for act in (lan.accept, lan.reject, lan.suggestion):
        with refused("no-suggestion"):
            act(one.id)
    assert lan.sheet is before


def test_a_submitted_article_takes_no_answer(lan: Session) -> None:
    one = name(lan, "Moskva", label="LOC")
    give(lan, one)
    lan.submit(["entity"])
    for act in (lan.accept, lan.reject, lambda x: lan.accept_all([x])):
        with refused("submitted"):
            act(one.id)
    assert lan.suggestions == (one,)


# reject


def test_what_is_rejected_does_not_come_back(work: Work, lan: Session) -> None:
    one, other = name(lan, "Moskva", label="LOC"), quote_of(lan)
    give(lan, one, other)
    lan.reject(one.id)
    assert lan.suggestions == (other,)
    assert (stage(lan), on_disk(lan)) == ("draft", lan.sheet)
    undone = lan.history.undo
    assert undone is not None
    assert (undone.step.title, undone.step.detail) == ("reject", "entity")
    # not with another label, nor from another engine
    give(lan, replace(one, id="new", label="ORG", origin="máy/2"), other, origin="máy/2")
    assert [s.kind for s in lan.suggestions] == ["quote"]
    # but to somebody else
    assert len(work(author="minh").suggestions) == 2
    lan.undo()
    assert len(lan.suggestions) == 2
    lan.redo()
    assert len(lan.suggestions) == 1


def test_an_article_that_is_removed_comes_back_with_what_was_rejected(lan: Session) -> None:
    one = name(lan, "Moskva", label="LOC")
    give(lan, one)
    lan.reject(one.id)
    lan.remove_article()
    assert lan.suggestions == ()
    entry = lan.removed_article()
    assert entry is not None
    lan.undo_removal(entry)
    assert lan.suggested is None
    give(lan, one)
    assert lan.suggestions == ()


# many at once


def test_all_of_a_kind_above_a_score_are_one_step(lan: Session) -> None:
    given = [
        name(lan, "Shinzo Abe", ABE, score=0.95),
        name(lan, span(lan, "Abe", 1), ABE, score=0.9),
        name(lan, "Moskva", Who("LOC", "Moskva"), "LOC", score=0.4),
        quote_of(lan),
    ]
    give(lan, *given)  # type: ignore[arg-type]
    assert len(lan.suggestions) == 4
    wanted = [one.id for one in lan.suggestions if one.kind == "entity" and one.score >= 0.9]
    assert lan.accept_all(wanted) == 2
    assert {tuple(people(lan, a.id)) for a in lan.mine()} == {("Shinzo Abe",)}
    assert len(lan.suggestions) == 2
    undone = lan.undo()
    assert undone is not None
    assert (undone.step.title, undone.step.detail) == ("accept-all", "2")
    assert (lan.mine(), len(lan.suggestions)) == ([], 4)
    lan.redo()
    assert len(lan.mine()) == 2


def test_what_one_answers_the_others_do_not_repeat(lan: Session) -> None:
    wide, inner = name(lan, "Dmitry Peskov", PESKOV), name(lan, "Peskov", PESKOV)
    quote = quote_of(lan)
    claim = item(lan, "claim", "other", [("content", "củng cố")], [PESKOV], quote=quote.id)  # type: ignore[attr-defined]
    give(lan, wide, inner, quote, claim)  # type: ignore[arg-type]
    assert lan.accept_all(one.id for one in reversed(lan.suggestions)) == 3
    entity, said, claimed = (lan.mine(kind)[0] for kind in ("entity", "quote", "claim"))  # type: ignore[arg-type]
    assert entity.referents == said.referents == claimed.referents
    assert claimed.quote == said.id
    assert lan.suggestions == ()


def test_none_is_no_step(lan: Session) -> None:
    give(lan, name(lan, "Moskva", label="LOC"))
    assert lan.accept_all(["nil"]) == 0
    assert lan.history.undo is None


# candidates


def test_the_engine_comes_first_where_a_part_is_looked_for(lan: Session) -> None:
    record = lan.quote(span(lan, SPEECH))
    cue = span(lan, "phát triển hợp tác")
    parts = [("content", SPEECH), ("cue", cue), ("source", "Tổng thống Nga")]
    give(lan, item(lan, "quote", "indirect", parts, [PESKOV]))  # type: ignore[arg-type]
    assert lan.suggestions == ()
    assert lan.candidates(record, "cue")[0] == cue
    assert lan.candidates(record, "cue")[1:] == [s for s in lan.candidates(record, "cue") if s != cue]
    assert lan.candidates(record, "source")[0] == span(lan, "Tổng thống Nga")
    lan.next_part(record, "cue")
    lan.next_part(record, "cue")
    assert words(lan, record, "cue") == "cho rằng"


# for whoever makes them


def test_a_request_says_what_is_needed(lan: Session) -> None:
    lan.make_person(lan.tag(span(lan, "Shinzo Abe"), "PER"), "Shinzo Abe")
    request = lan.request(lan.here.article.id)
    assert request is not None
    assert (request.article, request.text) == (lan.here.article.id, lan.text)
    assert [one.name for one in request.known] == ["Shinzo Abe"]
    assert (request.model, request.origin) == ("", VERSION)
    lan.take(request.article, request.text_hash, request.known_hash, Suggested(request.origin))
    assert lan.request(request.article) is None
    assert lan.is_suggested_fresh
    assert lan.request("nil") is None


def test_what_is_tagged_makes_suggestions_old_when_the_article_is_opened_again(work: Work, lan: Session) -> None:
    give(lan)
    lan.tag(span(lan, "Shinzo Abe"), "PER")
    assert lan.is_suggested_fresh
    assert lan.upcoming(0) == []
    again = work()
    assert not again.is_suggested_fresh
    assert again.suggested is not None
    assert again.upcoming(0) == [again.here.article.id]


def test_those_that_come_next(lan: Session) -> None:
    ids = list(lan.store.article_ids())
    assert lan.upcoming() == ids
    give(lan)
    assert lan.upcoming() == ids[1:]
    assert lan.upcoming(1) == ids[1:2]
    second = lan.request(ids[1])
    assert second is not None
    lan.take(ids[1], second.text_hash, second.known_hash, Suggested(VERSION))
    assert lan.upcoming() == ids[2:]
    lan.open(ids[2])
    lan.submit(["entity"])
    lan.open(ids[0])
    assert lan.upcoming() == []
    assert lan.request(ids[1]) is None


def test_a_file_that_is_only_read_is_left_alone_and_shows_them_all_the_same(lan: Session) -> None:
    with Store.open(lan.store.path, read_only=True) as store:
        session = Session(store, "minh")
        session.open(lan.here.article.id)
        one = name(session, "Moskva", label="LOC")
        given = give(session, one)
        ids = list(store.article_ids())
        assert not session.take(ids[1], text_hash(store.sheet(ids[1]).article.text), known_hash([]), given)
        assert session.suggestions == (one,)
        assert session.upcoming() == ids[2:]
        assert session.request(ids[1]) is None
        assert not session.learning_due()
    assert lan.suggested is None


def test_another_writer_holds_nothing_up(work: Work, lan: Session) -> None:
    other = work(author="minh")
    connection.begin_writing(other.store._db, 0)
    give(lan, name(lan, "Moskva", label="LOC"))
    other.store._db.execute("rollback")
    assert len(lan.suggestions) == 1
    assert lan.store.suggested(lan.here.article.id) is None
    give(lan)
    assert lan.store.suggested(lan.here.article.id) is not None


# learning


def learned(content: bytes, *, better: bool = True) -> Learned:
    figures = Measured(Figures(0.8, 0.7, 0.75, 40), None)
    after = Measured(Figures(0.9, 0.8, 0.85, 40), None) if better else figures
    return Learned(content if better else b"", sha256(content if better else b"").hexdigest()[:8], 3, figures, after)


def test_what_is_finished_is_what_there_is_to_learn_from(work: Work, lan: Session) -> None:
    lan.tag(span(lan, "Shinzo Abe"), "PER")
    lan.quote(span(lan, SPEECH))
    lan.submit(["entity"])
    minh = work(author="minh")
    one = name(minh, "Moskva", label="LOC")
    give(minh, one)
    minh.reject(one.id)
    lan.refresh()
    finished, rejecting = list(lan.finished())
    assert finished.entities == ((span(lan, "Shinzo Abe"), "PER"),)
    assert (finished.quotes, finished.rejected, finished.article) == (None, (), lan.here.article.id)
    assert "TITLE" not in finished.labels
    assert "PER" in finished.labels
    assert (rejecting.entities, rejecting.quotes) == (None, None)
    assert [(r.kind, r.label, r.contents) for r in rejecting.rejected] == [("entity", "LOC", one.contents)]


def test_learning_is_due_after_three_and_a_better_model_makes_suggestions_old(lan: Session) -> None:
    give(lan)
    told = []
    lan.subscribe(lambda: told.append(1))
    ids = list(lan.store.article_ids())
    for article in ids:
        assert not lan.learning_due()
        lan.open(article)
        lan.submit(["entity", "quote"])
    assert lan.learning_due()
    assert lan.model() is lan.last_model() is None
    lan.open(ids[0])
    told.clear()
    lan.keep_model(learned(b"mot", better=False))
    assert told
    assert not lan.learning_due()
    last = lan.last_model()
    assert lan.model() is None
    assert last is not None
    assert (last.used, last.before["entities"]["f1"], last.before["quotes"]) == (False, 0.75, None)
    assert lan.is_suggested_fresh
    lan.keep_model(learned(b"mot"))
    model = lan.model()
    assert model is not None
    assert (model.content, model.after["entities"]["f1"]) == (b"mot", 0.85)
    assert not lan.is_suggested_fresh
    request = lan.request(ids[0])
    assert request is not None
    assert (request.model, request.origin) == (model.version, origin_of(model.version))
    assert request.origin != VERSION
