"""The history of a library: what was done, undo, redo. It survives a restart.

Must not know what the steps are about: the store records them and takes them back.
"""

from __future__ import annotations

from gemba.message import Message
from gemba.model.library import Library
from gemba.model.queries.history_words import words_of_steps
from gemba.model.rows import OperationRow


class HistoryService:
    """Undo, redo and the list of steps of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def all(self, *, limit: int = 30) -> tuple[OperationRow, ...]:
        """Return the newest steps, newest first."""
        return tuple(self._library.queries.history(limit=limit))

    def about(self, *, limit: int = 30) -> dict[int, str]:
        """Return a few words of what the newest steps were about, by their number; for the screen, nothing is masked.

        A step whose name says it already, or that wrote no text, has none.
        """
        return words_of_steps(self._library.queries.reader, limit=limit)

    def undo(self, *, initiator: str = "") -> str | None:
        """Take the last step back and return its name, None where there is none."""
        return self._library.undo(initiator=initiator)

    def redo(self, *, initiator: str = "") -> str | None:
        """Do the last undone step again and return its name, None where there is none."""
        return self._library.redo(initiator=initiator)

    def next_undo(self) -> Message | None:
        """Return the words of the step that an undo would take back, None where there is none."""
        return self._library.queries.next_undo()

    def next_redo(self) -> Message | None:
        """Return the words of the step that a redo would do again, None where there is none."""
        return self._library.queries.next_redo()

    def back_to(self, seq: int, *, initiator: str = "") -> int:
        """Take back every step that was done after the one numbered ``seq``, newest first; return how many.

        Each is taken back by itself, so that one the gate refuses stops there and leaves the ones before it.
        """
        count = 0
        while (newest := self._library.queries.newest_done()) is not None and newest > seq:
            self._library.undo(initiator=initiator)
            count += 1
        return count

    def forward_to(self, seq: int, *, initiator: str = "") -> int:
        """Do again the undone steps up to and with the one numbered ``seq``; return how many."""
        count = 0
        while (oldest := self._library.queries.oldest_undone()) is not None and oldest <= seq:
            self._library.redo(initiator=initiator)
            count += 1
        return count
