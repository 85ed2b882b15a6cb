"""Every question one can ask a library, on one object: ``library.queries`` or, inside an operation, ``op.queries``.

Answers are frozen rows; entities are never given out. Must not write, and must not load SQLAlchemy: the first list
of the window and of the command line comes from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gemba.message import Message
from gemba.model import rows as frozen
from gemba.model.connection import Reader, columns
from gemba.model.history_names import UNDOABLE, message_of, said
from gemba.model.queries.paper import ContactQueries, PaperQueries
from gemba.model.queries.picture import PictureQueries
from gemba.model.queries.review import ReviewQueries
from gemba.model.queries.ticket import TicketQueries
from gemba.model.queries.ticket_list import TicketListQueries
from gemba.model.queries.visit import VisitQueries
from gemba.model.queries.visit_page import VisitPageQueries
from gemba.model.queries.wall import WallQueries
from gemba.model.stored import moment_from_text

if TYPE_CHECKING:
    from gemba.model.rows import DraftRow, ImportedRow, OperationRow, SearchHit


class Queries(
    VisitQueries,
    VisitPageQueries,
    PictureQueries,
    TicketQueries,
    TicketListQueries,
    ContactQueries,
    PaperQueries,
    ReviewQueries,
    WallQueries,
):
    """All queries over one connection."""

    def __init__(self, reader: Reader) -> None:
        """Take the connection to ask; the caller keeps it open."""
        self.reader = reader

    def search(self, query: str, *, kinds: Sequence[str] = (), limit: int = 50) -> list[SearchHit]:
        """Return what holds every word of ``query``, in any script, best first; the text is taken literally."""
        from gemba.model import search

        return search.find(self.reader, query, kinds=kinds, limit=limit)

    def history(self, limit: int = 50) -> list[OperationRow]:
        """Return the newest operations first; undone ones are among them, dropped branches too."""
        # By the index of kinds all steps that there are would be put in order for the newest few.
        rows = self.reader.all("SELECT * FROM operation WHERE kind || '' = 'do' ORDER BY seq DESC LIMIT ?", (limit,))
        return [
            frozen.OperationRow(
                seq=row["seq"],
                name=said(row["name"], row["name_values"]),
                at=moment_from_text(row["at"]),
                undone=row["state"] in ("undone", "dropped"),
                initiator=row["initiator"],
                message=message_of(row["name"], row["name_values"]),
                dropped=row["state"] == "dropped",
            )
            for row in rows
        ]

    def can_undo(self) -> str | None:
        """Return the name of what an undo would take back, or None."""
        return self._step(f"{UNDOABLE} ORDER BY seq DESC")

    def can_redo(self) -> str | None:
        """Return the name of what a redo would do again, or None."""
        return self._step("state = 'undone' ORDER BY seq")

    def _step(self, condition: str) -> str | None:
        row = self.reader.one(f"SELECT name, name_values FROM operation WHERE kind = 'do' AND {condition} LIMIT 1")
        return None if row is None else said(row["name"], row["name_values"])

    def next_undo(self) -> Message | None:
        """Return the words of what an undo would take back, for any language, or None."""
        return self._step_message(f"{UNDOABLE} ORDER BY seq DESC")

    def next_redo(self) -> Message | None:
        """Return the words of what a redo would do again, or None."""
        return self._step_message("state = 'undone' ORDER BY seq")

    def newest_done(self) -> int | None:
        """Return the number of the step that an undo would take back, or None."""
        found = self.reader.value(f"SELECT max(seq) FROM operation WHERE kind = 'do' AND {UNDOABLE}")
        return None if found is None else int(found)

    def count_undoable(self) -> int:
        """Return how many steps could be taken back, one after the other."""
        return int(self.reader.value(f"SELECT count(*) FROM operation WHERE kind = 'do' AND {UNDOABLE}") or 0)

    def oldest_undone(self) -> int | None:
        """Return the number of the step that a redo would do again, or None."""
        found = self.reader.value("SELECT min(seq) FROM operation WHERE kind = 'do' AND state = 'undone'")
        return None if found is None else int(found)

    def _step_message(self, condition: str) -> Message | None:
        row = self.reader.one(f"SELECT name, name_values FROM operation WHERE kind = 'do' AND {condition} LIMIT 1")
        return None if row is None else message_of(row["name"], row["name_values"])

    def drafts(self) -> list[DraftRow]:
        """Return every half-typed text, newest first."""
        rows = self.reader.all("SELECT key, text, at FROM draft ORDER BY at DESC, key")
        return [frozen.DraftRow(row["key"], row["text"], moment_from_text(row["at"])) for row in rows]

    def imported(self, round_id: str) -> list[ImportedRow]:
        """Return what the rows of a pack became, oldest first."""
        rows = self.reader.all("SELECT * FROM import_row WHERE round_id = ? ORDER BY id", (round_id,))
        names = ("round_id", "file_kind", "source_id", "entity_kind", "entity_id", "pack_hash", "stored_hash")
        return [frozen.ImportedRow(**columns(row, *names)) for row in rows]

    def replica_id(self) -> str | None:
        """Return this installation's replica id, or None before the first write."""
        found = self.reader.value("SELECT id FROM replica ORDER BY seq DESC LIMIT 1")
        return None if found is None else str(found)
