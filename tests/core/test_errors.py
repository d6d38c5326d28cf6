"""Errors carry a code and the fields of its sentence; `str` shows both, for logs."""

from __future__ import annotations

from reader_app.core.errors import BadInput, Problem, ReaderError, RuleBroken, StaleEdit


def test_codes_and_fields() -> None:
    error = BadInput("bad-scheme", path="x.toml", line=3, what="no id")
    assert (error.code, error.fields, error.path, error.line) == ("bad-scheme", {"what": "no id"}, "x.toml", 3)
    assert str(error) == "bad-scheme, what='no id'"
    assert isinstance(error, ReaderError)


def test_the_first_of_several_problems_speaks() -> None:
    problems = [Problem("twice", "e1", {"start": 3}), Problem("unknown-label", "e2")]
    error = RuleBroken(problems)
    assert (error.code, error.fields, error.problems) == ("twice", {"start": 3}, tuple(problems))


def test_a_stale_edit_names_its_record() -> None:
    assert str(StaleEdit("e1")) == "stale, record='e1'"
