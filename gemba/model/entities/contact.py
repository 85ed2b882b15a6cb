"""Entities around listening and planning: customers, contacts, chats, the plan of a round, who takes part.

Knows no tickets and no rules.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemba.model.entities.base import Entity, owned_by, refers_to, strict
from gemba.model.rows import Moment
from gemba.model.types import Line


class Customer(Entity):
    """A customer under a pseudonym: the same pseudonym is the same person or organisation."""

    __tablename__ = "customer"
    __table_args__ = strict()
    pseudonym: Mapped[str] = mapped_column(Line, unique=True)
    is_key: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(Line, default="")


class Contact(Entity):
    """One customer call or other contact (M8); ``words`` only where the customer agreed."""

    __tablename__ = "contact"
    __table_args__ = strict(sa.Index(None, "at", "id"))
    source_id: Mapped[str] = mapped_column(Line, default="", index=True)
    at: Mapped[Moment | None] = mapped_column(default=None)
    round_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("round"), default=None, index=True)
    team_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("team"), default=None, index=True)
    customer_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("customer"), default=None, index=True)
    observation_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("observation"), default=None, index=True)
    channel: Mapped[str] = mapped_column(Line, default="")
    language: Mapped[str] = mapped_column(Line, default="")
    consent: Mapped[str] = mapped_column(default="")
    words_allowed: Mapped[bool] = mapped_column(default=False)
    complaint: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    asked: Mapped[str] = mapped_column(default="")
    solved: Mapped[bool | None] = mapped_column(default=None)
    call_back_due: Mapped[Moment | None] = mapped_column(default=None)


class ChatMessage(Entity):
    """One line of a chat."""

    __tablename__ = "chat_message"
    __table_args__ = strict(sa.Index(None, "at", "id"))
    text: Mapped[str]
    at: Mapped[Moment]
    sender: Mapped[str] = mapped_column(Line, default="")
    source_id: Mapped[str] = mapped_column(Line, default="", index=True)
    round_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("round"), default=None, index=True)


class PlanSlot(Entity):
    """One team's entry in the plan of a round; ``slots`` are local dates and times as written."""

    __tablename__ = "plan_slot"
    __table_args__ = strict(sa.UniqueConstraint("round_id", "team_id"))
    round_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("round"))
    team_id: Mapped[str] = mapped_column(sa.TEXT, refers_to("team"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    slots: Mapped[tuple[str, ...]] = mapped_column(default=())
    facilitator_wanted: Mapped[str] = mapped_column(Line, default="")
    not_with: Mapped[str] = mapped_column(Line, default="")
    remarks: Mapped[str] = mapped_column(default="")
    people: Mapped[int | None] = mapped_column(default=None)


class Participant(Entity):
    """A person asked to the meeting of a round; times are local to the person, as written."""

    __tablename__ = "participant"
    __table_args__ = strict(sa.UniqueConstraint("round_id", "person_id"))
    round_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("round"))
    person_id: Mapped[str] = mapped_column(sa.TEXT, refers_to("person"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    attends: Mapped[str] = mapped_column(Line, default="")
    time_zone: Mapped[str] = mapped_column(Line, default="")
    may_decide: Mapped[str] = mapped_column(default="")
    arrives: Mapped[str] = mapped_column(Line, default="")
    leaves: Mapped[str] = mapped_column(Line, default="")
