"""Keys pressed for each gold annotation by someone who starts from the suggestions.

A right suggestion takes one key (accept, which moves on). One with a wrong label takes 2 (the step there, the digit),
one with wrong bounds 3; a quote with a wrong source, cue or type one more for each. What is missing takes 3 (select,
label), a wrong suggestion 1 (reject). Each suggestion mends one annotation at most. Only suggestions at or over the
threshold are shown. Claims, dates and amounts have no gold and are left out, and so is what meets optional gold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import gold

if TYPE_CHECKING:
    from collections.abc import Sequence

RIGHT, LABEL, BOUNDS, MISSING, WRONG = 1, 2, 3, 3, 1


def for_names(article: gold.Article, got: frozenset[gold.Name]) -> int:
    errors = gold.name_errors(article, got)
    return (
        RIGHT * len(article.names & got)
        + LABEL * errors["label"]
        + BOUNDS * errors["boundary"]
        + MISSING * errors["missed"]
        + WRONG * errors["false"]
    )


def for_quotes(article: gold.Article, got: Sequence[gold.Quote]) -> int:
    taken = gold.pairs(article, got)
    keys = 0
    free = [place for place in range(len(got)) if place not in taken.values()]
    for place, quote in enumerate(article.quotes):
        if not quote.asked:
            continue
        near = taken.get(place)
        if near is None:  # too far off to count as found, but there to be mended
            near = next((p for p in free if _touch(got[p], quote)), None)
            if near is not None:
                free.remove(near)
        if near is None:
            keys += MISSING
            continue
        found = got[near]
        keys += RIGHT if gold.same_contents(article.text, quote, found) else BOUNDS
        keys += (
            (not gold.source_right(quote, found)) + (not gold.cue_right(quote, found)) + (found.label != quote.label)
        )
    return keys + WRONG * len(free)


def _touch(a: gold.Quote, b: gold.Quote) -> bool:
    return any(x.overlaps(y) for x in a.contents for y in b.contents)
