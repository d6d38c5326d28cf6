"""Every screen, looked at by a machine: all words are translated and can be read in each theme, what is ticked shows it
without colour, and no key means two things."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSignalBlocker, Qt
from PySide6.QtGui import QAction, QColor, QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reader_app import preferences, words
from reader_app.formats import FORMATS
from reader_app.gui.key_table import keys_in_use
from reader_app.gui.theme import READABLE, THEMES, Theme, contrast
from reader_app.resources import resource, seeds
from tests.gui.painted import forget_pictures, listening
from tests.gui.proposing import ORIGIN
from tests.gui.screens import MENUS, SCREENS, opened, parts, prepare, settle
from tests.gui.test_theme import over
from tests.gui.typist import Typist

Open = Callable[..., Typist]
pytestmark = MENUS

# words


class Marked:
    """A catalogue that puts what it translates between brackets; what is filled in stays outside of them."""

    def __init__(self, spoken: object) -> None:
        self._spoken = spoken

    def gettext(self, message: str) -> str:
        return _bracketed(self._spoken.gettext(message))  # type: ignore[attr-defined]

    def ngettext(self, one: str, many: str, count: int) -> str:
        return _bracketed(self._spoken.ngettext(one, many, count))  # type: ignore[attr-defined]


def _bracketed(message: str) -> str:
    return "".join(part if part.startswith("{") else f"⟦{part}⟧" for part in re.split(r"(\{[^{}]*\})", message) if part)


def outside(shown: str) -> str:
    """Return what of `shown` did not come out of the catalogue."""
    while (less := re.sub(r"⟦[^⟦⟧]*⟧", " ", shown)) != shown:
        shown = less
    return re.sub(r"⟦.*$|^[^⟦⟧]*⟧", " ", shown, flags=re.DOTALL)  # cut off in the middle


def said_by(widget: QWidget) -> Iterator[str]:
    """Yield all words of `widget` that somebody can read or hear."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    if widget.isWindow():
        yield widget.windowTitle()
    if isinstance(widget, (QLabel, QAbstractButton)):
        yield widget.text()
    if isinstance(widget, (QLineEdit, QPlainTextEdit)):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(n) for n in range(widget.count()))
    if isinstance(widget, QTabBar):
        for tab in range(widget.count()):
            yield from (widget.tabText(tab), widget.tabToolTip(tab))
    if isinstance(widget, QMenu):
        yield from (action.text() for action in widget.actions())
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        yield from (str(model.data(model.index(row, 0)) or "") for row in range(min(model.rowCount(), 60)))
        yield getattr(widget, "hint", "")


_WORD = re.compile(r"(?<![\w…])[^\W\d_]{2,}(?![\w…])")  # not cut off
_NAMES = re.compile(  # the same in both languages
    r"Reader|App|Qt|PySide6|Python|Linux|Apache|MIT|Ctrl|Shift|Alt|Enter|Space|Tab|Esc|Del|PgDown|PgUp|F\d+|Aa|Lan|pt|"
    r"English|Tiếng|Việt|Wikidata|jsonl?|txt|sqlite|tmp|Traceback|most|recent|call|last|test|vietnamplus|www|https"
)


@pytest.mark.parametrize("screen", SCREENS)
def test_no_word_goes_past_the_catalogue_and_no_key_means_two_things(
    project: Path, open_window: Open, screen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words.use("vi")
    monkeypatch.setattr(words, "_spoken", Marked(words._spoken))
    t = open_window(project)
    prepare(t)
    with opened(t, screen) as roots:
        seen = parts(roots)
        shown = {one for widget in seen for one in said_by(widget)}
        forget_pictures(seen)
        with listening() as heard:
            for root in roots:
                root.grab()
        shown |= {one.words for one in heard.written}
        assert clashes(roots) == []
    assert sum("⟦" in one for one in shown) > 50
    assert unknown(shown, t) == {}


def unknown(shown: set[str], t: Typist) -> dict[str, list[str]]:
    """Return those of `shown` that hold words of nobody: neither of the catalogue, nor of the project, its scheme and
    the guidelines in Vietnamese."""
    scheme, sheet = t.session.scheme, t.session.sheet
    data = [str(t.window._store.path), t.window.author, *(f"{path.stem} {path.read_text('utf-8')}" for path in seeds())]
    data += [resource("guide/guidelines-vi.toml").read_text("utf-8"), ORIGIN]
    data += [dict(one.titles)["vi"] for one in FORMATS.values()]
    data += [str(sheet.article), *map(str, sheet.records.values())] if sheet is not None else []
    titled = [*scheme.kinds, *scheme.labels, *scheme.links, *scheme.attributes]
    titled += [value for attribute in scheme.attributes for value in attribute.values]
    data += [dict(one.titles)["vi"] for one in titled] + [dict(kind.plurals)["vi"] for kind in scheme.kinds]
    data += [label.id for label in scheme.labels]
    known = set(_WORD.findall(" ".join(data).lower()))
    found = {}
    for one in shown:
        left = [word for word in _WORD.findall(outside(one)) if word.lower() not in known]
        if left := [word for word in left if not _NAMES.fullmatch(word)]:
            found[one] = left
    return found


def test_a_word_past_the_catalogue_is_found(typist: Typist) -> None:
    assert outside("⟦Đã lưu ⟧10:42") == " 10:42"
    assert outside("⟦Bỏ ⟧⟦nhãn⟧ saved") == "   saved"
    assert unknown({"⟦Đã lưu⟧ saved", "⟦Xong⟧ Putin"}, typist) == {"⟦Đã lưu⟧ saved": ["saved"]}


# contrast

_SCALE = 2  # times as large as on a screen, so that letters have a middle
_measured: set[tuple[object, ...]] = set()
"""What was looked at on a screen before: most of the window is there on all of them."""


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_all_words_can_be_read_and_the_focus_be_seen(project: Path, open_window: Open, theme: Theme) -> None:
    preferences.save(theme=theme.name)
    prepare(open_window(project))
    wrong = []
    for screen in SCREENS:
        t = open_window(project)
        t.window.desk.acts.offers.awake = True
        t.window.resize(1100, 720)
        with opened(t, screen) as roots:
            found = [*faint_widgets(roots, theme), *faintly_painted(roots, theme), *unseen_focus(roots, theme)]
            wrong += [f"{screen}: {one}" for one in [*found, *clashes(roots)]]
        reopened(t)
        t.window.close()
    assert wrong == []


def faint_widgets(roots: list[QWidget], theme: Theme) -> list[str]:
    """Return the widgets on the screens `roots` whose words cannot be read on what lies behind them."""
    found, looked_at = [], 0
    for root in roots:
        picture = large(root)
        for widget in (w for w in parts([root]) if w.window() is root and w.isEnabled()):
            for place in written_places(widget):
                looked_at += 1
                about = (theme.name, type(widget), widget.property("role"), widget.objectName(), place.size())
                key = (*about, _shown(widget), widget.hasFocus(), _is_checked(widget))
                if key in _measured:
                    continue
                _measured.add(key)
                measured = legible(picture, place.translated(widget.mapTo(root, QPoint())))
                if measured < READABLE:
                    found.append(f"{type(widget).__name__}#{widget.objectName()} {_shown(widget)}: {measured:.2f}")
    assert looked_at > 10
    return found


def reopened(t: Typist) -> None:
    """Bring back what a screen has taken away, so that it can be opened again."""
    if t.session.sheet is None:
        t.window.do("restore-article")
    elif t.session.stage == "submitted":
        t.session.reopen()
    settle()


def large(root: QWidget) -> QImage:
    picture = QPixmap(root.size() * _SCALE)
    picture.setDevicePixelRatio(_SCALE)
    root.render(picture)
    return picture.toImage().convertToFormat(QImage.Format.Format_RGB32)


def _is_checked(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton) and widget.isChecked()


def _shown(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)) else ""


def written_places(widget: QWidget) -> list[QRect]:
    """Return where words stand in `widget`, in its coordinates: inside of borders and rings."""
    if widget.visibleRegion().boundingRect() != widget.rect():
        return []
    if isinstance(widget, QTabBar):
        return [widget.tabRect(tab).adjusted(4, 4, -4, -4) for tab in range(widget.count())]
    if not isinstance(widget, (QLabel, QAbstractButton, QComboBox, QLineEdit)):
        return []
    text = widget.currentText() if isinstance(widget, QComboBox) else widget.text()
    if isinstance(widget, QLineEdit):
        text = text or widget.placeholderText()
    return [widget.rect().adjusted(4, 4, -4, -4)] if re.search(r"\w", text) and widget.height() > 8 else []


def legible(picture: QImage, place: QRect) -> float:
    """Return the contrast of what is written at `place` to its ground: of the pixel that differs most from the colour
    that most of them have."""
    scaled = QRect(place.topLeft() * _SCALE, place.size() * _SCALE).intersected(picture.rect())
    if scaled.isEmpty():  # too narrow for words between its rings
        return READABLE
    colors = Counter(_pixels(picture.copy(scaled)))
    ground = QColor.fromRgb(colors.most_common(1)[0][0]).name()
    return max(contrast(QColor.fromRgb(color).name(), ground) for color, count in colors.most_common(60) if count > 2)


def _pixels(picture: QImage) -> memoryview:
    return memoryview(bytes(picture.constBits())).cast("I")


def faintly_painted(roots: list[QWidget], theme: Theme) -> list[str]:
    """Return what is painted on the screens `roots` in an ink that cannot be read on what lies behind it."""
    forget_pictures(parts(roots))
    with listening() as heard:
        pictures = {root: root.grab().toImage().convertToFormat(QImage.Format.Format_RGB32) for root in roots}
    assert heard.written
    found = []
    for one in heard.written:
        if one.opacity < 1:  # a key that does nothing now
            continue
        ground = theme.surface  # what is kept is a card
        if one.widget is not None:
            root = one.widget.window()
            shift = one.widget.mapTo(root, QPoint())
            place = one.place.toAlignedRect().translated(shift).intersected(pictures[root].rect())
            if place.isEmpty() or one.widget.visibleRegion().isEmpty() or _is_covered(one.widget, place, root):
                continue
            ground = QColor.fromRgb(Counter(_pixels(pictures[root].copy(place))).most_common(1)[0][0]).name()
            if contrast(ground, one.ink.name()) < 1.1 < contrast(theme.surface, one.ink.name()):
                continue  # bold letters are most of their own place
        if (measured := contrast(over(one.ink, ground), ground)) < READABLE:
            found.append(f"{one.words}: {measured:.2f}")
    return found


def _is_covered(widget: QWidget, place: QRect, root: QWidget) -> bool:
    """Return whether something lies over `widget` at `place` of its window, or it is scrolled out of view."""
    seen = widget.visibleRegion().translated(widget.mapTo(root, QPoint()))
    return not seen.contains(place.center()) or root.childAt(place.center()) is not widget


def test_faint_words_are_found(qtbot: QtBot) -> None:
    around = QWidget()
    around.setStyleSheet("QWidget { background: #ffffff; } QLabel { color: #61666c; }")
    box = QVBoxLayout(around)
    strong, faint = QLabel("Đã lưu lúc 10:42"), QLabel("Đã lưu lúc 10:42")
    faint.setStyleSheet("color: #9a9ea4;")
    for label in (strong, faint):
        box.addWidget(label)
    qtbot.addWidget(around)
    around.show()
    picture = large(around)
    found = [legible(picture, label.rect().translated(label.mapTo(around, QPoint()))) for label in (strong, faint)]
    assert found[0] >= READABLE > found[1]


# focus

_RING = 3.0
"""The contrast of what shows the focus to what was there without it (WCAG AA)."""
_LEAST = 12  # pixels that change so
_entered: set[tuple[object, ...]] = set()


def unseen_focus(roots: list[QWidget], theme: Theme) -> list[str]:
    """Return the widgets on the screens `roots` that look the same with the focus and without."""
    stops = [w for w in parts(roots) if w.focusPolicy() != Qt.FocusPolicy.NoFocus and w.focusProxy() is None]
    stops = [w for w in stops if w.isEnabled() and not isinstance(w, QMenu) and not w.visibleRegion().isEmpty()]
    unseen = []
    for widget in stops:
        others = [w for w in stops if w.window() is widget.window() and w is not widget]
        about = (theme.name, type(widget), widget.property("role"), widget.objectName(), _is_checked(widget))
        if not others or about in _entered:
            continue
        widget.window().activateWindow()
        others[-1].setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        if not (before := _surroundings(widget)):
            continue
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        if not (widget.hasFocus() and widget.isVisible()):
            continue
        _entered.add(about)
        changed = Counter(pair for pair in zip(before, _surroundings(widget), strict=True) if pair[0] != pair[1])
        strong = sum(n for (old, new), n in changed.items() if _apart(old, new) >= _RING)
        if strong < _LEAST:
            unseen.append(f"{type(widget).__name__}#{widget.objectName()} {_shown(widget)}: {strong} pixels of focus")
    return unseen


def _surroundings(widget: QWidget) -> memoryview | list[int]:
    place = QRect(widget.mapTo(widget.window(), QPoint()), widget.size()).adjusted(-3, -3, 3, 3)
    picture = widget.window().grab(place.intersected(widget.window().rect()))
    return _pixels(picture.toImage().convertToFormat(QImage.Format.Format_RGB32)) if not picture.isNull() else []


@lru_cache(maxsize=100_000)
def _apart(one: int, other: int) -> float:
    return contrast(QColor.fromRgb(one).name(), QColor.fromRgb(other).name())


def test_a_focus_that_cannot_be_seen_is_found(qtbot: QtBot) -> None:
    around = QWidget()
    box = QVBoxLayout(around)
    plain, ringed, last = (QPushButton(words, around) for words in ("Hủy", "Giữ", "Đóng"))
    for number, button in enumerate((plain, ringed, last)):
        button.setObjectName(f"button{number}")
        button.setStyleSheet("border: 2px solid white; background: white; color: black; outline: none;")
        box.addWidget(button)
    ringed.setStyleSheet(
        "QPushButton { border: 2px solid white; background: white; } :focus { border-color: #1d6b54; }"
    )
    qtbot.addWidget(around)
    around.show()
    found = unseen_focus([around], THEMES[0])
    assert [one.split()[0] for one in found] == ["QPushButton#button0", "QPushButton#button2"]


# colour is never the only sign


@pytest.mark.parametrize(
    "screen", ["quote", "claim", "entity", "suggestions", "reading", "export", "labels", "accept-all"]
)
def test_what_is_chosen_shows_it_without_colour(typist: Typist, screen: str) -> None:
    prepare(typist)
    with opened(typist, screen) as roots:
        buttons = [w for w in parts(roots) if isinstance(w, QAbstractButton) and w.isCheckable() and w.isEnabled()]
        assert buttons
        alike = []
        for button in buttons:
            if button.visibleRegion().isEmpty():
                continue
            shapes = []
            was = button.isChecked()
            with QSignalBlocker(button):
                group = button.group()
                if group is not None:
                    group.setExclusive(False)
                for checked in (True, False):
                    button.setChecked(checked)
                    shapes.append(shape(button))
                button.setChecked(was)
                if group is not None:
                    group.setExclusive(True)
            if shapes[0] == shapes[1]:
                alike.append(button.accessibleName())
        assert alike == []


def shape(widget: QWidget) -> bytes:
    """Return what `widget` looks like in two tones: its ground, and what is drawn on it."""
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    colors = Counter(_pixels(picture))
    ground = QColor.fromRgb(colors.most_common(1)[0][0]).name()
    drawn = {color for color in colors if contrast(QColor.fromRgb(color).name(), ground) > 1.8}
    return bytes(color in drawn for color in _pixels(picture))


def test_what_only_changes_colour_is_found(qtbot: QtBot) -> None:
    button = QPushButton("Trực tiếp")
    button.setCheckable(True)
    qtbot.addWidget(button)
    sheet = "QPushButton {{ border: none; background: white; color: #1f2328; }} QPushButton:checked {{ {} }}"
    for more, seen in (("color: #1f2329;", False), ("color: #1f2329; font-weight: 700;", True)):
        button.setStyleSheet(sheet.format(more))
        button.show()
        button.setChecked(False)
        before = shape(button)
        button.setChecked(True)
        assert (shape(button) != before) is seen


# keys


def clashes(roots: list[QWidget]) -> list[str]:
    """Return the keys that mean two things on the screens `roots`: those of the key table are heard by the window."""
    used = Counter(QKeySequence(key).toString() for action in keys_in_use().actions for key in action.keys)
    everything = [*roots, *(w for root in roots for w in root.findChildren(QWidget))]
    for widget in dict.fromkeys(everything):
        shortcuts = [one.key() for one in widget.findChildren(QShortcut)] if widget in roots else []
        actions = widget.findChildren(QAction) if widget in roots else []
        shortcuts += [key for action in actions for key in action.shortcuts()]
        if isinstance(widget, QAbstractButton) and widget.isVisible():
            shortcuts.append(widget.shortcut())
        used.update(key.toString() for key in shortcuts if not key.isEmpty())
        if isinstance(widget, QMenu):
            letters = (QKeySequence.mnemonic(action.text()) for action in widget.actions())
            used.update(key.toString() for key in letters if not key.isEmpty())
        if isinstance(widget, QTabBar):
            letters = (QKeySequence.mnemonic(widget.tabText(tab)) for tab in range(widget.count()))
            used.update(key.toString() for key in letters if not key.isEmpty())
    assert len(used) > 40
    return [key for key, count in used.items() if count > 1]


def test_a_clash_is_found(typist: Typist) -> None:
    assert clashes([typist.window]) == []
    for kind, key in ((QToolButton, "Alt+1"), (QPushButton, "Ctrl+Z")):
        button = kind(typist.window)
        button.setShortcut(QKeySequence(key))
        button.show()
        assert clashes([typist.window]) == [key]
        button.setParent(None)
    QShortcut(QKeySequence("F6"), typist.window)
    assert clashes([typist.window]) == ["F6"]
