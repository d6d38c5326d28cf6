"""The model of a project: what people taught, as bytes and in use.

The bytes: a line with the format and the version of the rules, the SHA-256 of what follows, and compressed JSON.
Reading them runs no code.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reader_app.core.errors import ReaderError
from reader_app.core.model import Referent, Span
from reader_app.nlp.entities.referents import with_referents
from reader_app.nlp.learning.calibration import Curve
from reader_app.nlp.learning.candidates import placed
from reader_app.nlp.learning.names import Choice, Names
from reader_app.nlp.learning.pieces import Pieces, pieces_of
from reader_app.nlp.learning.speeches import Speeches
from reader_app.nlp.learning.tally import Tally
from reader_app.nlp.mention import Mention, Speech
from reader_app.nlp.tokens import Tokens
from reader_app.nlp.version import VERSION

_FAMILY = b"reader-app model "
_FORMAT = _FAMILY + f"1 for {VERSION}\n".encode()
"""The rules are in it: a model is worth what was measured with the rules of its time, and with no others."""

_LARGEST = 256 << 20
"""No model unpacks to more bytes than this."""


class Model:
    """Rules, judged anew by what a project taught. `version` is the same for the same bytes."""

    def __init__(self, version: str, names: Names | None, curve: Curve, speeches: Speeches | None) -> None:
        self.version = version
        self._names = names
        self._curve = curve
        self._speeches = speeches

    def refine(
        self, text: str, tokens: Tokens, mentions: Sequence[Mention], known: Sequence[Referent] = ()
    ) -> list[Mention]:
        """Return the mentions of `text` as this project tags them: labels, borders and scores may change, some go
        and some come, and whom they name is found anew (`known` as the rules have it). Labels that were not taught
        stay as they are."""
        names = self._names
        if names is None:
            return list(mentions)
        pieces = pieces_of(text, tokens)
        taught = [m for m in mentions if m.label in names.labels]
        kept = [m for m in mentions if m.label not in names.labels]
        chosen = names.choose(pieces, placed(pieces, taught))
        made = [self._mention(pieces, choice) for choice in chosen]
        # what was taught goes before what was not: two names do not overlap
        rest = [m for m in kept if not any(m.span.overlaps(x.span) for x in made)]
        return with_referents(text, sorted([*made, *rest], key=lambda m: (m.span.start, m.span.end)), known)

    def judge(self, text: str, speeches: Sequence[Speech]) -> list[Speech]:
        """Return `speeches` with the scores that this project teaches, without those that it teaches to leave."""
        return list(speeches) if self._speeches is None else self._speeches.judge(text, speeches)

    def _mention(self, pieces: Pieces, choice: Choice) -> Mention:
        score = self._curve.at(choice.score)
        old = choice.candidate.mention if choice.candidate.how == "rule" else None
        if old is not None and old.label == choice.label:
            return replace(old, score=score)
        first, last = choice.where
        span = old.span if old is not None else Span(pieces.starts[first], pieces.ends[last - 1])
        return Mention(span, choice.label, score, "learned")


def dump(names: Names | None, curve: Curve, speeches: Speeches | None) -> bytes:
    """Return a model as bytes, the same for the same model."""
    value: dict[str, Any] = {}
    if names is not None:
        rows = {f: [round(w * 100) for w in row] for f, row in names.weights.items()}
        value["names"] = {
            "labels": names.labels,
            "weights": {f: row for f, row in rows.items() if any(row)},
            "tally": names.tally.counts,
            "moves": sorted(names.moves),
            "curve": curve,
        }
    if speeches is not None:
        value["quotes"] = dict(speeches.shifts)
    body = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    packed = zlib.compress(body, 9)
    return _FORMAT + hashlib.sha256(packed).digest() + packed


def version_of(model: bytes) -> str:
    """Return 8 hex digits that name these bytes."""
    return hashlib.sha256(model).hexdigest()[:8]


def readable(model: bytes) -> bool:
    """Return whether `model` is of this version's format; if not, it is to be learned again."""
    return model.startswith(_FORMAT)


def load(model: bytes) -> Model:
    """Return the model that `dump` wrote. Raises ReaderError for bytes that are damaged or of another format."""
    if not readable(model):
        raise ReaderError("model-version" if model.startswith(_FAMILY) else "model-damaged")
    digest, packed = model[len(_FORMAT) : len(_FORMAT) + 32], model[len(_FORMAT) + 32 :]
    if hashlib.sha256(packed).digest() != digest:
        raise ReaderError("model-damaged")
    try:
        value = json.loads(_unpacked(packed))
        if not isinstance(value, dict):
            raise TypeError("no table")  # noqa: TRY301  one place answers for all that may be wrong
        names, curve = _names(value["names"]) if "names" in value else (None, Curve())
        speeches = Speeches({str(k): _number(v) for k, v in value["quotes"].items()}) if "quotes" in value else None
    except (zlib.error, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReaderError("model-damaged") from error
    return Model(version_of(model), names, curve, speeches)


def _unpacked(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    body = unpacker.decompress(packed, _LARGEST)
    if not unpacker.eof:
        raise ValueError("cut off, or too large")
    return body


def _number(value: float) -> float:
    """Return `value`. Raises ValueError for one that no model has: the sums of such could not be counted with."""
    if not -1e4 < value < 1e4:
        raise ValueError(value)
    return value


def _names(value: dict[str, Any]) -> tuple[Names, Curve]:
    labels = tuple(map(str, value["labels"]))
    weights = {str(f): [_number(w) / 100 for w in row] for f, row in value["weights"].items()}
    if len(labels) < 2 or any(len(row) != len(labels) for row in weights.values()):
        raise ValueError("weights do not fit labels")
    tally = Tally({str(t): Counter({str(k): int(n) for k, n in c.items()}) for t, c in value["tally"].items()})
    offset, slope = value["curve"]
    moves = frozenset(map(str, value["moves"]))
    return Names(labels, weights, tally, moves, tally.tagged()), Curve(_number(offset), _number(slope))
