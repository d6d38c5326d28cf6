"""The labels of the project: which are on, their colours and keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader_app.core.model import KINDS
from reader_app.core.scheme import Label, Scheme, read_scheme
from reader_app.gui.card_paint import fonts
from reader_app.gui.dialogs.work import push_button
from reader_app.gui.fields import flat_button
from reader_app.gui.label_colors import HUES, difference, is_color, too_faint
from reader_app.gui.theme import Theme
from reader_app.words import N_, _, title

_SWATCH = 44


class Swatch(QToolButton):
    """A label as it looks in the text: its name in its ink, on its tint, over its underline."""

    def __init__(self, words: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._words, self._theme, self._hue = words, theme, ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_hue(self, hue: str) -> None:
        self._hue = hue
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(max(_SWATCH, metrics.horizontalAdvance(self._words) + 20), metrics.height() + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(4, 3, -4, -3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.reader))
        painter.drawRoundedRect(room, 4, 4)
        painter.setBrush(self._theme.tint(self._hue, 0.16))
        painter.drawRoundedRect(room, 4, 4)
        ink = self._theme.ink(self._hue)
        painter.fillRect(QRectF(room.left(), room.bottom() - 2, room.width(), 2), ink)
        painter.setFont(fonts(self.font())[0])
        painter.setPen(QColor(self._theme.text))  # as in an article: the colour is below the words
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), self._words)


class LabelDialog(QDialog):
    """Not modal. `changed` carries what somebody wants: kind, label, and one of color, key and off."""

    changed = Signal(str, str, dict)

    def __init__(self, scheme: Scheme, theme: Theme, themes: Sequence[Theme], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("labelDialog")
        self.setWindowTitle(_("Labels and colours"))
        self._theme, self._themes = theme, tuple(themes)
        self._scheme = scheme
        self.boxes: dict[tuple[str, str], QCheckBox] = {}
        self.swatches: dict[tuple[str, str], Swatch] = {}
        self.keys: dict[tuple[str, str], QToolButton] = {}
        self.fields: dict[tuple[str, str], QLineEdit] = {}
        hint = self._line("muted")
        hint.setText(
            _("For everybody in this project. A label that is switched off stays on the records that have it.")
        )
        self.message = self._line("muted")
        self.message.setObjectName("labelMessage")
        self.message.setMinimumHeight(3 * self.fontMetrics().lineSpacing())
        area = QScrollArea(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the fields in it have the focus
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._rows(area))
        close = push_button(_("Close"), self, "primary")
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(self.message, 1)
        foot.addWidget(close, 0, Qt.AlignmentFlag.AlignBottom)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        box.addWidget(hint)
        box.addWidget(area, 1)
        box.addLayout(foot)
        self.set_scheme(scheme)
        self.resize(600, 640)

    def _line(self, role: str) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setProperty("role", role)
        return label

    def _rows(self, parent: QWidget) -> QWidget:
        sheet = QWidget(parent)
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for kind in KINDS:
            head = QLabel(title(self._scheme.kind(kind).plurals), sheet)
            head.setProperty("role", "heading")
            grid.addWidget(head, grid.rowCount(), 0, 1, 4)
            for label in self._scheme.labels_of(kind, with_off=True):
                self._add_row(grid, label, sheet)
        grid.setRowStretch(grid.rowCount(), 1)
        return sheet

    def _add_row(self, grid: QGridLayout, label: Label, sheet: QWidget) -> None:
        one, row, name = (label.kind, label.id), grid.rowCount(), _name(label)
        box = QCheckBox(name, sheet)
        box.setAccessibleName(_("{label} is on").format(label=name))
        box.clicked.connect(lambda on, at=one: self._want(at, off=not on))
        grid.addWidget(box, row, 0)
        self.boxes[one] = box
        swatch = Swatch(label.id, self._theme, sheet)
        swatch.setAccessibleName(_("Colour of {label}").format(label=name))
        menu = QMenu(swatch)
        menu.aboutToShow.connect(partial(self._fill_hues, menu, one))
        swatch.setMenu(menu)
        grid.addWidget(swatch, row, 1)
        self.swatches[one] = swatch
        field = QLineEdit(sheet)
        field.setAccessibleName(_("Colour of {label}").format(label=name))
        field.setMaxLength(7)
        field.setFixedWidth(field.fontMetrics().horizontalAdvance("#mmmmmm") + 24)
        field.editingFinished.connect(lambda at=one: self._take_color(at))
        grid.addWidget(field, row, 2)
        self.fields[one] = field
        if label.kind != "entity":
            return  # quotes and claims have one key for all their types
        key = flat_button("", _("Key of {label}").format(label=name), "ghost", sheet)
        key.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(key)
        menu.aboutToShow.connect(partial(self._fill_keys, menu, one))
        key.setMenu(menu)
        grid.addWidget(key, row, 3)
        self.keys[one] = key

    # what is shown

    def set_scheme(self, scheme: Scheme) -> None:
        """Show the labels as they are now."""
        self._scheme = scheme
        for one, box in self.boxes.items():
            label = scheme.label(*one)
            if label is None:
                continue
            box.setChecked(not label.off)
            self.swatches[one].set_hue(label.color)
            self.fields[one].setText(label.color)
            if one in self.keys:
                self.keys[one].setText(label.key or _("no key"))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for swatch in self.swatches.values():
            swatch.set_theme(theme)

    def say(self, words: str, *, refused: bool = False) -> None:
        """Tell what became of what was wanted."""
        self.message.setText(words)
        self.message.setProperty("role", "error" if refused else "muted")
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)

    # intents

    def _want(self, one: tuple[str, str], **wanted: object) -> None:
        self.say("")
        self.changed.emit(*one, wanted)

    def _take_color(self, one: tuple[str, str]) -> None:
        label, words = self._scheme.label(*one), self.fields[one].text().strip().lower()
        if label is None or words == label.color.lower():
            return
        if is_color(words):
            self.choose_color(one, words)
        else:
            self.fields[one].setText(label.color)
            self.say(_("“{words}” is no colour: # and six signs of 0–9 and a–f are needed.").format(words=words),
                     refused=True)  # fmt: skip

    def choose_color(self, one: tuple[str, str], color: str) -> None:
        """Ask for `color`, and say what is to be known about how well it can be read and told apart."""
        self._want(one, color=color)
        self.say(" ".join(_remarks(color, self._others(one), self._themes)))

    def _others(self, one: tuple[str, str]) -> list[Label]:
        return [x for x in self._scheme.labels_of("entity") if (x.kind, x.id) != one] if one[0] == "entity" else []

    def _fill_hues(self, menu: QMenu, one: tuple[str, str]) -> None:
        from PySide6.QtGui import QIcon, QPixmap

        menu.clear()
        own = read_scheme(self._scheme.source).label(*one)
        for hue, words in ((own.color, N_("As in the scheme")), *HUES) if own is not None else HUES:
            picture = QPixmap(16, 16)
            picture.fill(self._theme.ink(hue))
            action = menu.addAction(QIcon(picture), _(words))
            action.triggered.connect(lambda _checked=False, color=hue: self.choose_color(one, color))

    def _fill_keys(self, menu: QMenu, one: tuple[str, str]) -> None:
        menu.clear()
        label = self._scheme.label(*one)
        for key in [*map(str, range(1, 10)), ""]:
            has = self._scheme.label_for_key(key) if key else None
            words = f"{key}  {has.id}" if has is not None else key or _("no key")
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(label is not None and label.key == key)
            action.triggered.connect(lambda _checked=False, wanted=key: self._want(one, key=wanted))


def _name(label: Label) -> str:
    return f"{label.id}  {title(label.titles)}" if label.kind == "entity" else title(label.titles)


def _remarks(color: str, others: Iterable[Label], themes: Sequence[Theme]) -> list[str]:
    found = []
    if faint := [theme for theme in themes if too_faint(color, theme)]:
        shown = ", ".join(f"{theme.ink(color).name()} ({_look(theme)})" for theme in faint)
        found.append(_("{color} could not be read on every ground; it is shown as {shown}.").format(
            color=color, shown=shown))  # fmt: skip
    near = [x.id for x in others if any(difference(color, x.color, theme) < 1 for theme in themes)]
    if near:
        found.append(_("It can hardly be told from {labels}; the names below the words still can.").format(
            labels=", ".join(near)))  # fmt: skip
    return found or [_("It can be read in every look and told from the other labels.")]


def _look(theme: Theme) -> str:
    return {"light": _("light"), "sepia": _("sepia"), "dark": _("dark")}.get(theme.name, theme.name)
