"""The project file: the only place with SQL. Takes and gives the values of `reader_app.core`."""

from reader_app.storage.bulk import Bulk
from reader_app.storage.listing import ArticleFilter, ArticleRow
from reader_app.storage.search import Hit
from reader_app.storage.stats import Stats
from reader_app.storage.store import Store

__all__ = ["ArticleFilter", "ArticleRow", "Bulk", "Hit", "Stats", "Store"]
