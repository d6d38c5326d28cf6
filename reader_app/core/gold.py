"""The gold layer: what the editors of an article let stand, computed from all layers and the verdicts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reader_app.core.change import Sheet
from reader_app.core.model import KINDS, Annotation, Assignment, Kind, Stage, Verdict


def standing_verdicts(sheet: Sheet) -> dict[str, Verdict]:
    """Return for each annotation its latest verdict, where that judged the annotation as it is now."""
    latest = {record.subject: record for record in sheet.records.values() if isinstance(record, Verdict)}
    return {
        subject: verdict
        for subject, verdict in latest.items()
        if isinstance(a := sheet.get(subject), Annotation) and a.version == verdict.version
    }


@dataclass(frozen=True, slots=True)
class Gold:
    """`same` tells for each record that is in gold, or equal to one that is, which record stands for it."""

    annotations: tuple[Annotation, ...]
    same: dict[str, str]
    stage: Stage
    done: tuple[Kind, ...]


def gold(sheet: Sheet) -> Gold:
    """Return accepted records, replacements and the editors' own, equal records of several authors once."""
    annotations = {a.id: a for a in sheet.annotations()}
    verdicts = standing_verdicts(sheet)
    replacements = {name for v in verdicts.values() if v.decision == "fix" for name in v.replacements}
    editors = {record.author for record in sheet.records.values() if isinstance(record, Verdict)}
    stands = [
        a
        for a in annotations.values()
        if ((v := verdicts.get(a.id)) is None and (a.id in replacements or a.author in editors))
        or (v is not None and v.decision == "accept")
    ]  # fmt: skip
    kept: dict[tuple[object, ...], Annotation] = {}
    same: dict[str, str] = {}
    # quotes before claims: equal claims stand in equal quotes
    for a in sorted(stands, key=lambda a: (KINDS.index(a.kind), a.id)):
        moved = replace(a, quote=same.get(a.quote, a.quote))
        content = (
            moved.kind,
            moved.label,
            moved.parts,
            moved.referents,
            moved.quote,
            moved.statement,
            moved.attributes,
        )
        same[a.id] = kept.setdefault(content, moved).id
    assignments = [r for r in sheet.records.values() if isinstance(r, Assignment)]
    done = {kind for one in assignments if one.author in editors for kind in one.done}
    stage: Stage = "approved" if any(one.stage == "approved" for one in assignments) else "todo"
    return Gold(tuple(kept.values()), same, stage, tuple(kind for kind in KINDS if kind in done))
