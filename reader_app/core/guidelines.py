"""What annotators mean by the labels: the rules of a scheme, and what the guidelines of a language add to them."""

from __future__ import annotations

from typing import Any, NamedTuple

from reader_app.core.model import KINDS
from reader_app.core.scheme import Label, Scheme


class Example(NamedTuple):
    """Words as they stand in an article, and what is decided about them."""

    text: str
    note: str


class Section(NamedTuple):
    """`id` is a kind ("entity"), a label ("entity.PER") or a part of its own ("links"). The title of a label's section
    is "", the scheme has it."""

    id: str
    title: str = ""
    rules: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()


class Chapter(NamedTuple):
    """A section as it is shown; `depth` 1 for a kind or part, 2 for a label; `off`: the label is switched off."""

    id: str
    title: str
    depth: int
    rules: tuple[str, ...]
    examples: tuple[Example, ...]
    off: bool = False


def read_guidelines(source: str) -> dict[str, Section]:
    """Read the sections of a guidelines file by id. Raises ValueError or KeyError where it is none."""
    import tomllib  # takes 5 ms

    sections = [_section(one) for one in tomllib.loads(source)["section"]]
    found = {one.id: one for one in sections}
    if len(found) < len(sections):
        raise ValueError("a section given twice")
    return found


def _section(one: dict[str, Any]) -> Section:
    examples = tuple(Example(example["text"], example["note"]) for example in one.get("examples", ()))
    return Section(one["id"], one.get("title", ""), tuple(one.get("rules", ())), examples)


def chapters(scheme: Scheme, sections: dict[str, Section], language: str) -> list[Chapter]:
    """Return the guidelines of `scheme` in reading order: what is general, each kind with its labels (also those that
    are switched off, for records may have them), the rest. A label that the file does not know has its own rule."""
    found: list[Chapter] = []
    if (general := sections.get("general")) is not None:
        found.append(_chapter(general, general.title, 1))
    for kind in KINDS:
        known = sections.get(kind, Section(kind))
        found.append(_chapter(known, _in(scheme.kind(kind).plurals, language), 1))
        found.extend(_of_label(label, sections, language) for label in scheme.labels_of(kind, with_off=True))
    used = {chapter.id for chapter in found}
    found.extend(_chapter(one, one.title, 1) for one in sections.values() if one.id not in used and "." not in one.id)
    return found


def _of_label(label: Label, sections: dict[str, Section], language: str) -> Chapter:
    section = f"{label.kind}.{label.id}"
    known = sections.get(section, Section(section))
    name = _in(label.titles, language)
    title = f"{label.id} · {name}" if label.kind == "entity" else name
    rule = _in(label.rules, language)
    return Chapter(section, title, 2, tuple(filter(None, (rule, *known.rules))), known.examples, label.off)


def _chapter(section: Section, title: str, depth: int) -> Chapter:
    return Chapter(section.id, title, depth, section.rules, section.examples)


def _in(words: tuple[tuple[str, str], ...], language: str) -> str:
    known = dict(words)
    return known.get(language) or known.get("en", "")
