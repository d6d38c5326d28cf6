"""Where records begin and end, what they are made of, and what is left to tag after a place."""

from __future__ import annotations

from dataclasses import replace

from reader_app.core import edits
from reader_app.core.edits import clean
from reader_app.core.errors import Problem, RuleBroken
from reader_app.core.model import Annotation, Kind, Referent, Span
from reader_app.core.naming import NAMED
from reader_app.core.spans import trim_marks
from reader_app.session.suggesting import Suggesting

# what the acts below need is imported in them: the way to the first window does without it


class Shaping(Suggesting):
    """What `author` does to the ends and the parts of records on the open article."""

    def _named(self, span: Span, label: str) -> list[Referent]:
        return self.store.find_name(" ".join(span.of(self.text).split())) if label in NAMED else []

    def _clean(self, span: Span, kind: Kind) -> Span:
        clipped = clean(self.text, span, kind)
        if clipped is None:
            raise RuleBroken([Problem("nothing-selected", "")])
        return clipped

    # ends

    def with_end_at(self, span: Span, edge: str, position: int, *, by_character: bool = False) -> Span:
        """Return `span` with its `edge` ("start" or "end") at the end of a word nearest to `position`, or at the
        character there. The content of a quote or claim loses halves of pairs of marks."""
        from reader_app.core import ends

        move = ends.with_end_at if edge == "end" else ends.with_start_at
        moved = move(self.text, span, position, self.words, by_character=by_character)
        is_content = any(one.kind != "entity" and span in one.contents for one in self.here.own(self.author))
        return trim_marks(self.text, moved) if is_content else moved

    def set_span(self, record_id: str, span: Span, new: Span) -> str:
        """Let the record's part `span` stand at `new`."""
        if new == span:  # else an entity would be given the referent that its name proposes
            return record_id
        old = self.here.annotation(record_id)
        edit = self._edit(self._named(new, old.label) if old.kind == "entity" else ())
        edit.annotation(record_id)
        moved = next((p for p in old.parts if p.span == span), None)
        if moved is None:
            raise RuleBroken([Problem("nothing-chosen", "")])
        parts = tuple(replace(p, span=new) if p is moved else p for p in old.parts)
        contents = [p.span for p in parts if p.role in ("mention", "content")]
        if any(n != m and a.overlaps(b) for n, a in enumerate(contents) for m, b in enumerate(contents)):
            raise RuleBroken([Problem("parts-overlap", record_id)])
        edits.put_moved(edit, replace(old, parts=parts))
        self._close(edit, "boundary")
        return record_id

    # parts

    def split(self, record_id: str, position: int, cut: Span | None = None) -> str:
        """Take `cut` out of the contents of a quote or claim, or split the content around `position` there."""
        from reader_app.core import splitting

        edit = self._edit()
        splitting.split(edit, record_id, position, cut)
        self._close(edit, "split")
        return record_id

    def join_parts(self, record_id: str, position: int) -> str:
        """Make the content around or before `position` and the next one a single one."""
        from reader_app.core import splitting

        edit = self._edit()
        splitting.join_parts(edit, record_id, position)
        self._close(edit, "join-parts")
        return record_id

    def take_in_next(self, record_id: str) -> str:
        """Make one record of a quote (claim) and the next of its kind in the text; the first keeps its id, the links
        of both are its links."""
        from reader_app.core import splitting

        record = self.here.annotation(record_id)
        following = [one for one in self.mine(record.kind) if (one.start, one.id) > (record.start, record.id)]
        if not following:
            raise RuleBroken([Problem("none-follows", record_id)])
        edit = self._edit()
        splitting.take_in(edit, record_id, following[0].id)
        self._close(edit, "join")
        return record_id

    def turn(self, record_id: str) -> str:
        """Make a claim of a quote, or a quote of a claim; it stays the same record."""
        from reader_app.core import splitting

        edit = self._edit()
        turned = splitting.turn(edit, record_id)
        self._close(edit, "turn", turned.kind)
        return record_id

    # what is left

    def next_name(self, position: int) -> Span | None:
        """Return the first name at or behind `position` that is not tagged, going on from the start of the text; None
        where all are."""
        from reader_app.core.untagged import next_name

        entities = self.mine("entity")
        tagged = [entity.contents[0] for entity in entities]
        known = {span.of(self.text) for span in tagged}
        found = next_name(self.text, position, tagged, known, self.lexicon)
        return found or (next_name(self.text, 0, tagged, known, self.lexicon) if position else None)

    def next_speech(self, position: int) -> Span | None:
        """Return the first quotation or reported clause at or behind `position` that is no quote, going on from the
        start of the text; None where all are."""
        from reader_app.core.untagged import next_speech

        tagged = [span for quote in self.mine("quote") for span in quote.contents]
        found = next_speech(self.text, position, tagged, self.lexicon)
        return found or (next_speech(self.text, 0, tagged, self.lexicon) if position else None)

    def parts_of(self, record: Annotation) -> list[Span]:
        """Return the spans of `record` in the order of the text."""
        return sorted(part.span for part in record.parts)
