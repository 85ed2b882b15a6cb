"""Say what a step of the history is called, and which steps may be taken back. Opens nothing, asks nothing."""

from __future__ import annotations

import json

from gemba.message import Message, say

UNDOABLE = "state = 'done' AND seq > coalesce((SELECT max(seq) FROM operation WHERE state = 'purged'), 0)"
"""What may be taken back: nothing from before a purge, which would bring back what was forgotten (R-10)."""


def said(name: str, name_values: str) -> str:
    """Return an operation's name in English from its template and its values as JSON."""
    return message_of(name, name_values).said()


def message_of(name: str, name_values: str) -> Message:
    """Return an operation's name as a Message, so that a window can say it in its own language."""
    values: dict[str, str | int | float] = json.loads(name_values)
    return say(name, **values)
