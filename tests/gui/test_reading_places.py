"""The place in each article: kept over another article and over a restart, and only so many of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader_app.gui.reading_places import LIMIT, place_in, with_place
from tests.gui.reading import settle
from tests.gui.typist import Typist


def test_a_place_is_found_again() -> None:
    kept = with_place(with_place("", "a", 5, 2), "b", 7, 0)
    assert (place_in(kept, "a"), place_in(kept, "b"), place_in(kept, "c")) == ((5, 2), (7, 0), (0, 0))
    kept = with_place(kept, "a", 9, 9)
    assert place_in(kept, "a") == (9, 9)
    assert len(kept.splitlines()) == 2


def test_only_so_many_are_kept() -> None:
    kept = ""
    for n in range(LIMIT + 30):
        kept = with_place(kept, f"a{n}", n, n)
    assert len(kept.splitlines()) == LIMIT
    assert place_in(kept, "a29") == (0, 0)
    assert place_in(kept, "a30") == (30, 30)


@pytest.mark.parametrize("kept", ["x", "a b c", "a 1", "a -1 2", "a 1 2 3", "\n\n", "a ٣ ٣"])
def test_what_cannot_be_read_is_as_if_never_kept(kept: str) -> None:
    assert place_in(kept, "a") == (0, 0)
    assert place_in(with_place(kept, "a", 1, 2), "a") == (1, 2)


def test_caret_and_view_are_there_again_after_another_article_and_a_restart(
    project: Path, open_window: Callable[..., Typist]
) -> None:
    t = open_window(project)
    t.window.resize(1000, 420)
    t.go_into("Triều Tiên")
    reader = t.window.desk.reader
    caret, place = reader.caret(), reader.place()
    assert place > 0
    t.press("Ctrl+PgDown")
    assert reader.caret() == 0
    t.press("Ctrl+PgUp")
    assert (reader.caret(), reader.place()) == (caret, place)
    t.window.close()
    again = open_window(project)
    again.window.resize(1000, 420)
    assert again.window.desk.reader.caret() == caret
    names = [name for name in ("places/lan", "places/minh") if again.session.store.setting(name)]
    assert names == ["places/lan"]
    assert open_window(project, "minh").window.desk.reader.caret() == 0


def test_the_desk_is_divided_as_it_was_whatever_stood_beside_the_text(
    project: Path, open_window: Callable[..., Typist]
) -> None:
    t = open_window(project)
    t.window.resize(1500, 900)
    settle()
    t.window.desk.division.setSizes([300, 800, 400])
    t.press("F2")  # the guidelines take the place of the list
    t.window.close()
    again = open_window(project)
    again.window.resize(1500, 900)
    settle()
    sizes = again.window.desk.division.sizes()
    assert len(sizes) == 3
    assert all(abs(a - b) <= 2 for a, b in zip(sizes, [300, 800, 400], strict=True))
    again.window.resize(640, 900)  # the list folds away
    settle()
    again.window.close()
    wide = open_window(project)
    wide.window.resize(1500, 900)
    settle()
    division, now = wide.window.desk.division, wide.window.desk.division.sizes()
    assert all(abs(a - b) <= 2 for a, b in zip(now, sizes, strict=True))
    for wrong in ("", "x y z", "1 2", "0 0 0", "AAAA/wAAAAE=", "9999999 1 1"):
        division.read(wrong)
        assert division.sizes() == now
