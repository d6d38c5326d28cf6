"""What tests of the engine share: a measure of its price."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest


@pytest.fixture
def calls() -> Callable[[Callable[[], object]], int]:
    """Counts how many functions, Python's and C's, an act calls: a measure that no busy machine changes."""

    def count(act: Callable[[], object]) -> int:
        called = 0

        def seen(_frame: object, event: str, _arg: object) -> None:
            nonlocal called
            called += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(seen)
        try:
            act()
        finally:
            sys.setprofile(before)
        return called

    return count
