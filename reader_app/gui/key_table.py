"""Which key does what: the defaults of `gui.actions`, and what a person chose instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from reader_app.gui.actions import ACTIONS, Action
from reader_app.gui.keys import shown

# the reader and text fields have them for copying, selecting and undoing what is typed
_TAKEN_BY_QT = frozenset({"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Alt+F4"})
_FIXED = frozenset({"Tab", "Shift+Tab", "Enter", "Esc"})
"""They mean the same in every box and list, so they stay with the action that has them."""
_VOWELS = frozenset("AEIOUY")


class KeyTable:
    """The keys of every action. `chosen` are those that differ from the defaults, by action; what is wrong in it (a
    file that somebody has written in) is as if never chosen."""

    def __init__(self, chosen: Mapping[str, Iterable[str]] = MappingProxyType({})) -> None:
        taken: dict[str, str] = {}
        mine: dict[str, tuple[str, ...]] = {}
        # a chosen key wins over a default one, also over that of an action that a later version brings
        for action in ACTIONS:
            if action.id in chosen:
                keys = [key for key in dict.fromkeys(chosen[action.id]) if key not in taken]
                mine[action.id] = tuple(key for key in keys if key not in _FIXED or key in action.keys)
                taken.update(dict.fromkeys(mine[action.id], action.id))
        self.actions: tuple[Action, ...] = tuple(
            action._replace(
                keys=mine[action.id] if action.id in mine else tuple(key for key in action.keys if key not in taken)
            )
            for action in ACTIONS
        )
        self.chosen: Mapping[str, tuple[str, ...]] = MappingProxyType(mine)
        self._actions = {action.id: action for action in self.actions}
        self._by_key = {key: action for action in self.actions for key in action.keys}

    @classmethod
    def read(cls, kept: str) -> KeyTable:
        """Return the table that `written` wrote."""
        if not kept:
            return cls()
        import json

        try:
            chosen = json.loads(kept)
            return cls({action: [str(key) for key in keys] for action, keys in chosen.items()})
        except (ValueError, TypeError, AttributeError):
            return cls()

    def written(self) -> str:
        """Return what was chosen as one string, "" for the defaults."""
        if not self.chosen:
            return ""
        import json

        return json.dumps(dict(self.chosen), ensure_ascii=False)

    def action(self, action: str) -> Action:
        return self._actions[action]

    def action_for(self, key: str) -> Action | None:
        """Return what `key` does, or None."""
        return self._by_key.get(key)

    def key(self, action: str) -> str:
        """Return the key of `action` that is shown, "" where it has none."""
        keys = self._actions[action].keys if action in self._actions else ()
        return keys[0] if keys else ""

    def with_keys(self, action: str, keys: Iterable[str]) -> KeyTable:
        """Return the table with other keys for `action`; those of other actions among them are lost to these."""
        default = next(one.keys for one in ACTIONS if one.id == action)
        new = tuple(keys)
        others = {one: tuple(key for key in had if key not in new) for one, had in self.chosen.items()}
        chosen = {**others, action: new}
        if new == default:
            del chosen[action]
        return KeyTable(chosen)

    def is_default(self, action: str) -> bool:
        return action not in self.chosen and all(
            key in self._actions[action].keys for one in ACTIONS if one.id == action for key in one.keys
        )

    def fixed(self, key: str) -> bool:
        """Return whether `key` can be given to no action."""
        return key in _FIXED or key in _TAKEN_BY_QT


def eaten(key: str) -> bool:
    """Return whether Vietnamese input methods eat `key` in some windows: Telex composes with vowels, W, D and
    brackets, and the hooks on Windows and macOS send a Backspace before what they have composed."""
    bare = key.removeprefix("Shift+")
    return bare in _VOWELS or bare in {"W", "D", "[", "]", "{", "}", "Backspace"}


# the one keyboard that a process has, as `reader_app.words` has the one language
_table = KeyTable()


def use(kept: str) -> KeyTable:
    """Take the keys that a person chose, as `written`, from now on."""
    global _table  # noqa: PLW0603  see above
    _table = KeyTable.read(kept)
    return _table


def keys_in_use() -> KeyTable:
    """Return the keys as they are now."""
    return _table


def key_of(action: str) -> str:
    """Return the key of `action` as it is shown, "" where it has none."""
    return shown(_table.key(action))


def with_key(words: str, action: str) -> str:
    """Return `words` with the key of `action` behind them, where it has one."""
    key = key_of(action)
    return f"{words} ({key})" if key else words
