"""What people read: one gettext catalogue for the window and the command line. Source strings are English."""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping

from reader_app.core.change import Step
from reader_app.core.errors import BadInput, Problem, ReaderError, RuleBroken
from reader_app.core.model import Pairs
from reader_app.resources import resource

__all__ = [
    "LANGUAGES",
    "N_",
    "_",
    "in_use",
    "language",
    "ngettext",
    "problem_sentence",
    "reason_title",
    "refusal",
    "sentence",
    "step_title",
    "system_language",
    "term",
    "title",
    "use",
]

LANGUAGES = ("vi", "en")
_DOMAIN = "reader_app"


def N_(words: str) -> str:
    """Mark `words` of a table for the catalogue."""
    return words


def system_language() -> str:
    """Return the language of the system's locale: "vi" or "en"."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "vi" if value.lower().startswith("vi") else "en"
    import locale  # not needed where the environment says it

    name = locale.getlocale()[0] or ""
    return "vi" if name.lower().startswith(("vi", "vietnamese")) else "en"


# gettext's own functions look for the catalogue's file at every call: 50 µs, and a list paints hundreds of words
_spoken: gettext.NullTranslations = gettext.NullTranslations()


def _(words: str) -> str:
    """Return `words` in the language that is spoken now."""
    return _spoken.gettext(words)


def ngettext(one: str, many: str, count: int) -> str:
    """Return `one` or `many` for `count`, in the language that is spoken now."""
    return _spoken.ngettext(one, many, count)


def use(name: str) -> None:
    """Speak `name` ("vi" or "en") from now on, in this process and those that it starts (click's words too)."""
    global _spoken  # noqa: PLW0603  the one language that a process speaks
    os.environ["LANGUAGE"] = name
    gettext.bindtextdomain(_DOMAIN, str(resource("i18n")))
    gettext.textdomain(_DOMAIN)
    # gettext.translation() would ask the locale, 2 ms, which of the two languages comes next
    catalogue = resource(f"i18n/{name}/LC_MESSAGES/{_DOMAIN}.mo")
    try:
        with catalogue.open("rb") as file:
            _spoken = gettext.GNUTranslations(file)
    except FileNotFoundError:  # English: the source strings themselves
        _spoken = gettext.NullTranslations()


def in_use() -> bool:
    """Return whether a language has been chosen in this process."""
    return gettext.textdomain() == _DOMAIN


def language() -> str:
    """Return the language that is spoken now."""
    return "vi" if os.environ.get("LANGUAGE", "").startswith("vi") else "en"


def title(titles: Pairs) -> str:
    """Return the title in the language that is spoken now, for titles that come with the scheme."""
    return dict(titles)[language()]


# What went wrong, by the code of the error or problem. A sentence that belongs to a place in a file gets it in front.

_SENTENCES: Mapping[str, str] = {
    # editing
    "stale": N_("This was changed meanwhile, in another window or by another program. Look at it again and repeat."),
    "already-undone": N_("That step has been taken back already."),
    "later-work": N_("“{step}” cannot be taken back: later work rests on it."),
    "not-yours": N_("This record belongs to {author}: you cannot change it."),
    "submitted": N_("{key} is submitted. Reopen it to change it."),
    "no-article": N_("No article is open."),
    "nothing-selected": N_("Nothing is selected that could be tagged."),
    "nothing-chosen": N_("No record is chosen."),
    "no-open-quote": N_("No quote is open. Click one, or go to it with Space."),
    "no-name-chosen": N_("A digit labels names, and no name is chosen. Select the words first."),
    "nobody-proposed": N_("Nobody is proposed. P looks in the register."),
    "no-label-key": N_("No label has the key {key}."),
    "only-claims": N_("Only claims have that."),
    "bad-date": N_("{date} is no date. Write one like 2019, 2019-01 or 2019-01-22."),
    "key-taken-meanwhile": N_("Another article is called {key} now, so the removed one cannot come back."),
    "no-wider": N_("The quote takes all there is around the caret already. To start another, let go of it with Esc."),
    "no-candidate": N_("Nothing near could be the {role}. Select the words."),
    "parts-overlap": N_("The parts of one record must not overlap."),
    "nothing-to-split": N_("Nothing can be split here: put the caret inside a part, or select what is to be cut out."),
    "one-part-only": N_("An entity has one part only."),
    "one-part": N_("It has one part only: there is nothing to join."),
    "not-alike": N_("Only two quotes, or two claims, can become one."),
    "none-follows": N_("None follows that it could be joined with."),
    "no-long-record": N_("No quote or claim is chosen."),
    "no-record-here": N_("There is no annotation at the caret."),
    "only-entities": N_("Tag a name first: its words are looked for then."),
    "no-name-left": N_("No name is left that is not tagged."),
    "no-speech-left": N_("No speech is left to tag."),
    "no-suggestions-left": N_("No suggestion is left here."),
    "no-suggestion-chosen": N_("No suggestion is chosen: Tab goes to the next one."),
    "selection-elsewhere": N_("What is selected lies elsewhere than the suggestion."),
    "no-suggestion": N_("This suggestion is not there any more."),
    # rules
    "span-outside": N_("The span {start}–{end} lies outside of the text of {length} characters."),
    "span-blank-edge": N_("The span {start}–{end} begins or ends with a blank."),
    "span-cuts-character": N_("The span {start}–{end} cuts a character into pieces."),
    "unknown-label": N_("The label {label} is not in the label scheme."),
    "unknown-attribute": N_("The attribute {name} is not in the label scheme."),
    "unknown-value": N_("{value} is no value of the attribute {name}."),
    "unknown-field": N_("“touched” names the field {name}, which there is not."),
    "unknown-reason": N_("The reason {reason} is not in the label scheme."),
    "unknown-link": N_("The link type {kind} is not in the label scheme."),
    "not-a-claim": N_("Only claims have a quote and a statement."),
    "reserved-author": N_("“{author}” is the name of a layer and cannot be the name of an author."),
    "referent-twice": N_("The same person is named twice."),
    "no-referent": N_("The person {referent} is not in the register."),
    "no-quote": N_("The quote {quote} of the claim is not there."),
    "twice": N_("The same words are tagged twice with the same label by the same author."),
    "link-end-missing": N_("The link ends at the record {end}, which is not there."),
    "link-kind": N_("A link of type {kind} cannot end at such a record: {end}."),
    # people and links
    "merge-itself": N_("Nobody can be merged into the same person."),
    "merge-labels": N_("“{one}” is {label} and “{other}” is {into}: give both the same type first, then merge them."),
    "merge-wikidata": N_("“{one}” and “{other}” have different Wikidata ids: clear the wrong one first."),
    "bad-wikidata": N_("“{value}” is no Wikidata id: Q and a number, as in Q132345."),
    "person-in-use": N_("“{name}” is still named in articles, so it stays in the register."),
    "only-sayings-linked": N_("Only quotes and claims are linked: choose one first."),
    # the labels of a project
    "label-key-taken": N_("{key} is the key of {label} already."),
    "label-computed": N_("The types of quotes follow from the quotation marks: none of them can be switched off."),
    "label-default": N_("{label} is what a new record is called at first: it cannot be switched off."),
    # what is still to be looked at
    "quote-bare": N_("Nobody says this quote yet: source, cue and person are missing."),
    "quote-no-source": N_("The quote has no source."),
    "quote-no-cue": N_("The quote has no cue."),
    "quote-no-person": N_("Who speaks is not said: the quote has no person."),
    "cue-far": N_("The cue stands far from what is said."),
    "marks-cut": N_("A pair of quotation marks is cut: one half is inside, the other outside."),
    "claim-no-claimant": N_("Nobody makes this claim yet: it has no claimant."),
    "claim-no-evidence": N_("The claim is called supported or refuted, but no link names the evidence."),
    "entities-cross": N_("Two names overlap, and neither holds the other."),
    "entity-in-entity": N_("One {label} stands inside another."),
    "mark-untagged": N_("Words in quotation marks that are not tagged yet."),
    # project files
    "missing": N_("There is no such file."),
    "unreadable": N_("The file cannot be read or written here."),
    "directory": N_("This is a folder, no project."),
    "foreign-file": N_("This file is no Reader App project."),
    "empty-file": N_("The file is empty: no Reader App project."),
    "newer-project": N_("A newer version of Reader App made this project (form {found}; this version reads {known})."),
    "damaged": N_("The project file is damaged; use one of the backups beside it."),
    "needs-upgrade": N_("This older project has to be brought up to date, but it can only be read here."),
    "exists": N_("There is such a file already."),
    "bad-record": N_("The record {record} in the project file is damaged."),
    "locked": N_("Another program is writing to the project; try again in a moment."),
    "read-only": N_("The project can only be read here."),
    "disk-full": N_("The disk is full."),
    "empty-field": N_("The field {field} of the record is empty."),
    "file-damaged": N_("The file is damaged: {what}."),
    "dangling": N_("Row {row} of the table {table} refers to something in {parent} that is not there."),
    "id-twice": N_("Two records have this id."),
    "key-twice": N_("The article's name belongs to another article too."),
    "hull": N_("The place of the record is not that of its parts."),
    "link-article": N_("The link names another article than that of its record."),
    "uses": N_("The count of the mentions of this person is wrong."),
    "merge-cycle": N_("This person was merged into itself, over others."),
    "bad-step": N_("Step {entry} of the history cannot be read."),
    "bad-suggestions": N_("The suggestions of the article are damaged; they are made anew when it is opened."),
    "suggestions-outside": N_("The suggestions lie outside of the text."),
    "bad-model": N_("The learned model {version} is damaged."),
    "text-not-canonical": N_("The text is not in canonical form."),
    "index": N_("The search index does not hold this record as it is."),
    "index-stray": N_("The search index holds something (row {row}) that is not in the project."),
    # texts coming in
    "empty-text": N_("There is no text in it."),
    "surrogate": N_("The text holds half a character (a lone surrogate) at position {position}."),
    "binary": N_("This is no text file."),
    "bad-encoding": N_("The file says that it is {encoding}, but it is not valid (byte {position})."),
    "unknown-encoding": N_("The encoding is neither UTF-8, UTF-16 nor windows-1258; save the text as UTF-8."),
    "too-large": N_("The text is larger than {limit} MB."),
    "no-file": N_("There is no such file or folder."),
    "no-access": N_("The file cannot be read: {what}."),
    "empty-folder": N_("The folder holds no file that could be imported."),
    "unknown-format": N_("The format cannot be told from the name; use --format."),
    "no-reader": N_("Files of the format {format} cannot be imported."),
    # JSON lines
    "not-utf8": N_("The line is not UTF-8 (byte {position})."),
    "bad-json": N_("The line is not JSON (column {column})."),
    "duplicate-key": N_("The field “{key}” stands twice in one object."),
    "not-finite": N_("{value} is no number that JSON knows."),
    "too-deep": N_("The values are nested too deeply."),
    "surrogate-in-json": N_("A string holds half a character: {near}."),
    "line-too-long": N_("The line is longer than {limit} MB."),
    "no-text": N_("There is no field “text” with a string."),
    "not-an-object": N_("A JSON object is needed here."),
    "not-text": N_("A string is needed here."),
    "not-a-number": N_("A whole number is needed here."),
    "not-a-list": N_("A list is needed here."),
    "empty-string": N_("The string is empty."),
    "missing-field": N_("The field is missing."),
    "extra-field": N_("The corpus line has no such field."),
    "listed-twice": N_("“{value}” is listed twice."),
    "nul": N_("A string holds the character U+0000."),
    "wrong-value": N_("“{value}” is none of: {choices}."),
    "disagrees": N_("The line says “{stated}”, but it is “{found}”."),
    # corpus lines
    "no-format": N_("This looks like a corpus line, but it has no “format”: “{name}”."),
    "bad-format": N_("The format “{stated}” is not “{name}”."),
    "newer-format": N_("The format “{stated}” is newer than “{name}”: use a newer version of Reader App."),
    "other-scheme": N_("The label scheme is “{stated}”, the project has “{found}”."),
    "suggestions-are-no-records": N_("Suggestions are no records, they cannot be imported."),
    "bad-article-id": N_("“{stated}” is no article id of 16 hex digits."),
    "span-text": N_("The line says that the words are “{stated}”, but “{found}” stands there."),
    "span-gone": N_("Nothing is left of these words in the text as the project keeps it."),
    "no-contents": N_("A quote or claim needs words that it consists of."),
    "contents-overlap": N_("The parts of one record must not overlap."),
    "no-author": N_("The record names no author."),
    "author-not-layer": N_("The author is “{author}”, but the layer is “{layer}”."),
    "score-of-record": N_("Only suggestions have a score; that of a record is null."),
    "replacements-without-fix": N_("Only a fix has replacements."),
    "head-elsewhere": N_("The link begins at “{value}”, which is no record of this line."),
    "link-to-itself": N_("A link cannot lead from a record to itself."),
    "id-twice-in-line": N_("The id {id} stands twice in the line, with different content."),
    # import
    "key-taken": N_("The name “{key}” belongs to another text already (--rename gives it a new one)."),
    "other-text": N_("The project has the article {key} with a corrected text, which the spans do not count."),
    "other-content": N_("The project has a record {id} with other content."),
    "other-stage": N_("{author} is at stage {ours} there in the project, the line says {stated}: the project's stays."),
    "missing-record": N_("The record {id}, which is named here, came neither in the files nor is it in the project."),
    "tail-missing": N_("The link {id} ends at {tail}, which came neither in the files nor is it in the project."),
    # export
    "no-writer": N_("The format {format} cannot be written."),
    "no-suggestions": N_("The project holds no suggestions."),
    "nobody": N_("Nobody called “{author}” has worked in this project."),
    "suggestions-unjudged": N_("Suggestions have neither a stage nor a verdict to choose by."),
    "no-layer": N_("There is no layer “{layer}” to export."),
    "target-full": N_("The disk is full; nothing was written."),
    "target-forbidden": N_("Writing here is not allowed."),
    "target-no-folder": N_("The folder does not exist."),
    "target-is-folder": N_("This is a folder, no file."),
    "target-is-project": N_("This is the project itself; give the export another name."),
    "target-failed": N_("The file could not be written: {what}."),
    "not-proven": N_("What was written is not what was read back (line {line}); the disk may be failing."),
    # suggestions
    "model-damaged": N_("What was learned cannot be read: it is damaged. Let it be learned again."),
    "model-version": N_("What was learned comes from another version of the app. Let it be learned again."),
    "not-suggested": N_("No suggestions for {key}: {what}."),
    "not-learned": N_("Nothing could be learned: {what}."),
    "no-engine": N_("No suggestions can be made here: {what}."),
    # else
    "bad-author": N_("“{author}” is no name: it begins or ends with a blank or holds control characters."),
    "one-project": N_("One project, or files: not both."),
    "gone": N_("The project file was moved or deleted while it was open."),
    "bad-scheme": N_("This is no label scheme: {what}."),
}  # fmt: skip

_STEPS: Mapping[str, str] = {
    "tag": N_("tag {detail}"),
    "relabel": N_("label {detail}"),
    "quote": N_("quote"),
    "claim": N_("claim"),
    "boundary": N_("move boundary"),
    "add-content": N_("add a part"),
    "split": N_("split a part"),
    "join-parts": N_("join parts"),
    "join": N_("make two into one"),
    "turn": N_("make it a {detail}"),
    "same-words": N_("tag “{detail}” everywhere"),
    "set-part": N_("set {detail}"),
    "clear-part": N_("clear {detail}"),
    "attribute": N_("set {detail}"),
    "person": N_("set person {detail}"),
    "note": N_("note"),
    "statement": N_("statement"),
    "unsure": N_("unsure"),
    "claim-quote": N_("quote of a claim"),
    "remove": N_("remove {detail}"),
    "article": N_("change the article's data"),
    "remove-article": N_("remove article {detail}"),
    "done": N_("mark what is done in {detail}"),
    "todo": N_("reset {detail}"),
    "draft": N_("take up {detail}"),
    "set-aside": N_("set aside {detail}"),
    "submitted": N_("submit {detail}"),
    "returned": N_("return {detail}"),
    "approved": N_("approve {detail}"),
    "import": N_("import {detail}"),
    "accept": N_("accept {detail}"),
    "accept-all": N_("accept {detail} suggestions"),
    "reject": N_("reject the suggested {detail}"),
    "change-person": N_("change {detail} in the register"),
    "merge-people": N_("merge into {detail}"),
    "separate-person": N_("separate {detail} again"),
    "split-person": N_("take out {detail}"),
    "remove-person": N_("remove {detail} from the register"),
    "link": N_("link: {detail}"),
    "unlink": N_("remove the link: {detail}"),
}

_TERMS: Mapping[str, str] = {
    "mention": N_("mention"),
    "content": N_("content"),
    "cue": N_("cue"),
    "source": N_("source"),
    "via": N_("via"),
    "entity": N_("entity"),
    "quote": N_("quote"),
    "claim": N_("claim"),
}

# why a claim is proposed: what there is to check (the codes are those of reader_app.nlp.claims)
_CLAIM_REASONS: Mapping[str, str] = {
    "commitment": N_("a commitment"),
    "prediction": N_("a prediction"),
    "figure": N_("a figure"),
    "comparison": N_("a comparison"),
    "denial": N_("a denial"),
    "position": N_("somebody's position"),
    "cause": N_("cause and effect"),
    "accusation": N_("an accusation"),
    "dated-event": N_("an event with its date"),
    "event": N_("something that happened"),
    "opinion": N_("a judgement"),
}

_TERM_FIELDS = frozenset({"role", "kind", "end"})


def sentence(error: ReaderError) -> str:
    """Return what `error` says, in the language that is spoken now, without the file that it is about."""
    if isinstance(error, RuleBroken):
        return "; ".join(dict.fromkeys(map(problem_sentence, error.problems)))
    return _filled(error.code, error.fields)


def refusal(error: ReaderError) -> str:
    """Return the line that tells `error` with its place: `PATH:LINE: sentence` for input, `PATH: sentence` for any
    other file."""
    if isinstance(error, BadInput) and error.path:
        return f"{error.path}:{error.line}: {sentence(error)}"
    path = error.fields.get("path")
    return f"{path}: {sentence(error)}" if path else sentence(error)


def problem_sentence(problem: Problem) -> str:
    """Return what `problem` says, in the language that is spoken now."""
    return _filled(problem.code, problem.data)


def step_title(step: Step) -> str:
    """Return how a step is called in the history, in the language that is spoken now."""
    return _step_title(step.title, step.detail)


def _step_title(code: str, detail: str) -> str:
    words = _(_STEPS[code]) if code in _STEPS else code
    return " ".join(words.format(detail=term(detail)).split())


def term(word: str) -> str:
    """Return the name of a role or kind in the language that is spoken now; any other word as it is."""
    return _(_TERMS[word]) if word in _TERMS else word


def reason_title(code: str) -> str:
    """Return why a claim is proposed, in the language that is spoken now."""
    return _(_CLAIM_REASONS[code]) if code in _CLAIM_REASONS else code


def _filled(code: str, fields: Mapping[str, str | int]) -> str:
    words = _(_SENTENCES[code]) if code in _SENTENCES else code
    values = {name: term(str(value)) if name in _TERM_FIELDS else str(value) for name, value in fields.items()}
    if "title" in fields and "detail" in fields:
        values["step"] = _step_title(str(fields["title"]), str(fields["detail"]))
    words = words.format_map(_Gaps(values))
    return f"{values['where']}: {words}" if values.get("where") else words


class _Gaps(dict[str, str]):
    """Fields of a sentence; an error that lacks one is told all the same."""

    def __missing__(self, name: str) -> str:
        return "…"
