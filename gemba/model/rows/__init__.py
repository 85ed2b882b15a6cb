"""Frozen rows: what every reader outside gemba/model gets instead of an entity.

Ids are UUIDv7 as 32 hex digits. Times are ``Moment`` (UTC plus the team's offset). A field that was never said is
None or empty, never a made-up default. Those of visits and of tickets stand in rows_visit.py and rows_ticket.py; all
are read from here. Must not know SQLAlchemy, Qt or files.
"""

from __future__ import annotations

from dataclasses import dataclass

from gemba.message import Message
from gemba.model.moment import Moment
from gemba.model.rows.ticket import (
    DecisionRow,
    ProblemRow,
    QuestionRow,
    RemarkRow,
    TicketListRow,
    TicketPictureRow,
    TicketRow,
    VerdictRow,
)
from gemba.model.rows.visit import (
    ArtifactSightingRow,
    CallRow,
    CaptureListRow,
    CaptureRow,
    ObservationRow,
    PersonRow,
    PromiseRow,
    ProposalRow,
    RoundRow,
    SessionRow,
    TeamRow,
)
from gemba.model.values import NarrativeLanguage

__all__ = [
    "ArtifactSightingRow",
    "CallRow",
    "CaptureListRow",
    "CaptureRow",
    "DecisionRow",
    "MessageRow",
    "Moment",
    "NarrativeRow",
    "NarrativeVersionRow",
    "ObservationRow",
    "OperationRow",
    "PersonRow",
    "PlanSlotRow",
    "ProblemRow",
    "PromiseRow",
    "ProposalRow",
    "QuestionRow",
    "RemarkRow",
    "RoundRow",
    "SearchHit",
    "SessionRow",
    "TeamRow",
    "TicketListRow",
    "TicketPictureRow",
    "TicketRow",
    "VerdictRow",
]


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


@dataclass(frozen=True, slots=True)
class OperationRow:
    """One step of the history, with the words of the menu.

    ``message`` is the name for any language; ``dropped`` says that it was undone and something else done since, so
    that it cannot be done again.
    """

    seq: int
    name: str
    at: Moment
    undone: bool
    initiator: str
    message: Message | None = None
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One found thing; ``snippet`` is plain text."""

    kind: str
    id: str
    source_id: str
    snippet: str
