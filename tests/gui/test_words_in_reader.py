"""Once the Vietnamese words of an article are known, keys and clicks go by them; by syllables until then."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader_app.core.model import Article, Span, article_id, text_hash
from reader_app.core.suggestion import Suggested, known_hash
from reader_app.gui.app import open_or_create
from reader_app.gui.reader import Reader
from reader_app.session import Session
from tests.gui.reading import move, point_at
from tests.gui.typist import Typist

TEXT = (
    "Hãng thông tấn cho biết ông Trần Văn Bảy đã rời thành phố Nga-Nhật Bản.\n"
    "Công ty trả 1tỷ USD cho người phát ngôn 😀 hôm thứ hai."
)
GLUED = (  # as a tagger gives them: one pair of names glued, a final stop taken along, a number apart from its unit
    "Hãng|thông tấn|cho biết|ông|Trần Văn Bảy|đã|rời|thành phố|Nga-Nhật Bản|Công ty|trả|1|tỷ|USD|cho|"
    "người phát ngôn|hôm|thứ hai."
)


def words() -> tuple[Span, ...]:
    found = re.compile("|".join(re.escape(word) for word in sorted(GLUED.split("|"), key=len, reverse=True)))
    return tuple(Span(*one.span()) for one in found.finditer(TEXT))


@pytest.fixture
def typist(tmp_path: Path, open_window: Callable[..., Typist]) -> Typist:
    """Somebody at a window on one article whose words are not known yet."""
    path = tmp_path / "p.sqlite"
    with open_or_create(path) as store, store.bulk("lan", "import") as bulk:
        bulk.add_article(Article(article_id(TEXT), "000", "", TEXT))
    one = open_window(path)
    one.window.resize(1300, 700)
    return one


@pytest.fixture
def knowing(typist: Typist) -> Typist:
    """The same person, once the worker has answered."""
    know(typist.session)
    return typist


def know(session: Session) -> None:
    session.take(session.here.article.id, text_hash(TEXT), known_hash(()), Suggested("reader-app/1", (), words()))
    QApplication.processEvents()


def reader(typist: Typist) -> Reader:
    found = typist.reader
    assert isinstance(found, Reader)
    return found


def selected(typist: Typist) -> str:
    span = reader(typist).selected_span()
    return span.of(TEXT) if span else ""


def at(typist: Typist, part: str) -> QPoint:
    """Return a point in the middle of the letters `part`."""
    return point_at(reader(typist), TEXT, TEXT.index(part) + 1) + QPoint(2, 0)


def put_caret(typist: Typist, behind: str) -> None:
    reader(typist).set_caret(TEXT.index(behind) + len(behind))


@pytest.mark.parametrize(
    ("part", "word"),
    [("tấn", "thông tấn"), ("Văn", "Trần Văn Bảy"), ("Nga", "Nga"), ("Bản.", "Nhật Bản"), ("hai.", "thứ hai"),
     ("phát", "người phát ngôn"), ("tỷ", "1tỷ"), ("USD", "USD")],
)  # fmt: skip
def test_a_double_click_takes_the_vietnamese_word(knowing: Typist, part: str, word: str) -> None:
    QTest.mouseDClick(reader(knowing).viewport(), Qt.MouseButton.LeftButton, pos=at(knowing, part))
    assert selected(knowing) == word


def test_until_they_are_known_it_takes_the_syllable(typist: Typist) -> None:
    QTest.mouseDClick(reader(typist).viewport(), Qt.MouseButton.LeftButton, pos=at(typist, "tấn"))
    assert selected(typist) == "tấn"
    know(typist.session)
    assert selected(typist) == "tấn", "the words arrive without a move of the selection"
    QTest.mouseDClick(reader(typist).viewport(), Qt.MouseButton.LeftButton, pos=at(typist, "Văn"))
    assert selected(typist) == "Trần Văn Bảy"


def test_a_double_click_and_drag_goes_by_word(knowing: Typist) -> None:
    view, left = reader(knowing).viewport(), Qt.MouseButton.LeftButton
    QTest.mouseDClick(view, left, pos=at(knowing, "biết"))
    move(reader(knowing), at(knowing, "Văn"))
    assert selected(knowing) == "cho biết ông Trần Văn Bảy"
    move(reader(knowing), at(knowing, "tấn"))
    assert selected(knowing) == "thông tấn cho biết"
    QTest.mouseRelease(view, left, pos=at(knowing, "tấn"))


def test_the_caret_goes_by_word_and_extends_by_word(knowing: Typist) -> None:
    knowing.press("Ctrl+Home", "Ctrl+Right", "Ctrl+Right")
    assert TEXT[: reader(knowing).caret()] == "Hãng thông tấn"
    knowing.press("Ctrl+Shift+Right", "Ctrl+Shift+Right", "Ctrl+Shift+Right")
    assert selected(knowing) == " cho biết ông Trần Văn Bảy"
    knowing.press("Ctrl+Shift+Left")
    assert selected(knowing) == " cho biết ông "
    knowing.press("Ctrl+Left")
    assert TEXT[reader(knowing).caret() :].startswith("ông")


@pytest.mark.parametrize(("behind", "word"), [("Trần V", "Trần Văn Bảy"), ("Nga", "Nga"), ("Nhật ", "Nhật Bản")])
def test_a_label_key_without_a_selection_takes_the_word(knowing: Typist, behind: str, word: str) -> None:
    put_caret(knowing, behind)
    knowing.press("3")
    (entity,) = knowing.all("entity")
    assert knowing.words(entity, "mention") == word


def test_the_boundary_keys_go_by_word(knowing: Typist) -> None:
    put_caret(knowing, "Trần")
    knowing.press("1")
    for keys, expected in (
        (["."], "Trần Văn Bảy đã"), ([","], "Trần Văn Bảy"), (["<"], "ông Trần Văn Bảy"), ([">"], "Trần Văn Bảy"),
        (["Ctrl+,"], "Trần Văn Bả"),  # inside the word …
        (["."], "Trần Văn Bảy"),  # … the next border is its end
        (["Ctrl+>"], "rần Văn Bảy"), (["<"], "Trần Văn Bảy"),
        (["<", "<"], "cho biết ông Trần Văn Bảy"), ([","], "cho biết ông"),
    ):  # fmt: skip
        knowing.press(*keys)
        (entity,) = knowing.all("entity")
        assert knowing.words(entity, "mention") == expected, keys


def test_another_article_has_words_of_its_own(knowing: Typist) -> None:
    store, other = knowing.session.store, "Thông tấn xã. " + TEXT
    with store.bulk("lan", "import") as bulk:
        bulk.add_article(Article(article_id(other), "001", "", other))
    knowing.session.open(article_id(other))
    QApplication.processEvents()
    knowing.press("Ctrl+Home", "Ctrl+Right")
    assert other[: reader(knowing).caret()] == "Thông"
    knowing.session.open(article_id(TEXT))
    QApplication.processEvents()
    knowing.press("Ctrl+Home", "Ctrl+Right", "Ctrl+Right")
    assert TEXT[: reader(knowing).caret()] == "Hãng thông tấn"
