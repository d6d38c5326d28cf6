"""Every code that an error, a problem or a step can have is put into words, and words have what they ask for."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader_app import words
from reader_app.core.change import Step
from reader_app.core.errors import BadInput, Problem, ReaderError, RuleBroken, StaleEdit, StorageUnavailable
from reader_app.core.model import STAGES
from reader_app.storage import checking, connection

PACKAGE = Path(words.__file__).parent
_RAISED = {
    "BadInput", "CannotUndo", "NotAProject", "Problem", "ReaderError", "StorageUnavailable", "WrongUsage", "problem",
    "_at", "_refuse", "_select",
}  # fmt: skip
_STEPS = {"Step": 0, "_close": 1, "bulk": 1}


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                function = node.func
                name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
                yield name, node


def literals(node: ast.expr) -> Iterator[str]:
    """Yield the strings that an argument may be: "a", and both of `"a" if … else "b"`."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.IfExp():
            yield from literals(node.body)
            yield from literals(node.orelse)


def codes() -> set[str]:
    found = {code for code, _ in checking._QUERIES} | set(connection._CODES.values())
    for name, node in calls():
        if name in _RAISED:
            for argument in node.args[:3]:
                found |= {text for text in literals(argument) if re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", text)}
                if list(literals(argument)):
                    break
    return found


def test_every_code_has_a_sentence() -> None:
    found = codes()
    assert len(found) > 100
    assert found - set(words._SENTENCES) == set()


def test_no_sentence_is_without_a_code() -> None:
    used = codes() | {"stale"}
    assert set(words._SENTENCES) - used == set()


def test_every_step_has_a_title() -> None:
    found = set(STAGES)
    for name, node in calls():
        at = _STEPS.get(name)
        if at is not None and len(node.args) > at:
            found |= {text for text in literals(node.args[at]) if text}
    assert {"tag", "remove-article", "import", "submitted"} <= found
    assert found - set(words._STEPS) == set()


def test_sentences_are_sentences() -> None:
    for code, sentence in words._SENTENCES.items():
        assert sentence[0].isupper() or sentence[0] in "{“", code
        assert sentence.endswith((".", "”.")), code
        for _, name, spec, _ in string.Formatter().parse(sentence):
            assert not spec, code
            assert name is None or name.isidentifier(), code


def test_fields_fill_the_sentence() -> None:
    problem = Problem("unknown-label", "a1", {"kind": "entity", "label": "XYZ"})
    assert words.problem_sentence(problem) == "The label XYZ is not in the label scheme."
    assert words.sentence(RuleBroken([problem, problem])) == words.problem_sentence(problem)
    assert words.sentence(StaleEdit("a1")).startswith("This was changed meanwhile")
    error = BadInput("missing-field", path="a/b.jsonl", line=7, where="quotes[0].id")
    assert words.refusal(error) == "a/b.jsonl:7: quotes[0].id: The field is missing."
    assert words.refusal(StorageUnavailable("locked", path="p.sqlite")).startswith("p.sqlite: Another program")
    assert words.refusal(ReaderError("no-suggestions")) == "The project holds no suggestions."
    # an error that nobody put into words is still told
    assert words.sentence(ReaderError("never-seen")) == "never-seen"
    assert words.sentence(ReaderError("bad-format")) == "The format “…” is not “…”."


def test_steps_say_what_they_are_about() -> None:
    assert words.step_title(Step("tag", (), "PER")) == "tag PER"
    assert words.step_title(Step("set-part", (), "cue")) == "set cue"
    assert words.step_title(Step("person", ())) == "set person"
    error = ReaderError("later-work", title="remove", detail="quote")
    assert words.sentence(error) == "“remove quote” cannot be taken back: later work rests on it."


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_both_languages_fill_every_placeholder(language: str) -> None:
    words.use(language)
    for code, source in words._SENTENCES.items():
        names = {name: f"<{name}>" for _, name, _, _ in string.Formatter().parse(source) if name}
        names.pop("step", None)
        said = words.problem_sentence(Problem(code, "", names))
        assert all(f"<{name}>" in said for name in names), code
