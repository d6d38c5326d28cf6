"""Quotes: what somebody said, the words that introduce it, and who said it.

`find_speeches` reads an article sentence by sentence (`reading`), joins what runs on over sentences (`running`), and
says who the speakers are (`speakers`). The rules follow the label scheme's section on quotes; nested quotes are left
to their outer one. Each quote carries the name of its rule and that rule's strength.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader_app.core.lexicon import Lexicon
from reader_app.nlp.mention import Mention, Speech
from reader_app.nlp.quotes.draft import WEAKEST, Draft
from reader_app.nlp.quotes.page import Page
from reader_app.nlp.quotes.reading import read_sentence
from reader_app.nlp.quotes.running import joined
from reader_app.nlp.quotes.speakers import name_speakers
from reader_app.nlp.quotes.turns import find_turns, headline, without_turns
from reader_app.nlp.tokens import Tokens


def find_speeches(text: str, tokens: Tokens, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Speech]:
    """Return the quotes of canonical `text` in order, none inside another one."""
    page = Page(text, tokens, mentions, lexicon)
    title = headline(page)
    readings = [read_sentence(page, one, number) for number, one in enumerate(page.sentences) if one is not title]
    found = joined(page, readings)
    found = without_turns(found, find_turns(page, {draft.sentence for draft in found}))
    drafts = _apart([draft for draft in found if draft.score >= WEAKEST])
    name_speakers(page, drafts)
    return [draft.speech(page) for draft in drafts]


def _apart(drafts: list[Draft]) -> list[Draft]:
    """Return `drafts` in the order of the text; of two that overlap the stronger one."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.contents[0], -d.score)):
        last = kept[-1] if kept else None
        if last is None or last.contents[-1].end <= draft.contents[0].start:
            kept.append(draft)
        elif draft.score > last.score:
            kept[-1] = draft
    return kept
