"""The engine as a whole: the same proposals for the same text, whatever the text, and at a bearable price."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader_app.core.model import Annotation, article_id
from reader_app.core.scheme import read_scheme
from reader_app.core.suggestion import Suggested, from_json, suggestion_id, to_json
from reader_app.core.text import canonical
from reader_app.nlp.engine import Engine
from reader_app.resources import resource, seeds

ROOT = Path(__file__).resolve().parent.parent.parent
SEEDS = [canonical(path.read_text("utf-8")) for path in seeds()]
ODD = {
    "one letter": "a",
    "one mark": "“",
    "marks only": "“”\"'«»‘’",
    "stops only": "... !!! ??? ,,, ;;; ---",
    "emoji": "🎉🎉 👩‍👩‍👧‍👦 nói: “🎉” 🇻🇳",
    "blank lines": "a\n\n\n \n\nb",
    "another script": "安倍晋三首相は「平和」と述べた。 Владимир Путин заявил: «Нет».",
    "marks on letters": "e\u0301\u0323 ông nói o\u031b\u0301",
    "joined words": "1tỷ,2tỷ;Nga-Nhật Bản/Mỹ.@ai #gì https://vi.example/a?b=c&d",
    "old tone marks": "Bà Hoà nói: “Hoà bình, thuỷ chung, khoẻ mạnh”.",
    "openers without end": "“ “ “ “ ông nói “ “ “",
    "nothing but a cue": "nói rằng cho biết theo",
}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


def proven(text: str, suggested: Suggested) -> Suggested:
    """Check what must hold for the suggestions of any text."""
    scheme = read_scheme(resource("schemes/vi-news.toml").read_text("utf-8"))
    ids = [item.id for item in suggested.items]
    assert len(set(ids)) == len(ids)
    quotes = {item.id for item in suggested.items if item.kind == "quote"}
    for item in suggested.items:
        assert item.id == suggestion_id("x", item.kind, item.label, item.parts)
        assert scheme.label(item.kind, item.label), item
        assert 0.01 <= item.score <= 0.99
        assert item.rule
        assert item.origin == suggested.origin
        for part in item.parts:
            assert part.span.end <= len(text)
            words = part.span.of(text)
            assert words == words.strip(), item
        # what is accepted becomes a record, which refuses parts that cannot be
        Annotation("r", "x", item.kind, item.label, item.parts, "lan")
        assert item.kind == "claim" or (not item.quote and not item.reasons)
        assert not item.quote or item.quote in quotes
    order = [(item.start, item.end, item.id) for item in suggested.items]
    assert order == sorted(order)
    assert all(a.end <= b.start for a, b in zip(suggested.words, suggested.words[1:], strict=False))
    assert from_json(json.loads(json.dumps(to_json(suggested)))) == suggested
    return suggested


@pytest.mark.parametrize("text", SEEDS)
def test_seeds(engine: Engine, text: str) -> None:
    suggested = proven(text, engine.suggest("x", text))
    assert suggested == Engine().suggest("x", text)
    kinds = {item.kind for item in suggested.items}
    assert kinds == {"entity", "quote", "claim"}
    assert suggested.lost <= len(suggested.words) // 100


def test_ids_tell_articles_apart_and_nothing_else_depends_on_the_article(engine: Engine) -> None:
    one, other = (engine.suggest(article_id(name), SEEDS[0]) for name in "ab")
    assert {item.id for item in one.items}.isdisjoint(item.id for item in other.items)
    assert {(i.parts, i.label, i.score) for i in one.items} == {(i.parts, i.label, i.score) for i in other.items}


def test_the_same_in_a_fresh_process() -> None:
    """No set or hash order shows in what is proposed."""
    program = (
        "import json, sys; from reader_app.nlp.engine import Engine; from reader_app.core.suggestion import to_json\n"
        "print(json.dumps(to_json(Engine().suggest('x', sys.stdin.read()))))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program], input=SEEDS[1], capture_output=True, text=True, encoding="utf-8",
            check=True, cwd=ROOT, env={"PYTHONHASHSEED": seed, "PATH": "", "PYTHONUTF8": "1"},
        ).stdout
        for seed in "12"
    }  # fmt: skip
    assert len(outputs) == 1
    assert from_json(json.loads(outputs.pop())) == Engine().suggest("x", SEEDS[1])


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_texts(engine: Engine, text: str) -> None:
    text = canonical(text)
    proven(text, engine.suggest("x", text))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            ["Ông", "Abe", "nói", "cho biết", "rằng", "theo", "“", "”", '"', ",", ".", ":", "\n", "Nga", "-", "(", ")",
             "18%", "ngày 22/1", "🎉", "tỷ", "sẽ", "đã", "Bộ Ngoại giao", "dẫn lời", "?", "–", "N.V.A", "và", ";",
             "e\u0301", "«", "’"]
        ) | st.text(max_size=4),
        min_size=1, max_size=60,
    ),
    st.sampled_from([" ", ""]),
)  # fmt: skip
def test_any_text(engine: Engine, pieces: list[str], between: str) -> None:
    raw = between.join(pieces)
    if not canonical(f"a{raw}"):
        return
    text = canonical(f"a{raw}")
    proven(text, engine.suggest("x", text))


def test_price_grows_with_the_text_and_not_faster(engine: Engine, calls: Callable[[Callable[[], object]], int]) -> None:
    """A long article in one paragraph costs about as much for each sentence as a short one."""
    sentence = " ".join(SEEDS[0].split("\n")) + " "
    small, large = (canonical(sentence * times) for times in (1, 6))
    engine.suggest("x", small)
    few, many = (calls(lambda text=text: engine.suggest("x", text)) for text in (small, large))  # type: ignore[misc]
    assert many < few * 6 * 1.3


def test_importing_loads_no_models() -> None:
    program = (
        "import sys; import reader_app.nlp.engine, reader_app.nlp.learning\n"
        "reader_app.nlp.engine.Engine()\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('underthesea', 'underthesea_core', 'numpy', 'PySide6')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_package_stands_without_the_models() -> None:
    """Where underthesea is not installed, everything but suggesting works."""
    program = (
        "import sys; sys.modules['underthesea'] = sys.modules['underthesea_core'] = None\n"
        "import reader_app.nlp.engine, reader_app.nlp.learning, reader_app.nlp.worker\n"
        "try:\n    reader_app.nlp.engine.Engine().suggest('x', 'Ông Abe nói.')\n"
        "except ImportError:\n    print('missing')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "missing"
