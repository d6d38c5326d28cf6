"""Opens every screen in one language and says which words are cut, one JSON line each.

python tests/gui/cut_words.py LANGUAGE WIDTH HEIGHT      the scale is that of QT_SCALE_FACTOR
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["READER_APP_SUGGESTIONS"] = "off"
ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from PySide6.QtGui import QFont, QFontMetricsF  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import (  # noqa: E402
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QTabBar,
    QToolButton,
    QWidget,
)

_ROUNDED = 1.0  # pixels that a width may miss by rounding at a scale


def cut(widget: QWidget) -> str:
    """Return what is wrong with the words of `widget`, "" where all of them can be read."""
    if isinstance(widget, QTabBar):
        return _cut_tabs(widget)
    if not isinstance(widget, (QLabel, QAbstractButton, QComboBox)):
        return ""
    words = widget.currentText() if isinstance(widget, QComboBox) else widget.text()
    if not words.strip():
        return ""
    if place := _outside(widget):
        return place
    metrics = QFontMetricsF(widget.font())
    if widget.height() + _ROUNDED < metrics.height():
        return f"is {widget.height()} high and not {metrics.height():.0f}"
    if isinstance(widget, QLabel) and widget.wordWrap():
        wanted = widget.heightForWidth(widget.width())
        return f"is {widget.height()} high and not {wanted}" if widget.height() + _ROUNDED < wanted else ""
    if isinstance(widget, QToolButton) and not widget.icon().isNull():
        return ""
    wanted = _width_of(widget, words)
    if widget.contentsRect().width() + _ROUNDED < wanted and not widget.toolTip():
        return f"is {widget.contentsRect().width()} wide and not {wanted:.0f}, and no hint says the rest"
    # our flat buttons elide their words, and others cut them at both ends
    if (
        isinstance(widget, QAbstractButton)
        and not isinstance(widget, QToolButton)
        and widget.width() + _ROUNDED < wanted
    ):
        return f"is {widget.width()} wide and not {wanted:.0f}"
    return ""


def _width_of(widget: QWidget, words: str) -> float:
    font = QFont(widget.font())
    if isinstance(widget, QAbstractButton) and widget.isCheckable() and widget.isChecked():
        font.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetricsF(font)
    return max(metrics.horizontalAdvance(line) for line in words.replace("&&", "&").splitlines())


def _cut_tabs(bar: QTabBar) -> str:
    metrics = QFontMetricsF(bar.font())
    for tab in range(bar.count()):
        room, words = bar.tabRect(tab), bar.tabText(tab).replace("&&", "&")
        if room.right() > bar.width() + _ROUNDED:
            return f"{words}: ends at {room.right()} of {bar.width()}"
        if room.width() + _ROUNDED < metrics.horizontalAdvance(words) and not bar.tabToolTip(tab):
            return f"{words}: is {room.width()} wide, and no hint says the rest"
    return ""


def _outside(widget: QWidget) -> str:
    """Return where `widget` sticks out of what it lies in; inside of something that scrolls it may."""
    around = widget.parentWidget()
    while around is not None and not widget.isWindow():
        if isinstance(around.parentWidget(), QAbstractScrollArea):
            return ""
        corner = widget.mapTo(around, widget.rect().topLeft())
        if corner.x() < -_ROUNDED or corner.x() + widget.width() > around.width() + _ROUNDED:
            return f"sticks out of {type(around).__name__}#{around.objectName()} to the side"
        if corner.y() < -_ROUNDED or corner.y() + widget.height() > around.height() + _ROUNDED:
            return f"sticks out of {type(around).__name__}#{around.objectName()} above or below"
        if around.isWindow():
            return ""
        around = around.parentWidget()
    return ""


def badly_painted(roots: list[QWidget], seen: list[QWidget]) -> Iterator[dict[str, str]]:
    """Yield what the widgets `seen` on the screens `roots` paint outside of its room, and what is elided where no hint
    says the rest."""
    from tests.gui.painted import forget_pictures, listening, squeezed, whole_words

    forget_pictures(seen)
    with listening() as heard:
        for root in roots:
            root.grab()
    assert heard.written
    hints = whole_words(seen)
    for one in heard.written:
        if one.wrong:
            yield {"widget": type(one.widget).__name__, "words": one.words, "wrong": one.wrong}
    for words in heard.elided:
        # a line made of several facts is in the hint as these facts
        if not all(fact in hints for fact in squeezed(words).split(" · ")):
            yield {"widget": "painted", "words": words, "wrong": "is elided, and no hint says the rest"}


def offences(language: str, width: int, height: int) -> Iterator[dict[str, str]]:
    """Yield what is cut on each screen, in a window of that size."""
    from reader_app import words
    from reader_app.gui.app import build, open_or_create
    from reader_app.gui.main_window import MainWindow
    from reader_app.resources import seeds
    from reader_app.transfer import ImportReport, import_files
    from tests.gui.screens import SCREENS, opened, parts, prepare, settle
    from tests.gui.typist import Typist

    words.use(language)
    with tempfile.TemporaryDirectory() as folder:
        filled = Path(folder) / "Nga – Nhật 2016–2019.sqlite"
        with open_or_create(filled) as store:
            for _ in import_files(store, seeds(), ImportReport()):
                pass
        for number, screen in enumerate(SCREENS):
            path = filled.with_name(f"Nga – Nhật {number}.sqlite")
            shutil.copy(filled, path)
            window = build(path, "Lan")
            assert isinstance(window, MainWindow)
            window.resize(width, height)
            window.show()
            t = Typist(window)
            prepare(t)
            with opened(t, screen) as roots:
                window.desk.checks.look()  # else what it finds comes in the middle of the looking
                QTest.qWait(40)  # heights that hang on widths come a little later
                settle()
                seen = parts(roots)
                assert len(seen) > 30
                yield from ({"screen": screen, **wrong} for wrong in badly_painted(roots, seen))
                for widget in seen:
                    if wrong := cut(widget):
                        text = widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ""
                        name = f"{type(widget).__name__}#{widget.objectName()}"
                        yield {"screen": screen, "widget": name, "words": text, "wrong": wrong}
            window.close()
            window.deleteLater()
            settle()


def main() -> None:
    language, width, height = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = home
        app = QApplication([])
        found = {json.dumps(one, ensure_ascii=False, sort_keys=True) for one in offences(language, width, height)}
        print(app.devicePixelRatio(), *sorted(found), sep="\n")


if __name__ == "__main__":
    main()
