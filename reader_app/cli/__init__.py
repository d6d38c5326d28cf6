"""The command line. What only opens the desk goes there without loading the commands: start-up time counts."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import pairwise

from reader_app import preferences
from reader_app.cli.console import guarded
from reader_app.words import LANGUAGES, system_language, use

COMMANDS = frozenset({"open", "import", "export", "check", "stats", "suggest", "backup", "formats"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0 done, 1 refused or with problems, 2 wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")  # names of files and consoles that cannot say every letter
    # help is put into words when the commands are loaded, so the language comes first
    kept = preferences.load()
    use(_language(given, kept.language))
    opening = _opening(given)
    if opening is None:
        from reader_app.cli.commands import run

        return guarded(lambda: run(given))
    from reader_app.cli.desk import open_desk

    paths, author = opening
    return guarded(lambda: open_desk(paths, author, kept))


def _opening(given: Sequence[str]) -> tuple[list[str], str] | None:
    """Return the paths and the author ("" for none given) of a command line that opens the desk and asks for nothing
    that click would have to look at; else None."""
    paths: list[str] = []
    options = {"--language": "", "--author": ""}
    words = iter(given)
    for word in words:
        if not word.startswith("-"):
            paths.append(word)
            continue
        name, sign, value = word.partition("=")
        value = value if sign else next(words, "")
        if name not in options or not value or value.startswith("-"):
            return None
        options[name] = value
    if options["--language"] not in ("", *LANGUAGES) or (paths and paths[0] in COMMANDS):
        return None
    return paths, options["--author"]


def _language(given: Sequence[str], kept: str) -> str:
    for word, following in pairwise([*given, ""]):
        name = following if word == "--language" else word.removeprefix("--language=")
        if word.startswith("--language") and name in LANGUAGES:
            return name
    return kept if kept in LANGUAGES else system_language()
