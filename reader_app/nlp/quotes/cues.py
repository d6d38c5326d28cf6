"""Words that introduce speech, told from the nouns and set phrases that look like them."""

from __future__ import annotations

from typing import NamedTuple

from reader_app.nlp.quotes.nominals import from_left, skip_opening
from reader_app.nlp.quotes.page import FINITE, Page, Sentence

_LOOK = 16
"""Words behind a cue among which *rằng* or a colon may stand: *nói với các phóng viên hôm qua rằng*."""

_NOUN_RIGHT = frozenset(["này", "trên", "đó", "nói trên", "ấy", "kia", "chính thức", "chung", "mới nhất", "ban đầu"])
_NOUN_LEFT = frozenset("sự lời những các mọi cuộc bản bài đòn câu vài".split())
_TOPIC = frozenset("về đến tới chuyện dối xấu".split())
_SPEAKERS = frozenset(["person", "pronoun", "title", "org", "unnamed"])
_FINITE_LEFT = frozenset(["sẽ", "đã", "đang", "không", "chưa", "có thể"])


class Cue(NamedTuple):
    """A cue, atoms `[first, last)`. `clausal`: a bare clause behind it is what was said. `weak`: it needs rằng, là, a
    colon or a mark; `manner`: a mark. `that` is the place of the *rằng*, *là* or colon that belongs to it, else -1."""

    first: int
    last: int
    word: str
    clausal: bool
    weak: bool
    manner: bool
    that: int

    @property
    def marked(self) -> bool:
        return self.that >= 0


def find_cues(page: Page, sentence: Sentence) -> list[Cue]:
    """Return the verbs of `sentence` that may introduce speech, outside its quotations, in order."""
    lexicon = page.lexicon
    found: list[Cue] = []
    for span in page.cues_in(sentence.span):
        first, last = page.index(span.start), page.index(span.end)
        if first >= last or page.atoms[first].start != span.start or page.atoms[last - 1].end != span.end:
            continue
        word = page.words(first, last)
        if page.mark_over(first) is not None or page.atoms[first].mention is not None or word in lexicon.relaying:
            continue
        that = _that(page, last, sentence.last)
        if page.is_false_friend(span) and (that != last or word in lexicon.noun_like):
            continue
        if _hindered(page, sentence.first, first, last, that=that) or _is_noun(page, sentence, first, last, that):
            continue
        weak = word in lexicon.weak and word not in lexicon.clausal
        cue = Cue(first, last, word, word in lexicon.clausal, weak, weak and word in lexicon.manner, that)
        before = found[-1] if found else None
        if before is not None and before.last == first and not before.marked:
            if cue.weak and not cue.marked and before.clausal:
                continue  # *cho biết muốn bán tàu*: the second verb is what was said
            if word not in lexicon.noun_like:  # *tuyên bố khẳng định*: one verb group; not *đáp trả chỉ trích*
                found[-1] = cue if before.weak else cue._replace(first=before.first)
        else:
            found.append(cue)
    return found


def _that(page: Page, i: int, end: int) -> int:
    """Return the place of the *rằng*, *là* or colon that belongs to a cue which ends before `i`, -1 where none does.

    Whom it was said to and where may stand between, another verb of speech or a clause may not."""
    if page.word(i) == "," and page.word(i + 1) in ("rằng", "là"):
        return i + 1
    if i < end and page.word(i) == "là":
        return i
    for j in range(i, min(end, i + _LOOK)):
        word = page.word(j)
        if word in ("rằng", ":") or (j == i and word == ";" and page.opens_mark(j + 1)):
            return j
        if word in (",", ";", "là", "và", "nhưng", "song") or word in _FINITE_LEFT or page.mark_over(j) is not None:
            return -1
        if page.tag(j) == "V" and page.at(j, page.lexicon.cue) > j:
            return -1
    return -1


def _hindered(page: Page, start: int, first: int, last: int, *, that: int) -> bool:
    """Return whether nothing was said there: *không nói*, *để khẳng định*, *bị cáo buộc*, *nói về việc này*."""
    before = first - 1
    while before > start and page.word(before) in ("cũng", "vẫn", "lại", "đã", "mới", "chỉ"):
        before -= 1
    if before >= start and not (page.word(before) == "mà" and before < first - 1):  # *mà chỉ nói …* goes on
        pair = page.words(max(start, before - 1), before + 1)
        if page.word(before) in page.lexicon.hindering or pair in page.lexicon.hindering:
            return True
    return page.word(last) in _TOPIC and that < 0 and page.mark_over(last + 1) is None


def _is_noun(page: Page, sentence: Sentence, first: int, last: int, that: int) -> bool:
    """Return whether the word stands here as a noun: *những cáo buộc*, *thông tin này*, *trong tuyên bố*."""
    opens = first == sentence.first
    before, tag_before = ("", "") if opens else (page.word(first - 1), page.tag(first - 1))
    if page.word(last) == "của":
        return True
    if before in _NOUN_LEFT and page.word(first - 2) not in ("dẫn", "trích", "trích dẫn"):
        return True
    if page.words(first, last) not in page.lexicon.noun_like:
        return False
    if tag_before == "E" or (page.word(last) in _NOUN_RIGHT and not _at_place(page, last)):
        return True
    pointed = before == "này" and page.tag(first) == "V"  # *cơ quan này thông báo*
    if (before in page.lexicon.noun_before and not pointed) or tag_before in ("L", "M"):
        return that != last or page.tag(first).startswith("N")
    if opens and that != last:
        return True
    taken = page.tag(first).startswith("N") and tag_before != "R" and that < 0
    return taken and not _behind_subject(page, sentence, first, last)


def _at_place(page: Page, i: int) -> bool:
    """Return whether *trên* at `i` says where: *chia sẻ trên trang cá nhân*, not *phát biểu trên gây …*."""
    return page.word(i) == "trên" and page.tag(i + 1) in ("N", "Nc", "Np", "ORG", "LOC", "MISC")


def _behind_subject(page: Page, sentence: Sentence, first: int, last: int) -> bool:
    """Return whether a word that the tagger takes for a noun is the verb behind somebody who opens the clause:
    *Giám đốc Y thông tin, …*, *Trung tá X phản ánh …*."""
    lo = first
    while lo > sentence.first and page.word(lo - 1) not in (",", ";"):
        lo -= 1
    start = skip_opening(page, lo, first)
    found = from_left(page, start, first) if start < first else None
    if found is None or found.last != first or found.kind not in _SPEAKERS:
        return False
    if page.tag(first - 1) in ("PER", "ORG") or page.word(last) == ",":
        return True
    behind = range(last, min(sentence.last, last + 8))
    return any(page.word(i) in FINITE or page.opens_mark(i) for i in behind)
