"""How many labels somebody has set today, of which the list tells."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from reader_app.core.same_words import EXACT
from reader_app.session import Session
from tests.session.looking import span
from tests.session.proposing import ABE, give, name


def _made(session: Session, author: str = "lan") -> int:
    return session.store.made_since(author, datetime.now(UTC) - timedelta(hours=1))


def test_what_is_made_by_hand_accepted_or_tagged_everywhere_counts_until_it_is_taken_back(lan: Session) -> None:
    assert _made(lan) == 0
    quote = lan.quote(span(lan, "cần phải củng cố bầu không khí tin tưởng lẫn nhau"))
    lan.set_part(quote, "cue", span(lan, "cho rằng"))
    assert _made(lan) == 1, "a part, a note or a person is no new label"
    first, *others = (name(lan, span(lan, "Abe", nth), ABE) for nth in range(4))
    give(lan, first, *others)
    lan.accept(first.id)
    assert _made(lan) == 2
    lan.accept_all([one.id for one in others])
    assert _made(lan) == 5
    nga = lan.tag(span(lan, "Nga"), "LOC")
    count = lan.tag_same(
        nga, [(one.article, one.place.span) for one in lan.same_words(nga, EXACT) if one.can_be_tagged]
    )
    assert count
    assert _made(lan) == 6 + count
    lan.undo()
    assert _made(lan) == 6
    lan.redo()
    assert _made(lan) == 6 + count
    assert _made(lan, "mai") == 0
    assert lan.store.made_since("lan", datetime.now(UTC) + timedelta(hours=1)) == 0
