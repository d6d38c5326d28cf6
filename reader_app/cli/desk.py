"""`open`: which project the desk opens on, and whose work it is."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path

from reader_app import preferences
from reader_app.cli.console import WrongUsage, complain
from reader_app.core.errors import BadInput, NotAProject, Problem, RuleBroken, StorageUnavailable
from reader_app.core.model import RESERVED_AUTHORS
from reader_app.preferences import Preferences
from reader_app.resources import resource, seeds
from reader_app.storage import Store
from reader_app.words import _, refusal

_TOLD = 6  # lines that the window repeats; all of them are on standard error
_MAGIC = b"SQLite format 3\0"


def open_desk(arguments: Sequence[str], author: str = "", kept: Preferences | None = None) -> int:
    """Open the window on the project, the files or nothing that `arguments` name; return its exit status."""
    kept = kept or preferences.load()
    name = author_name(author, kept)
    refused: list[str] = []
    project = _project([Path(argument) for argument in arguments], kept, name, refused)
    # what the start makes stays: to look through it for garbage would be in vain, and 10 ms; the window begins with it
    gc.disable()
    try:
        from reader_app.gui.app import main

        while True:
            try:
                return main(project, name, note="\n".join(refused[:_TOLD]))
            except StorageUnavailable as error:
                # nobody asked for another one; and where ours cannot be read or written now, one beside it cannot be
                if arguments or (_is_own(project) and not isinstance(error, NotAProject)):
                    raise
                refused.append(refusal(error))
                complain(refused[-1])
                project = _another(project, name)
    finally:
        gc.enable()


def author_name(given: str, kept: Preferences | None = None) -> str:
    """Return who works: the name that was given, else the last one used, else the login name. Raises RuleBroken
    (`reserved-author`) for the name of a layer, WrongUsage (`bad-author`) for what is no name."""
    name = given or (kept or preferences.load()).author or preferences.login_name()
    if name in RESERVED_AUTHORS:
        raise RuleBroken([Problem("reserved-author", "", {"author": name})])
    if name != name.strip() or not name.isprintable():
        raise WrongUsage("bad-author", author=name)
    return name


def new_project(path: Path) -> Store:
    """Make an empty project with the shipped label scheme."""
    return Store.create(path, resource("schemes/vi-news.toml").read_text(encoding="utf-8"))


def _project(paths: list[Path], kept: Preferences, author: str, refused: list[str]) -> Path:
    """Return the project to open; `refused` takes the lines for input that was not taken."""
    if not paths:
        return _last_project(kept, author, refused)
    projects = [path for path in paths if _is_project(path)]
    if not projects:
        return _beside(paths, author, refused)
    if len(paths) > 1:
        raise WrongUsage("one-project", path=str(projects[0]))
    if not projects[0].exists():  # the window would make it, and a slip of the pen is no wish for a new project
        raise NotAProject("missing", path=str(projects[0]))
    return projects[0]


def _is_project(path: Path) -> bool:
    if path.suffix.lower() in preferences.PROJECT_SUFFIXES:
        return True
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def _last_project(kept: Preferences, author: str, refused: list[str]) -> Path:
    """Return the project that was open last; at first, or where it is gone, our own, which begins with the seeds.
    `refused` takes the line that says so."""
    if kept.project:
        last = Path(kept.project)
        if last.is_file():
            return last
        refused.append(_("{path}: This project is gone.").format(path=last))
        complain(refused[-1])
    return _with_seeds(preferences.own_project(), author)


def _with_seeds(project: Path, author: str) -> Path:
    """Return `project`, made with the seeds where there is none."""
    if not project.exists():
        try:
            project.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageUnavailable("unreadable", path=str(project.parent)) from error
        _import(project, seeds(), author)
    return project


def _another(broken: Path, author: str) -> Path:
    """Return what to open where the project that was open last cannot be read: our own, else a new one beside it. A
    window that tells why is worth more than a line that nobody sees."""
    own = preferences.own_project()
    if not _is_own(broken):
        return _with_seeds(own, author)
    free = (own.with_name(f"{own.stem}-{n}{own.suffix}") for n in range(2, 1000))
    return _with_seeds(
        next(path for path in free if path.absolute() != broken.absolute() and not path.exists()), author
    )


def _is_own(project: Path) -> bool:
    """Return whether `project` is our own, or one that was made beside it."""
    own = preferences.own_project()
    return project.absolute().parent == own.absolute().parent and project.name.startswith(own.stem)


def _beside(paths: list[Path], author: str, refused: list[str]) -> Path:
    """Import `paths` into the project of their folder, `FOLDER.sqlite` in it, which is made where there is none."""
    folder = (paths[0] if paths[0].is_dir() else paths[0].parent).absolute()
    project = folder / f"{folder.name or 'reader-app'}.sqlite"
    if not folder.is_dir():
        raise BadInput("no-file", path=str(paths[0]))
    refused += _import(project, paths, author)
    for line in refused:
        complain(line)
    return project


def _import(project: Path, paths: Sequence[Path], author: str) -> list[str]:
    """Import without a word; return the lines for what was refused. Raises the refusal where nothing was taken and
    there is no project to open."""
    from reader_app.cli.importing import import_into

    report = import_into(project, paths, author=author)
    if not project.exists():
        raise report.refused[0]
    return [refusal(error) for error in report.refused]
