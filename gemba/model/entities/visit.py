"""Entities around a visit: rounds, teams, people, sessions, observations and what hangs on them.

Knows no pictures beyond their links, no tickets, no rules.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemba.model.entities.base import Entity, owned_by, refers_to, strict
from gemba.model.rows import Moment
from gemba.model.types import Line
from gemba.model.values import (
    ArtifactType,
    Elicitation,
    NeedLevel,
    ObservationKind,
    SampleFrame,
    SeenAs,
    Waste,
)


class Round(Entity):
    """A set of sessions, twenty teams in a week, say."""

    __tablename__ = "round"
    __table_args__ = strict()
    name: Mapped[str] = mapped_column(Line, unique=True)


class Department(Entity):
    """What several teams belong to."""

    __tablename__ = "department"
    __table_args__ = strict()
    name: Mapped[str] = mapped_column(Line, unique=True)


class Team(Entity):
    """A team; ``code`` is the pack's, for example T1."""

    __tablename__ = "team"
    __table_args__ = strict()
    name: Mapped[str] = mapped_column(Line, index=True)
    department_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("department"), default=None, index=True)
    code: Mapped[str] = mapped_column(Line, default="")
    place: Mapped[str] = mapped_column(Line, default="")
    time_zone: Mapped[str] = mapped_column(Line, default="")
    language: Mapped[str] = mapped_column(Line, default="")
    people: Mapped[int | None] = mapped_column(default=None)


class Role(Entity):
    """What a person does; exports print it in place of a name without consent."""

    __tablename__ = "role"
    __table_args__ = strict()
    name: Mapped[str] = mapped_column(Line, unique=True)


class Person(Entity):
    """A person as the store keeps them. ``may_be_named`` is False until somebody said yes (SETTLED §7)."""

    __tablename__ = "person"
    __table_args__ = strict()
    name: Mapped[str] = mapped_column(Line, index=True)
    role_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("role"), default=None, index=True)
    team_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("team"), default=None, index=True)
    may_be_named: Mapped[bool] = mapped_column(default=False)
    consent_words: Mapped[str] = mapped_column(default="")
    languages: Mapped[tuple[str, ...]] = mapped_column(default=())


class GembaSession(Entity):
    """One visit to one team's real work."""

    __tablename__ = "session"
    __table_args__ = strict()
    number: Mapped[int] = mapped_column(unique=True)
    round_id: Mapped[str] = mapped_column(sa.TEXT, refers_to("round"), index=True)
    team_id: Mapped[str] = mapped_column(sa.TEXT, refers_to("team"), index=True)
    charter: Mapped[str] = mapped_column(default="")
    date: Mapped[str] = mapped_column(Line, default="")
    planned_minutes: Mapped[int | None] = mapped_column(default=None)
    started: Mapped[Moment | None] = mapped_column(default=None)
    ended: Mapped[Moment | None] = mapped_column(default=None)
    facilitator_role: Mapped[str] = mapped_column(default="")
    consent_words: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(Line, default="")
    language: Mapped[str] = mapped_column(Line, default="")
    source_id: Mapped[str] = mapped_column(Line, default="", index=True)


class SessionPerson(Entity):
    """A person's part in a session: ``facilitator`` or ``observed``."""

    __tablename__ = "session_person"
    __table_args__ = strict(
        sa.UniqueConstraint("session_id", "person_id", "part"),
        sa.CheckConstraint("part IN ('facilitator', 'observed')", name="part"),
    )
    session_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("session"))
    person_id: Mapped[str] = mapped_column(sa.TEXT, refers_to("person"), index=True)
    part: Mapped[str] = mapped_column(sa.TEXT, default="observed")
    position: Mapped[int] = mapped_column(default=0)


class Problem(Entity):
    """The thing behind several observations; its reports are the observations that name it."""

    __tablename__ = "problem"
    __table_args__ = strict()
    number: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(Line)
    symptom: Mapped[str] = mapped_column(default="")
    need_level: Mapped[NeedLevel | None] = mapped_column(default=None)


class Observation(Entity):
    """One thing seen or heard, in the observer's words. ``seen_as`` stays unset until somebody says it.

    ``text`` is what was written down, ``original`` the words in the other language where they were translated.
    ``debate_minutes`` belongs to a format debate, the two severities (0–5) to a near miss.
    """

    __tablename__ = "observation"
    __table_args__ = strict(
        sa.Index(None, "session_id", "at", "id"),
        sa.Index(None, "at", "id"),
        sa.Index(None, "kind", "at", "id"),
    )
    session_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("session"))
    kind: Mapped[ObservationKind]
    text: Mapped[str]
    at: Mapped[Moment]
    source_id: Mapped[str] = mapped_column(Line, default="", index=True)
    seen_as: Mapped[SeenAs | None] = mapped_column(default=None)
    elicitation: Mapped[Elicitation | None] = mapped_column(default=None)
    frame: Mapped[SampleFrame] = mapped_column(default=SampleFrame.UNSTATED)
    simulated: Mapped[bool] = mapped_column(default=False)
    waste: Mapped[Waste | None] = mapped_column(default=None)
    speaker: Mapped[str] = mapped_column(Line, default="")
    language: Mapped[str] = mapped_column(Line, default="")
    original: Mapped[str] = mapped_column(default="")
    original_language: Mapped[str] = mapped_column(Line, default="")
    debate_minutes: Mapped[float | None] = mapped_column(default=None)
    severity_actual: Mapped[int | None] = mapped_column(default=None)
    severity_potential: Mapped[int | None] = mapped_column(default=None)
    problem_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("problem"), default=None, index=True)


class Tag(Entity):
    """A free word; the wastes ship, the rest is what people write."""

    __tablename__ = "tag"
    __table_args__ = strict()
    name: Mapped[str] = mapped_column(Line, unique=True)


class ObservationTag(Entity):
    """A tag on an observation."""

    __tablename__ = "observation_tag"
    __table_args__ = strict(sa.UniqueConstraint("observation_id", "tag_id"))
    observation_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("observation"))
    tag_id: Mapped[str] = mapped_column(sa.TEXT, refers_to("tag"), index=True)
    position: Mapped[int] = mapped_column(default=0)


class HandOffStep(Entity):
    """One link of a hand-off chain: roles and teams, never names (M4)."""

    __tablename__ = "hand_off_step"
    __table_args__ = strict(sa.Index(None, "observation_id", "position"))
    observation_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("observation"))
    position: Mapped[int]
    giver: Mapped[str] = mapped_column(Line, default="")
    taker: Mapped[str] = mapped_column(Line, default="")
    what: Mapped[str] = mapped_column(default="")


class Artifact(Entity):
    """A dashboard, report, sheet, tool, meeting or mail that teams keep or read."""

    __tablename__ = "artifact"
    __table_args__ = strict()
    name: Mapped[str] = mapped_column(Line, index=True)
    type: Mapped[ArtifactType | None] = mapped_column(default=None)


class Sighting(Entity):
    """One team's use of one artifact."""

    __tablename__ = "sighting"
    __table_args__ = strict()
    artifact_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("artifact"), index=True)
    team_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("team"), default=None, index=True)
    session_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("session"), default=None, index=True)
    observation_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("observation"), default=None, index=True)
    purpose: Mapped[str] = mapped_column(default="")
    minutes_per_week: Mapped[float | None] = mapped_column(default=None)
    still_read_by: Mapped[str] = mapped_column(default="")


class Promise(Entity):
    """What the visitors said they would do; ``kept`` is None while it is open."""

    __tablename__ = "promise"
    __table_args__ = strict()
    session_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("session"), index=True)
    text: Mapped[str]
    by_role: Mapped[str] = mapped_column(Line, default="")
    due: Mapped[str] = mapped_column(Line, default="")
    kept: Mapped[bool | None] = mapped_column(default=None)
    observation_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("observation"), default=None, index=True)
