"""What the window says of quotes and claims elsewhere, and of links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reader_app.core.links import Way
from reader_app.core.model import SYMMETRIC, LinkKind
from reader_app.core.scheme import Scheme
from reader_app.gui.plain import one_line
from reader_app.words import N_, _, title

if TYPE_CHECKING:
    from reader_app.storage import Saying

_MEANINGS: Mapping[LinkKind, tuple[str, str]] = {
    "same-as": (N_("both say the same"), N_("both say the same")),
    "contradicts": (N_("both cannot hold at the same time"), N_("both cannot hold at the same time")),
    "supports": (N_("this one speaks for the other one"), N_("the other one speaks for this one")),
    "revises": (
        N_("this one is later, and changes the position of the other one"),
        N_("the other one is later, and changes the position of this one"),
    ),
    "unrelated": (N_("looked at, and nothing of that holds"), N_("looked at, and nothing of that holds")),
    "evidence": (
        N_("the other one is evidence for this one, or against it"),
        N_("this one is evidence for the other one, or against it"),
    ),
}
"""What each kind of link means, seen from its head and from its tail."""


def way_title(way: Way, scheme: Scheme) -> str:
    """Return what a link is called, seen from the record at hand: an arrow says which way it goes."""
    known = scheme.link(way.kind)
    words = title(known.titles) if known is not None else way.kind
    if way.kind in SYMMETRIC:
        return f"{words} ↔"
    return f"← {words}" if way.back else f"{words} →"


def way_words(way: Way) -> str:
    """Return what a link means: what one of the two is to the other."""
    forth, back = _MEANINGS[way.kind]
    return _(back if way.back else forth)


def label_of(saying: Saying, scheme: Scheme) -> tuple[str, str]:
    """Return the title and the colour of the label of `saying`."""
    label = scheme.label(saying.kind, saying.label)
    if label is None:
        return saying.label, scheme.kind(saying.kind).color
    return (label.id if saying.kind == "entity" else title(label.titles)), label.color


def kind_and_label(saying: Saying, scheme: Scheme) -> str:
    """Return what `saying` is: a quote, a claim, a name, and of which type."""
    return f"{title(scheme.kind(saying.kind).titles)} · {label_of(saying, scheme)[0]}"


def where_of(saying: Saying, here: str = "", author: str = "") -> str:
    """Return who says `saying` and where it stands: date, article; shorter in the article `here`. Whose record it is is
    said where it is not `author`'s."""
    if saying.article == here:
        place = _("this article")
    else:
        place = " · ".join(filter(None, (saying.date or _("no date"), one_line(saying.outlet, 40), _name(saying))))
    theirs = _("by {author}").format(author=one_line(saying.author, 40)) if author and saying.author != author else ""
    return " · ".join(filter(None, (one_line(saying.names, 60), place, theirs)))


def stance_of(saying: Saying, scheme: Scheme) -> str:
    """Return the stance of a quote or claim where it is worth a word: that somebody denies what is said."""
    attribute = scheme.attribute(saying.kind, "stance")
    if attribute is None or not saying.stance or saying.stance == attribute.default:
        return ""
    return next((title(value.titles) for value in attribute.values if value.id == saying.stance), saying.stance)


def _name(saying: Saying) -> str:
    return one_line(saying.title, 60) or one_line(saying.key, 60)
