"""Writes tests/data/project-schema-1.db: a project as version 1 of the tables leaves it, kept for the tests of every
later version. Run once, when a version of the tables is released: python -m tests.storage.make_schema_1
"""

from __future__ import annotations

from pathlib import Path

from reader_app.core.model import Assignment, Link, Verdict
from reader_app.resources import resource
from reader_app.storage import Store
from tests.storage.making import (
    ABE,
    ARTICLE,
    OTHER,
    OTHER_TEXT,
    PUTIN,
    added,
    claim,
    filled,
    mention,
    quote,
    save,
    take_back,
)

PATH = Path(__file__).parents[1] / "data" / "project-schema-1.db"
RECORDS = (
    ABE, PUTIN,
    quote(referents=("r-abe", "r-putin"), note="hai người", attributes={"stance": "affirm"}, touched=("stance",)),
    quote("q2", author="minh", origin="máy 1"),
    claim(quote="q1", statement="Nam Kuril thuộc Nhật"),
    mention("e1", "Lan 😀", referents=("r-abe",)), mention("e2", "18%", "QUANTITY", text=OTHER_TEXT),
    Link("l1", "evidence", "c1", ARTICLE.id, "e2", OTHER.id, "lan"),
    Verdict("v1", "q1", quote().version, "fix", "minh", ("boundary",), "xem lại", ("q2",)),
    Assignment("s1", ARTICLE.id, "lan", "submitted", ("quote",)),
)  # fmt: skip


def main() -> None:
    PATH.unlink(missing_ok=True)
    with Store.create(PATH, resource("schemes/vi-news.toml").read_text(encoding="utf-8")) as store:
        filled(store)
        save(store, added(*RECORDS))
        take_back(store, save(store, added(mention("e3", "Abe", note="lấy lại"))))
        store.set_setting("last-article", ARTICLE.id)
        store.change_label("entity", "TITLE", off=False)


if __name__ == "__main__":
    main()
