"""What is due: planned visits, promises, customers who wait to be told, decisions, tickets that fell back, reviews.

A reading of many rows for one screen (MECHANISMS M1, M8, M20); it writes nothing. Must not know the window or paper.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gemba.model.library import Library
from gemba.model.rows import CallRow, DecisionRow, PlanSlotRow, PromiseRow, SessionRow
from gemba.model.values import CaptureState
from gemba.services.visits.promises import Promises

_MOST = 50


@dataclass(frozen=True, slots=True)
class DuePromise:
    """An open promise; ``team`` is who it was made to, ``day`` is None where none was named."""

    row: PromiseRow
    team: str
    day: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class WaitingCall:
    """A customer whose problem is not known to be solved."""

    row: CallRow
    day: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class DueDecision:
    """A decision that was not taken yet."""

    row: DecisionRow
    day: date | None
    overdue: bool
    open_questions: int


@dataclass(frozen=True, slots=True)
class FallenBack:
    """A ticket that had passed the gate and does not any more; ``why`` are the criteria that it lost, in words."""

    id: str
    number: int
    title: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A team of the plan, and the visit that was made to it, if one was."""

    row: PlanSlotRow
    days: tuple[date, ...]
    session: SessionRow | None


@dataclass(frozen=True, slots=True)
class Due:
    """Everything that is due; each list is in the order of urgency."""

    promises: tuple[DuePromise, ...] = ()
    calls: tuple[WaitingCall, ...] = ()
    decisions: tuple[DueDecision, ...] = ()
    fallen_back: tuple[FallenBack, ...] = ()
    plan: tuple[PlannedVisit, ...] = ()
    unreviewed: int = 0
    first_unreviewed: str = ""
    is_new: bool = False

    def __bool__(self) -> bool:
        """Say whether anything is due."""
        lists = (self.promises, self.calls, self.decisions, self.fallen_back, self.plan)
        return any(lists) or bool(self.unreviewed)


class Agenda:
    """What is due in one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def due(self, today: date, *, translate: Callable[[str], str] = str) -> Due:
        """Return what is due on a day; why a ticket fell back is said with ``translate``."""
        queries = self._library.queries
        sessions = {row.id: row for row in queries.sessions()}
        first = queries.captures(state=CaptureState.UNREVIEWED, limit=1)
        return Due(
            promises=self._promises(today, sessions),
            calls=self._calls(today),
            decisions=self._decisions(today),
            fallen_back=self._fallen_back(translate),
            plan=self._plan(tuple(sessions.values())),
            unreviewed=queries.count_to_review(),
            first_unreviewed=first[0].id if first else "",
            is_new=not sessions and not queries.ticket_counts(),
        )

    def _promises(self, today: date, sessions: dict[str, SessionRow]) -> tuple[DuePromise, ...]:
        found = []
        for row in Promises(self._library).all(open_only=True):
            day = _day(row.due)
            team = sessions[row.session_id].team if row.session_id in sessions else ""
            found.append(DuePromise(row, team, day, day is not None and day < today))
        return tuple(found)

    def _calls(self, today: date) -> tuple[WaitingCall, ...]:
        found = []
        for row in self._library.queries.calls():
            if row.solved is True:
                continue
            day = row.call_back_due.local().date() if row.call_back_due else None
            found.append(WaitingCall(row, day, day is not None and day < today))
        return tuple(sorted(found, key=lambda one: (one.day is None, one.day or today, one.row.source_id)))

    def _decisions(self, today: date) -> tuple[DueDecision, ...]:
        found = []
        for row in self._library.queries.decisions():
            if row.taken:
                continue
            day = _day(row.due)
            still_open = sum(not question.answered for question in row.questions)
            found.append(DueDecision(row, day, day is not None and day < today, still_open))
        return tuple(sorted(found, key=lambda one: (one.day is None, one.day or today, one.row.number)))

    def _fallen_back(self, translate: Callable[[str], str]) -> tuple[FallenBack, ...]:
        queries = self._library.queries
        ids = queries.fallen_back(limit=_MOST)
        if not ids:
            return ()
        from gemba.services.tickets.shown_verdicts import said_verdicts

        facts = queries.ticket_facts(ids)
        return tuple(
            FallenBack(
                id=row.id,
                number=row.number,
                title=row.title,
                why=tuple(one.reason for one in said_verdicts(row, facts[row.id], translate) if not one.ok),
            )
            for row in queries.tickets(ids=ids)
        )

    def _plan(self, sessions: tuple[SessionRow, ...]) -> tuple[PlannedVisit, ...]:
        made = {row.team_id: row for row in sessions}
        found = []
        for row in self._library.queries.plan():
            days = tuple(dict.fromkeys(day for slot in row.slots if (day := _day(slot)) is not None))
            found.append(PlannedVisit(row, days, made.get(row.team_id)))
        return tuple(sorted(found, key=_when_planned))


def _when_planned(one: PlannedVisit) -> tuple[object, ...]:
    """Order a plan as it is lived: what is still to come first, by day and hour of the first time that is offered."""
    return (one.session is not None, not one.days, one.days[:1], one.row.slots[:1], one.row.team)


def _day(text: str) -> date | None:
    """Read the day at the start of a text; None where none stands there."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
