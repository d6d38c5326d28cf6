"""The tabs of the panel are read at every width."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader_app.gui.kind_tabs import KindTabs
from reader_app.gui.style import dress
from reader_app.gui.theme import LIGHT
from tests.gui.cut_words import cut

NAMES = [("Thực thể", 130), ("Trích dẫn", 24), ("Luận điểm", 7), ("Gợi ý", None)]


@pytest.fixture
def tabs(qtbot: QtBot, qapp: QApplication) -> KindTabs:
    dress(qapp, LIGHT)
    made = KindTabs(len(NAMES), None)  # type: ignore[arg-type]  # alone in a test
    qtbot.addWidget(made)
    for number, (name, count) in enumerate(NAMES):
        made.name_tab(number, name, count)
    made.resize(600, 60)
    made.show()
    return made


def _texts(tabs: KindTabs) -> list[str]:
    return [tabs.tabText(tab) for tab in range(tabs.count())]


def test_names_and_counts_stand_side_by_side_where_there_is_room(tabs: KindTabs) -> None:
    assert _texts(tabs) == ["Thực thể 130", "Trích dẫn 24", "Luận điểm 7", "Gợi ý"]


def test_a_narrow_panel_has_smaller_letters_and_then_the_counts_below(tabs: KindTabs) -> None:
    wide, names = tabs.font(), _texts(tabs)
    seen = set()
    for width in range(600, 236, -4):
        tabs.resize(width, 60)
        assert cut(tabs) == "", width
        seen.add((tabs.font().pointSizeF() < wide.pointSizeF(), "\n" in tabs.tabText(0)))
        assert [text.replace("\n", " ") for text in _texts(tabs)] == names
    assert seen == {(False, False), (True, False), (True, True)}
    tabs.resize(600, 60)
    assert tabs.font() == wide
    assert "\n" not in tabs.tabText(0)


def test_what_is_elided_is_whole_in_the_hint(tabs: KindTabs) -> None:
    tabs.resize(90, 60)
    assert [tabs.tabToolTip(tab) for tab in range(4)] == ["Thực thể 130", "Trích dẫn 24", "Luận điểm 7", "Gợi ý"]


def test_a_name_with_an_ampersand_has_no_shortcut(tabs: KindTabs) -> None:
    tabs.name_tab(0, "A & B", 1)
    assert tabs.tabText(0) == "A && B 1"
    assert tabs.tabToolTip(0) == "A & B 1"
