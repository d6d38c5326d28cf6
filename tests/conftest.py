"""What every test starts from: no screen, English words, and no trace in the settings of whoever runs them."""

from __future__ import annotations

import os
import sys
import tempfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

# before Qt is imported anywhere: a test must not open a window on the screen of the person who runs it
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# nor read or write that person's settings
_HOME = tempfile.TemporaryDirectory(prefix="reader-app-tests-")
for _name, _folder in (
    ("XDG_CONFIG_HOME", "config"),
    ("XDG_DATA_HOME", "data"),
    ("XDG_CACHE_HOME", "cache"),
    ("XDG_STATE_HOME", "state"),
):
    os.environ[_name] = os.path.join(_HOME.name, _folder)  # noqa: PTH118 (an environment variable is a string)
# nor start the worker of each window: the tests that are about it do
os.environ["READER_APP_SUGGESTIONS"] = "off"
# `datasets` asks no server for anything
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HOME"] = os.path.join(_HOME.name, "huggingface")  # noqa: PTH118


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak English in every test that does not choose otherwise, and leave no language behind."""
    from reader_app import words

    before = os.environ.get("LANGUAGE")
    words.use("en")
    yield
    if before is None:
        os.environ.pop("LANGUAGE", None)
    else:
        os.environ["LANGUAGE"] = before


@pytest.fixture(scope="session", autouse=True)
def empty_clipboard() -> Iterator[None]:
    """Leave nothing made by Python on the clipboard of the offscreen platform: it frees that after the interpreter."""
    yield
    if (widgets := sys.modules.get("PySide6.QtWidgets")) and widgets.QApplication.instance():
        widgets.QApplication.clipboard().clear()
