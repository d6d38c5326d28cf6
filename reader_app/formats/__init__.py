"""Files in, files out. A new format is one file and one line here."""

from __future__ import annotations

from reader_app.formats import jsonl, txt
from reader_app.formats.base import Format, Incoming, Layer, Source, Writer

__all__ = ["FORMATS", "Format", "Incoming", "Layer", "Source", "Writer", "format_of"]

FORMATS: dict[str, Format] = {
    "txt": txt.FORMAT,
    "jsonl": jsonl.FORMAT,
}


def format_of(name: str) -> Format | None:
    """Return the format that the suffix of the file `name` tells, or None."""
    lower = name.lower()
    return next((one for one in FORMATS.values() if lower.endswith(one.suffixes)), None)
