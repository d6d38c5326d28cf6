"""The tabs of the annotation panel: a name and a count each, which stay readable in a narrow panel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from reader_app.gui.card_paint import fonts
from reader_app.gui.plain import number, plain, tip

_EDGES = 9  # pixels that the style sheet leaves beside the words of a tab, and one to be sure


class KindTabs(QTabBar):
    """Names with counts. Where they do not fit side by side the letters become smaller, then the counts go below the
    names; only then are they elided, with the whole in the tooltip."""

    def __init__(self, count: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("panelTabs")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._names = [("", "")] * count
        self._base = QFont(self.font())
        for _tab in range(count):
            self.addTab("")

    def name_tab(self, tab: int, name: str, count: int | None) -> None:
        """Call `tab` by `name`, with how many there are; None leaves the number out."""
        words = (name, number(count) if count is not None else "")
        if words != self._names[tab]:
            self._names[tab] = words
            self.setTabToolTip(tab, tip(" ".join(filter(None, words))))
            self._fit()

    def _fit(self) -> None:
        """Choose how the tabs are written, by the room that there is."""
        small = fonts(self._base)[2]
        whole, stacked = (self._written(between) for between in (" ", "\n"))
        font, words, elide = small, whole, Qt.TextElideMode.ElideMiddle  # the count stays
        for one_font, written in ((self._base, whole), (small, whole), (small, stacked)):
            if self._width(one_font, written) <= self.width():
                font, words, elide = one_font, written, Qt.TextElideMode.ElideNone
                break
        if font != self.font():
            self.setFont(font)
        if elide != self.elideMode():
            self.setElideMode(elide)
        for tab, text in enumerate(words):
            if text != self.tabText(tab):
                self.setTabText(tab, text)

    def _written(self, between: str) -> list[str]:
        return [plain(between.join(filter(None, words))) for words in self._names]

    @staticmethod
    def _width(font: QFont, written: list[str]) -> int:
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)  # so is the one in front
        metrics = QFontMetrics(bold)
        return sum(metrics.size(0, words.replace("&&", "&")).width() + _EDGES for words in written)

    def sizeHint(self) -> QSize:
        return QSize(0, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()
