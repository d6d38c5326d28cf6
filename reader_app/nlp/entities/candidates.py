"""What may be a name: a scan of one sentence from left to right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reader_app.nlp.entities.gazetteer import Gazetteer, Name
from reader_app.nlp.entities.offices import addresses, office
from reader_app.nlp.entities.runs import run
from reader_app.nlp.entities.shapes import foreign, person_at, vietnamese_name
from reader_app.nlp.entities.structures import known_as, organisation, place, prize
from reader_app.nlp.entities.syllables import Line, vietnamese

# an office before them still names who follows
_JOINTS = frozenset((" ", " - ", "- ", " – ", ") ", " (", "-"))


@dataclass(slots=True)
class Candidate:
    """The syllables `[first, stop)` of `line`. `label` is "" until it is known; `name` is the gazetteer's entry.

    `titled`, `addressed`: an office, a form of address stands before it; `placed`: a word that places follow."""

    line: Line
    first: int
    stop: int
    label: str = ""
    score: float = 0.0
    rule: str = ""
    name: Name | None = None
    titled: bool = False
    addressed: bool = False
    placed: bool = False

    @property
    def text(self) -> str:
        span = self.line.span(self.first, self.stop)
        return span.of(self.line.text)

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(self.line.key[self.first : self.stop])


def candidates(line: Line, words: Gazetteer) -> Iterator[Candidate]:
    """Yield what may be a name in `line`, not overlapping, in the order of the text."""
    around = words.around
    i = 0
    titled = addressed = False  # an office, a form of address stands before, with at most places and offices between
    while i < len(line):
        if i and line.gap[i] not in _JOINTS:
            titled = addressed = False
        if (title := office(line, i, words)) and title >= words.reach(line, i):
            i, titled, addressed = i + title, True, False
            continue
        if (honorific := around.honorific.length(line, i)) and addresses(line, i, honorific):
            i, addressed = i + honorific, True
            continue
        if i and line.form[i - 1].lower() == "tiếng" and line.gap[i] == " ":
            i += max(words.reach(line, i), 1)
            continue
        if not addressed:
            found = _built(line, i, words, titled=titled) or _known(line, i, words, titled=titled)
            if found is not None:
                found.titled = titled
                yield found
                i = found.stop
                continue
        stop = run(line, i, words, named=addressed)
        if stop == i:
            # an office stays in force over the words of its field: Giám đốc Viện Quốc gia Anh John Smith
            step = around.field.length(line, i) if titled else 0
            titled = titled and bool(step or line.common[i])
            addressed = False
            i += step or _step(line, i, words)
            continue
        yield Candidate(line, i, stop, titled=titled, addressed=addressed)
        i, titled, addressed = stop, False, False


def _step(line: Line, i: int, words: Gazetteer) -> int:
    """Return how many syllables from `i` on are no name: a class noun that is no part of one is left whole."""
    around = words.around
    length = max(table.length(line, i) for table in (around.place_before, around.place_class, around.event))
    return length if length and not any(line.cap[i : i + length]) else 1


def _built(line: Line, i: int, words: Gazetteer, *, titled: bool) -> Candidate | None:
    """Return the institution or place with its class noun that starts at `i`, or what is known under a longer name."""
    known = words.known(line, i)
    reach = known[0] if known else 0
    length = prize(line, i, words)
    if length > reach:
        return Candidate(line, i, i + length, "MISC", 0.8, "prize")
    length = organisation(line, i, words, titled=titled)
    if length > reach:
        return Candidate(line, i, i + length, "ORG", 0.9, "institution")
    length = place(line, i, words)
    if length > reach:
        return Candidate(line, i, i + length, "LOC", 0.9, "class-noun")
    return None


def _known(line: Line, i: int, words: Gazetteer, *, titled: bool) -> Candidate | None:
    """Return the name of the gazetteer at `i`, if it is not a part of another name."""
    if i + 1 < len(line) and line.gap[i + 1] in {"-", " - "} and (pair := _short(line, i, words)):
        return pair  # Trung-Mỹ are two
    direction = words.around.direction.length(line, i) if line.cap[i] else 0
    known = words.known(line, i) or _paper(line, i, words)
    if known is None and direction and line.next_to(i + direction):
        beyond = words.known(line, i + direction)
        if beyond and beyond[1].label == "LOC" and not line.opens(i):
            return Candidate(
                line, i, i + direction + beyond[0], "LOC", 0.85, "gazetteer-place", beyond[1]._replace(usual="")
            )
    if known is None:
        return _short(line, i, words)
    return _of_gazetteer(line, i, known, words, titled=titled)


def _of_gazetteer(line: Line, i: int, known: tuple[int, Name], words: Gazetteer, *, titled: bool) -> Candidate | None:
    """Return the `known` name at `i`, with what follows it where that makes another name."""
    length, name = known
    if titled and length == 1 and name.label == "LOC" and _person_in_full(line, i, words):
        return None  # Tổng thống Đài Loan Thái Anh Văn
    if line.form[i] == "Anh" and length == 1 and line.opens(i) and not _listed(line, i + 1):
        return None  # he
    stop = i + length
    if (
        name.kind == "state"
        and (state := words.known(line, stop))
        and state[1].kind == "country"
        and line.next_to(stop)
    ):
        return _of_state(line, i, stop, state[0])
    rule = {"LOC": "gazetteer-place", "ORG": "gazetteer-org"}.get(name.label, "gazetteer-misc")
    while name.label == "MISC" and line.next_to(stop) and line.form[stop][0].isdigit():
        stop += 1  # iPhone 5S
    around = words.around
    placed = any(table.before(line, i) for table in (around.place_before, around.preposition))
    found = Candidate(line, i, stop, name.label, 0.95, rule, name, placed=placed)
    if not line.next_to(stop) and not (stop < len(line) and line.gap[stop] == "-"):
        return found
    end = run(line, stop, words)
    if end == stop:
        return found
    if line.form[end - 1] in words.around.org_end:
        return Candidate(line, i, end, "ORG", 0.9, "org-shape")
    if name.label == "LOC":
        return found if _stands_alone(line, i, stop, end, words, titled=titled) else None
    if name.kind in {"company", "misc"} and not titled and words.known(line, stop) is None:
        return Candidate(line, i, end, "MISC", 0.5, "gazetteer-misc")
    return found


def _person_in_full(line: Line, i: int, words: Gazetteer) -> bool:
    """Return whether a Vietnamese name of three or four syllables starts at `i`, right before no further capital."""
    stop = i
    while stop < len(line) and line.cap[stop] and (stop == i or line.next_to(stop)):
        stop += 1
    return 3 <= stop - i <= 4 and vietnamese_name(line, i, stop, words.persons)


def _listed(line: Line, i: int) -> bool:
    """Return whether another name is put beside the one that ends before `i`."""
    return i < len(line) and (line.gap[i] != " " or (line.form[i] == "và" and line.cap[min(i + 1, len(line) - 1)]))


def _paper(line: Line, i: int, words: Gazetteer) -> tuple[int, Name] | None:
    """Return the newspaper at `i` that is named by common words: behind *báo*, *tờ*, *theo* only."""
    if not line.cap[i]:
        return None
    if i == 0:  # (Dân trí) - …
        found = words.papers.at(line, i)
        return found if found and found[0] < len(line) and line.gap[found[0]].startswith(")") else None
    if not line.next_to(i):
        return None
    medium = words.around.medium.before(line, i) or line.form[i - 1].lower() == "theo"
    return words.papers.at(line, i) if medium else None


def _of_state(line: Line, i: int, stop: int, state: int) -> Candidate | None:
    """Return *Quốc hội Mỹ* as one name; at the start of a sentence *Chính phủ Mỹ* is no more than *chính phủ Mỹ*."""
    if line.opens(i) and line.form[i] in {"Chính", "Nội", "Nhà"}:
        return None
    return Candidate(line, i, stop + state, "ORG", 0.85, "institution")


def _stands_alone(line: Line, i: int, stop: int, end: int, words: Gazetteer, *, titled: bool) -> bool:
    """Return whether the place `[i, stop)` is a name of its own, before more capitals up to `end`."""
    if stop - i == 1 and end - stop == 1 and line.gap[stop] == " " and line.key[stop] in words.persons.given:
        return words.known(line, stop) is not None  # ca sĩ Mỹ Tâm
    if titled or stop - i > 1 or line.gap[stop] == "-" or words.known(line, stop) is not None:
        return True
    if not vietnamese(line.key[i]):
        # Jordan Henderson, Victoria Beckham
        return line.key[i] not in words.persons.first and known_as(line, i, words, "country")
    return foreign(line, stop, end) or (
        person_at(line, stop, words.persons) and vietnamese_name(line, stop, end, words.persons)
    )


def _short(line: Line, i: int, words: Gazetteer) -> Candidate | None:
    """Return the short name of a country (*Trung*) beside that of another one: *quan hệ Trung - Nhật*."""
    if line.key[i] not in words.short or not line.cap[i]:
        return None
    for gap, at in ((i, i - 1), (i + 1, i + 1)):
        if 0 <= at < len(line) and gap < len(line) and line.gap[gap] in {"-", " - ", "–", " – "} and line.cap[at]:
            known = words.known(line, at)
            if line.key[at] in words.short or (known and known[0] == 1 and known[1].kind == "country"):
                return Candidate(line, i, i + 1, "LOC", 0.85, "country-pair")
    return None
