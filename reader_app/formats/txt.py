"""Plain text files: one article each. The encoding is found out, or the file is refused."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from typing import IO

from reader_app.core.errors import BadInput
from reader_app.core.model import Article, article_id
from reader_app.core.text import canonical
from reader_app.formats.base import Format, Incoming, Layer, Source

LIMIT = 500_000_000
"""Bytes of one text: SQLite holds strings of up to 10**9 bytes, and a window shows far less."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65536
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# what Vietnamese text has beside ASCII: letters with marks, punctuation, symbols; not what other code pages make of it
_VIETNAMESE = re.compile("[àáâãèéêìíòóôõùúýăđĩũơưÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ\u1ea0-\u1ef9“”‘’«»–—…°±²³•€\u00a0]")
_LOOSE_MARK = re.compile("(?<![A-Za-zÂâÊêÔôĂăƠơƯư])[\u0300\u0301\u0303\u0309\u0323]")


def read(file: IO[bytes], source: Source) -> Iterator[Incoming | BadInput]:
    """Yield the file's one article."""
    data = file.read(LIMIT + 1)
    if len(data) > LIMIT:
        yield source.refusal(BadInput("too-large", limit=LIMIT // 1_000_000), 1)
        return
    try:
        raw, encoding = decode(data)
        text = canonical(raw)
    except BadInput as error:
        yield source.refusal(error, 1)
        return
    article = Article(id=article_id(text), key=source.stem, title="", text=text)
    yield Incoming(1, Layer(article), encoding="" if encoding == "utf-8" else encoding)


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of `data` and its encoding. Raises BadInput: `binary`, `unknown-encoding`, `bad-encoding`."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding), encoding
    if 0 in data:
        encoding = _utf16_order(data)
        if not encoding:
            raise BadInput("binary")
        return _strict(data, encoding), encoding
    try:
        text, encoding = data.decode(), "utf-8"
    except UnicodeDecodeError:
        text, encoding = _windows_1258(data), "windows-1258"
    if len(_CONTROLS.findall(text, 0, _SAMPLE)) * 100 > min(len(text), _SAMPLE):
        raise BadInput("binary")
    return text, encoding


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadInput("bad-encoding", encoding=encoding, position=error.start) from error
    if _CONTROLS.search(text, 0, _SAMPLE) and "\x00" in text:
        raise BadInput("binary")
    return text


def _utf16_order(data: bytes) -> str:
    """Return the UTF-16 byte order of `data` without a mark where it is clear, else ""."""
    if len(data) % 2:
        return ""
    sample = data[:_SAMPLE]
    for order, other in (("utf-16-le", "utf-16-be"), ("utf-16-be", "utf-16-le")):
        text = sample.decode(order, "replace")
        # blanks and line ends are ASCII in every language; in the wrong order they are U+2000 and U+0A00
        blanks = sum(map(text.count, " \n"))
        strange = sum(unicodedata.category(c) in {"Cc", "Cn", "Co", "Cs"} and c not in "\t\r\n\f" for c in text)
        if strange * 50 <= len(text) and blanks > sum(map(sample.decode(other, "replace").count, " \n")):
            return order
    return ""


def _windows_1258(data: bytes) -> str:
    """Decode windows-1258, whose tone marks stand alone after their letter (NFC joins them), where it is plausible."""
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError as error:
        raise BadInput("unknown-encoding") from error
    if _LOOSE_MARK.search(text):
        raise BadInput("unknown-encoding")
    foreign = [c for c in unicodedata.normalize("NFC", text[:_SAMPLE]) if c > "\x7f"]
    known = sum(bool(_VIETNAMESE.match(c)) for c in foreign)
    if known * 10 < len(foreign) * 9:
        raise BadInput("unknown-encoding")
    return text


FORMAT = Format(
    "txt",
    (("en", "Text files: one article each, words only"), ("vi", "Tệp văn bản: mỗi tệp một bài, chỉ có chữ")),
    (".txt",),
    read=read,
)
