"""Fields that follow from others until a person sets them (`touched`): a quote's type from its marks, how its speaker
is given, a claim's type, worth and certainty, the quote it stands in and who claims it. Sources: SCHEME of vi-news."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from reader_app.core.lexicon import Lexicon
from reader_app.core.model import Annotation, Span
from reader_app.core.scheme import Scheme
from reader_app.core.spans import OPENERS, STRAIGHT, paragraph_at, quotations_in

_REACH = 24
"""So far before a claim its denial may begin."""
_THAT = re.compile(r"\W*(?:rằng|là|việc)?\W*")
_WORTH = {"fact-stat": "CFS", "opinion": "NFS", "commitment": "NFS"}


def quote_label(text: str, contents: Sequence[Span]) -> str:
    """Return "direct" where all of `contents` stands inside quotation marks, "indirect" where nothing does, else
    "mixed"."""
    inside = outside = False
    for content in contents:
        at = content.start
        while at < content.end:
            paragraph = paragraph_at(text, at)
            if paragraph is None:
                at += 1
                continue
            marks = [q.content for q in quotations_in(text, paragraph)]
            start = max(at, paragraph.start)
            start += start > content.start and text[start] in OPENERS + STRAIGHT  # opened anew in each paragraph
            piece = Span(start, max(min(content.end, paragraph.end), start + 1))
            covered = any(mark.covers(piece) for mark in marks)
            touched = any(mark.overlaps(piece) for mark in marks)
            inside, outside = inside or touched, outside or not covered
            line_end = text.find("\n", at)
            at = len(text) if line_end < 0 else line_end + 1
    return "mixed" if inside and outside else "direct" if inside else "indirect"


def speaker_status(text: str, quote: Annotation, entities: Sequence[Annotation], lexicon: Lexicon) -> str:
    """Return how the speaker of `quote` is given in the text."""
    source = quote.span("source")
    if source is None:
        return "implicit" if quote.referents else "unknown"
    words = source.of(text)
    if any(e.author == quote.author and source.overlaps(e.contents[0]) for e in entities if e.label != "TITLE"):
        return "explicit"
    if lexicon.unnamed.at(text, source.start) or words.casefold().startswith(("một ", "những ", "các ")):
        return "unnamed"
    if words in lexicon.pronoun or words in lexicon.honorific or words in lexicon.title:
        return "anaphoric"
    # past title and form of address a capital is a name
    at = source.start
    while piece := next((p for x in (lexicon.title, lexicon.honorific) if (p := x.at(text, at))), None):
        at = piece.end + 1
    rest = text[at : source.end]
    return "explicit" if any(word[0].isupper() for word in rest.split()) else "anaphoric"


def claim_label(text: str, claim: Annotation, scheme: Scheme) -> str:
    figures = any(c.isdigit() for span in claim.contents for c in span.of(text))
    label = scheme.label("claim", "fact-stat")
    return label.id if figures and label is not None and not label.off else scheme.kind("claim").default


def check_worthiness(label: str) -> str:
    """Return the default of ClaimBuster's classes for a claim with `label`."""
    return _WORTH.get(label, "UFS")


def quote_around(claim: Annotation, quotes: Sequence[Annotation]) -> Annotation | None:
    """Return the innermost quote of the claim's author in whose content the claim stands, or None."""
    around = [
        q for q in quotes
        if q.author == claim.author and all(any(c.covers(s) for c in q.contents) for s in claim.contents)
    ]  # fmt: skip
    return min(around, key=lambda q: (sum(c.end - c.start for c in q.contents), q.id), default=None)


def refreshed(
    text: str,
    annotations: Mapping[str, Annotation],
    changed: AbstractSet[str],
    scheme: Scheme,
    lexicon: Lexicon,
    was: Iterable[Annotation] = (),
) -> dict[str, Annotation]:
    """Return the annotations whose computed fields differ once those in `changed` are as they are now.

    `annotations` are one author's on one article, by id, the changed ones included and removed ones left out;
    `was` are the changed and removed ones as they were.
    """
    entities = [a for a in annotations.values() if a.kind == "entity"]
    names = [e.contents[0] for e in (*was, *(e for e in entities if e.id in changed)) if e.kind == "entity"]
    quotes = {a.id: a for a in annotations.values() if a.kind == "quote"}
    found: dict[str, Annotation] = {}
    for quote in list(quotes.values()):
        source = quote.span("source")
        near = source is not None and any(name.overlaps(source) for name in names)
        if quote.id in changed or near:
            new = _quote(text, quote, entities, scheme, lexicon)
            if new != quote:
                found[quote.id] = quotes[quote.id] = new
    moved = changed | found.keys()
    reach = [(quotes[q].start, quotes[q].end) for q in moved if q in quotes]
    for claim in annotations.values():
        if claim.kind != "claim":
            continue
        start, end = claim.start, claim.end
        if claim.id in changed or claim.quote in moved or any(s <= start and end <= e for s, e in reach):
            new = _claim(text, claim, list(quotes.values()), scheme, lexicon)
            if new != claim:
                found[claim.id] = new
    return found


def _quote(
    text: str, quote: Annotation, entities: Sequence[Annotation], scheme: Scheme, lexicon: Lexicon
) -> Annotation:
    label = quote_label(text, quote.contents)
    if "label" not in quote.touched and scheme.label("quote", label):
        quote = replace(quote, label=label)
    cue = quote.span("cue")
    denies = cue is not None and cue.of(text) in lexicon.denying
    values = {"speaker_status": speaker_status(text, quote, entities, lexicon), "stance": _stance(denies=denies)}
    return _with_values(quote, values, scheme)


def _claim(text: str, claim: Annotation, quotes: Sequence[Annotation], scheme: Scheme, lexicon: Lexicon) -> Annotation:
    if "label" not in claim.touched:
        claim = replace(claim, label=claim_label(text, claim, scheme))
    if "quote" not in claim.touched:
        around = quote_around(claim, quotes)
        claim = replace(claim, quote=around.id if around else "")
    quote = next((q for q in quotes if q.id == claim.quote), None)
    if quote is None and claim.quote:
        claim = replace(claim.without_touched("quote"), quote="")
    if "referents" not in claim.touched and (quote is not None or claim.span("source") is None):
        # else whoever was proposed when the source was set
        claim = replace(claim, referents=quote.referents if quote else ())
    # nothing stands before a claim that begins the text
    before = lexicon.denying.find(text, Span(max(0, claim.start - _REACH), claim.start)) if claim.start else ()
    denies = (quote is not None and quote.attribute("stance") == "refute") or any(
        _THAT.fullmatch(text, cue.end, claim.start) for cue in before
    )
    unsure = any(any(lexicon.unsure.find(text, span)) for span in claim.contents)
    values = {
        "check_worthiness": check_worthiness(claim.label),
        "stance": _stance(denies=denies),
        "certainty": "possible" if unsure else "certain",
    }
    return _with_values(claim, values, scheme)


def _stance(*, denies: bool) -> str:
    return "refute" if denies else "affirm"


def _with_values(annotation: Annotation, values: Mapping[str, str], scheme: Scheme) -> Annotation:
    for name, value in values.items():
        attribute = scheme.attribute(annotation.kind, name)
        if attribute is None or value not in attribute.value_ids or name in annotation.touched:
            continue
        if annotation.attribute(name) != value:
            annotation = annotation.with_attribute(name, value)
    return annotation
