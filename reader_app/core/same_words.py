"""The same words elsewhere: whole words, with their tone marks, in the same case unless said otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from reader_app.core.model import Span
from reader_app.core.text import fold

_WORD_BEFORE, _WORD_AFTER = r"(?<![^\W_])", r"(?![^\W_]|[\u0300-\u036f])"
_CAPITAL_BEFORE, _CAPITAL_AFTER = re.compile(r"([^\W\d_]+) $"), re.compile(r" ([^\W\d_])")
_LONGEST_WORD = 40


class Spelling(NamedTuple):
    """How closely words must agree: in upper and lower case, and in their tone marks (with đ for d)."""

    case: bool = True
    marks: bool = True


EXACT = Spelling()


class Place(NamedTuple):
    """Where the same words stand. `label` is what is tagged there already ("" for nothing); `within` says that it is
    a piece of something tagged, or tagged in part; `doubtful` that it may be part of a longer name."""

    span: Span
    label: str = ""
    within: bool = False
    doubtful: bool = False

    @property
    def free(self) -> bool:
        return not self.label

    @property
    def likely(self) -> bool:
        """Whether it is most probably meant."""
        return not (self.label or self.within or self.doubtful)


def finder(words: str, spelling: Spelling = EXACT) -> Callable[[str], Iterator[Span]]:
    """Return what finds `words` in a text, in code points of the text. Blanks between them may be of any width."""
    if spelling.marks:
        pattern = _pattern(words, re.NOFLAG if spelling.case else re.IGNORECASE)
        return lambda text: (Span(*found.span()) for found in pattern.finditer(text))
    folded = _pattern(fold(words), re.NOFLAG)

    def find(text: str) -> Iterator[Span]:
        plain, at = _folded(text)
        for found in folded.finditer(plain):
            span = Span(at[found.start()], at[found.end() - 1] + 1)
            if not spelling.case or _cases(span.of(text)) == _cases(words):
                yield span

    return find


def _pattern(words: str, flags: re.RegexFlag) -> re.Pattern[str]:
    parts = r"[^\S\n]+".join(map(re.escape, words.split()))
    return re.compile(f"{_WORD_BEFORE}{parts}{_WORD_AFTER}", flags)


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """Return the folded text, and of which character of `text` each of its characters is."""
    plain = fold(text)
    if len(plain) == len(text):  # canonical text: a letter folds to one letter
        return plain, range(len(text))
    pieces = [(n, c) for n, char in enumerate(text) for c in fold(char)]
    return "".join(c for _, c in pieces), [n for n, _ in pieces]


def _cases(words: str) -> list[bool]:
    return [word[0].isupper() for word in words.split()]


def places(
    text: str, words: str, tagged: Iterable[tuple[Span, str]], label: str, spelling: Spelling = EXACT
) -> list[Place]:  # fmt: skip
    """Return where `words` stand in `text`, in its order, for an author who has `tagged` these spans with these labels
    and now tags as `label`."""
    spans = sorted(tagged)
    return [_place(text, span, spans, label) for span in finder(words, spelling)(text)]


def _place(text: str, span: Span, tagged: Sequence[tuple[Span, str]], label: str) -> Place:
    near = [(other, its) for other, its in tagged if other.overlaps(span)]
    here = [its for other, its in near if other == span]
    if here:
        return Place(span, label if label in here else here[0])
    return Place(span, within=bool(near), doubtful=_in_longer_name(text, span, tagged))


def _in_longer_name(text: str, span: Span, tagged: Sequence[tuple[Span, str]]) -> bool:
    """Return whether a word with a capital stands right beside a name that is not tagged as another one."""
    if not text[span.start].isupper():
        return False
    ends, starts = {other.end for other, _ in tagged}, {other.start for other, _ in tagged}
    before = _CAPITAL_BEFORE.search(text, max(0, span.start - _LONGEST_WORD), span.start)
    if before is not None and before[1][0].isupper() and span.start - 1 not in ends:
        first = text[: before.start()].rstrip()
        if first and first[-1] not in '.!?…:“"\n':  # there a capital says nothing
            return True
    after = _CAPITAL_AFTER.match(text, span.end)
    return after is not None and after[1].isupper() and span.end + 1 not in starts
