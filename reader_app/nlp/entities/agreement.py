"""One name, one label: what an article says of a name in one place holds in the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reader_app.nlp.entities.candidates import Candidate
from reader_app.nlp.entities.gazetteer import Table
from reader_app.nlp.entities.syllables import Line, vietnamese

_SURE = frozenset(("institution", "class-noun", "title-person", "gazetteer-org", "gazetteer-misc"))
"""Rules whose label the rest of the article does not change."""

Votes = dict[tuple[str, ...], Counter[str]]


def agreed(lines: Sequence[Sequence[Candidate]], every: Sequence[Line]) -> list[list[Candidate]]:
    """Return for each line of the article the names among its candidates, with the label that the whole gives them.

    `lines[k]` are the candidates of `every[k]`; some of them have no label yet.
    """
    plain = _brackets(lines)
    _lists(lines)
    votes: Votes = defaultdict(Counter)
    for found in lines:
        for each in found:
            if each.label:
                votes[each.key][each.label] += round(100 * each.score)
    parts = _parts(lines)
    for found in lines:
        for each in found:
            if each.key in plain and each.rule == "acronym":
                each.label = ""
            else:
                _settle(each, votes, parts)
    named = [[each for each in found if each.label] for found in lines]
    table = _table(named)
    return [_again(line, found, table) for line, found in zip(every, named, strict=True)]


def _brackets(lines: Sequence[Sequence[Candidate]]) -> set[tuple[str, ...]]:
    """Give short names in brackets the label of the long ones before them; return those that are short for common
    words: *sinh viên (SV)*."""
    common: set[tuple[str, ...]] = set()
    for found in lines:
        before: Candidate | None = None
        for each in found:
            line, i = each.line, each.first
            closed = each.stop >= len(line) or line.gap[each.stop].startswith(")")
            if (
                i
                and line.gap[i] == " ("
                and closed
                and each.stop - i == 1
                and line.acronym(i)
                and each.rule != "gazetteer-org"
            ):
                if before is not None and before.stop == i and before.label in {"ORG", "MISC"}:
                    each.label, each.score, each.rule = before.label, 0.95, "bracket"
                elif before is None or before.stop != i:
                    common.add(each.key)
                    each.label, each.rule = "", "acronym"
            before = each
    return common


def _lists(lines: Sequence[Sequence[Candidate]]) -> None:
    """Take as a place what stands between commas behind places: *xã An Dân, Tuy An, Phú Yên*."""
    for found in lines:
        for before, each in pairwise(found):
            joined = each.first == before.stop and each.line.gap[each.first] in {", ", " ("}
            acronym = each.stop - each.first == 1 and each.line.acronym(each.first)
            if acronym or each.titled:
                continue
            if joined and before.label == "LOC" and each.rule in {"weak", "short-name"}:
                each.label, each.score, each.rule = "LOC", 0.7, "place-list"


def _parts(lines: Sequence[Sequence[Candidate]]) -> dict[str, float]:
    """Return the first and last parts of the full names of people, with the score of the best of them."""
    parts: dict[str, float] = defaultdict(float)
    for found in lines:
        for each in found:
            if each.label == "PER" and len(each.key) > 1:
                native = all(map(vietnamese, each.key))
                for part in {each.key[-1]} if native else {each.key[0], each.key[-1]}:
                    parts[part] = max(parts[part], each.score)
    return parts


def _settle(each: Candidate, votes: Votes, parts: dict[str, float]) -> None:
    single = len(each.key) == 1 and each.key[0] in parts
    if each.rule == "gazetteer-place":
        minor = each.name is not None and each.name.kind in {"world", "vietnam"}
        alone = each.titled and not (each.line.next_to(each.stop) and each.line.cap[each.stop])
        if single and (alone or (minor and not each.placed)):
            each.label, each.rule, each.score = "PER", "agreement", 0.8
        return
    if each.rule in _SURE:
        return
    best = votes.get(each.key)
    if best:
        label, strength = best.most_common(1)[0]
        if label != each.label:
            each.label, each.rule, each.score = label, "agreement", min(0.9, strength / best.total())
        elif strength > 100 * each.score + 50:
            each.score = max(each.score, min(0.95, each.score + 0.1))
    elif single and not each.line.acronym(each.first) and _meant(each):
        each.label, each.rule, each.score = "PER", "agreement", 0.85


def _meant(each: Candidate) -> bool:
    """Return whether the capital of a single syllable may be a name's: not in *Chiều mai* at the start."""
    return each.line.tag[each.first] == "Np" or not each.line.opens(each.first)


def _table(named: Sequence[Sequence[Candidate]]) -> Table[tuple[str, float]]:
    """Return the names that are looked for again: long ones, and single ones that are no Vietnamese syllable."""
    table: Table[tuple[str, float]] = Table()
    for found in named:
        for each in found:
            telling = len(each.key) > 1 or (not vietnamese(each.key[0]) and len(each.key[0]) > 3)
            if telling and each.score >= 0.6 and each.rule not in {"country-pair", "class-noun", "place-list"}:
                table.add(each.text, (each.label, each.score), cased=True)
    return table


def _again(line: Line, found: list[Candidate], table: Table[tuple[str, float]]) -> list[Candidate]:
    """Return `found` with the names that were seen elsewhere in the article; a longer name replaces its parts."""
    new = list(_missed(line, found, table))
    if not new:
        return found
    return replaced(found, new)


def replaced(found: Sequence[Candidate], new: Sequence[Candidate]) -> list[Candidate]:
    """Return `found` and `new` in order, without those of `found` that overlap one of `new`."""
    taken = {i for each in new for i in range(each.first, each.stop)}
    kept = [each for each in found if taken.isdisjoint(range(each.first, each.stop))]
    return sorted([*kept, *new], key=lambda each: each.first)


def _missed(line: Line, found: Sequence[Candidate], table: Table[tuple[str, float]]) -> Iterator[Candidate]:
    i, at = 0, 0
    while i < len(line):
        while at < len(found) and found[at].stop <= i:
            at += 1
        if at < len(found) and found[at].first < i:
            i = found[at].stop
            continue
        known = table.at(line, i) if line.cap[i] else None
        if known is None:
            i += 1
            continue
        stop = i + known[0]
        inside = [each for each in found[at : at + 4] if each.first < stop and each.stop > i]
        if all(each.first >= i and each.stop <= stop and each.stop - each.first < known[0] for each in inside):
            label, score = known[1]
            yield Candidate(line, i, stop, label, min(score, 0.85), "agreement")
            i = stop
        else:
            i = max(each.stop for each in inside)
