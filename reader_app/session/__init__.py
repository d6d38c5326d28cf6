"""One person's work on one project: every act is checked, saved, and only then shown.

Methods that edit build a step, save it in one transaction and move `sheet` on; they return the id of the record that
they are about ("" for none). They raise ReaderError, with nothing changed, where a rule, another window or the disk is
against it.
"""

from __future__ import annotations

from dataclasses import replace

from reader_app.core import edits
from reader_app.core.candidates import cues_near, quote_contents, sources_near
from reader_app.core.caret import moved_end, moved_start
from reader_app.core.errors import Problem, RuleBroken
from reader_app.core.model import Annotation, Kind, Role, Span
from reader_app.core.spans import sentence_at, trim_marks
from reader_app.session.links import Linking
from reader_app.session.people import Registering
from reader_app.session.same_words import Everywhere, Found
from reader_app.session.spans import Shaping
from reader_app.session.suggesting import Request

__all__ = ["Found", "Request", "Session"]


class Session(Linking, Registering, Everywhere, Shaping):
    """What `author` does with the records of the open article."""

    # tagging

    def tag(self, span: Span, label: str) -> str:
        """Tag the words of `span` as an entity with `label`; what is tagged there already gets that label."""
        clipped = self._clean(span, "entity")
        edit = self._edit(self._named(clipped, label))
        entity = edits.tag_entity(edit, clipped, label)
        self._close(edit, "tag", label)
        return entity.id

    def relabel(self, record_id: str, label: str) -> str:
        old = self.here.annotation(record_id)
        edit = self._edit(self._named(old.contents[0], label) if old.kind == "entity" else ())
        edits.relabel(edit, record_id, label)
        self._close(edit, "relabel", label)
        return record_id

    def quote(self, span: Span) -> str:
        """Make a quote of `span`; the quote that has exactly that content already is returned instead."""
        return self._content("quote", self._clean(span, "quote"))

    def claim(self, span: Span) -> str:
        """Make a claim of `span`; the claim that has exactly that content already is returned instead."""
        return self._content("claim", self._clean(span, "claim"))

    def _content(self, kind: Kind, span: Span) -> str:
        if known := next((a for a in self.mine(kind) if a.contents == (span,)), None):
            return known.id
        edit = self._edit()
        record = edits.new_annotation(edit, kind, self.scheme.kind(kind).default, [span])
        edit.put(record)
        self._close(edit, kind)
        return record.id

    def quote_at(self, position: int) -> str:
        """Make a quote of what stands between the marks around `position`, else of the clause after the cue."""
        wider = quote_contents(self.text, position, self.lexicon)
        if not wider:
            raise RuleBroken([Problem("nothing-selected", "")])
        return self.quote(wider[0])

    def widen(self, record_id: str, position: int) -> str:
        """Give the quote the next wider content around `position`: outer marks, clause, sentence, paragraph."""
        edit = self._edit()
        old = edit.annotation(record_id)
        around = Span(old.start, old.end)
        wider = quote_contents(self.text, position, self.lexicon)
        span = next((s for s in wider if s.covers(around) and s != around), None)
        if span is None:
            raise RuleBroken([Problem("no-wider", record_id)])
        edit.put(old.with_contents([span]))
        self._close(edit, "boundary")
        return record_id

    def claim_at(self, position: int) -> str:
        """Make a claim of the sentence around `position`; inside a quote, of what of it is said there."""
        sentence = sentence_at(self.text, position)
        if sentence is None:
            raise RuleBroken([Problem("nothing-selected", "")])
        said = [c for q in self.mine("quote") for c in q.contents if position in c and c.overlaps(sentence)]
        for content in sorted(said, key=lambda c: c.end - c.start, reverse=True):
            sentence = Span(max(sentence.start, content.start), min(sentence.end, content.end))
        return self.claim(sentence)

    def add_content(self, record_id: str, span: Span) -> str:
        """Add `span` to a quote or claim as a further content part."""
        edit = self._edit()
        old = edit.annotation(record_id)
        clipped = self._clean(span, old.kind)
        if any(clipped.overlaps(content) for content in old.contents):
            raise RuleBroken([Problem("parts-overlap", record_id)])
        edit.put(old.with_contents([*old.contents, clipped]))
        self._close(edit, "add-content")
        return record_id

    def set_part(self, record_id: str, role: Role, span: Span | None) -> str:
        """Set the cue, source or via of a record, or take it away (None)."""
        edit = self._edit()
        edits.set_part(edit, record_id, role, None if span is None else self._clean(span, "entity"))
        self._close(edit, "set-part" if span else "clear-part", role)
        return record_id

    def next_part(self, record_id: str, role: Role) -> str:
        """Set the cue, source or via to the nearest candidate; where it is one already, to the next."""
        found = self.candidates(record_id, role)
        if not found:
            raise RuleBroken([Problem("no-candidate", record_id, {"role": role})])
        now = self.here.annotation(record_id).span(role)
        following = found[(found.index(now) + 1) % len(found)] if now in found else found[0]
        return self.set_part(record_id, role, following)

    def candidates(self, record_id: str, role: Role) -> list[Span]:
        """Return what may be the cue, source or via of a record, the likeliest first: what the engine says of the same
        words before what stands near."""
        record = self.here.annotation(record_id)
        return list(dict.fromkeys([*self._proposed(record, role), *self._near(record, role)]))

    def _near(self, record: Annotation, role: Role) -> list[Span]:
        content = record.contents[0]
        if role == "cue":
            return cues_near(self.text, content, self.lexicon)
        entities = self.mine("entity")
        if role == "via":
            entities = [e for e in entities if e.label == "ORG"]
        found = sources_near(self.text, content, record.span("cue"), self.lexicon, entities)
        if role == "via":
            source = record.span("source")
            return [s for s in found if source is None or not source.overlaps(s)]
        return found

    def moved(self, span: Span, edge: str, step: int, *, by_character: bool = False, kind: Kind) -> Span:
        """Return `span` with its `edge` ("start" or "end") moved on (1) or back (-1) by a word (a Vietnamese one once
        they are known) or a character; the same at the limit. The content of a quote or claim ends with no half of a
        pair of marks: there it goes on to what is behind."""
        move = moved_end if edge == "end" else moved_start
        reached = span
        while True:
            further = move(self.text, reached, step, self.words, by_character=by_character)
            moved = further if kind == "entity" else trim_marks(self.text, further)
            if moved != span or further == reached:
                return moved
            reached = further

    # fields

    def next_label(self, record_id: str) -> str:
        """Give a quote or claim the next of its types."""
        record = self.here.annotation(record_id)
        labels = [label.id for label in self.scheme.labels_of(record.kind)]
        at = labels.index(record.label) if record.label in labels else -1
        return self.relabel(record_id, labels[(at + 1) % len(labels)])

    def next_value(self, record_id: str, name: str) -> str:
        """Give an attribute the next of its values."""
        record = self.here.annotation(record_id)
        attribute = self.scheme.attribute(record.kind, name)
        if attribute is None:
            raise RuleBroken([Problem("unknown-attribute", record_id, {"kind": record.kind, "name": name})])
        values = attribute.value_ids
        at = values.index(record.attribute(name, attribute.default))
        return self.set_attribute(record_id, name, values[(at + 1) % len(values)])

    def set_attribute(self, record_id: str, name: str, value: str) -> str:
        edit = self._edit()
        edits.set_attribute(edit, record_id, name, value)
        self._close(edit, "attribute", name)
        return record_id

    def set_note(self, record_id: str, note: str) -> str:
        edit = self._edit()
        edit.put(replace(edit.annotation(record_id), note=note.strip()))
        self._close(edit, "note")
        return record_id

    def set_statement(self, record_id: str, statement: str) -> str:
        """Set a claim's statement: the claim rewritten so that it stands alone; "" takes it away."""
        edit = self._edit()
        words = " ".join(statement.split())
        old = edit.annotation(record_id)
        touched = old.with_touched("statement") if words else old.without_touched("statement")
        edit.put(replace(touched, statement=words))
        self._close(edit, "statement")
        return record_id

    def set_unsure(self, record_id: str, unsure: bool) -> str:  # noqa: FBT001  a flag's value is what it is about
        edit = self._edit()
        old = edit.annotation(record_id)
        edit.put(old.with_touched("unsure") if unsure else old.without_touched("unsure"))
        self._close(edit, "unsure")
        return record_id

    def set_quote(self, record_id: str, quote: str) -> str:
        """Say which of the author's quotes a claim stands in ("" for none)."""
        if quote and quote not in {q.id for q in self.mine("quote")}:
            raise RuleBroken([Problem("no-quote", record_id, {"quote": quote})])
        edit = self._edit()
        edit.put(replace(edit.annotation(record_id), quote=quote).with_touched("quote"))
        self._close(edit, "claim-quote")
        return record_id

    def remove(self, record_id: str) -> None:
        """Remove a record, with its links and verdicts."""
        edit = self._edit()
        kind = edit.annotation(record_id).kind
        edits.remove(edit, record_id)
        self._close(edit, "remove", kind)

    def change_article(self, **fields: str) -> None:
        """Change what is known about the article: title, date, outlet, url, byline."""
        edit = self._edit()
        edits.change_article(edit, **fields)
        self._close(edit, "article")
