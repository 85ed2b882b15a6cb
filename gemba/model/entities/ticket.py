"""Entities around a ticket: all that the gate, the rank and the organisation's shape need.

Estimates stand as typed: the gate, not the store, says whether they are numbers (SETTLED §8). Verdicts and the
ticket's revision are derived tables (schema.py): the database clears them when an input changes.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemba.model.entities.base import Entity, owned_by, refers_to, strict
from gemba.model.rows import Moment
from gemba.model.types import Line
from gemba.model.values import CauseStatus, FixKind, SampleFrame, TicketState, WhyMissed


class Ticket(Entity):
    """What is to be done about a problem."""

    __tablename__ = "ticket"
    __table_args__ = strict(sa.Index(None, "state", "number"), sa.Index(None, "changed", "id"))
    number: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(Line)
    created: Mapped[Moment]
    changed: Mapped[Moment]
    source_id: Mapped[str] = mapped_column(Line, default="", index=True)
    round_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("round"), default=None, index=True)
    problem_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("problem"), default=None, index=True)
    state: Mapped[TicketState] = mapped_column(default=TicketState.DRAFT)
    state_reason: Mapped[str] = mapped_column(default="")
    problem_where: Mapped[str] = mapped_column(default="")
    problem_expected: Mapped[str] = mapped_column(default="")
    problem_happened: Mapped[str] = mapped_column(default="")
    fix: Mapped[str] = mapped_column(default="")
    money_low: Mapped[str] = mapped_column(Line, default="")
    money_likely: Mapped[str] = mapped_column(Line, default="")
    money_high: Mapped[str] = mapped_column(Line, default="")
    currency: Mapped[str] = mapped_column(Line, default="")
    money_per: Mapped[str] = mapped_column(Line, default="")
    arithmetic: Mapped[str] = mapped_column(default="")
    effort_low: Mapped[str] = mapped_column(Line, default="")
    effort_likely: Mapped[str] = mapped_column(Line, default="")
    effort_high: Mapped[str] = mapped_column(Line, default="")
    owner: Mapped[str] = mapped_column(Line, default="")
    owner_person_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("person"), default=None, index=True)
    owner_team: Mapped[str] = mapped_column(Line, default="")
    approvals_asked: Mapped[bool] = mapped_column(default=False)
    seen_k: Mapped[int | None] = mapped_column(default=None)
    looked_at_n: Mapped[int | None] = mapped_column(default=None)
    frame: Mapped[SampleFrame] = mapped_column(default=SampleFrame.UNSTATED)
    frame_words: Mapped[str] = mapped_column(default="")
    missing_references: Mapped[tuple[str, ...]] = mapped_column(default=())
    fix_kind: Mapped[FixKind | None] = mapped_column(default=None)
    why_missed: Mapped[WhyMissed | None] = mapped_column(default=None)
    experience_only: Mapped[bool] = mapped_column(default=False)
    reassignments: Mapped[int] = mapped_column(default=0)


class TicketPicture(Entity):
    """A picture linked to a ticket; ``position`` n makes the code [T14.n], ``capture_id`` is None where missing."""

    __tablename__ = "ticket_picture"
    __table_args__ = strict(sa.Index(None, "ticket_id", "position"))
    ticket_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("ticket"))
    position: Mapped[int]
    reference: Mapped[str] = mapped_column(Line, default="")
    capture_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("capture"), default=None, index=True)


class TicketPair(Entity):
    """Two pictures of a ticket that show the same place: before it was mended, and after.

    An after-picture has one picture before it; one before may have several after it. A picture that is taken off the
    ticket takes its pairs along.
    """

    __tablename__ = "ticket_pair"
    __table_args__ = strict(sa.UniqueConstraint("ticket_id", "after_id"))
    ticket_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("ticket"))
    before_id: Mapped[str] = mapped_column(sa.TEXT, refers_to("capture"), index=True)
    after_id: Mapped[str] = mapped_column(sa.TEXT, refers_to("capture"), index=True)


class TicketObservation(Entity):
    """An observation behind a ticket; ``reference`` is what was written, the id None where it is missing."""

    __tablename__ = "ticket_observation"
    __table_args__ = strict(sa.Index(None, "ticket_id", "position"))
    ticket_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("ticket"))
    reference: Mapped[str] = mapped_column(Line, default="")
    observation_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("observation"), default=None, index=True)
    position: Mapped[int] = mapped_column(default=0)


class TicketTeam(Entity):
    """A team needed to mend it; a set, so a team stands once."""

    __tablename__ = "ticket_team"
    __table_args__ = strict(sa.UniqueConstraint("ticket_id", "name"))
    ticket_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("ticket"))
    name: Mapped[str] = mapped_column(Line, index=True)
    team_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("team"), default=None, index=True)
    position: Mapped[int] = mapped_column(default=0)


class TicketApproval(Entity):
    """An approval asked for, in its order."""

    __tablename__ = "ticket_approval"
    __table_args__ = strict(sa.Index(None, "ticket_id", "position"))
    ticket_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("ticket"))
    position: Mapped[int]
    body: Mapped[str] = mapped_column(Line, index=True)
    role: Mapped[str] = mapped_column(Line, default="")
    typical_days: Mapped[float | None] = mapped_column(default=None)


class Cause(Entity):
    """One why of the chain; ``evidence`` names the notes or pictures that carry it (M30)."""

    __tablename__ = "cause"
    __table_args__ = strict(sa.Index(None, "ticket_id", "position"))
    ticket_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("ticket"))
    position: Mapped[int]
    text: Mapped[str]
    status: Mapped[CauseStatus] = mapped_column(default=CauseStatus.CLAIMED)
    evidence: Mapped[tuple[str, ...]] = mapped_column(default=())


class Remark(Entity):
    """A fault outside the six; it blocks delegation until it is mended or ``waved_off`` gives a reason."""

    __tablename__ = "remark"
    __table_args__ = strict(sa.UniqueConstraint("ticket_id", "code"))
    ticket_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("ticket"))
    code: Mapped[str] = mapped_column(Line)
    sentence: Mapped[str]
    blocks: Mapped[bool] = mapped_column(default=True)
    waved_off: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class TicketStage(Entity):
    """A ticket's arrival in a state: when, why, and for a hand-over the giver and the taker by role or team."""

    __tablename__ = "ticket_stage"
    __table_args__ = strict(sa.Index(None, "ticket_id", "at"))
    ticket_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("ticket"))
    state: Mapped[TicketState]
    at: Mapped[Moment]
    reason: Mapped[str] = mapped_column(default="")
    giver: Mapped[str] = mapped_column(Line, default="")
    taker: Mapped[str] = mapped_column(Line, default="")
