"""Customer calls: who still waits to be told, and what they said where they allowed it (M8).

Must not know paper or tickets. A customer is a pseudonym here as everywhere.
"""

from __future__ import annotations

from gemba.message import N_
from gemba.model.library import Library
from gemba.model.rows import CallRow


class Calls:
    """The contacts of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def all(self, *, open_only: bool = False) -> tuple[CallRow, ...]:
        """Return calls in the order of time, only those not solved where asked."""
        rows = self._library.queries.calls()
        found = (row for row in rows if not open_only or row.solved is not True)
        return tuple(sorted(found, key=lambda row: (row.at is None, row.at.utc if row.at else None, row.id)))

    def solve(self, reference: str, *, solved: bool = True) -> CallRow:
        """Write down whether a call's problem is solved."""
        from gemba.services.writing import contacts

        call_id = self._library.run(N_("Settle a call"), lambda op: contacts.solve(op, reference, solved=solved))
        return next(row for row in self._library.queries.calls() if row.id == call_id)
