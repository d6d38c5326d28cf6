"""The Qt that is installed can be called at all: PySide6 6.12.0 on Python 3.11 aborts the process after a while."""

from __future__ import annotations

import subprocess
import sys

CALLS = """
import sys
from PySide6.QtWidgets import QApplication, QTextEdit

app = QApplication([])
edit = QTextEdit()
before = sys.getrefcount(None)
for _ in range(10_000):
    edit.setAccessibleName("reader")
after = sys.getrefcount(None)
print(after - before)
"""


def test_ten_thousand_void_calls() -> None:
    """Each call that returns nothing must give back a reference to None that is its own."""
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.returncode}: {done.stderr}"
    assert abs(int(done.stdout)) < 100
