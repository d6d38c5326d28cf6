"""How cards and rows are painted: everything from Theme tokens, plain text only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption

from reader_app.gui.cards import Card, CardModel
from reader_app.gui.plain import decimal
from reader_app.gui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

PAD = 12  # inside a card
GAP = 8  # between cards
RADIUS = 8
_LINE_GAP = 3
_SCORE_BAR = 26  # how wide a score of 1 is
_PICTURES = 60  # some screens of cards, 0.1 MB each


def fonts(base: QFont) -> tuple[QFont, QFont, QFont]:
    """Return the fonts of a card's title, its body and its small lines, derived from `base`."""
    bold, small = QFont(base), QFont(base)
    bold.setWeight(QFont.Weight.DemiBold)
    size = base.pointSizeF() if base.pointSizeF() > 0 else base.pixelSize() * 0.75
    small.setPointSizeF(size * 0.92)
    return bold, base, small


def text_height(base: QFont, titles: int, bodies: int, smalls: int) -> int:
    """Return the height in pixels of so many lines of each font, with the gaps between the groups."""
    bold, body, small = (QFontMetrics(font).height() for font in fonts(base))
    groups = sum(1 for lines in (titles, bodies, smalls) if lines)
    return bold * titles + body * bodies + small * smalls + _LINE_GAP * max(0, groups - 1)


def card_head_height(kind: str, base: QFont) -> int:
    """Return the height in pixels of what is painted of a card of `kind`, with the padding above and below."""
    if kind == "suggestion":
        return text_height(base, 1, 1, 1) + 2 * PAD - 4
    return text_height(base, 1, 1 if kind == "entity" else 2, 0) + 2 * PAD - 4


def draw_frame(
    painter: QPainter, rect: QRect, theme: Theme, *, hover: bool, hue: QColor | None = None, open_row: bool = False,
    offered: bool = False,
) -> None:  # fmt: skip
    """Draw the ground and the border of a card: with a `hue` the chosen one, with `open_row` the article at hand,
    dotted that of what is `offered` and no record yet."""
    edge = hue or QColor(theme.accent if open_row else theme.muted if hover else theme.line)
    width = 2.0 if hue is not None else 1.0
    if offered and hue is None and not hover:
        edge = QColor(theme.muted)
    painter.setPen(QPen(edge, width, Qt.PenStyle.DotLine if offered else Qt.PenStyle.SolidLine))
    painter.setBrush(QColor(theme.accent_soft if open_row else theme.surface))
    inset = width / 2
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)


def draw_focus(painter: QPainter, rect: QRect, theme: Theme) -> None:
    """Draw the ring around the row that the keys move."""
    painter.setPen(QPen(QColor(theme.focus), 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def draw_open(painter: QPainter, rect: QRect, theme: Theme) -> None:
    """Draw the outline of the open quote."""
    painter.setPen(QPen(QColor(theme.quote), 1.5, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def draw_lines(painter: QPainter, rect: QRect, words: str, font: QFont, color: QColor, lines: int) -> None:
    """Draw `words` broken into at most `lines` lines inside `rect`, the last one elided."""
    if not words or rect.width() <= 0:
        return
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    metrics = QFontMetrics(font)
    painter.setPen(color)
    painter.setFont(font)
    layout.beginLayout()
    for number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(rect.width())
        top = rect.top() + number * metrics.height()
        if number == lines - 1:
            rest = _from_unit(words, line.textStart())
            elided = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(QPointF(rect.left(), top + metrics.ascent()), elided)
        else:
            line.draw(painter, QPointF(rect.left(), top))
    layout.endLayout()


def _from_unit(words: str, unit: int) -> str:
    """Return `words` from Qt's position `unit` on, which counts UTF-16."""
    if words.isascii() or max(words) <= "\uffff":
        return words[unit:]
    return words.encode("utf-16-le")[2 * unit :].decode("utf-16-le", errors="ignore")


def draw_card(painter: QPainter, rect: QRect, card: Card, theme: Theme, base: QFont) -> None:
    """Draw the words and marks of `card` at the top of `rect`, the inside of its frame."""
    bold, body, small = fonts(base)
    draw_title(painter, rect, card, theme, base)
    below = rect.adjusted(PAD, PAD - 2, -PAD, -PAD + 2).adjusted(0, QFontMetrics(bold).height() + _LINE_GAP, 0, 0)
    entity = card.kind == "entity"
    lines = 1 if entity or card.score >= 0 else 2
    draw_lines(painter, below, card.body, body, QColor(theme.muted if entity else theme.text), lines)
    if card.detail:
        last = below.adjusted(0, QFontMetrics(body).height() + _LINE_GAP, 0, 0)
        draw_lines(painter, last, card.detail, small, QColor(theme.muted), 1)


def draw_title(painter: QPainter, rect: QRect, card: Card, theme: Theme, base: QFont) -> None:
    """Draw the first line of `card`: its title, its tag, what is marked on it."""
    bold, _body, small = fonts(base)
    hue = theme.ink(card.hue)
    inside = rect.adjusted(PAD, PAD - 2, -PAD, -PAD + 2)
    title_metrics, small_metrics = QFontMetrics(bold), QFontMetrics(small)
    baseline = inside.top() + title_metrics.ascent()
    right = inside.right() + 1
    tag_room = inside.width() * 3 // 5 if card.kind != "entity" else inside.width() // 3
    tag = small_metrics.elidedText(card.tag, Qt.TextElideMode.ElideRight, tag_room)
    painter.setFont(small)
    painter.setPen(hue if card.kind == "entity" else QColor(theme.muted))
    right -= small_metrics.horizontalAdvance(tag)
    painter.drawText(QPointF(right, baseline), tag)
    if card.score >= 0:
        right = _draw_score(painter, QPointF(right - 8, baseline), card.score, hue, theme, small)
    for draw in [_draw_note] * card.noted + [_draw_unsure] * card.unsure:
        side = title_metrics.ascent() + 1
        right -= side + 6
        draw(painter, QRectF(right, baseline - side + 2, side, side), theme, small)
    painter.setFont(bold)
    painter.setPen(hue if card.named else QColor(theme.muted))
    room = max(0, right - 8 - inside.left())
    painter.drawText(
        QPointF(inside.left(), baseline), title_metrics.elidedText(card.title, Qt.TextElideMode.ElideRight, room)
    )


def _draw_score(painter: QPainter, end: QPointF, score: float, hue: QColor, theme: Theme, small: QFont) -> int:
    """Draw a score as a number with a bar in front, up to `end` on the line of the title; return where it begins."""
    words, metrics = decimal(score), QFontMetrics(small)
    painter.setFont(small)
    painter.setPen(QColor(theme.muted))
    left = end.x() - metrics.horizontalAdvance(words)
    painter.drawText(QPointF(left, end.y()), words)
    bar = QRectF(left - _SCORE_BAR - 5, end.y() - metrics.capHeight() / 2 - 2, _SCORE_BAR, 4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.line))
    painter.drawRoundedRect(bar, 2, 2)
    painter.setBrush(hue)
    painter.drawRoundedRect(bar.adjusted(0, 0, bar.width() * (min(score, 1.0) - 1.0), 0), 2, 2)
    return round(bar.left()) - 2


def _draw_unsure(painter: QPainter, rect: QRectF, theme: Theme, font: QFont) -> None:
    painter.setPen(QPen(QColor(theme.danger), 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rect.adjusted(0.6, 0.6, -0.6, -0.6))
    mark = QFont(font)
    mark.setWeight(QFont.Weight.Bold)
    painter.setFont(mark)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "?")


def _draw_note(painter: QPainter, rect: QRectF, theme: Theme, _font: QFont) -> None:
    """Draw a small sheet of paper with two lines of writing."""
    painter.setPen(QPen(QColor(theme.muted), 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    sheet = rect.adjusted(2, 0.6, -2, -0.6)
    painter.drawRoundedRect(sheet, 2, 2)
    for part in (0.36, 0.64):
        y = sheet.top() + sheet.height() * part
        painter.drawLine(QPointF(sheet.left() + 2.5, y), QPointF(sheet.right() - 2.5, y))


class CardPainter:
    """Paints the cards that are not open; where the chosen one stands its own widget lies."""

    theme: Theme = LIGHT
    opened: str = ""
    open_quote: str = ""  # takes source, cue and person now, though another record may be chosen

    def __init__(self, cards: CardModel) -> None:
        self._cards = cards
        # Qt paints all cards anew with each one that comes or goes: those that stayed as they were cost nothing so
        self._pictures: dict[object, QPixmap] = {}

    def paint(self, painter: QPainter, rect: QRect, font: QFont, row: int, *, hover: bool, focus: bool) -> None:
        card = self._cards.cards[row]
        if card.id == self.opened:
            return
        if not hover and not focus and card.id != self.open_quote:
            painter.drawPixmap(rect.topLeft(), self._picture(card, rect, font, painter.device().devicePixelRatio()))
            return
        frame = rect.adjusted(0, 0, 0, -GAP)
        draw_frame(painter, frame, self.theme, hover=hover, offered=card.score >= 0)
        if card.id == self.open_quote:
            draw_open(painter, frame, self.theme)
        if focus:
            draw_focus(painter, frame, self.theme)
        draw_card(painter, frame, card, self.theme, font)

    def _picture(self, card: Card, rect: QRect, font: QFont, ratio: float) -> QPixmap:
        """Return `card` as it looks in a row of the size of `rect`, on a screen with `ratio` pixels in one of ours."""
        from PySide6.QtGui import QPixmap  # an article without records does without

        key = (card, rect.width(), rect.height(), font.key(), self.theme.name, ratio)
        if (picture := self._pictures.get(key)) is not None:
            return picture
        picture = QPixmap(round(rect.width() * ratio), round(rect.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self.theme.window))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRect(0, 0, rect.width(), rect.height() - GAP)
        draw_frame(painter, frame, self.theme, hover=False, offered=card.score >= 0)
        draw_card(painter, frame, card, self.theme, font)
        painter.end()
        if len(self._pictures) >= _PICTURES:
            self._pictures.clear()
        self._pictures[key] = picture
        return picture
