"""What a person has chosen for herself, whatever the project: language, look, name, the project opened last."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import NamedTuple


class Preferences(NamedTuple):
    """`language` "vi", "en" or "" for the system's; `theme` "light", "sepia", "dark" or "" for the system's. `window`
    and `areas` are what the window wants to know of its own place and division, `scores` the least scores of
    suggestions that are shown, `keys` the keys that were changed, `reading` how articles are set. `tour`
    is "done" once the short tour was closed for good."""

    language: str = ""
    theme: str = ""
    author: str = ""
    project: str = ""
    window: str = ""
    areas: str = ""
    scores: str = ""
    keys: str = ""
    reading: str = ""
    tour: str = ""


PROJECT_SUFFIXES = (".sqlite", ".sqlite3", ".db")
"""What project files are called; the first is for new ones."""


def _home(kind: str) -> Path:
    """Return the folder for our settings ("config") or projects ("data"), as each system has it."""
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    elif kind == "config":
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "reader-app"


def data_folder() -> Path:
    """Return where projects go that were given no place of their own."""
    return _home("data")


def own_project() -> Path:
    """Return the project that is opened when nobody has named one yet; it begins with the seeds."""
    return data_folder() / "reader-app.sqlite"


def login_name() -> str:
    """Return the name of whoever is logged in, "annotator" for a user without one, as in some containers."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "annotator"


def load() -> Preferences:
    """Return the kept preferences; what is missing or unreadable is as if never chosen."""
    try:
        kept = json.loads((_home("config") / "preferences.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Preferences()
    if not isinstance(kept, dict):
        return Preferences()
    known = Preferences._fields
    return Preferences(**{name: value for name, value in kept.items() if name in known and isinstance(value, str)})


def save(**chosen: str) -> Preferences:
    """Keep `chosen` beside what was chosen before. A folder that cannot be written to is no reason to stop work."""
    before = load()
    preferences = before._replace(**chosen)
    if preferences == before:
        return preferences
    from tempfile import NamedTemporaryFile

    folder = _home("config")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=folder, delete=False, encoding="utf-8") as file:
            json.dump(preferences._asdict(), file, ensure_ascii=False, indent=1)
        Path(file.name).replace(folder / "preferences.json")
    except OSError:
        pass
    return preferences
