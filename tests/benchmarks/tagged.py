"""A project with an article that is well tagged: `count` annotations of all kinds, by one author."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import corpus

from reader_app.core.model import Annotation, Article, Kind, Part, Role, Span, article_id, new_id
from reader_app.core.suggestion import Suggested, Suggestion, suggestion_id
from reader_app.core.text import canonical
from reader_app.resources import resource
from reader_app.storage import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AUTHOR = "lan"


def article(words: int, key: str = "aaa") -> Article:
    text = canonical(corpus.long_text(words))
    return Article(article_id(text), key, key, text)


def annotations(on: Article, count: int) -> Iterator[Annotation]:
    """Yield `count` annotations, spread over the text: two of three on names, the others quotes and claims."""
    sentences = [(m.start(), m.end()) for m in re.finditer(r"[^\s.“”\"][^\n.]{40,}[^\s.“”\"]", on.text)]
    names = [(m.start(), m.end()) for m in re.finditer(r"\b[A-ZĐ][a-z]+\b", on.text)]
    for number in range(count):
        kind = ("entity", "entity", "entity", "entity", "quote", "claim")[number % 6]
        places = names if kind == "entity" else sentences
        start, end = places[number * len(places) // count]
        span = Span(start, end)
        if kind == "entity":
            yield Annotation(new_id(), on.id, "entity", "LOC", (Part("mention", span),), AUTHOR)
        elif kind == "quote":
            yield Annotation(new_id(), on.id, "quote", "indirect", (Part("content", span),), AUTHOR)
        else:
            yield Annotation(new_id(), on.id, "claim", "fact-event", (Part("content", span),), AUTHOR)


def suggestions(on: Article, count: int) -> Suggested:
    """Return `count` suggestions of all kinds, on other words than those that `annotations` tags: as they are between
    the tagged ones."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\b[a-zà-ỹ]{5,}\b", on.text)]
    sentences = [(m.end(1), m.end()) for m in re.finditer(r"([^\n.]{20,}? )\w[^\n.]{60,}[^\s.“”\"]", on.text)]
    items = []
    for number in range(count):
        kind: Kind = ("entity", "entity", "entity", "entity", "quote", "claim")[number % 6]
        places = words if kind == "entity" else sentences
        start, end = places[number * len(places) // count]
        role: Role = "mention" if kind == "entity" else "content"
        label = {"entity": "ORG", "quote": "indirect", "claim": "fact-event"}[kind]
        parts = (Part(role, Span(start, end)),)
        made = suggestion_id(on.id, kind, label, parts)
        items.append(Suggestion(made, kind, label, parts, 0.5 + (number % 50) / 100, "rule", "reader-app/0"))
    return Suggested("reader-app/0", tuple(sorted(items, key=lambda one: (one.start, one.end, one.id))))


def project(path: Path, *, words: int = 3000, count: int = 300, others: int = 0) -> Article:
    """Make a project at `path` with one tagged article, which is the first, and `others` untagged ones."""
    tagged = article(words)
    with Store.create(path, resource("schemes/vi-news.toml").read_text("utf-8")) as store:
        with store.bulk(AUTHOR, "import", "") as bulk:
            bulk.add_article(tagged)
            for record in annotations(tagged, count):
                bulk.add(record)
            for number, text in enumerate(map(canonical, corpus.texts(others))):
                bulk.add_article(Article(article_id(text), f"bai-{number:06}", "", text))
        store.set_setting("article", tagged.id)
    return tagged
