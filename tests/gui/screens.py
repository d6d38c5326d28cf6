"""Every screen of the app with something in it, for the tests that look at all of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from reader_app.core.model import Span
from reader_app.gui.dialogs.crash import CrashBox
from reader_app.gui.dialogs.importing import ImportDialog
from reader_app.transfer.report import ImportReport
from tests.gui.proposing import propose
from tests.gui.typist import Typist

if TYPE_CHECKING:
    from reader_app.session import Session

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
    for _ in range(4):
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
    t.window.messages.offer("Không thể sửa bài đã nộp: hãy mở lại bài trước khi sửa.", "Mở lại", lambda: None)
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
}
"""How each screen is opened, from a window that was prepared."""


@contextmanager
def opened(t: Typist, screen: str) -> Iterator[list[QWidget]]:
    """Open `screen`; yield the window and its boxes that are shown; close it again."""
    SCREENS[screen](t)
    settle()
    try:
        yield [w for w in QApplication.topLevelWidgets() if w.isVisible() and (w is t.window or isinstance(w, QDialog))]
    finally:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.done(0)
        settle()


def parts(roots: list[QWidget]) -> list[QWidget]:
    """Return every widget that can be seen on the screens `roots`."""
    # a box of the window is found twice: as one of the roots, and below the window
    found = dict.fromkeys(w for root in roots for w in (root, *root.findChildren(QWidget)))
    return [w for w in found if w.isVisible()]
