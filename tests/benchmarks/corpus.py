"""Articles in any number: the sentences of the seeds, shuffled by a fixed hand, each article with a text of its own."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent.parent


def texts(count: int) -> Iterator[str]:
    sentences = [
        sentence
        for path in sorted((ROOT / "seeds").glob("*.txt"))
        for sentence in re.split(r"(?<=\.)\s+", path.read_text("utf-8").strip())
    ]
    chance = random.Random(20261122)
    for number in range(count):
        chosen = chance.sample(sentences, 14)
        paragraphs = [" ".join(chosen[at : at + 4]) for at in range(0, len(chosen), 4)]
        yield f"Bài số {number}.\n" + "\n".join(paragraphs)


def write(path: Path, count: int) -> Path:
    """Write `count` articles as plain JSON lines."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for number, text in enumerate(texts(count)):
            line = {"id": f"bai-{number:06}", "text": text, "outlet": "Báo thử", "date": "2026-11-22"}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return path


def long_text(words: int) -> str:
    """One article of about `words` syllables, in paragraphs."""
    found: list[str] = []
    size = 0
    for text in texts(words):
        found.append(text)
        size += len(text.split())
        if size >= words:
            break
    return "\n".join(found)
