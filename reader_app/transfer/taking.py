"""Layers into a project: what is new is taken, what is known is left alone, what clashes is refused with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from reader_app.core.change import Sheet
from reader_app.core.derived import all_attributes
from reader_app.core.errors import BadInput, ReaderError, RuleBroken, StaleEdit
from reader_app.core.model import KINDS, Annotation, Article, Assignment, Kind, Link, Record, Referent, Verdict
from reader_app.formats import Incoming, Layer
from reader_app.formats.corpus_records import content_id
from reader_app.storage import Bulk, Store
from reader_app.transfer.report import ImportReport


@dataclass(slots=True)
class _Plan:
    """What taking one line comes to. `needs` are records that must come first, from another line."""

    path: str
    item: Incoming
    article: Article | None = None  # None: known
    alias: str = ""
    renamed: bool = False
    referents: list[Referent] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    assignment: Assignment | None = None
    known: int = 0
    needs: set[str] = field(default_factory=set)
    kept_stage: str = ""

    @property
    def ids(self) -> set[str]:
        return {a.id for a in self.annotations}


class Taker:
    """Takes items into `store` through `bulk`, one by one, and at `finish()` those that waited for others."""

    def __init__(self, store: Store, bulk: Bulk, report: ImportReport, *, rename: bool) -> None:
        self._store = store
        self._bulk = bulk
        self._report = report
        self._rename = rename
        self._scheme = store.scheme()
        # a project without articles takes over which labels are on; one at work has chosen for itself
        self._labels_open = next(store.article_ids(), None) is None
        self._registered: set[str] = set()
        self._taken: set[str] = set()
        self._known: set[str] = set()
        self._held: list[tuple[str, Incoming]] = []
        self._links: list[tuple[str, int, Link, Mapping[str, Kind]]] = []

    def take(self, path: str, item: Incoming) -> None:
        if item.encoding:
            self._report.encodings.append((path, item.encoding))
        if self._labels_open and item.labels is not None:
            self._take_labels(item.labels)
        if (plan := self._planned(path, item)) is None:
            return
        if plan.needs:
            self._held.append((path, item))
        else:
            self._carry_out([plan])

    def finish(self) -> None:
        """Take the lines that name records of later lines, then the links."""
        plans = [plan for path, item in self._held if (plan := self._planned(path, item))]
        while True:  # the largest set of lines that have all they need among them
            coming = {record for plan in plans for record in plan.ids}
            whole = [plan for plan in plans if plan.needs <= coming]
            for plan in plans:
                if not plan.needs <= coming:
                    self._refuse(plan.path, plan.item.line, "missing-record", id=min(plan.needs - coming))
            if len(whole) == len(plans):
                break
            plans = whole
        if plans:
            self._carry_out(plans)
        for path, line, link, far in self._links:
            try:
                self._take_link(link, far)
            except BadInput as error:
                self._report.links_without_tail += error.code == "tail-missing"
                self._refuse(path, line, error.code, **error.fields)
            except StaleEdit:
                self._refuse(path, line, "other-content", id=link.id)

    def _refuse(self, path: str, line: int, code: str, **fields: str | int) -> None:
        self._report.refused.append(BadInput(code, path=path, line=line, **fields))

    def _take_labels(self, labels: Mapping[Kind, tuple[str, ...]]) -> None:
        self._labels_open = False
        self._bulk.commit()
        for label in self._scheme.labels:
            off = label.id not in labels.get(label.kind, (label.id,) * (not label.off))
            if label.off != off:
                self._store.change_label(label.kind, label.id, off=off)

    # what a line comes to

    def _planned(self, path: str, item: Incoming) -> _Plan | None:
        try:
            return self._plan(path, item)
        except BadInput as error:
            self._refuse(path, item.line, error.code, **error.fields)
            return None

    def _plan(self, path: str, item: Incoming) -> _Plan:
        plan, layer = _Plan(path, item), item.layer
        sheet = self._plan_article(plan, layer)
        register = {referent.id: referent for referent in layer.referents}
        for referent in layer.referents:
            known = self._store.referent(referent.id)
            if known is None:
                plan.referents.append(referent)
            elif replace(known, merged_into="") != referent:
                raise BadInput("other-content", id=referent.id)
        here = {a.id: a for a in layer.annotations}
        own = {_place(a): a.id for a in sheet.annotations()} if sheet else {}
        for a in layer.annotations:
            for referent_id in a.referents:
                if referent_id not in register and not self._is_registered(referent_id):
                    raise BadInput("no-referent", referent=referent_id)
            if a.quote and self._is_missing(a.quote, here, a.article, "quote"):
                plan.needs.add(a.quote)
            # an id that stands elsewhere in the project is met when the record is added
            stored = sheet.get(a.id) if sheet else None
            if stored is not None:
                if stored != a and not self._is_same(stored, a):
                    raise BadInput("other-content", id=a.id)
                plan.known += 1
            elif _place(a) in own:
                raise BadInput("twice", start=a.start, end=a.end)
            else:
                plan.annotations.append(a)
        for verdict in layer.verdicts:
            self._plan_verdict(plan, verdict, here, sheet)
        self._plan_assignment(plan, layer, sheet)
        return plan

    def _plan_article(self, plan: _Plan, layer: Layer) -> Sheet | None:
        """Plan the article and its key; return the sheet where the project knows the article and more is to come."""
        article = layer.article
        owner = self._store.article_id_for_key(article.key)
        if self._store.seq_of(article.id) is None:
            if owner is not None:
                article = replace(article, key=self._free_key(article.key))
                plan.renamed = True
            plan.article = article
            return None
        if owner is None:
            plan.alias = article.key
        elif owner != article.id and not self._rename:
            raise BadInput("key-taken", key=article.key)
        if not (layer.annotations or layer.done or layer.stage != "todo"):
            return None
        sheet = self._store.sheet(article.id)
        if sheet.article.text != article.text:
            raise BadInput("other-text", key=sheet.article.key)
        return sheet

    def _free_key(self, key: str) -> str:
        if not self._rename:
            raise BadInput("key-taken", key=key)
        n = 2
        while self._store.article_id_for_key(f"{key}-{n}") is not None:
            n += 1
        return f"{key}-{n}"

    def _is_missing(self, record: str, here: Mapping[str, Annotation], article: str, kind: Kind) -> bool:
        """Return whether `record` has still to come; refuse one that is there and cannot be meant."""
        found = here.get(record) or self._store.annotation(record)
        if found is not None and (found.kind != kind or found.article != article):
            raise BadInput("no-quote", quote=record)
        return found is None

    def _plan_verdict(self, plan: _Plan, verdict: Verdict, here: Mapping[str, Annotation], sheet: Sheet | None) -> None:
        stored = sheet.get(verdict.subject) if sheet else None
        if sheet and isinstance(stored, Annotation):
            verdict = replace(verdict, version=stored.version)
            if any(_said(verdict) == _said(known) for known in sheet.verdicts(verdict.subject)):
                plan.known += 1
                return
        for record in verdict.replacements:
            if record not in here and self._store.annotation(record) is None:
                plan.needs.add(record)
        plan.verdicts.append(verdict)

    def _plan_assignment(self, plan: _Plan, layer: Layer, sheet: Sheet | None) -> None:
        if layer.name in {"", "gold"} or not (layer.done or layer.stage != "todo"):
            return
        known = sheet.assignment(layer.name) if sheet else None
        if known is None:
            record = content_id("assignment", layer.article.id, layer.name)
            plan.assignment = Assignment(record, layer.article.id, layer.name, layer.stage, layer.done)
        elif (known.stage, known.done) != (layer.stage, tuple(kind for kind in KINDS if kind in layer.done)):
            plan.kept_stage = known.stage

    def _is_registered(self, referent: str) -> bool:
        if referent not in self._registered and self._store.referent(referent) is not None:
            self._registered.add(referent)
        return referent in self._registered

    def _is_same(self, stored: Record, a: Annotation) -> bool:
        return isinstance(stored, Annotation) and self._settled(stored) == self._settled(a)

    def _settled(self, a: Annotation) -> Annotation:
        """Return `a` as an export writes it: two records that a file cannot tell apart are the same."""
        referents = tuple(dict.fromkeys(map(self._merged, a.referents)))
        return replace(a, attributes=all_attributes(a, self._scheme), referents=referents)

    def _merged(self, referent: str) -> str:
        seen: set[str] = set()
        while referent not in seen and (found := self._store.referent(referent)) and found.merged_into:
            seen.add(referent)
            referent = found.merged_into
        return referent

    # doing it

    def _carry_out(self, plans: list[_Plan]) -> None:
        try:
            with self._bulk.together():
                for plan in plans:
                    self._add_article(plan)
                    self._add_all(plan.referents)
                for kinds in (("entity", "quote"), ("claim",)):
                    for plan in plans:
                        self._add_all(a for a in plan.annotations if a.kind in kinds)
                for plan in plans:
                    self._add_all(plan.verdicts)
                    if plan.assignment:
                        self._bulk.add(plan.assignment)
        except (StaleEdit, RuleBroken) as error:
            for plan in plans:
                code, fields = _clash(error)
                self._refuse(plan.path, plan.item.line, code, **fields)
            return
        for plan in plans:
            self._count(plan)

    def _add_article(self, plan: _Plan) -> None:
        if plan.article and self._store.seq_of(plan.article.id) is None:
            self._bulk.add_article(plan.article)
        elif plan.alias:
            self._bulk.add_alias(plan.alias, plan.item.layer.article.id)

    def _add_all(self, records: Iterable[Referent | Annotation | Verdict]) -> None:
        for record in records:
            self._bulk.add(record)

    def _count(self, plan: _Plan) -> None:
        report, layer = self._report, plan.item.layer
        (self._taken if plan.article else self._known).add(layer.article.id)
        report.taken, report.known = len(self._taken), len(self._known - self._taken)
        report.renamed += plan.renamed
        report.aliases += bool(plan.alias)
        report.records_taken += len(plan.annotations) + len(plan.verdicts)
        report.records_known += plan.known
        report.moved += plan.item.moved and bool(layer.annotations)
        self._links.extend((plan.path, plan.item.line, link, layer.far) for link in layer.links)
        if plan.kept_stage:
            self._refuse(
                plan.path, plan.item.line, "other-stage", author=layer.name, ours=plan.kept_stage, stated=layer.stage
            )

    def _take_link(self, link: Link, far: Mapping[str, Kind]) -> None:
        ends = {end: self._store.annotation(end) for end in (link.head, link.tail)}
        head, tail = ends[link.head], ends[link.tail]
        if head is None or tail is None:
            raise BadInput("tail-missing", id=link.id, tail=link.tail if tail is None else link.head)
        known = self._scheme.link(link.kind)
        assert known is not None
        for end, kinds, stated in ((head, known.heads, link.head_article), (tail, known.tails, link.tail_article)):
            if stated not in {"", end.article}:
                raise BadInput("disagrees", where="links.tail_article", stated=stated, found=end.article)
            if far.get(end.id, end.kind) != end.kind:
                raise BadInput("disagrees", where="links.tail_kind", stated=far[end.id], found=end.kind)
            if end.kind not in kinds:
                raise BadInput("link-kind", kind=link.kind, end=end.kind)
        if self._bulk.add(replace(link, head_article=head.article, tail_article=tail.article)):
            self._report.records_taken += 1
        else:
            self._report.records_known += 1


def _place(a: Annotation) -> tuple[object, ...]:
    return (a.author, a.kind, a.label, a.contents)


def _said(verdict: Verdict) -> Verdict:
    return replace(verdict, id="")


def _clash(error: ReaderError) -> tuple[str, dict[str, str | int]]:
    if isinstance(error, StaleEdit):
        return "other-content", {"id": error.fields["record"]}
    return error.code, dict(error.fields)
