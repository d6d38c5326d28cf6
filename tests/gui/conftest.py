"""Windows on real projects, worked by keys."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from reader_app.gui.app import build, open_or_create
from reader_app.gui.main_window import MainWindow
from reader_app.resources import seeds
from reader_app.transfer import ImportReport, import_files
from tests.gui.typist import Typist


@pytest.fixture(autouse=True)
def nothing_chosen_before() -> None:
    """What one test chooses (the size of its window, a look, keys) is not there in the next."""
    (Path(os.environ["XDG_CONFIG_HOME"]) / "reader-app" / "preferences.json").unlink(missing_ok=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the two seeds."""
    path = tmp_path / "seeds.sqlite"
    with open_or_create(path) as store:
        for _ in import_files(store, seeds(), ImportReport()):
            pass
    return path


@pytest.fixture
def open_window(qapp: QApplication) -> Iterator[Callable[..., Typist]]:  # noqa: ARG001  the application comes first
    """Opens windows on projects, as somebody; all are closed at the end."""
    opened: list[MainWindow] = []

    def open_one(project: Path, author: str = "lan") -> Typist:
        window = build(project, author)
        assert isinstance(window, MainWindow)
        opened.append(window)
        window.show()
        QApplication.processEvents()
        return Typist(window)

    yield open_one
    for window in opened:
        window.close()
        window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def typist(project: Path, open_window: Callable[..., Typist]) -> Typist:
    """Somebody at a window on the seeds."""
    return open_window(project)
