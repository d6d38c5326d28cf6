"""What speaks for a person, a place or an institution in a run of capitals and beside it."""

from __future__ import annotations

import re

from reader_app.nlp.entities.candidates import Candidate
from reader_app.nlp.entities.gazetteer import Gazetteer
from reader_app.nlp.entities.shapes import foreign, short_name, vietnamese_name
from reader_app.nlp.entities.syllables import Line, vietnamese

_AGE = r"[,\s(]+(?:\d{1,3} tuổi|SN|sinh năm|sn|nick)"
_PLACE_ENDS = (
    "stan", "land", "burg", "ville", "grad", "abad", "shire", "pur", "polis", "iang", "ington", "sk",
)  # fmt: skip
_APOSTROPHES = str.maketrans("", "", "'’")
_ADVERBS = frozenset("đã cũng vừa từng sẽ đang còn lại mới không".split())


def evidence(found: Candidate, words: Gazetteer) -> list[str]:
    """Return the pieces of evidence for the run `found`, by the names that `classify.WEIGHTS` gives them."""
    line, first, stop = found.line, found.first, found.stop
    if (
        stop - first == 1
        and not (found.titled or found.addressed)
        and vietnamese(line.key[first])
        and not line.acronym(first)
    ):
        # a name is seldom so short, but for a given name
        given = line.key[first] in words.persons.given and not words.around.state_before.before(line, first)
        return _right(found, words) if given else []
    pieces = _left(found, words) + _right(found, words)
    if stop - first == 1 and len(line.form[first]) == 1 and not (found.titled or found.addressed):
        return []
    if stop - first == 1 and not line.form[first].isalpha():
        # H7N9, B-52: a type, unless somebody says that it is a person or a medium
        pieces = [piece for piece in pieces if piece in {"addressed", "titled", "medium", "credit-org"}]
    if stop - first == 1 and line.acronym(first) and len(line.form[first]) > 6:
        return []  # a code word
    if stop - first == 1:
        pieces += _single(line, first, words)
    else:
        pieces += _several(line, first, stop, words)
    return pieces


def _left(found: Candidate, words: Gazetteer) -> list[str]:
    line, i, around = found.line, found.first, words.around
    pieces = ["addressed"] if found.addressed else []
    if found.titled:
        odd = found.stop - i == 1 and vietnamese(line.key[i]) and line.key[i] not in words.persons.given
        pieces.append("titled-odd" if odd else "titled")
    if i and line.form[i - 1].lower() == "ảnh" and line.gap[i] in {": ", ":", " "}:
        pieces.append("credit-org" if line.acronym(i) else "credit")
    if i == 0 and _opening_credit(found):
        pieces.append("credit-org")
    if i > 1 and line.gap[i] == " " and line.form[i - 1][0].isdigit() and line.form[i - 2].lower() == "số":
        return ["address"]
    if not i or line.gap[i] not in {" ", " “", ' "'}:
        return pieces
    if line.acronym(i) and line.form[i - 1] in {"của", "do", "bởi"}:
        pieces.append("after-of")
    for name, table in (
        ("medium", around.medium), ("event", around.event), ("group", around.group),
        ("place-before", around.place_before),
        ("state-before", around.state_before), ("preposition", around.preposition),
    ):  # fmt: skip
        if table.before(line, i) and not (name == "preposition" and not _place_like(line, i)):
            pieces.append(name)
            break
    return pieces


def _place_like(line: Line, i: int) -> bool:
    return line.form[i - 1] not in {"cho", "với", "ra"} and not any(map(str.isdigit, line.form[i]))


def _opening_credit(found: Candidate) -> bool:
    """Return whether the article begins with an agency's short name: *(TTXVN) -*, *TP -*."""
    line = found.line
    after = line.gap[found.stop] if found.stop < len(line) else ""
    return line.acronym(found.first) and found.stop == 1 and after in {") - ", ") – ", " - ", " – ", ") -", " -"}


def _right(found: Candidate, words: Gazetteer) -> list[str]:
    line, stop, around = found.line, found.stop, words.around
    pieces = []
    after = line.end[stop - 1]
    if re.compile(_AGE).match(line.text, after):
        pieces.append("age")
    if stop >= len(line):
        return pieces
    gap = line.gap[stop]
    if gap == " ":
        at = stop
        while at < len(line) and line.form[at] in _ADVERBS:
            at += 1
        if around.lives.length(line, at):
            pieces.append("lives")
        elif around.says.length(line, at):
            pieces.append("says-person" if stop - found.first > 1 else "says-org")
    elif gap in {", ", " - ", "- ", " – ", " ("}:
        if around.title.length(line, stop) and not line.cap[stop]:
            pieces.append("title-right")
        elif _place_follows(line, stop, words):
            pieces.append("place-right")
    return pieces


def _place_follows(line: Line, i: int, words: Gazetteer) -> bool:
    """Return whether a place stands at `i`, or a noun that says what place was named before."""
    if line.gap[i] != " - " and (known := words.known(line, i)) and known[1].label == "LOC":
        return True
    return words.around.place_class.length(line, i) > 0 or words.around.place_before.length(line, i) > 0


def _single(line: Line, i: int, words: Gazetteer) -> list[str]:
    form, key = line.form[i], line.key[i]
    if key in words.persons.known:
        return ["known-person"]
    if line.acronym(i):
        return ["acronym"] if len(form) <= 6 and not line.upper else []
    if form.isalpha() and not vietnamese(key):
        return ["place-shape" if form.lower().endswith(_PLACE_ENDS) else "single"]
    return []


def _model(line: Line, first: int) -> bool:
    """Return whether a type of machine stands before: *F/A-18E Super Hornet*."""
    return first > 0 and line.gap[first] == " " and any(map(str.isdigit, line.form[first - 1]))


def _several(line: Line, first: int, stop: int, words: Gazetteer) -> list[str]:
    persons = words.persons
    if line.form[stop - 1] in words.around.org_end:
        return ["org-end"]
    if vietnamese_name(line, first, stop, persons):
        return ["vietnamese-name"] if stop - first > 2 else ["short-name", "foreign-name"]
    pieces = []
    if line.key[first] in persons.first:
        pieces.append("first-name")
    if line.key[stop - 1] in persons.known:
        pieces.append("known-person")
    if short_name(line, first, stop, persons):
        pieces.append("short-name")
    elif foreign(line, first, stop):
        letters = all(form.translate(_APOSTROPHES).isalpha() for form in line.form[first:stop])
        if letters and stop - first <= 4 and not _model(line, first):
            pieces.append("foreign-name")
    elif not pieces and line.key[stop - 1] in persons.given and line.tag[first] == "Np":
        pieces.append("native-name")
    return pieces
