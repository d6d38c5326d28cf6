"""Who speaks: the names inside a source, and the person whom a pronoun or a bare title stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from reader_app.core.suggestion import Who
from reader_app.nlp.quotes.draft import Draft
from reader_app.nlp.quotes.nominals import Nominal
from reader_app.nlp.quotes.page import Page

_MEN = frozenset("ông anh chú cậu ngài cụ thầy".split())
_WOMEN = frozenset("bà chị cô dì mợ".split())
_SEVERAL = frozenset(["họ", "chúng tôi", "tôi", "mình", "nó"])
_NEAR = 4
"""Sentences: a pronoun farther from the last speaker than that may mean somebody else."""
_RECENT = 12
"""Persons named before a pronoun that are looked at."""


class _Person(NamedTuple):
    """A mention of a person: the place of its atom, who it is."""

    place: int
    who: Who


class Cast:
    """The persons of an article with their forms of address and titles."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.people = [
            _Person(i, atom.mention.who)
            for i, atom in enumerate(page.atoms)
            if atom.tag == "PER" and atom.mention is not None and atom.mention.who is not None
        ]
        self._places = [person.place for person in self.people]
        self.gender: dict[str, str] = {}
        self.titled: dict[str, list[_Person]] = {}
        for person in self.people:
            self._learn(person)

    def _learn(self, person: _Person) -> None:
        page, name = self.page, person.who.name
        syllables = page.word(person.place).split()[1:-1]
        if gender := _gender(page.word(person.place - 1)):
            self.gender[name] = gender
        elif "thị" in syllables or "văn" in syllables:
            self.gender.setdefault(name, "f" if "thị" in syllables else "m")
        for i in range(max(0, person.place - 8), person.place):
            end = page.at(i, page.lexicon.title)
            if end > i and all(page.tag(j) not in ("CH", "V", "E", "C", "PER") for j in range(end, person.place)):
                self.titled.setdefault(page.words(i, end), []).append(person)
                break

    def resolve(self, draft: Draft, last: Draft | None) -> tuple[Who, ...]:
        """Return who speaks in `draft`; `last` is the quote before it. () where it is not clear."""
        source = draft.source
        if source is None:
            return ()
        named = self._named(source)
        if named or source.kind not in ("pronoun", "title") or self.page.word(source.first) in _SEVERAL:
            return named
        found = self._by_title(source) if source.kind == "title" else self._by_pronoun(source, draft, last)
        return (found,) if found else ()

    def _named(self, source: Nominal) -> tuple[Who, ...]:
        page = self.page
        tags = [page.tag(i) for i in range(source.first, source.last)]
        wanted = {"person": ("PER",), "org": ("ORG",) if "ORG" in tags else ("LOC",), "place": ("LOC",)}
        names: list[Who] = []
        for i in range(source.first, source.last):
            mention = page.atoms[i].mention
            if page.tag(i) not in wanted.get(source.kind, ()) or mention is None or mention.who is None:
                continue
            belongs = i > source.first and page.word(i - 1) in ("của", "với", "cho", "thuộc", "từ")
            if not belongs and mention.who not in names:
                names.append(mention.who)
        if any(page.word(i) == "và" for i in range(source.first, source.last)):
            return tuple(names)
        return tuple(names[-1:] if source.kind == "person" else names[:1])

    def _by_title(self, source: Nominal) -> Who | None:
        """Return the last person before `source` who bears its title in this article; the only one, where a place or
        body stands beside the title."""
        page = self.page
        end = max(page.at(source.first, page.lexicon.title), source.first + 1)
        bearers = self.titled.get(page.words(source.first, end), [])
        rest = page.text[page.atoms[end - 1].end : page.atoms[source.last - 1].end]
        if any(c.isupper() for c in rest):
            return bearers[0].who if bearers and bearers[0].who == bearers[-1].who else None
        before = bearers[: bisect_left(bearers, (source.first,))]
        return before[-1].who if before else bearers[0].who if bearers else None

    def _by_pronoun(self, source: Nominal, draft: Draft, last: Draft | None) -> Who | None:
        wanted = _gender(self.page.word(source.first))
        if here := self._in_sentence(source, draft, wanted):
            return here
        near = last is not None and draft.sentence - last.sentence <= _NEAR
        if last is not None and near:
            if not last.who:
                return None  # somebody without a name
            if self._fits(last.who[0], wanted) and len(last.who) == 1 and last.who[0].label == "PER":
                return self._newer(last, source, wanted) or last.who[0]
        before = [person for person in self._before(source.first) if self._fits(person.who, wanted)]
        if not before:
            return None
        return before[-1].who if before[-1].place >= self.page.sentences[max(0, draft.sentence - _NEAR)].first else None

    def _before(self, place: int) -> list[_Person]:
        end = bisect_left(self._places, place)
        return self.people[max(0, end - _RECENT) : end]

    def _in_sentence(self, source: Nominal, draft: Draft, wanted: str) -> Who | None:
        """Return the person who is the subject of an earlier clause of the same sentence."""
        page = self.page
        sentence = page.sentences[draft.sentence]
        if not sentence.first <= source.first < sentence.last:
            return None
        for person in self._before(source.first):
            if sentence.first <= person.place < sentence.first + 12 and self._fits(person.who, wanted):
                lead = {page.tag(i) for i in range(sentence.first, person.place)}
                if not lead & {"V", "E"}:
                    return person.who
        return None

    def _newer(self, last: Draft, source: Nominal, wanted: str) -> Who | None:
        """Return somebody else who fits and with whom a sentence since `last` began."""
        page, reached = self.page, max(span.end for span in last.contents)
        heads = [s.first for s in page.sentences[last.sentence : last.sentence + _NEAR + 1]]
        for person in reversed(self._before(source.first)):
            if page.atoms[person.place].start <= reached:
                break
            opens = any(first <= person.place < first + 5 for first in heads)
            if opens and person.who != last.who[0] and self._fits(person.who, wanted):
                return person.who
        return None

    def _fits(self, who: Who, wanted: str) -> bool:
        return not wanted or self.gender.get(who.name, wanted) == wanted


def _gender(address: str) -> str:
    return "m" if address in _MEN else "f" if address in _WOMEN else ""


def name_speakers(page: Page, drafts: Iterable[Draft]) -> None:
    """Set `who` of all drafts, in the order of the text."""
    cast = Cast(page)
    last: Draft | None = None
    for draft in drafts:
        draft.who = cast.resolve(draft, last)
        if draft.who or (draft.source is not None and draft.source.kind == "unnamed"):
            last = draft
