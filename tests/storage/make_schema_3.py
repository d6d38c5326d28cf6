"""Writes tests/data/project-schema-3.db: a project as version 3 of the tables leaves it, kept for the tests of every
later version. Run once, when a version of the tables is released: python -m tests.storage.make_schema_3
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reader_app.core.change import Change, Step
from reader_app.core.model import Assignment, Link
from reader_app.core.people import merge
from reader_app.resources import resource
from reader_app.storage import Store
from tests.storage.make_schema_2 import MODEL
from tests.storage.making import (
    ABE,
    ARTICLE,
    OTHER,
    OTHER_TEXT,
    PUTIN,
    added,
    claim,
    filled,
    kept,
    mention,
    quote,
    rejection,
    save,
    take_back,
)

PATH = Path(__file__).parents[1] / "data" / "project-schema-3.db"
SHINZO = replace(PUTIN, id="r-shinzo", name="Ngài Abe", aliases=())
MERGE = merge(SHINZO, ABE)
RECORDS = (
    PUTIN, quote(referents=("r-abe",)), claim(quote="q1", referents=("r-abe",), touched=("referents",)),
    mention("e1", "Lan 😀", touched=("unsure",)),
    mention("e2", "Putin", text=OTHER_TEXT, author="minh", referents=("r-putin",)),
    mention("e3", "Ông Abe", text=OTHER_TEXT, referents=("r-shinzo",)),
    Link("l1", "evidence", "c1", ARTICLE.id, "e2", OTHER.id, "lan"),
    rejection(), Assignment("s1", ARTICLE.id, "lan", "submitted", ("quote",)),
)  # fmt: skip
LABEL = {"color": "#123456", "key": "7", "off": False}


def main() -> None:
    PATH.unlink(missing_ok=True)
    with Store.create(PATH, resource("schemes/vi-news.toml").read_text(encoding="utf-8")) as store:
        filled(store)
        save(store, added(ABE, SHINZO, *RECORDS))
        save(store, Step("merge-people", MERGE))
        take_back(store, save(store, Step("tag", (Change(None, mention("e4", "Abe")),))))
        store.keep_suggestions([(ARTICLE.id, kept())])
        store.keep_model(MODEL)
        store.change_label("entity", "TITLE", **LABEL)


if __name__ == "__main__":
    main()
