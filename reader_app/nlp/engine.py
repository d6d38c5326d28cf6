"""The engine: everything that is proposed for one article, from its text alone."""

from __future__ import annotations

from collections.abc import Sequence

from reader_app.core.model import Kind, Part, Referent, Span, pairs
from reader_app.core.suggestion import Suggested, Suggestion, Who, suggestion_id
from reader_app.nlp.mention import Mention, Speech, Statement
from reader_app.nlp.tokens import Tokens, tokens_of

VERSION = "reader-app/1"
"""Changes with every change of what is proposed: suggestions are kept by it."""


class Engine:
    """Rules and lexicon, and what a project has taught (`model`: the bytes that `learning` made)."""

    def __init__(self, model: bytes = b"") -> None:
        self.origin = VERSION
        _ = model

    def suggest(self, article: str, text: str, known: Sequence[Referent] = ()) -> Suggested:
        """Return the suggestions for `text`, the canonical text of the article with the id `article`; `known` are
        referents of the project whose names stand in it. The same input gives the same output."""
        tokens = tokens_of(text)
        _ = known
        mentions: list[Mention] = []
        speeches: list[Speech] = []
        statements: list[Statement] = []
        return self._suggested(article, tokens, mentions, speeches, statements)

    def _suggested(
        self,
        article: str,
        tokens: Tokens,
        mentions: Sequence[Mention],
        speeches: Sequence[Speech],
        statements: Sequence[Statement],
    ) -> Suggested:
        items: list[Suggestion] = []

        def add(
            kind: Kind, found: Mention | Speech | Statement, parts: list[Part], who: tuple[Who, ...], **more: object
        ) -> str:
            made = suggestion_id(article, kind, found.label, tuple(parts))
            items.append(
                Suggestion(made, kind, found.label, tuple(parts), found.score, found.rule, self.origin, who, **more)  # type: ignore[arg-type]
            )
            return made

        for mention in mentions:
            add("entity", mention, [Part("mention", mention.span)], (mention.who,) if mention.who else ())
        quotes = []
        for speech in speeches:
            parts = [Part("content", span) for span in speech.contents]
            for role, span in (("cue", speech.cue), ("source", speech.source), ("via", speech.via)):
                if span is not None:
                    parts.append(Part(role, span))  # type: ignore[arg-type]
            attributes = pairs({"stance": speech.stance}) if speech.stance != "affirm" else ()
            quotes.append(add("quote", speech, parts, speech.who, attributes=attributes))
        for statement in statements:
            parts = [Part("content", span) for span in statement.contents]
            quote = "" if statement.quote is None else quotes[statement.quote]
            add(
                "claim", statement, parts, statement.who,
                quote=quote, attributes=pairs(statement.attributes), reasons=statement.reasons,
            )  # fmt: skip
        items.sort(key=lambda s: (s.start, s.end, s.id))
        words = tuple(
            sorted(
                Span(token.start, token.end) for sentence in tokens.tokens for token in sentence if token.tag != "CH"
            )
        )
        return Suggested(self.origin, tuple(items), words, tokens.lost)
