"""What the benchmarks share: a figure is one JSON line, with a floor that was measured in the same run."""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def timed(act: Callable[[], object], runs: int) -> list[float]:
    """Return the seconds that each of `runs` calls of `act` takes."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return times


def load() -> list[float]:
    """Return how busy the machine was in the last minute; empty where the system does not tell."""
    return [round(os.getloadavg()[0], 1)] if hasattr(os, "getloadavg") else []


def say(name: str, samples: Sequence[float], floor: Sequence[float], **about: object) -> float:
    """Print the medians of `samples` and `floor` (seconds) and their ratio; return the ratio."""
    value, base = statistics.median(samples), statistics.median(floor)
    line = {
        "figure": name,
        "seconds": round(value, 5),
        "worst": round(max(samples), 5),
        "floor": round(base, 5),
        "ratio": round(value / base, 2),
        "runs": len(samples),
        **about,
        "python": platform.python_version(),
        "cores": os.cpu_count(),
    }
    print(json.dumps(line, ensure_ascii=False), flush=True)
    return value / base


def tell(name: str, **values: object) -> None:
    """Print a figure that is no time."""
    print(json.dumps({"figure": name, **values}, ensure_ascii=False), flush=True)


def verdict(*, within: bool) -> None:
    """End the run: exit status 1 where a limit was passed."""
    sys.exit(0 if within else 1)
