"""The note that a key of a running visit means, the one being typed, chosen or last, and what is done to it.

Must not know widgets other than the timeline in which one is chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gemba.model.values import SeenAs
from gemba.services.visits.observations import ObservationFields
from gemba.ui.desk import Desk

if TYPE_CHECKING:
    from gemba.model.rows import ObservationRow
    from gemba.ui.live.line import LiveLine
    from gemba.ui.live.visit_rows import VisitRows
    from gemba.ui.sessions.timeline import TimelineView


class NoteMeant(QObject):
    """For one page of a visit."""

    def __init__(self, desk: Desk, rows: VisitRows, timeline: TimelineView, line: LiveLine) -> None:
        """Take the visit's rows, the list in which one is chosen, and the line that is typed."""
        super().__init__(timeline)
        self._desk, self._rows, self._timeline, self._line = desk, rows, timeline, line

    def chosen_or_last(self) -> ObservationRow | None:
        """Return the chosen note, the last one where none is chosen, None before the first."""
        key = self._timeline.current()
        notes = self._rows.timeline.notes
        return next((one for one in notes if one.id == key), notes[-1] if notes else None)

    def see_as(self, seen_as: SeenAs) -> None:
        """Say how it was seen: of the line being typed, else of the chosen note, else of the last one."""
        line = self._line
        if line.tail.strip():
            line.see_as(None if line.seen_as is seen_as else seen_as)
            return
        note, observations = self.chosen_or_last(), self._desk.app.observations
        if note is None:
            line.see_as(seen_as)
            return
        value = "" if note.seen_as is seen_as else seen_as.value
        self._desk.do(lambda: observations.edit(note.id, ObservationFields(seen_as=value)), owner=self)

    def make_ticket(self) -> None:
        """Go on to a ticket that rests on the chosen note, or on the last one."""
        note = self.chosen_or_last()
        if note is not None:
            self._desk.go("tickets", f"new:{note.id}")
