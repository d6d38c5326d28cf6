"""Who speaks, by keys: who is proposed and taken, somebody new or without a name, two speakers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader_app.core.model import Annotation, Span
from reader_app.gui.register import RegisterPage
from reader_app.storage import Store
from tests.gui.typist import Typist


def page(t: Typist) -> RegisterPage:
    found = t.window.findChild(RegisterPage, "registerPage")
    assert isinstance(found, RegisterPage)
    return found


def names(t: Typist) -> list[str]:
    return [row.referent.name or row.referent.role for row in page(t)._people.rows]


def find(t: Typist, words: str) -> Span:
    start = t.text().index(words)
    return Span(start, start + len(words))


def people(t: Typist, record: str) -> list[str]:
    return t.people(t.session.here.annotation(record))


def _quote_with_source(t: Typist, source: str) -> Annotation:
    s = t.session
    quote = s.quote(find(t, "hai bên sẽ phát triển các mối quan hệ"))
    s.set_part(quote, "source", find(t, source))
    t.window.desk.acts.choose(quote)
    return s.here.annotation(quote)


def test_p_and_enter_take_who_is_proposed(typist: Typist) -> None:
    t, s = typist, typist.session
    s.tag(find(t, "Shinzo Abe"), "PER")
    quote = _quote_with_source(t, "Thủ tướng Abe nhấn mạnh".removesuffix(" nhấn mạnh"))
    assert quote.referents == ()
    t.press("P", "Enter")
    assert people(t, quote.id) == ["Shinzo Abe"]
    assert s.here.annotation(quote.id).touched.count("referents") == 1


def test_shift_p_takes_who_is_proposed_and_the_bar_says_who(typist: Typist) -> None:
    t, s = typist, typist.session
    s.tag(find(t, "Shinzo Abe"), "PER")
    s.tag(find(t, "Putin"), "PER")
    t.select("hai bên sẽ phát triển các mối quan hệ")
    t.press("Q")
    quote = t.last("quote").id
    assert [hint.words for hint in t.window.key_bar.shown()][:1] == ["Putin?"]  # no source yet: who was named last
    s.set_part(quote, "source", find(t, "Thủ tướng Abe"))
    assert [(hint.key, hint.words) for hint in t.window.key_bar.shown()][:1] == [("Shift+P", "Shinzo Abe?")]
    t.press("Shift+P")
    assert people(t, quote) == ["Shinzo Abe"]
    assert t.reader.hasFocus()
    assert "Shift+P" not in [hint.key for hint in t.window.key_bar.shown()]
    t.press("Shift+P")  # a wrong one costs one key more
    assert people(t, quote) == ["Putin"]
    t.press("Ctrl+Z", "Ctrl+Z")
    assert people(t, quote) == []
    t.press("Ctrl+End", "Esc", "Shift+P")
    assert "No record is chosen" in t.window.messages.sentence()


def test_who_is_proposed_is_worked_out_once_for_the_bar_and_the_card(
    typist: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    t, s = typist, typist.session
    s.tag(find(t, "Putin"), "PER")
    quote = s.quote(find(t, "hai bên sẽ phát triển các mối quan hệ"))
    asked: list[str] = []
    real = s.speaker_proposed
    monkeypatch.setattr(s, "speaker_proposed", lambda record: [asked.append(record), real(record)][1])
    t.window.desk.acts.choose(quote)
    assert t.window.desk.panel.chosen_id() == quote
    asked.clear()
    t.press("T")
    assert asked == [quote]
    s.set_part(quote, "source", find(t, "Thủ tướng Abe"))
    assert asked == [quote, quote]
    assert t.window.key_bar.shown()[0].words == t.window.desk.boxes.proposed_for(quote) + "?"


def test_a_name_that_nobody_has_is_made_new_and_no_lookalike_is_taken(typist: Typist) -> None:
    t, s = typist, typist.session
    s.make_person(s.tag(find(t, "Triều Tiên"), "LOC"), "Pauline Tina Novak")
    quote = _quote_with_source(t, "Tổng thống Putin")
    t.press("P", "Enter")
    assert people(t, quote.id) == ["Putin"]


def test_somebody_unnamed_comes_first_for_words_without_a_name(
    project: Path, open_window: Callable[..., Typist], tmp_path: Path
) -> None:
    from reader_app.transfer import ImportReport, import_files

    text = tmp_path / "a.txt"
    text.write_text("Một quan chức Mỹ cho biết chợ sẽ mở lại. Ông Nam im lặng.", "utf-8")
    with Store.open(project) as store:
        for _ in import_files(store, [text], ImportReport()):
            pass
    t = open_window(project)
    s = t.session
    s.open(s.store.article_id_for_key("a") or "")
    s.tag(find(t, "Nam"), "PER")
    quote = s.quote(find(t, "chợ sẽ mở lại"))
    s.set_part(quote, "source", find(t, "Một quan chức Mỹ"))
    t.window.desk.acts.choose(quote)
    t.press("P", "Enter")
    referent = s.here.referent(s.here.annotation(quote).referents[0])
    assert referent is not None
    assert (referent.name, referent.role, referent.label) == ("", "Một quan chức Mỹ", "PER")
    assert s.here.annotation(quote).attribute("speaker_status") == "unnamed"
    t.press("Ctrl+R")
    assert names(t)[page(t).people.row()] == "Một quan chức Mỹ"
    t.write("quan chuc")
    assert names(t) == ["Một quan chức Mỹ"]


def test_two_speakers_of_one_quote(typist: Typist) -> None:
    t, s = typist, typist.session
    quote = s.quote(find(t, "hai bên sẽ phát triển các mối quan hệ"))
    t.window.desk.acts.choose(quote)
    t.press("P")
    t.write("Google")
    t.press("Down", "Enter")
    t.press("P")
    t.write("Yahoo")
    QTest.keyClick(t.focus(), Qt.Key.Key_Down)
    QTest.keyClick(t.focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QApplication.processEvents()
    assert people(t, quote) == ["Google", "Yahoo"]
    assert [s.here.referent(r).label for r in s.here.annotation(quote).referents] == ["ORG", "ORG"]  # type: ignore[union-attr]


def test_a_speaker_is_taken_away_and_their_order_changed_by_keys(typist: Typist) -> None:
    t, s = typist, typist.session
    quote = s.quote(find(t, "hai bên sẽ phát triển các mối quan hệ"))
    one = s.make_person(quote, "Google", "ORG", role="hãng tìm kiếm")
    s.make_person(quote, "Yahoo", "ORG", keep=[one])
    t.window.desk.acts.choose(quote)
    t.press("P")
    t.write("goo")
    picker = t.window.desk.boxes.asking._people
    assert [choice.tag for choice in picker.choices()][:1] == ["✓ Organisation"]
    assert picker.hint.text().endswith("one of them no longer")
    QTest.keyClick(t.focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert people(t, quote) == ["Yahoo"]
    t.press("P")
    t.write("goo")
    QTest.keyClick(t.focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert people(t, quote) == ["Yahoo", "Google"]
    t.press("Ctrl+Z", "Ctrl+Z")
    assert people(t, quote) == ["Google", "Yahoo"]
    t.press("P")
    t.write("yah")
    t.press("Enter")  # without Shift: this one alone
    assert people(t, quote) == ["Yahoo"]


def test_somebody_without_a_name_is_made_of_what_is_written(typist: Typist) -> None:
    t, s = typist, typist.session
    quote = s.quote(find(t, "hai bên sẽ phát triển các mối quan hệ"))
    t.window.desk.acts.choose(quote)
    t.press("P")
    t.write("bác sĩ trực đêm")
    t.press("Down", "Down", "Down", "Down", "Enter")
    (referent,) = s.here.annotation(quote).referents
    known = s.here.referent(referent)
    assert known is not None
    assert (known.name, known.role) == ("", "bác sĩ trực đêm")
    t.press("P")
    t.write("Một quan chức Nhật")  # words that name nobody: without a name at once
    t.press("Enter")
    assert [one.role for r in s.here.annotation(quote).referents if (one := s.here.referent(r))] == [
        "Một quan chức Nhật"
    ]


def test_two_speakers_who_turn_out_to_be_one_are_named_once(typist: Typist) -> None:
    t, s = typist, typist.session
    quote = s.quote(find(t, "hai bên sẽ phát triển các mối quan hệ"))
    one = s.make_person(quote, "Google")
    other = s.make_person(quote, "Gu gồ", keep=[one])
    t.window.desk.acts.choose(quote)
    card = t.window.desk.panel._open["quote"]
    assert [name for _id, name in card.people.people()] == ["Google", "Gu gồ"]
    s.merge_people(other, one)
    assert [name for _id, name in card.people.people()] == ["Google"]
    t.press("Ctrl+Z")
    assert [name for _id, name in card.people.people()] == ["Google", "Gu gồ"]
