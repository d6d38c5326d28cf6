"""Lines that are not right: each is refused with its place, and no other line suffers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from reader_app.words import refusal

TEXT = "Ông Nam nói: “Chợ sẽ mở lại.” 😀 Bà Lê phản đối."


def line(**fields: Any) -> bytes:
    return json.dumps({"format": "reader-app/1", "text": TEXT, **fields}, ensure_ascii=False).encode() + b"\n"


def entity(start: int, end: int, label: str = "PER", **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "label": label, **more}


def refused(report: Any) -> list[tuple[int, str]]:
    return [(error.line, error.code) for error in report.refused]


Q = {"contents": [{"start": 14, "end": 28}]}
REFUSED: list[tuple[str, Mapping[str, Any] | bytes, str]] = [
    ("", b"{", "bad-json"),
    ("", b"[1]", "not-an-object"),
    ("", b'{"text":1}', "no-text"),
    ("", b"{}", "no-text"),
    ("", b'{"text":"a","text":"b"}', "duplicate-key"),
    ("", b'{"text":"a","x":{"b":1,"b":2}}', "duplicate-key"),
    ("", b'{"text":"a","x":NaN}', "not-finite"),
    ("", b'{"text":"a","x":-Infinity}', "not-finite"),
    ("", b'{"text":"a","x":1e999}', "not-finite"),
    ("", b'{"text":"a","x":' + b"1" * 5000 + b"}", "not-finite"),
    ("", b'{"text":"a\\ud800"}', "surrogate-in-json"),
    ("", b'{"text":"a","x":["\\udc00"]}', "surrogate-in-json"),
    ("", b'{"text":"a\xff"}', "not-utf8"),
    ("", b'{"text":"a","x":' + b"[" * 100_000, "too-deep"),
    ("", b'{"text":"  \\r\\n "}', "empty-text"),
    ("", b'{"text":"a","x":"\\u0000"}', "nul"),
    ("", b'{"text":"a","entities":[{"start":0,"end":1,"label":"PER"}]}', "no-format"),
    ("", b'{"text":"a","quotes":[{"contents":[]}]}', "no-format"),
    ("", b'{"text":"a","layer":"x","claims":[]}', "no-format"),
    ("", b'{"text":"a","offsets":"codepoint"}', "no-format"),
    ("", {"format": "reader-app/2"}, "newer-format"),
    ("", {"format": "Reader-App/1"}, "bad-format"),
    ("", {"format": "reader-app/1.5"}, "bad-format"),
    ("id", {"id": 7}, "not-text"),
    ("id", {"id": ""}, "empty-string"),
    ("id", {"id": None}, "not-text"),
    ("text", {"text": None}, "not-text"),
    ("title", {"title": 1}, "not-text"),
    ("title", {"title": "\0"}, "nul"),
    ("sha256", {"sha256": "0" * 64}, "disagrees"),
    ("article", {"article": "XYZ"}, "bad-article-id"),
    ("offsets", {"offsets": "utf16"}, "wrong-value"),
    ("lang", {"lang": "en"}, "wrong-value"),
    ("scheme", {"scheme": "other/1"}, "other-scheme"),
    ("layer", {"layer": "all"}, "reserved-author"),
    ("layer", {"layer": "suggestions"}, "suggestions-are-no-records"),
    ("stage", {"stage": "x"}, "wrong-value"),
    ("done", {"done": ["entities"]}, "wrong-value"),
    ("done", {"done": None}, "not-a-list"),
    ("done[1]", {"done": ["quote", "quote"]}, "listed-twice"),
    ("meta.a", {"meta": {"a": 1}}, "not-text"),
    ("meta", {"meta": []}, "not-an-object"),
    ("labels.entities[0]", {"labels": {"entities": [1]}}, "not-text"),
    ("labels.x", {"labels": {"x": []}}, "extra-field"),
    ("entites", {"entites": []}, "extra-field"),
    ("entities", {"entities": {}}, "not-a-list"),
    ("entities[0]", {"entities": [1]}, "not-an-object"),
    ("entities[0].start", {"entities": [{"end": 3, "label": "PER"}]}, "missing-field"),
    ("entities[0].start", {"entities": [entity(True, 3)]}, "not-a-number"),
    ("entities[0].end", {"entities": [{"start": 0, "end": "3"}]}, "not-a-number"),
    ("entities[0]", {"entities": [entity(4, 99)]}, "span-outside"),
    ("entities[0]", {"entities": [entity(4, 4)]}, "span-outside"),
    ("entities[0]", {"entities": [entity(-4, 4)]}, "span-outside"),
    ("entities[0]", {"entities": [entity(4, 7, text="Lan")]}, "span-text"),
    ("entities[1]", {"entities": [entity(4, 7), entity(4, 8)]}, "span-blank-edge"),
    ("entities[0]", {"entities": [entity(4, 7, "XYZ")]}, "unknown-label"),
    ("entities[0]", {"entities": [entity(4, 7, "direct")]}, "unknown-label"),
    ("entities[0]", {"entities": [entity(4, 7, attributes={"x": "y"})]}, "unknown-attribute"),
    ("entities[0]", {"entities": [entity(4, 7, attributes={"metonymy": "maybe"})]}, "unknown-value"),
    ("entities[0].attributes.metonymy", {"entities": [entity(4, 7, attributes={"metonymy": True})]}, "not-text"),
    ("entities[0]", {"entities": [entity(4, 7, touched=["colour"])]}, "unknown-field"),
    ("entities[0].id", {"entities": [entity(4, 7, id=3)]}, "not-text"),
    ("entities[1]", {"entities": [entity(4, 7, id="x"), entity(35, 37, id="x")]}, "id-twice-in-line"),
    ("entities[0]", {"entities": [entity(4, 7, author="gold")]}, "reserved-author"),
    ("entities[0]", {"layer": "lan", "entities": [entity(4, 7, author="bình")]}, "author-not-layer"),
    ("entities[0].score", {"entities": [entity(4, 7, score=0.5)]}, "score-of-record"),
    ("entities[0].referent", {"entities": [entity(4, 7, referent=["r"])]}, "not-text"),
    ("", {"entities": [entity(4, 7, referent="r")]}, "no-referent"),
    ("entities[0].colour", {"entities": [entity(4, 7, colour="red")]}, "extra-field"),
    ("entities[0].verdict.decision", {"entities": [entity(4, 7, verdict={})]}, "missing-field"),
    ("entities[0].verdict.decision", {"entities": [entity(4, 7, verdict={"decision": "ok"})]}, "wrong-value"),
    (
        "entities[0].verdict.reasons",
        {"entities": [entity(4, 7, verdict={"decision": "fix", "reasons": ["x"]})]},
        "unknown-reason",
    ),
    (
        "entities[0].verdict.replacements",
        {"entities": [entity(4, 7, verdict={"decision": "accept", "replacements": ["x"]})]},
        "replacements-without-fix",
    ),
    ("quotes[0].contents", {"quotes": [{}]}, "no-contents"),
    ("quotes[0].contents", {"quotes": [{"contents": None}]}, "not-a-list"),
    (
        "quotes[0].contents",
        {"quotes": [{"contents": [{"start": 0, "end": 7}, {"start": 4, "end": 9}]}]},
        "contents-overlap",
    ),
    ("quotes[0].contents[0].x", {"quotes": [{"contents": [{"start": 0, "end": 7, "x": 1}]}]}, "extra-field"),
    ("quotes[0].cue", {"quotes": [{**Q, "cue": []}]}, "not-an-object"),
    (
        "quotes[0].source_head",
        {"quotes": [{**Q, "source": {"start": 0, "end": 7}, "source_head": {"start": 4, "end": 7}}]},
        "disagrees",
    ),
    ("quotes[0].parent", {"quotes": [{**Q, "parent": "x"}]}, "disagrees"),
    ("quotes[0].speakers[0]", {"quotes": [{**Q, "speakers": [None]}]}, "not-text"),
    ("claims[0].claimant_kind", {"claims": [{**Q, "claimant_kind": "quoted"}]}, "disagrees"),
    ("claims[0].claimant_kind", {"claims": [{**Q, "claimant_kind": "x"}]}, "wrong-value"),
    ("", {"claims": [{**Q, "id": "c", "quote": "e"}], "entities": [entity(4, 7, id="e")]}, "no-quote"),
    ("links[0].head", {"links": [{"kind": "supports", "head": "x", "tail": "y"}]}, "head-elsewhere"),
    ("links[0].kind", {"links": [{"kind": "is", "head": "x", "tail": "y"}]}, "wrong-value"),
    (
        "links[0]",
        {"claims": [{**Q, "id": "c"}], "links": [{"kind": "supports", "head": "c", "tail": "c"}]},
        "link-to-itself",
    ),
    (
        "links[0]",
        {"entities": [entity(4, 7, id="e")], "links": [{"kind": "supports", "head": "e", "tail": "c"}]},
        "link-kind",
    ),
    ("register[0].label", {"register": [{"id": "r"}]}, "missing-field"),
    ("register[1]", {"register": [{"id": "r", "label": "PER"}, {"id": "r", "label": "ORG"}]}, "id-twice-in-line"),
]


@pytest.mark.parametrize(("where", "what", "code"), REFUSED)
def test_a_bad_line_is_refused_with_its_place(
    new_project: Any, imported: Any, where: str, what: Mapping[str, Any] | bytes, code: str
) -> None:
    bad = what if isinstance(what, bytes) else line(**what).rstrip()
    store = new_project()
    good = [b'{"text":"M\xe1\xbb\x99t."}', b'{"text":"Hai."}']
    report = imported(store, b"\xef\xbb\xbf" + good[0] + b"\n\n  \n" + bad + b"\n" + good[1], author="lan")
    assert refused(report) == [(4, code)]
    assert report.refused[0].fields.get("where", "") == where
    assert report.taken == 2
    assert store.stats().annotations == 0
    sentence = refusal(report.refused[0])
    assert sentence.startswith(f"{report.refused[0].path}:4: {where}")
    assert "…" not in sentence or "…" in str(report.refused[0].fields)
    assert "\n" not in sentence


def test_spans_that_cut_a_character(new_project: Any, imported: Any) -> None:
    data = json.dumps({"format": "reader-app/1", "text": "a 👩‍👧 b", "entities": [entity(2, 3)]}).encode()
    assert refused(imported(new_project(), data, author="lan")) == [(1, "span-cuts-character")]


def test_utf16_offsets_do_not_slip_in(new_project: Any, imported: Any) -> None:
    """The words of a span tell a file that counts otherwise."""
    data = line(entities=[entity(33, 38, text="Bà Lê")])
    assert refused(imported(new_project(), data, author="lan")) == [(1, "span-text")]
    assert refused(imported(new_project(), line(entities=[entity(32, 37, text="Bà Lê")]), author="lan")) == []


@pytest.mark.parametrize("depth", [300, 600, 900, 990, 2000, 50_000])
@pytest.mark.parametrize("inside", [b"1", b'"\\u1ea1"'])
def test_any_depth_is_taken_or_refused(new_project: Any, imported: Any, depth: int, inside: bytes) -> None:
    report = imported(new_project(), b'{"text":"a","x":' + b"[" * depth + inside + b"]" * depth + b'}\n{"text":"b"}')
    assert refused(report) in ([], [(1, "too-deep")])
    assert report.taken + len(report.refused) == 2
    assert report.refused or depth < 1000


def test_a_file_in_another_encoding_is_refused_once(new_project: Any, imported: Any) -> None:
    data = '{"text":"Một."}\n{"text":"Hai."}\n'.encode("utf-16")
    assert refused(imported(new_project(), data)) == [(1, "not-utf8")]
