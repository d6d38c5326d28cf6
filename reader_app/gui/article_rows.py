"""How an article is painted in the list."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from reader_app.gui.article_model import ArticleModel, counts_of, hit_of, size_of, stage_title, title_of
from reader_app.gui.card_paint import GAP, PAD, draw_focus, draw_frame, draw_lines, fonts, text_height
from reader_app.gui.theme import LIGHT, Theme
from reader_app.storage import ArticleRow

# the stages that a row need not name: its counts say as much
_QUIET = frozenset({"todo", "draft"})


def article_row_height(base: QFont) -> int:
    """Return the height in pixels of a row, the gap below it included."""
    return text_height(base, 2, 0, 2) + 2 * PAD - 4 + GAP


class ArticlePainter:
    """Two lines of title, the key and length, and the counts; the open article on a ground of its own."""

    theme: Theme = LIGHT
    current: int = 0  # seq of the open article
    order: str = ""  # that of the list: a date is shown where the list is in the order of dates

    def __init__(self, articles: ArticleModel) -> None:
        self._articles = articles

    def paint(self, painter: QPainter, rect: QRect, font: QFont, row: int, *, hover: bool, focus: bool) -> None:
        frame = rect.adjusted(0, 0, 0, -GAP)
        article = self._articles.row(row)
        current = article is not None and article.seq == self.current
        draw_frame(painter, frame, self.theme, hover=hover, open_row=current)
        if focus:
            draw_focus(painter, frame, self.theme)
        if article is None:
            self._draw_waiting(painter, frame, font)
        else:
            self._draw(painter, frame, article, font, current=current)

    def _draw(self, painter: QPainter, rect: QRect, row: ArticleRow, base: QFont, *, current: bool) -> None:
        bold, _body, small = fonts(base)
        inside = rect.adjusted(PAD, PAD - 2, -PAD, -PAD + 2)
        metrics = QFontMetrics(small)
        if hit := hit_of(row):
            # the words that were found, in the place of the second line of the title and of the size
            self._draw_words(painter, inside, title_of(row), bold, QColor(self.theme.text), 1)
            below = inside.adjusted(0, QFontMetrics(bold).height() + 3, 0, 0)
            self._draw_words(painter, below, hit, small, QColor(self.theme.text if current else self.theme.muted), 2)
            self._draw_counts(painter, inside, row, base, small)
            return
        self._draw_words(painter, inside, title_of(row), bold, QColor(self.theme.text), 2)
        muted, accent = QColor(self.theme.muted), QColor(self.theme.accent)
        baseline = inside.top() + text_height(base, 2, 0, 2) - metrics.height() + metrics.ascent()
        painter.setFont(small)
        room = inside.width()
        if row.stage not in _QUIET:
            words = stage_title(row.stage)
            room -= metrics.horizontalAdvance(words) + 8
            painter.setPen(QColor(self.theme.danger) if row.stage == "returned" else accent)
            painter.drawText(QPointF(inside.left() + room + 8, baseline - metrics.height()), words)
        painter.setPen(QColor(self.theme.text) if current else muted)
        size = metrics.elidedText(size_of(row, self.order), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(inside.left(), baseline - metrics.height()), size)
        self._draw_counts(painter, inside, row, base, small)

    def _draw_counts(self, painter: QPainter, inside: QRect, row: ArticleRow, base: QFont, small: QFont) -> None:
        metrics = QFontMetrics(small)
        baseline = inside.top() + text_height(base, 2, 0, 2) - metrics.height() + metrics.ascent()
        tagged = row.entities or row.quotes or row.claims
        painter.setFont(small)
        painter.setPen(QColor(self.theme.accent if tagged else self.theme.muted))
        counts = metrics.elidedText(counts_of(row), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(QPointF(inside.left(), baseline), counts)

    def _draw_words(self, painter: QPainter, rect: QRect, words: str, font: QFont, color: QColor, lines: int) -> None:
        if self._articles.query:
            from reader_app.gui.marked_words import draw_found  # the way to the first window does without it

            draw_found(painter, rect, words, font, color, lines, self._articles.query, self.theme)
        else:
            draw_lines(painter, rect, words, font, color, lines)

    def _draw_waiting(self, painter: QPainter, rect: QRect, base: QFont) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.line))
        height = QFontMetrics(base).xHeight()
        for line, part in enumerate((0.8, 0.6, 0.4)):
            top = rect.top() + PAD + line * (height + 10)
            painter.drawRoundedRect(rect.left() + PAD, top, int((rect.width() - 2 * PAD) * part), height, 3, 3)
