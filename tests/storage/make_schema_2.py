"""Writes tests/data/project-schema-2.db: a project as version 2 of the tables leaves it, kept for the tests of every
later version. Run once, when a version of the tables is released: python -m tests.storage.make_schema_2
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from reader_app.core.model import Assignment
from reader_app.resources import resource
from reader_app.storage import Model, Store
from tests.storage.making import ABE, ARTICLE, OTHER, added, filled, kept, mention, quote, rejection, save, take_back

PATH = Path(__file__).parents[1] / "data" / "project-schema-2.db"
RECORDS = (
    ABE, quote(referents=("r-abe",)), mention("e1", "Lan 😀"),
    rejection(), rejection("x2", "TASS", kind="entity", label="ORG", author="minh"),
    Assignment("s1", ARTICLE.id, "lan", "submitted", ("quote",)), Assignment("s2", OTHER.id, "lan", "draft"),
)  # fmt: skip
CONTENT = bytes(range(256))
VERSION = sha256(CONTENT).hexdigest()[:8]
FIGURES = {"entities": {"precision": 0.8, "recall": 0.75, "f1": 0.7742, "gold": 40}, "quotes": None}
MODEL = Model(VERSION, "máy/1", CONTENT, 3, FIGURES, {**FIGURES, "quotes": None}, used=True)


def main() -> None:
    PATH.unlink(missing_ok=True)
    with Store.create(PATH, resource("schemes/vi-news.toml").read_text(encoding="utf-8")) as store:
        filled(store)
        save(store, added(*RECORDS))
        take_back(store, save(store, added(rejection("x3", "Lan", kind="entity", label="PER"))))
        store.keep_suggestions([(ARTICLE.id, kept())])
        store.keep_model(MODEL)


if __name__ == "__main__":
    main()
