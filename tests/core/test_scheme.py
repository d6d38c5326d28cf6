"""Every scheme that is shipped can be read, and every flaw of one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader_app.core.errors import BadInput
from reader_app.core.model import KINDS, ROLES
from reader_app.core.rules import TOUCHABLE
from reader_app.core.scheme import Scheme, read_scheme
from reader_app.resources import resource

SHIPPED = sorted(resource("schemes").glob("*.toml"))

SMALL = """\
id = "small"
version = 3
title = { vi = "Nhỏ", en = "Small" }
[kind.entity]
title = { vi = "a", en = "a" }
plural = { vi = "a", en = "a" }
color = "#112233"
default = "PER"
[kind.quote]
title = { vi = "b", en = "b" }
plural = { vi = "b", en = "b" }
color = "#445566"
default = "direct"
[kind.claim]
title = { vi = "c", en = "c" }
plural = { vi = "c", en = "c" }
color = "#778899"
default = "fact"
[[label]]
kind = "entity"
id = "PER"
key = "1"
color = "#abcdef"
title = { vi = "Người", en = "Person" }
[[label]]
kind = "quote"
id = "direct"
color = "#abcdef"
title = { vi = "trực tiếp", en = "direct" }
[[label]]
kind = "claim"
id = "fact"
color = "#ABCDEF"
title = { vi = "sự việc", en = "fact" }
[[attribute]]
kind = "quote"
id = "stance"
default = "affirm"
title = { vi = "Thái độ", en = "Stance" }
values = [{ id = "affirm", title = { vi = "có", en = "yes" } }, { id = "refute", title = { vi = "không", en = "no" } }]
[[link]]
id = "same-as"
heads = ["quote"]
tails = ["claim"]
title = { vi = "trùng", en = "same" }
[[reason]]
id = "other"
title = { vi = "khác", en = "other" }
"""


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_scheme_loads(path: Path) -> None:
    scheme = read_scheme(path.read_text(encoding="utf-8"), str(path))
    assert scheme.id == path.stem
    for kind in KINDS:
        assert scheme.label(kind, scheme.kind(kind).default) in scheme.labels_of(kind)
        fields = {attribute.id for attribute in scheme.attributes_of(kind)}
        assert not fields & TOUCHABLE, "an attribute that `touched` could not tell from a field"
        assert not fields & set(ROLES[kind])
    titles = [label.titles for label in scheme.labels] + [attribute.titles for attribute in scheme.attributes]
    titles += [link.titles for link in scheme.links] + [reason.titles for reason in scheme.reasons]
    assert all(dict(title)[language].strip() for title in titles for language in ("vi", "en"))


def test_the_scheme_of_vietnamese_news(scheme: Scheme) -> None:
    assert (scheme.id, scheme.version) == ("vi-news", 1)
    on = {kind: [label.id for label in scheme.labels_of(kind)] for kind in KINDS}
    assert on == {
        "entity": ["PER", "ORG", "LOC", "MISC", "DATETIME", "QUANTITY"],
        "quote": ["direct", "indirect", "mixed"],
        "claim": ["fact-stat", "fact-event", "causal", "prediction", "commitment", "opinion", "other"],
    }
    assert [label.id for label in scheme.labels_of("entity", with_off=True)][-1] == "TITLE"
    values = {(a.kind, a.id): (a.default, a.value_ids) for a in scheme.attributes}
    assert values == {
        ("entity", "mention_type"): ("NAM", ("NAM", "NOM", "PRO")),
        ("entity", "metonymy"): ("no", ("no", "yes")),
        ("quote", "speaker_status"): ("unknown", ("explicit", "anaphoric", "implicit", "unnamed", "unknown")),
        ("quote", "stance"): ("affirm", ("affirm", "refute")),
        ("claim", "check_worthiness"): ("UFS", ("CFS", "UFS", "NFS")),
        ("claim", "stance"): ("affirm", ("affirm", "refute")),
        ("claim", "certainty"): ("certain", ("certain", "probable", "possible")),
        ("claim", "veracity"): ("unchecked", ("unchecked", "SUPPORTS", "REFUTES", "NEI")),
    }
    ends = {link.id: (link.heads, link.tails) for link in scheme.links}
    both, claim = ("quote", "claim"), ("claim",)
    assert ends == {
        "same-as": (both, both),
        "contradicts": (claim, claim),
        "supports": (claim, claim),
        "revises": (claim, claim),
        "unrelated": (claim, claim),
        "evidence": (claim, ("entity", "quote", "claim")),
    }
    assert " ".join(reason.id for reason in scheme.reasons) == (
        "boundary label source-span person cue attribute not-a-quote not-attributed duplicate incomplete missed other"
    )


def test_digits_tag_with_the_labels_that_are_on(scheme: Scheme) -> None:
    keys = [scheme.label_for_key(str(digit)) for digit in range(1, 8)]
    assert [label.id if label else None for label in keys] == [
        "PER", "ORG", "LOC", "MISC", "DATETIME", "QUANTITY", None,
    ]  # fmt: skip
    with_title = scheme.with_label("entity", "TITLE", off=False)
    title = with_title.label_for_key("7")
    assert title is not None
    assert title.id == "TITLE"
    assert scheme.label_for_key("7") is None
    assert scheme.label_for_key("") is None


def test_what_is_not_there_is_none(scheme: Scheme) -> None:
    assert scheme.label("quote", "PER") is None
    assert scheme.attribute("entity", "stance") is None
    assert scheme.link("likes") is None


def test_an_edited_scheme_has_another_name() -> None:
    scheme = read_scheme(SMALL)
    assert scheme.name() == "small/3"
    assert scheme.name(SMALL) == "small/3"
    edited = read_scheme(SMALL.replace("Person", "Human"))
    assert edited.name(SMALL).startswith("small/3+")
    assert len(edited.name(SMALL)) == len("small/3+") + 8
    assert edited.name(SMALL) != read_scheme(SMALL.replace("Person", "Man")).name(SMALL)
    assert scheme.with_label("entity", "PER", color="#000000", key="9").name(SMALL) == "small/3"


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        pytest.param('id = "small"\n', "", "'id'", id="no id"),
        pytest.param('id = "small"', 'id = ""', "no id", id="an empty id"),
        pytest.param('id = "small"', "id = 7", "no id", id="an id that is no text"),
        pytest.param('id = "small"', 'id = " small"', "no id", id="an id with blanks"),
        pytest.param("version = 3\n", "", "version", id="no version"),
        pytest.param("version = 3", 'version = "three"', "three", id="a version that is no number"),
        pytest.param('title = { vi = "Nhỏ", en = "Small" }', 'title = { vi = "Nhỏ" }', "needs vi and en", id="vi only"),
        pytest.param('{ vi = "Người", en = "Person" }', '{ en = "Person" }', "needs vi and en", id="en only"),
        pytest.param('title = { vi = "Nhỏ", en = "Small" }', 'title = "Small"', "", id="a title that is no table"),
        pytest.param("[kind.claim]", "[kind.opinion]", "claim", id="no such kind"),
        pytest.param('plural = { vi = "b", en = "b" }\n', "", "plural", id="no plural"),
        pytest.param('default = "direct"', 'default = "PER"', "not among its labels", id="default of another kind"),
        pytest.param('default = "PER"', 'default = ""', "not among its labels", id="empty default"),
        pytest.param("#112233", "112233", "no colour", id="a colour without #"),
        pytest.param("#112233", "#11223g", "no colour", id="a colour that is no hex"),
        pytest.param("#112233", "#123", "no colour", id="a short colour"),
        pytest.param('"#112233"', "112233", "TypeError", id="a colour that is a number"),
        pytest.param('kind = "claim"\nid = "fact"', 'kind = "fact"\nid = "fact"', "no kind", id="label of no kind"),
        pytest.param('id = "PER"\n', "", "'id'", id="a label without id"),
        pytest.param('kind = "quote"\nid = "direct"', 'kind = "entity"\nid = "PER"', "label given twice", id="twice"),
        pytest.param('id = "direct"\n', 'id = "direct"\nkey = "1"\n', "key given twice", id="one key twice"),
        pytest.param('default = "affirm"', 'default = "maybe"', "not among its values", id="default no value"),
        pytest.param('id = "refute", ', "", "'id'", id="a value without id"),
        pytest.param('kind = "quote"\nid = "stance"', 'kind = "q"\nid = "stance"', "no kind", id="of no kind"),
        pytest.param('id = "same-as"', 'id = "likes"', "no link kind", id="a link that the model lacks"),
        pytest.param('tails = ["claim"]', 'tails = ["person"]', "no kind", id="a link to no kind"),
        pytest.param('tails = ["claim"]\n', "", "tails", id="a link to nowhere"),
        pytest.param('id = "other"', 'id = ""', "no id", id="a reason without id"),
        pytest.param("[[reason]]", "[[reasons]]", "reason", id="no reasons"),
        pytest.param("[[reason]]", "[[reason", "", id="no TOML"),
    ],
)  # fmt: skip
def test_a_flaw_is_refused(old: str, new: str, what: str) -> None:
    read_scheme(SMALL)
    assert SMALL.count(old) >= 1
    with pytest.raises(BadInput) as caught:
        read_scheme(SMALL.replace(old, new, 1), "small.toml")
    assert caught.value.code == "bad-scheme"
    assert caught.value.path == "small.toml"
    assert what in str(caught.value.fields["what"])


def test_an_attribute_given_twice_is_refused() -> None:
    start, end = SMALL.index("[[attribute]]"), SMALL.index("[[link]]")
    with pytest.raises(BadInput, match="attribute given twice"):
        read_scheme(SMALL + SMALL[start:end])
