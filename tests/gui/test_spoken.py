"""What a screen reader hears: the text and the caret, the marks of the text, what a key did, every row of a list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QTableView, QWidget

from reader_app.gui.spoken import Spoken
from tests.gui.screens import opened, parts, prepare
from tests.gui.typist import Typist


def heard(widget: QWidget) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(widget)


@pytest.fixture
def announced(typist: Typist, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is announced on the reader of `typist` from now on."""
    said: list[str] = []

    def listen(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent) and event.object() is typist.reader:
            said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(listen))
    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: True))
    typist.window._speak()
    typist.window.desk.findChild(Spoken).follow()
    said.clear()
    return said


def test_the_text_and_the_caret_are_those_of_the_article(typist: Typist) -> None:
    spoken = heard(typist.reader)
    assert spoken.role() == QAccessible.Role.EditableText
    text = spoken.textInterface()
    assert text.characterCount() == len(typist.text())
    assert text.text(0, 20).replace("\xa0", " ") == typist.text()[:20]
    typist.go_into("Shinzo Abe")
    assert text.cursorPosition() == typist.text().index("Shinzo Abe") + len("Shinzo Abe")
    typist.select("Shinzo Abe")
    assert text.selectionCount() == 1
    assert spoken.state().readOnly


def test_what_a_key_did_is_announced(typist: Typist, announced: list[str]) -> None:
    typist.select("Shinzo Abe")
    announced.clear()
    typist.press("1")
    (words,) = announced
    assert words.startswith("tag")
    assert "Shinzo Abe" in words
    assert "PER" in words


def test_a_record_that_is_chosen_is_announced_and_described(typist: Typist, announced: list[str]) -> None:
    typist.go_into("Tại cuộc hội đàm, chúng tôi")
    typist.press("Q")
    assert "direct" in announced[-1]
    assert "Tại cuộc hội đàm, chúng tôi" in announced[-1]
    assert "Tại cuộc hội đàm, chúng tôi" in heard(typist.reader).text(QAccessible.Text.Description)
    announced.clear()
    typist.press("Esc")
    assert announced == []


def test_the_caret_tells_which_records_it_stands_in(typist: Typist, announced: list[str]) -> None:
    typist.select("Shinzo Abe")
    typist.press("1", "Ctrl+Home")
    assert heard(typist.reader).text(QAccessible.Text.Description) == ""
    typist.go_into("Thủ tướng Shinzo")
    announced.clear()
    typist.press("Left")
    assert announced == []  # still inside
    assert "Shinzo Abe" in heard(typist.reader).text(QAccessible.Text.Description)
    typist.press("Ctrl+Home")
    announced.clear()
    typist.go_into("Thủ tướng S")
    assert "PER" in announced[-1]


def test_a_suggestion_that_is_chosen_is_announced(typist: Typist, announced: list[str]) -> None:
    prepare(typist)
    announced.clear()
    typist.press("Tab")
    offer = typist.window.desk.acts.offers.find(typist.window.desk.acts.offers.chosen)
    assert offer is not None
    assert offer.contents[0].of(typist.text())[:40] in announced[-1]


def test_undo_is_told_by_the_message_alone(typist: Typist, announced: list[str]) -> None:
    typist.select("Shinzo Abe")
    typist.press("1", "Ctrl+Home")
    announced.clear()
    typist.press("Ctrl+Z")
    assert [words for words in announced if words.startswith("tag")] == []
    assert "Undone" in typist.window.messages.accessibleName()


def test_another_article_announces_no_act(typist: Typist, announced: list[str]) -> None:
    typist.select("Shinzo Abe")
    typist.press("1", "Ctrl+PgDown", "Ctrl+PgUp")
    assert len([words for words in announced if words.startswith("tag")]) == 1


def test_without_a_screen_reader_nothing_is_worked_out(typist: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: False))
    spoken = Spoken(typist.session, typist.window.desk)
    monkeypatch.setattr(spoken, "_words", None)
    typist.select("Shinzo Abe")
    typist.press("1")
    assert heard(typist.reader).text(QAccessible.Text.Description) == ""


@pytest.mark.parametrize(
    "screen",
    ["suggestions", "accept-all", "findings", "link", "person", "same-words", "went", "register", "change-keys"],
)
def test_every_row_of_every_list_has_words(typist: Typist, screen: str) -> None:
    prepare(typist)
    with opened(typist, screen) as roots:
        rows = 0
        for one in (widget for widget in parts(roots) if isinstance(widget, QTableView)):
            for row in range(one.model().rowCount()):
                # Qt counts the headers too, though they are hidden
                cell = heard(one).child(2 * row + 3)
                assert cell.role() == QAccessible.Role.Cell
                assert len(cell.text(QAccessible.Text.Name)) > 1, (one.objectName(), row)
                rows += 1
        assert rows > 3
