"""How the desk is divided: list, text and panel side by side, as wide as somebody has drawn them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

_TEXT_WIDTH, _ROOM_FOR_PANEL, _ROOM_FOR_LIST = 300, 620, 770


class Division(QSplitter):
    """Takes in its three areas with `divide`. Where there is no room for all, the list folds away first, then the
    panel: the text comes first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._areas: tuple[QWidget, ...] = ()
        self._kept: tuple[int, ...] = (264, 800, 360)
        self.splitterMoved.connect(self.keep)

    def divide(self, articles: QWidget, text: QWidget, panel: QWidget) -> None:
        """Put the areas side by side. They are children of this already, so that they are dressed once only."""
        self._areas = articles, text, panel
        for area in self._areas:
            self.addWidget(area)
        self.setCollapsible(1, False)  # noqa: FBT003  Qt's own order
        for place, stretch in enumerate((1, 4, 2)):
            self.setStretchFactor(place, stretch)
        self.setSizes(self._kept)
        self.setHandleWidth(1)
        text.setMinimumWidth(_TEXT_WIDTH)
        self.setMinimumWidth(_TEXT_WIDTH)  # less than its parts want: they fold away

    def fold(self, width: int, *, guided: bool) -> None:
        """Show the areas that there is room for in `width` pixels. Guidelines, where `guided`, stand in the place of
        the list."""
        articles, _text, panel = self._areas
        articles.setVisible(width >= _ROOM_FOR_LIST and not guided)
        panel.setVisible(width >= (_ROOM_FOR_LIST if guided else _ROOM_FOR_PANEL))

    def keep(self) -> None:
        """Remember how wide the areas are, where none is folded away."""
        wide = dict(zip(map(self.widget, range(self.count())), self.sizes(), strict=True))
        if all(now := tuple(wide[area] for area in self._areas)):
            self._kept = now

    def written(self) -> str:
        """Return how wide the areas are, to be kept; while one is folded away, how wide all were before."""
        self.keep()
        return " ".join(map(str, self._kept))

    def read(self, kept: str) -> None:
        """Divide as `written` said; what is wrong in it is as if never kept."""
        sizes = [int(size) for size in kept.split() if size.isdecimal() and len(size) < 6]
        if len(sizes) == len(self._kept) and all(sizes):
            self._kept = tuple(sizes)
            self.setSizes(sizes)
