"""Everything on every screen has a name and a role for a screen reader, and nothing moves by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
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
from tests.gui.screens import MENUS, SCREENS, opened, parts, prepare
from tests.gui.typist import Typist

Open = Callable[..., Typist]
pytestmark = MENUS
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
