"""Every record comes back from the journal's JSON exactly as it went in."""

from __future__ import annotations

import json

from hypothesis import given

from reader_app.core.change import Change
from reader_app.core.model import Record
from reader_app.storage.records import decode, decode_changes, dumps, encode, encode_changes
from tests.storage.strategies import any_record


@given(any_record())
def test_a_record_comes_back_as_it_was(record: Record) -> None:
    again = decode(json.loads(dumps(encode(record))))
    assert again == record
    assert repr(again) == repr(record)  # tuples are tuples again


@given(any_record())
def test_changes_come_back_as_they_were(record: Record) -> None:
    changes = (Change(None, record), Change(record, record), Change(record, None))
    assert decode_changes(encode_changes(changes)) == changes
