"""What stands behind a cue: a quotation, a clause with *rằng*, *là* or a colon, a bare clause."""

from __future__ import annotations

from reader_app.core.spans import Quotation
from reader_app.nlp.quotes.bare import MODAL, SHOWS, is_said
from reader_app.nlp.quotes.contents import (
    Ending,
    behind_mark,
    clause_end,
    clause_span,
    is_clause,
    is_finite,
    is_predicated,
    next_mark,
    only_marks,
    word_count,
)
from reader_app.nlp.quotes.cues import Cue
from reader_app.nlp.quotes.draft import WEAKEST, Draft, weighed
from reader_app.nlp.quotes.marks import mark_span
from reader_app.nlp.quotes.nominals import NOMINAL, Nominal
from reader_app.nlp.quotes.page import DASHES, Page
from reader_app.nlp.quotes.state import Reading

_LONG = 8
"""Words: a quotation of so many is more than a few words picked out of a clause."""
_PICKED = 4
"""Words: what is shorter was picked out of a clause."""
_AS = frozenset(["là", "như"])
_OBJECT = 8
"""Words at most in whom or what a verb is about: *khen học trò cũ của mình*."""
_INHERITED = 0.7
"""So strong a cue must be to take the speaker of the cue before it."""
_OF_PEOPLE = frozenset(["phản ánh", "báo tin"])
_WHEN = frozenset(["sau khi", "trước khi", "trong khi", "khi", "sau", "trước", "vì", "do", "trước việc", "sau việc"])


def take_forward(reading: Reading, cue: Cue, speaker: Nominal, *, inherited: bool = False) -> bool:
    """Take what stands behind `cue`. Returns whether there is something."""
    page, end = reading.page, reading.sentence.last
    start = cue.that + 1 if cue.marked else cue.last
    if not cue.marked and page.word(start) == ",":
        start += 1
        if page.word(start) == "theo" and next_mark(page, start) is None:
            return False  # *“…”, ông X nói, theo Reuters*
    while start < end and page.word(start) in (":", "rằng"):
        start += 1
    if start >= end:
        if cue.marked:  # *Ông X nói:* and what he said on the next line
            said = page.span(cue.first, cue.last)
            reading.bare = Draft([], "marks-cue", weighed(0.85, speaker), said, speaker, sentence=reading.number)
        return False
    if cue.manner and cue.marked and page.word(cue.that) == "là":
        return False  # *được khán giả coi là “…”*
    mark = next_mark(page, start)
    if mark is not None:
        return _take_mark(reading, cue, speaker, mark, start, inherited=inherited)
    if _take_clause(reading, cue, speaker, start, inherited=inherited):
        return True
    return _take_picked(reading, cue, speaker, start, inherited=inherited)


def _take_picked(reading: Reading, cue: Cue, speaker: Nominal, start: int, *, inherited: bool) -> bool:
    """Take what is quoted behind the object of a verb that takes no clause."""
    page, end = reading.page, reading.sentence.last
    mark = None if cue.marked or (cue.weak and not cue.manner) else _behind_object(reading, start)
    if mark is None:
        return False
    said, ending = page.span(cue.first, cue.last), Ending(end, end)
    if _equated(page, mark):
        content = page.span(start, behind_mark(page, mark))
        reading.take([content], "mixed-clause", 0.75, said, speaker, ending, inherited=inherited)
    elif not cue.clausal:
        reading.take([mark.content], "marks-cue", 0.75, said, speaker, ending, inherited=inherited)
    else:
        return False
    return True


def _equated(page: Page, mark: Quotation) -> bool:
    """Return whether the words say what somebody or something is: *gọi cuộc gặp là “…”*."""
    return page.word(page.index(mark_span(mark).start) - 1) in _AS


def _behind_object(reading: Reading, start: int) -> Quotation | None:
    """Return the quotation that ends the sentence behind whom or what it is about: *khen học trò cũ “…”*, *gọi cuộc gặp
    là “…”*."""
    page, i = reading.page, start
    stop = min(reading.sentence.last, start + _OBJECT)
    while i < stop and not page.opens_mark(i) and (page.word(i) in _AS or page.tag(i) not in ("CH", "C", "R")):
        i += 1
    mark = next_mark(page, i)
    verbal = any(page.tag(j) not in NOMINAL for j in range(start, i))
    if mark is None or i == start or (verbal and not _equated(page, mark)) or word_count(page, mark) < _PICKED:
        return None
    return mark if only_marks(page, behind_mark(page, mark), reading.sentence.last) else None


def _take_mark(reading: Reading, cue: Cue, speaker: Nominal, mark: Quotation, start: int, *, inherited: bool) -> bool:
    """Take the quotation behind the cue, with the clause around it where it is only a part of one."""
    page = reading.page
    said = page.span(cue.first, cue.last)
    behind = behind_mark(page, mark)
    ending = clause_end(page, reading.sentence, max(behind - 1, start), reading.cues)
    if word_count(page, mark) < _LONG and _goes_on(reading, behind, ending.last):
        ending = Ending(behind, behind)
    rest = not only_marks(page, behind, ending.last)
    stopped = page.word(behind) in (",", ".", ";", "(") or page.word(behind) in DASHES
    colon = cue.marked and page.word(start - 1) in (":", ";")
    long = word_count(page, mark) >= _LONG
    if not rest or (long and (stopped or colon)) or (colon and page.like_speech(mark)):
        before = reading.mark_before(speaker)
        contents = [mark.content] if before is None else [before.content, mark.content]
        base = 0.96 if colon or long else 0.9
        reading.take(
            contents, "marks-cue", base, said, speaker, Ending(behind, behind) if rest else ending, inherited=inherited
        )
        return True
    content = clause_span(page, start, ending.last)
    if page.word(behind) in ("được", "bị") and not page.like_speech(mark):
        return False  # *ghi dòng chữ “…” được treo ở cổng*
    if content is None or (cue.weak and not cue.marked and word_count(page, mark) < 4):
        return False
    reading.take([content], "mixed-clause", 0.85, said, speaker, ending, inherited=inherited)
    return True


def _goes_on(reading: Reading, behind: int, last: int) -> bool:
    """Return whether the reporter tells behind a mark when or why it was said, with words of another speaker:
    *“quan ngại” sau khi ông Y nói rằng …*."""
    page = reading.page
    if page.words(behind, behind + 2) not in _WHEN and page.word(behind) not in _WHEN:
        return False
    return any(behind < cue.first < last and (cue.clausal or cue.marked) for cue in reading.cues)


def _take_clause(reading: Reading, cue: Cue, speaker: Nominal, start: int, *, inherited: bool) -> bool:
    page = reading.page
    if cue.manner or not _introduces(reading, cue, speaker, start):
        return False
    ending = clause_end(page, reading.sentence, start, reading.cues)
    if cue.marked:
        rule = "colon-clause" if page.word(cue.that) == ":" else "that-clause"
        said = rule == "colon-clause" or is_clause(page, start, ending.last)
    else:
        rule, said = "cue-clause", is_said(reading, cue, start, ending.last)
    content = clause_span(page, start, ending.last) if said else None
    base = _strength(reading, cue, rule, start, ending.last)
    if content is None or (inherited and base < _INHERITED) or weighed(base, speaker, inherited=inherited) < WEAKEST:
        return False
    reading.take([content], rule, base, page.span(cue.first, cue.last), speaker, ending, inherited=inherited)
    return True


def _introduces(reading: Reading, cue: Cue, speaker: Nominal, start: int) -> bool:
    """Return whether a clause behind the cue may be speech at all."""
    page, lexicon = reading.page, reading.page.lexicon
    document = speaker.kind == "document"
    if cue.word in _OF_PEOPLE and speaker.kind in ("document", "noun", "place") and not cue.marked:
        return False  # *số liệu phản ánh …*
    if cue.word == SHOWS:
        return document
    if cue.marked or cue.clausal:
        return True
    comma = page.word(cue.last) == ","
    if cue.weak:
        return cue.word in lexicon.directing and (comma or page.word(start) in MODAL)
    return (comma or (document and cue.word in lexicon.showing)) and is_finite(page, start, reading.sentence.last)


def _strength(reading: Reading, cue: Cue, rule: str, start: int, end: int) -> float:
    page, lexicon = reading.page, reading.page.lexicon
    sure = cue.word in lexicon.sure
    if rule != "cue-clause":
        vague = rule == "that-clause" and page.word(cue.that) == "là" and not sure
        return 0.67 if cue.weak or vague else 0.92
    if sure:
        return 0.88
    whole = page.word(start - 1) == "," or is_predicated(page, start, end)
    finite = is_finite(page, start, end) or cue.word == SHOWS or whole
    if cue.word in lexicon.noun_like or not cue.clausal:
        return 0.72 if finite else 0.5
    return 0.8 if finite else 0.6
