"""Do to the chosen tickets what the bar at the foot was asked for: one operation, one toast with Undo.

Must not know how the list marks them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gemba.errors import GembaError
from gemba.message import N_
from gemba.ui.jobs import Job
from gemba.ui.tickets.listing.bulk_bar import BulkBar
from gemba.ui.widgets.undo_toast import toast_with_undo

if TYPE_CHECKING:
    from gemba.ui.desk import Desk
    from gemba.ui.leaving.leaving import LeavingLine, Outgoing

_STATE = {"park": "parked", "reject": "rejected", "bring_back": "draft"}


class BulkWork(QObject):
    """What is done to several tickets."""

    def __init__(self, desk: Desk, bar: BulkBar, *, numbers: Callable[[], list[int]], done: Callable[[], None]) -> None:
        """Take the bar that asks, who knows the chosen tickets, and what to do once it is done."""
        super().__init__(bar)
        self.desk = desk
        self.bar = bar
        self._numbers = numbers
        self._done = done
        bar.wanted.connect(self._wanted)

    def _wanted(self, name: str, answer: str, reason: str) -> None:
        numbers = self._numbers()
        if not numbers:
            return
        if name == "export":
            self._export(numbers)
        elif answer == "?":
            self._offer(name)
        elif name in _STATE:
            self._move(numbers, name, reason)
        elif name == "set_team":
            self._set_team(numbers, answer, reason)
        else:
            self._link(numbers, answer)

    def _offer(self, name: str) -> None:
        app, words = self.desk.app, self.desk.words
        if name == "set_team":
            self.bar.offer([(team, team) for team in app.ticket_list.teams()])
            return
        problems = app.triage.problems()
        if not problems:
            self.bar.end()
            self.desk.toast(words.tr("There is no problem yet. Link two notes that report the same one first."))
            return
        self.bar.offer([(f"P{one.number} {one.title}", f"P{one.number}") for one in problems])

    def _do(self, work: Callable[[], object], said: Callable[[object], str]) -> None:
        def then(result: object) -> None:
            self.bar.end()
            self._done()
            toast_with_undo(self.desk, said(result), kind="good")

        def failed(problem: BaseException) -> None:
            if isinstance(problem, GembaError):
                self.bar.refuse(self.desk.words.problem(problem))
            else:
                self.desk.problem(problem)

        self.desk.do(work, owner=self, then=then, failed=failed)

    def _move(self, numbers: list[int], name: str, reason: str) -> None:
        words = self.desk.words
        sayings = {
            "park": (N_("{n} ticket parked."), N_("{n} tickets parked.")),
            "reject": (N_("{n} ticket rejected."), N_("{n} tickets rejected.")),
            "bring_back": (N_("{n} ticket brought back."), N_("{n} tickets brought back.")),
        }
        one, many = sayings[name]
        state, references = _STATE[name], [f"T{number}" for number in numbers]
        self._do(
            lambda: self.desk.app.tickets.move_many(references, state, reason=reason),
            lambda moved: words.count(one, many, int(str(moved))),
        )

    def _set_team(self, numbers: list[int], team: str, reason: str) -> None:
        references = [f"T{number}" for number in numbers]
        from gemba.services.tickets.fields import TicketFields

        fields = TicketFields(owner_team=team, reason=reason or None)
        self._do(
            lambda: self.desk.app.tickets.edit_many(references, fields),
            lambda many: self.desk.words.count(
                "{n} ticket belongs to {team}.", "{n} tickets belong to {team}.", int(str(many)), team=team
            ),
        )

    def _link(self, numbers: list[int], problem: str) -> None:
        references = tuple(f"T{number}" for number in numbers)
        self._do(
            lambda: self.desk.app.triage.link(problem, tickets=references),
            lambda _: self.desk.words.count(
                "{n} ticket linked to {problem}.", "{n} tickets linked to {problem}.", len(numbers), problem=problem
            ),
        )

    def _export(self, numbers: list[int]) -> None:
        from gemba.ui.leaving.leaving import Leaving, LeavingLine, Suffix
        from gemba.ui.leaving.sheet import show_leaving_sheet

        words = self.desk.words
        chosen = frozenset(numbers)
        leaving = Leaving(
            title=words.tr("Export tickets as a table"),
            suffixes=(Suffix(".csv", "CSV"), Suffix(".md", "Markdown")),
            name="tickets",
            lines=(LeavingLine("ticket", words.count("{n} ticket", "{n} tickets", len(chosen))),),
            write=lambda out, job: self._written(out, job, chosen),
            later=lambda job: self._reckoned(job, chosen),
        )
        owner = self.bar.parentWidget()
        show_leaving_sheet(self.desk, owner if isinstance(owner, QWidget) else self.bar, leaving)

    def _written(self, out: Outgoing, job: Job, numbers: frozenset[int]) -> Path:
        job.step()
        return self.desk.app.exporting.tickets(out.path, numbers=numbers).file

    def _reckoned(self, job: Job, numbers: frozenset[int]) -> tuple[LeavingLine, ...]:
        from gemba.ui.leaving.leaving import lines_of

        job.step()
        return lines_of(self.desk.words, self.desk.app.exporting.reckon_tickets(numbers))
