"""Frozen rows: what every reader outside gemba/model gets instead of an entity.

Ids are UUIDv7 as 32 hex digits. Times are ``Moment`` (UTC plus the team's offset). A field that was never said is
None or empty, never a made-up default. Must not know SQLAlchemy, Qt or files.

Long because it is the contract of all readers, a list of fields without any logic, and is read
from top to bottom.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from gemba.model.annotation import Annotation
from gemba.model.values import (
    ApprovalFacts,
    ArtifactType,
    CaptureState,
    CauseFacts,
    Criterion,
    Door,
    Elicitation,
    EvidenceSource,
    FixKind,
    FrequencyFacts,
    MoneyFacts,
    NarrativeLanguage,
    NeedLevel,
    ObservationKind,
    PrivateKind,
    ProposalState,
    RangeText,
    SampleFrame,
    SeenAs,
    TicketState,
    Waste,
    WhyMissed,
)


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A point in time with the offset of the place where it was written down (SETTLED §21)."""

    utc: datetime
    offset_minutes: int = 0

    def local(self) -> datetime:
        """Return the wall-clock time of the place."""
        return self.utc.astimezone(timezone(timedelta(minutes=self.offset_minutes)))

    def iso(self) -> str:
        """Return ISO 8601 with the offset, to the second."""
        return self.local().isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A set of sessions."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team and the department it belongs to; ``code`` is the pack's ("T1")."""

    id: str
    name: str
    department: str = ""
    code: str = ""
    place: str = ""
    time_zone: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as the store keeps them; exports print ``role`` unless ``may_be_named``."""

    id: str
    name: str
    role: str = ""
    team: str = ""
    may_be_named: bool = False
    consent_words: str = ""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One visit. ``seen_live``/``seen_stated`` count observations; ``people`` are the observed, by person id."""

    id: str
    number: int
    round_id: str
    team_id: str
    team: str
    department: str
    charter: str
    date: str
    planned_minutes: int | None
    facilitator_ids: tuple[str, ...]
    facilitator_role: str
    people_ids: tuple[str, ...]
    consent_words: str
    place: str
    language: str
    source_id: str
    observations: int
    captures: int
    seen_live: int
    seen_stated: int


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """One thing seen or heard."""

    id: str
    source_id: str
    session_id: str
    session_number: int
    kind: ObservationKind
    text: str
    at: Moment
    seen_as: SeenAs | None
    elicitation: Elicitation | None
    simulated: bool
    waste: Waste | None
    tags: tuple[str, ...]
    speaker: str
    capture_ids: tuple[str, ...]
    missing_captures: tuple[str, ...]
    problem_id: str | None
    language: str = ""
    frame: SampleFrame = SampleFrame.UNSTATED
    original: str = ""
    original_language: str = ""
    debate_minutes: float | None = None
    severity_actual: int | None = None
    severity_potential: int | None = None


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposed redaction: left, top, right, bottom in pixels of the upright picture, and what stands there."""

    id: str
    capture_id: str
    kind: PrivateKind
    text: str
    rect_px: tuple[int, int, int, int]
    source: str
    state: ProposalState


@dataclass(frozen=True, slots=True)
class CaptureRow:
    """One picture; ``state`` reviewed means a person has looked at it in the redaction step."""

    id: str
    source_id: str
    session_id: str | None
    session_number: int | None
    file_name: str
    caption: str
    source: EvidenceSource
    app: str
    what: str
    window_title: str
    page_address: str
    taken: Moment | None
    width: int
    height: int
    scale: float
    lossy: bool
    blank: bool
    state: CaptureState
    reviewed_at: Moment | None
    reviewed_by: str
    original_purged: bool
    annotation: Annotation
    proposals: tuple[ProposalRow, ...]
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class ArtifactSightingRow:
    """One team's use of one artifact."""

    artifact_id: str
    name: str
    type: ArtifactType | None
    team: str
    session_number: int | None
    observation_id: str | None
    purpose: str
    minutes_per_week: float | None
    still_read_by: str


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """What the visitors said they would do; ``kept`` None while open."""

    id: str
    session_id: str
    session_number: int
    text: str
    by_role: str
    due: str
    kept: bool | None
    observation_id: str | None


@dataclass(frozen=True, slots=True)
class CallRow:
    """One customer call or other contact (M8)."""

    id: str
    source_id: str
    at: Moment | None
    team: str
    customer: str
    language: str
    consent: str
    words_allowed: bool
    complaint: str
    words: str
    asked: str
    solved: bool | None
    call_back_due: Moment | None
    observation_id: str | None
    channel: str = ""


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
    """A picture linked to a ticket; ``position`` n makes the code [T14.n]; capture_id None where it is missing."""

    position: int
    reference: str
    capture_id: str | None


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
class TicketListRow:
    """What one line of a list of tickets needs; read without the rest."""

    id: str
    number: int
    source_id: str
    title: str
    state: TicketState
    owner_team: str
    gate: tuple[bool, ...]
    load: int
    value_per_effort: float | None
    changed: Moment | None = None


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
    """One step of the history, with the words of the menu."""

    seq: int
    name: str
    at: Moment
    undone: bool
    initiator: str


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One found thing; ``snippet`` is plain text."""

    kind: str
    id: str
    source_id: str
    snippet: str
