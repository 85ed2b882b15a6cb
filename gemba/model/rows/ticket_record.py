"""Frozen rows of a ticket's record: when it came into which state, and which steps changed it.

Read them by way of gemba/model/rows. Must not know SQLAlchemy, Qt or files.
"""

from __future__ import annotations

from dataclasses import dataclass

from gemba.model.moment import Moment
from gemba.model.values import TicketState


@dataclass(frozen=True, slots=True)
class StageRow:
    """A ticket's arrival in a state."""

    ticket_id: str
    state: TicketState
    at: Moment
    reason: str
    giver: str
    taker: str


@dataclass(frozen=True, slots=True)
class RowChangeRow:
    """One step of the history that changed a row: its name as a template with values, and which fields."""

    at: Moment
    name: str
    name_values: str
    fields: tuple[str, ...]
    undone: bool
