"""What an export takes of each article: its layers, filtered, with what they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from reader_app.core.change import Sheet
from reader_app.core.errors import ReaderError
from reader_app.core.gold import gold, standing_verdicts
from reader_app.core.model import KINDS, RESERVED_AUTHORS, Annotation, Assignment, Kind, Link, Referent, Stage, Verdict
from reader_app.formats import Layer
from reader_app.storage import Store
from reader_app.transfer.report import ExportReport

VERDICTS = ("any", "accepted", "not-rejected")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A layer before its links: `ends` tells for each record of the project that a link may end at in this layer the
    record that is exported for it, with its kind."""

    name: str
    stage: Stage
    done: tuple[Kind, ...]
    annotations: tuple[Annotation, ...]
    ends: Mapping[str, tuple[str, Kind]]


@dataclass(frozen=True, slots=True)
class _Article:
    sheet: Sheet
    pieces: tuple[_Piece, ...]
    ends: Mapping[str, tuple[str, Kind]]


class Selection:
    """The layers that an export takes. `layer`: all, gold or the name of an author; `stages`: none for any."""

    def __init__(self, store: Store, *, layer: str, stages: tuple[Stage, ...], verdict: str) -> None:
        if layer in RESERVED_AUTHORS - {"all", "gold"}:
            raise ReaderError("no-layer", layer=layer)
        self.nobody = layer not in {"all", "gold"} and layer not in store.authors()
        self._store = store
        self._layer = layer
        self._stages = stages
        self._verdict = verdict
        # a link asks what of another article is exported: those that link to each other are often neighbours
        self._selected = lru_cache(maxsize=256)(self._select)

    def layers(self, article_id: str, report: ExportReport) -> Iterator[Layer]:
        """Yield the layers of one article, by name, and count in `report` what is left out."""
        selected = self._selected(article_id)
        article = selected.sheet.article
        exported = {record for record, _ in selected.ends.values()}
        for piece in selected.pieces:
            annotations, referents = self._named(piece, selected, exported, report)
            links, far = self._links(piece, selected, report)
            yield Layer(
                article,
                piece.name,
                piece.stage,
                piece.done,
                annotations,
                tuple(self._verdicts(selected.sheet, piece, exported, report)),
                links,
                far,
                referents,
            )

    def _select(self, article_id: str) -> _Article:
        sheet = self._store.sheet(article_id)
        pieces = tuple(
            self._filtered(piece, sheet)
            for piece in self._pieces(sheet)
            if not self._stages or piece.stage in self._stages
        )
        ends = {record: end for piece in pieces for record, end in piece.ends.items()}
        return _Article(sheet, pieces, ends)

    def _pieces(self, sheet: Sheet) -> Iterator[_Piece]:
        if self._layer == "gold":
            found = gold(sheet)
            kinds = {a.id: a.kind for a in found.annotations}
            ends = {record: (kept, kinds[kept]) for record, kept in found.same.items()}
            yield _Piece("gold", found.stage, found.done, found.annotations, ends)
            return
        for name in self._names(sheet):
            assignment = sheet.assignment(name) or Assignment("-", sheet.article.id, name)
            own = tuple(sheet.annotations(name)) if name else ()
            yield _Piece(name, assignment.stage, assignment.done, own, {a.id: (a.id, a.kind) for a in own})

    def _names(self, sheet: Sheet) -> list[str]:
        if self._layer != "all":
            return [self._layer]
        names = {a.author for a in sheet.annotations()}
        # who looked and found nothing to tag has said so in the assignment: that, too, is worth its line
        for record in sheet.records.values():
            if isinstance(record, Assignment) and (record.done or record.stage != "todo"):
                names.add(record.author)
        return sorted(names) or [""]

    def _filtered(self, piece: _Piece, sheet: Sheet) -> _Piece:
        if self._verdict == "any":
            return piece
        standing = standing_verdicts(sheet)
        fixes = {name for v in standing.values() if v.decision == "fix" for name in v.replacements}

        def stays(a: Annotation) -> bool:
            decision = standing[a.id].decision if a.id in standing else ""
            if self._verdict == "not-rejected":
                return decision != "reject"
            return decision == "accept" or (a.id in fixes and not decision)

        kept = tuple(a for a in piece.annotations if stays(a))
        # a kind of which undecided records went is not complete any more
        undecided = {
            a.kind for a in piece.annotations
            if not stays(a) and not (a.id in standing and standing[a.id].decision in {"reject", "fix"})
        }  # fmt: skip
        names = {a.id for a in kept}
        return replace(
            piece,
            annotations=kept,
            done=tuple(kind for kind in piece.done if kind not in undecided),
            ends={record: end for record, end in piece.ends.items() if end[0] in names},
        )

    def _named(
        self, piece: _Piece, selected: _Article, exported: set[str], report: ExportReport
    ) -> tuple[tuple[Annotation, ...], tuple[Referent, ...]]:
        referents: dict[str, Referent] = {}
        annotations = []
        for a in piece.annotations:
            named = {one.id: one for name in a.referents if (one := selected.sheet.referent(name))}
            referents |= named
            quote = selected.ends[a.quote][0] if a.quote in selected.ends else a.quote
            if quote and quote not in exported:
                report.names_left_out += 1
                quote = ""
            people = tuple(named)
            if (people, quote) != (a.referents, a.quote):
                a = replace(a, referents=people, quote=quote)  # noqa: PLW2901
            annotations.append(a)
        return tuple(annotations), tuple(referents.values())

    def _verdicts(self, sheet: Sheet, piece: _Piece, exported: set[str], report: ExportReport) -> Iterator[Verdict]:
        standing = standing_verdicts(sheet)
        for a in piece.annotations:
            if verdict := standing.get(a.id):
                inside = tuple(name for name in verdict.replacements if name in exported)
                report.names_left_out += len(verdict.replacements) - len(inside)
                yield replace(verdict, replacements=inside)

    def _links(
        self, piece: _Piece, selected: _Article, report: ExportReport
    ) -> tuple[tuple[Link, ...], dict[str, Kind]]:
        found: dict[tuple[str, str, str], Link] = {}
        far: dict[str, Kind] = {}
        here = {a.id for a in piece.annotations}
        for link in sorted(selected.sheet.links(), key=lambda link: link.id):
            head, tail = self._end(link.head, link.head_article), self._end(link.tail, link.tail_article)
            if head is None or tail is None:
                report.links_left_out += head is not None and head[0] in here
                continue
            if head[0] == tail[0]:  # in gold, two records that are equal
                continue
            moved = replace(link, head=head[0], tail=tail[0])
            if moved.head in here and found.setdefault((moved.kind, moved.head, moved.tail), moved) is moved:
                far |= dict((head, tail))
        return tuple(found.values()), {record: kind for record, kind in far.items() if record not in here}

    def _end(self, record: str, article: str) -> tuple[str, Kind] | None:
        return self._selected(article).ends.get(record)


def is_done(layer: Layer) -> bool:
    """Return whether every kind of `layer` is done."""
    return len(layer.done) == len(KINDS)
