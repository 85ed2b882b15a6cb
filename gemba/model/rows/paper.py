"""Frozen rows of what is written and heard in writing: narratives, chats, the plan of a round.

Read them by way of gemba/model/rows. Must not know SQLAlchemy, Qt or files.
"""

from __future__ import annotations

from dataclasses import dataclass

from gemba.model.moment import Moment
from gemba.model.values import NarrativeLanguage


@dataclass(frozen=True, slots=True)
class NarrativeRow:
    """A narrative and its newest source; older sources are versions."""

    id: str
    title: str
    round_id: str
    language: NarrativeLanguage
    template: str
    source: str
    draft: int
    changed: Moment


@dataclass(frozen=True, slots=True)
class NarrativeVersionRow:
    """One exported or saved state: source, settings and the checksum of the laid-out, redacted content."""

    id: str
    narrative_id: str
    draft: int
    source: str
    language: NarrativeLanguage
    settings: str
    checksum: str
    created: Moment


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One line of a chat."""

    id: str
    source_id: str
    at: Moment
    sender: str
    text: str


@dataclass(frozen=True, slots=True)
class PlanSlotRow:
    """One team's entry in the plan of a round."""

    team_id: str
    team: str
    slots: tuple[str, ...]
    facilitator_wanted: str
    not_with: str
    remarks: str
    people: int | None
