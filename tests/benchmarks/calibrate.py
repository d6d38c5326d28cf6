"""Write the curves of names and quotes in resources/lexicon/scores.toml, from gold as a whole.

    python tests/benchmarks/calibrate.py --gold PATH… [--tuned SHARE] [--dry-run]

What stands there by hand (dates, amounts, claims) stays. Prints the expected calibration error, cross-fitted by
article.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

import calibration
import figure
import gold

if TYPE_CHECKING:
    from reader_app.nlp.scores import Curve

SCORES = Path(__file__).resolve().parent.parent.parent / "resources" / "lexicon" / "scores.toml"


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--gold", type=Path, nargs="+", required=True)
    options.add_argument(
        "--tuned", type=float, default=0.08,
        help="share of what is right here that rules get wrong elsewhere; 0 for gold that no rule was written on",
    )  # fmt: skip
    options.add_argument("--dry-run", action="store_true", help="print, and leave the file alone")
    chosen = options.parse_args()
    rows = [row for article in gold.read(chosen.gold) for row in calibration.rows(article)]
    text = SCORES.read_text("utf-8")
    for group in calibration.GROUPS:
        of_group = [row for row in rows if row.group == group]
        error, bins = calibration.reliability(calibration.cross_fitted(of_group))
        figure.tell(f"calibration of {group}s", error=error, bins=[b._asdict() for b in bins])
        text = replaced(text, group, calibration.fitted(of_group, chosen.tuned))
    if chosen.dry_run:
        print(text)
    else:
        SCORES.write_text(text, "utf-8", newline="\n")


def replaced(toml: str, group: str, curve: Curve) -> str:
    """Return `toml` with the table of `group` and its two tables below made anew."""
    lines = [f"[{group}]", f"intercept = {curve.intercept:.2f}", f"slope = {curve.slope:.2f}", ""]
    for name, offsets in (("rules", curve.rules), ("labels", curve.labels)):
        lines += [f"[{group}.{name}]", *(f"{key} = {value:.2f}" for key, value in offsets.items()), ""]
    without = re.sub(rf"(?ms)^\[{group}\.\w+\]\n.*?(?=^\[|^#|\Z)", "", toml)
    return re.sub(rf"(?ms)^\[{group}\]\n.*?(?=^\[|^#|\Z)", lambda _: "\n".join(lines) + "\n", without)


if __name__ == "__main__":
    main()
