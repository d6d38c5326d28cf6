"""What goes between the project and other files: imports and exports off the window's thread, projects.

Dialogs, formats and jobs are imported when they are first asked for: the way to the first window does without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reader_app.core.errors import ReaderError
from reader_app.preferences import PROJECT_SUFFIXES
from reader_app.words import _, refusal, sentence, title

if TYPE_CHECKING:
    from reader_app.gui.dialogs.crash import CrashBox
    from reader_app.gui.dialogs.exporting import ExportDialog, ExportWish
    from reader_app.gui.dialogs.work import WorkDialog
    from reader_app.gui.jobs import Job
    from reader_app.transfer import Progress


class FileWork(QObject):
    """The dialogs over `window` for the project at `path`; each job has a connection of its own."""

    imported = Signal()
    projectChosen = Signal(Path)
    complained = Signal(str)

    def __init__(self, path: Path, author: str, window: QWidget) -> None:
        super().__init__(window)
        self._path = path
        self._author = author
        self._window = window
        self._jobs: list[Job] = []
        self._crash: CrashBox | None = None

    # files in

    def ask_import(self) -> None:
        """Ask for files and take them in."""
        from PySide6.QtWidgets import QFileDialog

        kinds = _("Articles") + " (*.txt *.jsonl *.ndjson)"
        paths, _kind = QFileDialog.getOpenFileNames(self._window, _("Import"), "", f"{kinds};;{_('All files (*)')}")
        self.take([Path(path) for path in paths])

    def take(self, paths: Sequence[Path]) -> None:
        """Import what was dropped or chosen; a project is opened instead."""
        projects = [path for path in paths if path.suffix.lower() in PROJECT_SUFFIXES]
        if projects:
            self.projectChosen.emit(projects[0])
            return
        if not paths:
            return
        from reader_app.gui.dialogs.importing import ImportDialog
        from reader_app.storage import Store
        from reader_app.transfer import ImportReport, import_files

        report = ImportReport()

        def work() -> Iterator[Progress]:
            with closing(Store.open(self._path)) as store:
                yield from import_files(store, list(paths), report, author=self._author)

        dialog = ImportDialog(self._window)

        def done() -> None:
            dialog.show_report(report, [refusal(error) for error in report.refused])
            self.imported.emit()

        self._run(work, dialog, done, dialog.show_end)

    # files out

    def ask_export(self) -> None:
        """Ask what to export where, and do it."""
        from reader_app.formats import FORMATS
        from reader_app.gui.dialogs.exporting import ExportDialog, Target
        from reader_app.storage import Store

        targets = [Target(f.id, title(f.titles), f.suffixes[0]) for f in FORMATS.values() if f.write is not None]
        with closing(Store.open(self._path, read_only=True)) as store:
            authors = store.authors()
        dialog = ExportDialog(targets, authors, self._path.with_suffix(targets[0].suffix), self._window)
        dialog.asked.connect(lambda wish: self._export(wish, dialog))
        dialog.show()

    def _export(self, wish: ExportWish, dialog: ExportDialog) -> None:
        from reader_app.storage import Store
        from reader_app.transfer import ExportReport, export

        report = ExportReport()

        def work() -> Iterator[Progress]:
            with closing(Store.open(self._path, read_only=True)) as store:
                yield from export(
                    store, wish.path, report, format=wish.format, layer=wish.layer, stages=wish.stages,
                    verdict=wish.verdict,
                )  # fmt: skip

        self._run(work, dialog, lambda: dialog.show_report(report), dialog.show_error)

    def _run(
        self,
        work: Callable[[], Iterator[Progress]],
        dialog: WorkDialog,
        done: Callable[[], None],
        failed: Callable[[str], None],
    ) -> None:
        from reader_app.gui.jobs import Job

        job = Job(work, self)
        self._jobs.append(job)

        def over(then: Callable[[], None]) -> None:
            if job not in self._jobs:  # the window is closed
                return
            self._jobs.remove(job)
            job.deleteLater()
            then()

        def broke(error: Exception) -> None:
            if not isinstance(error, (ReaderError, OSError)):
                over(lambda: dialog.show_end(_("Something went wrong.")))
                raise error  # ours: the crash box shows it
            over(lambda: failed(_told(error)))

        job.progress.connect(dialog.set_progress)
        job.finished.connect(lambda: over(done))
        job.cancelled.connect(lambda: over(dialog.show_cancelled))
        job.failed.connect(broke)
        dialog.cancelAsked.connect(job.cancel)
        dialog.show()
        job.start()

    def back_up_if_due(self) -> None:
        """Copy the project beside itself, once a day, without a word; what prevents it is said."""
        from reader_app.gui.jobs import Job
        from reader_app.storage import Store
        from reader_app.transfer import Progress

        def work() -> Iterator[Progress]:
            with closing(Store.open(self._path)) as store:
                if not store.read_only:
                    store.backup_if_due()
            yield Progress(1, 1)

        job = Job(work, self)
        self._jobs.append(job)

        def over() -> None:
            if job in self._jobs:
                self._jobs.remove(job)
                job.deleteLater()

        job.finished.connect(over)
        job.cancelled.connect(over)
        job.failed.connect(over)
        job.failed.connect(lambda error: self.complained.emit(_told(error)))
        job.start()

    # projects

    def ask_new_project(self) -> None:
        """Ask where a new project goes; it is made when its window opens."""
        from PySide6.QtWidgets import QFileDialog

        path, _kind = QFileDialog.getSaveFileName(
            self._window, _("New project"), str(self._path.parent), f"{_('Project')} (*.sqlite)"
        )
        if not path:
            return
        chosen = Path(path) if Path(path).suffix else Path(path).with_suffix(PROJECT_SUFFIXES[0])
        if chosen.exists():
            self.complained.emit(_("{path} is there already. Open it, or choose another name.").format(path=chosen))
        else:
            self.projectChosen.emit(chosen)

    def ask_project(self) -> None:
        """Ask for a project to open."""
        from PySide6.QtWidgets import QFileDialog

        kinds = " ".join(f"*{suffix}" for suffix in PROJECT_SUFFIXES)
        path, _kind = QFileDialog.getOpenFileName(
            self._window, _("Open project"), str(self._path.parent), f"{_('Project')} ({kinds})"
        )
        if path:
            self.projectChosen.emit(Path(path))

    # the app itself

    def show_about(self) -> None:
        from reader_app.gui.dialogs.about import AboutBox

        AboutBox(self._window).show()

    def show_crash(self, trace: str) -> None:
        """Show an error of ours; further ones go into the same box."""
        from reader_app.gui.dialogs.crash import CrashBox

        if self._crash is not None and self._crash.isVisible():
            self._crash.add(trace)
            return
        self._crash = CrashBox(trace, self._window)
        self._crash.show()

    def stop(self) -> None:
        """End what still runs: the window closes."""
        self.blockSignals(True)  # noqa: FBT003  Qt's own order
        for job in list(self._jobs):
            job.stop()
        self._jobs.clear()


def _told(error: Exception) -> str:
    return sentence(error) if isinstance(error, ReaderError) else str(error)
