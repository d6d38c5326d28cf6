"""Files into a project: streamed, in batches, as one entry of the journal."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

from reader_app.core.errors import BadInput
from reader_app.core.scheme import Scheme
from reader_app.formats import FORMATS, Incoming, Source
from reader_app.storage import Store
from reader_app.transfer.inputs import Input, inputs, unreadable
from reader_app.transfer.report import ImportReport, Progress
from reader_app.transfer.taking import Taker

_NOBODY = "import"
"""In the journal, where nobody is known who did it."""


def import_files(
    store: Store,
    paths: Sequence[Path],
    report: ImportReport,
    *,
    format: str = "",  # noqa: A002  the word of the command line and of the dialog
    author: str = "",
    rename: bool = False,
) -> Generator[Progress, None, None]:
    """Import files and folders into `store`, filling `report`; progress is in bytes. What cannot be taken is refused
    in the report and stops nothing. Closed early, the generator leaves the batches that are on the disk.

    `author` made the records that name nobody. Raises ReaderError where the format or the author is impossible, or the
    project cannot be written.
    """
    if format and (format not in FORMATS or FORMATS[format].read is None):
        raise BadInput("no-reader", format=format)
    files: list[Input] = []
    for found in inputs(paths, format):
        if isinstance(found, BadInput):
            report.refused.append(found)
        else:
            files.append(found)
    if not files:
        return
    total = sum(file.size for file in files)
    detail = files[0].path.name + (f" + {len(files) - 1}" if len(files) > 1 else "")
    with store.bulk(author or _NOBODY, "import", detail) as bulk:
        taker = Taker(store, bulk, report, rename=rename)
        before = 0
        for file in files:
            for item, position in _items(file, store.scheme(), author):
                if isinstance(item, BadInput):
                    report.refused.append(item)
                else:
                    taker.take(str(file.path), item)
                yield Progress(min(before + position, total), total)
            before += file.size
        taker.finish()
    yield Progress(total, total)


def _items(file: Input, scheme: Scheme, author: str) -> Iterator[tuple[Incoming | BadInput, int]]:
    """Yield what is in the file, each item with how many bytes have been read."""
    read = file.format.read
    assert read is not None
    try:
        with file.path.open("rb", buffering=1 << 20) as stream:
            counts = stream.seekable()
            for item in read(stream, Source(str(file.path), file.stem, scheme, author)):
                yield item, stream.tell() if counts else 0
    except OSError as error:
        yield unreadable(file.path, error), file.size
