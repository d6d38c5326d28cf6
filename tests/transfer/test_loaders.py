"""The published file in the hands of those who train on it: json, Hugging Face datasets, pandas. Each file begins with
12 MB without a record, after which a loader that guesses types has guessed wrong."""

from __future__ import annotations

import json
import logging
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from reader_app.core.model import Article, article_id, pairs
from reader_app.resources import resource, seeds
from reader_app.storage import Store
from reader_app.transfer import ExportReport, export

QUIET = 12_000_000


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus whose first record comes after 12 MB, and whose ids and dates look like numbers."""
    folder = tmp_path_factory.mktemp("corpus")
    text = seeds()[0].read_text(encoding="utf-8").strip() + "\n"
    records: list[Any] = []
    for number in range(13):
        words = f"{number}\n" + (text * (QUIET // 12 // len(text.encode()) + 1)).strip()
        meta = pairs({"year": "2016"}) if number > 6 else ()
        records.append(Article(article_id(words), f"{number:03}", "", words, "2019", meta=meta))
    with Store.create(folder / "p.sqlite", resource("schemes/vi-news.toml").read_text(encoding="utf-8")) as store:
        with store.bulk("tests", "import") as bulk:
            for record in [*records, *rich()]:
                bulk.add(record)
        list(export(store, folder / "corpus.jsonl", ExportReport()))
    return folder / "corpus.jsonl"


def rich() -> list[Any]:
    """Return the records of the rich project, which the conftest of this folder makes."""
    spec = spec_from_file_location("rich_project", Path(__file__).with_name("conftest.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(module.rich_records())


def first_record_at(corpus: Path) -> int:
    position = 0
    with corpus.open("rb") as file:
        for line in file:
            if json.loads(line)["entities"]:
                return position
            position += len(line)
    raise AssertionError("no records")


def test_json(corpus: Path) -> None:
    assert first_record_at(corpus) > QUIET
    with corpus.open(encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    assert lines[0]["id"] == "000"
    assert sum(len(line["quotes"]) for line in lines) == 5


def test_datasets(corpus: Path, tmp_path: Path) -> None:
    import datasets
    from datasets import Features, load_dataset

    datasets.disable_progress_bars()
    logging.getLogger("datasets").setLevel(logging.ERROR)
    features = Features.from_dict(json.loads(corpus.with_suffix(".features.json").read_text(encoding="utf-8")))
    loaded = load_dataset(
        "json", data_files=str(corpus), features=features, split="train", cache_dir=str(tmp_path / "cache")
    )
    assert loaded.features == features
    with corpus.open(encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    assert loaded.num_rows == len(lines) == 19
    for row, line in zip(loaded, lines, strict=True):
        names = row["meta"].keys()
        assert row == {**line, "meta": {**dict.fromkeys(names), **line["meta"]}}
    assert loaded[0]["date"] == "2019"


# newer versions of pandas do without the keyword, and say so; older ones turn a column called "date" into dates
@pytest.mark.filterwarnings("ignore:The 'convert_dates' keyword")
def test_pandas(corpus: Path) -> None:
    import pandas as pd

    table = pd.read_json(corpus, lines=True, dtype=False, convert_dates=False)
    assert list(table["id"][:2]) == ["000", "001"]
    assert set(table["date"]) == {"2019", "2016-12-16", "2019-01-23", ""}
    assert len(table) == 19
    assert table["quotes"].map(len).sum() == 5
    row = table[(table["id"] == "bài-1") & (table["layer"] == "lan")].iloc[0]
    span = row["quotes"][0]["contents"][0]
    assert row["text"][span["start"] : span["end"]] == span["text"]
