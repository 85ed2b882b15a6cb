"""Say what the shape of the organisation costs: headline, pairs, bodies, artifacts. Must not lay out anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from gemba.ui.desk import Desk
from gemba.ui.language.days import due_words, iso_day
from gemba.ui.widgets.line_row import Line

if TYPE_CHECKING:
    from gemba.model.rows import ProblemRow
    from gemba.rules.coordination import ApprovalBody, Structure, TeamPair
    from gemba.services.tickets.decisions import DecisionView
    from gemba.services.visits.artifacts import Overlap
    from gemba.ui.structure.facts import Facts

Titles = Mapping[int, tuple[str, str]]


class Lines:
    """Makes the words of one desk's language."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk."""
        self._desk = desk
        self._words = desk.words

    def headline(self, shape: Structure, tickets: int) -> str:
        """Return how many fixes need more than one team."""
        several = sum(count for teams, count in shape.team_counts if teams > 1)
        most = max((teams for teams, count in shape.team_counts if count), default=0)
        count = self._words.count(
            "{n} of {all} tickets needs more than one team; the most for one fix is {most}.",
            "{n} of {all} tickets need more than one team; the most for one fix is {most}.",
            several,
            all=tickets,
            most=most,
        )
        return count if tickets else self._words.tr("What several teams keep")

    def note(self, shape: Structure) -> str:
        """Return how much is asked besides the work."""
        asked = sum(count for approvals, count in shape.approval_counts if approvals)
        said = self._words.count("{n} ticket waits for an approval.", "{n} tickets wait for an approval.", asked)
        if shape.waiting_days:
            said += " " + self._words.tr(
                "Against {work} days of work stand {waiting} days of waiting.",
                work=self._words.number(shape.work_days),
                waiting=self._words.number(shape.waiting_days),
            )
        return said

    def pair(self, pair: TeamPair, currency: str) -> str:
        """Return a pair with its tickets and the money behind them."""
        tickets = self._words.count("{n} ticket", "{n} tickets", len(pair.tickets))
        said = self._words.tr("{first} and {second}: {tickets}", first=pair.first, second=pair.second, tickets=tickets)
        if pair.money:
            said += ", " + self._words.tr("{money} a year", money=self._words.money(pair.money, currency))
        return said

    def ticket(self, number: int, titles: Titles) -> Line:
        """Return the line of a ticket that is known by its number."""
        ticket_id, title = titles.get(number, ("", ""))
        return Line("ticket", title or f"T{number}", f"T{number}", opens=partial(self._desk.go, "tickets", ticket_id))

    def smell(self, number: int, facts: Facts) -> Line:
        """Return the line of a ticket that asks too many, with how many."""
        ticket_id, title = facts.titles.get(number, ("", ""))
        stands_out = dict(facts.shape.stand_outs).get(number)
        said = self._words.say(stands_out) if stands_out is not None else self._asked(number, facts.shape)
        opens = partial(self._desk.go, "tickets", ticket_id)
        return Line("triangle-alert", f"T{number}  {title}", said, late=stands_out is not None, opens=opens)

    def _asked(self, number: int, shape: Structure) -> str:
        teams = {team for pair in shape.pairs if number in pair.tickets for team in (pair.first, pair.second)}
        bodies = sum(number in body.tickets for body in shape.bodies)
        parts = [self._words.count("{n} team", "{n} teams", max(1, len(teams)))]
        if bodies:
            parts.append(self._words.count("{n} approval", "{n} approvals", bodies))
        return " · ".join(parts)

    def body(self, body: ApprovalBody, titles: Titles) -> Line:
        """Return the line of a body that has to say yes."""
        from gemba.rules.coordination import NO_ROLE

        name = self._words.tr(NO_ROLE) if body.body == NO_ROLE else body.body
        named = self._words.listed(f"T{number}" for number in body.tickets)
        days = self._words.number(body.waiting_days)
        when = self._words.tr("{days} days", days=days) if body.waiting_days else self._words.tr("days not stated")
        first = titles.get(body.tickets[0], ("", ""))[0]
        return Line("stamp", name, named, when=when, opens=partial(self._desk.go, "tickets", first))

    def overlap(self, one: Overlap) -> Line:
        """Return the line of an artifact: which teams keep it, how long it takes, who still reads it."""
        minutes = sum(row.minutes_per_week or 0.0 for row in one.sightings)
        readers = self._words.listed(dict.fromkeys(row.still_read_by for row in one.sightings))
        detail = [" + ".join(one.teams)]
        if readers:
            detail.append(self._words.tr("read by: {readers}", readers=readers))
        when = self._words.tr("{minutes} min a week", minutes=self._words.number(minutes)) if minutes else ""
        visit = next((row for row in one.sightings if row.observation_id), None)
        opens = partial(self._desk.go, "sessions", visit.observation_id or "") if visit is not None else None
        icon = "copy" if len(one.teams) > 1 else "file-text"
        return Line(icon, " / ".join(one.names), " · ".join(detail), when=when, late=len(one.teams) > 1, opens=opens)

    def problem(self, row: ProblemRow, demand_from: int, choose: Callable[[str], object]) -> Line:
        """Return the line of a problem: how many report it, from how many sources; ``choose`` gets its code."""
        words, sources, code = self._words, row.sessions + row.customers, f"P{row.number}"
        detail = " · ".join(
            (
                words.count("{n} report", "{n} reports", len(row.observation_ids)),
                words.count("{n} independent source", "{n} independent sources", sources),
                words.count("{n} ticket", "{n} tickets", len(row.ticket_ids)),
            )
        )
        when = words.tr("demand") if sources >= demand_from else words.tr("signal")
        return Line("circle-alert", f"{code}  {row.title}", detail, when=when, opens=partial(choose, code), key=code)

    def decision(self, view: DecisionView, choose: Callable[[str], object]) -> Line:
        """Return the line of a decision: what is known, and when it is due; ``choose`` gets its code."""
        words, row, code, day = self._words, view.row, f"D{view.row.number}", iso_day(view.row.due)
        today = date.today()
        when = words.tr("taken") if row.taken else due_words(day, today, words)
        late = not row.taken and day is not None and day < today
        detail = words.say(view.advice)
        opens = partial(choose, code)
        return Line("door-open", f"{code}  {row.title}", detail, when=when, late=late, opens=opens, key=code)
