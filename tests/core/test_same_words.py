"""Where the same words stand."""

from __future__ import annotations

import pytest

from reader_app.core.model import Span
from reader_app.core.same_words import EXACT, Place, Spelling, finder, places

TEXT = (
    "Nga và Nhật Bản. Tổng thống Nga Vladimir Putin; nga, NGA, Ngà. Nga-Nhật Bản, Ngan.\n"
    "Nam  Kuril là nam Kuril hay Nam\nKuril? Hoà bình và hòa bình, Đảo và dao."
)


def found(words: str, spelling: Spelling = EXACT) -> list[str]:
    return [span.of(TEXT) for span in finder(words, spelling)(TEXT)]


@pytest.mark.parametrize(
    ("words", "spelling", "expected"),
    [
        ("Nga", EXACT, ["Nga", "Nga", "Nga"]),
        ("Nga", Spelling(case=False), ["Nga", "Nga", "nga", "NGA", "Nga"]),
        ("Nga", Spelling(marks=False), ["Nga", "Nga", "NGA", "Ngà", "Nga"]),
        ("nga", Spelling(case=False, marks=False), ["Nga", "Nga", "nga", "NGA", "Ngà", "Nga"]),
        ("Nam Kuril", EXACT, ["Nam  Kuril"]),
        ("Nam Kuril", Spelling(case=False), ["Nam  Kuril", "nam Kuril"]),
        ("đảo", Spelling(case=False, marks=False), ["Đảo", "dao"]),
        ("(IFES)", EXACT, []),
    ],
)
def test_whole_words_with_their_marks_in_their_case(words: str, spelling: Spelling, expected: list[str]) -> None:
    assert found(words, spelling) == expected


def test_a_mark_that_stands_on_its_letter_by_itself_is_no_end_of_a_word() -> None:
    text = "Nga Nga\u0323 Nga"  # a letter that has no composed form with it
    assert [span.start for span in finder("Nga")(text)] == [0, 9]


def test_what_is_tagged_is_told_from_what_is_free() -> None:
    first = TEXT.index("Nga")
    putin = Span(TEXT.index("Vladimir"), TEXT.index(" Putin") + 6)
    both = Span(TEXT.index("Nga-Nhật"), TEXT.index("Nga-Nhật") + len("Nga-Nhật Bản"))
    seen = places(TEXT, "Nga", [(Span(first, first + 3), "ORG"), (putin, "PER"), (both, "LOC")], "LOC")
    assert [(p.label, p.within, p.doubtful, p.likely) for p in seen] == [
        ("ORG", False, False, False),
        ("", False, False, True),  # the name beside it is another one
        ("", True, False, False),
    ]
    assert isinstance(seen[0], Place)


def test_a_capital_beside_it_makes_it_doubtful() -> None:
    doubtful = [p.doubtful for p in places(TEXT, "Nga", [], "LOC")]
    assert doubtful == [False, True, False]
    assert [p.doubtful for p in places("Hôm nay. Khi Nga nói", "Nga", [], "LOC")] == [False]
