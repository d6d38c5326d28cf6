"""How many keys it takes to annotate the seeds to their gold, without suggestions: counted, key by key."""

from __future__ import annotations

from tests.gui.keystrokes import annotate, gold
from tests.gui.typist import Typist

MOST = 6
"""Keys a record, speakers, cues and sources included."""


def test_both_seeds_take_few_keys_a_record(typist: Typist) -> None:
    t = typist
    pressed = t.pressed
    counts = annotate(t)
    assert sum(sum(count.keys.values()) for count in counts) + len(counts) == t.pressed - pressed  # and N, to submit
    assert sum(count.records for count in counts) == 81
    for count in counts:
        assert count.a_record() < MOST
        for part in ("cues", "sources", "speakers"):
            assert count.made[part]

    # what came of it is the gold, all of it and nothing else
    for wanted in gold():
        sheet = t.session.store.sheet(next(
            a for a in t.session.store.article_ids()
            if t.session.store.sheet(a).article.text == wanted["text"]
        ))  # fmt: skip
        own = list(sheet.own("lan"))
        names = {(e.label, e.start, e.end) for e in own if e.kind == "entity"}
        assert names == {(e["label"], e["start"], e["end"]) for e in wanted["entities"]}
        spoken = {
            (q.label, q.contents[0].start, q.contents[0].end,
             *((s.start, s.end) if (s := q.span(role)) else None for role in ("cue", "source")))  # type: ignore[arg-type]
            for q in own if q.kind == "quote"
        }  # fmt: skip
        assert spoken == {
            (q["label"], q["contents"][0]["start"], q["contents"][0]["end"],
             *((q[role]["start"], q[role]["end"]) if q[role] else None for role in ("cue", "source")))
            for q in wanted["quotes"]
        }  # fmt: skip
        assert all(q.referents for q in own if q.kind == "quote")
