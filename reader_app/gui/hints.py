"""Which keys the bar at the bottom names: those that do something now, the most useful first."""

from __future__ import annotations

from reader_app.gui.acts import Acts
from reader_app.gui.key_bar import KeyHint
from reader_app.session import Session
from reader_app.words import _


def hints(session: Session, acts: Acts) -> list[KeyHint]:
    """Return the hints for where `acts` is in the open article of `session`; the last is the one for all keys."""
    here = session.sheet is not None
    closed = here and session.stage in ("submitted", "approved")
    work = here and not closed and not session.store.read_only
    labels = [KeyHint(label.key, label.id, work) for label in session.scheme.labels_of("entity") if label.key]
    quote = work and bool(acts.open_quote)
    chosen = work and acts.target() is not None
    return [
        *labels[:4],
        KeyHint("Q", _("quote"), work),
        KeyHint("C", _("claim"), work),
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
