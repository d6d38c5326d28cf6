"""What becomes of an error that nobody caught."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtWidgets import QApplication

from reader_app.core.errors import ReaderError
from reader_app.words import sentence


def catch(complain: Callable[[str], None], show: Callable[[str], None]) -> None:
    """From now on `show` gets the traceback of each error that nobody caught: it is ours. What the disk or another
    program refused outside of an act goes to `complain`, as one sentence."""

    def crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, ReaderError):
            complain(sentence(error))
            return
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        import traceback  # not on the way to the first window

        text = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(text)
        show(text)

    sys.excepthook = crashed
