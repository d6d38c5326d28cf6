"""The count of today's labels under the list of articles."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.gui.proposing import propose
from tests.gui.typist import Typist


def test_accepting_suggestions_is_counted_at_once(typist: Typist, qtbot: QtBot) -> None:
    t = typist
    t.window.desk.acts.offers.awake = True
    propose(t.session)

    def says(words: str) -> None:
        qtbot.waitUntil(lambda: t.window.desk.articles._done.text().endswith(words), timeout=5000)

    says("0 labels today")
    t.press("Tab", "Enter")
    says("1 label today")
    t.press("Enter")
    says("2 labels today")
    t.press("Ctrl+Z")
    says("1 label today")
