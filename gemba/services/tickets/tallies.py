"""What tickets and visits tell together: why chances were missed (M11), how long fixes take by kind (M12), how many
hold a customer's own words or a replay by month (M18), and minutes lost to debating format by day (M3).

Counts of tickets and minutes only, never of people. Must not know paper.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from gemba.model.values import FixKind, TicketState, WhyMissed

if TYPE_CHECKING:
    from gemba.model.queries import Queries
    from gemba.model.rows import SessionRow
    from gemba.model.rows.ticket import TallyRow

_DAY_S = 86_400
MONTHS = 12
DAYS = 14


@dataclass(frozen=True, slots=True)
class LeadTime:
    """How long one kind of change took from written to done, in days: of how many, median, shortest and longest."""

    kind: FixKind | None
    tickets: int
    days: float
    shortest: float
    longest: float


@dataclass(frozen=True, slots=True)
class Month:
    """Of the tickets written in a month ("2026-11"), how many hold a customer's own words or a replay."""

    month: str
    heard: int
    tickets: int


@dataclass(frozen=True, slots=True)
class Debated:
    """Minutes of a day ("2026-11-10") that went into debates about format, over so many of its visits."""

    day: str
    minutes: float
    visits: int


@dataclass(frozen=True, slots=True)
class Tallies:
    """``missed`` by how often, the most first; ``unsaid`` is how many tickets do not say why they were missed."""

    missed: tuple[tuple[WhyMissed, int], ...]
    unsaid: int
    lead: tuple[LeadTime, ...]
    months: tuple[Month, ...]
    debates: tuple[Debated, ...] = ()


def tallies(queries: Queries) -> Tallies:
    """Return the tallies of a library; rejected tickets do not count."""
    found = tallied(queries.ticket_tallies(left_out=(TicketState.REJECTED,)))
    return replace(found, debates=debated(queries.sessions()))


def debated(visits: Iterable[SessionRow]) -> tuple[Debated, ...]:
    """Return the days with debates about format, oldest first; of very many the last ones."""
    days: dict[str, list[float]] = {}
    for one in visits:
        if one.debate_minutes > 0:
            days.setdefault(one.date, []).append(one.debate_minutes)
    return tuple(Debated(day, sum(days[day]), len(days[day])) for day in sorted(days)[-DAYS:])


def tallied(rows: Iterable[TallyRow]) -> Tallies:
    """Return the tallies of these rows."""
    missed: dict[WhyMissed, int] = {}
    took: dict[FixKind | None, list[float]] = {}
    months: dict[str, list[bool]] = {}
    unsaid = 0
    for row in rows:
        if row.why_missed is None:
            unsaid += 1
        else:
            missed[row.why_missed] = missed.get(row.why_missed, 0) + 1
        if row.done is not None:
            lead = (row.done.utc - row.created.utc).total_seconds() / _DAY_S
            took.setdefault(row.fix_kind, []).append(max(0.0, lead))
        months.setdefault(f"{row.created.local():%Y-%m}", []).append(row.heard)
    order = {kind: place for place, kind in enumerate(WhyMissed)}
    return Tallies(
        tuple(sorted(missed.items(), key=lambda one: (-one[1], order[one[0]]))),
        unsaid,
        tuple(
            LeadTime(kind, len(took[kind]), median(took[kind]), min(took[kind]), max(took[kind]))
            for kind in (*FixKind, None)
            if kind in took
        ),
        tuple(Month(month, sum(months[month]), len(months[month])) for month in sorted(months)[-MONTHS:]),
    )
