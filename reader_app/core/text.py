"""Canonical text and the maps between ways of counting its positions.

Everything that has an offset refers to the canonical form and counts code points. Other units are converted at the
door: `Utf16Map` for Qt (and for formats that count UTF-16), `OffsetMap` for files whose text was not canonical.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from reader_app.core.errors import BadInput
from reader_app.core.model import Span

# patterns are compiled, and kept by `re`, when they are first used: together they take 3 ms of a start
_LINE_ENDS = "\r\n|[\r\u2028\u2029]"
# control characters but tab and line feed, and the two that Qt takes for line breaks
_CONTROLS = "[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0\ufdd1]"
_SURROGATES = "[\ud800-\udfff]"
# between two of these a grapheme border needs no look-up: neither combines with what stands before it
_PLAIN = "[ -~\u00a1-\u00ac\u00ae-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e]"
_FLAG = "[\U0001f1e6-\U0001f1ff]"


def canonical(raw: str) -> str:
    """Return `raw` in canonical form, the only form that offsets refer to. Idempotent.

    U+FEFF goes; line ends of all kinds become a line feed; other control characters but tab become a space; NFC;
    white space around the whole goes. Nothing else is touched. Raises BadInput for a lone surrogate (`surrogate`)
    and for a text of which nothing is left (`empty-text`).
    """
    if (found := re.search(_SURROGATES, raw)) is not None:
        raise BadInput("surrogate", position=found.start())
    text = re.sub(_LINE_ENDS, "\n", raw.replace("\ufeff", ""))
    text = unicodedata.normalize("NFC", re.sub(_CONTROLS, " ", text)).strip()
    if not text:
        raise BadInput("empty-text")
    return text


class OffsetMap(NamedTuple):
    """Carries positions of a raw text into its canonical form.

    `raw` and `canon` are equally long, ascending lists of anchors: raw position `raw[i]` is canonical position
    `canon[i]`; between two anchors of equal distance positions run in step, else they have no place of their own.
    """

    raw: tuple[int, ...]
    canon: tuple[int, ...]

    def start(self, position: int) -> int:
        """Return where a span that starts at raw `position` starts in the canonical text."""
        return self._at(position, last=False)

    def end(self, position: int) -> int:
        """Return where a span that ends before raw `position` ends in the canonical text."""
        return self._at(position, last=True)

    def _at(self, position: int, *, last: bool) -> int:
        i = bisect_right(self.raw, position) - 1
        if i + 1 == len(self.raw):
            return self.canon[i]
        width, room = self.raw[i + 1] - self.raw[i], self.canon[i + 1] - self.canon[i]
        offset = position - self.raw[i]
        if width == room or offset == 0:
            return self.canon[i] + offset
        return self.canon[i + 1] if last else self.canon[i]


def canonical_map(raw: str) -> tuple[str, OffsetMap]:
    """Return `canonical(raw)` with the map that carries raw positions (code points) into it."""
    text, offsets = _bare_map(raw.replace("\ufeff", ""))
    return text, _over_gaps(raw, offsets) if "\ufeff" in raw else offsets


def _over_gaps(raw: str, bare: OffsetMap) -> OffsetMap:
    """Return the map for `raw`, where `bare` is the one for the same text without U+FEFF."""
    kept = [at for at, c in enumerate(raw) if c != "\ufeff"]
    anchors = {0: 0}
    for position, canon in zip(bare.raw, bare.canon, strict=True):
        if position:
            anchors[kept[position - 1] + 1] = canon
        anchors[kept[position] if position < len(kept) else len(raw)] = canon
    gone = 0
    for gap in re.finditer("\ufeff+", raw):
        place = bare.start(gap.start() - gone)
        if place == bare.end(gap.start() - gone):  # else the gap lies inside of what becomes one character
            anchors[gap.start()] = anchors[gap.end()] = place
        gone += gap.end() - gap.start()
    ordered = sorted(anchors.items())
    return OffsetMap(tuple(r for r, _ in ordered), tuple(c for _, c in ordered))


def _bare_map(raw: str) -> tuple[str, OffsetMap]:
    text = canonical(raw)
    pieces: list[tuple[int, int, str]] = []  # raw start, raw end, what became of it
    for start, end, piece in _line_pieces(raw):
        if unicodedata.is_normalized("NFC", piece):
            pieces.append((start, end, piece))
        else:
            pieces.extend(_normal_pieces(piece, start))
    joined = "".join(piece for _, _, piece in pieces)
    lead = len(joined) - len(joined.lstrip())
    anchors: dict[int, int] = {}
    at = 0
    for start, _, piece in pieces:
        anchors[start] = min(max(at - lead, 0), len(text))
        at += len(piece)
    anchors[len(raw)] = min(max(at - lead, 0), len(text))
    anchors.setdefault(0, 0)
    if lead:  # positions run in step from the first word on
        _anchor_edge(pieces, lead, 0, anchors)
    _anchor_edge(pieces, lead + len(text), len(text), anchors)
    ordered = sorted(anchors.items())
    return text, OffsetMap(tuple(r for r, _ in ordered), tuple(c for _, c in ordered))


def _anchor_edge(pieces: list[tuple[int, int, str]], joined_at: int, canon: int, anchors: dict[int, int]) -> None:
    """Add the anchor for the joined position where white space around the whole was cut off."""
    at = 0
    for start, end, piece in pieces:
        if at <= joined_at <= at + len(piece) and end - start == len(piece):
            anchors[start + joined_at - at] = canon
            return
        at += len(piece)


def _line_pieces(raw: str) -> list[tuple[int, int, str]]:
    """Cut `raw` where canonical form changes the number of characters before NFC."""
    pieces, at = [], 0
    for found in re.finditer("\r\n", raw):
        pieces.append((at, found.start(), raw[at : found.start()]))
        pieces.append((found.start(), found.end(), "\n"))
        at = found.end()
    pieces.append((at, len(raw), raw[at:]))
    pieces = [piece for piece in pieces if piece[1] > piece[0]]
    return [(start, end, re.sub(_CONTROLS, " ", re.sub(_LINE_ENDS, "\n", piece))) for start, end, piece in pieces]


def _normal_pieces(piece: str, offset: int) -> list[tuple[int, int, str]]:
    """Cut `piece` into stretches that NFC changes and those that it leaves alone: grapheme clusters never compose
    with each other (UAX 29), so each can be normalised by itself."""
    pieces: list[tuple[int, int, str]] = []
    plain = at = 0
    for cluster in _clusters(piece):
        end = at + len(cluster)
        if not unicodedata.is_normalized("NFC", cluster):
            if at > plain:
                pieces.append((offset + plain, offset + at, piece[plain:at]))
            pieces.append((offset + at, offset + end, unicodedata.normalize("NFC", cluster)))
            plain = end
        at = end
    if at > plain:
        pieces.append((offset + plain, offset + at, piece[plain:at]))
    return pieces


def _clusters(text: str) -> list[str]:
    # imported here: 15 ms that the way to the first window does not spend
    import regex

    return regex.findall(r"\X", text)


def is_border(text: str, position: int) -> bool:
    """Return whether `position` (code points) lies between two grapheme clusters of `text`."""
    if position <= 0 or position >= len(text):
        return 0 <= position <= len(text)
    before, after = text[position - 1], text[position]
    if (before == "\n") != (after == "\n") or re.fullmatch(_PLAIN * 2, before + after):
        return True
    start = max(0, position - 64)
    while start and re.match(_FLAG, text[start]):  # flags pair up from the first of their run
        start -= 1
    at = start
    for cluster in _clusters(text[start : position + 64]):
        if at >= position:
            break
        at += len(cluster)
    return at == position


def on_borders(text: str, span: Span) -> Span:
    """Return `span` widened to grapheme borders of `text`."""
    start, end = span.start, min(span.end, len(text))
    while not is_border(text, start):
        start -= 1
    while not is_border(text, end):
        end += 1
    return Span(start, end)


_LARGE = 10_000
"""Code points from which on it pays to load a codec: a start takes a millisecond for it."""


class Utf16Map:
    """Converts between code points of `text` and UTF-16 units, which Qt counts."""

    def __init__(self, text: str) -> None:
        # in next to all texts there is none; in a large one that is found out a hundred times faster
        some = len(text) < _LARGE or len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)
        self._wide = [i for i, c in enumerate(text) if c > "\uffff"] if some else []
        self._wide_units = [i + n for n, i in enumerate(self._wide)]

    def to_units(self, position: int) -> int:
        """Return the UTF-16 unit at which code point `position` starts."""
        return position + bisect_left(self._wide, position)

    def to_points(self, unit: int) -> int:
        """Return the code point that `unit` belongs to; the middle of a surrogate pair to its own."""
        return unit - bisect_left(self._wide_units, unit)


def fold(text: str) -> str:
    """Return `text` without tone marks and case, đ as d: the form in which people search."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
