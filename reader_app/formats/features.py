"""The column types of a corpus file, in the JSON form that Hugging Face `datasets.Features.from_dict` reads."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from reader_app.core.model import Kind
from reader_app.core.scheme import Scheme

_STRING = {"dtype": "string", "_type": "Value"}
_INTEGER = {"dtype": "int64", "_type": "Value"}
_SPAN = {"start": _INTEGER, "end": _INTEGER, "text": _STRING}


def features(scheme: Scheme, meta: Iterable[str]) -> bytes:
    """Return the file of types: a list with one element stands for a list of such, in every version of the library."""
    columns = {
        **dict.fromkeys(("format", "id", "article", "title", "text", "sha256", "offsets", "lang"), _STRING),
        **dict.fromkeys(("date", "outlet", "url", "byline"), _STRING),
        "meta": dict.fromkeys(sorted(meta), _STRING),
        **dict.fromkeys(("scheme", "layer", "stage"), _STRING),
        "done": [_STRING],
        "labels": {"entities": [_STRING], "quotes": [_STRING], "claims": [_STRING]},
        "entities": [{"id": _STRING, "label": _STRING, **_SPAN, "referent": _STRING, **_common(scheme, "entity")}],
        "quotes": [
            {
                "id": _STRING,
                "label": _STRING,
                "contents": [_SPAN],
                **dict.fromkeys(("cue", "source", "source_head", "via"), _SPAN),
                "speakers": [_STRING],
                "parent": _STRING,
                **_common(scheme, "quote"),
            }
        ],
        "claims": [
            {
                "id": _STRING,
                "label": _STRING,
                "contents": [_SPAN],
                "source": _SPAN,
                "statement": _STRING,
                "claimants": [_STRING],
                "claimant_kind": _STRING,
                "quote": _STRING,
                **_common(scheme, "claim"),
            }
        ],
        "links": [
            dict.fromkeys(("id", "kind", "head", "head_kind", "tail", "tail_kind", "tail_article", "author"), _STRING)
        ],
        "register": [
            {
                "id": _STRING,
                "label": _STRING,
                "name": _STRING,
                "aliases": [_STRING],
                **dict.fromkeys(("role", "wikidata", "note"), _STRING),
            }
        ],
    }
    return (json.dumps(columns, ensure_ascii=False, indent=1) + "\n").encode()


def _common(scheme: Scheme, kind: Kind) -> dict[str, Any]:
    return {
        "attributes": dict.fromkeys((attribute.id for attribute in scheme.attributes_of(kind)), _STRING),
        "touched": [_STRING],
        **dict.fromkeys(("note", "author", "origin"), _STRING),
        "score": {"dtype": "float64", "_type": "Value"},
        "verdict": {
            "decision": _STRING,
            "reasons": [_STRING],
            "note": _STRING,
            "author": _STRING,
            "replacements": [_STRING],
        },
    }
