"""The areas of the window that `F6` goes round."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def go_on(areas: Sequence[QWidget], homes: Sequence[QWidget], step: int) -> None:
    """Give the focus to the next (`step` 1) or previous (-1) of `areas` that is in sight. `homes` hold areas with other
    widgets around them: from any of those it goes on as from the area."""
    seen = [area for area in areas if area.isVisible()]
    if seen:
        seen[(_here(seen, homes) + step) % len(seen)].setFocus(Qt.FocusReason.ShortcutFocusReason)


def _here(areas: Sequence[QWidget], homes: Sequence[QWidget]) -> int:
    focus = QApplication.focusWidget()
    if focus is None:
        return -1
    here = next((i for i, area in enumerate(areas) if area in (focus, focus.parent())), -1)
    if here >= 0:
        return here
    home = next((home for home in homes if home.isAncestorOf(focus)), None)
    return next((i for i, area in enumerate(areas) if home is not None and home.isAncestorOf(area)), -1)
