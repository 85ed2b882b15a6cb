"""The roles that gemba writes itself where nobody named one: stored in English, said in the reader's language.

What a person typed as a role is theirs and stays as it is. Must not know any catalogue.
"""

from __future__ import annotations

from gemba.message import N_, Message

FACILITATOR = N_("facilitator")
REVIEWER = N_("reviewer")
OWN_ROLES = frozenset((FACILITATOR, REVIEWER))


def told(role: str) -> Message | str:
    """Return a stored role as a Message's value: ours is translated with it, a person's stands as typed."""
    return Message(role) if role in OWN_ROLES else role
