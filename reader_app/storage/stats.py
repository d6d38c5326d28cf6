"""Counts over the whole project."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from reader_app.storage import suggestions


@dataclass(frozen=True, slots=True)
class Stats:
    """`characters` are code points of all texts; `labels` counts by kind and label, `authors` by author and kind,
    `stages` by author and stage; `referents` leaves out merged ones, `steps` are the journal's entries. Of the
    `suggestions`, "articles" have some, "proposed" counts all of them, "rejected" what people
    refused."""

    articles: int
    characters: int
    annotations: int
    labels: Mapping[str, Mapping[str, int]]
    authors: Mapping[str, Mapping[str, int]]
    stages: Mapping[str, Mapping[str, int]]
    referents: int
    links: Mapping[str, int]
    verdicts: Mapping[str, int]
    steps: int
    suggestions: Mapping[str, int]


def collect(db: sqlite3.Connection) -> Stats:
    articles, characters = db.execute("select count(*), coalesce(sum(length), 0) from article").fetchone()
    labels: dict[str, dict[str, int]] = {"entity": {}, "quote": {}, "claim": {}}
    authors: dict[str, dict[str, int]] = {}
    total = 0
    query = "select author, kind, label, count(*) from annotation group by author, kind, label order by 1, 2, 3"
    for author, kind, label, n in db.execute(query):
        total += n
        labels[kind][label] = labels[kind].get(label, 0) + n
        kinds = authors.setdefault(author, {"entity": 0, "quote": 0, "claim": 0})
        kinds[kind] += n
    stages: dict[str, dict[str, int]] = {}
    for author, stage, n in db.execute("select author, stage, count(*) from assignment group by 1, 2 order by 1, 2"):
        stages.setdefault(author, {})[stage] = n
    return Stats(
        articles=articles,
        characters=characters,
        annotations=total,
        labels={kind: dict(sorted(found.items())) for kind, found in labels.items()},
        authors=authors,
        stages=stages,
        referents=db.execute("select count(*) from referent where merged_into is null").fetchone()[0],
        links=dict(db.execute("select kind, count(*) from link group by kind order by kind")),
        verdicts=dict(db.execute("select decision, count(*) from verdict group by decision order by decision")),
        steps=db.execute("select count(*) from step").fetchone()[0],
        suggestions=dict(zip(("articles", "proposed", "rejected"), _suggestions(db), strict=True)),
    )


def _suggestions(db: sqlite3.Connection) -> tuple[int, int, int]:
    articles, proposed = suggestions.count(db)
    return articles, proposed, db.execute("select count(*) from rejection").fetchone()[0]
