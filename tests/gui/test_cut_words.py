"""No words are cut on any screen, neither those of widgets nor painted ones, at 100 %, 150 % and 200 %, in both
languages."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QTabBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.cut_words import badly_painted, cut

# what a screen of 1920 × 1080 has room for
SCALES = [("1", 1500, 900), ("1.5", 1280, 720), ("2", 960, 540)]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("scale", "width", "height"), SCALES)
def test_no_words_are_cut(language: str, scale: str, width: int, height: int) -> None:
    # the scale is that of a process
    found = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("cut_words.py")), language, str(width), str(height)],
        env={**os.environ, "QT_SCALE_FACTOR": scale}, capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    ratio, *cut_words = found.stdout.splitlines()
    assert float(ratio) == float(scale)
    assert cut_words == []


def test_what_is_cut_is_found(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(300, 200)
    label, button, tabs = QLabel("Người nói được gọi", around), QToolButton(around), QTabBar(around)
    button.setText("Nối với")
    tabs.addTab("Trích dẫn")
    around.show()
    for widget in (label, button):
        widget.setGeometry(0, 0, 200, 40)
        assert cut(widget) == ""
        widget.setGeometry(0, 0, 20, 40)
        assert "wide" in cut(widget)
        widget.setGeometry(0, 0, 200, 6)
        assert "high" in cut(widget)
        widget.setGeometry(250, 0, 200, 40)
        assert "sticks out" in cut(widget)
    label.setWordWrap(True)
    label.setGeometry(0, 0, 60, 20)
    assert "high" in cut(label)
    tabs.setGeometry(0, 100, 200, 30)
    assert cut(tabs) == ""
    tabs.setGeometry(0, 100, 30, 30)
    assert "Trích dẫn" in cut(tabs)


def test_what_is_painted_outside_of_its_room_or_elided_is_found(qtbot: QtBot) -> None:
    class Painting(QWidget):
        def paintEvent(self, _event: QPaintEvent) -> None:
            painter = QPainter(self)
            painter.drawText(QPointF(4, 30), "Trích dẫn")
            painter.drawText(QPointF(4, 4), "cao")
            painter.drawText(QPointF(self.width() - 8, 30), "rộng")
            painter.drawText(
                QPointF(4, 60), self.fontMetrics().elidedText("Người nói", Qt.TextElideMode.ElideRight, 30)
            )

    around = Painting()
    qtbot.addWidget(around)
    around.resize(200, 80)
    around.show()
    found = {one["words"]: one["wrong"] for one in badly_painted([around], [around])}
    assert set(found) == {"cao", "rộng", "Người nói"}
    assert "down" in found["cao"]
    assert "Painting from 0 to 200" in found["rộng"]
    assert "no hint" in found["Người nói"]
    around.setToolTip("Người nói")
    assert {one["words"] for one in badly_painted([around], [around])} == {"cao", "rộng"}
