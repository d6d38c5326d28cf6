"""What a key takes when nothing is selected: the quotation or clause around the caret, the nearest cue, the nearest
source. Rules over the lexicon and the entities already tagged; all positions are code points."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader_app.core.caret import word_at
from reader_app.core.lexicon import Lexicon
from reader_app.core.model import Annotation, Span
from reader_app.core.spans import (
    joined_sentences,
    paragraph_at,
    quotations_in,
    trim_blanks,
    without_stop,
)

_PASSIVE = re.compile(r"(?<!\w)được\s+$", re.IGNORECASE)
_GAP = re.compile(r"[\s:,]*")


def quote_contents(text: str, position: int, lexicon: Lexicon) -> list[Span]:
    """Return what `Q` may take at `position`, narrowest first: the quotations around it, the clause after the cue,
    the sentence, that with the next ones (speech that runs on), the paragraph."""
    paragraph = paragraph_at(text, position)
    if paragraph is None:
        return []
    marks = [q.content for q in quotations_in(text, paragraph) if _touches(q.content, position, 1)]
    found = sorted(marks, key=lambda span: span.end - span.start)
    sentence = _sentence(text, paragraph, position)
    said = [c for c in clauses(text, sentence, lexicon) if c.start <= position <= c.end]
    following = [s for s in joined_sentences(text, paragraph) if s.start >= sentence.start]
    running = [without_stop(text, Span(sentence.start, s.end)) for s in following]
    for span in (*said, without_stop(text, sentence), *running, paragraph):
        if span not in found and all(span.covers(narrow) for narrow in found):
            found.append(span)
    return found


def cues_near(text: str, content: Span, lexicon: Lexicon) -> list[Span]:
    """Return the words that may introduce `content`, the likeliest first."""
    sentence = _reach(text, content)
    found = {cue for cue in _cues(text, sentence, lexicon) if not content.covers(cue)}
    blocked = list(lexicon.false_friend.find(text, sentence))
    found |= {
        cue for cue in lexicon.cue.find(text, sentence)
        if _leads_to(text, cue, content, lexicon)
        and not _is_noun(text, cue, lexicon) and not any(bad.covers(cue) for bad in blocked)
    }  # fmt: skip
    return sorted(found, key=lambda cue: _distance(cue, content))


def _leads_to(text: str, cue: Span, content: Span, lexicon: Lexicon) -> bool:
    """Return whether nothing but *rằng*, *là* or a colon stands between the two: then any verb of speech is a cue."""
    if cue.end > content.start:
        return False
    at = _GAP.match(text, cue.end).end()  # type: ignore[union-attr]
    complement = lexicon.complementizer.at(text, at)
    if complement is not None and complement.end < content.start:
        at = _GAP.match(text, complement.end).end()  # type: ignore[union-attr]
    return at >= content.start


def sources_near(
    text: str, content: Span, cue: Span | None, lexicon: Lexicon, entities: Sequence[Annotation]
) -> list[Span]:
    """Return the noun phrases that may name who says `content`, the likeliest first.

    After *theo* the source follows its cue; any other cue follows its source.
    """
    sentence = _reach(text, content)
    found = [span for span in noun_phrases(text, sentence, lexicon, entities) if not content.overlaps(span)]
    people = {e.contents[0] for e in entities if e.label == "PER"}

    def nearness(span: Span) -> tuple[bool, bool, bool, int]:
        if cue is None:
            away, wrong_side = _distance(span, content)
            beside = away < 2
        elif cue.of(text) in lexicon.according:
            away, wrong_side = abs(span.start - cue.end), span.start < cue.end
            beside = away < 2
        else:
            away, wrong_side = abs(cue.start - span.end), span.end > cue.start
            beside = span.end < cue.start and _only_adverbs(text, Span(span.end, cue.start), lexicon)
        named = any(span.covers(person) for person in people) or any(
            phrases.at(text, span.start) for phrases in (lexicon.title, lexicon.honorific, lexicon.pronoun)
        )
        return (wrong_side, not beside, not named, away)

    ranked = sorted(found, key=nearness)
    if cue is not None and cue.of(text) in lexicon.according and (phrase := _up_to_comma(text, cue, content)):
        return [phrase, *(span for span in ranked if span != phrase)]
    return ranked


def _up_to_comma(text: str, cue: Span, content: Span) -> Span | None:
    """Return what stands between *theo* and the first comma in front of `content`: the noun phrase, however long."""
    comma = text.find(",", cue.end, content.start)
    return trim_blanks(text, cue.end, comma) if comma > 0 else None


def _only_adverbs(text: str, gap: Span, lexicon: Lexicon) -> bool:
    rest = gap.of(text)
    for adverb in lexicon.adverb.find(text, gap):
        rest = rest.replace(adverb.of(text), "", 1)
    return not rest.strip()


def noun_phrases(text: str, span: Span, lexicon: Lexicon, entities: Sequence[Annotation]) -> list[Span]:
    """Return the stretches of `span` that may name a speaker: titles, forms of address, names and tagged entities
    that stand side by side, a bracketed abbreviation between them included."""
    tagged = sorted({e.contents[0] for e in entities if span.covers(e.contents[0])}, key=lambda s: (s.start, -s.end))
    found: list[Span] = []
    at = span.start
    while at < span.end:
        end = _phrase_end(text, at, span.end, lexicon, tagged)
        if end > at:
            found.append(Span(at, end))
            at = end
        else:
            word = word_at(text, at)
            at = max(word.end if word else at, at + 1)
    return found


def _phrase_end(text: str, at: int, limit: int, lexicon: Lexicon, tagged: Sequence[Span]) -> int:
    """Return where the noun phrase that starts at `at` ends; `at` where none does."""
    end = start = at
    while start < limit:
        piece = _piece(text, start, lexicon, tagged, first=start == at)
        if piece is None or piece.end > limit:
            break
        end = piece.end
        gap = re.compile(r" (?:\((?=[^\s()]{2,12}\) )|(?:- )?(?=\w))|\) ").match(text, end)
        if gap is None:
            break
        start = gap.end()
    return end


def _piece(text: str, at: int, lexicon: Lexicon, tagged: Sequence[Span], *, first: bool) -> Span | None:
    if at and text[at - 1].isalnum():
        return None
    for span in tagged:
        if span.start == at:
            return span
    for phrases in (lexicon.title, lexicon.unnamed, lexicon.honorific, lexicon.pronoun):
        if piece := phrases.at(text, at):
            return piece
    word = word_at(text, at)
    if word is None or word.start != at or not text[at].isupper() or word.of(text) in lexicon.according:
        return None
    if first and _starts_sentence(text, at) and not text[word.end + 1 : word.end + 2].isupper():
        return None  # a capital at the start of a sentence is no sign of a name
    return word


def _starts_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \t")[-1:]
    return not before or before in '\n.!?…“"'


def _sentence(text: str, paragraph: Span, position: int) -> Span:
    joined = joined_sentences(text, paragraph)
    return next((sentence for sentence in joined if position <= sentence.end), joined[-1])


def _reach(text: str, content: Span) -> Span:
    """Return the stretch in which cue and source of `content` stand: its sentences; the next one too where `content`
    ends one (`“…”. Ông nói.`) is left to the next candidate."""
    paragraph = paragraph_at(text, content.start) or content
    first, last = _sentence(text, paragraph, content.start), _sentence(text, paragraph, min(content.end, paragraph.end))
    return Span(first.start, max(last.end, first.end))


def _cues(text: str, sentence: Span, lexicon: Lexicon) -> list[Span]:
    blocked = list(lexicon.false_friend.find(text, sentence))
    found = [
        span
        for span in lexicon.according.find(text, sentence)
        if not any(bad.covers(span) and bad != span for bad in blocked)
    ]
    for span in lexicon.cue.find(text, sentence):
        word = span.of(text)
        complement = lexicon.complementizer.at(text, _GAP.match(text, span.end).end())  # type: ignore[union-attr]
        marked = complement is not None or text[span.end : span.end + 1] == ":" or _mark_follows(text, span.end)
        if word in lexicon.weak and not marked and not word.endswith("rằng"):
            continue
        if not marked and _PASSIVE.search(text[max(0, span.start - 6) : span.start]):
            continue  # *được phản ánh trong …*: nobody speaks
        if any(bad.covers(span) and not marked for bad in blocked) or (not marked and _is_noun(text, span, lexicon)):
            continue
        found.append(span)
    return sorted(found)


def _mark_follows(text: str, end: int) -> bool:
    return text[end : end + 3].lstrip(" :")[:1] in tuple("“\"«‘'„")


def _is_noun(text: str, span: Span, lexicon: Lexicon) -> bool:
    before = word_at(text, max(0, span.start - 1))
    return before is not None and before.of(text) in lexicon.noun_before


def clauses(text: str, sentence: Span, lexicon: Lexicon) -> list[Span]:
    """Return, narrowest first, what each cue of `sentence` introduces: to the end of the sentence, of the brackets
    around it, or to where the reporter speaks again or the next cue takes over."""
    found = []
    for cue in _cues(text, sentence, lexicon):
        start = _GAP.match(text, cue.end).end()  # type: ignore[union-attr]
        if cue.of(text) in lexicon.according:
            comma = text.find(",", start, sentence.end)
            if comma < 0:
                continue
            start = comma + 1
        elif complement := lexicon.complementizer.at(text, start):
            start = complement.end
        end = _clause_end(text, start, sentence, lexicon)
        if (clause := trim_blanks(text, start, end)) is not None:
            found.append(without_stop(text, clause))
    return sorted(found, key=lambda span: (span.end - span.start, span.start))


def _clause_end(text: str, start: int, sentence: Span, lexicon: Lexicon) -> int:
    depth = 0
    for at in range(start, sentence.end):
        if text[at] == "(":
            depth += 1
        elif text[at] == ")":
            if depth == 0:
                return at
            depth -= 1
        elif text[at] in ",;" and (after := word_at(text, at + 2)) and lexicon.reporter_returns.at(text, after.start):
            return at
    return sentence.end


def _touches(span: Span, position: int, reach: int) -> bool:
    return span.start - reach <= position <= span.end + reach


def _distance(span: Span, content: Span) -> tuple[int, bool]:
    before = content.start - span.end
    return (before, False) if before >= 0 else (span.start - content.end, True)
