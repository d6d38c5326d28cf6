"""Articles a second, in and out: plain lines into a new project, and the corpus out of it, proven.

    python tests/benchmarks/transfer.py [--articles 10000]

The floors: the same lines parsed and put into one raw table in batches; the same table dumped as JSON lines.
"""

from __future__ import annotations

import argparse
import io
import json
import sqlite3
import tempfile
from pathlib import Path

import corpus
import figure

from reader_app.resources import resource
from reader_app.storage import Store
from reader_app.transfer import ExportReport, ImportReport, export, import_files


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--articles", type=int, default=10_000)
    count = options.parse_args().articles
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = corpus.write(folder / "in.jsonl", count)
        raw = sqlite3.connect(folder / "raw.sqlite", isolation_level=None)
        raw.execute("pragma journal_mode=wal")
        raw.execute("create table article (id text primary key, text text, meta text) strict")

        def raw_import() -> None:
            raw.execute("begin")
            with source.open(encoding="utf-8") as file:
                lines = map(json.loads, file)
                raw.executemany(
                    "insert into article values (?, ?, ?)",
                    ((line.pop("id"), line.pop("text"), json.dumps(line)) for line in lines),
                )
            raw.execute("commit")

        def raw_export() -> None:
            with (folder / "raw.jsonl").open("w", encoding="utf-8") as file:
                for row in raw.execute("select * from article"):
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")

        with Store.create(folder / "p.sqlite", resource("schemes/vi-news.toml").read_text("utf-8")) as store:
            taken, written = ImportReport(), ExportReport()
            out = io.BytesIO()
            times = figure.timed(lambda: [*import_files(store, [source], taken)], 1)
            figure.say("import", times, figure.timed(raw_import, 1), articles=count, per_second=round(count / times[0]))
            times = figure.timed(lambda: [*export(store, out, written)], 1)
            figure.say("export", times, figure.timed(raw_export, 1), articles=count, per_second=round(count / times[0]))
            assert out.getvalue().count(b"\n") == count
        raw.close()


if __name__ == "__main__":
    main()
