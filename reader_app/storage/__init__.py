"""The project file: the only place with SQL. Takes and gives the values of `reader_app.core`."""

from importlib import import_module
from typing import TYPE_CHECKING

from reader_app.storage.filters import ORDERS, ArticleFilter
from reader_app.storage.listing import ArticleRow, RowHit
from reader_app.storage.store import Store

if TYPE_CHECKING:
    from reader_app.storage.bulk import Bulk
    from reader_app.storage.models import Model
    from reader_app.storage.people import PersonRow, Shown
    from reader_app.storage.sayings import Place, Saying
    from reader_app.storage.search import Hit
    from reader_app.storage.stats import Stats
    from reader_app.storage.suggestions import Kept

__all__ = [
    "ORDERS", "ArticleFilter", "ArticleRow", "Bulk", "Hit", "Kept", "Model", "PersonRow", "Place", "RowHit", "Saying",
    "Shown", "Stats", "Store",
]  # fmt: skip

# the way to the first window does without them, and without what they pull in
_LATER = {
    "Bulk": "bulk", "Hit": "search", "Kept": "suggestions", "Model": "models", "PersonRow": "people",
    "Place": "sayings", "Saying": "sayings", "Shown": "people", "Stats": "stats",
}  # fmt: skip


def __getattr__(name: str) -> object:
    if name in _LATER:
        return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
