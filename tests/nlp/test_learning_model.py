"""The bytes of a model: the same for the same, refused in one sentence when they are not whole, and only data."""

from __future__ import annotations

import hashlib
import json
import pickle
import zlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_app.core.errors import ReaderError
from reader_app.nlp.learning.calibration import Curve
from reader_app.nlp.learning.model import _FORMAT, dump, load, readable, version_of
from reader_app.nlp.learning.names import Names
from reader_app.nlp.learning.speeches import Speeches
from reader_app.nlp.learning.tally import Tally
from reader_app.words import sentence

TALLY = Tally({"Sao Khuê": Counter({"ORG": 3}), "Thứ Hai": Counter({"": 2})})
NAMES = Names(("", "ORG", "PER"), {"l=nhóm": [-0.5, 1.25, 0.0]}, TALLY, frozenset({"L+nhóm"}))
MODEL = dump(NAMES, Curve(0.1, 0.9), Speeches({"theo": -0.25}))


def packed(value: object) -> bytes:
    body = zlib.compress(json.dumps(value).encode())
    return _FORMAT + hashlib.sha256(body).digest() + body


def test_a_model_survives_being_bytes() -> None:
    model = load(MODEL)
    assert model.version == version_of(MODEL)
    assert len(model.version) == 8
    assert dump(model._names, model._curve, model._speeches) == MODEL


@pytest.mark.parametrize("bad", [
    b"", b"x", MODEL[:-1], MODEL[:40], MODEL[:-3] + b"abc", MODEL + b"x", pickle.dumps({"names": 1}),
    _FORMAT + hashlib.sha256(b"no zlib").digest() + b"no zlib",
    packed([]), packed({"names": 3}), packed({"names": {"labels": ["", "PER"], "weights": {"a": [1]}}}),
    packed({"quotes": {"theo": "much"}}), packed({"quotes": [1]}),
    packed({"quotes": {"theo": float("nan")}}), packed({"quotes": {"theo": 1e300}}),
], ids=range(15))  # fmt: skip
def test_what_is_no_model_is_refused(bad: bytes) -> None:
    with pytest.raises(ReaderError) as caught:
        load(bad)
    assert caught.value.code == "model-damaged"
    assert sentence(caught.value).endswith(".")


def test_a_model_of_another_version_is_refused() -> None:
    other = b"reader-app model 0 for reader-app/0\n" + MODEL[len(_FORMAT) :]
    assert readable(MODEL)
    assert not readable(other)
    with pytest.raises(ReaderError) as caught:
        load(other)
    assert caught.value.code == "model-version"
    assert sentence(caught.value).endswith(".")


@given(st.binary(max_size=200), st.integers(0, len(MODEL)))
def test_no_damage_passes(junk: bytes, at: int) -> None:
    bad = MODEL[:at] + junk + MODEL[at + len(junk) :]
    if bad != MODEL:
        with pytest.raises(ReaderError):
            load(bad)
