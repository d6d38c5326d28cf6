"""What commands say on the terminal, and the exit status that errors come to."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from reader_app.core.errors import ReaderError
from reader_app.words import _, refusal


class WrongUsage(ReaderError):
    """The command line makes no sense: exit status 2."""


def guarded(command: Callable[[], int]) -> int:
    """Run `command` and return its exit status; what the user can act on becomes one line on stderr."""
    try:
        return command()
    except WrongUsage as error:
        complain(refusal(error))
        return 2
    except ReaderError as error:
        complain(refusal(error))
        return 1
    except KeyboardInterrupt:
        complain(_("Stopped."))
        return 1
    except BrokenPipeError:
        # whoever read the output has gone; Python would complain once more when it flushes at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201  before click is loaded
