"""Suggestions answered by keys: what they become, what is chosen next, what one Ctrl+Z takes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader_app import preferences
from reader_app.core.model import Span
from reader_app.core.suggestion import Suggestion
from reader_app.gui.suggestions import Sieve
from tests.gui.proposing import propose, proposed_by_gold, suggestion
from tests.gui.reading import point_at
from tests.gui.typist import Typist


@pytest.fixture
def t(typist: Typist) -> Typist:
    """Somebody at the first seed, with its gold as suggestions."""
    propose(typist.session)
    return typist


def _entities(t: Typist) -> list[tuple[str, str]]:
    return [(a.label, a.contents[0].of(t.text())) for a in t.all("entity")]


def _chosen(t: Typist) -> Suggestion | None:
    offers = t.window.desk.acts.offers
    return offers.find(offers.chosen)


def _chosen_words(t: Typist) -> str:
    chosen = _chosen(t)
    return chosen.contents[0].of(t.text()) if chosen is not None else ""


def _go_to(t: Typist, words: str, kind: str = "entity") -> Suggestion:
    """Tab to the suggestion that begins with `words`."""
    for _ in t.session.suggestions:
        t.press("Tab")
        chosen = _chosen(t)
        assert chosen is not None
        if chosen.kind == kind and chosen.contents[0].of(t.text()).startswith(words):
            return chosen
    raise AssertionError(words)


def _said(t: Typist) -> str:
    return t.window.messages.sentence()


# walking


def test_tab_goes_through_all_of_them_in_the_order_of_the_text_and_round_again(t: Typist) -> None:
    seen = []
    for _ in t.session.suggestions:
        t.press("Tab")
        chosen = _chosen(t)
        assert chosen is not None
        assert t.window.desk.reader.caret() == chosen.start
        assert t.reader.hasFocus()
        seen.append(chosen.id)
    assert seen == [s.id for s in t.session.suggestions]
    t.press("Tab")
    assert _chosen(t) == t.session.suggestions[0]
    t.press("Shift+Tab")
    assert _chosen(t) == t.session.suggestions[-1]
    assert not t.session.mine()


def test_tab_starts_from_the_caret_and_backtab_goes_back(t: Typist) -> None:
    t.go_into("Dmitry Peskov")
    t.press("Tab")
    assert _chosen_words(t).startswith("cần phải củng cố")
    QTest.keyClick(t.reader, Qt.Key.Key_Backtab)  # what most platforms send for Shift+Tab
    assert _chosen_words(t) == "Dmitry Peskov"


def test_where_nothing_is_suggested_tab_leaves_the_text_as_everywhere(typist: Typist) -> None:
    assert typist.reader.hasFocus()
    typist.press("Tab")
    assert not typist.reader.hasFocus()


def test_once_all_are_answered_tab_leaves_the_text(t: Typist) -> None:
    t.press("Tab")
    for _ in range(len(t.session.suggestions)):
        t.press("X")
    assert t.session.suggestions == ()
    assert t.reader.hasFocus()
    t.press("Tab")
    assert not t.reader.hasFocus()


def test_escape_lets_go_and_f6_goes_on_to_the_list(t: Typist) -> None:
    t.press("Tab", "Esc")
    assert _chosen(t) is None
    assert t.reader.hasFocus()
    t.press("Tab", "F6")
    focus = t.focus()
    assert focus.objectName() == "suggestionList"


def test_choosing_a_suggestion_lets_the_record_go_and_the_other_way_round(t: Typist) -> None:
    t.press("Tab", "Enter")
    assert _entities(t) == [("PER", "Shinzo Abe")]
    t.press("Space")
    assert t.window.desk.acts.chosen == t.all("entity")[0].id
    assert _chosen(t) is None
    t.press("Tab")
    assert t.window.desk.acts.chosen == ""
    assert _chosen_words(t) == "Putin"


# accepting and rejecting


def test_enter_accepts_with_the_engine_as_origin_and_moves_on(t: Typist) -> None:
    t.press("Tab")
    first = _chosen(t)
    assert first is not None
    t.press("Enter")
    (made,) = t.all("entity")
    assert (made.contents, made.label, made.origin) == (first.contents, "PER", first.origin)
    assert t.people(made) == ["Shinzo Abe"]
    assert _chosen_words(t) == "Putin"
    assert t.reader.hasFocus()


def test_the_whole_article_by_enter_alone(t: Typist) -> None:
    wanted = t.session.suggestions
    t.press("Tab")
    for _ in wanted:
        t.press("Enter")
    kept = {(a.kind, a.label, a.parts) for a in t.session.mine()}
    assert kept == {(s.kind, s.label, s.parts) for s in wanted}
    assert t.session.suggestions == ()
    assert _chosen(t) is None
    claim = t.all("claim")[0]
    assert claim.label == "fact-stat"


def test_x_rejects_moves_on_and_it_does_not_come_back(t: Typist) -> None:
    first = t.session.suggestions[0]
    t.press("Tab", "X")
    assert _chosen_words(t) == "Putin"
    assert not t.session.mine()
    propose(t.session)  # as another engine would
    assert first.contents not in [s.contents for s in t.session.suggestions]


def test_del_rejects_too(t: Typist) -> None:
    count = len(t.session.suggestions)
    t.press("Tab", "Del")
    assert len(t.session.suggestions) == count - 1
    assert not t.session.mine()


def test_undo_takes_back_an_answer_and_chooses_the_suggestion_again(t: Typist) -> None:
    for key in ("Enter", "X"):
        t.press("Tab")
        first = _chosen(t)
        assert first is not None
        t.press(key, "Ctrl+Z")
        assert _chosen(t) == first
        assert not t.session.mine()
        t.press("Ctrl+Shift+Z", "Ctrl+Z")
        assert _chosen(t) == first
        t.press("Esc", "Ctrl+Home")


def test_x_with_nothing_chosen_says_what_to_do(t: Typist) -> None:
    t.press("X")
    assert "Tab" in _said(t)
    assert len(t.session.suggestions) == len(proposed_by_gold(t.session.here.article.id, t.text()))


def test_enter_with_nothing_chosen_does_nothing(t: Typist) -> None:
    t.press("Enter")
    assert not t.session.mine()


# accepting in another form


def test_a_digit_relabels_accepts_and_moves_on_in_one_step(t: Typist) -> None:
    t.press("Tab", "2")
    assert _entities(t) == [("ORG", "Shinzo Abe")]
    assert _chosen_words(t) == "Putin"
    t.press("Ctrl+Z")
    assert _entities(t) == []
    assert _chosen_words(t) == "Shinzo Abe"


def test_a_boundary_key_accepts_with_the_moved_boundary_and_goes_on_moving(t: Typist) -> None:
    t.press("Tab", "<")
    assert _entities(t) == [("PER", "tướng Shinzo Abe")]
    t.press("<")
    assert _entities(t) == [("PER", "Thủ tướng Shinzo Abe")]
    t.press("Ctrl+Z", "Ctrl+Z")
    assert _entities(t) == []
    assert _chosen_words(t) == "Shinzo Abe"
    t.press(",", "Tab")
    assert _entities(t) == [("PER", "Shinzo")]
    assert _chosen_words(t) == "Putin"


@pytest.mark.parametrize(
    ("key", "words"),
    [(".", "Shinzo Abe, Tổng"), (">", "Abe"), ("Ctrl+,", "Shinzo Ab"), ("Ctrl+>", "hinzo Abe"), ("Ctrl+.", "")],
)
def test_every_boundary_key_does(t: Typist, key: str, words: str) -> None:
    t.press("Tab", key)
    assert _entities(t) == [("PER", words or "Shinzo Abe,")]


def test_enter_with_a_selection_accepts_with_its_bounds(t: Typist) -> None:
    t.press("Tab")
    t.select("tướng Shinzo Abe")
    t.press("Enter")
    assert _entities(t) == [("PER", "tướng Shinzo Abe")]
    assert _chosen_words(t) == "Putin"
    assert t.window.desk.reader.selected_span() is None


def test_a_digit_with_a_selection_over_the_suggestion_takes_both(t: Typist) -> None:
    t.press("Tab")
    t.select("tướng Shinzo Abe")
    t.press("2")
    assert _entities(t) == [("ORG", "tướng Shinzo Abe")]
    assert _chosen_words(t) == "Putin"


def test_a_selection_elsewhere_is_no_boundary(t: Typist) -> None:
    t.press("Tab")
    t.select("kinh tế")
    t.press("Enter")
    assert not t.session.mine()
    assert "elsewhere" in _said(t)
    t.press("4")  # a key of its own all the same
    assert _entities(t) == [("MISC", "kinh tế")]


def test_a_quote_is_accepted_with_cue_source_and_speaker(t: Typist) -> None:
    _go_to(t, "Tại cuộc hội đàm", "quote")
    t.press("Enter")
    (quote,) = t.all("quote")
    assert (quote.label, t.words(quote, "cue"), t.words(quote, "source")) == (
        "direct", "nhấn mạnh", "Tổng thống Putin",
    )  # fmt: skip
    assert t.people(quote) == ["Putin"]
    assert t.window.desk.acts.open_quote == quote.id


def test_s_accepts_a_quote_and_takes_the_next_source_in_a_step_of_its_own(t: Typist) -> None:
    chosen = _go_to(t, "cần phải củng cố", "quote")
    t.press("S")
    quote = t.last("quote")
    assert quote.contents == chosen.contents
    assert t.window.desk.acts.open_quote == quote.id
    t.press("Ctrl+Z")
    assert t.words(t.all("quote")[0], "source") == "ông Dmitry Peskov"
    t.press("Ctrl+Z")
    assert t.all("quote") == []
    assert _chosen(t) == chosen


def test_s_with_a_selection_accepts_the_quote_with_that_source(t: Typist) -> None:
    _go_to(t, "Tại cuộc hội đàm", "quote")
    t.select("Putin")
    t.press("S")
    assert t.words(t.last("quote"), "source") == "Putin"


def test_p_accepts_a_quote_and_asks_who_speaks(t: Typist) -> None:
    _go_to(t, "Tại cuộc hội đàm", "quote")
    t.press("P")
    t.write("Vladimir Putin")
    t.press("Enter")
    assert t.people(t.last("quote")) == ["Vladimir Putin"]


def test_t_accepts_with_the_next_type_and_again_goes_on(t: Typist) -> None:
    chosen = _go_to(t, "Tại cuộc hội đàm", "quote")
    assert chosen.label == "direct"
    t.press("T")
    assert t.last("quote").label == "indirect"
    assert t.last("quote").contents == chosen.contents
    t.press("T")
    assert t.last("quote").label == "mixed"
    t.press("Ctrl+Z", "Ctrl+Z")
    assert _chosen(t) == chosen


def test_q_takes_what_the_engine_suggests_around_the_caret(t: Typist) -> None:
    t.go_into("cần phải củng cố")
    t.press("Q")
    quote = t.last("quote")
    assert (t.words(quote, "cue"), t.words(quote, "source")) == ("cho rằng", "ông Dmitry Peskov")
    assert quote.origin


def test_what_q_has_filled_in_stays_at_the_first_key_and_goes_on_at_the_second(t: Typist) -> None:
    t.go_into("cần phải củng cố")
    t.press("Q", "V")
    assert "cho rằng" in _said(t)
    t.press("S")
    assert "ông Dmitry Peskov" in _said(t)
    quote = t.last("quote")
    assert (t.words(quote, "cue"), t.words(quote, "source")) == ("cho rằng", "ông Dmitry Peskov")
    t.press("S")
    assert t.words(t.last("quote"), "source") != "ông Dmitry Peskov"
    t.press("Ctrl+Z")
    assert t.words(t.last("quote"), "source") == "ông Dmitry Peskov"


def test_p_on_the_suggestion_of_a_name_asks_about_that_name(t: Typist) -> None:
    t.go_into("cần phải củng cố")
    t.press("Q")
    quote = t.last("quote")
    _go_to(t, "Moskva")
    t.press("P")
    t.write("Thành phố Moskva")
    t.press("Enter")
    assert t.session.here.annotation(quote.id).referents == quote.referents
    person = t.session.here.referent(t.last("entity").referents[0])
    assert person is not None
    assert person.name == "Thành phố Moskva"


def test_a_digit_on_the_suggestion_of_a_quote_tags_nothing(t: Typist) -> None:
    _go_to(t, "cần phải củng cố", "quote")
    t.press("2")
    assert "Select the words" in _said(t)
    assert not t.session.mine()


def test_k_and_a_note_make_a_record_of_a_claim_first(t: Typist) -> None:
    _go_to(t, "Kim ngạch", "claim")
    t.press("K")
    assert t.last("claim").attribute("check_worthiness", "CFS") != "CFS"
    t.press("Ctrl+Z", "Ctrl+Z")
    assert not t.session.mine()


# which are shown


def test_what_scores_lower_is_neither_walked_nor_counted_and_the_score_is_kept(
    t: Typist, project: Path, open_window: Callable[..., Typist]
) -> None:
    desk = t.window.desk
    desk.suggestions.set_sieve(Sieve(90, 90, 90))
    try:
        assert {s.kind for s in desk.acts.offers.shown} == {"entity"}
        assert all(s.score >= 0.895 for s in desk.acts.offers.shown)
        t.press("Tab", "Tab", "Tab")
        assert _chosen_words(t) == "Putin"
        t.window.close()
        again = open_window(project)
        again.window.desk.suggestions.wake()
        assert again.window.desk.acts.offers.sieve == Sieve(90, 90, 90)
    finally:
        preferences.save(scores="")


def test_a_chosen_one_that_is_hidden_is_let_go(t: Typist) -> None:
    _go_to(t, "Tại cuộc hội đàm", "quote")
    t.window.desk.suggestions.set_sieve(Sieve(only="entity"))
    preferences.save(scores="")
    assert _chosen(t) is None
    assert t.window.desk.acts.offers.chosen == ""


def test_one_kind_at_a_time(t: Typist) -> None:
    t.window.desk.suggestions.set_sieve(Sieve(only="quote"))
    preferences.save(scores="")
    t.press("Tab", "Enter", "Tab", "Enter")
    assert {a.kind for a in t.session.mine()} == {"quote"}


def test_on_a_submitted_article_nothing_is_suggested(t: Typist) -> None:
    t.press("Tab", "Enter")
    t.session.submit(())
    assert t.window.desk.acts.offers.shown == ()
    assert _chosen(t) is None
    t.session.reopen()
    t.press("Tab")
    assert _chosen_words(t) == "Putin"


@pytest.mark.parametrize("written", ["", "nonsense", "50 50", "50 50 101", "5 -5 5", "½ 1 1", "1 2 3 4"])
def test_scores_that_nobody_wrote_are_as_never_chosen(written: str) -> None:
    assert Sieve.read(written) == Sieve()
    assert Sieve.read(Sieve(10, 100, 0).written()) == Sieve(10, 100, 0)


def test_what_reads_as_the_least_score_is_shown() -> None:
    one = suggestion("a", "entity", "PER", ("mention", Span(0, 3)), score=0.4999)
    lower = replace(one, score=0.494)
    assert Sieve(50, 50, 50).sift([one, lower]) == (one,)
    assert Sieve(0, 50, 50, "quote").sift([one, lower]) == ()


# by mouse


def test_a_click_on_a_drawn_suggestion_chooses_it_and_again_the_one_around(t: Typist) -> None:
    reader = t.window.desk.reader
    at = t.text().index("Nga và Nhật Bản")
    point = point_at(reader, t.text(), at + 1)
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QApplication.processEvents()
    assert _chosen_words(t) == "Nga"
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QApplication.processEvents()
    assert _chosen_words(t).startswith("trong những năm tới")


def test_another_article_lets_go(t: Typist) -> None:
    t.press("Tab", "Ctrl+PgDown")
    assert t.window.desk.acts.offers.chosen == ""
    assert t.session.suggestions == ()
    t.press("Ctrl+PgUp")
    assert len(t.session.suggestions) > 40  # the project has kept them
