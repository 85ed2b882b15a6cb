"""Tickets: write, link, judge, delegate, follow; and the view that lists and paper show.

Every change is judged before it is committed (writing/judging.py), whoever makes it. Must not know paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gemba.message import Message
from gemba.model.library import Library
from gemba.model.rows import Moment, TicketRow
from gemba.model.ticket_facts import TicketFacts
from gemba.model.values import TicketState
from gemba.rules import coordination
from gemba.services.finding import codes as finding
from gemba.services.finding.words import word
from gemba.services.keeping.house import House, house_of
from gemba.services.tickets import ranking
from gemba.services.tickets.changes import TicketChanges
from gemba.services.tickets.ranking import RankedTicket, RankingView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gemba.services.tickets.fields import TicketFields
    from gemba.services.tickets.judging import Judged
    from gemba.services.tickets.opened import OpenTicket

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

    @property
    def changes(self) -> TicketChanges:
        """Return the same changes for a caller that needs no rank afterwards."""
        return TicketChanges(self._library)

    def open(self, reference: str) -> OpenTicket:
        """Return one ticket with everything its page shows; no other ticket is read."""
        from gemba.services.tickets.opened import open_ticket

        return open_ticket(self._library.queries, reference)

    def judge_as(self, reference: str, fields: TicketFields) -> Judged:
        """Return what the gate would say of a ticket if these fields stood in it; nothing is written."""
        from gemba.services.tickets.judging import judge_as

        queries = self._library.queries
        row = finding.ticket(queries, reference)
        return judge_as(queries.ticket_facts([row.id])[row.id], fields)

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
            # One that was written between the two readings is in the next answer.
            if row.id in facts and (wanted is None or row.state is wanted)
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
        return self.view(self.changes.new(fields))

    def edit(self, reference: str, fields: TicketFields, *, coalesce: str = "") -> TicketView:
        """Change a ticket; it is judged again. A new owner of a ticket that was handed over needs a reason.

        With ``coalesce``, changes of the same key that follow each other are one undo step.
        """
        return self.view(self.changes.edit(reference, fields, coalesce=coalesce))

    def link(self, reference: str, *, pictures: tuple[str, ...] = (), observations: tuple[str, ...] = ()) -> TicketView:
        """Link pictures and observations."""
        return self.view(self.changes.link(reference, pictures=pictures, observations=observations))

    def unlink(
        self, reference: str, *, pictures: tuple[str, ...] = (), observations: tuple[str, ...] = ()
    ) -> TicketView:
        """Take pictures and observations off."""
        return self.view(self.changes.unlink(reference, pictures=pictures, observations=observations))

    def wave_off(self, reference: str, code: str, *, reason: str) -> TicketView:
        """Wave off a remark with a reason, so that it no longer holds up delegating."""
        return self.view(self.changes.wave_off(reference, code, reason=reason))

    def delegate(self, reference: str, *, owner_accepted: bool) -> TicketView:
        """Hand an actionable ticket to its owner; refuses with the first thing that is missing."""
        return self.view(self.changes.delegate(reference, owner_accepted=owner_accepted))

    def move(self, reference: str, state: str, *, reason: str = "") -> TicketView:
        """Move a ticket on, park it or reject it with a reason, or bring it back."""
        return self.view(self.changes.move(reference, state, reason=reason))

    def move_many(self, references: Sequence[str], state: str, *, reason: str = "") -> int:
        """Move several tickets in one operation, all or none; return how many moved."""
        from gemba.services.tickets import bulk as ticket_bulk

        return ticket_bulk.move_many(self._library, references, word(TicketState, state), reason=reason)

    def edit_many(self, references: Sequence[str], fields: TicketFields) -> int:
        """Change several tickets alike in one operation, all or none; return how many there were."""
        from gemba.services.tickets import bulk as ticket_bulk

        return ticket_bulk.edit_many(self._library, references, fields)


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
