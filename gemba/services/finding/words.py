"""Read the words of the domain as a person types them: kinds, states, frames, counts.

Must not know what they are read for.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from gemba.errors import UserError
from gemba.message import say

Word = TypeVar("Word", bound=StrEnum)


def word(words: type[Word], text: str) -> Word:
    """Return the member that ``text`` names ("hand-off" and "hand off" are hand_off); raise UserError otherwise."""
    bare = text.strip().lower()
    for member in words:
        if bare.replace("-", "_").replace(" ", "_") == member.value.lower().replace("-", "_"):
            return member
    raise UserError(
        say("“{text}” is not known here.", text=text), mend=say("Write one of: {words}.", words=", ".join(words))
    )


def word_or_none(words: type[Word], text: str) -> Word | None:
    """Return the member that ``text`` names, None for an empty text."""
    return word(words, text) if text.strip() else None


def count(text: str) -> int | None:
    """Return a count as typed, None for an empty text; raise UserError where it is no whole number."""
    if not text.strip():
        return None
    try:
        return int(text)
    except ValueError:
        raise UserError(say("“{text}” is no whole number.", text=text)) from None
