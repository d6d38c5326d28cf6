"""Import into a project that may not be there yet."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from pathlib import Path

from reader_app.cli.desk import new_project
from reader_app.storage import Store
from reader_app.transfer import ImportReport, Progress, import_files


def _in_silence(steps: Generator[Progress, None, None]) -> None:
    for _step in steps:
        pass


def import_into(
    project: Path,
    paths: Sequence[Path],
    *,
    author: str,
    format: str = "",  # noqa: A002
    rename: bool = False,
    shown: Callable[[Generator[Progress, None, None]], None] = _in_silence,
) -> ImportReport:
    """Import `paths` into `project` and return the report; `shown` runs the work and shows its progress.

    A project that was not there before stays only if the import ends and has brought something.
    """
    new = not project.exists()
    report = ImportReport()
    whole = False
    store = new_project(project) if new else Store.open(project)
    try:
        with store, closing(import_files(store, paths, report, format=format, author=author, rename=rename)) as steps:
            shown(steps)
        whole = True
    finally:
        if new and not (whole and report.changed):
            _remove(project)
    return report


def _remove(project: Path) -> None:
    for path in _files_of(project):
        path.unlink(missing_ok=True)


def _files_of(project: Path) -> Iterable[Path]:
    yield from (project.with_name(project.name + end) for end in ("-wal", "-shm", "-journal"))
    yield project
