"""Words from outside as plain text: where Qt would read `&` as a shortcut, or a tooltip as HTML."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtGui import Qt

from reader_app.words import language

_TIP = 80
"""Code points of a tooltip that stand in one line: Qt breaks lines only in what it takes for markup."""


def plain(words: str) -> str:
    """Return `words` for a button, tab or menu, so that every `&` in them is shown."""
    return words.replace("&", "&&")


def tip(words: str) -> str:
    """Return `words` for a tooltip, so that none of them is taken for markup and long ones are broken into lines."""
    if len(words) <= _TIP and not Qt.mightBeRichText(words):
        return words
    # the module html takes 6 ms to import, which the way to the first window does not spend
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<span>{escaped}</span>"


def one_line(words: str, limit: int = 400) -> str:
    """Return the first `limit` code points of `words` with each run of white space as one space."""
    return " ".join(words[:limit].split())


def number(value: int) -> str:
    """Return `value` with the grouping of the language that is spoken now: 2.353, 2,353."""
    return QLocale(language()).toString(value)


def decimal(value: float) -> str:
    """Return `value` with two digits behind the sign of the language that is spoken now: 0,81, 0.81."""
    return QLocale(language()).toString(value, "f", 2)
