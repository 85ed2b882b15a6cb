"""One problem with what stands around it: who reported it, which tickets are about it, whether it is demand yet.

Reads only, in one go, so that it can be asked for off the window's thread. Must not know paper.
"""

from __future__ import annotations

from dataclasses import dataclass

from gemba.model.queries import Queries
from gemba.model.rows import ObservationRow, ProblemRow
from gemba.services.finding import codes as finding
from gemba.services.keeping.house import house_of


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """A problem, its reports by time, its tickets as (id, number, title), and from how many sources on it is demand."""

    row: ProblemRow
    reports: tuple[ObservationRow, ...]
    tickets: tuple[tuple[str, int, str], ...]
    demand_from: int

    @property
    def sources(self) -> int:
        """Return from how many distinct visits and customers reports came."""
        return self.row.sessions + self.row.customers

    @property
    def is_demand(self) -> bool:
        """Say whether enough distinct sources report it (DOMAIN §4); before that it is a signal."""
        return self.sources >= self.demand_from


def page_of(queries: Queries, reference: str) -> ProblemPage:
    """Return the problem that "3", "P3" or an id means. Raises UserError where there is none."""
    row = finding.problem(queries, reference)
    return ProblemPage(
        row=row,
        reports=tuple(queries.observations(problem_id=row.id)),
        tickets=tuple((one.id, one.number, one.title) for one in queries.tickets(ids=row.ticket_ids)),
        demand_from=house_of(queries).demand_from,
    )
