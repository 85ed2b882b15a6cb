"""Frozen rows of what is decided: ticket with its verdicts, remarks and pictures, problem, decision.

Read them by way of gemba/model/rows; the line of a list is in ticket_list.py. Must not know SQLAlchemy, Qt or files.
"""

from __future__ import annotations

from dataclasses import dataclass

from gemba.model.moment import Moment
from gemba.model.ticket_facts import ApprovalFacts, CauseFacts, FrequencyFacts
from gemba.model.values import Criterion, Door, FixKind, MoneyFacts, NeedLevel, RangeText, TicketState, WhyMissed


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """One stored verdict of the gate, with the ticket revision it judged."""

    criterion: Criterion
    ok: bool
    reason: str
    mend: str
    revision: int


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """A fault outside the six; blocks delegation until mended or waved off with a reason."""

    code: str
    sentence: str
    blocks: bool
    waved_off: str = ""


@dataclass(frozen=True, slots=True)
class TicketPictureRow:
    """A picture linked to a ticket; ``position`` n makes the code [T14.n]; capture_id None where it is missing.

    ``after_of`` is the id of the picture that shows the same place before it was mended, None where none is named.
    """

    position: int
    reference: str
    capture_id: str | None
    after_of: str | None = None


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket with all that stands on it."""

    id: str
    number: int
    source_id: str
    round_id: str | None
    title: str
    state: TicketState
    state_reason: str
    revision: int
    where: str
    expected: str
    happened: str
    fix: str
    money: MoneyFacts
    effort: RangeText
    owner: str
    owner_person_id: str | None
    owner_team: str
    teams_needed: tuple[str, ...]
    approvals_needed: tuple[ApprovalFacts, ...]
    approvals_asked: bool
    frequency: FrequencyFacts
    pictures: tuple[TicketPictureRow, ...]
    observation_ids: tuple[str, ...]
    missing_references: tuple[str, ...]
    causes: tuple[CauseFacts, ...]
    fix_kind: FixKind | None
    why_missed: WhyMissed | None
    experience_only: bool
    problem_id: str | None
    reassignments: int
    verdicts: tuple[VerdictRow, ...]
    remarks: tuple[RemarkRow, ...]
    created: Moment
    changed: Moment


@dataclass(frozen=True, slots=True)
class TallyRow:
    """What is counted of a ticket: ``done`` is when it was first done, of one that is; ``heard`` says that a note or
    picture of it holds a customer's own words or a replay.
    """

    why_missed: WhyMissed | None
    fix_kind: FixKind | None
    created: Moment
    done: Moment | None
    heard: bool


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """The thing behind several observations."""

    id: str
    number: int
    title: str
    symptom: str
    need_level: NeedLevel | None
    observation_ids: tuple[str, ...]
    ticket_ids: tuple[str, ...]
    sessions: int
    customers: int


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One open question of a decision with its weight 1–5."""

    id: str
    text: str
    weight: float
    answered: bool
    answer: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A choice to make, with its door and its questions."""

    id: str
    number: int
    source_id: str
    title: str
    door: Door | None
    owner: str
    due: str
    questions: tuple[QuestionRow, ...]
    taken: bool = False
    taken_reason: str = ""
