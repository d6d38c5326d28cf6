"""What marks a file as a project of ours, and which version of its tables this program knows. Knows no sqlite_utils:
a project that needs no migration opens without it."""

from __future__ import annotations

APPLICATION_ID = int.from_bytes(b"RdVn")
"""In the header of every project (`pragma application_id`), so that other SQLite files are told apart."""

VERSION = 4
"""`pragma user_version`: the number of the newest migration."""

TABLES = frozenset({
    "annotation", "annotation_referent", "annotation_text", "article", "article_alias", "article_text", "article_title",
    "assignment", "label_choice", "link", "model", "part", "referent", "referent_name", "rejection", "rejection_span",
    "scheme", "setting", "step", "step_article", "suggested", "verdict", "verdict_replacement", "word",
})  # fmt: skip
"""What a project cannot be without."""

RECORD_TABLES = ("article", "annotation", "referent", "link", "verdict", "assignment", "rejection")
"""The tables with a row for each record, its id in the column `id`."""
