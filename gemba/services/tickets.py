"""Tickets: write, link, judge, delegate, follow; and the view that lists and paper show.

Every change is judged before it is committed (writing/judging.py), whoever makes it. Must not know paper.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gemba.message import N_, Message
from gemba.model.library import Library
from gemba.model.rows import Moment, TicketRow
from gemba.model.values import TicketFacts, TicketState
from gemba.rules import coordination
from gemba.services import finding, ranking
from gemba.services.house import House, house_of
from gemba.services.ranking import RankedTicket, RankingView
from gemba.services.words import word

if TYPE_CHECKING:
    from gemba.model.operation import Operation
    from gemba.services.ticket_fields import TicketFields

PASSED_ALONG = 2
"""More reassignments than this mark a ticket as passed along (M4)."""


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket with what the rules say about it: its rank (None: ``unranked`` says why), its load, its smell."""

    row: TicketRow
    facts: TicketFacts
    rank: RankedTicket | None
    unranked: Message | None
    load: coordination.Load
    currency: str
    top_n: int

    @property
    def pass_along(self) -> bool:
        """Say whether it went through too many hands."""
        return self.row.reassignments > PASSED_ALONG


@dataclass(frozen=True, slots=True)
class TicketEvent:
    """One thing that happened to a ticket: by team or role, never by name."""

    at: Moment
    state: TicketState
    reason: str
    taker: str


class Tickets:
    """The tickets of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def views(self, *, state: str | None = None) -> tuple[TicketView, ...]:
        """Return every ticket by number, only those in a state where named."""
        wanted = None if state is None else word(TicketState, state)
        queries = self._library.queries
        facts = queries.ticket_facts()
        house = house_of(queries)
        order = ranking.rank_view(facts.values(), house)
        return tuple(
            _view(row, facts[row.id], order, house)
            for row in queries.tickets()
            if wanted is None or row.state is wanted
        )

    def view(self, reference: str) -> TicketView:
        """Return the ticket that "14", "T14", "A01" or an id means."""
        queries = self._library.queries
        row = finding.ticket(queries, reference)
        facts = queries.ticket_facts()
        house = house_of(queries)
        return _view(row, facts[row.id], ranking.rank_view(facts.values(), house), house)

    def events(self, reference: str) -> tuple[TicketEvent, ...]:
        """Return a ticket's record, oldest first."""
        queries = self._library.queries
        row = finding.ticket(queries, reference)
        begun = TicketEvent(row.created, TicketState.DRAFT, "", "")
        stages = [TicketEvent(one.at, one.state, one.reason, one.taker) for one in queries.ticket_stages(row.id)]
        return (begun, *stages)

    def new(self, fields: TicketFields) -> TicketView:
        """Write a ticket; it is judged at once and is actionable where it passes."""
        from gemba.services.writing import tickets

        return self._run(N_("Write a ticket"), lambda op: tickets.write(op, fields))

    def edit(self, reference: str, fields: TicketFields) -> TicketView:
        """Change a ticket; it is judged again. A new owner needs a reason."""
        from gemba.services.writing import tickets

        return self._run(N_("Change a ticket"), lambda op: tickets.change(op, reference, fields))

    def link(self, reference: str, *, pictures: tuple[str, ...] = (), observations: tuple[str, ...] = ()) -> TicketView:
        """Link pictures and observations."""
        from gemba.services.writing import tickets

        return self._run(
            N_("Link evidence"),
            lambda op: tickets.link(op, reference, pictures=pictures, observations=observations),
        )

    def unlink(
        self, reference: str, *, pictures: tuple[str, ...] = (), observations: tuple[str, ...] = ()
    ) -> TicketView:
        """Take pictures and observations off."""
        from gemba.services.writing import tickets

        return self._run(
            N_("Unlink evidence"),
            lambda op: tickets.unlink(op, reference, pictures=pictures, observations=observations),
        )

    def wave_off(self, reference: str, code: str, *, reason: str) -> TicketView:
        """Wave off a remark with a reason, so that it no longer holds up delegating."""
        from gemba.services.writing import tickets

        return self._run(N_("Wave off a remark"), lambda op: tickets.wave_off(op, reference, code, reason=reason))

    def delegate(self, reference: str, *, owner_accepted: bool) -> TicketView:
        """Hand an actionable ticket to its owner; refuses with the first thing that is missing."""
        from gemba.services.writing import tickets

        return self._run(
            N_("Delegate a ticket"), lambda op: tickets.delegate(op, reference, owner_accepted=owner_accepted)
        )

    def move(self, reference: str, state: str, *, reason: str = "") -> TicketView:
        """Move a ticket on, park it or reject it with a reason, or bring it back."""
        from gemba.services.writing import tickets

        wanted = word(TicketState, state)
        return self._run(N_("Move a ticket"), lambda op: tickets.go_to(op, reference, wanted, reason=reason))

    def _run(self, name: str, body: Callable[[Operation], str]) -> TicketView:
        return self.view(self._library.run(name, body))


def _view(row: TicketRow, facts: TicketFacts, order: RankingView, house: House) -> TicketView:
    rank = next((one for one in order.ranked if one.number == row.number), None)
    unranked = next((one.reason for one in order.unranked if one.number == row.number), None)
    return TicketView(
        row=row,
        facts=facts,
        rank=rank,
        unranked=unranked,
        load=coordination.load(facts, house.thresholds),
        currency=house.currency,
        top_n=order.top_n,
    )
