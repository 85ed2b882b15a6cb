"""Frozen rows of a visit's page: a ticket that rests on a note, a step of a note's history.

Must not know SQLAlchemy, Qt or files.
"""

from __future__ import annotations

from dataclasses import dataclass

from gemba.message import Message
from gemba.model.changes import Values
from gemba.model.moment import Moment
from gemba.model.values import TicketState


@dataclass(frozen=True, slots=True)
class NoteTicketRow:
    """A ticket that rests on a note."""

    observation_id: str
    ticket_id: str
    number: int
    title: str
    state: TicketState


@dataclass(frozen=True, slots=True)
class RowHistoryRow:
    """What one step did to one row: ``kind`` is do, undo or redo; ``before`` is None where the row was added."""

    at: Moment
    message: Message
    kind: str
    before: Values | None
    after: Values | None
