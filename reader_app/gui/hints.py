"""Which keys the bar at the bottom names: those that do something now, the most useful first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader_app.core.model import CLOSED, Annotation, Kind
from reader_app.gui.acts import Acts
from reader_app.gui.key_bar import KeyHint
from reader_app.gui.key_table import keys_in_use
from reader_app.session import Session
from reader_app.words import _


def hints(session: Session, acts: Acts, proposed_for: Callable[[str], str]) -> list[KeyHint]:
    """Return the hints for where `acts` is in the open article of `session`; the last is the one for all keys. What
    has no key is left out. `proposed_for` names whom the text proposes for a record."""
    return [hint for hint in _hints(session, acts, proposed_for) if hint.key]


def _hint(action: str, words: str, enabled: bool = True) -> KeyHint:  # noqa: FBT001, FBT002  as KeyHint has it
    return KeyHint(keys_in_use().key(action), words, enabled)


def _hints(session: Session, acts: Acts, proposed_for: Callable[[str], str]) -> list[KeyHint]:
    here = session.sheet is not None
    closed = here and session.stage in CLOSED
    work = here and not closed and not session.store.read_only
    offered = acts.offers.find(acts.offers.chosen) if work else None
    labels = [_hint(f"label-{label.key}", label.id, work) for label in session.scheme.labels_of("entity") if label.key]
    if offered is not None:
        return [*_offered(offered.kind, labels), _hint("keys", _("all keys"))]
    left = [_hint("next-suggestion", _("suggestions"))] if work and acts.offers.shown else []
    quote = work and bool(acts.open_quote)
    target = acts.target() if work else None
    chosen = target is not None
    return [
        *(_speaker(acts.record_of_quote() or target, proposed_for) if work else []),
        *labels[:4],
        _hint("quote", _("quote"), work),
        _hint("claim", _("claim"), work),
        *left,
        _hint("source", _("source"), quote),
        _hint("cue", _("cue"), quote),
        _hint("person", _("person"), quote or chosen),
        _hint("type", _("type"), chosen),
        _hint("end-on", _("end"), chosen),
        _hint("reopen", _("reopen"), closed) if closed else _hint("submit", _("submit, next"), work),
        _hint("remove", _("remove"), chosen),
        _hint("undo", _("undo"), session.history.undo is not None),
        _hint("note", _("note"), chosen),
        _hint("link", _("link"), chosen),
        *labels[4:],
        _hint("keys", _("all keys")),
    ]


def _speaker(record: Annotation | None, proposed_for: Callable[[str], str]) -> list[KeyHint]:
    """Return the hint that says who is proposed for a quote or a claim."""
    name = proposed_for(record.id) if record is not None and record.kind != "entity" else ""
    return [_hint("proposed-person", f"{name}?")] if name else []


def _offered(kind: Kind, labels: Sequence[KeyHint]) -> list[KeyHint]:
    """Return the hints while a suggestion of `kind` is chosen."""
    parts = [_hint("source", _("source")), _hint("cue", _("cue")), _hint("person", _("person"))]
    more: dict[Kind, list[KeyHint]] = {
        "entity": [*labels[:4]],
        "quote": [*parts, _hint("type", _("type"))],
        "claim": [_hint("type", _("type")), _hint("worth", _("check-worthiness"))],
    }
    return [
        _hint("accept", _("accept")),
        _hint("reject", _("reject")),
        _hint("next-suggestion", _("next")),
        *more[kind],
        _hint("end-on", _("end")),
        _hint("end-back", _("end back")),
        _hint("start-back", _("start")),
        _hint("accept-all", _("accept all…")),
        _hint("leave", _("let go")),
        _hint("previous-suggestion", _("previous")),
    ]
