"""Keys as people write them ("Ctrl+Alt+G"), taken apart for who grabs them. Must not know any system."""

from __future__ import annotations

from dataclasses import dataclass

MODIFIERS = ("Ctrl", "Alt", "Shift", "Meta")


@dataclass(frozen=True, slots=True)
class KeyName:
    """Modifiers in the order of MODIFIERS, and the key itself: a letter, a digit, F1 to F24, or Print."""

    modifiers: tuple[str, ...]
    key: str


def read_key(text: str) -> KeyName | None:
    """Read "Ctrl+Alt+G"; None for what is no key that can be taken for the whole desktop."""
    *before, key = text.strip().split("+")
    named = [one.capitalize() for one in before]
    if len(set(named)) != len(named) or not set(named) <= set(MODIFIERS):
        return None
    upper = key.upper()
    own = upper == "PRINT" or (upper[:1] == "F" and upper[1:].isdigit() and 1 <= int(upper[1:]) <= 24)
    plain = len(upper) == 1 and upper.isascii() and upper.isalnum()
    # A letter alone, or with Shift, is typed text; no desktop may lose it.
    if not own and not (plain and set(named) & {"Ctrl", "Alt", "Meta"}):
        return None
    return KeyName(tuple(one for one in MODIFIERS if one in named), "Print" if upper == "PRINT" else upper)
