"""The guidelines: both languages say the same, and nothing of the scheme is left out."""

from __future__ import annotations

import pytest

from reader_app.core.guidelines import chapters, read_guidelines
from reader_app.core.model import KINDS
from reader_app.core.scheme import Scheme, read_scheme
from reader_app.resources import resource


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return read_scheme(resource("schemes/vi-news.toml").read_text(encoding="utf-8"))


def _guide(language: str) -> str:
    return resource(f"guide/guidelines-{language}.toml").read_text(encoding="utf-8")


def test_both_languages_have_the_same_sections_rules_and_examples() -> None:
    vi, en = read_guidelines(_guide("vi")), read_guidelines(_guide("en"))
    assert list(vi) == list(en)
    for one, other in zip(vi.values(), en.values(), strict=True):
        assert len(one.rules) == len(other.rules), one.id
        # examples are words of articles: the same in both, but for the speaker and year behind some
        assert [e.text for e in one.examples] == [e.text for e in other.examples], one.id
        assert bool(one.title) == bool(other.title), one.id


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_label_and_kind_has_its_chapter(scheme: Scheme, language: str) -> None:
    found = {chapter.id: chapter for chapter in chapters(scheme, read_guidelines(_guide(language)), language)}
    for kind in KINDS:
        assert found[kind].rules
    for label in scheme.labels:
        chapter = found[f"{label.kind}.{label.id}"]
        assert chapter.rules[0] == dict(label.rules)[language]
        assert chapter.title
    assert [c.id for c in found.values() if c.depth == 1] == ["general", *KINDS, "links", "decisions"]
    assert len(found["quote"].rules) == 9
    assert len(found["links"].rules) == len(scheme.links)


def test_a_section_for_no_label_of_the_scheme_would_be_noticed(scheme: Scheme) -> None:
    sections = read_guidelines(_guide("en"))
    labels = {f"{label.kind}.{label.id}" for label in scheme.labels}
    assert {one for one in sections if "." in one} == labels


def test_another_scheme_has_its_own_rules_and_nothing_else(scheme: Scheme) -> None:
    found = chapters(scheme, {}, "vi")
    assert [c.depth for c in found if c.depth == 1] == [1, 1, 1]
    assert all(len(c.rules) <= 1 and not c.examples for c in found)


def test_a_section_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        read_guidelines('[[section]]\nid = "quote"\n[[section]]\nid = "quote"\n')
