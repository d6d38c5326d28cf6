"""Dragging the ends of the chosen record with the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reader_app.core.model import Annotation, Span
from tests.gui.reading import point_at, settle
from tests.gui.typist import Typist

NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


def send(widget: QWidget, kind: QEvent.Type, at: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
    """Send a mouse event to `widget`; `at` counts from the corner of its parent."""
    parent = widget.parentWidget()
    assert parent is not None
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    buttons = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    there = QPointF(parent.mapToGlobal(at))
    event = QMouseEvent(kind, QPointF(widget.mapFromParent(at)), there, button, buttons, held)
    QApplication.sendEvent(widget, event)


def handle(t: Typist, position: int, edge: str) -> QWidget:
    settle()
    found = t.window.desk.ends.handle_at(position, edge)
    assert found is not None
    return found


def drag(t: Typist, widget: QWidget, to: int, held: Qt.KeyboardModifier = NONE, *, drop: bool = True) -> None:
    """Take hold of a handle and move it to the letter at `to`."""
    start, end = widget.geometry().center(), point_at(t.window.desk.reader, t.text(), to)
    send(widget, QEvent.Type.MouseButtonPress, start)
    send(widget, QEvent.Type.MouseMove, (start + end) / 2, held)
    send(widget, QEvent.Type.MouseMove, end, held)
    if drop:
        send(widget, QEvent.Type.MouseButtonRelease, end, held)
    settle()


def words(t: Typist, record: Annotation, role: str = "mention") -> str:
    span = t.session.here.annotation(record.id).span(role)  # type: ignore[arg-type]
    return span.of(t.text()) if span else ""


@pytest.fixture
def name(typist: Typist) -> tuple[Typist, Annotation]:
    """*Thủ tướng Shinzo Abe* tagged, and chosen."""
    t = typist
    t.select("Thủ tướng Shinzo Abe")
    t.press("1", "Left", "Space")
    return t, t.last("entity")


@pytest.fixture
def quote(typist: Typist) -> tuple[Typist, Annotation]:
    t = typist
    t.press("Ctrl+Home", "F", "Q", "V", "S")
    return t, t.last("quote")


def test_a_start_is_dragged_to_a_word_as_one_step(name: tuple[Typist, Annotation]) -> None:
    t, record = name
    before = t.session.here.annotation(record.id)
    at = t.text().index("Shinzo")
    drag(t, handle(t, record.start, "start"), at + 2)
    assert words(t, record) == "Shinzo Abe"
    assert t.window.desk.acts.chosen == record.id
    assert t.window.desk.reader.selected_span() is None
    t.press("Ctrl+Z")
    assert t.session.here.annotation(record.id) == before


def test_an_end_is_dragged_to_a_word(name: tuple[Typist, Annotation]) -> None:
    t, record = name
    drag(t, handle(t, record.end, "end"), t.text().index("Shinzo") + 4)
    assert words(t, record) == "Thủ tướng Shinzo"
    shorter = t.session.here.annotation(record.id)
    drag(t, handle(t, shorter.end, "end"), t.text().index(", Tổng thống"))
    assert words(t, record) == "Thủ tướng Shinzo Abe"


def test_with_alt_an_end_goes_by_characters(name: tuple[Typist, Annotation]) -> None:
    t, record = name
    drag(t, handle(t, record.end, "end"), record.end - 2, ALT)
    assert words(t, record) == "Thủ tướng Shinzo A"


def test_nothing_changes_before_the_button_is_let_go(name: tuple[Typist, Annotation]) -> None:
    t, record = name
    before = dict(t.session.here.records)
    drag(t, handle(t, record.end, "end"), record.start + 4, drop=False)
    assert dict(t.session.here.records) == before
    assert t.window.desk.reader.selected_span() == Span(record.start, t.text().index(" tướng Shinzo"))


def test_esc_leaves_all_as_it_was(name: tuple[Typist, Annotation]) -> None:
    t, record = name
    before, undo = dict(t.session.here.records), t.session.history.undo
    grip = handle(t, record.end, "end")
    drag(t, grip, record.start + 4, drop=False)
    t.press("1")  # keys are the drag's meanwhile
    t.press("Esc")
    send(grip, QEvent.Type.MouseButtonRelease, grip.geometry().center())
    assert dict(t.session.here.records) == before
    assert t.session.history.undo == undo
    assert t.window.desk.acts.chosen == record.id
    assert t.window.desk.reader.selected_span() is None


@pytest.mark.parametrize("role", ["cue", "source", "content"])
def test_every_part_of_a_quote_has_ends(quote: tuple[Typist, Annotation], role: str) -> None:
    t, record = quote
    record = t.session.here.annotation(record.id)
    span = record.span(role)  # type: ignore[arg-type]
    assert span is not None
    first = span.of(t.text()).split()[0]
    drag(t, handle(t, span.start, "start"), span.start + len(first) + 1)
    assert words(t, record, role) == span.of(t.text())[len(first) + 1 :].lstrip("“ ,")
    others = {r: words(t, record, r) for r in ("cue", "source", "content") if r != role}
    assert others == {r: s.of(t.text()) for r in others if (s := record.span(r))}  # type: ignore[arg-type]


def test_the_ends_cannot_cross(name: tuple[Typist, Annotation]) -> None:
    t, record = name
    drag(t, handle(t, record.end, "end"), max(record.start - 10, 0))
    assert words(t, record) == "Thủ"
    drag(t, handle(t, record.start, "start"), record.start + 30)
    assert words(t, record) == "Thủ"


def test_a_click_on_an_end_is_a_click_on_the_text(name: tuple[Typist, Annotation]) -> None:
    t, record = name
    before = dict(t.session.here.records)
    QTest.mouseClick(handle(t, record.end, "end"), Qt.MouseButton.LeftButton)
    assert dict(t.session.here.records) == before
    assert t.window.desk.reader.caret() in (record.end - 1, record.end)


def test_a_double_click_on_an_end_takes_the_word(name: tuple[Typist, Annotation]) -> None:
    t, record = name
    before = dict(t.session.here.records)
    reader = t.window.desk.reader
    QTest.mouseDClick(handle(t, record.end, "end"), Qt.MouseButton.LeftButton)
    settle()
    selected = reader.selected_span()
    assert selected is not None
    assert selected.of(t.text()) == "Abe"
    assert dict(t.session.here.records) == before


def test_the_ends_are_there_for_the_chosen_record_alone(name: tuple[Typist, Annotation]) -> None:
    t, record = name
    ends = t.window.desk.ends
    grip = handle(t, record.end, "end")
    assert grip.cursor().shape() == Qt.CursorShape.SizeHorCursor
    t.press("Esc")
    assert ends.handle_at(record.end, "end") is None
    t.press("Space", "N", "Ctrl+PgUp", "Space")  # submitted: it cannot be changed
    settle()
    assert ends.handle_at(record.end, "end") is None


def test_they_go_with_the_text(name: tuple[Typist, Annotation]) -> None:
    t, record = name
    grip = handle(t, record.end, "end")
    t.window.resize(700, 300)
    settle()
    edge = t.window.desk.reader.span_rect(Span(record.end - 1, record.end)).right()
    assert grip.geometry().center().x() == edge
    bar = t.window.desk.reader.verticalScrollBar()
    bar.setValue(bar.maximum())
    settle()
    assert grip.isHidden()


@pytest.mark.parametrize("edge", ["start", "end"])
def test_what_is_dragged_onto_a_mark_of_a_pair_stays_without_it(quote: tuple[Typist, Annotation], edge: str) -> None:
    t, record = quote
    content = t.session.here.annotation(record.id).contents[0]
    assert t.text()[content.start - 1] + t.text()[content.end] == "“”"
    first = t.session.set_span(record.id, content, Span(content.start + 4, content.end - 10))
    moved = t.session.here.annotation(first).contents[0]
    at = moved.start if edge == "start" else moved.end
    drag(t, handle(t, at, edge), content.start - 1 if edge == "start" else content.end + 1, ALT)
    now = t.session.here.annotation(record.id).contents[0]
    assert getattr(now, edge) == getattr(content, edge)


def test_an_end_in_the_first_line_in_view_can_be_dragged(name: tuple[Typist, Annotation]) -> None:
    t, record = name
    reader = t.window.desk.reader
    t.window.resize(900, 300)
    reader.restore_place(record.start + 2)  # the line begins before it
    settle()
    assert reader.first_in_view() <= record.start < reader.place()
    assert handle(t, record.start, "start").isVisible()
