"""The speaker before a cue. In Vietnamese the subject stands before its verb; between the two may be adverbs, an
apposition (*bà Y, giám đốc … cho biết*), a title before a dash, or a verb of setting (*trả lời phỏng vấn của
RT cho hay*). So it is looked for from the verb back, chunk by chunk between commas and dashes."""

from __future__ import annotations

from collections.abc import Sequence

from reader_app.nlp.quotes.nominals import (
    Nominal,
    bracket_end,
    from_left,
    from_right,
    nominal_verb,
    skip_opening,
)
from reader_app.nlp.quotes.page import DASHES, Page

Chunk = tuple[int, int]

_MOST = 8
"""Chunks before the verb that are looked at."""
_FAR = 120
"""Words before the verb among which its subject is looked for."""
_WHEN = ("lâu nay", "trước đó", "từng")
_NAMED = ("person", "pronoun")


def subject(page: Page, lo: int, hi: int) -> Nominal | None:
    """Return the noun phrase in `[lo, hi)` that is the subject of the verb at `hi`."""
    lo = max(lo, hi - _FAR)
    if bracket := _open_bracket_before(page, lo, hi):
        if all(page.tag(i) in ("R", "T", "X", "A") or page.word(i) in _WHEN for i in range(bracket, hi)):
            return from_right(page, lo, bracket - 1)  # *lập trường của Tokyo (lâu nay khẳng định …)*
        lo = bracket
    chunks = _chunks(page, lo, hi)
    if not chunks:
        return None
    near = _in_chunk(page, *chunks[-1])
    if near is not None and near.kind in _NAMED:
        return _with_title_before_dash(page, chunks, near)
    if near is not None and near.kind in ("noun", "document") and near.first > lo:
        if page.tag(near.first - 1) in ("E", "V"):
            return None  # *trước nhiều ý kiến cho rằng*, *bác bỏ thông tin nói rằng*: nobody's words
    elif near is not None and page.word(near.first) == "người" and near.last - near.first == 1 and len(chunks) > 1:
        return from_right(page, *chunks[-2])  # *…, người hôm qua cho rằng*
    if (named := _before_apposition(page, chunks, near)) is not None or near is None:
        return named
    if near.kind == "place" and (body := _body_before_place(page, chunks)) is not None:
        return body
    return _with_title_before_dash(page, chunks, near)


def _chunks(page: Page, lo: int, hi: int) -> list[Chunk]:
    found, start, i = [], lo, lo
    while i < hi:
        word = page.word(i)
        if word == "(":
            i = bracket_end(page, i, hi)
            continue
        apart = word in (",", ";", ":", ".", "...", "…") or (word in DASHES and not page.is_joint(i))
        if apart and page.mark_over(i) is None:
            if i > start:
                found.append((start, i))
            start = i + 1
        i += 1
    if hi > start:
        found.append((start, hi))
    return found[-_MOST:]


def _in_chunk(page: Page, lo: int, hi: int) -> Nominal | None:
    """Return the subject inside one chunk: at its head, or right before the verb where the head is something else."""
    start = skip_opening(page, lo, hi)
    if start >= hi:
        return None
    if _is_adjunct(page, start):
        return from_right(page, start, hi)
    found = from_left(page, start, hi)
    if found is None:
        return from_right(page, start, hi)
    for i in range(hi - 2, found.last - 1, -1):  # *… đã gặp nhau và Bộ Y tế cho biết*: a clause of its own
        if (page.tag(i) == "C" or page.word(i) == "khi") and page.mark_over(i) is None:
            return from_right(page, i + 1, hi) or found
    return found


def _is_adjunct(page: Page, i: int) -> bool:
    return page.tag(i) in ("E", "V", "C", "R") and not nominal_verb(page, i)


def _before_apposition(page: Page, chunks: Sequence[Chunk], near: Nominal | None) -> Nominal | None:
    """Return the person whom the chunks before the verb only describe (*ông X, Chủ tịch xã Y, tỉnh Z cho biết*)."""
    for place in range(len(chunks) - 2, -1, -1):
        lo, hi = chunks[place]
        start = skip_opening(page, lo, hi)
        if start >= hi:
            continue
        found = _in_chunk(page, lo, hi)
        if found is not None and found.kind == "person" and not _is_kin(page, found):
            if _is_adjunct(page, start) and page.tag(start) in ("E", "V"):
                return None  # *Phát biểu với ông Abe, Bộ trưởng …*: somebody else
            return _with_title_before_dash(page, chunks[: place + 1], found)
        verbal = page.tag(start) in ("V", "E")
        if (found is None or verbal or place < len(chunks) - 5) and not _describes(page, lo):
            if near is None and found is not None and found.kind != "noun" and not verbal:
                return found
            return None
    if near is None and len(chunks) > 1:  # *Bộ Y tế, hôm qua, cho biết*
        return _in_chunk(page, *chunks[-2])
    return None


def _body_before_place(page: Page, chunks: Sequence[Chunk]) -> Nominal | None:
    """Return the body whose place follows a comma: *Công an huyện X, tỉnh Y cho biết*."""
    for lo, hi in reversed(chunks[:-1]):
        start = skip_opening(page, lo, hi)
        found = from_left(page, start, hi) if start < hi and page.tag(start) not in ("E", "V", "C") else None
        if found is None or found.last != hi:
            return None
        if found.kind in ("org", "unnamed", "title"):
            return found
        if found.kind != "place":
            return None
    return None


def _with_title_before_dash(page: Page, chunks: Sequence[Chunk], found: Nominal) -> Nominal:
    """Return `found` with the title that a dash ties to it: *Giám đốc Y - John Smith*."""
    if found.kind not in ("person", "org") or len(chunks) < 2 or found.first != chunks[-1][0]:
        return found
    lo, hi = chunks[-2]
    if page.word(hi) not in DASHES or page.tag(found.first) not in ("PER", "ORG", "Np", "N"):
        return found
    start = skip_opening(page, lo, hi)
    before = from_left(page, start, hi) if start < hi else None
    if before is None or before.last != hi or before.kind not in ("title", "unnamed", "org", "noun"):
        return found
    return Nominal(before.first, found.last, found.kind)


def _is_kin(page: Page, nominal: Nominal) -> bool:
    """Return whether the phrase names a person only by another one: *mẹ của em Thành*."""
    belongs = any(page.word(i) == "của" for i in range(nominal.first, nominal.last))
    return belongs and page.at(nominal.first, page.lexicon.kin) > nominal.first


def _describes(page: Page, lo: int) -> bool:
    """Return whether the chunk only says more of somebody: age, home, office."""
    return page.tag(lo) in ("M", "QTY", "DATE", "LOC", "N") or page.at(lo, page.lexicon.kin) > lo


def _open_bracket_before(page: Page, lo: int, hi: int) -> int:
    """Return the place behind a bracket that is still open at `hi`, 0 where there is none."""
    depth = 0
    for i in range(hi - 1, max(lo - 1, hi - 40), -1):
        depth += (page.word(i) == ")") - (page.word(i) == "(")
        if depth < 0:
            return i + 1
    return 0
