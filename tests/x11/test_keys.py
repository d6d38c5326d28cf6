"""In a real window, the label keys act wherever the focus is, whatever the input method or the layout does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

SEED = (Path(__file__).resolve().parent.parent.parent / "seeds" / "000_ee605d7e8f245b2f.txt").read_text("utf-8").strip()
SPEECH = "cần phải củng cố bầu không khí tin tưởng lẫn nhau"


def place(words: str) -> str:
    start = SEED.index(words)
    return f"{start} {start + len(words)}"


@pytest.mark.parametrize("setting", ["telex", "vietnamese_layout"])
@pytest.mark.parametrize("focus", ["reader", "articleList"])
def test_label_keys_act(setting: str, focus: str, open_desk: Any, request: pytest.FixtureRequest) -> None:
    with open_desk(request.getfixturevalue(setting)) as desk:
        desk.focus(focus)
        for words, key in (("Shinzo Abe", "1"), ("Moskva", "3"), (SPEECH, "Q")):
            assert desk.ask(f"select {place(words)}") == words
            desk.press(key)
        assert [(e["label"], e["text"]) for e in sorted(desk.records("entities"), key=lambda e: e["label"])] == [
            ("LOC", "Moskva"), ("PER", "Shinzo Abe"),
        ]  # fmt: skip
        assert [[c["text"] for c in q["contents"]] for q in desk.records("quotes")] == [[SPEECH]]


def test_telex_composes_in_a_text_field(telex: dict[str, str], open_desk: Any) -> None:
    """The rig is real: the same keys make Vietnamese where people type."""
    with open_desk(telex) as desk:
        desk.focus("articleFilter")
        desk.press("T", "I", "E", "E", "N", "G", "S")
        desk.focus("reader")  # leaving the field commits what was composed
        assert desk.ask("text articleFilter") == "tiếng"


def test_vietnamese_layout_types_vowels(vietnamese_layout: dict[str, str], open_desk: Any) -> None:
    with open_desk(vietnamese_layout) as desk:
        desk.focus("articleFilter")
        desk.press("1", "3")
        assert desk.ask("text articleFilter") == "ăê"
