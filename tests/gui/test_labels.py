"""Labels of a project: on and off, keys, colours."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from reader_app.core.errors import RuleBroken
from reader_app.core.scheme import read_scheme
from reader_app.gui.label_colors import HUES, difference, is_color, too_faint
from reader_app.gui.labels import LabelDialog
from reader_app.gui.theme import DARK, LIGHT, READABLE, THEMES, Theme, contrast
from reader_app.resources import resource
from reader_app.storage import Store
from tests.gui.typist import Typist

Open = Callable[..., Typist]


@pytest.fixture
def dialog(typist: Typist) -> LabelDialog:
    typist.window.do("labels")
    QApplication.processEvents()
    found = typist.window.findChild(LabelDialog)
    assert isinstance(found, LabelDialog)
    return found


def _said(dialog: LabelDialog) -> str:
    label = dialog.findChild(QLabel, "labelMessage")
    assert isinstance(label, QLabel)
    return label.text()


def test_a_label_switched_on_has_its_key_at_once_and_in_other_windows(
    dialog: LabelDialog, typist: Typist, project: Path, open_window: Open
) -> None:
    other = open_window(project, "mai")
    dialog.boxes["entity", "TITLE"].click()
    assert any(hint.words == "TITLE" for hint in typist.window.key_bar._hints)
    typist.window.activateWindow()
    typist.select("Thủ tướng")
    typist.press("7")
    assert [a.label for a in typist.all("entity")] == ["TITLE"]
    other.window._look_for_others()
    other.select("Thủ tướng")
    other.press("7")
    assert [a.label for a in other.all("entity")] == ["TITLE"]


def test_a_label_switched_off_stays_on_its_records(dialog: LabelDialog, typist: Typist) -> None:
    t = typist
    t.select("Shinzo Abe")
    t.press("1", "Left", "Space", "4")
    dialog.boxes["entity", "MISC"].click()
    QApplication.processEvents()
    assert t.all("entity")[0].label == "MISC"
    card = t.window.desk.panel._open["entity"]
    assert card.label.value() == "MISC"
    assert [mark.tag for mark in t.window.desk.reader._canvas._marks.of_record(t.all("entity")[0].id)] == ["MISC"]
    t.press("Esc")
    t.select("Putin")
    t.press("4")
    assert "No label has the key 4" in t.window.messages.sentence()
    assert len(t.all("entity")) == 1


@pytest.mark.parametrize(
    ("one", "words"),
    [(("quote", "mixed"), "follow from the quotation marks"), (("entity", "PER"), "cannot be switched off"),
     (("claim", "fact-event"), "cannot be switched off")],
)  # fmt: skip
def test_a_label_that_is_needed_stays_on_and_the_dialog_says_why(
    dialog: LabelDialog, one: tuple[str, str], words: str
) -> None:
    dialog.boxes[one].click()
    assert words in _said(dialog)
    assert dialog.boxes[one].isChecked()


def test_a_claim_with_figures_is_an_event_where_figures_are_off(dialog: LabelDialog, typist: Typist) -> None:
    dialog.boxes["claim", "fact-stat"].click()
    typist.window.activateWindow()
    typist.select("Kim ngạch thương mại hai chiều trong các tháng 1-11/2018 đã tăng 18%")
    typist.press("C")
    assert typist.all("claim")[0].label == "fact-event"


def test_a_key_of_another_label_is_refused_in_one_sentence(dialog: LabelDialog, typist: Typist) -> None:
    dialog.changed.emit("entity", "ORG", {"key": "1"})
    assert _said(dialog) == "1 is the key of PER already."
    assert dialog.keys["entity", "ORG"].text() == "2"
    dialog.changed.emit("entity", "ORG", {"key": "9"})
    assert dialog.keys["entity", "ORG"].text() == "9"
    typist.window.activateWindow()
    typist.select("Shinzo Abe")
    typist.press("9")
    assert typist.all("entity")[0].label == "ORG"


def test_a_colour_is_taken_and_told_how_it_reads(dialog: LabelDialog, typist: Typist) -> None:
    field = dialog.fields["entity", "LOC"]
    field.setText("#FFFF66")
    field.editingFinished.emit()
    label = typist.session.scheme.label("entity", "LOC")
    assert label is not None
    assert label.color == "#ffff66"
    assert "could not be read" in _said(dialog)
    assert LIGHT.ink("#ffff66").name() in _said(dialog)
    dialog.choose_color(("entity", "ORG"), "#2458c7")
    assert "told from PER" in _said(dialog)
    field.setText("yellow")
    field.editingFinished.emit()
    assert "no colour" in _said(dialog)
    assert field.text() == "#ffff66"


def test_the_colour_of_the_scheme_can_be_had_back(dialog: LabelDialog, typist: Typist) -> None:
    dialog.choose_color(("entity", "LOC"), "#b3261e")
    menu = dialog.swatches["entity", "LOC"].menu()
    menu.aboutToShow.emit()
    first = menu.actions()[0]
    assert first.text() == "As in the scheme"
    first.trigger()
    label = typist.session.scheme.label("entity", "LOC")
    assert label is not None
    assert label.color == "#1c7c46" == dialog.fields["entity", "LOC"].text()


def test_a_read_only_project_keeps_its_labels(project: Path, open_window: Open) -> None:
    t = open_window(project)
    t.window._store.close()
    t.window._store.__dict__.update(Store.open(project, read_only=True).__dict__)
    t.window.do("labels")
    dialog = t.window.findChild(LabelDialog)
    assert isinstance(dialog, LabelDialog)
    dialog.boxes["entity", "TITLE"].click()
    assert "read" in _said(dialog)
    assert not dialog.boxes["entity", "TITLE"].isChecked()


def test_the_session_refuses_what_the_dialog_does_not_offer(typist: Typist) -> None:
    with pytest.raises(RuleBroken):
        typist.session.change_label("entity", "NOBODY", off=True)


# colours


def test_shipped_colours_of_entities_are_told_apart_in_each_look() -> None:
    scheme = read_scheme(resource("schemes/vi-news.toml").read_text(encoding="utf-8"))
    for one, other in itertools.combinations(scheme.labels_of("entity", with_off=True), 2):
        for theme in THEMES:
            assert difference(one.color, other.color, theme) >= 1, (one.id, other.id, theme.name)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_ink_of_the_colours_to_choose_can_be_read(theme: Theme) -> None:
    for hue, _words in HUES:
        assert is_color(hue)
        assert all(contrast(theme.ink(hue).name(), ground) >= READABLE for ground in theme.surfaces)


def test_too_faint_is_what_the_theme_has_to_change() -> None:
    assert too_faint("#ffff66", LIGHT)
    assert not too_faint("#ffff66", DARK)
