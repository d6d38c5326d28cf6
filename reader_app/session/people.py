"""The register as one person keeps it: who is one with whom, who is somebody else, what is known of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader_app.core import edits, people, rules
from reader_app.core.change import Change, Sheet, Step
from reader_app.core.errors import Problem, RuleBroken, StaleEdit
from reader_app.core.model import Annotation, Referent
from reader_app.core.naming import known_name, short_name
from reader_app.session.sitting import Sitting

if TYPE_CHECKING:
    from reader_app.storage import Place


class Registering(Sitting):
    """What `author` does with the register. Each act is a step on the open article, so that undo takes it back there;
    no article need be open."""

    def set_people(self, record_id: str, referents: Sequence[str]) -> str:
        """Say who is meant (entity), who speaks (quote) or who claims; several may."""
        edit = self._edit(list(self._register(referents)))
        edits.set_referents(edit, record_id, referents)
        self._close(edit, "person")
        return record_id

    def make_person(
        self, record_id: str, name: str, label: str = "PER", *, role: str = "", keep: Sequence[str] = ()
    ) -> str:
        """Put a new referent into the register and say that it is meant; without a name, `role` tells who it is. `keep`
        are those meant beside it."""
        edit = self._edit(list(self._register(keep)))
        referent = Referent(self._new_id(), label, " ".join(name.split()), role=" ".join(role.split()))
        edit.put(referent)
        edits.set_referents(edit, record_id, [*keep, referent.id])
        self._close(edit, "person", referent.name or referent.role)
        return referent.id

    def change_person(self, referent: str, **fields: str) -> None:
        """Set what is known of a referent: label, name, aliases (semicolons between them), role, wikidata, note."""
        old = self._known(referent)
        new = people.changed(old, self.scheme, **fields)
        if new != old:
            self._keep(Step("change-person", (Change(old, new),), people.called(new)))

    def merge_people(self, referent: str, into: str) -> None:
        """Say that `referent` is `into`. Records go on naming either; whoever reads them finds `into`."""
        one, target = self._known(referent), self._known(into)
        changes = people.merge(one, target)
        self._keep(Step("merge-people", changes, people.called(target)), [one, target])

    def separate_person(self, referent: str) -> None:
        """Say that `referent`, merged before, is somebody of its own again."""
        one, *chain = self._register([referent])
        self._keep(Step("separate-person", people.separate(one, chain), people.called(one)), [one, *chain])

    def split_person(self, referent: str, records: Iterable[str], name: str, label: str = "") -> str:
        """Take these records of one's own away from `referent` and give them to a new one called `name`; return its
        id. They may be on any articles. RuleBroken where one belongs to somebody else or its article is submitted."""
        old = self._known(referent)
        new = Referent(self._new_id(), label or old.label, " ".join(name.split()))
        self._move_mentions(old, records, new, [Change(None, new)])
        return new.id

    def move_mentions(self, referent: str, records: Iterable[str], to: str) -> None:
        """Take these records of one's own away from `referent` and give them to `to`, who is in the register."""
        old, new = self._known(referent), self._known(to)
        if old.id == new.id:
            raise RuleBroken([Problem("merge-itself", old.id)])
        self._move_mentions(old, records, new, [])

    def _move_mentions(self, old: Referent, records: Iterable[str], new: Referent, first: list[Change]) -> None:
        same = {old.id, *(one.id for one in self.store.merged_into(old.id))}
        known = [*self._register(sorted(same)), new]
        changes = [change for sheet, ids in self._by_article(records) for change in self._moved(
            sheet, ids, same, new, known
        )]  # fmt: skip
        if not changes:
            raise RuleBroken([Problem("nothing-chosen", "")])
        step = Step("split-person", (*first, *changes), people.called(new))
        self._keep(step, [] if first else known)

    def remove_person(self, referent: str) -> None:
        """Take a referent that no annotation names out of the register, and those that were merged into it."""
        row = self.store.person(referent)
        if row is None:
            raise StaleEdit(referent)
        if row.uses:
            raise RuleBroken([Problem("person-in-use", row.referent.id, {"name": people.called(row.referent)})])
        # whoever was merged goes before the one that it was merged into
        gone = [*self.store.merged_into(row.referent.id), row.referent]
        self._keep(Step("remove-person", tuple(Change(one, None) for one in gone), people.called(row.referent)))

    def mentions_of(self, referent: str, *, entities: bool = False, words: str = "") -> list[Place]:
        """Return where somebody speaks or claims, with `entities` also where one is only named, newest first; with
        `words` only what holds them."""
        return self.store.mentions(referent, self.author, entities=entities, words=words)

    def proposed_people(self, record_id: str) -> list[Referent]:
        """Return who may be meant by a record, the likeliest first."""
        return self._proposals(self.here.annotation(record_id), self.mine())

    def _proposals(self, record: Annotation, own: Sequence[Annotation]) -> list[Referent]:
        span = record.contents[0] if record.kind == "entity" else record.span("source")
        register: list[Referent] = []
        if span is not None:
            names = {" ".join(span.of(self.text).split()), people.bare_name(self.text, span, self.lexicon)} - {""}
            register = [one for name in sorted(names) for one in self.store.find_name(name)]
        return people.proposals(self.text, record, own, self.here.referent, self.lexicon, register)

    def new_speaker(self, record_id: str) -> tuple[str, str]:
        """Return name and role of somebody new whom the words of a record may mean: either or both are ""."""
        return people.new_speaker(self.text, self.here.annotation(record_id), self.mine(), self.lexicon)

    def speaker_proposed(self, record_id: str) -> Referent | None:
        """Return whom `take_proposed` would set: for somebody new a referent without id. None for nobody, and where
        somebody is named already."""
        return None if self.here.annotation(record_id).referents else next(iter(self._takable(record_id)), None)

    def take_proposed(self, record_id: str) -> None:
        """Say that whoever is proposed first is meant by a record; where it is so already, the next one. RuleBroken
        where nobody is proposed."""
        found = self._takable(record_id)
        now = [one.id for r in self.here.annotation(record_id).referents if (one := self.here.referent(r)) is not None]
        at = next((place for place, one in enumerate(found) if now == [one.id]), -1)
        if not found or (at == 0 and len(found) == 1):
            raise RuleBroken([Problem("nobody-proposed", record_id)])
        one = found[(at + 1) % len(found)]
        if one.id:
            self.set_people(record_id, [one.id])
        else:
            self.make_person(record_id, one.name, one.label, role=one.role)

    def _takable(self, record_id: str) -> list[Referent]:
        """Return who may be meant without being asked for by name. Somebody whose name nobody has is new; a bare name
        may be that of a place or a house as well, and is left to be asked for. Nobody is for a claim without a source:
        the article itself claims it."""
        record, own = self.here.annotation(record_id), self.mine()
        if record.kind == "claim" and record.span("source") is None:
            return []
        found = self._proposals(record, own)
        name, role = people.new_speaker(self.text, record, own, self.lexicon)
        if role and all(one.name or one.role != role for one in found):
            return [Referent("", "PER", role=role), *found]
        source = record.span("source")
        if name and source is not None and not any(known_name(name, one) or short_name(name, one) for one in found):
            return [Referent("", "PER", name)] if name != " ".join(source.of(self.text).split()) else []
        return found

    def _known(self, referent: str) -> Referent:
        """Return whom `referent` stands for now. StaleEdit where there is none."""
        *_before, found = (None, *self._register([referent]))
        if found is None:
            raise StaleEdit(referent)
        return found

    def _by_article(self, records: Iterable[str]) -> list[tuple[Sheet, list[str]]]:
        found: dict[str, list[str]] = {}
        for record_id in dict.fromkeys(records):
            record = self.store.annotation(record_id)
            if record is None:
                raise StaleEdit(record_id)
            found.setdefault(record.article, []).append(record_id)
        return [(self.store.sheet(article), ids) for article, ids in found.items()]

    def _moved(
        self, sheet: Sheet, ids: Sequence[str], same: set[str], new: Referent, register: Sequence[Referent]
    ) -> list[Change]:
        """Return the changes by which the records on one article name `new` instead of any of `same`."""
        sheet = sheet.knowing(register)
        edit = self._edit(register, sheet)
        for record_id in ids:
            record = edit.annotation(record_id)
            named = tuple(dict.fromkeys(new.id if one in same else one for one in record.referents))
            if named != record.referents:
                edits.set_referents(edit, record_id, named)
        step = edit.step("split-person")
        if step is None:
            return []
        # whom the last mention is taken from stays in the register: somebody said just now who it is
        changes = [change for change in step.changes if not isinstance(change.record, Referent)]
        after = sheet.after(replace(step, changes=tuple(changes)))
        rules.check(after, self.scheme, [c.record.id for c in changes if isinstance(c.after, Annotation)])
        return changes

    def _keep(self, step: Step, register: Sequence[Referent] = ()) -> None:
        """Save a step that is about the register, with whichever article is open."""
        if self.sheet is not None:
            self._save(step, register=register)
            return
        self.store.save(step, author=self.author, article="")
        self._tell()
