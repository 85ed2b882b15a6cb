"""Frozen rows of a visit: round, team, person, session, observation, picture, artifact, promise, call.

Read them by way of gemba/model/rows. Must not know SQLAlchemy, Qt or files.
"""

from __future__ import annotations

from dataclasses import dataclass

from gemba.model.annotation import Annotation
from gemba.model.moment import Moment
from gemba.model.values import (
    ArtifactType,
    CaptureState,
    Elicitation,
    EvidenceSource,
    ObservationKind,
    PrivateKind,
    ProposalState,
    SampleFrame,
    SeenAs,
    Waste,
)


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
    """One visit. ``seen_live``/``seen_stated`` count observations; ``people`` are the observed, by person id.

    ``started`` and ``ended`` are set by the live session; ``ended`` is None while it runs or where it never ran.
    """

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
    started: Moment | None = None
    ended: Moment | None = None


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
class CaptureListRow:
    """What one cell of a wall of pictures needs; read without the rest.

    ``proposals`` counts open ones, ``marks`` those that point at something, ``mark_texts`` is what stands in them.
    """

    id: str
    source_id: str
    session_id: str | None
    session_number: int | None
    file_name: str
    caption: str
    window_title: str
    taken: Moment | None
    width: int
    height: int
    state: CaptureState
    proposals: int
    marks: int
    mark_texts: str


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
