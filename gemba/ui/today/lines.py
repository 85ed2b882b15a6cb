"""Turn what is due into lines of text: which icon, which words, which buttons. Must not lay out anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from gemba.message import joined
from gemba.ui.desk import Desk
from gemba.ui.language.days import due_words, short_day
from gemba.ui.widgets.line_row import Line

if TYPE_CHECKING:
    from gemba.services.visits.agenda import Due, DueDecision, DuePromise, FallenBack, PlannedVisit, WaitingCall


class Lines:
    """Makes lines for one desk and one day; ``settle`` is called with what a button of a line has to write."""

    def __init__(self, desk: Desk, today: date, settle: Callable[[Callable[[], object], str], None]) -> None:
        """Take the desk, the day, and how to write."""
        self._desk = desk
        self._words = desk.words
        self._today = today
        self._settle = settle

    def _where_it_can_be_written(
        self, *buttons: tuple[str, Callable[[], object]]
    ) -> tuple[tuple[str, Callable[[], object]], ...]:
        return () if self._desk.read_only else buttons

    def review(self, due: Due) -> list[Line]:
        """Return the line of the pictures that nobody has looked at, if there are any."""
        if not due.unreviewed:
            return []
        title = self._words.count("{n} picture to review", "{n} pictures to review", due.unreviewed)
        detail = self._words.tr("Only what a person has reviewed can leave the library.")
        return [Line("shield-check", title, detail, opens=partial(self._desk.go, "evidence", due.first_unreviewed))]

    def promise(self, one: DuePromise) -> Line:
        """Return the line of a promise, with the buttons that settle it."""
        promises, tr = self._desk.app.promises, self._words.tr
        said = [
            tr("S{number}", number=one.row.session_number),
            one.team,
            self._words.role(one.row.by_role),
        ]
        return Line(
            icon="handshake",
            title=one.row.text,
            detail=" · ".join(part for part in said if part),
            when=due_words(one.day, self._today, self._words),
            late=one.overdue,
            opens=partial(self._desk.go, "sessions", one.row.observation_id or one.row.session_id),
            buttons=self._where_it_can_be_written(
                (tr("Kept"), partial(self._settle, lambda: promises.settle(one.row.id, kept=True), tr("Kept."))),
                (tr("Broken"), partial(self._settle, lambda: promises.settle(one.row.id, kept=False), tr("Broken."))),
            ),
        )

    def call(self, one: WaitingCall) -> Line:
        """Return the line of a customer who waits to be told."""
        calls, tr = self._desk.app.calls, self._words.tr
        row = one.row
        said = (row.source_id, row.customer, row.team)
        opens = partial(self._desk.go, "sessions", row.observation_id) if row.observation_id else None
        return Line(
            icon="phone",
            title=row.complaint or row.words or row.source_id,
            detail=" · ".join(part for part in said if part),
            when=due_words(one.day, self._today, self._words),
            late=one.overdue,
            opens=opens,
            buttons=self._where_it_can_be_written(
                (tr("Told"), partial(self._settle, lambda: calls.solve(row.id), tr("Told and solved.")))
            ),
        )

    def decision(self, one: DueDecision) -> Line:
        """Return the line of a decision that was not taken yet."""
        left = self._words.count("{n} open question", "{n} open questions", one.open_questions)
        said = (
            f"D{one.row.number}",
            self._words.tr("two-way door") if _two_way(one) else self._words.tr("one-way door"),
        )
        return Line(
            icon="door-open",
            title=one.row.title,
            detail=" · ".join((*(said if one.row.door else said[:1]), left)),
            when=due_words(one.day, self._today, self._words),
            late=one.overdue,
            opens=partial(self._desk.go, "structure", f"D{one.row.number}"),
        )

    def fallen(self, one: FallenBack) -> Line:
        """Return the line of a ticket that does not pass the gate any more, with the reason."""
        return Line(
            icon="triangle-alert",
            title=f"T{one.number}  {one.title}",
            detail=joined(one.why),
            when=self._words.tr("back to draft"),
            late=True,
            opens=partial(self._desk.go, "tickets", one.id),
        )

    def visit(self, one: PlannedVisit) -> Line:
        """Return the line of a team of the plan: when it can be visited, or the visit that was made."""
        row, words = one.row, self._words
        times = [f"{short_day(one.days[0], words)} {_clock(row.slots[0])}"] if one.days else []
        if len(row.slots) > 1:
            times.append(words.count("{n} more time", "{n} more times", len(row.slots) - 1))
        detail = [words.count("{n} person", "{n} people", row.people)] if row.people else []
        detail += [row.remarks] if row.remarks else []
        done = one.session is not None
        when = words.tr("visited: S{number}", number=one.session.number) if one.session else " · ".join(times)
        return Line(
            icon="circle-check" if done else "footprints",
            title=row.team,
            detail=" · ".join(detail),
            when=when or words.tr("no time named"),
            opens=partial(self._desk.go, "sessions", one.session.id) if one.session else None,
        )


def _two_way(one: DueDecision) -> bool:
    return one.row.door is not None and one.row.door.value == "two-way"


def _clock(slot: str) -> str:
    """Return the hours of a time: "10:00–11:00"."""
    return slot.partition(" ")[2].replace("-", "\u2013")
