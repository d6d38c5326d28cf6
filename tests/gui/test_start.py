"""The way to the first window: what it does without, and that the first act finds everything it needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LATER = {
    "click", "tomllib", "uuid", "hashlib", "regex", "sqlite_utils", "html",
    "reader_app.cli.commands", "reader_app.transfer", "reader_app.formats", "reader_app.storage.saving",
    "reader_app.storage.bulk", "reader_app.storage.register", "reader_app.storage.search", "reader_app.storage.stats",
    "reader_app.storage.backups", "reader_app.storage.migrations", "reader_app.gui.record_card", "reader_app.gui.jobs",
    "reader_app.gui.picker", "reader_app.gui.message_bar", "reader_app.gui.dialogs", "reader_app.gui.suggesting",
    "reader_app.gui.worker_process", "reader_app.nlp", "reader_app.core.suggestion", "reader_app.core.alphabet",
    "reader_app.gui.facets", "reader_app.gui.filter_box", "reader_app.gui.going",
}  # fmt: skip

_RUN = """
import gc, json, sys
from PySide6.QtWidgets import QApplication
from reader_app.cli import main

def look(*_args):
    (window,) = (one for one in QApplication.topLevelWidgets() if one.objectName() == "mainWindow")
    QApplication.processEvents()
    first = sorted(sys.modules)
    window.session.prepare()
    print(json.dumps({
        "modules": first, "then": sorted(sys.modules), "text": len(window.session.text),
        "collects": gc.isenabled(), "kept": gc.get_freeze_count(),
    }))
    window.close()
    return 0

QApplication.exec = look
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def started(project: Path, tmp_path: Path) -> dict[str, Any]:
    """What a process of its own had loaded once it showed the window on `project`."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path), "LANGUAGE": "vi"}
    done = subprocess.run(
        [sys.executable, "-c", _RUN, str(project), "--author", "lan"],
        cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_the_first_window_is_there_without_what_comes_later(started: dict[str, Any]) -> None:
    assert started["text"] > 1000
    assert "reader_app.gui.main_window" in started["modules"]
    assert LATER & set(started["modules"]) == set()


def test_what_the_first_act_needs_is_loaded_once_the_window_is_there(started: dict[str, Any]) -> None:
    assert {"reader_app.storage.saving", "reader_app.storage.register", "tomllib"} <= set(started["then"])


def test_the_window_begins_with_garbage_collection(started: dict[str, Any]) -> None:
    assert started["collects"]
    assert started["kept"] > 10_000
