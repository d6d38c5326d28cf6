"""Plain JSON lines: `{"text": …}` with any other fields, which are kept."""

from __future__ import annotations

from typing import Any

from reader_app.core.errors import BadInput
from reader_app.core.model import Article, article_id, pairs
from reader_app.core.text import canonical
from reader_app.formats.base import Incoming, Layer, Source
from reader_app.formats.json_line import compact

_FIELDS = ("title", "date", "outlet", "url", "byline")


def read_plain(data: dict[str, Any], source: Source, line: int) -> Incoming:
    """Return the article of one plain line. Raises BadInput: `no-text`, `nul`, and what canonical text refuses."""
    raw = data.get("text")
    if not isinstance(raw, str):
        raise BadInput("no-text")
    text = canonical(raw)
    rest = {name: value for name, value in data.items() if name != "text"}
    key = f"{source.stem}-{line}"
    # a whole number names an article as well as a string does; other values are kept like any other field
    if isinstance(rest.get("id"), str | int) and not isinstance(rest["id"], bool) and str(rest["id"]).strip():
        key = str(rest.pop("id"))
    fields = {name: rest.pop(name) for name in _FIELDS if isinstance(rest.get(name), str)}
    meta = pairs({name: _string(value) for name, value in rest.items()})
    if any("\x00" in word for word in (key, *fields.values(), *(word for pair in meta for word in pair))):
        raise BadInput("nul")
    return Incoming(line, Layer(Article(id=article_id(text), key=key, text=text, meta=meta, **{"title": "", **fields})))


def _string(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else compact(value)


def looks_like_corpus(data: dict[str, Any]) -> bool:
    """Return whether `data` means to be a corpus line: it names the format, or has records of its shape."""
    name = data.get("format")
    if isinstance(name, str) and name.casefold().startswith("reader-app"):
        return True
    if data.get("offsets") == "codepoint":
        return True
    named = [data[group] for group in ("entities", "quotes", "claims") if isinstance(data.get(group), list)]
    if isinstance(data.get("layer"), str) and named:
        return True
    return any(
        isinstance(record, dict) and ("contents" in record or {"start", "end"} <= set(record))
        for records in named
        for record in records
    )
