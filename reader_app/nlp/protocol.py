"""What the window and its worker say to each other: one JSON object a line, UTF-8.

A request has `do` and, where it is answered, a number `id`:

    {"do": "model", "content": BASE64}                          use this learned model from now on; "" for none
    {"do": "suggest", "id", "article", "text", "known": […],    answered in slices and packed, see below; where it is
        "show": BOOL}                                           not to be shown, only packed
    {"do": "example", …}                                        a finished article to learn from
    {"do": "learn", "id"}                                       learn from the examples said since the last time
    {"do": "ping", "id"}                                        answered with {"id", "pong": true}

An answer has the `id` of its request: {"id", "part": SUGGESTED} (slices small enough that the window reads one between
two frames) and at the end {"id", "origin", "total", "packed": BASE64} (all of it as the project keeps it, which the
window does not read), {"id", "progress": 0…1}, {"id", "learned": LEARNED or null}, {"id", "error": SENTENCE}.
A request that is none of these is answered with an error, with the id null where it has none. The worker ends when
its input does.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reader_app.core.model import Referent, Span
from reader_app.core.suggestion import Packed, Suggested, pack, to_json

if TYPE_CHECKING:
    from reader_app.nlp.learning import Figures, Finished, Learned, Measured

_ITEMS, _WORDS = 40, 500
"""What one slice of an answer holds at most: to read it takes a millisecond or two."""


def line(message: Mapping[str, Any]) -> bytes:
    """Return `message` as one line."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


# requests


def model(content: bytes) -> bytes:
    return line({"do": "model", "content": b64encode(content).decode()})


def suggest(number: int, article: str, text: str, known: Sequence[Referent], *, show: bool) -> bytes:
    named = [[r.id, r.label, r.name, list(r.aliases)] for r in known]
    return line({"do": "suggest", "id": number, "article": article, "text": text, "known": named, "show": show})


def known_of(named: Sequence[Sequence[Any]]) -> list[Referent]:
    """Return the referents of a request, as far as the engine looks at them."""
    return [Referent(record_id, label, name, tuple(aliases)) for record_id, label, name, aliases in named]


def example(finished: Finished) -> bytes:
    """Return the request that carries one finished article."""
    entities, quotes = finished.entities, finished.quotes
    return line({
        "do": "example",
        "article": finished.article,
        "text": finished.text,
        "entities": None if entities is None else [[span.start, span.end, label] for span, label in entities],
        "quotes": None if quotes is None else [
            [_ends(q.contents), q.label, _ends([q.cue] if q.cue else []), _ends([q.source] if q.source else [])]
            for q in quotes
        ],
        "labels": sorted(finished.labels),
        "rejected": [[r.kind, r.label, _ends(r.contents)] for r in finished.rejected],
    })  # fmt: skip


def finished_of(message: Mapping[str, Any]) -> Finished:
    """Return the finished article of a request."""
    from reader_app.nlp.learning import Finished, FinishedQuote, Rejected

    entities, quotes = message["entities"], message["quotes"]
    return Finished(
        message["article"],
        message["text"],
        None if entities is None else tuple((Span(start, end), label) for start, end, label in entities),
        None if quotes is None else tuple(
            FinishedQuote(_spans(contents), label, *(next(iter(_spans(ends)), None) for ends in parts))
            for contents, label, *parts in quotes
        ),
        frozenset(message["labels"]),
        tuple(Rejected(kind, label, _spans(ends)) for kind, label, ends in message["rejected"]),
    )  # fmt: skip


def ping(number: int) -> bytes:
    return line({"do": "ping", "id": number})


def learn(number: int) -> bytes:
    return line({"do": "learn", "id": number})


def _ends(spans: Sequence[Span]) -> list[int]:
    return [at for span in spans for at in (span.start, span.end)]


def _spans(ends: Sequence[int]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in zip(ends[::2], ends[1::2], strict=True))


# answers


def slices(number: int, suggested: Suggested) -> Iterator[bytes]:
    """Yield the lines that answer a request for suggestions which are to be shown; `packed` is the last one."""
    count = max(-(-len(suggested.items) // _ITEMS), -(-len(suggested.words) // _WORDS), 1)
    for at in range(count):
        part = Suggested(
            suggested.origin,
            suggested.items[at * _ITEMS : (at + 1) * _ITEMS],
            suggested.words[at * _WORDS : (at + 1) * _WORDS],
            0 if at else suggested.lost,
        )
        yield line({"id": number, "part": to_json(part)})


def packed(number: int, suggested: Suggested) -> bytes:
    """Return the line that ends the answer to a request for suggestions."""
    made = pack(suggested)
    return line({"id": number, "origin": made.origin, "total": made.total, "packed": b64encode(made.content).decode()})


def packed_of(message: Mapping[str, Any]) -> Packed:
    """Return the suggestions of such a line. Raises KeyError, TypeError or ValueError where it is something else."""
    return Packed(str(message["origin"]), int(message["total"]), b64decode(message["packed"], validate=True))


def join(parts: Sequence[Suggested]) -> Suggested:
    """Return the slices of one answer as one."""
    if len(parts) == 1:
        return parts[0]
    return Suggested(
        parts[0].origin,
        tuple(item for part in parts for item in part.items),
        tuple(word for part in parts for word in part.words),
        parts[0].lost,
    )


def learned_to_json(learned: Learned | None) -> dict[str, Any] | None:
    if learned is None:
        return None
    return {
        "model": b64encode(learned.model).decode(),
        "version": learned.version,
        "articles": learned.articles,
        "before": _measured_to_json(learned.before),
        "after": _measured_to_json(learned.after),
    }


def learned_of(value: Mapping[str, Any] | None) -> Learned | None:
    """Return what was learned. Raises KeyError, TypeError or ValueError where it is damaged."""
    from hashlib import sha256

    from reader_app.nlp.learning import Learned

    if value is None:
        return None
    content = b64decode(value["model"], validate=True)
    if not sha256(content).hexdigest().startswith(value["version"]):
        raise ValueError("a model that is not whole")
    return Learned(
        content,
        str(value["version"]),
        int(value["articles"]),
        _measured_of(value["before"]),
        _measured_of(value["after"]),
    )


def _measured_to_json(measured: Measured) -> list[list[float] | None]:
    return [None if figures is None else list(figures) for figures in measured]


def _measured_of(value: Sequence[Sequence[Any] | None]) -> Measured:
    from reader_app.nlp.learning import Measured

    entities, quotes = (None if figures is None else _figures(*figures) for figures in value)
    return Measured(entities, quotes)


def _figures(precision: float, recall: float, f1: float, gold: int) -> Figures:
    from reader_app.nlp.learning import Figures

    return Figures(float(precision), float(recall), float(f1), int(gold))
