"""The label scheme: which labels, attributes, links and reasons there are. Read from TOML, a copy in each project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple, cast, get_args

from reader_app.core.errors import BadInput, Problem
from reader_app.core.model import KINDS, Kind, LinkKind, Pairs, pairs, text_hash


# named tuples: a dataclass takes 0.6 ms to define, and the way to the first window comes past all of these
class Label(NamedTuple):
    """A type inside a kind. `key` is a digit or "", `color` `#rrggbb`; `titles` and `rules` are by language."""

    kind: Kind
    id: str
    titles: Pairs
    color: str
    key: str = ""
    off: bool = False
    rules: Pairs = ()


class AttributeValue(NamedTuple):
    id: str
    titles: Pairs


class Attribute(NamedTuple):
    """A field of a kind's records with a closed list of values, one of them the default."""

    kind: Kind
    id: str
    titles: Pairs
    values: tuple[AttributeValue, ...]
    default: str

    @property
    def value_ids(self) -> tuple[str, ...]:
        return tuple(value.id for value in self.values)


class LinkType(NamedTuple):
    id: LinkKind
    titles: Pairs
    heads: tuple[Kind, ...]
    tails: tuple[Kind, ...]


class Reason(NamedTuple):
    id: str
    titles: Pairs


class KindTitle(NamedTuple):
    """How a kind is called, its colour, and the label that a record of it has until another is known."""

    kind: Kind
    titles: Pairs
    plurals: Pairs
    color: str
    default: str


@dataclass(frozen=True)
class Scheme:
    """A label scheme. `source` is the TOML that it was read from; `choices` what the project changed of it
    (switched labels, colours, keys), which does not make it another scheme."""

    id: str
    version: int
    titles: Pairs
    kinds: tuple[KindTitle, ...]
    labels: tuple[Label, ...]
    attributes: tuple[Attribute, ...]
    links: tuple[LinkType, ...]
    reasons: tuple[Reason, ...]
    source: str

    @cached_property
    def _labels(self) -> Mapping[tuple[str, str], Label]:
        return {(label.kind, label.id): label for label in self.labels}

    @cached_property
    def _attributes(self) -> Mapping[tuple[str, str], Attribute]:
        return {(attribute.kind, attribute.id): attribute for attribute in self.attributes}

    def label(self, kind: str, label_id: str) -> Label | None:
        return self._labels.get((kind, label_id))

    def labels_of(self, kind: Kind, *, with_off: bool = False) -> tuple[Label, ...]:
        """Return the labels of `kind` that are switched on (or all), in the order of the scheme."""
        return tuple(label for label in self.labels if label.kind == kind and (with_off or not label.off))

    def label_for_key(self, key: str) -> Label | None:
        """Return the entity label that the digit `key` tags with, or None."""
        return next((label for label in self.labels_of("entity") if label.key == key), None)

    def attributes_of(self, kind: Kind) -> tuple[Attribute, ...]:
        return tuple(attribute for attribute in self.attributes if attribute.kind == kind)

    def attribute(self, kind: str, name: str) -> Attribute | None:
        return self._attributes.get((kind, name))

    def kind(self, kind: Kind) -> KindTitle:
        return next(title for title in self.kinds if title.kind == kind)

    def link(self, link_id: str) -> LinkType | None:
        return next((link for link in self.links if link.id == link_id), None)

    def with_label(self, kind: Kind, label_id: str, **changes: Any) -> Scheme:
        """Return this scheme with other `color`, `key` or `off` of one label."""
        labels = tuple(x._replace(**changes) if (x.kind, x.id) == (kind, label_id) else x for x in self.labels)
        return replace(self, labels=labels)

    def name(self, shipped: str = "") -> str:
        """Return what files call this scheme: `ID/VERSION`, and `+HASH8` where its text is not the `shipped` one."""
        plain = f"{self.id}/{self.version}"
        if self.source == shipped or not shipped:
            return plain
        return f"{plain}+{text_hash(self.source)[:8]}"


def label_problem(
    scheme: Scheme, kind: Kind, label_id: str, *, key: str | None = None, off: bool | None = None
) -> Problem | None:
    """Return why a label of `scheme` cannot have `key` or be switched off, None where it can."""
    label = scheme.label(kind, label_id)
    if label is None:
        return Problem("unknown-label", "", {"kind": kind, "label": label_id})
    other = next((x for x in scheme.labels if key and x.key == key and (x.kind, x.id) != (kind, label_id)), None)
    if other is not None:
        return Problem("label-key-taken", "", {"key": str(key), "label": other.id})
    if off and kind == "quote":  # what the marks say must have its name
        return Problem("label-computed", "", {"label": label_id})
    if off and label_id == scheme.kind(kind).default:
        return Problem("label-default", "", {"label": label_id})
    return None


def read_scheme(source: str, path: str = "") -> Scheme:
    """Read a scheme from TOML. Raises BadInput (`bad-scheme`, `what`) for anything that it lacks or has too much."""
    return scheme_of(scheme_tables(source, path), source, path)


def scheme_tables(source: str, path: str = "") -> dict[str, Any]:
    """Return the tables of a scheme's TOML. Raises BadInput (`bad-scheme`, `what`) where it is none."""
    import tomllib  # takes 5 ms, and reading the scheme 4 more: projects keep the tables beside the source

    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise BadInput("bad-scheme", path=path, what=str(error)) from error


def scheme_of(tables: Mapping[str, Any], source: str, path: str = "") -> Scheme:
    """Return the scheme of `tables`, which were read from `source`. Raises BadInput (`bad-scheme`, `what`)."""
    try:
        return _scheme(tables, source)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput("bad-scheme", path=path, what=f"{type(error).__name__}: {error}") from error


def _scheme(data: Mapping[str, Any], source: str) -> Scheme:
    scheme = Scheme(
        id=_word(data["id"]),
        version=int(data["version"]),
        titles=_titles(data["title"]),
        kinds=tuple(
            KindTitle(kind, _titles(one["title"]), _titles(one["plural"]), _color(one["color"]), one["default"])
            for kind in KINDS
            for one in (data["kind"][kind],)
        ),
        labels=tuple(
            Label(
                _kind(one["kind"]), _word(one["id"]), _titles(one["title"]), _color(one["color"]),
                str(one.get("key", "")), bool(one.get("off", False)), pairs(one.get("rule", {})),
            )
            for one in data["label"]
        ),
        attributes=tuple(
            Attribute(
                _kind(one["kind"]), _word(one["id"]), _titles(one["title"]),
                tuple(AttributeValue(_word(v["id"]), _titles(v["title"])) for v in one["values"]), one["default"],
            )
            for one in data["attribute"]
        ),
        links=tuple(
            LinkType(
                _link(one["id"]), _titles(one["title"]),
                tuple(map(_kind, one["heads"])), tuple(map(_kind, one["tails"])),
            )
            for one in data["link"]
        ),
        reasons=tuple(Reason(_word(one["id"]), _titles(one["title"])) for one in data["reason"]),
        source=source,
    )  # fmt: skip
    _unique("label", [(label.kind, label.id) for label in scheme.labels])
    _unique("key", [label.key for label in scheme.labels if label.key])
    _unique("attribute", [(one.kind, one.id) for one in scheme.attributes])
    for title in scheme.kinds:
        if scheme.label(title.kind, title.default) is None:
            raise ValueError(f"default label {title.default!r} of {title.kind} is not among its labels")
    for attribute in scheme.attributes:
        if attribute.default not in attribute.value_ids:
            raise ValueError(f"default {attribute.default!r} of {attribute.id} is not among its values")
    return scheme


def _word(value: object) -> str:
    if not isinstance(value, str) or not value or value != value.strip():
        raise ValueError(f"no id: {value!r}")
    return value


def _titles(value: Mapping[str, str]) -> Pairs:
    if not {"vi", "en"} <= set(value):
        raise ValueError(f"a title needs vi and en: {dict(value)}")
    return pairs(value)


def _color(value: str) -> str:
    if len(value) != 7 or value[0] != "#" or not set(value[1:].lower()) <= set("0123456789abcdef"):
        raise ValueError(f"no colour #rrggbb: {value!r}")
    return value


def _kind(value: str) -> Kind:
    if value not in KINDS:
        raise ValueError(f"no kind {value!r}")
    return value


def _link(value: str) -> LinkKind:
    if value not in get_args(LinkKind):
        raise ValueError(f"no link kind {value!r}")
    return cast("LinkKind", value)


def _unique(what: str, items: list[Any]) -> None:
    twice = {item for item in items if items.count(item) > 1}
    if twice:
        raise ValueError(f"{what} given twice: {sorted(map(str, twice))}")
