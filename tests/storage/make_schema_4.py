"""Writes tests/data/project-schema-4.db: a project as version 4 of the tables leaves it, kept for the tests of every
later version. Run once, when a version of the tables is released: python -m tests.storage.make_schema_4
"""

from __future__ import annotations

from pathlib import Path

from reader_app.resources import resource
from reader_app.storage import Store
from tests.storage.making import added, claim, filled, mention, quote, save

PATH = Path(__file__).parents[1] / "data" / "project-schema-4.db"
RECORDS = (quote(note="nhớ Ẩn dụ"), claim(statement="Đảo là của Nhật"), mention("e1", "Lan 😀", note="xem Nghiên cứu"))


def main() -> None:
    PATH.unlink(missing_ok=True)
    with Store.create(PATH, resource("schemes/vi-news.toml").read_text(encoding="utf-8")) as store:
        filled(store)
        save(store, added(*RECORDS))


if __name__ == "__main__":
    main()
