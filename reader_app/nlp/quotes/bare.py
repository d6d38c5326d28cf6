"""Bare clauses: words behind a cue with no *rằng*, *là*, colon or mark between. Are they what was said, or the verb's
object, or whom it was said to?"""

from __future__ import annotations

from reader_app.nlp.quotes.contents import behind_mark, is_clause, is_finite, is_long, is_predicated
from reader_app.nlp.quotes.cues import Cue
from reader_app.nlp.quotes.nominals import NOMINAL, TIMES
from reader_app.nlp.quotes.page import FINITE, Page
from reader_app.nlp.quotes.state import Reading

SHOWS = "cho thấy"
"""What reports and studies do, and only they say something with it."""
MODAL = frozenset(["cần", "phải", "nên", "cần phải", "không nên", "không được", "hãy", "không", "đừng", "sẽ"])
"""What a request that is told in the words of who makes it begins with."""
_WILLING = frozenset(["sẵn sàng", "quyết tâm", "luôn", "hoàn toàn", "mong muốn"])
"""What the speaker says of himself: *tuyên bố sẵn sàng ngừng bắn*."""
_TO = frozenset(["với", "trước", "trên"])
_LINKS = frozenset(["song", "nhưng", "và", "rồi", "đồng thời"])


def is_said(reading: Reading, cue: Cue, start: int, end: int) -> bool:
    """Return whether the bare words behind a cue are what was said."""
    page, lexicon = reading.page, reading.page.lexicon
    word = page.word(start)
    comma = page.word(start - 1) == ","
    if word in _LINKS or (word in _TO and not comma):
        return False  # *nói với các phóng viên*
    if cue.word in lexicon.denying:
        return end - start >= 4
    if page.tag(start) in ("E", "DATE"):
        return _is_said_then(reading, cue, start, end)
    if cue.word in lexicon.sure or cue.word == SHOWS:
        return is_clause(page, start, end)
    if cue.weak:
        return word in MODAL or is_finite(page, start, end)
    if _is_bare_object(page, start, end):
        return False
    plain = (comma and _is_nominal(page, start)) or word in _WILLING
    if (plain and is_clause(page, start, end)) or is_predicated(page, start, end):
        return True
    return _is_sentence(page, cue, start, end)


def _is_said_then(reading: Reading, cue: Cue, start: int, end: int) -> bool:
    """Return whether there is a sentence behind when or where: *cho biết trong cuộc họp, ông X đã …*."""
    page = reading.page
    second = next((i for i in range(start, end) if page.word(i) == ","), -1)
    if second > 0 and is_finite(page, second, end):
        return True
    return is_finite(page, start, end) and (page.word(start - 1) == "," or not _mark_in_front(reading, cue))


def _is_sentence(page: Page, cue: Cue, start: int, end: int) -> bool:
    lexicon = page.lexicon
    finite, long = is_finite(page, start, end), is_long(page, start, end)
    nominal = page.tag(start) not in ("V", "A") or page.word(start) in FINITE or long
    if not nominal and not any(page.word(i) == "là" for i in range(start, end)):
        return False
    takes_object = cue.word in lexicon.noun_like or cue.word in lexicon.setting
    return finite or (long and not takes_object)


def _is_nominal(page: Page, i: int) -> bool:
    return page.tag(i) in NOMINAL and page.tag(i) != "A"


def _is_bare_object(page: Page, start: int, end: int) -> bool:
    """Return whether a mere noun phrase stands before the first comma and a verb behind it: *công nhận Kosovo, mở
    đường cho …*."""
    comma = next((i for i in range(start, end) if page.word(i) == "," and page.mark_over(i) is None), -1)
    if (
        comma < 0
        or page.word(start) in TIMES
        or any(page.tag(i) in ("V", "A") or page.word(i) in FINITE for i in range(start, comma))
    ):
        return False
    return page.tag(comma + 1) == "V"


def _mark_in_front(reading: Reading, cue: Cue) -> bool:
    zone = reading.zone(cue.first)
    return any(behind_mark(reading.page, mark) <= zone for mark in reading.sentence.marks)
