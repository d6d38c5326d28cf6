"""Speech in turns: interviews (*PV: … / Ông X: …*, a question on a line of its own and its answer), and what stands
behind a name and a colon. The reporter's questions are no quotes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from reader_app.core.model import Span
from reader_app.core.spans import trim_blanks, trim_marks, without_stop
from reader_app.nlp.quotes.contents import next_mark
from reader_app.nlp.quotes.draft import Draft, weighed
from reader_app.nlp.quotes.nominals import Nominal, from_left
from reader_app.nlp.quotes.page import DASHES, Page, Sentence

_REPORTER = re.compile(r"(?:PV|P\.V|Phóng viên|Hỏi|Nhà báo|MC|Độc giả|Bạn đọc)\b[^:\n]{0,40}:", re.IGNORECASE)
_BULLET = re.compile(r"[-–—*•+]\s*")
_FIRST_PERSON = re.compile(r"(?<!\w)(?:tôi|chúng tôi|em|mình|bọn tôi|con|cháu)(?!\w)", re.IGNORECASE)
_LABEL = 16
"""Words at most before the colon that ends the name of who speaks."""
_HEADLINE = 30
"""Words at most of a headline."""
_SHORT = 12
"""Code points: less is no turn (*Ảnh: Reuters*)."""


class _Line(NamedTuple):
    """A line, or the part of one from a name and a colon on; `number` is that of its first sentence, `quoted` whether
    it holds other quotes."""

    number: int
    span: Span
    first: int
    last: int
    label: tuple[Nominal, int] | None
    quoted: bool


def headline(page: Page) -> Sentence | None:
    """Return the first line where it is a headline: no stop at its end, and more lines behind it."""
    if len(page.sentences) < 2 or not page.sentences[1].opens:
        return None
    text = page.sentences[0].span.of(page.text)
    return page.sentences[0] if text[-1] not in '.!?…”":' and len(text.split()) <= _HEADLINE else None


def find_turns(page: Page, taken: AbstractSet[int]) -> list[Draft]:
    """Return the answers of interviews, and what stands behind a name and a colon; `taken` are the numbers of the
    sentences that hold other quotes."""
    lines = _lines(page, taken)
    asked = [_asks(page, line) for line in lines]
    reporter = [_REPORTER.match(page.text, line.span.start) is not None for line in lines]
    interview = any(reporter) or sum(asked) > 1 or (any(asked) and len(lines) > 2)
    drafts: list[Draft] = []
    going: Draft | None = None
    for number, line in enumerate(lines):
        if line.label is not None:
            going = _turn(page, line, *line.label)
            drafts += [going] if going is not None else []
        elif reporter[number] or asked[number] or not interview:
            going = None
        elif going is not None and _goes_on(page, line):
            going.contents[-1] = Span(going.contents[-1].start, line.span.end)
        elif number and asked[number - 1] and (content := _answer(page, line)) is not None:
            going = Draft([content], "interview", 0.65, sentence=line.number)
            drafts.append(going)
        else:
            going = None
    for draft in drafts:
        draft.contents[-1] = trim_marks(page.text, without_stop(page.text, draft.contents[-1]))
    return drafts


def without_turns(drafts: Sequence[Draft], turns: Sequence[Draft]) -> list[Draft]:
    """Return the quotes of `drafts` that stand in no turn, and the turns that are not as good a quote there already."""
    best = {draft.contents[0]: draft.score for draft in drafts}
    kept = [turn for turn in turns if best.get(turn.contents[0], 0.0) < turn.score]
    spans = sorted(span for turn in kept for span in turn.contents)

    def stands_in_turn(span: Span) -> bool:
        place = bisect_left(spans, Span(span.end, span.end + 1))
        return place > 0 and spans[place - 1].overlaps(span)

    return [d for d in drafts if not any(stands_in_turn(span) for span in d.contents)] + kept


def _lines(page: Page, taken: AbstractSet[int]) -> list[_Line]:
    """Return the lines of the text but for a headline; a name and a colon inside a line begin another one, which ends
    with the next question or quote."""
    found: list[_Line] = []
    inner = False
    title = headline(page)
    for number, sentence in enumerate(page.sentences):
        if sentence is title:
            continue
        label = _label(page, sentence) if sentence.opens or number not in taken else None
        ends = inner and (page.text[sentence.span.end - 1] == "?" or number in taken)
        if sentence.opens or not found or label is not None or ends:
            found.append(_Line(number, sentence.span, sentence.first, sentence.last, label, number in taken))
            inner = label is not None and not sentence.opens
        else:
            line = found[-1]
            span = Span(line.span.start, sentence.span.end)
            found[-1] = line._replace(span=span, last=sentence.last, quoted=line.quoted or number in taken)
    return found


def _label(page: Page, sentence: Sentence) -> tuple[Nominal, int] | None:
    """Return who is named before a colon at the head of `sentence`, and the place behind the colon."""
    start = sentence.first
    while start < sentence.last and (page.word(start) in DASHES or page.word(start) in ("*", "•", "+")):
        start += 1
    colon = next((i for i in range(start, min(sentence.last, start + _LABEL)) if page.word(i) == ":"), -1)
    if colon <= start or colon + 3 >= sentence.last or _REPORTER.match(page.text, page.atoms[start].start):
        return None
    found = from_left(page, start, colon) if next_mark(page, start) is None else None
    if found is None or found.kind not in ("person", "title"):
        return None
    rest = page.words(found.last, colon)
    if rest and not (rest.startswith("(") and rest.endswith(")")) and not rest.startswith((",", "-", "–")):
        return None
    if "(" not in rest and any(page.tag(i) in ("V", "R") for i in range(found.last, colon)):
        return None
    named = found.kind == "person" or any(page.tag(i) == "PER" for i in range(found.first, found.last))
    return (found, colon + 1) if named else None


def _turn(page: Page, line: _Line, source: Nominal, start: int) -> Draft | None:
    mark = next_mark(page, start)
    content = mark.content if mark is not None else _spoken(page, page.atoms[start].start, line.span.end)
    if content is None or content.end - content.start < _SHORT:
        return None
    return Draft([content], "turn", weighed(0.8, source), source=source, sentence=line.number)


def _asks(page: Page, line: _Line) -> bool:
    text = line.span.of(page.text)
    return text.endswith("?") and len(text.split()) >= 4 and line.label is None and not page.mark_over(line.last - 1)


def _answer(page: Page, line: _Line) -> Span | None:
    if (
        next_mark(page, line.first) is not None
        or _FIRST_PERSON.search(page.text, line.span.start, line.span.end) is None
    ):
        return None
    return _spoken(page, line.span.start, line.span.end)


def _goes_on(page: Page, line: _Line) -> bool:
    text = line.span.of(page.text)
    return not line.quoted and text[-1] in '.!…”"' and len(text.split()) > 5 and page.mark_over(line.first) is None


def _spoken(page: Page, start: int, end: int) -> Span | None:
    """Return the stretch without the bullet or dash before it."""
    bullet = _BULLET.match(page.text, start)
    return trim_blanks(page.text, bullet.end() if bullet else start, end)
