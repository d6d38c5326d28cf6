"""Noun phrases that may name a speaker: where one starts and ends, and what it names."""

from __future__ import annotations

from typing import NamedTuple

from reader_app.core.naming import NAMED
from reader_app.nlp.quotes.page import Page

STRENGTH = {
    "person": 1.0,
    "pronoun": 0.95,
    "title": 0.95,
    "org": 0.95,
    "unnamed": 0.9,
    "place": 0.85,
    "document": 0.8,
    "noun": 0.55,
}
"""How likely what stands before a cue is its speaker, by kind."""

NOMINAL = frozenset({"N", "Np", "Nc", "Ny", "Nu", "M", "L", "P", "A", "QTY", "X"}) | NAMED
_JOINS = frozenset("của thuộc từ tại ở về trong cho bên giữa trên".split())
TIMES = frozenset("hôm ngày sáng trưa chiều tối đêm tháng năm lúc vào khoảng cuối đầu giữa tuần thứ nay qua".split())
_NO_SPEAKER = frozenset(
    ["điều", "việc", "đây", "đó", "này", "sự", "cái", "gì", "ai", "nào", "thế", "vậy", "nguyên nhân", "lý do", "vấn đề"]
)
_SEVERAL = frozenset({"một số", "nhiều", "những", "các", "một"})
_NOT_LAST = frozenset({"E", "C", "R", "T", "DATE"})


class Nominal(NamedTuple):
    """A noun phrase, atoms `[first, last)`, and what it names (a key of `STRENGTH`)."""

    first: int
    last: int
    kind: str


def from_left(page: Page, lo: int, hi: int) -> Nominal | None:
    """Return the noun phrase that starts at `lo` and ends before `hi`."""
    return made(page, lo, _phrase_end(page, lo, hi))


def from_right(page: Page, lo: int, hi: int) -> Nominal | None:
    """Return the noun phrase that ends at `hi`, adverbs apart, without what a preposition or verb links to it."""
    end = hi
    while end > lo and page.word(end - 1) != ")" and (
        page.tag(end - 1) in ("R", "T", "CH", "DATE", "X") or page.word(end - 1) in page.lexicon.adverb
    ):  # fmt: skip
        end -= 1
    start = end
    while start > lo:
        i = start - 1
        if page.word(i) == ")":
            start = bracket_start(page, lo, i)
            continue
        joins = page.word(i) == "và" and i > lo and start < end and page.tag(i - 1) in NOMINAL
        if page.tag(i) not in NOMINAL and not joins:
            break
        start = i
    return made(page, skip_opening(page, start, end), end)


def made(page: Page, first: int, last: int) -> Nominal | None:
    """Return the noun phrase `[first, last)` without adverbs, prepositions and marks at its end."""
    adverbs = (page.lexicon.adverb, page.lexicon.manner)
    while last > first and page.word(last - 1) != ")" and (
        page.tag(last - 1) in _NOT_LAST
        or (page.tag(last - 1) == "CH" and page.mark_over(last - 1) is None)
        or (last - first > 1 and any(page.word(last - 1) in words for words in adverbs))
    ):  # fmt: skip
        last -= 1
    kind = kind_of(page, first, last) if last > first else None
    return Nominal(first, last, kind) if kind else None


def skip_opening(page: Page, lo: int, hi: int) -> int:
    """Return where the clause itself begins: behind *trước đó*, *nhưng*, *hôm 22/10*."""
    i = lo
    while i < hi:
        behind = page.at(i, page.lexicon.opening)
        if behind > i:
            i = min(behind, hi)
        elif page.tag(i) == "DATE" or page.word(i) in ("“", '"', "”", "*", "•"):
            i += 1
        elif page.word(i) in TIMES and i + 1 < hi and (
            page.tag(i + 1) in ("M", "DATE") or page.word(i + 1)[:1].isdigit() or page.word(i + 1) in TIMES
        ):  # fmt: skip
            i += 2
        else:
            break
    return i


def nominal_verb(page: Page, i: int) -> bool:
    """Return whether a verb at `i` begins a noun phrase all the same: *Phát ngôn viên*, *Cảnh sát điều tra*."""
    lexicon = page.lexicon
    return any(page.at(i, phrases) > i for phrases in (lexicon.title, lexicon.unnamed, lexicon.human))


def _phrase_end(page: Page, lo: int, hi: int) -> int:
    """Return where the noun phrase from `lo` ends: behind a person's name, before an adverb or a predicate."""
    lexicon = page.lexicon
    i = min(hi, max(page.at(lo, phrases) for phrases in (lexicon.title, lexicon.unnamed, lexicon.document)))
    while i < hi:
        if page.word(i) == "(":
            behind = bracket_end(page, i, hi)
            if behind - i > 4 and page.tag(behind) not in NAMED:
                break  # *(SN 1955, ngụ tại ấp …)*: what is behind it belongs to the verb
            i = behind
        elif page.mark_over(i) is not None:
            i += 1
        elif page.tag(i) == "PER":
            i += 1
            while i < hi and page.tag(i) in ("PER", "Np"):
                i += 1
            if not (page.word(i) == "và" and i + 1 < hi and page.tag(i + 1) in NOMINAL):
                break
        elif _ends_phrase(page, lo, i, hi):
            break
        else:
            i += 1
    return i


def _ends_phrase(page: Page, lo: int, i: int, hi: int) -> bool:
    tag, word = page.tag(i), page.word(i)
    linked = i > lo and i + 1 < hi and page.tag(i + 1) in NOMINAL
    if tag == "CH":
        return not page.is_joint(i)
    if tag == "R":
        return True
    if tag == "C":
        return not (word in ("và", "hoặc") and linked)
    if tag == "E" and not (word in _JOINS and linked):
        return True
    if i == lo:
        return False
    return page.at(i, page.lexicon.when) > i or _denies(page, i) or (tag in ("V", "X") and _begins_predicate(page, i))


def _begins_predicate(page: Page, i: int) -> bool:
    """Return whether the verb at `i` ends the noun phrase before it; verbs in names of bodies do not."""
    if page.tag(i - 1) in ("PER", "P") or (page.tag(i - 1) in NAMED and page.at(i, page.lexicon.passing_on) > i):
        return True
    return page.at(i, page.lexicon.predicate) > i and page.at(i, page.lexicon.title) == i


def _denies(page: Page, i: int) -> bool:
    """Return whether *phủ nhận*, *bác bỏ* stands at `i`, which the tagger often takes for a noun."""
    return " " in page.word(i) and page.at(i, page.lexicon.denying) > i


# what it names


def kind_of(page: Page, first: int, last: int) -> str | None:
    """Return what the noun phrase `[first, last)` names; None where it can be no speaker."""
    lexicon, head = page.lexicon, page.atoms[first]
    addressed = page.at(first, lexicon.honorific)
    words = [page.word(i) for i in range(first, last)]
    if "của" in words and addressed == first:  # *phát biểu của ông X*: the head decides
        last = first + words.index("của")
        if last <= first:
            return None
    if page.at(first, lexicon.pronoun) == last:
        return "pronoun"
    if head.word in _NO_SPEAKER or (head.tag == "P" and last - first == 1 and head.word not in ("họ", "mình")):
        return None
    if _names_person(page, first, last, addressed):
        return "person"
    if addressed > first and (addressed == last or page.word(addressed) in ("này", "ấy", "ta", "kia")):
        return "pronoun"
    if page.at(first, lexicon.title) > first:
        return "title"
    several = head.tag in ("L", "M") or head.word in _SEVERAL
    return _kind_of_rest(page, first, first + several, last)


def _names_person(page: Page, first: int, last: int, addressed: int) -> bool:
    tags = [page.tag(i) for i in range(first, last)]
    if "PER" in tags and (
        tags[-1] == "PER" or tags[-2:] == ["PER", "Np"] or addressed > first or _ends_named(page, first, last)
    ):
        return True
    named = first < addressed < last and page.tag(addressed) in ("Np", "ORG", "LOC", "MISC")
    return named and page.atoms[addressed].mention is None


def _kind_of_rest(page: Page, first: int, start: int, last: int) -> str | None:
    """Return the kind of what is neither a person nor a title; `start` is behind *một*, *các* …"""
    lexicon = page.lexicon
    tags = [page.tag(i) for i in range(first, last)]
    if start < last and page.at(start, lexicon.document) > start:
        return "document"
    if page.at(first, lexicon.unnamed) > first or (start > first and page.at(start, lexicon.title) > start):
        return "unnamed"
    if tags[0] == "ORG" or ("ORG" in tags and tags[0] in ("N", "Nc", "Np")):
        return "org"
    if start < last and lexicon.human.at(page.text, page.atoms[start].start):  # *người* in *người nhà* too
        return "unnamed"
    if page.at(first, lexicon.honorific) > first:
        return "unnamed"  # *ông thầy người Hàn Quốc*
    if "Np" in tags or "Ny" in tags:
        return "org"
    if "LOC" in tags:
        return "place"
    return "noun" if any(tag in ("N", "Nc", "MISC") for tag in tags) else None


def _ends_named(page: Page, first: int, last: int) -> bool:
    """Return whether a person's name ends the phrase but for brackets."""
    i = last
    while i > first and page.tag(i - 1) != "PER":
        if page.word(i - 1) != ")":
            return False
        i = bracket_start(page, first, i - 1)
    return i > first


def is_medium(page: Page, nominal: Nominal) -> bool:
    """Return whether `nominal` names a news agency, paper or channel."""
    medium = page.lexicon.medium
    if page.at(nominal.first, medium) > nominal.first:
        return True
    return any(page.at(i, medium) > i for i in range(nominal.first, nominal.last) if page.tag(i) in ("ORG", "Np"))


# brackets

_LONGEST = 60
"""Words at most in a bracket."""


def bracket_end(page: Page, i: int, hi: int) -> int:
    """Return the place behind the bracket that opens at `i`."""
    depth = 0
    for j in range(i, min(hi, i + _LONGEST)):
        depth += (page.word(j) == "(") - (page.word(j) == ")")
        if depth == 0:
            return j + 1
    return i + 1


def bracket_start(page: Page, lo: int, i: int) -> int:
    """Return the place of the bracket that closes at `i`."""
    depth = 0
    for j in range(i, max(lo - 1, i - _LONGEST), -1):
        depth += (page.word(j) == ")") - (page.word(j) == "(")
        if depth == 0:
            return j
    return i
