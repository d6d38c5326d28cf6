"""What is left to tag after a place in the text: the next name, the next speech. Rules over capitals and the lexicon;
all positions are code points. Nothing is proposed here: it is where an annotator would look next."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from reader_app.core.candidates import clauses
from reader_app.core.caret import SYLLABLE
from reader_app.core.lexicon import Lexicon
from reader_app.core.model import Span
from reader_app.core.spans import OPENERS, STRAIGHT, joined_sentences, paragraphs, quotations_in

_FEW = 5
"""Quotation marks around so many syllables mostly say "so-called"; a clause of so few is none."""
_MONEY = frozenset({"USD", "VND", "VNĐ", "EUR"})
_CLASS_NOUN = re.compile(
    r"(?<!\w)(?:tỉnh|thành phố|thị xã|thị trấn|quận|huyện|phường|xã|thôn|sông|hồ|vịnh|quần đảo|đèo|bán đảo|eo biển) $"
)
"""Belongs to the name of a place beside it (SCHEME of vi-news)."""
_BEGINNING = re.compile(r"(?:[.!?…:\n“\"‘'(\[]|^|\n[–—-])\s*$")
_NATIVE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?[aăâeêioôơuưy]{1,3}(?:ch|ng|nh|[cmnpt])?", re.IGNORECASE
)
_PLAIN = str.maketrans(
    "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
    "aaaaaăăăăăâââââeeeeeêêêêêiiiiioooooôôôôôơơơơơuuuuuưưưưưyyyyy",
)


def next_name(
    text: str, position: int, tagged: Sequence[Span], known: Collection[str], lexicon: Lexicon
) -> Span | None:  # fmt: skip
    """Return the first name that begins at or behind `position` and overlaps nothing `tagged`; None where there is
    none. `known` are names tagged already: a longer run of capitals is cut at them."""
    taken = sorted(tagged)
    start = text.rfind("\n", 0, position) + 1
    for name in _names(text, start, known, lexicon):
        if name.start >= position and not any(name.overlaps(span) for span in taken):
            return name
    return None


def _names(text: str, start: int, known: Collection[str], lexicon: Lexicon) -> Iterator[Span]:
    run: list[Span] = []
    skip = 0
    for found in re.compile(SYLLABLE).finditer(text, start):
        word = Span(*found.span())
        if word.start < skip:
            continue
        capital = text[word.start].isupper() and found[0] not in _MONEY
        if capital and (phrase := _office(text, word.start, lexicon)) is not None:
            capital, skip = False, phrase.end
        if run and (not capital or text[run[-1].end : word.start] != " "):
            yield from _cut(text, run, known)
            run = []
        if capital and (run or not _only_begins(text, word, known)):
            run.append(word)
    if run:
        yield from _cut(text, run, known)


def _office(text: str, at: int, lexicon: Lexicon) -> Span | None:
    """Return the title, form of address or *theo* that starts at `at`, which is no name."""
    for phrases in (lexicon.title, lexicon.honorific, lexicon.pronoun, lexicon.according):
        if (found := phrases.at(text, at)) is not None:
            return found
    return None


def _only_begins(text: str, word: Span, known: Collection[str]) -> bool:
    """Return whether the capital of `word` is only that of a sentence's first word."""
    if not _BEGINNING.search(text, max(0, word.start - 4), word.start) and word.start:
        return False
    letters = word.of(text)
    if letters in known or (len(letters) > 1 and letters.isupper()):
        return False
    if re.search(rf"(?<!\w){re.escape(letters.lower())}(?!\w)", text):
        return True
    # a foreign syllable is a name; a Vietnamese one where it has its capital inside a sentence too
    native = _NATIVE.fullmatch(letters.lower().translate(_PLAIN)) is not None
    return native and re.search(rf"[\w,] {re.escape(letters)}(?!\w)", text) is None


def _cut(text: str, run: list[Span], known: Collection[str]) -> Iterator[Span]:
    """Yield the names in a run of capitals: the longest that are known, and what stands between them."""
    start = 0
    while start < len(run):
        end = next((e for e in range(len(run), start, -1) if _of(text, run, start, e) in known), 0)
        if not end:  # up to where a known one begins
            end = next((s for s in range(start + 1, len(run)) if _begins_known(text, run, s, known)), len(run))
        noun = _CLASS_NOUN.search(text, max(0, run[start].start - 12), run[start].start) if not start else None
        yield Span(noun.start() if noun else run[start].start, run[end - 1].end)
        start = end


def _of(text: str, run: list[Span], start: int, end: int) -> str:
    return text[run[start].start : run[end - 1].end]


def _begins_known(text: str, run: list[Span], start: int, known: Collection[str]) -> bool:
    # the last part of a name is often known by itself: *Vladimir Putin* stays one where *Putin* is
    return any(_of(text, run, start, end) in known for end in range(len(run) - 1, start, -1))


def next_speech(text: str, position: int, tagged: Sequence[Span], lexicon: Lexicon) -> Span | None:
    """Return what the first reported clause or quotation says that begins at or behind `position` and overlaps
    nothing `tagged`; None where there is none."""
    for paragraph in paragraphs(text, text.rfind("\n", 0, position) + 1):
        found = [
            span for span in speeches(text, paragraph, lexicon)
            if span.start >= position and not any(span.overlaps(one) for one in tagged)
        ]  # fmt: skip
        if found:
            return min(found)
    return None


def speeches(text: str, paragraph: Span, lexicon: Lexicon) -> list[Span]:
    """Return the clauses after a cue and the quotations of `paragraph`; of those that lie in each other the widest."""
    found = []
    for sentence in joined_sentences(text, paragraph):
        settings = {span.end + 1 for span in lexicon.setting.find(text, sentence)}  # *phát biểu tại …* says nothing yet
        found += [span for span in clauses(text, sentence, lexicon) if span.start not in settings]
    found += [quotation.content for quotation in quotations_in(text, paragraph)]
    long = [span for span in found if len(re.findall(SYLLABLE, span.of(text))) > _FEW]
    widest: list[Span] = []
    for span in sorted(long, key=lambda span: (span.start - span.end, span.start)):
        if not any(one.covers(_inside(text, span)) for one in widest):
            widest.append(span)
    return widest


def _inside(text: str, span: Span) -> Span:
    """Return `span` without a mark that it begins with."""
    return Span(span.start + 1, span.end) if text[span.start] in OPENERS + STRAIGHT else span
