"""Say what a step of the history is called, from its template and its values. Knows no SQL."""

from __future__ import annotations

import json

from gemba.message import Message, say


def said(name: str, name_values: str) -> str:
    """Return an operation's name in English from its template and its values as JSON."""
    return message_of(name, name_values).said()


def message_of(name: str, name_values: str) -> Message:
    """Return an operation's name as a Message, so that a window can say it in its own language."""
    values: dict[str, str | int | float] = json.loads(name_values)
    return say(name, **values)
