"""Words in a card: one elided line to read, a few lines to write."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QSizePolicy, QWidget

from reader_app.gui.plain import tip

_TEXT_LINES = 5


class ElidedLabel(QLabel):
    """One line of plain text, elided where the room ends; the tooltip holds all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink: QColor | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_ink(self, ink: QColor) -> None:
        """Draw the words in `ink`, whatever the style sheet says of labels."""
        self._ink = ink
        self.update()

    def set_words(self, words: str) -> None:
        if words != self.text():
            self.setText(words)
            self.setToolTip(tip(words))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        metrics = self.fontMetrics()
        if self._ink is None and metrics.horizontalAdvance(self.text()) <= room.width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self._ink if self._ink is not None else self.palette().color(self.foregroundRole()))
        elided = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(self.alignment()) | Qt.TextFlag.TextSingleLine, elided)


class TextField(QPlainTextEdit):
    """A few words of one's own, as high as they need. They are handed over by Enter and when the focus leaves."""

    written = Signal(str)
    left = Signal()

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setProperty("role", "field")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def set_value(self, value: str, *, same_record: bool = True) -> None:
        """Show `value`; what is just being written in the same record's field is left alone."""
        writing = same_record and self.hasFocus() and self.document().isModified()
        # compared with what was set: reading back turns a no-break space into a plain one
        if value != self._value and not writing:
            self.setPlainText(value)
        self._value = value

    def flush(self) -> None:
        """Hand over what was written and not yet taken."""
        if not self.document().isModified():
            return
        text = self.toPlainText().strip()
        self.document().setModified(False)
        if text != self._value:
            self._value = text
            self.written.emit(text)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(source.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.flush()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # its own context menu takes the focus for a moment
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        # QPlainTextEdit's document counts its height in lines
        lines = min(_TEXT_LINES, max(1, round(self.document().size().height())))
        edges = self.height() - self.viewport().height() if self.isVisible() else 2 * self.frameWidth() + 6
        height = QFontMetrics(self.font()).lineSpacing() * lines + 4 + edges
        if height != self.minimumHeight():
            self.setFixedHeight(height)
