"""The frozen row of one line of the list of tickets, apart from the rest: the list is what a window begins with.

Read it by way of gemba/model/rows. Must not know SQLAlchemy, Qt or files.
"""

from __future__ import annotations

from typing import NamedTuple

from gemba.model.moment import Moment
from gemba.model.values import MoneyFacts, RangeText, TicketState


class TicketListRow(NamedTuple):
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
    money: MoneyFacts = MoneyFacts()
    effort: RangeText = RangeText()
    teams: int = 0
    approvals: int = 0
    owned: bool = False
    problem_id: str | None = None
