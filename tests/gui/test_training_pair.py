"""What one man said three years apart: two claims and their link by keys, exported, and loaded as the README does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest

from reader_app.storage import Store
from reader_app.transfer import ExportReport, ImportReport, export, import_files
from tests.gui.typist import Typist
from tests.test_readme import blocks

OLD = "nguyên tắc của Nhật Bản về bốn hòn đảo phía bắc (nam Kurile) vẫn không thay đổi"
NEW = "Tokyo có thể chấp nhận một hiệp ước hòa bình với Nga nếu Moskva thực hiện điều này"
STATEMENT = "Nhat Ban co the ky hiep uoc hoa binh neu Nga trao lai hai trong bon dao"  # typed without an input method


def _state(t: Typist, words: str) -> None:
    """Write the statement of the chosen claim, by keys from the reader and back."""
    t.press("F6")
    while t.focus() is not t.window.desk.panel.focus_widget():
        t.press("F6")
    t.press("Enter")
    card = t.window.desk.panel._open["claim"]
    for _ in range(40):
        if t.focus() is card.statement:
            break
        t.press("Tab")
    QTest.keyClicks(t.focus(), words)
    t.press("Enter", "Esc")
    assert t.reader.hasFocus()


def test_two_claims_of_abe_become_a_training_pair(
    typist: Typist, project: Path, tmp_path: Path, open_window: Callable[..., Typist], monkeypatch: pytest.MonkeyPatch
) -> None:
    t = typist
    t.press("Ctrl+PgDown")
    t.select(OLD)
    t.press("C", "P")
    t.write("Shinzo Abe")
    t.press("Enter")
    t.press("Ctrl+PgUp")
    t.select(NEW)
    t.press("C", "P")
    t.write("sabe")
    t.press("Enter")
    new = t.window.desk.acts.chosen
    assert t.people(t.session.here.annotation(new)) == ["Shinzo Abe"]
    _state(t, STATEMENT)
    t.press("Space")
    assert t.window.desk.acts.chosen == new
    t.press("L")  # the same man elsewhere comes first
    t.press("Enter", "5")
    (link,) = t.session.here.links()
    assert (link.kind, link.head) == ("revises", new)
    t.window.close()

    out = tmp_path / "out.jsonl"
    with Store.open(project) as store:
        report = ExportReport()
        for _ in export(store, out, report):
            pass
        assert report.links_left_out == 0
    monkeypatch.chdir(tmp_path)
    (snippet,) = [block for block in blocks("python") if "pairs =" in block]
    names: dict[str, Any] = {}
    exec(compile(snippet, "README.md", "exec"), names)  # noqa: S102 (our own page)
    assert [(one["text"], kind, other["text"]) for one, kind, other in names["pairs"]] == [(STATEMENT, "revises", OLD)]

    # and it comes back: the pair is in the file, not in the window that made it
    other = tmp_path / "other.sqlite"
    from reader_app.gui.app import open_or_create

    with open_or_create(other) as store:
        taken = ImportReport()
        for _ in import_files(store, [out], taken):
            pass
        assert not taken.refused
    again = open_window(other)
    assert len(list(again.session.here.links())) == 1
