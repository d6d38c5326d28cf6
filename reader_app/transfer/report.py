"""What long work tells while it runs and when it is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from reader_app.core.errors import BadInput, ReaderError

if TYPE_CHECKING:
    from reader_app.storage import Model


class Progress(NamedTuple):
    """How far the work is, in units of its own (bytes, articles). `total` is 0 where it cannot be known."""

    done: int
    total: int


@dataclass(slots=True)
class ImportReport:
    """What became of the input. `known` counts what the project already had; `moved` the lines whose text was not
    canonical and whose spans were carried along; `encodings` names the files that were not in UTF-8."""

    taken: int = 0
    known: int = 0
    records_taken: int = 0
    records_known: int = 0
    aliases: int = 0
    renamed: int = 0
    moved: int = 0
    links_without_tail: int = 0
    encodings: list[tuple[str, str]] = field(default_factory=list)
    refused: list[BadInput] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether the project holds anything that it did not hold before."""
        return bool(self.taken or self.records_taken or self.aliases)


@dataclass(slots=True)
class SuggestReport:
    """What was made: `made` articles have new suggestions, `known` had them already, for `failed` there are none.
    `model` is what was learned on the way, None where nothing was due."""

    made: int = 0
    known: int = 0
    failed: list[ReaderError] = field(default_factory=list)
    model: Model | None = None


@dataclass(slots=True)
class ExportReport:
    """What was written. `not_done` counts articles of which a line has a kind that is not done; `links_left_out`
    links, and `names_left_out` quotes of claims and replacements of verdicts, that point outside the export;
    `without` articles that have no suggestions, where those are exported. `notes` are what somebody should know of
    an export that is done all the same."""

    lines: int = 0
    articles: int = 0
    not_done: int = 0
    links_left_out: int = 0
    names_left_out: int = 0
    without: int = 0
    notes: list[ReaderError] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
