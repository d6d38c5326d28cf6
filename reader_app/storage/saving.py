"""One step into the tables: compared with what stands there, written, proven to leave nothing dangling, journalled."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reader_app.core.change import Change, Entry, Step
from reader_app.core.errors import StaleEdit
from reader_app.core.model import Annotation, Article, Assignment, Link, Record, Referent, Rejection, Verdict
from reader_app.core.rules import annotation_problems
from reader_app.core.scheme import Scheme
from reader_app.storage import dangling, fulltext, journal, proof, reading, writing

# rows that others refer to are written first and removed last
_ORDER: tuple[type[Record], ...] = (Article, Referent, Annotation, Link, Verdict, Assignment, Rejection)
_RANK = {record_type: rank for rank, record_type in enumerate(_ORDER)}


@dataclass
class Saving:
    """A step on its way into the tables. `seen` are the hashes of the texts that the step may have been made on."""

    db: sqlite3.Connection
    scheme: Scheme
    seen: Mapping[str, int]
    texts: dict[str, str] = field(default_factory=dict)
    """The texts of touched articles, by id, as they are in the end."""

    def save(self, step: Step, author: str, article: str, undoes: int) -> Entry:
        proof.check_author(author)
        takes_back = journal.reversal(self.db, undoes) if undoes else None
        net = net_changes(step.changes)
        for change in net:
            self._compare(change)
        self._prove(net)
        touched = {article, *self._touched(net)} - {""}
        before, after = self._index_entries(net)
        for seq, annotation, text in before:
            fulltext.drop_annotation(self.db, seq, annotation, text)
        kept = self._write(net, takes_back.kept if takes_back else {})
        dangling.check(self.db, net, {record_id: one["seq"] for record_id, one in kept.items()})
        for record_id in after:
            self._index(record_id)
        touched |= set(self._touched(net))
        return journal.append(self.db, step, author, article, touched=touched, kept=kept, takes_back=takes_back)

    def _compare(self, change: Change) -> None:
        """Raise StaleEdit unless the change starts from what stands here."""
        record = change.record
        if change.before is None:
            if reading.is_taken(self.db, record.id):
                raise StaleEdit(record.id)
        elif reading.find_as(self.db, type(record), record.id) != change.before:
            raise StaleEdit(record.id)
        if isinstance(change.after, Annotation | Rejection) and change.after.article not in self.texts:
            text = reading.text_of(self.db, change.after.article)
            if text is not None:  # else it comes with this step
                if self.seen.get(change.after.article, hash(text)) != hash(text):
                    raise StaleEdit(change.after.article)
                self.texts[change.after.article] = text

    def _prove(self, net: Iterable[Change]) -> None:
        """Raise RuleBroken where a record cannot be kept as it would be."""
        for change in net:
            if isinstance(change.after, Article):
                self.texts[change.after.id] = change.after.text
        for change in net:
            after = change.after
            text = ""
            if isinstance(after, Annotation | Rejection):
                if after.article not in self.texts:
                    raise StaleEdit(after.article)
                text = self.texts[after.article]
            if after is not None:
                proof.check(after, text, self.scheme)

    def _touched(self, net: Iterable[Change]) -> Iterable[str]:
        for change in net:
            for record in (change.before, change.after):
                if record is not None:
                    yield from reading.articles_of(self.db, record)

    def _index_entries(self, net: Iterable[Change]) -> tuple[list[tuple[int, Annotation, str]], list[str]]:
        """Return the full-text entries of annotations that go, as they are now, and the ids of those that come.

        Where an article's text changes, all its annotations are among both.
        """
        going: dict[str, tuple[int, Annotation, str]] = {}
        coming: dict[str, None] = {}
        texts: dict[str, str] = {}
        for change in net:
            before, after = change.before, change.after
            if isinstance(before, Article) and isinstance(after, Article) and before.text != after.text:
                for seq, annotation in reading.annotations_on(self.db, before.id).items():
                    going[annotation.id] = (seq, annotation, before.text)
                    coming[annotation.id] = None
        for change in net:
            before, after = change.before, change.after
            if isinstance(before, Annotation) and before.id not in going:
                number = writing.seq_of(self.db, Annotation, before.id)
                if before.article not in texts:
                    texts[before.article] = reading.text_of(self.db, before.article) or ""
                assert number is not None
                going[before.id] = (number, before, texts[before.article])
            if isinstance(after, Annotation):
                coming[after.id] = None
            elif isinstance(before, Annotation):
                coming.pop(before.id, None)
        return list(going.values()), list(coming)

    def _write(self, net: list[Change], numbers: journal.Kept) -> dict[str, dict[str, Any]]:
        """Write the changes; return what the removed rows need to come back as they were."""
        kept: dict[str, dict[str, Any]] = {}
        for change in sorted(net, key=lambda c: -_RANK[type(c.record)]):
            if change.after is None:
                kept[change.record.id] = self._remove(change.record)
        for change in sorted(net, key=lambda c: _RANK[type(c.record)]):
            if change.after is None:
                continue
            if change.before is None:
                self._insert(change.after, numbers.get(change.after.id, {}))
            else:
                self._update(change.before, change.after)
        return kept

    def _remove(self, record: Record) -> dict[str, Any]:
        number = writing.seq_of(self.db, type(record), record.id)
        assert number is not None
        kept: dict[str, Any] = {"seq": number}
        if isinstance(record, Article):
            fulltext.drop_article(self.db, number, record)
            aliases = self.db.execute("select key from article_alias where article = ? order by key", (number,))
            kept["aliases"] = [key for (key,) in aliases]
        writing.delete(self.db, record)
        return kept

    def _insert(self, record: Record, kept: Mapping[str, Any]) -> None:
        self._check_unique(record)
        number = writing.insert(self.db, record, kept.get("seq"))
        if isinstance(record, Article):
            self._index_article(number, record)
            for key in kept.get("aliases", ()):
                if reading.article_with_key(self.db, key) is None:
                    self.db.execute("insert into article_alias values (?, ?)", (key, number))

    def _update(self, before: Record, after: Record) -> None:
        self._check_unique(after)
        if isinstance(before, Article) and isinstance(after, Article):
            number = writing.seq_of(self.db, Article, after.id)
            assert number is not None
            fulltext.drop_article(self.db, number, before)
            self._index_article(number, after)
        writing.update(self.db, before, after)

    def _check_unique(self, record: Record) -> None:
        """Raise StaleEdit where another article has this key meanwhile, or the author another assignment there."""
        if isinstance(record, Article) and reading.article_with_key(self.db, record.key) not in (None, record.id):
            raise StaleEdit(record.id)
        if isinstance(record, Assignment):
            other = self.db.execute(
                """select s.id from assignment s join article x on x.seq = s.article
                where x.id = ? and s.author = ? and s.id <> ?""",
                (record.article, record.author, record.id),
            ).fetchone()
            if other is not None:
                raise StaleEdit(other[0])

    def _index_article(self, number: int, article: Article) -> None:
        fulltext.add_article(self.db, number, article)
        fulltext.add_words(self.db, [fulltext.article_words(article)])

    def _index(self, record_id: str) -> None:
        """Add the full-text entry of an annotation. StaleEdit where its text was corrected and it was left behind."""
        annotation = reading.find_annotation(self.db, record_id)
        assert annotation is not None
        text = self.texts[annotation.article]
        if next(annotation_problems(annotation, text, self.scheme), None) is not None:
            raise StaleEdit(record_id)
        number = writing.seq_of(self.db, Annotation, record_id)
        assert number is not None
        fulltext.add_annotation(self.db, number, annotation, text)
        if any(words := fulltext.new_words(annotation, text)):
            fulltext.add_words(self.db, [words])


def net_changes(changes: Iterable[Change]) -> list[Change]:
    """Return one change for each record, from its first `before` to its last `after`. StaleEdit where one change of
    a record does not start where the one before it ended."""
    first: dict[str, Record | None] = {}
    last: dict[str, Change] = {}
    for change in changes:
        record_id = change.record.id
        if record_id in last and last[record_id].after != change.before:
            raise StaleEdit(record_id)
        first.setdefault(record_id, change.before)
        last[record_id] = change
    return [
        Change(first[record_id], change.after)
        for record_id, change in last.items()
        if first[record_id] is not None or change.after is not None
    ]
