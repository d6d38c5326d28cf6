"""The article as the rules read it: words with the names among them, sentences, quotations, all looked up by place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reader_app.core.computed import quote_label
from reader_app.core.lexicon import Lexicon, Phrases
from reader_app.core.model import Span
from reader_app.core.spans import Quotation, sentences
from reader_app.nlp.mention import Mention
from reader_app.nlp.quotes.marks import UNCLOSED, mark_span, outer_quotations
from reader_app.nlp.quotes.words import read_words
from reader_app.nlp.tokens import Tokens

DASHES = frozenset("-–—")
_CLOSING = frozenset("”\"»’'“")
FINITE = frozenset(
    "đã sẽ đang là có cần phải không chưa bị được vẫn cũng muốn nên rất từng vừa đều còn chỉ ở".split()
) | {"có thể", "không thể", "chưa thể", "không phải"}
"""Words that show a whole sentence, not only a noun phrase."""
_WORDS = re.compile(r"\w+")


class Sentence(NamedTuple):
    """A sentence that cuts no quotation; its atoms are `[first, last)`, `marks` the outer quotations in it. `line` is
    the number of its line, `opens` whether it begins the line."""

    span: Span
    first: int
    last: int
    marks: tuple[Quotation, ...]
    line: int
    opens: bool


class Page:
    """One article. Positions are code points, `i`, `lo` and `hi` places in `atoms`."""

    def __init__(self, text: str, tokens: Tokens, mentions: Sequence[Mention], lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.mentions = sorted(mentions, key=lambda m: (m.span.start, -m.span.end))
        whole = Span(0, max(1, len(text)))
        self.cues = tuple(lexicon.cue.find(text, whole))
        self._cue_starts = [span.start for span in self.cues]
        self._false = list(lexicon.false_friend.find(text, whole))
        self._false_starts = [span.start for span in self._false]
        self._speech: dict[int, bool] = {}
        relays = lexicon.relaying.find(text, whole)
        self.atoms = read_words(text, tokens.tokens, self.mentions, self.cues, relays, self._glued(tokens))
        self._starts = [atom.start for atom in self.atoms]
        self.marks = tuple(outer_quotations(text))
        self._mark_ends = [mark_span(mark).end - 1 for mark in self.marks]
        self.sentences = tuple(self._sentences(tokens.sentences))

    def _glued(self, tokens: Tokens) -> Iterator[int]:
        """Yield where a cue of several syllables ends inside a word, the rest of which no false friend asks for."""
        for token in (token for sentence in tokens.tokens for token in sentence):
            place = bisect_left(self._cue_starts, token.start)
            cue = self.cues[place] if place < len(self.cues) else None
            if cue is None or cue.start != token.start or cue.end >= token.end or " " not in cue.of(self.text):
                continue
            known = (words.at(self.text, token.start) for words in (self.lexicon.false_friend, self.lexicon.title))
            if not any(found is not None and found.end > cue.end for found in known):
                yield cue.end + 1

    def index(self, position: int) -> int:
        """Return the place of the first atom that starts at or after `position`."""
        return bisect_left(self._starts, position)

    def cues_in(self, span: Span) -> Sequence[Span]:
        """Return the words of the lexicon's cues in `span`."""
        return self.cues[bisect_left(self._cue_starts, span.start) : bisect_left(self._cue_starts, span.end)]

    def is_false_friend(self, span: Span) -> bool:
        """Return whether `span` is part of a set phrase that only looks like a cue: *theo luật*, *nói chung*; whole
        words only (*theo luật sư* is none)."""
        place = bisect_left(self._false_starts, span.end)
        near = self._false[max(0, place - 3) : place]
        return any(bad.overlaps(span) and bad != span and self._ends_word(bad) for bad in near)

    def words(self, lo: int, hi: int) -> str:
        """Return the words of `[lo, hi)` in lower case, one blank between them."""
        return " ".join(atom.word for atom in self.atoms[lo:hi])

    def span(self, lo: int, hi: int) -> Span:
        return Span(self.atoms[lo].start, self.atoms[hi - 1].end)

    def at(self, i: int, phrases: Phrases) -> int:
        """Return the place behind the phrase of `phrases` that starts at `i`; `i` where none does."""
        if i >= len(self.atoms) or (found := phrases.at(self.text, self.atoms[i].start)) is None:
            return i
        behind = self.index(found.end)
        return behind if self.atoms[behind - 1].end <= found.end else i  # no half words

    def is_joint(self, i: int) -> bool:
        """Return whether atom `i` ties two parts of one name: the dash and the sign in *LĐ-TB&XH*."""
        atom = self.atoms[i]
        if atom.word not in DASHES and atom.word not in ("&", "/"):
            return False
        around = self.text[max(0, atom.start - 1) : atom.start] + self.text[atom.end : atom.end + 1]
        return len(around) == 2 and around.isalnum()

    def like_speech(self, mark: Quotation) -> bool:
        """Return whether what stands between the marks reads like speech, not like a name, a title or a word."""
        known = self._speech.get(mark.content.start)
        if known is None:
            known = self._speech[mark.content.start] = self._like_speech(mark)
        return known

    def quote_label(self, contents: Sequence[Span]) -> str:
        """Return the label of a quote with `contents`, as `core.computed.quote_label` does, without reading its
        paragraph again."""
        if any("\n" in content.of(self.text) for content in contents):
            return quote_label(self.text, contents)  # lines without a mark count as well
        inside = outside = False
        for content in contents:
            place = max(0, bisect_left(self._mark_ends, content.start) - 1)
            near = [m.content for m in self.marks[place : bisect_right(self._mark_ends, content.end) + 1]]
            inside = inside or any(mark.overlaps(content) for mark in near)
            outside = outside or not any(mark.covers(content) for mark in near)
        return "mixed" if inside and outside else "direct" if inside else "indirect"

    def _like_speech(self, mark: Quotation) -> bool:
        text = mark.content.of(self.text)
        words = len(_WORDS.findall(text))
        if words < 4 or text[-1] in ".!?…,":
            return words >= 4
        first, last = self.index(mark.content.start), self.index(mark.content.end)
        return words >= 7 and any(self.tag(i) == "V" or self.word(i) in FINITE for i in range(first, last))

    def _ends_word(self, span: Span) -> bool:
        i = self.index(span.end)
        return i == 0 or self.atoms[i - 1].end <= span.end

    def word(self, i: int) -> str:
        return self.atoms[i].word if 0 <= i < len(self.atoms) else ""

    def tag(self, i: int) -> str:
        return self.atoms[i].tag if 0 <= i < len(self.atoms) else ""

    def mark_over(self, i: int) -> Quotation | None:
        """Return the outer quotation in which atom `i` stands, its marks included."""
        if i >= len(self.atoms):
            return None
        at = self.atoms[i].start
        place = bisect_left(self._mark_ends, at)
        mark = self.marks[place] if place < len(self.marks) else None
        return mark if mark and mark_span(mark).start <= at < mark_span(mark).end else None

    def opens_mark(self, i: int) -> bool:
        mark = self.mark_over(i)
        return mark is not None and self.atoms[i].start <= mark.content.start

    def _sentences(self, spans: Sequence[Span]) -> Iterator[Sentence]:
        line, last_line, counted = 0, -1, 0
        for whole in self._uncut(spans):
            line += self.text.count("\n", counted, whole.start)
            counted = whole.start
            for span in self._cut(whole):
                marks = tuple(m for m in self._marks_from(span.start) if m.content.start < span.end)
                first, last = self.index(span.start), self.index(span.end)
                yield Sentence(span, first, last, marks, line, line != last_line)
                last_line = line

    def _uncut(self, spans: Sequence[Span]) -> Iterator[Span]:
        """Yield `spans`, those as one that a quotation over several paragraphs holds together."""
        start = -1
        for span in spans:
            start = span.start if start < 0 else start
            place = bisect_left(self._mark_ends, span.end)
            mark = self.marks[place] if place < len(self.marks) else None
            held = mark is not None and mark.content.start < span.end
            if not held and not self._goes_on(span.end):
                yield Span(start, span.end)
                start = -1
        if start >= 0:
            yield Span(start, spans[-1].end)

    def _goes_on(self, end: int) -> bool:
        """Return whether a quotation ends a sentence at `end` that a dash and a small letter carry on: *“…?” - ông X
        hỏi*."""
        behind = self.text[end : end + 4]
        if end == 0 or self.text[end - 1] not in _CLOSING or not behind.startswith(" ") or "\n" in behind:
            return False
        return behind[1:2] in DASHES and behind[2:].strip()[:1].islower()

    def _marks_from(self, start: int) -> Iterable[Quotation]:
        place = bisect_left(self._mark_ends, start)
        for mark in self.marks[place : place + 60]:
            if mark.content.start >= start:
                yield mark

    def _cut(self, whole: Span) -> list[Span]:
        """Return the sentences of `whole`, which the missing half of a pair of marks may have glued together."""
        if whole.end - whole.start < UNCLOSED:
            return [whole]
        spans: list[Span] = []
        start = whole.start
        for piece in sentences(self.text, whole):
            if any(m.content.start < piece.end < m.content.end for m in self._marks_from(start)):
                continue
            spans.append(Span(start, piece.end))
            start = piece.end
            while start < whole.end and self.text[start].isspace():
                start += 1
        if start < whole.end:
            spans.append(Span(start, whole.end))
        return spans
