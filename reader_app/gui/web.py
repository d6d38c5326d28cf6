"""Addresses that came with an article: which of them are links, and the way into the browser."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def link(words: str) -> QUrl | None:
    """Return the address that `words` are; None for anything but a page of the web: what comes with imported articles
    must start no other program."""
    address = QUrl(words.strip(), QUrl.ParsingMode.StrictMode)
    return address if address.isValid() and address.scheme() in ("http", "https") and address.host() else None


def host(address: QUrl) -> str:
    """Return the computer that `address` leads to, whatever else it pretends."""
    return address.host().removeprefix("www.")


def open_in_browser(words: str) -> bool:
    """Open `words` in the person's browser; return whether that was tried and went well."""
    address = link(words)
    return address is not None and QDesktopServices.openUrl(address)
