"""Time until the places of the same words are listed (M) in a large project: those of the article, the first 200 of the
project, and those of words that stand nowhere else but for their tone marks. Then 200 places are tagged as one step.

    python tests/benchmarks/same_words.py [--articles 100000] [--runs 20]

The floor is one read of as many texts by their numbers, without looking for anything.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
from pathlib import Path

import corpus
import figure

LIMIT = 0.1
"""Seconds until the first places of the project are listed."""
_STRETCH = 100


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--articles", type=int, default=100_000)
    options.add_argument("--runs", type=int, default=20)
    chosen = options.parse_args()
    from reader_app.core.model import Span
    from reader_app.core.same_words import EXACT
    from reader_app.gui.app import open_or_create
    from reader_app.session import Session
    from reader_app.transfer import ImportReport, import_files

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "project.sqlite"
        source = corpus.write(Path(folder) / "articles.jsonl", chosen.articles)
        with open_or_create(path) as store:
            for _ in import_files(store, [source], ImportReport()):
                pass
            session = Session(store, "lan")
            first = next(iter(store.article_ids()))
            session.open(first)
            floor = figure.timed(lambda: texts(path), chosen.runs)
            worst = 0.0
            for words in ("Bài", "Nhật Bản", "Nga"):
                at = session.text.index(words)
                name = session.tag(Span(at, at + len(words)), "LOC")
                about = {"words": words, "articles": chosen.articles}
                here = figure.timed(lambda n=name: session.same_words(n, EXACT), chosen.runs)  # type: ignore[misc]
                figure.say("same-words-article", here, floor, **about)
                pages = figure.timed(lambda n=name: first_page(session, n), chosen.runs)  # type: ignore[misc]
                figure.say("same-words-project", pages, floor, **about)
                counts = figure.timed(lambda n=name: session.articles_holding(n), chosen.runs)  # type: ignore[misc]
                figure.say("same-words-count", counts, floor, **about)
                worst = max(worst, sorted(pages)[len(pages) // 2] + sorted(counts)[len(counts) // 2])
            found = first_page(session, name)
            wanted = [(one.article, one.place.span) for one in found if one.can_be_tagged][:200]
            tagging = figure.timed(lambda: session.tag_same(name, wanted), 1)
            figure.say("same-words-tag-200", tagging, floor, places=len(wanted))
            figure.say("same-words-undo-200", figure.timed(session.undo, 1), floor, places=len(wanted))
    figure.verdict(within=worst < LIMIT)


def first_page(session: object, name: str) -> list:  # type: ignore[type-arg]
    """Return 200 places outside of the open article, as the window asks for them."""
    from reader_app.core.same_words import EXACT

    found, after = [], 0
    while len(found) < 200:
        page = session.same_words_elsewhere(name, EXACT, after, _STRETCH)  # type: ignore[attr-defined]
        found += page.found
        after = page.after
        if not after:
            break
    return found


def texts(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("select text from article order by seq limit ?", (2 * _STRETCH,)).fetchall()
    db.close()


if __name__ == "__main__":
    main()
