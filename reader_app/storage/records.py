"""Records as JSON values for the journal, and back: an exact round trip of every record type."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from reader_app.core.change import Change
from reader_app.core.model import (
    Annotation,
    Article,
    Assignment,
    Link,
    Part,
    Record,
    Referent,
    Rejection,
    Span,
    Verdict,
)

_TYPES: Mapping[str, type[Record]] = {
    "article": Article,
    "annotation": Annotation,
    "referent": Referent,
    "link": Link,
    "verdict": Verdict,
    "assignment": Assignment,
    "rejection": Rejection,
}
_NAMES = {record_type: name for name, record_type in _TYPES.items()}
_FIELDS = {record_type: tuple(field.name for field in fields(record_type)) for record_type in _NAMES}
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_PAIRS = frozenset({"meta", "attributes"})


def dumps(value: object) -> str:
    """Return `value` as compact JSON."""
    return _ENCODER.encode(value)


def encode(record: Record) -> dict[str, Any]:
    data: dict[str, Any] = {"type": _NAMES[type(record)]}
    for name in _FIELDS[type(record)]:
        value = getattr(record, name)
        if name in _PAIRS:
            value = dict(value)
        elif name == "parts":
            value = [[part.role, part.span.start, part.span.end] for part in value]
        elif name == "contents":
            value = [[span.start, span.end] for span in value]
        data[name] = value
    return data


def decode(data: Mapping[str, Any]) -> Record:
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name in _PAIRS:
            values[name] = tuple(value.items())
        elif name == "parts":
            values[name] = tuple(Part(role, Span(start, end)) for role, start, end in value)
        elif name == "contents":
            values[name] = tuple(Span(start, end) for start, end in value)
        elif name != "type":
            values[name] = tuple(value) if isinstance(value, list) else value
    return _TYPES[data["type"]](**values)


def encode_changes(changes: tuple[Change, ...]) -> str:
    sides = ((change.before, change.after) for change in changes)
    return dumps([[None if record is None else encode(record) for record in pair] for pair in sides])


def decode_changes(text: str) -> tuple[Change, ...]:
    sides = ((None if data is None else decode(data) for data in pair) for pair in json.loads(text))
    return tuple(Change(*pair) for pair in sides)
