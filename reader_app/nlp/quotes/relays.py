"""*AFP dẫn lời Y nói …*: Y speaks, AFP relays."""

from __future__ import annotations

from reader_app.nlp.quotes.contents import (
    Ending,
    behind_mark,
    clause_end,
    clause_span,
    is_clause,
    is_finite,
    next_mark,
)
from reader_app.nlp.quotes.cues import Cue
from reader_app.nlp.quotes.forward import take_forward
from reader_app.nlp.quotes.nominals import Nominal, from_left
from reader_app.nlp.quotes.state import Reading
from reader_app.nlp.quotes.subjects import subject

_NOUNS = frozenset(
    ["nguồn", "tin", "nguồn tin", "thông tin", "từ", "số liệu", "báo cáo", "thống kê", "kết quả", "nghiên cứu"]
)
_FAR = 30
"""Words at most between *dẫn lời* and the verb of the one whose words they are."""


def relays(reading: Reading) -> dict[int, int]:
    """Return where *dẫn lời* and the like begin and end; the noun in *dẫn nguồn tin* belongs to the source."""
    page, found = reading.page, {}
    for span in page.lexicon.relaying.find(page.text, reading.sentence.span):
        first, last = page.index(span.start), page.index(span.end)
        if first < last and page.atoms[first].start == span.start and page.mark_over(first) is None:
            while last - 1 > first and page.word(last - 1) in _NOUNS:
                last -= 1
            found[first] = last
    return found


def take_relay(reading: Reading, first: int, last: int) -> None:
    """Take what is relayed by *dẫn lời* in atoms `[first, last)`."""
    page, end = reading.page, reading.sentence.last
    stop = min(end, last + 4 * _FAR)
    limit = next((j for j in range(last, stop) if page.word(j) in ("rằng", ":") or next_mark(page, j)), end)
    cue = next((c for c in reading.cues if last <= c.first <= min(limit, last + _FAR)), None)
    via, source = _passive(reading, first)
    passive = source is not None
    if source is None:
        source = from_left(page, last, cue.first if cue else limit)
    if source is None:
        return
    reading.via = page.span(via.first, via.last) if via else None
    if cue is not None and (passive or _belongs(reading, source, cue)) and take_forward(reading, cue, source):
        reading.drafts[-1].rule = "relayed"
        return
    said = page.span(first, last)
    mark = next_mark(page, limit) if limit < end else None
    if mark is None and (before := reading.mark_before(via or source)) is not None:
        inner = cue is not None and cue.first <= source.last + 1
        if cue is not None and inner:  # *“…”, AFP dẫn lời ông X nói*
            said = page.span(cue.first, cue.last)
        end = cue.last if cue is not None and inner else source.last
        reading.take([before.content], "relayed", 0.85, said, source, Ending(end, end))
        return
    start = limit if mark is not None else limit + 1 if limit < end else source.last
    if page.word(start) == ",":
        start += 1
    if start >= end:
        return
    ending = clause_end(page, reading.sentence, start, reading.cues)
    mark = next_mark(page, start)
    if mark is not None and behind_mark(page, mark) >= ending.last - 1:
        reading.take([mark.content], "relayed", 0.85, said, source, ending)
    elif is_clause(page, start, ending.last) and (content := clause_span(page, start, ending.last)):
        reading.take([content], "relayed", 0.8, said, source, ending)


def _passive(reading: Reading, first: int) -> tuple[Nominal | None, Nominal | None]:
    """Return who relays, and, in *Ông Y được AFP dẫn lời nói*, whose words they are."""
    page, zone = reading.page, reading.zone(first)
    by = next((j for j in range(first - 1, max(zone, first - 12), -1) if page.word(j) == "được"), -1)
    if by > zone and (via := from_left(page, by + 1, first)) is not None:
        return via, subject(page, zone, by)
    return subject(page, zone, first), None


def _belongs(reading: Reading, source: Nominal, cue: Cue) -> bool:
    return not is_finite(reading.page, min(source.last, cue.first), cue.first)
