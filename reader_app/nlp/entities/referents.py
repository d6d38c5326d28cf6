"""Whom a mention names: the same person, institution or place inside an article, and in the register of the project.

Vietnamese names are shortened to the given name, which is the last syllable (*ông Thắng*), foreign ones to the first
or last part (*ông Abe*).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from reader_app.core.model import Referent
from reader_app.core.naming import NAMED, known_name
from reader_app.core.suggestion import Who
from reader_app.nlp.entities.gazetteer import Gazetteer, gazetteer
from reader_app.nlp.entities.syllables import keys_of, vietnamese
from reader_app.nlp.mention import Mention

Key = tuple[str, ...]


def with_referents(text: str, mentions: Sequence[Mention], known: Sequence[Referent] = ()) -> list[Mention]:
    """Return `mentions`, in the order of `text`, each name with whom it denotes: `who.name` is the fullest name that
    the article gives, `who.referent` the one of `known` with a name of that group."""
    groups = _Groups(gazetteer())
    for mention in mentions:
        if mention.label in NAMED:
            groups.add(mention.label, mention.span.of(text))
    for short, long in _bracketed(text, mentions):
        groups.join(short, long)
    done = []
    ids: dict[tuple[str, str], str] = {}
    for mention in mentions:
        if mention.label not in NAMED:
            done.append(replace(mention, who=None))
            continue
        name = groups.full(mention.label, mention.span.of(text))
        whom = (mention.label, name)
        if whom not in ids:
            ids[whom] = _registered(mention.label, groups.same(*whom), known)
        done.append(replace(mention, who=Who(mention.label, name, ids[whom])))
        groups.seen(mention.label, name)
    return done


def _registered(label: str, names: Iterable[str], known: Sequence[Referent]) -> str:
    """Return the id of the one referent of the register with one of `names`; "" for none or more than one."""
    wanted = list(names)
    found = {r.id for r in known if r.label == label and not r.merged_into and any(known_name(n, r) for n in wanted)}
    return found.pop() if len(found) == 1 else ""


def _bracketed(text: str, mentions: Sequence[Mention]) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """Return the short names in brackets with the long ones before them: *Liên minh châu Âu (EU)*."""
    found = []
    for before, after in pairwise(mentions):
        gap = text[before.span.end : after.span.start]
        if gap == " (" and text[after.span.end : after.span.end + 1] == ")" and before.label == after.label:
            short, long = after.span.of(text), before.span.of(text)
            if short.isupper() and " " not in short:
                found.append(((after.label, short), (before.label, long)))
    return found


class _Groups:
    """The names of one article, grouped by whom they name."""

    def __init__(self, words: Gazetteer) -> None:
        self._words = words
        self._usual: dict[tuple[str, Key], tuple[str, Key]] = {}
        self._names: dict[tuple[str, Key], list[str]] = {}
        self._people: dict[str, list[tuple[Key, str]]] = defaultdict(list)  # by their first and last syllables
        self._last: dict[tuple[str, Key], int] = {}
        self._turn = 0

    def add(self, label: str, name: str) -> None:
        where = self._where(label, name)
        names = self._names.setdefault(where, [])
        if name not in names:
            names.append(name)
            if label == "PER":
                for part in {where[1][0], where[1][-1]} if where[1] else ():
                    self._people[part].append((where[1], name))

    def join(self, short: tuple[str, str], long: tuple[str, str]) -> None:
        """Put the names `short` and `long` (label and name) into one group."""
        old, new = self._where(*short), self._where(*long)
        if old != new:
            self._usual[old] = new
            self._names.setdefault(new, []).extend(self._names.pop(old, []))

    def full(self, label: str, name: str) -> str:
        """Return the fullest name of whom `name` denotes: the person named last before, where it fits several."""
        key = keys_of(name)
        if label != "PER":
            return max(self._names[self._where(label, name)], key=lambda each: (len(each.split()), len(each)))
        people = [pair for part in {key[0], key[-1]} for pair in self._people[part]] if key else []
        longer = [(other, full) for other, full in people if len(other) > len(key) and _short(key, other)]
        if not longer:
            return self._names[self._where(label, name)][0]
        recent = max(self._last.get((label, other), -1) for other, _ in longer)
        near = [pair for pair in longer if self._last.get((label, pair[0]), -1) == recent]
        return max(near, key=lambda pair: len(pair[0]))[1] if recent >= 0 else near[0][1]

    def same(self, label: str, name: str) -> list[str]:
        return self._names[self._where(label, name)]

    def seen(self, label: str, name: str) -> None:
        self._turn += 1
        self._last[self._where(label, name)] = self._turn

    def _where(self, label: str, name: str) -> tuple[str, Key]:
        key = keys_of(name)
        known = self._words.names.get(key)
        if known is None and label == "LOC":
            bare = self._words.around.place_class.leading(key)
            known = self._words.names.get(key[bare:]) if bare else None
            key = key[bare:] or key
        if known is not None and known.label == label:
            key = keys_of(known.usual)
        where = (label, key)
        return self._usual.get(where, where)


def _short(short: Key, full: Key) -> bool:
    """Return whether `short` may be short for the personal name `full`."""
    if full[-len(short) :] == short:
        return True
    return not all(map(vietnamese, full)) and full[: len(short)] == short
