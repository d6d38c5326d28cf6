"""Which referent a new mention denotes: the rules of the label scheme for names in an article and in the project."""

from __future__ import annotations

from collections.abc import Iterable

from reader_app.core.model import Referent
from reader_app.core.text import fold

NAMED = frozenset({"PER", "ORG", "LOC", "MISC"})
"""Labels whose mentions denote a referent of the register."""


def known_name(name: str, referent: Referent) -> bool:
    """Return whether `name` is the name or an alias of `referent`, tone marks apart from each other."""
    wanted = _plain(name)
    return any(_plain(known) == wanted for known in (referent.name, *referent.aliases) if known)


def short_name(name: str, referent: Referent) -> bool:
    """Return whether `name` may be short for the person `referent`: the last part of a name, which is the family
    name of a foreign person (*Abe*) and the given name of a Vietnamese one (*ông Thắng*)."""
    wanted = _plain(name).split()
    if referent.label != "PER" or not wanted:
        return False
    return any(
        len(parts) > len(wanted) and parts[-len(wanted) :] == wanted
        for known in (referent.name, *referent.aliases)
        if (parts := _plain(known).split())
    )


def proposed(name: str, label: str, here: Iterable[Referent], register: Iterable[Referent]) -> Referent | None:
    """Return who `name` denotes: one named so in the article, one whose name it is short for there, one named so in
    the register; None where there is none or it could be two.

    `here` are the referents of the article, `register` those of the project with that exact name.
    """
    near = [referent for referent in here if referent.label == label]
    for group in (
        [r for r in near if known_name(name, r)],
        [r for r in near if short_name(name, r)],
        [r for r in register if r.label == label and known_name(name, r)],
    ):
        if len(group) == 1:
            return group[0]
        if group:
            return None
    return None


def matches(query: str, name: str) -> bool:
    """Return whether folded `query` is a subsequence of folded `name`, so that what Telex made of a foreign name
    (`mókva`) still finds it."""
    rest = iter(fold(name).replace(" ", ""))
    return all(c in rest for c in fold(query).replace(" ", ""))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
