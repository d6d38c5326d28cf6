"""The parts that learning is made of: which spans are looked at, which are kept, and how chance and scores behave."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from reader_app.core.model import Span
from reader_app.nlp.learning.calibration import curve_of
from reader_app.nlp.learning.candidates import best, candidates, moves, placed
from reader_app.nlp.learning.fitting import Example, fit, probabilities
from reader_app.nlp.learning.names import agreed
from reader_app.nlp.learning.pieces import pieces_of
from reader_app.nlp.learning.practice import faulty
from reader_app.nlp.learning.speeches import pairs
from reader_app.nlp.mention import Mention
from reader_app.nlp.tokens import Tokens, tokens_of

NOTHING = Tokens((), (), 0)
PLACES = st.tuples(st.integers(0, 12), st.integers(1, 5)).map(lambda x: (x[0], x[0] + x[1]))


@given(st.lists(st.tuples(PLACES, st.floats(-1, 1)), max_size=8))
def test_the_best_places_are_the_best_that_do_not_overlap(scored: list[tuple[tuple[int, int], float]]) -> None:
    kept = best(scored)
    places = [scored[i][0] for i in kept]
    assert all(a[1] <= b[0] for a, b in combinations(places, 2))
    most = max(
        sum(worth for _, worth in some)
        for n in range(len(scored) + 1)
        for some in combinations(scored, n)
        if all(a[0][1] <= b[0][0] or b[0][1] <= a[0][0] for a, b in combinations(some, 2))
    )
    assert abs(sum(scored[i][1] for i in kept) - most) < 1e-9


@given(st.text("aĐ Xx.-\n9“”", max_size=60))
def test_any_text_has_pieces_and_candidates(text: str) -> None:
    pieces = pieces_of(text, NOTHING)
    assert len(pieces.gap) == len(pieces.words) + 1
    assert [text[s:e] for s, e in zip(pieces.starts, pieces.ends, strict=True)] == pieces.words
    for one in candidates(pieces, {}, frozenset(), {}):
        assert 0 <= one.first < one.last <= len(pieces.words)


def test_borders_that_people_moved_are_looked_at_again() -> None:
    text = "Hội chợ ở tỉnh Sơn Hà mở cửa."
    pieces = pieces_of(text, NOTHING)
    at = text.index("Sơn")
    mentions = placed(pieces, [Mention(Span(at, at + 6), "LOC", 0.8, "place")])
    (place,) = mentions
    seen = moves(pieces, mentions, [(place[0] - 1, place[1])])
    assert seen == {"L+tỉnh": 1}
    found = {pieces.text_of(c.first, c.last): c.how for c in candidates(pieces, mentions, frozenset(seen), {})}
    assert found["Sơn Hà"] == "rule"
    assert found["tỉnh Sơn Hà"] == "L+tỉnh"


def test_names_with_small_words_inside_are_looked_at() -> None:
    text = "Ông làm ở Viện Núi và Biển Nam Sơn từ lâu."
    pieces = pieces_of(text, tokens_of(text))
    found = {pieces.text_of(c.first, c.last) for c in candidates(pieces, {}, frozenset(), {})}
    assert "Viện Núi và Biển Nam Sơn" in found


def test_the_same_name_gets_one_label_in_an_article() -> None:
    odds = [[0.1, 0.8, 0.1], [0.1, 0.4, 0.5], [0.9, 0.05, 0.05]]
    first, second, other = agreed(odds, ["Sơn Hà", "Sơn Hà", "Lực"])
    assert second[1] > second[2]
    assert first[1] > first[2]
    assert other == odds[2]


def test_without_evidence_the_answer_is_that_of_the_rules() -> None:
    prior = [-1.0, 1.0]
    weights = fit([Example(["a"], prior, 1)] * 4, l2=1.0, rounds=5)
    assert probabilities(weights, ["never seen"], prior) == probabilities({}, [], prior)
    assert probabilities(weights, ["a"], prior)[1] > probabilities({}, [], prior)[1]


def test_faults_are_the_same_each_time_and_few() -> None:
    text = "\n".join(f"Tên{n} Họ{n}" for n in range(400))
    pieces = pieces_of(text, NOTHING)
    mentions = placed(
        pieces, [Mention(Span(s, e), "PER", 0.9, "x") for s, e in zip(pieces.starts, pieces.ends, strict=True)]
    )
    wrong = faulty("a", pieces, mentions, ("LOC", "PER"))
    assert wrong == faulty("a", pieces, mentions, ("PER", "LOC"))
    assert wrong != faulty("b", pieces, mentions, ("LOC", "PER"))
    forgotten = 1 - len(wrong) / len(mentions)
    relabelled = sum(m.label == "LOC" for m in wrong.values()) / len(mentions)
    assert 0.08 < forgotten < 0.18
    assert 0.08 < relabelled < 0.18


def test_the_curve_says_how_often_scores_were_right() -> None:
    seen = [(0.9, n % 2 == 0) for n in range(200)] + [(0.5, n % 10 == 0) for n in range(200)]
    curve = curve_of(seen)
    assert abs(curve.at(0.9) - 0.5) < 0.05
    assert abs(curve.at(0.5) - 0.1) < 0.05
    assert curve_of([]).at(0.7) == 0.7


def test_quotes_pair_with_the_most_alike() -> None:
    text = "một hai ba bốn năm sáu bảy tám chín mười"
    whole, most, other = (Span(0, 23),), (Span(0, 18),), (Span(24, 36),)
    assert pairs(text, [whole], [other, most, whole]) == {0: 2}
    assert pairs(text, [whole], [other]) == {}
