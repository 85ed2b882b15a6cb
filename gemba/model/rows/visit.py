"""Frozen rows of a visit: round, team, person, session, observation, hand-off, artifact, promise.

Read them by way of gemba/model/rows. Must not know SQLAlchemy, Qt or files.
"""

from __future__ import annotations

from dataclasses import dataclass

from gemba.model.moment import Moment
from gemba.model.values import ArtifactType, Elicitation, NotePart, ObservationKind, SampleFrame, SeenAs, Waste


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

    ``debate_minutes`` are all that were lost to debates about format (M3). ``started`` and ``ended`` are set by the
    live session; ``ended`` is None while it runs or where it never ran.
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
    debate_minutes: float = 0.0


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
class NotePartRow:
    """A picture that is the label or the truth of a note; ``region_px`` (left, top, right, bottom), None for all of it.

    Pixels are those of the picture's frame, uncropped.
    """

    observation_id: str
    part: NotePart
    capture_id: str
    region_px: tuple[int, int, int, int] | None


@dataclass(frozen=True, slots=True)
class HandOffStepRow:
    """One link of a hand-off chain, by role or team."""

    observation_id: str
    position: int
    giver: str
    taker: str
    what: str


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
