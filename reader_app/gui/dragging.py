"""The ends of the chosen record, to be dragged with the mouse: to a word, with Alt or Ctrl to a character.

Each end is a small widget on top of the text, with a pointer of its own. Nothing changes before the button is let go;
Esc leaves all as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from reader_app.core.model import Span
from reader_app.gui.reader import Reader
from reader_app.gui.theme import LIGHT, Theme
from reader_app.words import _

_REACH = 4
"""Pixels on both sides of an end where the mouse takes hold of it."""
_KNOB = 3.0
_TREMBLE = 3
_SCROLL = 40
"""Milliseconds between the lines that go by while the mouse is held above or below the text."""
_BY_CHARACTER = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier


class End(NamedTuple):
    """One end ("start" or "end") of a span of a record."""

    record: str
    span: Span
    edge: str

    @property
    def position(self) -> int:
        return self.span.start if self.edge == "start" else self.span.end


class _Handle(QWidget):
    """One end on the screen."""

    def __init__(self, parent: QWidget, ends: Ends) -> None:
        super().__init__(parent)
        self.end: End | None = None
        self._ends = ends
        self._over = False
        self.setAccessibleName(_("End of the annotation"))
        self.setToolTip(_("Drag to another word; with Alt to any character"))
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        held = self._over or self._ends.held is self
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = QColor(self._ends.theme.accent)
        middle = self.width() / 2
        is_start = self.end is not None and self.end.edge == "start"
        knob = QPointF(middle, _KNOB + 1 if is_start else self.height() - _KNOB - 1)
        if held:
            painter.setPen(QPen(color, 2.0))
            painter.drawLine(QPointF(middle, 1), QPointF(middle, self.height() - 1))
        painter.setPen(QPen(QColor(self._ends.theme.reader), 1.0))
        painter.setBrush(color)
        radius = _KNOB + (1 if held else 0)
        painter.drawEllipse(knob, radius, radius)

    def _hover(self, *, over: bool) -> None:
        self._over = over
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._hover(over=True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(over=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._ends.take(self, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._ends.click_through(event, QEvent.Type.MouseButtonDblClick)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._ends.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._ends.let_go(event)


class Ends(QObject):
    """The handles on `reader`. `put` tells where an end goes that is dropped somewhere (span, edge, position, by
    character); `dragged` says that somebody has dragged one."""

    dragged = Signal(str, Span, Span)  # record, the span as it was, as it is to be

    def __init__(self, reader: Reader, put: Callable[[Span, str, int, bool], Span]) -> None:
        super().__init__(reader)
        self.theme: Theme = LIGHT
        self.held: _Handle | None = None
        self._reader = reader
        self._put = put
        self._handles: list[_Handle] = []
        self._shown: tuple[End, ...] = ()
        self._new: Span | None = None
        self._pressed: QPoint | None = None  # until the mouse has moved
        self._spot = QPoint()
        self._before: tuple[int, int | None] = (0, None)  # caret and anchor, for Esc
        self._placing = QTimer(self, singleShot=True, interval=0)
        self._placing.timeout.connect(self._place)
        self._scrolling = QTimer(self, interval=_SCROLL)
        self._scrolling.timeout.connect(self._scroll_on)
        reader.viewport().installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for handle in self._handles:
            handle.update()

    def set_spans(self, record: str, spans: Sequence[Span]) -> None:
        """Show the ends of these spans of `record`; none takes the handles away."""
        shown = tuple(End(record, span, edge) for span in spans for edge in ("start", "end"))
        if shown == self._shown:
            return
        if self.held is not None:
            self.cancel()
        self._shown = shown
        while len(self._handles) < len(shown):
            handle = _Handle(self._reader.viewport(), self)
            handle.hide()
            self._handles.append(handle)
        for n, handle in enumerate(self._handles):
            handle.end = shown[n] if n < len(shown) else None
        self._place()

    def handle_at(self, position: int, edge: str) -> QWidget | None:
        """Return the handle of the end at `position`, where it is in sight."""
        found = (h for h in self._handles if h.end and (h.end.position, h.end.edge) == (position, edge))
        return next((handle for handle in found if not handle.isHidden()), None)

    # where they are

    def _place(self) -> None:
        """Put the handles where their ends are drawn. What is out of sight is not asked for its place: all above it
        would be laid out."""
        if not self._shown:
            for handle in self._handles:
                handle.hide()
            return
        view = self._reader.viewport().rect()
        first, last = map(self._reader.position_at, (view.topLeft(), view.bottomRight()))
        for handle in self._handles:
            end = handle.end
            if end is None or not first <= end.position <= last:
                handle.hide()
                continue
            letter = (
                Span(end.position, end.position + 1) if end.edge == "start" else Span(end.position - 1, end.position)
            )
            rect = self._reader.span_rect(letter)
            x = rect.left() if end.edge == "start" else rect.right()
            handle.setGeometry(QRect(x - _REACH, rect.top(), 2 * _REACH + 1, rect.height()))
            handle.show()
            handle.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._reader:
            return self._key(event)
        # whatever moved the lines (another width, another letter size), they are painted anew
        if event.type() == QEvent.Type.Paint and self._shown:
            self._placing.start()
        return False

    # dragging

    def take(self, handle: _Handle, event: QMouseEvent) -> None:
        """Begin to drag `handle`."""
        if handle.end is None:
            return
        self.held, self._new = handle, handle.end.span
        self._pressed = event.globalPosition().toPoint()
        caret, selected = self._reader.caret(), self._reader.selected_span()
        anchor = None if selected is None else selected.start if caret == selected.end else selected.end
        self._before = (caret, anchor)
        self._reader.installEventFilter(self)

    def move(self, event: QMouseEvent) -> None:
        if self.held is None:
            return
        at = event.globalPosition().toPoint()
        if self._pressed is not None and (at - self._pressed).manhattanLength() <= _TREMBLE:
            return
        self._pressed = None
        self._spot = self._reader.viewport().mapFromGlobal(at)
        self._follow(by_character=bool(event.modifiers() & _BY_CHARACTER))
        outside = not 0 <= self._spot.y() < self._reader.viewport().height()
        if outside != self._scrolling.isActive():
            self._scrolling.start() if outside else self._scrolling.stop()

    def _follow(self, *, by_character: bool) -> None:
        """Show, as a selection, what the span would be now."""
        end = self.held.end if self.held is not None else None
        if end is None:
            return
        new = self._put(end.span, end.edge, self._reader.position_at(self._spot), by_character)
        if new != self._new:
            self._new = new
            caret, anchor = (new.end, new.start) if end.edge == "end" else (new.start, new.end)
            self._reader.set_caret(caret, anchor=anchor)

    def _scroll_on(self) -> None:
        bar = self._reader.verticalScrollBar()
        bar.setValue(bar.value() + (-1 if self._spot.y() < 0 else 1) * self._reader.fontMetrics().height())
        self._follow(by_character=False)

    def let_go(self, event: QMouseEvent) -> None:
        """End the drag: the span is what it was dragged to. Without a drag it is a click on the text below."""
        handle, new, clicked = self.held, self._new, self._pressed is not None
        self._stop()
        if handle is None or handle.end is None or new is None:
            return
        if clicked:
            self.click_through(event, QEvent.Type.MouseButtonPress)
        elif new == handle.end.span:
            self._restore()
        else:
            self._reader.set_caret(new.end if handle.end.edge == "end" else new.start)
            self.dragged.emit(handle.end.record, handle.end.span, new)

    def cancel(self) -> None:
        """End the drag; nothing has happened."""
        if self.held is not None:
            self._stop()
            self._restore()

    def _stop(self) -> None:
        held, self.held, self._new, self._pressed = self.held, None, None, None
        self._scrolling.stop()
        self._reader.removeEventFilter(self)
        if held is not None:
            held.update()

    def _restore(self) -> None:
        caret, anchor = self._before
        self._reader.set_caret(caret, anchor=anchor)

    def click_through(self, event: QMouseEvent, press: QEvent.Type) -> None:
        """Pass a click (its `press` a single or a double one) on to the text below."""
        viewport, button = self._reader.viewport(), event.button()
        at = QPointF(viewport.mapFromGlobal(event.globalPosition().toPoint()))
        for kind, buttons in ((press, button), (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton)):
            sent = QMouseEvent(kind, at, event.globalPosition(), button, buttons, event.modifiers())
            QApplication.sendEvent(viewport, sent)

    def _key(self, event: QEvent) -> bool:
        """While the button is held keys are the drag's: Esc gives up, Alt and Ctrl go by characters."""
        if not isinstance(event, QKeyEvent) or self.held is None:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and event.type() == QEvent.Type.KeyPress:
            self.cancel()
        elif event.key() in (Qt.Key.Key_Alt, Qt.Key.Key_Control) and self._pressed is None:
            self._follow(by_character=event.type() == QEvent.Type.KeyPress)
        return True
