"""Attach pictures to a note or a ticket, and let one picture stand for others that are alike; undo takes each back.

Must not know the window, nor load the entities before something is written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gemba.message import N_
from gemba.model.library import Library
from gemba.model.rows import ObservationRow
from gemba.model.rows.wall import TicketNameRow
from gemba.services.finding import codes as finding
from gemba.services.tickets.changes import TicketChanges

if TYPE_CHECKING:
    from gemba.model.operation import Operation

NOTE, TICKET = "observation", "ticket"
_A_KIND = 8
_TICKET_CODE = re.compile(r"[tT]?(\d{1,6})")


@dataclass(frozen=True, slots=True)
class Target:
    """What a picture can be attached to: ``kind`` NOTE or TICKET, its id, its code, its words."""

    kind: str
    id: str
    code: str
    title: str


class Attaching:
    """What pictures are attached to in one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def targets(self, query: str = "", *, near: Sequence[str] = ()) -> tuple[Target, ...]:
        """Return tickets and notes that hold the words of ``query``, tickets first; codes such as T14 are known too.

        Without words: the newest tickets, and the newest notes. ``near`` are the pictures: a note is one of their
        visit, or of any where they are all in the inbox.
        """
        visits = {row.session_id for row in self._library.queries.captures(ids=near) if row.session_id is not None}
        tickets, notes = self._near(visits) if not query.strip() else self._found(query)
        if visits:
            notes = [row for row in notes if visits == {row.session_id}]
        return (
            *(Target(TICKET, row.id, f"T{row.number}", row.title) for row in tickets),
            *(Target(NOTE, row.id, f"S{row.session_number} {row.at.local():%H:%M}", row.text) for row in notes),
        )

    def _near(self, visits: Collection[str]) -> tuple[list[TicketNameRow], list[ObservationRow]]:
        queries = self._library.queries
        notes = [row for visit in sorted(visits) for row in queries.observations(session_id=visit)]
        notes.sort(key=lambda row: (row.at, row.id), reverse=True)
        return queries.newest_tickets(_A_KIND), notes[:_A_KIND]

    def _found(self, query: str) -> tuple[list[TicketNameRow], list[ObservationRow]]:
        queries = self._library.queries
        hits = {
            kind: [hit.id for hit in queries.search(query, kinds=(kind,), limit=_A_KIND)] for kind in (TICKET, NOTE)
        }
        code = _TICKET_CODE.fullmatch(query.strip())
        tickets = [] if code is None else queries.ticket_numbered(int(code[1]))
        there = {row.id for row in tickets}
        tickets += [
            TicketNameRow(row.id, row.number, row.title)
            for row in queries.tickets(ids=hits[TICKET])
            if row.id not in there
        ]
        return tickets, queries.observations(ids=hits[NOTE])

    def attach(self, pictures: Sequence[str], target: Target) -> int:
        """Attach pictures in one step; return how many were new to the target. What is attached already stays."""
        wanted = tuple(pictures)
        if target.kind == TICKET:
            queries = self._library.queries
            before = {one.capture_id for one in finding.ticket(queries, target.id).pictures}
            TicketChanges(self._library).link(target.id, pictures=wanted)
            return len(set(wanted) - before)
        from gemba.services.writing import attaching

        name = N_("Attach a picture to a note") if len(wanted) == 1 else N_("Attach {n} pictures to a note")
        found: int = self._library.run(
            name, lambda op: attaching.to_note(op, target.id, wanted), values={"n": len(wanted)}
        )
        return found

    def keep_one(self, keep: str, others: Sequence[str]) -> None:
        """Take the others out in one step; the notes and tickets that show one of them show the kept one instead.

        Marks and comments of the others go with them. Nothing is purged: undo brings all of it back.
        """
        from gemba.services.writing import attaching

        gone = tuple(others)

        def body(op: Operation) -> None:
            attaching.keep_one(op, keep, gone)

        name = (
            N_("Keep one picture, remove one like it") if len(gone) == 1 else N_("Keep one picture, remove {n} alike")
        )
        self._library.run(name, body, values={"n": len(gone)})
