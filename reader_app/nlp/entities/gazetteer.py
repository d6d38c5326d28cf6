"""Tables of names and of the words around them, read once from the data files when first needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from reader_app.nlp.entities.syllables import SYLLABLE, Line, key_of
from reader_app.resources import resource

V = TypeVar("V")
_GAPS = frozenset((" ", "-", " - ", "–", " – ", ".", ". ", "&", " & ", "/"))
_BEFORE = 4
"""Syllables at most of what stands before a name and is looked for from its end."""


class Name(NamedTuple):
    """A known name: its label, the kind of list that it stands in, and the usual one of the names of the same."""

    label: str
    kind: str
    usual: str


class Table(Generic[V]):
    """Phrases to find in a line, the longest first; without regard to case, tone placement and kinds of gaps."""

    def __init__(self) -> None:
        self._known: dict[str, V] = {}
        self._written_as: dict[str, list[list[str]]] = {}
        self._reach: dict[str, int] = {}

    def add(self, phrase: str, value: V, *, cased: bool = False) -> None:
        """Add `phrase`; where `cased`, its capitals must be capitals in the text."""
        words = re.findall(SYLLABLE, phrase)
        keys = [key_of(word) for word in words]
        joined = " ".join(keys)
        if not keys:
            return
        self._known.setdefault(joined, value)
        if cased:
            self._written_as.setdefault(joined, []).append(words)
        self._reach[keys[0]] = max(self._reach.get(keys[0], 0), len(keys))

    def at(self, line: Line, i: int) -> tuple[int, V] | None:
        """Return how many syllables from `i` on are the longest known phrase, and its value."""
        if i >= len(line.key):
            return None
        reach = self._reach.get(line.key[i])
        if reach is None:
            return None
        stop, limit = i + 1, min(i + reach, len(line.key))
        while stop < limit and line.gap[stop] in _GAPS:
            stop += 1
        while stop > i:
            joined = " ".join(line.key[i:stop])
            if joined in self._known and self._written(joined, line, i):
                return stop - i, self._known[joined]
            stop -= 1
        return None

    def __len__(self) -> int:
        return len(self._known)

    def length(self, line: Line, i: int) -> int:
        found = self.at(line, i)
        return found[0] if found else 0

    def before(self, line: Line, i: int) -> int:
        """Return how many syllables right before `i` are the longest known phrase that starts a word (*báo*, not the
        end of *thông báo*)."""
        for n in range(min(_BEFORE, i), 0, -1):
            joined = all(line.gap[at] == " " for at in range(i - n + 1, i + 1))
            if joined and " ".join(line.key[i - n : i]) in self._known and line.begin[i - n] == i - n:
                return n
        return 0

    def leading(self, keys: Sequence[str]) -> int:
        """Return how many of `keys` at their start are the longest known phrase."""
        return next((n for n in range(len(keys) - 1, 0, -1) if " ".join(keys[:n]) in self._known), 0)

    def get(self, keys: Sequence[str]) -> V | None:
        return self._known.get(" ".join(keys))

    def _written(self, joined: str, line: Line, i: int) -> bool:
        spellings = self._written_as.get(joined)
        if spellings is None:
            return True
        if len(spellings[0]) == 1 and line.common[i] and line.opens(i):
            return False
        return any(all(map(_same_case, words, line.form[i : i + len(words)])) for words in spellings)


def _same_case(known: str, form: str) -> bool:
    """Return whether `form` has the capitals of `known`; more of them do no harm."""
    if len(known) > 1 and known.isupper():
        return form.isupper()
    return form[0].isupper() or not known[0].isupper()


class Around(NamedTuple):
    """The tables of naming.toml: what each holds is said there."""

    honorific: Table[None]
    title: Table[None]
    field: Table[None]
    head: Table[None]
    low_head: Table[None]
    inner: Table[None]
    bare_head: Table[None]
    medium: Table[None]
    group: Table[None]
    place_class: Table[None]
    numbered: Table[None]
    place_before: Table[None]
    state_before: Table[None]
    preposition: Table[None]
    direction: Table[None]
    small: Table[None]
    generic: Table[None]
    no_name: Table[None]
    event: Table[None]
    says: Table[None]
    lives: Table[None]
    org_end: frozenset[str]


class Persons(NamedTuple):
    """Keys of the parts of personal names."""

    surname: frozenset[str]
    middle: frozenset[str]
    given: frozenset[str]
    first: frozenset[str]
    known: frozenset[str]
    particle: frozenset[str]


class Gazetteer(NamedTuple):
    """All tables. `common` are common words that start like a name (*Pháp luật*, *Mỹ thuật*), `papers` newspapers
    that are named by common words (*Lao động*)."""

    names: Table[Name]
    common: Table[None]
    papers: Table[Name]
    short: frozenset[str]
    around: Around
    persons: Persons

    def known(self, line: Line, i: int) -> tuple[int, Name] | None:
        """Return the length of the longest known name at `i`, and the name; None inside a common word."""
        found = self.names.at(line, i)
        if found is None or (self.common.length(line, i) >= found[0] and not line.cap[i + 1]):
            return None
        return found

    def reach(self, line: Line, i: int) -> int:
        found = self.known(line, i)
        return found[0] if found else 0


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the tables. Reading them takes under 0.1 s, once."""
    places, organisations = _read("places"), _read("organisations")
    names: Table[Name] = Table()
    for kind in ("country", "region", "vietnam", "world"):
        _add(names, places[kind], "LOC", kind)
    for kind in ("state", "body", "media", "company", "club"):
        _add(names, organisations[kind], "ORG", kind)
    _add(names, organisations["misc"], "MISC", "misc")
    papers: Table[Name] = Table()
    _add(papers, organisations["paper"], "ORG", "paper")
    around = _read("naming")
    tables = [_table(around["class" if name == "place_class" else name]) for name in Around._fields[:-1]]
    parts = _read("names")
    return Gazetteer(
        names,
        _table(places["common"]),
        papers,
        frozenset(map(key_of, places["short"])),
        Around._make([*tables, frozenset(around["org_end"])]),
        Persons._make(
            [
                *(frozenset(map(key_of, parts[name])) for name in ("surname", "middle", "given", "first")),
                frozenset(key_of(name.split()[-1]) for name in parts["person"]),
                frozenset(parts["particle"]),
            ]
        ),
    )


def _read(name: str) -> Mapping[str, list[str]]:
    import tomllib  # takes 5 ms

    return tomllib.loads(resource(f"lexicon/{name}.toml").read_text("utf-8"))


def _add(names: Table[Name], groups: Iterable[str], label: str, kind: str) -> None:
    for group in groups:
        same = group.split(" = ")
        for name in same:
            names.add(name, Name(label, kind, same[0]), cased=True)


def _table(phrases: Iterable[str]) -> Table[None]:
    table: Table[None] = Table()
    for phrase in phrases:
        table.add(phrase, None)
    return table
