"""A viewport of our own is no other than Qt's."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QTableView, QTextEdit
from pytestqt.qtbot import QtBot

from reader_app.gui.viewport import own_viewport

_OWN = Qt.WidgetAttribute.WA_SetCursor  # a text edit sets the cursor of its viewport, and so does the reader


@pytest.mark.parametrize("kind", [QTextEdit, QTableView])
def test_it_is_as_the_one_that_qt_makes(qtbot: QtBot, kind: type[QAbstractScrollArea]) -> None:
    plain, ours = kind(), kind()
    for area in (plain, ours):
        qtbot.addWidget(area)
    own_viewport(ours)
    one, other = plain.viewport(), ours.viewport()
    for name in (
        "objectName",
        "backgroundRole",
        "autoFillBackground",
        "acceptDrops",
        "hasMouseTracking",
        "focusPolicy",
    ):
        assert getattr(other, name)() == getattr(one, name)(), name
    attributes = [
        attribute for attribute in Qt.WidgetAttribute if attribute not in (_OWN, Qt.WidgetAttribute.WA_AttributeCount)
    ]
    assert [a for a in attributes if one.testAttribute(a) != other.testAttribute(a)] == []
    assert other.focusProxy() is ours
