"""What is still to be looked at in one author's work on an article: not broken rules, but what annotators forget.

Each finding is a Problem whose data hold `start` and `end`, in code points: where to look. Sources: SCHEME of vi-news.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from reader_app.core.change import Sheet
from reader_app.core.derived import claimant_kind
from reader_app.core.errors import Problem
from reader_app.core.lexicon import Lexicon, Phrases
from reader_app.core.links import needs_evidence
from reader_app.core.model import Annotation, Kind, Referent, Rejection, Span
from reader_app.core.spans import Quotation, in_text_order, pairing, trim_blanks
from reader_app.core.stretches import Stretches

_FAR = 160
"""So many code points may stand between a quote and its cue, the source not counted."""
_FEW = 5
"""Quotation marks around so many syllables, one to three words, mostly say "so-called"."""
_NAME = 12
"""Quotation marks around so many syllables may hold the title of a work, if most of them have a capital."""
_NOUN = 12
"""So many code points before quotation marks hold the noun of a work: *bộ phim*."""
_STOPS = ".!?…"


def in_order(found: Iterable[Problem | None]) -> list[Problem]:
    """Return the findings among `found` in the order of the text."""
    return sorted(filter(None, found), key=lambda p: (p.data["start"], p.data["end"], p.code, p.record))


def looking(sheet: Sheet, author: str, lexicon: Lexicon) -> Iterator[Problem | None]:
    """Yield the findings in no order, and None in between: whoever has other things to do can stop at each, and go on
    later. An article of a megabyte takes some tenths of a second in all."""
    text = sheet.article.text
    records = sheet.annotations(author)
    of_kind: dict[Kind, list[Annotation]] = {"entity": [], "quote": [], "claim": []}
    for record in records:
        of_kind[record.kind].append(record)
    marks = _marks_of(text)
    yield from marks.read()
    referents = {r.id: r for r in sheet.records.values() if isinstance(r, Referent)}
    proven = {link.head for link in sheet.links() if link.kind == "evidence"}
    quotes = {quote.id: quote for quote in of_kind["quote"]}
    for quote in of_kind["quote"]:
        yield from _speaker_problems(text, quote)
        yield from _far_cue(text, quote)
        yield from _cut_marks(quote, marks.halves)
        yield None
    for claim in of_kind["claim"]:
        yield from _cut_marks(claim, marks.halves)
        yield from _claim_problems(claim, quotes, referents, proven)
        yield None
    for entity in of_kind["entity"]:
        yield from _cut_marks(entity, marks.halves)
        yield None
    yield from _overlaps(of_kind["entity"])
    yield from _untagged(text, marks.quotations, of_kind, list(sheet.rejections(author)), lexicon.work)


def place(finding: Problem) -> Span:
    """Return where to look."""
    return Span(int(finding.data["start"]), int(finding.data["end"]))


def key(finding: Problem) -> str:
    """Return what the finding is known by as long as its records are there: a word without blanks."""
    if not finding.record:
        return f"{finding.code}/{finding.data['start']}-{finding.data['end']}"
    return "/".join(filter(None, (finding.code, finding.record, str(finding.data.get("other", "")))))


def counting(found: Iterable[Problem], done: Collection[Kind], ignored: Collection[str] = ()) -> list[Problem]:
    """Return what is worth a word when the article is submitted with `done`: not what somebody chose to ignore, and
    no quotation without a quote where nobody said that all quotes are tagged."""
    return [p for p in found if key(p) not in ignored and (p.code != "mark-untagged" or "quote" in done)]


class _Marks:
    """The quotations of a text and by place each mark of a whole pair with its other half, read bit by bit once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.quotations: list[Quotation] = []
        self.halves: list[tuple[int, int]] = []

    def read(self) -> Iterator[None]:
        """Read what is not read yet; a paragraph that was not read to its end begins again."""
        text = self._text
        while self._at < len(text):
            end = text.find("\n", self._at)
            end = len(text) if end < 0 else end
            paragraph = trim_blanks(text, self._at, end)
            if paragraph is not None:
                found: list[Quotation] = []
                for quotation in pairing(text, paragraph):
                    if quotation is not None:
                        found.append(quotation)
                    yield
                found = in_text_order(found)
                yield
                whole = [(q.opener, q.closer) for q in found if q.opener is not None and q.closer is not None]
                yield
                self.quotations += found
                self.halves += sorted([*whole, *((closer, opener) for opener, closer in whole)])
            self._at = end + 1
            yield


@lru_cache(maxsize=2)
def _marks_of(text: str) -> _Marks:
    """Return the marks of `text`, as far as they are read: the same article is asked about after each edit."""
    return _Marks(text)


def _at(code: str, record: Annotation, span: Span | None = None, **data: str) -> Problem:
    span = span or Span(record.start, record.end)
    return Problem(code, record.id, {"start": span.start, "end": span.end, **data})


# quotes


def _speaker_problems(text: str, quote: Annotation) -> Iterator[Problem]:
    status = quote.attribute("speaker_status", "unknown")
    source, cue, person = quote.span("source"), quote.span("cue"), quote.referents
    if status == "implicit":  # speech that runs on has neither cue nor source, but it has its speaker
        if not person:
            yield _at("quote-no-person", quote)
        return
    if status == "unnamed" or (status == "unknown" and "speaker_status" in quote.touched):
        return
    if source is None and cue is None and not person:
        yield _at("quote-bare", quote)
        return
    if source is None:
        yield _at("quote-no-source", quote)
    if cue is None and not _introduces(text, source):
        yield _at("quote-no-cue", quote)
    if source is not None and not person:
        yield _at("quote-no-person", quote, source)


def _introduces(text: str, source: Span | None) -> bool:
    """Return whether a colon behind the source stands for a cue, as in an interview: *Ông Abe: “…”*."""
    return source is not None and text[source.end : source.end + 2].lstrip().startswith(":")


def _far_cue(text: str, quote: Annotation) -> Iterator[Problem]:
    cue = quote.span("cue")
    if cue is None or any(cue.overlaps(content) for content in quote.contents):
        return
    between = [
        Span(cue.end, content.start) if cue.end < content.start else Span(content.end, cue.start)
        for content in quote.contents
        if cue.end < content.start or content.end < cue.start
    ]
    if len(between) < len(quote.contents):  # a content begins where the cue ends
        return
    gap = min(between, key=lambda span: span.end - span.start)
    source = quote.span("source")
    length = gap.end - gap.start
    if source is not None and gap.covers(source):
        length -= source.end - source.start
    if length > _FAR or text.count("\n", gap.start, gap.end) > 1:
        yield _at("cue-far", quote, cue)


def _cut_marks(record: Annotation, halves: Sequence[tuple[int, int]]) -> Iterator[Problem]:
    """A pair of quotation marks of the text with one half inside of a part and the other outside of the record."""
    spans = [part.span for part in record.parts]
    for span in spans:
        for half in range(bisect_left(halves, (span.start, -1)), len(halves)):
            at, other = halves[half]
            if at >= span.end:
                break
            if not any(other in one for one in spans):
                yield _at("marks-cut", record)
                return


# claims


def _claim_problems(
    claim: Annotation, quotes: dict[str, Annotation], referents: dict[str, Referent], proven: set[str]
) -> Iterator[Problem]:
    if claimant_kind(claim, quotes.get(claim.quote), referents) == "unset":
        yield _at("claim-no-claimant", claim)
    if needs_evidence(claim) and claim.id not in proven:
        yield _at("claim-no-evidence", claim)


# entities


def _overlaps(entities: Sequence[Annotation]) -> Iterator[Problem | None]:
    """Entities that cross, whatever their labels, and one inside another of the same label. `entities` come by start,
    the widest first."""
    open_ones: list[Annotation] = []
    for entity in entities:
        open_ones = [one for one in open_ones if one.end > entity.start]
        for other in open_ones:
            if other.end < entity.end:
                yield _at("entities-cross", entity, Span(other.start, entity.end), other=other.id)
            elif other.label == entity.label:
                yield _at("entity-in-entity", entity, other=other.id, label=entity.label)
        open_ones.append(entity)
        yield None


# quotation marks


def _untagged(
    text: str,
    marks: Sequence[Quotation],
    of_kind: dict[Kind, list[Annotation]],
    rejections: Sequence[Rejection],
    works: Phrases,
) -> Iterator[Problem | None]:
    tagged = Stretches(content for quote in of_kind["quote"] for content in quote.contents)
    refused = Stretches(content for one in rejections if one.kind == "quote" for content in one.contents)
    names = Stretches(entity.contents[0] for entity in of_kind["entity"])
    reach = 0
    for mark in marks:
        yield None
        content = mark.content
        if content.end <= reach or mark.opener is None:  # inside of another one; or the end of one that never began
            continue
        reach = content.end
        words = content.of(text)
        if tagged.overlap(content) or refused.overlap(content) or names.cover(content) or _is_name(words):
            continue
        if words[-1] not in _STOPS and _names_work(text, mark.opener, works):
            continue
        yield Problem("mark-untagged", "", {"start": content.start, "end": content.end})


def _is_name(words: str) -> bool:
    """Return whether quoted `words` are rather scare quotes or the title of a work than speech."""
    syllables = words.split()
    if words[-1] in _STOPS and len(syllables) > 2:
        return False
    if len(syllables) <= _FEW:
        return True
    return len(syllables) <= _NAME and sum(not one[:1].islower() for one in syllables) > len(syllables) / 2


def _names_work(text: str, opener: int, works: Phrases) -> bool:
    """Return whether the quotation mark at `opener` comes after the noun of what has a title or is a slogan."""
    before = trim_blanks(text, max(0, opener - _NOUN), opener)
    return before is not None and any(noun.end == before.end for noun in works.find(text, before))
