"""What is written can be read: every text token and every label on every surface, in both looks."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from reader_app.core.scheme import read_scheme
from reader_app.gui.paint import TINTS
from reader_app.gui.theme import LIGHT, READABLE, THEMES, Theme, contrast
from reader_app.resources import resource

SCHEME = read_scheme(resource("schemes/vi-news.toml").read_text(encoding="utf-8"))
each = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)


def over(tint: QColor, ground: str) -> str:
    """Return the colour that a see-through `tint` makes on `ground`."""
    below, alpha = QColor(ground), tint.alphaF()
    mixed = (
        round(one * alpha + other * (1 - alpha))
        for one, other in zip(tint.getRgb()[:3], below.getRgb()[:3], strict=True)
    )
    return QColor(*mixed).name()


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@each
@pytest.mark.parametrize("token", ["text", "muted", "accent", "danger", "quote", "cue", "claim"])
def test_text_can_be_read_on_every_surface(theme: Theme, token: str) -> None:
    assert len(theme.surfaces) == 4
    for ground in theme.surfaces:
        assert contrast(getattr(theme, token), ground) >= READABLE, (token, ground)


@each
def test_buttons_and_focus_rings_stand_out(theme: Theme) -> None:
    assert contrast(theme.on_accent, theme.accent) >= READABLE
    for ground in theme.surfaces:
        assert contrast(theme.focus, ground) >= 3


@each
def test_labels_can_be_read_on_every_surface(theme: Theme) -> None:
    assert len(SCHEME.labels) > 10
    for label in SCHEME.labels:
        for ground in theme.surfaces:
            assert contrast(theme.ink(label.color).name(), ground) >= READABLE, (label.id, ground)


@each
@pytest.mark.parametrize("hue", ["#ffff00", "#ffffff", "#000000", "#0000ff", "#7f7f7f", "#00ff00"])
def test_a_colour_that_somebody_chose_is_made_readable(theme: Theme, hue: str) -> None:
    assert min(contrast(theme.ink(hue).name(), ground) for ground in theme.surfaces) >= READABLE


@each
def test_words_can_be_read_over_tints_and_selection(theme: Theme) -> None:
    labels = SCHEME.labels_of("entity", with_off=True)
    assert len(labels) > 5
    for label in labels:
        # an entity, chosen, in two quotes of which one is open, and selected
        ground = theme.reader
        quote, chosen = TINTS["quote"], TINTS["entity"][1]
        for tint in (*(theme.tint(theme.quote, alpha) for alpha in quote), theme.tint(label.color, chosen)):
            ground = over(tint, ground)
        assert contrast(theme.text, ground) >= READABLE, label.id
        assert contrast(theme.text, over(theme.selected, ground)) >= READABLE, label.id


@each
def test_the_selection_can_be_seen_and_seen_through(theme: Theme) -> None:
    assert 0.4 < theme.selected.alphaF() < 1
    assert contrast(over(theme.selected, theme.reader), theme.reader) > 1.2


def test_ink_is_a_fresh_colour_each_time() -> None:
    first = LIGHT.ink("#2458c7")
    first.setAlphaF(0.1)
    assert LIGHT.ink("#2458c7").alphaF() == 1
