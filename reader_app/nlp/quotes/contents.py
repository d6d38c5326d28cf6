"""What was said: where a reported clause begins and ends."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reader_app.core.model import Span
from reader_app.core.naming import NAMED
from reader_app.core.spans import Quotation, trim_blanks, trim_marks, without_stop
from reader_app.nlp.quotes.cues import Cue
from reader_app.nlp.quotes.marks import mark_span
from reader_app.nlp.quotes.nominals import from_left, is_medium
from reader_app.nlp.quotes.page import DASHES, FINITE, Page, Sentence

_FAR = 400
"""Words: no clause goes on for longer."""
_VIA = 12
"""Words at most in *hãng tin Reuters cho hay* behind a clause."""

_TOLD = 4
"""Words: what is quoted of somebody's words is more than one of them."""
_PREDICATED = 6
_POINTED = NAMED | {"P", "Np"}

_COORDINATORS = frozenset(["và", "đồng thời", "nhưng", "song", "rồi", "cũng như"])
_TURNING = frozenset(["khẳng định", "nhấn mạnh", "cảnh báo", "tuyên bố"])
_BETWEEN = _COORDINATORS | {"cũng", "còn", ","}
_CONTRASTS = frozenset(["nhưng", "song", "tuy nhiên", "và", "mà"])
_NEGATIONS = frozenset(["không", "chưa", "chẳng", "từ chối"])


class Ending(NamedTuple):
    """Where a clause ends: before atom `last`. `reached` is the first atom that belongs to something else, `via` the
    medium named behind the clause."""

    last: int
    reached: int
    via: Span | None = None


def clause_end(page: Page, sentence: Sentence, start: int, cues: Sequence[Cue]) -> Ending:
    """Return where the clause from `start` ends: with the sentence or its brackets, or where the reporter or the next
    cue takes over."""
    starts = {cue.first: cue for cue in cues if cue.first > start}
    last = min(sentence.last, start + _FAR)
    depth = 0
    for i in range(start, last):
        if page.mark_over(i) is not None:
            continue
        word = page.word(i)
        if word == "(":
            depth += 1
        elif word == ")" and depth == 0:
            return Ending(i, i)
        elif word == ")":
            depth -= 1
        elif depth == 0 and i > start and (end := _handover(page, sentence, i, starts)) is not None:
            return end
        elif depth == 0 and word == "," and i + 1 in starts and _is_object(page, start, i):
            return Ending(i, i + 1)  # *nhận tội, khai đã trốn …*
    return Ending(last, last)


def _handover(page: Page, sentence: Sentence, i: int, starts: Mapping[int, Cue]) -> Ending | None:
    """Return the ending at `i` where something else begins there."""
    word = page.word(i)
    comma = word in (",", ";", ".") or word in DASHES
    behind = i + 1 if comma else i
    if word in ("/", "|", ">>", "»") and page.text[page.atoms[i].start - 1].isspace():
        return Ending(i, behind)  # a list of headlines
    if comma and page.at(behind, page.lexicon.reporter_returns) > behind:
        return Ending(i, behind)
    if comma and page.word(behind) == "theo" and _named_last(page, sentence, behind + 1):
        return Ending(i, behind, passing_on(page, sentence, behind))
    if comma and (via := passing_on(page, sentence, behind)) is not None:
        return Ending(i, sentence.last, via)
    if comma and page.word(behind) in ("còn", "trong khi") and _somebody_else(page, behind + 1, starts):
        return Ending(i, behind)
    if not comma and word not in _COORDINATORS and word not in _CONTRASTS:
        return None
    j = behind
    while j < sentence.last and page.word(j) not in _NEGATIONS and (
        page.word(j) in _BETWEEN or page.tag(j) == "R" or page.word(j) in page.lexicon.adverb
    ):  # fmt: skip
        j += 1
    contrast = word in _CONTRASTS or page.word(behind) in _CONTRASTS
    if _next_cue(page, i, j, starts.get(j)) or (contrast and _tells_nothing(page, j)):
        return Ending(i, behind)
    return None


def _named_last(page: Page, sentence: Sentence, i: int) -> bool:
    """Return whether from `i` on the sentence only names somebody: *…, theo lời Bộ trưởng X.*"""
    if page.word(i) == "lời":
        i += 1
    end = _without_stops(page, i, sentence.last)
    found = from_left(page, i, end) if i < end <= i + _VIA else None
    return found is not None and found.last == end and found.kind in ("person", "org", "title")


def _somebody_else(page: Page, i: int, starts: Mapping[int, Cue]) -> bool:
    """Return whether from `i` on somebody else speaks: *A nói …, còn B thì cho rằng …*."""
    cue = next((starts[j] for j in range(i + 1, i + _VIA) if j in starts), None)
    if cue is None or not (cue.clausal or cue.marked):
        return False
    found = from_left(page, i, cue.first)
    return found is not None and found.kind in ("person", "org", "title", "place", "unnamed") and all(
        page.tag(j) in ("R", "C", "DATE") for j in range(found.last, cue.first)
    )  # fmt: skip


def _next_cue(page: Page, i: int, j: int, cue: Cue | None) -> bool:
    """Return whether at `j`, behind *và*, *đồng thời* or a comma at `i`, the reporter tells what was said or done
    next."""
    between = page.words(i, j)
    if cue is not None and (cue.word in page.lexicon.sure or cue.marked or next_mark(page, cue.last) is not None):
        return True
    follows = between == "," or (between == "và" and cue is not None and cue.word in _TURNING)
    if follows and cue is not None and cue.clausal and _sentence_follows(page, cue.last):
        return True
    if "đồng thời" in between and cue is not None:
        return True
    return ("đồng thời" in between or between == "và") and page.at(j, page.lexicon.acting) > j


def _sentence_follows(page: Page, i: int) -> bool:
    """Return whether a sentence of its own begins at `i`: *đây là …*, *họ sẽ …*, *sẽ …*."""
    return page.word(i) in FINITE or (page.tag(i) == "P" and page.word(i + 1) in FINITE)


def _tells_nothing(page: Page, j: int) -> bool:
    """Return whether at `j` the reporter says what was not said: *nhưng không nói rõ lý do*."""
    if page.word(j) == "từ chối":
        return True
    return page.word(j) in _NEGATIONS and page.at(j + 1, page.lexicon.telling) > j + 1


def passing_on(page: Page, sentence: Sentence, i: int) -> Span | None:
    """Return the medium that the rest of the sentence from `i` names: *hãng tin Reuters cho hay*, *AFP dẫn lại*,
    *theo Reuters*."""
    start = i + 1 if page.word(i) == "theo" else i
    end = _without_stops(page, start, sentence.last)
    if not start < end <= start + _VIA:
        return None
    found = from_left(page, start, end)
    if found is None or not is_medium(page, found):
        return None
    behind = found.last
    if start == i:
        while behind < end and page.tag(behind) == "R":
            behind += 1
        verb, behind = behind, page.at(behind, page.lexicon.passing_on)
        if behind == verb:
            return None
    if behind < end and page.tag(behind) not in ("DATE", "N", "E"):
        return None
    return page.span(found.first, found.last)


def _is_object(page: Page, start: int, end: int) -> bool:
    """Return whether the few words of `[start, end)` are a verb's object, not a clause."""
    return end - start < 5 and page.tag(start) in ("N", "Nc", "L", "V") and not is_finite(page, start, end)


def is_clause(page: Page, first: int, last: int) -> bool:
    """Return whether atoms `[first, last)` say something: they hold a verb or a predicate."""
    return last - first >= 3 and any(
        page.tag(i) in ("V", "A") or page.word(i) in FINITE for i in range(first, min(last, first + _FAR))
    )


def is_finite(page: Page, first: int, last: int) -> bool:
    """Return whether a sign of a whole sentence stands in the atoms: *đã*, *sẽ*, *là*, *không* …"""
    return last - first >= 3 and any(page.word(i) in FINITE for i in range(first, min(last, first + _FAR)))


def is_predicated(page: Page, first: int, last: int) -> bool:
    """Return whether the atoms begin with a name or with something pointed at, and a predicate follows: *Mỹ ủng hộ …*,
    *nước này sẵn sàng …*; or with somebody and what is said of them in marks: *Việt Nam “khó chơi hơn trước”*."""
    i = first
    while i < last and page.tag(i) in ("N", "Nc", "L", "M"):
        i += 1
    if i >= last or page.tag(i) not in _POINTED:
        return False
    while i < last and page.tag(i) in _POINTED:
        i += 1
    mark = next_mark(page, i)
    if mark is not None and word_count(page, mark) >= _TOLD:
        return True
    while i < last and page.tag(i) in ("R", "X", "T"):
        i += 1
    return i + 1 < last and page.tag(i) in ("V", "A") and last - first >= _PREDICATED


def is_long(page: Page, first: int, last: int) -> bool:
    """Return whether the atoms are too many for a mere noun phrase and hold a verb behind their first words."""
    return last - first >= 8 and any(page.tag(i) == "V" for i in range(first + 2, min(last, first + _FAR)))


def clause_span(page: Page, first: int, last: int) -> Span | None:
    """Return the content of a clause without blanks, stops and the halves of marks at its ends."""
    while first < last and page.tag(first) == "CH" and page.mark_over(first) is None and page.word(first) not in "([{":
        first += 1
    while last > first and page.word(last - 1) in (",", ";", ":", "-", "–", "—", ".", "…", "..."):
        last -= 1
    if first >= last:
        return None
    span = page.span(first, last)
    trimmed = trim_blanks(page.text, span.start, span.end)
    return None if trimmed is None else trim_marks(page.text, without_stop(page.text, trimmed))


# quotations

_WORDS = re.compile(r"\w+")


def word_count(page: Page, mark: Quotation) -> int:
    return sum(1 for _ in _WORDS.finditer(page.text, mark.content.start, mark.content.end))


def alone(page: Page, sentence: Sentence, mark: Quotation) -> bool:
    """Return whether `mark` is all that stands in its sentence."""
    around = mark_span(mark)
    before, after = page.text[sentence.span.start : around.start], page.text[around.end : sentence.span.end]
    return not any(c.isalnum() for c in before + after)


def next_mark(page: Page, i: int) -> Quotation | None:
    """Return the quotation that atom `i` opens."""
    return page.mark_over(i) if page.opens_mark(i) else None


def behind_mark(page: Page, mark: Quotation) -> int:
    return page.index(mark_span(mark).end)


# punctuation


def only_marks(page: Page, first: int, last: int) -> bool:
    """Return whether there is no word in atoms `[first, last)`."""
    return all(page.tag(i) == "CH" for i in range(first, last))


def _without_stops(page: Page, first: int, last: int) -> int:
    """Return where `[first, last)` ends without the punctuation behind it; a bracket belongs to the words."""
    while last > first and page.tag(last - 1) == "CH" and page.word(last - 1) != ")":
        last -= 1
    return last
