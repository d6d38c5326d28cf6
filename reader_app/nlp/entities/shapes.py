"""What personal names look like."""

from __future__ import annotations

from reader_app.nlp.entities.gazetteer import Persons
from reader_app.nlp.entities.syllables import Line, vietnamese


def vietnamese_name(line: Line, first: int, stop: int, persons: Persons) -> bool:
    """Return whether the syllables `[first, stop)` are a Vietnamese name in full: family name, (middle,) given name."""
    return (
        2 <= stop - first <= 5
        and line.key[first] in persons.surname
        and all(vietnamese(line.key[at]) or len(line.form[at]) == 1 for at in range(first, stop))
    )


def short_name(line: Line, first: int, stop: int, persons: Persons) -> bool:
    """Return whether `[first, stop)` may be a Vietnamese name without family name: *Hải Yến*, *Lan Anh*."""
    keys = line.key[first:stop]
    return (
        2 <= len(keys) <= 3
        and keys[-1] in persons.given
        and all(key in persons.given or key in persons.middle or key in persons.surname for key in keys[:-1])
    )


def person_at(line: Line, i: int, persons: Persons) -> bool:
    """Return whether a personal name of two or more parts seems to start at `i`."""
    if i + 1 >= len(line) or not (line.cap[i] and line.cap[i + 1] and line.gap[i + 1] == " "):
        return False
    if line.key[i] in persons.surname and vietnamese(line.key[i + 1]):
        return True
    return line.key[i] in persons.first


def foreign(line: Line, first: int, stop: int) -> bool:
    """Return whether none of the syllables `[first, stop)` can be Vietnamese but for small ones."""
    return any(not vietnamese(key) for key in line.key[first:stop])
