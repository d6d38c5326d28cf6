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
    Action("worth", N_("Next check-worthiness"), ("K",), QUOTES),
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
    Action("leave", N_("Let go of what is chosen"), ("Esc",), MOVES),
    Action("next-article", N_("Next article"), ("Ctrl+PgDown",), MOVES, anywhere=True),
    Action("previous-article", N_("Previous article"), ("Ctrl+PgUp",), MOVES, anywhere=True),
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
    Action("remove-article", N_("Remove the article"), ("Ctrl+Del",), WORK),
    Action("restore-article", N_("Bring back the article removed last"), (), WORK),
    Action("undo", N_("Undo"), ("Ctrl+Z",), WORK),
    Action("redo", N_("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), WORK),
    Action("next-area", N_("Next area of the window"), ("F6",), WINDOW, anywhere=True),
    Action("previous-area", N_("Previous area of the window"), ("Shift+F6",), WINDOW, anywhere=True),
    Action("import", N_("Import…"), ("Ctrl+O",), WINDOW, anywhere=True),
    Action("export", N_("Export…"), ("Ctrl+E",), WINDOW, anywhere=True),
    Action("keys", N_("All keys"), ("?", "F1"), WINDOW),
)
