"""The engine: everything that is proposed for one article, from its text alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from reader_app.core.lexicon import Lexicon, read_lexicon
from reader_app.core.model import Kind, Part, Referent, Role, Span
from reader_app.core.suggestion import Suggested, Suggestion, Who, suggestion_id
from reader_app.nlp.claims import find_statements
from reader_app.nlp.entities import find_mentions
from reader_app.nlp.learning.model import load
from reader_app.nlp.mention import Mention, Speech, Statement
from reader_app.nlp.quotes import find_speeches
from reader_app.nlp.scores import calibrated
from reader_app.nlp.tokens import Tokens, tokens_of
from reader_app.nlp.version import origin_of
from reader_app.resources import resource

_LEAST = 0.4
"""Names and quotes with lower scores are not proposed: to refuse what is mostly wrong costs more than it saves."""


class Engine:
    """Rules and lexicon, and what a project has taught (`model`: the bytes that `learning` made)."""

    def __init__(self, model: bytes = b"") -> None:
        self._model = load(model) if model else None
        self.origin = origin_of(self._model.version if self._model else "")

    def suggest(self, article: str, text: str, known: Sequence[Referent] = ()) -> Suggested:
        """Return the suggestions for `text`, the canonical text of the article with the id `article`; `known` are
        referents of the project whose names stand in it. The same input gives the same output."""
        tokens = tokens_of(text)
        mentions = rule_mentions(text, tokens, known)
        if self._model is not None:
            mentions = self._model.refine(text, tokens, mentions, known)
        speeches = rule_speeches(text, tokens, mentions)
        if self._model is not None:
            speeches = self._model.judge(text, speeches)
        return self._suggested(article, tokens, mentions, speeches, rule_statements(text, tokens, mentions, speeches))

    def _suggested(
        self,
        article: str,
        tokens: Tokens,
        mentions: Sequence[Mention],
        speeches: Sequence[Speech],
        statements: Sequence[Statement],
    ) -> Suggested:
        quotes = [self._speech(article, speech) for speech in speeches]
        items = [self._mention(article, mention) for mention in mentions] + quotes
        items = [item for item in items if item.score >= _LEAST]
        for statement in statements:
            around = None if statement.quote is None else quotes[statement.quote]
            # a claim in a quote that is too weak to show stands for itself
            quote = around.id if around is not None and around.score >= _LEAST else ""
            items.append(self._statement(article, statement, quote))
        # the same proposal twice is one
        ordered = sorted({item.id: item for item in items}.values(), key=lambda s: (s.start, s.end, s.id))
        words = tuple(Span(t.start, t.end) for sentence in tokens.tokens for t in sentence if t.tag != "CH")
        return Suggested(self.origin, tuple(ordered), words, tokens.lost)

    def _mention(self, article: str, found: Mention) -> Suggestion:
        who = () if found.who is None else (found.who,)
        return self._made(article, "entity", found, (Part("mention", found.span),), who)

    def _speech(self, article: str, found: Speech) -> Suggestion:
        parts = [Part("content", span) for span in found.contents]
        others: tuple[tuple[Role, Span | None], ...] = (
            ("cue", found.cue),
            ("source", found.source),
            ("via", found.via),
        )
        parts += [Part(role, span) for role, span in others if span is not None]
        made = self._made(article, "quote", found, tuple(parts), found.who)
        return made if found.stance == "affirm" else replace(made, attributes=(("stance", found.stance),))

    def _statement(self, article: str, found: Statement, quote: str) -> Suggestion:
        parts = tuple(Part("content", span) for span in found.contents)
        made = self._made(article, "claim", found, parts, found.who)
        return replace(made, quote=quote, attributes=found.attributes, reasons=found.reasons)

    def _made(
        self,
        article: str,
        kind: Kind,
        found: Mention | Speech | Statement,
        parts: tuple[Part, ...],
        who: tuple[Who, ...],
    ) -> Suggestion:
        made = suggestion_id(article, kind, found.label, parts)
        return Suggestion(made, kind, found.label, parts, found.score, found.rule, self.origin, who)


def rule_mentions(text: str, tokens: Tokens, known: Sequence[Referent] = ()) -> list[Mention]:
    """Return the names, dates and amounts that the rules find, with calibrated scores."""
    found = find_mentions(text, tokens, known)
    return [replace(m, score=calibrated("entity", m.rule, m.label, m.score)) for m in found]


def rule_speeches(text: str, tokens: Tokens, mentions: Sequence[Mention]) -> list[Speech]:
    """Return the quotes that the rules find, with calibrated scores."""
    found = find_speeches(text, tokens, mentions, lexicon())
    return [replace(s, score=calibrated("quote", s.rule, s.label, s.score)) for s in found]


def rule_statements(
    text: str, tokens: Tokens, mentions: Sequence[Mention], speeches: Sequence[Speech]
) -> list[Statement]:
    """Return the check-worthy statements that the rules find, with calibrated scores."""
    found = find_statements(text, tokens, mentions, speeches, lexicon())
    return [replace(s, score=calibrated("claim", s.rule, s.label, s.score)) for s in found]


@cache
def lexicon() -> Lexicon:
    """Read the shipped words of speech, once in a process."""
    cues, speakers = (resource(f"lexicon/{name}.toml").read_text("utf-8") for name in ("cues", "speakers"))
    return read_lexicon(cues, speakers)
