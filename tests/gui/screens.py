"""Every screen of the app with something in it, for the tests that look at all of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QToolButton, QWidget

from reader_app.core.model import Span
from reader_app.gui.dialogs.crash import CrashBox
from reader_app.gui.dialogs.importing import ImportDialog
from reader_app.gui.fields import ChoiceField
from reader_app.transfer.report import ImportReport
from reader_app.words import _
from tests.gui.proposing import propose
from tests.gui.typist import Typist

if TYPE_CHECKING:
    from reader_app.session import Session

BOXES = (QDialog, QMenu)
MENUS = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")
"""For tests that open every screen: without a screen Qt warns of menus that pop up."""
_GOLD = Path(__file__).resolve().parent.parent / "data" / "seeds-gold.jsonl"


def tag(session: Session, *, few: bool = True) -> None:
    """Tag the open seed as its gold has it, with speakers, a claim and a link."""
    gold = next(g for g in map(json.loads, _GOLD.read_text("utf-8").splitlines()) if g["text"] == session.text)
    for entity in gold["entities"][: 6 if few else None]:
        session.tag(Span(entity["start"], entity["end"]), entity["label"])
    for quote in gold["quotes"][: 3 if few else None]:
        record = session.quote(Span(quote["contents"][0]["start"], quote["contents"][-1]["end"]))
        for role in ("cue", "source"):
            if quote[role]:
                session.set_part(record, role, Span(quote[role]["start"], quote[role]["end"]))  # type: ignore[arg-type]
    session.claim_at(len(session.text) // 3)
    session.change_article(
        title="Cuộc hội đàm Nga – Nhật Bản: Tổng thống Putin và Thủ tướng Abe bàn về hiệp ước hòa bình",
        date="2019-01-22", outlet="VietnamPlus", byline="Dương Trí", url="https://www.vietnamplus.vn/a.html",
    )  # fmt: skip


def prepare(t: Typist) -> None:
    """Fill the window of `t` with records and suggestions."""
    tag(t.session)
    t.window.desk.acts.offers.awake = True
    propose(t.session)
    settle()


def settle() -> None:
    for _turn in range(4):
        QApplication.processEvents()


def _chosen(kind: str) -> Callable[[Typist], QWidget]:
    def open_card(t: Typist) -> QWidget:
        t.window.desk.acts.go_to(t.session.mine(kind)[0])  # type: ignore[arg-type]
        return t.window

    return open_card


def _done(action: str) -> Callable[[Typist], QWidget]:
    def do(t: Typist) -> QWidget:
        t.window.desk.acts.go_to(t.session.mine("quote")[0])
        t.window.do(action)
        return t.window

    return do


def _suggestions(t: Typist) -> QWidget:
    t.window.do("next-suggestion")
    return t.window


def _same_words(t: Typist) -> QWidget:
    t.window.desk.acts.go_to(t.session.mine("entity")[0])
    t.window.do("same-words")
    return t.window


def _messages(t: Typist) -> QWidget:
    t.window.messages.offer(
        _("{key} is submitted. Reopen it to change it.").format(key="000"), _("Reopen"), lambda: None
    )
    return t.window


def _hidden(t: Typist) -> QWidget:
    for kind in ("entity", "quote", "claim", "suggestion"):
        t.window.do(f"hide-{kind}")
    return t.window


def _people(t: Typist) -> QWidget:
    t.window.desk.acts.go_to(t.session.mine("quote")[0])
    t.window.do("person")
    return t.window


def _authors(t: Typist) -> QWidget:
    t.window.top.newAuthorAsked.emit()
    return t.window


def _about(t: Typist) -> QWidget:
    t.window.files.show_about()
    return t.window


def _crash(t: Typist) -> QWidget:
    CrashBox("Traceback (most recent call last):\n  …", t.window).show()
    return t.window


def _importing(t: Typist) -> QWidget:
    dialog = ImportDialog(t.window)
    dialog.show()
    settle()
    dialog.show_report(ImportReport(), ["bài.txt: không có chữ nào."])
    return t.window


def _menu(name: str) -> Callable[[Typist], QWidget]:
    def pull_down(t: Typist) -> QWidget:
        button = t.window.findChild(QToolButton, name)
        assert button is not None
        below = button.mapToGlobal(button.rect().bottomLeft())
        button.menu().popup(below)  # showMenu() would wait until it is closed
        return t.window

    return pull_down


def _look_menu(t: Typist) -> QWidget:
    _menu("mainMenu")(t)
    menu = t.window.top.menu.menu()
    opening = next(action for action in menu.actions() if action.menu() is not None)
    menu.setActiveAction(opening)
    opening.menu().popup(menu.geometry().topLeft())  # type: ignore[union-attr]
    return t.window


def _choice_menu(t: Typist) -> QWidget:
    t.window.desk.acts.go_to(t.session.mine("claim")[0])
    settle()
    choices = t.window.desk.panel.findChildren(ChoiceField)
    buttons = [button for choice in choices for button in choice.findChildren(QToolButton)]
    button = next(one for one in buttons if one.menu() is not None and one.isVisible())
    button.menu().popup(button.mapToGlobal(button.rect().bottomLeft()))
    return t.window


def _text_menu(t: Typist) -> QWidget:
    reader = t.window.desk.reader
    spot = reader.viewport().rect().center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, reader.viewport().mapToGlobal(spot))
    QApplication.sendEvent(reader.viewport(), asked)
    return t.window


def _found(t: Typist) -> QWidget:
    t.press("Ctrl+Home", "Ctrl+F")
    t.write("Nga")
    return t.window


def _went(t: Typist) -> QWidget:
    t.window.do("go")
    t.write("abe")
    QTest.qWait(150)  # the search runs beside the window
    return t.window


def _filtered(t: Typist) -> QWidget:
    t.window.do("filter")
    t.write("quan he")
    QTest.qWait(150)
    t.window.do("filter")
    return t.window


def _submitted(t: Typist) -> QWidget:
    t.session.submit(["entity", "quote", "claim"])
    t.window.do("quote")
    return t.window


def _empty(t: Typist) -> QWidget:
    for _article in range(2):
        t.window.do("remove-article")
        settle()
    return t.window


def _read_only(t: Typist) -> QWidget:
    t.window.top.set_saved(_("Read-only"), trouble=True)
    t.window.messages.stay(_("This project is read-only here: nothing that you do is kept."))
    return t.window


SCREENS: dict[str, Callable[[Typist], QWidget]] = {
    "entity": _chosen("entity"),
    "quote": _chosen("quote"),
    "claim": _chosen("claim"),
    "suggestions": _suggestions,
    "accept-all": _done("accept-all"),
    "reading": _done("reading"),
    "facts": _done("facts"),
    "find": _done("find"),
    "findings": _done("findings"),
    "guide": _done("guide"),
    "tour": _done("tour"),
    "link": _done("link"),
    "note": _done("note"),
    "person": _people,
    "same-words": _same_words,
    "hidden": _hidden,
    "message": _messages,
    "go": _done("go"),
    "authors": _authors,
    "keys": _done("keys"),
    "change-keys": _done("change-keys"),
    "labels": _done("labels"),
    "register": _done("register"),
    "export": _done("export"),
    "import": _importing,
    "about": _about,
    "crash": _crash,
    "menu": _menu("mainMenu"),
    "look-menu": _look_menu,
    "author-menu": _menu("authorMenu"),
    "choice-menu": _choice_menu,
    "text-menu": _text_menu,
    "found": _found,
    "went": _went,
    "filtered": _filtered,
    "submitted": _submitted,
    "empty": _empty,
    "read-only": _read_only,
}
"""How each screen is opened, from a window that was prepared."""


@contextmanager
def opened(t: Typist, screen: str) -> Iterator[list[QWidget]]:
    """Open `screen`; yield the window and its boxes that are shown; close it again."""
    before = [w for w in QApplication.topLevelWidgets() if w is not t.window]  # of tests that went before
    SCREENS[screen](t)
    settle()
    try:
        shown = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w not in before]
        yield [w for w in shown if w is t.window or isinstance(w, BOXES)]
    finally:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, BOXES) and widget.isVisible():
                widget.close()
        settle()


def parts(roots: list[QWidget]) -> list[QWidget]:
    """Return every widget that can be seen on the screens `roots`."""
    # a box of the window is found twice: as one of the roots, and below the window
    found = dict.fromkeys(w for root in roots for w in (root, *root.findChildren(QWidget)))
    return [w for w in found if w.isVisible()]
