"""Who wrote it: the names that stand alone in the last lines of an article."""

from __future__ import annotations

from reader_app.nlp.entities.candidates import Candidate
from reader_app.nlp.entities.gazetteer import Gazetteer
from reader_app.nlp.entities.syllables import Line, vietnamese

_AND = frozenset((" - ", " – ", ", ", " & ", "/"))


def byline(line: Line, words: Gazetteer) -> list[Candidate]:
    """Return the names of which `line` consists, if it is nothing but names of writers; else nothing."""
    if not 2 <= len(line) <= 9 or not all(line.cap) or line.text[line.sentence.end - 1] in ".!?:,;":
        return []
    found: list[Candidate] = []
    first = 0
    for at in range(1, len(line) + 1):
        if at < len(line) and line.gap[at] in {" ", "."}:
            continue
        if at < len(line) and line.gap[at] not in _AND:
            return []
        found.append(Candidate(line, first, at, "PER", 0.8, "byline"))
        first = at
    return found if all(_writer(each, words) for each in found) else []


def _writer(each: Candidate, words: Gazetteer) -> bool:
    """Return whether a name looks like a writer's: two or three Vietnamese syllables, or initials before one."""
    line, keys = each.line, each.key
    if not 2 <= len(keys) <= 4 or words.known(line, each.first) is not None:
        return False
    if words.around.no_name.length(line, each.first) or words.around.title.length(line, each.first):
        return False
    if len(line.form[each.first]) == 1:
        return True
    if line.sentence.end >= len(line.text.rstrip()) and len(keys) < 4:
        return all(vietnamese(key) for key in keys)  # the very last line is hardly anything else
    persons = words.persons
    parts = persons.given | persons.middle | persons.surname
    return (
        all(vietnamese(key) for key in keys)
        and keys[-1] in persons.given | persons.middle
        and sum(key in parts for key in keys) >= len(keys) - 1
    )
