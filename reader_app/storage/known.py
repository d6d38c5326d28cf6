"""Which referents of the register a text names.

The register may hold 150,000 names and a text 200,000 syllables. So the index is walked like a tree: which syllables of
the text begin a name, which pairs of syllables go on with it, and so forth until no name is that long.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator

from reader_app.core.model import Referent
from reader_app.core.text import fold
from reader_app.storage import reading

_LONGEST = 10
"""Syllables of the longest name that is looked for."""
_WIDEST = 3
"""So many characters may stand between two syllables of a name: a blank, a hyphen, a stop with a blank …"""
_BEARERS = 8
"""A name that more referents have names nobody."""
_REACH = 50_000
"""Names are looked for in so many characters of the text: the window waits for it, and no news is longer."""
_PIECE = 4000
"""Characters after which a text is cut for the search, at the end of the paragraph or, where that is far, of a
sentence: one piece takes some milliseconds."""
_BATCH = 500
_WORD = re.compile(r"[^\W_]+")
_STOP = re.compile(r"[.?!…][”\"]? ")

# a name goes on behind a piece of it with a character that is no letter: all of those that fold() leaves stand below
# "0" in the index, and the digits and letters from there on
_BEGIN = """
    with w (piece) as (values {})
    select piece, exists (select 1 from referent_name where folded = piece),
        exists (select 1 from referent_name where folded > piece and folded < piece || '0') from w"""
_NAMED = "select referent from referent_name where folded = ? limit ?"


def pieces(text: str) -> Iterator[str]:
    """Yield the pieces of `text` to look through one by one, as far as it is looked through at all."""
    text, start = text[:_REACH], 0
    while len(text) - start > _PIECE:
        least = start + _PIECE
        cut = text.find("\n", least, least + _PIECE) + 1
        if not cut and (stop := _STOP.search(text, least)) is not None:
            cut = stop.end()
        if not cut:
            break
        yield text[start:cut]
        start = cut
    yield text[start:]


def known_in(db: sqlite3.Connection, text: str) -> list[Referent]:
    """Return the referents one of whose names stands in `text` as whole words, by id; merged ones give way to their
    target. A name counts where it begins or ends with a capital or a digit."""
    found = {one.id: one for piece in pieces(text) for one in _known_in(db, piece)}
    return [found[record] for record in sorted(found)]


def _known_in(db: sqlite3.Connection, text: str) -> Iterator[Referent]:
    for name, places in _names(db, text).items():
        written = {_letters(text[start:end]) for start, end in places}
        bearers = db.execute(_NAMED, (name, _BEARERS + 1)).fetchall()
        for (seq,) in bearers if len(bearers) <= _BEARERS else ():
            referent = reading.referent_at(db, seq)
            if any(_letters(one) in written for one in (referent.name, *referent.aliases) if one):
                yield reading.unmerged(db, referent)


def _names(db: sqlite3.Connection, text: str) -> dict[str, list[tuple[int, int]]]:
    """Return the names of the index, folded, that stand in `text`, each with its places."""
    words = [(one.start(), one.end()) for one in _WORD.finditer(text)]
    plain = {word: fold(word) for word in {text[start:end] for start, end in words}}
    folded = [plain[text[start:end]] for start, end in words]
    # what may become a name, by the words [first, last] that it has now
    growing: dict[str, list[tuple[int, int]]] = {}
    for at, piece in enumerate(folded):
        growing.setdefault(piece, []).append((at, at))
    found: dict[str, list[tuple[int, int]]] = {}
    for _ in range(_LONGEST):
        longer: dict[str, list[tuple[int, int]]] = {}
        for piece, is_name, goes_on in _begin(db, growing):
            for first, last in growing[piece]:
                if is_name and (_stands_out(text[words[first][0]]) or _stands_out(text[words[last][0]])):
                    found.setdefault(piece, []).append((words[first][0], words[last][1]))
                if goes_on and last + 1 < len(words):
                    gap = text[words[last][1] : words[last + 1][0]]
                    if len(gap) <= _WIDEST and "\n" not in gap:
                        grown = piece + (" " if gap.isspace() else fold(gap)) + folded[last + 1]
                        longer.setdefault(grown, []).append((first, last + 1))
        growing = longer
    return found


def _begin(db: sqlite3.Connection, pieces: Iterable[str]) -> Iterator[tuple[str, bool, bool]]:
    """Yield for those of `pieces` with which a name begins: whether one ends there, and whether one goes on."""
    ordered = sorted(pieces)
    for at in range(0, len(ordered), _BATCH):
        page = ordered[at : at + _BATCH]
        for piece, is_name, goes_on in db.execute(_BEGIN.format(", ".join(["(?)"] * len(page))), page).fetchall():
            if is_name or goes_on:
                yield piece, bool(is_name), bool(goes_on)


def _stands_out(letter: str) -> bool:
    return letter.isupper() or letter.isdigit()


def _letters(name: str) -> str:
    """Return `name` without case, blanks too many, and where in a syllable its tone mark stands (hoà, hòa)."""
    return " ".join("".join(sorted(unicodedata.normalize("NFD", word))) for word in name.casefold().split())
