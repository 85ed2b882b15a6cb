"""What was used last in the palette, kept from run to run: commands, views and codes, never the words of a library.

What is kept may have been written by another version or by hand: what cannot be read is left out. Must not know how a
line is drawn, nor how a code is looked up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from gemba.ui.palette.lines import COMMAND, Line

KEY = "palette.recent"
MOST = 6
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Used:
    """One thing used: an action's id, a view's name, or a code with the library in which it stands."""

    kind: str
    key: str
    library: str = ""


def used(line: Line, library: str) -> Used | None:
    """Return what is kept of a line; None for what only words of the library would name (a note, a picture)."""
    if line.name:
        return Used(COMMAND, line.name)
    if line.place == "tickets" and line.reference.startswith("view:"):
        return Used("view", line.reference.removeprefix("view:"))
    return Used("code", line.code, library) if line.code and line.kind != "role" else None


def read(text: str) -> tuple[Used, ...]:
    """Return what a setting's text holds, in its order; broken entries are left out."""
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return ()
    out = [_one(entry) for entry in found] if isinstance(found, list) else []
    return tuple(dict.fromkeys(one for one in out if one is not None))[:MOST]


def _one(entry: object) -> Used | None:
    if not isinstance(entry, list) or not 2 <= len(entry) <= 3 or not all(isinstance(part, str) for part in entry):
        return None
    made = Used(*entry)
    fits = made.kind in (COMMAND, "view", "code") and 0 < len(made.key) <= _LONGEST
    return made if fits else None


def written(entries: Iterable[Used]) -> str:
    """Return the text that keeps these, as many as are kept."""
    kept = list(entries)[:MOST]
    return json.dumps([[one.kind, one.key, *([one.library] if one.library else [])] for one in kept])
