"""What the tests of the core share: the shipped scheme and lexicon, and the two seeds with their gold quotes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader_app.core.lexicon import Lexicon, read_lexicon
from reader_app.core.scheme import Scheme, read_scheme
from reader_app.resources import resource, seeds


@pytest.fixture(scope="session")
def scheme() -> Scheme:
    return read_scheme(resource("schemes/vi-news.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return read_lexicon(
        resource("lexicon/cues.toml").read_text(encoding="utf-8"),
        resource("lexicon/speakers.toml").read_text(encoding="utf-8"),
    )


@pytest.fixture(scope="session")
def seed_texts() -> tuple[str, str]:
    """The two shipped articles as they stand in their files."""
    first, second = (path.read_text(encoding="utf-8") for path in seeds())
    return first, second


@pytest.fixture(scope="session")
def gold() -> list[dict[str, Any]]:
    """The seeds with the quotes and entities that an annotator gave them."""
    path = Path(__file__).parent.parent / "data" / "seeds-gold.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
