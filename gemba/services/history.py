"""The history of a library: what was done, undo, redo. It survives a restart.

Must not know what the steps are about: the store records them and takes them back.
"""

from __future__ import annotations

from gemba.model.library import Library
from gemba.model.rows import OperationRow


class HistoryService:
    """Undo, redo and the list of steps of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def all(self, *, limit: int = 30) -> tuple[OperationRow, ...]:
        """Return the newest steps, newest first."""
        return tuple(self._library.queries.history(limit=limit))

    def undo(self, *, initiator: str = "") -> str | None:
        """Take the last step back and return its name, None where there is none."""
        return self._library.undo(initiator=initiator)

    def redo(self, *, initiator: str = "") -> str | None:
        """Do the last undone step again and return its name, None where there is none."""
        return self._library.redo(initiator=initiator)
