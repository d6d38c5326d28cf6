"""What someone types to find something, and where it stands in a text: tone marks, case and đ apart.

All words of a query must occur; the last one may be the beginning of a word unless a blank follows it; words between
quotation marks must follow each other. The full-text index of the project file reads queries in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from reader_app.core.model import Span
from reader_app.core.text import fold

_PHRASES = r'["“”„«»]([^"“”„«»]*)(["“”„«»]|$)|([^\s"“”„«»]+)'
_WORD = r"[^\W_]+"
_LONG = 400_000
"""Code points of a text that are looked through; nobody waits for a hit behind them."""


class Term(NamedTuple):
    """Words that must follow each other, as they were written (`phrase`) and folded. `prefix`: the last may go on."""

    phrase: str
    words: tuple[str, ...]
    prefix: bool


def terms(query: str) -> list[Term]:
    """Return what must occur for `query`; nothing where there is no word in it."""
    plain = unicodedata.normalize("NFC", query).replace("\0", " ").encode(errors="ignore").decode()
    found = []
    for one in re.finditer(_PHRASES, plain):
        phrase = one[1] if one[3] is None else one[3]
        if any(c.isalnum() for c in phrase):
            closed = one[3] is None and one[2] != ""
            prefix = one.end() == len(plain) and not closed and phrase[-1].isalnum()
            found.append(Term(phrase, tuple(re.findall(_WORD, fold(phrase))), prefix))
    return found


class Finder:
    """Finds the words of one query in canonical texts. False where there is no word in the query."""

    def __init__(self, query: str) -> None:
        wanted = [term for term in terms(query) if term.words]
        each = [_pattern(term.words, prefix=term.prefix) for term in wanted]
        together = tuple(word for term in wanted for word in term.words)
        # longer ones first: where one word begins another, all of it is marked
        self._each = re.compile("|".join(sorted(each, key=len, reverse=True))) if each else None
        self._every = [re.compile(one) for one in each]
        self._together = re.compile(_pattern(together, prefix=wanted[-1].prefix)) if len(each) > 1 else None

    def __bool__(self) -> bool:
        return self._each is not None

    def first(self, text: str, start: int = 0, end: int = _LONG) -> Span | None:
        """Return where in `text[start:end]` the words stand next to each other, else where the first of them stands,
        else any of them; None where there is none."""
        for pattern in (self._together, *self._every[:1], self._each):
            if pattern is not None and (found := pattern.search(text, start, end)) is not None:
                return Span(*found.span())
        return None

    def is_in(self, text: str) -> bool:
        """Return whether every word occurs in `text`."""
        return bool(self._every) and all(one.search(text, 0, _LONG) for one in self._every)

    def all(self, text: str) -> list[Span]:
        """Return every place of every word, in the order of the text."""
        return [Span(*found.span()) for found in self._each.finditer(text, 0, _LONG)] if self._each is not None else []


@lru_cache(maxsize=32)
def finder(query: str) -> Finder:
    """Return what finds `query`; the last ones are kept."""
    return Finder(query)


def occurrences(text: str, query: str) -> list[Span]:
    """Return where `query` stands in the canonical `text` letter by letter, inside of words too, in code points."""
    wanted = fold(query)
    if not wanted.strip():
        return []
    return [Span(*found.span()) for found in re.finditer("".join(map(_any_of, wanted)), text)]


def _pattern(words: tuple[str, ...], *, prefix: bool) -> str:
    end = "" if prefix else r"(?![^\W_])"
    return r"(?<![^\W_])" + r"[\W_]+".join("".join(map(_any_of, word)) for word in words) + end


@cache
def _any_of(letter: str) -> str:
    """Return a pattern for every character that folds to `letter`. Texts are looked through as they are: folding them
    would take ten times as long, and lose the way back to their positions."""
    kin = sorted({letter, letter.upper(), *_kin().get(letter, "")})
    return f"[{re.escape(''.join(one for one in kin if len(one) == 1))}]"


@cache
def _kin() -> dict[str, str]:
    """Return the Latin letters that fold to one letter, by that letter."""
    found: dict[str, str] = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        if len(plain := fold(chr(code))) == 1:
            found[plain] = found.get(plain, "") + chr(code)
    return found


def around(text: str, at: int, before: int, after: int) -> str:
    """Return `text` from about `before` code points before position `at` to `after` behind it, cut between words, each
    run of white space as one space; "…" stands where something was cut off."""
    start, end = max(0, at - before), min(len(text), at + after)
    if start:
        start = min(at, next((n for n in range(start, at) if text[n - 1].isspace()), at))
    words = " ".join(text[start:end].split())
    if end < len(text) and not (text[end - 1].isspace() or text[end].isspace()) and " " in words:
        words = words.rsplit(" ", 1)[0]
    return f"{'… ' if start else ''}{words}{' …' if end < len(text) else ''}"
