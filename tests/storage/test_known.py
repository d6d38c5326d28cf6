"""Which referents a text names: whole words, as they are written, wherever they stand."""

from __future__ import annotations

import pytest

from reader_app.core.model import Referent
from reader_app.storage import Store
from reader_app.storage.known import pieces
from tests.storage.making import ABE, PUTIN, added, save

NAMED = [
    ABE,
    PUTIN,
    Referent("r-ifes", "ORG", "Trung tâm nghiên cứu Viện Viễn Đông", ("IFES",)),
    Referent("r-hn", "LOC", "Hà Nội"),
    Referent("r-hn2", "LOC", "thành phố Hà Nội"),
    Referent("r-hoa", "PER", "Hoà"),
    Referent("r-g7", "ORG", "G-7"),
    Referent("r-2020", "MISC", "Expo 2020"),
    Referent("r-quan", "PER", "một quan chức"),
    Referent("r-empty", "PER", ""),
    Referent("r-old", "PER", "Vladimir V. Putin", merged_into="r-putin"),
]


@pytest.fixture
def register(store: Store) -> Store:
    save(store, added(*NAMED))
    return store


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ""),
        ("Không có ai.", ""),
        ("Hôm qua ông Abe đến.", "r-abe"),
        ("Shinzo\xa0 Abe, rồi Putin", "r-abe r-putin"),
        ("SHINZO ABE", "r-abe"),
        ("shinzo abe", ""),
        ("Abel và Shinzo Abeo", ""),
        ("Nhóm G-7 họp ở thành phố Hà Nội", "r-g7 r-hn r-hn2"),
        ("G 7", ""),
        ("ha noi, Ha Noi, Hả Nội", ""),
        ("Bà Hòa nói; hoà bình", "r-hoa"),
        ("bà hoà", ""),
        ("(IFES)", "r-ifes"),
        ("Trung tâm nghiên cứu Viện Viễn Đông", "r-ifes"),
        ("Trung tâm nghiên cứu\nViện Viễn Đông", ""),
        ("Tại Expo 2020.", "r-2020"),
        ("một quan chức", ""),
        ("Vladimir V. Putin", "r-putin"),
        ("😀Putin😀", "r-putin"),
    ],
)
def test_names_stand_as_whole_words(register: Store, text: str, ids: str) -> None:
    assert [one.id for one in register.known_in(text)] == ids.split()


def test_a_long_name_and_a_long_text(store: Store) -> None:
    """More than the engine asks for at once, in the register as well as in the text."""
    people = [Referent(f"r{n:04}", "PER", f"Nguyễn Văn {_letters(n)}") for n in range(2000)]
    save(store, added(*people))
    text = ". ".join(f"Ông {one.name} và bà Trần Thị {_letters(n)}" for n, one in enumerate(people[::3]))
    assert [one.id for one in store.known_in(text)] == [one.id for one in people[::3]]


def test_a_text_is_looked_through_in_pieces(register: Store) -> None:
    """They are the whole text, none is long, and together they name whom the text names."""
    lines = [f"Dòng {n} nói về kinh tế, " * 9 + ("ông Abe." if n == 40 else "Hà Nội.") for n in range(80)]
    for text in ("\n".join(lines), " ".join(lines)):
        found = list(pieces(text))
        assert "".join(found) == text
        assert len(found) > 3
        assert max(map(len, found)) < 8_500
        named = {one.id for piece in found for one in register.known_in(piece)}
        assert named == {"r-abe", "r-hn"} == {one.id for one in register.known_in(text)}
    assert list(pieces("a" * 9000)) == ["a" * 9000]
    assert sum(map(len, pieces("Hà Nội. " * 20_000))) == 50_000


def _letters(n: int) -> str:
    return "".join("ABCDEFGHIK"[int(digit)] for digit in f"{n:04}").capitalize()
