"""Quotes over several sentences: a speaker named behind a quotation, one quote in two parts, speech that runs on."""

from __future__ import annotations

from collections.abc import Sequence

from reader_app.core.model import Span
from reader_app.core.spans import without_stop
from reader_app.nlp.quotes.draft import Draft
from reader_app.nlp.quotes.nominals import Nominal, from_left
from reader_app.nlp.quotes.page import Page
from reader_app.nlp.quotes.state import Reading

_MARKED = frozenset(["marks-cue", "mixed-clause", "postposed", "relayed", "according", "continuation", "colon-marks"])
_NAMELESS = frozenset(["bare-marks", "continuation", "colon-marks"])
_ALONE = 0.6
"""The strength of a quotation that is all of its sentence."""
_HEAD = 24
"""Words at the head of a sentence among which its subject stands."""


def joined(page: Page, readings: Sequence[Reading]) -> list[Draft]:
    """Return the drafts of all sentences, those that belong together as one."""
    drafts: list[Draft] = []
    ends = 0  # the sentence in which the last draft ends
    last: Reading | None = None
    for reading in readings:
        before = drafts[-1] if drafts and reading.number - ends <= 1 else None
        for draft in reading.drafts:
            if draft.rule == "bare-marks" and _goes_with(draft, before, reading):
                before.contents.append(draft.contents[0])  # type: ignore[union-attr]  # *“A”, ông X nói. “B”*
            else:
                if draft.rule == "bare-marks":
                    _find_speaker(page, draft, before, last)
                drafts.append(draft)
                before = draft
        if not reading.drafts:
            if reading.bare is not None:
                _name_behind(reading, drafts)
            elif before is not None:
                drafts += _in_first_person(page, reading, before)
            _name_before(page, reading, last, drafts)
        if (
            drafts
            and drafts[-1].sentence <= reading.number
            and (reading.drafts or drafts[-1].sentence == reading.number)
        ):
            ends = reading.number
        last = reading
    return drafts


def _goes_with(draft: Draft, before: Draft | None, reading: Reading) -> bool:
    """Return whether a quotation that stands alone is the second part of *“A”, ông X nói. “B”*."""
    if before is None or before.source is None or before.rule != "postposed" or reading.sentence.opens:
        return False
    return before.contents[-1].end < draft.contents[0].start


def _find_speaker(page: Page, draft: Draft, before: Draft | None, last: Reading | None) -> None:
    """Say who speaks in a quotation that stands alone, from what stands before it."""
    if last is not None and last.bare is not None and last.bare.rule == "marks-cue" and not last.drafts:
        draft.rule, draft.score = "marks-cue", last.bare.score
        draft.cue, draft.source = last.bare.cue, last.bare.source
    elif before is not None and before.source is not None:
        if before.rule in _MARKED:
            draft.rule, draft.score, draft.source = "continuation", 0.8, before.source
    elif last is not None and (person := _subject(page, last)) is not None:
        near = last.sentence.line == page.sentences[draft.sentence].line
        if near or draft.score >= _ALONE:
            draft.source, draft.score = person, 0.62


def _subject(page: Page, reading: Reading) -> Nominal | None:
    """Return the person with whom the sentence before a quotation begins: *HLV X vẫn lạc quan. “…”*."""
    first, last = reading.sentence.first, reading.sentence.last
    for i in range(first, min(last, first + _HEAD)):
        if i == first or page.word(i - 1) == ",":
            found = from_left(page, i, last)
            if found is not None and found.kind in ("person", "pronoun"):
                return found
    return None


def _name_behind(reading: Reading, drafts: Sequence[Draft]) -> None:
    """Give a quotation its speaker from the sentence behind it: *“…”. Bộ trưởng X cho biết.*"""
    bare, last = reading.bare, drafts[-1] if drafts else None
    if bare is None or last is None or bare.rule != "postposed" or reading.number - last.sentence != 1:
        return
    if last.cue is None and last.rule in _NAMELESS:
        last.rule, last.score, last.cue, last.source = "postposed", 0.85, bare.cue, bare.source


def _name_before(page: Page, reading: Reading, last: Reading | None, drafts: list[Draft]) -> None:
    """Take the sentence before *Đó là tuyên bố của ông X*, or give the quotation there its speaker."""
    i, end = reading.sentence.first, reading.sentence.last
    if last is None or page.word(i) not in ("đó", "đây") or page.word(i + 1) not in ("là", "cũng", "chính"):
        return
    cue = page.lexicon.cue
    noun = next((j for j in range(i + 2, min(i + 6, end)) if page.at(j, cue) > j or page.word(j) == "lời"), -1)
    of = next((j for j in range(noun + 1, min(noun + 4, end)) if page.word(j) == "của"), -1) if noun > 0 else -1
    found = from_left(page, of + 1, end) if 0 < of < end - 1 else None
    if found is None or found.kind in ("noun", "place"):
        return
    said = page.span(noun, max(page.at(noun, cue), noun + 1))
    if not last.drafts and last.sentence.line == reading.sentence.line:
        content = without_stop(page.text, last.sentence.span)
        drafts.append(Draft([content], "named-behind", 0.65, said, found, sentence=last.number))
    elif drafts and drafts[-1].sentence == last.number and drafts[-1].cue is None and drafts[-1].rule in _NAMELESS:
        drafts[-1].rule, drafts[-1].score, drafts[-1].cue, drafts[-1].source = "named-behind", 0.8, said, found


def _in_first_person(page: Page, reading: Reading, before: Draft) -> list[Draft]:
    """Return the sentence as a quote where *tôi* in it must be whoever spoke before."""
    sentence, source = reading.sentence, before.source
    if sentence.opens or sentence.marks or before.rule in _MARKED or source is None:
        return []
    if source.kind not in ("person", "pronoun", "title"):
        return []
    if not any(page.word(i) == "tôi" for i in range(sentence.first, sentence.last)):
        return []
    span = without_stop(page.text, sentence.span)
    if before.rule == "implicit":
        before.contents[-1] = Span(before.contents[-1].start, span.end)
        return []
    return [Draft([span], "implicit", 0.6, source=source, shown=False, sentence=reading.number)]
