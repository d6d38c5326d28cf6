"""Everything on every screen has a name and a role for a screen reader, the focus can be seen wherever it is, and
nothing moves by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QSlider,
    QTabBar,
    QTextEdit,
    QWidget,
)

import reader_app.gui
from reader_app.words import use
from tests.gui.screens import SCREENS, opened, parts, prepare, settle
from tests.gui.typist import Typist

Open = Callable[..., Typist]
_SPOKEN = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QProgressBar, QSlider,
    QTabBar, QTextEdit,
)  # fmt: skip
_NO_ROLE = (QAccessible.Role.NoRole, QAccessible.Role.Client)


def _spoken(widget: QWidget) -> bool:
    """Return whether somebody can do something with `widget`; parts that Qt makes for itself belong to another."""
    if widget.objectName().startswith("qt_") or isinstance(widget.parent(), (QComboBox, QAbstractSpinBox)):
        return False
    return isinstance(widget, _SPOKEN) or (
        widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None and not widget.isWindow()
    )


@pytest.mark.parametrize("screen", SCREENS)
def test_every_widget_has_a_name_and_a_role(typist: Typist, screen: str) -> None:
    prepare(typist)
    typist.window.resize(1400, 900)
    with opened(typist, screen) as roots:
        looked_at = [w for w in parts(roots) if _spoken(w)]
        assert len(looked_at) > 15
        nameless, roleless = [], []
        for widget in looked_at:
            spoken = QAccessible.queryAccessibleInterface(widget)
            name = spoken.text(QAccessible.Text.Name)
            if not re.search(r"\w", name):
                nameless.append(_called(widget))
            if spoken.role() in _NO_ROLE:
                roleless.append(_called(widget))
        assert nameless == []
        assert roleless == []


def _called(widget: QWidget) -> str:
    path, one = [], widget
    while one is not None:
        path.append(f"{type(one).__name__}#{one.objectName()}")
        one = one.parentWidget()
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return " < ".join(path[:5]) + f" {text!r}"


@pytest.mark.parametrize("screen", SCREENS)
def test_the_focus_can_be_seen_wherever_it_is(typist: Typist, screen: str) -> None:
    prepare(typist)
    typist.window.resize(1400, 900)
    with opened(typist, screen) as roots:
        unseen = []
        stops = [w for w in parts(roots) if w.focusPolicy() != Qt.FocusPolicy.NoFocus and _spoken(w) and w.isEnabled()]
        for widget in (w for w in stops if w.focusProxy() is None):
            others = [w for w in stops if w.window() is widget.window() and w is not widget]
            if not others or widget.visibleRegion().isEmpty():
                continue
            widget.window().activateWindow()
            others[-1].setFocus(Qt.FocusReason.TabFocusReason)
            settle()
            before = widget.window().grab(_around(widget)).toImage()
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            settle()
            seen = widget.window().grab(_around(widget)).toImage() != before
            if widget.hasFocus() and widget.isVisible() and not seen:
                unseen.append(_called(widget))
        assert unseen == []


def _around(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), widget.rect().topLeft()), widget.size()).adjusted(-3, -3, 3, 3)


# nothing moves by itself


def test_nothing_of_ours_is_animated() -> None:
    moving = re.compile(
        r"QPropertyAnimation|QVariantAnimation|QTimeLine|QMovie|QGraphicsOpacityEffect|setRange\(0, 0\)|setAnimated\("
    )
    sources = sorted(Path(reader_app.gui.__file__).parent.rglob("*.py"))
    assert len(sources) > 50
    assert [path.name for path in sources if moving.search(path.read_text("utf-8"))] == []


def test_menus_boxes_and_hints_come_without_effects(typist: Typist) -> None:
    assert typist.window.isVisible()
    for effect in Qt.UIEffect:
        assert not QApplication.isEffectEnabled(effect), effect


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_areas_are_named_in_both_languages(project: Path, open_window: Open, language: str) -> None:
    use(language)
    t = open_window(project)
    names = {
        name: QAccessible.queryAccessibleInterface(found).text(QAccessible.Text.Name)
        for name in ("articleList", "articleFilter", "reader", "annotationPanel", "deskTabs", "marginMap")
        if (found := t.window.findChild(QWidget, name)) is not None
    }
    assert len(names) == 6
    assert all(names.values())
    assert len(set(names.values())) == 6
