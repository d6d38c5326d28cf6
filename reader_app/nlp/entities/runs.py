"""Runs of capitalised syllables: where a name may start and where it ends."""

from __future__ import annotations

from reader_app.nlp.entities.gazetteer import Gazetteer
from reader_app.nlp.entities.shapes import foreign
from reader_app.nlp.entities.syllables import Line, vietnamese

_LONGEST = 12
"""No name has more syllables."""


def run(line: Line, i: int, words: Gazetteer, *, named: bool = False) -> int:
    """Return where the run of capitalised syllables ends that starts at `i`; `i` where none does. `named`: a person
    is expected."""
    if i >= len(line) or not _name_like(line, i, words, named=named):
        return i
    stop = i + 1
    native = line.key[i] in words.persons.surname
    while stop < min(len(line), i + _LONGEST):
        gap = line.gap[stop]
        initial = len(line.form[stop - 1]) == 1 or line.form[stop - 1] in {"St", "Jr", "Mc"}
        if gap not in {" ", "-", "’", "'"} and not (gap in {". ", "."} and initial and line.cap[stop]):
            break
        if not line.cap[stop]:
            if not _bridges(line, stop, words):
                break
            stop += 1
            continue
        if words.around.title.length(line, stop) > 1:
            break
        if (line.common[stop] or _small(line, stop, words)) and not (
            native and gap == " " and _given(line, i, stop, words)
        ):
            break
        known = words.known(line, stop)
        if known and gap == " " and known[0] > 1 and not (native and stop - i < 3 and vietnamese(line.key[stop])):
            break
        stop += 1
    while stop > i + 1 and not line.cap[stop - 1] and line.gap[stop - 1] != "-":
        stop -= 1
    return stop


def _given(line: Line, i: int, stop: int, words: Gazetteer) -> bool:
    """Return whether the syllable at `stop` must be part of the Vietnamese name that starts at `i`."""
    if stop - i == 1 or line.form[stop - 1] in {"Văn", "Thị"}:
        return True
    return stop - i <= 3 and line.key[stop] in words.persons.given


def _name_like(line: Line, i: int, words: Gazetteer, *, named: bool) -> bool:
    if not line.cap[i]:
        # al-Arabiya, el-Sisi
        return line.form[i] in {"al", "el"} and i + 1 < len(line) and line.gap[i + 1] == "-" and line.cap[i + 1]
    if named and line.next_to(i + 1) and line.cap[i + 1]:
        return True
    if _small(line, i, words) or (line.opens(i) and _noun_before_name(line, i, words)):
        return False
    none = words.around.no_name.length(line, i)
    if none == 1 and line.next_to(i + 1) and line.cap[i + 1] and not line.common[i + 1] and not line.acronym(i):
        none = 0  # Đông Nhi, Lý Hải
    return named or not (line.common[i] or none)


def _noun_before_name(line: Line, i: int, words: Gazetteer) -> bool:
    """Return whether the first syllable of a sentence is a noun like *Ông*, *Hãng*, *Tờ*, no name."""
    around = words.around
    if around.honorific.length(line, i) == 1:
        return True
    tables = (around.medium, around.group, around.place_before, around.state_before)
    return line.key[i] not in words.persons.surname and any(table.length(line, i) == 1 for table in tables)


def _small(line: Line, i: int, words: Gazetteer) -> bool:
    """Return whether syllable `i` is a small word, whatever its case: *Theo*, *Hiện*, *Trong*."""
    return line.function_word(i) or words.around.small.length(line, i) == 1


def _bridges(line: Line, i: int, words: Gazetteer) -> bool:
    """Return whether the syllable in lower case stands inside a name: *Ban Ki-moon*, *Charles de Gaulle*."""
    if not line.form[i].isalpha():
        return False
    if line.gap[i] == "-":
        return (
            (i > 1 and line.cap[i - 2] and line.gap[i - 1] == " " and not vietnamese(line.key[i - 2]))
            or not vietnamese(line.key[i - 1])
            or not vietnamese(line.key[i])
            or line.form[i - 1] in {"Ki", "Jong", "Il"}
        )
    first, stop = i, i + 1
    while i - first < 2 and line.form[first - 1] in words.persons.particle:
        first -= 1
    while stop < min(len(line), i + 3) and line.form[stop] in words.persons.particle and line.gap[stop] in {" ", "-"}:
        stop += 1
    follows = stop < len(line) and line.cap[stop] and line.gap[stop] in {" ", "-"}
    return line.form[i] in words.persons.particle and follows and foreign(line, first - 1, first)
