"""What a list can be filtered and ordered by, as choices and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reader_app.core.text import fold
from reader_app.gui.picker import Choice
from reader_app.storage import ArticleFilter
from reader_app.words import _

_OUTLETS = 200  # as many as anybody looks through


class Facets(NamedTuple):
    """What a project has to filter by. `labels`: id ("entity/PER"), words, colour. `people`: names by referent id, of
    those that somebody has filtered by."""

    labels: Sequence[tuple[str, str, str]] = ()
    authors: Sequence[str] = ()
    outlets: Sequence[str] = ()
    people: Mapping[str, str] = {}


def choices(wanted: ArticleFilter, facets: Facets, query: str) -> list[Choice]:
    """Return what can be chosen for what someone types, that which holds already first."""
    dates = [one for since, until in [_dates(query)] if since or until for one in [_date_choice(since, until)]]
    found = [one for one in _all(facets) if _is_meant(query, one)]
    taken = [one for one in found if _holds(wanted, one.id)]
    return [
        *dates,
        *(one._replace(title=f"✓ {one.title}") for one in taken),
        *(one for one in found if one not in taken),
    ]


def chosen(wanted: ArticleFilter, choice: str) -> ArticleFilter:
    """Return `wanted` with the choice of that id, or without it where it holds already."""
    name, _sep, value = choice.partition("=")
    if name == "clear":
        return cleared(wanted)
    if name == "date":
        since, _sep, until = value.partition("..")
        return wanted._replace(since=since, until=until)
    off = _holds(wanted, choice)
    if name == "unsure":
        return wanted._replace(unsure=not off)
    fields = {**wanted._asdict(), name: "" if off else value}
    return ArticleFilter(**fields)


def cleared(wanted: ArticleFilter) -> ArticleFilter:
    """Return `wanted` without what can be chosen here: its words and its stage stay."""
    return ArticleFilter(text=wanted.text, stage=wanted.stage, author=wanted.author)


def words(wanted: ArticleFilter, facets: Facets) -> list[str]:
    """Return what `wanted` filters and orders by, a few words each."""
    named = {one.id: one.title for one in _all(facets)}
    found = [
        facets.people.get(wanted.person, _("person")) if wanted.person else "",
        _value(named, "label", wanted.label), wanted.by, _value(named, "quotes", wanted.quotes),
        named["unsure=1"] if wanted.unsure else "", wanted.outlet, _date_words(wanted.since, wanted.until),
        _value(named, "order", wanted.order),
    ]  # fmt: skip
    return [one for one in found if one]


def _value(named: Mapping[str, str], name: str, value: str) -> str:
    return named.get(f"{name}={value}", value) if value else ""


def _all(facets: Facets) -> Iterator[Choice]:
    yield Choice("quotes=with", _("With quotes"), tag=_("records"))
    yield Choice("quotes=without", _("Without quotes"), tag=_("records"))
    yield Choice("unsure=1", _("With unsure records"), tag=_("records"))
    for order, title in (
        ("newest", _("Newest first")), ("oldest", _("Oldest first")), ("title", _("By title")),
        ("changed", _("Changed last")), ("longest", _("Longest first")), ("shortest", _("Shortest first")),
    ):  # fmt: skip
        yield Choice(f"order={order}", title, tag=_("order"))
    for label, title, hue in facets.labels:
        yield Choice(f"label={label}", title, tag=_("label"), hue=hue)
    for author in facets.authors:
        yield Choice(f"by={author}", author, tag=_("author"))
    for person, name in facets.people.items():
        yield Choice(f"person={person}", name, tag=_("person"))
    for outlet in facets.outlets[:_OUTLETS]:
        yield Choice(f"outlet={outlet}", outlet, tag=_("outlet"))


def _is_meant(query: str, choice: Choice) -> bool:
    known = fold(f"{choice.title} {choice.tag}").split()
    return all(any(one.startswith(asked) for one in known) for asked in fold(query).split())


def _holds(wanted: ArticleFilter, choice: str) -> bool:
    name, _sep, value = choice.partition("=")
    return wanted.unsure if name == "unsure" else getattr(wanted, name, "") == value != ""


_DAY = r"(\d{4}(?:-\d{1,2}){0,2}|(?:\d{1,2}/){0,2}\d{4})"
_RANGE = re.compile(rf"\s*(?:{_DAY})?\s*(\.\.|–|—|-| - )?\s*(?:{_DAY})?\s*")


def _dates(query: str) -> tuple[str, str]:
    """Return the first and the last day that `query` names, as far as it does: 2019, 1/2019, 22/1/2019, 2019-01-22,
    2016-2019, 2016 – 3/2019, "2016.." and "..2016"."""
    found = _RANGE.fullmatch(query)
    if found is None or not (found[1] or found[3]):
        return "", ""
    since, until = _iso(found[1] or ""), _iso(found[3] or "")
    return (since, since) if not found[2] else (since, until)


def _iso(day: str) -> str:
    parts = day.split("/")[::-1] if "/" in day else day.split("-")
    return "-".join(one.zfill(2) for one in parts if one)


def _date_choice(since: str, until: str) -> Choice:
    return Choice(f"date={since}..{until}", _date_words(since, until), tag=_("date"))


def _date_words(since: str, until: str) -> str:
    if since and until:
        return since if since == until else f"{since} – {until}"
    if since:
        return _("from {date}").format(date=since)
    return _("until {date}").format(date=until) if until else ""
