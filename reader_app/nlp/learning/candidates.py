"""Which spans of a text could be names: what the rules propose, capitals, spans beside them that people chose
before, words that they tagged before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from reader_app.nlp.learning.pieces import Pieces, capital_runs, place
from reader_app.nlp.mention import Mention

Place = tuple[int, int]
"""The number of the first syllable and of the one after the last."""

_REACH = 3
"""So many syllables a person may have moved a border."""


_INSIDE = 2
"""So many small words may stand inside a name (*Bộ Kế hoạch và Đầu tư*)."""

_LONGEST = 8
"""Names of more syllables are not split."""


class Candidate(NamedTuple):
    """A span that could be a name. `how` tells why it is looked at: "rule" (with its `mention`), "run" (capitals),
    "word" (tagged elsewhere) or how it differs from a `mention` of the rules (`L+tỉnh`, `R-và`, `J`)."""

    first: int
    last: int
    how: str
    mention: Mention | None


def placed(pieces: Pieces, mentions: Iterable[Mention]) -> dict[Place, Mention]:
    """Return `mentions` by their place; one that holds no syllable is left out."""
    found: dict[Place, Mention] = {}
    for mention in mentions:
        where = place(pieces, mention.span)
        if where is not None:
            found.setdefault(where, mention)
    return found


def moves(pieces: Pieces, mentions: Mapping[Place, Mention], gold: Iterable[Place]) -> Counter[str]:
    """Return how `gold` differs from the `mentions` that overlap it: the words that were added or left out."""
    found: Counter[str] = Counter()
    for first, last in gold:
        if (first, last) in mentions:
            continue
        for start, end in mentions:
            if start < last and first < end:
                if end == last and 0 < abs(start - first) <= _REACH:
                    sign, a, b = ("L+", first, start) if first < start else ("L-", start, first)
                    found[sign + " ".join(pieces.low[a:b])] += 1
                elif start == first and 0 < abs(end - last) <= _REACH:
                    sign, a, b = ("R+", end, last) if end < last else ("R-", last, end)
                    found[sign + " ".join(pieces.low[a:b])] += 1
    return found


def candidates(
    pieces: Pieces, mentions: Mapping[Place, Mention], known_moves: frozenset[str], known_words: Mapping[str, list[str]]
) -> list[Candidate]:
    """Return the candidates in the order of the text. `known_words` are tagged texts by their first syllable."""
    found: dict[Place, Candidate] = {where: Candidate(*where, "rule", mention) for where, mention in mentions.items()}
    for (first, last), mention in mentions.items():
        for how, a, b in _moved(pieces, first, last):
            if how in known_moves:
                found.setdefault((a, b), Candidate(a, b, how, mention))
    runs = capital_runs(pieces)
    for first, last in runs:
        found.setdefault((first, last), Candidate(first, last, "run", None))
    for first, last in _joined(pieces, sorted({*runs, *mentions})):
        found.setdefault((first, last), Candidate(first, last, "join", None))
    for first, last in (*mentions, *runs):
        for a, b in _split(first, last):
            found.setdefault((a, b), Candidate(a, b, "split", None))
    if known_words:
        for first, word in enumerate(pieces.words):
            for text in known_words.get(word, ()):
                last = first + text.count(" ") + 1
                if pieces.text_of(first, last) == text:
                    found.setdefault((first, last), Candidate(first, last, "word", None))
    return [found[where] for where in sorted(found)]


def _moved(pieces: Pieces, first: int, last: int) -> list[tuple[str, int, int]]:
    low, gap = pieces.low, pieces.gap
    out = []
    for n in range(1, _REACH + 1):
        if first - n < 0 or gap[first - n + 1] != " ":
            break
        out.append(("L+" + " ".join(low[first - n : first]), first - n, last))
    for n in range(1, _REACH + 1):
        if last + n > len(low) or gap[last + n - 1] != " ":
            break
        out.append(("R+" + " ".join(low[last : last + n]), first, last + n))
    for n in range(1, min(_REACH, last - first - 1) + 1):
        out.append(("L-" + " ".join(low[first : first + n]), first + n, last))
        out.append(("R-" + " ".join(low[last - n : last]), first, last - n))
    return out


def _joined(pieces: Pieces, places: Sequence[Place]) -> Iterator[Place]:
    """Yield what begins with one of `places` and ends with another of them, or with the word that it cuts: names with
    small words inside."""
    firsts = [first for first, _ in places]
    for first, last in places:
        end = last
        while end < len(pieces.words) and pieces.joined[end]:
            end += 1
        if end > last:
            yield first, end
        for n in range(bisect_left(firsts, last), len(places)):
            start, stop = places[n]
            if start > last + _INSIDE or any(gap != " " for gap in pieces.gap[last : start + 1]):
                break
            yield first, stop


def _split(first: int, last: int) -> Iterator[Place]:
    """Yield the beginnings and ends of a longer name."""
    if 2 <= last - first <= _LONGEST:
        for at in range(first + 1, last):
            yield first, at
            yield at, last


def best(scored: Sequence[tuple[Place, float]]) -> list[int]:
    """Return which of `scored` (places with their worth) to keep so that none overlap and the worth is greatest.

    Weighted interval scheduling; what is worth nothing is left out. The order is that of the text.
    """
    order = sorted((i for i, (_, worth) in enumerate(scored) if worth > 0), key=lambda i: (scored[i][0][1], i))
    ends = [scored[i][0][1] for i in order]
    total = [0.0]
    for n, i in enumerate(order):
        (first, _), worth = scored[i]
        total.append(max(total[n], worth + total[bisect_right(ends, first, 0, n)]))
    kept = []
    n = len(order)
    while n:
        (first, _), worth = scored[order[n - 1]]
        if total[n] == total[n - 1]:
            n -= 1
            continue
        kept.append(order[n - 1])
        n = bisect_right(ends, first, 0, n - 1)
    return kept[::-1]
