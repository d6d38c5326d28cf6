"""JSON Lines: the corpus line that this app publishes, and plain `{"text": …}` lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from reader_app.core.errors import BadInput
from reader_app.formats.base import Format, Incoming, Source
from reader_app.formats.corpus_read import read_corpus
from reader_app.formats.corpus_write import CorpusWriter
from reader_app.formats.json_line import lines, parse
from reader_app.formats.plain_line import looks_like_corpus, read_plain


def read(file: IO[bytes], source: Source) -> Iterator[Incoming | BadInput]:
    """Yield each line's layer, or why the line is refused."""
    for number, line in lines(file):
        if isinstance(line, BadInput):
            yield source.refusal(line, number)
            continue
        try:
            yield read_line(line, source, number)
        except BadInput as error:
            yield source.refusal(error, number)
        except RecursionError:  # what the parser could still hold was too deep to be looked through
            yield source.refusal(BadInput("too-deep"), number)


def read_line(line: bytes, source: Source, number: int) -> Incoming:
    """Return the layer of one line. Raises BadInput."""
    data = parse(line)
    if not isinstance(data, dict):
        raise BadInput("not-an-object", where="")
    return (read_corpus if looks_like_corpus(data) else read_plain)(data, source, number)


FORMAT = Format(
    "jsonl",
    (
        ("en", "JSON Lines: the corpus of this app, with all records"),
        ("vi", "JSON Lines: ngữ liệu của ứng dụng này, đủ mọi bản ghi"),
    ),
    (".jsonl", ".ndjson"),
    read=read,
    write=CorpusWriter,
)
