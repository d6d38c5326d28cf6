"""Articles, records and a reader to show them in, for the tests of the reader."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader_app.core.change import Sheet
from reader_app.core.model import Annotation, Article, Part, Role, Span, article_id
from reader_app.core.scheme import read_scheme
from reader_app.core.text import Utf16Map
from reader_app.gui.reader import Reader
from reader_app.resources import resource

SCHEME = read_scheme(resource("schemes/vi-news.toml").read_text(encoding="utf-8"))
ME = "lan"


def article(text: str) -> Article:
    return Article(article_id(text), "000", "", text)


def span(text: str, words: str) -> Span:
    """Return where `words` stand in `text`, which has them once."""
    assert text.count(words) == 1, f"{words!r}: {text.count(words)} times"
    start = text.index(words)
    return Span(start, start + len(words))


def entity(name: str, text: str, words: str, label: str = "PER", author: str = ME) -> Annotation:
    return Annotation(name, article_id(text), "entity", label, (Part("mention", span(text, words)),), author)


def quote(name: str, text: str, *contents: str, **others: str) -> Annotation:
    roles: tuple[Role, ...] = ("cue", "source", "via")
    parts = [Part("content", span(text, words)) for words in contents]
    parts += [Part(role, span(text, others[role])) for role in roles if role in others]
    return Annotation(name, article_id(text), "quote", "direct", tuple(parts), ME)


def claim(name: str, text: str, words: str) -> Annotation:
    return Annotation(name, article_id(text), "claim", "fact-stat", (Part("content", span(text, words)),), ME)


def show(reader: Reader, text: str, records: Sequence[Annotation] = (), size: tuple[int, int] = (800, 600)) -> Sheet:
    """Show `text` with `records` in a window of `size`, painted."""
    sheet = Sheet.of(article(text), records)
    reader.resize(*size)
    reader.set_sheet(sheet, SCHEME, ME)
    reader.show()
    settle()
    return sheet


def undress() -> None:
    """Take off what another test has dressed the application in: its sheet would win over the colours of a reader."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if app.styleSheet():
        app.setStyleSheet("")
        app.setProperty("theme", "")


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def point_at(reader: Reader, text: str, position: int) -> QPoint:
    """Return a point at the left edge of the letter at `position` (code points), in the viewport."""
    units = Utf16Map(text)
    cursor = QTextCursor(reader.document())
    cursor.setPosition(units.to_units(position))
    rect = reader.cursorRect(cursor)
    return QPoint(rect.left() + 1, rect.center().y())


def drag(reader: Reader, start: QPoint, end: QPoint) -> None:
    view, button = reader.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(view, button, pos=start)
    move(reader, end)
    QTest.mouseRelease(view, button, pos=end)


def move(reader: Reader, to: QPoint) -> None:
    """Move the mouse with its left button held."""
    view, left = reader.viewport(), Qt.MouseButton.LeftButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(to), QPointF(view.mapToGlobal(to)), Qt.MouseButton.NoButton, left,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def picture(reader: Reader) -> QImage:
    return reader.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def colors(image: QImage, area: QRect) -> set[str]:
    """Return the colours of the pixels in `area` (in the window's pixels)."""
    ratio = image.devicePixelRatio()
    corners = (area.left() * ratio, area.top() * ratio, (area.right() + 1) * ratio, (area.bottom() + 1) * ratio)
    left, top, right, bottom = map(round, corners)
    return {
        QColor(image.pixel(x, y)).name()
        for y in range(max(top, 0), min(bottom, image.height()))
        for x in range(max(left, 0), min(right, image.width()))
    }
