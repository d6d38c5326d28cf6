"""What the window says of suggestions: their cards, their rules, what was learned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reader_app.core.change import Sheet
from reader_app.core.model import Kind
from reader_app.core.scheme import Scheme
from reader_app.core.suggestion import Suggestion
from reader_app.gui.cards import Card, around
from reader_app.gui.plain import decimal, number, one_line
from reader_app.words import N_, _, ngettext, title

if TYPE_CHECKING:
    from reader_app.storage import Model

_BEFORE, _AFTER = 20, 60  # code points of context around a suggested name

_RULES: Mapping[str, str] = {
    # names
    "register": N_("in the project's register"),
    "gazetteer-place": N_("a known place"),
    "gazetteer-org": N_("a known organisation"),
    "gazetteer-misc": N_("a known name"),
    "institution": N_("a word for an institution before it"),
    "class-noun": N_("a word for a place before it"),
    "country-pair": N_("one of two countries"),
    "title-person": N_("an office or form of address beside it"),
    "known-person": N_("a well-known person"),
    "vietnamese-name": N_("built like a Vietnamese name"),
    "foreign-name": N_("built like a foreign name"),
    "short-name": N_("built like a short name"),
    "cue-right": N_("a verb that people are subject of"),
    "medium": N_("a word for a medium before it"),
    "group": N_("a word for a group before it"),
    "org-shape": N_("built like the name of an organisation"),
    "acronym": N_("an abbreviation"),
    "bracket": N_("in brackets behind the long name"),
    "place-context": N_("what stands beside places"),
    "place-list": N_("in a list of places"),
    "byline": N_("the by-line"),
    "agreement": N_("named so elsewhere in the article"),
    "event": N_("an event"),
    "prize": N_("a prize"),
    "weak": N_("written like a name"),
    "learned": N_("learned from finished articles"),
    "date": N_("a date"),
    "date-relative": N_("a date seen from the article's"),
    "duration": N_("a length of time"),
    "amount": N_("an amount"),
    # quotes
    "marks-cue": N_("quotation marks after a cue"),
    "bare-marks": N_("quotation marks without a cue"),
    "colon-marks": N_("quotation marks after a colon"),
    "colon-clause": N_("a clause after a colon"),
    "that-clause": N_("a clause after “rằng” or “là”"),
    "cue-clause": N_("a clause after a cue"),
    "mixed-clause": N_("a clause with quotation marks in it"),
    "according": N_("after “theo” with somebody's name"),
    "according-behind": N_("before “theo” with somebody's name"),
    "postposed": N_("the cue follows what was said"),
    "postposed-clause": N_("the cue follows what was said"),
    "continuation": N_("goes on after the cue"),
    "implicit": N_("speech that runs on"),
    "relayed": N_("relayed by another source"),
    "turn": N_("behind a name and a colon"),
    "interview": N_("an answer in an interview"),
}  # fmt: skip


def rule_title(rule: str) -> str:
    """Return what the rule with that name goes by, in the language that is spoken now; an unknown one is its name."""
    return _(_RULES[rule]) if rule in _RULES else rule


def why(suggestion: Suggestion) -> list[str]:
    """Return in words what a suggestion rests on: its rule, unless that is one of its reasons, and those."""
    rule = [] if suggestion.rule in suggestion.reasons else [rule_title(suggestion.rule)]
    return [*rule, *reasons_of(suggestion)]


def suggestion_card(suggestion: Suggestion, sheet: Sheet, scheme: Scheme) -> Card:
    """Return the card of a suggestion for the article of `sheet`."""
    kind = suggestion.kind
    label = scheme.label(kind, suggestion.label)
    label_title = title(label.titles) if label is not None else suggestion.label
    text = sheet.article.text
    words = " … ".join(one_line(span.of(text)) for span in suggestion.contents)
    hue = label.color if label is not None else scheme.kind(kind).color
    names, named = names_of(suggestion), True
    if kind == "entity":
        head, tag = words, suggestion.label
        body = around(text, suggestion.start, suggestion.end, _BEFORE, _AFTER)
        detail = " · ".join(filter(None, ("" if names == words else names, rule_title(suggestion.rule))))
    elif kind == "quote":
        source, cue = suggestion.span("source"), suggestion.span("cue")
        source_words = one_line(source.of(text)) if source is not None else ""
        head, tag, body = names or source_words or _("no speaker yet"), label_title, words
        named = bool(names or source_words)
        detail = " · ".join(filter(None, (source_words, one_line(cue.of(text)) if cue is not None else "")))
    else:
        head, tag, body = names or _("the article"), label_title, words
        detail = ", ".join(reasons_of(suggestion))
    return Card(suggestion.id, kind, head, tag, hue, body, named, detail=detail, score=suggestion.score)


def names_of(suggestion: Suggestion) -> str:
    """Return whom a suggestion is about: who is meant, who speaks, who claims."""
    return ", ".join(one_line(who.name, 120) for who in suggestion.who if who.name)


def reasons_of(suggestion: Suggestion) -> list[str]:
    """Return the reasons of a suggestion in words."""
    from reader_app import words  # its table of reasons

    return [words.reason_title(code) for code in suggestion.reasons]


def kind_title(kind: Kind | str) -> str:
    """Return the title of the suggestions of `kind`, "" for all."""
    return {"": _("All"), "entity": _("Entities"), "quote": _("Quotes"), "claim": _("Claims")}[kind]


_FIGURES: Mapping[str, str] = {"entities": N_("Entities"), "quotes": N_("Quotes")}


def learned_words(model: Model) -> str:
    """Return what was learned, in one line: from how much, and whether it helped with articles held back."""
    told = _first(model)
    if told is None:
        return ngettext("Learned from {count} article", "Learned from {count} articles", model.articles).format(
            count=number(model.articles)
        )
    before, after = told
    if not model.used:
        return ngettext(
            "Learned from {count} article: F1 {before} → {after}, not better, not used",
            "Learned from {count} articles: F1 {before} → {after}, not better, not used",
            model.articles,
        ).format(count=number(model.articles), before=decimal(before["f1"]), after=decimal(after["f1"]))
    return ngettext(
        "Learned from {count} article: F1 {before} → {after}",
        "Learned from {count} articles: F1 {before} → {after}",
        model.articles,
    ).format(count=number(model.articles), before=decimal(before["f1"]), after=decimal(after["f1"]))


def learned_detail(model: Model) -> str:
    """Return the figures behind `learned_words`, a line for each kind."""
    lines = [_("Measured on finished articles that were held back, before and after learning:")]
    for name, words in _FIGURES.items():
        before, after = model.before.get(name), model.after.get(name)
        if before and after:
            lines.append(
                _("{kind}: precision {p} → {p2}, recall {r} → {r2}, F1 {f} → {f2}, of {gold}").format(
                    kind=_(words), p=decimal(before["precision"]), p2=decimal(after["precision"]),
                    r=decimal(before["recall"]), r2=decimal(after["recall"]), f=decimal(before["f1"]),
                    f2=decimal(after["f1"]), gold=number(int(after["gold"])),
                )
            )  # fmt: skip
    return "\n".join(lines)


def _first(model: Model) -> tuple[Mapping[str, float], Mapping[str, float]] | None:
    """Return the figures of the first kind that was measured: names, else quotes."""
    for name in _FIGURES:
        before, after = model.before.get(name), model.after.get(name)
        if before and after:
            return before, after
    return None
