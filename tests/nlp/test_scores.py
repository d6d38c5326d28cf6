"""From a rule's own strength to how often it is right."""

from __future__ import annotations

import pytest

from reader_app.nlp.claims.evidence import REASONS
from reader_app.nlp.scores import NAMES, Curve, calibrated, group_of, logit, read_curves, shipped_curves


def test_a_stronger_find_is_never_less_likely_right() -> None:
    for group, curve in shipped_curves().items():
        assert curve.slope >= 0
        for rule in (*curve.rules, "never heard of"):
            for label in (*curve.labels, ""):
                scores = [curve.at(rule, label, raw / 20) for raw in range(21)]
                assert scores == sorted(scores), (group, rule, label)
                assert scores[0] >= 0.01
                assert scores[-1] <= 0.99


def test_offsets_of_rule_and_label_count() -> None:
    curve = Curve(0.0, 1.0, {"good": 1.0, "bad": -1.0}, {"PER": 0.5})
    assert curve.at("", "", 0.5) == 0.5
    assert curve.at("bad", "", 0.5) < 0.5 < curve.at("good", "", 0.5) < curve.at("good", "PER", 0.5)


def test_logit_is_bounded() -> None:
    assert logit(0.5) == 0
    assert logit(0.0) == logit(0.01) == pytest.approx(-logit(1.0))


@pytest.mark.parametrize(
    ("kind", "label", "group"),
    [
        ("entity", "PER", "name"),
        ("entity", "QUANTITY", "other"),
        ("quote", "direct", "quote"),
        ("claim", "opinion", "claim"),
    ],
)
def test_groups(kind: str, label: str, group: str) -> None:
    assert group_of(kind, label) == group  # type: ignore[arg-type]
    assert group in shipped_curves()


def test_claims_are_modest() -> None:
    """There is no gold for them: none pretends to be sure, and an opinion is less worth checking than a figure."""
    for reason in REASONS:
        assert calibrated("claim", reason, "fact-stat", 0.99) <= 0.9
    assert calibrated("claim", "opinion", "opinion", 0.7) < 0.5 < calibrated("claim", "figure", "fact-stat", 0.7)


def test_a_curve_is_read_with_and_without_offsets() -> None:
    curves = read_curves("[name]\nintercept = 1\nslope = 2\n[name.rules]\na = 0.5\n[quote]\nintercept = 0\nslope = 1\n")
    assert curves == {"name": Curve(1.0, 2.0, {"a": 0.5}, {}), "quote": Curve()}
    assert {"PER", "LOC", "ORG"} == NAMES
