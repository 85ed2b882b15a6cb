"""Read the answer that a ticket needs no approval, as the four languages and people's sheets write it.

Must not know the store. Whatever way an approval comes in (window, command line, sheet), it is read here, so that
"none" is nowhere a body that has to say yes.
"""

from __future__ import annotations

from collections.abc import Iterable

from gemba.model.ticket_facts import ApprovalFacts
from gemba.rules.words import fold, listed

NONE_NEEDED: frozenset[str] = frozenset(
    listed(
        """
    none|no|no one|nobody|not needed|none needed|none are needed|n/a|n.a.|keine|keiner|nicht nötig
    无|没有|不需要|无需|不用|无须|無|沒有|無需|無須|không|không cần|không có|không ai|khỏi cần
    """,
        "|",
    )
)


def none_needed(text: str) -> bool:
    """Say whether ``text`` answers that no approval is needed; a full stop or quotation marks do not count."""
    return fold(text).strip(" .。“”\"'「」") in NONE_NEEDED


def needed(approvals: Iterable[ApprovalFacts]) -> tuple[ApprovalFacts, ...]:
    """Return the approvals without those whose body only says that none is needed."""
    return tuple(one for one in approvals if not none_needed(one.body))
