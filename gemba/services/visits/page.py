"""What the window shows of visits: one line of each for the list, and everything that stands around one for its page.

Reads only, in one go, so that it can be asked for off the window's thread. Must not know paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gemba.model.library import Library
from gemba.model.rows import (
    ArtifactSightingRow,
    CallRow,
    CaptureRow,
    HandOffStepRow,
    NotePartRow,
    ObservationRow,
    PersonRow,
    ProblemRow,
    PromiseRow,
    SessionRow,
)
from gemba.model.rows.visit_page import NoteTicketRow, RowHistoryRow
from gemba.services.finding import codes as finding
from gemba.services.visits.chats import ChatDay, chat_of


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit in the list: its row, its round, and what waits in it."""

    row: SessionRow
    round_name: str
    unreviewed: int
    open_promises: int


@dataclass(frozen=True, slots=True)
class VisitPage:
    """One visit with everything around it; ``people`` are those of its header, ``chat`` is that of its round."""

    row: SessionRow
    round_name: str
    notes: tuple[ObservationRow, ...]
    captures: tuple[CaptureRow, ...]
    promises: tuple[PromiseRow, ...]
    sightings: tuple[ArtifactSightingRow, ...]
    chains: Mapping[str, tuple[HandOffStepRow, ...]]
    calls: tuple[CallRow, ...]
    people: tuple[PersonRow, ...]
    facilitators: tuple[PersonRow, ...]
    tickets: Mapping[str, tuple[NoteTicketRow, ...]]
    problems: Mapping[str, ProblemRow]
    chat: tuple[ChatDay, ...] = ()
    parts: tuple[NotePartRow, ...] = ()


class VisitPages:
    """The visits of one library as the window shows them."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def lines(self) -> tuple[VisitLine, ...]:
        """Return every visit, the newest first."""
        queries = self._library.queries
        rounds = {one.id: one.name for one in queries.rounds()}
        unreviewed = queries.unreviewed_by_session()
        promised: dict[str, int] = {}
        for one in queries.promises():
            if one.kept is None:
                promised[one.session_id] = promised.get(one.session_id, 0) + 1
        rows = sorted(queries.sessions(), key=lambda row: (row.date, row.number), reverse=True)
        return tuple(
            VisitLine(row, rounds.get(row.round_id, ""), unreviewed.get(row.id, 0), promised.get(row.id, 0))
            for row in rows
        )

    def page(self, reference: str) -> VisitPage:
        """Return the visit that "7", "S7" or an id means, with everything around it."""
        queries = self._library.queries
        row = finding.session(queries, reference)
        notes = tuple(queries.observations(session_id=row.id))
        ids = {one.id for one in notes}
        people = {one.id: one for one in queries.people()}
        linked = {one.problem_id for one in notes}
        return VisitPage(
            row=row,
            round_name=next((one.name for one in queries.rounds() if one.id == row.round_id), ""),
            notes=notes,
            captures=tuple(queries.captures(session_id=row.id)),
            promises=tuple(queries.promises(session_id=row.id)),
            sightings=tuple(one for one in queries.artifact_sightings() if one.session_number == row.number),
            chains={key: steps for key, steps in _grouped(queries.hand_off_steps()).items() if key in ids},
            calls=tuple(one for one in queries.calls() if one.observation_id in ids),
            people=tuple(people[one] for one in row.people_ids if one in people),
            facilitators=tuple(people[one] for one in row.facilitator_ids if one in people),
            tickets=_tickets(queries.tickets_of_notes(row.id)),
            problems={one.id: one for one in queries.problems() if one.id in linked},
            chat=chat_of(queries, row, people.values()),
            parts=tuple(queries.note_parts(ids)),
        )

    def session_of_note(self, reference: str) -> tuple[str, str] | None:
        """Return the ids of visit and note where ``reference`` means a note, else None."""
        from gemba.errors import UserError

        try:
            found = finding.observation(self._library.queries, reference)
        except UserError:
            return None
        return found.session_id, found.id

    def note_history(self, observation_id: str) -> tuple[RowHistoryRow, ...]:
        """Return what was done to a note, oldest first, from the step that wrote it down."""
        return tuple(self._library.queries.row_history(observation_id))


def _grouped(steps: list[HandOffStepRow]) -> dict[str, tuple[HandOffStepRow, ...]]:
    out: dict[str, list[HandOffStepRow]] = {}
    for one in steps:
        out.setdefault(one.observation_id, []).append(one)
    return {key: tuple(found) for key, found in out.items()}


def _tickets(rows: list[NoteTicketRow]) -> dict[str, tuple[NoteTicketRow, ...]]:
    out: dict[str, list[NoteTicketRow]] = {}
    for one in rows:
        out.setdefault(one.observation_id, []).append(one)
    return {key: tuple(found) for key, found in out.items()}
