"""A sentence as a line of syllables with their shape: what the rules for names look at."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from reader_app.core.model import Span
from reader_app.nlp.tokens import Token

SYLLABLE = r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*|['’](?=[^\W\d_])[^\W_]+)*"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_FUNCTION = frozenset(("E", "C", "Cc"))
_ONSET = "(?:b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
_RIME = (
    "(?:[aăâeêioôơuưy]|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oai|oao|oay|oe|oeo|oi|ôi|ơi|ua|uâ|uây|âi|uâi|uê|ui|uô|uôi|uơ|uy"
    "|uya|uyê|uyu|ưa|ưi|ươ|ươi|ươu|ưu|iêu|yê|yêu|oo)(?:ch|c|m|ng|nh|n|p|t)?"
)


def key_of(word: str) -> str:
    """Return the form in which syllables are compared: no case, the tone at the end (`hoà` is `hòa`), a `y` that is
    the only vowel as `i` (`Mĩ` is `Mỹ`, but `ngài` is not `ngày`)."""
    return _key(word.lower())


def keys_of(phrase: str) -> tuple[str, ...]:
    """Return the keys of the syllables of `phrase`."""
    return tuple(_key(word.lower()) for word in re.findall(SYLLABLE, phrase))


def _only_y(letters: str) -> bool:
    return len(letters) > 1 and letters[-1] == "y" and letters[-2] in "bcdđghklmnpqrstvx"


@lru_cache(maxsize=16384)
def _key(lower: str) -> str:
    if lower.isascii():
        return lower[:-1] + "i" if _only_y(lower) else lower
    tone, letters = "", ""
    for char in unicodedata.normalize("NFD", lower):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters += char
    if _only_y(letters):
        letters = letters[:-1] + "i"
    return letters + tone


@lru_cache(maxsize=16384)
def vietnamese(key: str) -> bool:
    """Return whether the syllable with that key can be a Vietnamese one."""
    letters = unicodedata.normalize("NFC", key.rstrip("12345"))
    return re.fullmatch(_ONSET + _RIME, letters) is not None


class Line:
    """The syllables of one sentence. Places in it are numbers of syllables; `start` and `end` are code points.

    `gap[i]` is the text in front of syllable i, `common[i]` says that it belongs to a word of several syllables that
    is written in lower case but for its first letter and tagged as no name (*Quốc gia*, *Ban đầu*); `begin[i]` and
    `last[i]` are the first and last syllable of the word around i.
    """

    __slots__ = (
        "begin", "cap", "common", "end", "form", "gap", "key", "last", "sentence", "start", "tag", "text", "upper",
    )  # fmt: skip

    def __init__(self, text: str, sentence: Span, tokens: Sequence[Token]) -> None:
        found = list(re.compile(SYLLABLE).finditer(text, sentence.start, sentence.end))
        self.text = text
        self.sentence = sentence
        self.form = [m[0] for m in found]
        self.start = [m.start() for m in found]
        self.end = [m.end() for m in found]
        self.key = [_key(form.lower()) for form in self.form]
        self.cap = [form[0].isupper() for form in self.form]
        self.gap = ["\n"] + [text[a:b] for a, b in zip(self.end, self.start[1:], strict=False)]
        self.tag = [""] * len(found)
        self.common = [False] * len(found)
        self.begin = list(range(len(found)))
        self.last = list(range(len(found)))
        self._tagged(tokens)
        letters = [form for form in self.form if form.isalpha() and len(form) > 1]
        big = sum(form.isupper() for form in letters)
        self.upper = len(letters) > 3 and big * 10 > len(letters) * 7

    def __len__(self) -> int:
        return len(self.form)

    def _tagged(self, tokens: Sequence[Token]) -> None:
        i, n = 0, len(self.form)
        for token in tokens:
            while i < n and self.start[i] < token.start:
                i += 1
            first = i
            while i < n and self.end[i] <= token.end:
                self.tag[i] = token.tag
                i += 1
            if i - first > 1 and (all(self.cap[first:i]) or not any(self.cap[first + 1 : i])):
                # a capital inside a word with small letters: the tagger took two words for one
                plain = token.tag not in {"Np", "Ny"} and not all(self.cap[first:i])
                for at in range(first, i):
                    self.begin[at], self.last[at] = first, i - 1
                    self.common[at] = plain and vietnamese(self.key[at])

    def span(self, first: int, stop: int) -> Span:
        """Return the stretch of text of the syllables `[first, stop)`."""
        return Span(self.start[first], self.end[stop - 1])

    def opens(self, i: int) -> bool:
        """Return whether a capital says nothing at `i`: it starts the sentence, a quotation or what follows a colon."""
        gap = self.gap[i]
        return i == 0 or any(mark in gap for mark in '“"«:.!?…;\n•/|>+') or gap in {" - ", " – ", " — "}

    def next_to(self, i: int) -> bool:
        """Return whether syllable `i` follows the one before it with a blank only."""
        return i < len(self.form) and self.gap[i] == " "

    def function_word(self, i: int) -> bool:
        """Return whether syllable `i` is a small word, whatever its case: *Theo*, *Hiện*, *Trong*."""
        return self.tag[i] in _FUNCTION and self.begin[i] == self.last[i] and vietnamese(self.key[i])

    def acronym(self, i: int) -> bool:
        form = self.form[i]
        return len(form) > 1 and form.isupper() and form.isalpha()
