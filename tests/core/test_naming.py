"""Who a name denotes, in an article and in the register."""

from __future__ import annotations

import pytest

from reader_app.core.model import Referent
from reader_app.core.naming import known_name, matches, proposed, short_name

SHINZO = Referent("r1", "PER", "Shinzo Abe")
AKIE = Referent("r2", "PER", "Akie Abe")
THANG = Referent("r3", "PER", "Nguyễn Tấn Thắng", ("anh Ba",))
KURIL = Referent("r4", "LOC", "Nam Kuril", ("nam Kurile", "Vùng lãnh thổ phương Bắc"))
ABE_TOWN = Referent("r5", "LOC", "Abe")


@pytest.mark.parametrize(
    ("name", "label", "here", "register", "found"),
    [
        pytest.param("Abe", "PER", [SHINZO], [], SHINZO, id="family name of a foreign person"),
        pytest.param("Thắng", "PER", [THANG], [], THANG, id="given name of a Vietnamese one"),
        pytest.param("Tấn Thắng", "PER", [THANG], [], THANG, id="the last two parts"),
        pytest.param("Nguyễn", "PER", [THANG], [], None, id="a family name alone is nobody"),
        pytest.param("anh Ba", "PER", [THANG], [], THANG, id="an alias"),
        pytest.param("Ba", "PER", [THANG], [], THANG, id="short for an alias"),
        pytest.param("Abe", "PER", [SHINZO, AKIE], [], None, id="it could be two"),
        pytest.param("Shinzo Abe", "PER", [SHINZO, AKIE], [], SHINZO, id="the full name of one of two"),
        pytest.param("Abe", "LOC", [SHINZO], [], None, id="of another label"),
        pytest.param("Abe", "PER", [ABE_TOWN, SHINZO], [], SHINZO, id="a place of that name is no person"),
        pytest.param("Vùng lãnh thổ phương Bắc", "LOC", [KURIL], [], KURIL, id="an alias of a place"),
        pytest.param("Kuril", "LOC", [KURIL], [], None, id="places are not shortened"),
        pytest.param("SHINZO  ABE", "PER", [SHINZO], [], SHINZO, id="case and blanks"),
        pytest.param("Thang", "PER", [THANG], [], None, id="tone marks tell names apart"),
        pytest.param("Shinzo Abe", "PER", [], [SHINZO], SHINZO, id="exactly so in the register"),
        pytest.param("Abe", "PER", [], [SHINZO], None, id="short forms are not sought in the register"),
        pytest.param("Abe", "PER", [], [ABE_TOWN], None, id="of another label in the register"),
        pytest.param("Abe", "PER", [SHINZO], [Referent("r9", "PER", "Abe")], SHINZO, id="the article comes first"),
        pytest.param("Abe", "PER", [], [Referent("a", "PER", "Abe"), Referent("b", "PER", "Abe")], None, id="two"),
        pytest.param("Shinzo Abe", "PER", [Referent("n", "PER", "Abe")], [], None, id="a longer name is not proposed"),
        pytest.param("", "PER", [SHINZO, Referent("u", "PER", "")], [], None, id="no name"),
    ],
)  # fmt: skip
def test_proposals(
    name: str, label: str, here: list[Referent], register: list[Referent], found: Referent | None
) -> None:
    assert proposed(name, label, here, register) == found


def test_names_and_short_names() -> None:
    assert known_name("nam kurile", KURIL)
    assert not known_name("Kurile", KURIL)
    assert not known_name("", Referent("u", "PER", ""))
    assert short_name("Abe", SHINZO)
    assert not short_name("Shinzo Abe", SHINZO)
    assert not short_name("be", SHINZO)


@pytest.mark.parametrize(
    ("query", "name", "found"),
    [
        ("mókva", "Moskva", True),
        ("put", "Vladimir Putin", True),
        ("PUTIN", "Vladimir Putin", True),
        ("ngtt", "Nguyễn Tấn Thắng", True),
        ("đảo", "dao", True),
        ("dao", "Đảo", True),
        ("vlad put", "Vladimir Putin", True),
        ("putinv", "Vladimir Putin", False),
        ("abee", "Shinzo Abe", False),
        ("", "Abe", True),
    ],
)
def test_what_is_typed_finds_a_name(query: str, name: str, found: bool) -> None:
    assert matches(query, name) == found
