"""What stands before a person's name: offices and forms of address."""

from __future__ import annotations

from reader_app.nlp.entities.gazetteer import Gazetteer
from reader_app.nlp.entities.shapes import foreign
from reader_app.nlp.entities.structures import organisation
from reader_app.nlp.entities.syllables import Line, vietnamese


def office(line: Line, i: int, words: Gazetteer) -> int:
    """Return the length of the office at `i`, its field included (*Bộ trưởng Quốc phòng*)."""
    title = words.around.title.length(line, i)
    if not title or (line.last[i + title - 1] > i + title - 1 and line.common[i + title - 1]):
        return 0
    if line.begin[i] < i and not line.cap[i]:
        return 0
    inside = line.cap[i] and not line.opens(i) and not line.acronym(i)
    if title == 1 and inside and line.next_to(i + 1) and line.cap[i + 1]:
        return 0  # Tân, Nguyên, Vua: parts of names as well
    stop = i + title
    if line.next_to(stop) and words.known(line, stop) is None and not organisation(line, stop, words, titled=True):
        return title + words.around.field.length(line, stop)
    return title


def addresses(line: Line, i: int, length: int) -> bool:
    """Return whether the form of address at `i` stands before a name."""
    after = i + length
    if not line.next_to(after) or not line.cap[after] or line.begin[i] < i:
        return False
    if line.cap[i] and not line.opens(i) and vietnamese(line.key[i]):
        return False  # Bộ trưởng Quốc phòng Anh, Lan Anh
    form = " ".join(line.form[i:after]).lower()
    return not (
        form in {"tên", "em", "cháu", "má"}
        and (line.acronym(after) or (foreign(line, after, after + 1) and form == "tên"))
    )
