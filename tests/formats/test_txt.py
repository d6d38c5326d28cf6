"""Text files as they come: encodings found out, what is no text refused."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_app.core.errors import BadInput
from reader_app.core.scheme import read_scheme
from reader_app.core.text import canonical
from reader_app.formats import Incoming, Source, txt
from reader_app.resources import resource, seeds

SCHEME = read_scheme(resource("schemes/vi-news.toml").read_text(encoding="utf-8"))
WORDS = seeds()[0].read_text(encoding="utf-8")


def read(data: bytes) -> Incoming | BadInput:
    (item,) = txt.read(io.BytesIO(data), Source("x.txt", "x", SCHEME))
    return item


def code(data: bytes) -> str:
    item = read(data)
    assert isinstance(item, BadInput)
    assert (item.path, item.line) == ("x.txt", 1)
    return item.code


def windows_1258(text: str) -> bytes:
    """Return `text` as Windows writes it: base letters with their hats, tone marks alone after them."""
    out = []
    for c in text:
        try:
            c.encode("cp1258")
            out.append(c)
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", c)
            hats = "".join(m for m in marks if m in "\u0302\u0306\u031b")
            tones = "".join(m for m in marks if m not in "\u0302\u0306\u031b")
            out.append(unicodedata.normalize("NFC", base + hats) + tones)
    return "".join(out).encode("cp1258")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode(), ""),
        (WORDS.encode("utf-8-sig"), ""),
        (unicodedata.normalize("NFD", WORDS).encode(), ""),
        (WORDS.replace("\n", "\r\n").encode(), ""),
        (WORDS.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), "utf-16-be"),
        (WORDS.encode("utf-32"), "utf-32-le"),
        (WORDS.encode("utf-16-le"), "utf-16-le"),
        (WORDS.encode("utf-16-be"), "utf-16-be"),
        (WORDS.replace("\n", "\r\n").encode("utf-16-be"), "utf-16-be"),
        (windows_1258(WORDS.replace("—", "-")), "windows-1258"),
    ],
)
def test_the_same_article_in_every_encoding(data: bytes, encoding: str) -> None:
    item = read(data)
    assert isinstance(item, Incoming)
    assert item.encoding == encoding
    expected = WORDS.replace("—", "-") if encoding == "windows-1258" else WORDS
    assert item.layer.article.text == canonical(expected)
    assert (item.layer.article.key, item.layer.article.title) == ("x", "")


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", "empty-text"),
        (b" \r\n\t ", "empty-text"),
        (b"\xef\xbb\xbf", "empty-text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (bytes(range(256)) * 8, "binary"),
        (b"MZ\x90\0\x03\0\0\0\x04\0\0\0" * 50, "binary"),
        ("chữ\0chữ".encode(), "binary"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\x9dx", "unknown-encoding"),
        (b"\xff\xfea\x00\x00\xd8", "bad-encoding"),
        (b"\xff\xfea\x00b", "bad-encoding"),
        ("Đây là tiếng Việt".encode("utf-16-le")[:-1], "binary"),
        ("Теперь по-русски: цены выросли.".encode("cp1251"), "unknown-encoding"),
        ("今日のニュース".encode("shift_jis"), "unknown-encoding"),
        (b"Ng\xb5y nay Th\xf1 t\xad\xedng \xae\xb7 nh\xcan m\xb9nh", "unknown-encoding"),  # TCVN3
        (b"\x01\x02\x03abc\x04\x05", "binary"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, refusal: str) -> None:
    assert code(data) == refusal


def test_a_text_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(txt, "LIMIT", 10)
    assert code(b"a" * 11) == "too-large"
    assert isinstance(read(b"a" * 10), Incoming)


def test_a_huge_text_is_read() -> None:
    item = read(("Chợ mở lại.\n".encode() * 1_000_000) + b"X")
    assert isinstance(item, Incoming)
    assert len(item.layer.article.text) == 12_000_001


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    item = read(data)
    if isinstance(item, Incoming):
        text = item.layer.article.text
        assert canonical(text) == text
    else:
        assert item.code in {"empty-text", "binary", "bad-encoding", "unknown-encoding"}


@given(
    st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệ ,.\n"), min_size=1, max_size=300)
)
def test_vietnamese_survives_windows_1258(text: str) -> None:
    data = windows_1258(text)
    if not text.strip():
        return
    item = read(data)
    assert isinstance(item, Incoming)
    if item.encoding:
        assert item.layer.article.text == canonical(text)
