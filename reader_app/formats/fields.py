"""A JSON object taken field by field, so that nothing in it is overlooked and every refusal says where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, overload

from reader_app.core.errors import BadInput

_MISSING = object()


class Fields:
    """The fields of one object at `where` ("" is the line itself). Take them by name; `end()` refuses what is left."""

    def __init__(self, value: Any, where: str = "") -> None:
        if not isinstance(value, dict):
            raise BadInput("not-an-object", where=where)
        self._left: dict[str, Any] = dict(value)
        self.where = where

    def at(self, name: str) -> str:
        """Return the path of the field `name`."""
        return f"{self.where}.{name}" if self.where else name

    def has(self, name: str) -> bool:
        return name in self._left

    def names(self) -> list[str]:
        """Return the names of the fields that were not taken yet."""
        return list(self._left)

    def end(self) -> None:
        for name in self._left:
            raise BadInput("extra-field", where=self.at(name))

    @overload
    def text(self, name: str) -> str: ...
    @overload
    def text(self, name: str, default: str) -> str: ...
    def text(self, name: str, default: Any = _MISSING) -> str:
        value = self._take(name, default)
        if not isinstance(value, str):
            raise BadInput("not-text", where=self.at(name))
        if "\x00" in value:
            raise BadInput("nul", where=self.at(name))
        return value

    def word(self, name: str) -> str:
        """Take a string that is not empty; "" where the field is missing."""
        if not self.has(name):
            return ""
        value = self.text(name)
        if not value.strip():
            raise BadInput("empty-string", where=self.at(name))
        return value

    def one_of(self, name: str, choices: Collection[str], default: Any = _MISSING) -> str:
        value = self.text(name, default)
        if value not in choices:
            raise BadInput("wrong-value", where=self.at(name), value=value, choices=", ".join(choices))
        return value

    def optional_word(self, name: str) -> str:
        """Take a string or null; "" for null and where the field is missing."""
        if self.has(name) and self._left[name] is None:
            del self._left[name]
            return ""
        return self.word(name)

    def number(self, name: str) -> int:
        value = self._take(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise BadInput("not-a-number", where=self.at(name))
        return value

    def object(self, name: str) -> Fields:
        return Fields(self._take(name, {}), self.at(name))

    def optional_object(self, name: str) -> Fields | None:
        """Take an object or null; None for null and where the field is missing."""
        value = self._take(name, None)
        return None if value is None else Fields(value, self.at(name))

    def objects(self, name: str) -> Iterator[Fields]:
        for index, value in enumerate(self._list(name)):
            yield Fields(value, f"{self.at(name)}[{index}]")

    def words(self, name: str) -> tuple[str, ...]:
        """Take a list of strings, none of them empty or twice; () where the field is missing."""
        values = self._list(name)
        seen: set[str] = set()
        for index, value in enumerate(values):
            where = f"{self.at(name)}[{index}]"
            if not isinstance(value, str):
                raise BadInput("not-text", where=where)
            if not value.strip():
                raise BadInput("empty-string", where=where)
            if "\x00" in value:
                raise BadInput("nul", where=where)
            if value in seen:
                raise BadInput("listed-twice", where=where, value=value)
            seen.add(value)
        return tuple(values)

    def strings(self, name: str) -> dict[str, str]:
        """Take an object whose values are all strings; {} where the field is missing."""
        inner = self.object(name)
        if any("\x00" in key for key in inner.names()):
            raise BadInput("nul", where=self.at(name))
        return {key: inner.text(key) for key in inner.names()}

    def null(self, name: str) -> bool:
        """Take the field if it is null or missing; say whether it was."""
        if self._left.get(name, None) is not None:
            return False
        self._left.pop(name, None)
        return True

    def _list(self, name: str) -> list[Any]:
        value = self._take(name, [])
        if not isinstance(value, list):
            raise BadInput("not-a-list", where=self.at(name))
        return value

    def _take(self, name: str, default: Any = _MISSING) -> Any:
        value = self._left.pop(name, default)
        if value is _MISSING:
            raise BadInput("missing-field", where=self.at(name))
        return value
