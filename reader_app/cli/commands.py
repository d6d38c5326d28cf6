"""The commands, with click. Loaded only when one is asked for."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import IO, cast

import click
from click_default_group import DefaultGroup  # type: ignore[import-untyped]  # it has no types

from reader_app import __version__, preferences
from reader_app.cli.console import complain
from reader_app.cli.desk import author_name, open_desk
from reader_app.cli.importing import import_into
from reader_app.cli.reports import export_lines, import_lines, model_lines, stats_lines
from reader_app.core.errors import Problem
from reader_app.core.model import STAGES, Stage
from reader_app.formats import FORMATS
from reader_app.storage import Store
from reader_app.transfer import (
    VERDICTS,
    ExportReport,
    Progress,
    SuggestReport,
    export,
    learn,
    suggest,
)
from reader_app.words import LANGUAGES, N_, _, problem_sentence, refusal, title

_READABLE = [one.id for one in FORMATS.values() if one.read]
_WRITABLE = [one.id for one in FORMATS.values() if one.write]
_MOST_JOBS = 4
_GROUP: type[click.Group] = DefaultGroup
_OPTIONS = _("[OPTIONS]")
_PATH = click.Path(path_type=Path)
_AUTHOR = click.option(
    "--author", default="", metavar=_("NAME"), help=_("Whose work it is: else the last name used, else the login name.")
)


def run(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name and return its exit status."""
    try:
        return int(reader_app.main(list(arguments), "reader-app", standalone_mode=False) or 0)
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except click.ClickException as error:
        error.show()
        return error.exit_code


@click.group(
    cls=_GROUP,
    default="open",
    default_if_no_args=True,
    help=_("Read Vietnamese news, annotate it, export corpora. Without a command: open the desk."),
    options_metavar=_OPTIONS,
    subcommand_metavar=_("COMMAND …"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--language", type=click.Choice(LANGUAGES), expose_value=False, help=_("Language of window and messages.")
)
@click.version_option(__version__, prog_name="reader-app", help=_("Show the version and exit."))
def reader_app() -> None: ...


@reader_app.command(
    "open",
    options_metavar=_OPTIONS,
    help=_(
        "Open the desk on a project; on files, which go into the project FOLDER.sqlite beside them;"
        " or on what was open last."
    ),
)
@click.argument("paths", nargs=-1, type=_PATH, metavar=_("[PROJECT | FILES…]"))
@_AUTHOR
def open_command(paths: tuple[Path, ...], author: str) -> int:
    return open_desk([str(path) for path in paths], author)


@reader_app.command(
    "import",
    options_metavar=_OPTIONS,
    help=_("Import files and folders into a project, which is made if there is none."),
)
@click.argument("project", type=_PATH, metavar=_("PROJECT"))
@click.argument("files", nargs=-1, required=True, type=_PATH, metavar=_("FILES…"))
@click.option(
    "--format",
    "format_",
    type=click.Choice(_READABLE),
    default=None,
    help=_("Format of the files: else told by their names."),
)
@_AUTHOR
@click.option(
    "--rename", is_flag=True, help=_("Give an article another name (-2, -3 …) where another text has its name already.")
)
def import_command(project: Path, files: tuple[Path, ...], format_: str | None, author: str, rename: bool) -> int:  # noqa: FBT001
    name = author_name(author)
    report = import_into(
        project, files, author=name, format=format_ or "", rename=rename, shown=lambda steps: _show(steps, _("Import"))
    )
    if author:
        preferences.save(author=author)
    for error in report.refused:
        complain(refusal(error))
    click.echo("\n".join(import_lines(report)))
    return 1 if report.refused else 0


def _stages(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[Stage, ...]:
    names = tuple(name.strip() for name in value.split(",") if name.strip())
    for name in names:
        if name not in STAGES:
            raise click.BadParameter(_("{name} is none of: {choices}").format(name=name, choices=", ".join(STAGES)))
    return cast("tuple[Stage, ...]", names)


@reader_app.command(
    "export", options_metavar=_OPTIONS, help=_("Write the project to a file, or to the standard output (-).")
)
@click.argument("project", type=_PATH, metavar=_("PROJECT"))
@click.argument("out", type=_PATH, metavar=_("OUT"))
@click.option(
    "--format", "format_", type=click.Choice(_WRITABLE), default="jsonl", show_default=True, help=_("Format to write.")
)
@click.option(
    "--layer",
    default="all",
    show_default=True,
    metavar="all|gold|suggestions|" + _("NAME"),
    help=_("Whose records: of all authors, of one, or the gold computed from the verdicts."),
)
@click.option(
    "--stage",
    "stages",
    default="",
    callback=_stages,
    metavar="S,…",
    help=_("Only work at these stages: {stages}.").format(stages=", ".join(STAGES)),
)
@click.option(
    "--verdict",
    type=click.Choice(VERDICTS),
    default="any",
    show_default=True,
    help=_("Only records with such a verdict."),
)
def export_command(project: Path, out: Path, format_: str, layer: str, stages: tuple[Stage, ...], verdict: str) -> int:
    report = ExportReport()
    to_stream = str(out) == "-"
    target: Path | IO[bytes] = sys.stdout.buffer if to_stream else out
    with Store.open(project) as store:
        _show(export(store, target, report, format=format_, layer=layer, stages=stages, verdict=verdict), _("Export"))
    for note in report.notes:
        complain(refusal(note))
    click.echo("\n".join(export_lines(report)), err=to_stream)
    return 0


@reader_app.command(
    "suggest",
    options_metavar=_OPTIONS,
    help=_("Prepare suggestions for every article that has none yet, and learn from the finished ones before."),
)
@click.argument("project", type=_PATH, metavar=_("PROJECT"))
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=None,
    metavar="N",
    help=_("So many articles at a time: else one for each processor, up to 4."),
)
@click.option("--no-learning", is_flag=True, help=_("Do not learn from the finished articles."))
def suggest_command(project: Path, jobs: int | None, no_learning: bool) -> int:  # noqa: FBT001
    report = SuggestReport()
    with Store.open(project) as store:
        if not no_learning:
            _show(learn(store, report), _("Learning"))
            if report.model:
                click.echo("\n".join(model_lines(report.model)))
        try:
            _show(suggest(store, report, jobs=jobs or min(_processors(), _MOST_JOBS)), _("Suggestions"))
        finally:
            for error in report.failed:
                complain(f"{project}: {refusal(error)}")
            click.echo(_("Articles: {made} with new suggestions, {known} had them already.").format(
                made=report.made, known=report.known
            ))  # fmt: skip
    return 1 if report.failed else 0


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@reader_app.command("check", options_metavar=_OPTIONS, help=_("Prove the project file: every span, link and verdict."))
@click.argument("project", type=_PATH, metavar=_("PROJECT"))
def check_command(project: Path) -> int:
    count = 0
    with Store.open(project) as store:
        for problem in store.check():
            count += 1
            complain(": ".join(filter(None, (str(project), _place(problem), problem_sentence(problem)))))
    if count:
        click.echo(_("Problems: {count}").format(count=count))
        return 1
    click.echo(_("Everything is in order."))
    return 0


def _place(problem: Problem) -> str:
    return " ".join(filter(None, (str(problem.data.get("article", "")), problem.record)))


@reader_app.command("stats", options_metavar=_OPTIONS, help=_("Count what the project holds."))
@click.argument("project", type=_PATH, metavar=_("PROJECT"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON."))
def stats_command(project: Path, as_json: bool) -> int:  # noqa: FBT001
    with Store.open(project) as store:
        stats = store.stats()
    if as_json:
        click.echo(json.dumps(asdict(stats), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(stats_lines(stats)))
    return 0


@reader_app.command(
    "backup",
    options_metavar=_OPTIONS,
    help=_("Copy the project, whole, to a file or folder, or beside it under a name with the time."),
)
@click.argument("project", type=_PATH, metavar=_("PROJECT"))
@click.argument("to", type=_PATH, required=False, metavar=_("[TO]"))
def backup_command(project: Path, to: Path | None) -> int:
    with Store.open(project) as store:
        click.echo(str(store.backup(to)))
    return 0


_WAYS = {(True, False): N_("import"), (False, True): N_("export"), (True, True): N_("import, export")}


@reader_app.command("formats", options_metavar=_OPTIONS, help=_("List the file formats."))
def formats_command() -> int:
    rows = [
        (one.id, " ".join(one.suffixes), _(_WAYS[bool(one.read), bool(one.write)]), title(one.titles))
        for one in FORMATS.values()
    ]
    widths = [max(len(row[n]) for row in rows) for n in range(3)]
    for row in rows:
        click.echo("  ".join([*(row[n].ljust(widths[n]) for n in range(3)), row[3]]))
    return 0


def _show(steps: Generator[Progress, None, None], label: str) -> None:
    """Run `steps` to their end, with a progress bar where stderr is a terminal."""
    with closing(steps) as running:
        if not sys.stderr.isatty():
            for _step in running:
                pass
            return
        with click.progressbar(length=1000, label=label, file=sys.stderr) as bar:
            for done, total in running:
                now = done * 1000 // total if total else 0
                if now > bar.pos:
                    bar.update(now - bar.pos)
            bar.update(1000 - bar.pos)
