"""What every file format speaks: layers of articles going in and out, and the table entry that names a format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Protocol

from reader_app.core.errors import BadInput
from reader_app.core.model import Annotation, Article, Kind, Link, Pairs, Referent, Stage, Verdict
from reader_app.core.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Layer:
    """One author's records on one article (or the gold ones), as a file holds them.

    `verdicts` has at most one for each annotation. `links` start here; `far` gives the kinds of their other ends where
    those are no annotations of this layer. `referents` are those that the annotations name.
    `scores` are those of suggestions, by record; records that a person made have none.
    """

    article: Article
    name: str = ""
    stage: Stage = "todo"
    done: tuple[Kind, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    links: tuple[Link, ...] = ()
    far: Mapping[str, Kind] = field(default_factory=dict)
    referents: tuple[Referent, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A layer as it was read, from `line` (from 1) of its file.

    The ends of its links may lack their article (""), and records may name referents, quotes and replacements that
    are not in the layer: another line or the project has to have them. `moved`: the text was not canonical and spans
    were carried through the change. `encoding` is named where it is not UTF-8. `labels` are those that were switched
    on where the layer comes from, None where the file does not tell.
    """

    line: int
    layer: Layer
    moved: bool = False
    encoding: str = ""
    labels: Mapping[Kind, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a reader reads and what it may rely on: `path` is for messages, `stem` names articles that have no name
    of their own, `author` is who made the records that name nobody ("": such records are refused)."""

    path: str
    stem: str
    scheme: Scheme
    author: str = ""

    def refusal(self, error: BadInput, line: int) -> BadInput:
        """Return `error` with the place that it was met at."""
        return BadInput(error.code, path=self.path, line=line, **error.fields)


class Reader(Protocol):
    def __call__(self, file: IO[bytes], source: Source) -> Iterator[Incoming | BadInput]:
        """Yield what stands in `file`, item by item: a layer, or why the item is refused. Keeps no more than one item
        in memory."""


class Writer(Protocol):
    """Writes one file. Each layer comes once, in the order of the file."""

    def add(self, layer: Layer) -> None: ...

    def prove(self, file: IO[bytes]) -> Iterator[None]:
        """Read back what was written, yielding now and then. Raises ReaderError (`not-proven`) where it is wrong."""

    def beside(self) -> Mapping[str, bytes]:
        """Return the files that belong beside the written one, by the suffix that replaces its own."""


class WriterFactory(Protocol):
    def __call__(self, file: IO[bytes], scheme: Scheme, scheme_name: str) -> Writer: ...


@dataclass(frozen=True, slots=True)
class Format:
    """A file format. `suffixes` (with the dot, lower case) tell it by the file name, the first is for new files."""

    id: str
    titles: Pairs
    suffixes: tuple[str, ...]
    read: Reader | None = None
    write: WriterFactory | None = None
