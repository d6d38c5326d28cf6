"""The two seeds annotated from suggestions by keys alone: what is right is confirmed, what is wrong is mended."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reader_app.core.model import Annotation, Part, Span
from reader_app.gui.app import open_or_create
from reader_app.transfer import ExportReport, ImportReport, export, import_files
from tests.gui.proposing import propose, proposed_by_gold, suggestion
from tests.gui.typist import Typist


def _facts(records: list[Annotation]) -> set[tuple[object, ...]]:
    return {(a.kind, a.label, a.parts) for a in records}


def test_both_seeds_are_confirmed_with_one_key_a_suggestion(typist: Typist) -> None:
    t = typist
    for article in ("000", "001"):
        assert t.session.here.article.key.startswith(article)
        propose(t.session)
        wanted = {(s.kind, s.label, s.parts) for s in t.session.suggestions}
        before = t.pressed
        t.press("Tab")
        while t.session.suggestions:
            t.press("Enter")
        assert _facts(t.session.mine()) == wanted
        assert t.pressed - before == len(wanted) + 1
        t.press("N")


def test_the_people_of_a_seed_are_one_each(typist: Typist) -> None:
    t = typist
    propose(t.session)
    t.press("Tab")
    while t.session.suggestions:
        t.press("Enter")
    abe = {a.referents for a in t.all("entity") if a.contents[0].of(t.text()) in {"Abe", "Shinzo Abe"}}
    assert len(abe) == 1
    spoken = next(q for q in t.all("quote") if t.words(q, "source") == "Thủ tướng Abe")
    assert spoken.referents == next(iter(abe))


def test_wrong_suggestions_are_mended_as_they_come(typist: Typist, tmp_path: Path) -> None:
    """One wrong label, one wrong boundary, one wrong quote type, one wrong source, one that is nothing, one missing."""
    t = typist
    text, article = t.text(), t.session.here.article.id
    gold = proposed_by_gold(article, text)
    abe, putin = gold[0], gold[1]
    direct = next(s for s in gold if s.kind == "quote" and s.label == "direct")
    peskov = next(s for s in gold if s.kind == "quote" and s.span("source") and "Peskov" in _source(s, text))
    japan = next(s for s in gold if s.contents[0].of(text) == "Nhật Bản")
    wide = Span(abe.start - len("tướng "), abe.end)
    nothing = text.index("kế hoạch tham vọng")
    items = [
        suggestion(article, "entity", "PER", ("mention", wide)),
        replace(putin, label="LOC"),
        replace(direct, label="indirect"),
        replace(peskov, parts=tuple(_narrow_source(p, text) for p in peskov.parts)),
        suggestion(article, "entity", "ORG", ("mention", Span(nothing, nothing + len("kế hoạch")))),
    ]
    propose(t.session, sorted(items, key=lambda s: (s.start, s.end, s.id)))

    t.press("Tab", ">")  # the name begins a word later: accepted so
    t.press("Tab", "1")  # a person: accepted, and on to the quote
    t.press("T", "T")  # indirect → mixed → direct
    t.press("Tab", "X")  # nothing
    t.select("ông Dmitry Peskov")
    t.press("S")  # the quote is accepted with the whole noun phrase
    t.select("Nhật Bản")
    t.press("3")  # what the machine missed

    assert t.session.suggestions == ()
    wanted = {(s.kind, s.label, s.parts) for s in (abe, putin, direct, peskov, japan)}
    found = _facts(t.session.mine())
    assert {(k, lab) for k, lab, _ in found} == {(k, lab) for k, lab, _ in wanted}
    assert found == wanted

    out, again = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    for _ in export(t.session.store, out, ExportReport()):
        pass
    with open_or_create(tmp_path / "other.sqlite") as store:
        report = ImportReport()
        for _ in import_files(store, [out], report):
            pass
        assert not report.refused
        for _ in export(store, again, ExportReport()):
            pass
    assert out.read_bytes() == again.read_bytes()


def _source(suggested: object, text: str) -> str:
    span = suggested.span("source")  # type: ignore[attr-defined]
    return span.of(text) if span else ""


def _narrow_source(part: Part, text: str) -> Part:
    if part.role != "source":
        return part
    words = part.span.of(text)
    return Part("source", Span(part.span.start + words.index("Dmitry"), part.span.end))
