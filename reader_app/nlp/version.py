"""What marks the suggestions of this engine. A module of its own: the window asks for it and loads no engine."""

from __future__ import annotations

VERSION = "reader-app/1"
"""Changes with every change of what is proposed: suggestions are kept by it."""


def origin_of(model: str) -> str:
    """Return the origin of suggestions made with the learned model of that version ("" for none)."""
    return f"{VERSION}+{model}" if model else VERSION
