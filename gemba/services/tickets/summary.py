"""One ticket in short, as a frozen value for the inspector. Must not know how it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gemba.message import Message

if TYPE_CHECKING:
    from gemba.model.rows import TicketRow
    from gemba.model.ticket_facts import TicketFacts
    from gemba.rules.coordination import Load
    from gemba.services.tickets.list import Worth
    from gemba.services.tickets.ranking import RankedTicket


@dataclass(frozen=True, slots=True)
class TicketSummary:
    """One ticket as the inspector shows it; ``rank`` is None where it is not ranked, and ``unranked`` says why."""

    row: TicketRow
    facts: TicketFacts
    load: Load
    worth: Worth | Message
    rank: RankedTicket | None
    unranked: Message | None
    top_n: int
    currency: str
