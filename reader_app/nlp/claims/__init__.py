"""Claims: statements that could be checked, with the reason in codes.

What makes one worth checking are figures, comparisons, dated events, causes, predictions, commitments, denials and
accusations (ClaimBuster's "check-worthy factual sentence", Arslan et al. 2020; the labels are those of SCHEME). A claim
is one proposition; in reported speech it is the thing said, and who said it claims it.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader_app.core.lexicon import Lexicon
from reader_app.core.model import Span
from reader_app.nlp.claims.clauses import Clause, Text, clauses
from reader_app.nlp.claims.evidence import Evidence, Mentioned, evidence_in
from reader_app.nlp.claims.words import claim_words
from reader_app.nlp.mention import Mention, Speech, Statement
from reader_app.nlp.tokens import Tokens

__all__ = ["find_statements"]

_LEAST = 0.4
"""Weaker statements are not proposed: not every sentence is a claim."""


def find_statements(
    text: str, tokens: Tokens, mentions: Sequence[Mention], speeches: Sequence[Speech], lexicon: Lexicon
) -> list[Statement]:
    """Return the check-worthy statements of `text` in its order, not overlapping."""
    words = claim_words()
    found = words.find(text, {(token.start, token.end) for row in tokens.tokens for token in row})
    mentioned = Mentioned(mentions)
    made = []
    seen = Text.of(text, tokens, found)
    for clause in clauses(seen, tokens.sentences, speeches):
        speech = None if clause.speech is None else speeches[clause.speech]
        evidence = evidence_in(seen, clause, speech, mentioned, words.weights)
        if evidence is not None and evidence.score >= _LEAST:
            made.append(_statement(text, clause, speech, evidence, lexicon))
    made.sort(key=lambda s: (s.contents[0].start, -s.contents[0].end))
    return _apart(made)


def _statement(text: str, clause: Clause, speech: Speech | None, evidence: Evidence, lexicon: Lexicon) -> Statement:
    denies = speech is not None and speech.stance == "refute"
    certainty = "certain"
    if any(lexicon.unsure.find(text, clause.span)):
        certainty = "possible"
    elif evidence.probable:
        certainty = "probable"
    values = {"check_worthiness": evidence.worth, "stance": "refute" if denies else "affirm", "certainty": certainty}
    return Statement(
        evidence.label,
        (clause.span,),
        evidence.score,
        evidence.reasons[0],
        clause.speech,
        speech.who if speech else (),
        evidence.reasons,
        tuple(sorted((name, value) for name, value in values.items() if value not in ("affirm", "certain"))),
    )


def _apart(statements: list[Statement]) -> list[Statement]:
    kept: list[Statement] = []
    last: Span | None = None
    for statement in statements:
        if last is None or not last.overlaps(statement.contents[0]):
            kept.append(statement)
            last = statement.contents[0]
    return kept
