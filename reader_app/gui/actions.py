"""Everything that a key does, as a table: the id that the code knows it by, its words, its keys."""

from __future__ import annotations

from typing import NamedTuple

from reader_app.words import N_, _


class Action(NamedTuple):
    """`keys` are written as `KeyRouter` reads them, the first is the one that is shown; `anywhere` also acts while a
    text field has the focus. `group` orders the cheat sheet."""

    id: str
    words: str
    keys: tuple[str, ...]
    group: str
    anywhere: bool = False
    detail: str = ""

    @property
    def title(self) -> str:
        return _(self.words).format(detail=self.detail)


TAGS, QUOTES, OFFERS, BOUNDS, MOVES, WORK, WINDOW = (
    N_("Tag"),
    N_("Quotes and claims"),
    N_("Suggestions"),
    N_("Boundaries"),
    N_("Move"),
    N_("Work"),
    N_("Window"),
)

# No default is a vowel, W, D, a bracket or a bare Backspace: Vietnamese input methods eat those, on Windows and macOS
# in every window.
ACTIONS: tuple[Action, ...] = (
    *(Action(f"label-{n}", N_("Entity with label {detail}"), (str(n),), TAGS, detail=str(n)) for n in range(1, 10)),
    Action("person", N_("Person from the register"), ("P",), TAGS),
    Action("proposed-person", N_("The person who is proposed; again: the next"), ("Shift+P",), TAGS),
    Action("same-words", N_("The same words everywhere"), ("M",), TAGS),
    Action("note", N_("Note"), ("G",), TAGS),
    Action("unsure", N_("Unsure, or no longer"), ("H",), TAGS),
    Action("remove", N_("Remove"), ("Del",), TAGS),
    Action("quote", N_("Quote; again: wider"), ("Q",), QUOTES),
    Action("add-content", N_("Selection as a further part"), ("Shift+Q",), QUOTES),
    Action("claim", N_("Claim"), ("C",), QUOTES),
    Action("source", N_("Source; again: the next"), ("S",), QUOTES),
    Action("no-source", N_("No source"), ("Shift+S",), QUOTES),
    Action("cue", N_("Cue; again: the next"), ("V",), QUOTES),
    Action("no-cue", N_("No cue"), ("Shift+V",), QUOTES),
    Action("via", N_("Via; again: the next"), ("B",), QUOTES),
    Action("no-via", N_("No via"), ("Shift+B",), QUOTES),
    Action("type", N_("Next type"), ("T",), QUOTES),
    Action("turn", N_("Quote into claim, claim into quote"), ("Shift+T",), QUOTES),
    Action("split", N_("Split the part here, or cut the selection out"), ("-",), QUOTES),
    Action("join-parts", N_("Join two parts"), ("=",), QUOTES),
    Action("join-next", N_("Join with the next quote or claim"), ("+",), QUOTES),
    Action("worth", N_("Next check-worthiness"), ("K",), QUOTES),
    Action("link", N_("Link with another quote or claim"), ("L",), QUOTES),
    Action("next-suggestion", N_("Next suggestion"), ("Tab",), OFFERS),
    Action("previous-suggestion", N_("Previous suggestion"), ("Shift+Tab",), OFFERS),
    Action("accept", N_("Accept the suggestion, or the selection for it"), ("Enter",), OFFERS),
    Action("reject", N_("Reject the suggestion"), ("X",), OFFERS),
    Action("accept-all", N_("Accept all suggestions…"), ("Shift+Enter",), OFFERS),
    Action("end-back", N_("End back by a word"), (",",), BOUNDS),
    Action("end-on", N_("End on by a word"), (".",), BOUNDS),
    Action("start-back", N_("Start back by a word"), ("<",), BOUNDS),
    Action("start-on", N_("Start on by a word"), (">",), BOUNDS),
    Action("end-back-char", N_("End back by a character"), ("Ctrl+,",), BOUNDS),
    Action("end-on-char", N_("End on by a character"), ("Ctrl+.",), BOUNDS),
    Action("start-back-char", N_("Start back by a character"), ("Ctrl+<",), BOUNDS),
    Action("start-on-char", N_("Start on by a character"), ("Ctrl+>",), BOUNDS),
    Action("next-record", N_("Next annotation"), ("Space",), MOVES),
    Action("previous-record", N_("Previous annotation"), ("Shift+Space",), MOVES),
    Action("record-here", N_("Annotation under the caret; again: the one around it"), (";",), MOVES),
    Action("next-part", N_("Next part of the annotation"), ("R",), MOVES),
    Action("previous-part", N_("Previous part of the annotation"), ("Shift+R",), MOVES),
    Action("next-name", N_("Next name that is not tagged"), ("J",), MOVES),
    Action("next-speech", N_("Next speech that is not tagged"), ("F",), MOVES),
    Action("leave", N_("Let go of what is chosen"), ("Esc",), MOVES),
    Action("next-article", N_("Next article"), ("Ctrl+PgDown",), MOVES, anywhere=True),
    Action("previous-article", N_("Previous article"), ("Ctrl+PgUp",), MOVES, anywhere=True),
    Action("next-finding", N_("Next thing to look at"), ("F8",), MOVES),
    Action("previous-finding", N_("Previous thing to look at"), ("Shift+F8",), MOVES),
    Action("findings", N_("All things to look at"), ("F7",), MOVES),
    Action("find", N_("Find in the article"), ("Ctrl+F", "/"), MOVES, anywhere=True),
    Action("filter", N_("Filter the articles; again: filters and order"), ("Ctrl+L",), MOVES, anywhere=True),
    Action("go", N_("Go to anything"), ("Ctrl+K",), MOVES, anywhere=True),
    Action("submit", N_("Submit and open the next"), ("N",), WORK),
    Action("submit-all", N_("Submit with every kind all tagged"), ("Shift+N",), WORK),
    Action("done-entity", N_("Entities all tagged, or not"), ("Ctrl+1",), WORK),
    Action("done-quote", N_("Quotes all tagged, or not"), ("Ctrl+2",), WORK),
    Action("done-claim", N_("Claims all tagged, or not"), ("Ctrl+3",), WORK),
    Action("set-aside", N_("Set aside and open the next"), ("Z",), WORK),
    Action("reopen", N_("Reopen the article"), ("Ctrl+Shift+N",), WORK),
    Action("nothing-here", N_("Nothing to tag here"), (), WORK),
    Action("facts", N_("Title, date and source of the article"), ("Ctrl+I",), WORK),
    Action("remove-article", N_("Remove the article"), ("Ctrl+Del",), WORK),
    Action("restore-article", N_("Bring back the article removed last"), (), WORK),
    Action("look-back", N_("Back to what the submitted article left to look at"), (), WORK),
    Action("restore-findings", N_("List again what was ignored in the article"), (), WORK),
    Action("undo", N_("Undo"), ("Ctrl+Z",), WORK),
    Action("redo", N_("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), WORK),
    Action("next-area", N_("Next area of the window"), ("F6",), WINDOW, anywhere=True),
    Action("previous-area", N_("Previous area of the window"), ("Shift+F6",), WINDOW, anywhere=True),
    Action("reading", N_("Text and look"), ("F4",), WINDOW, anywhere=True),
    Action("letters-larger", N_("Larger letters"), ("Ctrl++", "Ctrl+="), WINDOW, anywhere=True),
    Action("letters-smaller", N_("Smaller letters"), ("Ctrl+-",), WINDOW, anywhere=True),
    Action("letters-reset", N_("Letters as large as at first"), ("Ctrl+0",), WINDOW, anywhere=True),
    Action("hide-entity", N_("Entities in the text, or not"), ("Alt+1",), WINDOW),
    Action("hide-quote", N_("Quotes in the text, or not"), ("Alt+2",), WINDOW),
    Action("hide-claim", N_("Claims in the text, or not"), ("Alt+3",), WINDOW),
    Action("hide-suggestion", N_("Suggestions in the text, or not"), ("Alt+4",), WINDOW),
    Action("show-all", N_("Show everything in the text"), ("Alt+0",), WINDOW),
    Action("register", N_("Register of people, or back to the text"), ("Ctrl+R",), WINDOW, anywhere=True),
    Action("import", N_("Import…"), ("Ctrl+O",), WINDOW, anywhere=True),
    Action("export", N_("Export…"), ("Ctrl+E",), WINDOW, anywhere=True),
    Action("keys", N_("All keys"), ("?", "F1"), WINDOW),
    Action("tour", N_("Short tour, or its next card"), ("F9",), WINDOW, anywhere=True),
    Action("guide", N_("Guidelines, or no longer"), ("F2",), WINDOW, anywhere=True),
    Action("labels", N_("Labels and colours…"), (), WINDOW),
    Action("change-keys", N_("Change keys…"), (), WINDOW),
)
