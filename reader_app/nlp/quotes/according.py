"""*Theo X, …* and *…, theo X.*: a preposition names who says it. A medium named so before somebody else's words only
relays them."""

from __future__ import annotations

from reader_app.core.model import Span
from reader_app.core.spans import Quotation
from reader_app.nlp.quotes.contents import (
    Ending,
    behind_mark,
    clause_end,
    clause_span,
    is_clause,
    is_finite,
    next_mark,
    only_marks,
)
from reader_app.nlp.quotes.nominals import Nominal, from_left, is_medium, kind_of
from reader_app.nlp.quotes.page import FINITE, Page
from reader_app.nlp.quotes.state import Reading
from reader_app.nlp.quotes.subjects import subject

_CLEAR = ("person", "pronoun", "org", "title")
_DID = frozenset(["từng", "đã", "đang", "vừa", "trực tiếp", "chứng kiến", "đứng đầu", "phụ trách"])
_APPOSITION = 16
"""Words at most in *giám đốc Trung tâm Y* behind a name."""
_LINKS = frozenset(["còn", "nhưng", "song", "và", "tuy nhiên", "cũng", "vẫn", "đồng thời", "cụ thể", ";", ":"])


def prepositions(reading: Reading) -> list[int]:
    """Return the places of *theo* in the sentence that may name a speaker."""
    page, sentence = reading.page, reading.sentence
    found = []
    for span in page.lexicon.according.find(page.text, sentence.span):
        i = page.index(span.start)
        whole = i < len(page.atoms) and page.atoms[i].start == span.start
        if whole and page.mark_over(i) is None and not page.is_false_friend(span):
            found.append(i)
    return found


def take_according(reading: Reading, i: int) -> None:
    """Take what X says in *theo X*, `i` being the place of *theo*."""
    page = reading.page
    name = _named(reading, i)
    if name is None:
        return
    source, start = name
    cue = page.span(i, max(page.at(i, page.lexicon.according), i + 1))
    mark = _mark_before(reading, i)
    if start < 0 or (mark is not None and page.like_speech(mark)):
        _take_before(reading, i, mark, source, cue)
    elif _opens_clause(reading, i):
        _take_behind(reading, start, source, cue)


def _mark_before(reading: Reading, i: int) -> Quotation | None:
    """Return the quotation with which the sentence begins where *theo* at `i` is right behind it, whatever is told of
    the speaker: *“…”, theo ông X, Chủ tịch Y*."""
    page = reading.page
    mark = next((m for m in reversed(reading.sentence.marks) if behind_mark(page, m) <= i), None)
    if mark is None or not reading.begins(mark) or not only_marks(page, behind_mark(page, mark), i):
        return None
    return mark


def _take_behind(reading: Reading, start: int, source: Nominal, cue: Span) -> None:
    page = reading.page
    if (is_medium(page, source) or _is_bare_name(page, source)) and _somebody_else(reading, start):
        reading.via, reading.reached = page.span(source.first, source.last), start
        return
    ending = clause_end(page, reading.sentence, start, reading.cues)
    mark = next_mark(page, start)
    if mark is not None and only_marks(page, behind_mark(page, mark), ending.last):
        reading.take([mark.content], "according", 0.93, cue, source, ending)
        return
    if not is_finite(page, start, ending.last) and any(c.first >= ending.reached for c in reading.cues):
        reading.speaker, reading.reached = source, ending.reached  # *Theo ông X, giám đốc Y, cho biết …*
        return
    content = clause_span(page, start, ending.last) if is_clause(page, start, ending.last) else None
    if content is not None:
        reading.take([content], "according", 0.9 if source.kind in _CLEAR else 0.82, cue, source, ending)


def _take_before(reading: Reading, i: int, mark: Quotation | None, source: Nominal, cue: Span) -> None:
    """Take what stands before *theo X* at the end of the sentence: `mark`, or a clause."""
    page, sentence, comma = reading.page, reading.sentence, i - 1
    if comma <= reading.reached or page.tag(comma) != "CH":
        return
    if reading.drafts and is_medium(page, source):
        reading.drafts[-1].via = page.span(source.first, source.last)
        return
    end = Ending(sentence.last, sentence.last)
    if mark is not None:
        reading.take([mark.content], "according-behind", 0.9, cue, source, end)
    elif is_finite(page, reading.reached, comma) and (content := clause_span(page, reading.reached, comma)):
        reading.take([content], "according-behind", 0.8, cue, source, end)


def _is_bare_name(page: Page, source: Nominal) -> bool:
    """Return whether `source` is a foreign name alone, without any form of address, as papers are named: *Theo
    Aljazeera*."""
    one = source.last - source.first == 1 and page.tag(source.first) in ("PER", "ORG", "Np", "MISC")
    return one and page.word(source.first).isascii()


def _named(reading: Reading, i: int) -> tuple[Nominal, int] | None:
    """Return who is named behind *theo*, and where what they say begins (-1: not behind it)."""
    page, last = reading.page, reading.sentence.last
    start = max(page.at(i, page.lexicon.according), i + 1)
    if page.word(start - 1) in ("tin", "nguồn"):  # *theo nguồn tin*: the noun is the source
        start = i + 1
    end = _phrase_end(reading, start)
    found = _source(reading, start, end) if end > start else None
    if found is None:
        return None
    if end >= last or page.word(end) in (".", ";"):
        return found, -1
    behind = end if next_mark(page, end) is not None else end + 1
    while page.word(end) == "," and (comma := _apposition(reading, found, behind)) > 0:
        end, behind = comma, comma + 1
    if page.word(behind) in ("thì", "rằng", ":"):
        behind += 1
    return found, behind if behind < last else -1


def _phrase_end(reading: Reading, start: int) -> int:
    """Return the place of what ends the name behind *theo*: a comma, *thì*, a colon, a quotation."""
    page, depth, j = reading.page, 0, start
    while j < reading.sentence.last:
        if (title := _title_of_work(page, start, j)) is not None:
            j = behind_mark(page, title)
        word = page.word(j)
        depth += (word == "(") - (word == ")")
        if depth <= 0 and j > start and (word in (",", "thì", ":", ".", ";") or next_mark(page, j) is not None):
            return j
        j += 1
    return reading.sentence.last


def _title_of_work(page: Page, start: int, i: int) -> Quotation | None:
    """Return the quotation at `i` where it is the title of the writing named from `start` on: *theo dự thảo “…”, …*."""
    mark = next_mark(page, i) if i > start else None
    if mark is None or page.at(start, page.lexicon.document) == start or page.tag(i - 1) not in ("N", "Nc", "QTY", "M"):
        return None
    return mark if page.word(behind_mark(page, mark)) == "," else None


def _apposition(reading: Reading, found: Nominal, start: int) -> int:
    """Return the place of the comma behind the apposition from `start`: *Theo ông X, giám đốc Y, …*; -1: none."""
    page, last = reading.page, reading.sentence.last
    stop = min(last, start + _APPOSITION + 1)
    comma = next((j for j in range(start, stop) if page.word(j) == "," and page.mark_over(j) is None), -1)
    if comma < 0 or found.kind != "person" or page.word(start) == "khoảng":
        return -1
    if page.word(start) == "người" and (page.word(start + 1) in _DID or start > found.last + 2):
        return comma  # *…, người từng làm ở Y, …*
    if page.word(start) in ("hiện", "vốn", "từng", "nguyên") and page.word(start + 1) == "là":
        return comma
    if any(page.word(i) in FINITE and page.word(i) != "ở" for i in range(start, comma)):
        return -1
    if page.tag(start) in ("E", "V", "DATE", "QTY", "M", "C", "R"):
        return -1
    other = from_left(page, start, comma)
    if other is None or page.at(start, page.lexicon.kin) > start:
        return comma
    return comma if other.kind in ("title", "unnamed", "org", "noun") and other.last >= comma - 1 else -1


def _source(reading: Reading, start: int, end: int) -> Nominal | None:
    """Return who is named in `[start, end)`: of *thông tin đăng trên báo X* the paper."""
    page = reading.page
    found = from_left(page, start, end)
    if found is None or found.kind == "noun" or page.word(found.first) in ("tôi", "chúng tôi", "mình"):
        return None
    if found.kind != "document":
        return found
    named = next((j for j in range(found.last, end) if page.tag(j) in ("ORG", "PER")), -1)
    if named < 0:
        return found
    if page.word(found.first) not in ("thông tin", "tin", "nguồn tin"):
        return Nominal(found.first, named + 1, "document")
    first = named
    while first > found.last and page.tag(first - 1) in ("N", "Nc", "Np"):
        first -= 1
    kind = kind_of(page, first, named + 1)
    return Nominal(first, named + 1, kind) if kind else None


def _opens_clause(reading: Reading, i: int) -> bool:
    """Return whether *theo* at `i` begins what somebody says, not an aside in it."""
    page, before = reading.page, i - 1
    if before < reading.reached or page.word(before) in _LINKS:
        return True
    if page.word(before) == ",":
        return not is_finite(page, reading.reached, before)
    return i - reading.reached < 6 and not any(page.tag(j) == "V" for j in range(reading.reached, i))


def _somebody_else(reading: Reading, start: int) -> bool:
    """Return whether behind `start` a cue has a speaker of its own."""
    return any(
        cue.first > start and (cue.clausal or cue.marked) and subject(reading.page, start, cue.first) is not None
        for cue in reading.cues
    )
