"""A project out to a file: whole, proven, the same bytes for the same project."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from reader_app.core.errors import ReaderError
from reader_app.core.model import Stage
from reader_app.core.scheme import Scheme, read_scheme
from reader_app.formats import FORMATS, Writer
from reader_app.resources import resource
from reader_app.storage import Store
from reader_app.transfer import proposed
from reader_app.transfer.proposed import Proposed
from reader_app.transfer.report import ExportReport, Progress
from reader_app.transfer.selection import Selection, is_done
from reader_app.transfer.whole_file import PartFile, target_errors


def export(
    store: Store,
    out: Path | IO[bytes],
    report: ExportReport,
    *,
    format: str = "jsonl",  # noqa: A002  the word of the command line and of the dialog
    layer: str = "all",
    stages: tuple[Stage, ...] = (),
    verdict: str = "any",
) -> Generator[Progress, None, None]:
    """Write the project to `out`, a path or a stream, and fill `report`. Nothing is at `out` before all was written
    and proven; closed early, the generator leaves no file. Raises ReaderError (`target-…`, `no-…`, `not-proven`)."""
    known = FORMATS.get(format)
    if known is None or known.write is None:
        raise ReaderError("no-writer", format=format)
    selection: Selection | Proposed
    if layer == proposed.NAME:
        from reader_app.nlp.engine import lexicon

        selection = Proposed(store, lexicon(), stages=stages, verdict=verdict)
    else:
        selection = Selection(store, layer=layer, stages=stages, verdict=verdict)
        # every article has its line, with nothing in it; and whoever mistyped a name reads it
        report.notes += [ReaderError("nobody", author=layer)] if selection.nobody else []
    scheme = store.scheme()
    with ExitStack() as cleanup:
        stream, part = _opened(out, store, cleanup)
        file: IO[bytes] = part.file if part else cleanup.enter_context(tempfile.TemporaryFile())
        writer = known.write(file, scheme, _scheme_name(scheme))
        with target_errors(str(out) if part else tempfile.gettempdir()):
            yield from _write(store, selection, writer, report)
            file.flush()
        file.seek(0)
        yield from _prove(writer, file, report)
        file.seek(0)
        with target_errors(str(out)):
            if part:
                _place(part, writer, report)
            elif stream:
                shutil.copyfileobj(file, stream)
                stream.flush()


def _opened(out: Path | IO[bytes], store: Store, cleanup: ExitStack) -> tuple[IO[bytes] | None, PartFile | None]:
    """Return the stream to copy to in the end, or the file that takes the place of `out`."""
    if not isinstance(out, Path):
        return out, None
    with target_errors(str(out)):
        target = _target(out, store)
        if target.exists() and not target.is_file():  # a pipe, /dev/null
            return cleanup.enter_context(target.open("wb")), None
        part = PartFile(target)
    cleanup.callback(part.drop)
    return None, part


def _write(store: Store, selection: Selection | Proposed, writer: Writer, report: ExportReport) -> Iterator[Progress]:
    with store.snapshot():
        articles = list(store.article_ids())
        for done, article in enumerate(articles):
            yield Progress(done, 2 * len(articles))
            layers = list(selection.layers(article, report))
            for one in layers:
                writer.add(one)
            report.lines += len(layers)
            report.articles += bool(layers)
            # whether all is proposed is nothing that anybody could say
            report.not_done += isinstance(selection, Selection) and not all(map(is_done, layers))


def _prove(writer: Writer, file: IO[bytes], report: ExportReport) -> Iterator[Progress]:
    lines = max(report.lines, 1)
    for done, _ in enumerate(writer.prove(file), 1):
        yield Progress(lines + done, 2 * lines)


def _place(part: PartFile, writer: Writer, report: ExportReport) -> None:
    """Move the file and those that belong beside it into place, the file itself last."""
    with ExitStack() as cleanup:
        beside = []
        for suffix, content in writer.beside().items():
            other = PartFile(part.target.with_suffix(suffix))
            cleanup.callback(other.drop)
            other.file.write(content)
            other.sync()
            beside.append(other)
        part.sync()
        for one in (*beside, part):
            one.place()
        report.files = [str(one.target) for one in (part, *beside)]


def _target(out: Path, store: Store) -> Path:
    """Return where `out` really lies, so that a link is written through and not over."""
    target = out.resolve()
    if target.is_dir():
        raise ReaderError("target-is-folder", path=str(out))
    if not target.parent.is_dir():
        raise ReaderError("target-no-folder", path=str(out))
    if target == store.path.resolve():
        raise ReaderError("target-is-project", path=str(out))
    return target


def _scheme_name(scheme: Scheme) -> str:
    shipped = resource(f"schemes/{scheme.id}.toml")
    source = shipped.read_text("utf-8") if shipped.is_file() else ""
    # a shipped scheme of another version is another scheme, not an edited one
    if source and read_scheme(source).version != scheme.version:
        source = ""
    return scheme.name(source)
