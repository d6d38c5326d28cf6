"""What stands in front of its speaker: *“A”, ông X nói*, *A, ông X cho biết.*, *“A” - chia sẻ của ông X*; and
quotations whose cue the lexicon does not know."""

from __future__ import annotations

from reader_app.core.model import Span
from reader_app.core.spans import Quotation
from reader_app.nlp.quotes.contents import (
    Ending,
    alone,
    behind_mark,
    clause_end,
    clause_span,
    is_clause,
    is_finite,
    is_long,
    next_mark,
    passing_on,
    word_count,
)
from reader_app.nlp.quotes.cues import Cue
from reader_app.nlp.quotes.draft import Draft, weighed
from reader_app.nlp.quotes.marks import mark_span
from reader_app.nlp.quotes.nominals import Nominal, from_left, skip_opening
from reader_app.nlp.quotes.page import DASHES, Page
from reader_app.nlp.quotes.state import Reading

_PERSONS = ("person", "pronoun", "title")
_ADJUNCTS = frozenset(["với", "trước", "trên", "như vậy", "hôm", "ngày", "sáng", "chiều", "tối"])
_ME = frozenset(["tôi", "chúng tôi", "chúng ta", "mình", "em", "cháu", "con"])
_HEADING = 9
"""Words: a line in marks that has fewer and no stop is a heading."""
_SHORT = 5
"""Words at most behind somebody without a name: *“…”, chồng bà ngắt lời*."""
_TIES = DASHES | {","}
_TOLD = 10
"""Words at most between somebody behind a quotation and the verb: *“…” - cầu thủ đang khoác áo Y chia sẻ*."""
_BARE = 60
"""Code points at most before the speaker in *Bộ trưởng X cho biết.*, which has no content of its own."""


def take_backward(reading: Reading, cue: Cue, speaker: Nominal) -> None:
    """Take what stands in front of the speaker of `cue`."""
    page, sentence = reading.page, reading.sentence
    said = page.span(cue.first, cue.last)
    if (mark := reading.mark_before(speaker)) is not None:
        second, reached = _second_part(reading, cue)
        contents = [mark.content] if second is None else [mark.content, second]
        via = passing_on(page, sentence, cue.last + 1) if page.word(cue.last) == "," else None
        reached = reached if via is None else sentence.last
        reading.take(contents, "postposed", 0.95, said, speaker, Ending(reached, reached, via))
    elif _closes(reading, cue) and not cue.weak and speaker.kind != "noun":
        if (content := _clause_before(reading, speaker)) is not None:
            end = Ending(sentence.last, sentence.last)
            reading.take([content], "postposed-clause", 0.85, said, speaker, end)
        elif (
            reading.bare is None
            and not reading.drafts
            and page.atoms[speaker.first].start - sentence.span.start < _BARE
        ):
            reading.bare = Draft([], "postposed", weighed(0.85, speaker), said, speaker, sentence=reading.number)


def _second_part(reading: Reading, cue: Cue) -> tuple[Span | None, int]:
    """Return what goes on behind the cue (*“A”, ông nói, “B”*; *“A”, ông nói song B*), and where that ends."""
    page, end, i = reading.page, reading.sentence.last, cue.last
    while i < end and page.word(i) in (",", "thêm", "tiếp"):
        i += 1
    mark = next_mark(page, i) if i > cue.last else None
    if mark is not None and page.like_speech(mark):
        return mark.content, behind_mark(page, mark)
    if page.word(i) not in ("song", "nhưng", "và"):
        return None, cue.last
    if any(c.first > i and all(page.tag(j) in ("R", "C") for j in range(i + 1, c.first)) for c in reading.cues):
        return None, cue.last  # *ông nói và cho biết thêm …*: another quote
    ending = clause_end(page, reading.sentence, i + 1, reading.cues)
    content = clause_span(page, i + 1, ending.last) if is_clause(page, i + 1, ending.last) else None
    return content, ending.reached if content is not None else cue.last


def _closes(reading: Reading, cue: Cue) -> bool:
    """Return whether nothing but an adjunct follows the cue in its sentence."""
    page, end = reading.page, reading.sentence.last
    while end > cue.last and page.tag(end - 1) == "CH":
        end -= 1
    return end <= cue.last or page.tag(cue.last) in ("E", "DATE") or page.word(cue.last) in _ADJUNCTS


def _clause_before(reading: Reading, speaker: Nominal) -> Span | None:
    """Return the clause that ends with a comma before the speaker."""
    page, start, comma = reading.page, reading.reached, speaker.first - 1
    while comma > start and page.tag(comma) != "CH":
        comma -= 1
    if comma <= start or not (page.word(comma) == "," or page.word(comma) in DASHES) or page.tag(start) == "E":
        return None
    first = start
    while first < comma and page.tag(first) in ("C", "CH"):
        first += 1
    if page.at(first, page.lexicon.setting) > first:
        return None  # *Khi được hỏi về việc này, ông …*
    whole = is_finite(page, start, comma) or is_long(page, start, comma)
    return clause_span(page, start, comma) if whole else None


# quotations that no cue took


def take_left_marks(reading: Reading) -> None:
    """Take the quotations of the sentence that read like speech and that no cue has taken."""
    page = reading.page
    for mark in reading.sentence.marks:
        whole = alone(page, reading.sentence, mark)
        if not reading.free(mark) or not (whole or page.like_speech(mark)):
            continue
        behind = behind_mark(page, mark)
        before = page.index(mark_span(mark).start) - 1
        end = Ending(behind, behind)
        if before >= reading.sentence.first and page.word(before) == ":" and word_count(page, mark) >= 5:
            person = _person_before(reading, before)
            exclaims = mark.content.of(page.text)[-1] in "!?" and not _names_work(page, before - 1)
            if person is not None or exclaims:
                reading.take([mark.content], "colon-marks", 0.76, None, person, end)
        elif reading.begins(mark) and (found := _person_behind(reading, behind)) is not None:
            reading.take([mark.content], "postposed", 0.7, found[1], found[0], end)
        elif (named := _noun_behind(reading, behind)) is not None:
            reading.take([mark.content], "postposed", 0.85, named[1], named[0], Ending(named[0].last, named[0].last))
        elif reading.begins(mark) and not reading.drafts and _is_told(reading, mark, behind):
            reading.drafts.append(Draft([mark.content], "bare-marks", 0.5, sentence=reading.number))
        elif whole and word_count(page, mark) >= 4 and not _is_heading(reading, mark):
            score = 0.6 if page.like_speech(mark) else 0.4  # too weak, unless it runs on
            reading.drafts.append(Draft([mark.content], "bare-marks", score, sentence=reading.number))


def _is_told(reading: Reading, mark: Quotation, behind: int) -> bool:
    """Return whether the reporter only tells more behind a quotation: *“…”, giọng anh buồn bã*; and what he tells is
    not that it was a song or a film."""
    page = reading.page
    if page.word(behind) not in _TIES or not page.like_speech(mark) or _names_work(page, behind + 1):
        return False
    first, last = page.index(mark.content.start), page.index(mark.content.end)
    stopped = mark.content.of(page.text)[-1] in ".!?…"
    return stopped or any(page.word(i) in _ME for i in range(first, last))


def _names_work(page: Page, i: int) -> bool:
    """Return whether a song, a film, a slogan is named at `i`."""
    return any(page.at(j, page.lexicon.work) > i for j in (i, i - 1))


def _is_heading(reading: Reading, mark: Quotation) -> bool:
    """Return whether the quotation is a short line of its own without any stop."""
    page, line = reading.page, reading.sentence.span
    fills = reading.sentence.opens and page.text[line.end : line.end + 1] in ("", "\n")
    stopped = any(c in ".!?…,;:" for c in (page.text[line.end - 1], mark.content.of(page.text)[-1]))
    return fills and not stopped and word_count(page, mark) < _HEADING


def _person_before(reading: Reading, hi: int) -> Nominal | None:
    """Return the first person of the sentence: *HLV X không trách học trò: “…”*."""
    found = (from_left(reading.page, i, hi) for i in range(reading.sentence.first, hi))
    named = next((nominal for nominal in found if nominal is not None and nominal.kind in _PERSONS), None)
    if named is not None:
        return named
    start = skip_opening(reading.page, reading.sentence.first, hi)
    first = from_left(reading.page, start, hi) if start < hi else None
    return first if first is not None and first.kind == "unnamed" else None


def _person_behind(reading: Reading, i: int) -> tuple[Nominal, Span | None] | None:
    """Return the person right behind a quotation and the verb that follows: *“…”, ông X thở dài*."""
    page, end, tied = reading.page, reading.sentence.last, False
    while i < end and page.tag(i) == "CH":
        tied = tied or page.word(i) == "," or page.word(i) in DASHES
        i += 1
    found = from_left(page, i, end) if i < end and tied else None
    if found is None or found.kind not in (*_PERSONS, "unnamed", "noun"):
        return None
    said = next((cue for cue in reading.cues if found.last <= cue.first < found.last + _TOLD), None)
    if said is not None:
        return found, page.span(said.first, said.last)
    short = found.kind == "unnamed" and end - found.last <= _SHORT
    if found.kind not in _PERSONS and not short:
        return None
    verb = next((j for j in range(found.last, min(end, found.last + 4)) if page.tag(j) == "V"), -1)
    return found, page.span(verb, verb + 1) if verb >= 0 else None


def _noun_behind(reading: Reading, i: int) -> tuple[Nominal, Span] | None:
    """Return the speaker and the cue of *“…” - chia sẻ của ông X* behind a quotation."""
    page, end = reading.page, reading.sentence.last
    while i < end and page.tag(i) == "CH":
        i += 1
    if page.word(i) in ("là", "đó là", "lời"):
        i += 1
    behind = page.at(i, page.lexicon.cue)
    if behind == i or behind + 1 >= end or page.word(behind) != "của":
        return None
    found = from_left(page, behind + 1, end)
    return (found, page.span(i, behind)) if found is not None and found.kind != "noun" else None
