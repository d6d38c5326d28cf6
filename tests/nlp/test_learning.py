"""Learning from finished articles: what a project teaches is used, what it does not teach is not, nothing is worse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from reader_app.core.model import Span
from reader_app.nlp.learning import MINIMUM, Finished, FinishedQuote, Learned, Rejected, learn, load
from reader_app.nlp.mention import Mention
from reader_app.nlp.tokens import Tokens, tokens_of

PLACES = ("Lào", "Pháp", "Brazil", "Ai Cập", "Cuba", "Ấn Độ", "Peru", "Thái Lan", "Kenya")


def told_of(place: str, number: int) -> str:
    return (
        f"Nhóm Sao Khuê hôm qua cho biết họ sẽ mở văn phòng tại {place}.\n"
        f"Ông Trần Văn Lực, người của Sao Khuê, nói rằng {number} nhân viên đã tới {place}.\n"
        f"Thứ Hai tới, Lực và Sao Khuê sẽ gặp báo giới ở {place}."
    )


def found(text: str, words: str, label: str) -> list[tuple[Span, str]]:
    return [(Span(*m.span()), label) for m in re.finditer(rf"\b{words}\b", text)]


def finished(number: int, label: str = "ORG") -> Finished:
    """An article whose annotator always tags *Sao Khuê* (`label`), and *Thứ Hai* never."""
    place = PLACES[number]
    text = told_of(place, number)
    names = (
        *found(text, "Sao Khuê", label),
        *found(text, "Trần Văn Lực", "PER"),
        *[(span, name) for span, name in found(text, "Lực", "PER") if text[span.start - 1] != "n"],
        *found(text, place, "LOC"),
    )
    outer = [(s, name) for s, name in names if not any(o.covers(s) and o != s for o, _ in names)]
    return Finished(f"{number:016x}", text, tuple(sorted(outer, key=lambda x: x[0].start)), ())


def rules(text: str, tokens: Tokens, known: object = ()) -> list[Mention]:
    """Rules that do not know *Sao Khuê* and take a weekday for a person."""
    _ = tokens, known
    made = [Mention(span, "LOC", 0.8, "place") for place in PLACES for span, _ in found(text, place, "LOC")]
    made += [Mention(span, "PER", 0.8, "title") for span, _ in found(text, "Trần Văn Lực", "PER")]
    made += [Mention(span, "PER", 0.6, "capitals") for span, _ in found(text, "Thứ Hai", "PER")]
    return sorted(made, key=lambda m: m.span.start)


@pytest.fixture(autouse=True)
def _own_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader_app.nlp.engine.rule_mentions", rules)


def of_labels(text: str, mentions: Sequence[Mention]) -> set[tuple[str, str]]:
    return {(m.span.of(text), m.label) for m in mentions}


def refined(learned: Learned, text: str) -> list[Mention]:
    tokens = tokens_of(text)
    return load(learned.model).refine(text, tokens, rules(text, tokens))


def test_nothing_is_learned_from_fewer_than_three_articles() -> None:
    two = [finished(n) for n in range(MINIMUM - 1)]
    assert learn(two) is None
    # the same article by another author is no other article
    assert learn([*two, two[0]._replace(quotes=None)]) is None
    # nor is one in which nothing is done
    assert learn([*two, finished(4)._replace(entities=None, quotes=None)]) is None


@pytest.mark.parametrize("count", [3, 6])
def test_a_convention_of_the_project_is_learned(count: int) -> None:
    learned = learn([finished(n) for n in range(count)])
    assert learned is not None
    assert learned.better
    assert learned.articles == count
    before, after = learned.before.entities, learned.after.entities
    assert before is not None
    assert after is not None
    assert before.f1 < 0.7
    assert after.f1 > 0.85
    text = told_of("Kenya", 90)
    names = of_labels(text, refined(learned, text))
    assert ("Sao Khuê", "ORG") in names
    assert ("Trần Văn Lực", "PER") in names
    assert ("Kenya", "LOC") in names
    assert not any(name == "Thứ Hai" for name, _ in names)


def test_mentions_come_in_order_and_do_not_overlap() -> None:
    learned = learn([finished(n) for n in range(4)])
    assert learned is not None
    text = told_of("Kenya", 7)
    mentions = refined(learned, text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
    assert all(0 < m.score < 1 and m.who and m.who.label == m.label for m in mentions if m.rule == "learned")
    assert any(m.rule == "learned" for m in mentions)


def test_the_same_articles_in_any_order_teach_the_same() -> None:
    articles = [finished(n) for n in range(5)]
    assert learn(articles) == learn(articles[::-1])


def test_what_is_not_done_is_no_negative() -> None:
    done = [finished(n) for n in range(4)]
    # in six more articles only quotes are done: that no name is tagged there says nothing about names
    quotes_only = [finished(n)._replace(entities=None, article=f"{n:x}") for n in range(4, 9)]
    alone, beside = learn(done), learn([*done, *quotes_only])
    assert alone is not None
    assert beside is not None
    assert beside.articles == 9
    assert beside.after.entities == alone.after.entities
    text = told_of("Kenya", 1)
    assert of_labels(text, refined(alone, text)) == of_labels(text, refined(beside, text))


def test_a_label_that_was_off_is_left_as_the_rules_have_it() -> None:
    off = frozenset({"PER", "ORG"})
    articles = [
        one._replace(labels=off, entities=tuple(e for e in one.entities or () if e[1] in off))
        for one in map(finished, range(4))
    ]
    learned = learn(articles)
    assert learned is not None
    text = told_of("Kenya", 2)
    mentions = refined(learned, text)
    places = [replace(m, who=None) for m in mentions if m.label == "LOC"]
    assert places == [m for m in rules(text, tokens_of(text)) if m.label == "LOC"]
    assert ("Sao Khuê", "ORG") in of_labels(text, mentions)


def test_labels_at_random_are_not_used() -> None:
    labels = ["PER", "LOC", "ORG", "MISC"]
    articles = []
    for n in range(9):
        text = told_of(PLACES[n], n)
        words = [Span(*m.span()) for m in re.finditer(r"\w+", text)]
        # every article tags other words with other labels
        chosen = [(span, labels[(7 * n + at) % 4]) for at, span in enumerate(words) if (at * 31 + n * 17) % 11 == 0]
        articles.append(Finished(f"{n:016x}", text, tuple(chosen), None))
    learned = learn(articles)
    assert learned is not None
    assert not learned.better
    assert learned.model == b""
    assert learned.version == ""


def test_two_authors_of_one_article_are_held_out_together() -> None:
    """What stands only in one article helps nobody elsewhere: a second layer of it must not look like a proof."""
    articles = []
    for n in range(4):
        name = ("Kim Ngưu", "Song Tử", "Bảo Bình", "Thiên Yết")[n]
        text = f"{name} đã tới {PLACES[n]}."
        one = Finished(f"{n:016x}", text, ((Span(0, len(name)), "MISC"), *found(text, PLACES[n], "LOC")), None)
        articles += [one, one]
    alone, double = learn(articles[::2]), learn(articles)
    assert alone is not None
    assert double is not None
    assert double.articles == alone.articles == 4
    assert double.before.entities is not None
    assert double.before.entities.f1 == alone.before.entities.f1  # type: ignore[union-attr]


def test_a_refused_name_sinks_also_where_nothing_is_done() -> None:
    done = [finished(n) for n in range(3)]
    refusing = []
    for n in range(3, 9):
        text = f"Đoàn của {PLACES[n]} và Hoàng Mai đã về."
        # the rules of this test call the place a name; it is refused here, every time
        refusing.append(
            Finished(
                f"{n:016x}", text, None, None,
                rejected=tuple(Rejected("entity", "LOC", (span,)) for span, _ in found(text, PLACES[n], "LOC")),
            )
        )  # fmt: skip
    plain, taught = learn(done), learn([*done, *refusing])
    assert plain is not None
    assert taught is not None
    text = f"Đoàn của {PLACES[5]} và Hoàng Mai đã về."

    def score(learned: Learned) -> float:
        return max((m.score for m in refined(learned, text) if m.label == "LOC"), default=0.0)

    assert score(taught) < score(plain)


def test_told_hears_the_progress_and_may_stop_it() -> None:
    heard: list[float] = []
    learn([finished(n) for n in range(3)], heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0

    class Enough(Exception):
        pass

    def stop(part: float) -> None:
        if part > 0.5:
            raise Enough

    with pytest.raises(Enough):
        learn([finished(n) for n in range(3)], stop)


def test_cues_that_are_refused_here_sink(monkeypatch: pytest.MonkeyPatch) -> None:
    from reader_app.nlp.mention import Speech

    def speeches(text: str, tokens: Tokens, mentions: Sequence[Mention]) -> list[Speech]:
        _ = tokens, mentions
        made = []
        for match in re.finditer(r"(nói|tính) rằng ([^.]+)\.", text):
            content = Span(*match.span(2))
            made.append(Speech("indirect", (content,), 0.6, "cue-clause", Span(*match.span(1))))
        return made

    monkeypatch.setattr("reader_app.nlp.engine.rule_speeches", speeches)
    articles = []
    for n in range(6):
        text = f"Ông Lực nói rằng đoàn sẽ tới {PLACES[n]}. Ông Lực tính rằng mai sẽ mưa to."
        start = text.index("đoàn")
        said = FinishedQuote((Span(start, text.index(".", start)),))
        articles.append(Finished(f"{n:016x}", text, None, (said,)))
    learned = learn(articles)
    assert learned is not None
    assert learned.before.entities is None
    assert learned.before.quotes is not None
    assert learned.after.quotes is not None
    assert learned.after.quotes.precision > learned.before.quotes.precision
    text = "Bà Mai nói rằng đoàn đã về. Bà Mai tính rằng mai sẽ nắng."
    judged = load(learned.model).judge(text, speeches(text, Tokens((), (), 0), ()))
    assert [speech.cue.of(text) for speech in judged if speech.cue] == ["nói"]
    assert judged[0].score > 0.6


def test_an_engine_with_a_model_says_so() -> None:
    from reader_app.nlp.engine import Engine

    learned = learn([finished(n) for n in range(5)])
    assert learned is not None
    assert learned.better
    plain, taught = Engine(), Engine(learned.model)
    assert taught.origin == f"{plain.origin}+{learned.version}"
    text = told_of("Kenya", 3)
    names = {(s.contents[0].of(text), s.label) for s in taught.suggest("a" * 16, text).items if s.kind == "entity"}
    assert ("Sao Khuê", "ORG") in names
