"""How a key is written for a person: as this system and its language write it. Must not know any action."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QKeySequence


def spoken(key: str) -> str:
    """Return a key as a person reads it on this system ("Ctrl+K"); the key that says Enter is called so."""
    said = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return "+".join("Enter" if part == "Return" else part for part in said.split("+"))


def spoken_keys(keys: Iterable[str]) -> tuple[str, ...]:
    """Return keys as a person reads them, each once: the two keys that say Enter are one to who reads."""
    return tuple(dict.fromkeys(spoken(key) or key for key in keys))
