"""What the register costs in a large project: its first page, a search, and all that one person says who is named in
every tenth article.

python tests/benchmarks/register.py [--articles 10000] [--people 5000] [--runs 20]
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import corpus
import figure

from reader_app.core.model import Annotation, Article, Kind, Part, Referent, Role, Span, article_id
from reader_app.core.spans import trim_blanks
from reader_app.core.text import canonical
from reader_app.resources import resource
from reader_app.storage import Store

if TYPE_CHECKING:
    from collections.abc import Callable

AUTHOR = "lan"
_LABELS: dict[Kind, str] = {"entity": "PER", "quote": "indirect", "claim": "fact-event"}


def fill(path: Path, articles: int, people: int) -> None:
    """Make a project with three annotations in each article, all of them with somebody."""
    chance = random.Random(1)
    with (
        Store.create(path, resource("schemes/vi-news.toml").read_text("utf-8")) as store,
        store.bulk(AUTHOR, "import", "") as bulk,
    ):
        for n in range(people):
            bulk.add(Referent(f"p{n}", "PER", f"Người {chance.choice(['Nam', 'Hà', 'Đỗ'])} {n}"))
        for number, text in enumerate(map(canonical, corpus.texts(articles))):
            date = f"20{number % 25:02}-{number % 12 + 1:02}-{number % 28 + 1:02}"
            article = Article(article_id(text), f"bai-{number:06}", "", text, date)
            bulk.add_article(article)
            for at, kind in enumerate(_LABELS):
                role: Role = "mention" if kind == "entity" else "content"
                start = at * len(text) // 4
                span = trim_blanks(text, start, start + 40) or Span(0, 1)
                who = "p0" if at and number % 10 == 0 else f"p{chance.randrange(1, people)}"
                made = Annotation(
                    f"a{number}-{at}", article.id, kind, _LABELS[kind], (Part(role, span),), AUTHOR, (who,)
                )
                bulk.add(made)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--articles", type=int, default=10_000)
    options.add_argument("--people", type=int, default=5_000)
    options.add_argument("--runs", type=int, default=20)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "p.sqlite"
        fill(path, chosen.articles, chosen.people)
        raw = sqlite3.connect(path)
        with Store.open(path) as store:
            about = {"articles": chosen.articles, "people": chosen.people}
            places = store.mentions("p0", AUTHOR)
            acts: tuple[tuple[str, Callable[[], object], str], ...] = (
                ("first page of the register", lambda: store.people(limit=200), "select seq from referent limit 200"),
                ("search in the register", lambda: store.people("do 29"), "select count(*) from referent_name"),
                (
                    "all that one person says", lambda: store.mentions("p0", AUTHOR),
                    "select annotation from annotation_referent where referent = 1",
                ),
                (
                    "a screen of it", lambda: store.sayings([one.seq for one in places[:40]]),
                    "select * from annotation limit 40",
                ),
                (
                    "words to link with", lambda: store.linkable("hai nước", AUTHOR, ("quote", "claim")),
                    "select * from annotation limit 40",
                ),
            )  # fmt: skip
            for words, act, floor in acts:
                base = figure.timed(lambda query=floor: raw.execute(query).fetchall(), chosen.runs)  # type: ignore[misc]
                figure.say(words, figure.timed(act, chosen.runs), base, **about, sayings=len(places))
        raw.close()


if __name__ == "__main__":
    main()
