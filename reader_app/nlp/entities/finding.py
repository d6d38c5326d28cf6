"""All mentions of an article: candidates by line, agreement over the article, referents, dates and amounts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from reader_app.core.model import Referent, Span
from reader_app.core.naming import NAMED
from reader_app.nlp.entities.agreement import agreed, replaced
from reader_app.nlp.entities.amounts import amounts
from reader_app.nlp.entities.bylines import byline
from reader_app.nlp.entities.candidates import Candidate, candidates
from reader_app.nlp.entities.classify import classify
from reader_app.nlp.entities.gazetteer import Gazetteer, Table, gazetteer
from reader_app.nlp.entities.referents import with_referents
from reader_app.nlp.entities.syllables import Line, key_of, vietnamese
from reader_app.nlp.mention import Mention
from reader_app.nlp.tokens import Tokens


def find_mentions(text: str, tokens: Tokens, known: Sequence[Referent] = ()) -> list[Mention]:
    """Return the mentions in canonical `text`, in the order of the text, none overlapping. `known` are referents of
    the project whose names stand in the text: they are found under their label, also where no rule sees them."""
    words = gazetteer()
    lines = [Line(text, *pair) for pair in zip(tokens.sentences, tokens.tokens, strict=True)]
    found = [_candidates(line, words) for line in lines]
    named = agreed(found, lines)
    if table := _register(known):
        named = [_registered(line, each, table) for line, each in zip(lines, named, strict=True)]
    names = [_mention(each) for line in named for each in line]
    return with_referents(text, _merged(names, amounts(text)), known)


def _candidates(line: Line, words: Gazetteer) -> list[Candidate]:
    if writers := byline(line, words):
        return writers
    found = list(candidates(line, words))
    for each in found:
        if not each.label:
            classify(each, words)
    if line.upper:  # in a headline in capitals a capital says nothing: only what is known stands
        found = [each for each in found if each.name is not None]
    return found


def _mention(each: Candidate) -> Mention:
    return Mention(each.line.span(each.first, each.stop), each.label, round(min(each.score, 0.99), 3), each.rule)


def _merged(names: Sequence[Mention], figures: Iterable[Mention]) -> list[Mention]:
    """Return `names` and `figures` in order: an amount wins over the country in its currency (*đô la Mỹ*), else a
    name over a date."""
    starts = [name.span for name in names]
    gone: set[Span] = set()
    kept: list[Mention] = []
    for figure in figures:
        at = bisect_left(starts, figure.span)
        inside = [span for span in starts[max(0, at - 1) : at + 4] if span.overlaps(figure.span)]
        if inside and not (figure.label == "QUANTITY" and all(map(figure.span.covers, inside))):
            continue
        gone.update(inside)
        kept.append(figure)
    kept += [name for name in names if name.span not in gone]
    return sorted(kept, key=lambda mention: mention.span)


def _register(known: Sequence[Referent]) -> Table[str]:
    """Return the labels of the names of the register that can be told from common words by themselves."""
    table: Table[str] = Table()
    for referent in known:
        if referent.label not in NAMED or referent.merged_into:
            continue
        for name in (referent.name, *referent.aliases):
            parts = name.split()
            if len(parts) > 1 or (parts and len(parts[0]) > 2 and not vietnamese(key_of(parts[0]))):
                table.add(name, referent.label, cased=True)
    return table


def _registered(line: Line, found: list[Candidate], table: Table[str]) -> list[Candidate]:
    """Return `found` with the names of the register: they win over what is shorter or stands at the same place."""
    new: list[Candidate] = []
    longest = {i: each.stop - each.first for each in found for i in range(each.first, each.stop)}
    i = 0
    while i < len(line):
        hit = table.at(line, i)
        if hit is None:
            i += 1
            continue
        stop = i + hit[0]
        inside = longest.get(i, 0) > hit[0] and longest.get(stop - 1, 0) > hit[0]
        if not inside:
            new.append(Candidate(line, i, stop, hit[1], 0.97, "register"))
        i = stop
    return replaced(found, new)
