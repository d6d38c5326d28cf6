"""Annotates the seeds to their gold by keys alone, without suggestions, as somebody at the desk does, and counts every
key press. The annotator knows the gold, but uses only what the window shows: goes on to the next name or speech, looks
whether its ends are right, mends them, and tags."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader_app.core.model import Annotation, Span
from reader_app.core.text import fold
from tests.gui.typist import Typist

GOLD = Path(__file__).parent.parent / "data" / "seeds-gold.jsonl"
LABEL_KEYS = {"PER": "1", "ORG": "2", "LOC": "3"}
_LIMIT = 400


def gold() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def span_of(value: dict[str, Any] | None) -> Span | None:
    return Span(value["start"], value["end"]) if value else None


@dataclass
class Count:
    """Key presses by what they were for, and how many records or parts came of them."""

    keys: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)

    @property
    def records(self) -> int:
        return self.made["entities"] + self.made["quotes"]

    def a_record(self) -> float:
        return sum(self.keys.values()) / self.records


class Annotator:
    """Works on the article that is open, whose gold is `wanted`."""

    def __init__(self, typist: Typist, wanted: dict[str, Any], count: Count) -> None:
        self.t, self.wanted, self.count = typist, wanted, count
        self.names = {Span(e["start"], e["end"]): str(e["label"]) for e in wanted["entities"]}
        self.quotes = {Span(c["start"], c["end"]): quote for quote in wanted["quotes"] for c in quote["contents"]}

    def press(self, what: str, *keys: str) -> None:
        self.t.press(*keys)
        self.count.keys[what] += len(keys)

    # names

    def tag_names(self) -> None:
        """Go from name to name; a name that stands elsewhere too is tagged there at the same time."""
        self.press("entities", "Ctrl+Home")
        for _ in range(_LIMIT):
            if not self.left():
                return
            self.press("entities", "J")
            selected = self.t.window.desk.reader.selected_span()
            assert selected is not None
            meant = next((name for name in self.left() if name.overlaps(selected)), None)
            if meant is None:
                continue  # no name: on to the next
            self.mend(selected, meant)
            self.press("entities", LABEL_KEYS[self.names[meant]])
            if self.others(meant):
                self.tag_everywhere(meant)
        raise AssertionError(f"left: {self.left()}")

    def left(self) -> list[Span]:
        tagged = {e.contents[0] for e in self.t.all("entity")}
        return [name for name in self.names if name not in tagged]

    def mend(self, selected: Span, meant: Span) -> None:
        """Move the ends of the selection, each by words."""
        for _ in range(20):
            if selected == meant:
                return
            if selected.end != meant.end:
                self.press("entities", "." if selected.end < meant.end else ",")
            else:
                self.press("entities", "<" if selected.start > meant.start else ">")
            found = self.t.window.desk.reader.selected_span()
            assert found is not None
            assert found != selected
            selected = found
        raise AssertionError("the ends cannot be mended")

    def others(self, meant: Span) -> list[Span]:
        words = meant.of(self.t.text())
        return [name for name in self.left() if name.of(self.t.text()) == words]

    def tag_everywhere(self, meant: Span) -> None:
        """Look through the places of the same words, tick what is right, and tag it."""
        self.press("entities", "M")
        sheet = self.t.window.desk.same_words
        label = self.names[meant]
        for row, found in enumerate(sheet._found):
            right = self.names.get(found.place.span) == label and found.can_be_tagged
            if right != (row in sheet._ticked):
                while sheet.list.row() != row:
                    self.press("entities", "Down" if sheet.list.row() < row else "Up")
                self.press("entities", "Space")
        self.press("entities", "Enter")

    # quotes

    def tag_quotes(self) -> None:
        self.press("quotes", "Ctrl+Home")
        before: Span | None = None
        for content in sorted(self.quotes):
            self.tag_quote(content, self.quotes[content], before)
            before = content

    def tag_quote(self, content: Span, quote: dict[str, Any], before: Span | None) -> None:
        self.go_to(content, before)
        self.press("quotes", "Q")
        record = self.open_quote()
        for _ in range(40):
            if self.open_quote().contents == (content,):
                break
            now = self.open_quote().contents[0]
            if now.start == content.start and now.end < content.end and not quote["cue"]:
                self.press("quotes", "Q")  # speech that runs on: wider by a sentence
            elif now.covers(content) or now.end != content.end:
                self.press("quotes", "." if now.end < content.end else ",")
            else:
                self.press("quotes", "<" if now.start > content.start else ">")
        assert self.open_quote().contents == (content,), (self.open_quote().contents, content)
        for role, key in (("cue", "V"), ("source", "S")):
            wanted = span_of(quote[role])
            if wanted is None:
                continue
            for _ in range(8):
                self.press(f"{role}s", key)
                if self.open_quote().span(role) == wanted:  # type: ignore[arg-type]
                    break
            assert self.open_quote().span(role) == wanted  # type: ignore[arg-type]
            self.count.made[f"{role}s"] += 1
        while self.open_quote().label != quote["label"]:
            self.press("quotes", "T")
        if self.said_by(quote, before) not in self.open_quote().referents:
            self.press("speakers", "P", "Enter")
        assert self.said_by(quote, before) in self.open_quote().referents
        self.count.made["speakers"] += 1
        assert record.id == self.open_quote().id

    def go_to(self, content: Span, before: Span | None) -> None:
        """Go on to where the quote is: it is what comes next, or the sentence behind the quote before."""
        quote = self.quotes[content]
        if quote["cue"] is None and before is not None:
            self.press("quotes", "Ctrl+Right")
            return
        if quote["nested"]:
            self.select_by_finding(content)
            return
        for _ in range(4):
            self.press("quotes", "F")
            selected = self.t.window.desk.reader.selected_span()
            if selected is not None and selected.overlaps(content):
                return
        raise AssertionError(f"not found: {content}")

    def select_by_finding(self, content: Span) -> None:
        """Find the first letters, without tone marks, and select from there by lines and words."""
        reader = self.t.window.desk.reader
        self.press("quotes", "Ctrl+Home", "/")
        for letter in fold(content.of(self.t.text()))[:20].upper():
            self.press("quotes", "Space" if letter == " " else letter)
            found = reader.selected_span()
            if found is not None and found.start == content.start:
                break
        self.press("quotes", "Esc", "Left")
        assert reader.caret() == content.start
        for key, back in (("Shift+Down", "Shift+Up"), ("Ctrl+Shift+Right", "")):
            while (selected := reader.selected_span()) is None or selected.end < content.end:
                self.press("quotes", key)
            if selected != content:
                self.press("quotes", back)
        assert reader.selected_span() == content

    def open_quote(self) -> Annotation:
        return self.t.session.here.annotation(self.t.window.desk.acts.open_quote)

    def said_by(self, quote: dict[str, Any], before: Span | None) -> str:
        """Return who speaks: whom the name in the source means, else whoever spoke before."""
        head = span_of(quote["source_head"])
        entity = next((e for e in self.t.all("entity") if head is not None and e.contents[0] == head), None)
        if entity is not None:
            return entity.referents[0]
        assert before is not None
        spoken = next(q for q in self.t.all("quote") if q.contents[0] == before)
        return spoken.referents[0]


def annotate(typist: Typist) -> list[Count]:
    """Annotate both seeds, one after the other; return a count for each."""
    counts = []
    for wanted in gold():
        count = Count()
        one = Annotator(typist, wanted, count)
        assert typist.text() == wanted["text"]
        assert typist.session.suggested is None  # nothing is proposed
        one.tag_names()
        one.tag_quotes()
        count.made["entities"] = len(typist.all("entity"))
        count.made["quotes"] = len(typist.all("quote"))
        counts.append(count)
        typist.press("N")
    return counts
