"""Lines of JSON, strictly: what two programs could read differently is refused."""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import Iterator
from typing import IO, Any

from reader_app.core.errors import BadInput

LINE_LIMIT = 256_000_000
"""Bytes of one line. An article of 5 MB with 100,000 records is half of that; more is no line of articles."""

_SURROGATES = re.compile("[\ud800-\udfff]")


def lines(file: IO[bytes]) -> Iterator[tuple[int, bytes | BadInput]]:
    """Yield each line that is not blank with its number, without a mark at the start of the file; a BadInput for a
    line beyond the limit, which is passed over without being kept, and for a file in another encoding."""
    number = 0
    while line := file.readline(LINE_LIMIT + 1):
        number += 1
        if number == 1:
            if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                yield number, BadInput("not-utf8", position=1)
                return
            line = line.removeprefix(codecs.BOM_UTF8)
        if len(line) > LINE_LIMIT and not line.endswith(b"\n"):
            while (rest := file.readline(LINE_LIMIT)) and not rest.endswith(b"\n"):
                pass
            yield number, BadInput("line-too-long", limit=LINE_LIMIT // 1_000_000)
        elif line.strip():
            yield number, line


def parse(line: bytes) -> Any:
    """Return the JSON value of `line`. Raises BadInput: `not-utf8`, `bad-json`, `duplicate-key`, `not-finite`,
    `too-deep`, `surrogate-in-json`."""
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        raise BadInput("not-utf8", position=error.start + 1) from error
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise BadInput("bad-json", column=error.pos + 1) from error
    except RecursionError as error:
        raise BadInput("too-deep") from error
    except ValueError as error:  # an integer of more than 4300 digits
        raise BadInput("not-finite", value="…") from error
    # JSON can write half a surrogate pair as an escape; as a character it cannot have come through UTF-8
    if "\\u" in text and (found := _lone_surrogate(value)):
        raise BadInput("surrogate-in-json", near=found)
    return value


def compact(value: Any) -> str:
    """Return `value` as JSON text for people: no escapes but the needed ones."""
    return json.dumps(value, ensure_ascii=False)


def _pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(items)
    if len(found) != len(items):
        seen: set[str] = set()
        for key, _ in items:
            if key in seen:
                raise BadInput("duplicate-key", key=key)
            seen.add(key)
    return found


def _constant(name: str) -> Any:
    raise BadInput("not-finite", value=name)


def _float(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise BadInput("not-finite", value=digits)
    return number


def _lone_surrogate(value: Any) -> str:
    match value:
        case str():
            found = _SURROGATES.search(value)
            return f"\\u{ord(found[0]):x}" if found else ""
        case list():
            return next(filter(None, map(_lone_surrogate, value)), "")
        case dict():
            return _lone_surrogate([*value, *value.values()])
        case _:
            return ""


_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_constant=_constant, parse_float=_float)
