"""Questions that the page and the list of visits ask: what waits in a visit, which tickets rest on a note, its history.

Plain SQL that other engines know too; frozen rows out. Must not write, and must not load SQLAlchemy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemba.model import rows as frozen
from gemba.model.connection import Reader
from gemba.model.history_names import message_of
from gemba.model.stored import moment_from_text
from gemba.model.values import TicketState

if TYPE_CHECKING:
    from gemba.model.rows import NoteTicketRow, RowHistoryRow


class VisitPageQueries:
    """What stands around a visit."""

    def __init__(self, reader: Reader) -> None:
        """Take the connection to ask."""
        self.reader = reader

    def unreviewed_by_session(self) -> dict[str, int]:
        """Return how many pictures of each visit nobody has looked at; visits without one are not named."""
        rows = self.reader.all(
            "SELECT session_id, count(*) FROM capture WHERE state = 'unreviewed' AND session_id IS NOT NULL"
            " GROUP BY session_id"
        )
        return {row[0]: row[1] for row in rows}

    def tickets_of_notes(self, session_id: str) -> list[NoteTicketRow]:
        """Return the tickets that rest on the notes of a visit, by note and number."""
        rows = self.reader.all(
            "SELECT l.observation_id, t.id, t.number, t.title, t.state FROM ticket_observation l"
            " JOIN ticket t ON t.id = l.ticket_id JOIN observation o ON o.id = l.observation_id"
            " WHERE o.session_id = ? ORDER BY l.observation_id, t.number",
            (session_id,),
        )
        return [frozen.NoteTicketRow(row[0], row[1], row[2], row[3], TicketState(row[4])) for row in rows]

    def row_history(self, row_id: str) -> list[RowHistoryRow]:
        """Return what steps did to one row, oldest first; an undo is a step of its own."""
        from gemba.model.changes import values_from_json

        rows = self.reader.all(
            'SELECT c."before", c."after", p.name, p.name_values, p.at, p.kind FROM change c'
            " JOIN operation p ON p.seq = c.operation_seq WHERE c.entity_id = ? ORDER BY c.counter",
            (row_id,),
        )
        return [
            frozen.RowHistoryRow(
                at=moment_from_text(row[4]),
                message=message_of(row[2], row[3]),
                kind=row[5],
                before=values_from_json(row[0]),
                after=values_from_json(row[1]),
            )
            for row in rows
        ]
