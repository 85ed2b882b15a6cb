"""What a person may write into a ticket, as one frozen value; None leaves a field as it stands.

Must not know the store or judge anything: what is typed is stored as typed, and the gate says what is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gemba.message import N_
from gemba.model.ticket_facts import ApprovalFacts, CauseFacts
from gemba.model.values import CauseStatus
from gemba.rules.approvals import needed


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFields:
    """Changes to a ticket; texts as typed. ``reason`` is why the owner changes (M4)."""

    title: str | None = None
    where: str | None = None
    expected: str | None = None
    happened: str | None = None
    fix: str | None = None
    money_low: str | None = None
    money_likely: str | None = None
    money_high: str | None = None
    currency: str | None = None
    per: str | None = None
    arithmetic: str | None = None
    effort_low: str | None = None
    effort_likely: str | None = None
    effort_high: str | None = None
    owner: str | None = None
    owner_team: str | None = None
    seen_k: str | None = None
    of_n: str | None = None
    frame: str | None = None
    frame_words: str | None = None
    fix_kind: str | None = None
    why_missed: str | None = None
    experience_only: bool | None = None
    teams_needed: tuple[str, ...] | None = None
    approvals: tuple[ApprovalFacts, ...] | None = None
    causes: tuple[CauseFacts, ...] | None = None
    reason: str | None = None


#: what an edit is called in the history, by the fields it touches
_CHANGES: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset(("title",)), N_("Change a ticket's title")),
    (frozenset(("where", "expected", "happened")), N_("Change a ticket's problem")),
    (frozenset(("fix", "fix_kind")), N_("Change a ticket's fix")),
    (
        frozenset(("money_low", "money_likely", "money_high", "currency", "per", "arithmetic")),
        N_("Change a ticket's money"),
    ),
    (frozenset(("effort_low", "effort_likely", "effort_high")), N_("Change a ticket's effort")),
    (frozenset(("owner", "owner_team", "reason")), N_("Change a ticket's owner")),
    (frozenset(("teams_needed",)), N_("Change the teams a ticket needs")),
    (frozenset(("approvals",)), N_("Change the approvals a ticket needs")),
    (frozenset(("causes", "why_missed")), N_("Change why a ticket's problem happens")),
    (frozenset(("seen_k", "of_n", "frame", "frame_words")), N_("Change how often a problem was seen")),
)


def change_name(fields: TicketFields) -> str:
    """Return what an edit with ``fields`` is called in the history, so that undo says what it takes back."""
    touched = {name for name in TicketFields.__slots__ if getattr(fields, name) is not None}
    return next((said for names, said in _CHANGES if touched and touched <= names), N_("Change a ticket"))


def approvals_from(texts: Sequence[str]) -> tuple[ApprovalFacts, ...]:
    """Read "Head of Finance:5" as a body with its usual days; "none" means asked, none needed."""
    return needed(_approval(text) for text in texts if text.strip())


def _approval(text: str) -> ApprovalFacts:
    body, _, days = text.rpartition(":")
    try:
        return ApprovalFacts(body.strip(), typical_days=float(days)) if body else ApprovalFacts(text.strip())
    except ValueError:
        return ApprovalFacts(text.strip())


def causes_from(texts: Sequence[str]) -> tuple[CauseFacts, ...]:
    """Read "evidenced: …" as a cause with evidence and anything else as one that is only claimed."""
    return tuple(_cause(text) for text in texts if text.strip())


def _cause(text: str) -> CauseFacts:
    head, mark, rest = text.partition(":")
    if mark and head.strip().lower() == CauseStatus.EVIDENCED.value:
        return CauseFacts(rest.strip(), CauseStatus.EVIDENCED)
    return CauseFacts(text.strip())
