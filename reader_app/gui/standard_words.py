"""The words that Qt itself puts on screen (context menus, file dialogs): there is no Vietnamese translation of them
with PySide6, so they come from our catalogue."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QTranslator

from reader_app.words import _, language


def standard_word(source: str) -> str:
    """Return Qt's own `source` in the language that is spoken now, "" where it is none of those that people see."""
    return _table(language()).get(source.replace("&", ""), "")


@lru_cache(maxsize=2)
def _table(_language: str) -> dict[str, str]:
    return {
        "OK": _("OK"),
        "Cancel": _("Cancel"),
        "Close": _("Close"),
        "Open": _("Open"),
        "Save": _("Save"),
        "Yes": _("Yes"),
        "No": _("No"),
        "Undo": _("Undo"),
        "Redo": _("Redo"),
        "Cut": _("Cut"),
        "Copy": _("Copy"),
        "Paste": _("Paste"),
        "Delete": _("Delete"),
        "Select All": _("Select all"),
        "Look in:": _("Folder:"),
        "File name:": _("File name:"),
        "File &name:": _("File name:"),
        "Files of type:": _("Files of type:"),
        "Directory:": _("Folder:"),
        "Choose": _("Choose"),
        "Name": _("Name"),
        "Size": _("Size"),
        "Type": _("Type"),
        "Kind": _("Type"),
        "Date Modified": _("Changed"),
        "Computer": _("Computer"),
        "My Computer": _("Computer"),
        "Back": _("Back"),
        "Forward": _("Forward"),
        "Parent Directory": _("Folder above"),
        "Create New Folder": _("New folder"),
        "New Folder": _("New folder"),
        "List View": _("List"),
        "Detail View": _("Details"),
        "Rename": _("Rename"),
        "Show hidden files": _("Show hidden files"),
        "Remove": _("Remove"),
        "All Files (*)": _("All files (*)"),
        "Recent Places": _("Recent places"),
        "%1\nFile not found.\nPlease verify the correct file name was given.": _(
            "%1\nThere is no such file. Is its name right?"
        ),
        "%1\nDirectory not found.\nPlease verify the correct directory name was given.": _(
            "%1\nThere is no such folder. Is its name right?"
        ),
        "%1 already exists.\nDo you want to replace it?": _("%1 is there already. Replace it?"),
    }


class StandardWords(QTranslator):
    """Install it on the application once; it follows the language that is spoken."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self,
        context: str,  # noqa: ARG002
        source: str,
        disambiguation: str | None = None,  # noqa: ARG002
        n: int = -1,  # noqa: ARG002
    ) -> str | None:
        return standard_word(source) or None
