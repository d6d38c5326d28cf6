"""The suggestions in the panel: cards, the open one, what is hidden, accepting many at once, what is said beside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QTabBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from reader_app import preferences
from reader_app.core.model import Kind, Role, Span, text_hash
from reader_app.core.suggestion import Suggested, Suggestion, Who, known_hash
from reader_app.gui import suggestions_pane
from reader_app.gui.app import build
from reader_app.gui.card_list import CardList
from reader_app.gui.dialogs.accepting import AcceptDialog
from reader_app.gui.suggestions import Sieve
from reader_app.gui.suggestions_card import SuggestionCard
from reader_app.gui.suggestions_desk import Making
from reader_app.gui.suggestions_words import learned_detail, learned_words, suggestion_card, why
from reader_app.nlp.engine import Engine
from reader_app.nlp.version import VERSION
from reader_app.storage import Model
from reader_app.words import use
from tests.gui.proposing import ORIGIN, propose, suggestion
from tests.gui.typist import Typist

DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.fixture
def t(typist: Typist) -> Iterator[Typist]:
    """Somebody at the first seed, with its gold as suggestions."""
    propose(typist.session)
    QApplication.processEvents()
    yield typist
    preferences.save(scores="")


def _list(t: Typist) -> CardList:
    found = t.window.findChild(QAbstractItemView, "suggestionList")
    assert isinstance(found, CardList)
    return found


def _rows(t: Typist) -> list[str]:
    model = _list(t).model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def _tabs(t: Typist) -> QTabBar:
    found = t.window.findChild(QTabBar, "panelTabs")
    assert isinstance(found, QTabBar)
    return found


def _button(t: Typist, name: str) -> QToolButton:
    shown = [b for b in t.window.findChildren(QToolButton) if b.accessibleName() == name and b.isVisible()]
    assert len(shown) == 1, (name, len(shown))
    return shown[0]


def _open_card(t: Typist) -> SuggestionCard:
    (card,) = t.window.findChildren(SuggestionCard)
    return card


def _field(card: QWidget, name: str) -> str:
    labels = [label for label in card.findChildren(QLabel) if label.isVisibleTo(card)]
    at = next(n for n, label in enumerate(labels) if label.text() == name)
    return labels[at + 1].text()


def test_the_list_is_there_for_tests_and_assistive_tools(project: Path, qtbot: QtBot) -> None:
    window = build(project, "lan")  # not even shown
    qtbot.addWidget(window)
    found = window.findChild(QAbstractItemView, "suggestionList")
    assert isinstance(found, CardList)
    assert found.accessibleName() == "Suggestions"
    assert found.model().rowCount() == 0


def test_once_the_first_paint_is_over_the_pane_is_there(typist: Typist, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "suggestions" in typist.window.desk.panel.__dict__)
    assert _rows(typist) == []


def test_one_card_for_each_with_words_score_and_who(t: Typist) -> None:
    rows = _rows(t)
    assert len(rows) == len(t.session.suggestions)
    assert rows[0].startswith("Shinzo Abe, 0.95, PER, … với Thủ tướng Shinzo Abe, Tổng thống")
    quote = next(row for row in rows if "Tại cuộc hội đàm, chúng tôi" in row and "direct" in row)
    assert quote.startswith("Putin, 0.80, direct, ")
    assert quote.endswith("Tổng thống Putin · nhấn mạnh")
    assert _tabs(t).tabText(3).replace("\n", " ") == f"Suggestions {len(rows)}"


def test_cards_are_made_when_they_are_looked_at(t: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def counted(one: Suggestion, *rest: Any) -> Any:
        made.append(one.id)
        return suggestion_card(one, *rest)

    monkeypatch.setattr(suggestions_pane, "suggestion_card", counted)
    article = t.session.here.article
    many = [suggestion(article.id, "entity", "LOC", ("mention", Span(n, n + 2)), score=0.9) for n in range(0, 1200, 3)]
    suggested = Suggested(ORIGIN, tuple(many))
    t.session.take(article.id, text_hash(t.text()), known_hash(()), suggested)
    t.press("Tab")
    QApplication.processEvents()
    assert _list(t).model().rowCount() == 400
    assert 0 < len(made) < 40
    assert len(_rows(t)) == 400
    assert len(made) == 400
    t.press("Enter")
    assert len(_rows(t)) == 399
    assert len(made) == 400


def test_tab_brings_the_list_to_the_front_and_opens_the_card(t: Typist) -> None:
    assert _tabs(t).currentIndex() == 0
    t.press("Tab", "Tab", "Tab")
    assert _tabs(t).currentIndex() == 3
    assert _list(t).isVisible()
    card = _open_card(t)
    assert card.suggestion == t.window.desk.acts.offers.chosen
    assert _field(card, "Speakers") == "Putin"
    assert (_field(card, "Source"), _field(card, "Cue")) == ("Tổng thống Putin", "nhấn mạnh")
    t.press("S")  # made a record, whose card is in its own list
    assert _tabs(t).currentIndex() == 1
    assert not _list(t).isVisible()
    t.press("Tab")
    assert _tabs(t).currentIndex() == 3


def test_claims_say_why_they_are_worth_a_check(t: Typist) -> None:
    t.window.desk.suggestions.set_sieve(Sieve(only="claim"))
    t.press("Tab")
    why = _field(_open_card(t), "Why")
    assert "figure" in why
    assert why != "test, figure", "the reason is a code and no words"


def test_the_list_is_worked_with_arrows_enter_and_x(t: Typist) -> None:
    first, second, third, *_ = t.session.suggestions
    t.press("Tab", "F6", "Down")
    offers = t.window.desk.acts.offers
    assert offers.chosen == second.id
    assert t.window.desk.reader.caret() == second.start
    t.press("Enter")
    assert [a.contents for a in t.session.mine()] == [second.contents]
    assert offers.chosen == third.id
    assert t.focus() is _list(t)
    t.press("X")
    assert third.id not in {s.id for s in t.session.suggestions}
    t.press("Up", "Up", "Up")
    assert offers.chosen == first.id


def test_the_buttons_of_the_open_card_answer_it(t: Typist) -> None:
    count = len(t.session.suggestions)
    t.press("Tab")
    _button(t, "reject").click()
    _button(t, "accept").click()
    assert len(t.session.suggestions) == count - 2
    assert len(t.session.mine()) == 1
    _button(t, "next").click()
    assert t.window.desk.acts.offers.chosen == t.session.suggestions[1].id


def test_a_click_on_a_card_chooses_it_and_the_text_follows(t: Typist) -> None:
    _tabs(t).setCurrentIndex(3)
    view = _list(t)
    spot = QPoint(40, view.rowViewportPosition(3) + 20)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    chosen = t.session.suggestions[3]
    assert t.window.desk.acts.offers.chosen == chosen.id
    assert t.window.desk.reader.caret() == chosen.start


def test_the_rows_stay_where_they_are_while_suggestions_are_answered(t: Typist) -> None:
    t.press("Tab", *["Tab"] * 12)
    view = _list(t)
    chosen = t.window.desk.acts.offers.chosen
    row = view.row()
    before = view.rowViewportPosition(row)
    t.press("Enter")
    assert t.window.desk.acts.offers.chosen != chosen
    assert abs(view.rowViewportPosition(view.row()) - before) < view.rowHeight(0) // 2


def test_scores_and_kinds_hide_and_show(t: Typist) -> None:
    _tabs(t).setCurrentIndex(3)
    everything = len(_rows(t))
    for _ in range(7):
        _button(t, "Show higher scores only").click()
    shown = _rows(t)
    assert 0 < len(shown) < everything
    assert t.window.desk.acts.offers.sieve == Sieve(85, 85, 85)
    assert preferences.load().scores == "85 85 85"
    words = [label.text() for label in t.window.desk.panel.suggestions.findChildren(QLabel)]
    assert f"score from 0.85 · {everything - len(shown)} hidden" in words
    _button(t, "Quotes 0").click()
    assert _rows(t) == []
    assert "hidden" in _list(t).hint
    for _ in range(2):
        _button(t, "Show lower scores too").click()
    assert t.window.desk.acts.offers.sieve == Sieve(85, 75, 85, "quote")
    assert len(_rows(t)) == 10
    next(b for b in t.window.findChildren(QToolButton) if b.accessibleName().startswith("All ")).click()
    words = [label.text() for label in t.window.desk.panel.suggestions.findChildren(QLabel)]
    assert any(word.startswith("score from 0.75–0.85") for word in words)


def test_a_hint_tells_why_there_are_none(t: Typist) -> None:
    hint = _list(t)
    everything = [s.id for s in t.session.suggestions]
    t.session.accept_all(everything)
    assert hint.hint == "All suggestions are answered."
    t.session.submit(())
    assert "submitted" in hint.hint
    t.press("Ctrl+PgDown")
    assert "no suggestions for this article yet" in hint.hint
    propose(t.session, [])
    assert hint.hint == "Nothing is suggested here."


# accepting many


def _box(t: Typist) -> AcceptDialog:
    t.press("Shift+Enter")
    return next(box for box in t.window.findChildren(AcceptDialog) if box.isVisible())


def test_accepting_all_is_asked_once_and_undone_at_once(t: Typist) -> None:
    before = t.session.suggestions
    box = _box(t)
    sure = [s.id for s in before if round(s.score * 100) >= 90]
    assert box.chosen() == sure
    assert box.list.hasFocus()
    QTest.keyClick(box.list, Qt.Key.Key_Return)
    assert not box.isVisible()
    assert len(t.session.mine()) == len(sure)
    assert str(len(sure)) in t.window.messages.sentence()
    assert t.focus() is t.reader
    t.press("Ctrl+Z")
    assert not t.session.mine()
    assert t.session.suggestions == before
    assert t.window.desk.acts.offers.chosen == sure[0]


def test_kind_score_and_each_single_one_can_be_chosen(t: Typist) -> None:
    box = _box(t)
    box._kinds["entity"].click()
    assert box.chosen() == []
    assert not box._all.isEnabled()
    box._least.setValue(0.8)
    quotes = [s.id for s in t.session.suggestions if s.kind == "quote"]
    assert box.chosen() == quotes
    QTest.keyClick(box.list, Qt.Key.Key_Down)
    QTest.keyClick(box.list, Qt.Key.Key_Space)
    assert box.chosen() == [quotes[0], *quotes[2:]]
    box._all.click()
    assert len(t.all("quote")) == len(quotes) - 1
    assert not t.all("entity")


def test_leaving_the_box_accepts_nothing(t: Typist) -> None:
    box = _box(t)
    QTest.keyClick(box.list, Qt.Key.Key_Escape)
    assert not box.isVisible()
    assert not t.session.mine()


def test_with_none_left_there_is_no_box(t: Typist) -> None:
    t.session.accept_all([s.id for s in t.session.suggestions])
    t.press("Shift+Enter")
    assert not [box for box in t.window.findChildren(AcceptDialog) if box.isVisible()]
    assert t.window.messages.sentence()


# what is said beside


def _lines(t: Typist) -> list[str]:
    pane = t.window.desk.panel.suggestions
    return [line.text() for line in (pane._news, pane._learned) if not line.isHidden()]


def test_what_the_worker_is_at(t: Typist) -> None:
    desk = t.window.desk.suggestions
    for making, words in (
        (Making("preparing"), ["Preparing suggestions…"]),
        (Making("ahead"), []),
        (Making("", 0.4), ["Learning from finished articles: 40 %"]),
        (Making("off", None, "Suggestions are off."), ["Suggestions are off."]),
        (Making(), []),
    ):
        desk.set_making(making)
        assert _lines(t) == words


def _model(**more: Any) -> Model:
    figures = {"precision": 0.8, "recall": 0.78, "f1": 0.79, "gold": 120}
    better = {"precision": 0.85, "recall": 0.83, "f1": 0.84, "gold": 120}
    fields: dict[str, Any] = {
        "before": {"entities": figures, "quotes": None}, "after": {"entities": better, "quotes": None}, "used": True,
    }  # fmt: skip
    content = b"a model"
    return Model(sha256(content).hexdigest()[:8], VERSION, content, 12, **{**fields, **more})


def test_what_was_learned_is_shown_with_its_figures(t: Typist) -> None:
    t.session.store.keep_model(_model())
    t.window.desk.suggestions.set_making(Making("", 0.9))
    t.window.desk.suggestions.set_making(Making())
    assert _lines(t) == ["Learned from 12 articles: F1 0.79 → 0.84"]
    tooltip = t.window.desk.panel.suggestions._learned.toolTip()
    assert "Entities: precision 0.80 → 0.85, recall 0.78 → 0.83, F1 0.79 → 0.84, of 120" in tooltip


def test_what_was_not_better_is_said_too() -> None:
    model = _model(used=False, after={"entities": {"precision": 0.7, "recall": 0.7, "f1": 0.7, "gold": 9}})
    assert learned_words(model) == "Learned from 12 articles: F1 0.79 → 0.70, not better, not used"
    use("vi")
    assert "0,79 → 0,70" in learned_words(model)
    nothing = _model(before={}, after={})
    assert "12" in learned_words(nothing)
    assert learned_detail(nothing).count("\n") == 0


@pytest.mark.parametrize("kind", ["entity", "quote", "claim"])
def test_cards_of_odd_suggestions(t: Typist, kind: Kind) -> None:
    role: Role = "mention" if kind == "entity" else "content"
    end = len(t.text())
    odd = suggestion(t.session.here.article.id, kind, "UNHEARD-OF", (role, Span(end - 3, end)), who=(Who("PER", ""),))
    article = t.session.here.article
    t.session.take(article.id, text_hash(t.text()), known_hash(()), Suggested(ORIGIN, (odd,)))
    t.press("Tab")
    assert len(_rows(t)) == len(t.session.suggestions)


# the engine itself


def test_every_rule_that_the_engine_names_has_words() -> None:
    lines = map(json.loads, (DATA / "seeds-gold.jsonl").read_text("utf-8").splitlines())
    for line in lines:
        for one in Engine().suggest("a" * 16, line["text"]).items:
            assert why(one), one
            for words in why(one):
                assert words not in (one.rule, *one.reasons), f"{one.rule}, {one.reasons}: a code, no words"
