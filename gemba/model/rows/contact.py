"""Frozen rows of whom we listen to and meet: customers, calls, chats, the plan of a round, its meeting.

Read them by way of gemba/model/rows. Must not know SQLAlchemy, Qt or files.
"""

from __future__ import annotations

from dataclasses import dataclass

from gemba.model.moment import Moment


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer under a pseudonym."""

    id: str
    pseudonym: str
    is_key: bool
    language: str


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
class ParticipantRow:
    """A person asked to the meeting of a round; ``may_decide`` in the words of the list."""

    id: str
    round_id: str
    person_id: str
    attends: str
    time_zone: str
    may_decide: str
    arrives: str
    leaves: str
