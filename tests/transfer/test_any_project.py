"""Any project that the rules allow: its export keeps to the schema and comes back the same, byte for byte."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reader_app.core.errors import BadInput
from reader_app.core.model import (
    KINDS,
    ROLES,
    STAGES,
    Annotation,
    Article,
    Assignment,
    Link,
    Part,
    Record,
    Referent,
    Span,
    Verdict,
    article_id,
    pairs,
)
from reader_app.core.scheme import read_scheme
from reader_app.core.spans import trim_blanks
from reader_app.core.text import canonical, on_borders
from reader_app.resources import resource
from reader_app.storage import Store
from reader_app.transfer import ExportReport, ImportReport, export, import_files

SCHEME = read_scheme(resource("schemes/vi-news.toml").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(json.loads(resource("schema/corpus-1.json").read_text(encoding="utf-8")))
AUTHORS = ("lan", "bình", "Mai Lê")

free = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
named = free.filter(lambda words: bool(words.strip()))
texts = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n “”\"'.,ạ\u0301\u0323đ😀\u200d👩\u2028\xa0"),
    min_size=1, max_size=60,
)  # fmt: skip


@st.composite
def annotations(
    draw: Any, number: int, home: Article, referents: list[Referent], quotes: list[Annotation]
) -> Annotation:
    kind = draw(st.sampled_from(KINDS))
    many = 1 if kind == "entity" else draw(st.integers(1, 3))
    parts = []
    cuts = sorted(draw(st.lists(st.integers(0, len(home.text)), min_size=2 * many, max_size=2 * many)))
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        parts.append(Part(ROLES[kind][0], _clean(home.text, start, end)))
    for role in ROLES[kind][1:]:
        if draw(st.booleans()):
            start, end = sorted((draw(st.integers(0, len(home.text))), draw(st.integers(0, len(home.text)))))
            parts.append(Part(role, _clean(home.text, start, end)))
    author = draw(st.sampled_from(AUTHORS))
    attributes = {
        one.id: draw(st.sampled_from(one.value_ids)) for one in SCHEME.attributes_of(kind) if draw(st.booleans())
    }
    people = st.lists(st.sampled_from([r.id for r in referents]), unique=True, max_size=1 if kind == "entity" else 2)
    around = [q.id for q in quotes if q.author == author and q.article == home.id]
    try:
        return Annotation(
            f"a{number}", home.id, kind, draw(st.sampled_from([x.id for x in SCHEME.labels_of(kind, with_off=True)])),
            tuple(parts), author,
            tuple(draw(people)) if referents else (),
            draw(st.sampled_from([*around, ""])) if kind == "claim" else "",
            draw(free) if kind == "claim" else "",
            pairs(attributes), tuple(draw(st.sets(st.sampled_from(["unsure", "label", "note", *attributes])))),
            draw(free), draw(st.sampled_from(["", "rules/1"])),
        )  # fmt: skip
    except ValueError:  # parts that overlap
        assume(False)
        raise


def _clean(text: str, start: int, end: int) -> Span:
    """Return a span near `start` and `end` that annotators could make, else that of the whole text."""
    if start < end:
        span = on_borders(text, Span(start, end))
        clean = trim_blanks(text, span.start, span.end)
        if clean is not None and on_borders(text, clean) == clean:
            return clean
    return Span(0, len(text))


@st.composite
def projects(draw: Any) -> list[Record]:
    articles: dict[str, Article] = {}
    for raw in draw(st.lists(texts, min_size=1, max_size=3)):
        try:
            text = canonical(raw)
        except BadInput:
            continue
        key = f"{draw(named)}-{len(articles)}"
        articles[article_id(text)] = Article(
            article_id(text), key, draw(free), text, draw(free), draw(free), draw(free), draw(free),
            pairs(draw(st.dictionaries(free, free, max_size=2))),
        )  # fmt: skip
    assume(articles)
    referents = [
        Referent(f"r{n}", draw(named), draw(free), tuple(draw(st.lists(named, unique=True, max_size=2))), draw(free))
        for n in range(draw(st.integers(0, 3)))
    ]
    if len(referents) > 1 and draw(st.booleans()):
        referents = [*referents[:-1], replace(referents[-1], merged_into=referents[0].id)]
    homes = list(articles.values())
    found: list[Annotation] = []
    for number in range(draw(st.integers(0, 6))):
        one = draw(
            annotations(number, draw(st.sampled_from(homes)), referents, [a for a in found if a.kind == "quote"])
        )
        twin = (one.article, one.author, one.kind, one.label, one.contents)
        assume(all(twin != (a.article, a.author, a.kind, a.label, a.contents) for a in found))
        found.append(one)
    links, verdicts = [], []
    ends = [(a, b) for a in found for b in found if a is not b]
    for number, (a, b) in enumerate(draw(st.lists(st.sampled_from(ends), max_size=3)) if ends else []):
        kinds = [
            x.id
            for x in SCHEME.links
            if a.kind in x.heads and b.kind in x.tails and (x.id != "same-as" or a.kind == b.kind)
        ]
        if kinds:
            kind = draw(st.sampled_from(kinds))
            links.append(Link(f"l{number}", kind, a.id, a.article, b.id, b.article, draw(st.sampled_from(AUTHORS))))
    for number, a in enumerate(draw(st.lists(st.sampled_from(found), max_size=3)) if found else []):
        decision = draw(st.sampled_from(["accept", "fix", "reject", "return"]))
        others = [b.id for b in found if b.article == a.article and b is not a]
        replaced = tuple(draw(st.sets(st.sampled_from(others)))) if decision == "fix" and others else ()
        reasons = tuple(draw(st.lists(st.sampled_from([r.id for r in SCHEME.reasons]), unique=True, max_size=2)))
        version = draw(st.sampled_from([a.version, "0" * 16]))
        verdicts.append(
            Verdict(
                f"v{number}", a.id, version, decision, draw(st.sampled_from(AUTHORS)), reasons, draw(free), replaced
            )
        )
    pairs_ = {(home.id, name) for home in homes for name in AUTHORS if draw(st.booleans())}
    assignments = [
        Assignment(
            f"s-{home}-{name}", home, name, draw(st.sampled_from(STAGES)), tuple(draw(st.sets(st.sampled_from(KINDS))))
        )
        for home, name in sorted(pairs_)
    ]
    return [*homes, *referents, *found, *links, *verdicts, *assignments]


def exported(store: Store, **options: Any) -> bytes:
    stream = io.BytesIO()
    list(export(store, stream, ExportReport(), **options))
    return stream.getvalue()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(projects())
def test_round_trip(empty_project: Path, records: list[Record]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        a, b = (Path(shutil.copy(empty_project, here / f"{name}.sqlite")) for name in "ab")
        with Store.open(a) as store, Store.open(b) as other:
            with store.bulk("tests", "import") as bulk, bulk.together():
                for record in records:
                    bulk.add(record)
            assert list(store.check()) == []
            data = exported(store)
            for options in ({}, {"layer": "gold"}, {"layer": "lan"}, {"verdict": "accepted"}, {"stages": ("draft",)}):
                for line in exported(store, **options).splitlines():
                    VALIDATOR.validate(json.loads(line))
            path = here / "corpus.jsonl"
            path.write_bytes(data)
            for _ in range(2):
                report = ImportReport()
                list(import_files(other, [path], report))
                assert report.refused == []
                assert exported(other) == data
            assert not report.changed
            assert list(other.check()) == []
            report = ImportReport()
            list(import_files(store, [path], report))
            assert (report.refused, report.changed) == ([], False)
