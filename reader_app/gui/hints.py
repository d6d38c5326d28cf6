"""Which keys the bar at the bottom names: those that do something now, the most useful first."""

from __future__ import annotations

from collections.abc import Sequence

from reader_app.core.model import Kind
from reader_app.gui.acts import Acts
from reader_app.gui.key_bar import KeyHint
from reader_app.session import Session
from reader_app.words import _


def hints(session: Session, acts: Acts) -> list[KeyHint]:
    """Return the hints for where `acts` is in the open article of `session`; the last is the one for all keys."""
    here = session.sheet is not None
    closed = here and session.stage in ("submitted", "approved")
    work = here and not closed and not session.store.read_only
    offered = acts.offers.find(acts.offers.chosen) if work else None
    labels = [KeyHint(label.key, label.id, work) for label in session.scheme.labels_of("entity") if label.key]
    if offered is not None:
        return [*_offered(offered.kind, labels), KeyHint("?", _("all keys"))]
    left = [KeyHint("Tab", _("suggestions"))] if work and acts.offers.shown else []
    quote = work and bool(acts.open_quote)
    chosen = work and acts.target() is not None
    return [
        *labels[:4],
        KeyHint("Q", _("quote"), work),
        KeyHint("C", _("claim"), work),
        *left,
        KeyHint("S", _("source"), quote),
        KeyHint("V", _("cue"), quote),
        KeyHint("P", _("person"), quote or chosen),
        KeyHint("T", _("type"), chosen),
        KeyHint(".", _("end"), chosen),
        KeyHint("Ctrl+Shift+N", _("reopen"), closed) if closed else KeyHint("N", _("submit, next"), work),
        KeyHint("Del", _("remove"), chosen),
        KeyHint("Ctrl+Z", _("undo"), session.history.undo is not None),
        KeyHint("G", _("note"), chosen),
        *labels[4:],
        KeyHint("?", _("all keys")),
    ]


def _offered(kind: Kind, labels: Sequence[KeyHint]) -> list[KeyHint]:
    """Return the hints while a suggestion of `kind` is chosen."""
    parts = [KeyHint("S", _("source")), KeyHint("V", _("cue")), KeyHint("P", _("person"))]
    more: dict[Kind, list[KeyHint]] = {
        "entity": [*labels[:4]],
        "quote": [*parts, KeyHint("T", _("type"))],
        "claim": [KeyHint("T", _("type")), KeyHint("K", _("check-worthiness"))],
    }
    return [
        KeyHint("Enter", _("accept")),
        KeyHint("X", _("reject")),
        KeyHint("Tab", _("next")),
        *more[kind],
        KeyHint(".", _("end")),
        KeyHint(",", _("end back")),
        KeyHint("<", _("start")),
        KeyHint("Shift+Enter", _("accept all…")),
        KeyHint("Esc", _("let go")),
        KeyHint("Shift+Tab", _("previous")),
    ]
