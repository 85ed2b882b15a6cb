"""Promises: what the visitors said they would do, kept or broken; the next visit to a team opens on them (M20).

Must not know paper or tickets.
"""

from __future__ import annotations

from gemba.message import N_
from gemba.model.library import Library
from gemba.model.rows import PromiseRow


class Promises:
    """The promises of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def all(self, *, open_only: bool = False) -> tuple[PromiseRow, ...]:
        """Return promises by the day they are due, those without a day last."""
        rows = self._library.queries.promises()
        found = (row for row in rows if not open_only or row.kept is None)
        return tuple(sorted(found, key=lambda row: (not row.due, row.due, row.session_number, row.id)))

    def for_team(self, team: str) -> tuple[PromiseRow, ...]:
        """Return what is still open with a team: the next visit there opens on it."""
        visits = {row.id for row in self._library.queries.sessions() if row.team == team}
        return tuple(row for row in self.all(open_only=True) if row.session_id in visits)

    def settle(self, reference: str, *, kept: bool | None) -> PromiseRow:
        """Write down that a promise was kept or broken; None opens it again."""
        from gemba.services.writing import contacts

        promise_id = self._library.run(
            N_("Settle a promise"), lambda op: contacts.settle_promise(op, reference, kept=kept)
        )
        return next(row for row in self._library.queries.promises() if row.id == promise_id)
