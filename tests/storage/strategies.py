"""Hypothesis strategies: any record that the core can build, and runs of steps that fit each other."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from reader_app.core.model import (
    DECISIONS,
    KINDS,
    ROLES,
    STAGES,
    Annotation,
    Article,
    Assignment,
    Kind,
    Link,
    LinkKind,
    Part,
    Record,
    Referent,
    Rejection,
    Span,
    Verdict,
    pairs,
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ids = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6)
several = st.lists(words, max_size=3).map(tuple)
some_pairs = st.dictionaries(words, words, max_size=3).map(pairs)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, 50))
    return Span(start, start + draw(st.integers(1, 20)))


@st.composite
def some_annotation(draw: st.DrawFn) -> Annotation:
    kind: Kind = draw(st.sampled_from(KINDS))
    main, *others = ROLES[kind]
    ends = sorted(draw(st.sets(st.integers(0, 60), min_size=2, max_size=2 if kind == "entity" else 6)))
    contents = [Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False)]
    parts = [Part(main, span) for span in contents]
    parts += [Part(role, draw(spans())) for role in others if draw(st.booleans())]
    return Annotation(
        draw(ids), draw(ids), kind, draw(ids), tuple(draw(st.permutations(parts))), draw(ids), draw(several),
        draw(words), draw(words), draw(some_pairs), draw(several), draw(words), draw(words),
    )  # fmt: skip


@st.composite
def links(draw: st.DrawFn) -> Link:
    head, tail = draw(st.lists(ids, min_size=2, max_size=2, unique=True))
    return Link(draw(ids), draw(st.sampled_from(get_args(LinkKind))), head, draw(ids), tail, draw(ids), draw(ids))


@st.composite
def verdicts(draw: st.DrawFn) -> Verdict:
    decision = draw(st.sampled_from(DECISIONS))
    replacements = draw(several) if decision == "fix" else ()
    return Verdict(
        draw(ids), draw(ids), draw(ids), decision, draw(ids), draw(several), draw(words), replacements
    )  # fmt: skip


@st.composite
def rejections(draw: st.DrawFn) -> Rejection:
    kind = draw(st.sampled_from(KINDS))
    ends = sorted(draw(st.lists(st.integers(0, 60), min_size=2, max_size=2 if kind == "entity" else 6, unique=True)))
    contents = tuple(Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False))
    return Rejection(draw(ids), draw(ids), kind, draw(ids), contents, draw(ids))


def any_record() -> st.SearchStrategy[Record]:
    return st.one_of(
        st.builds(Article, ids, ids, words, ids, words, words, words, words, some_pairs),
        some_annotation(),
        st.builds(Referent, ids, ids, words, several, words, words, words, words),
        links(),
        verdicts(),
        rejections(),
        st.builds(
            Assignment, ids, ids, ids, st.sampled_from(STAGES), st.lists(st.sampled_from(KINDS), unique=True).map(tuple)
        ),
    )
