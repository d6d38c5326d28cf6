"""Keys pressed to annotate each seed completely to its gold, without suggestions: every press, caret moves included.

    python tests/benchmarks/keystrokes.py [--table]

One JSON line for each seed and for both together; `--table` prints the table of the README instead.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import figure

sys.path.insert(0, str(Path(__file__).parents[2]))
if TYPE_CHECKING:
    from tests.gui.keystrokes import Count

MOST = 6
"""Keys a record in all."""
_KINDS = (("entities", "entities"), ("quotes", "contents of quotes"), ("cues", "cues"), ("sources", "sources"),
          ("speakers", "speakers"))  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--table", action="store_true")
    chosen = options.parse_args()
    counts = counted()
    if chosen.table:
        table(counts)
    else:
        for name, count in counts.items():
            figure.tell("keys-a-record", seed=name, keys=dict(count.keys), made=dict(count.made),
                        records=count.records, keys_a_record=round(count.a_record(), 2))  # fmt: skip
    figure.verdict(within=all(count.a_record() < MOST for count in counts.values()))


def counted() -> dict[str, Count]:
    """Return the counts of each seed, and of all of them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        # nothing of the person who runs this
        os.environ.update(dict.fromkeys(("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"), folder))
        from PySide6.QtWidgets import QApplication

        from reader_app.gui.app import build, open_or_create
        from reader_app.gui.main_window import MainWindow
        from reader_app.resources import seeds
        from reader_app.transfer import ImportReport, import_files
        from tests.gui.keystrokes import Count, annotate
        from tests.gui.typist import Typist

        path = Path(folder) / "seeds.sqlite"
        with open_or_create(path) as store:
            for _ in import_files(store, seeds(), ImportReport()):
                pass
        window = build(path, "lan")
        assert isinstance(window, MainWindow)
        window.show()
        QApplication.processEvents()
        found = {f"{n:03}": count for n, count in enumerate(annotate(Typist(window)))}
        window.close()
    both = Count()
    for count in found.values():
        both.keys += count.keys
        both.made += count.made
    return {**found, "both": both}


def table(counts: dict[str, Count]) -> None:
    print("| | " + " | ".join(f"seed {name}" if name != "both" else name for name in counts) + " | keys for one |")
    print("| --- |" + " ---: |" * (len(counts) + 1))
    both = counts["both"]
    for kind, words in _KINDS:
        cells = [f"{count.keys[kind]} for {count.made[kind]}" for count in counts.values()]
        print(f"| {words} | {' | '.join(cells)} | {both.keys[kind] / both.made[kind]:.1f} |")
    cells = [f"{sum(count.keys.values())} for {count.records}" for count in counts.values()]
    print(f"| **all, a record** | {' | '.join(cells)} | **{both.a_record():.1f}** |")


if __name__ == "__main__":
    main()
