"""The register of people, organisations, places and documents: who becomes one with whom, and who is meant here."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from reader_app.core.change import Change
from reader_app.core.errors import Problem, RuleBroken, StaleEdit
from reader_app.core.lexicon import Lexicon, Phrases
from reader_app.core.model import Annotation, Referent, Span
from reader_app.core.naming import known_name, short_name
from reader_app.core.scheme import Scheme

_WIKIDATA = r"(?:https?://www\.wikidata\.org/(?:wiki|entity)/)?(Q[1-9][0-9]*)/?"

_FORM = 40
"""Code points of the longest title before a name."""

_BACK = 60
"""So many mentions back somebody may have been named who is meant now."""

FIELDS = ("label", "name", "aliases", "role", "wikidata", "note")
"""What a person may set of a referent."""


def changed(old: Referent, scheme: Scheme, **fields: str) -> Referent:
    """Return `old` with other fields, as they were written: aliases with semicolons between them, a Wikidata id with
    or without its address. RuleBroken for a label that there is not or an id that is none."""
    values: dict[str, str | tuple[str, ...]] = {}
    for name, words in fields.items():
        if name not in FIELDS:
            raise ValueError(f"no field {name}")
        plain = words.strip() if name == "note" else " ".join(words.split())
        values[name] = tuple(" ".join(one.split()) for one in words.split(";")) if name == "aliases" else plain
    if (wikidata := values.get("wikidata")) and isinstance(wikidata, str):
        found = re.fullmatch(_WIKIDATA, wikidata)
        if found is None:
            raise RuleBroken([Problem("bad-wikidata", old.id, {"value": wikidata})])
        values["wikidata"] = found[1]
    if "label" in values and scheme.label("entity", str(values["label"])) is None:
        raise RuleBroken([Problem("unknown-label", old.id, {"kind": "entity", "label": str(values["label"])})])
    new = replace(old, **values)  # type: ignore[arg-type]
    return replace(new, aliases=_aliases(new.name, new.aliases))


def merge(one: Referent, into: Referent) -> tuple[Change, ...]:
    """Return the changes by which `one` turns out to be `into`, which takes over its names and whatever of it was not
    known yet. Records that name `one` go on naming it, so that both come back exactly.

    RuleBroken where it is the same, where the labels differ (one of the two is wrong, and a person must say which) or
    where they are two in Wikidata.
    """
    if one.merged_into or into.merged_into:
        raise StaleEdit(one.id if one.merged_into else into.id)
    if one.id == into.id:
        raise RuleBroken([Problem("merge-itself", one.id)])
    names = {"one": called(one), "other": called(into)}
    if one.label != into.label:
        raise RuleBroken([Problem("merge-labels", one.id, {**names, "label": one.label, "into": into.label})])
    if one.wikidata and into.wikidata and one.wikidata != into.wikidata:
        raise RuleBroken([Problem("merge-wikidata", one.id, names)])
    kept = replace(
        into,
        name=into.name or one.name,
        role=into.role or one.role,
        wikidata=into.wikidata or one.wikidata,
        note="\n".join(dict.fromkeys(filter(None, (into.note, one.note)))),
    )
    kept = replace(kept, aliases=_aliases(kept.name, (*into.aliases, one.name, *one.aliases)))
    gone = Change(one, replace(one, merged_into=into.id))
    return (gone,) if kept == into else (Change(into, kept), gone)


def separate(one: Referent, chain: Sequence[Referent]) -> tuple[Change, ...]:
    """Return the changes by which `one`, merged before, is somebody of its own again. `chain` are those that it was
    merged into, one into the next: they give its names back."""
    if not one.merged_into:
        raise StaleEdit(one.id)
    changes = [Change(one, replace(one, merged_into=""))]
    for target in chain:
        left = tuple(alias for alias in target.aliases if not known_name(alias, one))
        if left != target.aliases:
            changes.append(Change(target, replace(target, aliases=left)))
    return tuple(changes)


def called(referent: Referent) -> str:
    """Return what `referent` goes by: its name, for one without a name its role."""
    return referent.name or referent.role


def _aliases(name: str, aliases: Iterable[str]) -> tuple[str, ...]:
    """Return `aliases` without those that say `name` or each other again."""
    found = {name.casefold(): ""}
    for alias in aliases:
        if alias:
            found.setdefault(alias.casefold(), alias)
    return tuple(filter(None, found.values()))


# who is meant


def proposals(
    text: str,
    record: Annotation,
    own: Sequence[Annotation],
    referent: Callable[[str], Referent | None],
    lexicon: Lexicon,
    register: Sequence[Referent],
) -> list[Referent]:
    """Return who may be meant by an entity, speak in a quote or make a claim, the likeliest first.

    First whom the entities inside the source mean, then whose name or alias the words are (in the article, else among
    `register`), then whose role they are, then before whose name the same title stands, then who was named before, the
    last one first, and at the very end the country or house of somebody who is called by the office. `own` are the
    author's annotations in the order of the text; `referent` finds the one that an id stands for now.
    """
    words_at = record.span("source") if record.kind != "entity" else record.contents[0]
    here = list(_referents((name for a in own if a.id != record.id for name in a.referents), referent))
    found: list[Referent] = []
    housed: list[Referent] = []
    if words_at is not None and record.kind != "entity":
        inside = _entities_in(words_at, own)
        inside.sort(key=lambda a: a.label != "PER")
        whom = _referents((name for a in inside for name in a.referents), referent)
        if len(inside) == 1 and speaker_inside(text, words_at, inside, lexicon) is None:
            housed += whom
        else:
            found += whom
    if words_at is not None:
        name, words = "" if housed else bare_name(text, words_at, lexicon), " ".join(words_at.of(text).split())
        for known in (here, register):
            found += [r for r in known if any(known_name(one, r) for one in (name, words) if one)]
        found += [r for r in here if name and short_name(name, r)]
        found += [r for r in here if r.role and _begins(r.role, words)]
    if record.kind == "entity" or (words_at is not None and is_unnamed(text, words_at, lexicon)):
        return list({r.id: r for r in (*found, *housed)}.values())
    before = own[: _place(own, (words_at or record.contents[0]).start)]
    quotes = (a for a in reversed(before) if a.kind == "quote" and a.id != record.id and a.referents)
    spoke = next((a.referents for a in quotes), ())
    people = list(islice((a for a in reversed(before) if a.kind == "entity" and a.label == "PER"), _BACK))
    if words_at is not None:
        people = _by_address(text, words_at, people, lexicon)
    named = [name for a in people for name in a.referents]
    # speech that runs on is still his who spoke; *ông* is the one who was named last
    rest = (*spoke, *named) if words_at is None else (*named, *spoke)
    found += (*_referents(rest, referent), *housed)
    return list({r.id: r for r in found}.values())


def speaker_inside(text: str, source: Span, inside: Sequence[Annotation], lexicon: Lexicon) -> Annotation | None:
    """Return the one of the entities `inside` a source that speaks: its person, else its only entity. None where it
    could be two, and for the country or house of somebody who is called by the office: *Tổng thống Nga*."""
    people = [a for a in inside if a.label == "PER"] or list(inside)
    if len(people) != 1:
        return None
    office = lexicon.title.at(text, source.start)
    is_place = people[0].label != "PER" and office is not None and people[0].start >= office.end
    return None if is_place else people[0]


def _by_address(text: str, source: Span, people: Sequence[Annotation], lexicon: Lexicon) -> list[Annotation]:
    """Return mentions of people, the last one first, in the order in which a source without a name may mean them: those
    before whose name the words of the source stand, then those with its title; of those who were called *bà* or *ông*
    the others last."""
    words = source.of(text).casefold()
    titles, forms = (
        {a.id: _address(text, a.start, known) for a in people} for known in (lexicon.title, lexicon.honorific)
    )
    title, form = (_first(text, source, known) for known in (lexicon.title, lexicon.honorific))
    addressed = {r for a in people if form and forms[a.id] == form for r in a.referents}

    def rank(mention: Annotation) -> int:
        before = text[max(0, mention.start - len(words) - 2) : mention.start].rstrip().casefold()
        if title and title != words and (before == words or before.endswith(f" {words}")):
            return 0
        if title and titles[mention.id] == title:
            return 1
        return 3 if form and forms[mention.id] and not addressed.intersection(mention.referents) else 2

    return sorted(people, key=rank)


def _first(text: str, span: Span, forms: Phrases) -> str:
    """Return the title or form of address that `span` begins with, "" for none."""
    at = forms.at(text, span.start)
    return at.of(text).casefold() if at is not None and at.end <= span.end else ""


def _address(text: str, position: int, forms: Phrases) -> str:
    """Return the title or form of address that stands before `position`, "" for none."""
    if not position:
        return ""
    before = list(forms.find(text, Span(max(0, position - _FORM), position)))
    last = before[-1] if before else None
    # a country or a house may stand between: *Tổng thống Nga Vladimir Putin*
    if last is None or not all(word[0].isupper() and word.isalpha() for word in text[last.end : position].split()):
        return ""
    return last.of(text).casefold()


def new_speaker(text: str, record: Annotation, own: Sequence[Annotation], lexicon: Lexicon) -> tuple[str, str]:
    """Return the name and the role of somebody new whom the words of `record` may mean; a role only for somebody
    without a name. Both are "" where somebody is named already or no words speak of one."""
    words_at = record.contents[0] if record.kind == "entity" else record.span("source")
    if words_at is None or record.referents:
        return "", ""
    if is_unnamed(text, words_at, lexicon):
        return "", " ".join(words_at.of(text).split())
    if record.kind == "entity":
        return words_at.of(text), ""
    inside = _entities_in(words_at, own)
    if len(inside) != 1:
        return bare_name(text, words_at, lexicon), ""
    speaker = speaker_inside(text, words_at, inside, lexicon)
    return (speaker.contents[0].of(text) if speaker is not None else ""), ""


def bare_name(text: str, span: Span, lexicon: Lexicon) -> str:
    """Return the name at the end of a source, behind titles and forms of address: *Tổng thống Putin* → *Putin*. ""
    where no capital is left."""
    at = span.start
    while piece := next((p for x in (lexicon.title, lexicon.honorific) if (p := x.at(text, at))), None):
        at = piece.end
        while at < span.end and text[at].isspace():
            at += 1
        if at >= span.end:
            return ""
    words = text[at : span.end].split()
    first = len(words)
    while first and words[first - 1][0].isupper():
        first -= 1
    return " ".join(words[first:])


def is_unnamed(text: str, span: Span, lexicon: Lexicon) -> bool:
    """Return whether the words of a source speak of somebody without a name: *một quan chức Mỹ*, *các chuyên gia*."""
    words = span.of(text)
    if words.casefold().startswith(("một ", "những ", "các ")):
        return True
    medium = lexicon.medium.at(text, span.start)
    if medium is not None and text[medium.end : span.end].strip()[:1].isupper():  # *báo Tuổi Trẻ*, *tờ Le Monde*
        return False
    return lexicon.unnamed.at(text, span.start) is not None


def _begins(role: str, words: str) -> bool:
    return f"{role.casefold()} ".startswith(f"{words.casefold()} ")


def _entities_in(span: Span, own: Sequence[Annotation]) -> list[Annotation]:
    begun = own[_place(own, span.start) : _place(own, span.end)]
    return [a for a in begun if a.kind == "entity" and span.covers(a.contents[0])]


def _place(own: Sequence[Annotation], position: int) -> int:
    """Return how many of `own`, which are in the order of the text, begin before `position`."""
    return bisect_left(own, position, key=lambda a: a.start)


def _referents(ids: Iterable[str], referent: Callable[[str], Referent | None]) -> Iterator[Referent]:
    for record_id in dict.fromkeys(ids):
        if (found := referent(record_id)) is not None:
            yield found
