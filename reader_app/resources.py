"""Where the shipped data files are: beside the package in a checkout, inside it once installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Return the path of `resources/NAME`. The checkout wins: an editable install copies the data only once."""
    return _find("resources", name)


def seeds() -> list[Path]:
    """Return the paths of the seed articles, in order."""
    return sorted(_find("seeds", "").glob("*.txt"))


def _find(folder: str, name: str) -> Path:
    places = (_PACKAGE.parent / folder, _PACKAGE / folder)
    # a folder `resources` beside an installed package would be a stranger's: only a checkout has the project file
    if (_PACKAGE.parent / "pyproject.toml").is_file() and (places[0] / name).exists():
        return places[0] / name
    return places[1] / name
