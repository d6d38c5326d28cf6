"""Small boxes inside the window: never modal, gone with Esc or when the focus goes elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

_MARGIN = 8


class Popup(QFrame):
    """A box over the window `parent`. The focus goes back to where it was when the box closes itself."""

    closed = Signal()

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "popup")
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._over = parent
        self._back: QWidget | None = None
        self._near = QRect()
        self.hide()
        parent.installEventFilter(self)

    def show_at(self, near: QRect, field: QWidget) -> None:
        """Show the box below or above `near` (in the parent's coordinates; a null one means the middle), with the
        focus in `field`."""
        focus = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._back = focus
        self._near = QRect(near)
        self.place()
        if self.isHidden():
            QApplication.instance().focusChanged.connect(self._focus_changed)  # type: ignore[union-attr]  # there is one
        self.show()
        self.raise_()
        field.setFocus(Qt.FocusReason.PopupFocusReason)

    def place(self) -> None:
        """Take the size that the content needs, inside the window."""
        room = self._over.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        size = self.sizeHint().boundedTo(room.size())
        if self._near.isNull():
            spot = QPoint(room.center().x() - size.width() // 2, room.top() + room.height() // 5)
        else:
            spot = QPoint(self._near.left(), self._near.bottom() + 6)
            if spot.y() + size.height() > room.bottom() and self._near.top() - 6 - size.height() >= room.top():
                spot.setY(self._near.top() - 6 - size.height())
        spot.setX(max(room.left(), min(spot.x(), room.right() + 1 - size.width())))
        spot.setY(max(room.top(), min(spot.y(), room.bottom() + 1 - size.height())))
        self.setGeometry(QRect(spot, size))

    def dismiss(self) -> None:
        """Close the box and give the focus back."""
        self._close(give_back=True)

    def leaving(self) -> None:
        """What is to happen with what was written when the box closes, for whatever reason."""

    def _close(self, *, give_back: bool) -> None:
        if self.isHidden():
            return
        QApplication.instance().focusChanged.disconnect(self._focus_changed)  # type: ignore[union-attr]
        back, self._back = self._back, None
        self.leaving()
        if give_back and back is not None and back.isVisible():
            back.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        self.closed.emit()

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        # no widget has the focus while another window, or the input method's, is in front
        if now is not None and now is not self and not self.isAncestorOf(now) and now.window() is self.window():
            self._close(give_back=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        # no key goes on to the window: its shortcuts are not for somebody who writes here
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over and self.isVisible():
            self.place()
        return False
